// Generators and the iterator protocol: pipelines, delegation, destructuring, for-of over user iterators.
function* range(n) {
  for (let i = 0; i < n; i++) yield i;
}
function* map(it, f) {
  for (const x of it) yield f(x);
}
function* filter(it, f) {
  for (const x of it) if (f(x)) yield x;
}
function* take(it, n) {
  if (n <= 0) return;
  for (const x of it) {
    yield x;
    if (--n === 0) return;
  }
}
class Tree {
  constructor(value, left, right) {
    this.value = value;
    this.left = left;
    this.right = right;
  }
  *[Symbol.iterator]() {
    if (this.left) yield* this.left;
    yield this.value;
    if (this.right) yield* this.right;
  }
}
const tree = (lo, hi) => (lo > hi ? null : ((mid) => new Tree(mid, tree(lo, mid - 1), tree(mid + 1, hi)))((lo + hi) >> 1));
function* fibonacci() {
  let [a, b] = [0, 1];
  while (true) {
    yield a;
    [a, b] = [b, (a + b) % 1000003];
  }
}
function* averager() {
  let sum = 0, n = 0, got;
  while ((got = yield n ? sum / n : 0) !== undefined) {
    sum += got;
    n++;
  }
  return n;
}

let check = 0;
for (const x of filter(map(range(900000), (x) => x * 3), (x) => x & 1)) check = (check + x) % 1000003;
const root = tree(1, 4000);
for (let i = 0; i < 13; i++) for (const v of root) check = (check * 3 + v) % 1000003;
for (const x of take(fibonacci(), 450000)) check ^= x;
const avg = averager();
avg.next();
let last = 0;
for (let i = 0; i < 600000; i++) last = avg.next(i & 255).value;
const pairs = {
  [Symbol.iterator]() {
    let i = 0;
    return { next: () => (i < 330000 ? { value: [i, i++ & 3], done: false } : { value: undefined, done: true }) };
  },
};
for (const [a, b] of pairs) check = (check + a * b) % 1000003;
console.log(check, last.toFixed(4), avg.next().value, [...take(range(10), 4)].join());
