const junk = (n = 4) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, s: 'j' + i + '!' };
  return r;
};
let rope = '';
for (let i = 0; i < 3000; i++) {
  rope += 'part' + i + ';';
  if (i % 500 === 0) junk(20);
}
junk(100);
globalThis.gc?.();
console.log(rope.length, rope.charCodeAt(5000), rope.slice(-12));
let left = '';
for (let i = 0; i < 3000; i++) left = i + ',' + left;
console.log(left.length, left.slice(0, 15));
const shared = 'base-'.repeat(20);
const many = Array.from({ length: 100 }, (_, i) => shared + i + shared);
junk(200);
console.log(
  many.map((s) => s.length).reduce((a, b) => a + b),
  many[50].indexOf('50'),
  new Set(many).size
);
const tree = (d) => (d ? tree(d - 1) + 'x' + tree(d - 1) : 'leaf');
const t = tree(9);
junk(100);
console.log(t.length, t.split('x').length);
const keyed = {};
for (let i = 0; i < 300; i++) keyed['dyn' + (i % 60) + 'key'] = { i };
globalThis.gc?.();
let ks = '';
for (const k in keyed) ks += k[3];
console.log(ks.length, keyed['dyn' + 5 + 'key'].i, Object.keys(keyed).length);
let doubled = 'ab';
for (let i = 0; i < 14; i++) {
  doubled += doubled;
  junk(3);
}
console.log(doubled.length, doubled[30000], doubled.lastIndexOf('ba'));
const subs = [];
for (let i = 0; i < 100; i++) subs.push(rope.substring(i * 10, i * 10 + 7));
rope = null;
junk(100);
globalThis.gc?.();
console.log(subs.join('').length, subs[99]);
const sym = [];
for (let i = 0; i < 50; i++) sym.push(Symbol('d' + i));
junk(50);
console.log(sym[49].description, sym.map((s) => s.toString()).join('').length);
const wide = Array.from({ length: 100 }, (_, i) => 'é' + String.fromCodePoint(0x1f600 + (i % 50)));
let w = '';
for (const x of wide) w = x + w + x;
console.log(w.length, [...w].length, w.codePointAt(1));
const up = wide.map((s) => (s + 'abc').toUpperCase() + s.normalize('NFD') + s.padEnd(6, '-') + s.repeat(2));
junk(30);
console.log(up.join('').length, up[3]);
console.log('%s|%s', 'a' + junk().s, { k: 'b' + junk().s }, ['c' + junk().s]);
let lines = [];
for (let i = 0; i < 50; i++) lines.push(`${i}:${'x'.repeat(i % 7)}:${junk().s}`);
console.log(
  lines
    .join('\n')
    .split('\n')
    .filter((l) => l.includes('xxx')).length
);
let rep = 'a';
for (let i = 0; i < 8; i++) rep = rep.replaceAll('a', 'ab' + 'a'.repeat(i % 2));
console.log(rep.length);
const nums = [];
for (let i = 0; i < 200; i++) nums.push((i * 1.1 + '').length + (i ** 7).toString(36).length);
console.log(nums.reduce((a, b) => a + b));
console.log(decodeURIComponent(encodeURIComponent(w.slice(0, 90).toWellFormed?.() ?? '')).length);
