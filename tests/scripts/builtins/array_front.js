// Arrays that lose and gain elements at their front, long enough that their elements may begin anywhere in their storage.
const range = (n, from = 0) => Array.from({ length: n }, (_, i) => i + from);
const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i] && i in a === i in b);

// Against a model that copies, with operations in a fixed order that looks random.
let seed = 12345;
const next = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
let a = range(1500), model = range(1500);
let wrong = 0;
for (let step = 0; step < 400; step++) {
  const k = next(9), x = { step };
  switch (next(13)) {
    case 0: case 1: case 2: for (let i = 0; i < 12; i++) if (a.shift() !== model[0]) wrong++; else model = model.slice(1); break;
    case 3: a.push(x, step); model = [...model, x, step]; break;
    case 4: a.unshift(x, step, k); model = [x, step, k, ...model]; break;
    case 5: if (!same(a.splice(0, k), model.slice(0, k))) wrong++; model = model.slice(k); break;
    case 6: a.splice(3, k, x, x); model = [...model.slice(0, 3), x, x, ...model.slice(3 + k)]; break;
    case 7: if (a.pop() !== model[model.length - 1]) wrong++; model = model.slice(0, -1); break;
    case 8: a.length -= k; model = model.slice(0, model.length - k); break;
    case 9: a[k] = x; model[k] = x; break;
    case 10: a.splice(1, 0, x); model = [model[0], x, ...model.slice(1)]; break;
    case 11: for (let i = 0; i < 12; i++) { a.push(i); model.push(i); } break;
    case 12: a.splice(a.length >> 1, k, k); model = [...model.slice(0, model.length >> 1), k, ...model.slice((model.length >> 1) + k)]; break;
  }
  if (a.length !== model.length || (step % 10 === 0 && !same(a, model))) wrong++;
}
console.log(wrong, same(a, model));

// Every way of reading elements that do not begin at the start of their storage.
const q = range(1200);
for (let i = 0; i < 200; i++) q.shift();
let sum = 0;
for (let i = 0; i < 20; i++) sum += q[i];
for (const x of q.slice(0, 5)) sum += x;
console.log(sum, q[0], q[999], q[1000], q.at(-1), q.length, 0 in q, 999 in q, 1000 in q);
console.log(q.indexOf(700), q.lastIndexOf(700), q.includes(199), q.includes(200), q.find(x => x > 500), q.findLast(x => x < 500));
console.log(q.slice(1, 4), q.concat([1]).length, q.map(x => x * 2)[3], q.filter(x => x % 100 === 0).join());
console.log(q.reduce((x, y) => x + y), q.join('').length, [...q].length, Object.keys(q).length, JSON.stringify(q).length, Math.max(...q));
let forIn = 0;
for (const k in q) forIn += +k;
let forOf = 0;
for (const x of q) forOf += x;
console.log(forIn, forOf, Array.from(q).length, structuredClone(q)[7], Object.entries(q)[0], q.toString().slice(0, 20));
const [first, second, ...others] = q;
console.log(first, second, others.length, Math.min.apply(null, q));
console.log(q.reverse()[0], q.sort((x, y) => x - y)[0], q.copyWithin(0, 1, 3).slice(0, 4), q.fill(7, 0, 2).slice(0, 4), q.with(0, 1)[0]);
console.log(q.toSpliced(0, 998), q.toReversed()[0], q.entries().next().value, q.flatMap(x => [x]).length);

// Holes at the front and beyond the end, frozen and sealed arrays, and a length that is fixed.
const h = range(900);
for (let i = 0; i < 50; i++) h.shift();
delete h[0];
h[h.length + 5] = 'far';
console.log(h.shift(), h.length, h[h.length - 1], h[h.length - 2], 'x', h.slice(-3), 0 in h);
h.length = 2000;
console.log(h.unshift('new'), h[0], h[1], h[1999], h.shift(), h.length);
const f = range(800);
for (let i = 0; i < 30; i++) f.shift();
for (const restrict of [Object.freeze, Object.seal, Object.preventExtensions, x => Object.defineProperty(x, 'length', { writable: false })]) {
  const c = range(800);
  for (let i = 0; i < 30; i++) c.shift();
  restrict(c);
  const told = [];
  for (const change of [c => c.shift(), c => c.unshift(1), c => c.splice(0, 1), c => c.push(1), c => { 'use strict'; c.length--; }]) {
    try { told.push(change(c)); } catch (error) { told.push(error.constructor.name); }
  }
  console.log(told.map(x => Array.isArray(x) ? x[0] : x), c.length, c[0], c[c.length - 1]);
}
// Getters and attributes among the elements.
const g = range(700);
for (let i = 0; i < 30; i++) g.shift();
Object.defineProperty(g, 1, { get() { return 'got'; }, configurable: true, enumerable: true });
try { g.shift(); } catch (error) { console.log(error.constructor.name); }
console.log(g[0], g[1], g[2], g.length, g[669]);
// Objects live on while they are in it and no longer: the collector sees the elements wherever they are.
const o = range(700).map(i => ({ i }));
for (let i = 0; i < 3000; i++) { const x = o.shift(); x.i++; o.push(x); if (i % 500 === 0) globalThis.gc?.(); }
console.log(o.length, o.reduce((s, x) => s + x.i, 0), o[0].i, o[699].i);
// Everything goes out and comes in again.
while (o.length) o.shift();
console.log(o.length, o.shift(), o.push(1, 2), o);
const u = [];
for (let i = 0; i < 2000; i++) u.unshift(i);
console.log(u[0], u[1999], u.length, u.splice(0, 1990).length, u);
for (let i = 0; i < 1500; i++) { u.unshift(i); u.push(-i); }
console.log(u.length, u[0], u[1499], u[1500], u[u.length - 1]);
