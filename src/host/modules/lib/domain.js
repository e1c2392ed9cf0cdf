// `domain` (Node page "Domain"): errors of functions and emitters that belong together. What is
// thrown later, by a timer or a promise, is not seen here.
'use strict';

const { EventEmitter } = require('events');
const { Error, Object, Reflect } = globalThis;
const { defineProperty } = Object;

const _stack = [];
let current = null;

function enterTop() {
  current = _stack.length > 0 ? _stack[_stack.length - 1] : undefined;
  exported.active = current;
}

class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
  }

  // Tells of an error: whether somebody heard.
  _errorHandler(fault, details) {
    if (this.listenerCount('error') === 0) return false;
    if (fault !== null && typeof fault === 'object') {
      for (const name of Object.keys(details)) {
        defineProperty(fault, name, {
          configurable: true,
          enumerable: false,
          value: details[name],
          writable: true,
        });
      }
    }
    this.exit();
    this.emit('error', fault);
    return true;
  }

  enter() {
    _stack.push(this);
    enterTop();
  }

  exit() {
    const place = _stack.lastIndexOf(this);
    if (place === -1) return;
    _stack.length = place;
    enterTop();
  }

  add(member) {
    if (member.domain === this) return;
    member.domain?.remove(member);
    defineProperty(member, 'domain', { configurable: true, enumerable: false, value: this, writable: true });
    this.members.push(member);
    const { emit } = member;
    if (typeof emit !== 'function') return;
    const own = this;
    defineProperty(member, 'emit', {
      configurable: true,
      writable: true,
      value: function (type, ...args) {
        const isOwn = type === 'error' && member.domain === own && member.listenerCount('error') === 0;
        if (isOwn) {
          const fault = args[0] ?? new Error('Unhandled "error" event');
          if (own._errorHandler(fault, { domainEmitter: member, domain: own, domainThrown: false }))
            return false;
        }
        return Reflect.apply(emit, this, [type, ...args]);
      },
    });
  }

  remove(member) {
    if (member.domain !== this) return;
    member.domain = null;
    delete member.emit;
    const place = this.members.indexOf(member);
    if (place !== -1) this.members.splice(place, 1);
  }

  run(callback, ...args) {
    return this.#call(callback, this, args);
  }

  #call(callback, self, args) {
    this.enter();
    let result;
    try {
      result = Reflect.apply(callback, self, args);
    } catch (thrown) {
      if (this._errorHandler(thrown, { domain: this, domainThrown: true })) return undefined;
      this.exit();
      throw thrown;
    }
    this.exit();
    return result;
  }

  bind(callback) {
    const own = this;
    const bound = function (...args) {
      return own.#call(callback, this, args);
    };
    return defineProperty(bound, 'domain', {
      configurable: true,
      enumerable: true,
      value: this,
      writable: true,
    });
  }

  intercept(callback) {
    const own = this;
    return function (fault, ...args) {
      if (fault instanceof Error) {
        own._errorHandler(fault, { domainBound: callback, domain: own, domainThrown: false });
        return undefined;
      }
      return own.#call(callback, this, args);
    };
  }
}

function create() {
  return new Domain();
}

const exported = { _stack, Domain, createDomain: create, create, active: null };
defineProperty(process, 'domain', {
  configurable: true,
  enumerable: true,
  get: () => current,
  set(value) {
    current = value;
  },
});

module.exports = exported;
