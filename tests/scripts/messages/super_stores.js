// What refuses a store to super: the prototype's accessor or constant, or the receiver.
const T = (f) => { try { console.log('ok', f()); } catch (e) { console.log(e.name + ': ' + e.message); } };
const o = { __proto__: { get g() { return 1; }, r: 1 }, m(k, v) { 'use strict'; super[k] = v; return this; }, n() { super.x = 1; return typeof this; } };
Object.defineProperty(o.__proto__, 'ro', { value: 1 });
for (const receiver of [5, 'str', true, Symbol('q'), null, undefined, Object.freeze([1, 2]), Object.freeze({ x: 1 }), Object.freeze(function f() {}), Object.preventExtensions({}), { get x() { return 1; } }, { set x(v) { this.y = v; } }, Object.defineProperty({}, 'x', { value: 1 }), Object.defineProperty([], 'length', { writable: false }), Object.freeze(class A {})])
  for (const k of ['x', 'g', 'ro', 0, 'length', Symbol('s')]) T(() => typeof o.m.call(receiver, k, 2));
T(() => o.n.call(5));
class A { static set s(v) { this.t = v; } }
class B extends A { static m() { super.s = 1; return this.t; } static n() { super.prototype = 1; } }
T(() => B.m()); T(() => B.n());
