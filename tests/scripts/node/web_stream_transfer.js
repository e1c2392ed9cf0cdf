// Iterators of streams, and streams that a message carries.
const log = console.log;
(async () => {
  const rs = ReadableStream.from(['a', 'b']);
  const it = rs[Symbol.asyncIterator]();
  log(await it.next(), await it.next(), await it.next(), await it.next());
  log(Object.prototype.toString.call(it), Reflect.ownKeys(Object.getPrototypeOf(it)));
  log(
    await Promise.all(
      [1, 2, 3].map(() =>
        new ReadableStream({
          start(c) {
            c.enqueue(9);
            c.close();
          },
        })
          [Symbol.asyncIterator]()
          .next(),
      ),
    ),
  );
  const x = new ReadableStream({
    start(c) {
      c.enqueue('q');
      c.close();
    },
  });
  const i2 = x.values();
  log(await Promise.all([i2.next(), i2.next(), i2.next()]));
  // structured clone of chunks, transferring streams
  const rs2 = ReadableStream.from([{ a: 1 }]);
  const moved = structuredClone(rs2, { transfer: [rs2] });
  log(rs2.locked, moved.locked);
  for await (const c of moved) log(c);
  const { port1, port2 } = new MessageChannel();
  const rs3 = ReadableStream.from(['via port']);
  port1.postMessage(rs3, [rs3]);
  port2.once('message', async s => {
    for await (const c of s) log(c);
    port1.close();
  });
})();
