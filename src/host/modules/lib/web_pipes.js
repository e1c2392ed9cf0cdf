// What is done with whole readable streams: pipes, branches, and streams made of iterables (WHATWG
// Streams, "Readable streams": `pipeTo`, `tee`, `from`).
'use strict';

const base = require('internal:web_streams_base');
const { kState, invalidState, deferred, nop, setHandled } = base;
const check = require('internal:validators');
const { invalidArgument, AbortError } = check;
const readable = require('internal:web_readable');
const writable = require('internal:web_writable');
const { Promise, Symbol, TypeError, Uint8Array } = globalThis;

function optionsOf(options) {
  check.anyObject(options, 'options');
  const { preventAbort, preventCancel, preventClose, signal } = options;
  if (signal !== undefined) check.abortSignal(signal, 'options.signal');
  return {
    preventAbort: Boolean(preventAbort),
    preventCancel: Boolean(preventCancel),
    preventClose: Boolean(preventClose),
    signal,
  };
}

function pipeThrough(source, transform, options) {
  const target = transform?.readable;
  if (!readable.isReadableStream(target)) {
    throw invalidArgument('transform.readable', 'an instance of ReadableStream', target);
  }
  const sink = transform.writable;
  if (!writable.isWritableStream(sink)) {
    throw invalidArgument('transform.writable', 'an instance of WritableStream', sink);
  }
  const settings = optionsOf(options);
  if (readable.isLocked(source)) throw invalidState('The ReadableStream is locked');
  if (writable.isLocked(sink)) throw invalidState('The WritableStream is locked');
  setHandled(pipeTo(source, sink, settings));
  return target;
}

function pipeToChecked(source, destination, options) {
  try {
    if (!writable.isWritableStream(destination)) {
      throw invalidArgument('transform.writable', 'an instance of WritableStream', destination);
    }
    const settings = optionsOf(options);
    if (readable.isLocked(source)) throw invalidState('The ReadableStream is locked');
    if (writable.isLocked(destination)) throw invalidState('The WritableStream is locked');
    return pipeTo(source, destination, settings);
  } catch (thrown) {
    return Promise.reject(thrown);
  }
}

// One pipe: a loop that reads and writes, and what ends it.
class Pipe {
  constructor(source, destination, options) {
    Object.assign(this, { source, destination, options });
    this.reader = new readable.ReadableStreamDefaultReader(source);
    this.writer = new writable.WritableStreamDefaultWriter(destination);
    source[kState].disturbed = true;
    this.ending = false;
    this.lastWrite = Promise.resolve();
    this.done = deferred();
    this.begin();
  }

  begin() {
    const { source, destination, options, reader, writer } = this;
    const { signal, preventAbort, preventCancel, preventClose } = options;
    if (signal !== undefined) {
      this.onabort = () => this.aborted(signal.reason);
      if (signal.aborted) {
        this.onabort();
        return;
      }
      signal.addEventListener('abort', this.onabort);
    }
    const sourceFailed = reason => {
      if (preventAbort) this.end(undefined, { reason });
      else this.end(() => writable.abort(destination, reason), { reason });
    };
    const destinationFailed = reason => {
      if (preventCancel) this.end(undefined, { reason });
      else this.end(() => readable.cancel(source, reason), { reason });
    };
    const sourceClosed = () => {
      if (preventClose) this.end();
      else this.end(() => writable.closeWithErrors(writer));
    };
    const from = source[kState];
    if (from.state === 'errored') sourceFailed(from.storedError);
    else reader[kState].closed.promise.then(nop, sourceFailed);
    const to = destination[kState];
    if (to.state === 'errored') destinationFailed(to.storedError);
    else writer[kState].closed.promise.then(nop, destinationFailed);
    if (from.state === 'closed') sourceClosed();
    else reader[kState].closed.promise.then(sourceClosed, nop);
    if (writable.isClosing(destination) || to.state === 'closed') {
      const reason = invalidState('Destination WritableStream is closed');
      if (preventCancel) this.end(undefined, { reason });
      else this.end(() => readable.cancel(source, reason), { reason });
    }
    this.loop();
  }

  loop() {
    if (this.ending) return;
    this.writer[kState].ready.promise.then(() => {
      if (this.ending || this.reader[kState].stream === undefined) return;
      readable.read(this.reader, {
        chunk: value => {
          // Whoever gave the chunk goes on first.
          Promise.resolve().then(() => {
            this.lastWrite = writable.write(this.writer, value);
            setHandled(this.lastWrite);
            this.loop();
          });
        },
        close: nop,
        error: nop,
      });
    }, nop);
  }

  aborted(reason = new AbortError()) {
    const { source, destination, options } = this;
    const actions = [];
    if (!options.preventAbort) {
      actions.push(() =>
        destination[kState].state === 'writable' ? writable.abort(destination, reason) : Promise.resolve(),
      );
    }
    if (!options.preventCancel) {
      actions.push(() =>
        source[kState].state === 'readable' ? readable.cancel(source, reason) : Promise.resolve(),
      );
    }
    this.end(() => Promise.all(actions.map(action => action())), { reason });
  }

  // Ends the pipe after what is still being written, and after an action.
  async end(action, fault) {
    if (this.ending) return;
    this.ending = true;
    const { destination } = this;
    if (destination[kState].state === 'writable' && !writable.isClosing(destination)) await this.written();
    if (action !== undefined) {
      try {
        await action();
      } catch (reason) {
        this.finish({ reason });
        return;
      }
    }
    this.finish(fault);
  }

  async written() {
    let write;
    while (write !== this.lastWrite) {
      write = this.lastWrite;
      await write.then(nop, nop);
    }
  }

  finish(fault) {
    writable.release(this.writer);
    readable.release(this.reader);
    this.options.signal?.removeEventListener('abort', this.onabort);
    if (fault === undefined) this.done.resolve();
    else this.done.reject(fault.reason);
  }
}

const pipeTo = (source, destination, options) => new Pipe(source, destination, options).done.promise;

// ---- branches

function tee(stream) {
  return stream[kState].controller[kState].isBytes ? teeBytes(stream) : teeValues(stream, chunk => chunk);
}

function teeValues(stream, second, make = algorithms => readable.newStream(algorithms)) {
  const reader = new readable.ReadableStreamDefaultReader(stream);
  const cancelled = [false, false];
  const reasons = [undefined, undefined];
  const result = deferred();
  const branches = [];
  let [reading, again] = [false, false];
  const inside = i => branches[i][kState].controller[kState];
  const each = action => {
    for (const i of [0, 1]) if (!cancelled[i]) action(inside(i), i);
  };
  const pull = () => {
    if (reading) {
      again = true;
      return Promise.resolve();
    }
    reading = true;
    readable.read(reader, {
      chunk(value) {
        // Errors of a branch must be seen before its chunk.
        Promise.resolve().then(() => {
          again = false;
          const copies = [value, undefined];
          if (!cancelled[0] && !cancelled[1]) {
            try {
              copies[1] = second(value);
            } catch (thrown) {
              each(controller => controller.fail(thrown));
              result.resolve(readable.cancel(stream, thrown));
              return;
            }
          } else {
            copies[1] = value;
          }
          each((controller, i) => controller.enqueue(copies[i]));
          reading = false;
          if (again) pull();
        });
      },
      close() {
        reading = false;
        each(controller => controller.close());
        for (const i of [0, 1]) releasePending(inside(i));
        if (!cancelled[0] || !cancelled[1]) result.resolve();
      },
      error() {
        reading = false;
      },
    });
    return Promise.resolve();
  };
  const canceller = i => reason => {
    cancelled[i] = true;
    reasons[i] = reason;
    if (cancelled[1 - i]) result.resolve(readable.cancel(stream, [...reasons]));
    return result.promise;
  };
  for (const i of [0, 1]) branches.push(make({ pull, cancel: canceller(i) }));
  reader[kState].closed.promise.then(nop, reason => {
    for (const i of [0, 1]) inside(i).fail(reason);
    if (!cancelled[0] || !cancelled[1]) result.resolve();
  });
  return branches;
}

// A branch of bytes that is closed answers whoever waits with a buffer of their own.
function releasePending(controller) {
  if (controller.isBytes && controller.pending.length > 0) controller.controller.byobRequest?.respond(0);
}

function teeBytes(stream) {
  const { ReadableStream } = readable;
  const copy = chunk => new Uint8Array(chunk);
  return teeValues(stream, copy, ({ pull, cancel }) => new ReadableStream({ type: 'bytes', pull, cancel }));
}

// ---- streams of iterables

function from(iterable) {
  const isAsync = iterable[Symbol.asyncIterator] !== undefined && iterable[Symbol.asyncIterator] !== null;
  const method = isAsync ? iterable[Symbol.asyncIterator] : iterable[Symbol.iterator];
  if (typeof method !== 'function') {
    throw check.typeError(
      'ERR_ARG_NOT_ITERABLE',
      `${require('internal:inspect').inspect(iterable)} must be iterable`,
    );
  }
  const iterator = method.call(iterable);
  if (iterator === null || (typeof iterator !== 'object' && typeof iterator !== 'function')) {
    throw check.typeError('ERR_INVALID_STATE', 'Invalid state: The iterator method must return an object');
  }
  const { next } = iterator;
  let stream;
  const pull = async () => {
    const result = await next.call(iterator);
    if (result === null || typeof result !== 'object') {
      throw invalidState('The promise or yielded value must be an object');
    }
    const controller = stream[kState].controller[kState];
    if (result.done) controller.close();
    else controller.enqueue(isAsync ? result.value : await result.value);
  };
  const cancel = async reason => {
    const method = iterator.return;
    if (method === undefined || method === null) return;
    const result = await method.call(iterator, reason);
    if (result === null || typeof result !== 'object')
      throw new TypeError('iterator.return() did not return an object');
  };
  stream = readable.newStream({ pull, cancel }, 0);
  return stream;
}

module.exports = { pipeThrough, pipeToChecked, pipeTo, tee, from };
