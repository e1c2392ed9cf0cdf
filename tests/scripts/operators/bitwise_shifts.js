// Bitwise operators: conversion to 32 bits, shift counts modulo 32.
for (const v of [
  0,
  1,
  -1,
  2147483647,
  -2147483648,
  4294967295,
  4294967296,
  1e10,
  -1e10,
  1.9,
  -1.9,
  NaN,
  Infinity,
  '12',
  'x',
  null,
  undefined,
  true,
  [],
  [5],
  {},
  2 ** 53,
  -(2 ** 53),
  2 ** 31 + 0.5
])
  console.log(String(v), v | 0, ~v, v >> 1, v >>> 1, v << 1, v & 255, v ^ 0xff, v >>> 0, v << 31, v >> 31, v >>> 31);
console.log(1 << 31, 1 << 32, 1 << 33, 1 << -1, 1 >> 32, 8 >> 33, 8 >>> -31, -1 >>> 0, -1 >>> 32, -1 >>> 28, (2 ** 32) >> 0, 1 << '3', 1 << 1.9);
let x = 0xf0f0;
x &= 0xff;
console.log(x);
x |= 0x10000;
console.log(x);
x ^= 0xffffffff;
console.log(x);
x <<= 4;
console.log(x);
x >>= 2;
console.log(x);
x >>>= 1;
console.log(x);
console.log(
  ~~3.7,
  ~~-3.7,
  3.7 | 0,
  ~-1,
  ~0,
  !!~[1].indexOf(2),
  (5 & 3) | (4 ^ 1),
  1 | ((2 & 3) ^ 4),
  (1 + 2) << 3,
  1 << (2 + 3),
  ((16 >> 1) >>> 1) << 1
);
let h = 2166136261;
for (const ch of 'glass') {
  h ^= ch.charCodeAt(0);
  h = Math.imul(h, 16777619);
}
console.log(h, h >>> 0, (h >>> 0).toString(16));
function popcount(n) {
  n -= (n >>> 1) & 0x55555555;
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0xf0f0f0f) * 0x1010101) >>> 24;
}
console.log([0, 1, 255, -1, 0x80000000, 0xdeadbeef].map(popcount));
let lfsr = 1,
  seen = 0;
do {
  lfsr = (lfsr >>> 1) ^ (-(lfsr & 1) & 0xb400);
  seen++;
} while (lfsr !== 1);
console.log(seen);
console.log(Math.clz32(0), Math.clz32(1), Math.clz32(-1), Math.clz32(0.5), Math.imul(0xffffffff, 5), Math.imul(2 ** 31, 2), Math.fround(5.05));
const log = [];
const k = (n) => ({
  valueOf() {
    log.push(n);
    return n;
  }
});
console.log(k(6) & k(3), k(6) | k(3), k(1) << k(4), k(6) ^ k(5), k(-8) >> k(1), k(-8) >>> k(28), ~k(7));
console.log(log.join());
