// Tests at the bottom, compares fused with the jump back; closures get a fresh environment each round.
function count(n) {
  let s = 0;
  for (let i = 0; i < n; i++) {
    if (i % 3 === 0) continue;
    s += i;
  }
  while (s > 100 && n) s -= n;
  do {
    s++;
  } while (s !== null);
  for (const x of [n]) s += x;
  return s;
}
function closures() {
  const out = [];
  for (let i = 0; i < 2; i++) out.push(() => i);
  return out;
}
