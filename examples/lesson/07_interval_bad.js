// "Runs forever, accumulates data."
// Run with --virtual-time --for 5s. Observe: five lines, then the span ends the run. data is garbage after each tick (the claim is not literally true;
// examples/06_interval_data.js has the variant that accumulates).
const fetchBigData = () => 'big data';
// ✗ Bad
setInterval(() => {
const data = fetchBigData();
console.log(data);
}, 1000);
// Runs forever, accumulates data
