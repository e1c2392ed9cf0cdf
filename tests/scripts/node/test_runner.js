// node:test: what it prints, without times and places; mocks.
const { test, describe, it, before, after, beforeEach, afterEach, mock } = require('node:test');
const assert = require('assert');
let text = '';
const { write } = process.stdout;
process.stdout.write = (chunk, ...rest) => { text += chunk; const last = rest.at(-1); if (typeof last === 'function') process.nextTick(last); return true; };
process.on('exit', code => {
  let inStack = false;
  const lines = text.split('\n').filter(line => {
    if (/^\s*\.\.\.$/.test(line)) inStack = false;
    else if (/^\s*stack: \|-$/.test(line)) inStack = true;
    return !inStack && !/duration_ms|location:/.test(line);
  });
  write.call(process.stdout, `${lines.join('\n')}exit ${code}\n`);
  process.exitCode = 0;
});
const seen = [];
test('passes', t => assert.strictEqual(t.name, 'passes'));
test('fails', () => assert.strictEqual(1, 2));
test('has # and \\ in its name', () => {});
test('nests', async t => { await t.test('inner', () => {}); await t.test('inner fails', () => { throw new Error('no'); }); });
test('skipped', { skip: 'for a reason' }, () => {});
test('to do', { todo: true }, () => { throw new TypeError('not done'); });
test.skip('skipped, too', () => {});
test('calls back', (t, done) => setTimeout(done, 5));
test('calls back with an error', (t, done) => setTimeout(done, 5, new Error('called')));
test('skips itself', t => t.skip());
test('says something', t => t.diagnostic('something'));
test('is late', { timeout: 10 }, () => new Promise(resolve => setTimeout(resolve, 200)));
test('rejects', async () => { throw 'a string'; });
test('runs in order', () => { seen.push(1); });
describe('a suite', () => {
  before(() => seen.push('before')); after(() => seen.push('after'));
  beforeEach(() => seen.push('each')); afterEach(() => seen.push('done'));
  it('works', () => seen.push('works'));
  it('fails', () => { throw new RangeError('bad'); });
  describe('inside', () => { it('is deep', () => {}); });
});
test('has seen it', () => assert.strictEqual(seen.join(), '1,before,each,works,done,each,done,each,done,after'));
test('mocks', t => {
  const fn = t.mock.fn((a, b) => a + b);
  assert.strictEqual(fn(1, 2), 3);
  assert.strictEqual(fn.mock.callCount(), 1);
  assert.deepStrictEqual(fn.mock.calls[0].arguments, [1, 2]);
  assert.strictEqual(fn.mock.calls[0].result, 3);
  fn.mock.mockImplementationOnce(() => 'once'); assert.strictEqual(fn(), 'once'); assert.strictEqual(fn(1, 1), 2);
  fn.mock.mockImplementation(() => 'always'); assert.strictEqual(fn(), 'always'); fn.mock.resetCalls(); assert.strictEqual(fn.mock.callCount(), 0);
  const object = { value: 5, get() { return this.value; }, get size() { return 1; } };
  const method = t.mock.method(object, 'get', function () { return this.value * 2; });
  assert.strictEqual(object.get(), 10); assert.strictEqual(method.mock.calls[0].this, object); method.mock.restore(); assert.strictEqual(object.get(), 5);
  t.mock.getter(object, 'size', () => 9); assert.strictEqual(object.size, 9); t.mock.restoreAll(); assert.strictEqual(object.size, 1);
  class Thing { constructor(x) { this.x = x; } } const Made = t.mock.fn(Thing); assert.strictEqual(new Made(3).x, 3); assert.strictEqual(Made.mock.calls[0].target, Thing);
  assert.throws(() => t.mock.method(object, 'value'), { code: 'ERR_INVALID_ARG_VALUE' }); assert.throws(() => t.mock.fn(5), { code: 'ERR_INVALID_ARG_TYPE' });
});
test('moves time', t => {
  const told = [];
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  setTimeout(() => told.push('late'), 1000); const timer = setInterval(() => told.push('again'), 300);
  mock.timers.tick(299); assert.deepStrictEqual(told, []); mock.timers.tick(701); assert.deepStrictEqual(told, ['again', 'again', 'again', 'late']);
  clearInterval(timer); assert.strictEqual(Date.now(), 1000); mock.timers.reset(); assert.ok(Date.now() > 1e12);
});
