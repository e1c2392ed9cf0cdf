class P {
  #a = 1;
  #b;
  static #s = 's';
  static #sm() {
    return 'sm' + P.#s;
  }
  #m() {
    return this.#a;
  }
  get #g() {
    return 'g' + this.#a;
  }
  set #g(v) {
    this.#a = v;
  }
  static has(o) {
    return #a in o;
  }
  static hasM(o) {
    return #m in o;
  }
  static callS() {
    return this.#sm();
  }
  *#gen() {
    yield this.#a;
  }
  async #am() {
    return this.#a;
  }
  inc() {
    this.#a++;
    ++this.#a;
    this.#a += 1;
    this.#a **= 2;
    this.#b ??= 'b';
    this.#g = this.#a + 1;
    return [this.#a, this.#b, this.#m(), this.#g, [...this.#gen()]];
  }
  swap(o) {
    [this.#a, o.#a] = [o.#a, this.#a];
    ({ x: this.#b } = { x: 'destr' });
    return this;
  }
  eq(o) {
    return this.#a === o?.#a;
  }
  del(o) {
    return delete o.x;
  }
  static get(o) {
    return o.#a;
  }
  static set(o) {
    o.#a = 5;
  }
  static call(o) {
    return o.#m();
  }
  ro() {
    this.#m = 1;
  }
  nog() {
    return this.#so;
  }
  set #so(v) {}
  rog() {
    this.#go = 1;
  }
  get #go() {
    return 1;
  }
  nested() {
    return class {
      peek(o) {
        return o.#a;
      }
    };
  }
  fn() {
    return (() => this.#a)();
  }
  bound() {
    return this.#m.bind(this)();
  }
  async aw() {
    return await this.#am();
  }
  name() {
    return this.#m.name;
  }
  tag() {
    return this.#tagged`x${1}`;
  }
  #tagged(s, v) {
    return s[0] + v + this.#a;
  }
}
const p = new P(),
  q = new P();
console.log(
  p.inc(),
  P.has(p),
  P.has({}),
  P.hasM(q),
  P.callS(),
  p.eq(q),
  p.swap(q).fn(),
  q.fn(),
  p.bound(),
  p.name(),
  p.tag(),
  new (p.nested())().peek(q),
  p,
  Object.getOwnPropertyNames(p),
  JSON.stringify(p)
);
p.aw().then((v) => console.log('async', v));
for (const f of [
  () => P.get({}),
  () => P.set({}),
  () => P.call({}),
  () => p.ro(),
  () => p.nog(),
  () => p.rog(),
  () => P.has(5),
  () => class extends P {}.callS(),
  () => P.get(null),
  () => P.get(undefined),
  () => p.swap({})
])
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
class Stamp extends class {
  constructor(o) {
    return o;
  }
} {
  #x = 'stamped';
  static read(o) {
    return o.#x;
  }
}
const plain = {};
new Stamp(plain);
console.log(Stamp.read(plain), plain);
try {
  new Stamp(plain);
} catch (e) {
  console.log(e.message);
}
const fr = Object.freeze({});
new Stamp(fr);
console.log(Stamp.read(fr));
class Base {
  #v = 'base';
  getV() {
    return this.#v;
  }
}
class Derived extends Base {
  #v = 'derived';
  getD() {
    return this.#v + super.getV();
  }
}
console.log(new Derived().getD());
const twice = () =>
  class {
    #z = 1;
    static z(o) {
      return o.#z;
    }
  };
const T1 = twice(),
  T2 = twice();
console.log(T1.z(new T1()));
try {
  T1.z(new T2());
} catch (e) {
  console.log(e.message);
}
class Counter {
  static #instances = 0;
  #id = ++Counter.#instances;
  static #reset() {
    Counter.#instances = 0;
  }
  static {
    this.#reset();
  }
  get id() {
    return this.#id;
  }
  static get total() {
    return Counter.#instances;
  }
}
new Counter();
console.log(new Counter().id, Counter.total);
class Init {
  #a = 1;
  #b = this.#a + 1;
  c = this.#b + this.#f();
  #f() {
    return 10;
  }
}
console.log(new Init());
class Early {
  constructor() {
    try {
      this.#late();
    } catch (e) {
      console.log(e.message);
    }
  }
  #late() {
    console.log('method ready early');
    return this.#fld;
  }
  #fld = 7;
}
new Early();
class Sub extends Early {
  constructor() {
    super();
  }
}
new Sub();
class Opt {
  #o = { d: { e: 5 } };
  get(k) {
    return this.#o?.[k]?.e ?? this?.#o?.nope?.x;
  }
}
console.log(new Opt().get('d'), new Opt().get('q'));
class AccPair {
  static #v = 0;
  static get #x() {
    return AccPair.#v;
  }
  static set #x(n) {
    AccPair.#v = n;
  }
  static run() {
    this.#x++;
    this.#x += 5;
    return this.#x--;
  }
  static get v() {
    return this.#v;
  }
}
console.log(AccPair.run(), AccPair.v);
class Loop {
  #i;
  run() {
    const r = [];
    for (this.#i of [1, 2]) r.push(this.#i);
    for (this.#i = 0; this.#i < 2; this.#i++) r.push(this.#i);
    for (this.#i in { k: 1 }) r.push(this.#i);
    return r;
  }
}
console.log(new Loop().run());
