// rejectionHandled is for promises whose unhandledRejection was emitted, once each.
process.on('unhandledRejection', (reason, promise) => console.log('unhandled', reason, promise));
process.on('rejectionHandled', (promise) => console.log('handled', promise));

Promise.reject('caught at once').catch(() => {});
const same = Promise.reject('caught in the same task');
same.catch(() => {});
const job = Promise.reject('caught in a job');
Promise.resolve().then(() => job.catch(() => {}));
const tick = Promise.reject('caught in a tick');
process.nextTick(() => tick.catch(() => {}));
(async () => { try { await Promise.reject('awaited'); } catch {} })();

const late = Promise.reject('caught late');
setTimeout(() => {
  console.log('now it is caught');
  late.catch(() => {});
  late.catch(() => {});
  late.then(() => {}).catch(() => {});
}, 10);
setTimeout(() => late.catch(() => console.log('caught again, no event')), 20);

// A promise that follows another one is one of its own.
const source = Promise.reject('source');
const follower = source.then(() => {});
setTimeout(() => follower.catch(() => console.log('the follower is caught')), 30);

// What awaits a reported promise handles it.
const awaited = Promise.reject('awaited late');
setTimeout(async () => { try { await awaited; } catch (e) { console.log('await caught', e); } }, 40);

// A listener that handles another promise of the same task: too late for that one's report.
const first = Promise.reject('first of two');
const second = Promise.reject('second of two');
process.on('unhandledRejection', (reason) => { if (reason === 'first of two') second.catch(() => {}); });

// In Promise.all the promises themselves are handled.
setTimeout(() => Promise.all([Promise.reject('of all'), Promise.reject('of all too')]).catch((e) => console.log('all', e)), 50);
