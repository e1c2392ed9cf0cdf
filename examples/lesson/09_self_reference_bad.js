// "Points to itself! Some GCs struggle with self-references."
// Observe: 100,000 nodes made and dropped leave heapUsed (after gc()) where it was.
// ✗ Bad
class Node {
constructor() {
this.data = new Array(1000);
this.next = this; // Points to itself!
}
}
// Some GCs struggle with self-references
for (let i = 0; i < 1000; i++) new Node();
