// Text that comes and goes: an operation takes a line apart, writes it anew from its words, and keeps it in the place of an old one.
const WORDS = 'the heap is made of glass and every byte that a script keeps alive can be seen explained and timed'.split(' ');

let seed = 2024;
function random(n) {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >> 8) % n;
}

function line(length) {
  let text = '';
  for (let i = 0; i < length; i++) text += (i ? ' ' : '') + WORDS[random(WORDS.length)] + random(100);
  return text;
}

const lines = [];
for (let i = 0; i < benchGc.live; i++) lines.push(line(12));
benchGc.kept = lines;
let sum = 0;
while (benchGc.next()) {
  const place = random(lines.length);
  const words = lines[place].split(' ').map((word) => word.toUpperCase().slice(0, 3) + word.slice(3));
  words[random(words.length)] = WORDS[random(WORDS.length)] + random(100);
  const text = words.join(' ').toLowerCase();
  lines[place] = text;
  sum += text.length;
}
benchGc.finish(sum);
