console.log(typeof f1, typeof v1, typeof f2, f1());
var v1 = 1;
function f1() {
  return 'first';
}
var f2 = function () {};
function f1() {
  return 'second';
}
console.log(f1());
console.log(typeof inner);
{
  function inner() {
    return 1;
  }
}
console.log(typeof inner);
if (true) {
  function cond() {
    return 'c';
  }
}
console.log(cond());
console.log(typeof never);
if (false) {
  function never() {}
}
console.log(typeof never);
(function () {
  console.log(typeof x);
  var x = 1;
  {
    var x = 2;
  }
  console.log(x);
  for (var x = 5; x < 6; x++);
  console.log(x);
  try {
    throw 9;
  } catch (x) {
    var x = 10;
    console.log(x);
  }
  console.log(x);
})();
function a(b) {
  var b;
  console.log(b);
  var b = 2;
  console.log(b);
  function b() {}
}
a(1);
function p(q) {
  console.log(typeof q);
  function q() {}
}
p(1);
function ar() {
  var arguments;
  console.log(typeof arguments);
}
ar(1);
function ar2() {
  var arguments = 5;
  console.log(arguments);
}
ar2(1);
function ar3(arguments) {
  console.log(arguments);
}
ar3('p');
implicit = 5;
console.log(implicit, globalThis.implicit, Object.getOwnPropertyDescriptor(globalThis, 'implicit'));
var notGlobal = 1;
console.log(globalThis.notGlobal, this === module.exports, this);
(function () {
  implicit2 = 'x';
})();
console.log(implicit2, 'implicit2' in globalThis, delete globalThis.implicit2, typeof implicit2);
console.log(
  (function () {
    return this === globalThis;
  })(),
  (function () {
    'use strict';
    return this;
  })(),
  (() => this === module.exports)(),
  function () {
    return typeof this;
  }.call(5),
  function () {
    'use strict';
    return typeof this;
  }.call(5),
  function () {
    return this === globalThis;
  }.call(null)
);
{
  function blk() {
    return 1;
  }
  blk = 2;
  console.log(typeof blk);
}
console.log(typeof blk);
switch (1) {
  case 0:
    function sw() {
      return 'sw';
    }
  case 1:
    console.log(sw());
}
lab: function labelled() {
  return 'lab';
}
console.log(labelled());
(function () {
  if (1)
    function iff() {
      return 'iff';
    }
  console.log(iff());
})();
console.log(
  (function () {
    return typeof g;
    {
      function g() {}
    }
  })()
);
(function () {
  let z = 1;
  {
    function z2() {
      return z;
    }
  }
  console.log(z2());
})();
var undefined = 5;
console.log(undefined);
NaN = 1;
console.log(NaN);
Infinity = 0;
console.log(Infinity);
(function () {
  'use strict';
  for (const f of [
    () => {
      undefined = 1;
    },
    () => {
      NaN = 1;
    },
    () => {
      unknownGlobal = 1;
    },
    () => {
      Math.PI = 1;
    },
    () => {
      'abc'.length = 1;
    },
    () => {
      (5).x = 1;
    },
    () => {
      Object.freeze([1]).push(2);
    },
    () => {
      arguments.callee;
    }
  ])
    try {
      f();
      console.log('ok');
    } catch (e) {
      console.log(e.message);
    }
})();
