const o = { a: 1, b: { c: 2 } };
console.log(
  Object.keys('ab'),
  Object.values('ab'),
  Object.entries([7]),
  Object.keys(5),
  Object.values({ a: 1, [Symbol()]: 2 }),
  Object.entries(o),
  Object.assign({}, o).b === o.b,
  Object.fromEntries(new Map([['x', 1]])),
  Object.fromEntries([
    [Symbol.for('k'), 1],
    [null, 2]
  ])
);
for (const f of [
  () => Object.keys(null),
  () => Object.assign(null),
  () => Object.fromEntries(5),
  () => Object.fromEntries([5]),
  () => Object.entries(undefined),
  () => Object.fromEntries(),
  () => Object.defineProperties({}, null),
  () => Object.create({}, { a: 1 }),
  () => Object.hasOwn(null)
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.message);
  }
const fz = Object.freeze({ a: 1, in: { b: 2 } });
fz.a = 2;
fz.in.b = 3;
fz.n = 1;
delete fz.a;
console.log(fz, Object.isFrozen(fz), Object.isSealed(fz), Object.isExtensible(fz));
const se = Object.seal({ a: 1 });
se.a = 2;
se.b = 1;
delete se.a;
console.log(se, Object.isSealed(se), Object.isFrozen(se));
const pe = Object.preventExtensions({ a: 1 });
pe.b = 1;
delete pe.a;
console.log(pe, Object.isExtensible(pe), Object.isFrozen(pe), Object.isSealed(pe));
console.log(
  Object.isFrozen(1),
  Object.isExtensible('s'),
  Object.freeze(5),
  Object.seal(null),
  Object.isFrozen({}),
  Object.isFrozen(Object.preventExtensions({})),
  Object.isSealed(null)
);
(() => {
  'use strict';
  const fa = Object.freeze([1, 2]);
  for (const f of [
    () => {
      fz.a = 2;
    },
    () => {
      fz.zz = 2;
    },
    () => {
      delete fz.a;
    },
    () => {
      se.zz = 1;
    },
    () => {
      delete se.a;
    },
    () => fa.push(3),
    () => fa.pop(),
    () => {
      fa[0] = 9;
    },
    () => {
      fa.length = 0;
    },
    () => fa.sort(),
    () => fa.unshift(),
    () => fa.shift(),
    () => fa.splice(0, 1),
    () => fa.reverse(),
    () => fa.fill(0),
    () => fa.copyWithin(0, 1),
    () => Object.defineProperty(fa, 0, { value: 3 }),
    () => Object.seal([1]).push(2)
  ])
    try {
      f();
      console.log('ok', fa);
    } catch (e) {
      console.log(e.message);
    }
})();
console.log(
  Object.is(1, 1),
  Object.is('a', 'a'),
  Object.is({}, {}),
  Object.hasOwn({ a: 1 }, 'a'),
  Object.hasOwn({}, 'toString'),
  Object.hasOwn('ab', 1),
  Object.hasOwn([1], 'length'),
  Object.getOwnPropertyNames({ a: 1, [Symbol()]: 1 }),
  Object(1) instanceof Number,
  Object('s') instanceof String,
  Object(null),
  Object(undefined),
  Object(o) === o,
  new Object(true),
  Object(Symbol.iterator),
  new Object().constructor === Object
);
console.log(
  Object.prototype.toString.call(null),
  Object.prototype.toString.call(undefined),
  ...[
    1,
    's',
    true,
    [],
    {},
    () => 1,
    new Date(0),
    /x/,
    new Error(),
    Symbol(),
    Math,
    JSON,
    new Map(),
    new Set(),
    Promise.resolve(),
    (function* () {})(),
    (function () {
      return arguments;
    })(),
    globalThis,
    new (class {
      get [Symbol.toStringTag]() {
        return 'Tag';
      }
    })(),
    { [Symbol.toStringTag]: 5 },
    async () => {},
    [][Symbol.iterator](),
    new Map().entries(),
    'x'[Symbol.iterator](),
    'x'.matchAll(/x/g),
    class {},
    new (class extends Array {})(),
    Object.create(null)
  ].map((x) => Object.prototype.toString.call(x).slice(8, -1))
);
console.log(
  o.toLocaleString(),
  o.valueOf() === o,
  o.propertyIsEnumerable('a'),
  [].propertyIsEnumerable('length'),
  o.hasOwnProperty('b'),
  Object.prototype.hasOwnProperty.call('abc', 1),
  Object.prototype.isPrototypeOf.call(Array.prototype, []),
  {}.constructor === Object,
  Object.getPrototypeOf(Object.getPrototypeOf([])) === Object.prototype,
  Object.getOwnPropertyNames(Object.prototype).sort().join()
);
const src = {
  get g() {
    return 'evaluated';
  },
  set g(v) {}
};
console.log(Object.assign({}, src), { ...src });
const log = [];
Object.assign(
  {
    set x(v) {
      log.push('set x ' + v);
    }
  },
  { x: 1 },
  { x: 2 }
);
console.log(log);
try {
  Object.assign(Object.freeze({ a: 1 }), { a: 2 });
} catch (e) {
  console.log(e.message);
}
class Cl {
  static s = 1;
  i = 2;
  #p = 3;
  get acc() {
    return 4;
  }
}
console.log(
  Object.keys(new Cl()),
  { ...new Cl() },
  Object.keys(Cl),
  Object.entries(Object.getOwnPropertyDescriptor(Cl.prototype, 'acc')).map(([k, v]) => k + ':' + typeof v)
);
console.log(Reflect.ownKeys(Reflect).sort((a, b) => (String(a) < String(b) ? -1 : 1)));
