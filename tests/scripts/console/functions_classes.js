function f() {}
const anon = function () {},
  arrow = () => {},
  an2 = (() => () => {})(),
  af = async () => {},
  ag = async function* named() {},
  g = function* () {};
console.log(
  f,
  anon,
  arrow,
  an2,
  af,
  ag,
  g,
  async function () {},
  class A {},
  class {},
  class B extends Array {},
  class extends Map {},
  class C extends null {},
  Math.max,
  Map,
  parseInt,
  Symbol,
  console.log,
  Function.prototype,
  Object.getOwnPropertyDescriptor(Map.prototype, 'size').get,
  f.bind(),
  (() => {}).bind(),
  [].map,
  Promise.resolve,
  Date
);
console.log([f, class X {}], {
  f,
  m() {},
  ['c' + 1]() {},
  async am() {},
  *gm() {},
  async *agm() {},
  A: class Q {},
  get g() {
    return 1;
  }
});
f.prop = 1;
f.nested = { a: [1] };
console.log(f, [f], { f });
class S {
  static a = 1;
  static b = 'x';
  static m() {}
  #p = 1;
}
console.log(S, [S], { S }, new S());
class Sub extends S {}
console.log(Sub, new Sub());
class Deep extends Sub {
  static own = { x: 1 };
}
console.log(Deep, new Deep());
const named = class Inner {};
console.log(named, new named());
const e = () => {};
Object.defineProperty(e, 'name', { value: 'renamed' });
console.log(e);
Object.defineProperty(e, 'name', { value: 5 });
console.log(e);
delete e.name;
console.log(e);
const np = Object.setPrototypeOf(function nullp() {}, null);
console.log(np);
console.log(
  Object.setPrototypeOf(() => {}, null),
  Object.assign(() => {}, { a: 1 }),
  Object.assign(function x() {}, { self: 1, [Symbol('s')]: 2 })
);
class T {
  static [Symbol.toStringTag] = 'Tag';
}
console.log(T, new T());
class U {
  get [Symbol.toStringTag]() {
    return 'UU';
  }
}
console.log(new U(), U, [new U()]);
class V {
  constructor() {
    this.constructor = 5;
  }
}
console.log(new V());
function Old() {
  this.a = 1;
}
console.log(new Old(), Old, Object.create(Old.prototype), Object.create(new Old()));
Old.prototype = { x: 1 };
console.log(new Old());
Old.prototype = null;
console.log(new Old());
console.log(
  new (class {})(),
  new (class {
    x = 1;
  })(),
  new (function () {
    this.q = 1;
  })(),
  Object.create({}),
  Object.create({ a: 1 }),
  Object.create(Object.create(null)),
  Object.create(class K {}.prototype)
);
console.log(
  class {
    static x = () => 1;
    static y = class Z {};
  },
  class Foo {
    static fn() {}
    static get acc() {
      return 1;
    }
  }
);
const circ = function circf() {};
circ.self = circ;
console.log(circ);
console.log({ constructor: 'str' }, { constructor: { name: 'Obj' } }, Object.assign(Object.create(null), { constructor: f }));
(function () {
  'use strict';
  console.log(function strict() {});
})();
console.log([(a, b) => a + b], (0, function () {}), new Proxyless());
function Proxyless() {}
console.log(globalThis === global, typeof console, Object.keys(console).slice(0, 5));
