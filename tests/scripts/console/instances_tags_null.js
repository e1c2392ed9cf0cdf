class P {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}
class Q extends P {
  z = 1;
}
class Empty {}
console.log(
  new P(1, 2),
  [new P(1, 2)],
  { p: new P(1, 2) },
  new Q(1, 2),
  new Empty(),
  [new Empty()],
  { a: { b: { c: new P(1, 2) } } },
  { a: { b: { c: new Empty() } } }
);
const n = Object.create(null);
console.log(n, [n], { n });
n.a = 1;
n.b = n;
console.log(n, { a: { b: { n: Object.assign(Object.create(null), { x: 1 }) } } });
console.log(
  Object.create(new P(1, 2)),
  Object.create(P.prototype),
  Object.create(Q.prototype),
  Object.setPrototypeOf(new P(1, 2), null),
  Object.setPrototypeOf({ a: 1 }, Object.create(null)),
  Object.create(Object.create(Object.create(null)))
);
console.log(
  { [Symbol.toStringTag]: 'Tagged' },
  { [Symbol.toStringTag]: 'Tagged', a: 1 },
  { [Symbol.toStringTag]: '' },
  { [Symbol.toStringTag]: 5 },
  {
    get [Symbol.toStringTag]() {
      return 'G';
    }
  }
);
class T {
  get [Symbol.toStringTag]() {
    return 'T';
  }
}
class T2 {
  get [Symbol.toStringTag]() {
    return 'Other';
  }
  a = 1;
}
console.log(new T(), new T2(), Object.assign(Object.create(null), { [Symbol.toStringTag]: 'NT', b: 1 }));
class M extends Map {}
class St extends Set {
  get [Symbol.toStringTag]() {
    return 'MySet';
  }
}
class Pr extends Promise {}
class Dt extends Date {}
class Er extends Error {}
class Rx extends RegExp {}
console.log(new M([[1, 2]]), new St([1]), Pr.resolve(1), new Dt(0), new Rx('a', 'g'), new M(), new St());
console.log(
  Object.prototype,
  Array.prototype,
  P.prototype,
  Q.prototype,
  Map.prototype,
  Function.prototype,
  Date.prototype,
  RegExp.prototype,
  Promise.prototype,
  Symbol.prototype,
  Number.prototype,
  String.prototype,
  Boolean.prototype,
  Set.prototype,
  Object.getPrototypeOf(function* () {}),
  Object.getPrototypeOf([][Symbol.iterator]()),
  Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())),
  Math,
  JSON,
  Reflect,
  Empty.prototype,
  Object.getPrototypeOf(async () => {}),
  Error.prototype.constructor === Error
);
const weird = new P(1, 2);
Object.defineProperty(weird, 'constructor', { value: undefined });
console.log(weird);
function F() {}
F.prototype.constructor = undefined;
console.log(new F());
const shadow = { constructor: P };
console.log(shadow);
class Long extends P {
  constructor() {
    super('x'.repeat(40), 'y'.repeat(40));
  }
}
console.log(new Long(), [new Long()]);
console.log(
  new (class Foo {
    constructor() {
      this.nested = new P([1, 2], { a: new P({}, []) });
    }
  })()
);
class Get {
  get a() {
    return 1;
  }
  set a(v) {}
  get ro() {
    return 1;
  }
  static get s() {
    return 1;
  }
  #priv = 1;
  pub = 2;
}
console.log(new Get(), Get);
console.log(
  Object.defineProperty({}, 'hidden', { value: 1 }),
  Object.defineProperties(
    { v: 1 },
    {
      g: {
        get() {
          return 1;
        },
        enumerable: true
      },
      s: { set() {}, enumerable: true },
      gs: { get() {}, set() {}, enumerable: true },
      h: { get() {}, enumerable: false }
    }
  )
);
