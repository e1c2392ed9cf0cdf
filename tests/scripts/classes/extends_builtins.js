class Stack extends Array {
  top() {
    return this[this.length - 1];
  }
  static get [Symbol.species]() {
    return this.plain ? Array : this;
  }
}
const s = Stack.from([1, 2, 3]);
s.push(4);
console.log(
  s,
  s.top(),
  s.length,
  s instanceof Array,
  Array.isArray(s),
  s.map((x) => x * 2),
  s.filter((x) => x > 2) instanceof Stack,
  s.slice(1).top(),
  s.concat([9]).constructor.name,
  Stack.of(7, 8),
  new Stack(3),
  new Stack(1, 2),
  [...s],
  s.toSorted().constructor.name,
  JSON.stringify(s)
);
Stack.plain = true;
console.log(s.map((x) => x).constructor.name, s.flat().constructor.name, s.splice(0, 1).constructor.name);
s.length = 1;
console.log(s, s.length);
s[5] = 'x';
console.log(s, s.length);
class MyErr extends Error {
  constructor(m, code) {
    super(m);
    this.code = code;
  }
  get name() {
    return 'MyErr';
  }
}
const e = new MyErr('boom', 7);
console.log(
  e instanceof Error,
  e instanceof MyErr,
  String(e),
  e.message,
  e.code,
  Object.keys(e),
  Object.prototype.toString.call(e)
);
class Plain extends TypeError {}
const pe = new Plain('m');
console.log(String(pe), pe.name, pe.stack.split('\n')[0], pe.constructor.name, pe instanceof TypeError);
class Named extends Error {
  name = 'FieldName';
}
console.log(String(new Named('x')), new Named('x').stack.split('\n')[0]);
class Cau extends Error {
  constructor(...a) {
    super(...a);
  }
}
console.log(new Cau('m', { cause: 'why' }).cause);
class DMap extends Map {
  constructor(it, d) {
    super(it);
    this.d = d;
  }
  get(k) {
    if (!this.has(k)) this.set(k, this.d());
    return super.get(k);
  }
}
const dm = new DMap([['a', [1]]], () => []);
dm.get('b').push(2);
console.log(dm, dm.size, [...dm.keys()], dm instanceof Map);
class CSet extends Set {
  add(v) {
    return super.add(String(v).toUpperCase());
  }
}
console.log(new CSet(['a', 'b', 'A']), new CSet('xyx').size);
class LogMap extends Map {
  set(k, v) {
    this.n = (this.n ?? 0) + 1;
    return super.set(k, v);
  }
}
console.log(
  new LogMap([
    [1, 2],
    [3, 4]
  ]).n
);
class P2 extends Promise {
  tag() {
    return 'tagged';
  }
  static get [Symbol.species]() {
    return this;
  }
}
const p = P2.resolve(1);
console.log(
  p,
  p.tag(),
  p.then(() => {}) instanceof P2,
  P2.all([]) instanceof P2,
  P2.reject(1)
    .catch(() => {})
    .tag(),
  P2.resolve(p) === p,
  Promise.resolve(p) === p,
  new P2((r) => r(5)).finally(() => {}).tag()
);
class Num extends Number {
  double() {
    return this * 2;
  }
}
class Str extends String {
  shout() {
    return this.toUpperCase() + '!';
  }
  get len() {
    return this.length;
  }
}
class Bool extends Boolean {}
class Dt extends Date {
  year() {
    return this.getUTCFullYear();
  }
}
class Re extends RegExp {
  test(s) {
    return !super.test(s);
  }
}
class Ob extends Object {
  constructor(x) {
    super(x);
    this.o = 1;
  }
}
console.log(
  new Num(21).double(),
  new Num(5),
  new Str('hey').shout(),
  new Str('abc'),
  new Str('abc').len,
  new Bool(false),
  new Dt(0).year(),
  new Dt(0),
  new Re('a').test('b'),
  new Re('a', 'g'),
  'aXa'.replace(new Re('a', 'g'), 'b'),
  new Ob({ ignored: 1 })
);
class Thenable {
  then(r) {
    r('thenable');
  }
}
Promise.resolve(new Thenable()).then(console.log);
p.then((v) => console.log('p', v));
class Gen {
  *[Symbol.iterator]() {
    yield* [1, 2];
  }
}
console.log(
  [...new Gen()],
  Math.max(...new Gen()),
  new Set(new Gen()),
  Array.from(new Gen(), (x) => x * 10),
  Object.fromEntries([[...new Gen()]])
);
class Ev extends EventTarget {
  fire(n) {
    return this.dispatchEvent(new Event(n));
  }
}
const ev = new Ev();
ev.addEventListener('x', function (evn) {
  console.log(this === ev, evn.type, evn.target === ev);
});
console.log(ev.fire('x'));
class Ind extends Array {
  constructor() {
    super();
    this.push('init');
  }
}
console.log(new Ind());
try {
  new Ind().map((x) => x);
  console.log(
    'mapped',
    new Ind().map((x) => x)
  );
} catch (er) {
  console.log(er.message);
}
class SymC extends Array {
  get [Symbol.toStringTag]() {
    return 'SC';
  }
}
console.log(new SymC(), String(Object.prototype.toString.call(new SymC())));
