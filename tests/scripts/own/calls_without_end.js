// Calls that become other calls without an end: a RangeError, also where Node goes on for ever (the list that holds itself).
const attempt = (name, call) => {
  try {
    console.log(name, call());
  } catch (error) {
    console.log(name, error.name, error.message);
  }
};

// A proxy that is its own trap.
const handler = {};
const proxy = new Proxy(function () {}, handler);
handler.apply = proxy;
attempt('trap', () => proxy());
attempt('trap of a method', () => ({ proxy }).proxy(1, 2));
attempt('trap from a native', () => [1].map(proxy));
handler.construct = proxy;
attempt('construct', () => new proxy());

// Two that call each other, bound in between.
const first = {}, last = {};
const one = new Proxy(function () {}, first), two = new Proxy(function () {}, last);
first.apply = two.bind(null);
last.apply = one.bind(null);
attempt('circle', () => one());

// A list of arguments that holds itself.
const { apply } = Function.prototype;
const list = [apply];
list[1] = list;
attempt('apply', () => apply.apply(apply, list));
