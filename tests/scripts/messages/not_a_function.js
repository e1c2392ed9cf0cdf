// How V8 words calls of what can't be called. One statement each, so that a difference is easy to find.
const o = {
  a: { b: {} },
  n: null,
  s: 'str',
  num: 5,
  arr: [1],
  f() {
    return this;
  }
};
let u,
  nul = null,
  five = 5;
const key = 'dyn',
  sym = Symbol('sy');
for (const f of [
  () => u(),
  () => nul(),
  () => five(),
  () => o(),
  () => o.x(),
  () => o.a.b.c(),
  () => o.a.b(),
  () => o['lit'](),
  () => o[key](),
  () => o[0](),
  () => o[sym](),
  () => o.arr[0](),
  () => o.s(),
  () => o.s.nope(),
  () => o.num.nope(),
  () => o.arr.nope(1, 2),
  () => o.f().nope(),
  () => o.f()(),
  () => (() => 1)()(),
  () => 'lit'(),
  () => 5(),
  () => null(),
  () => undefined(),
  () => true(),
  () => [](),
  () => ({})(),
  () => /x/(),
  () => `t`(),
  () => new u(),
  () => new o(),
  () => new o.x(),
  () => new o.a.b.c(1),
  () => new five(),
  () => new (void 0)(),
  () => new nul(),
  () => u.x,
  () => this.x(),
  () => Math.nope(),
  () => console.nope('x'),
  () => [].nope(),
  () => JSON.nope(),
  () => Math(),
  () => JSON(),
  () => new Math(),
  () => new o.f(),
  () => super_(),
  () => u(),
  () => (1, u)(),
  () => (u || nul)(),
  () => u`tpl`,
  () => o.x`tpl`,
  () => o?.x(),
  () => o.a?.b.c(),
  () => o.x?.y.z(),
  () => u?.x(),
  () => [1, 2].map(u),
  () => [1].forEach(o),
  () => [1].reduce('s'),
  () => new Promise(o),
  () => Array.from([1], 5),
  () => 'a'.replace(/a/, null),
  () => [3].sort('x'),
  () => queueMicrotask(5),
  () => Reflect.apply(5),
  () =>
    new (class {
      x = u();
    })(),
  () => {
    class A {
      static m() {}
    }
    new A().m();
  },
  () => {
    class A extends u {}
  },
  () => {
    const { p } = o;
    p();
  },
  () => o.arr.map(o.nope),
  () => arguments_(),
  () => o.f.call.call(1),
  () => ((x) => x())(5),
  () =>
    (function g() {
      return g.nope();
    })(),
  () => [...u],
  () => new Set(5),
  () => new Map([5]),
  () => {
    for (const x of u);
  },
  () => {
    for (const x of o);
  },
  () => {
    for (const x of five);
  },
  () => {
    for (const x of o.a);
  },
  () => {
    const [a] = u;
  },
  () => {
    const [a] = o;
  },
  () => {
    const [a] = o.a.b;
  },
  () => {
    [u] = nul;
  },
  () => Object.fromEntries(5),
  () => Promise.resolve.call(1),
  () => [].concat.call(null),
  () => ''.trim.call(undefined)
])
  try {
    console.log('returned', f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
function super_() {
  return u.call();
}
function arguments_() {
  return arguments.nope();
}
