// The lesson: "Clean reference."
// Run:  glass examples/08_clean_reference.js
// See:  the same figures as with the self-reference: to a marking collector both are one thing.
// ✓ Good
class Node {
constructor() {
this.data = new Array(1000);
this.next = null; // Clean reference
}
}

const megabytes = () => (memoryUsage().heapUsed / 1e6).toFixed(1) + ' MB';
gc();
console.log('at the start:              ', megabytes());
let nodes = Array.from({ length: 100000 }, () => new Node());
gc();
console.log(`${nodes.length} nodes alive:       `, megabytes());
nodes = null;
gc();
console.log('reference dropped, and gc():', megabytes());
