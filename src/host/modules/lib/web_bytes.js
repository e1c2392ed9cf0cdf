// Readable streams of bytes: their controller, the reader that brings its own buffer, and the
// request for one (WHATWG Streams, "Readable byte streams").
'use strict';

const base = require('internal:web_streams_base');
const { kState, invalidState, invalidThis, illegal, deferred, finishClass } = base;
const check = require('internal:validators');
const { invalidArgument, invalidValue, rangeError } = check;
const readable = require('internal:web_readable');
const { key, stateIn, ReaderState, Reader, waiting } = readable;
const { ArrayBuffer, Promise, Uint8Array } = globalThis;
const viewType = 'an instance of Buffer, TypedArray, or DataView';

class ControllerState {}
class RequestState {}

const elementSizeOf = view => view.BYTES_PER_ELEMENT ?? 1;

// Takes the memory of a buffer out of the hands of whoever gave it.
function taken(buffer) {
  return buffer.transfer();
}

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!readable.isReadableStream(stream))
      throw invalidArgument('stream', 'an instance of ReadableStream', stream);
    if (readable.isLocked(stream)) throw invalidState('ReadableStream is locked');
    if (!stream[kState].controller[kState].isBytes) {
      throw invalidValue('stream', stream, 'must be a byte stream');
    }
    readable.attach(this, stream);
    const state = this[kState];
    state.isBYOB = true;
    state.cancelInto = () => {
      while (state.requests.length > 0) state.requests.shift().close(undefined);
    };
  }

  read(view, options = {}) {
    const state = stateIn(this, ReaderState);
    if (state === undefined) return Promise.reject(invalidThis('ReadableStreamBYOBReader'));
    try {
      return readInto(state, view, options);
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  }

  releaseLock() {
    Reader.releaseLock(this, 'ReadableStreamBYOBReader');
  }

  get closed() {
    return Reader.closed(this, 'ReadableStreamBYOBReader');
  }

  cancel(reason = undefined) {
    return Reader.cancel(this, 'ReadableStreamBYOBReader', reason);
  }
}
finishClass(ReadableStreamBYOBReader, ['closed', 'read', 'releaseLock', 'cancel'], reader => {
  const { stream, readRequests, close } = readable.shownReader(reader);
  return { stream, readIntoRequests: readRequests, close };
});

function readInto(state, view, options) {
  if (!ArrayBuffer.isView(view)) throw invalidArgument('view', viewType, view);
  check.anyObject(options, 'options');
  if (view.byteLength === 0) throw invalidState('View or Viewed ArrayBuffer is zero-length or detached');
  const { min = 1 } = options;
  if (typeof min !== 'number') throw invalidArgument('options.min', 'of type number', min);
  if (!Number.isInteger(min) || min <= 0)
    throw invalidValue('options.min', min, 'must be an integer greater than 0');
  if (min > (view.length ?? view.byteLength)) {
    throw check.outOfRange('options.min', 'less than or equal to the length of the view', min);
  }
  if (state.stream === undefined) throw readable.notAttached();
  const { promise, resolve, reject } = deferred();
  const own = state.stream[kState];
  own.disturbed = true;
  const request = {
    chunk: value => resolve({ value, done: false }),
    close: value => resolve({ value, done: true }),
    error: reject,
  };
  if (own.state === 'errored') request.error(own.storedError);
  else own.controller[kState].pullInto(view, min, request);
  return promise;
}

class ReadableStreamBYOBRequest {
  constructor(inside) {
    if (inside !== key) throw illegal();
  }

  get view() {
    const state = stateIn(this, RequestState);
    if (state === undefined) throw invalidThis('ReadableStreamBYOBRequest');
    return state.view;
  }

  respond(bytesWritten) {
    const state = stateIn(this, RequestState);
    if (state === undefined) throw invalidThis('ReadableStreamBYOBRequest');
    if (state.controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (state.view.byteLength === 0 || state.view.buffer.byteLength === 0) {
      throw invalidState('Viewed ArrayBuffer is detached');
    }
    respond(state.controller[kState], bytesWritten);
  }

  respondWithNewView(view) {
    const state = stateIn(this, RequestState);
    if (state === undefined) throw invalidThis('ReadableStreamBYOBRequest');
    if (state.controller === undefined) throw invalidState('This BYOB request has been invalidated');
    if (!ArrayBuffer.isView(view)) throw invalidArgument('view', viewType, view);
    respondWithView(state.controller[kState], view);
  }
}
finishClass(ReadableStreamBYOBRequest, ['view', 'respond', 'respondWithNewView'], request => ({
  view: request.view,
  controller: request[kState].controller,
}));

class ReadableByteStreamController {
  constructor(inside) {
    if (inside !== key) throw illegal();
  }

  get byobRequest() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableByteStreamController');
    if (state.byobRequest === null && state.pending.length > 0) {
      const { buffer, byteOffset, byteLength, filled } = state.pending[0];
      const request = new ReadableStreamBYOBRequest(key);
      const view = new Uint8Array(buffer, byteOffset + filled, byteLength - filled);
      request[kState] = Object.assign(new RequestState(), { controller: this, view });
      state.byobRequest = request;
    }
    return state.byobRequest;
  }

  get desiredSize() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableByteStreamController');
    return desiredSize(state);
  }

  close() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableByteStreamController');
    if (state.closeRequested) throw invalidState('Controller is already closed');
    if (state.stream[kState].state !== 'readable') throw invalidState('ReadableStream is already closed');
    close(state);
  }

  enqueue(chunk) {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableByteStreamController');
    if (!ArrayBuffer.isView(chunk)) throw invalidArgument('buffer', viewType, chunk);
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw invalidState('chunk ArrayBuffer is zero-length or detached');
    }
    if (state.closeRequested) throw invalidState('Controller is already closed');
    if (state.stream[kState].state !== 'readable') throw invalidState('ReadableStream is already closed');
    enqueue(state, chunk);
  }

  error(reason = undefined) {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('ReadableByteStreamController');
    state.fail(reason);
  }
}
finishClass(
  ReadableByteStreamController,
  ['byobRequest', 'desiredSize', 'close', 'enqueue', 'error'],
  () => ({}),
);

function setUp(stream, { start, pull, cancel }, highWaterMark, autoAllocate) {
  if (autoAllocate !== undefined) {
    check.number(autoAllocate, 'source.autoAllocateChunkSize');
    if (autoAllocate === 0) throw invalidValue('source.autoAllocateChunkSize', autoAllocate);
  }
  const controller = new ReadableByteStreamController(key);
  const state = (controller[kState] = new ControllerState());
  Object.assign(state, {
    isBytes: true,
    stream,
    controller,
    queue: new base.Queue(),
    size: 0,
    started: false,
    closeRequested: false,
    pulling: false,
    pullAgain: false,
    highWaterMark,
    pull,
    cancel,
    pending: [],
    byobRequest: null,
    pullInto: (view, min, request) => pullInto(state, view, min, request),
    pullSteps: request => pullSteps(state, request, autoAllocate),
    cancelSteps(reason) {
      clear(state);
      const result = state.cancel?.(reason) ?? Promise.resolve();
      clearAlgorithms(state);
      return result;
    },
    releaseSteps() {
      if (state.pending.length === 0) return;
      state.pending[0].reader = 'none';
      state.pending.length = 1;
    },
    close: () => close(state),
    enqueue: chunk => enqueue(state, chunk),
    fail(reason) {
      if (stream[kState].state !== 'readable') return;
      clear(state);
      clearAlgorithms(state);
      readable.fail(stream, reason);
    },
    canAdd: () => !state.closeRequested && stream[kState].state === 'readable',
    desiredSize: () => desiredSize(state),
  });
  stream[kState].controller = controller;
  readable.begin(state, start?.(controller), pullIfNeeded);
}

function clear(state) {
  invalidate(state);
  state.pending = [];
  state.queue.clear();
  state.size = 0;
}

function clearAlgorithms(state) {
  state.pull = state.cancel = undefined;
}

function invalidate(state) {
  if (state.byobRequest === null) return;
  const request = state.byobRequest[kState];
  request.controller = undefined;
  request.view = null;
  state.byobRequest = null;
}

function desiredSize(state) {
  switch (state.stream[kState].state) {
    case 'errored':
      return null;
    case 'closed':
      return 0;
    default:
      return state.highWaterMark - state.size;
  }
}

function pullIfNeeded(state) {
  const readyToPull = state.stream[kState].state === 'readable' && !state.closeRequested && state.started;
  if (readyToPull && (waiting(state.stream) || desiredSize(state) > 0)) readable.pull(state, pullIfNeeded);
}

function close(state) {
  if (state.closeRequested || state.stream[kState].state !== 'readable') return;
  if (state.size > 0) {
    state.closeRequested = true;
    return;
  }
  if (state.pending.length > 0 && state.pending[0].filled % state.pending[0].elementSize !== 0) {
    const fault = invalidState('Partial read');
    state.fail(fault);
    throw fault;
  }
  clearAlgorithms(state);
  readable.close(state.stream);
}

const readerOf = state => {
  const { reader } = state.stream[kState];
  return reader === undefined ? undefined : reader[kState];
};

function addBytes(state, buffer, byteOffset, byteLength) {
  state.queue.push({ buffer, byteOffset, byteLength });
  state.size += byteLength;
}

function enqueue(state, { buffer, byteOffset, byteLength }) {
  if (state.closeRequested || state.stream[kState].state !== 'readable') return;
  const own = taken(buffer);
  if (state.pending.length > 0) {
    const first = state.pending[0];
    if (first.buffer.detached) throw invalidState('Destination ArrayBuffer is detached');
    invalidate(state);
    first.buffer = taken(first.buffer);
    if (first.reader === 'none') queueRest(state, first);
  }
  const reader = readerOf(state);
  if (reader === undefined) {
    addBytes(state, own, byteOffset, byteLength);
  } else if (reader.isBYOB) {
    addBytes(state, own, byteOffset, byteLength);
    commitAll(state, fillPending(state));
  } else {
    while (reader.requests.length > 0 && state.size > 0) giveQueued(state, reader.requests.shift());
    if (reader.requests.length === 0) {
      addBytes(state, own, byteOffset, byteLength);
    } else {
      if (state.pending.length > 0) state.pending.shift();
      reader.requests.shift().chunk(new Uint8Array(own, byteOffset, byteLength));
    }
  }
  pullIfNeeded(state);
}

// What was filled for a reader that is gone.
function queueRest(state, { buffer, byteOffset, filled }) {
  if (filled > 0) addBytes(state, buffer.slice(byteOffset, byteOffset + filled), 0, filled);
  state.pending.shift();
}

function giveQueued(state, request) {
  const { buffer, byteOffset, byteLength } = state.queue.shift();
  state.size -= byteLength;
  afterTaking(state);
  request.chunk(new Uint8Array(buffer, byteOffset, byteLength));
}

function afterTaking(state) {
  if (state.size === 0 && state.closeRequested) {
    clearAlgorithms(state);
    readable.close(state.stream);
  } else {
    pullIfNeeded(state);
  }
}

function pullSteps(state, request, autoAllocate) {
  if (state.size > 0) {
    giveQueued(state, request);
    return;
  }
  if (autoAllocate !== undefined) {
    let buffer;
    try {
      buffer = new ArrayBuffer(autoAllocate);
    } catch (thrown) {
      request.error(thrown);
      return;
    }
    state.pending.push({
      buffer,
      bufferLength: autoAllocate,
      byteOffset: 0,
      byteLength: autoAllocate,
      filled: 0,
      least: 1,
      elementSize: 1,
      View: Uint8Array,
      reader: 'default',
    });
  }
  readerOf(state).requests.push(request);
  pullIfNeeded(state);
}

function pullInto(state, view, min, request) {
  const elementSize = elementSizeOf(view);
  const { byteOffset, byteLength, constructor: View } = view;
  let buffer;
  try {
    buffer = taken(view.buffer);
  } catch (thrown) {
    request.error(thrown);
    return;
  }
  const into = {
    buffer,
    bufferLength: buffer.byteLength,
    byteOffset,
    byteLength,
    filled: 0,
    least: min * elementSize,
    elementSize,
    View,
    reader: 'byob',
  };
  const { requests } = readerOf(state);
  if (state.pending.length > 0) {
    state.pending.push(into);
    requests.push(request);
    return;
  }
  if (state.stream[kState].state === 'closed') {
    request.close(new View(into.buffer, byteOffset, 0));
    return;
  }
  if (state.size > 0) {
    if (fill(state, into)) {
      const filled = viewOf(into);
      afterTaking(state);
      request.chunk(filled);
      return;
    }
    if (state.closeRequested) {
      const fault = invalidState('ReadableStream closed');
      state.fail(fault);
      request.error(fault);
      return;
    }
  }
  state.pending.push(into);
  requests.push(request);
  pullIfNeeded(state);
}

// Moves queued bytes into a buffer: whether there are enough.
function fill(state, into) {
  const most = Math.min(state.size, into.byteLength - into.filled);
  const aligned = into.filled + most - ((into.filled + most) % into.elementSize);
  const enough = aligned >= into.least;
  let left = enough ? aligned - into.filled : most;
  while (left > 0) {
    const first = state.queue.peek();
    const count = Math.min(left, first.byteLength);
    const target = new Uint8Array(into.buffer, into.byteOffset + into.filled, count);
    target.set(new Uint8Array(first.buffer, first.byteOffset, count));
    if (first.byteLength === count) {
      state.queue.shift();
    } else {
      first.byteOffset += count;
      first.byteLength -= count;
    }
    state.size -= count;
    into.filled += count;
    left -= count;
  }
  return enough;
}

function fillPending(state) {
  const filled = [];
  while (state.pending.length > 0 && state.size > 0 && fill(state, state.pending[0])) {
    filled.push(state.pending.shift());
  }
  return filled;
}

const viewOf = ({ View, buffer, byteOffset, filled, elementSize }) =>
  new View(taken(buffer), byteOffset, filled / elementSize);

function commit(state, into) {
  const done = state.stream[kState].state === 'closed';
  const request = readerOf(state).requests.shift();
  const view = viewOf(into);
  if (done) request.close(into.reader === 'byob' ? view : undefined);
  else request.chunk(view);
}

function commitAll(state, list) {
  for (const into of list) commit(state, into);
}

function respond(state, written) {
  check.number(written, 'bytesWritten');
  const first = state.pending[0];
  if (state.stream[kState].state === 'closed') {
    if (written !== 0) throw invalidState('Controller is closed');
  } else {
    if (written === 0) throw invalidState('Cannot respond with zero bytes');
    if (first.filled + written > first.byteLength) {
      throw rangeError(
        'ERR_INVALID_ARG_VALUE',
        `The argument 'bytesWritten' is invalid. Received ${written}`,
      );
    }
  }
  first.buffer = taken(first.buffer);
  respondInside(state, written);
}

function respondWithView(state, view) {
  const first = state.pending[0];
  const { byteLength, byteOffset, buffer } = view;
  const isClosed = state.stream[kState].state === 'closed';
  if (isClosed && byteLength !== 0) throw invalidState('View is not zero-length');
  if (!isClosed && byteLength === 0) throw invalidState('View is zero-length');
  const wrong = name => base.invalidRange(name, view);
  if (first.byteOffset + first.filled !== byteOffset) throw wrong('view');
  if (first.bufferLength !== buffer.byteLength) throw wrong('view');
  if (first.filled + byteLength > first.byteLength) throw wrong('view');
  first.buffer = taken(buffer);
  respondInside(state, byteLength);
}

function respondInside(state, written) {
  invalidate(state);
  const first = state.pending[0];
  if (state.stream[kState].state === 'closed') {
    if (first.reader === 'none') state.pending.shift();
    const reader = readerOf(state);
    if (reader?.isBYOB) while (reader.requests.length > 0) commit(state, state.pending.shift());
  } else {
    respondReadable(state, first, written);
  }
  pullIfNeeded(state);
}

function respondReadable(state, first, written) {
  first.filled += written;
  if (first.reader === 'none') {
    queueRest(state, first);
    if (readerOf(state)?.isBYOB) commitAll(state, fillPending(state));
    return;
  }
  if (first.filled < first.least) return;
  state.pending.shift();
  const rest = first.filled % first.elementSize;
  if (rest > 0) {
    const end = first.byteOffset + first.filled;
    addBytes(state, first.buffer.slice(end - rest, end), 0, rest);
    first.filled -= rest;
  }
  const others = fillPending(state);
  commit(state, first);
  commitAll(state, others);
}

module.exports = {
  ReadableByteStreamController,
  ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest,
  setUp,
};
