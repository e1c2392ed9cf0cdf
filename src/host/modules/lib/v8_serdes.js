// `v8.Serializer` and `v8.Deserializer` (Node page "V8", "Serialization API"): values as bytes, in
// version 15 of V8's format.
//
// A value is a tag and what follows it; objects are numbered as they begin, and a number stands for
// one that comes again.
'use strict';

const check = require('internal:validators');
const { error, typeError } = check;
const { kindOf, unwrap } = require('internal:types');
const { inspect } = require('internal:inspect');
const views = require('internal:views');
const native = require('internal:buffer');
const { Buffer } = require('buffer');
const globals = globalThis;
const { Array, ArrayBuffer, BigInt, Date, Error, Map, Number, Object, RegExp, Set, String, Uint8Array } =
  globals;
const { hasOwn, keys, is } = Object;
const { isArray } = Array;
const call = Function.prototype.call;
const bound = (Class, name) => call.bind(Class.prototype[name]);
const timeOf = bound(Date, 'getTime');
const forEachOf = { Map: bound(Map, 'forEach'), Set: bound(Set, 'forEach') };

const VERSION = 15;
const ONE_BYTE = 34;
const [UTF8, UTF16LE, LATIN1] = [0, 1, 2];
const tag = text => text.charCodeAt(0);
const T = {
  version: 0xff,
  padding: 0,
  undefined: tag('_'),
  null: tag('0'),
  true: tag('T'),
  false: tag('F'),
  int32: tag('I'),
  uint32: tag('U'),
  double: tag('N'),
  bigint: tag('Z'),
  utf8: tag('S'),
  oneByte: ONE_BYTE,
  twoByte: tag('c'),
  hole: tag('-'),
  reference: tag('^'),
  object: tag('o'),
  endObject: tag('{'),
  sparse: tag('a'),
  endSparse: tag('@'),
  dense: tag('A'),
  endDense: tag('$'),
  date: tag('D'),
  trueObject: tag('y'),
  falseObject: tag('x'),
  numberObject: tag('n'),
  bigintObject: tag('z'),
  stringObject: tag('s'),
  regexp: tag('R'),
  map: tag(';'),
  endMap: tag(':'),
  set: tag("'"),
  endSet: tag(','),
  buffer: tag('B'),
  resizable: tag('~'),
  transfer: tag('t'),
  view: tag('V'),
  shared: tag('u'),
  host: tag('\\'),
  error: tag('r'),
};
const FLAGS = [
  ['g', 1],
  ['i', 2],
  ['m', 4],
  ['y', 8],
  ['u', 16],
  ['s', 32],
  ['d', 128],
  ['v', 256],
];
const ERRORS = {
  EvalError: 'E',
  RangeError: 'R',
  ReferenceError: 'F',
  SyntaxError: 'S',
  TypeError: 'T',
  URIError: 'U',
};
// Tags of views that a view of a buffer has.
const VIEWS = {
  Int8Array: 'b',
  Uint8Array: 'B',
  Uint8ClampedArray: 'C',
  Int16Array: 'w',
  Uint16Array: 'W',
  Int32Array: 'd',
  Uint32Array: 'D',
  Float32Array: 'f',
  Float64Array: 'F',
  DataView: '?',
  BigInt64Array: 'q',
  BigUint64Array: 'Q',
};
const viewName = view => views.typedArrayName(view) ?? 'DataView';
const isInt32 = value => (value | 0) === value && !is(value, -0);

class Serializer {
  #bytes = Buffer.alloc(64);
  #length = 0;
  #ids = new Map();
  #transferred = new Map();
  #viewsAreHosts = false;

  #room(count) {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = Buffer.alloc(Math.max(this.#bytes.length * 2, this.#length + count));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }

  #byte(value) {
    if (this.#length === this.#bytes.length) this.#room(1);
    this.#bytes[this.#length++] = value;
  }

  // Seven bits a byte, the lowest first.
  #varint(value) {
    while (value >= 128) {
      this.#byte((value % 128) | 128);
      value = Math.floor(value / 128);
    }
    this.#byte(value);
  }

  #double(value) {
    this.#room(8);
    this.#bytes.writeDoubleLE(value, this.#length);
    this.#length += 8;
  }

  #raw(bytes) {
    this.#room(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  writeHeader() {
    this.#byte(T.version);
    this.#byte(VERSION);
  }

  writeValue(value) {
    this.#value(value);
    return true;
  }

  releaseBuffer() {
    const bytes = Buffer.from(
      this.#bytes.buffer.slice(this.#bytes.byteOffset, this.#bytes.byteOffset + this.#length),
    );
    this.#bytes = Buffer.alloc(0);
    this.#length = 0;
    return bytes;
  }

  transferArrayBuffer(id, buffer) {
    this.#transferred.set(buffer, id);
  }

  writeUint32(value) {
    this.#varint(value >>> 0);
  }

  writeUint64(high, low) {
    let value = (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
    while (value >= 128n) {
      this.#byte(Number(value & 127n) | 128);
      value >>= 7n;
    }
    this.#byte(Number(value));
  }

  writeDouble(value) {
    this.#double(+value);
  }

  writeRawBytes(source) {
    if (!views.isView(source) && !views.isAnyArrayBuffer(source)) {
      throw typeError('ERR_INVALID_ARG_TYPE', 'source must be a TypedArray or a DataView');
    }
    this.#raw(views.isView(source) ? bytesOf(source) : new Uint8Array(source));
  }

  _setTreatArrayBufferViewsAsHostObjects(mode) {
    this.#viewsAreHosts = Boolean(mode);
  }

  #refuse(value, message) {
    let text = message;
    try {
      if (text === undefined) structuredClone(value);
    } catch (thrown) {
      text = thrown.message;
    }
    const Class = this._getDataCloneError ?? Error;
    throw Class === Error ? new Error(text) : Class(text);
  }

  #number(value) {
    if (isInt32(value)) {
      this.#byte(T.int32);
      this.#varint(((value << 1) ^ (value >> 31)) >>> 0);
    } else {
      this.#byte(T.double);
      this.#double(value);
    }
  }

  #bigint(value) {
    let size = value < 0n ? -value : value;
    const bytes = [];
    while (size > 0n) {
      bytes.push(Number(size & 255n));
      size >>= 8n;
    }
    while (bytes.length % 8 !== 0) bytes.push(0);
    this.#varint(bytes.length * 2 + (value < 0n ? 1 : 0));
    this.#raw(bytes);
  }

  #string(text) {
    const { length } = text;
    if (!/[^\0-\xff]/.test(text)) {
      this.#room(length + 6);
      this.#bytes[this.#length++] = T.oneByte;
      this.#varint(length);
      native.write(this.#bytes, text, this.#length, length, LATIN1);
      this.#length += length;
      return;
    }
    const count = length * 2;
    const digits = count < 128 ? 1 : count < 16384 ? 2 : count < 2097152 ? 3 : count < 268435456 ? 4 : 5;
    // Units stand at even places.
    if ((this.#length + 1 + digits) % 2 === 1) this.#byte(T.padding);
    this.#byte(T.twoByte);
    this.#varint(count);
    this.#raw(Buffer.from(text, 'utf16le'));
  }

  #value(value) {
    switch (typeof value) {
      case 'undefined':
        return this.#byte(T.undefined);
      case 'boolean':
        return this.#byte(value ? T.true : T.false);
      case 'number':
        return this.#number(value);
      case 'bigint':
        this.#byte(T.bigint);
        return this.#bigint(value);
      case 'string':
        return this.#string(value);
      case 'object':
        return value === null ? this.#byte(T.null) : this.#object(value);
      default:
        return this.#refuse(value);
    }
  }

  #object(value) {
    const isView = views.isView(value);
    if (isView && !this.#viewsAreHosts && !this.#ids.has(value)) this.#value(value.buffer);
    const known = this.#ids.get(value);
    if (known !== undefined) {
      this.#byte(T.reference);
      return this.#varint(known);
    }
    this.#ids.set(value, this.#ids.size);
    if (isView) return this.#viewsAreHosts ? this.#host(value) : this.#view(value);
    if (isArray(value) && kindOf(value) !== 'Proxy') return this.#array(value);
    switch (kindOf(value)) {
      case 'Date':
        this.#byte(T.date);
        return this.#double(timeOf(value));
      case 'RegExp':
        this.#byte(T.regexp);
        this.#string(value.source);
        return this.#varint(
          FLAGS.reduce((sum, [flag, bit]) => sum + (value.flags.includes(flag) ? bit : 0), 0),
        );
      case 'Map':
      case 'Set':
        return this.#entries(value, kindOf(value));
      case 'ArrayBuffer':
      case 'SharedArrayBuffer':
        return this.#buffer(value);
      case 'Error':
        return this.#error(value);
      case 'BooleanObject':
        return this.#byte(unwrap(value) ? T.trueObject : T.falseObject);
      case 'NumberObject':
        this.#byte(T.numberObject);
        return this.#double(unwrap(value));
      case 'BigIntObject':
        this.#byte(T.bigintObject);
        return this.#bigint(unwrap(value));
      case 'StringObject':
        this.#byte(T.stringObject);
        return this.#string(unwrap(value));
      case 'Object':
        return this.#plain(value);
      default:
        return this.#other(value);
    }
  }

  // What only some copies refuse.
  #other(value) {
    if (['EventTarget', 'Event'].includes(kindOf(value))) return this.#plain(value);
    return this.#refuse(value);
  }

  #host(value) {
    if (typeof this._writeHostObject !== 'function') {
      throw typeError('ERR_METHOD_NOT_IMPLEMENTED', 'The _writeHostObject() method is not implemented');
    }
    this.#byte(T.host);
    this._writeHostObject(value);
  }

  #view(value) {
    this.#byte(T.view);
    this.#varint(tag(VIEWS[viewName(value)]));
    this.#varint(value.byteOffset);
    this.#varint(value.byteLength);
    this.#varint(0);
  }

  #buffer(value) {
    const id = this.#transferred.get(value);
    if (id !== undefined) {
      this.#byte(T.transfer);
      return this.#varint(id);
    }
    if (views.isSharedArrayBuffer(value)) {
      if (typeof this._getSharedArrayBufferId !== 'function')
        return this.#refuse(value, `${inspectShort(value)} could not be cloned.`);
      this.#byte(T.shared);
      return this.#varint(this._getSharedArrayBufferId(value) >>> 0);
    }
    if (value.detached) return this.#refuse(value, 'An ArrayBuffer is detached and could not be cloned.');
    this.#byte(value.resizable ? T.resizable : T.buffer);
    this.#varint(value.byteLength);
    if (value.resizable) this.#varint(value.maxByteLength);
    return this.#raw(new Uint8Array(value));
  }

  // Properties, and how many were written.
  #properties(value, names) {
    let count = 0;
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (!Object.prototype.propertyIsEnumerable.call(value, name)) continue;
      const index = +name;
      if (index >= 0 && index < 4294967295 && `${index >>> 0}` === name) this.#number(index);
      else this.#string(name);
      this.#value(value[name]);
      count++;
    }
    return count;
  }

  #plain(value) {
    this.#byte(T.object);
    const count = this.#properties(value, keys(value));
    this.#byte(T.endObject);
    this.#varint(count);
  }

  #array(value) {
    const { length } = value;
    const names = keys(value);
    let dense = true;
    for (let i = 0; i < length && dense; i++) dense = hasOwn(value, i);
    this.#byte(dense ? T.dense : T.sparse);
    this.#varint(length);
    if (dense) {
      const doubles = length > 0 && value.every(item => typeof item === 'number') && !value.every(isInt32);
      for (let i = 0; i < length; i++) {
        if (doubles) {
          this.#byte(T.double);
          this.#double(value[i]);
        } else {
          this.#value(value[i]);
        }
      }
    }
    const count = this.#properties(value, dense ? names.slice(length) : names);
    this.#byte(dense ? T.endDense : T.endSparse);
    this.#varint(count);
    this.#varint(length);
  }

  #entries(value, kind) {
    const items = [];
    if (kind === 'Map') forEachOf.Map(value, (item, key) => items.push(key, item));
    else forEachOf.Set(value, item => items.push(item));
    this.#byte(kind === 'Map' ? T.map : T.set);
    for (let i = 0; i < items.length; i++) this.#value(items[i]);
    this.#byte(kind === 'Map' ? T.endMap : T.endSet);
    this.#varint(items.length);
  }

  #error(value) {
    this.#byte(T.error);
    const { name, stack } = value;
    if (hasOwn(ERRORS, `${name}`)) this.#byte(tag(ERRORS[name]));
    const own = key => {
      const property = Object.getOwnPropertyDescriptor(value, key);
      return property !== undefined && 'value' in property ? property : undefined;
    };
    const message = own('message');
    if (message !== undefined) {
      this.#byte(tag('m'));
      this.#string(`${message.value}`);
    }
    const cause = own('cause');
    if (cause !== undefined) {
      this.#byte(tag('c'));
      this.#value(cause.value);
    }
    if (typeof stack === 'string') {
      this.#byte(tag('s'));
      this.#string(stack);
    }
    this.#byte(tag('.'));
  }
}
Serializer.prototype._getDataCloneError = Error;

const inspectShort = value => `#<${kindOf(value)}>`;
const bytesOf = view => new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
const unreadable = () => new Error('Unable to deserialize cloned data.');

class Deserializer {
  #bytes;
  #at = 0;
  #version = 0;
  #objects = [];
  #transferred = new Map();

  constructor(buffer) {
    if (!views.isView(buffer))
      throw typeError('ERR_INVALID_ARG_TYPE', 'buffer must be a TypedArray or a DataView');
    this.buffer = buffer;
    const bytes = bytesOf(buffer);
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  #byte() {
    if (this.#at >= this.#bytes.length) throw unreadable();
    return this.#bytes[this.#at++];
  }

  #varint() {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
      if (scale > 2 ** 35) throw unreadable();
    }
  }

  #double() {
    if (this.#bytes.length - this.#at < 8) throw unreadable();
    this.#at += 8;
    return this.#bytes.readDoubleLE(this.#at - 8);
  }

  #raw(length) {
    if (length > this.#bytes.length - this.#at) throw unreadable();
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  readHeader() {
    if (this.#bytes[this.#at] === T.version) {
      this.#at++;
      this.#version = this.#at < this.#bytes.length ? this.#varint() : VERSION + 1;
      if (this.#version <= VERSION) return true;
    }
    throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
  }

  getWireFormatVersion() {
    return this.#version;
  }

  transferArrayBuffer(id, buffer) {
    if (!views.isAnyArrayBuffer(buffer)) {
      throw typeError('ERR_INVALID_ARG_TYPE', 'arrayBuffer must be an ArrayBuffer or SharedArrayBuffer');
    }
    this.#transferred.set(id, buffer);
  }

  readUint32() {
    const value = this.#varint();
    if (value > 4294967295) throw error('ERR_OPERATION_FAILED', 'ReadUint32() failed');
    return value;
  }

  readUint64() {
    let [value, shift] = [0n, 0n];
    for (;;) {
      const byte = this.#byte();
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) break;
      shift += 7n;
      if (shift > 63n) throw unreadable();
    }
    return [Number((value >> 32n) & 4294967295n), Number(value & 4294967295n)];
  }

  readDouble() {
    return this.#double();
  }

  _readRawBytes(length) {
    const start = this.#at;
    this.#raw(length);
    return start;
  }

  readRawBytes(length) {
    const offset = this._readRawBytes(length);
    return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
  }

  readValue() {
    return this.#value();
  }

  #peek() {
    while (this.#bytes[this.#at] === T.padding) this.#at++;
    return this.#bytes[this.#at];
  }

  #keep(object) {
    this.#objects.push(object);
    return object;
  }

  #bigint() {
    const field = this.#varint();
    const bytes = this.#raw(Math.floor(field / 2));
    let value = 0n;
    for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
    return field % 2 === 1 ? -value : value;
  }

  #string() {
    this.#peek();
    const text = this.#text(this.#byte());
    if (text === undefined) throw unreadable();
    return text;
  }

  #text(kind) {
    if (kind !== T.oneByte && kind !== T.twoByte && kind !== T.utf8) return undefined;
    const length = this.#varint();
    if (length > this.#bytes.length - this.#at) throw unreadable();
    this.#at += length;
    const encoding = kind === T.oneByte ? LATIN1 : kind === T.twoByte ? UTF16LE : UTF8;
    return native.decode(this.#bytes, encoding, this.#at - length, this.#at);
  }

  #value() {
    const value = this.#inside();
    // Views follow their buffer.
    if (typeof value === 'object' && views.isAnyArrayBuffer(value) && this.#peek() === T.view) {
      this.#at++;
      return this.#view(value);
    }
    return value;
  }

  #inside() {
    this.#peek();
    const kind = this.#byte();
    // What comes most.
    if (kind === ONE_BYTE) return this.#text(kind);
    switch (kind) {
      case T.undefined:
        return undefined;
      case T.null:
        return null;
      case T.true:
        return true;
      case T.false:
        return false;
      case T.int32: {
        const value = this.#varint() >>> 0;
        return (value >>> 1) ^ -(value & 1);
      }
      case T.uint32:
        return this.#varint() >>> 0;
      case T.double:
        return this.#double();
      case T.bigint:
        return this.#bigint();
      case T.reference: {
        const id = this.#varint();
        if (id >= this.#objects.length) throw unreadable();
        return this.#objects[id];
      }
      default:
        return this.#text(kind) ?? this.#object(kind);
    }
  }

  #object(kind) {
    switch (kind) {
      case T.object: {
        const object = this.#keep({});
        this.#properties(object, T.endObject);
        this.#varint();
        return object;
      }
      case T.dense:
      case T.sparse:
        return this.#array(kind);
      case T.date:
        return this.#keep(new Date(this.#double()));
      case T.trueObject:
      case T.falseObject:
        return this.#keep(Object(kind === T.trueObject));
      case T.numberObject:
        return this.#keep(Object(this.#double()));
      case T.bigintObject:
        return this.#keep(Object(this.#bigint()));
      case T.stringObject:
        return this.#keep(Object(this.#string()));
      case T.regexp: {
        const [source, bits] = [this.#string(), this.#varint()];
        const flags = FLAGS.filter(([, bit]) => bits & bit).map(([flag]) => flag);
        return this.#keep(new RegExp(source, flags.join('')));
      }
      case T.map: {
        const map = this.#keep(new Map());
        while (this.#peek() !== T.endMap) map.set(this.#value(), this.#value());
        this.#end();
        return map;
      }
      case T.set: {
        const set = this.#keep(new Set());
        while (this.#peek() !== T.endSet) set.add(this.#value());
        this.#end();
        return set;
      }
      case T.error:
        return this.#error();
      default:
        return this.#memory(kind);
    }
  }

  #end() {
    this.#byte();
    this.#varint();
  }

  #memory(kind) {
    switch (kind) {
      case T.buffer: {
        const bytes = this.#raw(this.#varint());
        return this.#keep(new Uint8Array(bytes).buffer);
      }
      case T.resizable: {
        const [length, maxByteLength] = [this.#varint(), this.#varint()];
        if (maxByteLength < length) throw unreadable();
        const buffer = new ArrayBuffer(length, { maxByteLength });
        new Uint8Array(buffer).set(this.#raw(length));
        return this.#keep(buffer);
      }
      case T.transfer:
      case T.shared: {
        const buffer = this.#transferred.get(this.#varint());
        if (buffer === undefined) throw unreadable();
        return this.#keep(buffer);
      }
      case T.host: {
        if (typeof this._readHostObject !== 'function') {
          throw typeError('ERR_METHOD_NOT_IMPLEMENTED', 'The _readHostObject() method is not implemented');
        }
        const place = this.#objects.length;
        this.#objects.push(undefined);
        const object = this._readHostObject();
        this.#objects[place] = object;
        return object;
      }
      default:
        throw unreadable();
    }
  }

  #view(buffer) {
    const name = Object.keys(VIEWS).find(known => tag(VIEWS[known]) === this.#bytes[this.#at]);
    if (name === undefined) throw unreadable();
    this.#at++;
    const [offset, length] = [this.#varint(), this.#varint()];
    if (this.#version >= 14) this.#varint();
    const Class = globals[name];
    const size = Class.BYTES_PER_ELEMENT ?? 1;
    if (offset + length > buffer.byteLength || offset % size !== 0 || length % size !== 0) throw unreadable();
    return this.#keep(new Class(buffer, offset, length / size));
  }

  #properties(object, end) {
    while (this.#peek() !== end) {
      const key = this.#value();
      if (typeof key !== 'string' && typeof key !== 'number') throw unreadable();
      const value = this.#value();
      if (!(key in object)) object[key] = value;
      else
        Object.defineProperty(object, key, { value, configurable: true, enumerable: true, writable: true });
    }
    this.#at++;
  }

  #array(kind) {
    const length = this.#varint();
    if (kind === T.dense && length > this.#bytes.length - this.#at) throw unreadable();
    const array = this.#keep(new Array(length));
    if (kind === T.dense) {
      for (let i = 0; i < length; i++) {
        if (this.#peek() === T.hole) this.#at++;
        else array[i] = this.#value();
      }
    }
    this.#properties(array, kind === T.dense ? T.endDense : T.endSparse);
    this.#varint();
    this.#varint();
    return array;
  }

  #error() {
    const place = this.#objects.length;
    this.#objects.push(undefined);
    let Class = Error;
    const found = { message: undefined, stack: undefined };
    let hasCause = false;
    let cause;
    for (;;) {
      const kind = String.fromCharCode(this.#byte());
      const name = Object.keys(ERRORS).find(known => ERRORS[known] === kind);
      if (kind === '.') break;
      if (name !== undefined) Class = globals[name];
      else if (kind === 'm') found.message = this.#string();
      else if (kind === 's') found.stack = this.#string();
      else if (kind === 'c') [hasCause, cause] = [true, this.#value()];
      else throw unreadable();
    }
    const made = new Class(found.message);
    for (const [name, value] of [['stack', found.stack], ...(hasCause ? [['cause', cause]] : [])]) {
      if (value === undefined && name === 'stack') continue;
      Object.defineProperty(made, name, { value, configurable: true, enumerable: false, writable: true });
    }
    this.#objects[place] = made;
    return made;
  }
}

// Views by number, as the default serializer writes them.
const HOSTS = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'DataView',
  'Buffer',
  'BigInt64Array',
  'BigUint64Array',
];

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  _writeHostObject(view) {
    const index = HOSTS.indexOf(view.constructor === Buffer ? 'Buffer' : viewName(view));
    if (index === -1) throw new this._getDataCloneError(`Unserializable host object: ${inspect(view)}`);
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(bytesOf(view));
  }
}

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const name = HOSTS[this.readUint32()];
    const Class = name === 'Buffer' ? Buffer : globals[name];
    const length = this.readUint32();
    const offset = this._readRawBytes(length);
    const { buffer, byteOffset } = this.buffer;
    if (name === 'Buffer') return Buffer.from(buffer, byteOffset + offset, length);
    const size = Class.BYTES_PER_ELEMENT ?? 1;
    if ((byteOffset + offset) % size === 0) return new Class(buffer, byteOffset + offset, length / size);
    // What stands at an odd place is copied.
    const copy = buffer.slice(byteOffset + offset, byteOffset + offset + length);
    return new Class(copy, 0, length / size);
  }
}

function serialize(value) {
  const serializer = new DefaultSerializer();
  serializer.writeHeader();
  serializer.writeValue(value);
  return serializer.releaseBuffer();
}

function deserialize(buffer) {
  const deserializer = new DefaultDeserializer(buffer);
  deserializer.readHeader();
  return deserializer.readValue();
}

module.exports = { Serializer, Deserializer, DefaultSerializer, DefaultDeserializer, serialize, deserialize };
