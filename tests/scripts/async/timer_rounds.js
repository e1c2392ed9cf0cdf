// Rounds of the event loop: what a timer or an immediate may see of the round that it is set in. Orders that Node guarantees, no times.
const log = [];

// A timer that is set in a timer's callback waits for the next round: the immediates of this one come first.
setTimeout(() => {
  log.push('timer');
  setTimeout(() => log.push('timer in a timer'), 0);
  setTimeout(() => log.push('1 ms timer in a timer'), 1);
  setImmediate(() => log.push('immediate in a timer'));
  process.nextTick(() => log.push('tick'));
  Promise.resolve().then(() => log.push('job'));
}, 0);
setTimeout(() => log.push('second timer of the list'), 1);

// 0 and 1 ms are one list, in the order of their setting; so are NaN, negative and too small durations.
setTimeout(() => {
  const order = [];
  for (const ms of [1, 0, -5, NaN, 0.5, undefined, '0', null, 1.9]) setTimeout(() => order.push(String(ms)), ms);
  setTimeout(() => console.log('one list:', order.join(' ')), 1);
}, 20);

// An immediate that is set in an immediate waits for the next round, and timers that are due come between them.
setTimeout(() => {
  const order = [];
  setImmediate(() => {
    order.push('first');
    setImmediate(() => { order.push('third'); console.log('immediates:', order.join(' ')); });
  });
  setImmediate(() => order.push('second'));
}, 40);

// Time goes on in a callback that works: what was set before and is due comes before what is set now.
setTimeout(() => {
  const order = [];
  setTimeout(() => order.push('5 ms, set before the work'), 5);
  const start = Date.now();
  while (Date.now() - start < 20);
  setTimeout(() => { order.push('0 ms, set after the work'); console.log(order.join('; ')); }, 0);
}, 60);

// Chains end, and other timers run between their links.
setTimeout(() => {
  let zeros = 0, others = 0, awaited = 0;
  (function zero() { if (++zeros < 50) setTimeout(zero, 0); })();
  const interval = setInterval(() => { if (++others === 5) clearInterval(interval); }, 1);
  (async () => { while (++awaited < 20) await new Promise((resolve) => setTimeout(resolve, 0)); })();
  process.on('exit', () => console.log('chains:', zeros, others, awaited));
}, 120);

// A timer that is cleared or refreshed in the pass in which it is due.
setTimeout(() => {
  const order = [];
  let second, third;
  setTimeout(() => { order.push('first'); clearTimeout(second); third.refresh(); }, 1);
  second = setTimeout(() => order.push('cleared'), 1);
  third = setTimeout(() => { order.push('refreshed'); console.log('same pass:', order.join(' ')); }, 1);
  setTimeout(() => order.push('fourth'), 1);
}, 240);

setTimeout(() => console.log('rounds:', log.join(', ')), 300);
