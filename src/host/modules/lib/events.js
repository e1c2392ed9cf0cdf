// `events` (Node page "Events").
'use strict';

const check = require('internal:validators');
const { error, invalidArgument, AbortError } = check;
const { inspect } = require('internal:inspect');
const { Error, Promise, Symbol, Reflect, Array, Object, String, Number } = globalThis;
const { isArray } = Array;
const { apply, ownKeys } = Reflect;
const { create, defineProperty, defineProperties, getPrototypeOf } = Object;
const slice = Array.prototype.slice;

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kShapeMode = Symbol('shapeMode');
const kMaxTargetListeners = Symbol('events.maxEventTargetListeners');
const kMaxTargetListenersWarned = Symbol('events.maxEventTargetListenersWarned');
const kRejection = Symbol.for('nodejs.rejection');
const kWatermarkData = Symbol.for('nodejs.watermarkData');

let defaultMaxListeners = 10;

function EventEmitter(options) {
  apply(EventEmitter.init, this, [options]);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

defineProperty(EventEmitter.prototype, kCapture, { value: false, writable: true, enumerable: false });

function checkListener(listener) {
  if (typeof listener !== 'function') throw invalidArgument('listener', 'of type function', listener);
}

function noEvents() {
  return create(null);
}

EventEmitter.init = defineProperty(
  function (options) {
    if (this._events === undefined || this._events === getPrototypeOf(this)._events) {
      this._events = noEvents();
      this._eventsCount = 0;
      this[kShapeMode] = false;
    } else {
      this[kShapeMode] = true;
    }
    this._maxListeners = this._maxListeners || undefined;
    if (options?.captureRejections) {
      check.boolean(options.captureRejections, 'options.captureRejections');
      this[kCapture] = true;
    } else {
      this[kCapture] = EventEmitter.prototype[kCapture];
    }
  },
  'name',
  { value: '' },
);

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  check.number(n, 'setMaxListeners', 0);
  this._maxListeners = n;
  return this;
};

function maxListenersOf(emitter) {
  return emitter._maxListeners === undefined ? defaultMaxListeners : emitter._maxListeners;
}

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return maxListenersOf(this);
};

// A listener that gives a promise: what that is rejected with goes to the emitter.
function watchResult(emitter, result, type, args) {
  if (!emitter[kCapture]) return;
  try {
    const { then } = result;
    if (typeof then !== 'function') return;
    apply(then, result, [
      undefined,
      function (error) {
        process.nextTick(emitRejection, emitter, error, type, args);
      },
    ]);
  } catch (error) {
    emitter.emit('error', error);
  }
}

function emitRejection(emitter, error, type, args) {
  if (typeof emitter[kRejection] === 'function') {
    emitter[kRejection](error, type, ...args);
    return;
  }
  // What the handler of errors does must not come back here.
  const before = emitter[kCapture];
  try {
    emitter[kCapture] = false;
    emitter.emit('error', error);
  } finally {
    emitter[kCapture] = before;
  }
}

function throwUnhandled(value) {
  if (value instanceof Error) throw value;
  let text;
  try {
    text = inspect(value);
  } catch {
    text = value;
  }
  const thrown = error('ERR_UNHANDLED_ERROR', `Unhandled error. (${text})`);
  thrown.context = value;
  throw thrown;
}

EventEmitter.prototype.emit = function emit(type, ...args) {
  const events = this._events;
  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined) this.emit(kErrorMonitor, ...args);
    if (events === undefined || events.error === undefined) throwUnhandled(args[0]);
  } else if (events === undefined) {
    return false;
  }
  const handler = events[type];
  if (handler === undefined) return false;
  if (typeof handler === 'function') {
    const result = apply(handler, this, args);
    if (result !== undefined && result !== null) watchResult(this, result, type, args);
    return true;
  }
  const listeners = copy(handler);
  for (let i = 0; i < listeners.length; i++) {
    const result = apply(listeners[i], this, args);
    if (result !== undefined && result !== null) watchResult(this, result, type, args);
  }
  return true;
};

function copy(list) {
  return apply(slice, list, []);
}

function warnOfLeak(target, existing, type) {
  existing.warned = true;
  const most = maxListenersOf(target);
  const warning = new Error(
    `Possible EventEmitter memory leak detected. ${existing.length} ${String(type)} listeners added to ` +
      `${inspect(target, { depth: -1 })}. MaxListeners is ${most}. Use emitter.setMaxListeners() to increase limit`,
  );
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = target;
  warning.type = type;
  warning.count = existing.length;
  process.emitWarning(warning);
}

function addTo(target, type, listener, first) {
  checkListener(listener);
  let events = target._events;
  let existing;
  if (events === undefined) {
    events = target._events = noEvents();
    target._eventsCount = 0;
  } else {
    // Told before it is added, so that who adds itself there is not told of itself.
    if (events.newListener !== undefined) {
      target.emit('newListener', type, listener.listener ?? listener);
      events = target._events;
    }
    existing = events[type];
  }
  if (existing === undefined) {
    events[type] = listener;
    ++target._eventsCount;
    return target;
  }
  if (typeof existing === 'function') {
    existing = events[type] = first ? [listener, existing] : [existing, listener];
  } else if (first) {
    existing.unshift(listener);
  } else {
    existing[existing.length] = listener;
  }
  const most = maxListenersOf(target);
  if (most > 0 && existing.length > most && !existing.warned) warnOfLeak(target, existing, type);
  return target;
}

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return addTo(this, type, listener, false);
};

EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener = function prependListener(type, listener) {
  return addTo(this, type, listener, true);
};

function onceWrapper(target, type, listener) {
  const state = { fired: false, wrapFn: undefined, target, type, listener };
  const wrapped = defineProperty(
    function (...args) {
      if (state.fired) return undefined;
      target.removeListener(type, wrapped);
      state.fired = true;
      return apply(listener, target, args);
    },
    'name',
    { value: 'bound onceWrapper' },
  );
  wrapped.listener = listener;
  return wrapped;
}

EventEmitter.prototype.once = function once(type, listener) {
  checkListener(listener);
  this.on(type, onceWrapper(this, type, listener));
  return this;
};

EventEmitter.prototype.prependOnceListener = function prependOnceListener(type, listener) {
  checkListener(listener);
  this.prependListener(type, onceWrapper(this, type, listener));
  return this;
};

EventEmitter.prototype.removeListener = function removeListener(type, listener) {
  checkListener(listener);
  const events = this._events;
  if (events === undefined) return this;
  const list = events[type];
  if (list === undefined) return this;
  if (list === listener || list.listener === listener) {
    this._eventsCount -= 1;
    if (this[kShapeMode]) {
      events[type] = undefined;
    } else if (this._eventsCount === 0) {
      this._events = noEvents();
    } else {
      delete events[type];
      if (events.removeListener) this.emit('removeListener', type, list.listener || listener);
    }
    return this;
  }
  if (typeof list === 'function') return this;
  let at = list.length - 1;
  while (at >= 0 && list[at] !== listener && list[at].listener !== listener) at--;
  if (at < 0) return this;
  if (at === 0) {
    list.shift();
  } else {
    for (; at + 1 < list.length; at++) list[at] = list[at + 1];
    list.length--;
  }
  if (list.length === 1) events[type] = list[0];
  if (events.removeListener !== undefined) this.emit('removeListener', type, listener);
  return this;
};

EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners = function removeAllListeners(type) {
  const events = this._events;
  if (events === undefined) return this;
  // Nobody wants to hear of it.
  if (events.removeListener === undefined) {
    if (arguments.length === 0) {
      this._events = noEvents();
      this._eventsCount = 0;
    } else if (events[type] !== undefined) {
      if (--this._eventsCount === 0) this._events = noEvents();
      else delete events[type];
    }
    this[kShapeMode] = false;
    return this;
  }
  if (arguments.length === 0) {
    const types = ownKeys(events);
    for (let i = 0; i < types.length; i++) {
      if (types[i] !== 'removeListener') this.removeAllListeners(types[i]);
    }
    this.removeAllListeners('removeListener');
    this._events = noEvents();
    this._eventsCount = 0;
    this[kShapeMode] = false;
    return this;
  }
  const listeners = events[type];
  if (typeof listeners === 'function') {
    this.removeListener(type, listeners);
  } else if (listeners !== undefined) {
    for (let i = listeners.length - 1; i >= 0; i--) this.removeListener(type, listeners[i]);
  }
  return this;
};

function listenersOf(target, type, unwrap) {
  const events = target._events;
  if (events === undefined) return [];
  const listeners = events[type];
  if (listeners === undefined) return [];
  if (typeof listeners === 'function') return unwrap ? [listeners.listener || listeners] : [listeners];
  const found = copy(listeners);
  if (unwrap) {
    for (let i = 0; i < found.length; i++) {
      const original = found[i].listener;
      if (typeof original === 'function') found[i] = original;
    }
  }
  return found;
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

function listenerCount(type, listener) {
  const listeners = this._events === undefined ? undefined : this._events[type];
  if (listeners === undefined) return 0;
  if (typeof listeners === 'function') {
    if (listener != null) return listener === listeners || listener === listeners.listener ? 1 : 0;
    return 1;
  }
  if (listener == null) return listeners.length;
  let count = 0;
  for (let i = 0; i < listeners.length; i++) {
    if (listeners[i] === listener || listeners[i].listener === listener) count++;
  }
  return count;
}

EventEmitter.prototype.listenerCount = listenerCount;

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? ownKeys(this._events) : [];
};

// ---- functions of the module

function addAbortListener(signal, listener) {
  if (signal === undefined) throw invalidArgument('signal', 'an instance of AbortSignal', signal);
  check.abortSignal(signal, 'signal');
  check.func(listener, 'listener');
  let remove;
  if (signal.aborted) {
    globalThis.queueMicrotask(() => listener());
  } else {
    signal.addEventListener('abort', listener, { once: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  return {
    __proto__: null,
    [Symbol.dispose]() {
      remove?.();
    },
  };
}

function listen(emitter, name, listener, flags) {
  if (typeof emitter.on === 'function') {
    if (flags?.once) emitter.once(name, listener);
    else emitter.on(name, listener);
  } else if (typeof emitter.addEventListener === 'function') {
    emitter.addEventListener(name, listener, flags);
  } else {
    throw invalidArgument('emitter', 'an instance of EventEmitter', emitter);
  }
}

function unlisten(emitter, name, listener, flags) {
  if (typeof emitter.removeListener === 'function') emitter.removeListener(name, listener);
  else if (typeof emitter.removeEventListener === 'function') emitter.removeEventListener(name, listener, flags);
  else throw invalidArgument('emitter', 'an instance of EventEmitter', emitter);
}

async function once(emitter, name, options = {}) {
  check.object(options, 'options');
  const { signal } = options;
  check.abortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal?.reason });
  return new Promise((resolve, reject) => {
    const onError = error => {
      emitter.removeListener(name, onEvent);
      if (signal != null) unlisten(signal, 'abort', onAbort);
      reject(error);
    };
    const onEvent = (...args) => {
      if (typeof emitter.removeListener === 'function') emitter.removeListener('error', onError);
      if (signal != null) unlisten(signal, 'abort', onAbort);
      resolve(args);
    };
    function onAbort() {
      unlisten(emitter, name, onEvent);
      if (typeof emitter.removeListener === 'function') unlisten(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal?.reason }));
    }
    listen(emitter, name, onEvent, { __proto__: null, once: true });
    if (name !== 'error' && typeof emitter.once === 'function') emitter.once('error', onError);
    if (signal != null) listen(signal, 'abort', onAbort, { __proto__: null, once: true });
  });
}

// A queue of values; the front moves through an array that is cut now and then.
class Queue {
  items = [];
  front = 0;

  get length() {
    return this.items.length - this.front;
  }

  push(value) {
    this.items[this.items.length] = value;
  }

  shift() {
    const value = this.items[this.front];
    this.items[this.front++] = undefined;
    if (this.front > 64 && this.front * 2 > this.items.length) {
      this.items = apply(slice, this.items, [this.front]);
      this.front = 0;
    }
    return value;
  }
}

const AsyncIteratorPrototype = getPrototypeOf(getPrototypeOf(async function* () {}).prototype);

function watermarks(options) {
  const { highWaterMark = Number.MAX_SAFE_INTEGER, lowWaterMark = 1 } = options;
  const high = options.highWaterMark ?? options.highWatermark ?? highWaterMark;
  const low = options.lowWaterMark ?? options.lowWatermark ?? lowWaterMark;
  check.integer(high, 'options.highWaterMark', 1);
  check.integer(low, 'options.lowWaterMark', 1);
  return [high, low];
}

function on(emitter, event, options = {}) {
  check.object(options, 'options');
  const { signal } = options;
  check.abortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal?.reason });
  const [high, low] = watermarks(options);
  const unread = new Queue();
  const waiting = new Queue();
  let failure = null;
  let finished = false;
  let paused = false;
  const undo = [];

  const listenUntilClosed = (target, name, listener, flags) => {
    listen(target, name, listener, flags);
    undo[undo.length] = () => unlisten(target, name, listener, flags);
  };
  const result = (value, done) => ({ value, done });

  const iterator = {
    next() {
      if (unread.length > 0) {
        const value = unread.shift();
        if (paused && unread.length < low) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve(result(value, false));
      }
      if (failure !== null) {
        const rejected = Promise.reject(failure);
        failure = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
    },
    return() {
      return close();
    },
    throw(error) {
      if (!error || !(error instanceof Error)) {
        throw invalidArgument('EventEmitter.AsyncIterator', 'an instance of Error', error);
      }
      fail(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() {
        return unread.length;
      },
      get low() {
        return low;
      },
      get high() {
        return high;
      },
      get isPaused() {
        return paused;
      },
    },
  };
  Object.setPrototypeOf(iterator, AsyncIteratorPrototype);

  function take(...args) {
    if (waiting.length > 0) {
      waiting.shift().resolve(result(args, false));
      return;
    }
    unread.push(args);
    if (!paused && unread.length > high) {
      paused = true;
      emitter.pause();
    }
  }
  function fail(error) {
    if (waiting.length === 0) failure = error;
    else waiting.shift().reject(error);
    close();
  }
  function close() {
    for (let i = 0; i < undo.length; i++) undo[i]();
    undo.length = 0;
    finished = true;
    const done = result(undefined, true);
    while (waiting.length > 0) waiting.shift().resolve(done);
    return Promise.resolve(done);
  }

  listenUntilClosed(emitter, event, take);
  if (event !== 'error' && typeof emitter.on === 'function') listenUntilClosed(emitter, 'error', fail);
  if (options.close?.length) {
    for (const name of options.close) listenUntilClosed(emitter, name, close);
  }
  if (signal) {
    const abort = () => fail(new AbortError(undefined, { cause: signal?.reason }));
    listenUntilClosed(signal, 'abort', abort, { __proto__: null, once: true });
  }
  return iterator;
}

function getEventListeners(target, type) {
  if (typeof target.listeners === 'function') return target.listeners(type);
  if (target instanceof globalThis.EventTarget) return require('internal:targets').listeners(target, type);
  throw invalidArgument('emitter', 'an instance of EventEmitter or EventTarget', target);
}

function getMaxListeners(target) {
  if (typeof target?.getMaxListeners === 'function') return maxListenersOf(target);
  if (target?.[kMaxTargetListeners] !== undefined) return target[kMaxTargetListeners];
  if (target instanceof globalThis.EventTarget) return require('internal:targets').maxListeners(target);
  throw invalidArgument('emitter', 'an instance of EventEmitter or EventTarget', target);
}

const functions = {
  addAbortListener,
  once,
  on,
  getEventListeners,
  getMaxListeners,
};
for (const name in functions) EventEmitter[name] = functions[name];
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;

let ReferencingAsyncResource;
let EventEmitterAsyncResource;

function lazyEventEmitterAsyncResource() {
  if (EventEmitterAsyncResource !== undefined) return EventEmitterAsyncResource;
  const { AsyncResource } = require('async_hooks');
  const kEventEmitter = Symbol('kEventEmitter');
  const kAsyncResource = Symbol('kAsyncResource');
  ReferencingAsyncResource = class EventEmitterReferencingAsyncResource extends AsyncResource {
    constructor(emitter, type, options) {
      super(type, options);
      this[kEventEmitter] = emitter;
    }
    get eventEmitter() {
      return this[kEventEmitter];
    }
  };
  EventEmitterAsyncResource = class EventEmitterAsyncResource extends EventEmitter {
    constructor(options = undefined) {
      let name;
      if (typeof options === 'string') {
        name = options;
        options = undefined;
      } else {
        if (new.target === EventEmitterAsyncResource) check.string(options?.name, 'options.name');
        name = options?.name || new.target.name;
      }
      super(options);
      this[kAsyncResource] = new ReferencingAsyncResource(this, name, options);
    }
    emit(event, ...args) {
      const resource = this[kAsyncResource];
      return resource.runInAsyncScope(super.emit, this, event, ...args);
    }
    emitDestroy() {
      this[kAsyncResource].emitDestroy();
    }
    get asyncId() {
      return this[kAsyncResource].asyncId();
    }
    get triggerAsyncId() {
      return this[kAsyncResource].triggerAsyncId();
    }
    get asyncResource() {
      return this[kAsyncResource];
    }
  };
  return EventEmitterAsyncResource;
}

defineProperties(EventEmitter, {
  captureRejections: {
    get() {
      return EventEmitter.prototype[kCapture];
    },
    set(value) {
      check.boolean(value, 'EventEmitter.captureRejections');
      EventEmitter.prototype[kCapture] = value;
    },
    enumerable: true,
  },
  EventEmitterAsyncResource: {
    get: lazyEventEmitterAsyncResource,
    set: undefined,
    enumerable: true,
    configurable: true,
  },
  errorMonitor: { value: kErrorMonitor, writable: true, enumerable: true, configurable: true },
  defaultMaxListeners: {
    get() {
      return defaultMaxListeners;
    },
    set(value) {
      check.number(value, 'defaultMaxListeners', 0);
      defaultMaxListeners = value;
    },
    enumerable: true,
  },
  kMaxEventTargetListeners: { value: kMaxTargetListeners },
  kMaxEventTargetListenersWarned: { value: kMaxTargetListenersWarned },
});

const nameless = f => defineProperty(f, 'name', { value: '' });

EventEmitter.setMaxListeners = nameless(function (n = defaultMaxListeners, ...targets) {
  check.number(n, 'setMaxListeners', 0);
  if (targets.length === 0) {
    defaultMaxListeners = n;
    return;
  }
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i];
    if (target instanceof globalThis.EventTarget) {
      require('internal:targets').setMaxListeners(target, n);
    } else if (typeof target?.setMaxListeners === 'function') {
      target.setMaxListeners(n);
    } else {
      throw invalidArgument('eventTargets', 'an instance of EventEmitter or EventTarget', target);
    }
  }
});
const init = EventEmitter.init;
delete EventEmitter.init;
EventEmitter.init = init;
EventEmitter.listenerCount = nameless(function (emitter, type) {
  return typeof emitter.listenerCount === 'function' ? emitter.listenerCount(type) : apply(listenerCount, emitter, [type]);
});

// `process` has an emitter's methods of its own; it is one all the same.
require('internal:targets').adoptProcess(EventEmitter.prototype);

module.exports = EventEmitter;
