let u,
  n = null;
const o = { a: { n: null }, f() {} },
  k = 'key',
  s = Symbol('sy');
for (const f of [
  () => u.x,
  () => n.x,
  () => u[0],
  () => u[k],
  () => n[s],
  () => u['a b'],
  () => o.x.y,
  () => o.a.n.z,
  () => o.a.b.c.d,
  () => o.f().x,
  () => (void 0).x,
  () => null.x,
  () => undefined.x,
  () => u.x.y.z,
  () => u.x(),
  () => n.x(),
  () => o.q.r(),
  () => o.f().x(),
  () => [][0].x,
  () => [1].find(() => 0).x,
  () => 'a'.match(/b/).index,
  () => 'a'.match(/b/)[0],
  () => new Map().get(1).x,
  () => {
    u.x = 1;
  },
  () => {
    n.x = 1;
  },
  () => {
    u[0] = 1;
  },
  () => {
    u[k] = 1;
  },
  () => {
    n[s] = 1;
  },
  () => {
    o.q.r = 1;
  },
  () => {
    o.a.n.z = 1;
  },
  () => {
    o.q.r += 1;
  },
  () => {
    u.x++;
  },
  () => {
    u.x ??= 1;
  },
  () => {
    delete u.x;
  },
  () => {
    delete n[k];
  },
  () => {
    o.q[1] = 2;
  },
  () => {
    const { x } = u;
  },
  () => {
    const { x } = null;
  },
  () => {
    const {
      x: { y }
    } = {};
  },
  () => {
    const {
      x: { y }
    } = { x: null };
  },
  () => {
    const { [k]: z } = u;
  },
  () => {
    const {} = u;
  },
  () => {
    const { ...r } = n;
  },
  () => (({ a }) => a)(),
  () => (({ a: { b } }) => b)({}),
  () => (([a]) => a)(),
  () => {
    ({ x: o.z } = u);
  },
  () => {
    const [{ a }] = [];
  },
  () => {
    const [[a]] = [];
  },
  () => {
    const [a] = null;
  },
  () => u?.x.y,
  () => o?.q.r,
  () => o.q?.r.s.t,
  () => o.a?.n.x,
  () => `${u.x}`,
  () => u[u],
  () => n[n],
  () => u[{}],
  () => u[1.5],
  () => n[-1],
  () => u[''],
  () => 'x' in u,
  () => 'x' in 'str',
  () => s in 5,
  () => ({}) instanceof u,
  () => ({}) instanceof {},
  () => ({}) instanceof (() => 1),
  () => u instanceof 5,
  () => Object.keys(u),
  () => Object.entries(n),
  () => Object.assign(u),
  () => Object.setPrototypeOf(u, {}),
  () => Object.getPrototypeOf(n),
  () => Object.defineProperty(1, 'x', {}),
  () => Object.create(1),
  () => new Proxy_().x.y,
  () => super_prop(),
  () => this.nope.x,
  () => globalThis.nope.x,
  () => arguments[9].x,
  () => process.nope.x,
  () => Symbol.nope.x,
  () => (() => {})().x,
  () => (async () => {})().x.y,
  () => [u][0].x,
  () => [[]][0][0].x,
  () => o[k].x,
  () => o[k][k],
  () => o['a']['b']['c']
])
  try {
    console.log('returned', f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
function Proxy_() {}
function super_prop() {
  return {
    __proto__: null,
    m() {
      return super.x.y;
    }
  }.m();
}
