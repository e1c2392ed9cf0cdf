// What pipeline, finished and Duplex.from make of streams of the web.
const { pipeline, finished, Readable, Writable, PassThrough, Duplex, promises } = require('stream');
const log = console.log;
(async () => {
  const out = [];
  await promises.pipeline(
    ReadableStream.from(['a', 'b']),
    new TransformStream({
      transform(c, k) {
        k.enqueue(c + c);
      },
    }),
    new WritableStream({
      write(c) {
        out.push(c);
      },
      close() {
        out.push('end');
      },
    }),
  );
  log(out);
  await promises.pipeline(
    Readable.from(['x', 'y']),
    async function* (s) {
      for await (const c of s) yield c + '!';
    },
    new WritableStream({
      write(c) {
        log(String(c));
      },
    }),
  );
  await promises.pipeline(ReadableStream.from(['n', 'm']), async s => {
    for await (const c of s) log(c);
  });
  const p = new PassThrough();
  p.on('data', d => log('pass', String(d)));
  await promises.pipeline(ReadableStream.from(['k']), p);
  await promises
    .pipeline(
      new ReadableStream({
        start(c) {
          c.error(new Error('src'));
        },
      }),
      new WritableStream(),
    )
    .catch(e => log('rej', e.message));
  await promises
    .pipeline(
      Readable.from(['a']),
      new WritableStream({
        write() {
          throw new Error('dst');
        },
      }),
    )
    .catch(e => log('rej', e.message));
  const rs = new ReadableStream({
    start(c) {
      c.close();
    },
  });
  finished(rs, e => log('fin', e));
  const ws = new WritableStream();
  finished(ws, e => log('finw', e));
  await ws.close();
  const es = new ReadableStream({
    start(c) {
      c.error(new Error('ee'));
    },
  });
  finished(es, e => log('fine', e.message));
  await promises.finished(
    new ReadableStream({
      start(c) {
        c.close();
      },
    }),
  );
  await new Promise(r => setTimeout(r, 2));
  for await (const x of Duplex.from(new Blob(['blob']))) log(String.fromCharCode(...new Uint8Array(x)));
  for await (const x of Duplex.from(ReadableStream.from(['d']))) log(x);
  const ac = new AbortController();
  finished(new ReadableStream(), { signal: ac.signal }, e => log(e.name));
  ac.abort();
})().catch(e => log('end', e));
