const R = require('ramda'),
  _ = require('underscore'),
  async = require('async'),
  P = require('bluebird'),
  Q = require('q');
console.log(
  R.pipe(
    R.map(R.add(1)),
    R.filter((x) => x % 2 === 0),
    R.sum,
  )([1, 2, 3]),
  R.over(R.lensPath(['a', 'b']), R.inc, { a: { b: 1 } }),
  R.groupBy(R.prop('k'), [{ k: 1 }, { k: 2 }, { k: 1 }]),
  R.equals([new Map([[1, 2]])], [new Map([[1, 2]])]),
  R.toString({ a: [1, 'x'] }),
  R.curry((a, b, c) => a + b + c)(R.__, 2)(1)(3),
  R.transduce(R.compose(R.map(R.inc), R.take(2)), R.flip(R.append), [], [1, 2, 3]),
  R.mergeDeepRight({ a: { b: 1 } }, { a: { c: 2 } }),
);
console.log(
  _.sortBy([3, 1, 2], (x) => -x),
  _.template('<%= a %>-<%- b %>')({ a: 1, b: '<' }),
  _.chain([1, 2, 3])
    .map((x) => x * 2)
    .reverse()
    .value(),
  _.isEqual({ a: new Set([1]) }, { a: new Set([1]) }),
);
async.waterfall([(cb) => setTimeout(cb, 400, null, 1), (x, cb) => cb(null, x + 1)], (e, r) =>
  console.log('waterfall', e, r),
);
async.auto({ a: (cb) => cb(null, 'A'), b: ['a', (r, cb) => setTimeout(() => cb(null, r.a + 'B'), 250)] }, (e, r) =>
  console.log('auto', r),
);
const q = async.queue(
  (t, cb) =>
    setTimeout(() => {
      console.log('task', t);
      cb();
    }, 900 - 150 * t),
  2,
);
q.push([1, 2, 3]);
q.drain(() => console.log('drained'));
async.mapLimit([1, 2, 3], 2, async (x) => x * x).then((r) => console.log('mapLimit', r));
async.parallel({ x: (cb) => cb(new Error('bad')) }, (e) => console.log(e.message));
P.map([1, 2, 3], (x) => P.delay(600).then(() => x * 2), { concurrency: 2 }).then((r) => console.log('bluebird', r));
P.reduce([1, 2], (a, b) => a + b, 0)
  .tap(console.log)
  .timeout(5000)
  .finally(() => console.log('fin'));
P.reject(new TypeError('t'))
  .catch(RangeError, () => 0)
  .catch(TypeError, (e) => console.log('typed', e.message));
P.coroutine(function* () {
  const x = yield P.resolve(4);
  return x + 1;
})().then((x) => console.log('co', x));
P.promisify((a, cb) => cb(null, a))(3).then((x) => console.log(x));
P.props({ a: P.resolve(1) }).then((x) => console.log(x));
Q.all([1, Q.delay(100).thenResolve(2)])
  .spread((a, b) => console.log('q', a + b))
  .done();
const df = Q.defer();
df.promise.then((x) => console.log(x)).catch(console.log);
df.resolve('deferred');
