// `with` in sloppy code.
var o = { a: 1, b: 2 },
  a = 'outer',
  c = 'outer c';
with (o) {
  console.log(a, b, c);
  a = 10;
  c = 20;
  var d = 30;
  b++;
}
console.log(o, a, c, d);
with ([1, 2, 3]) {
  console.log(length, concat([4]).length, typeof map);
}
with (
  {
    f() {
      return this.x;
    },
    x: 7
  }
)
  console.log(f());
with ('str') console.log(length, toUpperCase());
const u = { x: 1, [Symbol.unscopables]: { x: true } };
var x = 'outer x';
with (u) {
  console.log(x);
}
with (Object.create({ inh: 5 })) {
  console.log(inh);
  inh = 6;
}
function g(p) {
  with (p) {
    return (() => v + (() => v)())();
  }
}
console.log(g({ v: 2 }));
with (
  {
    get y() {
      console.log('get y');
      return 3;
    },
    set y(v) {
      console.log('set y', v);
    }
  }
) {
  y += 4;
  y++;
  typeof y;
}
try {
  with (null) {
  }
} catch (e) {
  console.log(e.message);
}
try {
  with (undefined) {
  }
} catch (e) {
  console.log(e.message);
}
console.log(typeof values);
with ([]) {
  console.log(typeof values, typeof keys);
}
const h = { z: 1 };
with (h) {
  delete h.z;
  try {
    z = 2;
  } catch (e) {
    console.log(e.message);
  }
}
console.log(h, globalThis.z);
with ({ i: 0 }) for (; i < 3; i++) console.log(i);
with ({ k: 1 }) {
  let k = 2;
  console.log(k);
}
lbl: with ({ q: 1 }) {
  if (q) break lbl;
  console.log('never');
}
