// `string_decoder` (Node page "String decoder"): bytes that come in pieces as text, whole characters
// at a time.
'use strict';

const { Buffer } = require('buffer');
const { coded, invalidArgument } = require('internal:errors');
const { unfinishedUtf8, unfinishedUtf16 } = require('internal:partial');
const { TypeError, ArrayBuffer, Object, Reflect } = globalThis;

const NAMES = {
  __proto__: null,
  utf8: 'utf8',
  'utf-8': 'utf8',
  ucs2: 'utf16le',
  'ucs-2': 'utf16le',
  utf16le: 'utf16le',
  'utf-16le': 'utf16le',
  latin1: 'latin1',
  binary: 'latin1',
  ascii: 'ascii',
  base64: 'base64',
  base64url: 'base64url',
  hex: 'hex',
};

function nameOf(encoding) {
  if (encoding === undefined || encoding === null || encoding === '') return 'utf8';
  const name = NAMES[`${encoding}`.toLowerCase()];
  if (name === undefined) throw coded(new TypeError(`Unknown encoding: ${encoding}`), 'ERR_UNKNOWN_ENCODING');
  return name;
}

// How many bytes at the end belong to a unit that is not whole, and how many that has.
function unfinishedOf(name, bytes) {
  switch (name) {
    case 'utf8':
      return unfinishedUtf8(bytes);
    case 'utf16le':
      return unfinishedUtf16(bytes);
    case 'base64':
    case 'base64url':
      return [bytes.length % 3, 3];
    default:
      return [0, 0];
  }
}

class StringDecoder {
  #kept = Buffer.alloc(0);
  #wanted = 0;

  constructor(encoding) {
    this.encoding = nameOf(encoding);
  }

  write(chunk) {
    if (typeof chunk === 'string') return chunk;
    if (!ArrayBuffer.isView(chunk)) {
      throw invalidArgument('buf', 'an instance of Buffer, TypedArray, or DataView', chunk);
    }
    let bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (this.#kept.length > 0) bytes = Buffer.concat([this.#kept, bytes]);
    const [count, wanted] = unfinishedOf(this.encoding, bytes);
    this.#kept = Buffer.from(bytes.subarray(bytes.length - count));
    this.#wanted = wanted;
    return bytes.toString(this.encoding, 0, bytes.length - count);
  }

  end(chunk) {
    const text = chunk === undefined ? '' : this.write(chunk);
    const rest = this.#kept;
    this.#kept = Buffer.alloc(0);
    this.#wanted = 0;
    return text + rest.toString(this.encoding);
  }

  text(bytes, offset) {
    this.#kept = Buffer.alloc(0);
    return this.write(bytes.subarray(offset));
  }

  get lastChar() {
    return this.#kept;
  }

  get lastNeed() {
    return this.#kept.length === 0 ? 0 : this.#wanted - this.#kept.length;
  }

  get lastTotal() {
    return this.#kept.length === 0 ? 0 : this.#wanted;
  }
}

// Node's is called without `new`, too.
function Decoder(encoding) {
  return Reflect.construct(StringDecoder, [encoding], new.target ?? Decoder);
}
Decoder.prototype = StringDecoder.prototype;
Object.defineProperty(Decoder, 'name', { value: 'StringDecoder' });
Object.defineProperty(Decoder.prototype, 'constructor', { value: Decoder, writable: true, configurable: true });

module.exports = { StringDecoder: Decoder };
