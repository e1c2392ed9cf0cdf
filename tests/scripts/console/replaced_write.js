// The console writes through process.stdout.write and process.stderr.write, which a program may replace.
const out = process.stdout.write, err = process.stderr.write;
let seen = [];
function capture(run, result = true) {
  seen = [];
  process.stdout.write = function (...args) { seen.push(['out', ...args.map(show), this === process.stdout]); return result; };
  process.stderr.write = function (...args) { seen.push(['err', ...args.map(show), this === process.stderr]); return result; };
  let thrown = 'nothing';
  try { run(); } catch (e) { thrown = e.message; }
  process.stdout.write = out;
  process.stderr.write = err;
  for (const call of seen) console.log('  ', ...call);
  console.log('  thrown:', thrown);
}
const show = (arg) => (typeof arg === 'function' ? `function of ${arg.length}` : JSON.stringify(arg));

console.log('stdout');
capture(() => { console.log('a', 1, { b: 2 }); console.info('i'); console.debug('%d%%', 5); console.log(); });
capture(() => console.dir({ a: { b: { c: {} } } }, { depth: 0 }));
capture(() => console.table([{ a: 1, b: 'x' }, { a: 2 }]));
capture(() => { console.group('g'); console.log('in\nside'); console.group(); console.error('deep'); console.groupEnd(); console.groupEnd(); console.log('out'); });
capture(() => { console.count(); console.count('x'); console.count(); console.countReset(); console.count(); });
console.log('stderr');
capture(() => { console.error('e'); console.warn('w %s', 'x'); console.assert(false, 'no %s', 'way'); console.assert(true, 'unseen'); console.assert(false); });
capture(() => { console.trace('here'); seen = seen.map(([which, text]) => [which, text.split('\\n')[0]]); });
console.log('time');
capture(() => { console.time('t'); console.timeLog('t', 1); console.timeEnd('t'); seen = seen.map(([which, text]) => [which, text.replace(/[\d.]+ms/, 'N ms')]); });
console.log('what write gives back is nobody\'s business');
capture(() => console.log('false'), false);

console.log('a write that throws');
process.stdout.write = () => { throw new Error('from write'); };
console.log('lost');
process.stdout.write = out;
process.stderr.write = () => { throw 5; };
console.error('lost');
process.stderr.write = err;
console.log('still here');

console.log('a write that logs');
{
  let depth = 0, deepest = 0;
  process.stdout.write = (text) => {
    deepest = Math.max(deepest, ++depth);
    if (depth < 4) console.log('nested in', text.trim());
    depth--;
    return out.call(process.stdout, text);
  };
  console.log('outer');
  process.stdout.write = out;
  console.log('depth', deepest);
  let calls = 0;
  process.stdout.write = () => { calls++; console.log('again'); };
  let error;
  try { console.log('endless'); } catch (e) { error = e; }
  process.stdout.write = out;
  console.log(calls > 10, error instanceof RangeError, error?.message);
}

console.log('a getter, and a write of the prototype');
{
  let gets = 0;
  Object.defineProperty(process.stdout, 'write', { configurable: true, get() { gets++; return out; } });
  console.log('through the getter');
  delete process.stdout.write;
  console.log(gets, process.stdout.write === out);
  const proto = Object.create(Object.getPrototypeOf(process.stdout), { write: { value(text) { return out.call(process.stdout, `[${text.trim()}]\n`); } } });
  const before = Object.getPrototypeOf(process.stdout);
  Object.setPrototypeOf(process.stdout, proto);
  console.log('through another prototype');
  Object.setPrototypeOf(process.stdout, before);
}
process.stdout.write = undefined;
console.log('lost: no function');
process.stdout.write = out;

console.log('methods of the console that call others');
{
  const { log, warn, error } = console;
  const calls = [];
  console.log = (...args) => calls.push(['log', ...args]);
  console.warn = (...args) => calls.push(['warn', ...args]);
  console.error = (...args) => calls.push(['error', args.length, String(args[0]).split('\n')[0]]);
  console.table([[1]]);
  console.table(5);
  console.count('c');
  console.group('g', 1);
  console.groupEnd();
  console.assert(0, 'a', 2);
  console.trace('t', 3);
  console.time('z');
  console.timeEnd('z');
  console.dir(1);
  console.info('straight');
  Object.assign(console, { log, warn, error });
  for (const call of calls) console.log(call[0] === 'log' && call[3]?.endsWith('ms') ? call.slice(0, 3) : call);
}

console.log('another stream');
{
  const texts = [];
  const fake = { write(text) { texts.push(text); }, listenerCount: () => 0, once() {}, removeListener() {} };
  const before = console._stdout;
  console._stdout = fake;
  console.log('to the fake');
  console._stdout = before;
  console.log(texts, before === process.stdout);
}
{
  'use strict';
  const descriptor = Object.getOwnPropertyDescriptor(process, 'stdout');
  console.log(typeof descriptor.get, descriptor.set, descriptor.enumerable, descriptor.configurable);
}
console.log('the callback of write');
process.stdout.write('written\n', (...args) => console.log('written, told', args));
process.stdout.write('with an encoding\n', 'utf8', () => console.log('told, too'));
