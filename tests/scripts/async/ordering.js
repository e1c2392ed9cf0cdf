// Microtasks, promises, nextTick, timers, immediates: the order that Node gives.
const log = [];
const L = (x) => log.push(x);
L('sync1');
setTimeout(() => {
  L('timeout0');
  Promise.resolve().then(() => L('micro in timeout'));
  process.nextTick(() => L('tick in timeout'));
  queueMicrotask(() => L('qm in timeout'));
}, 0);
setTimeout(() => L('timeout0b'), 0);
setTimeout(() => L('timeout20'), 250);
setTimeout(() => {
  L('timeout10');
  setImmediate(() => {
    L('immediate A');
    process.nextTick(() => L('tick in immediate A'));
    Promise.resolve().then(() => L('micro in immediate A'));
    setImmediate(() => L('immediate from immediate'));
  });
  setImmediate(() => L('immediate B'));
}, 100);
process.nextTick(() => {
  L('tick1');
  process.nextTick(() => L('tick nested'));
  Promise.resolve().then(() => L('micro from tick'));
});
process.nextTick((a, b) => L('tick args ' + a + b), 1, 2);
queueMicrotask(() => {
  L('qm1');
  queueMicrotask(() => L('qm nested'));
  process.nextTick(() => L('tick from micro'));
});
Promise.resolve()
  .then(() => L('p1'))
  .then(() => L('p2'))
  .then(() => L('p3'));
(async () => {
  L('async start');
  await null;
  L('async 1');
  await 0;
  L('async 2');
  await Promise.resolve();
  L('async 3');
  await new Promise((r) => setTimeout(r, 5));
  L('async after 5ms');
})();
Promise.reject('x')
  .catch(() => L('caught'))
  .finally(() => L('finally'));
new Promise((r) => {
  L('executor');
  r();
  L('executor after');
}).then(() => L('executor then'));
L('sync2');
setTimeout(() => console.log(log.join('\n')), 500);
