// Bits in two's complement without end, shifts, asIntN and asUintN.
let seed = 99;
const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
function value() {
  let v = 0n;
  for (let i = random(8); i > 0; i--) v = v * 4294967296n + BigInt([0, 0xffffffff, random(0x7fffffff)][random(3)]);
  return random(2) ? -v : v;
}
const check = (what, truth, ...of) => { if (!truth) console.log('wrong:', what, ...of); };
let digest = 0n;
const mix = (v) => { digest = (digest * 31n + v) % 1000000007000000009n; };
const floor = (a, b) => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);
const modulo = (a, b) => ((a % b) + b) % b;
for (let i = 0; i < 3000; i++) {
  const [a, b] = [value(), value()];
  check('~', ~a === -a - 1n && ~~a === a, a);
  check('De Morgan', ~(a & b) === (~a | ~b) && ~(a | b) === (~a & ~b), a, b);
  check('^', (a ^ b) === (a | b) - (a & b) && (a ^ b ^ b) === a && (a ^ a) === 0n && (a ^ -1n) === ~a, a, b);
  check('sum', a + b === (a ^ b) + 2n * (a & b), a, b);
  const n = BigInt(random(300));
  check('<<', a << n === a * 2n ** n && a >> -n === a << n, a, n);
  check('>>', a >> n === floor(a, 2n ** n) && a << -n === a >> n, a, n);
  const bits = random(270);
  const whole = 2n ** BigInt(bits);
  const unsigned = BigInt.asUintN(bits, a);
  check('asUintN', unsigned === modulo(a, whole) && unsigned === (a & (whole - 1n)), bits, a);
  const signed = BigInt.asIntN(bits, a);
  check('asIntN', signed === (bits > 0 && unsigned >= whole / 2n ? unsigned - whole : unsigned), bits, a);
  mix(a & b); mix(a | b); mix(a ^ b); mix(a >> n); mix(signed); mix(unsigned);
}
console.log(digest);
for (const bits of [0, 1, 8, 31, 32, 63, 64, 65, 127, 128, 129, 192, 200]) {
  const edge = bits ? 1n << BigInt(bits - 1) : 0n;
  const around = [edge - 1n, edge, edge + 1n, -edge - 1n, -edge, -edge + 1n, edge * 2n, edge * 2n - 1n, -edge * 2n];
  console.log(bits, around.map((v) => BigInt.asIntN(bits, v)).join(), around.map((v) => BigInt.asUintN(bits, v)).join());
}
console.log(BigInt.asIntN(2 ** 53 - 1, -5n), BigInt.asUintN(2 ** 53 - 1, 5n), BigInt.asIntN('8', '255'), BigInt.asUintN(3.9, true));
console.log(BigInt.asIntN(undefined, 5n), BigInt.asUintN(NaN, -5n), BigInt.asIntN(-0.5, 1n), BigInt.asUintN({ valueOf: () => 4 }, Object(31n)));
console.log(0n << (1n << 100n), 5n >> (1n << 100n), -5n >> (1n << 100n), 0n >> -(1n << 100n), -1n >> 1n, -2n >> 1n, -3n >> 1n, 1n << 0n);
console.log(-1n >> 64n, -(2n ** 64n) >> 64n, -(2n ** 64n) - 1n >> 64n, -(2n ** 128n) >> 128n, -(2n ** 128n) - 1n >> 128n, -(2n ** 127n) | 1n);
// A hash of 64 bits, as programs have it.
let hash = 0xcbf29ce484222325n;
for (const c of 'the quick brown fox') hash = BigInt.asUintN(64, (hash ^ BigInt(c.charCodeAt(0))) * 0x100000001b3n);
console.log(hash.toString(16));
