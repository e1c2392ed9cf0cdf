// Operators on values of every length, checked against each other.
let seed = 12345;
const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
function value() {
  let v = 0n;
  const parts = random(7);
  for (let i = 0; i < parts; i++) {
    const kind = random(5);
    const part = kind === 0 ? 0 : kind === 1 ? 0xffffffff : random(0x7fffffff) * 2 + random(2);
    v = (v << 32n) | BigInt(part);
  }
  return random(2) ? -v : v;
}
const check = (what, truth, ...of) => { if (!truth) console.log('wrong:', what, ...of); };
let digest = 0n;
const mix = (v) => { digest = (digest * 31n + v) % 1000000007000000009n; };
for (let i = 0; i < 3000; i++) {
  const [a, b, c] = [value(), value(), value()];
  check('commutes', a + b === b + a && a * b === b * a, a, b);
  check('a + b - b', a + b - b === a, a, b);
  check('associates', a + b + c === a + (b + c) && a * b * c === a * (b * c), a, b, c);
  check('distributes', a * (b + c) === a * b + a * c, a, b, c);
  check('square', (a + b) ** 2n === a ** 2n + 2n * a * b + b ** 2n, a, b);
  check('negation', -a === 0n - a && -(-a) === a && a + -a === 0n, a);
  if (b !== 0n) {
    const [q, r] = [a / b, a % b];
    check('a/b*b + a%b', q * b + r === a, a, b);
    check('sign of a%b', r === 0n || r < 0n === a < 0n, a, b);
    check('size of a%b', (r < 0n ? -r : r) < (b < 0n ? -b : b), a, b);
    check('exact', a * b / b === a && a * b % b === 0n, a, b);
    mix(q); mix(r);
  }
  let x = a;
  check('x++', x++ === a && x === a + 1n, a);
  check('--x', --x === a && x-- === a && ++x === a, a);
  x += b; x -= c; x *= b;
  check('compound', x === (a + b - c) * b, a, b, c);
  mix(a + b); mix(a - b); mix(a * b);
}
console.log(digest);
for (const base of [-3n, -2n, -1n, 0n, 1n, 2n, 3n, 10n, 12345678901n, -(2n ** 70n)])
  console.log([0n, 1n, 2n, 3n, 7n, 20n, 41n].map((e) => base ** e).join(' '));
console.log((-1n) ** (2n ** 80n), (-1n) ** (2n ** 80n + 1n), 1n ** (2n ** 80n), 0n ** (2n ** 80n), 0n ** 0n);
console.log(7n / 2n, -7n / 2n, 7n / -2n, -7n / -2n, 7n % 2n, -7n % 2n, 7n % -2n, -7n % -2n, 0n / 5n, 5n % (2n ** 200n));
const M = 2n ** 64n;
console.log(M - 1n + 1n, M * M - 1n + 1n, -(M * M) + 1n, M * M - M * M, (M * M - 1n) * (M * M - 1n), (M * M) / (M - 1n));
let o = { n: 5n };
o.n++; o.n **= 3n; o.n %= 100n; o['n'] <<= 3n; o.n ^= 1n;
console.log(o, o.n++, o.n);
// Operands that run code, in the order of the standard.
const log = [];
const noisy = (name, v) => ({ valueOf() { log.push(name); return v; } });
console.log(noisy('a', 5n) * noisy('b', 6n), noisy('c', 5n) - noisy('d', '2n'.length === 2 ? 2n : 0n), noisy('e', 1n) + noisy('f', 2n));
console.log(noisy('g', 5n) < noisy('h', 6), noisy('i', 5n) == 5, -noisy('j', 5n), ~noisy('k', 5n), log.join(''));
const boxed = Object(4n);
console.log(boxed + 1n, boxed ** boxed, boxed == 4n, boxed === 4n, boxed == boxed, boxed > 3);
