// Between Node's streams and those of the web (Node page "Stream", `toWeb` and `fromWeb`).
'use strict';

const check = require('internal:validators');
const { invalidArgument, AbortError } = check;
const { Readable, Writable, Duplex, finished, isDestroyed, isReadable, isWritable } = require('stream');
const { destroyer, isWritableEnded } = require('internal:stream_state');
const base = require('internal:web_streams_base');
const { deferred, nop } = base;
const web = require('stream/web');
const { Buffer, Promise, Uint8Array } = globalThis;

const strategyOf = (given, objectMode, highWaterMark) => {
  if (given) return given;
  return objectMode ? new web.CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
};

// A stream that ended before its time was broken off.
function faultOf(error) {
  if (error?.code !== 'ERR_STREAM_PREMATURE_CLOSE') return error;
  return new AbortError(undefined, { cause: error });
}

function readableToWeb(stream, options = {}) {
  if (typeof stream?._readableState !== 'object')
    throw invalidArgument('streamReadable', 'an stream.Readable', stream);
  check.object(options, 'options');
  if (isDestroyed(stream) || !isReadable(stream)) {
    const ended = new web.ReadableStream();
    ended.cancel();
    return ended;
  }
  const { readableObjectMode: objectMode, readableHighWaterMark } = stream;
  let controller;
  let cancelled = false;
  stream.pause();
  const cleanup = finished(stream, error => {
    cleanup();
    // Whatever comes after that is nobody's concern.
    stream.on('error', nop);
    const fault = faultOf(error);
    if (fault) controller.error(fault);
    else if (!cancelled) controller.close();
  });
  stream.on('data', chunk => {
    controller.enqueue(Buffer.isBuffer(chunk) && !objectMode ? new Uint8Array(chunk) : chunk);
    if (controller.desiredSize <= 0) stream.pause();
  });
  return new web.ReadableStream(
    {
      start(made) {
        controller = made;
      },
      pull() {
        stream.resume();
      },
      cancel(reason) {
        cancelled = true;
        destroyer(stream, reason);
      },
    },
    strategyOf(options.strategy, objectMode, readableHighWaterMark),
  );
}

function writableToWeb(stream) {
  if (typeof stream?._writableState !== 'object')
    throw invalidArgument('streamWritable', 'an stream.Writable', stream);
  if (isDestroyed(stream) || !isWritable(stream)) {
    const ended = new web.WritableStream();
    ended.close();
    return ended;
  }
  const { writableObjectMode: objectMode, writableHighWaterMark } = stream;
  let controller;
  let drained;
  let closed;
  const settle = fault => {
    for (const waiting of [drained, closed]) {
      if (waiting === undefined) continue;
      if (fault === undefined) waiting.resolve();
      else waiting.reject(fault);
    }
    drained = closed = undefined;
  };
  const cleanup = finished(stream, error => {
    cleanup();
    stream.on('error', nop);
    const fault = faultOf(error);
    if (fault) {
      settle(fault);
      controller.error(fault);
      return;
    }
    if (closed !== undefined) settle();
    else controller.error(new AbortError());
  });
  stream.on('drain', () => {
    drained?.resolve();
    drained = undefined;
  });
  return new web.WritableStream(
    {
      start(made) {
        controller = made;
      },
      write(chunk) {
        if (!stream.writableNeedDrain && stream.write(chunk)) return undefined;
        drained = deferred();
        return drained.promise;
      },
      abort(reason) {
        destroyer(stream, reason);
      },
      close() {
        if (closed === undefined && !isWritableEnded(stream)) closed = deferred();
        const done = closed?.promise;
        stream.end();
        return done ?? Promise.resolve();
      },
    },
    strategyOf(undefined, objectMode, writableHighWaterMark),
  );
}

function duplexToWeb(duplex) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw invalidArgument('duplex', 'an stream.Duplex', duplex);
  }
  if (isDestroyed(duplex)) {
    const pair = { readable: new web.ReadableStream(), writable: new web.WritableStream() };
    pair.readable.cancel();
    pair.writable.close();
    return pair;
  }
  return pairOf(duplex);
}

function pairOf(duplex) {
  const writable = writableToWeb(duplex);
  return { readable: readableToWeb(duplex), writable };
}

function checkStream(stream, Class, name) {
  if (!(stream instanceof Class)) throw invalidArgument(name, `an instance of ${Class.name}`, stream);
}

function readableOptions(options) {
  check.object(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  check.boolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding))
    throw check.invalidValue('options.encoding', encoding);
  return { highWaterMark, encoding, objectMode, signal };
}

// What reads a web stream into one of Node's.
function pullingInto(reader, target) {
  let closed = false;
  reader.closed.then(
    () => {
      closed = true;
    },
    error => {
      closed = true;
      destroyer(target(), error);
    },
  );
  return {
    isClosed: () => closed,
    read() {
      reader.read().then(
        ({ done, value }) => {
          target().push(done ? null : value);
        },
        error => destroyer(target(), error),
      );
    },
    cancel: reason => reader.cancel(reason),
  };
}

function readableFromWeb(stream, options = {}) {
  checkStream(stream, web.ReadableStream, 'readableStream');
  const settings = readableOptions(options);
  const source = pullingInto(stream.getReader(), () => readable);
  const readable = new Readable({
    ...settings,
    read: source.read,
    destroy(error, callback) {
      const done = () => callback(error);
      if (source.isClosed()) done();
      else source.cancel(error).then(done, done);
    },
  });
  return readable;
}

// What writes one of Node's streams into one of the web.
function writingInto(writer, target) {
  let closed = false;
  writer.closed.then(
    () => {
      closed = true;
    },
    error => {
      closed = true;
      destroyer(target(), error);
    },
  );
  const settle = (promise, callback) => {
    const tell = error => {
      try {
        callback(error);
      } catch (thrown) {
        // What a callback throws is no rejection of the stream's.
        process.nextTick(() => destroyer(target(), thrown));
      }
    };
    promise.then(() => tell(), tell);
  };
  return {
    isClosed: () => closed,
    write(chunk, encoding, callback) {
      settle(
        writer.ready.then(() => writer.write(chunk)),
        callback,
      );
    },
    writev(chunks, callback) {
      settle(
        writer.ready.then(() => Promise.all(chunks.map(({ chunk }) => writer.write(chunk)))),
        callback,
      );
    },
    final(callback) {
      if (closed) callback();
      else settle(writer.close(), callback);
    },
    destroy(error) {
      return error === null || error === undefined ? writer.close() : writer.abort(error);
    },
  };
}

function writableFromWeb(stream, options = {}) {
  checkStream(stream, web.WritableStream, 'writableStream');
  check.object(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  check.boolean(objectMode, 'options.objectMode');
  check.boolean(decodeStrings, 'options.decodeStrings');
  const sink = writingInto(stream.getWriter(), () => writable);
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    write: sink.write,
    writev: sink.writev,
    final: sink.final,
    destroy(error, callback) {
      const done = () => callback(error);
      if (sink.isClosed()) done();
      else sink.destroy(error).then(done, done);
    },
  });
  return writable;
}

function duplexFromWeb(pair, options = {}) {
  check.object(pair, 'pair');
  checkStream(pair.readable, web.ReadableStream, 'pair.readable');
  checkStream(pair.writable, web.WritableStream, 'pair.writable');
  const { highWaterMark, encoding, objectMode, signal } = readableOptions(options);
  const { allowHalfOpen = false, decodeStrings = true } = options;
  const source = pullingInto(pair.readable.getReader(), () => duplex);
  const sink = writingInto(pair.writable.getWriter(), () => duplex);
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    read: source.read,
    write: sink.write,
    writev: sink.writev,
    final: sink.final,
    destroy(error, callback) {
      const done = () => callback(error);
      const parts = [];
      if (!sink.isClosed()) parts.push(sink.destroy(error));
      if (!source.isClosed()) parts.push(source.cancel(error));
      Promise.all(parts).then(done, done);
    },
  });
  return duplex;
}

module.exports = {
  readableToWeb,
  readableFromWeb,
  writableToWeb,
  writableFromWeb,
  duplexToWeb,
  duplexFromWeb,
  pairOf,
};
