const P = (...a) => console.log(...a);
const vs = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  1.5,
  -1.5,
  2.5,
  -2.5,
  0.49999999999999994,
  4503599627370495.5,
  1e300,
  NaN,
  Infinity,
  -Infinity,
  '3',
  null,
  undefined,
  true,
  [],
  [2],
  'x',
  {},
  2 ** 31,
  2 ** 32 + 1,
  -3.7
];
for (const f of ['abs', 'ceil', 'floor', 'round', 'trunc', 'sign', 'sqrt', 'cbrt', 'fround', 'clz32']) P(f, ...vs.map((v) => Math[f](v)));
const r = (x) => (Number.isFinite(x) ? +x.toPrecision(13) : x);
for (const f of [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'exp',
  'expm1',
  'log',
  'log10',
  'log2',
  'log1p'
])
  P(f, ...[0, -0, 1, -1, 0.5, 2, 10, 1e-10, NaN, Infinity, -Infinity].map((v) => r(Math[f](v))));
P(
  Math.log10(1000),
  Math.log2(8),
  Math.log2(2 ** 52),
  Math.sqrt(2),
  Math.cbrt(27),
  Math.exp(1),
  Math.E,
  Math.PI,
  Math.LN2,
  Math.LN10,
  Math.LOG2E,
  Math.LOG10E,
  Math.SQRT2,
  Math.SQRT1_2
);
P(
  Math.max(1, 3, 2),
  Math.max(),
  Math.min(),
  Math.max(1, NaN),
  Math.max('5', 3),
  Math.max([1]),
  Math.max([1, 2]),
  Math.max(-0, 0),
  Math.min(0, -0),
  Math.max(...Array(3)),
  Math.hypot(3, 4),
  Math.hypot(),
  Math.hypot(-3),
  Math.hypot(1, 2, 3),
  Math.hypot(NaN, Infinity),
  Math.hypot(1e200, 1e200),
  Math.hypot('3', [4])
);
P(
  Math.pow(2, 10),
  Math.pow(0, 0),
  Math.pow(NaN, 0),
  Math.pow(1, Infinity),
  Math.pow(-2, 3),
  Math.pow(-2, 0.5),
  Math.pow(0, -1),
  Math.pow(-0, -1),
  Math.pow(-0, -2),
  Math.pow(2, -1074),
  Math.pow(10, 308),
  Math.pow(0.5, 1100),
  Math.pow(Infinity, -1),
  Math.pow(-Infinity, 3),
  2 ** 0.5,
  10 ** -5,
  1.1 ** 10
);
P(
  Math.atan2(1, 1),
  Math.atan2(0, -0),
  Math.atan2(-0, -0),
  Math.atan2(-0, 0),
  Math.atan2(1, 0),
  Math.atan2(-1, -1),
  Math.atan2(Infinity, Infinity),
  Math.atan2(0, -1),
  Math.imul(2, 3),
  Math.imul(0xffffffff, 5),
  Math.imul(0xfffffffe, 5),
  Math.imul(-5, 12),
  Math.imul('2', [3]),
  Math.imul(),
  Math.fround(1.337),
  Math.fround(1e40),
  Math.fround(5.5),
  Math.clz32(0x80000000),
  Math.sign('-3'),
  Math[Symbol.toStringTag],
  typeof Math,
  Math
);
P(
  Object.getOwnPropertyNames(Math)
    .filter((x) => typeof Math[x] === 'function' && x !== 'f16round' && x !== 'sumPrecise') // younger than Node 20
    .sort()
    .map((x) => x + Math[x].length)
    .join()
);
let ok = true;
for (let i = 0; i < 1000; i++) {
  const x = Math.random();
  if (!(x >= 0 && x < 1)) ok = false;
}
P(ok);
for (const f of [
  () => Math.max(Symbol()),
  () => Math(),
  () => new Math(),
  () =>
    Math.abs({
      valueOf() {
        throw new Error('vo');
      }
    })
])
  try {
    f();
  } catch (e) {
    P(e.message);
  }
const order = [];
Math.max(
  {
    valueOf() {
      order.push('a');
      return NaN;
    }
  },
  {
    valueOf() {
      order.push('b');
      return 1;
    }
  }
);
Math.hypot(
  {
    valueOf() {
      order.push('c');
      return Infinity;
    }
  },
  {
    valueOf() {
      order.push('d');
      return 1;
    }
  }
);
P(order.join());
P(
  Math.round(-0.2),
  Math.round(2 ** 52 + 0.5),
  Math.round(0.5 - Number.EPSILON / 4),
  Math.floor(-0.5),
  Math.ceil(-0.5),
  Math.trunc(-0.5),
  Math.round(1e308),
  Math.floor(4.7) + Math.ceil(4.2),
  Math.trunc(4.7e15),
  Math.sign(-0),
  Math.abs(-(2 ** 31)),
  Math.floor(2 ** 31 + 0.5),
  Math.sqrt(-0),
  Math.sqrt(-1),
  Math.cbrt(-8),
  Math.expm1(1e-300),
  Math.log1p(-1),
  Math.atanh(1),
  Math.acosh(0.5)
);
