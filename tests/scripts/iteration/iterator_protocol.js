const log = [];
class Range {
  constructor(a, b) {
    this.a = a;
    this.b = b;
  }
  [Symbol.iterator]() {
    let i = this.a,
      b = this.b;
    return {
      next: () => (i <= b ? { value: i++, done: false } : { value: undefined, done: true }),
      [Symbol.iterator]() {
        return this;
      }
    };
  }
}
const r = new Range(1, 4);
console.log(
  [...r],
  Math.max(...r),
  Array.from(r, (x) => x ** 2),
  new Set(r).size,
  Object.fromEntries([...r].map((x) => [x, x])),
  Promise.all(r) instanceof Promise,
  [...r[Symbol.iterator]()]
);
for (const x of r) if (x > 2) console.log(x);
const [a, b, ...c] = r;
console.log(a, b, c);
const arrIt = [1, 2, 3][Symbol.iterator]();
console.log(arrIt.next(), [...arrIt], arrIt.next(), arrIt[Symbol.iterator]() === arrIt, arrIt[Symbol.toStringTag]);
console.log(
  [...'a😀'],
  [...[1, , 3].keys()],
  [...[1, , 3].values()],
  [...['x', 'y'].entries()],
  [...new Map([[1, 2]]).entries()],
  [...new Map([[1, 2]]).keys()],
  [...new Set([5]).entries()],
  [...Array(2)],
  [...Array.prototype.values.call({ length: 2, 0: 'al' })]
);
const grow = [1];
for (const x of grow) {
  if (grow.length < 5) grow.push(x + 1);
}
console.log(grow);
const shr = [1, 2, 3, 4];
const seen = [];
for (const x of shr) {
  seen.push(x);
  shr.pop();
}
console.log(seen, shr);
const m = new Map([
  [1, 'a'],
  [2, 'b'],
  [3, 'c']
]);
const ms = [];
for (const [k] of m) {
  ms.push(k);
  m.delete(k);
  if (k < 5) m.set(k + 3, 'n');
}
console.log(ms, m.size);
const s = new Set([1, 2, 3]);
const ss = [];
for (const x of s) {
  ss.push(x);
  if (x === 1) s.delete(2);
  if (x === 3 && ss.length < 4) {
    s.delete(1);
    s.add(1);
  }
}
console.log(ss);
const cl = new Map([
  [1, 1],
  [2, 2]
]);
for (const [k] of cl) {
  console.log(k);
  cl.clear();
  if (k === 1) cl.set(9, 9);
}
const IteratorProto = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
console.log(
  IteratorProto === Object.getPrototypeOf(Object.getPrototypeOf(new Map().keys())),
  IteratorProto[Symbol.iterator].call(5),
  Object.getOwnPropertyNames(Object.getPrototypeOf([][Symbol.iterator]())),
  Object.getPrototypeOf(''[Symbol.iterator]())[Symbol.toStringTag],
  Object.getPrototypeOf(new Set().values())[Symbol.toStringTag],
  Object.getPrototypeOf('a'.matchAll(/a/g))[Symbol.toStringTag]
);
for (const f of [
  () => [][Symbol.iterator]().next.call({}),
  () => new Map().keys().next.call([][Symbol.iterator]()),
  () => {
    for (const x of 5);
  },
  () => {
    for (const x of null);
  },
  () => {
    for (const x of undefined);
  },
  () => {
    for (const x of {});
  }
])
  try {
    f();
  } catch (e) {
    console.log(e.message);
  }
const saved = Array.prototype[Symbol.iterator];
Array.prototype[Symbol.iterator] = function () {
  log.push('patched');
  return saved.call(this);
};
[...[1]];
const [p0] = [1];
new Set([1]);
for (const q of [1]);
(function (...z) {})(...[1]);
Math.max(...[1, 2]);
Array.prototype[Symbol.iterator] = saved;
console.log(log.join());
const AIP = Object.getPrototypeOf([][Symbol.iterator]());
const onext = AIP.next;
let nc = 0;
AIP.next = function () {
  nc++;
  return onext.call(this);
};
[...[1, 2]];
const [pa, pb] = [1, 2];
AIP.next = onext;
console.log(nc);
const sparse = [1, , 3];
sparse.own = 1;
for (const x of sparse) console.log(x);
for (const [k, v] of Object.entries({ a: 1, b: 2 })) console.log(k, v);
let count = 0;
for (const x of new Range(1, Infinity)) {
  if (++count === 100) break;
}
console.log(count);
const zip = function* (...its) {
  const is = its.map((i) => i[Symbol.iterator]());
  while (true) {
    const rs = is.map((i) => i.next());
    if (rs.some((x) => x.done)) return;
    yield rs.map((x) => x.value);
  }
};
console.log([...zip([1, 2, 3], 'ab', new Range(7, 9))]);
const lazy = {
  *map(f, it) {
    for (const x of it) yield f(x);
  },
  *filter(f, it) {
    for (const x of it) if (f(x)) yield x;
  }
};
console.log([
  ...lazy.map(
    (x) => x * x,
    lazy.filter((x) => x % 2, new Range(1, 9))
  )
]);
const dn = { [Symbol.iterator]: () => ({ next: () => ({ done: 1 }) }) };
console.log(
  [...dn],
  [
    ...{
      [Symbol.iterator]: () => ({
        i: 0,
        next() {
          return this.i++ < 2 ? { value: this.i } : { done: 'truthy' };
        }
      })
    }
  ]
);
const it = [1, 2, 3, 4].values();
for (const x of it) {
  if (x === 2) break;
}
console.log([...it]);
const gi = (function* () {
  yield 1;
  yield 2;
})();
for (const x of gi) break;
console.log([...gi]);
