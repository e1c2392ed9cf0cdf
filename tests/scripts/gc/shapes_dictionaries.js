const junk = (n = 4) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }] };
  return r;
};
const objs = [];
for (let i = 0; i < 100; i++) {
  const o = {};
  for (let k = 0; k < i % 25; k++) o['p' + ((i + k) % 40)] = { k, pad: [i] };
  if (i % 3 === 0) delete o['p' + (i % 40)];
  if (i % 11 === 0)
    Object.defineProperty(o, 'acc', {
      get() {
        return junk();
      },
      enumerable: true,
      configurable: true
    });
  if (i % 7 === 0) Object.freeze(o);
  objs.push(o);
}
globalThis.gc?.();
console.log(
  objs.map((o) => Object.keys(o).length).reduce((a, b) => a + b),
  Object.values(objs[24]).length,
  JSON.stringify(objs[33]).length
);
const dict = {};
for (let i = 0; i < 1000; i++) dict['key' + i] = { i };
for (let i = 0; i < 1000; i += 2) delete dict['key' + i];
for (let i = 0; i < 100; i++) dict['new' + i] = junk(1);
console.log(Object.keys(dict).length, dict.key501.i, dict.key500);
let cur = Object.create(null),
  root = cur;
for (let i = 0; i < 200; i++) {
  const n = Object.create(cur);
  n['lvl' + i] = { i };
  cur = n;
  junk(2);
}
console.log(cur.lvl0.i, cur.lvl199.i, 'lvl77' in cur);
const protos = [];
for (let i = 0; i < 50; i++) {
  function C(x) {
    this.x = { x };
  }
  C.prototype.m = function () {
    junk();
    return this.x.x + i;
  };
  protos.push(new C(i));
}
globalThis.gc?.();
console.log(protos.map((p) => p.m()).reduce((a, b) => a + b));
for (const p of protos)
  Object.setPrototypeOf(p, {
    m() {
      return junk().i;
    }
  });
console.log(protos[10].m(), protos[10].x);
const self = [];
for (let i = 0; i < 100; i++) {
  const o = { i };
  o.self = o;
  o.arr = [o, { o }];
  o.fn = () => o;
  o.map = new Map([[o, o]]);
  if (i % 10 === 0) self.push(o);
}
globalThis.gc?.();
junk(50);
console.log(self.map((o) => o.fn().map.get(o.self).arr[1].o.i).join());
function Node_(v, l, r) {
  this.v = v;
  this.l = l;
  this.r = r;
}
const build = (d) => (d ? new Node_(d, build(d - 1), build(d - 1)) : null),
  count = (n) => (n ? 1 + count(n.l) + count(n.r) : 0);
let t = null;
for (let i = 0; i < 5; i++) {
  t = build(8);
  junk(5);
}
console.log(count(t));
let list = null;
for (let i = 0; i < 5000; i++) list = { i, next: list };
let n = 0;
for (let p = list; p; p = p.next) n += p.i;
console.log(n);
const args = (function () {
  arguments[5] = { extra: 1 };
  arguments.length = 6;
  return arguments;
})({ a: 1 }, junk());
globalThis.gc?.();
console.log(args[0], args[5], [...args].length);
const acc = {
  get big() {
    return Array.from({ length: 20 }, () => junk(1));
  },
  set big(v) {
    this._b = { v, j: junk() };
  }
};
acc.big = acc.big;
console.log(acc._b.v.length);
const ev = new EventTarget();
for (let i = 0; i < 20; i++)
  ev.addEventListener(
    'e',
    ((o) => () => {
      o.n += junk().i;
      tot.push(o.n);
    })({ n: i }),
    { once: i % 2 === 0 }
  );
const tot = [];
ev.dispatchEvent(new Event('e'));
globalThis.gc?.();
ev.dispatchEvent(new Event('e'));
console.log(
  tot.length,
  tot.reduce((a, b) => a + b)
);
console.log(
  Object.entries(
    Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        {
          toString() {
            junk();
            return 'e' + i;
          }
        },
        { i }
      ])
    )
  ).length,
  Object.assign({}, ...Array.from({ length: 20 }, (_, i) => ({ ['a' + i]: junk(1) }))).a19.i,
  structured()
);
function structured() {
  try {
    throw Object.assign(new Error('e' + junk().i), { data: junk() });
  } catch ({ message, data }) {
    junk(20);
    return message + data.i;
  } finally {
    junk(5);
  }
}
