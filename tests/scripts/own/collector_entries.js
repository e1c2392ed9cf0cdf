// gc() is always there, runs a full collection and gives nothing; whoever observes is told of it in a task.
console.log(typeof gc, gc.length, gc(), typeof globalThis.memoryUsage);
const observer = new PerformanceObserver((list) => {
  const full = list.getEntries().filter((entry) => entry.detail.kind === 4 && entry.detail.flags === 4);
  console.log(full.length > 0, full.every((entry) => entry.entryType === 'gc' && entry.duration >= 0));
  observer.disconnect();
});
observer.observe({ type: 'gc' });
gc();
setTimeout(() => console.log('end'), 20);
