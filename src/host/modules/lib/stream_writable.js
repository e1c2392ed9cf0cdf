// `Writable` (Node page "Stream").
'use strict';

const { Stream } = require('internal:stream_base');
const state_ = require('internal:stream_state');
const { fail, construct, nextTick, nop } = state_;
const { error, typeError, invalidArgument } = require('internal:validators');
const { Object, Symbol, Reflect, Error } = globalThis;

const newError = {
  destroyed: name => error('ERR_STREAM_DESTROYED', `Cannot call ${name} after a stream was destroyed`),
  finished: name => error('ERR_STREAM_ALREADY_FINISHED', `Cannot call ${name} after a stream was finished`),
  afterEnd: () => error('ERR_STREAM_WRITE_AFTER_END', 'write after end'),
  twice: () => error('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'),
};

function checkEncoding(encoding) {
  const { Buffer } = globalThis;
  if (Buffer !== undefined && !Buffer.isEncoding(encoding)) {
    throw typeError('ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
  }
}

class WritableState {
  constructor(options, stream, isDuplex) {
    isDuplex ??= stream._readableState !== undefined;
    this.objectMode = Boolean(options?.objectMode) || Boolean(isDuplex && options?.writableObjectMode);
    this.highWaterMark = options
      ? state_.highWaterMark(this, options, 'writableHighWaterMark', isDuplex)
      : state_.getDefaultHighWaterMark(this.objectMode);
    this.finalCalled = false;
    this.needDrain = false;
    this.ending = false;
    this.ended = false;
    this.finished = false;
    this.destroyed = false;
    this.decodeStrings = options?.decodeStrings !== false;
    this.defaultEncoding = options?.defaultEncoding || 'utf8';
    if (this.defaultEncoding !== 'utf8') checkEncoding(this.defaultEncoding);
    this.length = 0;
    this.writing = false;
    this.corked = 0;
    this.sync = true;
    this.bufferProcessing = false;
    this.onwrite = onwrite.bind(undefined, stream);
    this.writecb = null;
    this.writelen = 0;
    this.afterWriteTickInfo = null;
    this.buffered = [];
    this.bufferedIndex = 0;
    this.pendingcb = 0;
    this.constructed = true;
    this.prefinished = false;
    this.errorEmitted = false;
    this.emitClose = options?.emitClose !== false;
    this.autoDestroy = options?.autoDestroy !== false;
    this.errored = null;
    this.closed = false;
    this.closeEmitted = false;
    this.onFinished = [];
  }

  getBuffer() {
    return this.buffered.slice(this.bufferedIndex);
  }

  get bufferedRequestCount() {
    return this.buffered.length - this.bufferedIndex;
  }
}

function emptyBuffer(state) {
  state.buffered = [];
  state.bufferedIndex = 0;
}

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  const isDuplex = this._readableState !== undefined;
  this._writableState = new WritableState(options, this, isDuplex);
  if (options) takeMethods(this, options);
  Reflect.apply(Stream, this, [options]);
  construct(this, () => {
    const state = this._writableState;
    if (!state.writing) clearBuffer(this, state);
    finishMaybe(this, state);
  });
}

function takeMethods(stream, options) {
  if (typeof options.write === 'function') stream._write = options.write;
  if (typeof options.writev === 'function') stream._writev = options.writev;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.final === 'function') stream._final = options.final;
  if (typeof options.construct === 'function') stream._construct = options.construct;
  if (options.signal) require('internal:stream_tools').addAbortSignal(options.signal, stream);
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;

const hasInstance = Function.prototype[Symbol.hasInstance];
Object.defineProperty(Writable, Symbol.hasInstance, {
  value(object) {
    if (Reflect.apply(hasInstance, this, [object])) return true;
    return this === Writable && Boolean(object) && object._writableState instanceof WritableState;
  },
});

Writable.prototype.pipe = function () {
  fail(this, error('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable'));
};

function put(stream, chunk, encoding, callback) {
  const state = stream._writableState;
  if (typeof encoding === 'function') {
    callback = encoding;
    encoding = state.defaultEncoding;
  } else {
    if (!encoding) encoding = state.defaultEncoding;
    else if (encoding !== 'buffer' && encoding !== 'utf8') checkEncoding(encoding);
    if (typeof callback !== 'function') callback = nop;
  }
  if (chunk === null) throw typeError('ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
  if (!state.objectMode) {
    if (typeof chunk === 'string') {
      if (state.decodeStrings) {
        chunk = state_.encode(chunk, encoding);
        if (typeof chunk !== 'string') encoding = 'buffer';
      }
    } else if (state_.isBuffer(chunk)) {
      encoding = 'buffer';
    } else if (state_.isBytes(chunk)) {
      chunk = state_.toBuffer(chunk);
      encoding = 'buffer';
    } else {
      throw invalidArgument('chunk', state_.chunkTypes, chunk);
    }
  }
  let failure;
  if (state.ending) failure = newError.afterEnd();
  else if (state.destroyed) failure = newError.destroyed('write');
  if (failure) {
    nextTick(callback, failure);
    fail(stream, failure, true);
    return failure;
  }
  state.pendingcb++;
  return writeOrBuffer(stream, state, chunk, encoding, callback);
}

Writable.prototype.write = function (chunk, encoding, callback) {
  return put(this, chunk, encoding, callback) === true;
};

Writable.prototype.cork = function () {
  this._writableState.corked++;
};

Writable.prototype.uncork = function () {
  const state = this._writableState;
  if (!state.corked) return;
  state.corked--;
  if (!state.writing) clearBuffer(this, state);
};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  checkEncoding(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

function writeOrBuffer(stream, state, chunk, encoding, callback) {
  const length = state.objectMode ? 1 : chunk.length;
  state.length += length;
  if (state.writing || state.corked || state.errored || !state.constructed) {
    state.buffered.push({ chunk, encoding, callback });
  } else {
    doWrite(stream, state, false, length, chunk, encoding, callback);
  }
  // What was taken at once needs no room.
  const room = state.length < state.highWaterMark;
  if (!room) state.needDrain = true;
  return room && !state.errored && !state.destroyed;
}

function doWrite(stream, state, many, length, chunk, encoding, callback) {
  state.writelen = length;
  state.writecb = callback;
  state.writing = true;
  state.sync = true;
  if (state.destroyed) state.onwrite(newError.destroyed('write'));
  else if (many) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state.sync = false;
}

function onwrite(stream, failure) {
  const state = stream._writableState;
  const { sync, writecb: callback } = state;
  if (typeof callback !== 'function') {
    fail(stream, newError.twice());
    return;
  }
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (failure) {
    void failure.stack;
    if (!state.errored) state.errored = failure;
    if (stream._readableState && !stream._readableState.errored) stream._readableState.errored = failure;
    if (sync) nextTick(writeFailed, stream, state, failure, callback);
    else writeFailed(stream, state, failure, callback);
    return;
  }
  if (state.buffered.length > state.bufferedIndex) clearBuffer(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, callback);
    return;
  }
  // Many writes at once end in one tick.
  const info = state.afterWriteTickInfo;
  if (info !== null && info.callback === callback) {
    info.count++;
  } else {
    state.afterWriteTickInfo = { count: 1, callback, stream, state };
    nextTick(afterWriteTick, state.afterWriteTickInfo);
  }
}

function afterWriteTick({ stream, state, count, callback }) {
  state.afterWriteTickInfo = null;
  afterWrite(stream, state, count, callback);
}

function afterWrite(stream, state, count, callback) {
  if (!state.ending && !stream.destroyed && state.length === 0 && state.needDrain) {
    state.needDrain = false;
    stream.emit('drain');
  }
  for (; count > 0; count--) {
    state.pendingcb--;
    callback(null);
  }
  if (state.destroyed) failBuffered(state);
  finishMaybe(stream, state, true);
}

function writeFailed(stream, state, failure, callback) {
  --state.pendingcb;
  callback(failure);
  failBuffered(state);
  fail(stream, failure);
}

// What was never written is told so.
function failBuffered(state) {
  if (state.writing) return;
  for (let i = state.bufferedIndex; i < state.buffered.length; i++) {
    const { chunk, callback } = state.buffered[i];
    state.length -= state.objectMode ? 1 : chunk.length;
    callback(state.errored ?? newError.destroyed('write'));
  }
  const waiting = state.onFinished.splice(0);
  for (let i = 0; i < waiting.length; i++) waiting[i](state.errored ?? newError.destroyed('end'));
  emptyBuffer(state);
}

function clearBuffer(stream, state) {
  if (state.corked || state.bufferProcessing || state.destroyed || !state.constructed) return;
  const { buffered, objectMode } = state;
  let at = state.bufferedIndex;
  const count = buffered.length - at;
  if (count === 0) return;
  state.bufferProcessing = true;
  if (count > 1 && stream._writev) {
    state.pendingcb -= count - 1;
    const chunks = at === 0 ? buffered : buffered.slice(at);
    chunks.allBuffers = chunks.every(({ encoding }) => encoding === 'buffer');
    const callback = failure => {
      for (let i = 0; i < chunks.length; i++) chunks[i].callback(failure);
    };
    doWrite(stream, state, true, state.length, chunks, '', callback);
    emptyBuffer(state);
  } else {
    do {
      const { chunk, encoding, callback } = buffered[at];
      buffered[at++] = null;
      doWrite(stream, state, false, objectMode ? 1 : chunk.length, chunk, encoding, callback);
    } while (at < buffered.length && !state.writing);
    if (at === buffered.length) {
      emptyBuffer(state);
    } else if (at > 256) {
      buffered.splice(0, at);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = at;
    }
  }
  state.bufferProcessing = false;
}

Writable.prototype._write = function (chunk, encoding, callback) {
  if (!this._writev) {
    throw error('ERR_METHOD_NOT_IMPLEMENTED', 'The _write() method is not implemented');
  }
  this._writev([{ chunk, encoding }], callback);
};
Writable.prototype._writev = null;

Writable.prototype.end = function (chunk, encoding, callback) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  let failure;
  if (chunk !== null && chunk !== undefined) {
    const result = put(this, chunk, encoding);
    if (result instanceof Error) failure = result;
  }
  if (state.corked) {
    state.corked = 1;
    this.uncork();
  }
  if (failure) {
    // It is told below.
  } else if (!state.errored && !state.ending) {
    // The last chunk may have been written at once: the end comes in a tick.
    state.ending = true;
    finishMaybe(this, state, true);
    state.ended = true;
  } else if (state.finished) {
    failure = newError.finished('end');
  } else if (state.destroyed) {
    failure = newError.destroyed('end');
  }
  if (typeof callback === 'function') {
    if (failure) nextTick(callback, failure);
    else if (state.finished) nextTick(callback);
    else state.onFinished.push(callback);
  }
  return this;
};

function canFinish(state) {
  return (
    state.ending &&
    !state.destroyed &&
    state.constructed &&
    state.length === 0 &&
    !state.errored &&
    state.buffered.length === 0 &&
    !state.finished &&
    !state.writing &&
    !state.errorEmitted &&
    !state.closeEmitted
  );
}

function callFinal(stream, state) {
  let called = false;
  const done = failure => {
    if (called) {
      fail(stream, failure ?? newError.twice());
      return;
    }
    called = true;
    state.pendingcb--;
    if (failure) {
      const waiting = state.onFinished.splice(0);
      for (let i = 0; i < waiting.length; i++) waiting[i](failure);
      fail(stream, failure, state.sync);
    } else if (canFinish(state)) {
      state.prefinished = true;
      stream.emit('prefinish');
      // Time for a write that the listeners start.
      state.pendingcb++;
      nextTick(finish, stream, state);
    }
  };
  state.sync = true;
  state.pendingcb++;
  try {
    stream._final(done);
  } catch (failure) {
    done(failure);
  }
  state.sync = false;
}

function prefinish(stream, state) {
  if (state.prefinished || state.finalCalled) return;
  if (typeof stream._final === 'function' && !state.destroyed) {
    state.finalCalled = true;
    callFinal(stream, state);
  } else {
    state.prefinished = true;
    stream.emit('prefinish');
  }
}

function finishMaybe(stream, state, sync) {
  if (!canFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    nextTick(() => {
      if (canFinish(state)) finish(stream, state);
      else state.pendingcb--;
    });
  } else if (canFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finish(stream, state) {
  state.pendingcb--;
  state.finished = true;
  const waiting = state.onFinished.splice(0);
  for (let i = 0; i < waiting.length; i++) waiting[i](null);
  stream.emit('finish');
  if (!state.autoDestroy) return;
  const r = stream._readableState;
  if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false))) stream.destroy();
}

const getter = get => ({ configurable: false, enumerable: false, get });
const properties = {
  closed: getter(function () {
    return this._writableState ? this._writableState.closed : false;
  }),
  destroyed: {
    get() {
      return this._writableState ? this._writableState.destroyed : false;
    },
    set(value) {
      if (this._writableState) this._writableState.destroyed = value;
    },
  },
  writable: {
    get() {
      const w = this._writableState;
      return Boolean(w) && w.writable !== false && !w.destroyed && !w.errored && !w.ending && !w.ended;
    },
    set(value) {
      if (this._writableState) this._writableState.writable = Boolean(value);
    },
  },
  writableFinished: getter(function () {
    return this._writableState ? this._writableState.finished : false;
  }),
  writableObjectMode: getter(function () {
    return this._writableState ? this._writableState.objectMode : false;
  }),
  writableBuffer: getter(function () {
    return this._writableState && this._writableState.getBuffer();
  }),
  writableEnded: getter(function () {
    return this._writableState ? this._writableState.ending : false;
  }),
  writableNeedDrain: getter(function () {
    const w = this._writableState;
    return w ? !w.destroyed && !w.ending && w.needDrain : false;
  }),
  writableHighWaterMark: getter(function () {
    return this._writableState && this._writableState.highWaterMark;
  }),
  writableCorked: getter(function () {
    return this._writableState ? this._writableState.corked : 0;
  }),
  writableLength: getter(function () {
    return this._writableState && this._writableState.length;
  }),
  errored: getter(function () {
    return this._writableState ? this._writableState.errored : null;
  }),
  writableAborted: getter(function () {
    const w = this._writableState;
    return w.writable !== false && (w.destroyed || w.errored !== null) && !w.finished;
  }),
};
Object.defineProperties(Writable.prototype, properties);

Writable.prototype.destroy = function (failure, callback) {
  const state = this._writableState;
  if (!state.destroyed && (state.bufferedIndex < state.buffered.length || state.onFinished.length > 0)) {
    nextTick(failBuffered, state);
  }
  state_.destroy.call(this, failure, callback);
  return this;
};
Writable.prototype._undestroy = state_.undestroy;
Writable.prototype._destroy = function (failure, callback) {
  callback(failure);
};
Writable.prototype[require('events').captureRejectionSymbol] = function (failure) {
  this.destroy(failure);
};

module.exports = { Writable, WritableState, takeMethods, afterConstruction: (stream, state) => {
  if (!state.writing) clearBuffer(stream, state);
  finishMaybe(stream, state);
} };
