// A store adds a property to the object while the first prototype that has it holds a writable
// value, and each change of that prototype is seen where the store has been done before.
'use strict';

function fill(object, value) {
  try {
    object.red = value;
    return Object.hasOwn(object, 'red') ? `own ${object.red}` : `not own, reads ${object.red}`;
  } catch (error) {
    return error.constructor.name;
  }
}

const often = (make) => [1, 2, 3].map((value) => fill(make(), value)).join('; ');

class Colour {}
Colour.prototype.red = 0;
const make = () => new Colour();
console.log('writable value', often(make));
Colour.prototype.red = 'another';
console.log('another value', often(make), '| prototype', Colour.prototype.red);
Object.defineProperty(Colour.prototype, 'red', { writable: false });
console.log('read-only', often(make));
Object.defineProperty(Colour.prototype, 'red', { set(value) { this.seen = value; }, get() { return `got ${this.seen}`; } });
console.log('setter', often(make));
Object.defineProperty(Colour.prototype, 'red', { value: 5, writable: true });
console.log('writable again', often(make));
Object.freeze(Colour.prototype);
console.log('frozen', often(make));

class Base {}
Base.prototype.red = 0;
class Shade extends Base {}
const shade = () => new Shade();
console.log('a level up', often(shade));
Object.defineProperty(Shade.prototype, 'red', { value: 7, configurable: true });
console.log('nearer and read-only', often(shade));
delete Shade.prototype.red;
console.log('gone again', often(shade));
Object.setPrototypeOf(Shade.prototype, { get red() { return 'getter'; } });
console.log('another chain', often(shade));
Object.setPrototypeOf(Shade.prototype, new Proxy({}, { set: (target, key, value, receiver) => Reflect.set(target, key, value + 1, receiver) }));
console.log('a proxy', often(shade));

for (const parent of [[], function named() {}, new Error('e'), new String('text'), new Map(), Object.create({ length: 4 })]) {
  const results = [];
  for (let i = 0; i < 3; i++) {
    const object = Object.create(parent);
    for (const key of ['length', 'name', 'stack', 'message', 'size']) {
      try { object[key] = i; results.push(Object.hasOwn(object, key) ? 'own' : object[key]); } catch (error) { results.push(error.constructor.name); }
      try { if (key === 'length') object.length = i; else if (key === 'name') object.name = i; } catch (error) { results.push(error.constructor.name); }
    }
  }
  console.log(results.join(' '));
}
const list = [];
const stores = (value) => { const object = Object.create(list); try { object.length = value; return Object.hasOwn(object, 'length'); } catch { return 'refused'; } };
console.log(stores(1), stores(2));
Object.defineProperty(list, 'length', { writable: false });
console.log(stores(3), stores(4));
