'use strict';
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
t(() => {
  undeclared = 1;
});
t(() =>
  (function () {
    return this;
  })()
);
t(() =>
  function () {
    return typeof this;
  }.call('s')
);
t(() => {
  delete Object.prototype;
});
t(() => {
  Object.freeze({ a: 1 }).a = 2;
});
t(() => {
  ({
    get x() {
      return 1;
    }
  }).x = 2;
});
t(() => {
  'str'.foo = 1;
});
t(() => {
  (5).foo = 1;
});
t(() => {
  true.foo = 1;
});
t(() => {
  Symbol().foo = 1;
});
t(() => {
  'str'[0] = 'x';
});
t(() => {
  undefined.foo = 1;
});
t(() => {
  (function f() {
    f = 1;
  })();
});
t(() => {
  const a = Object.freeze([1]);
  a[0] = 2;
});
t(() => {
  const a = Object.preventExtensions([1]);
  a[1] = 2;
});
t(() => {
  (function () {}).caller;
});
t(() => {
  (function (a) {
    arguments[0] = 2;
    return a;
  })(1);
});
t(() =>
  (function (a) {
    arguments[0] = 2;
    return a;
  })(1)
);
t(() =>
  (function () {
    return arguments.callee;
  })()
);
t(() => {
  Object.defineProperty({}, 'x', { value: 1 }).x = 2;
});
t(() => {
  delete [].length;
});
t(() => {
  delete Object.seal({ q: 1 }).q;
});
t(() => {
  [1, 2].length = -1;
});
t(() => {
  new Array(-1);
});
t(() => {
  null[Symbol.iterator];
});
t(() => {
  Math.PI = 3;
});
t(() => {
  globalThis.undefined = 1;
});
t(() => {
  globalThis.NaN = 1;
});
t(() => {
  Object.create({
    get z() {
      return 1;
    }
  }).z = 1;
});
t(() => {
  (class {
    static get q() {
      return 1;
    }
  }).q = 2;
});
t(() => {
  (() => {}).name = 'x';
});
t(() => {
  (function () {}).length = 5;
});
{
  function blockScoped() {}
}
t(() => blockScoped);
t(() => typeof notThere);
t(() => {
  let x = 1;
  {
    let x = 2;
  }
  return x;
});
console.log(this === module.exports, (() => this === module.exports)());
t(() => {
  (0, undefined)();
});
var o = {
  __proto__: {
    set p(v) {
      this.q = v;
    }
  }
};
o.p = 1;
console.log(o);
t(() => {
  const { a } = {
    get a() {
      throw new RangeError('getter threw');
    }
  };
});
