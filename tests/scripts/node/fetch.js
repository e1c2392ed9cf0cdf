// Headers, FormData, Request and Response, and fetch without a network.
const log = console.log;
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
    log(e?.name, e?.code, e?.message ?? e, e?.cause?.message);
  }
};
(async () => {
  const h = new Headers({ 'Content-Type': 'text/plain', 'X-B': '2', a: '1' });
  log(h);
  h.append('a', '3');
  log(h.get('A'), h.has('x-b'), [...h], [...h.keys()], [...h.values()]);
  h.delete('x-b');
  h.set('c', 5);
  h.forEach((v, k, o) => log(k, v, o === h));
  log(
    new Headers([
      ['a', 'b'],
      ['A', 'c'],
    ]),
    new Headers(h),
    new Headers(new Map([['q', 'w']])),
  );
  t(() => new Headers(5));
  t(() => new Headers(null));
  t(() => new Headers([['a']]));
  t(() => new Headers({ 'a b': 1 }));
  t(() => new Headers({ a: 'x\ny' }));
  t(() => h.append('a'));
  t(() => h.get());
  t(() => h.set('bad name', 'x'));
  const hc = new Headers();
  hc.append('Set-Cookie', 'a=1');
  hc.append('Set-Cookie', 'b=2');
  log(hc, hc.getSetCookie(), [...hc], hc.get('set-cookie'));
  log(new Headers({ a: '  x  ' }).get('a'), Object.prototype.toString.call(h));
  const r = new Response('hello', { status: 201, statusText: 'Made', headers: { x: 'y' } });
  log(r);
  log(r.status, r.ok, r.statusText, r.headers.get('content-type'), r.type, r.url, r.redirected, r.bodyUsed);
  log(await r.text(), r.bodyUsed);
  await ta(() => r.text());
  t(() => r.clone());
  log(await new Response('{"a":1}').json());
  await ta(() => new Response('{').json());
  log(
    await new Response(new Uint8Array([1, 2])).arrayBuffer(),
    await new Response(new Blob(['x'], { type: 'a/b' })).blob(),
  );
  log(
    new Response(new URLSearchParams('a=1')).headers.get('content-type'),
    new Response().body,
    new Response('x').body,
  );
  t(() => new Response('x', { status: 99 }));
  t(() => new Response('x', { status: 204 }));
  t(() => new Response('', { statusText: '\n' }));
  log(Response.json({ a: 1 }), await Response.json([1]).text());
  log(Response.error(), Response.redirect('http://a/b', 301).headers.get('location'));
  t(() => Response.redirect('http://a', 200));
  t(() => Response.redirect('x'));
  const c = new Response('dup');
  const d = c.clone();
  log(await c.text(), await d.text());
  log(await new Response(ReadableStream.from([new TextEncoder().encode('st')])).text());
  const q = new Request('http://ex.com/p?q#f', { method: 'post', body: 'b', headers: { z: '1' } });
  log(
    q.method,
    q.url,
    q.headers.get('content-type'),
    q.headers.get('z'),
    await q.text(),
    q.credentials,
    q.mode,
    q.cache,
    q.redirect,
    q.referrer,
    q.destination,
    q.integrity,
    q.keepalive,
    q.signal.aborted,
    q.duplex,
  );
  log(new Request('http://x/'));
  t(() => new Request('/rel'));
  t(() => new Request('http://x', { method: 'GET', body: 'x' }));
  t(() => new Request('http://x', { method: 'CONNECT' }));
  t(() => new Request('http://x', { method: 'a b' }));
  t(() => new Request('http://u:p@x'));
  const q2 = new Request(q.url, { method: 'PUT', body: 'zz' });
  const q3 = new Request(q2, { headers: { n: 'm' } });
  log(q3.method, await q3.text(), q2.bodyUsed, q3.headers.get('n'));
  t(() => new Request('http://x', { body: ReadableStream.from(['a']), method: 'POST' }));
  t(() => new Request());
  const fd = new FormData();
  fd.append('a', '1');
  fd.append('a', 2);
  fd.append('f', new Blob(['bb'], { type: 'x/y' }), 'n.txt');
  fd.set('s', 't');
  log([...fd].length);
  log(fd.get('a'), fd.getAll('a'), fd.has('z'), [...fd.keys()], fd.get('f').name);
  t(() => fd.append('a'));
  t(() => fd.append('a', 'b', 'c'));
  fd.delete('a');
  log([...fd].length);
  t(() => new FormData(5));
  const m = new Response(fd);
  log(m.headers.get('content-type').replace(/\d+/g, 'N'), (await m.clone().text()).replace(/\d{6,}/g, 'N'));
  const back = await m.formData();
  log(back.get('s'), await back.get('f').text(), back.get('f').name, back.get('f').type);
  log((await new Response(new URLSearchParams('a=1&b=%20')).formData()).get('b'));
  await ta(() => new Response('x').formData());
  await ta(async () => {
    const x = await fetch('data:text/plain,hi%20you');
    return [x.status, x.headers.get('content-type'), await x.text(), x.url];
  });
  await ta(async () => {
    const u = URL.createObjectURL(new Blob(['bl'], { type: 'q/r' }));
    const x = await fetch(u);
    return [x.status, x.headers.get('content-type'), x.headers.get('content-length'), await x.text()];
  });
  await ta(() => fetch('nope'));
  await ta(() => fetch('foo://x'));
  await ta(() => fetch());
  const ac = new AbortController();
  ac.abort();
  await ta(() => fetch('http://127.0.0.1:1/', { signal: ac.signal }));
})().catch(e => log('end', e));
