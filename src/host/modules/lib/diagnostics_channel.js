// `diagnostics_channel` (Node page "Diagnostics Channel").
'use strict';

const check = require('internal:validators');
const { invalidArgument } = check;
const { Object, Map, Set, WeakRef, Symbol, Reflect, Promise } = globalThis;
const { apply } = Reflect;
const then = Promise.prototype.then;

const channels = new Map();

function report(error) {
  process.nextTick(() => {
    throw error;
  });
}

function runWith(channel, data, fn, receiver, args, stores) {
  let run = () => {
    channel.publish(data);
    return apply(fn, receiver, args);
  };
  for (const [store, transform] of stores) {
    const inner = run;
    run = () => {
      let context = data;
      if (transform) {
        try {
          context = transform(data);
        } catch (error) {
          report(error);
          return inner();
        }
      }
      return store.run(context, inner);
    };
  }
  return run();
}

class Channel {
  constructor(name) {
    this._subscribers = undefined;
    this._stores = undefined;
    this.name = name;
  }

  static [Symbol.hasInstance](value) {
    const prototype = Object.getPrototypeOf(value);
    return prototype === Channel.prototype || prototype === ActiveChannel.prototype;
  }

  subscribe(subscription) {
    activate(this);
    this.subscribe(subscription);
  }

  unsubscribe() {
    return false;
  }

  bindStore(store, transform) {
    activate(this);
    this.bindStore(store, transform);
  }

  unbindStore() {
    return false;
  }

  get hasSubscribers() {
    return false;
  }

  publish() {}

  runStores(data, fn, thisArg, ...args) {
    return apply(fn, thisArg, args);
  }
}

class ActiveChannel {
  subscribe(subscription) {
    check.func(subscription, 'subscription');
    this._subscribers = [...this._subscribers, subscription];
    strong.add(this);
  }

  unsubscribe(subscription) {
    const at = this._subscribers.indexOf(subscription);
    if (at === -1) return false;
    this._subscribers = this._subscribers.filter((_, i) => i !== at);
    settle(this);
    return true;
  }

  bindStore(store, transform) {
    this._stores.set(store, transform);
    strong.add(this);
  }

  unbindStore(store) {
    if (!this._stores.has(store)) return false;
    this._stores.delete(store);
    settle(this);
    return true;
  }

  get hasSubscribers() {
    return true;
  }

  publish(data) {
    const subscribers = this._subscribers;
    for (let i = 0; i < subscribers?.length; i++) {
      try {
        subscribers[i](data, this.name);
      } catch (error) {
        report(error);
      }
    }
  }

  runStores(data, fn, thisArg, ...args) {
    return runWith(this, data, fn, thisArg, args, this._stores);
  }
}

// Channels that somebody listens to live on.
const strong = new Set();

function activate(channel) {
  Object.setPrototypeOf(channel, ActiveChannel.prototype);
  channel._subscribers = [];
  channel._stores = new Map();
}

function settle(channel) {
  if (channel._subscribers.length > 0 || channel._stores.size > 0) return;
  Object.setPrototypeOf(channel, Channel.prototype);
  channel._subscribers = undefined;
  channel._stores = undefined;
  strong.delete(channel);
}

function channel(name) {
  const known = channels.get(name)?.deref();
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw invalidArgument('channel', 'of type string or symbol', name);
  }
  const made = new Channel(name);
  channels.set(name, new WeakRef(made));
  return made;
}

function subscribe(name, subscription) {
  return channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  const known = channels.get(name)?.deref();
  return known === undefined ? false : known.hasSubscribers;
}

const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];

function channelOf(given, name) {
  if (typeof given === 'string') return channel(`tracing:${given}:${name}`);
  if (typeof given === 'object' && given !== null) {
    const found = given[name];
    if (!(found instanceof Channel)) {
      throw invalidArgument(`nameOrChannels.${name}`, 'an instance of Channel', found);
    }
    return found;
  }
  throw invalidArgument('nameOrChannels', 'of type string or an instance of TracingChannel or Object', given);
}

class TracingChannel {
  constructor(given) {
    for (const name of events) Object.defineProperty(this, name, { value: channelOf(given, name) });
  }

  get hasSubscribers() {
    return events.some(name => this[name]?.hasSubscribers);
  }

  subscribe(handlers) {
    for (const name of events) if (handlers[name]) this[name]?.subscribe(handlers[name]);
  }

  unsubscribe(handlers) {
    let done = true;
    for (const name of events) {
      if (handlers[name] && !this[name]?.unsubscribe(handlers[name])) done = false;
    }
    return done;
  }

  traceSync(fn, context = {}, thisArg, ...args) {
    const { start, end, error } = this;
    return start.runStores(context, () => {
      try {
        const result = apply(fn, thisArg, args);
        context.result = result;
        return result;
      } catch (failure) {
        context.error = failure;
        error.publish(context);
        throw failure;
      } finally {
        end.publish(context);
      }
    });
  }

  tracePromise(fn, context = {}, thisArg, ...args) {
    const { start, end, asyncStart, asyncEnd, error } = this;
    const reject = failure => {
      context.error = failure;
      error.publish(context);
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return Promise.reject(failure);
    };
    const resolve = result => {
      context.result = result;
      asyncStart.publish(context);
      asyncEnd.publish(context);
      return result;
    };
    return start.runStores(context, () => {
      try {
        let promise = apply(fn, thisArg, args);
        if (!(promise instanceof Promise)) promise = Promise.resolve(promise);
        return apply(then, promise, [resolve, reject]);
      } catch (failure) {
        context.error = failure;
        error.publish(context);
        throw failure;
      } finally {
        end.publish(context);
      }
    });
  }

  traceCallback(fn, position = -1, context = {}, thisArg, ...args) {
    const { start, end, asyncStart, asyncEnd, error } = this;
    const at = position < 0 ? args.length + position : position;
    const callback = args[at];
    check.func(callback, 'callback');
    args[at] = function (failure, result, ...rest) {
      if (failure) {
        context.error = failure;
        error.publish(context);
      } else {
        context.result = result;
      }
      return asyncStart.runStores(context, () => {
        try {
          return apply(callback, this, [failure, result, ...rest]);
        } finally {
          asyncEnd.publish(context);
        }
      });
    };
    return start.runStores(context, () => {
      try {
        return apply(fn, thisArg, args);
      } catch (failure) {
        context.error = failure;
        error.publish(context);
        throw failure;
      } finally {
        end.publish(context);
      }
    });
  }
}

function tracingChannel(given) {
  return new TracingChannel(given);
}

module.exports = { channel, hasSubscribers, subscribe, tracingChannel, unsubscribe, Channel };
