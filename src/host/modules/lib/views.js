// Buffers and views of them, as far as this runtime has them.
'use strict';

const { kindOf } = require('internal:types');
const { Object, ArrayBuffer, Uint8Array, Reflect, Symbol } = globalThis;
const { keys, getOwnPropertySymbols, getPrototypeOf, getOwnPropertyDescriptor, prototype } = Object;
const isEnumerable = Function.prototype.call.bind(prototype.propertyIsEnumerable);

// The name of a typed array's class by its own tag.
const tagGetter =
  Uint8Array && getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

function typedArrayName(value) {
  if (tagGetter === undefined || typeof value !== 'object' || value === null) return undefined;
  return Reflect.apply(tagGetter, value, []);
}

const isView = ArrayBuffer ? ArrayBuffer.isView : () => false;
const isArrayBuffer = value => kindOf(value) === 'ArrayBuffer';
const isSharedArrayBuffer = value => kindOf(value) === 'SharedArrayBuffer';
const isAnyArrayBuffer = value => isArrayBuffer(value) || isSharedArrayBuffer(value);
const isDataView = value => isView(value) && typedArrayName(value) === undefined;
const isTypedArray = value => typedArrayName(value) !== undefined;

function bytesOf(value) {
  return isView(value)
    ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    : new Uint8Array(value);
}

function sameBytes(a, b) {
  const [first, second] = [bytesOf(a), bytesOf(b)];
  if (first.length !== second.length) return false;
  for (let i = 0; i < first.length; i++) if (first[i] !== second[i]) return false;
  return true;
}

function sameNumbers(a, b) {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

// Of two views or buffers: false when they differ, else the keys that are left to compare;
// undefined for what is neither.
function compare(a, b, strict) {
  if (isView(a)) {
    if (!isView(b) || typedArrayName(a) !== typedArrayName(b)) return false;
    const floats = typedArrayName(a) === 'Float32Array' || typedArrayName(a) === 'Float64Array';
    if (!(!strict && floats ? sameNumbers(a, b) : sameBytes(a, b))) return false;
    return plainKeys(a, b, strict);
  }
  if (isAnyArrayBuffer(a)) {
    if (!isAnyArrayBuffer(b) || kindOf(a) !== kindOf(b) || !sameBytes(a, b)) return false;
    return plainKeys(a, b, strict);
  }
  return isView(b) || isAnyArrayBuffer(b) ? false : undefined;
}

function plainKeys(a, b, strict) {
  const list = object => {
    const found = [];
    const own = keys(object);
    for (let i = own.length - 1; i >= 0 && !(own[i] >= 0); i--) found[found.length] = own[i];
    if (strict) {
      const symbols = getOwnPropertySymbols(object);
      for (let i = 0; i < symbols.length; i++) if (isEnumerable(object, symbols[i])) found[found.length] = symbols[i];
    }
    return found;
  };
  const [own, other] = [list(a), list(b)];
  return own.length === other.length ? own : false;
}

module.exports = {
  typedArrayName,
  isView,
  isArrayBuffer,
  isSharedArrayBuffer,
  isAnyArrayBuffer,
  isDataView,
  isTypedArray,
  compare,
};
