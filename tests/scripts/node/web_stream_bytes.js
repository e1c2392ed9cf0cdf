// Readable streams of bytes.
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
  const bs = new ReadableStream({
    type: 'bytes',
    start(c) {
      log(c);
    },
    pull(c) {
      const v = c.byobRequest?.view;
      if (v) {
        log('byob', v.byteLength);
        v[0] = 7;
        v[1] = 8;
        c.byobRequest.respond(2);
      } else {
        c.enqueue(new Uint8Array([1, 2, 3]));
      }
    },
  });
  log(bs);
  const br = bs.getReader({ mode: 'byob' });
  log(br);
  log(await br.read(new Uint8Array(4)));
  log(await br.read(new Uint16Array(2)));
  br.releaseLock();
  const br2 = bs.getReader();
  log(await br2.read());
  br2.releaseLock();
  await ta(() => bs.getReader({ mode: 'byob' }).read(1));
  const bs2 = new ReadableStream({
    type: 'bytes',
    start(c) {
      c.enqueue(new Uint8Array([1, 2, 3, 4, 5]));
      c.enqueue(new Uint8Array([6]));
      c.close();
    },
  });
  const b3 = bs2.getReader({ mode: 'byob' });
  log(await b3.read(new Uint8Array(3)), await b3.read(new Uint8Array(3)), await b3.read(new Uint8Array(3)));
  const [b4, b5] = new ReadableStream({
    type: 'bytes',
    start(c) {
      c.enqueue(new Uint8Array([1, 2]));
      c.close();
    },
  }).tee();
  const c4 = [];
  for await (const x of b4) c4.push(x);
  for await (const x of b5) c4.push(x);
  log(c4);
  t(() => {
    new ReadableStream({
      type: 'bytes',
      start(c) {
        c.enqueue(1);
      },
    });
  });
  t(() => {
    new ReadableStream({
      type: 'bytes',
      start(c) {
        c.enqueue(new Uint8Array(0));
      },
    });
  });
  t(() => {
    new ReadableStream({
      start(c) {
        c.close();
        c.enqueue(1);
      },
    });
  });
  t(() => {
    new ReadableStream({
      start(c) {
        c.close();
        c.close();
      },
    });
  });
})().catch(e => log('end', e.message));
