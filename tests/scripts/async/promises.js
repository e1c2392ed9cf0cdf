const P = (...a) => console.log(...a);
const log = [];
const p = new Promise((r) => {
  P('sync executor');
  r(1);
});
P(p, Promise.reject(2).catch(() => {}) instanceof Promise, Promise.resolve(p) === p);
for (const f of [
  () => Promise(),
  () => new Promise(),
  () => new Promise(5),
  () => Promise.resolve.call(5),
  () => Promise.prototype.then.call({}),
  () => Promise.all.call(undefined, [])
])
  try {
    f();
  } catch (e) {
    P(e.message);
  }
p.then((v) => {
  P('then', v);
  return v + 1;
})
  .then((v) => {
    P(v);
    throw new Error('E');
  })
  .then(() => P('skipped'))
  .catch((e) => {
    P('caught', e.message);
    return 'rec';
  })
  .finally((...a) => {
    P('finally', a.length);
    return 'ignored';
  })
  .then(P);
p.then(5, null).then((v) => P('passthrough', v));
Promise.reject('r').then(null, (e) => P('onRej', e));
Promise.reject('f')
  .finally(() => {
    throw 'override';
  })
  .catch((e) => P(e));
Promise.resolve(1)
  .finally(() => Promise.reject('fr'))
  .catch(P);
const self = new Promise((r) => setTimeout(() => r(self), 0));
self.catch((e) => P(e.name, e.message));
new Promise((_, j) => j(new Error('rej'))).catch((e) => P(e.message));
new Promise(() => {
  throw 'thrown in executor';
}).catch(P);
new Promise((r) => {
  r('ok');
  throw 'ignored';
}).then(P);
new Promise((r) =>
  r({
    then(res) {
      P('thenable called');
      res('from thenable');
    }
  })
).then(P);
Promise.resolve({
  then(_, j) {
    j('thenable rej');
  }
}).catch(P);
new Promise((r) =>
  r({
    get then() {
      throw 'getter';
    }
  })
).catch(P);
Promise.resolve({
  then(r) {
    r(1);
    throw 'late';
  }
}).then(P);
setTimeout(async () => {
  P('--- combinators');
  P(
    await Promise.all([
      1,
      Promise.resolve(2),
      {
        then(r) {
          r(3);
        }
      }
    ]),
    await Promise.all([]),
    await Promise.all(new Set([1])),
    await Promise.all('ab')
  );
  await Promise.all([1, Promise.reject('x'), Promise.reject('y')]).catch(P);
  P(await Promise.allSettled([1, Promise.reject('no'), new Promise((r) => setTimeout(r, 1, 'late'))]), await Promise.allSettled([]));
  P(
    await Promise.race([new Promise((r) => setTimeout(r, 9, 'slow')), new Promise((r) => setTimeout(r, 1, 'fast'))]),
    await Promise.any([Promise.reject(1), 2, 3])
  );
  await Promise.any([Promise.reject(1), Promise.reject(new Error('e2'))]).catch((e) =>
    P(e.name, e.message, e.errors.length, e instanceof AggregateError, e.errors[0])
  );
  await Promise.any([]).catch((e) => P(e.message, e.errors));
  await Promise.race([Promise.reject('rr'), 1]).catch(P);
  for (const m of ['all', 'race', 'any', 'allSettled']) await Promise[m](5).catch((e) => P(m, e.message));
  await Promise.all([1, 2].map((x) => Promise.resolve(x))).then(([a, b]) => P(a + b));
  let resolve;
  const def = new Promise((r) => (resolve = r));
  setTimeout(resolve, 1, 'deferred');
  P(def, await def, def);
  class Sub extends Promise {
    constructor(x) {
      super(x);
      log.push('Sub');
    }
  }
  await Sub.all([Sub.resolve(1)]);
  P(log.length, Sub.resolve(1) instanceof Sub, Sub.resolve(1).then() instanceof Sub);
  P(
    Object.getOwnPropertyNames(Promise)
      .filter(name => !/Keyed|try/.test(name))
      .filter((k) => k !== 'withResolvers') // younger than Node 20
      .sort()
      .join(),
    Object.getOwnPropertyNames(Promise.prototype).join(),
    Promise.prototype[Symbol.toStringTag],
    Promise[Symbol.species] === Promise
  );
  const chain = await [1, 2, 3].reduce((acc, x) => acc.then((s) => s + x), Promise.resolve(0));
  P(chain);
  const thens = [];
  const q = Promise.resolve('q');
  q.then(() => thens.push(1));
  q.then(() => thens.push(2));
  await q;
  q.then(() => thens.push(3));
  await null;
  P(thens);
  P(
    await Promise.resolve()
      .then(() => {
        throw 'a';
      })
      .catch((e) => e + 'b')
      .then((v) => v + 'c')
  );
  const calls = [];
  const spy = {
    constructor: Promise,
    then(a, b) {
      calls.push(typeof a, typeof b);
      a('spy');
    }
  };
  P(await spy, calls);
}, 5);
