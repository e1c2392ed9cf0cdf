// `timers/promises` (Node page "Timers").
'use strict';

const check = require('internal:validators');
const { AbortError } = check;
const { Promise, Symbol } = globalThis;
const timers = require('timers');

function options_(options) {
  check.object(options, 'options');
  const { signal, ref = true } = options;
  check.abortSignal(signal, 'options.signal');
  check.boolean(ref, 'options.ref');
  return { signal, ref };
}

function after(start, stop, value, options) {
  let signal;
  let ref;
  try {
    ({ signal, ref } = options_(options));
  } catch (error) {
    return Promise.reject(error);
  }
  if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
  return new Promise((resolve, reject) => {
    const done = () => {
      signal?.removeEventListener('abort', cancel);
      resolve(value);
    };
    const timer = start(done);
    if (!ref) timer.unref();
    function cancel() {
      stop(timer);
      reject(new AbortError(undefined, { cause: signal.reason }));
    }
    signal?.addEventListener('abort', cancel, { once: true });
  });
}

function setTimeout(delay, value, options = {}) {
  if (delay !== undefined) {
    try {
      check.number(delay, 'delay');
    } catch (error) {
      return Promise.reject(error);
    }
  }
  return after(done => timers.setTimeout(done, delay), timers.clearTimeout, value, options);
}

function setImmediate(value, options = {}) {
  return after(done => timers.setImmediate(done), timers.clearImmediate, value, options);
}

async function* setInterval(delay, value, options = {}) {
  const { signal, ref } = options_(options);
  if (delay !== undefined) check.number(delay, 'delay');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  let missed = 0;
  let wake;
  const interval = timers.setInterval(() => {
    missed++;
    wake?.();
    wake = undefined;
  }, delay);
  if (!ref) interval.unref();
  let fail;
  const cancel = () => {
    timers.clearInterval(interval);
    fail?.(new AbortError(undefined, { cause: signal.reason }));
    fail = undefined;
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    while (!signal?.aborted) {
      if (missed === 0) {
        await new Promise((resolve, reject) => {
          wake = resolve;
          fail = reject;
        });
      }
      for (; missed > 0; missed--) yield value;
    }
    throw new AbortError(undefined, { cause: signal?.reason });
  } finally {
    timers.clearInterval(interval);
    signal?.removeEventListener('abort', cancel);
  }
}

const kScheduler = Symbol('kScheduler');

class Scheduler {
  constructor() {
    throw check.typeError('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
  }

  yield() {
    if (!this[kScheduler]) throw check.typeError('ERR_INVALID_THIS', 'Value of "this" must be of type Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw check.typeError('ERR_INVALID_THIS', 'Value of "this" must be of type Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: Object.create(Scheduler.prototype, { [kScheduler]: { value: true, enumerable: true } }),
};
