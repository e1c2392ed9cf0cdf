// Reflect.apply stands for the call that it makes.
'use strict';
function show(...args) { return [this, ...args]; }
console.log(Reflect.apply(show, 1, [2, 3]), Reflect.apply(show, undefined, []));
console.log(Reflect.apply(show, 1, { length: 2, 0: 'a', 1: 'b' }), Reflect.apply(show, 1, [1, , 3]));
console.log(Reflect.apply(Math.max, null, [1, 5, 2]), Reflect.apply(show.bind('bound', 1), 'lost', [2]));
(function () { console.log(Reflect.apply(show, 0, arguments)); })(7, 8);
console.log(Reflect.apply(Reflect.apply, null, [show, 'twice', ['x']]));
console.log(Reflect.apply(new Proxy(show, {}), 'proxied', [1]));
for (const args of [[], [1], [show], [show, 1], [show, 1, null], [show, 1, 2], [class A {}, 1, []], [{}, 1, []]]) {
  try { console.log(Reflect.apply(...args)); } catch (error) { console.log(`${error}`); }
}
function deep(n) { return n === 0 ? 'deep' : Reflect.apply(deep, null, [n - 1]); }
console.log(deep(5000));
function fails() { throw new Error('here'); }
try { Reflect.apply(fails, null, []); } catch (error) { console.log(error.stack.split('\n').slice(0, 3).map((line) => line.replace(/\(.*/, '')).join('|')); }
