// `WritableStream`, its writer and its controller (WHATWG Streams, "Writable streams").
'use strict';

const base = require('internal:web_streams_base');
const { kState, invalidState, invalidThis, illegal, deferred, setHandled, finishClass } = base;
const check = require('internal:validators');
const { invalidArgument } = check;
const { AbortController, Promise } = globalThis;

const CLOSE = {};
const key = {};

class StreamState {
  state = 'writable';
  storedError = undefined;
  ending = undefined;
  writer = undefined;
  controller = undefined;
  requests = new base.Queue();
  inFlight = undefined;
  closeRequest = undefined;
  inFlightClose = undefined;
  pendingAbort = undefined;
  backpressure = false;
}
class WriterState {
  stream = undefined;
  closed = undefined;
  ready = undefined;
}
class ControllerState {}

const stateIn = (object, State) => {
  const state = typeof object === 'object' && object !== null ? object[kState] : undefined;
  return state instanceof State ? state : undefined;
};
const isWritableStream = value => stateIn(value, StreamState) !== undefined;
const isLocked = stream => stream[kState].writer !== undefined;

class WritableStream {
  constructor(sink = {}, strategy = {}) {
    if (sink === key) return;
    check.anyObject(sink, 'sink');
    base.checkStrategy(strategy, 'strategy');
    if (sink.type !== undefined) throw base.invalidRange('type', sink.type);
    const size = base.sizeOf(strategy);
    const highWaterMark = base.highWaterMarkOf(strategy, 1);
    this[kState] = new StreamState();
    setUp(
      this,
      {
        start: sink.start === undefined ? undefined : controller => sink.start(controller),
        write: base.promised(sink, 'write', 'sink.write'),
        close: base.promised(sink, 'close', 'sink.close'),
        abort: base.promised(sink, 'abort', 'sink.abort'),
      },
      highWaterMark,
      size,
    );
  }

  get locked() {
    if (!isWritableStream(this)) throw invalidThis('WritableStream');
    return isLocked(this);
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return Promise.reject(invalidThis('WritableStream'));
    if (isLocked(this)) return Promise.reject(invalidState('WritableStream is locked'));
    return abort(this, reason);
  }

  close() {
    if (!isWritableStream(this)) return Promise.reject(invalidThis('WritableStream'));
    if (isLocked(this)) return Promise.reject(invalidState('WritableStream is locked'));
    if (isClosing(this)) return Promise.reject(invalidState('Failure closing WritableStream'));
    return close(this);
  }

  getWriter() {
    if (!isWritableStream(this)) throw invalidThis('WritableStream');
    return new WritableStreamDefaultWriter(this);
  }
}
finishClass(WritableStream, ['locked', 'abort', 'close', 'getWriter'], stream => ({
  locked: stream.locked,
  state: stream[kState].state,
}));

// A stream of which another part of the library is the sink.
function newStream(algorithms, highWaterMark = 1, size = () => 1) {
  const stream = new WritableStream(key);
  stream[kState] = new StreamState();
  setUp(stream, algorithms, highWaterMark, size);
  return stream;
}

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) throw invalidArgument('stream', 'an instance of WritableStream', stream);
    if (isLocked(stream)) throw invalidState('WritableStream is locked');
    const state = (this[kState] = new WriterState());
    state.stream = stream;
    const own = stream[kState];
    own.writer = this;
    state.ready = deferred();
    state.closed = deferred();
    if (own.state === 'writable') {
      if (isClosing(stream) || !own.backpressure) state.ready.resolve();
    } else if (own.state === 'erroring') {
      state.ready.reject(own.storedError);
    } else if (own.state === 'closed') {
      state.ready.resolve();
      state.closed.resolve();
    } else {
      state.ready.reject(own.storedError);
      state.closed.reject(own.storedError);
    }
    setHandled(state.ready.promise);
    setHandled(state.closed.promise);
  }

  get closed() {
    const state = stateIn(this, WriterState);
    if (state === undefined) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    return state.closed.promise;
  }

  get desiredSize() {
    const state = stateIn(this, WriterState);
    if (state === undefined) throw invalidThis('WritableStreamDefaultWriter');
    if (state.stream === undefined) throw invalidState('Writer is not bound to a WritableStream');
    return desiredSize(state.stream);
  }

  get ready() {
    const state = stateIn(this, WriterState);
    if (state === undefined) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    return state.ready.promise;
  }

  abort(reason = undefined) {
    const state = stateIn(this, WriterState);
    if (state === undefined) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    if (state.stream === undefined)
      return Promise.reject(invalidState('Writer is not bound to a WritableStream'));
    return abort(state.stream, reason);
  }

  close() {
    const state = stateIn(this, WriterState);
    if (state === undefined) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    if (state.stream === undefined)
      return Promise.reject(invalidState('Writer is not bound to a WritableStream'));
    if (isClosing(state.stream)) return Promise.reject(invalidState('Failure to close WritableStream'));
    return close(state.stream);
  }

  releaseLock() {
    const state = stateIn(this, WriterState);
    if (state === undefined) throw invalidThis('WritableStreamDefaultWriter');
    if (state.stream !== undefined) release(this);
  }

  write(chunk = undefined) {
    const state = stateIn(this, WriterState);
    if (state === undefined) return Promise.reject(invalidThis('WritableStreamDefaultWriter'));
    if (state.stream === undefined)
      return Promise.reject(invalidState('Writer is not bound to a WritableStream'));
    return write(this, chunk);
  }
}
finishClass(
  WritableStreamDefaultWriter,
  ['closed', 'desiredSize', 'ready', 'abort', 'close', 'releaseLock', 'write'],
  writer => ({
    stream: writer[kState].stream,
    close: writer[kState].closed.promise,
    ready: writer[kState].ready.promise,
    desiredSize: writer.desiredSize,
  }),
);

class WritableStreamDefaultController {
  constructor(inside) {
    if (inside !== key) throw illegal();
  }

  get signal() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('WritableStreamDefaultController');
    return state.abortController.signal;
  }

  error(reason = undefined) {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('WritableStreamDefaultController');
    if (state.stream[kState].state === 'writable') fail(this, reason);
  }
}
finishClass(WritableStreamDefaultController, ['signal', 'error'], controller => ({
  stream: controller[kState].stream,
}));

function setUp(stream, algorithms, highWaterMark, size) {
  const controller = new WritableStreamDefaultController(key);
  const own = stream[kState];
  const state = (controller[kState] = new ControllerState());
  Object.assign(state, {
    stream,
    queue: new base.SizedQueue(),
    abortController: new AbortController(),
    started: false,
    size,
    highWaterMark,
    write: algorithms.write,
    close: algorithms.close,
    abort: algorithms.abort,
  });
  own.controller = controller;
  setBackpressure(stream, isFull(controller));
  const started = algorithms.start?.(controller);
  Promise.resolve(started).then(
    () => {
      state.started = true;
      advance(controller);
    },
    reason => {
      state.started = true;
      dealWithRejection(stream, reason);
    },
  );
}

function clearAlgorithms(controller) {
  const state = controller[kState];
  state.write = state.close = state.abort = state.size = undefined;
}

const isFull = controller => desiredSizeOf(controller) <= 0;
const desiredSizeOf = ({ [kState]: { highWaterMark, queue } }) => highWaterMark - queue.size;

function desiredSize(stream) {
  const { state, controller } = stream[kState];
  if (state === 'errored' || state === 'erroring') return null;
  return state === 'closed' ? 0 : desiredSizeOf(controller);
}

function isClosing(stream) {
  const { closeRequest, inFlightClose } = stream[kState];
  return closeRequest !== undefined || inFlightClose !== undefined;
}

function setBackpressure(stream, on) {
  const own = stream[kState];
  const { writer } = own;
  if (writer !== undefined && on !== own.backpressure) {
    if (on) writer[kState].ready = deferred();
    else writer[kState].ready.resolve();
  }
  own.backpressure = on;
}

function abort(stream, reason) {
  const own = stream[kState];
  if (own.state === 'closed' || own.state === 'errored') return Promise.resolve();
  own.controller[kState].abortController.abort(reason);
  if (own.state === 'closed' || own.state === 'errored') return Promise.resolve();
  if (own.pendingAbort !== undefined) return own.pendingAbort.promise;
  const wasErroring = own.state === 'erroring';
  own.pendingAbort = { ...deferred(), reason: wasErroring ? undefined : reason, wasErroring };
  const { promise } = own.pendingAbort;
  if (!wasErroring) startErroring(stream, reason);
  return promise;
}

function close(stream) {
  const own = stream[kState];
  if (own.state === 'closed' || own.state === 'errored') {
    return Promise.reject(invalidState('WritableStream is closed'));
  }
  own.closeRequest = deferred();
  const { promise } = own.closeRequest;
  if (own.writer !== undefined && own.backpressure && own.state === 'writable')
    own.writer[kState].ready.resolve();
  own.controller[kState].queue.add(CLOSE, 0);
  advance(own.controller);
  return promise;
}

// Closes what is still open, for a pipe.
function closeWithErrors(writer) {
  const { stream } = writer[kState];
  const own = stream[kState];
  if (isClosing(stream) || own.state === 'closed') return Promise.resolve();
  return own.state === 'errored' ? Promise.reject(own.storedError) : close(stream);
}

function write(writer, chunk) {
  const { stream } = writer[kState];
  const own = stream[kState];
  const { controller } = own;
  const state = controller[kState];
  let size = 1;
  if (state.size !== undefined) {
    try {
      size = state.size(chunk);
    } catch (thrown) {
      if (own.state === 'writable') fail(controller, thrown);
    }
  }
  if (stream !== writer[kState].stream) return Promise.reject(invalidState('Mismatched WritableStreams'));
  if (own.state === 'errored') return Promise.reject(own.storedError);
  if (isClosing(stream) || own.state === 'closed')
    return Promise.reject(invalidState('WritableStream is closed'));
  if (own.state === 'erroring') return Promise.reject(own.storedError);
  const request = deferred();
  own.requests.push(request);
  try {
    state.queue.add(chunk, size);
  } catch (thrown) {
    if (own.state === 'writable') fail(controller, thrown);
    return request.promise;
  }
  if (!isClosing(stream) && own.state === 'writable') setBackpressure(stream, isFull(controller));
  advance(controller);
  return request.promise;
}

function release(writer) {
  const state = writer[kState];
  const { stream } = state;
  const reason = invalidState('Writer has been released');
  rejectAnew(state, 'ready', reason);
  rejectAnew(state, 'closed', reason);
  stream[kState].writer = undefined;
  state.stream = undefined;
}

// Rejects a promise that may be settled already.
function rejectAnew(state, name, reason) {
  if (state[name].settled) state[name] = deferred();
  state[name].reject(reason);
  setHandled(state[name].promise);
}

function dealWithRejection(stream, reason) {
  if (stream[kState].state === 'writable') startErroring(stream, reason);
  else finishErroring(stream);
}

function startErroring(stream, reason) {
  const own = stream[kState];
  const { controller, writer } = own;
  own.state = 'erroring';
  own.storedError = reason;
  if (writer !== undefined) rejectAnew(writer[kState], 'ready', reason);
  if (own.inFlight === undefined && own.inFlightClose === undefined && controller[kState].started) {
    finishErroring(stream);
  }
}

function finishErroring(stream) {
  const own = stream[kState];
  own.state = 'errored';
  const { controller } = own;
  controller[kState].queue.reset();
  while (own.requests.length > 0) own.requests.shift().reject(own.storedError);
  const { pendingAbort } = own;
  if (pendingAbort === undefined) {
    rejectCloseAndClosed(stream);
    return;
  }
  own.pendingAbort = undefined;
  if (pendingAbort.wasErroring) {
    pendingAbort.reject(own.storedError);
    rejectCloseAndClosed(stream);
    return;
  }
  const done = controller[kState].abort?.(pendingAbort.reason) ?? Promise.resolve();
  clearAlgorithms(controller);
  done.then(
    () => {
      pendingAbort.resolve();
      rejectCloseAndClosed(stream);
    },
    reason => {
      pendingAbort.reject(reason);
      rejectCloseAndClosed(stream);
    },
  );
}

function rejectCloseAndClosed(stream) {
  const own = stream[kState];
  if (own.closeRequest !== undefined) {
    own.closeRequest.reject(own.storedError);
    own.closeRequest = undefined;
  }
  own.ending?.reject(own.storedError);
  if (own.writer !== undefined) {
    own.writer[kState].closed.reject(own.storedError);
    setHandled(own.writer[kState].closed.promise);
  }
}

function fail(controller, reason) {
  const { stream } = controller[kState];
  clearAlgorithms(controller);
  startErroring(stream, reason);
}

// Gives the sink the next chunk.
function advance(controller) {
  const state = controller[kState];
  const { stream } = state;
  const own = stream[kState];
  if (!state.started || own.inFlight !== undefined) return;
  if (own.state === 'erroring') {
    finishErroring(stream);
    return;
  }
  if (state.queue.length === 0) return;
  const { value } = state.queue.peek();
  if (value === CLOSE) processClose(controller);
  else processWrite(controller, value);
}

function processClose(controller) {
  const state = controller[kState];
  const { stream } = state;
  const own = stream[kState];
  own.inFlightClose = own.closeRequest;
  own.closeRequest = undefined;
  state.queue.take();
  const done = state.close?.() ?? Promise.resolve();
  clearAlgorithms(controller);
  done.then(
    () => {
      own.inFlightClose.resolve();
      own.inFlightClose = undefined;
      if (own.state === 'erroring') {
        own.storedError = undefined;
        own.pendingAbort?.resolve();
        own.pendingAbort = undefined;
      }
      own.state = 'closed';
      own.ending?.resolve();
      own.writer?.[kState].closed.resolve();
    },
    reason => {
      own.inFlightClose.reject(reason);
      own.inFlightClose = undefined;
      own.pendingAbort?.reject(reason);
      own.pendingAbort = undefined;
      dealWithRejection(stream, reason);
    },
  );
}

function processWrite(controller, chunk) {
  const state = controller[kState];
  const { stream } = state;
  const own = stream[kState];
  own.inFlight = own.requests.shift();
  (state.write?.(chunk, controller) ?? Promise.resolve()).then(
    () => {
      own.inFlight.resolve();
      own.inFlight = undefined;
      state.queue.take();
      if (!isClosing(stream) && own.state === 'writable') setBackpressure(stream, isFull(controller));
      advance(controller);
    },
    reason => {
      if (own.state === 'writable') clearAlgorithms(controller);
      own.inFlight.reject(reason);
      own.inFlight = undefined;
      dealWithRejection(stream, reason);
    },
  );
}

module.exports = {
  WritableStream,
  WritableStreamDefaultController,
  WritableStreamDefaultWriter,
  isWritableStream,
  isLocked,
  isClosing,
  newStream,
  abort,
  close,
  closeWithErrors,
  write,
  release,
  fail,
};
