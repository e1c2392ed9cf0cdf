// Timers with equal and different times; callbacks that throw off the order when run late are avoided: gaps are wide.
const log = [];
for (const [d, n] of [
  [60, 'f'],
  [20, 'b'],
  [60, 'g'],
  [0, 'a'],
  [40, 'd'],
  [20, 'c'],
  [40, 'e']
])
  setTimeout(() => {
    log.push(n);
    Promise.resolve().then(() => log.push(n + "'"));
  }, d);
let k = 0;
const i = setInterval(() => {
  log.push('i' + ++k);
  if (k === 2) {
    clearInterval(i);
    setTimeout(() => log.push('post'), 30);
  }
}, 90);
setTimeout(() => console.log(log.join(' ')), 350);
