// `mock` of `node:test` (Node page "Test runner", "Mocking").
'use strict';

const check = require('internal:validators');
const { invalidArgument, invalidValue } = check;
const { Object, Reflect, Map, Error, Math, Number } = globalThis;
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;

class MockFunctionContext {
  #calls = [];
  #implementation;
  #once = new Map();
  #restore;
  #times;
  #original;

  constructor(implementation, original, times, restore) {
    this.#implementation = implementation;
    this.#original = original;
    this.#times = times;
    this.#restore = restore;
  }

  get calls() {
    return [...this.#calls];
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    check.func(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall) {
    check.func(implementation, 'implementation');
    const at = onCall ?? this.#calls.length;
    check.integer(at, 'onCall', this.#calls.length);
    this.#once.set(at, implementation);
  }

  resetCalls() {
    this.#calls = [];
  }

  restore() {
    this.#restore?.();
    this.#implementation = this.#original;
    this.#restore = undefined;
  }

  call_(receiver, args, target) {
    const at = this.#calls.length;
    const implementation = this.#once.get(at) ?? (at < this.#times ? this.#implementation : this.#original);
    this.#once.delete(at);
    const call = { arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: receiver };
    try {
      const result = target
        ? Reflect.construct(implementation, args, target)
        : Reflect.apply(implementation, receiver, args);
      call.result = result;
      if (target) call.this = result;
      return result;
    } catch (failure) {
      call.error = failure;
      throw failure;
    } finally {
      this.#calls.push(call);
    }
  }
}

class MockTracker {
  #mocks = [];
  #timers;

  #make(original, implementation, times, restore) {
    const context = new MockFunctionContext(implementation, original, times, restore);
    const { call_ } = context;
    const mocked = function (...args) {
      const target = new.target === mocked ? original : new.target;
      return Reflect.apply(call_, context, [this, args, target]);
    };
    defineProperty(mocked, 'name', { value: original.name, configurable: true });
    defineProperty(mocked, 'length', { value: original.length, configurable: true });
    if (original.prototype !== undefined) mocked.prototype = original.prototype;
    defineProperty(mocked, 'mock', { value: context, configurable: false, enumerable: false, writable: false });
    this.#mocks.push(context);
    return mocked;
  }

  fn(original = function () {}, implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = function () {};
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    check.func(original, 'original');
    check.func(implementation, 'implementation');
    check.object(options, 'options');
    const { times = Infinity } = options;
    if (times !== Infinity) check.integer(times, 'options.times', 1);
    return this.#make(original, implementation, times);
  }

  method(object, name, implementation, options = {}) {
    if (object === null || (typeof object !== 'object' && typeof object !== 'function')) {
      throw invalidArgument('object', 'of type object', object);
    }
    if (typeof name !== 'string' && typeof name !== 'symbol') {
      throw invalidArgument('methodName', 'of type string or symbol', name);
    }
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    check.object(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    if (getter && setter) throw invalidValue('options.setter', setter, "cannot be used with 'options.getter'");
    let found;
    for (let at = object; at !== null && found === undefined; at = getPrototypeOf(at)) {
      found = getOwnPropertyDescriptor(at, name);
    }
    const original = getter ? found?.get : setter ? found?.set : found?.value;
    if (typeof original !== 'function') {
      throw invalidValue('methodName', original, 'must be a method');
    }
    const own = getOwnPropertyDescriptor(object, name);
    const restore = () => {
      if (own === undefined) delete object[name];
      else defineProperty(object, name, own);
    };
    const mocked = this.#make(original, implementation ?? original, times, restore);
    const next = { configurable: found.configurable, enumerable: found.enumerable };
    if (getter || setter) {
      next.get = getter ? mocked : found.get;
      next.set = setter ? mocked : found.set;
    } else {
      next.writable = found.writable;
      next.value = mocked;
    }
    defineProperty(object, name, next);
    return mocked;
  }

  getter(object, name, implementation, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    return this.method(object, name, implementation, { ...options, getter: true });
  }

  setter(object, name, implementation, options = {}) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#mocks = [];
  }

  restoreAll() {
    for (const context of this.#mocks) context.restore();
  }

  get timers() {
    return (this.#timers ??= new MockTimers());
  }
}

// Timers whose time goes on when a test says so.
class MockTimers {
  #now = 0;
  #queue = [];
  #lastId = 0;
  #saved;

  enable(options = {}) {
    if (this.#saved) throw check.error('ERR_INVALID_STATE', 'Invalid state: MockTimers is already enabled!');
    const { apis = ['setTimeout', 'setInterval', 'setImmediate', 'Date'], now = 0 } = options;
    this.#now = typeof now === 'number' ? now : now.getTime();
    this.#saved = {};
    const replace = (name, value) => {
      this.#saved[name] = getOwnPropertyDescriptor(globalThis, name);
      defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: this.#saved[name].enumerable });
    };
    const stop = timer => this.#stop(timer);
    if (apis.includes('setTimeout')) {
      replace('setTimeout', (fn, ms, ...args) => this.#start(fn, ms, args, false));
      replace('clearTimeout', stop);
    }
    if (apis.includes('setInterval')) {
      replace('setInterval', (fn, ms, ...args) => this.#start(fn, ms, args, true));
      replace('clearInterval', stop);
    }
    if (apis.includes('setImmediate')) {
      replace('setImmediate', (fn, ...args) => this.#start(fn, -1, args, false));
      replace('clearImmediate', stop);
    }
    if (apis.includes('Date')) replace('Date', this.#date(globalThis.Date));
  }

  #date(Real) {
    const now = () => this.#now;
    function MockDate(...args) {
      if (!new.target) return new Real(now()).toString();
      return Reflect.construct(Real, args.length === 0 ? [now()] : args, new.target === MockDate ? Real : new.target);
    }
    Object.setPrototypeOf(MockDate, Real);
    MockDate.prototype = Real.prototype;
    MockDate.now = now;
    defineProperty(MockDate, 'name', { value: 'Date' });
    return MockDate;
  }

  #start(fn, ms, args, repeats) {
    const delay = ms === -1 ? -1 : Math.max(1, Math.trunc(Number(ms)) || 1);
    const timer = { id: ++this.#lastId, at: this.#now + delay, delay, fn, args, repeats };
    for (const name of ['ref', 'unref']) defineProperty(timer, name, { value: () => timer });
    this.#queue.push(timer);
    return timer;
  }

  #stop(timer) {
    this.#queue = this.#queue.filter(one => one !== timer && one.id !== timer);
  }

  tick(ms = 1) {
    if (!this.#saved) throw check.error('ERR_INVALID_STATE', 'Invalid state: You should enable MockTimers first by calling the .enable function');
    if (ms < 0) throw invalidValue('time', 'positive integer', ms);
    const end = this.#now + ms;
    for (;;) {
      let next;
      for (const timer of this.#queue) {
        if (timer.at <= end && (next === undefined || timer.at < next.at)) next = timer;
      }
      if (next === undefined) break;
      this.#now = Math.max(this.#now, next.at);
      if (next.repeats) next.at += next.delay;
      else this.#stop(next);
      Reflect.apply(next.fn, undefined, next.args);
    }
    this.#now = end;
  }

  runAll() {
    const last = this.#queue.reduce((most, timer) => Math.max(most, timer.at), this.#now);
    this.tick(last - this.#now);
  }

  setTime(ms) {
    this.#now = ms;
  }

  reset() {
    if (!this.#saved) return;
    for (const name of Object.keys(this.#saved)) defineProperty(globalThis, name, this.#saved[name]);
    this.#saved = undefined;
    this.#queue = [];
    this.#now = 0;
  }
}

module.exports = { MockTracker, MockFunctionContext };
