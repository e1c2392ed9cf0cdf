const a = { name: 'a' };
a.self = a;
console.log(a);
const b = { x: { y: {} } };
b.x.y.z = b;
b.x.w = b.x;
console.log(b);
const l = [];
l.push(l, [l]);
console.log(l);
const m = new Map();
m.set('self', m);
m.set(m, 'key');
console.log(m);
const s = new Set();
s.add(s);
console.log(s);
const p = { child: {} };
p.child.parent = p;
console.log(p, p.child, [p, p]);
class Node {
  constructor(v) {
    this.v = v;
    this.next = this;
  }
}
console.log(new Node(1));
const n1 = { v: 1 },
  n2 = { v: 2, prev: n1 };
n1.next = n2;
console.log(n1, n2);
console.log({ a, b: a });
const two = { one: {}, two: {} };
two.one.back = two.one;
two.two.back = two.two;
two.top = two;
console.log(two);
const shared = { s: 1 };
console.log([shared, shared], { x: shared, y: { z: shared } });
const deep = { l1: { l2: { l3: {} } } };
deep.l1.l2.l3.top = deep;
console.log(deep);
const f = () => {};
f.f = f;
console.log(f, { f });
class C {
  static me = C;
}
console.log(C);
const arrObj = [{}];
arrObj[0].arr = arrObj;
console.log(arrObj, arrObj[0]);
const mm = new Map([['o', {}]]);
mm.get('o').map = mm;
console.log(mm, mm.get('o'));
const n = Object.create(null);
n.n = n;
console.log(n);
const g = {
  get me() {
    return g;
  }
};
console.log(g);
const dd = { a: [{ b: 1 }] };
dd.a.push(dd.a, dd);
console.log(dd);
const err = new Error('circ');
err.stack = 'Error: circ\n    at nowhere';
err.self = err;
console.log(err);
console.log([a, b.x]);
const pr = Promise.resolve();
pr.me = pr;
console.log(pr);
const long = { aaaaaaaaaaaaaaaaaaaa: 1, bbbbbbbbbbbbbbbbbbbbbbbbbbbb: 2, cccccccccccccccccc: 3 };
long.self = long;
console.log(long);
console.log('%o', a);
console.log('%O', a);
console.log('%s', a, '%j');
console.log('%j', a);
