// Node's streams and those of the web, each made of the other.
const { Readable, Writable, Duplex, PassThrough, Transform } = require('stream');
const log = console.log;
const ta = async f => {
  try {
    log(await f());
  } catch (e) {
    log(e?.name, e?.code, e?.message ?? e);
  }
};
(async () => {
  const r = Readable.toWeb(Readable.from(['a', 'b', 'c']));
  log(r);
  for await (const x of r) log(x);
  const rb = Readable.toWeb(Readable.from([Buffer.from('xy'), Buffer.from('z')], { objectMode: false }));
  for await (const x of rb) log(x);
  const f = Readable.fromWeb(ReadableStream.from(['p', 'q']), { objectMode: true });
  for await (const x of f) log(x);
  const f2 = Readable.fromWeb(
    new ReadableStream({
      start(c) {
        c.enqueue(new Uint8Array([65, 66]));
        c.close();
      },
    }),
    { encoding: 'utf8' },
  );
  for await (const x of f2) log(x);
  const out = [];
  const w = Writable.toWeb(
    new Writable({
      objectMode: true,
      write(c, e, cb) {
        out.push(c);
        setImmediate(cb);
      },
      final(cb) {
        out.push('final');
        cb();
      },
    }),
  );
  log(w);
  const ww = w.getWriter();
  await ww.write(1);
  await ww.write(2);
  await ww.close();
  log(out);
  const got = [];
  const nw = Writable.fromWeb(
    new WritableStream({
      write(c) {
        got.push(c);
      },
      close() {
        got.push('closed');
      },
      abort(r) {
        got.push(r.message);
      },
    }),
    { objectMode: true },
  );
  nw.write('1');
  nw.write('2');
  nw.end('3');
  await new Promise(r => nw.on('finish', r));
  log(got);
  const d = Duplex.toWeb(new PassThrough());
  const dw = d.writable.getWriter();
  dw.write(Buffer.from('hi'));
  dw.close();
  for await (const x of d.readable) log(x);
  const ts = new TransformStream({
    transform(c, k) {
      k.enqueue(String(c).toUpperCase());
    },
  });
  const dd = Duplex.fromWeb(ts, { objectMode: true });
  dd.write('abc');
  dd.end('def');
  for await (const x of dd) log(x);
  await ta(async () => {
    for await (const x of Readable.toWeb(
      new Readable({
        read() {
          this.destroy(new Error('bad'));
        },
      }),
    ))
      log(x);
  });
  await ta(async () => {
    for await (const x of Readable.fromWeb(
      new ReadableStream({
        start(c) {
          c.error(new Error('worse'));
        },
      }),
    ))
      log(x);
  });
  await ta(() => Readable.fromWeb({}));
  await ta(() => Readable.toWeb({}));
  await ta(() => Writable.fromWeb({}));
  await ta(() => Writable.toWeb(1));
  await ta(() => Duplex.fromWeb({}));
  const cs = new CompressionStream('gzip');
  const cw = cs.writable.getWriter();
  cw.write(new TextEncoder().encode('hello hello'));
  cw.close();
  const parts = [];
  for await (const x of cs.readable) parts.push(x);
  log(require('zlib').gunzipSync(Buffer.concat(parts)).toString());
  const ds = new Blob([Buffer.concat(parts)]).stream().pipeThrough(new DecompressionStream('gzip'));
  log(await require('stream/consumers').text(ds));
  await ta(() => new CompressionStream('x'));
  log(new CompressionStream('deflate'));
  const S = require('stream');
  log(
    S.isReadable(new ReadableStream()),
    S.isErrored(new ReadableStream()),
    S.isDisturbed(new ReadableStream()),
  );
})().catch(e => log('end', e));
