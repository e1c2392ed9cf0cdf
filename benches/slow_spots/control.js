// Control flow: for-of, generators, async, exceptions, switch, labels, operators.
'use strict';

function* counter(n) { for (let i = 0; i < n; i++) yield i; }
function* delegates(n) { yield* counter(n); }
class Range { constructor(n) { this.n = n; } [Symbol.iterator]() { let i = 0; const n = this.n; return { next: () => (i < n ? { value: i++, done: false } : { value: undefined, done: true }) }; } }
class GenRange { constructor(n) { this.n = n; } *[Symbol.iterator]() { for (let i = 0; i < this.n; i++) yield i; } }
const text = 'the quick brown fox jumps over the lazy dog '.repeat(100);
const unicode = 'äö€😀x'.repeat(800);
const list = Array.from({ length: 1000 }, (_, i) => i);
const map = new Map(list.map((x) => [x, x]));
const set = new Set(list);
const asyncRun = (f) => { f().then((v) => console.log(v)); return 'started'; };

const cases = {
  for_of_array(n = 6000) { let s = 0; for (let k = 0; k < n; k++) for (const x of list) s += x; return s; },
  for_of_string(n = 700) { let s = 0; for (let k = 0; k < n; k++) for (const c of text) s += c.length; return s; },
  for_of_unicode(n = 700) { let s = 0; for (let k = 0; k < n; k++) for (const c of unicode) s += c.length; return s; },
  for_of_map(n = 2500) { let s = 0; for (let k = 0; k < n; k++) for (const [a, b] of map) s += a + b; return s; },
  for_of_map_values(n = 4000) { let s = 0; for (let k = 0; k < n; k++) for (const b of map.values()) s += b; return s; },
  for_of_set(n = 4000) { let s = 0; for (let k = 0; k < n; k++) for (const b of set) s += b; return s; },
  for_of_entries(n = 2500) { let s = 0; for (let k = 0; k < n; k++) for (const [i, x] of list.entries()) s += i + x; return s; },
  for_of_generator(n = 2500) { let s = 0; for (let k = 0; k < n; k++) for (const x of counter(1000)) s += x; return s; },
  for_of_delegate(n = 1000) { let s = 0; for (let k = 0; k < n; k++) for (const x of delegates(1000)) s += x; return s; },
  for_of_iterator_object(n = 2000) { let s = 0; for (let k = 0; k < n; k++) for (const x of new Range(1000)) s += x; return s; },
  for_of_generator_method(n = 2000) { let s = 0; for (let k = 0; k < n; k++) for (const x of new GenRange(1000)) s += x; return s; },
  for_in(n = 150000) { const o = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8 }; let s = 0; for (let k = 0; k < n; k++) for (const key in o) s += o[key]; return s; },
  for_in_array(n = 600) { let s = 0; for (let k = 0; k < n; k++) for (const key in list) s += list[key]; return s; },
  iterator_next(n = 2000000) { const g = counter(n); let s = 0; let r; while (!(r = g.next()).done) s += r.value; return s; },
  await_loop(n = 500000) { return asyncRun(async () => { let s = 0; for (let i = 0; i < n; i++) s += await i; return s; }); },
  async_call(n = 400000) { const f = async (x) => x + 1; return asyncRun(async () => { let s = 0; for (let i = 0; i < n; i++) s += await f(i); return s; }); },
  async_generator(n = 200000) { async function* g() { for (let i = 0; i < n; i++) yield i; } return asyncRun(async () => { let s = 0; for await (const x of g()) s += x; return s; }); },
  promise_then(n = 300000) { return asyncRun(() => { let p = Promise.resolve(0); for (let i = 0; i < n; i++) p = p.then((v) => v + 1); return p; }); },
  promise_all(n = 4000) { return asyncRun(async () => { let s = 0; for (let i = 0; i < n; i++) s += (await Promise.all(list.slice(0, 50).map(async (x) => x))).length; return s; }); },
  promise_new(n = 300000) { return asyncRun(async () => { let s = 0; for (let i = 0; i < n; i++) s += await new Promise((r) => r(i)); return s; }); },
  throw_catch(n = 200000) { let s = 0; for (let i = 0; i < n; i++) { try { throw new Error('x'); } catch (e) { s += e.message.length; } } return s; },
  throw_value(n = 1500000) { let s = 0; for (let i = 0; i < n; i++) { try { throw i; } catch (e) { s += e; } } return s; },
  throw_deep(n = 60000) { const f = (d) => { if (d === 0) throw new Error('deep'); return f(d - 1) + 1; }; let s = 0; for (let i = 0; i < n; i++) { try { f(10); } catch { s++; } } return s; },
  try_finally(n = 5000000) { let s = 0; for (let i = 0; i < n; i++) { try { s += i; } finally { s -= 1; } } return s; },
  error_new(n = 200000) { let s = 0; for (let i = 0; i < n; i++) s += new Error('m' + i).message.length; return s; },
  error_stack(n = 60000) { let s = 0; for (let i = 0; i < n; i++) s += new Error('m').stack.length > 10 ? 1 : 0; return s; },
  error_subclass(n = 120000) { class E extends Error { constructor(m) { super(m); this.name = 'E'; } } let s = 0; for (let i = 0; i < n; i++) s += new E('m').name.length; return s; },
  type_error(n = 100000) { let s = 0; for (let i = 0; i < n; i++) { try { null.x; } catch (e) { s++; } } return s; },
  switch_strings(n = 4000000) { const w = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta']; let s = 0; for (let i = 0; i < n; i++) { switch (w[i % 6]) { case 'alpha': s += 1; break; case 'beta': s += 2; break; case 'gamma': s += 3; break; case 'delta': s += 4; break; case 'epsilon': s += 5; break; default: s += 6; } } return s; },
  switch_numbers(n = 6000000) { let s = 0; for (let i = 0; i < n; i++) { switch (i % 6) { case 0: s += 1; break; case 1: s += 2; break; case 2: s += 3; break; case 3: s += 4; break; default: s += 6; } } return s; },
  labels(n = 3000) { let s = 0; outer: for (let k = 0; k < n; k++) { for (let i = 0; i < 1000; i++) { if (i === 999) continue outer; s += i & 1; } } return s; },
  typeof_compare(n = 8000000) { const v = [1, 'a', null, undefined, {}, () => 1]; let s = 0; for (let i = 0; i < n; i++) { const x = v[i % 6]; if (typeof x === 'string' || typeof x === 'function') s++; } return s; },
  typeof_value(n = 5000000) { const v = [1, 'a', null]; let s = 0; for (let i = 0; i < n; i++) s += (typeof v[i % 3]).length; return s; },
  optional_chain(n = 6000000) { const o = { a: { b: null } }; let s = 0; for (let i = 0; i < n; i++) { if (o?.a?.b?.c === undefined) s++; } return s; },
  nullish(n = 8000000) { const o = { a: null, b: 1 }; let s = 0; for (let i = 0; i < n; i++) s += o.a ?? o.b; return s; },
  swap(n = 4000000) { let a = 1, b = 2; for (let i = 0; i < n; i++) [a, b] = [b, a]; return a; },
  swap_elements(n = 2000000) { const v = [1, 2, 3]; for (let i = 0; i < n; i++) [v[0], v[2]] = [v[2], v[0]]; return v[0]; },
  destructure_array(n = 2000000) { const v = [1, 2, 3]; let s = 0; for (let i = 0; i < n; i++) { const [a, b, c] = v; s += a + b + c; } return s; },
  destructure_array_rest(n = 1000000) { const v = [1, 2, 3]; let s = 0; for (let i = 0; i < n; i++) { const [a, ...r] = v; s += a + r.length; } return s; },
  destructure_object(n = 5000000) { const o = { a: 1, b: 2, c: 3 }; let s = 0; for (let i = 0; i < n; i++) { const { a, b, c = 4 } = o; s += a + b + c; } return s; },
  destructure_object_rest(n = 600000) { const o = { a: 1, b: 2, c: 3 }; let s = 0; for (let i = 0; i < n; i++) { const { a, ...r } = o; s += a + r.c; } return s; },
  destructure_parameters(n = 4000000) { const f = ({ a, b }) => a + b; const o = { a: 1, b: 2 }; let s = 0; for (let i = 0; i < n; i++) s += f(o); return s; },
  return_array_destructure(n = 2000000) { const f = (i) => [i, i + 1]; let s = 0; for (let i = 0; i < n; i++) { const [a, b] = f(i); s += a + b; } return s; },
  comma_ternary(n = 9000000) { let s = 0; for (let i = 0; i < n; i++) s += i & 1 ? 2 : 3; return s; },
};
const name = process.argv[2]; if (name) console.log(cases[name]()); else console.log(Object.keys(cases).join('\n'));
