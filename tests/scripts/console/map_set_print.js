console.log(
  new Map(),
  new Set(),
  new Map([[1, 2]]),
  new Set([1]),
  new Map([
    ['a', { b: 1 }],
    [{ k: 1 }, [1, 2]]
  ]),
  new Set(['a', { x: 1 }, [1, [2]]])
);
console.log([new Map([[1, 2]])], { m: new Map([['k', new Map([['k2', new Map([['k3', 1]])]])]]) }, new Set([new Set([new Set([1])])]));
console.log(new Map(Array.from({ length: 120 }, (_, i) => [i, i])));
console.log(new Set(Array.from({ length: 120 }, (_, i) => i)));
console.log(
  new Map([
    ['key'.repeat(10), 'value'.repeat(10)],
    ['k2'.repeat(10), 'v2'.repeat(10)]
  ])
);
console.log(new Set(['long string '.repeat(5), 'another long '.repeat(5)]));
const m = new Map([[1, 'a']]);
m.extra = 'prop';
const s = new Set([1]);
s.extra = { a: 1 };
console.log(m, s);
console.log(m.keys(), m.values(), m.entries(), s.values(), s.entries(), m[Symbol.iterator](), new Map().keys(), new Set().entries());
console.log(
  new Map([
    [NaN, -0],
    [undefined, null],
    ['', ''],
    [Symbol('s'), () => {}]
  ]),
  new Set([NaN, -0, undefined, null, '', "it's"])
);
const it = new Map([
  [1, 'a'],
  [2, 'b'],
  [3, 'c']
]).entries();
it.next();
console.log(it);
console.log(it.next(), [...it], it);
console.log(
  { a: new Map([['x', { y: { z: 1 } }]]) },
  { a: { b: new Map([[1, 2]]) } },
  { a: { b: { c: new Map([[1, 2]]), d: new Set([1]), e: new Map() } } }
);
console.log([new Set([1, 2]), new Set()], new Map([[new Map(), new Set()]]));
console.log(
  new Map([
    ['fn', function f() {}],
    ['cls', class A {}],
    ['date', new Date(0)],
    ['re', /x/]
  ])
);
console.log(new Map([[[1, 2], { a: 1 }]]), new Map([[{ a: { b: { c: 1 } } }, 1]]));
console.log(Object.setPrototypeOf(new Map([[1, 2]]), null), Object.setPrototypeOf(new Set([1]), null));
console.log(new Map(Array.from({ length: 7 }, (_, i) => ['k' + i, i])), new Set(Array.from({ length: 30 }, (_, i) => i)));
console.log(new Map(Array.from({ length: 3 }, (_, i) => [{ id: i }, [i, i * 2]])));
