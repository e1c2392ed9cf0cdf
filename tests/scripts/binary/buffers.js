// ArrayBuffer, SharedArrayBuffer, DataView, Atomics; detaching and resizing under everything.
const attempt = (f) => {
  try {
    return f();
  } catch (error) {
    return `${error.name}: ${error.message}`;
  }
};
const show = (...values) => console.log(...values);
const detach = (buffer) => structuredClone(buffer, { transfer: [buffer] });
for (const make of [
  () => ArrayBuffer(1), () => new ArrayBuffer(-1), () => new ArrayBuffer(2 ** 53), () => new ArrayBuffer(1e12), () => new ArrayBuffer('8').byteLength,
  () => new ArrayBuffer(10, { maxByteLength: 5 }), () => new ArrayBuffer(10, { maxByteLength: -5 }), () => new ArrayBuffer(10).resize(5),
  () => new ArrayBuffer(10, { maxByteLength: 20 }).resize(25), () => ArrayBuffer.prototype.slice.call({}), () => ArrayBuffer.prototype.byteLength,
  () => new SharedArrayBuffer(1).grow(1), () => new SharedArrayBuffer(1, { maxByteLength: 4 }).grow(0), () => new SharedArrayBuffer(1, { maxByteLength: 4 }).grow(5),
  () => new DataView(1), () => new DataView(new ArrayBuffer(1), 2), () => new DataView(new ArrayBuffer(1), 0, 3), () => DataView(new ArrayBuffer(1)),
  () => new DataView(new ArrayBuffer(1)).getInt16(0), () => new DataView(new ArrayBuffer(1)).getInt16(-1), () => new DataView(new ArrayBuffer(8)).setBigInt64(0, 1),
  () => Atomics.add([], 0, 1), () => Atomics.add(new Float64Array(1), 0, 1), () => Atomics.add(new Uint8Array(1), 1, 1),
  () => Atomics.wait(new Int32Array(1), 0, 0, 1), () => Atomics.notify(new Uint8Array(1), 0),
  () => structuredClone(1, { transfer: [{}] }), () => structuredClone(1, { transfer: 1 }), () => structuredClone(1, 5),
]) show(attempt(make));
show(ArrayBuffer.isView(new DataView(new ArrayBuffer(1))), ArrayBuffer.isView(new Uint8Array(1)), ArrayBuffer.isView([]), ArrayBuffer[Symbol.species] === ArrayBuffer);

// Resizing: views that follow, views that do not, out of bounds and back.
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
const views = { follows: new Uint8Array(buffer), from4: new Uint8Array(buffer, 4), fixed: new Uint8Array(buffer, 2, 4), wide: new Uint32Array(buffer), data: new DataView(buffer, 1) };
for (let i = 0; i < 8; i++) views.follows[i] = i + 1;
for (const length of [8, 5, 3, 0, 16, 9]) {
  buffer.resize(length);
  const { follows, from4, fixed, wide, data } = views;
  show(length, [follows, from4, fixed, wide].map((view) => `${view.length}/${view.byteLength}/${view.byteOffset}[${attempt(() => view.join())}]`).join(' '), attempt(() => data.byteLength), attempt(() => fixed.fill(9)[0]), attempt(() => data.getUint8(1)), 3 in fixed, Object.keys(from4).join());
}
show(buffer, buffer.resizable, buffer.maxByteLength, attempt(() => [...views.fixed]));
const large = new ArrayBuffer(100, { maxByteLength: 1 << 20 });
const over = new Uint8Array(large);
over.fill(7);
large.resize(200000);
over[199999] = 8;
large.resize(70);
large.resize(200000);
show(over.length, over[69], over[70], over[199999], over.indexOf(0));

// Conversions that shrink or detach what is about to be written.
const evil = (act, value = 1) => ({ valueOf() { act(); return value; } });
const fresh = () => { const b = new ArrayBuffer(8, { maxByteLength: 16 }); return [b, new Uint8Array(b).map((_, i) => i), new Uint8Array(b)]; };
for (const [name, act] of [
  ['fill', (b, v) => v.fill(evil(() => b.resize(4)))], ['fill end', (b, v) => v.fill(1, 0, evil(() => b.resize(2), 8))],
  ['copyWithin', (b, v) => v.copyWithin(evil(() => b.resize(5), 0), 3)], ['set', (b, v) => v.set([1, evil(() => b.resize(1)), 3])],
  ['slice', (b, v) => v.slice(evil(() => b.resize(3), 1))], ['subarray', (b, v) => v.subarray(evil(() => b.resize(3), 1))],
  ['with', (b, v) => v.with(0, evil(() => b.resize(3)))], ['index', (b, v) => { v[7] = evil(() => b.resize(3)); return v.length; }],
  ['includes', (b, v) => v.includes(undefined, evil(() => b.resize(3), 0))], ['indexOf', (b, v) => v.indexOf(0, evil(() => b.resize(0), 0))],
  ['join', (b, v) => v.join({ toString() { b.resize(2); return '-'; } })], ['sort', (b, v) => v.sort((x, y) => { b.resize(2); return y - x; })],
  ['map', (b, v) => v.map((x, i) => { if (i === 2) b.resize(3); return x; })], ['for of', (b, v) => { let n = 0; for (const x of v) { if (n++ === 2) b.resize(4); } return n; }],
  ['detach fill', (b, v) => v.fill(evil(() => detach(b)))], ['detach slice', (b, v) => v.slice(evil(() => detach(b), 0))],
  ['detach index', (b, v) => { v[0] = evil(() => detach(b)); return v.length; }], ['detach map', (b, v) => v.map((x, i) => { if (i === 2) detach(b); return 5; })],
  ['detach set', (b, v) => v.set({ length: 3, 0: 1, get 1() { detach(b); return 2; }, 2: 3 })], ['detach view', (b) => new DataView(b).setInt8(0, evil(() => detach(b)))],
  ['detach sort', (b, v) => v.sort((x, y) => { if (b.byteLength) detach(b); return y - x; })], ['detach atomics', (b, v) => Atomics.add(v, 0, evil(() => detach(b)))],
  ['detach buffer slice', (b) => b.slice(evil(() => detach(b), 0))], ['detach construct', (b) => new Uint8Array(b, evil(() => detach(b), 0))],
]) {
  const [b, , v] = fresh();
  v.set([0, 1, 2, 3, 4, 5, 6, 7]);
  show(name, attempt(() => act(b, v)), b.byteLength, v.length);
}
// Moving memory.
const source = new Uint8Array([1, 2, 3, 4]);
const viewOfSource = new DataView(source.buffer, 1);
const moved = structuredClone({ a: source, b: source.buffer, c: viewOfSource }, { transfer: [source.buffer] });
show(moved, moved.a.buffer === moved.b, moved.c.getInt8(0), source, source.buffer, attempt(() => viewOfSource.byteLength), attempt(() => structuredClone(source)));
moved.a[1] = 77;
show(moved.c.getInt8(0), attempt(() => { const b = new ArrayBuffer(1); structuredClone(b, { transfer: [b, b] }); }));

// DataView: every type, both orders.
const data = new DataView(new ArrayBuffer(16), 2);
for (const [type, value] of [['Int8', -2], ['Uint8', 254], ['Int16', -3], ['Uint16', 65533], ['Int32', -4], ['Uint32', 4294967292], ['Float32', 1.5], ['Float64', Math.PI], ['BigInt64', -5n], ['BigUint64', 2n ** 64n - 5n]]) {
  for (const little of [false, true]) {
    data[`set${type}`](3, value, little);
    show(type, little, data[`get${type}`](3, little), data[`get${type}`](3, !little), Array.from(new Uint8Array(data.buffer, 5, 8)).join());
  }
}
// Slices by species, and what a species constructor may not give.
class Made extends ArrayBuffer { static get [Symbol.species]() { return Made.make; } }
for (const make of [undefined, Made, function () { return {}; }, function () { return new ArrayBuffer(1); }, function () { return new SharedArrayBuffer(9); }, function (n) { return new ArrayBuffer(n + 2); }]) {
  Made.make = make;
  const made = new Made(6);
  new Uint8Array(made).set([1, 2, 3, 4, 5, 6]);
  show(attempt(() => made.slice(1, -1)));
}
// Atomics.
const shared = new Int32Array(new SharedArrayBuffer(8));
show(Atomics.store(shared, 0, 5.7), Atomics.add(shared, 0, 3), Atomics.sub(shared, 0, 1), Atomics.and(shared, 0, 6), Atomics.or(shared, 0, 9), Atomics.xor(shared, 0, 3), Atomics.exchange(shared, 0, -1), Atomics.compareExchange(shared, 0, -1, 8), Atomics.load(shared, 0));
const small = new Uint8Array(1);
show(Atomics.add(small, 0, 300), Atomics.sub(small, 0, 45), small[0], Atomics.store(small, 0, -0), Atomics.isLockFree(4), Atomics.isLockFree(3), Atomics.add(new BigUint64Array(1), 0, -1n));
show(Atomics.wait(shared, 0, 0, 1), Atomics.wait(shared, 0, 8, 1), Atomics.notify(shared, 0), shared.buffer);
