// "Lives until process ends."
// Observe: a sloppy assignment makes a global; its 1 MB survives gc().
// ✗ Bad
globalData = new Array(1000000); // Lives until process ends
