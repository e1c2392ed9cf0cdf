function who() {
  'use strict';
  return this;
}
function sl() {
  return this;
}
const o = {
  who,
  arrow: () => typeof this,
  nested() {
    return [1].map(() => this === o)[0];
  },
  get g() {
    return this === o;
  }
};
console.log(
  who(),
  o.who() === o,
  (0, o.who)(),
  o.arrow(),
  o.nested(),
  o.g,
  who.call(5),
  typeof sl.call(5),
  sl.call('x'),
  who.apply(null),
  who.call()
);
const b = who.bind('b');
console.log(
  b(),
  b.call('c'),
  b.bind('d')(),
  b.name,
  b.length,
  b.prototype,
  'prototype' in b,
  who.bind().name,
  (() => {}).bind().name,
  class A {}.bind().name,
  function (a, b, c) {}.bind(0, 1).length,
  function () {}.bind(0, 1, 2).length
);
function P(x, y) {
  this.x = x;
  this.y = y;
}
P.prototype.sum = function () {
  return this.x + this.y;
};
const BP = P.bind({ ignored: 1 }, 10);
const bp = new BP(5);
console.log(bp, bp.sum(), bp instanceof P, bp instanceof BP);
for (const bad of [
  () => Function.prototype.call.call(5),
  () => who.apply(1, 2),
  () => who.apply(1, 'str'),
  () => Function.prototype.bind.call({}),
  () => new (() => {})(),
  () => new o.who.call(),
  () => new Math.max(),
  () => new (async () => {})(),
  () => new { m() {} }.m(),
  () => P.call.call(null),
  () => new (function* () {})()
])
  try {
    console.log(bad());
  } catch (e) {
    console.log(e.message);
  }
console.log(
  who.apply('t', { length: 0 }),
  Math.max.apply(null, [1, 2]),
  Math.max.apply(null, null),
  Math.max.apply(null, undefined),
  [].concat.apply([1], [[2], [3]]),
  Function.prototype.call.call(function () {
    return this + 1;
  }, 41),
  Function.prototype.apply.call(Math.max, null, [4, 8]),
  Reflect.apply(who, 'r', []),
  Function.prototype(),
  typeof Function.prototype,
  Function.prototype.name === '',
  Function.prototype.length
);
const meth = [].slice;
console.log(
  meth.call('abc', 1),
  meth.call({ length: 2, 0: 'x' }),
  [].map.call('abc', (c) => c + c),
  Array.prototype.join.call({ length: 3, 0: 1, 2: 3 }, '-')
);
class T {
  constructor() {
    this.h = this.h.bind(this);
  }
  h() {
    return this instanceof T;
  }
}
const { h } = new T();
console.log(h());
function Ret(o) {
  this.a = 1;
  return o;
}
console.log(new Ret(5), new Ret({ b: 2 }), new Ret(null), new Ret(() => 1));
console.log(
  new.target === undefined,
  (function () {
    return new.target;
  })(),
  new (function () {
    this.t = new.target !== undefined;
  })()
);
const uncurry = Function.prototype.bind.bind(Function.prototype.call);
console.log(uncurry([].slice)([1, 2, 3], 1));
const partial =
  (f, ...a) =>
  (...b) =>
    f.apply(this, [...a, ...b]);
console.log(partial((a, b, c) => a + b + c, 1, 2)(3));
console.log(
  Object.getOwnPropertyNames(function f(a) {}),
  Object.getOwnPropertyNames(() => 1),
  Object.getOwnPropertyNames(class {}),
  Object.getOwnPropertyNames(async function () {}),
  Object.getOwnPropertyNames(function* () {}),
  Object.getOwnPropertyNames({ m() {} }.m),
  Object.getOwnPropertyNames(b)
);
