// From and to numbers and strings.
const show = (...all) => console.log(all.map((v) => (typeof v === 'string' ? JSON.stringify(v) : String(v))).join(' '));
show(BigInt(0), BigInt(-0), BigInt(1e21), BigInt(Number.MAX_SAFE_INTEGER), BigInt(2 ** 64), BigInt(-(2 ** 128)), BigInt(Number.MAX_VALUE));
show(BigInt(true), BigInt(false), BigInt(''), BigInt('  \n\t '), BigInt(' 12 '), BigInt('\u2003-0017\ufeff'), BigInt('+5'), BigInt('-0'));
show(BigInt('0x1F'), BigInt('0O17'), BigInt('0b101'), BigInt('0'.repeat(50) + '7'), BigInt('1'.repeat(60)), BigInt('-' + '9'.repeat(39)));
show(BigInt(Object(5n)), BigInt({ valueOf: () => 7 }), BigInt({ toString: () => '8' }), BigInt([9]), BigInt([]), BigInt({ [Symbol.toPrimitive]: (hint) => (hint === 'number' ? 1n : 2n) }));
for (const bad of ['1n', '1.0', '1e3', '0x', '-0x1', '+0b1', '--1', '+', '-', '1 2', '0xg', '0b2', 'Infinity', '1_0', '٣', '"1"'])
  try { show(bad, BigInt(bad)); } catch (e) { show(e.name, e.message); }
for (const bad of [undefined, null, Symbol('s'), 1.5, NaN, Infinity, -Infinity, 5e-324, {}, [1, 2], () => 1])
  try { show(BigInt(bad)); } catch (e) { show(e.name, e.message); }
// To numbers: the nearest, ties to even.
const M = 2n ** 53n;
show(...[M, M + 1n, M + 2n, M + 3n, M * 2n + 1n, M * 2n + 2n, M * 2n + 3n, M * 2n + 6n].map(Number));
for (const n of [64n, 65n, 127n, 128n, 129n, 191n, 192n, 193n, 500n, 1000n, 1023n])
  show(n, ...[0n, 1n, 2n ** (n - 53n), 2n ** (n - 53n) + 1n, 2n ** (n - 53n) * 3n, -1n, -(2n ** (n - 54n)), -(2n ** (n - 54n)) - 1n].map((d) => Number(2n ** n + d)));
const largest = 2n ** 1024n - 2n ** 970n;
show(Number(largest - 1n), Number(largest), Number(-largest), Number(-largest + 1n), Number(2n ** 5000n), Number(10n ** 308n), Number(10n ** 309n));
for (const x of [0.1, 1e21, 1.7976931348623157e308, 4503599627370496.5, 2 ** 70 + 2 ** 20])
  show(x, Number(BigInt(Math.trunc(x))) === Math.trunc(x), BigInt(Math.trunc(x)));
show(new Number(5n).valueOf(), Number(Object(6n)), Number({ valueOf: () => 7n }), parseInt('12n'), parseFloat(13n), parseInt(14n), Number.isInteger(1n), Number.isSafeInteger(1n));
// To strings, in every radix.
const big = 123456789012345678901234567890123456789012345678901234567890n;
for (let radix = 2; radix <= 36; radix++) show(radix, (35n).toString(radix), (-(2n ** 70n)).toString(radix), big.toString(radix), 0n.toString(radix));
show(String(-5n), (5n).toString(undefined), (255n).toString('16'), (255n).toString(16.9), `${big}`, String(Object(3n)), [1n, [2n, -3n]].join('-'));
show(BigInt(big.toString()), BigInt('0x' + big.toString(16)) === big, BigInt('0o' + big.toString(8)) === big, BigInt('0b' + big.toString(2)) === big);
for (let n = 0; n < 40; n++) {
  const v = 10n ** BigInt(n);
  if (String(v) !== '1' + '0'.repeat(n) || BigInt(String(v - 1n)) !== v - 1n) show('wrong', n);
}
show((1234567n).toLocaleString(), (-12345678901234567890123n).toLocaleString('de'), (5n).toLocaleString('en', { style: 'percent' }), (999n).toLocaleString());
show((1234n).toLocaleString('en', { style: 'currency', currency: 'USD' }), (1234567n).toLocaleString('en', { maximumSignificantDigits: 3 }), (12n).toLocaleString('en', { minimumFractionDigits: 2 }), (1234567n).toLocaleString('en-IN'), (0n).toLocaleString(), [1000n, 2n].toLocaleString());
show(Boolean(0n), Boolean(-1n), !0n, !!Object(0n), Object(1n) instanceof BigInt, Object.prototype.toString.call(1n), Object.prototype.toString.call(Object(1n)));
show(Object.getOwnPropertyNames(BigInt), Object.getOwnPropertyNames(BigInt.prototype), BigInt.length, BigInt.name, BigInt.asIntN.length, Object.getPrototypeOf(1n) === BigInt.prototype);
