// `finished`, `pipeline`, `compose` and others over streams of any kind (Node page "Stream").
'use strict';

const check = require('internal:validators');
const { error, typeError, invalidArgument, invalidValue, AbortError } = check;
const state_ = require('internal:stream_state');
const { nextTick, nop, destroyer, isIterable, isStream, isReadableStream, isWritableStream } = state_;
const { Promise, Symbol, Reflect, Array } = globalThis;

const premature = () => error('ERR_STREAM_PREMATURE_CLOSE', 'Premature close');

// ---- finished

function once(fn) {
  let called = false;
  return function (...args) {
    if (called) return;
    called = true;
    Reflect.apply(fn, this, args);
  };
}

function finished(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    check.object(options, 'options');
  }
  check.func(callback, 'callback');
  check.abortSignal(options.signal, 'options.signal');
  if (isWebStream(stream)) return finishedWeb(stream, options, callback);
  if (!isStream(stream)) {
    throw invalidArgument('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);
  }
  callback = once(callback);
  const watch = new Watch(stream, options, callback);
  watch.begin();
  const cleanup = () => {
    callback = nop;
    watch.end();
  };
  const { signal } = options;
  if (signal) {
    const abort = () => {
      const done = watch.callback;
      watch.end();
      Reflect.apply(done, stream, [new AbortError(undefined, { cause: signal.reason })]);
    };
    if (signal.aborted) nextTick(abort);
    else {
      signal.addEventListener('abort', abort, { once: true });
      const original = watch.callback;
      watch.callback = once((...args) => {
        signal.removeEventListener('abort', abort);
        Reflect.apply(original, stream, args);
      });
    }
  }
  return cleanup;
}

const canBeRead = value => typeof value?.getReader === 'function';
const canBeWritten = value => typeof value?.getWriter === 'function';
const isWebPair = value => canBeRead(value?.readable) && canBeWritten(value.writable);
const isWebStream = value => canBeRead(value) || canBeWritten(value);

function finishedWeb(stream, { signal }, callback) {
  let aborted = false;
  const done = once((...args) => nextTick(() => Reflect.apply(callback, stream, args)));
  const abort = () => {
    if (aborted) return;
    aborted = true;
    done(new AbortError(undefined, { cause: signal.reason }));
  };
  if (signal?.aborted) nextTick(abort);
  else signal?.addEventListener('abort', abort, { once: true });
  const { whenClosed } = require('internal:web_streams_base');
  whenClosed(stream).then(
    () => aborted || done(),
    failure => aborted || done(failure),
  );
  return nop;
}

// Streams of the web are taken as those of Node.
function adapted(value) {
  const { Writable, Duplex } = require('stream');
  if (canBeWritten(value)) return Writable.fromWeb(value, { objectMode: true });
  if (isWebPair(value)) return Duplex.fromWeb(value, { objectMode: true });
  return value;
}

// Waits for the end of a stream.
class Watch {
  constructor(stream, options, callback) {
    this.stream = stream;
    this.options = options;
    this.callback = callback;
    this.readable = options.readable ?? isReadableStream(stream);
    this.writable = options.writable ?? isWritableStream(stream);
    this.willClose =
      state_.willEmitClose(stream) &&
      isReadableStream(stream) === this.readable &&
      isWritableStream(stream) === this.writable;
    this.written = state_.isWritableFinished(stream, false);
    this.read = state_.isReadableFinished(stream, false);
  }

  done(...args) {
    Reflect.apply(this.callback, this.stream, args);
  }

  onfinish = () => {
    this.written = true;
    if (this.stream.destroyed) this.willClose = false;
    if (this.willClose && (!this.stream.writable || this.readable)) return;
    if (!this.readable || this.read) this.done();
  };

  onend = () => {
    this.read = true;
    if (this.stream.destroyed) this.willClose = false;
    if (this.willClose && (!this.stream.readable || this.writable)) return;
    if (!this.writable || this.written) this.done();
  };

  onerror = failure => this.done(failure);

  onclose = () => {
    const { stream } = this;
    const failure = stream._writableState?.errored || stream._readableState?.errored;
    if (failure && typeof failure !== 'boolean') return this.done(failure);
    if (this.readable && !this.read && isReadableStream(stream, true)) {
      if (!state_.isReadableFinished(stream, false)) return this.done(premature());
    }
    if (this.writable && !this.written && !state_.isWritableFinished(stream, false)) return this.done(premature());
    return this.done();
  };

  onclosed = () => {
    const { stream } = this;
    const failure = stream._writableState?.errored || stream._readableState?.errored;
    if (failure && typeof failure !== 'boolean') this.done(failure);
    else this.done();
  };

  begin() {
    const { stream } = this;
    const { _writableState: w, _readableState: r } = stream;
    if (this.writable && !w && !stream.writableEnded) {
      // Streams of the old kind have no `finish`.
      this.onlegacy = () => {
        if (!stream.writable) this.onfinish();
      };
      stream.on('end', this.onlegacy);
      stream.on('close', this.onlegacy);
    }
    stream.on('end', this.onend);
    stream.on('finish', this.onfinish);
    if (this.options.error !== false) stream.on('error', this.onerror);
    stream.on('close', this.onclose);
    if (state_.isClosed(stream)) {
      nextTick(this.onclose);
    } else if (w?.errorEmitted || r?.errorEmitted) {
      if (!this.willClose) nextTick(this.onclosed);
    } else if (
      !this.readable &&
      (!this.willClose || state_.isReadable(stream)) &&
      (this.written || state_.isWritable(stream) === false)
    ) {
      nextTick(this.onclosed);
    } else if (
      !this.writable &&
      (!this.willClose || state_.isWritable(stream)) &&
      (this.read || state_.isReadable(stream) === false)
    ) {
      nextTick(this.onclosed);
    }
  }

  end() {
    const { stream } = this;
    this.callback = nop;
    if (this.onlegacy) {
      stream.removeListener('end', this.onlegacy);
      stream.removeListener('close', this.onlegacy);
    }
    stream.removeListener('finish', this.onfinish);
    stream.removeListener('end', this.onend);
    stream.removeListener('error', this.onerror);
    stream.removeListener('close', this.onclose);
  }
}

function finishedPromise(stream, options) {
  if (options != null) check.object(options, 'options');
  if (options?.cleanup !== undefined) check.boolean(options.cleanup, 'cleanup');
  return new Promise((resolve, reject) => {
    const cleanup = finished(stream, options, failure => {
      if (options?.cleanup) cleanup();
      if (failure) reject(failure);
      else resolve();
    });
  });
}

// ---- signals

function addAbortSignal(signal, stream) {
  check.abortSignal(signal, 'signal');
  if (signal === undefined) throw invalidArgument('signal', 'an instance of AbortSignal', signal);
  if (!isStream(stream)) {
    throw invalidArgument('stream', 'an instance of ReadableStream, WritableStream, or Stream', stream);
  }
  const abort = () => stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  if (signal.aborted) {
    abort();
  } else {
    signal.addEventListener('abort', abort, { once: true });
    // A stream that is being made has no listeners yet.
    nextTick(() => finished(stream, () => signal.removeEventListener('abort', abort)));
  }
  return stream;
}

// ---- pipeline

function destroyerOf(stream, reading, writing) {
  let over = false;
  stream.on('close', () => {
    over = true;
  });
  const cleanup = finished(stream, { readable: reading, writable: writing }, failure => {
    over = !failure;
  });
  return {
    destroy(failure) {
      if (over) return;
      over = true;
      destroyer(stream, failure || error('ERR_STREAM_DESTROYED', 'Cannot call pipe after a stream was destroyed'));
    },
    cleanup,
  };
}

function pipeline(...streams) {
  const callback = streams.pop();
  check.func(callback, 'streams[stream.length - 1]');
  return run(streams, once(callback));
}

async function* fromReadable(stream) {
  const { Readable } = require('internal:stream_readable');
  yield* Readable.prototype[Symbol.asyncIterator].call(stream);
}

function toAsyncIterable(value) {
  if (isIterable(value)) return value;
  if (isReadableStream(value)) return fromReadable(value);
  throw invalidArgument('val', 'an instance of Readable, Iterable, or AsyncIterable', value);
}

// Writes what an iterable gives to a stream.
async function pump(iterable, writable, finish, { end }) {
  let failure;
  let wake = null;
  const resume = problem => {
    if (problem) failure = problem;
    if (wake) {
      const resolve = wake;
      wake = null;
      resolve();
    }
  };
  const wait = () =>
    new Promise((resolve, reject) => {
      if (failure) reject(failure);
      else {
        wake = () => {
          if (failure) reject(failure);
          else resolve();
        };
      }
    });
  writable.on('drain', resume);
  const cleanup = finished(writable, { readable: false }, resume);
  try {
    if (writable.writableNeedDrain) await wait();
    for await (const chunk of iterable) if (!writable.write(chunk)) await wait();
    if (end) {
      writable.end();
      await wait();
    }
    finish();
  } catch (problem) {
    finish(failure !== problem ? state_.joinErrors(failure, problem) : problem);
  } finally {
    cleanup();
    writable.off('drain', resume);
  }
}

function run(streams, callback, options) {
  if (streams.length === 1 && Array.isArray(streams[0])) streams = streams[0];
  if (streams.length < 2) throw typeError('ERR_MISSING_ARGS', 'The "streams" argument must be specified');
  streams = streams.map(adapted);
  const { AbortController } = globalThis;
  const controller = new AbortController();
  const { signal } = controller;
  const outer = options?.signal;
  const lastCleanup = [];
  check.abortSignal(outer, 'options.signal');
  const destroys = [];
  let failure;
  let result;
  let open = 0;

  const abort = () => finishImpl(new AbortError());
  if (outer) outer.addEventListener('abort', abort, { once: true });

  const finish = problem => finishImpl(problem, --open === 0);
  function finishImpl(problem, final) {
    if (problem && (!failure || failure.code === 'ERR_STREAM_PREMATURE_CLOSE')) failure = problem;
    if (!failure && !final) return;
    while (destroys.length > 0) destroys.shift()(failure);
    outer?.removeEventListener('abort', abort);
    controller.abort();
    if (!final) return;
    if (!failure) for (let i = 0; i < lastCleanup.length; i++) lastCleanup[i]();
    nextTick(callback, failure, result);
  }

  let piped;
  for (let i = 0; i < streams.length; i++) {
    const stream = streams[i];
    const reading = i < streams.length - 1;
    const writing = i > 0;
    const end = reading || options?.end !== false;
    const isLast = i === streams.length - 1;
    if (isStream(stream)) {
      if (end) {
        const { destroy, cleanup } = destroyerOf(stream, reading, writing);
        destroys.push(destroy);
        if (state_.isReadable(stream) && isLast) lastCleanup.push(cleanup);
      }
      const onError = problem => {
        if (problem && problem.name !== 'AbortError' && problem.code !== 'ERR_STREAM_PREMATURE_CLOSE') finish(problem);
      };
      stream.on('error', onError);
      if (state_.isReadable(stream) && isLast) lastCleanup.push(() => stream.removeListener('error', onError));
    }
    piped = step(i, stream, piped);
  }
  if (signal.aborted || outer?.aborted) nextTick(abort);
  return piped;

  function step(i, stream, before) {
    const reading = i < streams.length - 1;
    const end = reading || options?.end !== false;
    if (i === 0) {
      if (typeof stream === 'function') {
        const made = stream({ signal });
        if (!isIterable(made)) {
          throw typeError(
            'ERR_INVALID_RETURN_VALUE',
            `Expected Iterable, AsyncIterable or Stream to be returned from the "source" function but got ${described(made)}.`,
          );
        }
        return made;
      }
      if (isIterable(stream) || isReadableStream(stream)) return stream;
      const { Duplex } = require('internal:stream_duplex');
      return Duplex.from(stream);
    }
    if (typeof stream === 'function') {
      const made = stream(toAsyncIterable(before), { signal });
      if (reading) {
        if (!isIterable(made, true)) {
          throw typeError(
            'ERR_INVALID_RETURN_VALUE',
            `Expected AsyncIterable to be returned from the "transform[${i - 1}]" function but got ${described(made)}.`,
          );
        }
        return made;
      }
      return lastFunction(made, end);
    }
    if (isStream(stream)) {
      if (isReadableStream(before)) {
        open += 2;
        const cleanup = pipe(before, stream, finish, { end });
        if (state_.isReadable(stream) && i === streams.length - 1) lastCleanup.push(cleanup);
      } else if (isIterable(before)) {
        open++;
        pump(before, stream, finish, { end });
      } else {
        throw invalidArgument('val', 'an instance of Readable, Iterable, AsyncIterable, or ReadableStream', before);
      }
      return stream;
    }
    const { Duplex } = require('internal:stream_duplex');
    return Duplex.from(stream);
  }

  // The value or the values of a function at the end.
  function lastFunction(made, end) {
    const { PassThrough } = require('internal:stream_duplex');
    const pass = new PassThrough({ objectMode: true });
    const then = made?.then;
    if (typeof then === 'function') {
      open++;
      Reflect.apply(then, made, [
        value => {
          result = value;
          if (value != null) pass.write(value);
          if (end) pass.end();
          nextTick(finish);
        },
        problem => {
          pass.destroy(problem);
          nextTick(finish, problem);
        },
      ]);
    } else if (isIterable(made, true)) {
      open++;
      pump(made, pass, finish, { end });
    } else {
      throw typeError(
        'ERR_INVALID_RETURN_VALUE',
        `Expected AsyncIterable or Promise to be returned from the "destination" function but got ${described(made)}.`,
      );
    }
    const { destroy, cleanup } = destroyerOf(pass, false, true);
    destroys.push(destroy);
    lastCleanup.push(cleanup);
    return pass;
  }
}

function described(value) {
  return invalidArgument('x', 'x', value).message.slice('The "x" argument must be x. Received '.length);
}

function pipe(source, dest, finish, { end }) {
  let ended = false;
  dest.on('close', () => {
    if (!ended) finish(premature());
  });
  // What ends is told below.
  source.pipe(dest, { end: false });
  if (end) {
    const atEnd = () => {
      ended = true;
      dest.end();
    };
    if (state_.isReadableFinished(source)) nextTick(atEnd);
    else source.once('end', atEnd);
  } else {
    finish();
  }
  finished(source, { readable: true, writable: false }, failure => {
    const r = source._readableState;
    if (
      failure &&
      failure.code === 'ERR_STREAM_PREMATURE_CLOSE' &&
      r?.ended &&
      !r.errored &&
      !r.errorEmitted
    ) {
      // Some sources close before they end: that is waited for.
      source.once('end', finish).once('error', finish);
    } else {
      finish(failure);
    }
  });
  return finished(dest, { readable: false, writable: true }, finish);
}

function pipelinePromise(...streams) {
  return new Promise((resolve, reject) => {
    let signal;
    let end;
    const last = streams[streams.length - 1];
    const isOptions = typeof last === 'object' && last !== null && !isStream(last) && !isIterable(last);
    if (isOptions && !isWebStream(last) && !isWebPair(last)) {
      const options = streams.pop();
      signal = options.signal;
      end = options.end;
    }
    run(
      streams,
      once((failure, value) => {
        if (failure) reject(failure);
        else resolve(value);
      }),
      { signal, end },
    );
  });
}

// ---- one stream of several

// What streams made of others know of those: callbacks that wait for an event of theirs. That for
// `close` is null once they have ended.
function forwarding() {
  return { drain: null, finish: null, readable: null, close: undefined };
}

function callOnce(waiting, event) {
  const callback = waiting[event];
  waiting[event] = null;
  callback?.();
}

// What is written to `duplex` goes to `sink`; the caller says when that has finished.
function forwardWrites(duplex, sink, waiting) {
  duplex._write = (chunk, encoding, callback) => {
    if (sink.write(chunk, encoding)) callback();
    else waiting.drain = callback;
  };
  duplex._final = callback => {
    sink.end();
    waiting.finish = callback;
  };
  sink.on('drain', () => callOnce(waiting, 'drain'));
}

// What `source` gives is read from `duplex`.
function forwardReads(duplex, source, waiting) {
  source.on('readable', () => callOnce(waiting, 'readable'));
  source.on('end', () => duplex.push(null));
  duplex._read = () => {
    for (;;) {
      const chunk = source.read();
      if (chunk === null) {
        waiting.readable = duplex._read;
        return;
      }
      if (!duplex.push(chunk)) return;
    }
  };
}

// Ends `duplex`: at once where the others have ended (`isOver`), else when they have, after `end`.
function forwardDestroy(duplex, waiting, isOver, end) {
  duplex._destroy = (failure, callback) => {
    if (!failure && waiting.close !== null) failure = new AbortError();
    waiting.readable = waiting.drain = waiting.finish = null;
    if (isOver()) {
      callback(failure);
    } else {
      waiting.close = callback;
      end(failure);
    }
  };
}

function compose(...streams) {
  const { Duplex } = require('internal:stream_duplex');
  if (streams.length === 0) throw typeError('ERR_MISSING_ARGS', 'The "streams" argument must be specified');
  if (streams.length === 1) return Duplex.from(streams[0]);
  const original = [...streams];
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  if (typeof streams[streams.length - 1] === 'function') {
    streams[streams.length - 1] = Duplex.from(streams[streams.length - 1]);
  }
  for (let i = 0; i < streams.length; i++) {
    if (!isStream(streams[i])) continue;
    if (i < streams.length - 1 && !state_.isReadable(streams[i])) {
      throw invalidValue(`streams[${i}]`, original[i], 'must be readable');
    }
    if (i > 0 && !state_.isWritable(streams[i])) {
      throw invalidValue(`streams[${i}]`, original[i], 'must be writable');
    }
  }
  const waiting = forwarding();
  const head = streams[0];
  const tail = run(streams, failure => {
    const callback = waiting.close;
    waiting.close = null;
    if (callback) callback(failure);
    else if (failure) duplex.destroy(failure);
    else if (!readable && !writable) duplex.destroy();
  });
  const writable = Boolean(state_.isWritable(head));
  const readable = Boolean(state_.isReadable(tail));
  const duplex = new Duplex({
    writableObjectMode: Boolean(head?.writableObjectMode),
    readableObjectMode: Boolean(tail?.readableObjectMode),
    writable,
    readable,
  });
  if (writable) {
    forwardWrites(duplex, head, waiting);
    finished(tail, () => callOnce(waiting, 'finish'));
  }
  if (readable) forwardReads(duplex, tail, waiting);
  const isOver = () => waiting.close === null;
  forwardDestroy(duplex, waiting, isOver, failure => destroyer(tail, failure));
  return duplex;
}

// A Duplex of what can be read or written in any way.
function duplexFrom(body, name) {
  const { Duplex } = require('internal:stream_duplex');
  if (state_.isDuplexStream(body)) return body;
  if (isReadableStream(body)) return joined({ readable: body });
  if (isWritableStream(body)) return joined({ writable: body });
  if (isStream(body)) return joined({ writable: false, readable: false });
  if (canBeRead(body)) return joined({ readable: require('stream').Readable.fromWeb(body) });
  if (canBeWritten(body)) return joined({ writable: require('stream').Writable.fromWeb(body) });
  if (typeof body?.arrayBuffer === 'function' && typeof body.slice === 'function') return duplexFrom(body.arrayBuffer());
  if (typeof body === 'function') return ofFunction(Duplex, body, name);
  if (isIterable(body) || typeof body === 'string') {
    return require('internal:stream_from')(Duplex, body, { objectMode: true, writable: false });
  }
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const readable = body?.readable ? (isReadableStream(body.readable) ? body.readable : duplexFrom(body.readable)) : undefined;
    const writable = body?.writable ? (isWritableStream(body.writable) ? body.writable : duplexFrom(body.writable)) : undefined;
    return joined({ readable, writable });
  }
  if (typeof body?.then === 'function') {
    const made = new Duplex({ objectMode: true, writable: false, read() {} });
    Reflect.apply(body.then, body, [
      value => {
        if (value != null) made.push(value);
        made.push(null);
      },
      failure => state_.destroyer(made, failure),
    ]);
    return made;
  }
  throw invalidArgument(
    name,
    'an instance of Blob, ReadableStream, WritableStream, Stream, Iterable, AsyncIterable, Function, or Promise or of type object, string, or { readable, writable } pair',
    body,
  );
}

// A function over what is written: an async generator, or one that takes all of it.
function ofFunction(Duplex, fn, name) {
  let give;
  let next = new Promise(resolve => (give = resolve));
  const controller = new globalThis.AbortController();
  const { signal } = controller;
  const written = (async function* () {
    for (;;) {
      const promise = next;
      next = null;
      const { chunk, done, callback } = await promise;
      nextTick(callback);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      next = new Promise(resolve => (give = resolve));
      yield chunk;
    }
  })();
  const put = item => {
    const resolve = give;
    give = null;
    resolve(item);
  };
  const value = fn(written, { signal });
  const methods = {
    objectMode: true,
    write(chunk, encoding, callback) {
      put({ chunk, done: false, callback });
    },
    final(callback) {
      put({ done: true, callback });
    },
    destroy(failure, callback) {
      controller.abort();
      callback(failure);
    },
  };
  if (isIterable(value)) return require('internal:stream_from')(Duplex, value, methods);
  if (typeof value?.then !== 'function') {
    throw typeError(
      'ERR_INVALID_RETURN_VALUE',
      `Expected Iterable, AsyncIterable or AsyncFunction to be returned from the "${name}" function but got ${described(value)}.`,
    );
  }
  let made;
  const promise = Reflect.apply(value.then, value, [
    result => {
      if (result != null) throw typeError('ERR_INVALID_RETURN_VALUE', `Expected nully to be returned from the "body" function but got ${described(result)}.`);
    },
    failure => destroyer(made, failure),
  ]);
  made = new Duplex({
    ...methods,
    readable: false,
    final(callback) {
      put({
        done: true,
        async callback() {
          try {
            await promise;
            nextTick(callback, null);
          } catch (failure) {
            nextTick(callback, failure);
          }
        },
      });
    },
  });
  return made;
}

function joined({ readable: source, writable: sink }) {
  const { Duplex } = require('internal:stream_duplex');
  const reading = Boolean(source) && Boolean(state_.isReadable(source));
  const writing = Boolean(sink) && Boolean(state_.isWritable(sink));
  const waiting = forwarding();
  let canRead = reading;
  let canWrite = writing;
  const done = failure => {
    const callback = waiting.close;
    waiting.close = null;
    if (callback) callback(failure);
    else if (failure) duplex.destroy(failure);
  };
  const duplex = new Duplex({
    readableObjectMode: Boolean(source?.readableObjectMode),
    writableObjectMode: Boolean(sink?.writableObjectMode),
    readable: reading,
    writable: writing,
  });
  if (writing) {
    finished(sink, failure => {
      canWrite = false;
      if (failure) destroyer(source, failure);
      done(failure);
    });
    forwardWrites(duplex, sink, waiting);
    sink.on('finish', () => callOnce(waiting, 'finish'));
  }
  if (reading) {
    finished(source, failure => {
      canRead = false;
      if (failure) destroyer(source, failure);
      done(failure);
    });
    forwardReads(duplex, source, waiting);
  }
  const isOver = () => !canRead && !canWrite;
  forwardDestroy(duplex, waiting, isOver, failure => {
    destroyer(sink, failure);
    destroyer(source, failure);
  });
  return duplex;
}

module.exports = { finished, finishedPromise, pipeline, pipelinePromise, addAbortSignal, compose, duplexFrom };
