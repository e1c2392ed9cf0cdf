// Weak maps and sets that grow, shrink and lose their keys.
const collect = () => globalThis.gc?.();
const map = new WeakMap();
const set = new WeakSet();
let keys = [];
for (let i = 0; i < 700; i++) {
  const key = i % 3 === 0 ? Symbol(i) : { i };
  keys.push(key);
  map.set(key, { value: i, key });
  if (i % 2) set.add(key);
}
const sum = () => keys.reduce((sum, key) => sum + (map.get(key)?.value ?? 0), 0);
console.log(sum(), keys.every((key, i) => set.has(key) === (i % 2 === 1)));
keys = keys.filter((_, i) => i % 7 === 0);
collect();
console.log(keys.length, sum(), keys.filter((key) => set.has(key)).length);
for (let i = 0; i < 500; i++) map.set({}, i);
collect();
console.log(sum(), keys.map((key) => map.delete(key)).every(Boolean), sum(), keys.some((key) => map.has(key)));
for (const key of keys) map.set(key, { value: 1 }).set(key, { value: 2 });
collect();
console.log(sum());

// A chain in the worst order: each value is the key of the entry made before it.
const chain = new WeakMap();
const first = (() => {
  let next = { end: true };
  for (let i = 0; i < 400; i++) {
    const link = {};
    chain.set(link, next);
    next = link;
  }
  return next;
})();
collect();
let length = 0;
let link = first;
while (chain.has(link)) {
  link = chain.get(link);
  length++;
}
console.log(length, link);

// Keys die with what is under them; a map that is a value is reached through its key.
let refs = [];
(() => {
  for (let i = 0; i < 50; i++) {
    const key = {};
    map.set(key, { i });
    refs.push(new WeakRef(key));
  }
})();
const outer = new WeakMap();
const door = {};
outer.set(door, new WeakMap([[door, 'inside']]));
collect();
console.log(outer.get(door).get(door));
setTimeout(() => {
  collect();
  console.log(refs.filter((ref) => ref.deref()).length, sum(), outer.get(door).get(door));
}, 10);
