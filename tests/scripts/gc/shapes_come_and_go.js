// Prototypes and shapes that die and are made again: objects keep their properties, and what is made the same way is alike, before and after
// a collection.
const collect = globalThis.gc ?? (() => {});
const make = (proto, names) => {
  const object = Object.create(proto);
  names.forEach((name, i) => { object[name] = i; });
  return object;
};
const text = (object) => JSON.stringify(object) + JSON.stringify(Object.getPrototypeOf(object));

// The prototype stays, its children die.
const proto = { kind: 'proto' };
for (let round = 0; round < 4; round++) {
  const objects = [];
  for (let i = 0; i < 50; i++) objects.push(make(proto, ['a', 'b', 'c' + (i % 5)]));
  console.log(round, text(objects[0]), text(objects[49]), objects.every((o) => o.kind === 'proto' && o.a === 0));
  collect();
}

// One code for all, with prototypes that live for a moment.
const read = (object) => object.x + object.y;
const write = (object) => { object.z = object.x; return object; };
let sum = 0;
for (let i = 0; i < 2000; i++) {
  const object = make({ y: i }, ['w', 'x']);
  sum += read(object) + Object.keys(write(object)).length;
  if (i % 500 === 0) collect();
}
console.log(sum);

// Changes of attributes, which are children of another sort.
const kept = [];
for (let round = 0; round < 6; round++) {
  for (let i = 0; i < 20; i++) {
    const frozen = Object.freeze(make(proto, ['f', 'g']));
    const sealed = Object.seal(make(null, ['s']));
    const fixed = Object.defineProperty(make(proto, ['r', 't']), 'r', { writable: false });
    if (i === 7) kept.push(frozen, sealed, fixed);
  }
  collect();
}
console.log(kept.map((o) => JSON.stringify(Object.getOwnPropertyDescriptors(o))).filter((t, i, all) => all.indexOf(t) === i));

// A child outlives all its ancestors' objects, and its prototype is reached through it alone.
let last = make({ deep: { er: 1 } }, ['p', 'q', 'r', 's', 't']);
collect();
for (let i = 0; i < 100; i++) make(Object.getPrototypeOf(last), ['p', 'q', 'u' + i]);
collect();
last.u = 6;
console.log(JSON.stringify(last), last.deep.er, Object.keys(make(Object.getPrototypeOf(last), ['p', 'q', 'r', 's'])));

// Prototypes change while shapes of their children come and go.
class Base { who() { return 'base'; } }
class Derived extends Base { constructor() { super(); this.n = 1; } }
for (let i = 0; i < 3; i++) {
  const object = new Derived();
  collect();
  Base.prototype['m' + i] = () => i;
  Object.setPrototypeOf(object, { who: () => 'other ' + i });
  collect();
  console.log(object.who(), new Derived().who(), new Derived()['m' + i](), JSON.stringify(new Derived()));
}
