// `AbortController` and `AbortSignal` (WHATWG DOM, "Aborting ongoing activities").
'use strict';

const check = require('internal:validators');
const { typeError, invalidArgument } = check;
const { inspect, custom } = require('internal:inspect');
const { DOMException } = require('internal:dom_exception');
const { Object, Symbol, EventTarget, Event, WeakRef, Set, setTimeout } = globalThis;
const { defineProperty, defineProperties } = Object;

let allowed = false;
let abortSignal;

function newSignal() {
  allowed = true;
  return new AbortSignal();
}

const invalidThis = name => typeError('ERR_INVALID_THIS', `Value of "this" must be of type ${name}`);

function shown(value, depth, options) {
  if (depth < 0) return value;
  const name = value instanceof AbortSignal ? 'AbortSignal' : 'AbortController';
  const content = name === 'AbortSignal' ? { aborted: value.aborted } : { signal: value.signal };
  const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  return `${name} ${inspect(content, inner)}`;
}

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason = undefined;
  // Signals that follow this one, and those that it follows.
  #dependents = undefined;
  #sources = undefined;
  #onabort = null;

  constructor() {
    if (!allowed) throw typeError('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor');
    allowed = false;
    super();
  }

  get aborted() {
    if (!isSignal(this)) throw invalidThis('AbortSignal');
    return this.#aborted;
  }

  get reason() {
    if (!isSignal(this)) throw invalidThis('AbortSignal');
    return this.#reason;
  }

  throwIfAborted() {
    if (!isSignal(this)) throw invalidThis('AbortSignal');
    if (this.#aborted) throw this.#reason;
  }

  get onabort() {
    if (!isSignal(this)) throw invalidArgument('this', 'an instance of EventTarget', this);
    return this.#onabort === null ? null : this.#onabort.handler;
  }

  set onabort(handler) {
    if (!isSignal(this)) throw invalidArgument('this', 'an instance of EventTarget', this);
    const usable = typeof handler === 'function' || (typeof handler === 'object' && handler !== null);
    if (this.#onabort !== null && usable) {
      this.#onabort.handler = handler;
      return;
    }
    if (this.#onabort !== null) {
      this.removeEventListener('abort', this.#onabort.listener);
      this.#onabort = null;
    }
    if (!usable) return;
    const record = { handler, listener: undefined };
    record.listener = function (event) {
      if (typeof record.handler === 'function') return record.handler.call(this, event);
      return undefined;
    };
    this.#onabort = record;
    this.addEventListener('abort', record.listener);
  }

  [custom](depth, options) {
    return shown(this, depth, options);
  }

  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    const signal = newSignal();
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay) {
    check.integer(delay, 'delay', 0, 4294967295);
    const signal = newSignal();
    // The timer keeps a signal that somebody listens to, and no program running.
    setTimeout(() => {
      abortSignal(signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay).unref();
    return signal;
  }

  static any(signals) {
    check.array(signals, 'signals');
    for (let i = 0; i < signals.length; i++) {
      if (!isSignal(signals[i])) {
        throw invalidArgument(`signals[${i}]`, 'an instance of AbortSignal', signals[i]);
      }
    }
    const result = newSignal();
    for (const source of signals) {
      if (source.#aborted) {
        result.#aborted = true;
        result.#reason = source.#reason;
        return result;
      }
    }
    result.#sources = new Set();
    for (const source of signals) {
      // A signal that follows others stands for them.
      const origins = source.#sources === undefined ? [source] : source.#sources;
      for (const origin of origins) {
        result.#sources.add(origin);
        origin.#dependents ??= new Set();
        origin.#dependents.add(new WeakRef(result));
        prune(origin.#dependents);
      }
      keep(source, result);
    }
    return result;
  }

  static #isSignal(value) {
    return typeof value === 'object' && value !== null && #aborted in value;
  }

  static #abort(signal, reason) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    const following = [];
    for (const reference of signal.#dependents ?? []) {
      const dependent = reference.deref();
      if (dependent === undefined || dependent.#aborted) continue;
      dependent.#aborted = true;
      dependent.#reason = reason;
      following.push(dependent);
    }
    AbortSignal.#tell(signal);
    for (const dependent of following) AbortSignal.#tell(dependent);
  }

  static #tell(signal) {
    const event = new Event('abort');
    markTrusted(event);
    signal.dispatchEvent(event);
  }

  static open() {
    return [AbortSignal.#isSignal, AbortSignal.#abort];
  }
}
const [isSignal, abort] = AbortSignal.open();
delete AbortSignal.open;
abortSignal = abort;

// A signal made of others lives as long as one of them can abort it and somebody listens: the
// sources hold it as long as they live themselves.
const held = new WeakMap();
function keep(source, result) {
  const list = held.get(source);
  if (list === undefined) held.set(source, [result]);
  else list.push(result);
}

function prune(references) {
  if (references.size < 64 || (references.size & (references.size - 1)) !== 0) return;
  for (const reference of references) if (reference.deref() === undefined) references.delete(reference);
}

function markTrusted(event) {
  defineProperty(event, 'isTrusted', { value: true, enumerable: true, configurable: false });
}

class AbortController {
  #signal = newSignal();

  get signal() {
    return this.#signal;
  }

  abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    abortSignal(this.#signal, reason);
  }

  [custom](depth, options) {
    return shown(this, depth, options);
  }
}

const tag = value => ({ writable: false, enumerable: false, configurable: true, value });
defineProperties(AbortSignal.prototype, {
  aborted: { enumerable: true },
  onabort: { enumerable: true },
  [Symbol.toStringTag]: tag('AbortSignal'),
});
defineProperties(AbortController.prototype, {
  signal: { enumerable: true },
  abort: { enumerable: true },
  [Symbol.toStringTag]: tag('AbortController'),
});

module.exports = {
  AbortController,
  AbortSignal,
  transferableAbortSignal(signal) {
    if (!isSignal(signal)) throw invalidArgument('signal', 'an instance of AbortSignal', signal);
    return signal;
  },
  transferableAbortController() {
    return new AbortController();
  },
};
