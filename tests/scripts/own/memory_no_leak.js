// noLeak of glass:memory: what leaves nothing behind, and what does.
const { noLeak, LeakError } = require('glass:memory');

const cache = new Map();
let next = 0;
class Session {
  constructor(id) {
    this.id = id;
  }
}
function open() {
  const session = new Session(next++);
  cache.set(`session ${session.id}`, session);
}
const lru = new Map();
const filled = [];
const local = [];
const registry = new FinalizationRegistry(key => weak.delete(key));
const weak = new Map();

async function tell(name, fn, options) {
  try {
    await noLeak(fn, { warmup: 1, runs: 3, ...options });
    console.log(`${name}: nothing`);
  } catch (error) {
    if (!(error instanceof LeakError)) return console.log(`${name}: ${error.message}`);
    console.log(`${name}: ${error.message.split(' leaks ')[0]} leaks`, error.code, error.bytesPerRun > 10);
  }
}

(async () => {
  await tell('empty', () => {});
  await tell('garbage', () => Array.from({ length: 50 }, (_, i) => ({ i, text: `${i}` })).length);
  await tell('promises', async () => {
    await null;
    await Promise.all([1, new Promise(resolve => setTimeout(resolve, 1)), (async () => {})()]);
  });
  await tell('made anew', () => eval(`(class { m${next++ % 7}() { return /a${next}/; } })`).name, { warmup: 0 });
  await tell('open', open);
  await tell('a bounded cache', () => {
    lru.set(next++, {});
    if (lru.size > 2) lru.delete(lru.keys().next().value);
  });
  await tell('what fills', () => filled.length < 6 && filled.push({}));
  await tell('weakly held', () => {
    const object = {};
    weak.set(next, new WeakRef(object));
    registry.register(object, next++);
  });
  await tell('every third run', () => next++ % 3 === 0 && local.push({ next }));
  await tell('within tolerance', () => local.push({}), { tolerance: 200 });
  await tell('buffers', () => local.push(new ArrayBuffer(1000)));
  await tell('thrown', () => null.x);
  await tell('rejected', async () => Promise.reject(new Error('rejected')));
  await tell('within itself', () => noLeak(() => ({}), { warmup: 1, runs: 1 }), { runs: 2 });
  await Promise.all([tell('one of two', () => ({})), tell('the other', open, { runs: 2 })]);
  const other = require('vm').runInNewContext('const kept = []; () => kept.push({})');
  await tell('another realm', other, { runs: 2 });
  for (const options of [{ runs: 0 }, { warmup: 0.5 }, { tolerance: NaN }]) await tell('options', open, options);
  await tell('no function', 'open');
})();
