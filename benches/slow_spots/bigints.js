// BigInts: of one and two limbs in loops, some of many.
'use strict';

const M64 = (1n << 64n) - 1n;
const cases = {
  add_small(n = 9000000) { let t = 0n; for (let i = 0; i < n; i++) t += 3n; return t; },
  sub_mixed_signs(n = 7500000) { let t = 5n; for (let i = 0; i < n; i++) t = 7n - t; return t; },
  multiply_small(n = 4500000) { let t = 1n; for (let i = 0; i < n; i++) t = (t * 31n + 7n) % 1000003n; return t; },
  count_up(n = 2000000) { let t = 0n; for (let i = 0n; i < BigInt(n); i++) t += i; return t; },
  compare_loop(n = 6000000) { let t = 0; const a = 5n, b = 9n; for (let i = 0; i < n; i++) { if (a < b) t++; if (a === b) t--; if (a == 5) t++; } return t; },
  divide_small(n = 3000000) { let t = 0n, x = M64; for (let i = 0; i < n; i++) { t += x / 10n; x = x - 1n; } return t; },
  two_limbs_add(n = 3000000) { let a = 1n << 90n, b = 1n << 70n; for (let i = 0; i < n; i++) { a += b; b ^= a & 255n; } return a; },
  two_limbs_multiply(n = 2000000) { let a = 0n; for (let i = 0; i < n; i++) a = (a + 0x9e3779b97f4a7c15n) * 0xbf58476d1ce4e5b9n & (M64 << 60n | M64); return a; },
  two_limbs_divide(n = 800000) { const d = (1n << 65n) - 13n; let a = 1n << 127n, t = 0n; for (let i = 0; i < n; i++) { t += a / d; a -= (a % d) + 1n; } return t; },
  fnv_hash(n = 1200000) { let h = 0xcbf29ce484222325n; for (let i = 0; i < n; i++) h = BigInt.asUintN(64, (h ^ BigInt(i & 255)) * 0x100000001b3n); return h; },
  xorshift(n = 800000) { let s = 88172645463325252n; for (let i = 0; i < n; i++) { s ^= s << 13n & M64; s ^= s >> 7n; s ^= s << 17n & M64; } return s; },
  shifts(n = 3600000) { let t = 1n; for (let i = 0; i < n; i++) { t = (t << 3n) | 1n; if (t > M64) t >>= 60n; } return t; },
  gcd(n = 80000) { let t = 0n; for (let i = 0; i < n; i++) { let a = M64 - BigInt(i), b = 982451653n * 7n; while (b) [a, b] = [b, a % b]; t += a; } return t; },
  power_mod(n = 16000) { let t = 0n; for (let i = 0; i < n; i++) { let r = 1n, b = BigInt(i) + 2n, e = 1000000005n; while (e > 0n) { if (e & 1n) r = r * b % 1000000007n; b = b * b % 1000000007n; e >>= 1n; } t += r; } return t; },
  fibonacci(n = 60000) { let t = 0n; for (let j = 0; j < n; j++) { let a = 0n, b = 1n; for (let i = 0; i < 30; i++) [a, b] = [b, a + b]; t += a; } return t; },
  to_text(n = 1600000) { let t = 0; for (let i = 0; i < n; i++) t += String(BigInt(i) * 1000000007n).length; return t; },
  from_text(n = 1600000) { let t = 0n; for (let i = 0; i < n; i++) t += BigInt('123456789012'); return t; },
  from_number(n = 4000000) { let t = 0n; for (let i = 0; i < n; i++) t += BigInt(i); return t; },
  to_number(n = 5000000) { let t = 0, b = 123456789n; for (let i = 0; i < n; i++) t += Number(b); return t; },
  map_keys(n = 2000000) { const m = new Map(); for (let i = 0n; i < 1000n; i++) m.set(i, 1); let t = 0; for (let i = 0; i < n; i++) t += m.get(BigInt(i % 1000)); return t; },
  four_limbs(n = 800000) { let a = 1n << 200n; for (let i = 0; i < n; i++) { a = a + (a >> 7n) & (1n << 255n) - 1n; a = a ^ 0x5555n; } return a; },
  factorial(n = 160) { let t = 0; for (let j = 0; j < n; j++) { let p = 1n; for (let i = 1n; i <= 1000n; i++) p *= i; t += Number(p % 1000003n); } return t; },
  digits(n = 12) { let t = 0; for (let i = 0; i < n; i++) { const text = (3n ** 60000n).toString(); t += text.length + Number(BigInt(text) % 10n); } return t; },
};
const name = process.argv[2]; if (name) console.log(String(cases[name]())); else console.log(Object.keys(cases).join('\n'));
