var g = 1;
let l = 2;
function fn() {}
class K {}
const o = {
  a: 1,
  get b() {
    return 2;
  }
};
Object.defineProperty(o, 'fixed', { value: 1 });
console.log(
  delete o.a,
  delete o.a,
  delete o.nope,
  delete o.b,
  delete o.fixed,
  o,
  delete 5,
  delete 'x'.length,
  delete [1].length,
  delete Math.PI,
  delete [1, 2][0]
);
(() => {
  'use strict';
  for (const f of [
    () => delete o.fixed,
    () => delete Object.freeze([1])[0],
    () => delete 'abc'.length,
    () => delete 'abc'[0],
    () => delete Math.PI,
    () => delete null.x,
    () => delete undefined[0]
  ])
    try {
      console.log(f());
    } catch (e) {
      console.log(e.name, e.message);
    }
})();
console.log(
  'a' in { a: 1 },
  'toString' in {},
  'x' in {},
  0 in [1],
  1 in [1],
  '0' in [1],
  'length' in [],
  Symbol.iterator in [],
  (-1) in [1],
  'a' in Object.create({ a: 1 })
);
for (const r of [5, 'str', null, undefined, true, Symbol('k')])
  try {
    'a' in r;
  } catch (e) {
    console.log(e.message);
  }
for (const [l, r] of [
  [{}, 5],
  [{}, {}],
  [{}, null],
  [{}, () => 1],
  [1, Object],
  [null, Object],
  [{}, { [Symbol.hasInstance]: (v) => 'yes' }],
  [[], Object],
  [fn, Function],
  [new K(), K]
])
  try {
    console.log(l instanceof r);
  } catch (e) {
    console.log(e.message);
  }
function F() {}
F.prototype = 3;
try {
  ({}) instanceof F;
} catch (e) {
  console.log(e.message);
}
console.log(5 instanceof F);
const BF = K.bind(null);
console.log(new K() instanceof BF, new BF() instanceof K, {} instanceof BF);
class Even {
  static [Symbol.hasInstance](n) {
    return n % 2 === 0;
  }
}
console.log(
  2 instanceof Even,
  3 instanceof Even,
  Function.prototype[Symbol.hasInstance].call(K, new K()),
  Function.prototype[Symbol.hasInstance].call({}, 1)
);
console.log(void 0, void 'x', typeof void 0, void console.log('evaluated'), typeof l, typeof fn, typeof K, typeof undeclaredThing);
try {
  typeof tdz;
  let tdz;
} catch (e) {
  console.log(e.name, e.message);
}
var arr = [1, 2, 3];
delete arr[1];
console.log(arr, arr.length, 1 in arr, arr[1]);
Array.prototype[1] = 'proto';
console.log(arr[1], 1 in arr, arr);
delete Array.prototype[1];
console.log(arr[1]);
