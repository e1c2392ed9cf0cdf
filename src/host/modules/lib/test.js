// `node:test` (Node page "Test runner"): tests of one program, in the order in which they are
// declared.
'use strict';

const check = require('internal:validators');
const { error } = check;
const { MockTracker } = require('internal:test_mock');
const { reporter } = require('internal:test_report');
const { Object, Promise, Reflect, Error, Math } = globalThis;

const now = () => globalThis.performance.now();
const counts = { tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
let report;
let running;

function testFailure(cause, failureType) {
  const message = cause?.message ?? cause;
  const made = error('ERR_TEST_FAILURE', typeof message === 'string' ? message : require('internal:inspect').inspect(message));
  made.failureType = failureType;
  made.cause = cause;
  return made;
}

// Where in the program a test was declared.
function placeOf() {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  const { stack } = new Error();
  Error.stackTraceLimit = limit;
  for (const line of `${stack}`.split('\n').slice(1)) {
    const found = /(?:\(|at )((?:file:\/\/)?\/[^()]*:\d+:\d+)\)?$/.exec(line);
    if (found) return found[1];
  }
  return undefined;
}

class Test {
  constructor(name, options, fn, parent, isSuite) {
    this.name = name;
    this.fn = fn;
    this.options = options;
    this.parent = parent;
    this.level = parent === undefined ? -1 : parent.level + 1;
    this.isSuite = isSuite;
    this.children = [];
    this.ran = 0;
    this.hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
    this.diagnostics = [];
    this.passed = false;
    this.ended = false;
    this.announced = parent === undefined;
    this.location = parent === undefined ? undefined : placeOf();
    if (options.skip) this.skipped = options.skip;
    if (options.todo) this.todo = options.todo;
    this.done = new Promise(resolve => (this.settle = resolve));
    this.controller = undefined;
  }

  get hasChildren() {
    return this.children.length > 0 || this.isSuite;
  }

  get fullName() {
    return this.parent === undefined || this.parent.level === -1 ? this.name : `${this.parent.fullName} > ${this.name}`;
  }

  announce() {
    if (this.announced) return;
    this.announced = true;
    this.parent.announce();
    report.start(this);
  }

  add(child) {
    this.children.push(child);
    this.queue = (this.queue ?? Promise.resolve()).then(() => child.run());
    return child.done;
  }

  async runHooks(kind, target) {
    for (const { fn, options } of this.hooks[kind]) await limited(fn, target, options.timeout);
  }

  async around(kind, target) {
    const chain = [];
    for (let at = this.parent; at !== undefined; at = at.parent) chain.push(at);
    if (kind === 'beforeEach') chain.reverse();
    for (const test of chain) await test.runHooks(kind, target);
  }

  async run() {
    const begin = now();
    let failure;
    if (this.skipped === undefined && !this.parent?.failedBefore) {
      failure = await this.isSuite ? await this.runSuite() : await this.runBody();
    } else if (this.parent?.failedBefore) {
      failure = testFailure('test did not finish before its parent and was cancelled', 'cancelledByParent');
    }
    const failedChildren = this.children.filter(child => !child.passed && child.todo === undefined).length;
    if (failure === undefined && failedChildren > 0) {
      failure = testFailure(`${failedChildren} subtest${failedChildren > 1 ? 's' : ''} failed`, 'subtestsFailed');
    }
    this.failure = failure;
    this.passed = failure === undefined;
    this.duration = Math.round((now() - begin) * 1e6) / 1e6;
    this.finish();
  }

  async runSuite() {
    try {
      await this.declared;
      await this.runHooks('before', this.context());
    } catch (failure) {
      this.failedBefore = true;
      await this.queueOf();
      return testFailure(failure, 'hookFailed');
    }
    await this.queueOf();
    try {
      await this.runHooks('after', this.context());
    } catch (failure) {
      return testFailure(failure, 'hookFailed');
    }
    return undefined;
  }

  // Children of a suite wait for it.
  async queueOf() {
    for (let i = 0; i < this.children.length; i++) await this.children[i].run();
  }

  async runBody() {
    const context = this.context();
    let failure;
    try {
      if (this.parent.hooks.before.length > 0 && !this.parent.isSuite && !this.parent.begun) {
        this.parent.begun = true;
        await this.parent.runHooks('before', context);
      }
      await this.around('beforeEach', context);
      await limited(this.fn, context, this.options.timeout, this);
      await this.queue;
    } catch (problem) {
      failure = problem?.code === 'ERR_TEST_FAILURE' && problem.failureType ? problem : testFailure(problem, 'testCodeFailure');
    }
    try {
      await this.runHooks('after', context);
      await this.around('afterEach', context);
    } catch (problem) {
      failure ??= testFailure(problem, 'hookFailed');
    }
    this.mocks?.reset();
    this.controller?.abort();
    return failure;
  }

  finish() {
    this.ended = true;
    this.number = ++this.parent.ran;
    this.announce();
    if (this.children.length > 0) report.plan(this.level + 1, this.children.length);
    report.end(this);
    for (const text of this.diagnostics) report.diagnostic(this.level, text);
    count(this);
    this.settle();
  }

  context() {
    return (this.own ??= this.isSuite ? new SuiteContext(this) : new TestContext(this));
  }
}

const cancelling = ['cancelledByParent', 'testTimeoutFailure'];

function count(test) {
  if (test.isSuite) {
    counts.suites++;
    if (!test.passed) process.exitCode = 1;
    return;
  }
  counts.tests++;
  if (test.skipped !== undefined) counts.skipped++;
  else if (test.todo !== undefined) counts.todo++;
  else if (cancelling.includes(test.failure?.failureType)) counts.cancelled++;
  else if (test.passed) counts.pass++;
  else counts.fail++;
  if (!test.passed && test.todo === undefined) process.exitCode = 1;
}

// Calls a function with a context, and a callback when it wants one, within a time.
async function limited(fn, context, timeout, test) {
  const wantsCallback = fn.length > (context instanceof SuiteContext ? 0 : 1);
  const call = () => {
    if (!wantsCallback) return Reflect.apply(fn, context, [context]);
    return new Promise((resolve, reject) => {
      const done = failure => (failure ? reject(failure) : resolve());
      const result = Reflect.apply(fn, context, [context, done]);
      if (typeof result?.then === 'function') {
        reject(testFailure('passed a callback but also returned a Promise', 'callbackAndPromisePresent'));
      }
    });
  };
  if (timeout === undefined || timeout === Infinity) return call();
  let timer;
  const late = new Promise((resolve, reject) => {
    timer = setTimeout(() => {
      test?.controller?.abort();
      reject(testFailure(`test timed out after ${timeout}ms`, 'testTimeoutFailure'));
    }, timeout);
  });
  try {
    return await Promise.race([call(), late]);
  } finally {
    clearTimeout(timer);
  }
}

class TestContext {
  #test;

  constructor(test) {
    this.#test = test;
  }

  get name() {
    return this.#test.name;
  }

  get fullName() {
    return this.#test.fullName;
  }

  get signal() {
    this.#test.controller ??= new globalThis.AbortController();
    return this.#test.controller.signal;
  }

  get mock() {
    return (this.#test.mocks ??= new MockTracker());
  }

  diagnostic(message) {
    this.#test.diagnostics.push(message);
  }

  skip(message) {
    this.#test.skipped = message ?? true;
  }

  todo(message) {
    this.#test.todo = message ?? true;
  }

  runOnly() {}

  test(name, options, fn) {
    return declare(name, options, fn, {}, this.#test, false);
  }

  before(fn, options) {
    hook(this.#test, 'before', fn, options);
  }

  after(fn, options) {
    hook(this.#test, 'after', fn, options);
  }

  beforeEach(fn, options) {
    hook(this.#test, 'beforeEach', fn, options);
  }

  afterEach(fn, options) {
    hook(this.#test, 'afterEach', fn, options);
  }
}

class SuiteContext {
  #test;

  constructor(test) {
    this.#test = test;
  }

  get name() {
    return this.#test.name;
  }

  get signal() {
    this.#test.controller ??= new globalThis.AbortController();
    return this.#test.controller.signal;
  }
}

let root;

function rootTest() {
  if (root !== undefined) return root;
  report = reporter();
  root = new Test('<root>', {}, undefined, undefined, false);
  const begin = now();
  report.begin();
  process.on('beforeExit', async () => {
    if (root.ended) return;
    root.ended = true;
    try {
      await root.runHooks('after', root.context());
    } catch (failure) {
      process.exitCode = 1;
      process.stderr.write(`${failure?.stack ?? failure}\n`);
    }
    report.plan(0, root.children.length);
    for (const name of Object.keys(counts)) report.diagnostic(0, `${name} ${counts[name]}`);
    report.diagnostic(0, `duration_ms ${Math.round((now() - begin) * 1e6) / 1e6}`);
    report.failures();
  });
  return root;
}

function hook(test, kind, fn, options = {}) {
  check.func(fn, 'fn');
  test.hooks[kind].push({ fn, options });
}

const nothing = () => {};

function declare(name, options, fn, more, parent, isSuite) {
  if (typeof name === 'function') {
    fn = name;
    name = undefined;
    options = undefined;
  } else if (name !== null && typeof name === 'object') {
    fn = options;
    options = name;
    name = undefined;
  } else if (typeof options === 'function') {
    fn = options;
    options = undefined;
  }
  options = { ...options, ...more };
  fn ??= nothing;
  check.func(fn, 'fn');
  if (options.timeout !== undefined && options.timeout !== Infinity) check.number(options.timeout, 'options.timeout', 0, 2147483647);
  const title = typeof name === 'string' && name !== '' ? name : fn.name || '<anonymous>';
  parent ??= running ?? rootTest();
  const test = new Test(title, options, fn, parent, isSuite);
  if (isSuite) {
    const outer = running;
    running = test;
    try {
      if (test.skipped === undefined) test.declared = Reflect.apply(fn, test.context(), [test.context()]);
    } catch (failure) {
      test.declared = Promise.reject(failure);
      test.declared.catch(nothing);
    } finally {
      running = outer;
    }
  }
  if (parent.isSuite) {
    parent.children.push(test);
    return test.done;
  }
  return parent.add(test);
}

function variant(isSuite) {
  function test(name, options, fn) {
    return declare(name, options, fn, {}, undefined, isSuite);
  }
  for (const kind of ['skip', 'todo', 'only']) {
    test[kind] = Object.defineProperty(
      (name, options, fn) => declare(name, options, fn, { [kind]: true }, undefined, isSuite),
      'name',
      { value: '' },
    );
  }
  return test;
}

const test = variant(false);
const suite = variant(true);
for (const kind of ['after', 'afterEach', 'before', 'beforeEach']) {
  test[kind] = Object.defineProperty((fn, options) => hook(running ?? rootTest(), kind, fn, options), 'name', { value: '' });
}
test.describe = suite;
test.it = test;
test.run = function run() {
  throw error('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'run() starts processes, which this runtime cannot');
};
test.suite = suite;
test.test = test;
let tracker;
Object.defineProperty(test, 'mock', {
  configurable: true,
  enumerable: true,
  get() {
    return (tracker ??= new MockTracker());
  },
});

module.exports = test;
