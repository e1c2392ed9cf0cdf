// Map and Set: integer, string and object keys; insertion, look-up, deletion, iteration.
let check = 0;
const byInt = new Map();
for (let i = 0; i < 450000; i++) byInt.set((i * 7919) % 200003, i);
for (let i = 0; i < 1200000; i++) check = (check + (byInt.get(i) ?? 1)) % 1000003;
for (let i = 0; i < 200003; i += 3) byInt.delete(i);
check += byInt.size;

const byString = new Map();
for (let i = 0; i < 800000; i++) {
  const key = 'k' + (i % 4001);
  byString.set(key, (byString.get(key) ?? 0) + i);
}
for (const [k, v] of byString) check = (check + k.length * (v % 97)) % 1000003;

const objects = Array.from({ length: 2000 }, (_, i) => ({ i }));
const byObject = new Map();
for (let round = 0; round < 220; round++) for (const o of objects) byObject.set(o, (byObject.get(o) ?? round) + 1);
byObject.forEach((v, o) => {
  check = (check + v * o.i) % 1000003;
});

const seen = new Set();
let x = 1, steps = 0;
while (!seen.has(x)) {
  seen.add(x);
  x = (x * 48271) % 233280;
  if (++steps > 300000) break;
}
let unions = 0;
for (let round = 0; round < 110; round++) {
  const a = new Set(), b = new Set();
  for (let i = 0; i < 2000; i++) {
    a.add((i * 3 + round) % 3001);
    b.add((i * 5 + round) % 3001);
  }
  for (const v of a) if (b.has(v)) unions++;
  unions += new Set([...a, ...b]).size;
}
const queue = new Map();
for (let i = 0; i < 700000; i++) {
  queue.set(i, i);
  if (queue.size > 100) queue.delete(queue.keys().next().value);
}
console.log(check, steps, seen.size, unions, queue.size, [...queue.keys()][0]);
