// The lesson: "Add 1MB every second. After 1 hour: 3.6GB consumed!"
// Run:  glass --virtual-time --for 1h --max-old-space-size=5000 examples/02_leaky_interval.js
// See:  heapUsed at 3.6 GB after one virtual hour, rss above it; the hour takes seconds.
const leakyArray = [];
setInterval(() => {
leakyArray.push(new Array(1000000)); // Add 1MB every second
}, 1000);
// After 1 hour: 3.6GB consumed! 💥

const report = () => {
  const { heapUsed, rss } = memoryUsage();
  console.log(`${leakyArray.length} arrays: heapUsed ${(heapUsed / 1e9).toFixed(2)} GB, rss ${(rss / 1e9).toFixed(2)} GB`);
};
setInterval(report, 600000);
process.on('exit', report);
