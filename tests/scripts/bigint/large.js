// Values of up to 100,000 digits and more: nothing here may take the square of the length.
const power = 10n ** 100000n;
const text = power.toString();
console.log(text.length, text === '1' + '0'.repeat(100000), BigInt(text) === power);
const less = power - 1n;
console.log(less.toString() === '9'.repeat(100000), BigInt('9'.repeat(100000)) === less, less * less === power * power - 2n * power + 1n);
let seed = 7;
const digits = (n) => { let s = '7'; while (s.length < n) s += (seed = (seed * 1103515245 + 12345) & 0x7fffffff); return s.slice(0, n); };
for (const n of [39, 77, 200, 1000, 5000, 30000, 100000]) {
  const [s, t] = [digits(n), digits(n >> 1)];
  const [a, b] = [BigInt(s), BigInt(t)];
  const [q, r] = [a / b, a % b];
  console.log(n, a.toString() === s, (-a).toString() === '-' + s, q * b + r === a, r < b, (a + b) ** 2n === a * a + 2n * a * b + b * b, BigInt('0x' + a.toString(16)) === a, BigInt('0b' + b.toString(2)) === b, (a << 1001n) >> 1001n === a, a % 1000000007n, (a * b) % 998244353n, ((a ^ b) & (a | b)) % 1000003n);
}
let [f, g] = [1n, 1n];
for (let i = 2; i < 4000; i++) [f, g] = [g, f + g];
console.log(String(g).length, g % 1000000007n);
let factorial = 1n;
for (let i = 1n; i <= 2000n; i++) factorial *= i;
console.log(String(factorial).length, factorial % 1000000007n, factorial / 2n ** 1994n % 1000000007n, Number(factorial));
// Square and multiply, and the root again.
const root = (n) => { let x = 1n << BigInt(n.toString(2).length / 2 + 1 | 0); for (;;) { const y = (x + n / x) >> 1n; if (y >= x) return x; x = y; } };
console.log(root(3n ** 2001n) ** 2n <= 3n ** 2001n, root(power * power) === power);
let [base, exponent, modulus, result] = [3n, 2n ** 521n - 3n, 2n ** 521n - 1n, 1n];
for (; exponent > 0n; exponent >>= 1n) { if (exponent & 1n) result = result * base % modulus; base = base * base % modulus; }
console.log(result * 3n % modulus);
console.log((2n ** 100000n).toString(32).length, (2n ** 100000n - 1n).toString(16).length, BigInt.asIntN(100000, -power) === -power % 2n ** 100000n || BigInt.asIntN(100000, -power) < 0n);
