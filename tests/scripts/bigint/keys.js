// BigInts as keys of Map and Set (by value) and of properties (by their text).
const map = new Map();
for (let i = 0n; i < 500n; i++) map.set(i, Number(i)).set(i << 64n, 'high').set(-i, 'negative');
console.log(map.size, map.get(7n), map.get(7n << 64n), map.get(-7n), map.get(0n), map.get(7), map.has(500n));
for (let i = 0n; i < 400n; i++) map.delete(i << 64n);
console.log(map.size, map.get(399n << 64n), map.get(400n << 64n), [...map.keys()].length);
map.set(5, 'number').set('5', 'string').set(Object(5n), 'object');
console.log(map.get(5), map.get(5n), map.get('5'), map.get(Object(5n)));
const set = new Set([1n, 1n, 2n, 2n ** 100n, 2n ** 100n, -1n, 0n, -0n, 1]);
console.log(set, set.has(2n ** 100n), set.has(2n ** 100n + 1n));
const object = { 5: 'five' };
object[10n] = 'ten';
object[2n ** 70n] = 'large';
object[-1n] = 'minus';
console.log(object, object[5n], object[10], object['10'], 10n in object, delete object[10n], 10n in object, Object.hasOwn(object, 5n));
const array = ['a', 'b', 'c'];
console.log(array[1n], array[3n], (array[3n] = 'd', array.length), 'xyz'[1n], array.at(0), array[-1n]);
console.log(Object.entries({ [1n]: 2n }), Object.fromEntries([[3n, 4n]]), Reflect.get({ 7: 8 }, 7n));
console.log((5n).constructor === BigInt, (5n).x, (5n).hasOwnProperty('x'), Object.keys(5n), { ...5n }, Object.assign({}, 5n));
BigInt.prototype.double = function () { 'use strict'; return typeof this === 'bigint' ? this * 2n : typeof this; };
BigInt.prototype.box = function () { return typeof this; };
Object.defineProperty(BigInt.prototype, 'half', { get() { 'use strict'; return this / 2n; }, configurable: true });
console.log((21n).double(), (21n).box(), (84n).half, 5n?.double(), (5n)['double']());
for (const k in 5n) console.log(k);
const weak = new WeakMap();
try { weak.set(1n, 1); } catch (e) { console.log(e.message); }
