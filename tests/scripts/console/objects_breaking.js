// Where an object stays on a line and where it breaks.
console.log(
  {},
  [],
  { a: 1 },
  { a: { b: 1 } },
  { a: { b: { c: 1 } } },
  { a: { b: { c: { d: 1 } } } },
  { a: [[[1]]] },
  [[[[1]]]],
  [[[[]]]],
  { a: { b: { c: {} } } },
  { a: { b: { c: [] } } },
  [[[{ a: 1 }]]],
  { x: [{ y: [{ z: 1 }] }] }
);
for (let n = 1; n <= 12; n++) console.log(Object.fromEntries(Array.from({ length: n }, (_, i) => ['key' + i, i])));
for (const w of [60, 64, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 80, 100]) {
  console.log({ a: 'x'.repeat(w) });
  console.log(['x'.repeat(w)]);
  console.log({ k: 1, s: 'y'.repeat(w - 10) });
  console.log(['a', 'y'.repeat(w - 8)]);
}
console.log({
  a: 1,
  b: 'two',
  c: [1, 2, 3],
  d: { e: { f: { g: 1 } } },
  h: () => {},
  i: null,
  j: undefined,
  k: Symbol('k'),
  l: new Date(0),
  m: /x/g,
  n: new Map([[1, 2]]),
  o: new Set([1])
});
console.log({ level1: { level2: { level3: { level4: 'deep' } } }, arr: [[1, [2, [3, [4]]]]] });
console.log({ first: { a: 1, b: 2 }, second: { c: 3, d: 4 }, third: { e: 5, f: 6 }, fourth: { g: 7, h: 8 } });
console.log([
  { a: 1, b: 2 },
  { a: 3, b: 4 },
  { a: 5, b: 6 }
]);
console.log([
  { id: 1, name: 'Alice', tags: ['x', 'y'] },
  { id: 2, name: 'Bob', tags: [] }
]);
console.log({ users: [{ name: 'A', address: { street: 'S', city: { name: 'C' } } }] });
console.log({
  'a-b': 1,
  valid_id: 2,
  $dollar: 3,
  _under: 4,
  '1st': 5,
  2: 6,
  'with space': 7,
  '': 8,
  "quo'te": 9,
  'dq"': 10,
  'nl\n': 11,
  é: 12,
  'ünï': 13,
  class: 14,
  'a.b': 15,
  '-1': 16,
  '1.5': 17,
  constructor: 18,
  '😀': 19
});
console.log({
  s: 'short',
  fn: function named() {},
  arrow: () => 1,
  method() {},
  async am() {},
  *gen() {},
  get g() {
    return 1;
  },
  set st(v) {},
  get both() {
    return 1;
  },
  set both(v) {},
  cls: class Foo {},
  anon: class {},
  ext: class B extends Array {}
});
const o = {};
let cur = o;
for (let i = 0; i < 6; i++) cur = cur.next = { i };
console.log(o);
console.log({ a: { b: { c: { d: 1 } } } }, [{ a: { b: { c: 1 } } }]);
console.log({ x: 'a\nb', y: ['c\nd'] });
console.log({ long: 'word '.repeat(30) });
console.log(['line one is long enough to need breaking\nline two is here as well and long\nline three'], {
  k: 'line one is long enough to need breaking\nline two'
});
console.log({ a: 'x'.repeat(16), b: 'x'.repeat(16), c: 'x'.repeat(16), d: 1 });
console.log({ a: 'x'.repeat(16), b: 'x'.repeat(16), c: 'x'.repeat(17), d: 'ab' });
console.log({ obj: { a: 'aaaaaaaaaaaaaaaaaaaa', b: 'bbbbbbbbbbbbbbbbbbbbbbbbb', c: 'cccccccccccccccccccc', d: 'dddd' } });
console.log({ a: { a: { a: { a: {} } } }, b: [[[[]]]], c: { c: { c: { c: 1 } } } });
console.log([[]], [{}], { a: {} }, { a: [] }, [[], []], [{}, {}], { a: [{}] });
