// The global `crypto` (W3C page "Web Cryptography"): random values and digests.
'use strict';

const native = require('internal:crypto');
const check = require('internal:validators');
const views = require('internal:views');
const { DOMException } = require('internal:dom_exception');
const { Object, Symbol, Promise, TypeError, Uint8Array, String } = globalThis;
const { defineProperty, defineProperties } = Object;
const upper = Function.prototype.call.bind(String.prototype.toUpperCase);

const MOST_RANDOM = 65536;
const key = {};
const integers = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'BigInt64Array',
  'BigUint64Array',
];
const digests = {
  __proto__: null,
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

const illegal = () => check.typeError('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
const wrongThis = name => check.typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);
const viewOf = value =>
  views.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);

class SubtleCrypto {
  #made = false;

  constructor(inside) {
    if (inside !== key) throw illegal();
    this.#made = true;
  }

  async digest(algorithm, data) {
    if (!(#made in this)) throw wrongThis('SubtleCrypto');
    const missing = 2 - arguments.length;
    if (missing > 0) {
      throw check.typeError(
        'ERR_MISSING_ARGS',
        `Failed to execute 'digest' on 'SubtleCrypto': 2 arguments required, but only ${arguments.length} present.`,
      );
    }
    const name = typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm;
    if (!views.isView(data) && !views.isAnyArrayBuffer(data)) {
      throw check.typeError(
        'ERR_INVALID_ARG_TYPE',
        "Failed to execute 'digest' on 'SubtleCrypto': 2nd argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.",
      );
    }
    const known = digests[upper(`${name}`)];
    if (known === undefined) throw new DOMException('Unrecognized algorithm name', 'NotSupportedError');
    // What the bytes are now, whatever happens to them later.
    const bytes = new Uint8Array(viewOf(data));
    const state = native.begin(known);
    native.update(known, state, bytes);
    return native.finish(known, state).buffer;
  }
}

const HEX = [];
for (let i = 0; i < 256; i++) HEX[i] = (i < 16 ? '0' : '') + i.toString(16);

function randomUUID(options) {
  if (options !== undefined) check.object(options, 'options');
  const entropy = options?.disableEntropyCache;
  if (entropy !== undefined) check.boolean(entropy, 'options.disableEntropyCache');
  const bytes = native.random(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  let text = '';
  for (let i = 0; i < 16; i++) text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + HEX[bytes[i]];
  return text;
}

class Crypto {
  #subtle;

  constructor(inside) {
    if (inside !== key) throw illegal();
    this.#subtle = new SubtleCrypto(key);
  }

  get subtle() {
    if (!(#subtle in this)) throw wrongThis('Crypto');
    return this.#subtle;
  }

  getRandomValues(array) {
    if (!(#subtle in this)) throw wrongThis('Crypto');
    if (arguments.length === 0) {
      throw check.typeError(
        'ERR_MISSING_ARGS',
        "Failed to execute 'getRandomValues' on 'Crypto': 1 argument required, but only 0 present.",
      );
    }
    if (!integers.includes(views.typedArrayName(array))) {
      throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    }
    if (array.byteLength > MOST_RANDOM) {
      throw new DOMException(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError');
    }
    native.random(viewOf(array));
    return array;
  }

  randomUUID(options) {
    if (!(#subtle in this)) throw wrongThis('Crypto');
    return randomUUID(options);
  }
}

for (const Class of [Crypto, SubtleCrypto]) {
  defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
  for (const name of Object.getOwnPropertyNames(Class.prototype)) {
    if (name !== 'constructor') defineProperty(Class.prototype, name, { enumerable: true });
  }
}

module.exports = { Crypto, SubtleCrypto, crypto: new Crypto(key), randomUUID };
