'use strict';
// Buffers whose bytes never change (TC39 proposal immutable-arraybuffer).
const source = Uint8Array.of(1, 2, 3, 4).buffer;
const fixed = source.transferToImmutable();
console.log(source.detached, fixed.immutable, fixed.resizable, fixed.byteLength, new ArrayBuffer(1).immutable);
const bytes = new Uint8Array(fixed);
console.log(bytes.join(), bytes.at(-1), bytes.indexOf(3), bytes.toReversed().join());
console.log(Object.getOwnPropertyDescriptor(bytes, 0), Object.isFrozen(Object.freeze(bytes)));

const attempt = work => {
  try {
    return work();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
for (const work of [
  () => (bytes[0] = 9),
  () => bytes.fill(9),
  () => bytes.set([9]),
  () => bytes.sort(),
  () => bytes.reverse(),
  () => bytes.copyWithin(0, 1),
  () => new DataView(fixed).setInt8(0, 9),
  () => Atomics.store(bytes, 0, 9),
  () => fixed.transfer(),
  () => fixed.resize(1),
  () => structuredClone(fixed, { transfer: [fixed] }),
  () => crypto.getRandomValues(bytes),
  () => Reflect.set(bytes, 0, 9),
  () => Reflect.defineProperty(bytes, 0, { value: 1 }),
  () => delete bytes[0],
]) {
  console.log(attempt(work));
}
Buffer.from(fixed).write('zzzz');
Buffer.from(fixed).fill(7);
console.log(bytes.join(), new DataView(fixed).getUint16(1), Atomics.load(bytes, 1));
const part = fixed.sliceToImmutable(1, 3);
console.log(part.immutable, new Uint8Array(part).join(), structuredClone(part).immutable, fixed.slice(0, 2).immutable);
