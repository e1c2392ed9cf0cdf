// What the test scripts of other engines expect around them: assertions that look at their arguments, call what they are given
// and never end the script, and the functions of the engines' shells. Whether a script passes does not matter here.
(function (global) {
  const show = console.log;
  let failures = 0;
  const define = (name, value) => {
    if (!(name in global)) Object.defineProperty(global, name, { value, writable: true, configurable: true });
  };
  const check = (holds) => {
    if (!holds && failures++ < 20) show('an assertion fails');
  };
  const same = (a, b, depth) => {
    if (Object.is(a, b) || depth === 0) return true;
    if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return a === b;
    const keys = Object.keys(a);
    if (keys.length !== Object.keys(b).length) return false;
    return keys.slice(0, 1000).every((key) => same(a[key], b[key], depth - 1));
  };
  const attempt = (code) => {
    try {
      if (typeof code === 'function') code();
      else (0, eval)(String(code));
      return true;
    } catch (error) {
      check(error === null || typeof error !== 'object' || typeof error.message !== 'symbol');
      return false;
    }
  };
  const equal = (expected, found) => check(same(expected, found, 6));
  const identical = (expected, found) => check(Object.is(expected, found));
  const throws = (code) => check(!attempt(code));

  define('assert', Object.assign((value) => check(value), {
    sameValue: identical,
    notSameValue: (a, b) => check(!Object.is(a, b)),
    throws: (first, second) => throws(second ?? first),
    equal,
    strictEqual: identical,
    deepEqual: equal,
  }));
  for (const name of ['assertSame', 'assertStrictEquals', 'assert_equals', 'assertToStringEquals']) define(name, identical);
  for (const name of ['assertEquals', 'assertArrayEquals', 'assertPropertiesEqual', 'assertEqualsDelta', 'assertIterator']) {
    define(name, equal);
  }
  define('assertNotSame', (a, b) => check(!Object.is(a, b)));
  define('assertNotEquals', (a, b) => check(!same(a, b, 6)));
  define('assertTrue', (value) => check(value === true));
  define('assertFalse', (value) => check(value === false));
  define('assertNull', (value) => check(value === null));
  define('assertNotNull', (value) => check(value !== null));
  define('assertUndefined', (value) => check(value === undefined));
  define('assertInstanceof', (value, type) => check(value instanceof type));
  define('assertContains', (part, whole) => check(String(whole).includes(part)));
  define('assertMatches', (pattern, text) => check(String(text).match(pattern)));
  define('assertThrows', throws);
  define('assertThrowsEquals', throws);
  define('assert_throws', (first, second) => throws(second ?? first));
  define('assertDoesNotThrow', (code) => check(attempt(code)));
  define('assertEarlyError', (code) => throws(() => new Function(code)));
  define('assertThrowsAsync', (promise) => Promise.resolve(promise).then(() => check(false), () => {}));
  define('assertPromiseResult', (promise, resolved, rejected) => Promise.resolve(promise).then(resolved, rejected));
  define('assertAsync', check);
  define('assertAsyncDone', () => {});
  define('testAsync', (run) => {
    const test = { plan() {}, unreachable() {}, drainMicrotasks() {}, fail() {} };
    run(Object.assign(test, { equals: equal, exactlyEquals: identical, assert: check }));
  });
  for (const name of ['assertUnreachable', 'fail', 'failWithMessage']) define(name, () => check(false));
  for (const name of ['assertOptimized', 'assertUnoptimized', 'assertTraps']) define(name, () => {});
  for (const name of ['isOptimized', 'isNeverOptimize', 'isAlwaysOptimize', 'isInterpreted', 'isTurboFanned']) {
    define(name, () => true);
  }
  define('MjsUnitAssertionError', class extends Error {});

  let lines = 0;
  const print = (...values) => {
    if (lines++ < 200) show(...values.map((value) => (typeof value === 'object' ? typeof value : String(value))));
  };
  for (const name of ['print', 'printErr', 'alert', 'write', 'print_err']) define(name, print);
  define('quit', (code) => process.exit(code ? 1 : 0));
  define('gc', () => {});
  define('collectGarbage', () => gc());
  define('load', (name) => {
    const text = global.$files?.[name];
    if (text !== undefined) (0, eval)(text);
  });
  define('read', (name) => global.$files?.[name] ?? '');
  define('version', () => 'campaign');
  define('d8', { file: { execute: (name) => load(name), read: (name) => read(name) }, debugger: { enable() {}, disable() {} } });
  define('testRunner', { notifyDone() {}, waitUntilDone() {}, run(code) { code(); }, quit() {} });
  define('Duktape', { gc: () => gc(), version: 0, enc: (_, value) => JSON.stringify(value), dec: (_, text) => JSON.parse(text),
    act: () => undefined, fin: () => undefined, info: () => ({}), compact: (value) => value, Pointer: function () {} });
  define('HermesInternal', { enablePromiseRejectionTracker() {}, getInstrumentedStats: () => ({}), concat: String.prototype.concat,
    hasPromise: () => true, getEpilogues: () => [], silentSetTimeout: setTimeout, getRuntimeProperties: () => ({}),
    useEngineQueue: () => true });
  define('setTimeoutInternal', setTimeout);
  // The runner writes `%Name(` of V8's scripts as `$native_Name(`.
  define('$native', (name) => (name === 'CollectGarbage' ? () => gc() : (first) => first));
})(globalThis);
