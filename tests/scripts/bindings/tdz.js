// Temporal dead zones in every position.
const t = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
t(() => {
  x;
  let x = 1;
});
t(() => {
  x = 2;
  let x = 1;
});
t(() => {
  const y = y;
});
t(() => {
  C;
  class C {}
});
t(() => {
  class C extends C {}
});
t(() => {
  typeof z;
  let z;
});
t(() => {
  const f = () => q;
  const r = () => f();
  r();
  let q = 1;
});
t(() => {
  const f = () => q;
  let q = 7;
  return f();
});
t(() => {
  let { a = b, b } = {};
});
t(() => {
  let { a, b = a } = { a: 3 };
  return b;
});
t(() => ((a = b, b) => a)());
t(() => ((a, b = a) => b)(4));
t(() => ((a = a) => a)());
t(() => {
  for (let i = i; ;) break;
});
t(() => {
  for (const x of [x]) break;
});
t(() => {
  for (const k in { a: k }) break;
});
t(() => {
  switch (1) {
    case 0:
      let s = 1;
    case 1:
      return s;
  }
});
t(() => {
  switch (1) {
    case 1:
      let s;
      return s;
  }
});
t(() => {
  {
    f2();
    let v = 1;
    function f2() {
      return v;
    }
  }
});
t(() => {
  let a = 1;
  {
    a;
    let b = a;
    return b;
  }
});
t(() => {
  let a = 1;
  {
    let a = a + 1;
    return a;
  }
});
t(() => {
  v++;
  let v = 1;
});
t(() => {
  v ??= 1;
  let v;
});
t(() => {
  [w] = [1];
  let w;
});
t(() => {
  delete u2.x;
  let u2 = {};
});
t(() => {
  class K {
    static s = K.name;
    static [K]() {}
  }
});
t(() => {
  class K {
    static s = K.name;
  }
  return K.s;
});
t(() => {
  const self = class Inner {
    static n = Inner.name;
    m() {
      Inner = 1;
    }
  };
  new self().m();
});
t(() => {
  const fn = function g() {
    g = 1;
    return typeof g;
  };
  return fn();
});
t(() => {
  'use strict';
  const fn = function g() {
    g = 1;
  };
  fn();
});
let top = 1;
{
  t(() => top);
  let top2 = top;
  console.log(top2);
}
t(() => later);
let later = 'now';
t(() => later);
t(() => {
  try {
    lateConst;
  } finally {
  }
  const lateConst = 1;
});
function loop() {
  for (let i = 0; i < 2; i++) {
    try {
      console.log(q);
    } catch (e) {
      console.log(i, e.message);
    }
    let q = i;
    console.log(q);
  }
}
loop();
