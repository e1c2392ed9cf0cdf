// What a Timeout and an Immediate show of themselves, in all their states. Numbers and times are left out.
const { inspect } = { inspect: (value) => { let text = ''; const w = process.stdout.write; process.stdout.write = (t) => { text += t; return true; }; console.log(value); process.stdout.write = w; return text; } };
const show = (label, timer) =>
  console.log(label, inspect(timer).replace(/(_idleStart|\[Symbol\((asyncId|triggerId)\)\]): \d+/g, '$1: N').trimEnd());
const state = (timer) => [timer._idleTimeout, timer._repeat, timer._destroyed, typeof timer._onTimeout, timer.hasRef()].join(' ');

const cleared = setTimeout(() => {}, 1000);
show('waits', cleared);
console.log(typeof +cleared, +cleared === cleared[Symbol.toPrimitive](), `${cleared}` === String(+cleared));
show('asked for its number', cleared);
console.log(cleared.unref() === cleared, cleared.hasRef(), cleared.ref() === cleared, cleared.hasRef());
clearTimeout(String(+cleared));
show('cleared by its number', cleared);
console.log(cleared.refresh() === cleared, state(cleared));
const unknown = setTimeout(() => console.log('a number nobody asked for clears nothing'), 950);
clearTimeout(1); clearTimeout('x'); clearTimeout({}); clearTimeout(null); clearTimeout(); clearTimeout(NaN); clearTimeout(1.5);

const closed = setInterval(() => {}, 2.5, 'an', 'argument');
show('an interval with arguments', closed);
console.log(closed.close() === closed, state(closed));
show('closed', closed);

// An interval starts anew each time.
let starts = [];
const interval = setInterval(function (...args) {
  starts.push(this === interval ? interval._idleStart : NaN);
  if (starts.length === 1) show('while it runs', interval);
  if (starts.length < 4) return;
  clearInterval(interval);
  console.log('_idleStart counts up:', starts.every((start, i) => i === 0 || start >= starts[i - 1] + 8), args);
  show('cleared by itself', interval);
}, 10, 'x', 1);

// Its end, and a new beginning.
let runs = 0;
const again = setTimeout(function named() {
  console.log('run', ++runs, state(again));
  setTimeout(() => {
    show('at its end', again);
    if (runs > 1) return;
    console.log(again.refresh() === again, state(again));
    show('refreshed', again);
  }, 10);
}, 200);

setTimeout(() => {
  const inside = setTimeout(() => { if (!inside.seen) { inside.seen = true; inside.refresh(); console.log('refreshed by itself', state(inside)); } else console.log('second run', state(inside)); }, 10);
}, 550);
setTimeout(() => {
  const stopped = setTimeout(() => { clearTimeout(stopped); console.log('cleared by itself', state(stopped), stopped._onTimeout); }, 1);
  const nested = setTimeout(() => {}, 1);
  setTimeout(() => { clearTimeout(nested); console.log('cleared after its end', state(nested), nested._onTimeout); }, 20);
}, 650);

setTimeout(() => {
  const immediate = setImmediate(() => { console.log(immediate.hasRef(), immediate._destroyed); show('an immediate that runs', immediate); }, 1, [2]);
  show('an immediate', immediate);
  console.log(immediate.hasRef(), immediate.unref() === immediate, immediate.hasRef(), immediate.ref().hasRef());
  setTimeout(() => show('at its end', immediate), 10);
}, 750);
setTimeout(() => {
  const dropped = setImmediate(() => console.log('never'));
  clearImmediate(dropped);
  console.log(dropped.hasRef(), dropped._destroyed, dropped._onImmediate);
  clearImmediate(); clearImmediate(null); clearImmediate(dropped);
}, 850);
