const P = (...a) => console.log(...a);
P(
  [1].values(),
  [1].entries(),
  [][Symbol.iterator](),
  'ab'[Symbol.iterator](),
  'a'.matchAll(/a/g),
  new Map([[1, 2]]).keys(),
  new Set([5]).values(),
  (function* () {})(),
  (function* named() {})(),
  (async function* () {})(),
  [[1].values()],
  { it: [1].keys(), g: (function* () {})() }
);
const p = Promise.resolve(42),
  r = Promise.reject(new Error('r')),
  pend = new Promise(() => {});
r.catch(() => {});
P(
  p,
  pend,
  [p],
  { p, pend },
  Promise.resolve({ a: { b: { c: 1 } } }),
  Promise.resolve('str'),
  Promise.resolve(undefined),
  Promise.resolve([1, 2]),
  (async () => 1)(),
  (async () => {})().then()
);
const rej = Promise.reject(5);
rej.catch(() => {});
P(rej, [rej], Promise.resolve(Promise.resolve(1)));
const ex = Promise.resolve(1);
ex.tag = 'x';
P(ex);
class Sub extends Promise {}
P(Sub.resolve(1), new Sub(() => {}));
P(
  { a: { b: { c: p } } },
  Promise.resolve('x'.repeat(80)),
  Promise.resolve({ aaaaaaaaaaaaaaaaaaaaaaaa: 'bbbbbbbbbbbbbbbbbbbbbbbbbbb', ccccccccccccccc: 'dddddddddddd' })
);
const obj = {
  *[Symbol.iterator]() {
    yield 1;
  }
};
P(obj, [...obj], obj[Symbol.iterator]);
const g = (function* () {
  yield 1;
})();
g.extra = 1;
P(g, g.next(), g.next());
P(Object.prototype.toString.call(g), String(g), g + '', `${[].values()}`, String(p), String(new Map().keys()));
setTimeout(() => {
  P(pend, p);
  const late = Promise.all([1]);
  P(late);
  late.then(() => P(late));
}, 1);
P(
  new Date(0),
  [new Date(0)],
  { d: new Date(NaN) },
  Object.assign(new Date(0), { x: 1 }),
  /re/gi,
  [/re/],
  Object.assign(/re/, { y: 1 }),
  new RegExp('/', 'u')
);
P(new Event('x').constructor.name, typeof new EventTarget());
P([Promise, Promise.prototype.then, p.then(() => {}) instanceof Promise]);
