const log = [];
const out = () => {
  console.log(log.join(' '));
  log.length = 0;
};
const it = (n = Infinity, opts = {}) => ({
  [Symbol.iterator]() {
    let i = 0;
    log.push('open');
    return {
      next() {
        log.push('next');
        if (opts.throwAt === i) throw new Error('nexterr');
        return i < n ? { value: i++, done: false } : { value: 'ret', done: true };
      },
      return(v) {
        log.push('return');
        if (opts.retThrow) throw new Error('reterr');
        return opts.retVal ?? {};
      }
    };
  }
});
const tr = (f) => {
  try {
    f();
  } catch (e) {
    log.push('!' + (e?.message ?? e));
  }
  out();
};
tr(() => {
  const [] = it();
});
tr(() => {
  const [a] = it();
});
tr(() => {
  const [a, b] = it(1);
  log.push(a, String(b));
});
tr(() => {
  const [...r] = it(2);
  log.push(r.length);
});
tr(() => {
  const [, , a] = it();
  log.push(a);
});
tr(() => {
  const [a = log.push('dflt')] = it(0);
});
tr(() => {
  const [a, ...[b, c]] = it(3);
  log.push(b, c);
});
tr(() => {
  const [a, b] = it(5, { throwAt: 1 });
});
tr(() => {
  const [{ x }] = it(1);
  log.push(String(x));
});
tr(() => {
  const [[x]] = it(1);
});
tr(() => {
  const [
    a = (() => {
      throw 'dfl';
    })(),
    b
  ] = {
    [Symbol.iterator]() {
      return {
        next() {
          log.push('n');
          return {};
        },
        return() {
          log.push('ret');
          return {};
        }
      };
    }
  };
});
tr(() => {
  let t;
  [t, t.x] = it();
});
tr(() => {
  const o = {
    set v(x) {
      throw 'setter';
    }
  };
  [o.v] = it(5, { retThrow: true });
});
tr(() => {
  const [a] = it(5, { retThrow: true });
});
tr(() => {
  const [a] = it(5, { retVal: 7 });
});
tr(() => {
  for (const x of it()) break;
});
tr(() => {
  for (const x of it()) throw 'body';
});
tr(() => {
  for (const x of it(2));
});
tr(() => {
  (() => {
    for (const x of it()) return;
  })();
});
tr(() => {
  l: for (const a of [1, 2]) for (const x of it()) continue l;
});
tr(() => {
  for (const x of it(5, { retThrow: true })) break;
});
tr(() => {
  for (const x of it(5, { retThrow: true })) throw 'body wins';
});
tr(() => {
  for (const x of it(5, { retVal: 5 })) break;
});
tr(() => {
  for (const x of it(5, { throwAt: 1 }));
});
tr(() => {
  for (const [x] of [it()]);
});
tr(() => {
  for (const {
    x = (() => {
      throw 'pat';
    })()
  } of it());
});
tr(() => {
  new Map(it(1));
});
tr(() => {
  new Set(it(2));
});
tr(() => {
  Array.from(it(), () => {
    throw 'mapfn';
  });
});
tr(() => {
  new (class extends Set {
    add() {
      throw 'add';
    }
  })(it());
});
tr(() => {
  Object.fromEntries(it(1));
});
tr(() => {
  [...it(5, { throwAt: 2 })];
});
tr(() => {
  Math.max(...it(3));
});
tr(() => {
  const [x, y] = (function* () {
    try {
      yield 1;
      yield 2;
      yield 3;
    } finally {
      log.push('gen fin');
    }
  })();
  log.push(x, y);
});
const k = (n) => (log.push('key ' + n), n);
const src = {
  get a() {
    log.push('get a');
    return undefined;
  },
  get b() {
    log.push('get b');
    return 2;
  },
  get c() {
    log.push('get c');
    return 3;
  }
};
const tgt = (n) => (
  log.push('tgt ' + n),
  {
    set v(x) {
      log.push('set ' + n + '=' + x);
    }
  }
);
({ [k('a')]: tgt('A').v = (log.push('dflt a'), 1), [k('b')]: tgt('B').v, ...tgt('R').v } = src);
out();
[tgt('1').v, tgt('2').v = (log.push('dflt'), 5), ...tgt('3').v] = it(1);
out();
{
  const { [k('b')]: b = log.push('no'), ...others } = src;
  log.push(JSON.stringify(others));
}
out();
tr(() => {
  for (const x of {
    [Symbol.iterator]() {
      return {
        next() {
          return {
            done: true,
            get value() {
              log.push('value read');
            }
          };
        }
      };
    }
  });
});
tr(() => {
  const [...x] = {
    [Symbol.iterator]() {
      let n = 0;
      return {
        get next() {
          log.push('get next');
          return () => ({
            get done() {
              log.push('done?');
              return n++ > 1;
            },
            get value() {
              log.push('value?');
              return n;
            }
          });
        }
      };
    }
  };
  log.push(x);
});
tr(() => {
  const p = Promise.all.call(
    class {
      constructor(f) {
        f(
          () => {},
          () => {}
        );
      }
      static get resolve() {
        throw 'noresolve';
      }
    },
    it()
  );
});
