// `async_hooks` (Node page "Asynchronous context tracking"). What `AsyncLocalStorage` holds is a
// frame: a list of storages with their values. The machine hands the running frame on with
// promises, ticks and timers. Hooks hear of resources that programs make themselves.
'use strict';

const check = require('internal:validators');
const { invalidArgument, rangeError, error } = check;
const { getContext, setContext } = require('internal:context');
const { Object, Symbol, Reflect, FinalizationRegistry } = globalThis;
const { defineProperty } = Object;
const { apply } = Reflect;

// A frame: what one storage holds, before the rest. The label that allocations are booked under
// (`glass:memory`) is the last property, and that of the rest where it is not a frame for it.
function frameOf(storage, value, next) {
  return { storage, value, next, label: next === undefined ? 0 : next.label };
}

function lookup(storage) {
  for (let frame = getContext(); frame !== undefined; frame = frame.next) {
    if (frame.storage === storage) return frame;
  }
  return undefined;
}

function without(frame, storage) {
  if (frame === undefined) return undefined;
  if (frame.storage === storage) return frame.next;
  const next = without(frame.next, storage);
  return next === frame.next ? frame : { storage: frame.storage, value: frame.value, next, label: frame.label };
}

function runIn(context, fn, receiver, args) {
  const before = getContext();
  setContext(context);
  try {
    return apply(fn, receiver, args);
  } finally {
    setContext(before);
  }
}

// ---- resources and hooks

let lastId = 1;
const newId = () => ++lastId;
let current = { id: 1, trigger: 0, resource: undefined };
const hooks = [];

const kAsyncId = Symbol('async_id_symbol');
const kTriggerId = Symbol('trigger_async_id_symbol');
const kContext = Symbol('context');
const kDestroyed = Symbol('destroyed');

function tell(name, ...args) {
  for (const hook of [...hooks]) hook[name]?.(...args);
}

class AsyncHook {
  #callbacks;

  constructor({ init, before, after, destroy, promiseResolve }) {
    for (const [name, fn] of Object.entries({ init, before, after, destroy, promiseResolve })) {
      if (fn !== undefined && typeof fn !== 'function') {
        throw check.typeError('ERR_ASYNC_CALLBACK', `hook.${name} must be a function`);
      }
    }
    this.#callbacks = { init, before, after, destroy, promiseResolve };
  }

  enable() {
    if (!hooks.includes(this.#callbacks)) hooks.push(this.#callbacks);
    return this;
  }

  disable() {
    const at = hooks.indexOf(this.#callbacks);
    if (at !== -1) hooks.splice(at, 1);
    return this;
  }
}

function createHook(callbacks) {
  return new AsyncHook(callbacks);
}

const executionAsyncId = () => current.id;
const triggerAsyncId = () => current.trigger;
let topLevel;

function executionAsyncResource() {
  return current.resource ?? (topLevel ??= {});
}

let registry;

class AsyncResource {
  constructor(type, options = {}) {
    check.string(type, 'type');
    let trigger = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId === undefined ? executionAsyncId() : options.triggerAsyncId;
      requireManualDestroy = Boolean(options.requireManualDestroy);
    }
    if (!Number.isSafeInteger(trigger) || trigger < -1) {
      throw rangeError('ERR_INVALID_ASYNC_ID', `Invalid triggerAsyncId value: ${trigger}`);
    }
    this[kAsyncId] = newId();
    this[kTriggerId] = trigger;
    defineProperty(this, kContext, { value: getContext(), writable: true, configurable: true });
    if (hooks.length > 0) {
      if (type.length === 0) throw check.typeError('ERR_ASYNC_TYPE', `Invalid name for async "type": ${type}`);
      tell('init', this[kAsyncId], type, trigger, this);
      if (!requireManualDestroy) {
        registry ??= new FinalizationRegistry(id => tell('destroy', id));
        registry.register(this, this[kAsyncId], this);
      }
    }
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const outer = current;
    current = { id: this[kAsyncId], trigger: this[kTriggerId], resource: this };
    if (hooks.length > 0) tell('before', current.id);
    try {
      return runIn(this[kContext], fn, thisArg, args);
    } finally {
      if (hooks.length > 0) tell('after', current.id);
      current = outer;
    }
  }

  emitDestroy() {
    if (this[kDestroyed]) {
      throw error('ERR_ASYNC_DESTROYED', 'emitDestroy was called twice');
    }
    registry?.unregister(this);
    const id = this[kAsyncId];
    if (hooks.length > 0) globalThis.queueMicrotask(() => tell('destroy', id));
    return this;
  }

  asyncId() {
    return this[kAsyncId];
  }

  triggerAsyncId() {
    return this[kTriggerId];
  }

  bind(fn, thisArg) {
    check.func(fn, 'fn');
    const resource = this;
    const bound =
      thisArg === undefined
        ? function (...args) {
            return resource.runInAsyncScope(fn, this, ...args);
          }
        : (...args) => resource.runInAsyncScope(fn, thisArg, ...args);
    let own = this;
    Object.defineProperties(bound, {
      length: { configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: {
        configurable: true,
        enumerable: true,
        get() {
          return own;
        },
        set(value) {
          own = value;
        },
      },
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type = type || fn.name;
    return new AsyncResource(type || 'bound-anonymous-fn').bind(fn, thisArg);
  }
}

class AsyncLocalStorage {
  #default;
  #name;

  constructor(options = {}) {
    check.object(options, 'options');
    this.#default = options.defaultValue;
    if (options.name !== undefined) this.#name = `${options.name}`;
  }

  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((fn, ...args) => fn(...args));
  }

  get name() {
    return this.#name ?? '';
  }

  getStore() {
    const frame = lookup(this);
    return frame === undefined ? this.#default : frame.value;
  }

  enterWith(value) {
    setContext(frameOf(this, value, without(getContext(), this)));
  }

  run(value, fn, ...args) {
    const frame = lookup(this);
    if (frame !== undefined && Object.is(frame.value, value)) return apply(fn, null, args);
    return runIn(frameOf(this, value, without(getContext(), this)), fn, null, args);
  }

  exit(fn, ...args) {
    return runIn(without(getContext(), this), fn, null, args);
  }

  disable() {
    setContext(without(getContext(), this));
  }
}
delete AsyncLocalStorage.prototype.name;

module.exports = {
  AsyncLocalStorage,
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: Object.freeze({ __proto__: null, NONE: 0 }),
  AsyncResource,
};
