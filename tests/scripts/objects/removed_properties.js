// Objects that lose properties: what is left, in which order, and what comes later.
'use strict';
const show = (o) => console.log(JSON.stringify(o), Object.keys(o).join());

for (const lost of ['a', 'b', 'c', 'd']) {
  const one = { a: 1, b: 2, c: 3, d: 4 };
  const two = { a: 1, b: 2, c: 3, d: 4 };
  delete one[lost];
  show(one);
  one.e = 5;
  one[lost] = 6;
  show(one);
  show({ ...one });
  show(Object.assign({ z: 0 }, one));
  delete one.e;
  show(one);
  delete two[lost];
  two.f = 7;
  show(two);
  for (const key of Object.keys(two)) delete two[key];
  show(two);
  two.g = 8;
  show(two);
  console.log(lost in one, lost in two, one[lost], two[lost]);
}

// The last one, again and again, with more than fits into the object.
const stack = { a: 0 };
for (let round = 0; round < 3; round++) {
  for (let i = 0; i < 12; i++) stack['p' + i] = round * 100 + i;
  for (let i = 11; i >= 6; i--) delete stack['p' + i];
  show(stack);
}

// What read it by a cache sees that it is gone, and what is inherited instead.
class Base { get x() { return 'inherited'; } }
const read = (o) => o.x;
const made = (x) => { const o = new Base(); Object.defineProperty(o, 'x', { value: x, configurable: true }); return o; };
const objects = [made(1), made(2)];
console.log(objects.map(read));
delete objects[0].x;
console.log(objects.map(read));
const write = (o, v) => { o.y = v; };
for (let i = 0; i < 4; i++) {
  const o = { y: 0, k: i };
  delete o.y;
  write(o, i);
  show(o);
}

// Frozen, sealed, without a prototype, functions and their names.
const sealed = Object.seal({ a: 1 });
try { delete sealed.a; } catch (error) { console.log(error.message); }
const bare = Object.create(null);
bare.a = 1;
bare.b = 2;
delete bare.a;
Object.setPrototypeOf(bare, { a: 'below' });
console.log(bare.a, bare.b);
function named() {}
delete named.name;
console.log(named.name, Object.getOwnPropertyNames(named).join());
delete named.length;
console.log(named.length, Object.getOwnPropertyNames(named).join());
const symbol = Symbol('s');
const mixed = { [symbol]: 1, a: 2, 7: 3 };
delete mixed[symbol];
delete mixed[7];
console.log(Reflect.ownKeys(mixed));
