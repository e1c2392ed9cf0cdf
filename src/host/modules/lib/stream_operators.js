// The methods of `Readable` that are like an array's (Node page "Stream", "Readable streams").
'use strict';

const check = require('internal:validators');
const { typeError, AbortError, outOfRange } = check;
const { Promise, Symbol, Number, Math, Object } = globalThis;

function options_(options) {
  if (options != null) check.object(options, 'options');
  if (options?.signal != null) check.abortSignal(options.signal, 'options.signal');
}

function checkFunction(fn) {
  if (typeof fn !== 'function') {
    throw check.invalidArgument('fn', 'of type function or an instance of AsyncFunction', fn);
  }
}

const aborted = signal => new AbortError(undefined, { cause: signal.reason });

// At most `concurrency` calls run at once; results come in order.
function map(fn, options) {
  checkFunction(fn);
  options_(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = Math.floor(options.concurrency);
  let highWaterMark = concurrency - 1;
  if (options?.highWaterMark != null) highWaterMark = Math.floor(options.highWaterMark);
  check.integer(concurrency, 'options.concurrency', 1);
  check.integer(highWaterMark, 'options.highWaterMark', 0);
  highWaterMark += concurrency;
  return async function* map() {
    const own = options?.signal;
    const controller = new globalThis.AbortController();
    const signal = own ? globalThis.AbortSignal.any([own, controller.signal]) : controller.signal;
    const queue = [];
    let wakeReader;
    let wakeWriter;
    let over = false;
    let running = 0;
    const ended = Symbol('ended');
    const settled = () => {
      running--;
      maybeWake();
    };
    const maybeWake = () => {
      if (wakeWriter && !over && running < concurrency && queue.length < highWaterMark) {
        wakeWriter();
        wakeWriter = undefined;
      }
    };
    const failed = () => {
      over = true;
      settled();
    };
    const produce = async () => {
      try {
        for await (let value of this) {
          if (over) return;
          if (signal.aborted) throw aborted(signal);
          try {
            value = fn(value, { signal });
            if (value === ended) continue;
            value = Promise.resolve(value);
          } catch (failure) {
            value = Promise.reject(failure);
          }
          running++;
          value.then(settled, failed);
          queue.push(value);
          wakeReader?.();
          wakeReader = undefined;
          if (!over && (queue.length >= highWaterMark || running >= concurrency)) {
            await new Promise(resolve => {
              wakeWriter = resolve;
            });
          }
        }
        queue.push(ended);
      } catch (failure) {
        const value = Promise.reject(failure);
        value.then(settled, failed);
        queue.push(value);
      } finally {
        over = true;
        wakeReader?.();
        wakeReader = undefined;
      }
    };
    produce();
    try {
      for (;;) {
        while (queue.length > 0) {
          const value = await queue[0];
          if (value === ended) return;
          if (signal.aborted) throw aborted(signal);
          yield value;
          queue.shift();
          maybeWake();
        }
        await new Promise(resolve => {
          wakeReader = resolve;
        });
      }
    } finally {
      over = true;
      controller.abort();
      wakeWriter?.();
    }
  }.call(this);
}

function filter(fn, options) {
  checkFunction(fn);
  const dropped = Symbol('dropped');
  const all = map.call(this, async (value, more) => ((await fn(value, more)) ? value : dropped), options);
  return (async function* () {
    for await (const value of all) if (value !== dropped) yield value;
  })();
}

function flatMap(fn, options) {
  const values = map.call(this, fn, options);
  return (async function* flatMap() {
    for await (const value of values) yield* value;
  })();
}

function count(number) {
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw outOfRange('number', '>= 0', number);
  return number;
}

function drop(number, options) {
  options_(options);
  number = count(number);
  return async function* drop() {
    if (options?.signal?.aborted) throw aborted(options.signal);
    for await (const value of this) {
      if (options?.signal?.aborted) throw aborted(options.signal);
      if (number-- <= 0) yield value;
    }
  }.call(this);
}

function take(number, options) {
  options_(options);
  number = count(number);
  return async function* take() {
    if (options?.signal?.aborted) throw aborted(options.signal);
    for await (const value of this) {
      if (options?.signal?.aborted) throw aborted(options.signal);
      if (number-- > 0) yield value;
      if (number <= 0) return;
    }
  }.call(this);
}

function asIndexedPairs(options) {
  options_(options);
  return async function* asIndexedPairs() {
    let index = 0;
    for await (const value of this) {
      if (options?.signal?.aborted) throw aborted(options.signal);
      yield [index++, value];
    }
  }.call(this);
}

async function some(fn, options) {
  checkFunction(fn);
  for await (const value of filter.call(this, fn, options)) {
    void value;
    return true;
  }
  return false;
}

async function every(fn, options) {
  checkFunction(fn);
  return !(await some.call(this, async (...args) => !(await fn(...args)), options));
}

async function find(fn, options) {
  for await (const value of filter.call(this, fn, options)) return value;
  return undefined;
}

async function forEach(fn, options) {
  checkFunction(fn);
  const each = async (value, more) => {
    await fn(value, more);
    return undefined;
  };
  for await (const value of map.call(this, each, options)) void value;
}

async function reduce(reducer, initial, options) {
  check.func(reducer, 'reducer');
  options_(options);
  let has = arguments.length > 1;
  if (options?.signal?.aborted) {
    const failure = aborted(options.signal);
    this.once('error', () => {});
    this.destroy(failure);
    throw failure;
  }
  const controller = new globalThis.AbortController();
  const { signal } = controller;
  options?.signal?.addEventListener('abort', () => controller.abort(), { once: true });
  let any = false;
  try {
    for await (const value of this) {
      any = true;
      if (options?.signal?.aborted) throw aborted(options.signal);
      if (has) {
        initial = await reducer(initial, value, { signal });
      } else {
        initial = value;
        has = true;
      }
    }
    if (!any && !has) throw typeError('ERR_MISSING_ARGS', 'Reduce of an empty stream requires an initial value');
  } finally {
    controller.abort();
  }
  return initial;
}

async function toArray(options) {
  options_(options);
  const result = [];
  for await (const value of this) {
    if (options?.signal?.aborted) throw aborted(options.signal);
    result.push(value);
  }
  return result;
}

function compose(stream, options) {
  options_(options);
  const { isStream } = require('internal:stream_state');
  if (isStream(stream) && !require('internal:stream_state').isWritable(stream)) {
    throw check.invalidValue('stream', stream, 'must be writable');
  }
  const tools = require('internal:stream_tools');
  const made = tools.compose(this, stream);
  if (options?.signal) tools.addAbortSignal(options.signal, made);
  return made;
}

module.exports = {
  streams: { asIndexedPairs, drop, filter, flatMap, map, take, compose },
  promises: { every, forEach, reduce, toArray, some, find },
};
