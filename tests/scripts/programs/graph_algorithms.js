const edges = [
  ['a', 'b', 4],
  ['a', 'c', 2],
  ['b', 'c', 5],
  ['b', 'd', 10],
  ['c', 'e', 3],
  ['e', 'd', 4],
  ['d', 'f', 11]
];
const g = new Map();
for (const [u, v, w] of edges) {
  (g.get(u) ?? g.set(u, new Map()).get(u)).set(v, w);
  if (!g.has(v)) g.set(v, new Map());
}
console.log(g);
class Heap {
  constructor(cmp) {
    this.a = [];
    this.cmp = cmp;
  }
  push(x) {
    const { a, cmp } = this;
    a.push(x);
    let i = a.length - 1;
    while (i > 0) {
      const p = (i - 1) >> 1;
      if (cmp(a[i], a[p]) >= 0) break;
      [a[i], a[p]] = [a[p], a[i]];
      i = p;
    }
  }
  pop() {
    const { a, cmp } = this;
    const top = a[0],
      last = a.pop();
    if (a.length) {
      a[0] = last;
      let i = 0;
      for (;;) {
        let m = i;
        for (const c of [2 * i + 1, 2 * i + 2]) if (c < a.length && cmp(a[c], a[m]) < 0) m = c;
        if (m === i) break;
        [a[i], a[m]] = [a[m], a[i]];
        i = m;
      }
    }
    return top;
  }
  get size() {
    return this.a.length;
  }
}
const dijkstra = (s) => {
  const dist = new Map([[s, 0]]),
    prev = {};
  const h = new Heap((x, y) => x[0] - y[0]);
  h.push([0, s]);
  while (h.size) {
    const [d, u] = h.pop();
    if (d > dist.get(u)) continue;
    for (const [v, w] of g.get(u))
      if (d + w < (dist.get(v) ?? Infinity)) {
        dist.set(v, d + w);
        prev[v] = u;
        h.push([d + w, v]);
      }
  }
  return { dist, prev };
};
const { dist, prev } = dijkstra('a');
console.log(dist, prev);
const path = (t) => (t in prev ? [...path(prev[t]), t] : [t]);
console.log(path('f').join(' > '));
const topo = () => {
  const seen = new Set(),
    out = [];
  const visit = (n) => {
    if (seen.has(n)) return;
    seen.add(n);
    for (const m of g.get(n).keys()) visit(m);
    out.unshift(n);
  };
  for (const n of g.keys()) visit(n);
  return out;
};
console.log(topo());
const bfs = (s) => {
  const q = [s],
    d = { [s]: 0 };
  for (const u of q)
    for (const v of g.get(u).keys())
      if (!(v in d)) {
        d[v] = d[u] + 1;
        q.push(v);
      }
  return d;
};
console.log(bfs('a'), bfs('e'));
const uf = {
  p: {},
  find(x) {
    return (this.p[x] ??= x) === x ? x : (this.p[x] = this.find(this.p[x]));
  },
  union(a, b) {
    const [x, y] = [this.find(a), this.find(b)];
    if (x === y) return false;
    this.p[x] = y;
    return true;
  }
};
console.log(edges.toSorted((x, y) => x[2] - y[2]).filter(([u, v]) => uf.union(u, v)));
const matrix = [...g.keys()].map((u) => [...g.keys()].map((v) => g.get(u).get(v) ?? 0));
console.table(matrix);
const perms = (xs) => (xs.length ? xs.flatMap((x, i) => perms(xs.toSpliced(i, 1)).map((p) => [x, ...p])) : [[]]);
console.log(
  perms(['x', 'y', 'z']).map((p) => p.join('')),
  perms([1, 2, 3, 4]).length
);
const life = (cells) => {
  const n = new Map();
  for (const k of cells) {
    const [x, y] = k.split(',').map(Number);
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++) if (dx || dy) n.set(`${x + dx},${y + dy}`, (n.get(`${x + dx},${y + dy}`) ?? 0) + 1);
  }
  return new Set([...n].filter(([k, c]) => c === 3 || (c === 2 && cells.has(k))).map(([k]) => k));
};
let cells = new Set(['1,0', '2,1', '0,2', '1,2', '2,2']);
for (let i = 0; i < 12; i++) cells = life(cells);
console.log([...cells].sort());
