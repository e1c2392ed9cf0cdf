// JSON: parsing and writing documents with nested objects, numbers, strings with escapes; revivers and replacers.
const document_ = {
  users: Array.from({ length: 400 }, (_, i) => ({
    id: i,
    name: `User "${i}" of many`,
    email: `user${i}@example.com`,
    score: (i * 37) / 7,
    active: i % 3 === 0,
    tags: ['alpha', 'beta', `t${i % 11}`],
    address: { street: `${i} Main St.\nApt ${i % 40}`, geo: { lat: i / 3 - 50, lon: -i / 7 }, zip: null },
    history: Array.from({ length: 8 }, (_, k) => ({ at: i * 1000 + k, kind: k % 2 ? 'in' : 'out', amount: k * 1.25 })),
  })),
  meta: { version: 3, note: 'caf\u00e9 \u2603 \ud83d\ude00' },
};

let check = 0;
let text = JSON.stringify(document_);
for (let i = 0; i < 110; i++) {
  const copy = JSON.parse(text);
  copy.meta.version = i;
  check = (check + copy.users[(i * 13) % 400].history[i % 8].at + text.length) % 1000003;
  text = JSON.stringify(copy);
}
const small = JSON.stringify(document_.users.slice(0, 100));
let revived = 0;
for (let i = 0; i < 28; i++) {
  const r = JSON.parse(small, (k, v) => (typeof v === 'number' ? v + 1 : v));
  revived += r[5].history.length + r[99].id;
  check += JSON.stringify(r, (k, v) => (k === 'email' ? undefined : v), 1).length;
}
for (let i = 0; i < 70000; i++) check = (check + JSON.parse(`{"a":${i},"b":[${i},${i + 1}],"c":"${i}"}`).b[1] + JSON.stringify({ i, s: 'x' + i }).length) % 1000003;
console.log(check, revived, text.length);
