// `glass:memory` (Glassheap docs/memory-tests.md): what a test says about memory. Every figure is
// taken after a full collection and is exact; what grows or stays is told with the way by which it
// is kept.
'use strict';

const check = require('internal:validators');
const machine = require('internal:memory');
const { AsyncLocalStorage } = require('async_hooks');
const { getContext, setContext } = require('internal:context');
const { setImmediate } = require('timers');
const { Error, JSON, Object, Promise, WeakRef } = globalThis;

class LeakError extends Error {
  constructor(message, details) {
    super(message);
    Object.defineProperty(this, 'name', { value: 'LeakError', configurable: true, writable: true });
    this.code = 'ERR_LEAK';
    Object.assign(this, details);
  }
}

const turn = () => new Promise(resolve => setImmediate(resolve));

// Tasks that wait have run, and what finalizers let go of is gone, too.
async function settle() {
  await turn();
  machine.collect();
  await turn();
}

// ---- noLeak

// The run that the code belongs to: what is measured within it does not wait for its end.
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

async function look(id) {
  await settle();
  machine.look(id);
}

async function run(id, fn, runs) {
  for (let i = 0; i < runs; i++) {
    await fn();
    await look(id);
  }
}

const GROWS = 1;
const SETTLED = 0;

async function measure(fn, { warmup, runs, tolerance }) {
  const id = machine.open();
  try {
    await run(id, fn, warmup);
    // Looks of the warm-up have warmed up looking; they are not judged.
    machine.close(id);
    return await judge(fn, warmup, runs, tolerance);
  } finally {
    machine.close(id);
  }
}

async function judge(fn, warmup, runs, tolerance) {
  const id = machine.open();
  try {
    await look(id);
    await run(id, fn, runs);
    if (machine.verdict(id, tolerance, false)[0] === SETTLED) return undefined;
    // The same in a tracked heap, until it is clear whether what grows is something that fills.
    machine.track(id);
    await look(id);
    let count = 0;
    let verdict;
    for (const more of [runs, runs, 2 * runs]) {
      await run(id, fn, more);
      count += more;
      verdict = machine.verdict(id, tolerance, more > runs);
      if (verdict[0] === SETTLED) return undefined;
      if (verdict[0] === GROWS && count > runs) break;
    }
    const bytesPerRun = verdict[1];
    const suspects = JSON.parse(machine.suspects(id, fn));
    return { bytesPerRun, runs: count, before: warmup + runs, suspects };
  } finally {
    machine.close(id);
  }
}

const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
const whole = bytes => Math.round(bytes * 100) / 100;

function leakText(name, { bytesPerRun, runs, before, suspects }) {
  let text = `${name} leaks ${whole(bytesPerRun)} bytes a run (${plural(runs, 'run')} after ${before} others)`;
  suspects.forEach((suspect, index) => {
    text += `\n\n${index + 1}. ${suspect.bytesPerRun} bytes a run, ${suspect.count} now of ${suspect.what}\n`;
    text += suspect.text.trimEnd();
    delete suspect.text;
  });
  if (suspects.length === 0) text += '\n\nWhat grows was made by no line of the program.';
  return text;
}

async function noLeak(fn, options = {}) {
  check.func(fn, 'fn');
  check.object(options, 'options');
  const { warmup = 3, runs = 10, tolerance = 0 } = options;
  check.integer(warmup, 'options.warmup', 0, 1e6);
  check.integer(runs, 'options.runs', 1, 1e6);
  check.number(tolerance, 'options.tolerance', 0);
  const found = await inTurn(() => measure(fn, { warmup, runs, tolerance }));
  if (found === undefined) return;
  const name = fn.name ? `${fn.name}()` : 'the function';
  throw new LeakError(leakText(name, found), { bytesPerRun: found.bytesPerRun, suspects: found.suspects });
}

// ---- label

const labels = {};

// What is allocated while `fn` runs, and in what it awaits, is booked under the name. A record of an
// asynchronous context, as in `async_hooks`.
function label(name, fn) {
  check.string(name, 'name');
  check.func(fn, 'fn');
  const before = getContext();
  setContext({ storage: labels, value: name, next: before, label: machine.label(name) });
  try {
    return fn();
  } finally {
    setContext(before);
  }
}

// ---- Questions to the heap

function canBeHeldWeakly(value) {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function ofPath(text) {
  return text === null ? null : JSON.parse(text);
}

class Expectation {
  #target;

  constructor(target, name) {
    this.#target = target;
    this.name = name;
  }

  async check() {
    await settle();
    const found = ofPath(machine.pathOfTarget(this.#target));
    if (found === null) return;
    throw new LeakError(`${this.name} was not collected\n\n${found.text.trimEnd()}`, { path: found.path });
  }
}

function expectCollected(object, name) {
  if (!canBeHeldWeakly(object)) throw check.invalidArgument('object', 'of type object', object);
  if (name === undefined) name = typeof object === 'function' ? object.name || 'a function' : className(object);
  check.string(name, 'name');
  return new Expectation(new WeakRef(object), name);
}

function className(object) {
  const prototype = Object.getPrototypeOf(object);
  const descriptor = prototype === null ? undefined : Object.getOwnPropertyDescriptor(prototype, 'constructor');
  const name = typeof descriptor?.value === 'function' ? descriptor.value.name : '';
  return name === '' ? 'an object' : `a ${name}`;
}

function count(constructor, { subclasses = false } = {}) {
  check.func(constructor, 'constructor');
  check.boolean(subclasses, 'options.subclasses');
  const { prototype } = constructor;
  if (!canBeHeldWeakly(prototype)) throw check.invalidValue('constructor', constructor, 'has no prototype');
  return machine.count(prototype, subclasses);
}

const retained = value => machine.retained(value);
const heap = () => JSON.parse(machine.heap());

function path(object) {
  if (!canBeHeldWeakly(object)) throw check.invalidArgument('object', 'of type object', object);
  return ofPath(machine.path(object));
}

module.exports = { LeakError, count, exact: true, expectCollected, heap, label, noLeak, path, retained };
