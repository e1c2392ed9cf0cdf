// zlib as streams and by callbacks.
const z = require('zlib'),
  { pipeline, Readable } = require('stream'),
  log = console.log,
  util = require('util');
(async () => {
  const src = Buffer.from('The quick brown fox. '.repeat(5000));
  const zipped = await util.promisify(z.gzip)(src);
  log((await util.promisify(z.gunzip)(zipped)).equals(src), zipped.length < 1000);
  const g = z.createGzip({ level: 9, chunkSize: 64 });
  const u = z.createGunzip();
  let n = 0;
  u.on('data', d => (n += d.length));
  u.on('end', () => log('end', n));
  u.on('close', () => log('close'));
  g.pipe(u);
  g.write(src.subarray(0, 50000));
  g.end(src.subarray(50000));
  await new Promise(r => u.on('close', r));
  log(g.bytesWritten, u.bytesWritten > 100, g._closed, g.destroyed);
  const d = z.createDeflate();
  const parts = [];
  d.on('data', x => parts.push(x));
  d.write('hello');
  await new Promise(r => d.flush(r));
  log(
    parts.length > 0,
    z.inflateSync(Buffer.concat(parts), { finishFlush: z.constants.Z_SYNC_FLUSH }).toString(),
  );
  d.write(' world');
  d.end();
  await new Promise(r => d.on('end', r));
  log(z.inflateSync(Buffer.concat(parts)).toString());
  const bad = z.createGunzip();
  bad.on('error', e => log(e.code, e.errno, e.message));
  bad.on('close', () => log('bad closed'));
  bad.end('not gzip at all');
  await new Promise(r => bad.on('close', r));
  const tr = z.createGunzip();
  tr.on('error', e => log('trunc', e.code, e.message));
  tr.end(zipped.subarray(0, 50));
  tr.resume();
  await new Promise(r => tr.on('close', r));
  await new Promise(done =>
    pipeline(
      Readable.from(['a', 'b']),
      z.createDeflateRaw(),
      z.createInflateRaw(),
      async function* (pieces) {
        for await (const piece of pieces) log(String(piece));
      },
      fault => {
        log('pipeline', fault);
        done();
      },
    ),
  );
  const p = z.createDeflate();
  const o = [];
  p.on('data', x => o.push(x));
  p.write('aaaa');
  await new Promise(r => p.params(0, z.constants.Z_DEFAULT_STRATEGY, r));
  log(p._level);
  p.end('bbbb');
  await new Promise(r => p.on('end', r));
  log(z.inflateSync(Buffer.concat(o)).toString());
  const ge = z.createGunzip();
  const all = [];
  ge.on('data', x => all.push(x));
  ge.end(Buffer.concat([z.gzipSync('one '), z.gzipSync('two')]));
  await new Promise(r => ge.on('end', r));
  log(Buffer.concat(all).toString());
  const un = z.createUnzip();
  un.on('data', x => log('un', x.toString()));
  for (const b of z.gzipSync('bytewise')) un.write(Buffer.from([b]));
  un.end();
  await new Promise(r => un.on('end', r));
  z.inflate(z.deflateSync('x'.repeat(100000)), { maxOutputLength: 100 }, (e, b) => log(e.code, e.message, b));
  for (const s of [0, 1, 2, 3, 4])
    log(z.inflateSync(z.deflateSync(src, { strategy: s, memLevel: 3, windowBits: 10 })).equals(src));
  const rs = z.createGzip();
  rs.on('data', () => {});
  rs.write('a');
  rs.close(() => log('closed early', rs.destroyed));
  z.deflate('a', (e, b) => {
    log(b);
    z.inflate(b, (e, b) => log(b.toString()));
  });
  const y = z.createGzip();
  y.end();
  y.on('data', x => log('empty', x));
  log(
    z.gzipSync('').toString('hex'),
    z.deflateSync(new Uint16Array([1, 2])).toString('hex'),
    z.gunzipSync(z.gzipSync(new Uint8Array([1, 2, 3]).buffer)),
  );
})();
