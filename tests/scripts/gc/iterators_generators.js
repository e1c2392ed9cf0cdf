const junk = (n = 5) => {
  let r;
  for (let i = 0; i < n; i++) r = { i, a: [i, { i }] };
  return r;
};
const it = (n) => ({
  [Symbol.iterator]() {
    let i = 0;
    junk();
    return {
      next() {
        junk();
        return i < n ? { value: { i: i++, j: [i] }, done: false } : { value: junk(), done: true };
      },
      return() {
        junk();
        return { closed: true };
      }
    };
  }
});
console.log(
  [...it(3)].length,
  Array.from(it(4), (x) => x.i * 2),
  new Set(it(2)).size,
  Math.max(...[...it(3)].map((x) => x.i)),
  Object.fromEntries([...it(2)].map((x) => [x.i, x.j]))
);
const [a, ...rest] = it(4);
console.log(a, rest.length);
for (const {
  i,
  j: [k]
} of it(3)) {
  junk();
  console.log(i, k);
  if (i === 1) break;
}
function* deep(n) {
  const local = { n, pad: [n, [n]] };
  junk();
  if (n) {
    const r = yield* deep(n - 1);
    junk();
    local.r = r;
  }
  yield local;
  junk();
  return { ret: local };
}
for (const x of deep(5)) {
  junk(20);
  console.log(x.n, x.pad, x.r?.ret.n);
}
const gens = Array.from({ length: 10 }, (_, i) =>
  (function* () {
    const keep = { id: i, list: [] };
    for (let k = 0; ; k++) {
      keep.list.push({ k });
      const got = yield keep.list.length;
      if (got) keep.got = [got];
      try {
        junk();
      } finally {
        junk(2);
      }
      if (keep.list.length > 3) return keep;
    }
  })()
);
let live = gens.slice(),
  round = 0;
while (live.length) {
  live = live.filter((g) => {
    const r = g.next(round % 2 ? { round } : undefined);
    junk(8);
    if (r.done) console.log(r.value.id, r.value.list.length, r.value.got);
    return !r.done;
  });
  round++;
}
const susp = [];
for (let i = 0; i < 20; i++) {
  const g = (function* (arg) {
    const obj = { arg, big: new Array(10).fill(arg) };
    yield;
    yield obj;
  })({ i });
  g.next();
  susp.push(g);
}
globalThis.gc?.();
junk(100);
console.log(susp.map((g) => g.next().value.arg.i).join(), susp.map((g) => g.return({ r: 1 }).value.r).join(''));
const mid = (function* () {
  const x = [{ a: 1 }, yield 1, { b: 2 }, yield 2, `${'t'}${yield 3}`];
  return x;
})();
mid.next();
for (let i = 0; i < 3; i++) {
  junk(30);
  const r = mid.next({ sent: i });
  if (r.done) console.log(r.value);
}
const args = (function* () {
  return (function (...z) {
    return z;
  })({ first: 1 }, yield, { third: 3 });
})();
args.next();
junk(50);
console.log(args.next('second').value);
function* fin() {
  const held = { h: [1] };
  try {
    yield junk();
  } finally {
    junk(20);
    yield held;
  }
}
const f = fin();
f.next();
junk(10);
console.log(f.return('R'), f.next());
console.log([
  ...(function* () {
    yield* [{ a: 1 }, { b: 2 }];
    yield* new Map([[{ k: 1 }, { v: 1 }]]);
  })()
]);
