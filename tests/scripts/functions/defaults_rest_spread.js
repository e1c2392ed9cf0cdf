const f = (a, b = a + 1, [c, d = b] = [3], { e = d, ...r } = { x: 1 }, ...rest) => [a, b, c, d, e, r, rest];
console.log(f(1), f(1, undefined, [5, 6], { e: 7, y: 8 }, 9, 10), f.length, f(undefined, null));
console.log(((a, b) => 1).length, ((a, b = 1, c) => 1).length, ((...a) => 1).length, (({ a }, [b]) => 1).length, function (a = 1, b) {}.length);
let n = 0;
const nx = () => ++n;
function lazy(a = nx(), b = nx()) {
  return [a, b];
}
console.log(lazy(), lazy(9), lazy(undefined, 9), lazy(null), n);
console.log(
  Math.max(...[1, 2], 3, ...[], ...new Set([9, 4]), ...'7'),
  [...'héllo😀'],
  [...[1, , 3]],
  [...new Map([[1, 2]])],
  [...'ab', ...[...[...'c']]]
);
function thisArg() {
  return [this?.v, ...arguments];
}
console.log(
  thisArg.call({ v: 1 }, ...[2, 3]),
  thisArg.apply({ v: 2 }, { length: 2, 0: 'a' }),
  { v: 3, m: thisArg }.m(...[1], ...[2]),
  new (class {
    constructor(...a) {
      this.a = a;
    }
  })(...[1, 2], 3)
);
const o = {
  a: 1,
  get b() {
    return 2;
  },
  [Symbol.for('s')]: 3
};
console.log(
  { ...o, a: 9, ...null, ...undefined, ...'hi', ...[7], ...5, ...true, c: 4, ...{ c: 5 } },
  {
    ...new (class {
      x = 1;
      get y() {
        return 2;
      }
    })()
  }
);
const it1 = { [Symbol.iterator]: 1 },
  it2 = {
    [Symbol.iterator]() {
      return {};
    }
  };
for (const bad of [
  () => [...5],
  () => [...{}],
  () => [...null],
  () => [...undefined],
  () => Math.max(...1),
  () => f(...{ length: 1 }),
  () => new Map([1]),
  () => [...it1],
  () => [
    ...{
      [Symbol.iterator]() {
        return 1;
      }
    }
  ],
  () => {
    try {
      [...it2];
    } catch (e) {
      console.log(e.name);
    }
  },
  () => [
    ...{
      [Symbol.iterator]() {
        return {
          next() {
            return 1;
          }
        };
      }
    }
  ]
])
  try {
    bad();
  } catch (e) {
    console.log(e.message);
  }
function scope(a = () => v, v = 1) {
  var v = 2;
  return [a(), v];
}
console.log(scope());
function selfname(selfname = selfname2()) {
  return selfname;
}
function selfname2() {
  return 'ok';
}
console.log(selfname());
const arrows = [
  (x) => x,
  (x = 1) => x,
  ({ x }) => x,
  ([x]) => x,
  (...x) => x,
  (x, ...y) => y,
  async (x) => x,
  () => ({}),
  () => {},
  (x) => (y) => x + y
];
console.log(
  arrows.map((a) => a.length),
  arrows[9](1)(2)
);
const sp = (...args) => args.length;
console.log(
  sp(...Array(3)),
  sp(...[undefined, undefined]),
  sp.apply(null, Array(1000)),
  sp(...Array(50000).fill(0)),
  Math.max.apply(
    null,
    Array.from({ length: 5000 }, (_, i) => i)
  )
);
function many(a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, b0, b1, b2, b3, b4, b5, b6, b7, b8, b9) {
  return a0 + b9 + arguments.length;
}
console.log(many(...Array(20).keys()), many.length);
console.log(((a, b) => [a, b])(1), ((a, b) => [a, b])(1, 2, 3));
const bound = ((...a) => a).bind(null, 1, 2);
console.log(bound(3), bound.length, bound.name);
(function (a, b = () => arguments.length, c = this) {
  console.log(a, b(), c === globalThis);
})(1);
function caller() {
  return callee(...arguments);
}
function callee(...a) {
  return a;
}
console.log(caller(1, 2));
