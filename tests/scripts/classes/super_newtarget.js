class A {
  constructor(n = 'dflt') {
    this.n = n;
    this.t = new.target.name;
  }
  m(x) {
    return 'A.m' + x + this.n;
  }
  get g() {
    return 'A.g' + this.n;
  }
  set g(v) {
    this.sg = 'A:' + v;
  }
  static s() {
    return 'A.s ' + this.name;
  }
  static get sg() {
    return 'Asg' + this.name;
  }
}
class B extends A {
  m(x) {
    return 'B>' + super.m(x + 1);
  }
  get g() {
    return 'B>' + super.g;
  }
  set g(v) {
    super.g = v + '!';
  }
  static s() {
    return 'B>' + super.s();
  }
  static sf = super.s();
  f = super.m('f');
  arrow() {
    return (() => super.m('arr'))();
  }
  comp(k) {
    return super[k](9);
  }
  write() {
    super.w = 'written';
    super['w2'] = 2;
    return this.w;
  }
  async am() {
    await null;
    return super.m('async');
  }
  *gm() {
    yield super.m('gen');
    yield super.g;
  }
  opt() {
    return super.nope?.() ?? super.m?.('opt');
  }
  inc() {
    super.cnt ??= 5;
    super.cnt++;
    return this.cnt;
  }
  tag() {
    return super.m`T`;
  }
}
class C extends B {
  constructor(...a) {
    super(...a);
    this.c = true;
  }
  m(x) {
    return 'C>' + super.m(x);
  }
}
const c = new C('N');
c.g = 'val';
console.log(c.m(1), c.g, c.sg, C.s(), C.sf, B.sf, c.f, c.arrow(), c.comp('m'), c.write(), [...c.gm()], c.opt(), c.inc(), c.tag(), c, C.sg);
c.am().then(console.log);
class D extends A {
  constructor() {
    const f = () => super('late');
    f();
    const g = () => this.n;
    this.got = g();
  }
}
console.log(new D());
class E extends A {
  constructor(x) {
    if (x) super('if');
    else {
      try {
        this.x;
      } catch (e) {
        console.log(e.message);
      }
      super('else');
    }
    return x ? { explicit: 1 } : undefined;
  }
}
console.log(new E(1), new E(0));
class F extends A {
  constructor() {
    super(
      (() => {
        try {
          this;
        } catch (e) {
          return e.name;
        }
      })()
    );
  }
}
console.log(new F().n);
const o1 = {
    m() {
      return 'o1';
    },
    get acc() {
      return 'acc' + this.id;
    }
  },
  o2 = {
    __proto__: o1,
    id: 2,
    m() {
      return 'o2>' + super.m() + super.acc;
    },
    ['n' + 1]() {
      return super.toString === Object.prototype.toString;
    }
  };
console.log(o2.m(), o2.n1());
Object.setPrototypeOf(o2, {
  m() {
    return 'swapped';
  }
});
console.log(o2.m());
const borrowed = { m: o2.m };
console.log(borrowed.m());
Object.setPrototypeOf(B, {
  s() {
    return 'static swapped';
  }
});
console.log(B.s());
Object.setPrototypeOf(B.prototype, {
  m() {
    return 'proto swapped';
  }
});
console.log(c.m(0));
Object.setPrototypeOf(
  B,
  class Z {
    constructor() {
      this.z = 1;
      this.nt = new.target.name;
    }
    m() {
      return 'Zm';
    }
  }
);
console.log(new B().z, new B().nt);
function NT() {
  return new.target === undefined ? 'call' : new.target === NT ? { r: 'new' } : { r: new.target.name };
}
console.log(NT(), new NT(), Reflect.construct(NT, [], Array), (() => typeof new.target)());
class Abs {
  constructor() {
    if (new.target === Abs) throw new TypeError('abstract');
    this.k = new.target.kind;
  }
  static kind = 'abs';
}
class Conc extends Abs {
  static kind = 'conc';
}
console.log(new Conc());
try {
  new Abs();
} catch (e) {
  console.log(e.message);
}
class InhDefault extends A {}
console.log(
  new InhDefault('args', 2),
  InhDefault.length,
  class extends A {
    constructor(a, b) {
      super();
    }
  }.length
);
console.log(Object.getPrototypeOf(B) !== A, Object.getPrototypeOf(C) === B, C.__proto__.name);
class Null extends null {
  static s() {
    return 'static of null';
  }
  static t() {
    return Object.getPrototypeOf(this.prototype);
  }
}
console.log(Null.s(), Null.t(), Object.getPrototypeOf(Null) === Function.prototype);
class NullRet extends null {
  constructor() {
    return Object.create(new.target.prototype);
  }
  x() {
    return 'x';
  }
}
console.log(new NullRet().x());
function Old(a) {
  this.a = a;
}
Old.prototype.hi = function () {
  return 'hi' + this.a;
};
class FromOld extends Old {
  hi() {
    return super.hi() + '!';
  }
}
console.log(new FromOld(3).hi());
const mix = (Base) =>
  class Mix extends Base {
    mixed() {
      return 'mixed ' + (super.mixed?.() ?? '');
    }
  };
class MM extends mix(mix(Object)) {}
console.log(new MM().mixed(), new MM());
class Dyn extends (Math.max(1, 2) > 1 ? A : B) {}
console.log(new Dyn().m('d'));
