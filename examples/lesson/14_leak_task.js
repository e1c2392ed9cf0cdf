// "Create an intentional memory leak and observe it: heapUsed will be ~100MB."
// Observe: the printed heapUsed is between 100 and 120 MB.
const leakyArray = [];
for (let i = 0; i < 100000; i++) {
leakyArray.push({
data: new Array(1000), // 1KB per object
timestamp: new Date(),
});
}
console.log(process.memoryUsage());
// heapUsed will be ~100MB
// Now, if this array never gets cleaned up,
// memory stays at 100MB forever
