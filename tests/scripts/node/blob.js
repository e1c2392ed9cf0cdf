// Blob, File and the URLs of blobs.
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
(async () => {
  const b = require('buffer');
  log(b.Blob === Blob, b.File === File, Object.keys(b));
  const x = new Blob(
    [
      'ab',
      new Uint8Array([99, 100]),
      new Uint8Array([1, 101, 102, 1]).subarray(1, 3),
      new Blob(['gh']),
      new ArrayBuffer(1),
      5,
    ],
    { type: 'Text/Plain' },
  );
  log(x, x.size, x.type, String(x), await x.text(), await x.arrayBuffer());
  t(() => new Blob('x'));
  t(() => new Blob(5));
  t(() => new Blob(null));
  t(() => new Blob([], 5));
  t(() => new Blob([], { endings: 'x' }));
  t(() => new Blob([], { endings: null }));
  log(
    await new Blob(['a\r\nb\nc\r'], { endings: 'native' }).text(),
    JSON.stringify(await new Blob(['a\r\nb\nc\r'], { endings: 'native' }).text()),
  );
  t(() => Blob());
  log(new Blob([], { type: '\u00e9' }).type, new Blob([], { type: 5 }).type);
  log(
    await x.slice(1, 3).text(),
    await x.slice(-3).text(),
    x.slice(1, 3, 'q/w').type,
    x.slice(5, 2).size,
    x.slice(0, 100).size,
    await x.bytes(),
  );
  for await (const c of x.stream()) log(c);
  log(x.stream());
  t(() => Object.getOwnPropertyDescriptor(Blob.prototype, 'size').get.call({}));
  await ta(() => Blob.prototype.text.call({}));
  const f = new File(['abc'], 'n.txt', { type: 'a/b', lastModified: 5 });
  log(f, f.name, f.lastModified, f.type, f instanceof Blob, String(f));
  t(() => new File());
  t(() => new File([]));
  t(() => new File('x', 'y'));
  log(f.slice(0, 1));
  t(() => Object.getOwnPropertyDescriptor(File.prototype, 'name').get.call(x));
  log(structuredClone(x), await structuredClone(x).text(), structuredClone(f));
  const u = URL.createObjectURL(x);
  log(/^blob:nodedata:[0-9a-f-]{36}$/.test(u), b.resolveObjectURL(u), await b.resolveObjectURL(u).text());
  URL.revokeObjectURL(u);
  log(b.resolveObjectURL(u));
  t(() => URL.createObjectURL(1));
  t(() => URL.createObjectURL());
  log(b.resolveObjectURL('x'));
  for (const C of [Blob, File])
    for (const k of Reflect.ownKeys(C.prototype)) {
      const d = Object.getOwnPropertyDescriptor(C.prototype, k);
      if (typeof k === 'string')
        log(C.name, k, d.enumerable, d.configurable, typeof d.value, d.value?.length);
    }
  const r = x.stream().getReader({ mode: 'byob' });
  log(await r.read(new Uint8Array(3)));
  const sc = require('stream/consumers');
  log(
    await sc.text(x.stream()),
    await sc.blob(x.stream()),
    await sc.arrayBuffer(require('stream').Readable.from([Buffer.from('q')])),
  );
  const { port1, port2 } = new MessageChannel();
  port2.once('message', async m => {
    log(m, await m.text());
    port1.close();
  });
  port1.postMessage(x);
  log(x[Symbol.toStringTag], Object.keys(x));
  log(require('util').inspect(x, { depth: -1 }), [[[[x]]]]);
  const oa = await require('fs').openAsBlob(__filename);
  log(oa.size > 10, oa.type, (await oa.text()).length === oa.size, await oa.slice(0, 5).text());
})().catch(e => log('end', e));
