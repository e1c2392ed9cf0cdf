// `crypto` (Node page "Crypto"): hashes, keys derived from passwords, random bytes and the part of
// the web's API that goes with them. Ciphers, signatures and keys are not there.
'use strict';

const check = require('internal:validators');
const native = require('internal:crypto');
const views = require('internal:views');
const { error, typeError, rangeError, invalidArgument, outOfRange } = check;
const { Buffer } = require('buffer');
const { Transform } = require('stream');
const web = require('internal:webcrypto');
const { Object, Reflect, Symbol, Number, Error, String } = globalThis;
const { apply } = Reflect;
const { defineProperty, setPrototypeOf } = Object;
const { isEncoding } = Buffer;
const { nextTick } = process;
const lower = Function.prototype.call.bind(String.prototype.toLowerCase);

const kState = Symbol('kState');
const kHandle = Symbol('kHandle');
const kFinalized = Symbol('kFinalized');

const MOST_BYTES = 2147483647;

// OpenSSL's names of what has another name here.
const aliases = {
  __proto__: null,
  'rsa-md5': 'md5',
  'rsa-ripemd160': 'ripemd160',
  'rsa-sha1': 'sha1',
  'rsa-sha1-2': 'sha1',
  'rsa-sha224': 'sha224',
  'rsa-sha256': 'sha256',
  'rsa-sha384': 'sha384',
  'rsa-sha512': 'sha512',
  'rsa-sha512/224': 'sha512-224',
  'rsa-sha512/256': 'sha512-256',
  'rsa-sha3-224': 'sha3-224',
  'rsa-sha3-256': 'sha3-256',
  'rsa-sha3-384': 'sha3-384',
  'rsa-sha3-512': 'sha3-512',
  md5withrsaencryption: 'md5',
  ripemd: 'ripemd160',
  ripemd160withrsa: 'ripemd160',
  rmd160: 'ripemd160',
  'sha-1': 'sha1',
  'sha-224': 'sha224',
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
  sha1withrsaencryption: 'sha1',
  sha224withrsaencryption: 'sha224',
  sha256withrsaencryption: 'sha256',
  sha384withrsaencryption: 'sha384',
  sha512withrsaencryption: 'sha512',
  'sha512-224withrsaencryption': 'sha512-224',
  'sha512-256withrsaencryption': 'sha512-256',
  'sha512/224': 'sha512-224',
  'sha512/256': 'sha512-256',
  'ssl3-md5': 'md5',
  'ssl3-sha1': 'sha1',
};

// Bytes of a digest, bytes of a block.
const algorithms = {
  __proto__: null,
  md5: [16, 64],
  ripemd160: [20, 64],
  sha1: [20, 64],
  sha224: [28, 64],
  sha256: [32, 64],
  'sha3-224': [28, 144],
  'sha3-256': [32, 136],
  'sha3-384': [48, 104],
  'sha3-512': [64, 72],
  sha384: [48, 128],
  sha512: [64, 128],
  'sha512-224': [28, 128],
  'sha512-256': [32, 128],
};

function known(name) {
  const small = lower(name);
  const real = aliases[small] ?? small;
  return algorithms[real] === undefined ? undefined : real;
}

const isBytes = value => views.isView(value) || views.isAnyArrayBuffer(value);

function viewOf(value) {
  return views.isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

// Text in an encoding, or bytes, as bytes.
function bytesOf(
  value,
  name,
  encoding,
  expected = 'of type string or an instance of Buffer, TypedArray, or DataView',
) {
  if (typeof value === 'string') return Buffer.from(value, isEncoding(encoding) ? encoding : 'utf8');
  if (!isBytes(value)) throw invalidArgument(name, expected, value);
  return viewOf(value);
}

const anyBytes = 'of type string or an instance of ArrayBuffer, Buffer, TypedArray, or DataView';

function give(bytes, encoding) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encoding === undefined || encoding === 'buffer' || !isEncoding(encoding)
    ? buffer
    : buffer.toString(encoding);
}

// A stream only when it is used as one.
function LazyTransform(options) {
  this._options = options;
}
setPrototypeOf(LazyTransform.prototype, Transform.prototype);
setPrototypeOf(LazyTransform, Transform);

function becomeStream(self) {
  apply(Transform, self, [self._options]);
  self._writableState.decodeStrings = false;
  if (!self._options || !self._options.defaultEncoding) self._writableState.defaultEncoding = 'utf8';
}

for (const name of ['_readableState', '_writableState']) {
  defineProperty(LazyTransform.prototype, name, {
    get() {
      becomeStream(this);
      return this[name];
    },
    set(value) {
      defineProperty(this, name, { value, enumerable: true, configurable: true, writable: true });
    },
    configurable: true,
    enumerable: true,
  });
}

function outputLength(options) {
  const length = options?.outputLength;
  if (length !== undefined) check.uint32(length, 'options.outputLength');
  return length;
}

// What goes on within a hash.
class HashHandle {
  constructor(name, state = native.begin(name)) {
    this.name = name;
    this.state = state;
  }
}
defineProperty(HashHandle, 'name', { value: 'Hash' });

const hide = (object, key, value) =>
  defineProperty(object, key, { value, writable: true, enumerable: false, configurable: true });

// Only its class shows.
function hidden(handle) {
  for (const key of Object.keys(handle)) hide(handle, key, handle[key]);
  return handle;
}

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const other = algorithm instanceof HashHandle;
  if (!other) check.string(algorithm, 'algorithm');
  const length = outputLength(options);
  const name = other ? algorithm.name : known(algorithm);
  if (name === undefined) throw new Error('Digest method not supported');
  if (length !== undefined && length !== algorithms[name][0]) {
    const text = 'error:030000B2:digital envelope routines::not XOF or invalid length';
    throw error('ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH', text);
  }
  const handle = other ? new HashHandle(name, new Uint8Array(algorithm.state)) : new HashHandle(name);
  apply(LazyTransform, this, [options]);
  this[kHandle] = hidden(handle);
  this[kState] = { [kFinalized]: false };
}
setPrototypeOf(Hash.prototype, LazyTransform.prototype);
setPrototypeOf(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[kState][kFinalized]) throw error('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  return new Hash(this[kHandle], options);
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  absorb(this[kHandle], bytesOf(chunk, 'data', encoding));
  callback();
};

Hash.prototype._flush = function _flush(callback) {
  this.push(give(squeeze(this[kHandle])));
  callback();
};

function absorb(handle, bytes) {
  native.update(handle.name, handle.state, bytes);
}

function squeeze(handle) {
  return native.finish(handle.name, handle.state);
}

Hash.prototype.update = function update(data, encoding) {
  if (this[kState][kFinalized]) throw error('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  checkHex(data, encoding);
  absorb(this[kHandle], bytesOf(data, 'data', encoding));
  return this;
};

function checkHex(data, encoding) {
  if (
    typeof data === 'string' &&
    typeof encoding === 'string' &&
    lower(encoding) === 'hex' &&
    data.length % 2 !== 0
  ) {
    throw typeError(
      'ERR_INVALID_ARG_VALUE',
      `The argument 'encoding' is invalid for data of length ${data.length}. Received 'hex'`,
    );
  }
}

Hash.prototype.digest = function digest(encoding) {
  const state = this[kState];
  if (state[kFinalized]) throw error('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  const result = squeeze(this[kHandle]);
  state[kFinalized] = true;
  return give(result, encoding === undefined ? undefined : `${encoding}`);
};

// RFC 2104.
class HmacHandle {
  constructor(name, key) {
    const [, block] = algorithms[name];
    this.name = name;
    const padded = new Uint8Array(block);
    padded.set(key.length > block ? oneShot(name, key) : key);
    const inner = new Uint8Array(block);
    this.outer = new Uint8Array(block);
    for (let i = 0; i < block; i++) {
      inner[i] = padded[i] ^ 0x36;
      this.outer[i] = padded[i] ^ 0x5c;
    }
    this.state = native.begin(name);
    native.update(name, this.state, inner);
  }

  finish() {
    const inside = squeeze(this);
    const state = native.begin(this.name);
    native.update(this.name, state, this.outer);
    native.update(this.name, state, inside);
    return native.finish(this.name, state);
  }
}
defineProperty(HmacHandle, 'name', { value: 'Hmac' });

function oneShot(name, bytes) {
  const state = native.begin(name);
  native.update(name, state, bytes);
  return native.finish(name, state);
}

function Hmac(algorithm, key, options) {
  if (!new.target) return new Hmac(algorithm, key, options);
  check.string(algorithm, 'hmac');
  const wanted =
    'of type string or an instance of ArrayBuffer, Buffer, TypedArray, DataView, KeyObject, or CryptoKey';
  const bytes = key instanceof KeyObject ? key[kHandle] : bytesOf(key, 'key', options?.encoding, wanted);
  const name = known(algorithm);
  if (name === undefined) {
    throw typeError('ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  }
  apply(LazyTransform, this, [options]);
  this[kHandle] = hidden(new HmacHandle(name, bytes));
  this[kState] = { [kFinalized]: false };
}
setPrototypeOf(Hmac.prototype, LazyTransform.prototype);
setPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = function update(data, encoding) {
  if (this[kState][kFinalized]) throw error('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
  checkHex(data, encoding);
  absorb(this[kHandle], bytesOf(data, 'data', encoding));
  return this;
};

// A second time gives nothing, as in Node.
Hmac.prototype.digest = function digest(encoding) {
  const state = this[kState];
  const name = encoding === undefined ? undefined : `${encoding}`;
  if (state[kFinalized]) return give(new Uint8Array(0), name);
  const result = this[kHandle].finish();
  state[kFinalized] = true;
  return give(result, name);
};

Hmac.prototype._transform = Hash.prototype._transform;
Hmac.prototype._flush = function _flush(callback) {
  this.push(this.digest());
  callback();
};

// Secret keys only.
class KeyObject {
  constructor(type, bytes) {
    if (type !== 'secret') throw check.invalidValue('type', type);
    hide(this, kHandle, bytes);
  }

  get type() {
    return 'secret';
  }

  get symmetricKeySize() {
    return this[kHandle].length;
  }

  export(options) {
    if (options?.format === 'jwk') {
      return { kty: 'oct', k: give(this[kHandle], 'base64url') };
    }
    return Buffer.from(this[kHandle]);
  }

  equals(other) {
    if (!(other instanceof KeyObject))
      throw invalidArgument('otherKeyObject', 'an instance of KeyObject', other);
    return Buffer.compare(this[kHandle], other[kHandle]) === 0;
  }
}

function createSecretKey(key, encoding) {
  return new KeyObject('secret', new Uint8Array(bytesOf(key, 'key', encoding, anyBytes)));
}

function hash(algorithm, input, outputEncoding = 'hex') {
  check.string(algorithm, 'algorithm');
  const bytes = bytesOf(input, 'input');
  if (outputEncoding !== 'buffer') check.string(outputEncoding, 'outputEncoding');
  const name = known(algorithm);
  if (name === undefined) throw new Error('Digest method not supported');
  return give(oneShot(name, bytes), outputEncoding);
}

// Keys from passwords.

function digestOf(digest) {
  check.string(digest, 'digest');
  const name = known(digest);
  if (name === undefined) {
    throw typeError('ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${digest}`);
  }
  return name;
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  check.string(digest, 'digest');
  const [secret, grains] = [
    bytesOf(password, 'password', 'utf8', anyBytes),
    bytesOf(salt, 'salt', 'utf8', anyBytes),
  ];
  check.int32(iterations, 'iterations', 1);
  check.int32(keylen, 'keylen', 0);
  return give(native.pbkdf2(digestOf(digest), secret, grains, iterations, keylen));
}

// Arguments are looked at at once, and the work is done on a later turn of the loop.
function later(callback, work) {
  setImmediate(() => {
    let result;
    try {
      result = work();
    } catch (failure) {
      return callback(failure);
    }
    callback(null, result);
  });
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  check.string(digest, 'digest');
  const [secret, grains] = [
    bytesOf(password, 'password', 'utf8', anyBytes),
    bytesOf(salt, 'salt', 'utf8', anyBytes),
  ];
  check.int32(iterations, 'iterations', 1);
  check.int32(keylen, 'keylen', 0);
  const name = digestOf(digest);
  check.func(callback, 'callback');
  later(callback, () => give(native.pbkdf2(name, secret, grains, iterations, keylen)));
}

function scryptOptions(options) {
  const found = { N: 16384, r: 8, p: 1, maxmem: 32 << 20 };
  if (options === undefined || options === null) return found;
  for (const [long, short] of [
    ['cost', 'N'],
    ['blockSize', 'r'],
    ['parallelization', 'p'],
  ]) {
    const [a, b] = [options[short], options[long]];
    if (a !== undefined) {
      check.uint32(a, short);
      if (b !== undefined)
        throw typeError(
          'ERR_INCOMPATIBLE_OPTION_PAIR',
          `Option "${short}" cannot be used in combination with option "${long}"`,
        );
      found[short] = a;
    } else if (b !== undefined) {
      check.uint32(b, long);
      found[short] = b;
    }
  }
  if (options.maxmem !== undefined) {
    check.integer(options.maxmem, 'maxmem', 0);
    found.maxmem = options.maxmem;
  }
  return found;
}

function scryptWork(password, salt, keylen, options) {
  const [secret, grains] = [
    bytesOf(password, 'password', 'utf8', anyBytes),
    bytesOf(salt, 'salt', 'utf8', anyBytes),
  ];
  check.int32(keylen, 'keylen', 0);
  const { N, r, p, maxmem } = scryptOptions(options);
  const wrong = N < 2 || (N & (N - 1)) !== 0 || r === 0 || p === 0;
  if (wrong || 128 * r * p + 128 * N * r > maxmem) {
    if (wrong) throw rangeError('ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'Invalid scrypt params');
    throw rangeError('ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'Invalid scrypt params: memory limit exceeded');
  }
  return () => give(native.scrypt(secret, grains, N, r, p, keylen));
}

function scryptSync(password, salt, keylen, options) {
  return scryptWork(password, salt, keylen, options)();
}

function scrypt(password, salt, keylen, options, callback) {
  if (callback === undefined) {
    callback = options;
    options = undefined;
  }
  const work = scryptWork(password, salt, keylen, options);
  check.func(callback, 'callback');
  later(callback, work);
}

// RFC 5869.
function hkdfWork(digest, key, salt, info, length) {
  check.string(digest, 'digest');
  const secret = key instanceof KeyObject ? key[kHandle] : bytesOf(key, 'key', 'utf8', anyBytes);
  const [grains, context] = [
    bytesOf(salt, 'salt', 'utf8', anyBytes),
    bytesOf(info, 'info', 'utf8', anyBytes),
  ];
  check.integer(length, 'length', 0, MOST_BYTES);
  if (context.length > 1024)
    throw outOfRange('info', 'must not contain more than 1024 bytes', context.length);
  const name = digestOf(digest);
  const size = algorithms[name][0];
  if (length > 255 * size) throw rangeError('ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
  return () => {
    const mac = (with_, ...parts) => {
      const handle = new HmacHandle(name, with_);
      for (const part of parts) absorb(handle, part);
      return handle.finish();
    };
    const random = mac(grains.length === 0 ? new Uint8Array(size) : grains, secret);
    const result = new Uint8Array(length);
    let block = new Uint8Array(0);
    for (let at = 0, count = 1; at < length; at += size, count++) {
      block = mac(random, block, context, Uint8Array.of(count));
      result.set(block.subarray(0, Math.min(size, length - at)), at);
    }
    return result.buffer;
  };
}

const hkdfSync = (digest, key, salt, info, length) => hkdfWork(digest, key, salt, info, length)();

function hkdf(digest, key, salt, info, length, callback) {
  const work = hkdfWork(digest, key, salt, info, length);
  check.func(callback, 'callback');
  later(callback, work);
}

// Chance.

function randomBytes(size, callback) {
  check.number(size, 'size', 0, MOST_BYTES);
  if (callback !== undefined) check.func(callback, 'callback');
  const make = () => native.random(Buffer.allocUnsafeSlow(size | 0));
  if (callback === undefined) return make();
  later(callback, make);
}

function part(buffer, offset, size) {
  if (!isBytes(buffer)) throw invalidArgument('buf', 'an instance of ArrayBuffer or ArrayBufferView', buffer);
  const width = buffer.BYTES_PER_ELEMENT ?? 1;
  const whole = viewOf(buffer);
  const from = offset === undefined ? 0 : offset * width;
  check.number(offset ?? 0, 'offset', 0, Math.min(whole.length, MOST_BYTES));
  const length = size === undefined ? whole.length - from : size * width;
  check.number(length, 'size', 0, MOST_BYTES);
  if (length + from > whole.length) throw outOfRange('size + offset', `<= ${whole.length}`, length + from);
  return whole.subarray(from, from + length);
}

function randomFillSync(buffer, offset = 0, size = undefined) {
  native.random(part(buffer, offset, size));
  return buffer;
}

function randomFill(buffer, offset, size, callback) {
  if (typeof offset === 'function') [callback, offset, size] = [offset, 0, undefined];
  else if (typeof size === 'function') [callback, size] = [size, undefined];
  else check.func(callback, 'callback');
  const bytes = part(buffer, offset, size);
  later(callback, () => {
    native.random(bytes);
    return buffer;
  });
}

const RANGE = 2 ** 48;
const random48 = () => {
  const bytes = native.random(new Uint8Array(6));
  let value = 0;
  for (let i = 0; i < 6; i++) value = value * 256 + bytes[i];
  return value;
};

function randomInt(min, max, callback) {
  const one = max === undefined || typeof max === 'function';
  if (one) {
    callback = max;
    max = min;
    min = 0;
  }
  if (callback !== undefined) check.func(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw invalidArgument('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw invalidArgument('max', 'a safe integer', max);
  if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range < RANGE)) throw outOfRange(one ? 'max' : 'max - min', `<= ${RANGE - 1}`, range);
  // Values beyond the last whole multiple of the range are thrown away, so that each is as likely.
  const limit = RANGE - (RANGE % range);
  let value = random48();
  while (value >= limit) value = random48();
  const result = (value % range) + min;
  if (callback === undefined) return result;
  nextTick(callback, undefined, result);
}

function timingSafeEqual(a, b) {
  const wanted = 'an instance of ArrayBuffer, Buffer, TypedArray, or DataView.';
  for (const [value, name] of [
    [a, 'buf1'],
    [b, 'buf2'],
  ]) {
    if (!isBytes(value)) throw typeError('ERR_INVALID_ARG_TYPE', `The "${name}" argument must be ${wanted}`);
  }
  const [left, right] = [viewOf(a), viewOf(b)];
  if (left.length !== right.length) {
    throw rangeError('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  }
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= left[i] ^ right[i];
  return difference === 0;
}

function getHashes() {
  const names = [];
  for (const name in algorithms) names.push(name);
  return names.sort();
}

module.exports = {
  createHash: (algorithm, options) => new Hash(algorithm, options),
  createHmac: (algorithm, key, options) => new Hmac(algorithm, key, options),
  createSecretKey,
  getHashes,
  getCiphers: () => [],
  getCurves: () => [],
  getFips: () => 0,
  hash,
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID: web.randomUUID,
  scrypt,
  scryptSync,
  timingSafeEqual,
  Hash,
  Hmac,
  KeyObject,
  constants: Object.freeze({
    __proto__: null,
    defaultCoreCipherList: '',
    TLS1_VERSION: 769,
    TLS1_1_VERSION: 770,
    TLS1_2_VERSION: 771,
    TLS1_3_VERSION: 772,
  }),
  webcrypto: web.crypto,
  subtle: web.crypto.subtle,
  getRandomValues: array => web.crypto.getRandomValues(array),
};
for (const name of ['pseudoRandomBytes', 'prng', 'rng']) hide(module.exports, name, randomBytes);
