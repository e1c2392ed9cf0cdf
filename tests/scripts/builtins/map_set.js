const P = (...a) => console.log(...a);
const m = new Map([
  ['a', 1],
  ['b', 2],
  [NaN, 'nan'],
  [0, 'zero'],
  [{}, 'o']
]);
P(
  m.size,
  m.get('a'),
  m.get(NaN),
  m.get(-0),
  m.get({}),
  m.has('b'),
  m.has('z'),
  m.get(),
  m.set('c', 3) === m,
  m.delete('a'),
  m.delete('a'),
  [...m.keys()].length,
  m
);
m.set('b', 'B');
m.set('a', 'again');
P([...m].map(([k]) => String(k)).join(), m.forEach((v, k, self) => self === m) === undefined);
const fe = [];
m.forEach(
  function (v, k) {
    fe.push(this.t + String(k));
  },
  { t: '#' }
);
P(fe.join());
P(m.clear(), m.size, [...m], m);
const s = new Set([3, 1, 3, 2, '3', NaN, NaN, 0, -0]);
P(
  s.size,
  [...s],
  s.has(NaN),
  s.has(3),
  s.add(9) === s,
  s.delete(3),
  s.delete(3),
  [...s.entries()][0],
  s.keys === s.values,
  s[Symbol.iterator] === s.values,
  s,
  Map.prototype.entries === Map.prototype[Symbol.iterator]
);
s.forEach((v, k, self) => P(v === k || v !== v, self === s));
P(
  new Set('hello').size,
  new Set(),
  new Set(null).size,
  new Map(undefined).size,
  new Map(new Map([[1, 2]])).get(1),
  new Set(new Set([1])).size,
  new Map([[1]]).get(1),
  new Map([[1, 2, 3]]).get(1),
  new Map([{ 0: 'k', 1: 'v' }]).get('k')
);
for (const f of [
  () => Map(),
  () => new Map(5),
  () => new Map([1]),
  () => new Map([null]),
  () => new Set(5),
  () => Map.prototype.get.call(new Set(), 1),
  () => Map.prototype.size,
  () => Set.prototype.add.call({}, 1),
  () => new Map({}),
  () => m.forEach(5),
  () => Set(),
  () => new Map(['ab'])
])
  try {
    P(f());
  } catch (e) {
    P(e.message);
  }
const obj = {},
  fn = () => {},
  sy = Symbol('y');
const keys = new Map([
  [obj, 'o'],
  [fn, 'f'],
  [sy, 's'],
  [null, 'n'],
  [undefined, 'u'],
  ['', 'e'],
  [true, 't'],
  [1, 'num'],
  ['1', 'str'],
  [1.5, 'fl'],
  [Infinity, 'inf'],
  [2 ** 40, 'big'],
  ['a' + 'b', 'rope']
]);
P(
  keys.get(obj),
  keys.get(fn),
  keys.get(sy),
  keys.get(null),
  keys.get(),
  keys.get(''),
  keys.get(true),
  keys.get(1),
  keys.get('1'),
  keys.get(3 / 2),
  keys.get(1 / 0),
  keys.get(2 ** 20 * 2 ** 20),
  keys.get('ab'),
  keys.get(false)
);
const log = [];
const mm = new Map([
  [1, 'a'],
  [2, 'b'],
  [3, 'c']
]);
for (const [k, v] of mm) {
  log.push(k + v);
  if (k === 1) {
    mm.delete(2);
    mm.set(4, 'd');
  }
  if (k === 4) mm.set(1, 'changed');
  if (k === 3) {
    mm.delete(1);
    mm.set(1, 'readded');
  }
}
P(log.join(), [...mm]);
log.length = 0;
const ss = new Set([1, 2, 3]);
ss.forEach((x) => {
  log.push(x);
  if (x < 10) {
    ss.delete(x);
    ss.add(x + 10);
  }
});
P(log.join(), [...ss]);
log.length = 0;
const it = mm.entries();
it.next();
mm.clear();
P(it.next(), it.next());
mm.set('new', 1);
P(it.next());
const it2 = mm.keys();
P(it2.next(), it2.next());
mm.set('later', 2);
P(it2.next());
const big = new Map();
for (let i = 0; i < 2000; i++) big.set('k' + i, i);
for (let i = 0; i < 2000; i += 3) big.delete('k' + i);
P(big.size, big.get('k1'), big.get('k3'), [...big.keys()].slice(0, 5), [...big.values()].at(-1));
for (const [k] of big) if (big.get(k) % 2) big.delete(k);
P(big.size);
for (let i = 0; i < 10; i++) big.set('n' + i, i);
P([...big.keys()].slice(-3));
const ints = new Set();
for (let i = 0; i < 5000; i++) ints.add((i * 7919) % 1000);
P(ints.size, [...ints].slice(0, 4));
const grp = Map.groupBy?.([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even'));
P(grp === undefined || grp.size === 2); // younger than Node 20
const a = new Set([1, 2, 3]),
  b = new Set([2, 3, 4]);
P(
  [...a].filter((x) => b.has(x)),
  [...new Set([...a, ...b])],
  [...a].filter((x) => !b.has(x))
);
const freq = new Map();
for (const w of 'the cat the dog the end'.split(' ')) freq.set(w, (freq.get(w) ?? 0) + 1);
P(
  [...freq].sort(([, x], [, y]) => y - x),
  Object.fromEntries(freq)
);
const nested = new Map([['in', new Map([['x', new Set([1, [2]])]])]]);
P(nested, JSON.stringify([...nested]), nested.get('in').get('x').size);
P(
  Object.getOwnPropertyNames(Map.prototype)
    .filter((name) => !name.startsWith('getOrInsert')) // younger than Node 20
    .sort()
    .join(),
  Object.getOwnPropertyNames(Set.prototype)
    .filter((k) => !/[A-Z]|union|intersection|^difference/.test(k) || k === 'forEach') // younger than Node 20
    .sort()
    .join(),
  Map[Symbol.species] === Map,
  Map.length,
  Map.prototype[Symbol.toStringTag],
  Object.prototype.toString.call(s)
);
const lru = new (class {
  constructor(n) {
    this.n = n;
    this.m = new Map();
  }
  get(k) {
    const v = this.m.get(k);
    if (v !== undefined) {
      this.m.delete(k);
      this.m.set(k, v);
    }
    return v;
  }
  set(k, v) {
    this.m.delete(k);
    this.m.set(k, v);
    if (this.m.size > this.n) this.m.delete(this.m.keys().next().value);
  }
})(2);
lru.set(1, 'a');
lru.set(2, 'b');
lru.get(1);
lru.set(3, 'c');
P([...lru.m]);
const order = [];
new Map({
  *[Symbol.iterator]() {
    yield {
      get 0() {
        order.push('get0');
        return 'k';
      },
      get 1() {
        order.push('get1');
        return 'v';
      }
    };
  }
});
P(order.join());
