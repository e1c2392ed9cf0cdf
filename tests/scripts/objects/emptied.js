'use strict';
// Objects that lose most of their properties give their slots back: what stays must stay what and where it was.
class Held {
  #secret = 'secret';
  first = 'first';
  reveal() { return this.#secret; }
}
const makers = {
  literal: () => ({ a: 1, b: 2, c: 3, d: 4 }),
  empty: () => ({}),
  bare: () => Object.create(null),
  instance: () => new Held(),
  array: () => [1, 2, 3],
  fun: () => function named(x) { return x; },
  error: () => new Error('message'),
  map: () => new Map([[1, 2]]),
  regexp: () => /x/g,
  date: () => new Date(0),
  args: () => (function () { return arguments; })(1, 2),
  prototype: () => { const proto = { inherited: 1 }; Object.create(proto).x; return proto; },
};

for (const [name, make] of Object.entries(makers)) {
  const object = make();
  const before = Reflect.ownKeys(object);
  for (let i = 0; i < 200; i++) object['p' + i] = i;
  Object.defineProperty(object, 'got', { get() { return 'got ' + typeof this; }, enumerable: false, configurable: true });
  object[Symbol.for('s')] = 'symbol';
  // In an order that jumps about; every tenth stays.
  for (let i = 0; i < 200; i++) {
    const n = (i * 77) % 200;
    if (n % 10 !== 3) delete object['p' + n];
  }
  const kept = Object.keys(object).filter((key) => key.startsWith('p') && key !== 'prototype');
  const wrong = kept.filter((key) => object[key] !== Number(key.slice(1)));
  console.log(name, kept.length, wrong.length, kept.at(0), kept.at(-1), object.got, object[Symbol.for('s')]);
  // Again, to nothing this time, and up again.
  for (const key of kept) delete object[key];
  delete object.got;
  delete object[Symbol.for('s')];
  console.log(Reflect.ownKeys(object).length === before.length, Reflect.ownKeys(object).every((key, i) => key === before[i]));
  for (let i = 0; i < 70; i++) object['q' + i] = [i];
  for (let i = 0; i < 69; i++) delete object['q' + i];
  object.last = 'last';
  console.log(Object.keys(object).slice(-2), object.q69, object.last, 'q3' in object, object.q3);
}
const held = new Held();
for (let i = 0; i < 100; i++) held['x' + i] = i;
for (let i = 0; i < 100; i++) delete held['x' + i];
console.log(held, held.reveal(), held.first);
const pattern = /b/g;
for (let i = 0; i < 100; i++) pattern['x' + i] = i;
for (let i = 0; i < 100; i++) delete pattern['x' + i];
console.log(pattern.test('abb'), pattern.lastIndex, 'abb'.replace(pattern, '-'));

// Builtins that natives know by their places.
for (const builtin of [RegExp, RegExp.prototype, Array, Array.prototype, Object.prototype, Promise.prototype]) {
  for (let i = 0; i < 100; i++) builtin['added' + i] = i;
  for (let i = 0; i < 100; i++) delete builtin['added' + i];
}
for (const key of ['compile', 'toString', 'dotAll', 'hasIndices', 'ignoreCase', 'multiline', 'unicode', 'unicodeSets', 'source']) delete RegExp.prototype[key];
console.log(/a(.)/.exec('ab')[1], 'xax'.replace(/a/, 'b'), [3, 1, 2].sort(), [1, 2].concat([3]));

// The same keys come and go many times: caches must not take one object for another.
const seen = [];
for (let round = 0; round < 40; round++) {
  const o = { id: round };
  o['k' + (round % 7)] = round;
  delete o.id;
  o.id = -round;
  delete o['k' + (round % 7)];
  seen.push(o.id, Object.keys(o).length);
}
console.log(seen.join(' '));

// Maps and Sets that are emptied.
const map = new Map();
const set = new Set();
for (let i = 0; i < 500; i++) { map.set('m' + i, i); set.add(i); }
const steps = map.keys();
steps.next();
for (let i = 0; i < 499; i++) { map.delete('m' + i); set.delete(i); }
console.log(map, set, steps.next(), steps.next());
map.set('new', 1);
set.clear();
set.add('new');
console.log([...map], [...set], map.size, set.size);
const array = Array.from({ length: 500 }, (_, i) => i);
array.length = 1;
array.push('x');
console.log(array);
array.length = 0;
array[2] = 'y';
console.log(array, array.length);
