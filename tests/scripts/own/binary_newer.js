// What Node 20 has not: transfer, half-precision numbers, base64 and hexadecimal text, Atomics.pause; and
// waits that end while nothing else keeps the program running.
const attempt = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const show = (...values) => console.log(...values);
// transfer
const bytes = (...list) => new Uint8Array(list).buffer;
for (const [name, length] of [['transfer'], ['transfer', 2], ['transfer', 6], ['transferToFixedLength'], ['transferToFixedLength', 6], ['transfer', -1], ['transfer', 2 ** 60]]) {
  for (const source of [bytes(1, 2, 3, 4), Object.assign(new ArrayBuffer(4, { maxByteLength: 8 })), new ArrayBuffer(0)]) {
    const made = attempt(() => source[name](...(length === undefined ? [] : [length])));
    show(name, length, made, made.resizable, made.maxByteLength, source.detached, source.byteLength, attempt(() => source[name]()));
  }
}
show(attempt(() => new ArrayBuffer(4, { maxByteLength: 8 }).transfer(9)), attempt(() => ArrayBuffer.prototype.transfer.call(new SharedArrayBuffer(1))));
const moving = new ArrayBuffer(1 << 20);
const before = new Uint8Array(moving);
before[5] = 7;
const after = new Uint8Array(moving.transfer());
show(before.length, before[5], after[5], after.length);
// Half precision
const halves = new Float16Array([1.5, 65504, 65520, 1e-8, 5.960464477539063e-8, NaN, -0, 1 / 3, 2049, 2051]);
show(halves, halves.BYTES_PER_ELEMENT, halves.toSorted(), halves.includes(NaN), Math.f16round(1.337), Math.f16round(1e10), Math.f16round.length);
const view = new DataView(new ArrayBuffer(4));
view.setFloat16(1, 1.337, true);
show(view.getFloat16(1, true), view.getFloat16(1), new Uint8Array(view.buffer));
// Text
const all = Uint8Array.from({ length: 256 }, (_, i) => i);
show(all.toHex() === [...all].map((x) => x.toString(16).padStart(2, '0')).join(''), all.toBase64().length, Uint8Array.fromBase64(all.toBase64()).join() === all.join(), Uint8Array.fromHex(all.toHex().toUpperCase()).join() === all.join());
for (const [text, options] of [['aGk='], ['aGk'], ['aGk', { lastChunkHandling: 'strict' }], ['aGl=', { lastChunkHandling: 'strict' }], ['aGl='], ['a G\n k ='], ['aG', { lastChunkHandling: 'stop-before-partial' }], ['YWJjaGk', { lastChunkHandling: 'stop-before-partial' }], ['-_-_', { alphabet: 'base64url' }], ['-_-_'], ['+/+/'], ['a'], ['='], ['aGk==='], ['', {}], [5], ['a', { alphabet: 'x' }], ['a', { lastChunkHandling: 1 }], ['a', 5]])
  show(text, options, attempt(() => Uint8Array.fromBase64(text, options)));
show(attempt(() => Uint8Array.fromHex('abc')), attempt(() => Uint8Array.fromHex('zz')), Uint8Array.fromHex(''));
const target = new Uint8Array(5);
show(target.setFromBase64('AQIDBAUG'), target, target.subarray(1, 3).setFromHex('0a0b0c'), target, attempt(() => target.setFromBase64('/////!')), target, attempt(() => target.setFromHex('1x')));
show(new Uint8Array([251, 255]).toBase64({ alphabet: 'base64url' }), new Uint8Array([251, 255]).toBase64({ alphabet: 'base64url', omitPadding: true }), attempt(() => new Int8Array(1).toHex?.()), attempt(() => Uint8Array.prototype.toHex.call(new Int8Array(1))));
// Integrity: elements are configurable, and no length that may change is for ever.
show(attempt(() => Object.seal(new Uint8Array(1))), Object.isSealed(Object.preventExtensions(new Uint8Array(0))), attempt(() => Object.preventExtensions(new Uint8Array(new ArrayBuffer(1, { maxByteLength: 2 })))), Object.isFrozen(Object.freeze(new Uint8Array(0))));
// Waits
show(Atomics.pause(), Atomics.pause(5), attempt(() => Atomics.pause('5')), attempt(() => Atomics.pause(1.5)));
const shared = new Int32Array(new SharedArrayBuffer(8));
shared[0] = 8;
const waits = [Atomics.waitAsync(shared, 0, 8, 1000), Atomics.waitAsync(shared, 0, 8), Atomics.waitAsync(shared, 0, 8, 1), Atomics.waitAsync(shared, 0, 1), Atomics.waitAsync(shared, 0, 8, 0)];
show(waits.map((wait) => wait.async), Atomics.notify(shared, 0, 2));
Promise.all(waits.map((wait) => wait.value)).then((values) => show(values));
