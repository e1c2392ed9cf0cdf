// v8.serialize and its classes: the bytes that Node writes, and back.
const v8 = require('v8');
const h = v => {
  try {
    const b = v8.serialize(v);
    console.log(b.toString('hex'), v8.deserialize(b));
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
for (const v of [
  1,
  -1,
  0,
  -0,
  1.5,
  2 ** 31,
  2 ** 31 - 1,
  -(2 ** 31),
  NaN,
  '',
  'abc',
  'h\u00e9',
  '\u20ac',
  'a\u20acb',
  true,
  null,
  undefined,
  10n,
  -(2n ** 70n),
  0n,
  {},
  { a: 1, 2: 3, b: { c: [1, 2, 'x'] } },
  [1, 2, 3],
  [1.5, 2],
  [1, , 3],
  [],
  [undefined, null],
  Object.assign([1], { p: 2 }),
  new Date(5),
  /a\/b/dgimsuy,
  new Map([
    [1, { a: 1 }],
    ['k', 2],
  ]),
  new Set([1, 'a']),
  Object(1),
  Object('s'),
  Object(true),
  Object(false),
  Object(5n),
  new Uint8Array([1, 2, 3]),
  new Float64Array([1.5]),
  Buffer.from('hi'),
  new DataView(new ArrayBuffer(2)),
  new ArrayBuffer(3),
  new BigInt64Array([1n]),
  { x: '\u20ac', y: '\u20ac\u20ac' },
  new ArrayBuffer(2, { maxByteLength: 4 }),
  { 4294967294: 1, 4294967295: 2, '-1': 3, '01': 4 },
  [[], [[]]],
  Object.create(null),
  new (class Foo {
    a = 1;
  })(),
  'x'.repeat(300),
  [1, 'a', 2.5],
  [-0, 1],
  [NaN],
])
  h(v);
const o = {};
o.self = o;
o.arr = [o, o];
h(o);
const b = { k: 1 };
h([b, b]);
h(() => 1);
h(Symbol('x'));
h({ f() {} });
h(new WeakMap());
h(new Proxy({}, {}));
h(Object(Symbol()));
h(Promise.resolve());
const e = new TypeError('msg', { cause: { a: 1 } });
e.stack = 'STACK';
h(e);
const e2 = new Error('m');
e2.stack = 'S';
h(e2);
const e3 = new RangeError();
e3.stack = 'q';
h(e3);
class My extends Error {
  name = 'My';
}
const e4 = new My('k');
e4.stack = 'z';
h(e4);
for (const bad of ['', 'ff', 'ff0f', 'ff0f5a', 'ff10', 'ff0f6f', 'ff0f5e05', '00', 'ff0f41ffffffff0f'])
  try {
    console.log(v8.deserialize(Buffer.from(bad, 'hex')));
  } catch (e) {
    console.log(bad, e.name, e.code, e.message);
  }
try {
  v8.deserialize('x');
} catch (e) {
  console.log(e.code, e.message);
}
const s = new v8.Serializer();
s.writeHeader();
s.writeUint32(300);
s.writeUint64(1, 2);
s.writeDouble(1.5);
s.writeRawBytes(Buffer.from('abc'));
s.writeValue({ q: 1 });
console.log(s.writeValue(new Uint16Array([1, 2])));
const buf = s.releaseBuffer();
console.log(buf.toString('hex'));
const d = new v8.Deserializer(buf);
console.log(
  d.readHeader(),
  d.getWireFormatVersion(),
  d.readUint32(),
  d.readUint64(),
  d.readDouble(),
  d.readRawBytes(3).toString(),
  d.readValue(),
  d.readValue(),
);
