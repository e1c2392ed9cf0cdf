const P = (...a) => console.log(...a);
const src = {
  n: 1,
  s: 's',
  nul: null,
  und: undefined,
  d: new Date(0),
  r: /x/gi,
  m: new Map([['k', { v: [1, 2] }]]),
  set: new Set([1, 'a']),
  arr: [1, , 3],
  nested: { deep: { er: true } }
};
src.self = src;
const c = structuredClone(src);
P(c, c !== src, c.self === c, c.m.get('k') !== src.m.get('k'), c.d.getTime(), c.r.flags);
class K {
  constructor() {
    this.x = 1;
  }
  get g() {
    return 1;
  }
}
P(
  structuredClone(new K()),
  structuredClone(new K()) instanceof K,
  structuredClone(5),
  structuredClone('s'),
  structuredClone(null),
  structuredClone([NaN, -0]),
  structuredClone(Object(1)),
  structuredClone({
    get a() {
      return 'got';
    }
  })
);
for (const bad of [() => 1, Symbol('s'), { f() {} }])
  try {
    structuredClone(bad);
  } catch (e) {
    P(e.name, e.message);
  }
const shared = { v: 1 };
const two = structuredClone({ a: shared, b: shared });
P(two.a === two.b);
const e = structuredClone(new TypeError('te'));
P(e instanceof TypeError, e.message, e.name);
