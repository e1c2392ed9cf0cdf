// `util.types` (Node page "Util").
'use strict';

const { kindOf } = require('internal:types');
const views = require('internal:views');
const { Object } = globalThis;

const boxed = { __proto__: null, NumberObject: 1, StringObject: 1, BooleanObject: 1, BigIntObject: 1, SymbolObject: 1 };

const types = {
  isExternal(value) {
    return false;
  },
  isDate(value) {
    return kindOf(value) === 'Date';
  },
  isArgumentsObject(value) {
    return kindOf(value) === 'Arguments';
  },
  isBigIntObject(value) {
    return kindOf(value) === 'BigIntObject';
  },
  isBooleanObject(value) {
    return kindOf(value) === 'BooleanObject';
  },
  isNumberObject(value) {
    return kindOf(value) === 'NumberObject';
  },
  isStringObject(value) {
    return kindOf(value) === 'StringObject';
  },
  isSymbolObject(value) {
    return kindOf(value) === 'SymbolObject';
  },
  isNativeError(value) {
    return kindOf(value) === 'Error';
  },
  isRegExp(value) {
    return kindOf(value) === 'RegExp';
  },
  isAsyncFunction(value) {
    const kind = kindOf(value);
    return kind === 'AsyncFunction' || kind === 'AsyncGeneratorFunction';
  },
  isGeneratorFunction(value) {
    const kind = kindOf(value);
    return kind === 'GeneratorFunction' || kind === 'AsyncGeneratorFunction';
  },
  isGeneratorObject(value) {
    const kind = kindOf(value);
    return kind === 'Generator' || kind === 'AsyncGenerator';
  },
  isPromise(value) {
    return kindOf(value) === 'Promise';
  },
  isMap(value) {
    return kindOf(value) === 'Map';
  },
  isSet(value) {
    return kindOf(value) === 'Set';
  },
  isMapIterator(value) {
    return kindOf(value) === 'MapIterator';
  },
  isSetIterator(value) {
    return kindOf(value) === 'SetIterator';
  },
  isWeakMap(value) {
    return kindOf(value) === 'WeakMap';
  },
  isWeakSet(value) {
    return kindOf(value) === 'WeakSet';
  },
  isArrayBuffer(value) {
    return views.isArrayBuffer(value);
  },
  isDataView(value) {
    return views.isDataView(value);
  },
  isSharedArrayBuffer(value) {
    return views.isSharedArrayBuffer(value);
  },
  isProxy(value) {
    return kindOf(value) === 'Proxy';
  },
  isModuleNamespaceObject(value) {
    return kindOf(value) === 'Namespace';
  },
  isAnyArrayBuffer(value) {
    return views.isAnyArrayBuffer(value);
  },
  isBoxedPrimitive(value) {
    return boxed[kindOf(value)] === 1;
  },
  isArrayBufferView: Object.defineProperty(value => views.isView(value), 'name', { value: 'isView' }),
  isTypedArray(value) {
    return views.isTypedArray(value);
  },
};
for (const name of [
  'Uint8Array',
  'Uint8ClampedArray',
  'Uint16Array',
  'Uint32Array',
  'Int8Array',
  'Int16Array',
  'Int32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
]) {
  const is = { [`is${name}`]: value => views.typedArrayName(value) === name };
  types[`is${name}`] = is[`is${name}`];
}
for (const name of ['isKeyObject', 'isCryptoKey']) {
  types[name] = Object.defineProperty(value => false, 'name', { value: 'value' });
}

module.exports = types;
