const junk = (n = 4) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }] };
  return r;
};
const base = () => Array.from({ length: 12 }, (_, i) => ({ v: i }));
for (const m of ['map', 'filter', 'forEach', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex', 'flatMap']) {
  const a = base();
  let n = 0;
  const r = a[m]((x, i) => {
    junk();
    n++;
    if (i === 3) a.length = 6;
    if (i === 4) a.push({ v: 'new' }, junk());
    if (i === 5) a.unshift({ v: 'front' });
    if (i === 2) a[8] = { v: 'replaced' };
    return m === 'every' || (m === 'map' || m === 'flatMap' ? { r: x?.v, j: junk(1).i } : m === 'filter');
  });
  console.log(m, n, a.length, JSON.stringify(r)?.slice(0, 120));
}
console.log(
  base().reduce((acc, x) => (junk(), { sum: acc.sum + x.v, list: [...acc.list, { x }] }), { sum: 0, list: [] }).list.length,
  base().reduceRight((acc, x) => (junk(), [x, acc]), null).length
);
const g = [];
for (let i = 0; i < 300; i++) {
  g.push({ i, p: g[i - 1] });
  if (i % 7 === 0) g.shift();
  if (i % 11 === 0) g.unshift({ i: -i });
  if (i % 13 === 0) g.splice(2, 1, { s: i }, { s2: i });
}
console.log(g.length, g[0], g.at(-1).p.i);
const holes = new Array(30);
for (let i = 0; i < 30; i += 3) holes[i] = { i };
console.log(
  holes.map((x) => (junk(), { n: x.i })).filter(Boolean).length,
  [...holes].filter((x) => x === undefined).length,
  holes.concat([, { c: 1 }]).length,
  holes.flat().length,
  holes.slice(5, 10),
  holes.reverse().length
);
holes[100000] = { far: 1 };
console.log(holes.length, holes.indexOf(undefined), Object.keys(holes).length);
const nested = Array.from({ length: 10 }, (_, i) => Array.from({ length: i }, (_, j) => ({ i, j, l: [j] })));
console.log(nested.flat().length, nested.flat(Infinity).at(-1), nested.flatMap((r) => r.map((x) => [junk().i, x.j])).length);
const mix = [1, 2, 3];
mix.push(1.5);
mix.push({ o: 1 });
mix[10] = 'str';
mix.length = 12;
for (let i = 0; i < 200; i++) mix.push(junk(1));
mix.splice(3, 150);
console.log(mix.length, mix.slice(0, 4));
const cw = base();
cw.copyWithin(0, 6);
junk(20);
cw.fill({ same: 1 }, 8);
console.log(cw.map((x) => x.v ?? 'f').join());
const from = Array.from({ length: 20, 0: { z: 1 }, 5: { y: 2 } }, (x, i) => (junk(), x ?? { i }));
console.log(from[0], from[5], from[6]);
const q = [];
for (let i = 0; i < 500; i++) {
  q.push({ i });
  if (q.length > 20) q.shift();
}
console.log(q.map((x) => x.i).join().length);
const w = base().with(3, { v: 'w' }).toSpliced(1, 2, { v: 'ts' }).toReversed();
junk(20);
console.log(w.map((x) => x.v).join());
class Arr extends Array {
  constructor(...a) {
    super(...a);
    this.tag = { t: junk().i };
  }
}
console.log(
  Arr.from(base())
    .map((x) => (junk(), x))
    .filter((x) => x.v % 2).tag,
  Arr.of({ a: 1 }).concat([{ b: 2 }]).length
);
