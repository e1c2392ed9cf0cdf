// The lesson: "Runs forever, accumulates data." and "Later, when done: clearInterval(intervalId)."
// Run:  glass --virtual-time --for 10s examples/06_interval_data.js
// See:  the snippet as written keeps running but accumulates nothing: data is garbage after each tick. Kept in an array it accumulates 1 MB a second;
//       once the interval is cleared and the array dropped, the memory is free again.
const fetchBigData = () => ({ payload: new Array(1000000) });
const megabytes = () => (gc(), (memoryUsage().heapUsed / 1e6).toFixed(1) + ' MB');

// ✗ Bad
setInterval(() => {
const data = fetchBigData();
console.log(data);
}, 1000);
// Runs forever, accumulates data

const hoard = [];
// ✓ Good
const intervalId = setInterval(() => {
const data = fetchBigData();
console.log(data);
hoard.push(data); // the variant that accumulates
}, 1000);

console.log(`at the start: ${megabytes()}`);
setTimeout(() => {
  console.log(`after 5 s, ${hoard.length} kept: ${megabytes()} (the leak)`);
  // Later, when done:
  clearInterval(intervalId);
  hoard.length = 0;
}, 5500);
process.on('exit', () => console.log(`after 10 s, ${hoard.length} kept: ${megabytes()} (as written: no leak)`));
