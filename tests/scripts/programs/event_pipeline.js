class Emitter {
  #h = {};
  on(n, f) {
    (this.#h[n] ??= new Set()).add(f);
    return () => this.#h[n].delete(f);
  }
  once(n, f) {
    const off = this.on(n, (...a) => {
      off();
      f(...a);
    });
    return off;
  }
  emit(n, ...a) {
    for (const f of [...(this.#h[n] ?? [])]) f.apply(this, a);
    return this;
  }
}
const e = new Emitter();
const log = [];
const off = e.on('x', (v) => log.push('A' + v));
e.once('x', (v) => log.push('once' + v));
e.on('x', function (v) {
  log.push(this === e);
});
e.emit('x', 1).emit('x', 2);
off();
e.emit('x', 3);
console.log(log.join());
const pipe =
  (...fns) =>
  (x) =>
    fns.reduce(async (p, f) => f(await p), x);
const delay = (ms) => (x) => new Promise((r) => setTimeout(r, ms, x));
(async () => {
  console.log(
    await pipe(
      (x) => x + 1,
      delay(2),
      async (x) => x * 2,
      (x) => `=${x}`
    )(4)
  );
  const limit = (n) => {
    const q = [];
    let active = 0;
    const next = () => {
      while (active < n && q.length) {
        active++;
        const { f, res, rej } = q.shift();
        f()
          .then(res, rej)
          .finally(() => {
            active--;
            next();
          });
      }
    };
    return (f) =>
      new Promise((res, rej) => {
        q.push({ f, res, rej });
        next();
      });
  };
  const lim = limit(2);
  let peak = 0,
    cur = 0;
  const results = await Promise.allSettled(
    [5, 3, 1, 4, 2].map((ms, i) =>
      lim(async () => {
        cur++;
        peak = Math.max(peak, cur);
        await delay(ms * 5)();
        cur--;
        if (i === 3) throw new Error('job ' + i);
        return i;
      })
    )
  );
  console.log(
    peak,
    results.map((r) => r.value ?? r.reason.message)
  );
  const timeout = (p, ms) => Promise.race([p, new Promise((_, j) => setTimeout(() => j(new Error('timeout')), ms))]);
  console.log(await timeout(delay(1)('quick'), 50), await timeout(delay(80)('slow'), 5).catch((er) => er.message));
  const debounce = (f, ms) => {
    let t;
    return (...a) => {
      clearTimeout(t);
      t = setTimeout(() => f(...a), ms);
    };
  };
  const calls = [];
  const d = debounce((x) => calls.push(x), 15);
  d(1);
  d(2);
  d(3);
  await delay(40)();
  d(4);
  await delay(40)();
  console.log(calls);
  class Sem {
    #n;
    #w = [];
    constructor(n) {
      this.#n = n;
    }
    async acquire() {
      if (this.#n > 0) {
        this.#n--;
        return;
      }
      await new Promise((r) => this.#w.push(r));
    }
    release() {
      const w = this.#w.shift();
      w ? w() : this.#n++;
    }
  }
  const sem = new Sem(1);
  const order = [];
  await Promise.all(
    ['a', 'b', 'c'].map(async (n) => {
      await sem.acquire();
      try {
        order.push('+' + n);
        await delay(2)();
        order.push('-' + n);
      } finally {
        sem.release();
      }
    })
  );
  console.log(order.join(' '));
  async function* poll(n) {
    for (let i = 0; i < n; i++) {
      await delay(1)();
      yield i;
    }
  }
  const batched = async function* (src, k) {
    let b = [];
    for await (const x of src) {
      b.push(x);
      if (b.length === k) {
        yield b;
        b = [];
      }
    }
    if (b.length) yield b;
  };
  for await (const b of batched(poll(7), 3)) console.log(b);
  const store = ((reducer, init) => {
    let s = init;
    const subs = [];
    return {
      dispatch(a) {
        s = reducer(s, a);
        subs.forEach((f) => f(s));
        return a;
      },
      subscribe: (f) => subs.push(f),
      get state() {
        return s;
      }
    };
  })((s = { n: 0, h: [] }, a) => (a.type === 'inc' ? { ...s, n: s.n + (a.by ?? 1), h: [...s.h, a.type] } : s), undefined);
  store.dispatch({ type: '@@init' });
  store.subscribe((s) => log.push(s.n));
  store.dispatch({ type: 'inc' });
  store.dispatch({ type: 'inc', by: 5 });
  console.log(store.state, log.slice(-2));
})();
