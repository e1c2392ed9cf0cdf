const t = (f) => {
  try {
    console.log('returned', f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
const c = 1;
class A {
  #p;
  static m(o) {
    return o.#p;
  }
  get ro() {
    return 1;
  }
}
class B extends A {
  constructor(x) {
    if (x === 1) return;
    if (x === 2) return 5;
    super();
  }
}
('use strict');
t(() => {
  c = 2;
});
t(() => {
  c++;
});
t(() => {
  c += 1;
});
t(() => {
  for (const i = 0; i < 2; i++);
});
t(() => {
  [c] = [1];
});
t(() => {
  ({ c } = { c: 1 });
});
t(() => notDefined);
t(() => notDefined());
t(() => notDefined.x);
t(() => notDefined + 1);
t(() => {
  'use strict';
  notDefined = 1;
});
t(() => tdz);
let tdz;
t(() => {
  x;
  const x = 1;
});
t(() => {
  new K();
  class K {}
});
t(() => A());
t(() => B.call({}));
t(() => new B(1));
t(() => new B(2));
t(() => A.m({}));
t(() => A.m(1));
t(() => new Array(-1));
t(() => new Array(1.5));
t(() => {
  [].length = -1;
});
t(() => 'x'.repeat(-1));
t(() => 'x'.repeat(Infinity));
t(() => 'x'.repeat(2 ** 29));
t(() => 'x'.padEnd(2 ** 30, 'y').length);
t(() => (1).toFixed(200));
t(() => (1).toString(99));
t(() => (1).toPrecision(0));
t(() => new Date(NaN).toISOString());
t(() => String.fromCodePoint(-1));
t(() => 'a'.normalize('x'));
t(() => decodeURIComponent('%'));
t(() => JSON.parse('{bad'));
t(() => JSON.parse(''));
t(() => {
  const o = {};
  o.o = o;
  JSON.stringify(o);
});
t(() => Symbol() + '');
t(() => +Symbol());
t(() => new Symbol());
t(() => ({ [Symbol.toPrimitive]: () => ({}) }) + 1);
t(() => Object.create(null) + '');
t(() => ({ toString: null, valueOf: null }) * 2);
t(() => Object.defineProperty(Object.freeze({}), 'x', { value: 1 }));
t(() => {
  'use strict';
  Object.freeze({ x: 1 }).x = 2;
});
t(() => {
  'use strict';
  Object.freeze([1]).push(2);
});
t(() => {
  'use strict';
  delete Object.freeze({ x: 1 }).x;
});
t(() => {
  'use strict';
  new A().ro = 2;
});
t(() => {
  'use strict';
  'str'.x = 1;
});
t(() => {
  'use strict';
  'str'[0] = 'x';
});
t(() => {
  'use strict';
  Object.preventExtensions({}).x = 1;
});
t(() => {
  'use strict';
  undefined = 1;
});
t(() => Object.setPrototypeOf(Object.preventExtensions({}), {}));
t(() => {
  const a = {};
  const b = Object.create(a);
  Object.setPrototypeOf(a, b);
});
t(() => 'a'.matchAll(/a/));
t(() => 'a'.replaceAll(/a/, 'b'));
t(() => 'a'.startsWith(/a/));
t(() => [].reduce((a) => a));
t(() => [1, 2].at(Symbol()));
t(() => Promise());
t(() => new Promise());
t(() => Map());
t(() => Promise.prototype.then.call(1));
t(() => Map.prototype.set.call([], 1));
t(() => Set.prototype.has.call(new Map(), 1));
t(() => Date.prototype.getTime.call(1));
t(() => RegExp.prototype.exec.call(1));
t(() => Number.prototype.toFixed.call('1'));
t(() => String.prototype.valueOf.call(1));
t(() => Symbol.prototype.toString.call(1));
t(() => Boolean.prototype.valueOf.call(1));
t(() => Error.prototype.toString.call(1));
t(() => Function.prototype.toString.call(1));
t(() => Function.prototype.bind.call(1));
t(() => Function.prototype.call.call(1));
t(() => Function.prototype.apply.call(1));
t(() => (function* () {})().next.call(1));
t(() => [].values().next.call(1));
t(() => Object.getOwnPropertyDescriptor(Map.prototype, 'size').get.call(1));
t(() => ({}).x.y.z);
t(() => {
  throw new Error();
});
t(() => {
  throw new TypeError(undefined);
});
t(() => {
  const g = (function* () {
    g.next();
  })();
  g.next();
});
t(() => Reflect.construct(1));
t(() => Reflect.ownKeys(1));
t(
  () =>
    new (class {
      constructor() {
        this.x.y;
      }
    })()
);
t(() => {
  class X {
    constructor() {
      super_;
    }
  }
  new X();
});
t(() => {
  class X extends A {
    constructor() {
      this.x;
    }
  }
  new X();
});
t(() => {
  class X extends A {
    constructor() {
      super();
      super();
    }
  }
  new X();
});
t(() => {
  class X extends A {
    constructor() {}
  }
  new X();
});
t(() => {
  ({ __proto__: null }) instanceof A;
  return 'fine';
});
t(() => structuredClone_());
t(() => [...'a'].map(([x, y]) => y.z));
t(() => {
  const {
    length: {
      x: { y }
    }
  } = 'abc';
});
t(() => null.foo`x`);
t(() => (1).foo.bar);
t(() => ''.foo.bar);
t(
  () =>
    new (function F() {
      return this.q.w;
    })()
);
t(() => [undefined].map((x) => x.y));
t(() => Number(Symbol('q')));
t(() => Math.max(Symbol()));
t(() => `${Symbol('x')}`);
t(() => [Symbol()].join());
t(() => BigIntless());
t(() => parseInt(Symbol()));
t(() => isNaN(Symbol()));
t(() => new Date(Symbol()));
t(() => 'x'.repeat(Symbol()));
t(() => Object.fromEntries([1]));
t(() => Object.fromEntries(1));
t(() => new AggregateError(1));
t(() => Array.from({ length: -1 }));
t(() => Array.from({ length: Infinity }));
t(() => [].concat(...{}));
t(() => [].flat.call(null));
t(() => Array.prototype.includes.call(undefined));
t(() => [].copyWithin.call(null));
t(() => ''.at.call(null));
t(() => ''.includes(/x/));
t(() => [].with(1, 1));
t(() => [].toSpliced.call(null));
t(() => encodeURIComponent('\ud800'));
