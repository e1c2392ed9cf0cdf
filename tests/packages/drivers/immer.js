const {
  produce,
  enablePatches,
  produceWithPatches,
  applyPatches,
  enableMapSet,
  current,
  original,
  isDraft,
  setAutoFreeze,
} = require('immer');
enablePatches();
enableMapSet();
const base = { a: [1, { b: 2 }], m: new Map([['k', { v: 1 }]]), s: new Set([1]), untouched: {} };
const [next, patches, inverse] = produceWithPatches(base, (d) => {
  d.a.push(3);
  d.a[1].b++;
  d.m.get('k').v = 5;
  d.m.set('n', {});
  d.s.add(2);
  delete d.gone;
  d.z = current(d).a.length;
  console.log(isDraft(d.a), original(d) === base);
});
console.log(next, patches, inverse, next.untouched === base.untouched, Object.isFrozen(next.a));
console.log(applyPatches(next, inverse));
console.log(applyPatches(base, patches));
try {
  next.a.push(1);
} catch (e) {
  console.log(e.name, e.message);
}
try {
  produce(base, (d) => {
    d.q = 1;
    return 5;
  });
} catch (e) {
  console.log(e.message);
}
let big = {};
for (let i = 0; i < 2000; i++) big['k' + i] = { i };
console.log(
  produce(big, (d) => {
    for (const k in d) if (d[k].i % 500 === 0) d[k].i = -1;
  }) !== big,
);
