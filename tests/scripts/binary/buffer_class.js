// Node's Buffer: making, text in all encodings, numbers, search, errors, inspection.
const util = require('node:util');
const buffer = require('node:buffer');
const show = (f) => {
  try {
    console.log(String(f).slice(4), '=>', f());
  } catch (error) {
    console.log(String(f).slice(4), '!!', `${error.name}: ${error.message}`, error.code ?? '');
  }
};
for (const f of [
  () => Buffer.from('YQ==YQ==', 'base64'), () => Buffer.from('YW=Jj', 'base64'), () => Buffer.from('Y W\nJ-_', 'base64'), () => Buffer.from('abc', 'hex'),
  () => Buffer.from('abxxcd', 'hex'), () => Buffer.from('a', 'base64'), () => Buffer.from('ab', 'base64'), () => Buffer.from('aé€😀', 'latin1'),
  () => Buffer.from('aé€😀'), () => Buffer.from('aé€😀', 'utf16le'), () => Buffer.from('\ud800x\udc00'), () => Buffer.from('é', 'ascii'), () => Buffer.from('AbC', 'UTF-8'),
  () => Buffer.from(5), () => Buffer.from(null), () => Buffer.from({}), () => Buffer.from('a', 'zz'), () => Buffer.from({ length: 2, 0: 5, 1: 300 }),
  () => Buffer.from({ type: 'Buffer', data: [1, 2] }), () => Buffer.from(new String('abc')), () => Buffer.from([1, 2, '3', 256]), () => Buffer.from(new ArrayBuffer(8), 2, 3),
  () => Buffer.from(new ArrayBuffer(8), 9), () => Buffer.from(new ArrayBuffer(8), 1, 9), () => Buffer.from(new Uint16Array([1, 300])), () => Buffer.from({ [Symbol.toPrimitive]() { return 'xy'; } }),
  () => Buffer.alloc(-1), () => Buffer.alloc('5'), () => Buffer.alloc(2 ** 40), () => Buffer.alloc(5, 'ab'), () => Buffer.alloc(5, 1), () => Buffer.alloc(5, ''),
  () => Buffer.alloc(5, 'zz', 'hex'), () => Buffer.alloc(4, Buffer.from('xy')), () => Buffer.alloc(NaN), () => Buffer.concat(1), () => Buffer.concat([1]),
  () => Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2), () => Buffer.concat([Buffer.from('a')], 5), () => Buffer.concat([]),
  () => Buffer.compare(1, 2), () => Buffer.from('a').compare(Buffer.from('b')), () => Buffer.from('abc').compare(Buffer.from('xabc'), 1, 9), () => Buffer.from('abc').compare(Buffer.from('xabc'), 1, 4), () => Buffer.from('abc').compare(Buffer.from('xabc'), 1, 4, 1), () => Buffer.from('a').equals(1),
  () => Buffer.byteLength(5), () => Buffer.byteLength('aé€'), () => Buffer.byteLength('YQ==', 'base64'), () => Buffer.byteLength(new ArrayBuffer(3)), () => Buffer.byteLength('abc', 'xx'),
  () => Buffer.from('abc').readUInt8(3), () => Buffer.from('abc').readUInt8(1.5), () => Buffer.from('abc').readUInt8('1'), () => Buffer.from('abc').readUInt32LE(),
  () => Buffer.from('abcdefgh').readUIntBE(0, 7), () => Buffer.from('abcdefgh').readUIntBE(0), () => Buffer.from('abcdefgh').readUIntBE(0, 3), () => Buffer.from('abcdefgh').readUIntBE(6, 3),
  () => Buffer.from('abcdefgh').readIntLE(1, 6), () => Buffer.from('abcdefgh').readBigInt64LE(1), () => Buffer.from('abcdefgh').readBigUInt64BE(), () => Buffer.from([255, 255, 254]).readIntBE(0, 3),
  () => Buffer.alloc(8).writeUInt8(256), () => Buffer.alloc(8).writeInt8(-129), () => Buffer.alloc(8).writeUInt32BE(2 ** 32), () => Buffer.alloc(8).writeInt16LE(1, 7),
  () => Buffer.alloc(8).writeUIntLE(2 ** 48, 0, 6), () => Buffer.alloc(8).writeIntLE(2 ** 47, 0, 6), () => Buffer.alloc(8).writeBigUInt64LE(-1n), () => Buffer.alloc(8).writeBigInt64LE(2n ** 63n),
  () => Buffer.alloc(8).writeBigInt64LE(1), () => Buffer.alloc(8).writeDoubleLE(1.5, 1), () => Buffer.alloc(8).writeUInt16LE('5', 1), () => Buffer.alloc(8).writeUIntBE(1, 0, 0),
  () => Buffer.alloc(8).writeUInt8(NaN), () => Buffer.alloc(8).writeIntBE(-(2 ** 39) - 1, 0, 5), () => Buffer.alloc(8).writeUIntBE(2 ** 24, 0, 3),
  () => Buffer.from('abc').swap16(), () => Buffer.from('abcdefgh').swap32().toString(), () => Buffer.from('abcdefgh').swap64().toString(),
  () => Buffer.alloc(5).fill('é'), () => Buffer.alloc(5).fill('ab', 1, 3), () => Buffer.alloc(5).fill(1, -1), () => Buffer.alloc(5).fill(1, 0, 6), () => Buffer.alloc(5).fill('a', 'utf16le'),
  () => Buffer.alloc(5).fill('a', 0, 'x'), () => Buffer.alloc(5).fill(true), () => Buffer.alloc(5).fill(new Uint8Array(0)), () => Buffer.alloc(5).fill({}),
  () => Buffer.from('hello world').indexOf('o', 5), () => Buffer.from('hello').indexOf(108), () => Buffer.from('hello').indexOf(''), () => Buffer.from('hello').indexOf('', 9),
  () => Buffer.from('hello').lastIndexOf('l'), () => Buffer.from('hello').lastIndexOf('l', -3), () => Buffer.from('hello').lastIndexOf(''), () => Buffer.from('hello').indexOf({}),
  () => Buffer.from('abab', 'utf16le').indexOf('b', 'utf16le'), () => Buffer.from('hello').includes('ell'), () => Buffer.from('hello').indexOf('l', {}), () => Buffer.from('hello').indexOf(99.9 + 256),
  () => Buffer.from('hello').lastIndexOf('l', null), () => Buffer.from('hello').lastIndexOf('h', undefined), () => Buffer.from('abc').indexOf('abcd'), () => Buffer.from('aaaa').lastIndexOf(Buffer.from('aa'), 1),
  () => Buffer.from('abc').write('x', 5), () => Buffer.from('abc').write('xyz', 1), () => Buffer.from('abc').write('é', 2), () => Buffer.from('abcdef').write('6162', 1, 'hex'),
  () => Buffer.from('abcdef').write('zz', 1, 1), () => Buffer.from('abc').write(5), () => Buffer.from('abc').write('a', 'zz'), () => Buffer.from('abc').write('a', -1), () => Buffer.from('abc').write('abcd', 0, 9),
  () => Buffer.from('abcdef').toString('utf8', 2, 4), () => Buffer.from('abcdef').toString('x'), () => Buffer.from('abcdef').toString(undefined, -2, 3),
  () => Buffer.from([0xff, 0xfe, 0x61, 0xe2, 0x82]).toString(), () => Buffer.from([0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80]).toString(), () => Buffer.from([0xe1, 0xe2]).toString('latin1') + Buffer.from([0xe1]).toString('ascii'),
  () => Buffer.from('ab').toString('base64url'), () => Buffer.from('ab?>').toString('base64') + Buffer.from('\xfb\xff', 'latin1').toString('base64url'), () => Buffer.from('abc').toString('ucs2') + Buffer.from('abc').hexSlice(1),
  () => Buffer.from('abc').toJSON(), () => Buffer.from('abc').subarray(1), () => Buffer.from('abc').slice(-2, -1), () => Buffer.from('abcdef').copy(Buffer.alloc(3), 1, 2),
  () => Buffer.from('abc').copy(1), () => Buffer.from('abc').copy(Buffer.alloc(3), -1), () => Buffer.from('abc').copy(Buffer.alloc(3), 0, 4),
  () => [Buffer.isEncoding('UTF-8'), Buffer.isEncoding(''), Buffer.isEncoding('binary'), Buffer.isBuffer(new Uint8Array(1)), Buffer.isBuffer(Buffer.alloc(1))],
  () => atob('YQ'), () => atob('Y'), () => btoa('é€'), () => btoa('é'), () => atob(' Y Q = = '), () => btoa(), () => atob('YQ='), () => atob('Y!=='), () => btoa(null),
  () => Buffer.of(1, 2, 300), () => Buffer.from('abc').buffer.byteLength, () => Buffer.allocUnsafeSlow(3).buffer.byteLength, () => Buffer.allocUnsafe(5000).buffer.byteLength,
  () => buffer.transcode(Buffer.from('€'), 'utf8', 'latin1'), () => buffer.transcode(Buffer.from('é€'), 'utf8', 'ucs2'), () => buffer.isUtf8(Buffer.from([255])), () => buffer.isAscii(Buffer.from('a')),
  () => Object.assign(Buffer.from('ab'), { x: 1 }), () => Buffer.alloc(60), () => [Buffer.from('')], () => Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1),
  () => Buffer.from('abc').toLocaleString(), () => Buffer.prototype.parent, () => structuredClone(Buffer.from('ab')), () => Buffer.from(Buffer.from('ab')).equals(Buffer.from('ab')), () => Buffer.from('test').map((x) => x + 1),
  () => util.inspect(Buffer.from('ab'), { showHidden: true }), () => ({ a: { b: { c: Buffer.from('x') } } }), () => `${Buffer.from('text')}` + JSON.stringify({ b: Buffer.from('z') }), () => buffer.constants, () => Buffer === buffer.Buffer,
]) show(f);
// Numbers in every type and order.
const numbers = Buffer.alloc(16);
for (const [type, value] of [['Int8', -2], ['UInt8', 254], ['Int16LE', -3], ['Int16BE', -3], ['UInt16LE', 65533], ['UInt16BE', 65533], ['Int32LE', -4], ['Int32BE', -4], ['UInt32LE', 4294967292], ['UInt32BE', 4294967292], ['FloatLE', 1.5], ['FloatBE', 1.5], ['DoubleLE', Math.PI], ['DoubleBE', Math.PI], ['BigInt64LE', -5n], ['BigInt64BE', -5n], ['BigUInt64LE', 2n ** 64n - 5n], ['BigUInt64BE', 2n ** 64n - 5n]]) {
  const end = numbers[`write${type}`](value, 3);
  console.log(type, end, numbers[`read${type}`](3), numbers.toString('hex'));
}
for (let size = 1; size <= 6; size++) {
  for (const order of ['LE', 'BE']) {
    const value = 2 ** (8 * size - 1) - 7;
    console.log(size, order, numbers[`writeUInt${order}`](value, 1, size), numbers[`readUInt${order}`](1, size), numbers[`writeInt${order}`](-value, 1, size), numbers[`readInt${order}`](1, size), numbers.toString('hex', 1, 7));
  }
}
console.log(Buffer.prototype.readUint32LE === Buffer.prototype.readUInt32LE, Buffer.prototype.readUint8.name, Object.getPrototypeOf(Buffer) === Uint8Array, Buffer.from('ab') instanceof Uint8Array, Buffer.name, Buffer.length, Buffer.poolSize);
class Sub extends Buffer {}
console.log(Object.keys(Buffer.from('ab')), [...Buffer.from('ab').entries()], Buffer.from('b') > Buffer.from('a'), typeof Sub);
const chunks = [];
for (let i = 0; i < 300; i++) chunks.push(Buffer.from(`${i};`));
console.log(Buffer.concat(chunks).toString().length, Buffer.concat(chunks).subarray(-8).toString());
