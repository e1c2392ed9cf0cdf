// The class Console on streams of its own, and os as far as every machine has it.
const { Console } = console;
let text = '';
const out = { write(chunk) { text += chunk; }, on() {}, once() {}, removeListener() {}, listenerCount() { return 0; } };
let errors = '';
const err = { ...out, write(chunk) { errors += chunk; } };
for (const make of [
  () => new Console(),
  () => new Console({}),
  () => new Console({ stdout: out, colorMode: 5 }),
  () => new Console({ stdout: out, groupIndentation: -1 }),
  () => new Console({ stdout: out, inspectOptions: { colors: true }, colorMode: true }),
]) {
  try { make(); } catch (e) { console.log(e.name, e.code, e.message); }
}
const c = new Console(out, err);
console.log(c instanceof Console, console instanceof Console, Object.keys(c).join());
const { log } = c;
log('a %d', 1, { b: { c: { d: {} } } });
c.group('G'); c.log('in\nner'); c.group(); c.error('e'); c.groupEnd(); c.groupEnd(); c.groupEnd();
c.table([{ a: 1, b: 2 }, { a: 'x' }]); c.table(5); c.table(new Map([[1, 2]]));
c.count(); c.count('x'); c.count(); c.countReset(); c.count();
c.assert(true, 'quiet'); c.assert(false, 'no %s', 1); c.assert(false); c.dir({ a: { b: 1 } }, { depth: 0 }); c.dirxml(1, 2); c.warn('w'); c.info('i'); c.debug('d');
c.time('t'); c.timeEnd('t'); c.trace('here');
process.removeAllListeners('warning');
process.on('warning', w => console.log('warning', w.message));
c.timeEnd('nope'); c.countReset('zz'); c.time('t2'); c.time('t2');
console.log(text.replace(/t: [\d.]+ms/, 't: TIME'));
console.log(errors.replace(/\n {4}at .*/g, ''));
const coloured = new Console({ stdout: out, colorMode: true, inspectOptions: undefined, groupIndentation: 4 });
text = ''; coloured.group('g'); coloured.log([1, 'a']); console.log(JSON.stringify(text));
text = ''; new Console({ stdout: out, inspectOptions: { depth: 0 } }).log({ a: {} }); console.log(text);
console.log(require('console') === console, require('node:console').Console === Console);
const os = require('os');
console.log(Object.keys(os).sort().join(), os.EOL === '\n', os.devNull, os.endianness(), os.constants.signals.SIGINT, os.constants.errno.ENOENT, os.constants.priority.PRIORITY_LOW);
for (const name of ['arch', 'hostname', 'platform', 'release', 'tmpdir', 'type', 'version', 'machine', 'homedir']) console.log(name, typeof os[name]());
for (const name of ['availableParallelism', 'freemem', 'totalmem', 'uptime']) console.log(name, os[name]() > 0);
console.log(os.loadavg().length, os.cpus().every(cpu => typeof cpu.model === 'string' && cpu.times.idle >= 0), Object.keys(os.userInfo()), typeof os.getPriority(), `${os.type}` === os.type());
try { os.getPriority('x'); } catch (e) { console.log(e.code, e.message); }
const v8 = require('v8'); const heap = v8.getHeapStatistics();
console.log(heap.used_heap_size > 0 && heap.heap_size_limit > heap.used_heap_size, Array.isArray(v8.getHeapSpaceStatistics()));
