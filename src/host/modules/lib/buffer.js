// `buffer` (Node page "Buffer"): the class Buffer and what goes with it. The bytes are worked on by
// the natives of `internal:buffer`; arguments are checked here.
'use strict';

const native = require('internal:buffer');
const { fixed, sized } = native;
const { coded, invalidArgument, invalidValue, outOfRange } = require('internal:errors');
const { Array, ArrayBuffer, Error, Number, Object, Reflect, String, Symbol, TypeError, RangeError, Uint8Array } = globalThis;
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { isView } = ArrayBuffer;

const MAX_LENGTH = 4294967296;
const MAX_STRING_LENGTH = 536870888;
const customInspect = Symbol.for('nodejs.util.inspect.custom');

// ---- encodings

const [UTF8, UTF16LE, LATIN1, ASCII, BASE64, BASE64URL, HEX] = [0, 1, 2, 3, 4, 5, 6];
const names = {
  __proto__: null,
  utf8: UTF8,
  'utf-8': UTF8,
  ucs2: UTF16LE,
  'ucs-2': UTF16LE,
  utf16le: UTF16LE,
  'utf-16le': UTF16LE,
  latin1: LATIN1,
  binary: LATIN1,
  ascii: ASCII,
  base64: BASE64,
  base64url: BASE64URL,
  hex: HEX,
};

// The number of an encoding; undefined for what is none.
function numberOf(encoding) {
  const known = names[encoding];
  if (known !== undefined || typeof encoding !== 'string') return known;
  return names[encoding.toLowerCase()];
}

function encodingOf(encoding) {
  if (encoding === undefined || encoding === null || encoding === '') return UTF8;
  const number = numberOf(`${encoding}`);
  if (number === undefined) throw coded(new TypeError(`Unknown encoding: ${encoding}`), 'ERR_UNKNOWN_ENCODING');
  return number;
}

// ---- checks

const bytesType = 'an instance of Buffer or Uint8Array';
const tag = getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const isUint8Array = value => isView(value) && Reflect.apply(tag, value, []) === 'Uint8Array';
const kindOf = require('internal:types').kindOf;

function isAnyArrayBuffer(value) {
  const kind = kindOf(value);
  return kind === 'ArrayBuffer' || kind === 'SharedArrayBuffer';
}

function checkNumber(value, name) {
  if (typeof value !== 'number') throw invalidArgument(name, 'of type number', value);
}

function checkSize(size) {
  checkNumber(size, 'size');
  if (!(size >= 0 && size <= MAX_LENGTH)) throw outOfRange('size', `>= 0 && <= ${MAX_LENGTH}`, size);
}

function checkInteger(value, name, least, most) {
  checkNumber(value, name);
  if (!Number.isInteger(value)) throw outOfRange(name, 'an integer', value);
  if (value < least || value > most) throw outOfRange(name, `>= ${least} && <= ${most}`, value);
}

const outsideBounds = name =>
  coded(new RangeError(`"${name}" is outside of buffer bounds`), 'ERR_BUFFER_OUT_OF_BOUNDS');

// ---- the class

class FastBuffer extends Uint8Array {
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

let warned = false;
function warnOfConstructor() {
  if (warned) return;
  warned = true;
  const message =
    'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
    'Buffer.allocUnsafe(), or Buffer.from() methods instead.';
  globalThis.process.emitWarning(message, 'DeprecationWarning', 'DEP0005');
}

function Buffer(arg, encodingOrOffset, length) {
  warnOfConstructor();
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') throw invalidArgument('string', 'of type string', arg);
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

Object.setPrototypeOf(Buffer, Uint8Array);
defineProperty(Buffer, Symbol.species, {
  configurable: true,
  enumerable: false,
  get() {
    return FastBuffer;
  },
});
Buffer.prototype = FastBuffer.prototype;
defineProperty(Buffer.prototype, 'constructor', { value: Buffer, writable: true, configurable: true });

// Small buffers are parts of one block.
let pool;
let poolOffset = 0;
Buffer.poolSize = 8192;

function newPool() {
  pool = new ArrayBuffer(Buffer.poolSize);
  poolOffset = 0;
}

function advance(length) {
  poolOffset = (poolOffset + length + 7) & ~7;
}

function allocate(size) {
  if (size <= 0) return new FastBuffer();
  if (size >= Buffer.poolSize >>> 1) return new FastBuffer(size);
  if (pool === undefined || size > pool.byteLength - poolOffset) newPool();
  const made = new FastBuffer(pool, poolOffset, size);
  advance(size);
  return made;
}

function fromString(text, encoding) {
  const number = encodingOf(encoding);
  if (text.length === 0) return new FastBuffer();
  const length = native.byteLength(text, number);
  if (length >= Buffer.poolSize >>> 1) return new FastBuffer(native.encode(text, number));
  if (pool === undefined || length > pool.byteLength - poolOffset) newPool();
  let made = new FastBuffer(pool, poolOffset, length);
  const written = native.write(made, text, 0, length, number);
  if (written !== length) made = new FastBuffer(pool, poolOffset, written);
  advance(written);
  return made;
}

function fromBuffer(buffer, byteOffset, length) {
  let offset = 0;
  if (byteOffset !== undefined) offset = +byteOffset || 0;
  const most = buffer.byteLength - offset;
  if (most < 0) throw outsideBounds('offset');
  if (length === undefined) return new FastBuffer(buffer, offset, most);
  let count = +length;
  if (!(count > 0)) count = 0;
  if (count > most) throw outsideBounds('length');
  return new FastBuffer(buffer, offset, count);
}

function fromArrayLike(list) {
  if (list.length <= 0) return new FastBuffer();
  if (isView(list)) {
    const made = allocate(list.length);
    made.set(list);
    return made;
  }
  const bytes = new FastBuffer(list);
  return bytes;
}

const sources = 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object';

function fromObject(value) {
  if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
    if (typeof value.length !== 'number') return new FastBuffer();
    return fromArrayLike(isView(value) ? value : Array.from(value));
  }
  if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
  return undefined;
}

const statics = {
  from(value, encodingOrOffset, length) {
    if (typeof value === 'string') return fromString(value, encodingOrOffset);
    if (typeof value === 'object' && value !== null) {
      if (isAnyArrayBuffer(value)) return fromBuffer(value, encodingOrOffset, length);
      const primitive = value.valueOf && value.valueOf();
      if (primitive != null && primitive !== value && (typeof primitive === 'string' || typeof primitive === 'object')) {
        return Buffer.from(primitive, encodingOrOffset, length);
      }
      const made = fromObject(value);
      if (made !== undefined) return made;
      if (typeof value[Symbol.toPrimitive] === 'function') {
        const text = value[Symbol.toPrimitive]('string');
        if (typeof text === 'string') return fromString(text, encodingOrOffset);
      }
    }
    throw invalidArgument('first argument', sources, value);
  },
  copyBytesFrom(view, offset, length) {
    if (!isView(view) || Reflect.apply(tag, view, []) === undefined) {
      throw invalidArgument('view', 'an instance of TypedArray', view);
    }
    if (view.length === 0) return new FastBuffer();
    let [start, end] = [0, view.length];
    if (offset !== undefined) {
      checkInteger(offset, 'offset', 0, Number.MAX_SAFE_INTEGER);
      if (offset >= view.length) return new FastBuffer();
      start = offset;
    }
    if (length !== undefined) {
      checkInteger(length, 'length', 0, Number.MAX_SAFE_INTEGER);
      end = Math.min(start + length, view.length);
    }
    const part = Uint8Array.prototype.subarray.call(view, start, end);
    return fromArrayLike(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  },
  of(...items) {
    const made = allocate(items.length);
    for (let i = 0; i < items.length; i++) made[i] = items[i];
    return made;
  },
  alloc(size, fill, encoding) {
    checkSize(size);
    const made = new FastBuffer(size);
    if (fill !== undefined && fill !== 0 && size > 0) fillRange(made, fill, 0, made.length, encoding);
    return made;
  },
  allocUnsafe(size) {
    checkSize(size);
    return allocate(size);
  },
  allocUnsafeSlow(size) {
    checkSize(size);
    return new FastBuffer(size);
  },
  isBuffer(value) {
    return value instanceof Buffer;
  },
  compare(a, b) {
    if (!isUint8Array(a)) throw invalidArgument('buf1', bytesType, a);
    if (!isUint8Array(b)) throw invalidArgument('buf2', bytesType, b);
    return a === b ? 0 : native.compare(a, b);
  },
  isEncoding(encoding) {
    return typeof encoding === 'string' && encoding.length !== 0 && numberOf(encoding) !== undefined;
  },
  concat(list, length) {
    if (!Array.isArray(list)) throw invalidArgument('list', 'an instance of Array', list);
    if (list.length === 0) return new FastBuffer();
    let total = 0;
    for (let i = 0; i < list.length; i++) {
      if (!isUint8Array(list[i])) throw invalidArgument(`list[${i}]`, bytesType, list[i]);
      total += list[i].length;
    }
    if (length === undefined) length = total;
    else checkInteger(length, 'length', 0, Number.MAX_SAFE_INTEGER);
    const made = Buffer.allocUnsafe(length);
    let at = 0;
    for (let i = 0; i < list.length && at < length; i++) at += native.copy(list[i], made, at, 0, length - at);
    if (at < length) native.fill(made, 0, at, length);
    return made;
  },
  byteLength(text, encoding) {
    if (typeof text !== 'string') {
      if (isView(text) || isAnyArrayBuffer(text)) return text.byteLength;
      throw invalidArgument('string', 'of type string or an instance of Buffer or ArrayBuffer', text);
    }
    return native.byteLength(text, numberOf(`${encoding}`) ?? UTF8);
  },
};
for (const name of ['from', 'copyBytesFrom', 'of', 'alloc', 'allocUnsafe', 'allocUnsafeSlow', 'isBuffer', 'compare', 'isEncoding', 'concat', 'byteLength']) {
  Buffer[name] = statics[name];
}

// ---- numbers

const { prototype } = Buffer;
for (const group of [fixed, sized]) {
  for (const name in group) {
    prototype[name] = group[name];
    if (name.includes('UInt')) prototype[name.replace('UInt', 'Uint')] = group[name];
  }
}

// ---- text

function decodeWith(number) {
  return function (start, end) {
    const from = start === undefined ? 0 : start;
    const to = end === undefined ? this.length : end;
    return native.decode(this, number, from, to);
  };
}

function encodeWith(number) {
  return function (text, offset, length) {
    if (typeof text !== 'string') throw coded(new TypeError('argument must be a string'), 'ERR_INVALID_ARG_TYPE');
    const from = offset === undefined ? 0 : offset;
    if (from > this.length) throw outsideBounds('offset');
    return native.write(this, text, from, length === undefined ? this.length - from : length, number);
  };
}

for (const [name, number] of [['ascii', ASCII], ['base64', BASE64], ['base64url', BASE64URL], ['latin1', LATIN1], ['hex', HEX], ['ucs2', UTF16LE], ['utf8', UTF8]]) {
  prototype[`${name}Slice`] = decodeWith(number);
  prototype[`${name}Write`] = encodeWith(number);
}

for (const [name, get] of [['parent', 'buffer'], ['offset', 'byteOffset']]) {
  defineProperty(prototype, name, {
    enumerable: true,
    get() {
      return this instanceof Buffer ? this[get] : undefined;
    },
  });
}

// A start or an end that is cut to what there is.
function cut(value, fallback, length) {
  if (value === undefined) return fallback;
  const number = Math.trunc(+value) || 0;
  return number < 0 ? 0 : number > length ? length : number;
}

let INSPECT_MAX_BYTES = 50;

function fillRange(target, value, offset, end, encoding) {
  if (typeof value === 'number') return void native.fill(target, value, offset, end);
  if (typeof value === 'boolean') return void native.fill(target, +value, offset, end);
  if (typeof value === 'string') {
    const number = encodingOf(encoding);
    if (value.length === 0) return void native.fill(target, 0, offset, end);
    const bytes = native.encode(value, number);
    if (bytes.byteLength === 0) throw invalidValue('value', value);
    return void native.fill(target, bytes, offset, end);
  }
  if (isView(value)) {
    if (value.byteLength === 0) throw invalidValue('value', value);
    return void native.fill(target, value, offset, end);
  }
  native.fill(target, value & 255, offset, end);
}

function search(buffer, value, offset, encoding, forward) {
  if (typeof offset === 'string') {
    encoding = offset;
    offset = undefined;
  } else if (offset > 0x7fffffff) offset = 0x7fffffff;
  else if (offset < -0x80000000) offset = -0x80000000;
  offset = +offset;
  if (Number.isNaN(offset)) offset = forward ? 0 : buffer.length;
  if (typeof value === 'number') {
    return native.indexOf(buffer, new Uint8Array([value >>> 0]), offset, forward, 1);
  }
  if (typeof value === 'string') {
    const number = encodingOf(encoding);
    return native.indexOf(buffer, native.encode(value, number), offset, forward, number === UTF16LE ? 2 : 1);
  }
  if (isUint8Array(value)) {
    const number = encoding === undefined ? UTF8 : numberOf(`${encoding}`);
    return native.indexOf(buffer, value, offset, forward, number === UTF16LE ? 2 : 1);
  }
  throw invalidArgument('value', 'one of type number or string or an instance of Buffer or Uint8Array', value);
}

function part(buffer, start, end) {
  const { length } = buffer;
  const place = (value, fallback) => {
    if (value === undefined) return fallback;
    const number = Math.trunc(+value) || 0;
    return number < 0 ? Math.max(number + length, 0) : Math.min(number, length);
  };
  const from = place(start, 0);
  const to = place(end, length);
  return new FastBuffer(buffer.buffer, buffer.byteOffset + from, to > from ? to - from : 0);
}

function swapped(buffer, size) {
  if (buffer.length % size !== 0) {
    throw coded(new RangeError(`Buffer size must be a multiple of ${size * 8}-bits`), 'ERR_INVALID_BUFFER_SIZE');
  }
  return native.swap(buffer, size);
}

const methods = {
  copy(target, targetStart, sourceStart, sourceEnd) {
    if (!isUint8Array(this)) throw invalidArgument('source', bytesType, this);
    if (!isUint8Array(target)) throw invalidArgument('target', bytesType, target);
    const whole = (value, name, fallback) => {
      if (value === undefined) return fallback;
      const number = Math.trunc(+value) || 0;
      if (number < 0) throw outOfRange(name, '>= 0', number);
      return number;
    };
    const to = whole(targetStart, 'targetStart', 0);
    const from = whole(sourceStart, 'sourceStart', 0);
    if (from > this.length) throw outOfRange('sourceStart', `>= 0 && <= ${this.length}`, from);
    const end = Math.min(whole(sourceEnd, 'sourceEnd', this.length), this.length);
    if (to >= target.length || from >= end) return 0;
    return native.copy(this, target, to, from, end - from);
  },
  toString(encoding, start, end) {
    if (arguments.length === 0) return native.decode(this, UTF8, 0, this.length);
    const from = cut(start, 0, this.length);
    const to = cut(end, this.length, this.length);
    if (to <= from) return '';
    return native.decode(this, encoding === undefined ? UTF8 : encodingOf(encoding), from, to);
  },
  equals(other) {
    if (!isUint8Array(other)) throw invalidArgument('otherBuffer', bytesType, other);
    return this === other || (this.byteLength === other.byteLength && native.compare(this, other) === 0);
  },
  inspect(depth, options, inspect) {
    const shown = Math.min(INSPECT_MAX_BYTES, this.length);
    const digits = native.decode(this, HEX, 0, shown);
    let text = digits.replace(/(.{2})(?!$)/g, '$1 ');
    const rest = this.length - shown;
    if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
    if (options && typeof inspect === 'function') {
      const extra = { __proto__: null };
      let has = false;
      for (const key of Reflect.ownKeys(this)) {
        if (typeof key === 'string' && +key >= 0) continue;
        if (!options.showHidden && !getOwnPropertyDescriptor(this, key).enumerable) continue;
        extra[key] = this[key];
        has = true;
      }
      if (has) {
        const shownExtra = inspect(extra, { ...options, breakLength: Infinity, compact: true });
        if (this.length !== 0) text += ', ';
        text += shownExtra.slice(27, -2);
      }
    }
    let name = 'Buffer';
    const { constructor } = this;
    if (typeof constructor === 'function' && Object.hasOwn(constructor, 'name')) name = constructor.name;
    return `<${name} ${text}>`;
  },
  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    if (!isUint8Array(target)) throw invalidArgument('target', bytesType, target);
    if (arguments.length === 1) return native.compare(this, target);
    const start = (value, name) => {
      if (value === undefined) return 0;
      checkInteger(value, name, 0, Number.MAX_SAFE_INTEGER);
      return value;
    };
    const end = (value, name, most) => {
      if (value === undefined) return most;
      checkInteger(value, name, 0, most);
      return value;
    };
    const [from, to] = [start(targetStart, 'targetStart'), end(targetEnd, 'targetEnd', target.length)];
    const [own, ownEnd] = [start(sourceStart, 'sourceStart'), end(sourceEnd, 'sourceEnd', this.length)];
    if (own >= ownEnd) return from >= to ? 0 : -1;
    if (from >= to) return 1;
    return native.compareRanges(this, own, ownEnd, target, from, to);
  },
  indexOf(value, offset, encoding) {
    return search(this, value, offset, encoding, true);
  },
  lastIndexOf(value, offset, encoding) {
    return search(this, value, offset, encoding, false);
  },
  includes(value, offset, encoding) {
    return search(this, value, offset, encoding, true) !== -1;
  },
  fill(value, offset, end, encoding) {
    if (typeof value === 'string') {
      if (offset === undefined || typeof offset === 'string') {
        encoding = offset;
        offset = undefined;
      } else if (typeof end === 'string') {
        encoding = end;
        end = undefined;
      }
      encodingOf(encoding);
    }
    if (offset === undefined) offset = 0;
    else {
      checkInteger(offset, 'offset', 0, MAX_LENGTH);
      if (end !== undefined) checkInteger(end, 'end', 0, this.length);
    }
    if (end === undefined || typeof end === 'string') end = this.length;
    if (offset < end) fillRange(this, value, offset, end, encoding);
    return this;
  },
  write(text, offset, length, encoding) {
    if (typeof offset === 'string') [encoding, offset, length] = [offset, undefined, undefined];
    else if (typeof length === 'string') [encoding, length] = [length, undefined];
    if (typeof text !== 'string') throw coded(new TypeError('argument must be a string'), 'ERR_INVALID_ARG_TYPE');
    if (offset === undefined) offset = 0;
    else checkInteger(offset, 'offset', 0, this.length);
    const rest = this.length - offset;
    if (length === undefined) length = rest;
    else {
      checkInteger(length, 'length', 0, this.length);
      if (length > rest) length = rest;
    }
    return native.write(this, text, offset, length, encodingOf(encoding));
  },
  toJSON() {
    return { type: 'Buffer', data: this.length > 0 ? Array.from(this) : [] };
  },
  subarray(start, end) {
    return part(this, start, end);
  },
  slice(start, end) {
    return part(this, start, end);
  },
  swap16() {
    return swapped(this, 2);
  },
  swap32() {
    return swapped(this, 4);
  },
  swap64() {
    return swapped(this, 8);
  },
};
for (const name in methods) prototype[name] = methods[name];
prototype[customInspect] = methods.inspect;
prototype.toLocaleString = methods.toString;

function SlowBuffer(length) {
  checkNumber(+length, 'size');
  return Buffer.allocUnsafeSlow(+length);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

// From one encoding to another; what the other has not becomes a question mark.
function transcode(source, from, to) {
  if (!isUint8Array(source)) throw invalidArgument('source', bytesType, source);
  if (source.length === 0) return Buffer.alloc(0);
  const [first, second] = [numberOf(`${from}`), numberOf(`${to}`)];
  const known = number => number === UTF8 || number === UTF16LE || number === LATIN1 || number === ASCII;
  if (!known(first) || !known(second)) {
    const error = new Error('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]');
    error.code = 'U_ILLEGAL_ARGUMENT_ERROR';
    error.errno = 1;
    throw error;
  }
  let text = native.decode(source, first, 0, source.length);
  if (second === LATIN1) text = text.replace(/[^\0-\xff]/gu, '?');
  if (second === ASCII) text = text.replace(/[^\0-\x7f]/gu, '?');
  return Buffer.from(native.encode(text, second));
}

function checkBytes(input) {
  if (isView(input) || isAnyArrayBuffer(input)) return input;
  throw invalidArgument('input', 'an instance of ArrayBuffer, Buffer, or TypedArray', input);
}

const { atob, btoa } = globalThis;

module.exports = {
  Buffer,
  SlowBuffer,
  transcode,
  isUtf8: input => native.isUtf8(checkBytes(input)),
  isAscii: input => native.isAscii(checkBytes(input)),
  kMaxLength: MAX_LENGTH,
  kStringMaxLength: MAX_STRING_LENGTH,
  btoa,
  atob,
};
defineProperty(module.exports, 'constants', {
  enumerable: true,
  value: { MAX_LENGTH, MAX_STRING_LENGTH },
});
defineProperty(module.exports, 'INSPECT_MAX_BYTES', {
  configurable: true,
  enumerable: true,
  get: () => INSPECT_MAX_BYTES,
  set(value) {
    checkNumber(value, 'INSPECT_MAX_BYTES');
    INSPECT_MAX_BYTES = value;
  },
});
for (const name of ['Blob', 'resolveObjectURL', 'File']) {
  defineProperty(module.exports, name, {
    configurable: true,
    enumerable: true,
    get: () => require('internal:blob')[name],
    set: value => defineProperty(module.exports, name, { value, configurable: true, enumerable: true, writable: true }),
  });
}
