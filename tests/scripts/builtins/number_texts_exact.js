// toPrecision, toExponential and parseInt: every way of rounding, every size.
const numbers = [0, -0, 0.5, 1.5, 2.5, 9.5, 9.95, 99.95, 0.000001, 0.00000123456, 123456789, 1e21, 1.2345e-7, 5e-324, 1.7976931348623157e308, 1 / 3, 2 / 3, 1.005, 1.045, 1.35, 1.25, 1.15, 25, 35, 12345678901234567890, 0.1, 4.35, 1e-6, 999999999999999.9, 4503599627370496.5, 9007199254740993];
for (const n of numbers) {
  console.log(n, [1, 2, 3, 5, 10, 15, 16, 17, 21, 30].map((p) => n.toPrecision(p)).join(' '));
  console.log([0, 1, 2, 4, 9, 15, 16, 20].map((p) => n.toExponential(p)).join(' '), (-n).toExponential(), (-n).toPrecision(3));
}
console.log((1.25).toPrecision(100), (5e-324).toExponential(100));
let seed = 7;
const random = () => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
let sum = '';
for (let i = 0; i < 600; i++) {
  const n = random() * 10 ** Math.floor(random() * 40 - 20);
  const p = 1 + Math.floor(random() * 20);
  sum += n.toPrecision(p) + n.toExponential(p) + ' ' + parseInt(n) + '/' + parseInt(-n, 10) + ';' + (i % 10 === 0 ? '\n' : '');
}
console.log(sum);
for (const n of [0.5, -0.5, -0, 1e21, 1e20, 1.5e21, 1e-7, 1.5e-7, 9.99e-7, 0.000001, -0.000001, NaN, Infinity, 4.9999999999999, 2 ** 53, -(2 ** 60), 123.456, 2147483648.5]) {
  console.log(n, Object.is(parseInt(n), -0), parseInt(n), parseInt(n, 10), parseInt(n, 16), parseInt(n, 0));
}
for (const n of [0, 7, -1, 255, 1.5, 1e21, NaN, -Infinity]) console.log(n.toString(), n.toString(10), Number.isInteger(n) ? n.toString(2) : '');
console.log(['7', 'abc', 'ж'].map((s) => [s.padStart(7, '*-'), s.padEnd(7, '*-'), s.padStart(3), s.padEnd(5, 'é'), s.padStart(4, ''), s.padEnd(6, 'ж!')]));
let all = '';
for (let i = 0; i < 256; i++) all += String.fromCharCode(i);
console.log(JSON.stringify(all.toLowerCase()), JSON.stringify(all.slice(0, 181).toUpperCase()), JSON.stringify(all.slice(224, 255).toUpperCase()), 'ß µ ÿ'.toUpperCase());
console.log([0, 'lang', [], () => 1, new Date(0), /x/, null, undefined, Object(1), { [Symbol.toStringTag]: 'Mine' }, new Map(), Object('s'), Object(true), new Error()].map((v) => Object.prototype.toString.call(v)));
