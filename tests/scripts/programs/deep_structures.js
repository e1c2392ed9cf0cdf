let list = null;
for (let i = 0; i < 100000; i++) list = { v: i, next: list };
let n = 0;
for (let p = list; p; p = p.next) n++;
console.log(n);
console.log(list.next.next.v, list);
let arr = [];
for (let i = 0; i < 50000; i++) arr = [arr];
console.log(arr);
let f = () => 0;
for (let i = 0; i < 1000; i++) {
  const g = f;
  f = () => g() + 1;
}
console.log(f());
let s = '';
for (let i = 0; i < 100000; i++) s = 'a' + s + 'b';
console.log(s.length, s[0], s.at(-1), s.indexOf('b'));
let o = {};
const root = o;
for (let i = 0; i < 3000; i++) o = o['k' + (i % 3)] = {};
console.log(JSON.stringify(root).length, root);
let m = new Map();
for (let i = 0; i < 2000; i++) m = new Map([[i, m]]);
console.log(m);
let p = Promise.resolve(0);
for (let i = 0; i < 20000; i++) p = p.then((x) => x + 1);
p.then(console.log);
let proto = {};
for (let i = 0; i < 1000; i++) proto = Object.create(proto);
console.log(proto.nothing, 'x' in proto);
const wide = {};
for (let i = 0; i < 20000; i++) wide['p' + i] = i;
console.log(Object.keys(wide).length, wide.p19999);
let big = [];
for (let i = 0; i < 300000; i++) big.push(i);
console.log(
  big.length,
  big.reduce((a, b) => a + b),
  Math.max(...big.slice(0, 60000)),
  big.concat(big).length,
  big.indexOf(299999)
);
let e = new Error('e0');
for (let i = 0; i < 3; i++) e = new Error('e' + (i + 1), { cause: e });
let depth = 0;
for (let x = e; x; x = x.cause) depth++;
console.log(depth);
let gen = (function* () {
  yield 0;
})();
for (let i = 0; i < 200; i++) {
  const inner = gen;
  gen = (function* () {
    yield* inner;
  })();
}
console.log([...gen]);
let bound = function () {
  return this.v;
};
for (let i = 0; i < 500; i++) bound = bound.bind({ v: i });
console.log(bound());
console.log(
  Array.from({ length: 2000 }, (_, i) => i)
    .sort((a, b) => (b % 10) - (a % 10) || a - b)
    .slice(0, 5)
);
