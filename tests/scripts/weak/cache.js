// What programs do with it: a cache that lets go, private data, listeners that don't keep their owners.
const collect = () => globalThis.gc?.();
class Cache {
  #refs = new Map();
  #registry = new FinalizationRegistry((key) => {
    if (!this.#refs.get(key)?.deref()) this.#refs.delete(key);
  });
  get(key, make) {
    const found = this.#refs.get(key)?.deref();
    if (found) return found;
    const value = make(key);
    this.#refs.set(key, new WeakRef(value));
    this.#registry.register(value, key);
    return value;
  }
  get size() {
    return this.#refs.size;
  }
}
const cache = new Cache();
const held = cache.get('held', (key) => ({ key }));
(() => {
  for (let i = 0; i < 30; i++) cache.get(`item ${i}`, (key) => ({ key }));
})();
console.log(cache.size, cache.get('held', () => 'made anew') === held);

const privates = new WeakMap();
class Counter {
  constructor() {
    privates.set(this, { count: 0 });
  }
  up() {
    return ++privates.get(this).count;
  }
}
const counter = new Counter();
counter.up();

const listeners = new Set();
const notify = (message) => {
  for (const ref of listeners) {
    const owner = ref.deref();
    if (owner) owner.hear(message);
    else listeners.delete(ref);
  }
};
const heard = [];
const stays = { hear: (message) => heard.push(message) };
globalThis.stays = stays;
listeners.add(new WeakRef(stays));
(() => listeners.add(new WeakRef({ hear: () => {} })))();
notify('one');

const wait = () => new Promise((resolve) => setTimeout(resolve, 10));
(async () => {
  await wait();
  collect();
  await wait();
  notify('two');
  console.log(cache.size, cache.get('held', () => 'made anew') === held);
  console.log(counter.up(), heard, listeners.size);
})();
