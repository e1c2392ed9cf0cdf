const junk = (n = 4) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }] };
  return r;
};
const errs = [];
for (let i = 0; i < 50; i++) {
  try {
    (function f(d) {
      const l = { d, pad: [d] };
      if (!d) throw new Error('deep ' + i, { cause: { l, junk: junk() } });
      try {
        f(d - 1);
      } finally {
        junk(2);
        l.done = [l];
      }
    })(i % 10);
  } catch (e) {
    errs.push(e);
  }
}
globalThis.gc?.();
console.log(errs.length, errs[49].message, errs[49].cause.junk.i, errs[9].stack.split('\n').length > 5);
const rec = (n, acc) => (n ? rec(n - 1, { n, acc }) : acc);
let a = rec(500, null),
  c = 0;
while (a) {
  c++;
  a = a.acc;
}
console.log(c);
let so = 0;
try {
  (function inf(x) {
    so++;
    inf({ x });
  })({});
} catch (e) {
  console.log(e instanceof RangeError, so > 100);
}
junk(50);
const deepArr = (n) => (n ? [deepArr(n - 1), { n }] : []);
console.log(JSON.stringify(deepArr(100)).length);
const mutual = { a: (n, o) => (n ? mutual.b(n - 1, { o, j: junk(1) }) : o), b: (n, o) => (n ? mutual.a(n - 1, [o]) : o) };
console.log(JSON.stringify(mutual.a(60, 'end')).length);
const res = [];
for (let i = 0; i < 20; i++) {
  lbl: try {
    const t = { i, a: [] };
    if (i % 3 === 0) continue;
    if (i % 5 === 0) break lbl;
    if (i % 7 === 0) throw { i, junk: junk() };
    res.push(t);
  } catch (e) {
    res.push(e.junk);
  } finally {
    junk(3);
    res.push({ fin: i });
  }
}
console.log(res.length);
console.log(
  [1, 2, 3]
    .map((x) => {
      try {
        return { x, j: junk() };
      } finally {
        junk(10);
      }
    })
    .map((o) => o.x + o.j.i)
);
function many(...p) {
  const [q, w, e, r, t, y, u, i, o] = p.map((x) => ({ x }));
  junk(10);
  const inner = () => [q, w, e, r, t, y, u, i, o].map((z) => z.x);
  junk(10);
  return inner();
}
console.log(many(1, 2, 3, 4, 5, 6, 7, 8, 9));
const expr = ((junk().i + [junk(), junk()].length) * { v: junk().i }.v + `${junk().i}${[junk().i]}`.length) % 1000;
console.log(expr, [{ a: junk() }, ...[junk()], { ...{ b: junk() } }].length, { k: [junk(), { l: junk() }] }.k[1].l.i);
console.log(((x, y = { ...x, z: junk() }, { w } = y) => [x.w, y.w, w, y.z.i])({ w: 'W' }));
for (const [k, v] of Object.entries({ a: junk(), b: junk(2) })) {
  junk(10);
  console.log(k, v.i);
}
for (const k in { x: junk(), y: junk() }) {
  junk(20);
  console.log(k);
}
let chain = {
  v: 1,
  next() {
    junk();
    return { v: this.v + 1, next: this.next, q: junk() };
  }
};
for (let i = 0; i < 20; i++) chain = chain.next().next();
console.log(chain.v, chain?.q?.a?.[1]?.i);
var w = new Array(1000);
w[999] = { last: 1 };
globalThis.gc?.();
console.log(w.length, w[999]);
const big = [];
for (let i = 0; i < 30; i++) big.push(new Array(1000));
globalThis.gc?.();
console.log(big.reduce((s, x) => s + x.length, 0));
big[3][500] = { deep: [junk()] };
globalThis.gc?.();
console.log(big[3][500].deep[0].i);
