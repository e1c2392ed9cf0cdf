const P = (...a) => console.log(...a);
const d = new Date(Date.UTC(2024, 1, 29, 13, 5, 9, 7));
P(
  d,
  d.toISOString(),
  d.toJSON(),
  d.getTime(),
  +d,
  d.valueOf(),
  d.getUTCFullYear(),
  d.getUTCMonth(),
  d.getUTCDate(),
  d.getUTCDay(),
  d.getUTCHours(),
  d.getUTCMinutes(),
  d.getUTCSeconds(),
  d.getUTCMilliseconds(),
  d.toUTCString(),
  d.toGMTString === d.toUTCString
);
P(
  Date.UTC(2000),
  Date.UTC(2000, 0),
  Date.UTC(99, 0),
  Date.UTC(100, 0),
  Date.UTC(2024, 12),
  Date.UTC(2024, -1),
  Date.UTC(2024, 0, 0),
  Date.UTC(2024, 0, 32, 25, 61, 61, 1001),
  Date.UTC(),
  Date.UTC(NaN),
  Date.UTC(275760, 8, 13),
  Date.UTC(275760, 8, 13, 0, 0, 0, 1),
  Date.UTC(-271821, 3, 20),
  Date.UTC(1969, 11, 31, 23, 59, 59, 999),
  Date.UTC(2024, 1.9, '5')
);
for (const [m, ...a] of [
  ['setUTCFullYear', 2023],
  ['setUTCFullYear', 2023, 1, 29],
  ['setUTCMonth', 13],
  ['setUTCMonth', 1, 31],
  ['setUTCDate', 0],
  ['setUTCDate', 400],
  ['setUTCHours', 25, 61, 61, 1001],
  ['setUTCHours', -1],
  ['setUTCMinutes', 90],
  ['setUTCSeconds', -1, 5],
  ['setUTCMilliseconds', 1e6],
  ['setTime', 0],
  ['setTime', 8.64e15],
  ['setTime', 8.64e15 + 1],
  ['setUTCDate', NaN],
  ['setUTCHours'],
  ['setTime', 1.9],
  ['setTime', -1.9],
  ['setUTCFullYear', '2020', '5']
]) {
  const x = new Date(d);
  P(m, ...a, x[m](...a), isNaN(x) ? String(x) : x.toISOString());
}
const inv = new Date(NaN);
P(
  inv,
  String(inv),
  inv.getTime(),
  inv.getUTCDay(),
  inv.toJSON(),
  inv.toUTCString(),
  inv.toDateString(),
  inv.setUTCMonth(1),
  inv.setUTCFullYear(2020),
  inv.toISOString()
);
try {
  new Date(NaN).toISOString();
} catch (e) {
  P(e.name, e.message);
}
for (const y of [0, 1, 99, 100, 1000, 9999, 10000, 275760, -1, -1000, -271821]) {
  const x = new Date(0);
  x.setUTCFullYear(y);
  P(y, isNaN(x) ? 'invalid' : x.toISOString(), x.toUTCString());
}
P(
  new Date(8.64e15).toISOString(),
  new Date(-8.64e15).toISOString(),
  new Date(8.64e15 + 1),
  new Date(0.9).getTime(),
  new Date(-0.9).getTime(),
  new Date(true).getTime(),
  new Date(null).getTime(),
  new Date(undefined),
  new Date('5e3x'),
  new Date([]),
  new Date([2020, 1]).toISOString().length,
  new Date({ valueOf: () => 5 }).getTime(),
  new Date(d).getTime() === +d,
  new Date(new Date(7)).getTime(),
  Date.length,
  Date.name,
  new Date(2020, 0).getFullYear()
);
for (const f of [
  () => Date.prototype.getTime.call({}),
  () => Date.prototype.toISOString.call(5),
  () => Date.prototype.toJSON.call({ toISOString: () => 'custom', valueOf: () => 1 }),
  () => Date.prototype.toJSON.call({ valueOf: () => NaN }),
  () => new Date(Symbol())
])
  try {
    P(f());
  } catch (e) {
    P(e.message);
  }
P(
  typeof Date(),
  Date().length > 20,
  typeof Date.now(),
  Date.now() > 1.6e12,
  Math.abs(new Date() - Date.now()) < 1000,
  Object.prototype.toString.call(d),
  d instanceof Date,
  new Date(5) < new Date(6),
  new Date(5) - new Date(3),
  JSON.stringify({ d }),
  // Node 20 has no Temporal.
  Object.getOwnPropertyNames(Date.prototype).filter((name) => name !== 'toTemporalInstant').sort().join(),
  Object.getOwnPropertyNames(Date).sort().join()
);
const wk = [];
for (let i = 0; i < 8; i++) wk.push(new Date(i * 864e5).getUTCDay());
P(wk.join());
let leaps = [];
for (let y = 1896; y <= 2104; y += 4) if (new Date(Date.UTC(y, 1, 29)).getUTCMonth() !== 1) leaps.push(y);
P(leaps);
let acc = 0;
for (let i = -40; i < 40; i++) {
  const t = new Date(i * 1e12 + 123456789);
  acc += t.getUTCFullYear() * 31 + t.getUTCMonth() * 7 + t.getUTCDate() * 3 + t.getUTCHours();
}
P(acc);
