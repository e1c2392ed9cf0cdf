// Readable and writable streams of the web, their readers, writers and errors.
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
  log(Object.keys(W));
  const rs = new ReadableStream({
    start(c) {
      c.enqueue('a');
      c.enqueue('b');
      c.close();
    },
  });
  log(rs);
  const r = rs.getReader();
  log(r);
  log(await r.read(), await r.read(), await r.read());
  await r.closed;
  log(rs, r);
  r.releaseLock();
  log(rs.locked);
  t(() => new ReadableStream(null));
  t(() => new ReadableStream({ type: 'x' }));
  t(() => new ReadableStream({ type: 'bytes' }, { size() {} }));
  t(() => new ReadableStream({ pull: 1 }));
  t(() => new ReadableStream({}, { highWaterMark: -1 }));
  t(() => new ReadableStream({}, { size: 1 }));
  t(() => new ReadableStream().getReader({ mode: 'x' }));
  t(() => new ReadableStream().getReader({ mode: 'byob' }));
  t(() => new ReadableStream().getReader(1));
  t(() => {
    const s = new ReadableStream();
    s.getReader();
    s.getReader();
  });
  await ta(() => {
    const s = new ReadableStream();
    s.getReader();
    return s.cancel();
  });
  t(() => ReadableStream());
  t(() => new W.ReadableStreamDefaultController());
  t(() => new W.ReadableStreamDefaultReader(1));
  t(() => Object.getOwnPropertyDescriptor(ReadableStream.prototype, 'locked').get.call({}));
  await ta(() => ReadableStream.prototype.cancel.call({}));
  await ta(() => {
    const s = new ReadableStream();
    const r = s.getReader();
    r.releaseLock();
    return r.read();
  });
  await ta(() => {
    const s = new ReadableStream();
    const r = s.getReader();
    const p = r.read();
    r.releaseLock();
    return p;
  });
  await ta(() => {
    const s = new ReadableStream();
    const r = s.getReader();
    r.releaseLock();
    return r.closed;
  });
  for await (const x of ReadableStream.from([1, Promise.resolve(2), 3])) log(x);
  for await (const x of ReadableStream.from(
    (async function* () {
      yield 'p';
      yield 'q';
    })(),
  ))
    log(x);
  t(() => ReadableStream.from(5));
  t(() => ReadableStream.from(null));
  t(() => ReadableStream.from({}));
  const it = new ReadableStream({
    start(c) {
      c.enqueue(1);
      c.enqueue(2);
      c.enqueue(3);
    },
    cancel(x) {
      log('cancelled', x);
    },
  });
  for await (const x of it) {
    log(x);
    if (x === 2) break;
  }
  log(it.locked, it);
  const [a, b] = new ReadableStream({
    start(c) {
      c.enqueue({ x: 1 });
      c.close();
    },
  }).tee();
  const ra = a.getReader(),
    rb = b.getReader();
  const va = await ra.read(),
    vb = await rb.read();
  log(va, va.value === vb.value, await ra.read(), await rb.read());
  const ws = new WritableStream(
    {
      start(c) {
        log('start', c, c.signal.aborted);
      },
      write(x, c) {
        log('write', x);
      },
      close() {
        log('close');
      },
      abort(r) {
        log('abort', r);
      },
    },
    new W.CountQueuingStrategy({ highWaterMark: 2 }),
  );
  log(ws);
  const w = ws.getWriter();
  log(w.desiredSize);
  w.write(1);
  log(w.desiredSize);
  await w.write(2);
  log(w.desiredSize, w);
  await w.ready;
  await w.close();
  await w.closed;
  log(ws, w.desiredSize);
  await ta(() => w.close());
  w.releaseLock();
  t(() => w.desiredSize);
  await ta(() => w.write(1));
  await ta(() => w.closed);
  await ta(() => w.ready);
  t(() => new WritableStream(null));
  t(() => new WritableStream({ type: 1 }));
  t(() => new WritableStream({ write: 1 }));
  const w2 = new WritableStream({
    abort(r) {
      log('aborted with', r);
    },
  });
  await w2.abort('why');
  log(w2);
  await ta(() => w2.getWriter().closed);
  const w3 = new WritableStream({
    write() {
      throw new Error('boom');
    },
  });
  const ww = w3.getWriter();
  await ta(() => ww.write(1));
  await ta(() => ww.closed);
  await ta(() => ww.ready);
  log(w3, ww.desiredSize);
})().catch(e => log('end', e.message));
