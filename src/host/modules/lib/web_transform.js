// `TransformStream` and the streams made of it (WHATWG Streams, "Transform streams"; WHATWG
// Encoding, `TextEncoderStream`, `TextDecoderStream`; W3C Compression Streams).
'use strict';

const base = require('internal:web_streams_base');
const { kState, invalidState, invalidThis, illegal, deferred, finishClass } = base;
const check = require('internal:validators');
const readable = require('internal:web_readable');
const writable = require('internal:web_writable');
const { Object, Promise } = globalThis;
const { defineProperty } = Object;
const key = {};

class StreamState {}
class ControllerState {}

const stateIn = (object, State) => {
  const state = typeof object === 'object' && object !== null ? object[kState] : undefined;
  return state instanceof State ? state : undefined;
};

class TransformStream {
  constructor(transformer = {}, writableStrategy = {}, readableStrategy = {}) {
    check.anyObject(transformer, 'transformer');
    base.checkStrategy(writableStrategy, 'writableStrategy');
    base.checkStrategy(readableStrategy, 'readableStrategy');
    for (const name of ['readableType', 'writableType']) {
      if (transformer[name] !== undefined) throw base.invalidRange(`transformer.${name}`, transformer[name]);
    }
    const readableMark = base.highWaterMarkOf(readableStrategy, 0);
    const readableSize = base.sizeOf(readableStrategy);
    const writableMark = base.highWaterMarkOf(writableStrategy, 1);
    const writableSize = base.sizeOf(writableStrategy);
    const { start } = transformer;
    setUp(
      this,
      {
        start: start === undefined ? undefined : controller => start.call(transformer, controller),
        transform: base.promised(transformer, 'transform', 'transformer.transform'),
        flush: base.promised(transformer, 'flush', 'transformer.flush'),
        cancel: base.promised(transformer, 'cancel', 'transformer.cancel'),
      },
      { readableMark, readableSize, writableMark, writableSize },
    );
  }

  get readable() {
    const state = stateIn(this, StreamState);
    if (state === undefined) throw invalidThis('TransformStream');
    return state.readable;
  }

  get writable() {
    const state = stateIn(this, StreamState);
    if (state === undefined) throw invalidThis('TransformStream');
    return state.writable;
  }
}
finishClass(TransformStream, ['readable', 'writable'], stream => ({
  readable: stream.readable,
  writable: stream.writable,
  backpressure: stream[kState].backpressure,
}));

class TransformStreamDefaultController {
  constructor(inside) {
    if (inside !== key) throw illegal();
  }

  get desiredSize() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('TransformStreamDefaultController');
    return readerOf(state.stream).desiredSize();
  }

  enqueue(chunk = undefined) {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('TransformStreamDefaultController');
    enqueue(state.stream, chunk);
  }

  error(reason = undefined) {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('TransformStreamDefaultController');
    fail(state.stream, reason);
  }

  terminate() {
    const state = stateIn(this, ControllerState);
    if (state === undefined) throw invalidThis('TransformStreamDefaultController');
    readerOf(state.stream).close();
    failWritable(state.stream, invalidState('TransformStream has been terminated'));
  }
}
finishClass(
  TransformStreamDefaultController,
  ['desiredSize', 'enqueue', 'error', 'terminate'],
  controller => ({
    stream: controller[kState].stream,
  }),
);

function setUp(stream, algorithms, { readableMark, readableSize, writableMark, writableSize }) {
  const own = (stream[kState] = new StreamState());
  const started = deferred();
  Object.assign(own, { backpressure: undefined, changed: undefined, finishing: undefined });
  own.controller = new TransformStreamDefaultController(key);
  own.controller[kState] = Object.assign(new ControllerState(), { stream, ...algorithms });
  own.writable = writable.newStream(
    {
      start: () => started.promise,
      write: chunk => sinkWrite(stream, chunk),
      abort: reason => sinkAbort(stream, reason),
      close: () => sinkClose(stream),
    },
    writableMark,
    writableSize,
  );
  own.readable = readable.newStream(
    {
      start: () => started.promise,
      pull() {
        setBackpressure(stream, false);
        return own.changed.promise;
      },
      cancel: reason => sourceCancel(stream, reason),
    },
    readableMark,
    readableSize,
  );
  setBackpressure(stream, true);
  started.resolve(algorithms.start?.(own.controller));
}

const readerOf = stream => stream[kState].readable[kState].controller[kState];

function setBackpressure(stream, on) {
  const own = stream[kState];
  own.changed?.resolve();
  own.changed = deferred();
  own.backpressure = on;
}

function clearAlgorithms(stream) {
  const state = stream[kState].controller[kState];
  state.transform = state.flush = state.cancel = undefined;
}

function fail(stream, reason) {
  readerOf(stream).fail(reason);
  failWritable(stream, reason);
}

function failWritable(stream, reason) {
  const own = stream[kState];
  clearAlgorithms(stream);
  const sink = own.writable[kState];
  if (sink.state === 'writable') writable.fail(sink.controller, reason);
  if (own.backpressure) setBackpressure(stream, false);
}

function enqueue(stream, chunk) {
  const own = stream[kState];
  const source = readerOf(stream);
  if (!source.canAdd()) throw invalidState('Unable to enqueue');
  try {
    source.enqueue(chunk);
  } catch (thrown) {
    failWritable(stream, thrown);
    throw own.readable[kState].storedError;
  }
  if (source.hasBackpressure() !== own.backpressure) setBackpressure(stream, true);
}

async function transform(stream, chunk) {
  const state = stream[kState].controller[kState];
  try {
    if (state.transform === undefined) enqueue(stream, chunk);
    else await state.transform(chunk, stream[kState].controller);
  } catch (thrown) {
    fail(stream, thrown);
    throw thrown;
  }
}

async function sinkWrite(stream, chunk) {
  const own = stream[kState];
  if (own.backpressure) {
    await own.changed.promise;
    const sink = own.writable[kState];
    if (sink.state === 'erroring') throw sink.storedError;
  }
  return transform(stream, chunk);
}

function sinkAbort(stream, reason) {
  const own = stream[kState];
  if (own.finishing !== undefined) return own.finishing;
  const done = deferred();
  own.finishing = done.promise;
  const cancelled = own.controller[kState].cancel?.(reason) ?? Promise.resolve();
  clearAlgorithms(stream);
  cancelled.then(
    () => {
      if (own.readable[kState].state === 'errored') return done.reject(own.readable[kState].storedError);
      readerOf(stream).fail(reason);
      return done.resolve();
    },
    fault => {
      readerOf(stream).fail(fault);
      done.reject(fault);
    },
  );
  return done.promise;
}

function sinkClose(stream) {
  const own = stream[kState];
  if (own.finishing !== undefined) return own.finishing;
  const done = deferred();
  own.finishing = done.promise;
  const flushed = own.controller[kState].flush?.(own.controller) ?? Promise.resolve();
  clearAlgorithms(stream);
  flushed.then(
    () => {
      if (own.readable[kState].state === 'errored') return done.reject(own.readable[kState].storedError);
      readerOf(stream).close();
      return done.resolve();
    },
    fault => {
      readerOf(stream).fail(fault);
      done.reject(fault);
    },
  );
  return done.promise;
}

function sourceCancel(stream, reason) {
  const own = stream[kState];
  if (own.finishing !== undefined) return own.finishing;
  const done = deferred();
  own.finishing = done.promise;
  const cancelled = own.controller[kState].cancel?.(reason) ?? Promise.resolve();
  clearAlgorithms(stream);
  const sink = own.writable[kState];
  cancelled.then(
    () => {
      if (sink.state === 'errored') return done.reject(sink.storedError);
      if (sink.state === 'writable') writable.fail(sink.controller, reason);
      if (own.backpressure) setBackpressure(stream, false);
      return done.resolve();
    },
    fault => {
      if (sink.state === 'writable') writable.fail(sink.controller, fault);
      if (own.backpressure) setBackpressure(stream, false);
      done.reject(fault);
    },
  );
  return done.promise;
}

// ---- streams made of it

// Both ends of a transform that a class has inside.
function defineEnds(Class, transformOf, members, shown) {
  for (const name of ['readable', 'writable']) {
    const { get } = Object.getOwnPropertyDescriptor(
      {
        get [name]() {
          const inside = transformOf(this);
          if (inside === undefined) throw invalidThis(Class.name);
          return inside[name];
        },
      },
      name,
    );
    defineProperty(Class.prototype, name, { configurable: true, enumerable: true, get });
  }
  finishClass(Class, members, shown);
}

class TextEncoderStream {
  #transform;

  constructor() {
    const { TextEncoder } = require('internal:encoding');
    const encoder = new TextEncoder();
    let pending = '';
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        // A surrogate waits for the other.
        let text = pending + `${chunk}`;
        const last = text.charCodeAt(text.length - 1);
        pending = last >= 0xd800 && last < 0xdc00 ? text[text.length - 1] : '';
        if (pending !== '') text = text.slice(0, -1);
        if (text !== '') controller.enqueue(encoder.encode(text));
      },
      flush(controller) {
        if (pending !== '') controller.enqueue(encoder.encode('\ufffd'));
      },
    });
  }

  get encoding() {
    if (!(typeof this === 'object' && this !== null && #transform in this))
      throw invalidThis('TextEncoderStream');
    return 'utf-8';
  }

  static inside(value) {
    return typeof value === 'object' && value !== null && #transform in value ? value.#transform : undefined;
  }
}

class TextDecoderStream {
  #transform;
  #decoder;

  constructor(encoding = 'utf-8', options = {}) {
    const { TextDecoder } = require('internal:encoding');
    const decoder = new TextDecoder(encoding, options);
    this.#decoder = decoder;
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text !== '') controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text !== '') controller.enqueue(text);
      },
    });
  }

  static inside(value) {
    return typeof value === 'object' && value !== null && #transform in value ? value.#transform : undefined;
  }

  static decoder(value) {
    if (!(typeof value === 'object' && value !== null && #decoder in value))
      throw invalidThis('TextDecoderStream');
    return value.#decoder;
  }

  get encoding() {
    return decoderOf(this).encoding;
  }

  get fatal() {
    return decoderOf(this).fatal;
  }

  get ignoreBOM() {
    return decoderOf(this).ignoreBOM;
  }
}
const decoderOf = TextDecoderStream.decoder;
const insides = [TextEncoderStream.inside, TextDecoderStream.inside];
delete TextEncoderStream.inside;
delete TextDecoderStream.inside;
delete TextDecoderStream.decoder;
defineEnds(TextEncoderStream, insides[0], ['encoding'], stream => ({
  encoding: stream.encoding,
  readable: stream.readable,
  writable: stream.writable,
}));
defineEnds(TextDecoderStream, insides[1], ['encoding', 'fatal', 'ignoreBOM'], stream => ({
  encoding: stream.encoding,
  fatal: stream.fatal,
  ignoreBOM: stream.ignoreBOM,
  readable: stream.readable,
  writable: stream.writable,
}));

function defineCompression(name, makers) {
  const Class = {
    [name]: class {
      #transform;

      constructor(format) {
        const make = Object.hasOwn(makers, format) ? makers[format] : undefined;
        if (make === undefined) throw check.invalidValue('format', format);
        const engine = require('zlib')[make]();
        this.#transform = require('internal:web_adapters').pairOf(engine);
      }

      static inside(value) {
        return typeof value === 'object' && value !== null && #transform in value
          ? value.#transform
          : undefined;
      }
    },
  }[name];
  const { inside } = Class;
  delete Class.inside;
  defineEnds(Class, inside, [], stream => ({ readable: stream.readable, writable: stream.writable }));
  return Class;
}

module.exports = {
  TransformStream,
  TransformStreamDefaultController,
  TextEncoderStream,
  TextDecoderStream,
  CompressionStream: defineCompression('CompressionStream', {
    deflate: 'createDeflate',
    'deflate-raw': 'createDeflateRaw',
    gzip: 'createGzip',
  }),
  DecompressionStream: defineCompression('DecompressionStream', {
    deflate: 'createInflate',
    'deflate-raw': 'createInflateRaw',
    gzip: 'createGunzip',
  }),
};
