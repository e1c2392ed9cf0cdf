// "Add 1MB every second. After 1 hour: 3.6GB consumed!"
// Run with --virtual-time --for 1h. Observe at the end: 3,600 entries; heapUsed 3.6 GB (2 %), rss above it; the run itself takes seconds.
const leakyArray = [];
setInterval(() => {
leakyArray.push(new Array(1000000)); // Add 1MB every second
}, 1000);
// After 1 hour: 3.6GB consumed! 💥
