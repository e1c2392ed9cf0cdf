// TextEncoder and TextDecoder (WHATWG Encoding). UTF-8, UTF-16 and windows-1252 are decoded by
// Buffer's functions, the older encodings by those of `internal:encodings`.
'use strict';

const native = require('internal:buffer');
const check = require('internal:validators');
const { kindOf } = require('internal:types');
const { unfinishedUtf8, unfinishedUtf16 } = require('internal:partial');
const { ArrayBuffer, Object, RangeError, String, Symbol, TypeError, Uint8Array } = globalThis;

const [UTF8, UTF16LE, LATIN1] = [0, 1, 2];
const customInspect = Symbol.for('nodejs.util.inspect.custom');

const LABELS = {
  'utf-8': ['unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'utf-8', 'utf8', 'x-unicode20utf8'],
  'utf-16le': ['csunicode', 'iso-10646-ucs-2', 'ucs-2', 'unicode', 'unicodefeff', 'utf-16', 'utf-16le'],
  'utf-16be': ['unicodefffe', 'utf-16be'],
  'windows-1252': [
    'ansi_x3.4-1968', 'ascii', 'cp1252', 'cp819', 'csisolatin1', 'ibm819', 'iso-8859-1', 'iso-ir-100', 'iso8859-1',
    'iso88591', 'iso_8859-1', 'iso_8859-1:1987', 'l1', 'latin1', 'us-ascii', 'windows-1252', 'x-cp1252',
  ],
};

// What windows-1252 has in place of the control characters 0x80 to 0x9f.
const WINDOWS =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f' +
  '\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function encodingOf(label) {
  const wanted = `${label}`.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase();
  for (const name in LABELS) if (LABELS[name].includes(wanted)) return name;
  const name = require('internal:encodings').nameOf(wanted);
  if (name !== undefined && name !== 'replacement') return name;
  if (name !== undefined) label = name;
  throw check.rangeError('ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`);
}

const wrongThis = name => check.typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);

class TextEncoder {
  #brand = true;

  get encoding() {
    if (!(#brand in this)) throw wrongThis('TextEncoder');
    return 'utf-8';
  }

  encode(input = '') {
    if (!(#brand in this)) throw wrongThis('TextEncoder');
    return new Uint8Array(native.encode(`${input}`, UTF8));
  }

  encodeInto(src, dest) {
    if (!(#brand in this)) throw wrongThis('TextEncoder');
    check.string(src, 'src');
    if (kindOf(dest) !== 'Uint8Array') throw check.invalidArgument('dest', 'an instance of Uint8Array', dest);
    const written = native.write(dest, src, 0, dest.length, UTF8);
    return { read: native.decode(dest, UTF8, 0, written).length, written };
  }

  [customInspect](depth, options, inspect) {
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { encoding: this.encoding };
    return inspect(shown, options);
  }
}

function bytesOf(input, name) {
  if (ArrayBuffer.isView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  const kind = kindOf(input);
  if (kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer') return new Uint8Array(input);
  const message = `The "${name}" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.`;
  throw check.typeError('ERR_INVALID_ARG_TYPE', message);
}

function joined(first, second) {
  if (first.length === 0) return second;
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  #kept = new Uint8Array(0);
  #started = false;
  // Of an older encoding, while a text is decoded in pieces.
  #state = undefined;

  constructor(label = 'utf-8', options = undefined) {
    this.#encoding = encodingOf(label);
    if (options !== undefined && options !== null) check.anyObject(options, 'options');
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  get encoding() {
    if (!(#fatal in this)) throw wrongThis('TextDecoder');
    return this.#encoding;
  }

  get fatal() {
    if (!(#fatal in this)) throw wrongThis('TextDecoder');
    return this.#fatal;
  }

  get ignoreBOM() {
    if (!(#fatal in this)) throw wrongThis('TextDecoder');
    return this.#ignoreBOM;
  }

  decode(input = new Uint8Array(0), options = undefined) {
    if (!(#fatal in this)) throw wrongThis('TextDecoder');
    // ICU's decoders have another word for it.
    const piece = bytesOf(input, this.#encoding.startsWith('utf-') ? 'list' : 'input');
    if (options !== undefined && options !== null) check.anyObject(options, 'options');
    const goesOn = Boolean(options?.stream);
    if (!(this.#encoding in LABELS)) return this.#older(piece, goesOn);
    let bytes = joined(this.#kept, piece);
    let [kept] = [0];
    if (goesOn) [kept] = this.#unfinished(bytes);
    this.#kept = bytes.slice(bytes.length - kept);
    const started = this.#started;
    if (kept > 0) bytes = bytes.subarray(0, bytes.length - kept);
    this.#started = goesOn && (started || bytes.length > 0);
    const text = this.#text(bytes);
    const hasMark = !started && !this.#ignoreBOM && text.charCodeAt(0) === 0xfeff;
    return hasMark ? text.slice(1) : text;
  }

  #older(piece, goesOn) {
    const encodings = require('internal:encodings');
    const state = this.#state ?? encodings.decoder(this.#encoding);
    this.#state = goesOn ? state : undefined;
    const text = encodings.decode(state, piece, this.#fatal, !goesOn);
    if (text === null) throw this.#fault();
    return text;
  }

  #unfinished(bytes) {
    switch (this.#encoding) {
      case 'utf-8':
        return unfinishedUtf8(bytes);
      case 'windows-1252':
        return [0];
      case 'utf-16be': {
        const odd = bytes.length % 2;
        const whole = bytes.length - odd;
        return [whole >= 2 && (bytes[whole - 2] & 0xfc) === 0xd8 ? 2 + odd : odd];
      }
      default:
        return unfinishedUtf16(bytes);
    }
  }

  #fault() {
    this.#kept = new Uint8Array(0);
    this.#started = false;
    this.#state = undefined;
    const message = `The encoded data was not valid for encoding ${this.#encoding}`;
    return check.typeError('ERR_ENCODING_INVALID_ENCODED_DATA', message);
  }

  #text(bytes) {
    if (this.#encoding === 'utf-8') {
      if (this.#fatal && !native.isUtf8(bytes)) throw this.#fault();
      return native.decode(bytes, UTF8, 0, bytes.length);
    }
    if (this.#encoding === 'windows-1252') {
      const text = native.decode(bytes, LATIN1, 0, bytes.length);
      return text.replace(/[\x80-\x9f]/g, unit => WINDOWS[unit.charCodeAt(0) - 0x80]);
    }
    if (this.#encoding === 'utf-16be') {
      bytes = bytes.slice();
      native.swap(bytes, 2);
    }
    const odd = bytes.length % 2;
    let text = native.decode(bytes, UTF16LE, 0, bytes.length - odd);
    if (this.#fatal && (odd === 1 || !text.isWellFormed())) throw this.#fault();
    // A high surrogate and an odd byte are one fault.
    if (odd === 1 && !(text.charCodeAt(text.length - 1) >= 0xd800 && text.charCodeAt(text.length - 1) < 0xdc00)) text += '\ufffd';
    return text.toWellFormed();
  }

  [customInspect](depth, options, inspect) {
    if (!(#fatal in this)) throw wrongThis('TextDecoder');
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { encoding: this.#encoding, fatal: this.#fatal, ignoreBOM: this.#ignoreBOM };
    return `TextDecoder ${inspect(shown, options)}`;
  }
}

const tagged = (Class, name, members) => {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: name, configurable: true });
  Object.defineProperty(Class.prototype, customInspect, { enumerable: false });
  for (const member of members) Object.defineProperty(Class.prototype, member, { enumerable: true });
};
tagged(TextEncoder, 'TextEncoder', ['encoding', 'encode', 'encodeInto']);
tagged(TextDecoder, 'TextDecoder', ['decode', 'encoding', 'fatal', 'ignoreBOM']);

module.exports = { TextEncoder, TextDecoder };
