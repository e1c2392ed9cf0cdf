// Objects of every class without a prototype, with a prototype that has none, of a nameless and of a named subclass.
const N = (o) => Object.setPrototypeOf(o, null);
const list = {
  regexp: () => /x/g, regexpProps: () => Object.assign(/x/gi, { a: 1 }), date: () => new Date(0), invalidDate: () => new Date(NaN), dateProps: () => Object.assign(new Date(0), { a: 1 }),
  map: () => new Map([[1, 2]]), emptyMap: () => new Map(), set: () => new Set([1]), emptySet: () => new Set(),
  error: () => { const e = new Error('m'); e.stack = e.stack.split('\n')[0]; return e; }, typeError: () => { const e = new TypeError('m'); e.stack = e.stack.split('\n')[0]; return e; },
  noStack: () => { const e = new Error('m'); delete e.stack; return e; },
  promise: () => Promise.resolve(1), pending: () => new Promise(() => {}), rejected: () => { const p = Promise.reject(1); Promise.prototype.catch.call(p, () => {}); return p; },
  number: () => Object(1), string: () => Object('abc'), boolean: () => Object(true), symbol: () => Object(Symbol('q')), numberProps: () => Object.assign(Object(1), { a: 1 }), stringProps: () => Object.assign(Object('ab'), { a: 1 }),
  fn: () => function f() {}, anon: () => (() => () => {})(), arrow: () => { const a = () => {}; return a; }, asyncFn: () => async function f() {}, gen: () => function* g() {}, asyncGen: () => async function* g() {}, fnProps: () => Object.assign(function f() {}, { a: 1 }),
  cls: () => class A {}, clsExt: () => class B extends Map {}, clsAnon: () => (() => class {})(), clsStatic: () => class A { static x = 1 },
  array: () => [1, 2], emptyArray: () => [], arrayProps: () => Object.assign([1], { a: 1 }), arrayHoles: () => [, 1],
  genObj: () => (function* g() {})(), asyncGenObj: () => (async function* g() {})(),
  mapIter: () => new Map([[1, 2]]).entries(), setIter: () => new Set([1]).values(), arrayIter: () => [1].values(), strIter: () => 'a'[Symbol.iterator](), reIter: () => 'a'.matchAll(/a/g),
  weakMap: () => new WeakMap(), weakSet: () => new WeakSet(), weakRef: () => new WeakRef({ a: 1 }),
  args: () => (function () { return arguments; })(1, 2), obj: () => ({ a: 1 }), empty: () => ({}), bound: () => (function f() {}).bind(),
  native: () => Math.max.bind(), tagged: () => ({ [Symbol.toStringTag]: 'T', a: 1 }), taggedMap: () => Object.defineProperty(new Map(), Symbol.toStringTag, { value: 'T' }), taggedArr: () => Object.defineProperty([1], Symbol.toStringTag, { value: 'T' }),
  taggedRe: () => Object.defineProperty(/x/g, Symbol.toStringTag, { value: 'T' }), taggedDate: () => Object.defineProperty(new Date(0), Symbol.toStringTag, { value: 'T' }), taggedErr: () => Object.defineProperty(list.error(), Symbol.toStringTag, { value: 'T' }), taggedFn: () => Object.defineProperty(function f() {}, Symbol.toStringTag, { value: 'T' }), taggedPromise: () => Object.defineProperty(Promise.resolve(1), Symbol.toStringTag, { value: 'T' }), taggedNum: () => Object.defineProperty(Object(1), Symbol.toStringTag, { value: 'T' }),
};
for (const [k, f] of Object.entries(list)) {
  let o = f();
  for (const [w, g] of Object.entries({ null: N, nullChain: (o) => Object.setPrototypeOf(o, Object.create(null)), sub: (o) => Object.setPrototypeOf(o, Object.create(Object.getPrototypeOf(o))), ctor: (o) => { class K {} Object.setPrototypeOf(K.prototype, Object.getPrototypeOf(o)); return Object.setPrototypeOf(o, K.prototype); } })) {
    try { console.log(k, w, g(f())); } catch (e) { console.log(k, w, 'threw', e.message); }
    try { console.log(k, w, { deep: { deep: { deep: g(f()) } } }); } catch (e) { console.log(k, w, 'threw', e.message); }
  }
}
