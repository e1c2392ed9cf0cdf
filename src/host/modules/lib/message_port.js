// `MessageChannel`, `MessagePort`, `MessageEvent` and `BroadcastChannel` (WHATWG HTML, "Channel
// messaging"; Node page "Worker threads"), within one program.
//
// A message is copied when it is posted. A port with a listener for messages keeps the program
// running until it is closed.
'use strict';

const check = require('internal:validators');
const { typeError, invalidArgument } = check;
const messaging = require('internal:messaging');
const { listeners } = require('internal:targets');
const { inspect, custom } = require('internal:inspect');
const { DOMException } = require('internal:dom_exception');
const cloning = require('internal:cloning');
const { Object, Symbol, Event, EventTarget, Map, Set, WeakMap, Reflect, TypeError } = globalThis;
const { defineProperty, defineProperties } = Object;
const { apply } = Reflect;
const { addEventListener, removeEventListener, dispatchEvent } = EventTarget.prototype;

// Messages that a port takes before others have their turn, unless more were there before.
const MANY = 1000;

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, options = undefined) {
    const isGiven = typeof options === 'object' && options !== null;
    super(arguments.length === 0 ? 'undefined' : type, isGiven ? options : undefined);
    const {
      data = null,
      origin = '',
      lastEventId = '',
      source = null,
      ports = [],
    } = options === undefined ? {} : options;
    if (source !== null && !isPort(source))
      throw invalidArgument('init.source', 'an instance of MessagePort', source);
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = [...ports];
  }

  get data() {
    return this.#data;
  }

  get origin() {
    return this.#origin;
  }

  get lastEventId() {
    return this.#lastEventId;
  }

  get source() {
    return this.#source;
  }

  get ports() {
    return this.#ports;
  }
}
for (const name of ['data', 'origin', 'lastEventId', 'source', 'ports']) {
  defineProperty(MessageEvent.prototype, name, { enumerable: true });
}

class MessagePortCloseEvent extends Event {}

// What listeners in Node's manner are given in place of an event.
const plainValues = new WeakMap();
const types = new WeakMap();

function typesOf(target) {
  let known = types.get(target);
  if (known === undefined) types.set(target, (known = new Map()));
  return known;
}

// An EventTarget that can be used as an emitter, too.
class NodeEventTarget extends EventTarget {
  static defaultMaxListeners = 10;

  setMaxListeners(n) {
    require('events').setMaxListeners(n, this);
  }

  getMaxListeners() {
    return require('internal:targets').maxListeners(this);
  }

  eventNames() {
    const names = ['newListener', 'removeListener'];
    for (const name of typesOf(this).keys()) if (listeners(this, name).length > 0) names.push(name);
    return names;
  }

  listenerCount(type) {
    return listeners(this, `${type}`).length;
  }

  on(type, listener) {
    addPlain(this, type, listener, false);
    return this;
  }

  addListener(type, listener) {
    addPlain(this, type, listener, false);
    return this;
  }

  once(type, listener) {
    addPlain(this, type, listener, true);
    return this;
  }

  off(type, listener, options) {
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeAllListeners(type) {
    const names = type === undefined ? [...typesOf(this).keys()] : [`${type}`];
    for (const name of names) {
      for (const listener of listeners(this, name)) this.removeEventListener(name, listener);
    }
    return this;
  }

  emit(type, value) {
    check.string(type, 'type');
    const any = this.listenerCount(type) > 0;
    deliver(
      this,
      type === 'message' || type === 'messageerror' ? newMessage(type, value, []) : new Event(type),
      value,
    );
    return any;
  }

  addEventListener(type, listener, options) {
    typesOf(this);
    apply(addEventListener, this, [type, listener, options]);
    const known = typesOf(this);
    if (!known.has(`${type}`)) known.set(`${type}`, new Map());
    noticeListeners(this);
  }

  removeEventListener(type, listener, options) {
    const wrapper = types.get(this)?.get(`${type}`)?.get(listener);
    if (wrapper !== undefined) {
      types.get(this).get(`${type}`).delete(listener);
      apply(removeEventListener, this, [type, wrapper]);
    }
    apply(removeEventListener, this, [type, listener, options]);
    noticeListeners(this);
  }

  dispatchEvent(event) {
    const result = apply(dispatchEvent, this, [event]);
    noticeListeners(this);
    return result;
  }
}
for (const name of Object.getOwnPropertyNames(NodeEventTarget.prototype)) {
  if (name !== 'constructor') defineProperty(NodeEventTarget.prototype, name, { enumerable: true });
}
for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent']) {
  defineProperty(NodeEventTarget.prototype, name, { enumerable: false });
}

function addPlain(target, type, listener, once) {
  if (listener === null || (typeof listener !== 'function' && typeof listener !== 'object')) {
    throw invalidArgument('listener', 'an instance of EventListener', listener);
  }
  const name = `${type}`;
  const known = typesOf(target);
  if (!known.has(name)) known.set(name, new Map());
  const wrappers = known.get(name);
  if (wrappers.has(listener)) return;
  const wrapper = function (event) {
    if (once) wrappers.delete(listener);
    const value = plainValues.has(event) ? plainValues.get(event) : event;
    return typeof listener === 'function' ? apply(listener, this, [value]) : listener.handleEvent(value);
  };
  wrappers.set(listener, wrapper);
  target.addEventListener(name, wrapper, { once });
}

function deliver(target, event, value) {
  plainValues.set(event, value);
  apply(dispatchEvent, target, [event]);
  noticeListeners(target);
}

function newMessage(type, data, ports) {
  return new MessageEvent(type, { data, ports });
}

// `onmessage` and its like.
const handlers = new WeakMap();
function defineHandler(prototype, type) {
  const name = `on${type}`;
  const accessors = {
    get [name]() {
      if (!(this instanceof EventTarget)) throw invalidArgument('this', 'an instance of EventTarget', this);
      return handlers.get(this)?.[type]?.handler ?? null;
    },
    set [name](handler) {
      if (!(this instanceof EventTarget)) throw invalidArgument('this', 'an instance of EventTarget', this);
      let own = handlers.get(this);
      if (own === undefined) handlers.set(this, (own = {}));
      const usable = typeof handler === 'function' || (typeof handler === 'object' && handler !== null);
      if (own[type] !== undefined && usable) {
        own[type].handler = handler;
      } else if (own[type] !== undefined) {
        this.removeEventListener(type, own[type].listener);
        own[type] = undefined;
      } else if (usable) {
        const record = { handler, listener: undefined };
        record.listener = function (event) {
          if (typeof record.handler === 'function') apply(record.handler, this, [event]);
        };
        own[type] = record;
        this.addEventListener(type, record.listener);
      }
    },
  };
  defineProperty(prototype, name, { ...Object.getOwnPropertyDescriptor(accessors, name), enumerable: true });
}

// One end of a channel. It belongs to an object, and goes on to another when that is transferred.
class End {
  peer = null;
  target = null;
  messages = [];
  first = 0;
  started = false;
  scheduled = false;
  held = false;
  closing = false;
  left = 0;
  take = () => takeOne(this);

  send(message) {
    this.messages.push(message);
    if (this.started || message === CLOSE) this.schedule();
  }

  schedule() {
    if (this.scheduled) return;
    this.scheduled = true;
    messaging.later(this.take);
  }

  next() {
    if (this.first === this.messages.length) return undefined;
    const message = this.messages[this.first];
    this.messages[this.first++] = undefined;
    if (this.first > 64 && this.first * 2 > this.messages.length) {
      this.messages = this.messages.slice(this.first);
      this.first = 0;
    }
    return message;
  }

  hold(on) {
    if (on === this.held || (on && this.closing)) return;
    this.held = on;
    messaging.hold(on);
  }

  start() {
    this.started = true;
    if (this.first < this.messages.length) this.schedule();
  }

  close() {
    if (this.closing) return;
    this.closing = true;
    messaging.ending(() => {
      const { target } = this;
      this.hold(false);
      this.target = null;
      this.peer?.send(CLOSE);
      this.peer = null;
      this.messages = [];
      this.first = 0;
      if (target !== null) {
        setEnd(target, null);
        deliver(target, new MessagePortCloseEvent('close'), undefined);
      }
    });
  }
}

const CLOSE = Symbol('close');

// Takes one message: whether the next is to be taken at once.
function takeOne(end) {
  const waiting = end.messages.length - end.first;
  if (end.left === 0) end.left = Math.max(waiting, MANY);
  const onlyClose = waiting > 0 && end.messages[end.first] === CLOSE;
  if (end.target === null || waiting === 0 || (!end.started && !onlyClose) || end.closing) {
    end.left = 0;
    end.scheduled = false;
    return false;
  }
  end.left--;
  const message = end.next();
  if (message === CLOSE) {
    end.peer = null;
    end.close();
  } else {
    const event = newMessage('message', message.data, message.ports);
    deliver(end.target, event, message.data);
  }
  if (end.left > 0) return true;
  end.scheduled = false;
  if (end.first < end.messages.length) end.schedule();
  return false;
}

// Objects with an end: undefined for others, null for one that is closed or was transferred.
class Keeper extends function (object) {
  return object;
} {
  #end;
  constructor(object, end) {
    super(object);
    this.#end = end;
  }
  static endOf(object) {
    return typeof object === 'object' && object !== null && #end in object ? object.#end : undefined;
  }
  static set(object, end) {
    object.#end = end;
  }
}
const { endOf, set: setEnd } = Keeper;
const isPort = value => endOf(value) !== undefined;

// Listeners for messages start a port, and keep the program running.
function noticeListeners(target) {
  const end = endOf(target);
  if (end === undefined || end === null) return;
  const any = listeners(target, 'message').length > 0;
  if (any === end.listened) return;
  end.listened = any;
  end.hold(any);
  if (any) end.start();
}
End.prototype.listened = false;

function MessagePort() {
  throw typeError('ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
}
Object.setPrototypeOf(MessagePort, NodeEventTarget);
MessagePort.prototype = Object.create(NodeEventTarget.prototype);

function newPort(end) {
  const port = Reflect.construct(NodeEventTarget, [], MessagePort);
  new Keeper(port, end);
  if (end !== null) end.target = port;
  return port;
}

function endHere(value) {
  const end = endOf(value);
  if (end === undefined) throw new TypeError('Illegal invocation');
  return end;
}

const methods = {
  postMessage() {
    const end = endHere(this);
    if (arguments.length === 0)
      throw typeError('ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage');
    const { 0: value, 1: options } = arguments;
    const message = copied(value, options, this);
    if (end === null) return undefined;
    end.peer?.send(message);
    return true;
  },
  start() {
    endHere(this)?.start();
  },
  constructor: MessagePort,
  ref() {
    endHere(this)?.hold(true);
  },
  unref() {
    endHere(this)?.hold(false);
  },
  hasRef() {
    return endHere(this)?.held ?? false;
  },
};
Object.assign(MessagePort.prototype, methods);
defineProperty(MessagePort.prototype, 'constructor', { enumerable: false });
defineHandler(MessagePort.prototype, 'message');
defineHandler(MessagePort.prototype, 'messageerror');
MessagePort.prototype.close = {
  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    endHere(this)?.close();
  },
}.close;
defineProperty(MessagePort.prototype, custom, {
  value(depth, options) {
    if (depth < 0) return 'MessagePort [EventTarget]';
    const end = endOf(this);
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const shown = { active: end !== null && end !== undefined, refed: Boolean(end?.held), ...this };
    return `MessagePort [EventTarget] ${inspect(shown, inner)}`;
  },
});

// What is posted: a copy of the value, and the ports that go with it.
function copied(value, options, source) {
  let list;
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') {
      throw typeError('ERR_INVALID_ARG_TYPE', 'Optional transferList argument must be an iterable');
    }
    list = options;
    if (typeof options[Symbol.iterator] !== 'function') {
      list = options.transfer;
      const wrong = list !== undefined && typeof list?.[Symbol.iterator] !== 'function';
      if (wrong)
        throw typeError('ERR_INVALID_ARG_TYPE', 'Optional options.transfer argument must be an iterable');
    }
  }
  const ports = [];
  const before = collected;
  collected = ports;
  try {
    return { data: messaging.clone(value, list, source), ports };
  } finally {
    collected = before;
  }
}
let collected = null;

const unmovable = new WeakSet();
cloning.register(isPort, {
  copy() {
    const message = 'Object that needs transfer was found in message but not listed in transferList';
    throw typeError('ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST', message);
  },
  transferable(port, source) {
    if (port === source) throw new DOMException('Transfer list contains source port', 'DataCloneError');
    const end = endOf(port);
    if (end === null || end.closing) {
      throw new DOMException('MessagePort in transfer list is already detached', 'DataCloneError');
    }
    return true;
  },
  begin() {
    const port = newPort(null);
    collected?.push(port);
    return port;
  },
  finish(old, port) {
    const end = endOf(old);
    setEnd(old, null);
    end.hold(false);
    end.started = false;
    end.listened = false;
    setEnd(port, end);
    end.target = port;
  },
});
cloning.setUnmovable(value => unmovable.has(value));

function MessageChannel() {
  if (new.target === undefined) {
    throw typeError('ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  }
  const [one, two] = [new End(), new End()];
  one.peer = two;
  two.peer = one;
  this.port1 = newPort(one);
  this.port2 = newPort(two);
}

function receiveMessageOnPort(port) {
  if (!isPort(port))
    throw typeError('ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
  const end = endOf(port);
  if (end === null || end.messages[end.first] === CLOSE) return undefined;
  const message = end.next();
  return message === undefined ? undefined : { message: message.data };
}

// Channels that are open, by name.
const channels = new Map();

class BroadcastChannel extends EventTarget {
  #name;
  #end;

  constructor(name) {
    if (arguments.length === 0) throw typeError('ERR_MISSING_ARGS', 'The "name" argument must be specified');
    super();
    this.#name = `${name}`;
    const end = new End();
    end.target = this;
    end.started = true;
    end.hold(true);
    this.#end = end;
    if (!channels.has(this.#name)) channels.set(this.#name, new Set());
    channels.get(this.#name).add(end);
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#end in value)) {
      throw typeError('ERR_INVALID_THIS', 'Value of "this" must be of type BroadcastChannel');
    }
  }

  get name() {
    BroadcastChannel.#check(this);
    return this.#name;
  }

  close() {
    BroadcastChannel.#check(this);
    const end = this.#end;
    if (end === null) return;
    this.#end = null;
    end.hold(false);
    end.target = null;
    const others = channels.get(this.#name);
    others.delete(end);
    if (others.size === 0) channels.delete(this.#name);
  }

  postMessage(message) {
    BroadcastChannel.#check(this);
    if (arguments.length === 0)
      throw typeError('ERR_MISSING_ARGS', 'The "message" argument must be specified');
    if (this.#end === null) throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    let copy = messaging.clone(message, undefined, undefined);
    for (const end of channels.get(this.#name)) {
      if (end === this.#end) continue;
      end.send({ data: copy, ports: [] });
      copy = messaging.clone(message, undefined, undefined);
    }
  }

  ref() {
    BroadcastChannel.#check(this);
    this.#end?.hold(true);
    return this;
  }

  unref() {
    BroadcastChannel.#check(this);
    this.#end?.hold(false);
    return this;
  }

  [custom](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#end !== null }, inner)}`;
  }
}
for (const name of ['name', 'close', 'postMessage']) {
  defineProperty(BroadcastChannel.prototype, name, { enumerable: true });
}
defineProperties(BroadcastChannel.prototype, { [custom]: { enumerable: false } });
defineHandler(BroadcastChannel.prototype, 'message');
defineHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = {
  BroadcastChannel,
  MessageChannel,
  MessageEvent,
  MessagePort,
  NodeEventTarget,
  receiveMessageOnPort,
  markAsUntransferable(value) {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') unmovable.add(value);
  },
  isMarkedAsUntransferable: value => unmovable.has(value),
};
