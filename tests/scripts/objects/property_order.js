const o = { b: 1, 2: 'two', a: 2, 1: 'one', [Symbol('s')]: 's', '-1': 'neg', '01': 'lead', 4294967295: 'big', 4294967294: 'maxidx', 1.5: 'frac' };
console.log(Object.keys(o), Reflect.ownKeys(o), JSON.stringify(o));
delete o.b;
o.b = 'again';
o[0] = 'zero';
console.log(Object.keys(o));
for (const k in o) console.log(k);
const cl = new (class {
  z = 1;
  constructor() {
    this.a = 2;
    this[3] = 3;
    this[0] = 0;
  }
  m = 5;
})();
console.log(Object.keys(cl), cl);
console.log(
  Object.getOwnPropertyNames('abc'),
  Object.getOwnPropertyNames([1, 2]),
  Reflect.ownKeys(
    class {
      static b = 1;
      static a() {}
      static 1 = 1;
      static [Symbol.for('x')] = 1;
    }
  )
);
const big = {};
for (let i = 0; i < 300; i++) big['k' + ((i * 7) % 300)] = i;
console.log(Object.keys(big).slice(0, 10), Object.keys(big).length);
for (let i = 0; i < 300; i += 2) delete big['k' + i];
console.log(Object.keys(big).length, Object.keys(big).slice(0, 5));
big.k0 = 'back';
console.log(Object.keys(big).at(-1));
Object.assign(big, { k1: 'assigned' });
console.log(Object.keys(big).indexOf('k1'), big.k1);
const p = Object.create({ inh: 1, own: 'shadowed', 5: 'five' });
p.own = 1;
p[7] = 7;
const seen = [];
for (const k in p) seen.push(k);
console.log(seen);
Object.defineProperty(p, 'own', { enumerable: false });
seen.length = 0;
for (const k in p) seen.push(k);
console.log(seen);
const m = { a: 1, b: 2, c: 3 };
seen.length = 0;
for (const k in m) {
  seen.push(k);
  delete m.b;
  m.d = 4;
}
console.log(seen);
seen.length = 0;
for (const k in m) {
  seen.push(k);
  delete m[k];
  m[k] = 1;
}
console.log(seen, m);
seen.length = 0;
const ar = [1, 2, 3];
ar.x = 'x';
for (const k in ar) {
  seen.push(k, typeof k);
  if (k === '0') {
    ar.push(4);
    delete ar[1];
  }
}
console.log(seen);
for (const k in 'ab') console.log(k);
for (const k in null) console.log('never');
for (const k in undefined) console.log('never');
for (const k in 5) console.log('never');
for (const k in [, 1, , 2]) console.log(k);
const cyc = { a: 1 };
for (const k in cyc) {
  cyc.a2 = 1;
  cyc.a3 = 2;
  console.log(k);
}
for (var v = ('init') in {});
console.log(v);
const { b, ...rest } = { 3: 3, b: 1, a: 2, 1: 1 };
console.log(rest, { ...{ z: 1, y: 2 }, y: 3, x: 4, z: 5 }, Object.assign({ q: 1 }, 'ab', null, [9], { q: 2 }));
console.log(
  Object.entries({ 10: 'x', 9: 'y', a: 'z' }),
  Object.fromEntries([
    ['z', 1],
    ['a', 2],
    ['1', 3]
  ]),
  Object.getOwnPropertySymbols({ [Symbol('1')]: 1, [Symbol('2')]: 2 })
);
console.log(
  JSON.stringify({ b: { d: 1, c: 2 }, a: [{ z: 1, y: 2 }] }),
  Object.keys(Object.groupBy?.([1, 2, 3], (x) => (x % 2 ? 'odd' : 'even')) ?? { odd: 1, even: 1 }).length
);
