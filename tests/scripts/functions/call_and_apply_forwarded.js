// Function.prototype.call and apply: every sort of callee, receiver and list of arguments.
function show(...args) { return [typeof this === 'object' || this === undefined ? String(this === globalThis ? 'global' : this) : typeof this, ...args]; }
function strict() { 'use strict'; return [this === globalThis ? 'global' : this, arguments.length, ...arguments]; }
const forward = function () { return strict.apply(this, arguments); };
console.log(show.call(), show.call(1), show.call('r', 1, 2, 3), show.apply(), show.apply(null, null), show.apply('r', [1, 2]));
console.log(strict.call(5, 6), strict.apply(5, [6, 7]), forward.call('this', 1, 2, 3), forward());
console.log(Math.max.apply(null, [3, 9, 4]), Math.max.call(null, 1, 8), Array.prototype.slice.call([1, 2, 3], 1));
console.log(strict.apply(null, [, 1, , 2, ,]), strict.apply(null, { length: 2, 0: 'a' }), strict.apply(null, 'ab'.split('')));
console.log(show.call.call(show, 'x', 'y'), show.apply.call(show, 'x', ['y']), show.call.apply(show, ['x', 'y']), show.bind('b', 1).call('c', 2), show.bind('b').apply(0, [1]));
console.log(Function.prototype.call.call.call(show, 'q', 1));
for (const f of [() => show.apply(null, 1), () => show.apply(null, 'text'), () => Function.prototype.call.call(1), () => (class A {}).call({}), () => (class B {}).apply({}, [])]) {
  try { console.log(f()); } catch (e) { console.log(e.name, e.message); }
}

// Arguments objects whose length, elements or prototype were changed.
function shorter() { arguments.length = 1; return strict.apply(null, arguments); }
function longer() { arguments.length = 4; return strict.apply(null, arguments); }
function odd() { arguments.length = '2'; return strict.apply(null, arguments); }
function holed() { delete arguments[0]; return strict.apply(null, arguments); }
function extended() { arguments[5] = 'five'; return strict.apply(null, arguments); }
function mapped(a, b) { a = 'changed'; arguments[1] = 'too'; return [b, ...strict.apply(null, arguments)]; }
function inherits() { Object.setPrototypeOf(arguments, { 0: 'proto' }); delete arguments[0]; return strict.apply(null, arguments); }
function getter() { Object.defineProperty(arguments, '0', { get() { return 'got'; } }); return strict.apply(null, arguments); }
function lengthGetter() { Object.defineProperty(arguments, 'length', { get() { return 1; } }); return strict.apply(null, arguments); }
for (const f of [shorter, longer, odd, holed, extended, mapped, inherits, getter, lengthGetter]) console.log(f.name, f(1, 2, 3));
Object.prototype[1] = 'inherited';
console.log(holed(1), longer(0), strict.apply(null, [0, , 2]));
delete Object.prototype[1];

// What arguments objects are like.
function sloppyArguments(a) { return arguments; }
function strictArguments(a) { 'use strict'; return arguments; }
for (const make of [sloppyArguments, strictArguments]) {
  const made = make(1, 'two');
  const names = Object.getOwnPropertyNames(made);
  console.log(names, Object.prototype.toString.call(made), made.length, [...made], Object.keys(made));
  for (const key of ['length', 'callee', Symbol.iterator]) {
    const { value, get, ...rest } = Object.getOwnPropertyDescriptor(made, key);
    console.log(key, typeof value, typeof get, rest);
  }
  console.log(make().length, make(1).length, made);
}
try { strictArguments().callee; } catch (e) { console.log(e.message); }
console.log(Object.getOwnPropertyDescriptor(strictArguments(), 'callee').get === Object.getOwnPropertyDescriptor(strictArguments(1), 'callee').set);

// The stack shows callers, neither call nor apply.
function deep() { return new Error('here').stack.split('\n').slice(1, 3).map((line) => line.trim().split(' ')[1]); }
function caller() { return deep.apply(null, []); }
console.log(caller(), [0].map(function mapped() { return deep.call(); }));
function recursive(n) { return n === 0 ? 'end' : recursive.call(null, n - 1); }
console.log(recursive(2000));
try { (function forever() { forever.apply(this, arguments); })(1, 2); } catch (e) { console.log(e instanceof RangeError, e.message); }
let order = '';
show.apply((order += 't', null), (order += 'a', []));
console.log(order);
