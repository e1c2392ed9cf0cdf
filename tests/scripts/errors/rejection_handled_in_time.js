// Handled within the same turn's microtasks: no report. Then one that isn't.
const p = Promise.reject(new Error('handled'));
queueMicrotask(() => p.catch((e) => console.log('caught', e.message)));
setTimeout(() => {
  console.log('still here');
  Promise.reject(new Error('second one is not handled'));
}, 1);
setTimeout(() => console.log('never'), 2000);
