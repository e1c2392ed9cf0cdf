// `Readable.from`: a stream of what an iterable gives.
'use strict';

const { invalidArgument } = require('internal:validators');
const { Symbol, TypeError } = globalThis;
const { nextTick } = require('internal:stream_state');

module.exports = function from(Readable, iterable, options) {
  const { Buffer } = globalThis;
  if (typeof iterable === 'string' || (Buffer !== undefined && iterable instanceof Buffer)) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }
  let isAsync = true;
  let iterator;
  if (iterable && iterable[Symbol.asyncIterator]) {
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable && iterable[Symbol.iterator]) {
    isAsync = false;
    iterator = iterable[Symbol.iterator]();
  } else {
    throw invalidArgument('iterable', 'an instance of Iterable', iterable);
  }
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let reading = false;
  readable._read = function () {
    if (reading) return;
    reading = true;
    next();
  };
  readable._destroy = function (failure, callback) {
    close(failure).then(
      () => nextTick(callback, failure),
      problem => nextTick(callback, problem || failure),
    );
  };
  async function close(failure) {
    const hadError = failure !== undefined && failure !== null;
    if (hadError && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(failure);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }
  async function next() {
    for (;;) {
      try {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        const chunk = value && typeof value.then === 'function' ? await value : value;
        if (chunk === null) {
          reading = false;
          const nulls = new TypeError('May not write null values to stream');
          throw require('internal:validators').coded(nulls, 'ERR_STREAM_NULL_VALUES');
        }
        if (readable.push(chunk)) continue;
        reading = false;
      } catch (failure) {
        readable.destroy(failure);
      }
      return;
    }
  }
  return readable;
};
