// More arguments than are unfolded in place, and more properties, entries and names than caches and shapes take.
const count = function () { return arguments.length + ':' + arguments[arguments.length - 1]; };
const rest = (...all) => all.length;
for (const n of [2, 3, 4, 30000]) {
  const list = Array.from({ length: n }, (_, i) => i);
  const like = { length: n, [n - 1]: 'last' };
  console.log(n, count.apply(null, list), count(...list), rest.apply(null, like), Reflect.apply(count, null, list), count.bind(null, 'x').apply(null, list));
  console.log(Reflect.construct(Array, list).length, (function () { return count.apply(this, arguments); }).apply(null, list));
}
for (const n of [65535, 65536, 65537, 70000]) {
  const list = Array.from({ length: n }, (_, i) => i);
  console.log(n, Math.max.apply(null, list), Math.min(...list), Reflect.apply(Math.max, null, list), [].concat.apply([], list).length);
}

// Literals with one to forty properties, and properties added to each.
const made = [];
for (let n = 1; n <= 40; n++) made.push(new Function(`return { ${Array.from({ length: n }, (_, i) => `p${i}: ${i}`).join(', ')} };`));
for (let round = 0; round < 3; round++) {
  let sum = 0;
  for (const make of made) {
    const object = make();
    object.more = 1;
    object.most = 2;
    const keys = Object.keys(object);
    for (const key of keys) sum += object[key] * keys.length;
    const copy = { ...object }, parsed = JSON.parse(JSON.stringify(object));
    if (Object.keys(copy).join() !== keys.join() || Object.keys(parsed).join() !== keys.join()) console.log('differs', keys);
  }
  console.log(sum);
}

// One object with more properties than a place in a cache can name, as an object, among the globals, and as private fields.
const large = {};
for (let i = 0; i < 66000; i++) large['k' + i] = i;
const read = (i) => [large.k0, large.k65517, large.k65519, large.k65521, large.k65540, large.k65999, large['k' + i]].join();
for (let i = 0; i < 5; i++) {
  large.k65540++;
  large.k0 = -i;
  console.log(read(65520 + i));
}
const child = Object.create(large);
for (let i = 0; i < 3; i++) console.log(child.k65540, child.k65518, child.none);
Object.defineProperty(large, 'late', { get() { return this === child; }, set(v) { this.k1 = v; }, configurable: true });
for (let i = 0; i < 3; i++) child.late = i;
console.log(child.late, large.late, child.k1, large.k1);
