// Streams that fail, are cancelled, and push back.
const { Readable } = require('stream');
(async () => {
  // unhandled stream errors and cancel paths
  const rs = new ReadableStream({
    start(c) {
      setTimeout(() => c.error(new Error('late')), 1);
    },
  });
  try {
    for await (const x of rs) console.log(x);
  } catch (e) {
    console.log('caught', e.message);
  }
  const r2 = new ReadableStream({
    pull(c) {
      c.enqueue('x');
    },
    cancel(r) {
      console.log('cancel', r);
    },
  });
  const it = r2.values({ preventCancel: true });
  console.log(await it.next());
  console.log(await it.return('v'));
  console.log(r2.locked);
  const it2 = r2[Symbol.asyncIterator]();
  await it2.next();
  console.log(await it2.return('w'), await it2.next());
  const ps = await Promise.all([1, 2, 3].map(async i => i));
  console.log(ps);
  const ts = new TransformStream();
  const w = ts.writable.getWriter();
  const r = ts.readable.getReader();
  w.write(1);
  w.write(2);
  console.log(await r.read(), await r.read());
  w.abort(new Error('ab')).catch(() => {});
  try {
    await r.read();
  } catch (e) {
    console.log('r', e.message);
  }
  try {
    await w.closed;
  } catch (e) {
    console.log('w', e.message);
  }
  const ws = new WritableStream({
    write(c, k) {
      if (c === 2) k.error(new Error('ctl'));
    },
  });
  const w2 = ws.getWriter();
  await w2.write(1);
  await w2.write(2);
  try {
    await w2.write(3);
  } catch (e) {
    console.log('w2', e.message);
  }
  const bp = new WritableStream(
    {
      write() {
        return new Promise(r => setTimeout(r, 1));
      },
    },
    { highWaterMark: 2 },
  );
  const w3 = bp.getWriter();
  console.log(w3.desiredSize);
  w3.write(1);
  w3.write(2);
  console.log(w3.desiredSize);
  await w3.ready;
  console.log(w3.desiredSize);
  await w3.close();
  const teed = new ReadableStream({
    start(c) {
      c.enqueue(1);
    },
    cancel(r) {
      console.log('tee cancel', r);
    },
  }).tee();
  const c1 = teed[0].cancel('a');
  const c2 = teed[1].cancel('b');
  await Promise.all([c1, c2]);
  const res = await new Response(Readable.from([Buffer.from('node')])).text();
  console.log(res);
  queueMicrotask(() => console.log('mt'));
  await new ReadableStream({
    start(c) {
      c.close();
    },
  })
    .getReader()
    .read();
  console.log('after');
  const order = [];
  const o = new ReadableStream({
    start() {
      order.push('start');
    },
    pull() {
      order.push('pull');
    },
  });
  order.push('made');
  await 0;
  order.push('tick');
  await 0;
  console.log(order);
})();
