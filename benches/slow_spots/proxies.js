// Proxies and Reflect.
'use strict';

const plain = { a: 1, b: 2, get c() { return this.a; } };
const through = new Proxy(plain, {});
const counting = new Proxy({ a: 1 }, { get(target, key, receiver) { return Reflect.get(target, key, receiver); }, set(target, key, value, receiver) { return Reflect.set(target, key, value, receiver); } });
const defaults = new Proxy({}, { get: (target, key) => (key in target ? target[key] : 7), has: () => true });
const list = new Proxy([1, 2, 3, 4, 5, 6, 7, 8], {});
const called = new Proxy((a, b) => a + b, { apply: (target, self, args) => target(...args) + 1 });
class Point { constructor(x) { this.x = x; } }
const made = new Proxy(Point, { construct: (target, args) => new target(args[0] + 1) });
const observed = () => { let n = 0; return [new Proxy({ count: 0 }, { set(target, key, value) { n++; target[key] = value; return true; } }), () => n]; };

const cases = {
  get_no_trap(n = 6000000) { let t = 0; for (let i = 0; i < n; i++) t += through.a + through.b; return t; },
  get_trap(n = 4500000) { let t = 0; for (let i = 0; i < n; i++) t += counting.a; return t; },
  get_default(n = 6000000) { let t = 0; for (let i = 0; i < n; i++) t += defaults.anything; return t; },
  set_no_trap(n = 2000000) { for (let i = 0; i < n; i++) through.b = i; return plain.b; },
  set_trap(n = 2000000) { for (let i = 0; i < n; i++) counting.a = i; return counting.a; },
  set_observed(n = 6000000) { const [state, count] = observed(); for (let i = 0; i < n; i++) state.count = i; return count(); },
  has(n = 8000000) { let t = 0; for (let i = 0; i < n; i++) t += 'x' in defaults; return t; },
  array_index(n = 800000) { let t = 0; for (let i = 0; i < n; i++) for (let k = 0; k < 8; k++) t += list[k]; return t; },
  array_methods(n = 300000) { let t = 0; for (let i = 0; i < n; i++) t += list.map((x) => x + 1).length; return t; },
  array_push(n = 300000) { const a = new Proxy([], {}); for (let i = 0; i < n; i++) a.push(i); return a.length; },
  apply(n = 5000000) { let t = 0; for (let i = 0; i < n; i++) t += called(i, 1); return t; },
  construct(n = 4000000) { let t = 0; for (let i = 0; i < n; i++) t += new made(i).x; return t; },
  keys(n = 600000) { let t = 0; for (let i = 0; i < n; i++) t += Object.keys(through).length; return t; },
  spread(n = 400000) { let t = 0; for (let i = 0; i < n; i++) t += { ...through }.b; return t; },
  make(n = 6000000) { let t = 0; for (let i = 0; i < n; i++) t += new Proxy(plain, {}).a; return t; },
  reflect_get_set(n = 4000000) { const o = { a: 1 }; for (let i = 0; i < n; i++) Reflect.set(o, 'a', Reflect.get(o, 'a') + 1); return o.a; },
  reflect_own_keys(n = 1800000) { let t = 0; for (let i = 0; i < n; i++) t += Reflect.ownKeys(plain).length; return t; },
};
const name = process.argv[2]; if (name) console.log(String(cases[name]())); else console.log(Object.keys(cases).join('\n'));
