const I = require('immutable');
const m = I.Map({ a: 1, b: I.List([1, 2, 3]) });
const n = m
  .setIn(['b', 1], 9)
  .update('a', (x) => x + 1)
  .mergeDeep({ c: { d: [1] } });
console.log(String(n), n.toJS(), m === m.set('a', 1), I.is(I.Map({ a: 1 }), I.Map([['a', 1]])), n.hashCode());
let l = I.List();
for (let i = 0; i < 5000; i++) l = l.push((i * 7) % 1001);
console.log(
  l.size,
  l.sort().take(5).toArray(),
  l
    .groupBy((x) => x % 3)
    .map((g) => g.count())
    .toJS(),
  l.toSet().size,
  l.filter((x) => x > 998).toArray(),
);
console.log(
  I.Range(0, Infinity, 3)
    .map((x) => x * x)
    .filter((x) => x % 2)
    .take(5)
    .toArray(),
  I.Seq({ x: 1, y: 2 }).flip().toObject(),
  I.OrderedMap([
    ['z', 1],
    ['a', 2],
  ])
    .keySeq()
    .toArray(),
  I.Stack([1, 2]).push(0).peek(),
);
const R = I.Record({ p: 1, q: 'x' }, 'R');
console.log(String(new R({ p: 5 })), new R().equals(R()), I.fromJS({ a: [{ b: 1 }] }).getIn(['a', 0, 'b']), n);
