// "Later, when done: clearInterval(intervalId)."
// Observe: exits by itself, 0 lines printed (cleared before the first tick), exit code 0.
const fetchBigData = () => 'big data';
// ✓ Good
const intervalId = setInterval(() => {
const data = fetchBigData();
console.log(data);
}, 1000);
// Later, when done:
clearInterval(intervalId);
