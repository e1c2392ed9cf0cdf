// One large array of small objects; an operation replaces ten of them.
let seed = 31;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >> 4) % n;
}

const elements = [];
for (let i = 0; i < benchGc.live; i++) elements.push({ number: i });
benchGc.kept = elements;
let number = 0, sum = 0;
while (benchGc.next()) {
  for (let i = 0; i < 10; i++) {
    const place = random(elements.length);
    sum += elements[place].number % 13;
    elements[place] = { number: number++ };
  }
}
benchGc.finish(sum);
