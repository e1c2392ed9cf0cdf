const o = {
  a: {
    b: {
      c: 1,
      f() {
        return this.c;
      }
    },
    n: null
  },
  z: 0
};
const t = o ? 0.5 : 2;
console.log(t);
class A {
  #p = 5;
  static get(x) {
    return x?.#p;
  }
  static deep(x) {
    return x?.y.#p;
  }
  #m() {
    return 'm';
  }
  static call(x) {
    return x?.#m();
  }
}
console.log(A.get(new A()), A.get(null), A.deep({ y: new A() }), A.deep(undefined), A.call(new A()), A.call(null));
try {
  A.get({});
} catch (e) {
  console.log(e.message);
}
class B {
  m() {
    return 'Bm';
  }
}
class C extends B {
  m() {
    return super.m?.() + '!' + super.q?.() + super.m?.call?.(this);
  }
}
console.log(new C().m());
const f = (x) => x?.a?.(1)?.b?.[2]?.c;
console.log(f(), f({}), f({ a: () => null }), f({ a: (n) => ({ b: [0, n, { c: n }] }) }));
let i = 0;
null?.[i++];
undefined?.f(i++);
console.log(i);
({})?.x?.[i++];
console.log(i);
console.log(
  [1, 2, 3]?.map?.((x) => x * 2),
  'abc'?.at?.(-1),
  new Map([[1, { v: 2 }]]).get(1)?.v,
  new Map().get(1)?.v,
  (async () => {})?.()?.then ? 'p' : 'n',
  `${o?.a?.b?.c}${o.n?.x}`
);
for (const k of o.list ?? []) console.log(k);
for (const k in o.q?.r) console.log(k);
console.log(o.a?.b?.c === 1 ? 'yes' : 'no', o.a?.b.c + 1, -o.a?.b.c, !o.q?.b, [...(o.q?.list ?? [1])]);
