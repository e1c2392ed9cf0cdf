const _ = require('lodash');
const users = [
  { u: 'b', a: 3, t: [1, 2] },
  { u: 'a', a: 3, t: [] },
  { u: 'c', a: 1, t: [5] },
];
console.log(
  _.sortBy(users, ['a', 'u']).map((x) => x.u),
  _.groupBy(users, 'a'),
  _.chain(users)
    .flatMap('t')
    .map((x) => x * 2)
    .filter(_.isNumber)
    .sum()
    .value(),
  _.get(users, '[0].t[1]'),
  _.set({}, 'a.b[2].c', 1),
  _.merge({ a: [1, { b: 1 }] }, { a: [9, { c: 2 }] }),
  _.cloneDeep({ d: new Date(0), r: /x/g, m: new Map([[1, { a: 1 }]]), s: new Set([1]) }),
  _.isEqual({ a: [1, NaN] }, { a: [1, NaN] }),
);
console.log(
  _.camelCase('foo-bar baz'),
  _.kebabCase('FooBar'),
  _.startCase('a_b'),
  _.template('<% _.each(xs, (x) => { %><li><%- x %></li><% }) %>${y}')({ xs: ['<'], y: 5 }),
  _.deburr('déjà'),
  _.truncate('a long text here', { length: 10 }),
  _.words('a, b & c'),
  _.pad('x', 5, '-'),
  _.curry((a, b, c) => a + b + c)(1)(2, 3),
  _.partialRight(Math.max, 5)(1),
  _.zipObject(['a', 'b'], [1, 2]),
  _.difference([1, 2, 3], [2]),
  _.chunk(_.range(7), 3),
  _.orderBy(users, ['a', 'u'], ['desc', 'asc']).map((x) => x.u),
  _.debounce && typeof _.throttle,
  _.invertBy({ a: 1, b: 1 }),
  _.pickBy({ a: 1, b: 0 }),
  _.mapValues({ a: 1 }, (v) => v + 1),
  _.intersectionWith([{ a: 1 }], [{ a: 1 }], _.isEqual),
  _.random(3, 3),
  _.uniqueId('x'),
  _.toPath('a[0].b'),
  _.memoize((x) => x * 2)(4),
  _.isPlainObject(new (class {})()),
);
let o = {};
for (let i = 0; i < 20000; i++) o['k' + i] = i;
console.log(
  _(o)
    .filter((v) => v % 2)
    .map((v) => v * 2)
    .take(3)
    .value(),
  _.size(o),
  _.keyBy(_.values(o).slice(0, 3), (v) => 'q' + v),
);
const d = _.debounce((x) => console.log('debounced', x), 10);
d(1);
d(2);
console.log(_);
