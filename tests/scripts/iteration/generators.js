const log = [];
const out = (...a) => {
  console.log(...a, log.join(' '));
  log.length = 0;
};
function* g(a, b = 2) {
  log.push('start', a, b);
  const x = yield a + b;
  log.push('got', String(x));
  try {
    const y = yield x;
    log.push('y', String(y));
  } catch (e) {
    log.push('caught', e);
    yield 'after catch';
  } finally {
    log.push('fin');
  }
  return 'ret';
}
let it = g(1);
out(it.next('ignored'));
out(it.next('X'));
out(it.next('Y'));
out(it.next());
out(it.next());
it = g(1);
it.next();
it.next();
out(it.throw('T'));
out(it.next());
out(it.next());
it = g(1);
it.next();
it.next();
out(it.return('R'));
out(it.next());
it = g(1);
out(it.return('early'), it.next());
it = g(1);
try {
  it.throw(new Error('before start'));
} catch (e) {
  out(e.message, it.next());
}
it = g(1);
it.next();
try {
  it.throw('unguarded');
} catch (e) {
  out(e, it.next());
}
function* fin() {
  try {
    yield 1;
  } finally {
    yield 'in finally';
    log.push('cleanup');
  }
}
it = fin();
it.next();
out(it.return('R'), it.next(), it.next());
function* over() {
  try {
    yield 1;
  } finally {
    return 'override';
  }
}
it = over();
it.next();
out(it.return('R'));
it = over();
it.next();
out(it.throw('swallowed'));
function* inner() {
  try {
    const r = yield 'i1';
    log.push('inner got', r);
    yield 'i2';
  } catch (e) {
    log.push('inner caught', e);
    yield 'ic';
  } finally {
    log.push('inner fin');
  }
  return 'inner ret';
}
function* outer() {
  const r = yield* inner();
  log.push('delegated', r);
  yield 'o1';
}
it = outer();
out(it.next(), it.next('v'), it.next(), it.next(), it.next());
it = outer();
it.next();
out(it.throw('TT'), it.next(), it.next());
it = outer();
it.next();
out(it.return('RR'), it.next());
out([...outer()]);
const manual = {
  [Symbol.iterator]() {
    let n = 0;
    return {
      next(v) {
        log.push('next:' + v);
        return { value: n, done: n++ >= 2 };
      }
    };
  }
};
function* dm() {
  const r = yield* manual;
  return 'r' + r;
}
it = dm();
out(it.next('a'), it.next('b'), it.next('c'));
it = dm();
it.next();
try {
  it.throw('nothrow');
} catch (e) {
  out(e.message);
}
const withRet = {
  [Symbol.iterator]() {
    return {
      next: () => ({ value: 1, done: false }),
      return(v) {
        log.push('ret:' + v);
        return { value: 'rv', done: true };
      },
      throw(e) {
        log.push('thr:' + e);
        return { value: 'tv', done: true };
      }
    };
  }
};
function* dw() {
  const r = yield* withRet;
  log.push('res', r);
  return 'end';
}
it = dw();
it.next();
out(it.return('Q'));
it = dw();
it.next();
out(it.throw('Z'));
function* nums() {
  yield* [1, 2];
  yield* 'ab';
  yield* new Set([3]);
  yield* (function* () {
    yield 4;
  })();
  return yield* nested(3);
}
function* nested(n) {
  if (n) {
    yield 'n' + n;
    return yield* nested(n - 1);
  }
  return 'bottom';
}
out([...nums()]);
it = nums();
let r, last;
while (!(r = it.next()).done) last = r;
out(last, r);
function* fibg() {
  let [a, b] = [0, 1];
  for (;;) {
    yield a;
    [a, b] = [b, a + b];
  }
}
const take = function* (n, src) {
  let i = 0;
  for (const x of src) {
    if (i++ >= n) return;
    yield x;
  }
};
out([...take(10, fibg())]);
const o = {
  *m() {
    yield this.v;
  },
  v: 'this ok',
  *[Symbol.iterator]() {
    yield* [7, 8];
  }
};
out([...o.m()], [...o], Math.max(...o));
class T {
  constructor(v, l, r) {
    this.v = v;
    this.l = l;
    this.r = r;
  }
  *[Symbol.iterator]() {
    if (this.l) yield* this.l;
    yield this.v;
    if (this.r) yield* this.r;
  }
  static *range(a, b, s = 1) {
    for (let i = a; i < b; i += s) yield i;
  }
}
out([...new T(2, new T(1), new T(4, new T(3)))], [...T.range(0, 10, 3)]);
function* self() {
  try {
    it2.next();
  } catch (e) {
    yield e.message;
  }
}
const it2 = self();
out(it2.next().value);
function* args() {
  yield arguments.length;
  yield* arguments;
}
out([...args(1, 2)]);
const gp = g.prototype;
out(
  Object.getPrototypeOf(g(1)) === gp,
  g(1) instanceof g,
  typeof gp,
  Object.keys(gp).length,
  g.constructor.name,
  Object.getPrototypeOf(g) === Object.getPrototypeOf(fin)
);
g.prototype = null;
out(Object.getPrototypeOf(g(0)) === Object.getPrototypeOf(gp));
for (const bad of [() => new g(), () => gp.next(), () => g(1).next.call({}), () => g(1).return.call(5)])
  try {
    bad();
  } catch (e) {
    out(e.message);
  }
function* dests() {
  const [a, b] = yield;
  const { c } = yield a + b;
  return [a, b, c];
}
it = dests();
it.next();
out(it.next([1, 2]), it.next({ c: 3 }));
function* exprs() {
  const x = (yield 1) + (yield 2) * (yield 3);
  const f = [yield 4, ...(yield 5)];
  const t = `${yield 6}-${yield 7}`;
  return { x, f, t, [yield 8]: yield 9 };
}
it = exprs();
let v = it.next(),
  i = 10;
while (!v.done) v = it.next(v.value === 5 ? ['sp'] : i++);
out(v.value);
function* loops() {
  for (let i = 0; i < 2; i++) {
    for (const k in { a: 1, b: 2 }) yield k + i;
  }
  sw: switch (yield 'sw') {
    case 1:
      yield 'one';
      break sw;
    default:
      yield 'def';
  }
  l: do {
    if (yield 'dw') continue l;
  } while (false);
}
out([...loops()]);
const caps = [];
function* cap() {
  for (let i = 0; i < 3; i++) {
    caps.push(() => i);
    yield;
  }
}
[...cap()];
out(caps.map((f) => f()));
function* defaults(a = (log.push('default eval'), 1)) {
  log.push('body');
  yield a;
}
const dg = defaults();
out('created');
dg.next();
out('ran');
try {
  (function* (
    a = (() => {
      throw 'at call';
    })()
  ) {})();
} catch (e) {
  out(e);
}
const gens = Array.from({ length: 3 }, (_, i) => take(2, fibg()));
out(
  gens.map((g) => g.next().value),
  gens.map((g) => [...g])
);
out(typeof it[Symbol.iterator], it[Symbol.iterator]() === it, it[Symbol.toStringTag], String(it), it);
