// The lesson: "Remove reference."
// Run:  glass examples/15_fix_by_delete.js          and          glass --ecma examples/15_fix_by_delete.js
// See:  by default delete does what the lesson says (with a note on stderr) and the memory comes back; with --ecma it returns false, as
//       the standard has it, and nothing is freed.
const megabytes = () => (gc(), memoryUsage().heapUsed / 1e6);
const start = megabytes();
const leakyArray = [];
for (let i = 0; i < 100000; i++) {
leakyArray.push({
data: new Array(1000), // 1KB per object
timestamp: new Date(),
});
}
console.log(`leaked: +${(megabytes() - start).toFixed(1)} MB`);
delete leakyArray; // Remove reference
// Now garbage collection can reclaim the memory
console.log(`delete: +${(megabytes() - start).toFixed(1)} MB, typeof leakyArray is ${typeof leakyArray}`);
