// `Duplex`, `Transform` and `PassThrough` (Node page "Stream").
'use strict';

const { Stream } = require('internal:stream_base');
const readable = require('internal:stream_readable');
const writable = require('internal:stream_writable');
const state_ = require('internal:stream_state');
const { error } = require('internal:validators');
const { Object, Symbol, Reflect } = globalThis;

const { Readable, ReadableState } = readable;
const { Writable, WritableState } = writable;

function Duplex(options) {
  if (!(this instanceof Duplex)) return new Duplex(options);
  this._readableState = new ReadableState(options, this, true);
  this._writableState = new WritableState(options, this, true);
  if (options) {
    this.allowHalfOpen = options.allowHalfOpen !== false;
    if (options.readable === false) {
      const r = this._readableState;
      r.readable = false;
      r.ended = true;
      r.endEmitted = true;
    }
    if (options.writable === false) {
      const w = this._writableState;
      w.writable = false;
      w.ending = true;
      w.ended = true;
      w.finished = true;
    }
    readable.takeMethods(this, options, true);
    writable.takeMethods(this, options);
  } else {
    this.allowHalfOpen = true;
  }
  Reflect.apply(Stream, this, [options]);
  if (typeof this._construct === 'function') {
    state_.construct(this, () => {
      if (this._readableState.needReadable) readable.readMore(this, this._readableState);
      writable.afterConstruction(this, this._writableState);
    });
  }
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);
for (const name of Object.keys(Writable.prototype)) {
  Duplex.prototype[name] ||= Writable.prototype[name];
}
const of = name => Object.getOwnPropertyDescriptor(Writable.prototype, name);
Object.defineProperties(Duplex.prototype, {
  writable: { __proto__: null, ...of('writable') },
  writableHighWaterMark: { __proto__: null, ...of('writableHighWaterMark') },
  writableObjectMode: { __proto__: null, ...of('writableObjectMode') },
  writableBuffer: { __proto__: null, ...of('writableBuffer') },
  writableLength: { __proto__: null, ...of('writableLength') },
  writableFinished: { __proto__: null, ...of('writableFinished') },
  writableCorked: { __proto__: null, ...of('writableCorked') },
  writableEnded: { __proto__: null, ...of('writableEnded') },
  writableNeedDrain: { __proto__: null, ...of('writableNeedDrain') },
  writableAborted: { __proto__: null, ...of('writableAborted') },
  destroyed: {
    get() {
      const { _readableState: r, _writableState: w } = this;
      return r === undefined || w === undefined ? false : r.destroyed && w.destroyed;
    },
    set(value) {
      if (this._readableState && this._writableState) {
        this._readableState.destroyed = value;
        this._writableState.destroyed = value;
      }
    },
  },
});
Duplex.from = Object.defineProperty(
  function (body) {
    return require('internal:stream_tools').duplexFrom(body, 'body');
  },
  'name',
  { value: '' },
);

const kCallback = Symbol('kCallback');

function Transform(options) {
  if (!(this instanceof Transform)) return new Transform(options);
  // Without room to read ahead nothing is kept on the writing side either.
  const mark = options ? state_.highWaterMark({ objectMode: Boolean(options.readableObjectMode ?? options.objectMode) }, options, 'readableHighWaterMark', true) : null;
  if (mark === 0) {
    options = {
      ...options,
      highWaterMark: null,
      readableHighWaterMark: mark,
      writableHighWaterMark: options.writableHighWaterMark || 0,
    };
  }
  Reflect.apply(Duplex, this, [options]);
  // What is written may be read in the same turn.
  this._readableState.sync = false;
  this[kCallback] = null;
  if (options) {
    if (typeof options.transform === 'function') this._transform = options.transform;
    if (typeof options.flush === 'function') this._flush = options.flush;
  }
  this.on('prefinish', prefinish);
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

function final(callback) {
  if (typeof this._flush !== 'function' || this.destroyed) {
    this.push(null);
    if (callback) callback();
    return;
  }
  this._flush((failure, data) => {
    if (failure) {
      if (callback) callback(failure);
      else this.destroy(failure);
      return;
    }
    if (data != null) this.push(data);
    this.push(null);
    if (callback) callback();
  });
}

function prefinish() {
  if (this._final !== final) Reflect.apply(final, this, []);
}
Transform.prototype._final = final;

Transform.prototype._transform = function (chunk, encoding, callback) {
  throw error('ERR_METHOD_NOT_IMPLEMENTED', 'The _transform() method is not implemented');
};

Transform.prototype._write = function (chunk, encoding, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const { length } = r;
  this._transform(chunk, encoding, (failure, value) => {
    if (failure) {
      callback(failure);
      return;
    }
    if (value != null) this.push(value);
    // With too much to be read the next chunk waits.
    if (w.ended || length === r.length || r.length < r.highWaterMark) callback();
    else this[kCallback] = callback;
  });
};

Transform.prototype._read = function () {
  const callback = this[kCallback];
  if (!callback) return;
  this[kCallback] = null;
  callback();
};

function PassThrough(options) {
  if (!(this instanceof PassThrough)) return new PassThrough(options);
  Reflect.apply(Transform, this, [options]);
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);
PassThrough.prototype._transform = function (chunk, encoding, callback) {
  callback(null, chunk);
};

module.exports = { Duplex, Transform, PassThrough };
