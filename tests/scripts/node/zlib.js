// zlib at once: results, check sums, and what is refused in which words.
const z = require('zlib');
const t = f => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.errno, e.message);
  }
};
t(() => z.gunzipSync('abc'));
t(() => z.gunzipSync(Buffer.from('abcdefghijklmnop')));
t(() => z.inflateSync(Buffer.from('abcdefgh')));
t(() => z.inflateRawSync(Buffer.from('abcdefgh')));
t(() => z.gunzipSync(z.gzipSync('hello').subarray(0, 10)));
t(() => z.inflateSync(Buffer.alloc(0)));
t(() => z.deflateSync());
t(() => z.deflateSync(5));
t(() => z.deflate('x'));
t(() => z.deflateSync('x', { level: 99 }));
t(() => z.deflateSync('x', { level: 'a' }));
t(() => z.deflateSync('x', { windowBits: 3 }));
t(() => z.deflateSync('x', { chunkSize: 3 }));
t(() => z.deflateSync('x', { memLevel: 33 }));
t(() => z.deflateSync('x', { strategy: 9 }));
t(() => z.deflateSync('x', { flush: 9 }));
t(() => z.deflateSync('x', { dictionary: 9 }));
t(() => z.inflateSync(z.deflateSync('hello hello', { dictionary: Buffer.from('hello') })));
t(() =>
  z.inflateSync(z.deflateSync('hello hello', { dictionary: Buffer.from('hello') }), {
    dictionary: Buffer.from('hallo'),
  }),
);
t(() =>
  z
    .inflateSync(z.deflateSync('hello hello', { dictionary: Buffer.from('hello') }), {
      dictionary: Buffer.from('hello'),
    })
    .toString(),
);
t(() =>
  z
    .inflateRawSync(z.deflateRawSync('hello hello', { dictionary: Buffer.from('hello') }), {
      dictionary: Buffer.from('hello'),
    })
    .toString(),
);
t(() => z.gunzipSync(Buffer.concat([z.gzipSync('abc'), z.gzipSync('def')])).toString());
t(() => z.gunzipSync(Buffer.concat([z.gzipSync('abc'), Buffer.from([0, 0, 0, 0])])).toString());
t(() => z.gunzipSync(Buffer.concat([z.gzipSync('abc'), Buffer.from([1, 0, 0, 0])])).toString());
t(() => z.gunzipSync(Buffer.concat([z.gzipSync('abc'), Buffer.from([0x1f, 0x8b, 0, 0])])).toString());
t(() => z.unzipSync(z.deflateSync('q')).toString());
t(() => z.unzipSync(z.gzipSync('q')).toString());
t(() => z.unzipSync(Buffer.from('zz')));
t(() => z.gunzipSync(z.gzipSync(Buffer.alloc(100000)), { maxOutputLength: 1000 }));
t(() =>
  z.inflateSync(z.deflateSync('abcdef').subarray(0, 8), { finishFlush: z.constants.Z_SYNC_FLUSH }).toString(),
);
t(() => z.crc32('hello'));
t(() => z.crc32(Buffer.from('lo'), z.crc32('hel')));
t(() => z.crc32(5));
t(() => z.crc32('x', 'y'));
t(() => z.gzipSync('hello').toString('hex'));
t(() => z.deflateSync('hello').toString('hex'));
t(() => z.deflateRawSync('hello', { level: 0 }).toString('hex'));
const g = z.createGzip();
console.log(
  g instanceof require('stream').Transform,
  z.Gzip.name,
  z.Gzip.length,
  z.createGzip.name,
  z.createGzip.length,
  z.gzip.length,
  z.gzipSync.length,
  z.gzip.name,
  z.gzipSync.name,
);
for (const p of [
  z.Gzip.prototype,
  Object.getPrototypeOf(z.Gzip.prototype),
  Object.getPrototypeOf(Object.getPrototypeOf(z.Gzip.prototype)),
])
  console.log(p.constructor.name, Reflect.ownKeys(p));
console.log(z.Gzip() instanceof z.Gzip);
z.gzip('x', (e, b) => console.log('cb', e, b));
z.gunzip('x', (e, b) => console.log('cb2', e.code, e.message, b));
t(() => z.gzip('x', {}));

t(() => z.createGzip({ flush: 99 }));
t(() => z.createInflate({ windowBits: 0 })._handle != null);
t(() => z.createDeflate({ windowBits: 0 }));
t(() => z.deflateSync('x', { maxOutputLength: 0 }));
t(() => z.deflateSync('x', { finishFlush: 7 }));
t(() => z.deflateSync('x', 5));
t(() => z.deflateSync('x', { info: true }).engine.constructor.name);
