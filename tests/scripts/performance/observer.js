// Observers of marks and measures: when they are called, with what, in which order.
const show = (list) => list.getEntries().map((e) => `${e.entryType} ${e.name} ${e.startTime}`);

const all = new PerformanceObserver((list, observer) => {
  console.log('all:', show(list), observer === all);
  console.log('  by type:', list.getEntriesByType('measure').length, 'by name:', list.getEntriesByName('late').length);
  console.log('  by both:', list.getEntriesByName('late', 'mark').length, list.getEntriesByName('late', 'measure').length);
});
const marks = new PerformanceObserver(function (list) {
  console.log('marks:', show(list), this === marks);
});
console.log(all);
all.observe({ entryTypes: ['measure', 'mark', 'mark', 'nonsense'] });
marks.observe({ type: 'mark' });
console.log(all, marks);

performance.mark('late', { startTime: 50 });
performance.mark('early', { startTime: 5 });
performance.measure('between', 'early', 'late');
console.log('nothing yet', all);
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('job'));
setImmediate(() => {
  console.log('immediate after the entries');
  second();
});

function second() {
  performance.mark('taken', { startTime: 1 });
  console.log(marks.takeRecords().map((e) => e.name), marks.takeRecords());
  setImmediate(third);
}

function third() {
  const buffered = new PerformanceObserver((list) => console.log('buffered:', show(list)));
  buffered.observe({ type: 'mark', buffered: true });
  marks.disconnect();
  performance.mark('after', { startTime: 2 });
  all.disconnect();
  console.log(all, marks);
  performance.mark('unseen by all', { startTime: 3 });
  buffered.observe({ type: 'measure' });
  performance.measure('seen', { start: 1, end: 2 });
  setImmediate(() => {
    buffered.disconnect();
    all.observe({ type: 'measure' });
    performance.measure('again', { start: 1, end: 2 });
    setImmediate(nested);
  });
}

function nested() {
  all.disconnect();
  let rounds = 0;
  const again = new PerformanceObserver((list) => {
    console.log('again:', show(list));
    if (++rounds < 3) performance.mark(`round ${rounds}`, { startTime: rounds });
    else again.disconnect();
  });
  const other = new PerformanceObserver((list) => console.log('other:', show(list)));
  again.observe({ entryTypes: ['mark'] });
  other.observe({ entryTypes: ['mark'] });
  other.observe({ entryTypes: ['measure'] });
  performance.mark('first', { startTime: 0 });
  performance.measure('for other', { start: 0, end: 1 });
  setTimeout(() => {
    other.disconnect();
    quarrels();
  }, 500);
}

function quarrels() {
  const observer = new PerformanceObserver(() => {});
  const attempts = [
    () => new PerformanceObserver(),
    () => new PerformanceObserver(5),
    () => PerformanceObserver(() => {}),
    () => new PerformanceObserverEntryList(),
    () => observer.observe(),
    () => observer.observe(5),
    () => observer.observe({ entryTypes: ['mark'], type: 'mark' }),
    () => observer.observe({ entryTypes: 'mark' }),
    () => observer.observe({ entryTypes: null }),
    () => observer.observe({ type: 'mark' }),
    () => (observer.disconnect(), observer.observe({ type: 'mark' })),
    () => observer.observe({ entryTypes: ['mark'] }),
    () => (observer.disconnect(), observer.observe({ entryTypes: [] })),
    () => observer.observe({ type: 'nonsense' }),
    () => PerformanceObserverEntryList.prototype.getEntries.call({}),
  ];
  for (const attempt of attempts) {
    try {
      console.log('no error', attempt());
    } catch (error) {
      console.log(error.name, error.code, error.message);
    }
  }
  observer.disconnect();
  for (const type of ['gc', 'mark', 'measure']) console.log(type, PerformanceObserver.supportedEntryTypes.includes(type));
  console.log(Object.isFrozen(PerformanceObserver.supportedEntryTypes));
  console.log(Object.keys(PerformanceObserver.prototype), Object.keys(PerformanceObserverEntryList.prototype));
}
