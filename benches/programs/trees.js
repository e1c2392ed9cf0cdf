// Allocation: binary trees made, walked and dropped; a splay tree under insertion and deletion.
const make = (depth) => (depth === 0 ? { left: null, right: null } : { left: make(depth - 1), right: make(depth - 1) });
const count = (node) => (node.left === null ? 1 : 1 + count(node.left) + count(node.right));

const longLived = make(15);
const out = [];
for (let depth = 4; depth <= 15; depth += 2) {
  const rounds = 1 << (14 - depth + 3);
  let nodes = 0;
  for (let i = 0; i < rounds; i++) nodes += count(make(depth));
  out.push(nodes);
}

class Splay {
  constructor() {
    this.root = null;
    this.size = 0;
  }
  splay(key) {
    const header = { key: 0, value: null, left: null, right: null };
    let l = header, r = header, t = this.root;
    for (;;) {
      if (key < t.key) {
        if (t.left === null) break;
        if (key < t.left.key) {
          const y = t.left;
          t.left = y.right;
          y.right = t;
          t = y;
          if (t.left === null) break;
        }
        r.left = t;
        r = t;
        t = t.left;
      } else if (key > t.key) {
        if (t.right === null) break;
        if (key > t.right.key) {
          const y = t.right;
          t.right = y.left;
          y.left = t;
          t = y;
          if (t.right === null) break;
        }
        l.right = t;
        l = t;
        t = t.right;
      } else break;
    }
    l.right = t.left;
    r.left = t.right;
    t.left = header.right;
    t.right = header.left;
    this.root = t;
  }
  insert(key, value) {
    if (this.root === null) {
      this.root = { key, value, left: null, right: null };
      this.size++;
      return;
    }
    this.splay(key);
    if (this.root.key === key) return;
    const node = { key, value, left: null, right: null };
    if (key > this.root.key) {
      node.left = this.root;
      node.right = this.root.right;
      this.root.right = null;
    } else {
      node.right = this.root;
      node.left = this.root.left;
      this.root.left = null;
    }
    this.root = node;
    this.size++;
  }
  remove(key) {
    if (this.root === null) return false;
    this.splay(key);
    if (this.root.key !== key) return false;
    if (this.root.left === null) this.root = this.root.right;
    else {
      const right = this.root.right;
      this.root = this.root.left;
      this.splay(key);
      this.root.right = right;
    }
    this.size--;
    return true;
  }
}
const splay = new Splay();
let seed = 7, removed = 0;
const keys = [];
for (let i = 0; i < 80000; i++) {
  seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
  splay.insert(seed, { payload: [i, i + 1], text: 'k' + i });
  keys.push(seed);
  if (i >= 4000 && splay.remove(keys[i - 4000])) removed++;
}
console.log(out.join(), count(longLived), splay.size, removed, splay.root.value.text);
