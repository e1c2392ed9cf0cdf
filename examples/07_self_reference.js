// The lesson: "Points to itself! Some GCs struggle with self-references."
// Run:  glass examples/07_self_reference.js
// See:  100,000 nodes that point to themselves are collected like any other garbage (marking does not count references).
//       With --gc=refcount they stay.
// ✗ Bad
class Node {
constructor() {
this.data = new Array(1000);
this.next = this; // Points to itself!
}
}
// Some GCs struggle with self-references

const megabytes = () => (memoryUsage().heapUsed / 1e6).toFixed(1) + ' MB';
gc();
console.log('at the start:              ', megabytes());
let nodes = Array.from({ length: 100000 }, () => new Node());
gc();
console.log(`${nodes.length} nodes alive:       `, megabytes());
nodes = null;
gc();
console.log('reference dropped, and gc():', megabytes());
