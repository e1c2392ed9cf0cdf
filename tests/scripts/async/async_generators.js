const P = (...a) => console.log(...a);
const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
async function* ag(n) {
  try {
    for (let i = 0; i < n; i++) {
      const got = yield sleep(1, i);
      if (got) P('got', got);
    }
    return 'ret';
  } catch (e) {
    P('caught', e);
    yield 'recovered';
  } finally {
    P('finally');
  }
}
async function main() {
  for await (const x of ag(3)) P(x);
  let g = ag(2);
  P(await g.next(), await g.next('hello'), await g.next(), await g.next());
  g = ag(3);
  await g.next();
  P(await g.throw('oops'), await g.next(), await g.next());
  g = ag(3);
  await g.next();
  P(await g.return('bye'), await g.next());
  g = ag(3);
  P(await g.return('not started'));
  g = ag(3);
  try {
    await g.throw('ns');
  } catch (e) {
    P('ns', e);
  }
  P(await Promise.all([(g = ag(2)).next(), g.next(), g.next(), g.next()]));
  for await (const x of ag(5)) {
    if (x === 1) break;
  }
  try {
    for await (const x of ag(5)) throw new Error('body');
  } catch (e) {
    P(e.message);
  }
  const r = await (async () => {
    for await (const x of ag(5)) return 'returned ' + x;
  })();
  P(r);
  for await (const x of [sleep(5, 'a'), 'b', Promise.resolve('c')]) P(x);
  try {
    for await (const x of [Promise.reject('rej in array')]) P(x);
  } catch (e) {
    P(e);
  }
  const sync = {
    *[Symbol.iterator]() {
      try {
        yield 1;
        yield Promise.reject('sync rej');
      } finally {
        // Node 20 does not come here, the standard does since 2025.
      }
    }
  };
  try {
    for await (const x of sync) P(x);
  } catch (e) {
    P(e);
  }
  const ai = {
    [Symbol.asyncIterator]() {
      let i = 0;
      return {
        next: async () => ({ value: i, done: i++ > 1 }),
        return: async () => {
          P('ai return');
          return {};
        }
      };
    }
  };
  for await (const x of ai) P('ai', x);
  for await (const x of ai) break;
  const noPromise = {
    [Symbol.asyncIterator]() {
      let i = 0;
      return { next: () => ({ value: i, done: i++ > 0 }) };
    }
  };
  for await (const x of noPromise) P('np', x);
  async function* del() {
    const v = yield* ag(2);
    P('delegated', v);
    yield* [1, Promise.resolve(2)];
    yield* ai;
  }
  for await (const x of del()) P('d', x);
  const d = del();
  await d.next();
  P(await d.return('dr'));
  const d2 = del();
  await d2.next();
  P(await d2.throw('dt'), await d2.next());
  async function* rp() {
    return Promise.resolve('unwrapped');
  }
  P(await rp().next());
  async function* yp() {
    try {
      yield Promise.reject('y rej');
    } catch (e) {
      yield 'caught ' + e;
    }
  }
  P(await yp().next());
  async function* rr() {
    return Promise.reject('r rej');
  }
  try {
    await rr().next();
  } catch (e) {
    P(e);
  }
  async function* aw() {
    yield await sleep(1, 'aw');
    yield* (async function* () {
      yield 'nested';
    })();
  }
  const all = [];
  for await (const x of aw()) all.push(x);
  P(all);
  const gg = ag(1);
  P(gg[Symbol.toStringTag], gg[Symbol.asyncIterator]() === gg, gg, ag, Object.prototype.toString.call(ag), ag.constructor.name);
  try {
    await gg.next.call({});
  } catch (e) {
    P(e.name);
  }
  for (const bad of [
    async () => {
      for await (const x of 5);
    },
    async () => {
      for await (const x of {});
    },
    async () => {
      for await (const x of {
        [Symbol.asyncIterator]() {
          return 5;
        }
      });
    },
    async () => {
      for await (const x of {
        [Symbol.asyncIterator]() {
          return {
            next() {
              return 5;
            }
          };
        }
      });
    }
  ])
    try {
      await bad();
    } catch (e) {
      P(e.name);
    }
  const map = async function* (f, it) {
    for await (const x of it) yield f(x);
  };
  const collect = async (it) => {
    const r = [];
    for await (const x of it) r.push(x);
    return r;
  };
  P(
    await collect(
      map(
        (x) => x * 10,
        map(async (x) => x + 1, ag(3))
      )
    )
  );
  class Stream {
    #q = [];
    #w = [];
    push(v) {
      const w = this.#w.shift();
      w ? w({ value: v, done: false }) : this.#q.push(v);
    }
    end() {
      this.ended = true;
      this.#w.forEach((w) => w({ value: undefined, done: true }));
    }
    [Symbol.asyncIterator]() {
      return {
        next: () =>
          this.#q.length
            ? Promise.resolve({ value: this.#q.shift(), done: false })
            : this.ended
              ? Promise.resolve({ value: undefined, done: true })
              : new Promise((r) => this.#w.push(r))
      };
    }
  }
  const s = new Stream();
  setTimeout(() => {
    s.push(1);
    s.push(2);
  }, 1);
  setTimeout(() => {
    s.push(3);
    s.end();
  }, 5);
  P(await collect(s));
  const o = {
    async *m() {
      yield this.v;
    },
    v: 'this',
    async *[Symbol.asyncIterator]() {
      yield 'self';
    }
  };
  P(await collect(o.m()), await collect(o));
  for await (const { a, b = 2 } of [{ a: 1 }]) P(a, b);
  l: for await (const x of [1, 2])
    for await (const y of [3, 4]) {
      if (y === 4) continue l;
      P(x, y);
    }
}
main().then(
  () => P('end'),
  (e) => P('failed', e)
);
