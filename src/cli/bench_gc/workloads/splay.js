// A splay tree whose nodes carry some data; an operation inserts a new key and removes one beside it, and each moves the node it
// touches to the top: old objects are written to all the time.
class SplayTree {
  constructor() {
    this.root = null;
  }
  // Brings the node with the key, or the last one on the way to it, to the top.
  splay(key) {
    const top = { key: 0, value: null, left: null, right: null };
    let left = top, right = top, node = this.root;
    if (node === null) return;
    for (;;) {
      if (key < node.key) {
        let child = node.left;
        if (child === null) break;
        if (key < child.key) {
          node.left = child.right;
          child.right = node;
          node = child;
          child = node.left;
          if (child === null) break;
        }
        right.left = node;
        right = node;
        node = child;
      } else if (key > node.key) {
        let child = node.right;
        if (child === null) break;
        if (key > child.key) {
          node.right = child.left;
          child.left = node;
          node = child;
          child = node.right;
          if (child === null) break;
        }
        left.right = node;
        left = node;
        node = child;
      } else {
        break;
      }
    }
    left.right = node.left;
    right.left = node.right;
    node.left = top.right;
    node.right = top.left;
    this.root = node;
  }
  insert(key, value) {
    const added = { key, value, left: null, right: null };
    if (this.root !== null) {
      this.splay(key);
      if (this.root.key === key) return false;
      if (key > this.root.key) {
        added.left = this.root;
        added.right = this.root.right;
        this.root.right = null;
      } else {
        added.right = this.root;
        added.left = this.root.left;
        this.root.left = null;
      }
    }
    this.root = added;
    return true;
  }
  // Removes the node next to the root.
  removeNeighbour() {
    const { left, right } = this.root;
    if (left !== null) {
      const kept = this.root;
      this.root = left;
      this.splay(kept.key);
      const removed = this.root;
      kept.left = removed.left;
      this.root = kept;
      return removed.key;
    }
    if (right === null) return -1;
    const removed = this.root;
    this.root = right;
    return removed.key;
  }
}

let seed = 99;
function random() {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed;
}

function data(key) {
  return { numbers: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], text: 'key ' + key + ' in a leaf' };
}

const tree = new SplayTree();
benchGc.kept = tree;
for (let count = 0; count < benchGc.live; ) {
  const key = random();
  if (tree.insert(key, data(key))) count++;
}
let sum = 0;
while (benchGc.next()) {
  let key = random();
  while (!tree.insert(key, data(key))) key = random();
  sum = (sum + tree.removeNeighbour()) % 1000003;
}
benchGc.finish(sum);
