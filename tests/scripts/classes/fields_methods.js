const log = [];
class A {
  a = log.push('a');
  static s = log.push('static s');
  ['b' + log.push('key b')] = log.push('b');
  #p = log.push('#p');
  static {
    log.push('block', this.s, this === A);
  }
  c = this.a + 1;
  d = () => this;
  static t = this.name;
  e;
  'quoted key' = 1;
  42 = 'num';
  get = 1;
  set = 2;
  static = 3;
  async = 4;
  static async = 5;
  static get = 6;
  constructor() {
    log.push('ctor');
  }
}
console.log(log.join(), new A(), A);
log.length = 0;
const a1 = new A();
console.log(log.join(), a1.d() === a1, Object.keys(a1), A.t, A.async, A.get);
class B {
  x = 1;
  constructor() {
    this.y = this.x;
    this.init();
  }
  init() {
    this.z = 'B.init';
  }
}
class C extends B {
  w = (log.push('C.w'), this.y);
  v;
  init() {
    super.init();
    this.v = 'set in init';
    this.u = 'u';
  }
}
console.log(new C(), new C().hasOwnProperty('v'));
class M {
  m() {
    return 'm';
  }
  static m() {
    return 'sm';
  }
  get g() {
    return 'g';
  }
  set g(v) {
    this._g = v;
  }
  static get g() {
    return 'sg';
  }
  *gen() {
    yield 1;
  }
  async am() {
    return 1;
  }
  async *ag() {
    yield 1;
  }
  [Symbol.iterator]() {
    return [1, 2].values();
  }
  ['comp' + 'uted']() {
    return 'c';
  }
  'str name'() {
    return 's';
  }
  123() {
    return 'n';
  }
  get() {
    return 'get';
  }
  set() {
    return 'set';
  }
  static static() {
    return 'static';
  }
  async() {
    return 'async';
  }
  of() {
    return 'of';
  }
}
const m = new M();
console.log(
  m.m(),
  M.m(),
  m.g,
  M.g,
  [...m.gen()],
  [...m],
  m.computed(),
  m['str name'](),
  m[123](),
  m.get(),
  m.set(),
  M.static(),
  m.async(),
  m.of(),
  Object.getOwnPropertyNames(M.prototype),
  Object.keys(M.prototype),
  Object.getOwnPropertyNames(M)
);
for (const f of [
  () => M(),
  () => M.call({}),
  () => new m.m(),
  () => {
    class X extends 5 {}
  },
  () => {
    class X extends undefined {}
  },
  () => {
    const o = {};
    class X extends o {}
  },
  () => {
    function F() {}
    F.prototype = 3;
    class X extends F {}
  },
  () => {
    class X extends (() => 1) {}
  },
  () => {
    class X extends null {}
    new X();
  },
  () => {
    class X extends Object {
      constructor() {}
    }
    new X();
  },
  () => {
    class X extends Object {
      constructor() {
        super();
        super();
      }
    }
    new X();
  },
  () => {
    class X extends Object {
      constructor() {
        return 1;
      }
    }
    new X();
  },
  () => {
    class X extends Object {
      constructor() {
        return undefined;
      }
    }
    new X();
  },
  () => {
    class X extends Object {
      constructor() {
        this.a = 1;
        super();
      }
    }
    new X();
  },
  () => {
    new (class {
      x = y;
    })();
  },
  () => {
    class K {
      static [(() => {
        throw new Error('key');
      })()];
    }
  },
  () => {
    class K {
      static x = (() => {
        throw new Error('init');
      })();
    }
  },
  () => M`x`
])
  try {
    f();
    console.log('ok');
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
console.log(
  typeof M,
  Object.getOwnPropertyDescriptor(M.prototype, 'm'),
  Object.getOwnPropertyDescriptor(M, 'prototype'),
  M.prototype.constructor === M,
  class {}.name,
  class N {}.name,
  new (class {
    constructor() {
      return { over: 1 };
    }
  })(),
  new (class extends B {
    constructor() {
      return { skip: 1 };
    }
  })()
);
const anon = class {
  static who = this.name;
};
console.log(anon.who, anon);
const expr = new (class Named {
  n() {
    return Named.name;
  }
})();
console.log(expr.n(), typeof Named, expr.constructor.name);
{
  class Blk {}
  console.log(typeof Blk);
}
console.log(typeof Blk);
class Acc {
  static #count = 0;
  static inc() {
    return ++Acc.#count;
  }
  static get c() {
    return this.#count;
  }
}
Acc.inc();
Acc.inc();
console.log(Acc.c);
try {
  (class extends Acc {}).c;
} catch (e) {
  console.log(e.message);
}
let self = class {
  static x = 1;
  static y = this.x + 1;
  static z = () => this.y;
  static [Symbol.toStringTag] = 'T';
};
console.log(self.y, self.z(), String(self) === '[object T]', Object.prototype.toString.call(self));
const arrOfC = [1, 2].map(
  (n) =>
    class {
      static n = n;
      i = n;
    }
);
console.log(arrOfC.map((K) => [K.n, new K().i]));
class Computed {
  static [`s${1}`] = 1;
  static async *[Symbol.asyncIterator]() {}
  get ['g' + 1]() {
    return 'g1';
  }
  set ['g' + 1](v) {
    this.v = v;
  }
  static {
    var scoped = 1;
    let l = 2;
    this.sum = scoped + l;
  }
  static {
    this.next = this.sum + 1;
    await_: for (;;) break await_;
  }
}
const cc = new Computed();
cc.g1 = 5;
console.log(cc.g1, cc, Computed.s1, Computed.sum, Computed.next, typeof scoped);
class Def {
  a = arguments_();
  m = function () {
    return this;
  };
  n = { o: this };
}
function arguments_() {
  return 'args';
}
const def = new Def();
console.log(def.a, def.m() === def, def.n.o === def);
class Over {
  get x() {
    return 'getter';
  }
}
class Over2 extends Over {
  x = 'field';
}
console.log(new Over2().x, new Over2());
class Setter {
  set x(v) {
    log.push('setter called');
  }
}
class Field extends Setter {
  x = 1;
}
log.length = 0;
new Field();
console.log(log);
