const P = (...a) => console.log(...a);
const sleep = (ms, v) => new Promise((r) => setTimeout(r, ms, v));
async function f(x) {
  return x * 2;
}
async function main() {
  P(
    await f(2),
    f(1) instanceof Promise,
    await (async () => {})(),
    await {
      then(r) {
        r('thenable');
      }
    },
    await Promise.all([f(1), f(2), 3]),
    await sleep(1, 'slept')
  );
  try {
    await (async () => {
      throw new TypeError('thrown');
    })();
  } catch (e) {
    P(e.name, e.message);
  }
  try {
    await Promise.reject('rej');
  } catch (e) {
    P(e);
  } finally {
    P('fin');
  }
  const o = {
    v: 1,
    async m() {
      return this.v;
    },
    arrow() {
      return (async () => this.v)();
    },
    async args() {
      return arguments.length;
    }
  };
  P(await o.m(), await o.arrow(), await o.args(1, 2));
  P(
    await f(await f(await f(1))),
    (await f(1)) + (await f(2)),
    [await f(1), await f(2)],
    { k: await f(3), [await f(4)]: 1 },
    `${await f(5)}`,
    (await f(6)) ? 'y' : 'n',
    -(await f(1)),
    typeof (await f(1)),
    !(await f(0)),
    (await null) ?? 'd'
  );
  for (let i = 0; i < 2; i++) {
    const fs = [];
    for (const x of [1, 2])
      fs.push(async () => {
        await null;
        return [i, x];
      });
    P(await Promise.all(fs.map((g) => g())));
  }
  let n = 0;
  while (n < 3) {
    n += await f(1);
    if (n > 2) break;
  }
  P(n);
  sw: switch (await f(1)) {
    case await f(0):
      P('no');
    case await f(1):
      P('two');
      break sw;
  }
  const [a = await f(4), { b = await f(5) } = {}] = [];
  P(a, b);
  lbl: for (const x of [1, 2, 3]) {
    for (;;) {
      await null;
      if (x === 2) continue lbl;
      break lbl;
    }
  }
  const dflt = async (
    x = (() => {
      throw new Error('in default');
    })()
  ) => x;
  try {
    await dflt();
  } catch (e) {
    P(e.message);
  }
  P(await dflt(1));
  async function tf() {
    try {
      return await Promise.reject(new Error('r'));
    } catch (e) {
      return 'handled ' + e.message;
    } finally {
      await sleep(1);
      P('tf finally');
    }
  }
  P(await tf());
  async function ff() {
    try {
      throw 'a';
    } finally {
      return 'overridden';
    }
  }
  P(await ff());
  async function seq() {
    const r = [];
    for (const ms of [3, 1, 2]) r.push(await sleep(ms, ms));
    return r;
  }
  P(await seq());
  const par = [];
  await Promise.all(
    [30, 10, 20].map(async (ms) => {
      await sleep(ms);
      par.push(ms);
    })
  );
  P(par);
  class K {
    async m() {
      return 'K.m';
    }
    static async s() {
      return 's';
    }
    async #p() {
      return 'priv';
    }
    pub() {
      return this.#p();
    }
  }
  class L extends K {
    async m() {
      return 'L>' + (await super.m());
    }
  }
  P(await new L().m(), await K.s(), await new K().pub());
  P(f.constructor.name, Object.prototype.toString.call(f), f.prototype, Object.getPrototypeOf(async () => {}) === Object.getPrototypeOf(f));
  try {
    new f();
  } catch (e) {
    P(e.message);
  }
  var async;
  async = 5;
  P(async);
  async = (x) => x;
  P(async(1));
  var await_ = 1;
  P(await_);
  const mutex = () => {
    let last = Promise.resolve();
    return (fn) => (last = last.then(fn, fn));
  };
  const lock = mutex();
  const order = [];
  await Promise.all(
    [1, 2, 3].map((i) =>
      lock(async () => {
        order.push('s' + i);
        await sleep(2);
        order.push('e' + i);
      })
    )
  );
  P(order.join());
  const retry = async (fn, k) => {
    for (let i = 0; ; i++)
      try {
        return await fn(i);
      } catch (e) {
        if (i >= k) throw e;
        P('retry', e.message);
      }
  };
  P(
    await retry(async (i) => {
      if (i < 2) throw new Error('try ' + i);
      return 'ok' + i;
    }, 3)
  );
  const thenThrow = {
    then() {
      throw new Error('then threw');
    }
  };
  try {
    await thenThrow;
  } catch (e) {
    P(e.message);
  }
  const getThen = {
    get then() {
      throw new Error('get then');
    }
  };
  try {
    await getThen;
  } catch (e) {
    P(e.message);
  }
  P(await { then: 5 });
  const twice = {
    then(a, b) {
      a(1);
      a(2);
      b(3);
    }
  };
  P(await twice);
  P(
    await new Promise((r, j) => {
      r('first');
      j('second');
      throw 'third';
    })
  );
  const p = f(1);
  P(p === await_ || p.then(() => {}) !== p);
  const deep = async (d) => (d ? 1 + (await deep(d - 1)) : 0);
  P(await deep(200));
  return 'done';
}
const mp = main();
console.log(mp);
mp.then(P, (e) => P('main failed', e));
var undefinedThis = (async function () {
  return this === undefined || this === globalThis;
})();
undefinedThis.then(P);
