'use strict';
// Shapes have a limited number of children. Beyond it every way of making an object must make it whole.
const numbers = JSON.stringify([...Array(2100).keys()]).slice(1, -1);

// One property under ever other names, as the first, second and third, in one step each: no script runs between.
const kept = ['{"k', '{"kind":1,"k', '{"a":1,"k', '{"value":1,"k', '{"a":1,"b":2,"k', '{"status":1,"k'].map((start) =>
  JSON.parse(`[${start}${numbers.replaceAll(',', `":1},${start}`)}":1}]`));
console.log(kept.length, kept[0].length, kept[0][2099], kept[1][2099]);

// The same on other sorts of objects; beyond the limit that is not for literals.
const many = 1100;
class Box {}
for (let i = 0; i < many; i++) {
  const k = 'key' + i;
  const array = [];
  const box = new Box();
  const fun = () => {};
  const plain = {};
  array[k] = box[k] = fun[k] = plain[k] = i;
}

// Literals, old and new.
console.log({ a: 1 }, { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }, { value: 1, done: 2 });
const literal = (n) => ({ first: n, second: n + 1, third: { inner: n } });
for (let i = 0; i < 3; i++) console.log(literal(i), Object.keys(literal(i)).length);
console.log({ get late() { return 1; }, method() {}, ['computed' + 1]: 1, __proto__: null });
const { a, ...rest } = { a: 1, b: 2, c: 3 };
console.log(rest, { ...rest }, { ...rest, d: 4 }, Object.assign({ z: 0 }, rest));
console.log(JSON.parse('{"new":1,"newer":{"newest":[{"x":1},{"x":2}]}}'));
console.log(Object.fromEntries([['p', 1], ['q', 2]]), structuredClone({ r: 1, s: [{ t: 1 }] }));

// Results of iterators and of natives.
console.log([1].values().next(), new Map([[1, 2]]).entries().next(), 'x'[Symbol.iterator]().next(), new Set([1]).values().next());
console.log(function* () { yield 1; }().next(), [].values().next());
console.log(Object.getOwnPropertyDescriptor({ x: 1 }, 'x'), Object.getOwnPropertyDescriptors({ get y() { return 1; } }));
const match = /b(?<n>c)/d.exec('abcd');
console.log(match.index, match.input, match.groups.n, match.indices.groups.n, match);
console.log([...'abcabc'.matchAll(/(?<first>b)/g)].map((m) => [m.index, m.groups.first]), 'abc'.match(/b/));
const regexp = /a/g;
console.log(regexp.test('ba'), regexp.lastIndex, 'aba'.replace(/(?<k>b)/, '[$<k>]'));

// Options that natives read.
const error = new Error('outer', { cause: 'inner' });
console.log(error.cause, Object.getOwnPropertyNames(error).sort());
let heard = 0;
const target = new EventTarget();
target.addEventListener('x', () => heard++, { once: true });
target.dispatchEvent(new Event('x'));
target.dispatchEvent(new Event('x'));
console.log('heard', heard);

// Classes, functions, arguments, templates.
class Point {
  #hidden = 3;
  x = 1;
  y = 2;
  constructor() { this.z = this.#hidden; }
  static make() { return new this(); }
}
class Point3 extends Point { w = 4; #more = 5; sum() { return this.x + this.y + this.z + this.w + this.#more; } }
console.log(new Box(), Point.make(), Point3.make(), new Point3().sum());
function f() {}
f.own = 1;
console.log(f.name, f.length, Object.getOwnPropertyNames(f).includes('prototype'), f.own, Object.keys(f));
(function () { console.log(arguments.length, [...arguments], Object.keys(arguments)); })(1, 2);
((strings) => console.log(strings, strings.raw, Object.isFrozen(strings)))`a${1}b`;
Promise.allSettled([1, Promise.reject(2)]).then((all) => console.log(all));

// Attributes are changes of shape, too.
const changed = Object.defineProperty({ b: 1, c: 2 }, 'b', { writable: false });
console.log(Object.getOwnPropertyDescriptor(changed, 'b'), Object.isFrozen(Object.freeze({ b: 1 })), Object.isSealed(Object.seal({ b: 1 })));
const entries = Object.entries({ ['last' + 1]: 1, two: 2 });
console.log(entries, Object.values({ k: 'v' }), 'k' in { k: 1 }, delete { k: 1 }.k);
