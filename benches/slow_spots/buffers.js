// Typed arrays, buffers and views.
'use strict';

const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919) & 255);
const doubles = Float64Array.from({ length: 4096 }, (_, i) => i / 3);
const ints = Int32Array.from({ length: 4096 }, (_, i) => (i * 7919) | 0);
const view = new DataView(new ArrayBuffer(4096));
const text = 'Grüße, 世界! '.repeat(100);
const size = 96;
const [left, right, product] = [1, 2, 3].map((k) => Float64Array.from({ length: size * size }, (_, i) => (i * k) % 17));

const cases = {
  sum_bytes(n = 2500) { let t = 0; for (let k = 0; k < n; k++) for (let i = 0; i < bytes.length; i++) t += bytes[i]; return t; },
  sum_doubles(n = 2500) { let t = 0; for (let k = 0; k < n; k++) for (let i = 0; i < doubles.length; i++) t += doubles[i]; return t; },
  fill_loop(n = 2500) { const a = new Uint8Array(4096); for (let k = 0; k < n; k++) for (let i = 0; i < 4096; i++) a[i] = i + k; return a[77]; },
  fill_doubles(n = 5000) { const a = new Float64Array(4096); for (let k = 0; k < n; k++) for (let i = 0; i < 4096; i++) a[i] = i * 0.5; return a[77]; },
  read_write(n = 2000) { const a = new Int32Array(4096); for (let k = 0; k < n; k++) for (let i = 1; i < 4096; i++) a[i] = a[i - 1] + ints[i]; return a[4095]; },
  increment(n = 4000) { const a = new Uint32Array(256); for (let k = 0; k < n; k++) for (let i = 0; i < 4096; i++) a[bytes[i]]++; return a[5]; },
  clamped(n = 3000) { const a = new Uint8ClampedArray(4096); for (let k = 0; k < n; k++) for (let i = 0; i < 4096; i++) a[i] = i - 1000.5; return a[1200]; },
  matrix(n = 6) { for (let k = 0; k < n; k++) for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) { let s = 0; for (let m = 0; m < size; m++) s += left[i * size + m] * right[m * size + j]; product[i * size + j] = s; } return product[777]; },
  sieve(n = 16) { let t = 0; for (let k = 0; k < n; k++) { const s = new Uint8Array(300000); for (let i = 2; i < 300000; i++) { if (s[i]) continue; t++; for (let j = i + i; j < 300000; j += i) s[j] = 1; } } return t; },
  crc32(n = 1600) { const table = Uint32Array.from({ length: 256 }, (_, i) => { let c = i; for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1; return c; }); let c = -1; for (let k = 0; k < n; k++) for (let i = 0; i < bytes.length; i++) c = table[(c ^ bytes[i]) & 255] ^ (c >>> 8); return c >>> 0; },
  for_of(n = 2400) { let t = 0; for (let k = 0; k < n; k++) for (const x of bytes) t += x; return t; },
  for_each(n = 4000) { let t = 0; for (let k = 0; k < n; k++) bytes.forEach((x) => { t += x; }); return t; },
  map_reduce(n = 2000) { let t = 0; for (let k = 0; k < n; k++) t += doubles.map((x) => x * 2).reduce((a, b) => a + b, 0); return t; },
  sort(n = 1300) { let t = 0; for (let k = 0; k < n; k++) t += ints.slice().sort()[77]; return t; },
  sort_comparator(n = 135) { let t = 0; for (let k = 0; k < n; k++) t += ints.slice().sort((a, b) => b - a)[77]; return t; },
  set_slice(n = 600000) { const a = new Uint8Array(8192); let t = 0; for (let k = 0; k < n; k++) { a.set(bytes, k & 1023); t += a.slice(5, 500)[9]; } return t; },
  subarray(n = 4500000) { let t = 0; for (let k = 0; k < n; k++) t += bytes.subarray(k & 255, 300)[0]; return t; },
  index_of(n = 240000) { let t = 0; for (let k = 0; k < n; k++) t += doubles.indexOf(1000) + bytes.indexOf(999); return t; },
  fill_copy_within(n = 1800000) { const a = new Uint8Array(2048); for (let k = 0; k < n; k++) { a.fill(k & 255, 7); a.copyWithin(0, 1000); } return a[9]; },
  from_array(n = 14000) { const plain = Array.from(doubles); let t = 0; for (let k = 0; k < n; k++) t += new Float32Array(plain)[77]; return t; },
  to_array(n = 2000) { let t = 0; for (let k = 0; k < n; k++) t += Array.from(bytes).length + [...bytes].length; return t; },
  make_small(n = 4500000) { let t = 0; for (let k = 0; k < n; k++) t += new Uint8Array(16).length; return t; },
  view_get(n = 6000) { let t = 0; for (let k = 0; k < n; k++) for (let i = 0; i < 4088; i += 8) t += view.getUint32(i, true) + view.getUint16(i) + view.getInt8(i) + view.getFloat64(i); return t; },
  view_set(n = 7500) { for (let k = 0; k < n; k++) for (let i = 0; i < 4088; i += 8) { view.setUint32(i, k, true); view.setInt16(i + 4, i); view.setFloat32(i, 1); } return view.getUint8(8); },
  bigints(n = 1500) { const a = new BigInt64Array(4096); for (let k = 0; k < n; k++) for (let i = 1; i < 4096; i++) a[i] = a[i - 1] + 3n; return a[4095]; },
  encode_decode(n = 40000) { const e = new TextEncoder(), d = new TextDecoder(); let t = 0; for (let k = 0; k < n; k++) t += d.decode(e.encode(text)).length; return t; },
  buffer_text(n = 40000) { let t = 0; for (let k = 0; k < n; k++) { const b = Buffer.from(text); t += b.toString().length + b.toString('hex').length + b.toString('base64').length; } return t; },
  buffer_numbers(n = 1500) { const b = Buffer.alloc(4096); let t = 0; for (let k = 0; k < n; k++) for (let i = 0; i < 4088; i += 8) { b.writeUInt32LE(k, i); t += b.readUInt16BE(i) + b.readInt32LE(i); } return t; },
  buffer_concat(n = 180000) { let t = 0; const parts = [Buffer.from('abc'), Buffer.from(bytes), Buffer.from('xyz')]; for (let k = 0; k < n; k++) t += Buffer.concat(parts).length; return t; },
};
const name = process.argv[2]; if (name) console.log(String(cases[name]())); else console.log(Object.keys(cases).join('\n'));
