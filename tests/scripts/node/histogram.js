// Histograms of perf_hooks.
const { createHistogram, monitorEventLoopDelay, performance } = require('perf_hooks');
const t = f => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
};
const h = createHistogram();
console.log(h, h.constructor.name, Object.getPrototypeOf(h.constructor.prototype).constructor.name);
console.log(h.count, h.min, h.max, h.mean, h.stddev, h.exceeds, h.percentiles, h.percentile(50));
for (let i = 1; i <= 100; i++) h.record(i);
h.record(123456);
h.record(5000n);
console.log(
  h.count,
  h.min,
  h.max,
  h.mean,
  h.stddev,
  h.exceeds,
  h.percentile(50),
  h.percentile(99),
  h.percentile(100),
  h.percentiles,
  h.countBigInt,
  h.minBigInt,
  h.maxBigInt,
  h.percentileBigInt(75),
);
t(() => h.record(0));
t(() => h.record('x'));
t(() => h.record(1.5));
t(() => h.percentile(0));
t(() => h.percentile(101));
t(() => h.percentile('a'));
const g = createHistogram({ lowest: 1, highest: 1000, figures: 2 });
g.record(5000);
g.record(7);
console.log(g.exceeds, g.count, g.max, g.min);
t(() => createHistogram({ lowest: 0 }));
t(() => createHistogram({ figures: 9 }));
t(() => createHistogram({ highest: 1 }));
t(() => monitorEventLoopDelay({ resolution: 0 }));
t(() => monitorEventLoopDelay(5));
for (const v of [2047, 2048, 2049, 4095, 4096, 1000000, 99999999]) {
  const q = createHistogram();
  q.record(v);
  console.log(v, q.min, q.max, q.mean, q.percentile(50));
}
