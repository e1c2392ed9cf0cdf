// Transform streams, pipes, and what is made of them.
const W = require('stream/web');
const log = (...a) => console.log(...a);
const t = f => {
  try {
    log(f());
  } catch (e) {
    log(e.name, e.code, e.message);
  }
};
const ta = async f => {
  try {
    log(await f());
  } catch (e) {
    log(e?.name, e?.code, e?.message ?? e);
  }
};
const { ReadableStream, WritableStream, TransformStream } = W;
(async () => {
  const up = () =>
    new TransformStream({
      transform(c, k) {
        k.enqueue(c.toUpperCase());
      },
      flush(k) {
        k.enqueue('!');
      },
    });
  const ts = up();
  log(ts);
  for await (const x of ReadableStream.from(['a', 'b']).pipeThrough(ts)) log(x);
  const got = [];
  await ReadableStream.from(['x', 'y', 'z'])
    .pipeThrough(up())
    .pipeTo(
      new WritableStream({
        write(c) {
          got.push(c);
        },
        close() {
          got.push('closed');
        },
      }),
    );
  log(got);
  await ta(() =>
    new ReadableStream({
      start(c) {
        c.error(new Error('src'));
      },
    }).pipeTo(
      new WritableStream({
        abort(r) {
          log('dest aborted', r.message);
        },
      }),
    ),
  );
  await ta(() =>
    ReadableStream.from([1, 2]).pipeTo(
      new WritableStream({
        write() {
          throw new Error('dst');
        },
      }),
    ),
  );
  const ac = new AbortController();
  const p = new ReadableStream({
    cancel(r) {
      log('src cancel', r.name);
    },
  }).pipeTo(
    new WritableStream({
      abort(r) {
        log('dst abort', r.name);
      },
    }),
    { signal: ac.signal },
  );
  ac.abort();
  await ta(() => p);
  await ta(() => new ReadableStream().pipeTo({}));
  t(() => new ReadableStream().pipeThrough({}));
  t(() => new ReadableStream().pipeThrough({ readable: new ReadableStream() }));
  await ta(() => {
    const s = new ReadableStream();
    s.getReader();
    return s.pipeTo(new WritableStream());
  });
  await ta(() => {
    const s = new WritableStream();
    s.getWriter();
    return new ReadableStream().pipeTo(s);
  });
  t(() => new W.CountQueuingStrategy());
  t(() => new W.CountQueuingStrategy({}));
  log(
    new W.CountQueuingStrategy({ highWaterMark: 3 }),
    new W.ByteLengthQueuingStrategy({ highWaterMark: '5' }).highWaterMark,
    new W.ByteLengthQueuingStrategy({ highWaterMark: 1 }).size({ byteLength: 9 }),
  );
  const te = new W.TextEncoderStream();
  log(te.encoding);
  const enc = [];
  for await (const x of ReadableStream.from(['h\u00e9', '\ud83d', '\ude00']).pipeThrough(te))
    enc.push([...x]);
  log(enc);
  const dec = [];
  for await (const x of ReadableStream.from([
    new Uint8Array([0xe2, 0x82]),
    new Uint8Array([0xac, 65]),
  ]).pipeThrough(new W.TextDecoderStream()))
    dec.push(x);
  log(dec);
  await ta(async () => {
    const s = new TransformStream({
      transform(c, k) {
        k.error(new Error('te'));
      },
    });
    const w = s.writable.getWriter();
    w.write(1).catch(() => {});
    return s.readable.getReader().read();
  });
  const tt = new TransformStream({
    start(c) {
      c.enqueue('s');
      c.terminate();
    },
  });
  log(await tt.readable.getReader().read());
  await ta(() => tt.writable.getWriter().closed);
  let pulls = 0;
  const ps = new ReadableStream(
    {
      pull(c) {
        pulls++;
        c.enqueue(pulls);
      },
    },
    { highWaterMark: 3 },
  );
  await new Promise(r => setTimeout(r, 1));
  log(pulls);
  t(() => structuredClone(new ReadableStream()));
})().catch(e => log('end', e.message));
