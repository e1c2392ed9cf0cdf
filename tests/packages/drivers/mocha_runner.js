// Mocha as a runner: hooks, asynchronous tests, failures, pending and repeated ones, by a reporter of our own and the shipped ones.
const Mocha = ((loaded) => loaded.default ?? loaded)(require('mocha'));
const assert = require('assert');
function suite(mocha) {
  const { describe, it, before, beforeEach, afterEach, after } = (mocha.suite.emit('pre-require', globalThis, null, mocha), globalThis);
  const log = [];
  describe('Array', function () {
    before(() => log.push('before')); after(() => log.push('after')); beforeEach(() => log.push('each')); afterEach(async () => { log.push('done'); });
    describe('#indexOf()', () => {
      it('is -1 when absent', () => assert.equal([1].indexOf(4), -1));
      it('fails with a difference', () => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }));
      it('by a promise', () => Promise.resolve(1));
      it('by a callback', (done) => setTimeout(done, 1));
      it('rejected', async () => { throw new TypeError('rejected'); });
      it('pending');
      it.skip('skipped', () => { throw new Error(); });
      it('skips itself', function () { this.skip(); });
    });
    let tries = 0;
    it('on the third try', function () { this.retries(3); assert.ok(++tries === 3, `try ${tries}`); });
    it('too slow', function (done) { this.timeout(5); });
    it('called twice', (done) => { done(); done(); });
    for (const n of [1, 2, 3]) it(`generated ${n}`, () => assert(n < 3, `n is ${n}`));
  });
  describe('hooks that fail', () => { before(() => { throw new Error('no set-up'); }); it('never runs', () => {}); });
  return log;
}
async function run(reporter, options) {
  const mocha = new Mocha({ ui: 'bdd', color: false, reporter, ...options });
  const log = suite(mocha);
  const seen = [];
  await new Promise((resolve) => {
    const runner = mocha.run((failures) => { seen.push(`failures ${failures}`); resolve(); });
    if (typeof reporter === 'function') for (const event of ['suite', 'suite end', 'pass', 'fail', 'pending', 'retry']) runner.on(event, (t, e) => seen.push(`${event}: ${t.fullTitle()}${e ? ' ' + e.message.split('\n')[0] : ''}`));
  });
  if (typeof reporter === 'function') console.log(seen.join('\n'), log.join(' '));
  mocha.dispose();
}
(async () => {
  await run(class { constructor() {} }, {});
  const write = process.stdout.write;
  for (const reporter of ['spec', 'tap', 'dot', 'list', 'json', 'xunit']) {
    let text = '';
    const { log, error } = console;
    console.log = (...a) => { text += require('util').format(...a) + '\n'; }; console.error = console.log;
    process.stdout.write = (s, ...rest) => { text += s; const done = rest.at(-1); if (typeof done === 'function') done(); return true; };
    try { await run(reporter, { fgrep: 'indexOf' }); } finally { process.stdout.write = write; Object.assign(console, { log, error }); }
    console.log(`==== ${reporter}`);
    console.log(text.replace(/\d+ ?ms|"duration": \d+|time="[^"]*"|timestamp="[^"]*"|"(start|end)": "[^"]*"/g, '#').split('\n').filter((l) => !/^\s*("stack"|at )|\(node:|node:internal|^\s+at |file:\/\//.test(l)).map((l) => l.replace(/\\n +at .*/, '')).join('\n'));
  }
  process.exitCode = 0;
})();
