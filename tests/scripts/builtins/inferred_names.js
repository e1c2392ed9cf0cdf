// The names that stack traces give to functions without one.
const P = (...a) => console.log(...a);
const st = () =>
  new Error().stack
    .split('\n')[2]
    .trim()
    .replace(/\(?\/.*$/, '');
const a = [() => st()][0];
const o = {};
o.m = function () {
  return st();
};
const m = o.m;
P(a(), o.m(), m(), o.m.call([]), o.m.call(5), [o.m][0](), o.m.bind(3)(), Reflect.apply(o.m, new Date(), []));
o.x = {};
o.x.y = () => st();
const f = null || (() => st());
const t = true ? () => st() : 0;
P(o.x.y(), f(), t());
function C() {}
C.prototype.go = function () {
  return st();
};
C.stat = function () {
  return st();
};
P(new C().go(), C.stat());
exports.h = () => st();
module.exports.q = () => st();
P(exports.h(), (0, exports.h)(), module.exports.q());
const w = [1].map(() => st());
const w3 = { a: [() => st()], b: { c: [() => st()] } };
P(w[0], w3.a[0](), w3.b.c[0]());
class K {
  f = [() => st()];
  static s = [() => st()];
  g = () => st();
}
P(new K().f[0](), K.s[0](), new K().g());
const r = (function () {
  return [() => st()];
})();
P(r[0](), (() => st())());
o['s t'] = function () {
  return st();
};
o[1 + 1] = function () {
  return st();
};
P(o['s t'](), o[2]());
const frozen = Object.freeze({ k: () => st(), l: [() => st()] });
P(frozen.k(), frozen.l[0]());
function foo(x) {
  return x.cb[0]();
}
P(foo({ cb: [() => st()] }));
const n = { q: o.m };
P(n.q());
o.gen = function* () {
  yield st();
};
o.n2 = {};
o.n2.ctor = function () {
  this.v = st();
};
P(o.gen().next().value, new o.n2.ctor().v);
o.async = async () => st();
o.async().then(P);
