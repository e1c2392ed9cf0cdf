// The whole "Fix it" snippet as it stands: length = 0 and then delete.
// Observe: the same; typeof leakyArray is 'undefined' afterwards in the default mode, 'object' with --ecma.
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
delete leakyArray; // Remove reference
// Now garbage collection can reclaim the memory
console.log(typeof leakyArray);
