'use strict';
// What every program of the soak starts with: numbers that are the same everywhere, a pool of live values, and a checksum of all
// that the pool reaches. SEED, WEAK (whether there are weak maps), FUEL and NODES (how much a round and a checksum may do) stand above.

let state = SEED | 0 || 1;
function rnd(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}

const PEEK = Symbol('peek');
const SYMBOLS = [Symbol('one'), Symbol('two'), Symbol('three')];
const P = new Array(48).fill(0);
const O = Array.from({ length: 12 }, (_, i) => ({ tag: 'o' + i }));
const A = Array.from({ length: 8 }, (_, i) => [i]);
const M = Array.from({ length: 4 }, () => new Map());
const S = Array.from({ length: 4 }, () => new Set());
const tasks = [];
const errors = {};
let fuel = 0;
let depth = 0;
let broken = 0;

const isObject = (x) => (typeof x === 'object' && x !== null) || typeof x === 'function';
const pick = () => P[rnd(P.length)];
const put = (x) => { P[rnd(P.length)] = x; };
const obj = (x) => (isObject(x) ? x : O[rnd(O.length)]);
const plain = () => O[rnd(O.length)];
const arr = (x) => (Array.isArray(x) ? x : A[rnd(A.length)]);
const map = (x) => (x instanceof Map ? x : M[rnd(M.length)]);
const set = (x) => (x instanceof Set ? x : S[rnd(S.length)]);
const str = (x) => (typeof x === 'string' ? x : typeof x === 'number' ? String(x) : 'x');
const num = (x) => (typeof x === 'number' ? x : typeof x === 'string' ? x.length : 0);
const cat = (x, y) => (str(x) + str(y)).slice(-500);
const burn = () => fuel-- > 0;
const room = (x, limit) => x.length < limit;
const mapRoom = (x) => { if (x.size > 2500) x.clear(); return x; };

function note(error) {
  const name = error instanceof Error ? error.name : 'value';
  errors[name] = (errors[name] || 0) + 1;
}

function call(f, x, y) {
  if (depth > 5 || !burn()) return x;
  depth++;
  try {
    return f(x, y);
  } catch (error) {
    note(error);
    return y;
  } finally {
    depth--;
  }
}

function list(n) {
  let head = null;
  for (let i = 0; i < n; i++) head = { next: head, i };
  return head;
}

function tree(n) {
  return n <= 0 ? rnd(100) : { left: tree(n - 1), right: tree(n - 2), n };
}

function ring(n) {
  const first = { i: 0, next: null };
  let last = first;
  for (let i = 1; i < n; i++) last = last.next = { i, next: null, back: last };
  last.next = first;
  return first;
}

function copy(x) {
  const from = obj(x);
  const keys = Object.keys(from).slice(0, 40);
  const to = {};
  for (const key of keys) to[key] = from[key];
  return to;
}

const generators = new Set();
function* counting(x, n) {
  let sent = x;
  try {
    for (let i = 0; i < n; i++) {
      const kept = { i, sent };
      sent = yield kept;
    }
  } finally {
    fuel--;
  }
  return [x, sent];
}
function generator(x, n) {
  const made = counting(x, n);
  made.steps = 0;
  generators.add(made);
  if (generators.size > 40) generators.delete(generators.values().next().value);
  return made;
}
function step(x, sent) {
  if (!isObject(x) || typeof x.next !== 'function') return x;
  const { value, done } = x.next(sent);
  return done ? [value] : value;
}

function later(f) {
  if (tasks.length > 200) return;
  const kind = rnd(4);
  tasks.push(new Promise((done) => {
    const run = () => { try { done(f()); } catch (error) { note(error); done(0); } };
    if (kind === 0) setTimeout(run, 1);
    else if (kind === 1) queueMicrotask(run);
    else if (kind === 2) process.nextTick(run);
    else Promise.resolve().then(run);
  }));
}
async function chain(x, n) {
  let at = x;
  for (let i = 0; i < n; i++) at = [await at, i];
  return at;
}

class C0 {
  #secret;
  constructor(x) { this.x = x; this.#secret = [x]; }
  get secret() { return this.#secret; }
  set secret(x) { this.#secret = x; }
  over(y) { return new this.constructor(y); }
  static made = 0;
}
class C1 extends C0 {
  extra = { of: 'C1' };
  constructor(x) { super(x); C0.made++; }
}
class C2 extends C1 {
  constructor(x) { super(x); this['p' + rnd(30)] = x; }
  get secret() { return [super.secret, 1]; }
  set secret(x) { super.secret = x; }
}

// Weak things: what is strongly held must be there, what is not may be there, but then whole.
const weakMap = WEAK ? new WeakMap() : null;
const weakSet = WEAK ? new WeakSet() : null;
const weakRefs = [];
const finalised = new Set();
let tokens = 0;
const registry = WEAK ? new FinalizationRegistry((token) => {
  if (finalised.has(token) || token < 0 || token >= tokens) broken++;
  finalised.add(token);
}) : null;
function weakly(x, y) {
  if (!WEAK) return;
  const key = obj(x);
  switch (rnd(5)) {
    case 0: weakMap.set(key, y); break;
    case 1: weakMap.delete(key); break;
    case 2: weakSet.add(key); break;
    case 3: {
      const target = { tag: 'target', of: [weakRefs.length] };
      weakRefs[rnd(64)] = { ref: new WeakRef(target), held: rnd(2) ? target : null, n: weakRefs.length };
      registry.register(target, tokens++);
      break;
    }
    default:
      for (let i = 0; i < weakRefs.length; i++) {
        const { ref, held } = weakRefs[i] || { ref: null };
        if (ref === null) continue;
        const target = ref.deref();
        if (target === undefined ? held !== null : target.tag !== 'target' || typeof target.of[0] !== 'number') broken++;
        if (held && target !== held) broken++;
      }
  }
}

function checksum() {
  const ids = new Map();
  const queue = [];
  let hash = 17;
  const mix = (n) => { hash = (Math.imul(hash, 31) + (n | 0)) | 0; };
  const text = (s) => {
    mix(s.length);
    for (let i = 0; i < s.length; i += 1 + (s.length >> 5)) mix(s.charCodeAt(i));
  };
  const see = (x) => {
    switch (typeof x) {
      case 'number': mix(x === x ? x * 7 : 3); break;
      case 'string': text(x); break;
      case 'boolean': mix(x ? 5 : 6); break;
      case 'undefined': mix(9); break;
      case 'symbol': text(String(x.description)); break;
      case 'bigint': text(String(x)); break;
      default: {
        if (x === null) { mix(8); break; }
        let id = ids.get(x);
        if (id === undefined) {
          id = queue.length;
          ids.set(x, id);
          queue.push(x);
        }
        mix(id);
      }
    }
  };
  [P, O, A, M, S, errors, generators, broken].forEach(see);
  for (let i = 0; i < queue.length && i < NODES; i++) {
    const x = queue[i];
    mix(i);
    if (generators.has(x)) {
      if (x.steps++ < 3) see(x.next(i));
      continue;
    }
    if (typeof x === 'function') {
      mix(1);
      try { see(x(PEEK)); } catch { mix(2); }
      for (const key of Object.keys(x)) { text(key); see(x[key]); }
      continue;
    }
    if (Array.isArray(x)) mix(x.length);
    if (x instanceof Map) { try { for (const [key, value] of x) { see(key); see(value); } } catch { mix(4); } }
    if (x instanceof Set) { try { for (const value of x) see(value); } catch { mix(4); } }
    if (WEAK && weakMap.has(x)) see(weakMap.get(x));
    if (WEAK && weakSet.has(x)) mix(11);
    const proto = Object.getPrototypeOf(x);
    if (ids.has(proto) || O.includes(proto)) see(proto);
    for (const key of Reflect.ownKeys(x)) {
      if (typeof key === 'string') text(key);
      else text(String(key.description));
      const property = Object.getOwnPropertyDescriptor(x, key);
      mix((property.enumerable ? 1 : 0) + (property.configurable ? 2 : 0));
      see('value' in property ? property.value : property.get);
    }
  }
  return `${queue.length} ${hash >>> 0}`;
}

async function main(scenarios, rounds) {
  for (let round = 0; round < rounds; round++) {
    fuel = FUEL;
    for (let i = 0; i < 3; i++) put(call(scenarios[rnd(scenarios.length)], pick(), pick()));
    if (rnd(3) === 0) for (let i = 0; i < 8; i++) put(i);
    if (rnd(12) === 0) A[rnd(A.length)] = [round];
    if (rnd(12) === 0) O[rnd(O.length)] = { tag: 'fresh', round };
    if (rnd(12) === 0) M[rnd(M.length)] = new Map([[round, {}]]);
    if (rnd(4) === 0) await null;
    if (rnd(10) === 0) await new Promise((done) => setTimeout(done, 1));
    if (rnd(6) === 0) { fuel = FUEL; for (const x of await Promise.all(tasks.splice(0))) put(x); }
    if (round % 20 === 19) console.log(round, checksum());
  }
  fuel = FUEL;
  for (const x of await Promise.all(tasks.splice(0))) put(x);
  if (broken) console.log('broken weak references:', broken);
  console.log(checksum());
}
