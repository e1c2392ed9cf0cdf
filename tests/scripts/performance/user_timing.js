// Marks and measures: what they say, what is kept, and the order of entries.
const show = (entries) => entries.map((e) => `${e.entryType} ${e.name} ${e.startTime} ${e.duration}`);

const a = performance.mark('a', { startTime: 10, detail: { step: 1, inner: [1, { deep: { deeper: true } }] } });
performance.mark('c', { startTime: 30 });
performance.mark('b', { startTime: 20, detail: null });
console.log(a);
console.log([a], a.detail, a.toJSON(), JSON.stringify(a));
console.log(a instanceof PerformanceMark, a instanceof PerformanceEntry, a.constructor.name, String(a));
console.log(show(performance.getEntries()));
console.log(show([performance.measure('m1', 'a', 'c')]));
console.log(show([performance.measure('m2', { start: 5, end: 'b' })]));
console.log(show([performance.measure('m3', { start: 'a', duration: 7 })]));
console.log(show([performance.measure('m4', { end: 100, duration: 'b' })]));
const m = performance.measure('m5', { start: 1, end: 2, detail: 'why' });
console.log(m, m instanceof PerformanceMeasure, m.detail);
performance.mark('a', { startTime: 12 });
console.log(show([performance.measure('last of a', 'a', 'c')]));
console.log(show(performance.getEntriesByName('a')), show(performance.getEntriesByType('measure')));
console.log(show(performance.getEntriesByName('m1', 'mark')), show(performance.getEntriesByName('m1', 'measure')));
console.log(performance.getEntriesByType('gc'), performance.getEntriesByType('nothing'));
performance.clearMarks('a');
console.log(show(performance.getEntriesByType('mark')));
try {
  performance.measure('m6', 'a');
} catch (error) {
  console.log(error.name, error.code, error.message);
}
performance.clearMarks();
performance.clearMeasures('m1');
console.log(show(performance.getEntries()));
performance.clearMeasures();
console.log(performance.getEntries());

const detail = { n: 1 };
const copied = performance.mark('copied', { startTime: 1, detail });
detail.n = 2;
console.log(copied.detail);
const made = new PerformanceMark('made', { startTime: 3 });
console.log(made.name, performance.getEntriesByName('made').length, show([performance.measure('to made', { start: 0, end: 'made' })]));
class Own extends PerformanceMark {}
console.log(new Own('own', { startTime: 4 }));
console.log(performance.mark('now').startTime <= performance.now(), performance.measure('all').startTime);
console.log(Object.keys(PerformanceEntry.prototype), Object.keys(PerformanceMark.prototype));

const attempts = [
  () => new PerformanceEntry(),
  () => PerformanceEntry(),
  () => new PerformanceMeasure(),
  () => new PerformanceMark(),
  () => PerformanceMark('a'),
  () => performance.mark(),
  () => performance.mark('nodeStart'),
  () => performance.mark('a', 5),
  () => performance.mark('a', []),
  () => performance.mark('a', { startTime: -1 }),
  () => performance.mark('a', { startTime: 'x' }),
  () => performance.mark('a', { detail: () => {} }),
  () => performance.mark(Symbol('s')),
  () => performance.measure(),
  () => performance.measure(5),
  () => performance.measure('m', 'nope'),
  () => performance.measure('m', { start: 1 }, 'a'),
  () => performance.measure('m', { start: 1, end: 2, duration: 3 }),
  () => performance.measure('m', { start: -1 }),
  () => performance.clearMarks('loopExit'),
  () => performance.getEntriesByName(),
  () => performance.getEntriesByType(),
  () => performance.mark.call({}, 'a'),
  () => PerformanceEntry.prototype.toJSON.call({}),
];
for (const attempt of attempts) {
  try {
    console.log('no error', attempt());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log([PerformanceEntry, PerformanceMark, PerformanceMeasure, PerformanceObserver, PerformanceObserverEntryList]);
console.log(performance instanceof EventTarget, Object.prototype.toString.call(performance));
console.log(Object.keys(performance.toJSON()), Object.keys(performance.nodeTiming.toJSON()), performance.nodeTiming.loopStart);
console.log(performance.eventLoopUtilization());
setTimeout(() => {
  const first = performance.eventLoopUtilization();
  console.log(Object.keys(first), first.idle > 0, first.active > 0, first.utilization > 0 && first.utilization < 1);
  setTimeout(() => {
    const since = performance.eventLoopUtilization(first);
    const between = performance.eventLoopUtilization(performance.eventLoopUtilization(), first);
    console.log(since.idle > 0, between.idle > 0, performance.nodeTiming.idleTime > first.idle, performance.nodeTiming.loopStart > 0);
  }, 50);
}, 50);
