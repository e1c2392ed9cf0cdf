const base = {
  greet() {
    return 'hi ' + this.name;
  }
};
const o = { __proto__: base, name: 'o' };
console.log(o.greet(), Object.getPrototypeOf(o) === base, o.__proto__ === base, Object.keys(o), base.isPrototypeOf(o));
o.__proto__ = {
  greet() {
    return 'new ' + this.name;
  }
};
console.log(o.greet());
o.__proto__ = 5;
console.log(o.greet());
const own = { ['__proto__']: 'own prop' };
console.log(own.__proto__, Object.keys(own), Object.getPrototypeOf(own) === Object.prototype);
const __proto__ = 'short';
const sh = { __proto__ };
console.log(sh.__proto__, Object.keys(sh));
console.log(
  {
    __proto__() {
      return 1;
    }
  }.__proto__(),
  { '__proto__': null } instanceof Object,
  JSON.parse('{"__proto__": 1}')
);
const nul = Object.create(null);
nul.x = 1;
nul.__proto__ = 'plain';
console.log(nul, nul.__proto__, 'toString' in nul);
for (const f of [
  () => Object.setPrototypeOf(base, o),
  () => {
    o.__proto__ = base;
    base.__proto__ = o;
  },
  () => Object.setPrototypeOf(1),
  () => Object.setPrototypeOf(null, {}),
  () => Object.setPrototypeOf({}, 5),
  () => Object.create(5),
  () => Object.setPrototypeOf(Object.freeze({}), {}),
  () => Object.setPrototypeOf(Object.prototype, {}),
  () => Object.getPrototypeOf(null)
])
  try {
    f();
    console.log('ok');
  } catch (e) {
    console.log(e.message);
  }
console.log(
  Object.setPrototypeOf(5, null),
  Object.getPrototypeOf(5) === Number.prototype,
  Object.getPrototypeOf('s') === String.prototype,
  Object.getPrototypeOf(Symbol()) === Symbol.prototype
);
function A() {
  this.own = 'a';
}
A.prototype.m = function () {
  return 'A.m';
};
A.prototype.shared = [];
function B() {
  A.call(this);
}
B.prototype = Object.create(A.prototype, { constructor: { value: B } });
B.prototype.m = function () {
  return 'B>' + A.prototype.m.call(this);
};
const b = new B();
console.log(b.m(), b instanceof A, b.constructor === B, b, new A());
b.shared.push(1);
console.log(new A().shared, b.hasOwnProperty('shared'), b.hasOwnProperty('own'));
A.prototype.late = () => 'late';
console.log(b.late());
B.prototype.m = A.prototype.m;
console.log(b.m());
b.m = () => 'own';
console.log(b.m());
delete b.m;
console.log(b.m());
delete B.prototype.m;
console.log(b.m());
A.prototype = {};
console.log(b instanceof A, b.m());
// Inline-cache traps: shapes that change under a hot access.
function get(x) {
  return x.p;
}
const l1 = { p: 1 },
  l2 = { q: 0, p: 2 },
  l3 = Object.create({ p: 3 }),
  l4 = Object.create(Object.create({ p: 4 }));
let sum = 0;
for (let i = 0; i < 50; i++) for (const x of [l1, l2, l3, l4, 'str', 5, [1], () => 1]) sum += get(x) ?? 0;
console.log(sum);
Object.getPrototypeOf(l3).p = 30;
console.log(get(l3));
l3.p = 31;
console.log(get(l3));
delete l3.p;
console.log(get(l3));
Object.getPrototypeOf(Object.getPrototypeOf(l4)).p = 40;
console.log(get(l4));
Object.getPrototypeOf(l4).p = 41;
console.log(get(l4));
Object.setPrototypeOf(l4, { p: 42 });
console.log(get(l4));
delete l1.p;
console.log(get(l1));
Object.prototype.p = 'op';
console.log(get(l1), get({}), get(1));
delete Object.prototype.p;
console.log(get(l1), get({}));
Object.defineProperty(l2, 'p', {
  get() {
    return 'getter';
  }
});
console.log(get(l2));
function set(x, v) {
  x.s = v;
  return x.s;
}
const s1 = {},
  s2 = { s: 0 },
  s3 = Object.freeze({ s: 'f' }),
  s4 = Object.create({
    set s(v) {
      this.t = v;
    }
  }),
  s5 = { a: 1 };
for (let i = 0; i < 20; i++) for (const x of [s1, s2, s3, s4, s5]) set(x, i);
console.log(s1, s2, s3, s4, s5);
class P1 {
  get k() {
    return 'P1';
  }
}
class P2 extends P1 {}
const pi = new P2();
const gk = () => pi.k;
for (let i = 0; i < 10; i++) gk();
Object.defineProperty(P2.prototype, 'k', { value: 'P2' });
console.log(gk());
Object.defineProperty(pi, 'k', { value: 'own' });
console.log(gk());
const fa = (a) => a.length;
console.log(
  fa([1]),
  fa('abc'),
  fa({ length: 'x' }),
  fa((a, b) => 1),
  fa([1, 2]),
  fa({})
);
const idx = (o, k) => o[k];
console.log(
  idx([1, 2], 1),
  idx('ab', 1),
  idx({ 1: 'x' }, 1),
  idx([1], -1),
  idx({ a: 5 }, 'a'),
  idx([1, 2], '1'),
  idx('ab', 'length'),
  idx([1], 'push') === [].push,
  idx([1, 2], 1.5),
  idx([5], 2 ** 32),
  idx(null ?? {}, Symbol.iterator)
);
