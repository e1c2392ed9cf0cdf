const junk = (n = 5) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }] };
  return r;
};
const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
const log = [];
async function worker(id) {
  const state = { id, items: [] };
  for (let i = 0; i < 4; i++) {
    junk();
    const v = await {
      then(res) {
        junk();
        res({ id, i });
      }
    };
    junk(3);
    state.items.push(v);
    await null;
    if (i === 2) await sleep(id % 3, junk());
  }
  return state;
}
async function main() {
  const all = await Promise.all(Array.from({ length: 8 }, (_, i) => worker(i)));
  console.log(all.map((s) => s.id + ':' + s.items.length).join());
  let chain = Promise.resolve({ n: 0 });
  for (let i = 0; i < 50; i++) chain = chain.then((o) => (junk(), { n: o.n + 1, prev: i % 10 ? o : null }));
  console.log((await chain).n);
  const settled = await Promise.allSettled([
    sleep(1, { a: 1 }),
    Promise.reject({ why: [1] }),
    (async () => {
      junk();
      throw new Error('e');
    })()
  ]);
  console.log(settled.map((s) => s.status + (s.reason?.message ?? JSON.stringify(s.value ?? s.reason))).join('|'));
  const anyR = await Promise.any([Promise.reject(junk()), sleep(2, { won: true })]);
  console.log(anyR);
  try {
    await Promise.any([Promise.reject({ x: 1 }), Promise.reject({ y: 2 })]);
  } catch (e) {
    junk(10);
    console.log(e.errors);
  }
  async function* ag() {
    const own = { o: 1 };
    for (let i = 0; i < 4; i++) {
      junk();
      yield { i, own };
      await sleep(0);
    }
  }
  for await (const { i, own } of ag()) {
    junk(10);
    log.push(i + own.o);
  }
  console.log(log.join());
  const pend = [];
  for (let i = 0; i < 20; i++) {
    const o = { i, big: new Array(20).fill(i) };
    pend.push(
      new Promise((res) =>
        setTimeout(() => {
          junk();
          res(o.big[3]);
        }, i % 4)
      )
    );
  }
  globalThis.gc?.();
  junk(100);
  console.log((await Promise.all(pend)).reduce((a, b) => a + b));
  const fin = await Promise.resolve({ v: 1 }).finally(() => (junk(20), sleep(1)));
  console.log(fin);
  const deep = async (n) => {
    const l = { n };
    junk(2);
    const r = n ? await deep(n - 1) : { base: [0] };
    junk(2);
    return { ...r, ['k' + l.n]: l.n };
  };
  console.log(await deep(6));
  const order = [];
  await Promise.all(
    [1, 2, 3].map(async (x) => {
      const keep = [{ x }];
      await null;
      junk(30);
      order.push(keep[0].x);
      await sleep(3 - x, 0);
      junk(5);
      order.push(-keep[0].x);
    })
  );
  console.log(order.length, order.slice(0, 3));
  let res;
  const ext = new Promise((r) => (res = r));
  setTimeout(() => {
    junk(50);
    res({ ext: [1, 2] });
  }, 2);
  console.log(await ext, await Promise.race([sleep(50), ext]));
}
main().then(
  () => console.log('done'),
  (e) => console.log('failed', e.message)
);
queueMicrotask(() => {
  junk();
  queueMicrotask(() => log.push(junk().i));
});
process.nextTick((a) => junk(a.n), { n: 3 });
setImmediate(
  (o) => {
    junk();
    log.push(o.im);
  },
  { im: 'im' }
);
