// `Readable` (Node page "Stream").
'use strict';

const EventEmitter = require('events');
const { Stream, prependListener } = require('internal:stream_base');
const state_ = require('internal:stream_state');
const { fail, construct, nextTick } = state_;
const { error, invalidArgument } = require('internal:validators');
const { Object, Symbol, Set, Number, Promise, Reflect } = globalThis;
const { on: listenTo, removeListener: unlisten } = Stream.prototype;

// More than this no read asks for at once.
const MOST = 0x40000000;

const afterEof = () => error('ERR_STREAM_PUSH_AFTER_EOF', 'stream.push() after EOF');

class ReadableState {
  constructor(options, stream, isDuplex) {
    isDuplex ??= stream._writableState !== undefined;
    this.objectMode = Boolean(options?.objectMode) || Boolean(isDuplex && options?.readableObjectMode);
    this.highWaterMark = options
      ? state_.highWaterMark(this, options, 'readableHighWaterMark', isDuplex)
      : state_.getDefaultHighWaterMark(this.objectMode);
    this.buffer = [];
    this.bufferIndex = 0;
    this.length = 0;
    this.pipes = [];
    this.flowing = null;
    this.ended = false;
    this.endEmitted = false;
    this.reading = false;
    this.constructed = true;
    this.sync = true;
    this.needReadable = false;
    this.emittedReadable = false;
    this.readableListening = false;
    this.resumeScheduled = false;
    this.paused = null;
    this.errorEmitted = false;
    this.emitClose = options?.emitClose !== false;
    this.autoDestroy = options?.autoDestroy !== false;
    this.destroyed = false;
    this.errored = null;
    this.closed = false;
    this.closeEmitted = false;
    this.defaultEncoding = options?.defaultEncoding || 'utf8';
    this.awaitDrainWriters = null;
    this.multiAwaitDrain = false;
    this.readingMore = false;
    this.dataEmitted = false;
    this.decoder = null;
    this.encoding = null;
    if (options?.encoding) {
      this.decoder = newDecoder(options.encoding);
      this.encoding = options.encoding;
    }
  }

  get pipesCount() {
    return this.pipes.length;
  }
}

function newDecoder(encoding) {
  const { StringDecoder } = require('string_decoder');
  return new StringDecoder(encoding);
}

function Readable(options) {
  if (!(this instanceof Readable)) return new Readable(options);
  const isDuplex = this._writableState !== undefined;
  this._readableState = new ReadableState(options, this, isDuplex);
  if (options) takeMethods(this, options, isDuplex);
  Reflect.apply(Stream, this, [options]);
  construct(this, () => {
    if (this._readableState.needReadable) readMore(this, this._readableState);
  });
}

function takeMethods(stream, options, isDuplex) {
  if (typeof options.read === 'function') stream._read = options.read;
  if (typeof options.destroy === 'function') stream._destroy = options.destroy;
  if (typeof options.construct === 'function') stream._construct = options.construct;
  if (options.signal && !isDuplex) require('internal:stream_tools').addAbortSignal(options.signal, stream);
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);
Readable.ReadableState = ReadableState;
Readable.prototype.destroy = state_.destroy;
Readable.prototype._undestroy = state_.undestroy;
Readable.prototype._destroy = function (failure, callback) {
  callback(failure);
};
Readable.prototype[EventEmitter.captureRejectionSymbol] = function (failure) {
  this.destroy(failure);
};

// ---- what is pushed

Readable.prototype.push = function (chunk, encoding) {
  return add(this, chunk, encoding, false);
};
Readable.prototype.unshift = function (chunk, encoding) {
  return add(this, chunk, encoding, true);
};

// A chunk in bytes, or in the encoding of the stream.
function convert(state, chunk, encoding, front) {
  if (typeof chunk === 'string') {
    encoding = encoding || state.defaultEncoding;
    if (state.encoding === encoding) return [chunk, encoding];
    if (front && state.encoding) {
      const bytes = state_.encode(chunk, encoding);
      return [typeof bytes === 'string' ? bytes : bytes.toString(state.encoding), encoding];
    }
    return [state_.encode(chunk, encoding), ''];
  }
  if (state_.isBuffer(chunk)) return [chunk, ''];
  if (state_.isBytes(chunk)) return [state_.toBuffer(chunk), ''];
  if (chunk !== undefined) throw invalidArgument('chunk', state_.chunkTypes, chunk);
  return [chunk, encoding];
}

function add(stream, chunk, encoding, front) {
  const state = stream._readableState;
  if (chunk === null) {
    state.reading = false;
    endOfData(stream, state);
    return false;
  }
  if (!state.objectMode) {
    try {
      [chunk, encoding] = convert(state, chunk, encoding, front);
    } catch (failure) {
      fail(stream, failure);
      return hasRoom(state);
    }
  }
  const something = state.objectMode || (chunk && chunk.length > 0);
  if (front) {
    if (!something) return hasRoom(state);
    if (state.endEmitted) {
      fail(stream, error('ERR_STREAM_UNSHIFT_AFTER_END_EVENT', 'stream.unshift() after end event'));
    } else if (state.destroyed || state.errored) {
      return false;
    } else {
      addChunk(stream, state, chunk, true);
    }
    return hasRoom(state);
  }
  if (!something) {
    state.reading = false;
    maybeReadMore(stream, state);
    return hasRoom(state);
  }
  if (state.ended) {
    fail(stream, afterEof());
    return hasRoom(state);
  }
  if (state.destroyed || state.errored) return false;
  state.reading = false;
  if (state.decoder && !encoding && typeof chunk !== 'string') {
    chunk = state.decoder.write(chunk);
    if (!state.objectMode && chunk.length === 0) {
      maybeReadMore(stream, state);
      return hasRoom(state);
    }
  }
  addChunk(stream, state, chunk, false);
  return hasRoom(state);
}

const hasRoom = state => !state.ended && (state.length < state.highWaterMark || state.length === 0);

function addChunk(stream, state, chunk, front) {
  if (state.flowing && state.length === 0 && !state.sync && stream.listenerCount('data') > 0) {
    // Nobody waits for a drain any more once there is data.
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (!front) {
      state.buffer.push(chunk);
    } else if (state.bufferIndex > 0) {
      state.buffer[--state.bufferIndex] = chunk;
    } else {
      state.buffer.unshift(chunk);
    }
    if (state.needReadable) emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

function endOfData(stream, state) {
  if (state.ended) return;
  if (state.decoder) {
    const rest = state.decoder.end();
    if (rest && rest.length > 0) {
      state.buffer.push(rest);
      state.length += state.objectMode ? 1 : rest.length;
    }
  }
  state.ended = true;
  if (state.sync) {
    emitReadable(stream);
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNow(stream);
  }
}

// ---- what is read

Readable.prototype.isPaused = function () {
  const state = this._readableState;
  return state.paused === true || state.flowing === false;
};

Readable.prototype.setEncoding = function (encoding) {
  const decoder = newDecoder(encoding);
  const state = this._readableState;
  state.decoder = decoder;
  state.encoding = decoder.encoding;
  let content = '';
  for (let i = state.bufferIndex; i < state.buffer.length; i++) content += decoder.write(state.buffer[i]);
  state.buffer = content === '' ? [] : [content];
  state.bufferIndex = 0;
  state.length = content.length;
  return this;
};

function newHighWaterMark(n) {
  if (n > MOST) {
    throw require('internal:validators').outOfRange('size', '<= 1GiB', n);
  }
  let power = 1;
  while (power < n) power *= 2;
  return power;
}

function howMuch(n, state) {
  if (n <= 0 || (state.length === 0 && state.ended)) return 0;
  if (state.objectMode) return 1;
  if (Number.isNaN(n)) {
    return state.flowing && state.length > 0 ? state.buffer[state.bufferIndex].length : state.length;
  }
  if (n <= state.length) return n;
  return state.ended ? state.length : 0;
}

Readable.prototype.read = function (n) {
  if (n === undefined) n = NaN;
  else if (!Number.isInteger(n)) n = Number.parseInt(n, 10);
  const state = this._readableState;
  const asked = n;
  if (n > state.highWaterMark) state.highWaterMark = newHighWaterMark(n);
  if (n !== 0) state.emittedReadable = false;
  const full = state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0;
  if (n === 0 && state.needReadable && (full || state.ended)) {
    if (state.length === 0 && state.ended) endReadable(this);
    else emitReadable(this);
    return null;
  }
  n = howMuch(n, state);
  if (n === 0 && state.ended) {
    if (state.length === 0) endReadable(this);
    return null;
  }
  let more = state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
  if (state.ended || state.reading || state.destroyed || state.errored || !state.constructed) more = false;
  if (more) {
    state.reading = true;
    state.sync = true;
    if (state.length === 0) state.needReadable = true;
    try {
      this._read(state.highWaterMark);
    } catch (failure) {
      fail(this, failure);
    }
    state.sync = false;
    // What was pushed at once may be read at once.
    if (!state.reading) n = howMuch(asked, state);
  }
  const chunk = n > 0 ? takeFrom(n, state) : null;
  if (chunk === null) {
    state.needReadable = state.length <= state.highWaterMark;
    n = 0;
  } else {
    state.length -= n;
    if (state.multiAwaitDrain) state.awaitDrainWriters.clear();
    else state.awaitDrainWriters = null;
  }
  if (state.length === 0) {
    if (!state.ended) state.needReadable = true;
    if (asked !== n && state.ended) endReadable(this);
  }
  if (chunk !== null && !state.errored && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit('data', chunk);
  }
  return chunk;
};

// Takes `n` bytes, or one object, from the front.
function takeFrom(n, state) {
  if (state.length === 0) return null;
  const { buffer } = state;
  if (state.objectMode) return shift(state);
  if (!n || n >= state.length) {
    const all = buffer.slice(state.bufferIndex);
    state.buffer = [];
    state.bufferIndex = 0;
    return join(state, all, state.length);
  }
  const first = buffer[state.bufferIndex];
  if (n < first.length) {
    buffer[state.bufferIndex] = first.slice(n);
    return first.slice(0, n);
  }
  if (n === first.length) return shift(state);
  const parts = [];
  for (let left = n; left > 0; ) {
    const next = buffer[state.bufferIndex];
    if (left < next.length) {
      parts.push(next.slice(0, left));
      buffer[state.bufferIndex] = next.slice(left);
      left = 0;
    } else {
      parts.push(shift(state));
      left -= next.length;
    }
  }
  return join(state, parts, n);
}

function shift(state) {
  const chunk = state.buffer[state.bufferIndex];
  state.buffer[state.bufferIndex++] = null;
  if (state.bufferIndex === state.buffer.length) {
    state.buffer = [];
    state.bufferIndex = 0;
  } else if (state.bufferIndex > 1024) {
    state.buffer.splice(0, state.bufferIndex);
    state.bufferIndex = 0;
  }
  return chunk;
}

function join(state, parts, length) {
  if (parts.length === 1) return parts[0];
  return typeof parts[0] === 'string' ? parts.join('') : globalThis.Buffer.concat(parts, length);
}

function emitReadable(stream) {
  const state = stream._readableState;
  state.needReadable = false;
  if (state.emittedReadable) return;
  state.emittedReadable = true;
  nextTick(emitReadableNow, stream);
}

function emitReadableNow(stream) {
  const state = stream._readableState;
  if (!state.destroyed && !state.errored && (state.length > 0 || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
  flow(stream);
}

function maybeReadMore(stream, state) {
  if (state.readingMore || !state.constructed) return;
  state.readingMore = true;
  nextTick(readMore, stream, state);
}

// Reads ahead as long as that brings something.
function readMore(stream, state) {
  while (
    !state.reading &&
    !state.ended &&
    (state.length < state.highWaterMark || (state.flowing && state.length === 0))
  ) {
    const before = state.length;
    stream.read(0);
    if (before === state.length) break;
  }
  state.readingMore = false;
}

Readable.prototype._read = function (n) {
  throw error('ERR_METHOD_NOT_IMPLEMENTED', 'The _read() method is not implemented');
};

// ---- pipe

Readable.prototype.pipe = function (dest, options) {
  const source = this;
  const state = this._readableState;
  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters = new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(dest);
  const ends = (!options || options.end !== false) && dest !== process.stdout && dest !== process.stderr;
  const atEnd = ends ? onend : unpipe;
  if (state.endEmitted) nextTick(atEnd);
  else source.once('end', atEnd);
  dest.on('unpipe', onunpipe);
  let ondrain;
  let clean = false;

  function onunpipe(readable, info) {
    if (readable === source && info && info.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  }
  function onend() {
    dest.end();
  }
  function cleanup() {
    dest.removeListener('close', onclose);
    dest.removeListener('finish', onfinish);
    if (ondrain) dest.removeListener('drain', ondrain);
    dest.removeListener('error', onerror);
    dest.removeListener('unpipe', onunpipe);
    source.removeListener('end', onend);
    source.removeListener('end', unpipe);
    source.removeListener('data', ondata);
    clean = true;
    // Others would wait for a drain that does not come.
    if (ondrain && state.awaitDrainWriters && (!dest._writableState || dest._writableState.needDrain)) ondrain();
  }
  function pause() {
    if (!clean) {
      if (state.pipes.length === 1 && state.pipes[0] === dest) {
        state.awaitDrainWriters = dest;
        state.multiAwaitDrain = false;
      } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
        state.awaitDrainWriters.add(dest);
      }
      source.pause();
    }
    if (!ondrain) {
      ondrain = drainOf(source, dest);
      dest.on('drain', ondrain);
    }
  }
  function ondata(chunk) {
    if (dest.write(chunk) === false) pause();
  }
  function onerror(failure) {
    unpipe();
    dest.removeListener('error', onerror);
    if (dest.listenerCount('error') !== 0) return;
    const own = dest._writableState || dest._readableState;
    if (own && !own.errorEmitted) fail(dest, failure);
    else dest.emit('error', failure);
  }
  function onclose() {
    dest.removeListener('finish', onfinish);
    unpipe();
  }
  function onfinish() {
    dest.removeListener('close', onclose);
    unpipe();
  }
  function unpipe() {
    source.unpipe(dest);
  }

  source.on('data', ondata);
  prependListener(dest, 'error', onerror);
  dest.once('close', onclose);
  dest.once('finish', onfinish);
  dest.emit('pipe', source);
  if (dest.writableNeedDrain === true) pause();
  else if (!state.flowing) source.resume();
  return dest;
};

function drainOf(source, dest) {
  return function pipeOnDrainFunctionResult() {
    const state = source._readableState;
    if (state.awaitDrainWriters === dest) state.awaitDrainWriters = null;
    else if (state.multiAwaitDrain) state.awaitDrainWriters.delete(dest);
    if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) && source.listenerCount('data')) {
      source.resume();
    }
  };
}

Readable.prototype.unpipe = function (dest) {
  const state = this._readableState;
  if (state.pipes.length === 0) return this;
  if (!dest) {
    const all = state.pipes;
    state.pipes = [];
    this.pause();
    for (let i = 0; i < all.length; i++) all[i].emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const at = state.pipes.indexOf(dest);
  if (at === -1) return this;
  state.pipes.splice(at, 1);
  if (state.pipes.length === 0) this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

// ---- listeners, flowing

Readable.prototype.on = function (event, fn) {
  const result = Reflect.apply(listenTo, this, [event, fn]);
  const state = this._readableState;
  if (event === 'data') {
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false) this.resume();
  } else if (event === 'readable' && !state.endEmitted && !state.readableListening) {
    state.readableListening = state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length > 0) emitReadable(this);
    else if (!state.reading) nextTick(() => this.read(0));
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

Readable.prototype.removeListener = function (event, fn) {
  const result = Reflect.apply(unlisten, this, [event, fn]);
  if (event === 'readable') nextTick(updateListening, this);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function (event) {
  const result = Stream.prototype.removeAllListeners.apply(this, arguments);
  if (event === 'readable' || event === undefined) nextTick(updateListening, this);
  return result;
};

function updateListening(stream) {
  const state = stream._readableState;
  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state.paused === false) state.flowing = true;
  else if (stream.listenerCount('data') > 0) stream.resume();
  else if (!state.readableListening) state.flowing = null;
}

Readable.prototype.resume = function () {
  const state = this._readableState;
  if (!state.flowing) {
    state.flowing = !state.readableListening;
    if (!state.resumeScheduled) {
      state.resumeScheduled = true;
      nextTick(resumeNow, this, state);
    }
  }
  state.paused = false;
  return this;
};

function resumeNow(stream, state) {
  if (!state.reading) stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading) stream.read(0);
}

Readable.prototype.pause = function () {
  const state = this._readableState;
  if (state.flowing !== false) {
    state.flowing = false;
    this.emit('pause');
  }
  state.paused = true;
  return this;
};

function flow(stream) {
  const state = stream._readableState;
  while (state.flowing && stream.read() !== null);
}

// A stream of the old kind as one of this.
Readable.prototype.wrap = function (stream) {
  let paused = false;
  stream.on('data', chunk => {
    if (!this.push(chunk) && stream.pause) {
      paused = true;
      stream.pause();
    }
  });
  stream.on('end', () => this.push(null));
  stream.on('error', failure => fail(this, failure));
  stream.on('close', () => this.destroy());
  stream.on('destroy', () => this.destroy());
  this._read = () => {
    if (paused && stream.resume) {
      paused = false;
      stream.resume();
    }
  };
  for (const key of Object.keys(stream)) {
    if (this[key] === undefined && typeof stream[key] === 'function') this[key] = stream[key].bind(stream);
  }
  return this;
};

// ---- iterating

Readable.prototype[Symbol.asyncIterator] = function () {
  return iterate(this);
};
Readable.prototype.iterator = function (options) {
  if (options !== undefined) require('internal:validators').object(options, 'options');
  return iterate(this, options);
};

function iterate(stream, options) {
  if (typeof stream.read !== 'function') stream = Readable.prototype.wrap.call(new Readable({ objectMode: true }), stream);
  const iterator = chunksOf(stream, options);
  iterator.stream = stream;
  return iterator;
}

async function* chunksOf(stream, options) {
  const { finished } = require('internal:stream_tools');
  let wake = state_.nop;
  const wait = resolve => {
    wake = resolve;
  };
  const onReadable = () => {
    wake();
    wake = state_.nop;
  };
  stream.on('readable', onReadable);
  // Undefined: it goes on. Null: it has ended.
  let failure;
  const cleanup = finished(stream, { writable: false }, problem => {
    failure = problem ? state_.joinErrors(failure, problem) : null;
    wake();
    wake = state_.nop;
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (failure) throw failure;
      else if (failure === null) return;
      else await new Promise(wait);
    }
  } catch (problem) {
    failure = state_.joinErrors(failure, problem);
    throw failure;
  } finally {
    if (
      (failure || options?.destroyOnReturn !== false) &&
      (failure === undefined || stream._readableState.autoDestroy)
    ) {
      state_.destroyer(stream, null);
    } else {
      stream.off('readable', onReadable);
      cleanup();
    }
  }
}

// ---- what is told of it

const hidden = (get, set) => ({ configurable: false, enumerable: false, get, set });
Object.defineProperties(Readable.prototype, {
  readable: hidden(
    function () {
      const r = this._readableState;
      return Boolean(r) && r.readable !== false && !r.destroyed && !r.errorEmitted && !r.endEmitted;
    },
    function (value) {
      if (this._readableState) this._readableState.readable = Boolean(value);
    },
  ),
  readableDidRead: hidden(function () {
    return this._readableState.dataEmitted;
  }),
  readableAborted: hidden(function () {
    const r = this._readableState;
    return r.readable !== false && (r.destroyed || r.errored !== null) && !r.endEmitted;
  }),
  readableHighWaterMark: hidden(function () {
    return this._readableState.highWaterMark;
  }),
  readableBuffer: hidden(function () {
    return this._readableState && this._readableState.buffer;
  }),
  readableFlowing: hidden(
    function () {
      return this._readableState.flowing;
    },
    function (value) {
      if (this._readableState) this._readableState.flowing = value;
    },
  ),
  readableLength: hidden(function () {
    return this._readableState.length;
  }),
  readableObjectMode: hidden(function () {
    return this._readableState ? this._readableState.objectMode : false;
  }),
  readableEncoding: hidden(function () {
    return this._readableState ? this._readableState.encoding : null;
  }),
  errored: hidden(function () {
    return this._readableState ? this._readableState.errored : null;
  }),
  closed: hidden(function () {
    return this._readableState ? this._readableState.closed : false;
  }),
  destroyed: hidden(
    function () {
      return this._readableState ? this._readableState.destroyed : false;
    },
    function (value) {
      if (this._readableState) this._readableState.destroyed = value;
    },
  ),
  readableEnded: hidden(function () {
    return this._readableState ? this._readableState.endEmitted : false;
  }),
});
Readable._fromList = (n, state) => {
  const chunk = takeFrom(n, state);
  return chunk;
};

function endReadable(stream) {
  const state = stream._readableState;
  if (state.endEmitted) return;
  state.ended = true;
  nextTick(endNow, state, stream);
}

function endNow(state, stream) {
  if (state.errored || state.closeEmitted || state.endEmitted || state.length !== 0) return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    nextTick(() => {
      if (stream.writable && !stream.writableEnded && !stream.destroyed) stream.end();
    });
  } else if (state.autoDestroy) {
    const w = stream._writableState;
    if (!w || (w.autoDestroy && (w.finished || w.writable === false))) stream.destroy();
  }
}

Readable.from = Object.defineProperty(
  function (iterable, options) {
    return require('internal:stream_from')(Readable, iterable, options);
  },
  'name',
  { value: '' },
);
Readable.wrap = Object.defineProperty(
  function (source, options) {
    return new Readable({
      objectMode: source.readableObjectMode ?? source.objectMode ?? true,
      ...options,
      destroy(failure, callback) {
        state_.destroyer(source, failure);
        callback(failure);
      },
    }).wrap(source);
  },
  'name',
  { value: '' },
);

module.exports = { Readable, ReadableState, takeMethods, readMore };
