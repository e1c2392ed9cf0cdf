// What streams of both directions share (Node page "Stream"): how they begin, fail and end, and what
// is asked of them.
'use strict';

const check = require('internal:validators');
const { error, AbortError } = check;
const { Symbol, AggregateError, Math, Number, Object, Array } = globalThis;

const kConstruct = Symbol('kConstruct');
const kDestroy = Symbol('kDestroy');

const nextTick = (fn, ...args) => process.nextTick(fn, ...args);
const nop = () => {};

let defaultBytes = 16 * 1024;
let defaultObjects = 16;

function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  check.integer(value, 'value', 0);
  if (objectMode) defaultObjects = value;
  else defaultBytes = value;
}

// `highWaterMark`, or for a Duplex that of the direction.
function highWaterMark(state, options, name, isDuplex) {
  const value = options.highWaterMark ?? (isDuplex ? options[name] : null);
  if (value == null) return getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(value) || value < 0) {
    const shown = isDuplex ? `options.${name}` : 'options.highWaterMark';
    throw check.invalidValue(shown, value);
  }
  return Math.floor(value);
}

// ---- bytes

const bufferClass = () => globalThis.Buffer;
const isBuffer = value => bufferClass() !== undefined && value instanceof bufferClass();
const isBytes = value => globalThis.Uint8Array !== undefined && value instanceof globalThis.Uint8Array;

function toBuffer(bytes) {
  return bufferClass().from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function encode(text, encoding) {
  const Buffer = bufferClass();
  return Buffer === undefined ? text : Buffer.from(text, encoding);
}

const chunkTypes = 'of type string or an instance of Buffer, TypedArray, or DataView';

// ---- failing and ending

function note(error, w, r) {
  if (!error) return;
  void error.stack;
  if (w && !w.errored) w.errored = error;
  if (r && !r.errored) r.errored = error;
}

function joinErrors(first, second) {
  if (first && second && first !== second) {
    if (Array.isArray(first.errors)) {
      first.errors.push(second);
      return first;
    }
    const joined = new AggregateError([second, first], second.message);
    joined.code = second.code;
    return joined;
  }
  return first || second;
}

function destroy(failure, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const state = w || r;
  if (w?.destroyed || r?.destroyed) {
    if (typeof callback === 'function') callback();
    return this;
  }
  note(failure, w, r);
  if (w) w.destroyed = true;
  if (r) r.destroyed = true;
  if (state.constructed) teardown(this, failure, callback);
  else this.once(kDestroy, later => teardown(this, joinErrors(later, failure), callback));
  return this;
}

function teardown(stream, failure, callback) {
  let called = false;
  const r = stream._readableState;
  const w = stream._writableState;
  const done = problem => {
    if (called) return;
    called = true;
    note(problem, w, r);
    if (w) w.closed = true;
    if (r) r.closed = true;
    if (typeof callback === 'function') callback(problem);
    if (problem) nextTick(emitErrorAndClose, stream, problem);
    else nextTick(emitClose, stream);
  };
  try {
    stream._destroy(failure || null, done);
  } catch (problem) {
    done(problem);
  }
}

function emitErrorAndClose(stream, failure) {
  emitError(stream, failure);
  emitClose(stream);
}

function emitClose(stream) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (w) w.closeEmitted = true;
  if (r) r.closeEmitted = true;
  if (w?.emitClose || r?.emitClose) stream.emit('close');
}

function emitError(stream, failure) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (w?.errorEmitted || r?.errorEmitted) return;
  if (w) w.errorEmitted = true;
  if (r) r.errorEmitted = true;
  stream.emit('error', failure);
}

function undestroy() {
  const r = this._readableState;
  const w = this._writableState;
  const fresh = { constructed: true, closed: false, closeEmitted: false, destroyed: false, errored: null, errorEmitted: false };
  if (r) {
    const over = r.readable === false;
    Object.assign(r, fresh, { reading: false, ended: over, endEmitted: over });
  }
  if (w) {
    const over = w.writable === false;
    Object.assign(w, fresh, { finalCalled: false, prefinished: false, ended: over, ending: over, finished: over });
  }
}

// An error of a stream: it is destroyed, unless it shall not be.
function fail(stream, failure, sync) {
  const r = stream._readableState;
  const w = stream._writableState;
  if (w?.destroyed || r?.destroyed) return stream;
  if (r?.autoDestroy || w?.autoDestroy) {
    stream.destroy(failure);
  } else if (failure) {
    note(failure, w, r);
    if (sync) nextTick(emitError, stream, failure);
    else emitError(stream, failure);
  }
  return stream;
}

function construct(stream, callback) {
  if (typeof stream._construct !== 'function') return;
  const r = stream._readableState;
  const w = stream._writableState;
  if (r) r.constructed = false;
  if (w) w.constructed = false;
  stream.once(kConstruct, callback);
  if (stream.listenerCount(kConstruct) > 1) return;
  nextTick(beginConstruction, stream);
}

function beginConstruction(stream) {
  let called = false;
  const done = failure => {
    if (called) {
      fail(stream, failure ?? error('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times'));
      return;
    }
    called = true;
    const r = stream._readableState;
    const w = stream._writableState;
    const state = w || r;
    if (r) r.constructed = true;
    if (w) w.constructed = true;
    if (state.destroyed) stream.emit(kDestroy, failure);
    else if (failure) fail(stream, failure, true);
    else nextTick(() => stream.emit(kConstruct));
  };
  try {
    stream._construct(failure => nextTick(done, failure));
  } catch (failure) {
    nextTick(done, failure);
  }
}

// Destroys whatever kind of stream it is.
function destroyer(stream, failure) {
  if (!stream || isDestroyed(stream)) return;
  if (!failure && !isFinished(stream)) failure = new AbortError();
  if (typeof stream.destroy === 'function') stream.destroy(failure);
  else if (typeof stream.close === 'function') stream.close();
  if (!stream.destroyed && stream._readableState === undefined && stream._writableState === undefined) {
    stream[kIsDestroyed] = true;
  }
}
const kIsDestroyed = Symbol.for('nodejs.stream.destroyed');
// What web streams answer themselves.
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');

// ---- questions

function isReadableStream(value, strict = false) {
  return Boolean(
    value &&
      typeof value.pipe === 'function' &&
      typeof value.on === 'function' &&
      (!strict || (typeof value.pause === 'function' && typeof value.resume === 'function')) &&
      (!value._writableState || value._readableState?.readable !== false) &&
      (!value._writableState || value._readableState),
  );
}

function isWritableStream(value) {
  return Boolean(
    value &&
      typeof value.write === 'function' &&
      typeof value.on === 'function' &&
      (!value._readableState || value._writableState?.writable !== false),
  );
}

function isDuplexStream(value) {
  return Boolean(
    value &&
      typeof value.pipe === 'function' &&
      value._readableState &&
      typeof value.on === 'function' &&
      typeof value.write === 'function',
  );
}

function isStream(value) {
  return (
    value &&
    (value._readableState ||
      value._writableState ||
      (typeof value.write === 'function' && typeof value.on === 'function') ||
      (typeof value.pipe === 'function' && typeof value.on === 'function'))
  );
}

function isIterable(value, isAsync) {
  if (value == null) return false;
  if (isAsync === true) return typeof value[Symbol.asyncIterator] === 'function';
  if (isAsync === false) return typeof value[Symbol.iterator] === 'function';
  return typeof value[Symbol.asyncIterator] === 'function' || typeof value[Symbol.iterator] === 'function';
}

function isDestroyed(stream) {
  if (!isStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return Boolean(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

function isWritableEnded(stream) {
  if (!isWritableStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  return typeof state?.ended === 'boolean' ? state.ended : null;
}

function isWritableFinished(stream, strict) {
  if (!isWritableStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (typeof state?.finished !== 'boolean') return null;
  return Boolean(state.finished || (strict === false && state.ended === true && state.length === 0));
}

function isReadableFinished(stream, strict) {
  if (!isReadableStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (typeof state?.endEmitted !== 'boolean') return null;
  return Boolean(state.endEmitted || (strict === false && state.ended === true && state.length === 0));
}

function isReadable(stream) {
  if (typeof stream?.[kIsReadable] === 'boolean') return stream[kIsReadable];
  if (typeof stream?.readable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isReadableStream(stream) && stream.readable && !isReadableFinished(stream);
}

function isWritable(stream) {
  if (typeof stream?.writable !== 'boolean') return null;
  if (isDestroyed(stream)) return false;
  return isWritableStream(stream) && stream.writable && !isWritableEnded(stream);
}

function isFinished(stream, options) {
  if (!isStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  if (options?.readable !== false && isReadable(stream)) return false;
  if (options?.writable !== false && isWritable(stream)) return false;
  return true;
}

function isClosed(stream) {
  if (!isStream(stream)) return null;
  if (typeof stream.closed === 'boolean') return stream.closed;
  const { _writableState: w, _readableState: r } = stream;
  if (typeof w?.closed === 'boolean' || typeof r?.closed === 'boolean') return w?.closed || r?.closed;
  return null;
}

function willEmitClose(stream) {
  if (!isStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return Boolean(state?.autoDestroy && state.emitClose && state.closed === false);
}

function isErrored(stream) {
  return Boolean(stream && (stream[kIsErrored] ?? stream.errored ?? stream._readableState?.errored ?? stream._writableState?.errored));
}

function isDisturbed(stream) {
  return Boolean(stream && (stream[kIsDisturbed] ?? (stream.readableDidRead || stream.readableAborted)));
}

module.exports = {
  kDestroy,
  nextTick,
  nop,
  getDefaultHighWaterMark,
  setDefaultHighWaterMark,
  highWaterMark,
  isBuffer,
  isBytes,
  toBuffer,
  encode,
  chunkTypes,
  joinErrors,
  destroy,
  undestroy,
  fail,
  construct,
  destroyer,
  isReadableStream,
  isWritableStream,
  isDuplexStream,
  isStream,
  isIterable,
  isDestroyed,
  isWritableEnded,
  isWritableFinished,
  isReadableFinished,
  isReadable,
  isWritable,
  isFinished,
  isClosed,
  willEmitClose,
  isErrored,
  isDisturbed,
};
