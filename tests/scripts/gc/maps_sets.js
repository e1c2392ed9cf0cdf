const junk = (n = 4) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }] };
  return r;
};
const m = new Map();
const keys = Array.from({ length: 200 }, (_, i) => ({ i }));
for (const k of keys) m.set(k, { v: k.i, self: k });
let seen = 0;
for (const [k, v] of m) {
  seen++;
  junk();
  if (k.i % 3 === 0) m.delete(keys[(k.i + 7) % 200]);
  if (k.i % 5 === 0 && k.i < 100) m.set({ i: 1000 + k.i }, { v: 'late', junk: junk() });
  if (v.v === 150) globalThis.gc?.();
}
console.log(seen, m.size, m.get(keys[1])?.v, [...m.values()].filter((v) => v.v === 'late').length);
const s = new Set();
for (let i = 0; i < 300; i++) {
  s.add('k' + (i % 50));
  s.add({ i });
  s.add((i % 20) + 0.5);
  if (i % 10 === 0) for (const x of s) if (typeof x === 'object' && x.i < i - 5) s.delete(x);
}
console.log(s.size);
s.forEach((x) => {
  junk();
  if (typeof x === 'string') s.delete(x);
});
console.log(s.size, [...s].filter((x) => typeof x === 'number').length);
const its = Array.from({ length: 10 }, () => m.entries());
its.forEach((it, i) => {
  for (let k = 0; k < i; k++) it.next();
});
junk(50);
for (const k of keys.slice(0, 50)) m.delete(k);
junk(20);
console.log(its.map((it) => it.next().value?.[0].i).join());
const nested = new Map();
for (let i = 0; i < 30; i++) {
  const inner = new Map([[{ k: i }, new Set([{ s: i }, i])]]);
  nested.set('n' + i, inner);
  if (i % 4 === 0) nested.delete('n' + (i - 2));
}
console.log(nested.size, [...nested.get('n29').values()][0].size);
const objKeys = new Map();
for (let i = 0; i < 500; i++) objKeys.set({ temp: i }, [i]);
let sum = 0;
objKeys.forEach(([v]) => {
  sum += v;
});
console.log(sum);
objKeys.clear();
junk(10);
objKeys.set('only', { o: 1 });
console.log(objKeys);
const counts = new Map();
for (const w of 'a b c a b a d e f a'.repeat(20).split(' ')) counts.set(w, { n: (counts.get(w)?.n ?? 0) + 1 });
console.log([...counts].map(([k, v]) => k + v.n).join());
const grow = new Set([{ g: 0 }]);
for (const x of grow) {
  junk(2);
  if (grow.size < 100) grow.add({ g: grow.size });
}
console.log(grow.size);
const bySym = new Map(Array.from({ length: 20 }, (_, i) => [Symbol('s' + i), { i }]));
junk(20);
console.log(
  [...bySym.keys()].map((k) => k.description).join('').length,
  [...bySym].reduce((a, [, v]) => a + v.i, 0)
);
const mi = new Map([
  [1, { a: 1 }],
  [2, { b: 2 }]
])[Symbol.iterator]();
junk(20);
globalThis.gc?.();
console.log(mi.next().value, [...mi]);
const strKeys = new Map();
for (let i = 0; i < 200; i++) strKeys.set('pre' + i + 'post', { i });
let hit = 0;
for (let i = 0; i < 200; i++) if (strKeys.get(['pre', i, 'post'].join('')).i === i) hit++;
console.log(hit);
