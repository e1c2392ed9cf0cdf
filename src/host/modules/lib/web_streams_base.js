// What all web streams share (WHATWG Streams, "Queuing strategies", "Supporting abstract
// operations").
'use strict';

const check = require('internal:validators');
const { typeError, coded } = check;
const { inspect, custom } = require('internal:inspect');
const { Object, Promise, RangeError, Symbol } = globalThis;
const { defineProperty } = Object;

// Where an object of these classes keeps its state.
const kState = Symbol('kState');

const invalidState = text => typeError('ERR_INVALID_STATE', `Invalid state: ${text}`);
const invalidThis = name => typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);
const illegal = () => typeError('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');

function invalidRange(name, value) {
  const kind = name.includes('.') ? 'property' : 'argument';
  const text = `The ${kind} '${name}' is invalid. Received ${inspect(value)}`;
  return coded(new RangeError(text), 'ERR_INVALID_ARG_VALUE');
}

// A promise, and how it is settled.
function deferred() {
  const made = { settled: false };
  made.promise = new Promise((resolve, reject) => {
    made.resolve = value => {
      made.settled = true;
      resolve(value);
    };
    made.reject = reason => {
      made.settled = true;
      reject(reason);
    };
  });
  return made;
}

const nop = () => {};

// The end of a stream, for whoever asks.
function whenClosed(stream) {
  const own = stream[kState];
  if (own.ending === undefined) {
    own.ending = deferred();
    if (own.state === 'closed') own.ending.resolve();
    else if (own.state === 'errored') own.ending.reject(own.storedError);
    setHandled(own.ending.promise);
  }
  return own.ending.promise;
}

// A rejection that nobody needs to handle.
function setHandled(promise) {
  promise.then(undefined, nop);
  return promise;
}

// First in, first out, without moving what stays.
class Queue {
  #items = [];
  #first = 0;

  get length() {
    return this.#items.length - this.#first;
  }

  push(item) {
    this.#items.push(item);
  }

  peek() {
    return this.#items[this.#first];
  }

  shift() {
    const item = this.#items[this.#first];
    this.#items[this.#first++] = undefined;
    if (this.#first > 32 && this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
    return item;
  }

  clear() {
    this.#items = [];
    this.#first = 0;
  }
}

// Chunks with their sizes.
class SizedQueue extends Queue {
  size = 0;

  add(value, size) {
    if (typeof size !== 'number' || size !== size || size < 0 || size === Infinity)
      throw invalidRange('size', size);
    this.push({ value, size });
    this.size += size;
  }

  take() {
    const { value, size } = this.shift();
    this.size = Math.max(this.size - size, 0);
    return value;
  }

  reset() {
    this.clear();
    this.size = 0;
  }
}

function checkStrategy(strategy, name) {
  if (strategy !== null && strategy !== undefined) check.anyObject(strategy, name);
}

function highWaterMarkOf(strategy, fallback) {
  const value = strategy?.highWaterMark;
  if (value === undefined) return fallback;
  const number = +value;
  if (number !== number || number < 0) throw invalidRange('strategy.highWaterMark', value);
  return number;
}

function sizeOf(strategy) {
  const size = strategy?.size;
  if (size === undefined) return () => 1;
  if (typeof size !== 'function') throw check.invalidArgument('strategy.size', 'of type function', size);
  return size;
}

// A method of what a program has given, as a promise.
function promised(object, name, label) {
  const method = object?.[name];
  if (method === undefined) return undefined;
  if (typeof method !== 'function') throw check.invalidArgument(label, 'of type function', method);
  return (...args) => {
    try {
      return Promise.resolve(method.apply(object, args));
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
}

// Members that enumerations show, a tag, and how it is shown.
function finishClass(Class, members, shown) {
  for (const name of members) defineProperty(Class.prototype, name, { enumerable: true });
  defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: Class.name });
  const show = {
    [custom](depth, options) {
      if (depth < 0) return `[${Class.name}]`;
      const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
      return `${Class.name} ${inspect(shown(this), inner)}`;
    },
  }[custom];
  defineProperty(Class.prototype, custom, { configurable: true, writable: true, value: show });
}

function defineStrategy(name, size) {
  const Class = {
    [name]: class {
      #highWaterMark;

      constructor(init) {
        check.object(init, 'init');
        if (init.highWaterMark === undefined) {
          throw typeError('ERR_MISSING_OPTION', 'init.highWaterMark is required');
        }
        this.#highWaterMark = +init.highWaterMark;
      }

      get highWaterMark() {
        if (!(typeof this === 'object' && this !== null && #highWaterMark in this)) throw invalidThis(name);
        return this.#highWaterMark;
      }

      get size() {
        if (!(typeof this === 'object' && this !== null && #highWaterMark in this)) throw invalidThis(name);
        return size;
      }
    },
  }[name];
  finishClass(Class, ['highWaterMark', 'size'], ({ highWaterMark }) => ({ highWaterMark }));
  return Class;
}
const sizes = {
  byteLength: chunk => chunk.byteLength,
  count: () => 1,
};
defineProperty(sizes.byteLength, 'name', { value: 'size' });
defineProperty(sizes.count, 'name', { value: 'size' });

module.exports = {
  kState,
  invalidState,
  invalidThis,
  invalidRange,
  illegal,
  deferred,
  nop,
  setHandled,
  whenClosed,
  Queue,
  SizedQueue,
  checkStrategy,
  highWaterMarkOf,
  sizeOf,
  promised,
  finishClass,
  ByteLengthQueuingStrategy: defineStrategy('ByteLengthQueuingStrategy', sizes.byteLength),
  CountQueuingStrategy: defineStrategy('CountQueuingStrategy', sizes.count),
};
