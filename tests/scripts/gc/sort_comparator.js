const churn = (n) => {
  const a = [];
  for (let i = 0; i < n; i++) a.push({ i, s: 'x' + i });
  return a.length;
};
const list = Array.from({ length: 60 }, (_, i) => ({ key: 'k' + ((i * 37) % 60), n: { v: (i * 37) % 60 } }));
list.sort((a, b) => (churn(3), a.n.v - b.n.v));
console.log(list.map((x) => x.key).join());
console.log(
  list
    .toSorted((a, b) => (a.key + churn(1) < b.key + 1 ? -1 : 1))
    .slice(0, 5)
    .map((x) => x.key)
);
const strs = Array.from({ length: 40 }, (_, i) => ({
  toString() {
    return 'z' + (((i * 17) % 40) + 100) + 'y'.repeat(churn(2));
  }
}));
strs.sort();
console.log(strs.map(String).slice(0, 4));
const bad = [5, 3, 1, 4];
try {
  bad.sort((a, b) => {
    if (a === 1 || b === 1) throw { held: [a, b, churn(5)] };
    return a - b;
  });
} catch (e) {
  console.log(e.held.length);
}
console.log(bad.length);
