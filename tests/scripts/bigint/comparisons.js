// Order and equality by mathematical value, with numbers, strings, booleans and objects.
const values = [-(2n ** 200n), -(2n ** 64n), -5n, -1n, 0n, 1n, 2n, 5n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 64n, 2n ** 64n + 1n, 2n ** 200n];
const others = [NaN, -Infinity, Infinity, -0, 0, 0.5, -0.5, 1, 1.5, 2, -1, 2 ** 53, 2 ** 64, 2 ** 64 + 4096, -(2 ** 64), 2 ** 200, 1e300, -1e300, 5e-324, '', ' 5 ', '-5', '0x5', '1.0', 'a', '1n', String(2n ** 64n + 1n), true, false, null, undefined, [5], ['x'], Object(5n), Object('5'), { valueOf: () => 5n }];
const text = (v) => (typeof v === 'object' && v !== null ? `obj(${String(v)})` : typeof v === 'string' ? `"${v}"` : Object.is(v, -0) ? '-0' : String(v));
for (const other of [...values, ...others]) {
  const row = values.map((v) => [v < other, v <= other, v > other, v >= other, v == other, other < v, other <= v, other > v, other >= v, other == v, v === other, v != other, v !== other, Object.is(v, other)].map(Number).join(''));
  console.log(text(other), row.join(' '));
}
for (const f of [() => 1n < Symbol(), () => Symbol() >= 1n, () => 1n < Object.create(null)])
  try { console.log(f()); } catch (e) { console.log(e.name, e.message); }
console.log(1n == Symbol(), 1n == Object(Symbol()), Symbol() != 1n);
// In jumps and loops, also with constants on the right.
let n = 0;
for (let i = 0n; i < 10n; i++) n++;
for (let i = 10n; i > 0; i--) n++;
for (let i = 0; i <= 5n; i++) n++;
for (let i = 5n; i != 0; ) { i -= 1n; n++; }
for (let i = 5n; i !== 0n; ) { i -= 1n; n++; }
let big = 2n ** 100n;
while (big >= 1) { big /= 2n; n++; }
console.log(n, big == 0, big === 0, big == 0n);
if (1n == 1) console.log('==');
if (1n === 1) console.log('===');
if (2n > 1) console.log('>');
const sorted = [3n, 1, 2n, 10n, -5, 2.5, 2n ** 70n, 1e30, '7'].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
console.log(sorted, [3n, 1n, 10n, 2n].sort());
console.log([1n, 2n].includes(2n), [1n].includes(1), [1n, 2n].indexOf(2n), [1].indexOf(1n), [5n, 5n].lastIndexOf(5n), [NaN, 5n].findIndex((x) => x === 5n));
console.log([2n ** 70n].includes(2n ** 70n), [2n ** 70n].indexOf(2n ** 70n + 1n), Object.is(2n ** 70n, 2n ** 70n));
