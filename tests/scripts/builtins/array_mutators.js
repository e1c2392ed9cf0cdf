const P = (...a) => console.log(...a);
let a = [1, 2, 3];
P(a.push(), a.push(4, 5), a, a.pop(), a, [].pop(), a.shift(), a, [].shift(), a.unshift(), a.unshift('x', 'y'), a);
P([3, 1, 2].reverse(), [1, , 3].reverse(), [, 1].reverse(), [].reverse());
a = [0, 1, 2, 3, 4, 5];
P(a.splice(1, 2), a, a.splice(-1), a, a.splice(1, 0, 'a', 'b'), a, a.splice(), a.splice(undefined), a, a.splice(0, -5), a.splice(0, Infinity), a);
a = [1, 2, 3];
P(a.splice(1, 1, 'x', 'y', 'z'), a, a.splice(NaN, '1'), a, a.splice(10, 1, 'end'), a, a.splice(1, undefined), a);
P(
  [1, 2, 3].fill(0),
  [1, 2, 3].fill(9, 1),
  [1, 2, 3].fill(9, -1),
  [1, 2, 3].fill(9, 0, -1),
  Array(3).fill(),
  Array(3)
    .fill({})
    .map((x) => typeof x),
  [1, 2].fill(7, 5),
  [].fill(1),
  [1, 2, 3, 4, 5].copyWithin(0, 3),
  [1, 2, 3, 4, 5].copyWithin(1, 0, 3),
  [1, 2, 3, 4, 5].copyWithin(-2, 0),
  [1, , 3, 4].copyWithin(0, 1, 3),
  [1, 2, 3, 4, 5].copyWithin(2),
  [1, 2, 3, 4, 5].copyWithin(0, -2, -1)
);
a = [1, 2, 3];
a.length = 1;
P(a, a.length);
a.length = 3;
P(a);
a[5] = 6;
P(a, a.length);
a['7'] = 8;
P(a.length);
a['x'] = 1;
a[-1] = 2;
a[1.5] = 3;
P(a, a.length);
a.length = 0;
P(a);
for (const bad of [-1, 1.5, 2 ** 32, 'x', NaN, {}])
  try {
    a.length = bad;
    P('ok');
  } catch (e) {
    P(e.name, e.message);
  }
a.length = '3';
P(a.length);
a.length = true;
P(a.length);
a.length = [2];
P(a.length);
a = [];
a[2 ** 32 - 2] = 1;
P(a.length, Object.keys(a));
try {
  a.push(1, 2);
} catch (e) {
  P(e.message, a.length);
}
a = [];
a[2 ** 32 - 1] = 'prop';
P(a.length, Object.keys(a));
const big = [];
big[1000000] = 1;
P(big.length, big.indexOf(1));
big.length = 5;
P(big);
P(
  [5, 1, 4].sort(),
  [10, 9, 1].sort(),
  ['b', undefined, 'a', , 'c'].sort(),
  [3, 1, 2].sort((x, y) => y - x),
  [true, false].sort(),
  [null, undefined, 'n', 1].sort(),
  ['B', 'a', 'C'].sort(),
  [[2], [1, 5], [1]].sort(),
  [1, 2, 3].sort(undefined),
  [-1, -2, 5, 0].sort(),
  ['é', 'z', 'a'].sort(),
  ['\ud83d\ude00', '\uffff'].sort().map((c) => c.charCodeAt(0))
);
for (const bad of [null, 5, {}])
  try {
    [1].sort(bad);
  } catch (e) {
    P(e.message);
  }
const people = Array.from({ length: 40 }, (_, i) => ({ k: (i * 7) % 5, i }));
P(
  people
    .sort((x, y) => x.k - y.k)
    .map((p) => p.k + ':' + p.i)
    .join(' ')
);
const cmpCalls = [];
[2, 1].sort((x, y) => (cmpCalls.push([x, y]), 0));
P(
  cmpCalls.length > 0,
  [2, 1].sort(() => -1).length,
  [1, 2, 3].sort(() => NaN),
  [3, 2, 1].sort((x, y) => x > y),
  [3, 2, 1].sort((x, y) => String(x - y))
);
const rnd = [];
let seed = 7;
for (let i = 0; i < 500; i++) rnd.push((seed = (seed * 1103515245 + 12345) % 2147483648) % 1000);
const sorted = rnd.slice().sort((x, y) => x - y);
P(
  sorted.every((x, i) => !i || sorted[i - 1] <= x),
  sorted[0],
  sorted[250],
  sorted[499],
  rnd.slice().sort().slice(0, 5)
);
try {
  [1, 2, 3].sort(() => {
    throw new Error('cmp');
  });
} catch (e) {
  P(e.message);
}
const holes = [3, , 1, undefined, , 2];
P(holes.sort(), holes.length);
const fl = [3.5, -0, 0, -1.5, Infinity, NaN, -Infinity];
P(fl.sort((x, y) => x - y).length, [0.1, 0.01, 1e21, 1e-7, 5].sort());
const al = { length: 3, 0: 'c', 1: 'a', 2: 'b' };
P(
  Array.prototype.sort.call(al),
  Array.prototype.push.call(al, 'd'),
  Array.prototype.pop.call(al),
  Array.prototype.shift.call(al),
  Array.prototype.unshift.call(al, 'z'),
  Array.prototype.splice.call(al, 1, 1),
  Array.prototype.reverse.call(al),
  al,
  Array.prototype.fill.call({ length: 2 }, 1),
  Array.prototype.push.call({}, 1),
  Array.prototype.concat.call(1, 2)
);
try {
  Array.prototype.push.call({ length: 2 ** 53 - 1 }, 1);
} catch (e) {
  P(e.message);
}
try {
  Array.prototype.push.call(null);
} catch (e) {
  P(e.message);
}
try {
  Array.prototype.map.call(undefined, (x) => x);
} catch (e) {
  P(e.message);
}
try {
  Array.prototype.push.call('abc', 1);
} catch (e) {
  P(e.message);
}
a = [1, 2, 3, 4, 5, 6];
for (let i = 0; i < a.length; i++) if (a[i] % 2) a.splice(i--, 1);
P(a);
const q = [];
for (let i = 0; i < 100; i++) {
  q.push(i);
  if (i % 3 === 0) q.shift();
}
P(q.length, q[0], q.at(-1));
const dq = [];
for (let i = 0; i < 50; i++) i % 2 ? dq.unshift(i) : dq.push(i);
P(dq.join());
