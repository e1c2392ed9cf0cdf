// The same checks as far as V8 allows: a heap's size wavers by some hundred bytes from one full
// collection to the next, and what grows has no line and no path.
'use strict';

const { AsyncLocalStorage } = require('node:async_hooks');
const inspector = require('node:inspector');
const v8 = require('node:v8');
const vm = require('node:vm');

// Bytes a run that V8's own bookkeeping may grow by.
const LEAST = 1024;
const ROUNDS = 3;

let collector;

function collect() {
  if (collector === undefined) {
    v8.setFlagsFromString('--expose-gc');
    collector = globalThis.gc ?? vm.runInNewContext('gc');
  }
  collector();
}

class LeakError extends Error {
  constructor(message, details) {
    super(message);
    Object.defineProperty(this, 'name', { value: 'LeakError', configurable: true, writable: true });
    this.code = 'ERR_LEAK';
    Object.assign(this, details);
  }
}

function wrongType(name, expected, value) {
  const error = new TypeError(`The "${name}" argument must be of type ${expected}. Received ${typeof value}`);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function wholeNumber(value, name, least) {
  if (typeof value !== 'number') throw wrongType(name, 'number', value);
  if (Number.isInteger(value) && value >= least && value <= 1e6) return;
  const error = new RangeError(`The value of "${name}" is out of range: ${value}`);
  error.code = 'ERR_OUT_OF_RANGE';
  throw error;
}

const immediate = setImmediate;
const turn = () => new Promise(resolve => immediate(resolve));

async function settle() {
  for (let i = 0; i < ROUNDS; i++) {
    await turn();
    collect();
  }
}

const running = new AsyncLocalStorage();
let last = Promise.resolve();

async function inTurn(work) {
  if (running.getStore()) return work();
  const before = last;
  let done;
  last = new Promise(resolve => (done = resolve));
  await before;
  try {
    return await running.run(true, work);
  } finally {
    done();
  }
}

function held() {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

// Bytes a run, of so many runs: a line through the sizes, for which a single step counts little.
function slope(sizes) {
  const slopes = [];
  for (let i = 0; i < sizes.length; i++) {
    for (let j = i + 1; j < sizes.length; j++) slopes.push((sizes[j] - sizes[i]) / (j - i));
  }
  slopes.sort((a, b) => a - b);
  return slopes[slopes.length >> 1] ?? 0;
}

async function noLeak(fn, options = {}) {
  if (typeof fn !== 'function') throw wrongType('fn', 'function', fn);
  if (options === null || typeof options !== 'object') throw wrongType('options', 'object', options);
  const { warmup = 3, runs = 10, tolerance = 0 } = options;
  wholeNumber(warmup, 'options.warmup', 0);
  wholeNumber(runs, 'options.runs', 1);
  if (typeof tolerance !== 'number') throw wrongType('options.tolerance', 'number', tolerance);
  const most = Math.max(tolerance, LEAST);
  await inTurn(async () => {
    for (let i = 0; i < warmup; i++) await fn();
    let bytesPerRun;
    // What grew at first may have been something that fills.
    for (let round = 0; round < ROUNDS; round++) {
      await settle();
      const sizes = [held()];
      for (let i = 0; i < runs; i++) {
        await fn();
        await settle();
        sizes.push(held());
      }
      bytesPerRun = slope(sizes);
      if (bytesPerRun <= most) return;
    }
    const name = fn.name ? `${fn.name}()` : 'the function';
    const text = `${name} leaks about ${Math.round(bytesPerRun)} bytes a run (run this test with glass for the lines)`;
    throw new LeakError(text, { bytesPerRun, suspects: [] });
  });
}

const canBeHeldWeakly = value => (typeof value === 'object' && value !== null) || typeof value === 'function';

class Expectation {
  #target;

  constructor(target, name) {
    this.#target = target;
    this.name = name;
  }

  async check() {
    await settle();
    if (this.#target.deref() === undefined) return;
    // To look at it keeps it until the job ends.
    await turn();
    throw new LeakError(`${this.name} was not collected (run this test with glass for what keeps it)`, { path: [] });
  }
}

function className(object) {
  if (typeof object === 'function') return object.name || 'a function';
  const prototype = Object.getPrototypeOf(object);
  const descriptor = prototype === null ? undefined : Object.getOwnPropertyDescriptor(prototype, 'constructor');
  const name = typeof descriptor?.value === 'function' ? descriptor.value.name : '';
  return name === '' ? 'an object' : `a ${name}`;
}

function expectCollected(object, name) {
  if (!canBeHeldWeakly(object)) throw wrongType('object', 'object', object);
  if (name === undefined) name = className(object);
  if (typeof name !== 'string') throw wrongType('name', 'string', name);
  return new Expectation(new WeakRef(object), name);
}

// Runs in the program, on the list of all objects that have the prototype on their chain.
function countThese(list, subclasses) {
  const prototype = this;
  let count = 0;
  for (const object of list) {
    const own = Object.getOwnPropertyDescriptor(object, 'constructor');
    const isPrototype = own !== undefined && typeof own.value === 'function' && own.value.prototype === object;
    if (!isPrototype && (subclasses || Object.getPrototypeOf(object) === prototype)) count++;
  }
  return count;
}

const GROUP = 'glass-memory';

// The inspector's own question to the heap, asked from within.
function count(constructor, { subclasses = false } = {}) {
  if (typeof constructor !== 'function') throw wrongType('constructor', 'function', constructor);
  if (typeof subclasses !== 'boolean') throw wrongType('options.subclasses', 'boolean', subclasses);
  const session = new inspector.Session();
  session.connect();
  const post = (method, params) => {
    let found;
    session.post(method, params, (error, result) => {
      if (error) throw error;
      found = result;
    });
    return found;
  };
  const key = Symbol.for('glass-memory prototype');
  try {
    globalThis[key] = constructor.prototype;
    const expression = "globalThis[Symbol.for('glass-memory prototype')]";
    const { objectId } = post('Runtime.evaluate', { expression, objectGroup: GROUP }).result;
    const { objects } = post('Runtime.queryObjects', { prototypeObjectId: objectId, objectGroup: GROUP });
    const { result } = post('Runtime.callFunctionOn', {
      functionDeclaration: countThese.toString(),
      objectId,
      arguments: [{ objectId: objects.objectId }, { value: subclasses }],
    });
    return result.value;
  } finally {
    delete globalThis[key];
    post('Runtime.releaseObjectGroup', { objectGroup: GROUP });
    session.disconnect();
  }
}

function heap() {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return { bytes: heapUsed, external, cells: undefined };
}

// V8 tells these in snapshots alone.
const retained = () => undefined;
const path = () => undefined;

function label(name, fn) {
  if (typeof name !== 'string') throw wrongType('name', 'string', name);
  if (typeof fn !== 'function') throw wrongType('fn', 'function', fn);
  return fn();
}

module.exports = { LeakError, count, exact: false, expectCollected, heap, label, noLeak, path, retained };
