const P = (...a) => console.log(...a);
const a = [1, 2, 3, 4];
const log = [];
P(
  a.map((x) => x * 2),
  a.map(String),
  ['1', '2', '3'].map(parseInt),
  ['1', '2'].map(Number),
  a.map((x, i, arr) => arr[i] === x && i),
  [1, , 3].map((x) => x),
  a.map(function () {
    return this;
  }, 'T')[0],
  a.map(function () {
    'use strict';
    return this;
  }, 'T')[0],
  a.map(() => {}),
  a.filter((x) => x % 2),
  [0, '', null, 1].filter(Boolean),
  [1, , 3].filter(() => true),
  a.filter(() => false)
);
P(
  a.reduce((x, y) => x + y),
  a.reduce((x, y) => x + y, ''),
  a.reduceRight((x, y) => x + '-' + y),
  a.reduceRight((x, y) => x.concat(y), []),
  [5].reduce(() => 'never'),
  [, 5, ,].reduce((x, y) => 'n'),
  [].reduce(() => 1, 'init'),
  a.reduce((acc, x, i, arr) => acc + i * arr.length, 0)
);
for (const f of [
  () => [].reduce(() => 1),
  () => [].reduceRight(() => 1),
  () => [, ,].reduce(() => 1),
  () => a.map(),
  () => a.forEach(5),
  () => a.filter('x'),
  () => a.reduce(null),
  () => a.find({}),
  () => a.every(undefined),
  () => a.some(/x/),
  () => a.flatMap(1),
  () => a.findLast(Symbol('s')),
  () => a.sort('x')
])
  try {
    f();
  } catch (e) {
    P(e.message);
  }
P(
  a.find((x) => x > 2),
  a.findIndex((x) => x > 2),
  a.findLast((x) => x < 3),
  a.findLastIndex((x) => x < 3),
  a.find(() => false),
  a.findIndex(() => false),
  a.findLastIndex(() => false),
  [, 1].find((x, i) => i === 0),
  [, 1].findIndex((x) => x === undefined),
  a.some((x) => x > 3),
  a.every((x) => x > 0),
  [].some(() => true),
  [].every(() => false),
  [, 1].every((x) => x === 1)
);
a.forEach((x, i, arr) => log.push(x + i, arr === a));
[1, , 3].forEach((x, i) => log.push('h' + i));
P(
  log.join(),
  a.forEach(() => 1)
);
const mut = (name, f) => {
  const m = [1, 2, 3];
  const seen = [];
  let r;
  try {
    r = m[name](
      (x, i) => {
        const v = typeof x === 'object' ? i : x;
        seen.push(v);
        return f(m, v, seen.length);
      },
      name.startsWith('reduce') ? {} : undefined
    );
  } catch (e) {
    r = e.message;
  }
  P(name, seen, m, typeof r === 'object' ? JSON.stringify(r) : r);
};
for (const n of ['forEach', 'map', 'filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap', 'reduce', 'reduceRight']) {
  mut(n, (m, v, c) => {
    if (c < 3) m.push(9);
    return n === 'every';
  });
  mut(n, (m, v, c) => {
    m.pop();
    return n === 'every';
  });
  mut(n, (m, v, c) => {
    delete m[1];
    m[2] = 'chg';
    return n === 'every';
  });
  mut(n, (m) => {
    m.length = 0;
    return n === 'every';
  });
  mut(n, (m, v, c) => {
    if (c === 1) m.unshift('u');
    return n === 'every';
  });
}
const chain = Array.from({ length: 20 }, (_, i) => i)
  .filter((x) => x % 3 === 0)
  .map((x) => x ** 2)
  .reduce((s, x) => s + x, 0);
P(chain);
const grouped = ['apple', 'bob', 'cat', 'alan'].reduce((g, s) => {
  (g[s[0]] ??= []).push(s);
  return g;
}, {});
P(grouped);
const al = { length: 3, 0: 'a', 2: 'c' };
P(
  Array.prototype.map.call(al, (x) => x + x),
  Array.prototype.filter.call('abc', (c) => c > 'a'),
  Array.prototype.reduce.call('abc', (x, y) => y + x),
  Array.prototype.every.call('aa', (c) => c === 'a'),
  Array.prototype.find.call(al, (x) => x === undefined),
  Array.prototype.indexOf.call(al, 'c'),
  Array.prototype.includes.call(al, undefined),
  Array.prototype.at.call('xyz', -1),
  Array.prototype.flat.call({ length: 1, 0: [1] }),
  Array.prototype.toSorted.call({ length: 2, 0: 'b', 1: 'a' }),
  Array.prototype.entries.call('ab').next(),
  Array.prototype.join.call('abc', '.'),
  Array.prototype.some.call(new Map([[1, 1]]), () => true)
);
class Sp extends Array {}
const s = Sp.from([1, 2, 3]);
P(
  s.map((x) => x),
  s.filter(Boolean),
  s.slice(1),
  s.concat([1]),
  s.flat(),
  s.flatMap((x) => [x]),
  s.splice(0, 1),
  s.toSorted(),
  s.with(0, 1),
  s.toReversed(),
  s.toSpliced(0, 1)
);
const noSp = [1, 2];
noSp.constructor = undefined;
P(noSp.map((x) => x));
noSp.constructor = { [Symbol.species]: null };
P(noSp.map((x) => x));
noSp.constructor = {
  [Symbol.species]: function (n) {
    this.len = n;
  }
};
P(noSp.map((x) => x));
noSp.constructor = 5;
try {
  noSp.map((x) => x);
} catch (e) {
  P(e.message);
}
const getLog = [];
const spy = {
  get length() {
    getLog.push('len');
    return 2;
  },
  get 0() {
    getLog.push('0');
    return 'z';
  },
  get 1() {
    getLog.push('1');
    return 'o';
  }
};
Array.prototype.map.call(spy, (x) => (getLog.push('cb'), x));
P(getLog.join());
const matrix = [
  [1, 2],
  [3, 4]
];
P(
  matrix[0].map((_, i) => matrix.map((r) => r[i])),
  matrix.map(([x, y]) => ({ x, y })),
  [...matrix].flat().sort((x, y) => y - x)
);
