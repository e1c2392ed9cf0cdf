// process as an emitter: what it tells of its listeners, errors without one, limits, warnings.
const f = () => console.log('f');
process.on('newListener', (name, listener) => console.log('new', name, typeof listener));
process.on('removeListener', (name, listener) => console.log('removed', name, typeof listener));
process.on('x', f);
process.prependListener('x', function () { console.log('first', this === process); });
process.once('x', (...args) => console.log('once', args));
console.log(process.emit('x', 1, 2), process.emit('x'));
console.log(process.listenerCount('x'), process.listeners('x').length, process.rawListeners('x').length, process.listeners('x').includes(f));
process.off('x', f);
process.off('x', f);
process.off('nothing', f);
process.on('x', f).on('x', f);
process.removeAllListeners('x');
console.log(process.emit('x'), process.listenerCount('x'));
process.removeAllListeners('removeListener').removeAllListeners('newListener');

for (const run of [
  () => process.emit('error', new RangeError('thrown as it is')),
  () => process.emit('error', 5),
  () => process.emit('error', { a: 1 }),
  () => process.on('x', 5),
  () => process.off('x', 5),
  () => process.setMaxListeners('x'),
  () => process.setMaxListeners(-1),
  () => { process.exitCode = 1.5; },
  () => { process.exitCode = 'x'; },
  () => process.hrtime([1]),
  () => process.hrtime(1),
  () => process.stdout.write(null),
  () => process.stdout.write(1),
  () => process.emitWarning(5),
  () => process.emitWarning('a', 5),
  () => process.emitWarning('a', 'b', 5),
  () => process.setUncaughtExceptionCaptureCallback(5),
  () => require(),
  () => require(''),
  () => require.resolve(5),
]) {
  try { console.log(run()); } catch (e) { console.log(e.name, e.code, e.message); }
}
process.once('error', (e) => console.log('heard', e));
console.log(process.emit('error', 6));

process.on('warning', (w) => console.log(w instanceof Error, w.name, w.message, w.code, w.detail, w.count, w.type, w.emitter === process));
for (let i = 0; i < 12; i++) process.on('many', f);
console.log(process.getMaxListeners(), process.setMaxListeners(1) === process, process.getMaxListeners());
process.on('few', f).on('few', f);
process.setMaxListeners(0);
for (let i = 0; i < 12; i++) process.on('unlimited', f);
process.emitWarning('plain');
process.emitWarning('typed', 'Typed', 'CODE');
process.emitWarning('with options', { type: 'Option', code: 'OPT', detail: 'details' });
process.emitWarning(Object.assign(new TypeError('an error'), { code: 'OWN' }));
process.emitWarning('old', 'DeprecationWarning', 'DEP0');
console.log('warnings come in a tick');
setTimeout(() => {
  process.noDeprecation = true;
  process.emitWarning('unseen', 'DeprecationWarning');
  process.noDeprecation = false;
  process.throwDeprecation = true;
  process.once('uncaughtException', (e) => console.log('thrown', e.name, e.message));
  process.emitWarning('too old', 'DeprecationWarning');
}, 10);
console.log(require.main === module, module.loaded, module.children, Object.keys(require).join());
setTimeout(() => console.log(module.loaded, require.cache[__filename] === module), 20);
