// "Remove reference."
// Observe: in the default mode delete removes the binding (one note on stderr tells how the standard differs); after gc(), heapUsed is within
// 1 MB of the start. With --ecma it returns false and frees nothing.
const start = (gc(), process.memoryUsage().heapUsed);
const leakyArray = [];
for (let i = 0; i < 100000; i++) {
leakyArray.push({
data: new Array(1000), // 1KB per object
timestamp: new Date(),
});
}
console.log(process.memoryUsage());
delete leakyArray; // Remove reference
// Now garbage collection can reclaim the memory
gc();
console.log(process.memoryUsage().heapUsed - start < 1e6);
