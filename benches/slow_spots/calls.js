// Calls: arguments, rest, spread, apply, bind, closures, classes, accessors, private names.
'use strict';

function sum3(a, b, c) { return a + b + c; }
function viaArguments() { let s = 0; for (let i = 0; i < arguments.length; i++) s += arguments[i]; return s; }
function forwards() { return sum3.apply(this, arguments); }
function forwardsRest(...args) { return sum3(...args); }
function restApply(...args) { return sum3.apply(null, args); }
function restSum(...args) { let s = 0; for (const a of args) s += a; return s; }
function defaults(a, b = 2, c = a + b) { return a + b + c; }
function argumentsLength() { return arguments.length; }
function argumentsSlice() { return Array.prototype.slice.call(arguments, 1); }
const sloppy = new Function('a', 'b', 'c', 'let s = 0; for (let i = 0; i < arguments.length; i++) s += arguments[i]; return s;');

class Point { constructor(x, y) { this.x = x; this.y = y; } plus(o) { return new Point(this.x + o.x, this.y + o.y); } get length() { return this.x + this.y; } set length(v) { this.x = v; } static of(x, y) { return new Point(x, y); } }
class Point3 extends Point { constructor(x, y, z) { super(x, y); this.z = z; } plus(o) { return super.plus(o); } }
class Implicit extends Point {}
class Fields { a = 1; b = 'x'; c = null; d = [1]; }
class Secret { #n = 0; #step(k) { this.#n += k; } get #twice() { return this.#n * 2; } add(k) { this.#step(k); return this.#n; } twice() { return this.#twice; } static has(o) { return #n in o; } }

const cases = {
  arguments_loop(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) s += viaArguments(i, 1, 2); return s; },
  arguments_sloppy(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) s += sloppy(i, 1, 2); return s; },
  arguments_length(n = 4000000) { let s = 0; for (let i = 0; i < n; i++) s += argumentsLength(i, 1, 2); return s; },
  arguments_slice(n = 1000000) { let s = 0; for (let i = 0; i < n; i++) s += argumentsSlice(i, 1, 2).length; return s; },
  apply_arguments(n = 2000000) { let s = 0; for (let i = 0; i < n; i++) s += forwards(i, 1, 2); return s; },
  apply_array(n = 3000000) { let s = 0; const a = [1, 2, 3]; for (let i = 0; i < n; i++) s += sum3.apply(null, a); return s; },
  apply_math_max(n = 30000) { let s = 0; const a = Array.from({ length: 100 }, (_, i) => i); for (let i = 0; i < n; i++) s += Math.max.apply(null, a); return s; },
  spread_call(n = 3000000) { let s = 0; const a = [1, 2, 3]; for (let i = 0; i < n; i++) s += sum3(...a); return s; },
  spread_call_mixed(n = 2000000) { let s = 0; const a = [1, 2]; for (let i = 0; i < n; i++) s += sum3(i, ...a); return s; },
  spread_math_max(n = 60000) { let s = 0; const a = Array.from({ length: 100 }, (_, i) => i); for (let i = 0; i < n; i++) s += Math.max(...a); return s; },
  spread_new(n = 1500000) { let s = 0; const a = [1, 2]; for (let i = 0; i < n; i++) s += new Point(...a).x; return s; },
  spread_push(n = 1500000) { let a = []; const b = [1, 2, 3]; for (let i = 0; i < n; i++) { a.push(...b); if (a.length > 3000) a = []; } return a.length; },
  rest_forward(n = 2000000) { let s = 0; for (let i = 0; i < n; i++) s += forwardsRest(i, 1, 2); return s; },
  rest_apply(n = 2000000) { let s = 0; for (let i = 0; i < n; i++) s += restApply(i, 1, 2); return s; },
  rest_for_of(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) s += restSum(i, 1, 2); return s; },
  default_parameters(n = 5000000) { let s = 0; for (let i = 0; i < n; i++) s += defaults(i); return s; },
  call_method(n = 4000000) { let s = 0; for (let i = 0; i < n; i++) s += sum3.call(null, i, 1, 2); return s; },
  bind_call(n = 4000000) { let s = 0; const f = sum3.bind(null, 1, 2); for (let i = 0; i < n; i++) s += f(i); return s; },
  bind_make(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) s += sum3.bind(null, 1, 2)(i); return s; },
  reflect_apply(n = 2000000) { let s = 0; const a = [1, 2, 3]; for (let i = 0; i < n; i++) s += Reflect.apply(sum3, null, a); return s; },
  closure_in_loop(n = 3000000) { let s = 0; for (let i = 0; i < n; i++) { const f = () => i; s += f(); } return s; },
  callback_capture(n = 60000) { let s = 0; const a = Array.from({ length: 50 }, (_, i) => i); for (let i = 0; i < n; i++) a.forEach((x) => { s += x * i; }); return s; },
  class_new(n = 3000000) { let s = 0; for (let i = 0; i < n; i++) s += new Point(i, 1).x; return s; },
  class_extends(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) s += new Point3(i, 1, 2).z; return s; },
  class_implicit_constructor(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) s += new Implicit(i, 1).x; return s; },
  class_fields(n = 1000000) { let s = 0; for (let i = 0; i < n; i++) s += new Fields().a; return s; },
  super_call(n = 1500000) { let p = new Point3(0, 0, 0); const q = new Point3(1, 1, 1); for (let i = 0; i < n; i++) p.plus(q); return p.plus(q).x; },
  getter_prototype(n = 5000000) { const p = new Point(1, 2); let s = 0; for (let i = 0; i < n; i++) s += p.length; return s; },
  setter_prototype(n = 5000000) { const p = new Point(1, 2); for (let i = 0; i < n; i++) p.length = i; return p.x; },
  getter_literal(n = 4000000) { const o = { get v() { return 1; } }; let s = 0; for (let i = 0; i < n; i++) s += o.v; return s; },
  static_method(n = 3000000) { let s = 0; for (let i = 0; i < n; i++) s += Point.of(i, 1).y; return s; },
  private_method(n = 3000000) { const o = new Secret(); let s = 0; for (let i = 0; i < n; i++) s += o.add(1); return s; },
  private_getter(n = 3000000) { const o = new Secret(); let s = 0; for (let i = 0; i < n; i++) s += o.twice(); return s; },
  private_in(n = 4000000) { const o = new Secret(); let s = 0; for (let i = 0; i < n; i++) if (Secret.has(o)) s++; return s; },
  private_new(n = 2000000) { let s = 0; for (let i = 0; i < n; i++) s += new Secret().add(1); return s; },
  instanceof_hit(n = 5000000) { const p = new Point3(1, 2, 3); let s = 0; for (let i = 0; i < n; i++) if (p instanceof Point) s++; return s; },
  instanceof_miss(n = 5000000) { const p = {}; let s = 0; for (let i = 0; i < n; i++) if (!(p instanceof Point)) s++; return s; },
  instanceof_builtin(n = 5000000) { const p = []; let s = 0; for (let i = 0; i < n; i++) if (p instanceof Array) s++; return s; },
  new_target(n = 4000000) { function F() { if (!new.target) return new F(); this.a = 1; } let s = 0; for (let i = 0; i < n; i++) s += new F().a; return s; },
  tagged_template(n = 2000000) { const tag = (s, ...v) => s.length + v.length; let s = 0; for (let i = 0; i < n; i++) s += tag`a${i}b${s}c`; return s; },
  object_with_methods(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) { const o = { i, get() { return this.i; } }; s += o.get(); } return s; },
  proxy_get(n = 1500000) { const p = new Proxy({ a: 1 }, { get(t, k) { return t[k]; } }); let s = 0; for (let i = 0; i < n; i++) s += p.a; return s; },
  reflect_get(n = 3000000) { const o = { a: 1 }; let s = 0; for (let i = 0; i < n; i++) s += Reflect.get(o, 'a'); return s; },
};
const name = process.argv[2]; if (name) console.log(cases[name]()); else console.log(Object.keys(cases).join('\n'));
