let fs = [];
for (let i = 0; i < 3; i++) fs.push(() => i);
console.log(fs.map((f) => f()));
fs = [];
for (var j = 0; j < 3; j++) fs.push(() => j);
console.log(fs.map((f) => f()));
fs = [];
for (let i = 0, n = 2; i <= n; i++) {
  fs.push(() => i++);
  i = i;
}
console.log(
  fs.map((f) => f()),
  fs.map((f) => f())
);
fs = [];
for (let i = 0, inc = () => i++; i < 3; i++) {
  fs.push(() => i);
  inc();
  if (fs.length > 5) break;
}
console.log(fs.map((f) => f()));
fs = [];
for (let i = 0; fs.push(() => i), i < 3; i++) i++;
console.log(fs.map((f) => f()));
fs = [];
for (let i = 0; i < 3; fs.push(() => i), i++);
console.log(fs.map((f) => f()));
fs = [];
for (const k in { a: 1, b: 2 }) fs.push(() => k);
console.log(fs.map((f) => f()));
fs = [];
for (const [a, b] of [
  [1, 2],
  [3, 4]
])
  fs.push(() => a + b);
console.log(fs.map((f) => f()));
fs = [];
for (let x of [1, 2]) {
  x *= 10;
  fs.push(() => x++);
}
console.log(
  fs.map((f) => f()),
  fs.map((f) => f())
);
fs = [];
let w = 0;
while (w < 3) {
  let c = w++;
  fs.push(() => c);
}
console.log(fs.map((f) => f()));
fs = [];
do {
  const d = fs.length;
  fs.push(() => d * d);
} while (fs.length < 3);
console.log(fs.map((f) => f()));
fs = [];
for (let i = 0; i < 5; i++) {
  if (i === 1) continue;
  if (i === 4) break;
  {
    let i2 = i;
    fs.push(() => [i, i2++]);
  }
}
console.log(
  fs.map((f) => f()),
  fs.map((f) => f())
);
function counter() {
  let n = 0;
  return {
    inc: () => ++n,
    dec() {
      return --n;
    },
    get n() {
      return n;
    }
  };
}
const c1 = counter(),
  c2 = counter();
c1.inc();
c1.inc();
c2.dec();
console.log(c1.n, c2.n);
const adders = {};
for (const n of [1, 2]) adders['add' + n] = (x) => x + n;
console.log(adders.add1(10), adders.add2(10));
function outer() {
  var v = 1;
  function set() {
    v = 2;
  }
  const get = () => v;
  set();
  return get();
}
console.log(outer());
const mk = (n) => (n ? [() => n, ...mk(n - 1)] : []);
console.log(mk(4).map((f) => f()));
function params(
  a,
  f = () => a,
  g = (v) => {
    a = v;
  }
) {
  var a;
  const before = f();
  g(9);
  return [before, a, f()];
}
console.log(params(1));
function shadow(a, f = () => a) {
  var a = 5;
  return [a, f()];
}
console.log(shadow(1));
try {
  throw 1;
} catch (e) {
  fs = [() => e];
  e = 2;
}
console.log(fs[0]());
fs = [];
for (let i of [1, 2, 3]) {
  try {
    if (i === 2) continue;
  } finally {
    fs.push(() => i);
  }
}
console.log(fs.map((f) => f()));
const memo = ((cache) =>
  function fib(n) {
    return (cache[n] ??= n < 2 ? n : fib(n - 1) + fib(n - 2));
  })({});
console.log(memo(80));
let compose =
  (...fns) =>
  (x) =>
    fns.reduceRight((v, f) => f(v), x);
console.log(
  compose(
    (x) => x + 1,
    (x) => x * 2
  )(5)
);
fs = [];
for (let i = 0; i < 3; i++) {
  switch (i) {
    case 1:
      let s = i;
      fs.push(() => s);
      break;
    default:
      fs.push(() => -i);
  }
}
console.log(fs.map((f) => f()));
(function loop(n) {
  if (n) {
    let k = n;
    fs.push(() => k);
    loop(n - 1);
  }
})(2);
console.log(fs.map((f) => f()));
