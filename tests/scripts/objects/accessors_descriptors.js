const o = {
  _v: 1,
  get v() {
    return this._v;
  },
  set v(x) {
    this._v = x * 2;
  },
  get ro() {
    return 'ro';
  },
  set wo(x) {
    this._v = x;
  },
  get ['c' + 1]() {
    return 'c';
  },
  get 1() {
    return 'one';
  },
  get 'a b'() {
    return 's';
  }
};
o.v = 5;
console.log(o.v, o.ro, o.wo, o.c1, o[1], o['a b'], o);
o.ro = 1;
console.log(o.ro, Object.keys(o));
(() => {
  'use strict';
  try {
    o.ro = 1;
  } catch (e) {
    console.log(e.message);
  }
})();
console.log(
  Object.getOwnPropertyDescriptor(o, 'v'),
  Object.getOwnPropertyDescriptor(o, 'ro'),
  Object.getOwnPropertyDescriptor(o, 'nope'),
  Object.getOwnPropertyDescriptors({
    a: 1,
    get b() {
      return 1;
    }
  })
);
const d = {};
Object.defineProperty(d, 'x', { value: 1 });
console.log(d, d.x, Object.getOwnPropertyDescriptor(d, 'x'));
d.x = 2;
console.log(d.x, delete d.x);
for (const desc of [
  { value: 1 },
  { value: 2 },
  { writable: true },
  { enumerable: true },
  { configurable: true },
  { get() {} },
  {},
  { writable: false, value: 1 }
])
  try {
    Object.defineProperty(d, 'x', desc);
    console.log('ok');
  } catch (e) {
    console.log(e.message);
  }
for (const bad of [
  [{}, 'a', { get() {}, value: 1 }],
  [{}, 'a', { get: 1 }],
  [{}, 'a', { set: 'x' }],
  [{}, 'a', 5],
  [5, 'a', {}],
  [{}, 'a', { get() {}, writable: true }],
  [Object.freeze({}), 'n', { value: 1 }],
  [Object.preventExtensions([]), 0, { value: 1 }]
])
  try {
    Object.defineProperty(...bad);
  } catch (e) {
    console.log(e.message);
  }
Object.defineProperties(d, {
  p: { value: 'p', enumerable: true },
  q: {
    get() {
      return 'q';
    },
    enumerable: true,
    configurable: true
  }
});
console.log(d);
Object.defineProperty(d, 'q', { value: 'now data' });
console.log(Object.getOwnPropertyDescriptor(d, 'q'));
Object.defineProperty(d, 'q', {
  set(v) {
    this.sv = v;
  }
});
d.q = 3;
console.log(d.sv, d.q);
const proto = {
  get inherited() {
    return this.tag;
  },
  set inherited(v) {
    this.tag = v;
  }
};
const ch = Object.create(proto, { own: { value: 1, enumerable: true } });
ch.inherited = 'T';
console.log(ch.inherited, ch, Object.keys(ch), 'inherited' in ch, ch.hasOwnProperty('inherited'));
const rop = Object.create(Object.defineProperty({}, 'r', { value: 1 }));
rop.r = 2;
console.log(rop.r, rop);
(() => {
  'use strict';
  try {
    rop.r = 2;
  } catch (e) {
    console.log(e.message);
  }
})();
const arr = [1, 2, 3];
Object.defineProperty(arr, 1, {
  get() {
    return 'got';
  },
  enumerable: true
});
console.log(
  arr[1],
  arr,
  arr.map((x) => x)
);
Object.defineProperty(arr, 'length', { writable: false });
try {
  arr.push(1);
} catch (e) {
  console.log(e.message);
}
arr[5] = 1;
console.log(arr.length);
try {
  Object.defineProperty([], 'length', { value: -1 });
} catch (e) {
  console.log(e.name, e.message);
}
const a2 = [1, 2, 3, 4];
Object.defineProperty(a2, 1, { configurable: false });
a2.length = 0;
console.log(a2.length, a2);
o.__defineGetter__('leg', () => 'legacy');
o.__defineSetter__('leg', function (v) {
  this._leg = v;
});
console.log(o.leg, typeof o.__lookupGetter__('leg'), o.__lookupSetter__('nope'), typeof o.__lookupSetter__('leg'), o.propertyIsEnumerable('leg'));
const dup = {
  a: 1,
  a: 2,
  get a() {
    return 3;
  },
  b: 1,
  get b() {
    return 2;
  },
  b: 3,
  get c() {
    return 1;
  },
  set c(v) {}
};
console.log(dup.a, dup.b, Object.getOwnPropertyDescriptor(dup, 'c'));
const cnt = {
  get lazy() {
    const v = {};
    Object.defineProperty(this, 'lazy', { value: v, writable: true });
    return v;
  }
};
console.log(cnt.lazy === cnt.lazy, cnt);
let hits = 0;
const hot = {
  get h() {
    return ++hits;
  }
};
for (let i = 0; i < 100; i++) hot.h;
console.log(hits);
const self = {
  get self() {
    return this;
  }
};
console.log(self.self.self === self, self);
function Ctor() {}
Ctor.prototype = {
  get g() {
    return typeof this;
  }
};
console.log(new Ctor().g);
String.prototype.__defineGetter__('thisType', function () {
  'use strict';
  return typeof this;
});
console.log('x'.thisType);
delete String.prototype.thisType;
