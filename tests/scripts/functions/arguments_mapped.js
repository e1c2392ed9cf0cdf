function m(a, b) {
  arguments[0] = 'A';
  b = 'B';
  return [a, arguments[1], arguments.length, a === arguments[0]];
}
console.log(m(1, 2), m(1), m(), m(1, 2, 3));
function s(a) {
  'use strict';
  arguments[0] = 9;
  a = 8;
  return [a, arguments[0]];
}
console.log(s(1));
function d(a, b = 2) {
  arguments[0] = 9;
  return [a, b, arguments[1], arguments.length];
}
console.log(d(1));
function r(a, ...rest) {
  a = 5;
  return [arguments[0], arguments.length, rest];
}
console.log(r(1, 2, 3));
function de({ x }) {
  x = 2;
  return arguments[0];
}
console.log(de({ x: 1 }));
function del(a) {
  delete arguments[0];
  a = 2;
  const gone = arguments[0];
  arguments[0] = 3;
  return [gone, a, arguments[0], arguments.length];
}
console.log(del(1));
function def(a) {
  Object.defineProperty(arguments, '0', { value: 5, writable: false });
  const first = a;
  a = 6;
  return [first, arguments[0], a];
}
console.log(def(1));
function grow(a) {
  arguments.length = 3;
  arguments[2] = 'x';
  return [...arguments];
}
console.log(grow(1, 2));
function it() {
  return [
    typeof arguments[Symbol.iterator],
    arguments[Symbol.iterator] === Array.prototype.values,
    Object.prototype.toString.call(arguments),
    Array.isArray(arguments),
    Object.keys(arguments),
    typeof arguments.callee,
    arguments.callee === it
  ];
}
console.log(it(1, 2));
function dup(a, a) {
  return [a, arguments[0], arguments[1]];
}
console.log(dup(1, 2));
function arrow() {
  return (() => arguments[0])('inner');
}
console.log(arrow('outer'));
function nested() {
  function inner() {
    return arguments.length;
  }
  return [inner(1, 2, 3), arguments.length];
}
console.log(nested(1));
console.log(
  (function () {
    return arguments;
  })(1, 'b', [3]),
  (function () {
    'use strict';
    return arguments;
  })()
);
function sl() {
  return Array.prototype.slice.call(arguments, 1).concat(Array.from(arguments));
}
console.log(sl(1, 2, 3));
function sp() {
  return Math.max(...arguments) + Math.max.apply(null, arguments);
}
console.log(sp(1, 5, 3));
function cl(a) {
  const f = () => {
    arguments[0]++;
    a++;
  };
  f();
  return [a, arguments[0]];
}
console.log(cl(1));
function leak() {
  return arguments;
}
const kept = leak(1, 2);
kept[0]++;
console.log(kept, kept.length);
function* gen(a) {
  arguments[0] = 7;
  yield a;
  yield* arguments;
}
console.log([...gen(1, 2)]);
class C {
  constructor() {
    this.n = arguments.length;
  }
  get g() {
    return arguments.length;
  }
  set s(v) {
    this.t = arguments[0];
  }
}
const c = new C(1, 2, 3);
c.s = 'v';
console.log(c.n, c.g, c.t);
function over(a) {
  arguments = [a, 2];
  return arguments;
}
console.log(over(1));
function fnArg(arguments2, x = arguments.length) {
  return x;
}
console.log(fnArg(1), fnArg(), fnArg(1, undefined, 3));
Object.entries(
  (function (a, b) {
    return arguments;
  })('x', 'y')
).forEach((e) => console.log(e));
(function (a) {
  for (const k in arguments) console.log(k);
  console.log(Object.getOwnPropertyDescriptors(arguments)[0], Object.getOwnPropertyNames(arguments));
})(1);
