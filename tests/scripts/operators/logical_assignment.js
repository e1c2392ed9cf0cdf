const log = [];
const o = {
  get a() {
    log.push('get a');
    return this._a;
  },
  set a(v) {
    log.push('set a ' + v);
    this._a = v;
  },
  _a: null
};
o.a ??= 1;
o.a ??= 2;
o.a ||= 3;
o.a &&= 4;
o.a &&= 0;
o.a &&= 5;
o.a ||= 6;
console.log(log.join(', '), o._a);
let n = null,
  u,
  z = 0,
  e = '',
  t = 'x';
n ??= 'n';
u ??= 'u';
z ??= 'z';
e ??= 'e';
console.log(n, u, z, e);
z ||= 'Z';
e ||= 'E';
t ||= 'T';
console.log(z, e, t);
t &&= 'tt';
u &&= 0;
console.log(t, u);
const c = 1;
c ||= 2;
try {
  c &&= 2;
} catch (err) {
  console.log(err.message);
}
try {
  c ??= f();
} catch (err) {
  console.log('never');
}
console.log(c);
function f() {
  console.log('called');
  return 1;
}
let k = 5;
k ||= f();
k ??= f();
k &&= f();
console.log(k);
let fn;
fn ??= function () {};
console.log(fn.name);
let g = 0;
g ||= () => {};
console.log(g.name);
let h = 1;
h &&= class {};
console.log(h.name);
const oo = {};
oo.x ??= () => {};
console.log(JSON.stringify(oo.x.name));
const key = {
  toString() {
    log.push('key');
    return 'q';
  }
};
log.length = 0;
const m = {};
m[key] ??= 1;
m[key] ||= 2;
m[key] &&= 3;
m[key] += 4;
m[key]++;
console.log(m);
class P {
  #v;
  set(x) {
    return (this.#v ??= x);
  }
  get v() {
    return this.#v;
  }
}
const p = new P();
p.set(1);
p.set(2);
console.log(p.v);
console.log(
  null ?? undefined ?? 0 ?? 1,
  (null || undefined) ?? 'd',
  0 ?? 1,
  '' ?? 1,
  false ?? 1,
  NaN ?? 1,
  (() => {
    try {
      return (
        null ??
        (() => {
          throw 'x';
        })()
      );
    } catch (e) {
      return e;
    }
  })()
);
const frozen = Object.freeze({ a: 1, n: null });
frozen.a ??= 5;
(() => {
  'use strict';
  frozen.a ??= 5;
  frozen.a ||= 5;
  try {
    frozen.a &&= 5;
  } catch (e) {
    console.log(e.message);
  }
  try {
    frozen.n ??= 5;
  } catch (e) {
    console.log(e.message);
  }
})();
