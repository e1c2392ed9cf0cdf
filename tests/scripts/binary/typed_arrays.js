// Typed arrays: construction, conversion of elements, keys, methods, errors, inspection.
const attempt = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const show = (...values) => console.log(...values);
const ALL = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];

// What a store leaves, in each type.
const numbers = [0, -0, 1, -1, 127.5, 128, 255, 256.7, -129, 65535, 65536, 2 ** 31, 2 ** 32, -(2 ** 31) - 1, 1e21, NaN, Infinity, -Infinity, 0.5, 1.5, 2.5];
for (const Type of ALL) show(Type.name, Type.BYTES_PER_ELEMENT, Type.length, Array.from(Type.from(numbers)).join(' '));
show(BigInt64Array.of(0n, -1n, 2n ** 63n, 2n ** 64n + 5n), BigUint64Array.of(-1n, 2n ** 64n, 7n));

// Construction.
const buffer = new ArrayBuffer(16);
const whole = new Uint8Array(buffer);
whole.set([1, 2, 3, 4, 5, 6, 7, 8]);
show(new Uint16Array(buffer, 2, 3), new Int32Array(buffer, 8), new Float64Array(buffer).length);
show(new Uint8Array([1, '2', { valueOf: () => 3 }, null, undefined, [4], true, , 300]));
show(new Float32Array(new Set([1.1, 2.2])), new Uint8Array({ length: 2, 0: 9, 1: '8' }), new Int16Array(new Uint8Array([200, 201])));
show(new Uint8Array('3'), new Uint8Array(null), new Uint8Array(), new Uint8Array(2.9));
for (const make of [
  () => Uint8Array(1), () => new Uint8Array(-1), () => new Uint16Array(buffer, 1), () => new Uint16Array(new ArrayBuffer(3)),
  () => new Uint16Array(buffer, 0, 9), () => new Uint16Array(buffer, 18), () => new (Object.getPrototypeOf(Uint8Array))(),
  () => new BigInt64Array(new Uint8Array(1)), () => new BigInt64Array([1]), () => new Uint8Array([1n]), () => new Uint8Array(Symbol()),
  () => Uint8Array.from(null), () => Uint8Array.from([1], 1), () => Uint8Array.of.call(Object, 1), () => Uint8Array.from.call({}, []),
  () => new Uint8Array({ [Symbol.iterator]: 1 }), () => Uint8Array.prototype.fill.call([], 1), () => Uint8Array.prototype.length,
  () => new Uint8Array(2).set([1, 2, 3]), () => new Uint8Array(2).set([1], -1), () => new Uint8Array(2).set(new BigInt64Array(1)),
  () => new Uint8Array(2).with(2, 0), () => new Uint8Array(0).reduce((a) => a), () => new Uint8Array(1).sort(null),
  () => { new Uint8Array(1)[0] = 1n; }, () => { new BigInt64Array(1)[0] = 1; },
  () => Object.defineProperty(new Uint8Array(1), 0, { value: 1, configurable: false }),
  () => Object.defineProperty(new Uint8Array(1), 1, { value: 1 }), () => Object.freeze(new Uint8Array(1)),
  () => { 'use strict'; delete new Uint8Array(1)[0]; },
]) show(attempt(make));

// Keys: the text of a number is an element or nothing.
const keyed = new Int8Array(2);
for (const key of ['-0', '-1', '1.5', 'Infinity', 'NaN', '2', '1e3', '4294967296', '01', 'x']) keyed[key] = 5;
keyed['0'] = 258;
show(keyed, Object.keys(keyed), '-0' in keyed, '2' in keyed, '1' in keyed, '01' in keyed, keyed['-1'], delete keyed[7], delete keyed.x);
show(Object.getOwnPropertyDescriptor(keyed, 1), Object.getOwnPropertyDescriptor(keyed, 2), Reflect.ownKeys(keyed));
Object.prototype['1.5'] = 'inherited';
show(keyed['1.5'], [1]['1.5'], Object.create(keyed)['1.5'], Object.create(keyed)[0], Object.create(keyed)[9]);
delete Object.prototype['1.5'];
const child = Object.create(keyed);
child[1] = 3;
child[5] = 4;
show(Object.keys(child), child[1], keyed[1], Reflect.set(keyed, 0, 1, {}), Reflect.set([], 0, 1, keyed), keyed[0]);
for (const key in new Uint8Array(2)) show(key, typeof key);

// Methods.
const a = new Float64Array([3, 1, NaN, -0, 0, -5, 2]);
show(a.slice().sort(), a.slice().sort((x, y) => (x !== x) - (y !== y) || y - x), a.toSorted(), a.toReversed(), a.with(1, 9), a.at(-1), a.at(9));
show(a.indexOf(NaN), a.includes(NaN), a.indexOf(-0), a.lastIndexOf(0), a.indexOf('1'), a.includes(undefined), a.indexOf(1, -3));
show(a.map((x) => x * 2), a.filter((x) => x > 0), a.find((x) => x < 0), a.findIndex((x) => x === 2), a.findLast((x) => x > 0), a.findLastIndex((x) => x === 7));
show(a.reduce((s, x) => s + ',' + x), a.reduceRight((s, x) => s + x, ''), a.every((x) => x < 9), a.some(Number.isNaN), a.join('|'), String(a));
show(a.fill(7, 1, -1), a.subarray(-3, -1), a.copyWithin(0, -2), a.reverse(), [...a.entries()].flat().length, [...a.keys()], a.toLocaleString());
show(new Uint8Array([1, 2, 3, 4, 5]).copyWithin(1, 0, 3), new Uint8Array([250, 1]).indexOf(-6), new Int32Array([1, 2]).includes(1.5));
show(new BigInt64Array([3n, -1n, 2n]).sort(), new BigUint64Array([3n, 1n]).indexOf(3n), new BigInt64Array([1n]).includes(1), new BigInt64Array([1n, 2n]).join());
whole.set(whole.subarray(0, 8), 4);
show(whole);
new Uint16Array(buffer).set(whole.subarray(0, 4), 1);
show(whole, new Uint16Array(buffer, 0, 5));
const [first, ...rest] = new Uint8Array([1, 2, 3]);
show(first, rest, Math.max(...new Int8Array([4, 9])), Array.from(new Uint8Array(2), (x, i) => x + i), [].concat(new Uint8Array(2)).length);
show(Array.prototype.map.call(new Uint8Array([1, 2]), (x) => x + 0.5), Array.prototype.push === Uint8Array.prototype.push);
show(Array.prototype.slice.call(new Uint8Array([1, 2, 3]), 1), Array.prototype.sort.call(new Uint8Array([10, 9, 1])), Array.isArray(whole));

// Species and subclasses.
class Sub extends Uint8Array {
  static get [Symbol.species]() { return Sub.kind; }
  sum() { return this.reduce((s, x) => s + x, 0); }
}
for (const kind of [Sub, Uint16Array, undefined, Array, class { constructor() { return new Uint8Array(1); } }, 5]) {
  Sub.kind = kind;
  show(attempt(() => new Sub([1, 2, 3]).slice(1)), attempt(() => new Sub([1, 2, 3]).map((x) => x * 200)), attempt(() => new Sub(4).subarray(1, 2)));
}
show(new Sub([1, 2]).sum(), Sub.from([1, 2]) instanceof Sub, new Sub(2));
// A callback that changes what it runs over.
const changing = new Uint8Array([1, 2, 3]);
show(changing.map((x, i) => { changing[i + 1] = 9; return x; }), changing.sort(() => { changing.fill(7); return 0; }));

// Prototype chain and tags.
const Parent = Object.getPrototypeOf(Uint8Array);
show(Parent.name, Parent.length, Object.getOwnPropertyNames(Parent).join(), Object.getOwnPropertyNames(Int8Array).join(), Object.getOwnPropertyNames(Int8Array.prototype).join());
show(Object.prototype.toString.call(new Uint8Array()), Parent.prototype.toString === Array.prototype.toString, Parent.prototype[Symbol.iterator] === Parent.prototype.values, Object.getOwnPropertyDescriptor(Parent.prototype, Symbol.toStringTag).get.name);

// Inspection and copies.
show(new Uint8Array(0), new Uint8Array(101), new Float32Array([1.5, -2.25]), Object.assign(new Int8Array(1), { x: 1, [Symbol('s')]: new Uint8Array(1) }));
show('%o', new Uint8Array(1), [[[[new Uint8Array(2)]]]], Object.setPrototypeOf(new Uint8Array(1), null), new BigInt64Array(8).fill(10n));
show(JSON.stringify(new Uint8Array([1, 2])), structuredClone({ a: whole.subarray(2, 4), b: new Sub(1) }));
console.table(new Uint8Array([5, 6]));
