// `ReadableStream`, its readers, and the controller of streams of any values (WHATWG Streams,
// "Readable streams"). Streams of bytes stand in `web_bytes.js`.
//
// A controller's state has what its stream needs: `pullSteps`, `cancelSteps` and `releaseSteps`, and
// for other parts of the library `enqueue`, `close`, `fail` and some questions.
'use strict';

const base = require('internal:web_streams_base');
const { kState, invalidState, invalidThis, illegal, deferred, setHandled, finishClass } = base;
const check = require('internal:validators');
const { invalidArgument } = check;
const { Object, Promise, Symbol } = globalThis;
const key = {};

class StreamState {
  state = 'readable';
  disturbed = false;
  reader = undefined;
  storedError = undefined;
  ending = undefined;
  controller = undefined;
}
class ReaderState {
  stream = undefined;
  closed = undefined;
  requests = new base.Queue();
}
class ControllerState {}

const stateIn = (object, State) => {
  const state = typeof object === 'object' && object !== null ? object[kState] : undefined;
  return state instanceof State ? state : undefined;
};
const isReadableStream = value => stateIn(value, StreamState) !== undefined;
const isLocked = stream => stream[kState].reader !== undefined;
const bytes = () => require('internal:web_bytes');
const pipes = () => require('internal:web_pipes');

class ReadableStream {
  constructor(source = {}, strategy = {}) {
    if (source === key) return;
    check.anyObject(source, 'source');
    base.checkStrategy(strategy, 'strategy');
    this[kState] = new StreamState();
    const { type } = source;
    const isBytes = `${type}` === 'bytes';
    if (!isBytes && type !== undefined) throw check.invalidValue('source.type', type);
    if (isBytes && strategy?.size !== undefined) throw base.invalidRange('strategy.size', strategy.size);
    const size = base.sizeOf(strategy);
    const highWaterMark = base.highWaterMarkOf(strategy, isBytes ? 0 : 1);
    const algorithms = {
      start: source.start === undefined ? undefined : controller => source.start(controller),
      pull: base.promised(source, 'pull', 'source.pull'),
      cancel: base.promised(source, 'cancel', 'source.cancel'),
    };
    if (isBytes) bytes().setUp(this, algorithms, highWaterMark, source.autoAllocateChunkSize);
    else setUp(this, algorithms, highWaterMark, size);
  }

  static from(iterable) {
    return pipes().from(iterable);
  }

  get locked() {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    return isLocked(this);
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return Promise.reject(invalidThis('ReadableStream'));
    if (isLocked(this)) return Promise.reject(invalidState('ReadableStream is locked'));
    return cancel(this, reason);
  }

  getReader(options = {}) {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    check.anyObject(options, 'options');
    const { mode } = options;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw check.invalidValue('options.mode', mode);
    return new (bytes().ReadableStreamBYOBReader)(this);
  }

  pipeThrough(transform, options = {}) {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    return pipes().pipeThrough(this, transform, options);
  }

  pipeTo(destination, options = {}) {
    if (!isReadableStream(this)) return Promise.reject(invalidThis('ReadableStream'));
    return pipes().pipeToChecked(this, destination, options);
  }

  tee() {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    return pipes().tee(this);
  }

  values(options = {}) {
    if (!isReadableStream(this)) throw invalidThis('ReadableStream');
    check.anyObject(options, 'options');
    return iterate(this, Boolean(options.preventCancel));
  }
}
finishClass(
  ReadableStream,
  ['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values'],
  stream => ({
    locked: isLocked(stream),
    state: stream[kState].state,
    supportsBYOB: stream[kState].controller[kState].isBytes === true,
  }),
);
Object.defineProperty(ReadableStream, 'from', { enumerable: true });
Object.defineProperty(ReadableStream.prototype, Symbol.asyncIterator, {
  configurable: true,
  writable: true,
  value: ReadableStream.prototype.values,
});
for (const [name, question] of [
  ['disturbed', stream => stream[kState].disturbed],
  ['errored', stream => stream[kState].state === 'errored'],
  ['readable', stream => stream[kState].state === 'readable'],
]) {
  Object.defineProperty(ReadableStream.prototype, Symbol.for(`nodejs.stream.${name}`), {
    configurable: true,
    get() {
      return question(this);
    },
  });
}

// A stream of which another part of the library is the source.
function newStream(algorithms, highWaterMark = 1, size = () => 1) {
  const stream = new ReadableStream(key);
  stream[kState] = new StreamState();
  setUp(stream, algorithms, highWaterMark, size);
  return stream;
}

// ---- readers

function attach(reader, stream) {
  const state = (reader[kState] = new ReaderState());
  const own = stream[kState];
  state.stream = stream;
  own.reader = reader;
  state.closed = deferred();
  if (own.state === 'closed') state.closed.resolve();
  else if (own.state === 'errored') state.closed.reject(own.storedError);
  setHandled(state.closed.promise);
}

const detached = () => invalidState('The reader is not attached to a stream');

class Reader {
  static closed(reader, name) {
    const state = stateIn(reader, ReaderState);
    return state === undefined ? Promise.reject(invalidThis(name)) : state.closed.promise;
  }

  static cancel(reader, name, reason) {
    const state = stateIn(reader, ReaderState);
    if (state === undefined) return Promise.reject(invalidThis(name));
    return state.stream === undefined ? Promise.reject(detached()) : cancel(state.stream, reason);
  }

  static releaseLock(reader, name) {
    const state = stateIn(reader, ReaderState);
    if (state === undefined) throw invalidThis(name);
    if (state.stream !== undefined) release(reader);
  }
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw invalidArgument('stream', 'an instance of ReadableStream', stream);
    if (isLocked(stream)) throw invalidState('ReadableStream is locked');
    attach(this, stream);
  }

  read() {
    const state = stateIn(this, ReaderState);
    if (state === undefined) return Promise.reject(invalidThis('ReadableStreamDefaultReader'));
    if (state.stream === undefined) return Promise.reject(detached());
    const { promise, resolve, reject } = deferred();
    read(this, {
      chunk: value => resolve({ value, done: false }),
      close: () => resolve({ value: undefined, done: true }),
      error: reject,
    });
    return promise;
  }

  releaseLock() {
    Reader.releaseLock(this, 'ReadableStreamDefaultReader');
  }

  get closed() {
    return Reader.closed(this, 'ReadableStreamDefaultReader');
  }

  cancel(reason = undefined) {
    return Reader.cancel(this, 'ReadableStreamDefaultReader', reason);
  }
}
const shownReader = reader => ({
  stream: reader[kState].stream,
  readRequests: reader[kState].requests.length,
  close: reader[kState].closed.promise,
});
finishClass(ReadableStreamDefaultReader, ['closed', 'read', 'releaseLock', 'cancel'], shownReader);

// Asks for a chunk: `chunk`, `close` or `error` of the request is called, now or later.
function read(reader, request) {
  const own = reader[kState].stream[kState];
  own.disturbed = true;
  if (own.state === 'closed') request.close();
  else if (own.state === 'errored') request.error(own.storedError);
  else own.controller[kState].pullSteps(request);
}

function release(reader) {
  const state = reader[kState];
  const own = state.stream[kState];
  const reason = invalidState('Reader released');
  if (own.state !== 'readable' || state.closed.settled) state.closed = deferred();
  state.closed.reject(reason);
  setHandled(state.closed.promise);
  own.controller[kState].releaseSteps();
  own.reader = undefined;
  state.stream = undefined;
  const { requests } = state;
  state.requests = new base.Queue();
  while (requests.length > 0) requests.shift().error(invalidState('Releasing reader'));
}

// ---- iteration

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
const kSteps = Symbol('kSteps');
const IteratorPrototype = Object.setPrototypeOf(
  {
    next() {
      return this[kSteps].next();
    },
    return(value) {
      return this[kSteps].return(value);
    },
  },
  AsyncIteratorPrototype,
);

function iterate(stream, preventCancel) {
  const reader = new ReadableStreamDefaultReader(stream);
  let done = false;
  let current;
  const nextStep = () => {
    if (done) return Promise.resolve({ done: true, value: undefined });
    if (reader[kState].stream === undefined) {
      return Promise.reject(invalidState('The reader is not bound to a ReadableStream'));
    }
    const { promise, resolve, reject } = deferred();
    const finish = () => {
      current = undefined;
      done = true;
      release(reader);
    };
    read(reader, {
      chunk(value) {
        current = undefined;
        resolve({ value, done: false });
      },
      close() {
        finish();
        resolve({ done: true, value: undefined });
      },
      error(reason) {
        finish();
        reject(reason);
      },
    });
    return promise;
  };
  const returnStep = async value => {
    if (done) return { done: true, value };
    done = true;
    if (reader[kState].stream === undefined)
      throw invalidState('The reader is not bound to a ReadableStream');
    if (preventCancel) {
      release(reader);
      return { done: true, value };
    }
    const result = cancel(reader[kState].stream, value);
    release(reader);
    await result;
    return { done: true, value };
  };
  const iterator = Object.create(IteratorPrototype);
  Object.defineProperty(iterator, kSteps, {
    value: {
      next() {
        current = current === undefined ? nextStep() : current.then(nextStep, nextStep);
        return current;
      },
      return(value) {
        const step = () => returnStep(value);
        return current === undefined ? step() : current.then(step, step);
      },
    },
  });
  return iterator;
}

// ---- streams

function cancel(stream, reason) {
  const own = stream[kState];
  own.disturbed = true;
  if (own.state === 'closed') return Promise.resolve();
  if (own.state === 'errored') return Promise.reject(own.storedError);
  close(stream);
  own.reader?.[kState].cancelInto?.();
  return own.controller[kState].cancelSteps(reason).then(base.nop);
}

function close(stream) {
  const own = stream[kState];
  own.state = 'closed';
  own.ending?.resolve();
  if (own.reader === undefined) return;
  own.reader[kState].closed.resolve();
  if (own.reader[kState].isBYOB) return;
  const { requests } = own.reader[kState];
  while (requests.length > 0) requests.shift().close();
}

function fail(stream, reason) {
  const own = stream[kState];
  own.state = 'errored';
  own.storedError = reason;
  own.ending?.reject(reason);
  if (own.reader === undefined) return;
  const { closed, requests } = own.reader[kState];
  closed.reject(reason);
  setHandled(closed.promise);
  while (requests.length > 0) requests.shift().error(reason);
}

// ---- the controller of values

class ReadableStreamDefaultController {
  constructor(inside) {
    if (inside !== key) throw illegal();
  }

  get desiredSize() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableStreamDefaultController');
    return desiredSize(state);
  }

  close() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableStreamDefaultController');
    if (!canAddTo(state)) throw invalidState('Controller is already closed');
    closeController(state);
  }

  enqueue(chunk = undefined) {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableStreamDefaultController');
    if (!canAddTo(state)) throw invalidState('Controller is already closed');
    enqueue(state, chunk);
  }

  error(reason = undefined) {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableStreamDefaultController');
    failController(state, reason);
  }
}
finishClass(ReadableStreamDefaultController, ['close', 'desiredSize', 'enqueue', 'error'], () => ({}));

function setUp(stream, { start, pull, cancel: cancelIt }, highWaterMark, size) {
  const controller = new ReadableStreamDefaultController(key);
  const state = (controller[kState] = new ControllerState());
  Object.assign(state, {
    stream,
    controller,
    queue: new base.SizedQueue(),
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
    highWaterMark,
    size,
    pull,
    cancel: cancelIt,
    pullSteps(request) {
      if (state.queue.length > 0) {
        const chunk = state.queue.take();
        if (state.closeRequested && state.queue.length === 0) {
          clearAlgorithms(state);
          close(stream);
        } else {
          pullIfNeeded(state);
        }
        request.chunk(chunk);
        return;
      }
      stream[kState].reader[kState].requests.push(request);
      pullIfNeeded(state);
    },
    cancelSteps(reason) {
      state.queue.reset();
      const result = state.cancel?.(reason) ?? Promise.resolve();
      clearAlgorithms(state);
      return result;
    },
    releaseSteps: base.nop,
    close: () => closeController(state),
    enqueue: chunk => enqueue(state, chunk),
    fail: reason => failController(state, reason),
    canAdd: () => canAddTo(state),
    desiredSize: () => desiredSize(state),
    hasBackpressure: () => !shouldPull(state),
  });
  stream[kState].controller = controller;
  begin(state, start?.(controller), pullIfNeeded);
}

// What happens once a source has started.
function begin(state, started, pull) {
  Promise.resolve(started).then(
    () => {
      state.started = true;
      pull(state);
    },
    reason => state.fail(reason),
  );
}

const canAddTo = state => !state.closeRequested && state.stream[kState].state === 'readable';

function clearAlgorithms(state) {
  state.pull = state.cancel = state.size = undefined;
}

function desiredSize(state) {
  switch (state.stream[kState].state) {
    case 'errored':
      return null;
    case 'closed':
      return 0;
    default:
      return state.highWaterMark - state.queue.size;
  }
}

const waiting = stream => {
  const { reader } = stream[kState];
  return reader !== undefined && reader[kState].requests.length > 0;
};

function shouldPull(state) {
  if (!canAddTo(state) || !state.started) return false;
  return waiting(state.stream) || desiredSize(state) > 0;
}

// Asks the source for more, and once again afterwards, by `again`, if it was to be asked meanwhile.
function pull(state, again) {
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  (state.pull?.(state.controller) ?? Promise.resolve()).then(
    () => {
      state.pulling = false;
      if (!state.pullAgain) return;
      state.pullAgain = false;
      again(state);
    },
    reason => state.fail(reason),
  );
}

function pullIfNeeded(state) {
  if (shouldPull(state)) pull(state, pullIfNeeded);
}

function closeController(state) {
  if (!canAddTo(state)) return;
  state.closeRequested = true;
  if (state.queue.length > 0) return;
  clearAlgorithms(state);
  close(state.stream);
}

function enqueue(state, chunk) {
  if (!canAddTo(state)) return;
  if (waiting(state.stream)) {
    state.stream[kState].reader[kState].requests.shift().chunk(chunk);
  } else {
    try {
      const size = state.size === undefined ? 1 : (0, state.size)(chunk);
      state.queue.add(chunk, size);
    } catch (thrown) {
      failController(state, thrown);
      throw thrown;
    }
  }
  pullIfNeeded(state);
}

function failController(state, reason) {
  if (state.stream[kState].state !== 'readable') return;
  state.queue.reset();
  clearAlgorithms(state);
  fail(state.stream, reason);
}

module.exports = {
  ReadableStream,
  ReadableStreamDefaultReader,
  ReadableStreamDefaultController,
  Reader,
  StreamState,
  ReaderState,
  key,
  attach,
  shownReader,
  stateIn,
  isReadableStream,
  isLocked,
  newStream,
  read,
  release,
  cancel,
  close,
  fail,
  begin,
  pull,
  waiting,
  notAttached: detached,
};
