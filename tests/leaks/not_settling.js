// Promises that can settle, and some that cannot any more: lines of those say how many wait there.
const never = new Promise(() => {});
const keep = [];
async function wait(id) {
  const big = new Array(100).fill(id);
  await never; // never: 10 wait
  return big.length;
}
async function outer(id) {
  return (await wait(id)) + 1;
}
for (let i = 0; i < 10; i++) keep.push(outer(i));
const later = new Promise((resolve) => setTimeout(resolve, 1e9));
keep.push(later.then(() => 1), later.then().finally(() => 2).catch(() => 3));
keep.push(new Promise((resolve) => { globalThis.resolve = resolve; }));
keep.push(Promise.withResolvers());
keep.push(Promise.race([never, later])); // never: 1 wait
keep.push(Promise.all([never, later])); // never: 1 wait
keep.push(Promise.race([later]), Promise.all([later, later]), Promise.any([later]));
async function* begun() {
  yield 1;
  await never; // never: 1 wait
  yield 2;
}
const one = begun();
keep.push(one, one.next(), one.next(), one.next());
async function* going() {
  yield 1;
  await later;
  yield 2;
}
const other = going();
keep.push(other, other.next(), other.next(), other.next(), other.return());
keep.push(new Promise((resolve) => resolve({ then() {} }))); // never: 1 made
keep.push(new Promise((resolve) => resolve({ then(a) { globalThis.thenable = a; } })));
keep.push(new Promise((resolve) => resolve(never))); // never: 1 wait
keep.push(require('timers/promises').setTimeout(1e9), require('util').promisify(setTimeout)(1e9));
(async () => {
  for await (const x of [never]); // never: 1 wait
})();
keep.push((async () => { await later; return never; })());
const weak = new WeakMap([[keep, new Promise((resolve) => { globalThis.later = resolve; })]]);
const bound = new Promise(() => {}); // never: 1 made
keep.push(bound.then.bind(bound), { get bound() { return bound; } });
async function circle() {
  await second;
}
let second = new Promise((resolve) => setTimeout(resolve, 10)).then(() => Promise.all([first, never])); // never: 1 wait
const first = circle();
globalThis.seen = [keep, never, first, second, weak];
setInterval(() => keep.length, 1000);
