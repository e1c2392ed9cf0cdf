// Arrays: sieve, matrices, push and pop, and the callback methods.
function sieve(n) {
  const composite = [];
  for (let i = 0; i <= n; i++) composite.push(false);
  let count = 0;
  for (let i = 2; i <= n; i++) {
    if (composite[i]) continue;
    count++;
    for (let j = i * 2; j <= n; j += i) composite[j] = true;
  }
  return count;
}

function matrix(n, f) {
  const m = [];
  for (let i = 0; i < n; i++) {
    const row = [];
    for (let j = 0; j < n; j++) row.push(f(i, j));
    m.push(row);
  }
  return m;
}

function multiply(a, b) {
  const n = a.length;
  return matrix(n, (i, j) => {
    let s = 0;
    const row = a[i];
    for (let k = 0; k < n; k++) s += row[k] * b[k][j];
    return s;
  });
}

let check = 0;
for (let i = 0; i < 4; i++) check += sieve(200000);
let m = matrix(90, (i, j) => ((i * 3 + j * 5) % 11) / 7);
const step = matrix(90, (i, j) => (i === j ? 0.5 : (i + j) % 13 === 0 ? 0.25 : 0));
for (let i = 0; i < 6; i++) m = multiply(m, step);
const stack = [];
for (let i = 0; i < 1800000; i++) {
  if (i % 3 === 2) check += stack.pop();
  else stack.push(i & 255);
}
const list = Array.from({ length: 20000 }, (_, i) => (i * 7919) % 10007);
for (let i = 0; i < 25; i++) {
  check += list
    .map((x) => x * 2 + i)
    .filter((x) => x % 3 !== 0)
    .reduce((s, x) => (s + x) % 1000003, 0);
  check += list.indexOf(i) + list.findIndex((x) => x === 10006 - i) + (list.some((x) => x < 0) ? 1 : 0);
}
console.log(check, stack.length, m[3][5].toFixed(6), m[89][0].toFixed(6));
