// Literals: decimal and with prefixes, separators, as property names; constants that are folded.
console.log(0n, 1n, 123n, 1_000_000n, 0xffn, 0XFFn, 0o17n, 0O17n, 0b1010n, 0B1n, 0xdead_beefn, -5n, - -5n);
console.log(18446744073709551615n, 18446744073709551616n, 340282366920938463463374607431768211455n);
console.log(340282366920938463463374607431768211456n, 0x1_0000_0000_0000_0000_0000_0000_0000_0000n);
console.log(0xffffffffffffffffffffffffffffffffffffffffffffffffn, 0b0000n, 0x00n);
console.log({ 1n: 'a', 0x10n: 'b', 0o17n: 'c', 0b11n: 'd', 18446744073709551616n: 'e', 1_0n: 'f' });
console.log({ 1n() { return 'method'; } }[1], { get 2n() { return 'getter'; } }[2], { async 3n() {} });
class C { 1n = 'field'; static 2n = 'static'; 5n() { return 'five'; } static [6n] = 6; }
console.log(new C()[1n], C[2], new C()[5](), C[6]);
const { 1n: destructured, 0x2n: other = 'default' } = { 1: 'one' };
console.log(destructured, other);
for (const text of ['01n', '1.5n', '1e3n', '.5n', '1__0n', '1_n', '0b2n', '0xn', '1n1', '1na', '08n', '0x_1n', '1n_', '1N']) {
  try {
    console.log(text, new Function(`return ${text}`)());
  } catch (e) {
    console.log(text, e.name);
  }
}
// Truth, also where the compiler knows it.
console.log(0n ? 1 : 2, 0x0n ? 1 : 2, 0xbn ? 1 : 2, -1n ? 1 : 2, 0b0n || 'b', 10n && 'c', !0n, !!1n, 0n ?? 'd');
if (0n) console.log('never');
if (0xb00n) console.log('always');
let count = 0;
while (0b1n) if (++count > 2) break;
do count++; while (0x0n);
console.log(count, typeof 1n, typeof -1n, typeof Object(1n), void 1n);
console.log(`${1n}${-2n}`, 1n + 'a', 'a' + 1n, [1n, 2n] + '', 1n + [], -0n, 1n * -0n, 0n === -0n, Object.is(0n, -0n));
switch (3n) {
  case 3: console.log('number'); break;
  case 3n: console.log('bigint'); break;
}
console.log(((a = 7n, ...rest) => [a, rest])(undefined, 8n), [...[1n, 2n]], Math.max(...[]));
function same() { return 12345678901234567890n; }
console.log(same() === same(), same() == same());
