const [a, , b = 5, ...[c, d]] = [1, 2, undefined, 4, 5, 6];
console.log(a, b, c, d);
const {
  x,
  y: { z = 9, ...yr },
  ['k' + 1]: k1,
  ...rest
} = { x: 1, y: { w: 2, v: 3 }, k1: 'K', m: 1, n: 2, [Symbol.for('q')]: 3 };
console.log(x, z, yr, k1, rest);
let p, q;
[p, q] = [1, 2];
[p, q] = [q, p];
console.log(p, q);
({ p, q = 7 } = { p: 3 });
console.log(p, q);
const o = {};
[o.a, o['b'], ...o.c] = 'hello';
({
  x: o.d,
  y: [o.e = 8],
  ...o.f
} = { x: 1, y: [], z: 2 });
console.log(o);
const [[[deep]]] = [[[42]]],
  { length } = 'abc',
  { length: len2, 0: first } = ['q'],
  [s1, s2] = '😀x',
  { toFixed } = 1;
console.log(deep, length, len2, first, s1, s2, typeof toFixed);
for (const { id, tags: [t1, ...ts] = ['none'] } of [{ id: 1, tags: ['a', 'b', 'c'] }, { id: 2 }]) console.log(id, t1, ts);
for (const [k, { v }] of Object.entries({ a: { v: 1 }, b: { v: 2 } })) console.log(k, v);
for ([p, q] of [[5, 6]]);
console.log(p, q);
for ({ p = 'dp', q } of [{ q: 'qq' }]);
console.log(p, q);
for (o.loop of [1, 2]);
console.log(o.loop);
for (o['in'] in { key: 1 });
console.log(o.in);
for (const [c0] in { xy: 1 }) console.log(c0);
const fn = ({ a = 1, b: { c = 2 } = {}, ...r } = {}, [d = 3, [e] = [4]] = []) => [a, c, r, d, e];
console.log(fn(), fn({ a: 9, b: { c: 8 }, z: 0 }, [7, [6]]));
console.log((([a, b] = [1, 2], { c } = { c: a + b }) => c)());
try {
  throw { code: 7, info: ['i'] };
} catch ({ code, info: [i], none = 'def' }) {
  console.log(code, i, none);
}
for (const f of [
  () => {
    const { a } = null;
  },
  () => {
    const { a } = undefined;
  },
  () => {
    const [a] = null;
  },
  () => {
    const [a] = {};
  },
  () => {
    const [a] = 5;
  },
  () => {
    const {
      a: { b }
    } = {};
  },
  () => {
    const {
      a: { b }
    } = { a: null };
  },
  () => {
    (({ a }) => a)();
  },
  () => {
    (([a]) => a)();
  },
  () => {
    let a;
    ({ a } = null);
  },
  () => {
    let a;
    [a] = undefined;
  },
  () => {
    const {} = null;
  },
  () => {
    const [] = 1;
  },
  () => {
    const { [null.x]: a } = {};
  },
  () => {
    const { ...r } = null;
  }
])
  try {
    f();
    console.log('no error');
  } catch (e) {
    console.log(e.message);
  }
const {} = 5,
  [] = '';
const { a: { b: { c: cc } = { c: 'inner' } } = {} } = {};
console.log(cc);
const { a: aa = 1, a: ab = 2 } = { a: undefined };
console.log(aa, ab);
const { f = function () {}, g = class {}, h = () => {} } = {};
console.log(f.name, g.name, h.name);
var v1 = 1,
  [v2 = v1 + 1, v3 = v2 + 1] = [];
console.log(v1, v2, v3);
console.log(([p, q] = [8, 9]), ({ p } = { p: 1, extra: 2 }));
let i = 0;
const arr = [];
[arr[i++], arr[i++]] = ['first', 'second'];
console.log(arr, i);
[arr[0], arr[1]] = [arr[1], arr[0]];
console.log(arr);
const m = new Map([['k', [1, { n: 2 }]]]);
for (const [key, [one, { n }]] of m) console.log(key, one, n);
const [...copy] = new Set([1, 2]);
console.log(copy);
const { 0: zero, [1]: one, 'a-b': dash, 1.5: frac, __proto__: proto } = { 0: 'z', 1: 'o', 'a-b': 'd', 1.5: 'f' };
console.log(zero, one, dash, frac, proto === Object.prototype);
const swap = ([a, b]) => [b, a];
console.log(swap(swap([1, 2])));
console.log(
  (() => {
    const [a, b] = new Map([
      [1, 2],
      [3, 4]
    ]);
    return [a, b];
  })()
);
const nul = { n: null, u: undefined, z: 0 };
const { n = 'd', u = 'd', z: zz = 'd' } = nul;
console.log(n, u, zz);
