const o = {
  a: 1,
  get g() {
    return this.z;
  },
  set s(v) {
    this.sv = v;
  }
};
console.log(
  Reflect.get(o, 'a'),
  Reflect.get(o, 'g', { z: 'recv' }),
  Reflect.set(o, 'a', 2),
  Reflect.has(o, 'a'),
  Reflect.has(o, 'toString'),
  Reflect.deleteProperty(o, 'a'),
  o,
  Reflect.ownKeys(o)
);
const r = {};
console.log(
  Reflect.set(o, 's', 5, r),
  r,
  Reflect.set(o, 'new', 1, r),
  r,
  Reflect.set(Object.freeze([1]), 0, 2),
  Reflect.set([], 'length', 0),
  Reflect.defineProperty(o, 'd', { value: 1 }),
  Reflect.defineProperty(Object.freeze({}), 'x', { value: 1 }),
  Reflect.deleteProperty(Object.freeze({ a: 1 }), 'a')
);
class A {
  constructor(x) {
    this.x = x;
    this.nt = new.target.name;
  }
}
class B extends A {}
console.log(
  Reflect.construct(A, [1]),
  Reflect.construct(A, [1], B),
  Reflect.construct(A, [2], B) instanceof B,
  Reflect.construct(Array, [3]).length,
  Reflect.construct(Date, [0]).getTime(),
  Reflect.apply(Math.max, null, [1, 2]),
  Reflect.apply('x'.concat, 'y', ['z'])
);
console.log(
  Reflect.getPrototypeOf([]) === Array.prototype,
  Reflect.setPrototypeOf({}, null),
  Reflect.setPrototypeOf(Object.freeze({}), {}),
  Reflect.isExtensible({}),
  Reflect.preventExtensions({}),
  Reflect.getOwnPropertyDescriptor({ a: 1 }, 'a'),
  Reflect[Symbol.toStringTag],
  Object.getPrototypeOf(Reflect) === Object.prototype
);
for (const f of [
  () => Reflect.get(1, 'a'),
  () => Reflect.ownKeys('s'),
  () => Reflect.construct(() => 1, []),
  () => Reflect.construct(A, 5),
  () => Reflect.apply(1),
  () => Reflect.construct(A, [], 1),
  () => Reflect.apply(A, null, []),
  () => Reflect.setPrototypeOf({}, 1),
  () => new Reflect(),
  () => Reflect.defineProperty(1),
  () => Reflect.getPrototypeOf(5),
  () => Reflect.has('s', 'length')
])
  try {
    f();
  } catch (e) {
    console.log(e.message);
  }
