const data = {
  id: 1,
  name: 'Widget',
  price: 9.99,
  tags: ['a', 'b', 'c'],
  dims: { w: 1, h: 2, d: { unit: 'cm', v: { min: 1, max: 2 } } },
  stock: new Map([
    ['east', { n: 1, bins: [1, 2, 3] }],
    ['west', { n: 2, bins: [] }]
  ]),
  flags: new Set(['x', 'y']),
  created: new Date(0),
  re: /a+/gi,
  fn: function handler() {},
  arrow: (x) => x,
  sym: Symbol('id'),
  nul: null,
  und: undefined,
  nan: NaN,
  big: 1e100,
  neg: -0,
  nested: [[1, [2, [3, [4]]]], { a: { b: { c: { d: 1 } } } }],
  str: 'with \'single\' and "double"',
  multi: 'line\nbreak',
  err: Object.assign(new Error('e'), { stack: 'Error: e\n    at s' }),
  cls: class K {},
  inst: new (class Inst {
    x = 1;
    #p = 2;
  })(),
  holes: [1, , 3],
  args: (function () {
    return arguments;
  })(1, 2),
  prom: Promise.resolve(1),
  gen: (function* () {})(),
  wrapped: new Number(5),
  get getter() {
    return 1;
  },
  nums: Array.from({ length: 40 }, (_, i) => i * 3)
};
data.self = data;
data.dims.parent = data.dims;
console.log(data);
console.log([data.tags, data.dims, data.stock]);
console.log(JSON.stringify(data.dims.d));
console.dir(data, { depth: 0 });
console.dir(data, { depth: 1 });
const tree = (d) => (d ? { v: d, l: tree(d - 1), r: tree(d - 1) } : null);
console.log(tree(2));
console.log(tree(4));
console.dir(tree(4), { depth: null });
console.log(Array.from({ length: 5 }, (_, i) => ({ id: i, name: 'user' + i, email: `user${i}@example.com`, roles: ['admin', 'user'].slice(i % 2) })));
console.log({ matrix: Array.from({ length: 4 }, (_, i) => Array.from({ length: 4 }, (_, j) => i * j)) });
console.log({ a: [{ b: [{ c: [{ d: 1 }] }] }] });
console.log([[[], [[]], [[[]]]], {}, { a: {} }]);
console.log({
  status: 200,
  headers: { 'content-type': 'application/json', 'x-powered-by': 'glass' },
  body: { ok: true, items: [{ id: 1 }, { id: 2 }] }
});
console.log({ a: new Map([[{ k: [1] }, new Set([new Map([[1, 2]])])]]) });
console.log([null, undefined, NaN, -0, 0, '', false], [[null], [undefined]]);
console.log(Object.assign(() => {}, { deep: { deeper: { deepest: { x: 1 } } } }));
console.log({ k: Object.assign([1, 2, 3], { extra: { a: { b: 1 } } }) });
console.log({ lvl: [[[['too deep']]]], ok: [[['fine']]] }, [[{ a: [] }]], [[{ a: [1] }]], [[{ a: {} }]]);
