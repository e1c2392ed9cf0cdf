// "Clean reference."
// Observe: as with the self-reference: all of it is collected.
// ✓ Good
class Node {
constructor() {
this.data = new Array(1000);
this.next = null; // Clean reference
}
}
for (let i = 0; i < 1000; i++) new Node();
