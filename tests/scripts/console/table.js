const T = (...a) => console.table(...a);
T([
  [1, 2],
  [3, 4]
]);
T([
  { a: 1, b: 'x' },
  { a: 2, c: true }
]);
T({ r1: { c: 1 }, r2: { c: 2, d: 3 } });
T([1, 'two', { three: 3 }, null, undefined]);
T([]);
T({});
T(5);
T('str');
T(null);
T(undefined);
T(
  new Map([
    ['k', 1],
    ['k2', { a: 1 }]
  ])
);
T(new Set([1, 'a', { b: 2 }]));
T(
  [
    { a: 1, b: 2 },
    { a: 3, b: 4 }
  ],
  ['b']
);
T([{ a: 1 }], ['zz']);
T([{ a: 1 }], []);
T([{ a: { nested: { deep: 1 } }, f: () => {}, arr: [1, 2, 3], s: Symbol('x') }]);
T([['a', 'b', 'c']]);
T([[]]);
T([{}]);
T([[1], [1, 2], [1, 2, 3]]);
T({ a: 1, b: 'x', c: { d: 1 } });
T([
  { name: 'Ünïcödé', v: '中文' },
  { name: '😀', v: 'e' }
]);
T(new Map([[{ o: 1 }, 'v']]).entries());
T([1, 2].entries());
T(new Set([1]).values());
T([new Date(0), /x/, new Error('e').message]);
T([[1, [2]], { a: 1 }]);
T([{ a: -0, b: 1.5, c: NaN, d: '' }]);
T([{ 'long column header': 1, s: 'a much longer value than the header' }]);
T([{ a: 'multi\nline' }]);
T([, 1]);
T([{ a: undefined, b: null }]);
T(function () {});
T([class A {}, () => {}]);
class P {
  constructor() {
    this.x = 1;
    this.y = 'y';
  }
}
T([new P(), new P()]);
T(new P());
T([[{ a: 1 }, [1, 2]]]);
T([
  { b: 1, a: 2 },
  { a: 3, b: 4 }
]);
T([{ 1: 'x', 0: 'y' }]);
try {
  T([1], 'notarray');
} catch (e) {
  console.log(e.message);
}
T([true, false], undefined);
T([{ a: 1 }, 5, 'x']);
T(Array.from({ length: 12 }, (_, i) => ({ i, sq: i * i })));
T(new Map());
T(new Set());
T(Object.create(null));
T([Object.create(null, { z: { value: 1, enumerable: true } })]);
