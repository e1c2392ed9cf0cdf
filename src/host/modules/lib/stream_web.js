// `stream/web` (Node page "Web Streams API").
'use strict';

const readable = require('internal:web_readable');
const bytes = require('internal:web_bytes');
const writable = require('internal:web_writable');
const transform = require('internal:web_transform');
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require('internal:web_streams_base');
require('internal:web_transfer');

module.exports = {
  ReadableStream: readable.ReadableStream,
  ReadableStreamDefaultReader: readable.ReadableStreamDefaultReader,
  ReadableStreamBYOBReader: bytes.ReadableStreamBYOBReader,
  ReadableStreamBYOBRequest: bytes.ReadableStreamBYOBRequest,
  ReadableByteStreamController: bytes.ReadableByteStreamController,
  ReadableStreamDefaultController: readable.ReadableStreamDefaultController,
  TransformStream: transform.TransformStream,
  TransformStreamDefaultController: transform.TransformStreamDefaultController,
  WritableStream: writable.WritableStream,
  WritableStreamDefaultWriter: writable.WritableStreamDefaultWriter,
  WritableStreamDefaultController: writable.WritableStreamDefaultController,
  ByteLengthQueuingStrategy,
  CountQueuingStrategy,
  TextEncoderStream: transform.TextEncoderStream,
  TextDecoderStream: transform.TextDecoderStream,
  CompressionStream: transform.CompressionStream,
  DecompressionStream: transform.DecompressionStream,
};
