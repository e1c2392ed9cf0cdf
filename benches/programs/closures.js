// Closures: made in loops, called through several levels, with captured and mutated variables.
const compose = (...fs) => (x) => {
  for (let i = 0; i < fs.length; i++) x = fs[i](x);
  return x;
};
const adder = (n) => (x) => (x + n) | 0;
const counter = () => {
  let n = 0;
  return { up: () => ++n, add: (k) => (n += k), read: () => n };
};
const curry = (f) => (a) => (b) => (c) => f(a, b, c);

let total = 0;
const pipeline = compose(adder(3), (x) => x ^ 5, adder(-1), (x) => (x * 3) & 0xffff);
for (let i = 0; i < 900000; i++) total = (total + pipeline(i)) | 0;

const counters = [];
for (let i = 0; i < 50; i++) counters.push(counter());
for (let round = 0; round < 27000; round++) {
  for (let i = 0; i < 50; i += 2) {
    counters[i].up();
    counters[i + 1].add(i);
  }
}
let sum = 0;
for (const c of counters) sum += c.read();

const mix = curry((a, b, c) => (a * 7 + b * 11 + c * 13) & 1023);
let mixed = 0;
for (let i = 0; i < 700000; i++) mixed += mix(i)(i + 1)(i + 2);

const fs = [];
for (let i = 0; i < 700000; i++) {
  const k = i & 7;
  fs[k] = () => i + k;
}
console.log(total, sum, mixed, fs.map((f) => f()).join());
