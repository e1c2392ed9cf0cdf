// BigInts of three to nine limbs, whose operations have ways of their own.
'use strict';
const edge = [];
for (const bits of [64n, 127n, 128n, 192n, 255n, 256n, 448n, 511n, 512n, 513n]) {
  const power = 1n << bits;
  edge.push(power, power - 1n, -power, 1n - power, power + 12345678901234567890n);
}
let sum = 0n, count = 0;
const mix = (x) => { sum = (sum * 31n + x) % (2n ** 521n - 1n); count++; };
for (const a of edge) {
  for (const b of edge) {
    // What holds by the laws of arithmetic.
    if (a + b - b !== a || a - b + b !== a || a * b / b !== a) console.log('sum', a, b);
    if ((a & b) + (a | b) !== a + b || (a ^ b) !== (a | b) - (a & b) || ~(a & b) !== (~a | ~b)) console.log('bits', a, b);
    mix(a + b); mix(a - b); mix(a * b); mix(a & b); mix(a | b); mix(a ^ b);
  }
  for (const shift of [0n, 1n, 63n, 64n, 65n, 130n, 300n, 600n]) {
    if (a >> shift !== (a - (a % 2n ** shift + 2n ** shift) % 2n ** shift) / 2n ** shift) console.log('right', a, shift);
    if (a << shift !== a * 2n ** shift) console.log('left', a, shift);
    mix(a >> shift); mix(a << shift);
  }
}
console.log(count, sum.toString(16));
console.log(edge.map((a) => -a).map((a) => BigInt.asIntN(200, a)).slice(0, 8));
