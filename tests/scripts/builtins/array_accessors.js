const P = (...a) => console.log(...a);
const a = [1, 2, 3, 4, 5];
P(
  a.slice(),
  a.slice(1),
  a.slice(-2),
  a.slice(1, -1),
  a.slice(3, 1),
  a.slice(undefined, 2),
  a.slice(NaN),
  a.slice('1', '3'),
  a.slice(-100, 100),
  [1, , 3].slice(),
  a.slice(null),
  a.slice(1.9, 3.9)
);
P(
  a.concat(),
  a.concat(6, [7, [8]]),
  [].concat([1, , 2]),
  [].concat({ length: 1, 0: 'x' }),
  [].concat({ length: 2, 0: 'x', [Symbol.isConcatSpreadable]: true }),
  [].concat(Object.assign([1], { [Symbol.isConcatSpreadable]: false })),
  [1].concat('str', null, undefined, 5, [[]])
);
P(
  a.join(),
  a.join('-'),
  a.join(''),
  [null, undefined, 1, [2, [3]]].join(),
  [].join(),
  [1].join('x'),
  [1, 2].join(undefined),
  [1, 2].join(null),
  Array(3).join('ab'),
  [{}, () => 1].join('|')
);
const cyc = [1];
cyc.push(cyc, 2);
P(cyc.join(), String(cyc), [1, [2, [3, []]]].toString(), [1.5, 1e21, null].toLocaleString(), [].toString());
P(
  a.indexOf(3),
  a.indexOf(3, 3),
  a.indexOf(3, -3),
  a.indexOf('3'),
  [NaN].indexOf(NaN),
  [, undefined].indexOf(undefined),
  a.lastIndexOf(5),
  [1, 2, 1].lastIndexOf(1),
  [1, 2, 1].lastIndexOf(1, -2),
  [1, 2, 1].lastIndexOf(1, 0),
  [1].lastIndexOf(1, -5),
  [].indexOf(1),
  a.includes(3),
  [NaN].includes(NaN),
  [,].includes(undefined),
  a.includes(1, 1),
  a.includes(5, -1),
  [-0].includes(0),
  a.indexOf(),
  [undefined].indexOf()
);
P(a.at(0), a.at(-1), a.at(5), a.at(-6), a.at('1'), a.at(NaN), a.at(1.7), a.at(), [].at(-1), a.with(1, 'w'), a.with(-1, 'l'), a);
for (const i of [5, -6])
  try {
    a.with(i, 1);
  } catch (e) {
    P(e.name, e.message);
  }
P(
  [3, 1, 2].toSorted(),
  [3, 1, 2].toSorted((x, y) => y - x),
  [1, , 3].toSorted(),
  [1, , 3].toReversed(),
  a.toSpliced(1, 2),
  a.toSpliced(1, 0, 'x', 'y'),
  a.toSpliced(),
  a.toSpliced(-2),
  [1, , 3].toSpliced(0, 1),
  [, 1].with(1, 2),
  a
);
try {
  a.toSorted(5);
} catch (e) {
  P(e.message);
}
P(
  [1, [2, [3, [4]]]].flat(),
  [1, [2, [3, [4]]]].flat(2),
  [1, [2, [3, [4]]]].flat(Infinity),
  [1, [2]].flat(0),
  [1, , [2, , 3]].flat(),
  [[1, 2], 3].flatMap((x) => x),
  [1, 2].flatMap((x) => [x, [x * 2]]),
  ['a b', 'c'].flatMap((s) => s.split(' ')),
  [1, 2].flatMap(
    function () {
      return this.v;
    },
    { v: 'T' }
  ),
  [[]].flat(),
  [1, [2]].flat('1'),
  [[1]].flat(-1)
);
P(
  Array.isArray([]),
  Array.isArray({ length: 0 }),
  Array.isArray(Array.prototype),
  Array.isArray('a'),
  Array.isArray(),
  Array.of(7),
  Array.of(1, 2, undefined),
  Array.of(),
  Array(3),
  Array(1, 2),
  Array('3'),
  new Array(2).length,
  new Array([2]),
  Array.from('a😀b'),
  Array.from({ length: 3 }),
  Array.from({ length: 2, 0: 'x', 1: 'y' }),
  Array.from([1, 2], (x, i) => x * 10 + i),
  Array.from(new Set([1, 1])),
  Array.from(new Map([[1, 2]])),
  Array.from(5),
  Array.from(
    [1],
    function () {
      return this.t;
    },
    { t: 1 }
  ),
  Array.from([1, , 3]),
  Array.from({ length: '2' }),
  Array.from({ length: -1 }),
  Array.from.call(Object, ['q']),
  Array.of.call(function (n) {
    this.n = n;
  }, 1)
);
for (const f of [
  () => Array.from(null),
  () => Array.from(),
  () => Array.from([], 5),
  () => new Array(-1),
  () => Array(1.5),
  () => Array.from({ [Symbol.iterator]: 5 }),
  () => [].reduce((x) => x),
  () => [].at.call(null)
])
  try {
    P(f());
  } catch (e) {
    P(e.name, e.message);
  }
const sp = [1, 2, 3];
P(
  ...sp.keys(),
  ...sp.values(),
  ...sp.entries(),
  sp.entries().next(),
  Object.keys(sp),
  sp.hasOwnProperty(1),
  sp.constructor === Array,
  Array.prototype.length,
  Array.prototype.concat.length,
  Object.keys(Array.prototype[Symbol.unscopables]).sort().join()
);
P(
  Object.getOwnPropertyNames(Array.prototype).sort().join(),
  Object.getOwnPropertyNames(Array)
    .filter((name) => name !== 'fromAsync') // younger than Node 20
    .sort()
    .join(),
  Array[Symbol.species] === Array,
  [].length,
  [,].length,
  [1, 2, 3].length
);
