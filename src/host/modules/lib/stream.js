// `stream` (Node page "Stream").
'use strict';

const { Stream } = require('internal:stream_base');
const state_ = require('internal:stream_state');
const { Readable } = require('internal:stream_readable');
const { Writable } = require('internal:stream_writable');
const { Duplex, Transform, PassThrough } = require('internal:stream_duplex');
const tools = require('internal:stream_tools');
const operators = require('internal:stream_operators');
const { error } = require('internal:validators');
const views = require('internal:views');
const { Object, Symbol, Promise, Reflect } = globalThis;
const custom = Symbol.for('nodejs.util.promisify.custom');

const define = (name, fn) => {
  Object.defineProperty(fn, 'name', { value: name, configurable: true });
  Object.defineProperty(Readable.prototype, name, {
    value: fn,
    enumerable: false,
    configurable: true,
    writable: true,
  });
};
for (const name of Object.keys(operators.streams)) {
  const make = operators.streams[name];
  define(name, function (...args) {
    if (new.target) throw error('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    const made = Reflect.apply(make, this, args);
    return name === 'compose' ? made : Readable.from(made);
  });
}
for (const name of Object.keys(operators.promises)) {
  const make = operators.promises[name];
  define(name, function (...args) {
    if (new.target) throw error('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    return Promise.resolve(Reflect.apply(make, this, args));
  });
}

for (const [Class, kind] of [
  [Readable, 'readable'],
  [Writable, 'writable'],
  [Duplex, 'duplex'],
]) {
  const adapters = {
    fromWeb: (stream, options) => require('internal:web_adapters')[`${kind}FromWeb`](stream, options),
    toWeb: (stream, options) => require('internal:web_adapters')[`${kind}ToWeb`](stream, options),
  };
  for (const name of ['fromWeb', 'toWeb']) {
    Class[name] = Object.defineProperty(adapters[name], 'name', { value: '' });
  }
}

class DuplexSide extends Duplex {
  #other = null;
  #callback = null;

  connect(other) {
    this.#other = other;
  }

  _read() {
    const callback = this.#callback;
    if (callback) {
      this.#callback = null;
      callback();
    }
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
    } else {
      this.#other.push(chunk);
      this.#other.#callback = callback;
    }
  }

  _final(callback) {
    this.#other.on('end', callback);
    this.#other.push(null);
  }
}

function duplexPair(options) {
  const sides = [new DuplexSide(options), new DuplexSide(options)];
  sides[0].connect(sides[1]);
  sides[1].connect(sides[0]);
  return sides;
}

function _uint8ArrayToBuffer(bytes) {
  return state_.toBuffer(bytes);
}

const finished = Object.defineProperty(tools.finished, 'name', { value: 'eos' });
const pipeline = tools.pipeline;
Stream.isDestroyed = state_.isDestroyed;
Stream.isDisturbed = state_.isDisturbed;
Stream.isErrored = state_.isErrored;
Stream.isReadable = state_.isReadable;
Stream.isWritable = state_.isWritable;
Stream.Readable = Readable;
Stream.Writable = Writable;
Stream.Duplex = Duplex;
Stream.Transform = Transform;
Stream.PassThrough = PassThrough;
Stream.duplexPair = duplexPair;
Stream.pipeline = pipeline;
Stream.addAbortSignal = tools.addAbortSignal;
Stream.finished = finished;
Stream.destroy = state_.destroyer;
Stream.compose = tools.compose;
Stream.setDefaultHighWaterMark = state_.setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = state_.getDefaultHighWaterMark;
Object.defineProperty(Stream, 'promises', {
  configurable: true,
  enumerable: true,
  get() {
    return require('stream/promises');
  },
});
Object.defineProperty(pipeline, custom, {
  enumerable: true,
  get() {
    return tools.pipelinePromise;
  },
});
finished.finished = Object.defineProperty(tools.finishedPromise, 'name', { value: 'finished' });
Object.defineProperty(finished, custom, {
  enumerable: true,
  get() {
    return tools.finishedPromise;
  },
});
Stream.Stream = Stream;
Stream._isArrayBufferView = views.isView;
Stream._isUint8Array = value => views.typedArrayName(value) === 'Uint8Array';
Stream._uint8ArrayToBuffer = _uint8ArrayToBuffer;

module.exports = Stream;
