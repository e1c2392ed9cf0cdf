console.log([,], [, ,], [1, , 2], [, 1], [1, ,], [1, , , , 2], Array(5), Array(1), [undefined, , null], [, 'a', , 'b', ,]);
const a = [1, 2];
a.prop = 'x';
a[-1] = 'neg';
a['key with space'] = 1;
a[Symbol('s')] = 'sym';
a.fn = () => {};
console.log(a);
const h = Array(3);
h.x = 1;
console.log(h, [h]);
const e = [];
e.only = 1;
console.log(e);
const big = Array(200);
console.log(big);
big[150] = 1;
console.log(big);
const sp = [];
sp[1000] = 'far';
console.log(sp);
sp[5] = 'near';
console.log(sp, sp.length);
const many = Array.from({ length: 110 }, (_, i) => i);
many.extra = true;
console.log(many);
const holes = [];
for (let i = 0; i < 300; i += 2) holes[i] = i;
console.log(holes);
class L extends Array {}
const l = L.from([1, 2]);
l.tag = 't';
console.log(l, new L(), new L(3), [new L()], L.from({ length: 120 }));
console.log(
  Object.setPrototypeOf([1], null),
  Object.setPrototypeOf([1, 2], { constructor: { name: 'Fake' } }),
  Object.setPrototypeOf([1], Object.prototype)
);
const acc = [1, 2, 3];
Object.defineProperty(acc, 1, {
  get() {
    return 'g';
  },
  enumerable: true
});
Object.defineProperty(acc, 2, { value: 'hidden', enumerable: false });
Object.defineProperty(acc, 'ne', { value: 1 });
console.log(acc, Object.keys(acc));
console.log(
  (function () {
    return arguments;
  })(1, 2),
  (function () {
    return arguments;
  })(),
  (function () {
    arguments.x = 1;
    return arguments;
  })('a')
);
console.log([[, 1], [[,]], [[[, ,]]]], { a: [, ,] });
console.log('abc'.match(/b/), /(?<y>\d+)/.exec('in 2024'), 'aXb'.split('X'));
console.log([1, 2, 3].entries(), Object.entries([7, 8]));
console.log([function () {}, class {}, () => {}, Symbol.iterator, null, undefined, /r/, new Date(0), new Error('x').message]);
console.log(Object.freeze([1]), Object.seal({ a: 1 }), Object.freeze([]));
const cyc = [1];
cyc.push(cyc);
console.log(cyc, [cyc], { cyc });
