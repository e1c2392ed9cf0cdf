queueMicrotask(() => {
  throw new Error('from a microtask');
});
console.log('main done');
