const mn = require('mnemonist'),
  { LRUCache } = require('lru-cache'),
  Denque = require('denque');
const trie = new mn.Trie();
for (const w of ['roman', 'romanesque', 'rome', 'x']) trie.add(w);
console.log(trie.find('rom'), trie.size);
const h = mn.Heap.from([5, 3, 9, 1], (a, b) => a - b);
console.log(h.pop(), h.pop(), h.size);
const dm = new mn.DefaultMap(() => []);
dm.get('a').push(1);
console.log([...dm]);
const bt = new mn.BiMap();
bt.set('a', 1);
console.log(bt.inverse.get(1));
const bl = new mn.BloomFilter(100);
bl.add('x');
console.log(bl.test('x'), bl.test('nope'));
const sl = new mn.SparseSet(10);
sl.add(3);
sl.add(7);
sl.delete(3);
console.log([...sl]);
console.log(
  [...new mn.LRUMap(2)],
  mn.SuffixArray && new mn.SuffixArray('banana').array,
  [
    ...mn.StaticIntervalTree.from([
      [0, 5],
      [3, 8],
    ]).intervalsContainingPoint(4),
  ],
  new mn.BitSet(20).set(3).toJSON ? 1 : 0,
);
const c = new LRUCache({ max: 3, dispose: (v, k, r) => console.log('dispose', k, v, r) });
for (let i = 0; i < 5; i++) c.set('k' + i, i);
c.get('k2');
c.set('k9', 9);
console.log(
  [...c.keys()],
  c.peek('k2'),
  c.dump().map((e) => e[0]),
);
const q = new Denque();
for (let i = 0; i < 1000; i++) {
  q.push(i);
  if (i % 3 === 0) q.shift();
}
q.unshift('a');
q.splice(2, 3, 'x');
console.log(q.length, q.peekFront(), q.peekAt(2), q.toArray().slice(0, 5));
