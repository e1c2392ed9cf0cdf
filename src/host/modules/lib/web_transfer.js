// What becomes of web streams that a message carries: streams over the original, which the new ones
// lock (WHATWG Streams, "Transferable streams").
'use strict';

const cloning = require('internal:cloning');
const check = require('internal:validators');
const readable = require('internal:web_readable');
const writable = require('internal:web_writable');
const { DOMException } = require('internal:dom_exception');

function needsTransfer() {
  const message = 'Object that needs transfer was found in message but not listed in transferList';
  throw check.typeError('ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST', message);
}

function unlocked(locked, name) {
  if (locked) throw new DOMException(`Cannot transfer a locked ${name}`, 'DataCloneError');
  return true;
}

// A stream that gets what it reads from a source that comes later.
function newReadable() {
  const { ReadableStream } = readable;
  const late = { reader: undefined };
  const stream = new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await late.reader.read();
        if (done) controller.close();
        else controller.enqueue(structuredClone(value));
      },
      cancel: reason => late.reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  sources.set(stream, late);
  return stream;
}
const sources = new WeakMap();

function newWritable() {
  const { WritableStream } = writable;
  const late = { writer: undefined };
  const stream = new WritableStream({
    async write(chunk) {
      await late.writer.ready;
      await late.writer.write(structuredClone(chunk));
    },
    close: () => late.writer.close(),
    abort: reason => late.writer.abort(reason),
  });
  sources.set(stream, late);
  return stream;
}

cloning.register(readable.isReadableStream, {
  copy: needsTransfer,
  transferable: stream => unlocked(stream.locked, 'ReadableStream'),
  begin: newReadable,
  finish(original, copy) {
    sources.get(copy).reader = original.getReader();
  },
});
cloning.register(writable.isWritableStream, {
  copy: needsTransfer,
  transferable: stream => unlocked(stream.locked, 'WritableStream'),
  begin: newWritable,
  finish(original, copy) {
    sources.get(copy).writer = original.getWriter();
  },
});

module.exports = {};
