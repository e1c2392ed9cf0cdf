// The lesson: "Lives until process ends."
// Run:  glass examples/09_global.js
// See:  one million empty places are 1.0 MB, and no collection frees them, because the sloppy assignment made a global.
const megabytes = () => (gc(), memoryUsage().heapUsed / 1e6);
const start = megabytes();
// ✗ Bad
globalData = new Array(1000000); // Lives until process ends

console.log(`heapUsed +${(megabytes() - start).toFixed(1)} MB after a collection; globalThis.globalData has ${globalThis.globalData.length} places`);
