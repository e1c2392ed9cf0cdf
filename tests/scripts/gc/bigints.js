// BigInts of every length, kept and dropped, in objects, maps, closures and wrappers.
const kept = [];
const map = new Map();
let sum = 0n;
for (let i = 0; i < 3000; i++) {
  const small = BigInt(i) * 1000003n;
  const large = (small + 1n) << BigInt(i % 400);
  sum += small - (large >> BigInt(i % 400));
  if (i % 10 === 0) kept.push({ small, large, boxed: Object(large), get: () => large });
  map.set(large, small);
  if (i % 3 === 0) map.delete(large);
}
let wrong = 0;
for (const { small, large, boxed, get } of kept)
  if (boxed != large || get() !== large || large % (small + 1n) !== 0n) wrong++;
console.log(sum, kept.length, map.size, wrong);
let product = 1n;
for (let i = 1n; i < 300n; i++) product *= i;
for (let i = 299n; i > 0n; i--) product /= i;
console.log(product, String(3n ** 1000n).length, [...map.keys()].reduce((a, b) => a ^ b, 0n) % 1000000007n);
