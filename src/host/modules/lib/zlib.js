// `zlib` (Node page "Zlib"): streams that compress and uncompress, at once, by callback and as
// streams. Work is done when the loop comes to it, one piece after the other.
'use strict';

const native = require('internal:zlib');
const { later } = require('internal:fs');
const check = require('internal:validators');
const { error, rangeError, invalidArgument, outOfRange } = check;
const views = require('internal:views');
const { Transform, finished } = require('stream');
const { Buffer, kMaxLength } = require('buffer');
const constants = require('internal:zlib_constants');
const { Error, Infinity, Number, Object, Promise, Reflect, Symbol, Uint32Array, Uint8Array } = globalThis;
const { defineProperty, setPrototypeOf } = Object;

const MAX_OUTPUT_LENGTH = Number(kMaxLength);
const kFlushFlag = Symbol('kFlushFlag');
const kError = Symbol('kError');
const kState = Symbol('kState');

const codes = {};
for (const name of [
  'OK',
  'STREAM_END',
  'NEED_DICT',
  'ERRNO',
  'STREAM_ERROR',
  'DATA_ERROR',
  'MEM_ERROR',
  'BUF_ERROR',
  'VERSION_ERROR',
]) {
  codes[`Z_${name}`] = constants[`Z_${name}`];
}
for (const name of Object.keys(codes)) codes[codes[name]] = name;

const { Z_FINISH, Z_BLOCK, Z_NO_FLUSH, Z_FULL_FLUSH, Z_SYNC_FLUSH } = constants;
const { DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP } = constants;
const BUFFER_ERROR = -5;
const DATA_ERROR = -3;
const STREAM_END = 1;
const NEED_DICTIONARY = 2;
const GZIP_MARK = [0x1f, 0x8b];

const bytesType = 'of type string or an instance of Buffer, TypedArray, DataView, or ArrayBuffer';

const bytesOf = value =>
  views.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);

// What a stream has of the machine.
class Handle {
  constructor(mode, { level, windowBits, memLevel, strategy, dictionary }) {
    this.mode = mode;
    this.dictionary = dictionary === undefined ? undefined : bytesOf(dictionary);
    this.marks = 0;
    const bits = windowBits + (mode === GZIP || mode === GUNZIP ? 16 : mode === UNZIP ? 32 : 0);
    this.make =
      mode === DEFLATE || mode === GZIP || mode === DEFLATERAW
        ? () => native.deflate(level, mode === DEFLATERAW ? -windowBits : bits, memLevel, strategy)
        : () => native.inflate(mode === INFLATERAW ? -windowBits : bits);
    this.begin();
  }

  begin() {
    this.state = this.make();
    const early = this.mode === DEFLATE || this.mode === DEFLATERAW || this.mode === INFLATERAW;
    if (early && this.dictionary !== undefined) native.setDictionary(this.state, this.dictionary);
  }

  // Which of the two a stream is that may be either, as far as its first bytes tell.
  detect(input, offset, length) {
    for (let i = 0; this.mode === UNZIP && i < length; i++) {
      if (input[offset + i] !== GZIP_MARK[this.marks]) this.mode = INFLATE;
      else if (++this.marks === GZIP_MARK.length) this.mode = GUNZIP;
    }
  }

  // How many bytes were read and written, and what is wrong.
  run(flush, input, offset, length, output, outOffset, room) {
    if (this.mode === UNZIP) this.detect(input, offset, length);
    const step = () =>
      native.step(
        this.state,
        input,
        offset + read,
        length - read,
        output,
        outOffset + written,
        room - written,
        flush,
      );
    let [read, written] = [0, 0];
    let result;
    const go = () => {
      result = step();
      read += result[0];
      written += result[1];
    };
    go();
    if (this.mode !== INFLATERAW && result[2] === NEED_DICTIONARY && this.dictionary !== undefined) {
      if (native.setDictionary(this.state, this.dictionary)) go();
    }
    while (this.mode === GUNZIP && result[2] === STREAM_END && read < length && input[offset + read] !== 0) {
      native.reset(this.state);
      go();
    }
    return { read, written, fault: this.faultOf(result, written < room, flush) };
  }

  faultOf({ 2: status, 3: message }, hasRoom, flush) {
    if (status === 0 || status === BUFFER_ERROR) {
      return hasRoom && flush === Z_FINISH ? failure('unexpected end of file', BUFFER_ERROR) : undefined;
    }
    if (status === STREAM_END) return undefined;
    if (status === NEED_DICTIONARY) {
      return failure(this.dictionary === undefined ? 'Missing dictionary' : 'Bad dictionary', status);
    }
    return failure(message ?? 'Zlib error', status);
  }

  reset() {
    this.begin();
  }
}

function failure(message, errno) {
  const fault = new Error(message);
  fault.errno = errno;
  fault.code = codes[errno];
  return fault;
}

function finite(value, name) {
  if (value === undefined) return false;
  if (Number.isFinite(value)) return true;
  if (Number.isNaN(value)) return false;
  check.number(value, name);
  throw outOfRange(name, 'a finite number', value);
}

function ranged(value, name, least, most, fallback) {
  if (!finite(value, name)) return fallback;
  if (value < least || value > most) {
    throw outOfRange(name, most === Infinity ? `>= ${least}` : `>= ${least} and <= ${most}`, value);
  }
  return value;
}

const isInflating = mode => mode === INFLATE || mode === GUNZIP || mode === UNZIP || mode === INFLATERAW;

function ZlibBase(options, mode, handle, { flush, finishFlush, fullFlush }) {
  let chunkSize = constants.Z_DEFAULT_CHUNK;
  let maxOutputLength = MAX_OUTPUT_LENGTH;
  if (options) {
    chunkSize = ranged(options.chunkSize, 'options.chunkSize', constants.Z_MIN_CHUNK, Infinity, chunkSize);
    flush = ranged(options.flush, 'options.flush', Z_NO_FLUSH, Z_BLOCK, flush);
    finishFlush = ranged(options.finishFlush, 'options.finishFlush', Z_NO_FLUSH, Z_BLOCK, finishFlush);
    maxOutputLength = ranged(
      options.maxOutputLength,
      'options.maxOutputLength',
      1,
      MAX_OUTPUT_LENGTH,
      maxOutputLength,
    );
    if (options.encoding || options.objectMode || options.writableObjectMode) {
      options = { ...options, encoding: null, objectMode: false, writableObjectMode: false };
    }
  }
  Reflect.apply(Transform, this, [{ autoDestroy: true, ...options }]);
  this.bytesWritten = 0;
  this._handle = handle();
  this._outBuffer = undefined;
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = fullFlush;
  this._info = options?.info;
  this._maxOutputLength = maxOutputLength;
  this[kError] = null;
  this._mode = mode;
  for (const name of ['_mode', '_outBuffer', '_handle', kError])
    defineProperty(this, name, { enumerable: false });
}
setPrototypeOf(ZlibBase.prototype, Transform.prototype);
setPrototypeOf(ZlibBase, Transform);

function close(engine) {
  engine._handle = null;
  engine._outBuffer = undefined;
}

function roomOf(engine) {
  if (engine._outBuffer === undefined || engine._outOffset >= engine._chunkSize) {
    engine._outBuffer = Buffer.allocUnsafeSlow(engine._chunkSize);
    engine._outOffset = 0;
  }
  return engine._chunkSize - engine._outOffset;
}

// Takes input from an offset on: what was written, how much was read, whether there is more.
function takeStep(engine, chunk, offset, flushFlag) {
  const room = roomOf(engine);
  const length = chunk.byteLength - offset;
  const { _outBuffer: out, _outOffset: from } = engine;
  const { read, written, fault } = engine._handle.run(flushFlag, chunk, offset, length, out, from, room);
  if (fault !== undefined) return { fault };
  engine._outOffset += written;
  return { read, made: written > 0 ? out.slice(from, from + written) : undefined, more: written === room };
}

function processAtOnce(engine, chunk, flushFlag) {
  const buffers = [];
  let [offset, length] = [0, 0];
  for (;;) {
    const { fault, read, made, more } = takeStep(engine, chunk, offset, flushFlag);
    if (fault !== undefined) {
      close(engine);
      engine.destroy();
      throw fault;
    }
    offset += read;
    if (made !== undefined) {
      buffers[buffers.length] = made;
      length += made.byteLength;
      if (length > engine._maxOutputLength) {
        close(engine);
        throw tooLarge(engine._maxOutputLength);
      }
    }
    if (!more) break;
  }
  engine.bytesWritten = offset;
  close(engine);
  if (length === 0) return Buffer.alloc(0);
  return buffers.length === 1 ? buffers[0] : Buffer.concat(buffers, length);
}

const tooLarge = most =>
  rangeError('ERR_BUFFER_TOO_LARGE', `Cannot create a Buffer larger than ${most} bytes`);

function processLater(engine, chunk, flushFlag, callback) {
  const view = bytesOf(chunk);
  let offset = 0;
  const work = () => {
    if (engine.destroyed || engine._handle === null) {
      callback();
      return;
    }
    const { fault, read, made, more } = takeStep(engine, view, offset, flushFlag);
    if (fault !== undefined) {
      engine[kError] = fault;
      engine.destroy(fault);
      return;
    }
    offset += read;
    engine.bytesWritten += read;
    let isFull = false;
    if (made !== undefined) isFull = !engine.push(made);
    if (engine.destroyed) {
      callback();
      return;
    }
    if (more && isFull) {
      // The next piece when somebody has read this one.
      const { _read } = engine;
      engine._read = size => {
        engine._read = _read;
        later(work);
        engine._read(size);
      };
      return;
    }
    if (more) {
      later(work);
      return;
    }
    if (offset < view.length) {
      // The stream came to its end before its bytes did.
      engine.push(null);
      return;
    }
    callback();
  };
  if (engine._handle === null) process.nextTick(callback);
  else later(work);
}

const flushOrder = [0, 1, 5, 2, 3, 4];
const strongest = (a, b) => (flushOrder.indexOf(a) > flushOrder.indexOf(b) ? a : b);

defineProperty(ZlibBase.prototype, '_closed', {
  configurable: true,
  enumerable: true,
  get() {
    return !this._handle;
  },
});
defineProperty(ZlibBase.prototype, 'bytesRead', {
  configurable: true,
  enumerable: true,
  get() {
    return this.bytesWritten;
  },
  set(value) {
    this.bytesWritten = value;
  },
});
Object.assign(ZlibBase.prototype, {
  reset() {
    if (!this._handle) throw error('ERR_INTERNAL_ASSERTION', 'zlib binding closed');
    this._handle.reset();
  },
  _flush(callback) {
    this._transform(Buffer.alloc(0), '', callback);
  },
  _final(callback) {
    callback();
  },
  flush(kind, callback) {
    if (typeof kind === 'function' || (kind === undefined && !callback)) {
      callback = kind;
      kind = this._defaultFullFlushFlag;
    }
    if (this.writableFinished) {
      if (callback) process.nextTick(callback);
    } else if (this.writableEnded) {
      if (callback) this.once('end', callback);
    } else {
      const mark = Buffer.alloc(0);
      mark[kFlushFlag] = kind;
      this.write(mark, '', callback);
    }
  },
  close(callback) {
    if (callback) finished(this, callback);
    this.destroy();
  },
  _destroy(fault, callback) {
    close(this);
    callback(fault);
  },
  _transform(chunk, encoding, callback) {
    let flag = this._defaultFlushFlag;
    if (typeof chunk[kFlushFlag] === 'number') flag = chunk[kFlushFlag];
    else if (this.writableEnded && this.writableLength === chunk.byteLength) {
      flag = strongest(flag, this._finishFlushFlag);
    }
    processLater(this, chunk, flag, callback);
  },
  _processChunk(chunk, flushFlag, callback) {
    if (typeof callback === 'function') processLater(this, chunk, flushFlag, callback);
    else return processAtOnce(this, chunk, flushFlag);
    return undefined;
  },
});

const NORMAL = { flush: Z_NO_FLUSH, finishFlush: Z_FINISH, fullFlush: Z_FULL_FLUSH };

function Zlib(options, mode) {
  let windowBits = constants.Z_DEFAULT_WINDOWBITS;
  let level = constants.Z_DEFAULT_COMPRESSION;
  let memLevel = constants.Z_DEFAULT_MEMLEVEL;
  let strategy = constants.Z_DEFAULT_STRATEGY;
  let dictionary;
  if (options) {
    const mayBeNone = mode === INFLATE || mode === GUNZIP || mode === UNZIP;
    if ((options.windowBits == null || options.windowBits === 0) && mayBeNone) windowBits = 0;
    else {
      // zlib itself refuses a window of 256 bytes without a head.
      const least = mode === GZIP ? constants.Z_MIN_WINDOWBITS + 1 : constants.Z_MIN_WINDOWBITS;
      windowBits = ranged(
        options.windowBits,
        'options.windowBits',
        least,
        constants.Z_MAX_WINDOWBITS,
        windowBits,
      );
    }
    level = ranged(options.level, 'options.level', constants.Z_MIN_LEVEL, constants.Z_MAX_LEVEL, level);
    memLevel = ranged(options.memLevel, 'options.memLevel', 1, 9, memLevel);
    strategy = ranged(options.strategy, 'options.strategy', 0, constants.Z_FIXED, strategy);
    ({ dictionary } = options);
    if (dictionary !== undefined && !views.isView(dictionary)) {
      if (!views.isAnyArrayBuffer(dictionary)) {
        throw invalidArgument(
          'options.dictionary',
          'an instance of Buffer, TypedArray, DataView, or ArrayBuffer',
          dictionary,
        );
      }
      dictionary = new Uint8Array(dictionary);
    }
    if (dictionary !== undefined && dictionary.byteLength === 0) dictionary = undefined;
  }
  if (isInflating(mode) && mode !== INFLATERAW && windowBits === 0) windowBits = 15;
  const settings = { level, windowBits, memLevel, strategy, dictionary };
  Reflect.apply(ZlibBase, this, [options, mode, () => new Handle(mode, settings), NORMAL]);
  this._level = level;
  this._strategy = strategy;
}
setPrototypeOf(Zlib.prototype, ZlibBase.prototype);
setPrototypeOf(Zlib, ZlibBase);

Zlib.prototype.params = function params(level, strategy, callback) {
  const { Z_MIN_LEVEL, Z_MAX_LEVEL, Z_FIXED } = constants;
  check.number(level, 'level');
  check.number(strategy, 'strategy');
  if (level < Z_MIN_LEVEL || level > Z_MAX_LEVEL)
    throw outOfRange('level', `>= ${Z_MIN_LEVEL} && <= ${Z_MAX_LEVEL}`, level);
  if (strategy < 0 || strategy > Z_FIXED) throw outOfRange('strategy', `>= 0 && <= ${Z_FIXED}`, strategy);
  if (this._level === level && this._strategy === strategy) {
    process.nextTick(callback);
    return;
  }
  this.flush(Z_SYNC_FLUSH, () => {
    if (!this._handle) throw error('ERR_INTERNAL_ASSERTION', 'zlib binding closed');
    native.setLevel(this._handle.state, level);
    if (this.destroyed) return;
    this._level = level;
    this._strategy = strategy;
    callback?.();
  });
};

const classes = { DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP };
function defineClass(name) {
  const mode = classes[name.toUpperCase()];
  const Class = {
    [name]: function (options) {
      if (!(this instanceof Class)) return new Class(options);
      Reflect.apply(Zlib, this, [mode === DEFLATERAW ? withoutSmallWindow(options) : options, mode]);
      return undefined;
    },
  }[name];
  setPrototypeOf(Class.prototype, Zlib.prototype);
  setPrototypeOf(Class, Zlib);
  return Class;
}

// A window of 256 bytes is none that zlib can write without a head.
function withoutSmallWindow(options) {
  return options?.windowBits === 8 ? { ...options, windowBits: 9 } : options;
}

function collect(engine, buffer, callback) {
  check.func(callback, 'callback');
  const input = typeof buffer === 'string' ? buffer : Buffer.from(bytesOf(checkBuffer(buffer)));
  const buffers = [];
  let length = 0;
  let ended = false;
  const end = (...args) => {
    if (ended) return;
    ended = true;
    callback(...args);
  };
  engine.on('data', chunk => {
    buffers[buffers.length] = chunk;
    length += chunk.length;
    if (length > engine._maxOutputLength) {
      engine.close();
      end(tooLarge(engine._maxOutputLength));
    }
  });
  engine.on('error', end);
  engine.on('end', () => {
    let result = Buffer.alloc(0);
    if (length > 0) result = buffers.length === 1 ? buffers[0] : Buffer.concat(buffers, length);
    engine.close();
    end(null, engine._info ? { buffer: result, engine } : result);
  });
  engine.end(input);
}

function checkBuffer(buffer) {
  if (!views.isView(buffer) && !views.isAnyArrayBuffer(buffer))
    throw invalidArgument('buffer', bytesType, buffer);
  return buffer;
}

function atOnce(engine, buffer) {
  const input = typeof buffer === 'string' ? Buffer.from(buffer) : bytesOf(checkBuffer(buffer));
  const result = processAtOnce(engine, input, engine._finishFlushFlag);
  return engine._info ? { buffer: result, engine } : result;
}

function convenience(Class, sync) {
  if (sync) {
    return function syncBufferWrapper(buffer, options) {
      return atOnce(new Class(options), buffer);
    };
  }
  return function asyncBufferWrapper(buffer, options, callback) {
    if (typeof options === 'function') {
      callback = options;
      options = {};
    }
    return collect(new Class(options), buffer, callback);
  };
}

function noBrotli() {
  throw error(
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    'Brotli is not available: glass has no such compression yet',
  );
}

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !views.isView(data)) {
    throw invalidArgument('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
  }
  check.uint32(value, 'value');
  return native.crc32(typeof data === 'string' ? Buffer.from(data) : bytesOf(data), value);
}

const exported = { crc32 };
const names = ['Deflate', 'Inflate', 'Gzip', 'Gunzip', 'DeflateRaw', 'InflateRaw', 'Unzip'];
const brotli = ['BrotliCompress', 'BrotliDecompress'];
for (const name of names) exported[name] = defineClass(name);
for (const name of brotli)
  exported[name] = {
    [name]: function (options) {
      noBrotli(options);
    },
  }[name];
for (const name of ['Deflate', 'Gzip', 'DeflateRaw', 'Unzip', 'Inflate', 'Gunzip', 'InflateRaw', ...brotli]) {
  const method = name[0].toLowerCase() + name.slice(1);
  exported[method] = convenience(exported[name], false);
  exported[`${method}Sync`] = convenience(exported[name], true);
}
for (const name of ['Deflate', 'Inflate', 'DeflateRaw', 'InflateRaw', 'Gzip', 'Gunzip', 'Unzip', ...brotli]) {
  const create = options => new exported[name](options);
  const property = { value: create, configurable: true, enumerable: true, writable: true };
  defineProperty(exported, `create${name}`, property);
  defineProperty(create, 'name', { value: 'value' });
}
defineProperty(exported, 'constants', { enumerable: true, value: constants });
defineProperty(exported, 'codes', { enumerable: true, value: Object.freeze(codes) });
for (const name of Object.keys(constants)) {
  if (!name.startsWith('BROTLI'))
    defineProperty(exported, name, { value: constants[name], enumerable: false });
}

module.exports = exported;
