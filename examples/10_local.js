// The lesson: "Cleaned up when scope ends."
// Run:  glass examples/10_local.js
// See:  inside the braces the array counts 1.0 MB; right after the brace a collection frees it, although the program goes on.
const megabytes = () => (gc(), memoryUsage().heapUsed / 1e6);
const start = megabytes();
{
// ✓ Good
const localData = new Array(1000000);
// Cleaned up when scope ends
console.log(`inside the block: +${(megabytes() - start).toFixed(1)} MB (${localData.length} places)`);
}
console.log(`after the brace:  +${(megabytes() - start).toFixed(1)} MB`);
