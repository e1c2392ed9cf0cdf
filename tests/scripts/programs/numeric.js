const primes = (n) => {
  const s = Array(n + 1).fill(true);
  s[0] = s[1] = false;
  for (let i = 2; i * i <= n; i++) if (s[i]) for (let j = i * i; j <= n; j += i) s[j] = false;
  return s.flatMap((p, i) => (p ? [i] : []));
};
console.log(primes(60), primes(10000).length);
const gcd = (a, b) => (b ? gcd(b, a % b) : a);
console.log(gcd(1071, 462), [12, 18, 24].reduce(gcd));
const pow = (b, e, m) => {
  let r = 1;
  b %= m;
  while (e > 0) {
    if (e & 1) r = (r * b) % m;
    b = (b * b) % m;
    e >>= 1;
  }
  return r;
};
console.log(pow(3, 1000, 1009), pow(2, 30, 1e6 + 3));
class Complex {
  constructor(re, im = 0) {
    this.re = re;
    this.im = im;
  }
  mul(o) {
    return new Complex(this.re * o.re - this.im * o.im, this.re * o.im + this.im * o.re);
  }
  add(o) {
    return new Complex(this.re + o.re, this.im + o.im);
  }
  get abs() {
    return Math.hypot(this.re, this.im);
  }
  toString() {
    return `${this.re}${this.im < 0 ? '-' : '+'}${Math.abs(this.im)}i`;
  }
}
console.log(`${new Complex(1, 2).mul(new Complex(3, -1))}`, new Complex(3, 4).abs, new Complex(1, -1));
class Frac {
  constructor(n, d = 1) {
    if (d === 0) throw new RangeError('zero denominator');
    const g = Math.abs(gcd(n, d)) * Math.sign(d);
    this.n = n / g;
    this.d = d / g;
  }
  add(o) {
    return new Frac(this.n * o.d + o.n * this.d, this.d * o.d);
  }
  valueOf() {
    return this.n / this.d;
  }
  toString() {
    return this.d === 1 ? `${this.n}` : `${this.n}/${this.d}`;
  }
}
let h = new Frac(0);
for (let i = 1; i <= 10; i++) h = h.add(new Frac(1, i));
console.log(`${h}`, +h, h > new Frac(29, 10), h < 3);
const mat = (a, b) => a.map((r) => b[0].map((_, j) => r.reduce((s, x, k) => s + x * b[k][j], 0)));
console.log(
  mat(
    [
      [1, 2],
      [3, 4]
    ],
    [
      [5, 6],
      [7, 8]
    ]
  ),
  mat([[1, 2, 3]], [[1], [2], [3]])
);
const det = (m) => (m.length === 1 ? m[0][0] : m[0].reduce((s, x, j) => s + (j % 2 ? -1 : 1) * x * det(m.slice(1).map((r) => r.toSpliced(j, 1))), 0));
console.log(
  det([
    [2, 0, 1],
    [1, 3, 2],
    [1, 1, 4]
  ]),
  det([
    [1, 2],
    [2, 4]
  ])
);
const newton = (f, x, n = 20) => {
  for (let i = 0; i < n; i++) x -= f(x) / ((f(x + 1e-6) - f(x - 1e-6)) / 2e-6);
  return x;
};
console.log(newton((x) => x * x - 2, 1).toFixed(8), newton(Math.cos, 1).toFixed(8));
const simpson = (f, a, b, n) => {
  const hh = (b - a) / n;
  let s = f(a) + f(b);
  for (let i = 1; i < n; i++) s += f(a + i * hh) * (i % 2 ? 4 : 2);
  return (s * hh) / 3;
};
console.log(
  simpson(Math.sin, 0, Math.PI, 100).toFixed(8),
  simpson((x) => x ** 3, 0, 2, 10)
);
const bigAdd = (a, b) => {
  let r = '',
    c = 0;
  for (let i = a.length - 1, j = b.length - 1; i >= 0 || j >= 0 || c; i--, j--) {
    const s = (+a[i] || 0) + (+b[j] || 0) + c;
    r = (s % 10) + r;
    c = s > 9 ? 1 : 0;
  }
  return r;
};
let [x, y] = ['0', '1'];
for (let i = 0; i < 200; i++) [x, y] = [y, bigAdd(x, y)];
console.log(x);
const bigMul = (a, n) => {
  let c = 0;
  const r = a.map((d) => {
    const t = d * n + c;
    c = Math.floor(t / 1e7);
    return t % 1e7;
  });
  while (c) {
    r.push(c % 1e7);
    c = Math.floor(c / 1e7);
  }
  return r;
};
let fact = [1];
for (let i = 2; i <= 50; i++) fact = bigMul(fact, i);
console.log(
  fact
    .reverse()
    .map((d, i) => (i ? String(d).padStart(7, '0') : d))
    .join('')
);
const stats = (a) => {
  const s = a.toSorted((p, q) => p - q),
    n = a.length,
    mean = a.reduce((p, q) => p + q) / n;
  return {
    n,
    mean,
    median: n % 2 ? s[(n - 1) / 2] : (s[n / 2 - 1] + s[n / 2]) / 2,
    sd: +Math.sqrt(a.reduce((p, q) => p + (q - mean) ** 2, 0) / n).toFixed(6),
    min: s[0],
    max: s.at(-1)
  };
};
console.log(stats([3, 1, 4, 1, 5, 9, 2, 6]), stats([1]));
let sum = 0,
  comp = 0;
for (let i = 0; i < 1000; i++) {
  const yv = 0.1 - comp,
    t = sum + yv;
  comp = t - sum - yv;
  sum = t;
}
let naive = 0;
for (let i = 0; i < 1000; i++) naive += 0.1;
console.log(sum, naive);
const collatz = (n) => {
  let c = 0;
  while (n !== 1) {
    n = n % 2 ? 3 * n + 1 : n / 2;
    c++;
  }
  return c;
};
console.log([27, 97, 871, 6171].map(collatz));
let rng = 12345;
const rand = () => (rng = (Math.imul(rng, 48271) >>> 0) % 2147483647) / 2147483647;
let inside = 0;
for (let i = 0; i < 20000; i++) if (rand() ** 2 + rand() ** 2 < 1) inside++;
console.log(inside);
console.log(
  [0.1 + 0.2, 0.1 * 3, 1 / 3, 2 / 3, 10 / 3, 1e21 + 1, 5e-324 / 2, 2 ** 53 + 1, 0.1 ** 20, 100 * 1.1, 4.35 * 100, 1.005 * 1000].map(String)
);
console.log([...'0123456789abcdef'].map((c) => parseInt(c, 16).toString(2).padStart(4, '0')).join(' '));
const bits = (n) => [...Array(8).keys()].map((i) => (n >> (7 - i)) & 1).join('');
console.log([0, 1, 127, 128, 255, -1].map(bits));
const gray = Array.from({ length: 8 }, (_, i) => (i ^ (i >> 1)).toString(2).padStart(3, '0'));
console.log(gray);
