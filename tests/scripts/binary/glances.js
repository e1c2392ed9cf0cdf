// Typed arrays made and searched the quick way, and where that way must not be gone.
'use strict';

// Parts of the same buffer, by indices of all sorts.
const bytes = Uint8Array.from({ length: 10 }, (_, i) => i);
for (const args of [[], [3], [3, 7], [-4], [2, -2], [7, 3], [99], [1.9, 4.2], ['2', undefined], [undefined, 3]]) {
  const part = bytes.subarray(...args);
  console.log(args, part.byteOffset, part.length, part.buffer === bytes.buffer);
}
const shifted = new Int32Array(new ArrayBuffer(40), 8, 6);
console.log(shifted.subarray(2, 5).byteOffset, shifted.subarray(6).length);

// Its class and its species are asked as soon as anybody has changed them.
class Mine extends Uint8Array {}
console.log(new Mine(4).subarray(1).constructor.name, new Mine(3).length);
const own = new Uint8Array(4);
own.constructor = { [Symbol.species]: Mine };
console.log(own.subarray(1).constructor.name, own.slice(1).constructor.name);
const later = new Uint16Array(4);
console.log(later.subarray(1).constructor.name);
Object.defineProperty(Uint16Array, Symbol.species, { configurable: true, get() { console.log('asked'); return Int16Array; } });
console.log(later.subarray(1).constructor.name, later.map((x) => x).constructor.name);
delete Uint16Array[Symbol.species];
console.log(later.subarray(1).constructor.name);
Uint16Array.prototype.constructor = Int16Array;
console.log(later.subarray(1).constructor.name);
Uint16Array.prototype.constructor = Uint16Array;
console.log(later.subarray(1).constructor.name);

// Made by number.
console.log(new Float64Array(3), new Uint8Array(0).length, Reflect.construct(Int8Array, [2], Mine).constructor.name);
for (const length of [-1, 2 ** 53, '2', 1.5]) {
  try { console.log(new Int16Array(length).length); } catch (error) { console.log(`${error}`); }
}
try { console.log(Uint8Array(3)); } catch (error) { console.log(error.message); }

// Filled from arrays: what is no number is converted where it stands.
const plain = [1, 2.7, -1, 300, NaN, '7', { valueOf() { plain.length = 2; return 9; } }, 4, null];
console.log(new Uint8Array(plain), plain.length);
for (const Type of [Int8Array, Uint8ClampedArray, Int16Array, Uint32Array, Float32Array, Float64Array]) {
  console.log(new Type([0.5, -1, 255.5, 2 ** 31, -Infinity, , true]));
}
const target = new Int16Array(6);
target.set([1, 2, 3], 2);
console.log(target);
try { target.set([1, 2, 3], 4); } catch (error) { console.log(`${error}`); }
console.log(new BigInt64Array([1n, -2n, 2n ** 64n + 5n]));

// Searched over the ends of rows.
for (const Type of [Uint8Array, Int16Array, Float32Array, Float64Array]) {
  const many = new Type(200);
  const found = [0, 1, 63, 64, 65, 127, 128, 191, 192, 199].map((at) => {
    many.fill(3);
    many[at] = 7;
    many[(at + 70) % 200] = 7;
    return [many.indexOf(7), many.lastIndexOf(7), many.indexOf(7, at + 1), many.includes(8)].join(' ');
  });
  console.log(Type.name, found.join(', '));
}
const nan = new Float64Array(130);
nan[100] = NaN;
nan[90] = -0;
console.log(nan.includes(NaN), nan.indexOf(NaN), nan.indexOf(0, 90), new Float32Array(70).indexOf(0.1));
