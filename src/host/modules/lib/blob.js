// `Blob` and `File` (W3C File API), and the URLs that stand for them.
//
// A blob is a list of pieces that nobody else has; its slices share them.
'use strict';

const check = require('internal:validators');
const { typeError, invalidArgument, invalidValue } = check;
const { inspect, custom } = require('internal:inspect');
const views = require('internal:views');
const cloning = require('internal:cloning');
const { Date, Map, Math, Object, Promise, Symbol, Uint8Array } = globalThis;
const { defineProperty } = Object;

// Bytes that a stream of a blob gives at a time.
const CHUNK = 65536;
const key = {};
const invalidThis = name => typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);

function typeOf(value) {
  const type = `${value}`;
  return /[^\x20-\x7e]/u.test(type) ? '' : type.toLowerCase();
}

// The pieces of one source.
function piecesOf(source, endings) {
  if (isBlob(source)) return piecesIn(source);
  if (views.isAnyArrayBuffer(source)) return [new Uint8Array(source).slice()];
  if (views.isView(source))
    return [new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()];
  let text = `${source}`;
  if (endings === 'native') text = text.replace(/\r\n|\n/g, '\n');
  return [new (require('internal:encoding').TextEncoder)().encode(text)];
}

function joined(pieces, size) {
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function shown(name, content, depth, options) {
  if (depth < 0) return `[${name}]`;
  const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  return `${name} ${inspect(content, inner)}`;
}

class Blob {
  #pieces;
  #size;
  #type = '';

  constructor(sources = [], options = undefined) {
    if (sources === key) {
      [this.#pieces, this.#size, this.#type] = options;
      return;
    }
    const isList =
      sources !== null && typeof sources === 'object' && typeof sources[Symbol.iterator] === 'function';
    if (!isList) throw described(invalidArgument('sources', 'a sequence', sources), 'a sequence');
    if (
      options !== undefined &&
      options !== null &&
      typeof options !== 'object' &&
      typeof options !== 'function'
    ) {
      throw described(invalidArgument('options', 'a dictionary', options), 'a dictionary');
    }
    let { type = '', endings = 'transparent' } = options ?? {};
    endings = `${endings}`;
    if (endings !== 'transparent' && endings !== 'native') throw invalidValue('options.endings', endings);
    this.#pieces = [];
    this.#size = 0;
    for (const source of sources) {
      for (const piece of piecesOf(source, endings)) {
        if (piece.length === 0) continue;
        this.#pieces.push(piece);
        this.#size += piece.length;
      }
    }
    this.#type = typeOf(type);
  }

  static open() {
    return [
      value => typeof value === 'object' && value !== null && #pieces in value,
      value => value.#pieces,
      value => new Blob(key, [value.#pieces, value.#size, value.#type]),
    ];
  }

  get type() {
    if (!isBlob(this)) throw invalidThis('Blob');
    return this.#type;
  }

  get size() {
    if (!isBlob(this)) throw invalidThis('Blob');
    return this.#size;
  }

  slice(start = 0, end = undefined, contentType = '') {
    if (!isBlob(this)) throw invalidThis('Blob');
    const place = value => {
      const whole = Math.trunc(+value) || 0;
      return whole < 0 ? Math.max(this.#size + whole, 0) : Math.min(whole, this.#size);
    };
    const [from, to] = [place(start), end === undefined ? this.#size : place(end)];
    const pieces = [];
    let at = 0;
    for (const piece of this.#pieces) {
      const part = piece.subarray(Math.max(from - at, 0), Math.max(to - at, 0));
      if (part.length > 0) pieces.push(part);
      at += piece.length;
    }
    return new Blob(key, [pieces, Math.max(to - from, 0), typeOf(contentType)]);
  }

  async arrayBuffer() {
    if (!isBlob(this)) throw invalidThis('Blob');
    return joined(this.#pieces, this.#size).buffer;
  }

  async text() {
    if (!isBlob(this)) throw invalidThis('Blob');
    const { TextDecoder } = require('internal:encoding');
    return new TextDecoder().decode(joined(this.#pieces, this.#size));
  }

  async bytes() {
    if (!isBlob(this)) throw invalidThis('Blob');
    return joined(this.#pieces, this.#size);
  }

  stream() {
    if (!isBlob(this)) throw invalidThis('Blob');
    const pieces = this.#pieces;
    let [piece, at] = [0, 0];
    const { ReadableStream } = require('stream/web');
    return new ReadableStream({
      type: 'bytes',
      pull(controller) {
        if (piece === pieces.length) {
          controller.close();
          controller.byobRequest?.respond(0);
          return Promise.resolve();
        }
        const end = Math.min(at + CHUNK, pieces[piece].length);
        controller.enqueue(pieces[piece].slice(at, end));
        [piece, at] = end === pieces[piece].length ? [piece + 1, 0] : [piece, end];
        return Promise.resolve();
      },
    });
  }

  [custom](depth, options) {
    return shown('Blob', { size: this.size, type: this.type }, depth, options);
  }
}
const [isBlob, piecesIn, copyOf] = Blob.open();
delete Blob.open;

// The words of Web IDL in place of Node's own.
function described(fault, expected) {
  fault.message = fault.message.replace(/must be .*?\. Received/, `must be ${expected}. Received`);
  fault.stack = fault.stack.replace(/must be .*?\. Received/, `must be ${expected}. Received`);
  return fault;
}

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = undefined) {
    if (arguments.length < 2) {
      throw typeError('ERR_MISSING_ARGS', 'The "fileBits" and "fileName" arguments must be specified');
    }
    super(fileBits, options);
    const { lastModified } = options ?? {};
    this.#lastModified = lastModified === undefined ? Date.now() : Math.trunc(+lastModified) || 0;
    this.#name = `${fileName}`.toWellFormed();
  }

  get name() {
    return this.#name;
  }

  get lastModified() {
    return this.#lastModified;
  }

  [custom](depth, options) {
    const { size, type } = this;
    return shown('File', { size, type, name: this.#name, lastModified: this.#lastModified }, depth, options);
  }
}
for (const [Class, names] of [
  [Blob, ['type', 'size', 'slice', 'arrayBuffer', 'text', 'stream']],
  [File, ['name', 'lastModified']],
]) {
  defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: Class.name });
  defineProperty(Class.prototype, custom, { enumerable: false });
  for (const name of names) defineProperty(Class.prototype, name, { enumerable: true });
}

cloning.register(isBlob, { copy: copyOf });

// ---- URLs

const stored = new Map();
const PREFIX = 'blob:nodedata:';

function createObjectURL(blob) {
  if (!isBlob(blob)) throw invalidArgument('obj', 'an instance of Blob', blob);
  const url = PREFIX + globalThis.crypto.randomUUID();
  stored.set(url, blob);
  return url;
}

function revokeObjectURL(url) {
  stored.delete(`${url}`);
}

function resolveObjectURL(url) {
  const blob = stored.get(`${url}`);
  return blob === undefined ? undefined : copyOf(blob);
}

module.exports = {
  Blob,
  File,
  isBlob,
  createObjectURL,
  revokeObjectURL,
  resolveObjectURL,
  ofBytes: (bytes, type) => new Blob([bytes], { type }),
};
