// Exceptions that nothing caught, and that somebody handles: who hears of them, and what goes on afterwards.
process.on('uncaughtExceptionMonitor', (e, origin) => console.log('monitor', e.message, origin));
process.on('uncaughtException', function (e, origin) {
  console.log('handler', e.message, origin, this === process);
  process.nextTick(() => console.log('tick of the handler of', e.message));
});

// The next timer comes before the ticks of the handler; so does the next immediate.
setTimeout(() => { Promise.resolve().then(() => console.log('job of the first')); throw new Error('first timer'); }, 10);
setTimeout(() => console.log('second timer'), 10);
setTimeout(() => console.log('third timer'), 10);
setTimeout(() => {
  setImmediate(() => { throw new Error('immediate'); });
  setImmediate(() => console.log('next immediate'));
}, 60);
setTimeout(() => {
  process.nextTick(() => { throw new Error('tick'); });
  process.nextTick(() => console.log('next tick'));
  queueMicrotask(() => { throw new Error('job'); });
  queueMicrotask(() => console.log('next job'));
}, 110);
setTimeout(() => Promise.reject(new Error('rejection')), 160);
setTimeout(() => {
  process.setUncaughtExceptionCaptureCallback((e) => console.log('capture', e.message));
  console.log(process.hasUncaughtExceptionCaptureCallback());
  try { process.setUncaughtExceptionCaptureCallback(() => {}); } catch (e) { console.log(e.code, e.message); }
  setTimeout(() => {
    process.setUncaughtExceptionCaptureCallback(null);
    console.log(process.hasUncaughtExceptionCaptureCallback());
    throw new Error('last');
  }, 30);
  throw new Error('captured');
}, 220);
