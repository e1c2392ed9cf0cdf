// Entries of collections: what they say, and that they come as tasks.
const { PerformanceObserver: Observer, constants, performance: same } = require('node:perf_hooks');
console.log(Observer === PerformanceObserver, same === performance, require('perf_hooks').constants === constants);
console.log(constants);

const collect = globalThis.gc ?? (() => {});
const shown = (entry) => {
  const { name, entryType, startTime, duration, detail } = entry;
  return [name, entryType, startTime >= 0 && startTime <= performance.now(), duration >= 0, Object.keys(detail)];
};
let calls = 0;
const observer = new PerformanceObserver((list, self) => {
  calls++;
  const majors = list.getEntriesByName('gc', 'gc').filter((entry) => entry.detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR);
  const forced = majors.filter((entry) => entry.detail.flags === constants.NODE_PERFORMANCE_GC_FLAGS_FORCED);
  console.log(forced.length > 0, shown(forced[0]), self === observer);
  console.log(Object.keys(JSON.parse(JSON.stringify(forced[0]))), forced[0].constructor.name);
  console.log(forced[0] instanceof PerformanceEntry, Object.prototype.toString.call(list));
});
observer.observe({ entryTypes: ['gc'] });
console.log(observer);
collect();
console.log(calls, observer.takeRecords());
process.nextTick(() => console.log('tick', calls));
Promise.resolve().then(() => console.log('job', calls));
setImmediate(() => {
  console.log('immediate', calls);
  setImmediate(() => {
    console.log('next immediate', calls > 0);
    observer.disconnect();
    const before = calls;
    collect();
    setTimeout(() => console.log('disconnected', calls === before), 20);
  });
});
