// The lesson: "Clear the array. Now garbage collection can reclaim the memory."
// Run:  glass examples/14_fix_by_length.js
// See:  100 to 120 MB, and after length = 0 and a collection within 1 MB of the start.
const megabytes = () => (gc(), memoryUsage().heapUsed / 1e6);
const start = megabytes();
const leakyArray = [];
for (let i = 0; i < 100000; i++) {
leakyArray.push({
data: new Array(1000), // 1KB per object
timestamp: new Date(),
});
}
console.log(`leaked:    +${(megabytes() - start).toFixed(1)} MB`);
leakyArray.length = 0; // Clear the array
// Now garbage collection can reclaim the memory
console.log(`length = 0: +${(megabytes() - start).toFixed(1)} MB`);
