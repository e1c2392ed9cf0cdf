// "Clear the array. Now garbage collection can reclaim the memory."
// Observe: after the fix and gc(), heapUsed is within 1 MB of the start.
const start = (gc(), process.memoryUsage().heapUsed);
const leakyArray = [];
for (let i = 0; i < 100000; i++) {
leakyArray.push({
data: new Array(1000), // 1KB per object
timestamp: new Date(),
});
}
console.log(process.memoryUsage());
leakyArray.length = 0; // Clear the array
// or
// Now garbage collection can reclaim the memory
gc();
console.log(process.memoryUsage().heapUsed - start < 1e6);
