const junk = (n = 4) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }] };
  return r;
};
class Base {
  a = { n: junk().i, self: () => this };
  #p = [junk(), { priv: 1 }];
  static s = { st: junk(2) };
  ['c' + junk().i] = { comp: 1 };
  constructor(x = junk(), { y = junk(2), ...z } = { q: { w: 1 } }) {
    junk(10);
    this.x = x;
    this.y = y;
    this.z = z;
  }
  get p() {
    return this.#p[1];
  }
  set p(v) {
    junk();
    this.#p[1] = { v, junk: junk() };
  }
  #m(v) {
    junk();
    return { m: v };
  }
  call(v) {
    return this.#m({ v, pad: junk() });
  }
  static {
    junk(20);
    this.late = { l: [1] };
  }
}
class Derived extends Base {
  f = { g: this.a.n, h: [super.call(1)] };
  constructor(...args) {
    const before = { b: 1 };
    junk();
    super(before, ...args);
    junk(5);
    this.before = before;
  }
  call(v) {
    return { over: super.call({ d: v }) };
  }
}
const objs = [];
for (let i = 0; i < 30; i++) {
  const d = new (i % 2 ? Derived : Base)({ y: { i } });
  d.p = i;
  objs.push(d);
  if (i > 20) objs.shift();
}
console.log(objs.length, objs[0].p.v, JSON.stringify(objs[1]).length, objs[1].call(7), Base.late, Object.keys(objs[2]).join());
console.log(objs[3].a.self() === objs[3]);
const fs = [];
for (let i = 0, pad = { p: [] }; i < 40; i++) {
  const local = { i, arr: new Array(i % 5) };
  pad.p.push(i);
  if (i % 2) fs.push(() => local.i + pad.p.length);
  else
    fs.push(
      ((l) => {
        junk();
        return () => l.arr.length + i;
      })(local)
    );
}
globalThis.gc?.();
junk(100);
console.log(fs.map((f) => f()).reduce((a, b) => a + b));
const counters = Array.from({ length: 20 }, (_, i) => {
  let n = { v: i };
  return { inc: () => (n = { v: n.v + 1, old: null }), get: () => n.v };
});
for (let k = 0; k < 10; k++) {
  for (const c of counters) c.inc();
  junk(10);
}
console.log(counters.map((c) => c.get()).join());
const tag = (s, ...v) => {
  junk(20);
  return { cooked: [...s], raw: s.raw.join('|'), v: v.map((x) => ({ x })) };
};
for (let i = 0; i < 3; i++) console.log(tag`a${{ i }}b${[i, junk(2).i]}c\n`.v.length, ((s) => s)`once${junk()}`.length);
const strs = new Set();
for (let i = 0; i < 5; i++) {
  strs.add(((s) => s)`cached ${junk()}`);
  globalThis.gc?.();
}
console.log(strs.size);
const {
  a = junk(),
  b: { c = junk(3), ...d } = { e: junk(2), f: 1 },
  ...r
} = {
  z: { deep: [1] },
  get y() {
    junk(10);
    return { got: 1 };
  }
};
console.log(a.i, c.i, d.f, r.z, r.y);
const [p = junk(), [q = { q: junk(2) }] = [], ...s] = (function* () {
  junk();
  yield undefined;
  yield [undefined];
  yield { l: 1 };
  yield junk();
})();
console.log(p.i, q.q.i, s.length);
const fdef = (x = { x: junk() }, y = [x, { y: junk() }], z = () => [x, y]) => {
  junk(20);
  return z();
};
console.log(fdef().length, fdef({ given: 1 })[0]);
const spread = {
  ...{ a: { b: junk() } },
  get g() {
    return junk();
  },
  ...Object.fromEntries(Array.from({ length: 20 }, (_, i) => ['k' + i, { i }])),
  ...'str',
  ...[{ e: 1 }, , { e: 2 }]
};
junk(30);
console.log(Object.keys(spread).length, spread.k5, spread[2]);
const call = (...xs) => xs.map((x) => (junk(), x)).length;
console.log(
  call(
    ...[{}, , {}],
    ...new Set([{}, {}]),
    ...new Map([[{}, {}]]),
    ...'abc',
    ...(function* () {
      for (let i = 0; i < 5; i++) yield junk();
    })()
  ),
  new (class {
    constructor(...x) {
      junk(10);
      this.n = x.length;
    }
  })(...Array(10), ...[junk(), junk()]).n,
  Math.max(...Array.from({ length: 50 }, () => junk().i))
);
const bound = function (...x) {
  junk();
  return [this.k, ...x].length;
}.bind({ k: junk() }, { b1: 1 }, junk());
junk(50);
console.log(
  bound({ c: 1 }),
  bound.call(null, 1, 2),
  Reflect.apply(bound, 0, [junk()]),
  call.apply(
    null,
    Array.from({ length: 30 }, () => ({}))
  )
);
