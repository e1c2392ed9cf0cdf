// Long parts of strings share their characters, and growing strings their room: nothing of it may show.
const text = Array.from({ length: 600 }, (_, i) => String.fromCharCode(97 + i % 26)).join('');
const wide = text.slice(0, 300) + '\u4e2d\u6587' + text.slice(300);
for (const s of [text, wide]) {
  const a = s.slice(1), b = a.slice(1), c = b.substring(0, b.length - 1), d = c.substr(3), short = d.slice(-5);
  console.log(a.length, b[0], c.length, d[0], short, d.at(-1), d.charCodeAt(10), d.codePointAt(295 - 5));
  console.log(a === s.slice(1), a == b, a < b, s.indexOf(a), s.endsWith(b), d.indexOf('xyz'), d.lastIndexOf('abc'), d.includes('\u4e2d'));
  console.log(a.toUpperCase().slice(0, 4), a.split('z').length, a.replace(/b/, '#').slice(0, 3), /c(.)/.exec(a)[1], a.match(/a/g).length);
  const o = { [a]: 1, [b]: 2 };
  console.log(o[s.slice(1)], o[s.slice(2)], Object.keys(o).map(k => k.length), s.slice(1) in o, s.slice(3) in o);
  const m = new Map([[a, 'a'], [b, 'b'], [s, 's']]);
  console.log(m.get(s.slice(1)), m.get(s.slice(2)), m.get(s), m.get(s.slice(3)), new Set([a, s.slice(1), b]).size);
  console.log((a + b).length, (a + b).slice(590, 610), (a + '!').slice(-3), ('!' + a).slice(0, 3), [...a].length, a.concat(b).indexOf('!'));
  console.log(JSON.stringify(a).length, JSON.parse(JSON.stringify(a)) === a, encodeURIComponent(a).length, a.trim().length, a.padEnd(610, '-').slice(-12));
  console.log(a.localeCompare(b), a.normalize() === a, a.repeat(2).length, [b, a].sort()[0].length, Object.is(a, s.slice(1)), parseInt(a, 36));
}
// A queue of characters, from both ends.
let s = text, count = 0;
while (s) { count += s.charCodeAt(0); s = s.slice(1); }
console.log(count, s);
for (s = wide; s; s = s.substring(0, s.length - 1)) count += s.charCodeAt(s.length - 1);
console.log(count);
let middle = text + text;
while (middle.length > 1) middle = middle.slice(1, -1);
console.log(middle.length);

// A text that is read at each step of its growth; older states keep what they were, and two may grow out of one.
let grown = '', states = [];
for (let i = 0; i < 700; i++) {
  grown += String.fromCharCode(65 + i % 26);
  if (grown.charCodeAt(i) !== 65 + i % 26) console.log('wrong', i);
  if (i % 100 === 50) states.push(grown);
}
console.log(states.map(t => t.length + t.slice(-2)), grown.length, grown.slice(-3));
const left = grown + '<left>', right = grown + '<right>';
console.log(left.indexOf('<'), right.indexOf('<'), left.slice(-7), right.slice(-8), grown.indexOf('<'));
const leftest = left + 'l', rightest = right + 'r', again = left + 'L';
console.log(leftest.at(-1), rightest.at(-1), again.at(-1), left.at(-1), leftest.length, again === left + 'L');
let mixed = text;
for (let i = 0; i < 200; i++) { mixed += i % 50 === 49 ? '\u0416' : 'é'; if (mixed.at(-1) === '?') break; }
console.log(mixed.length, mixed.slice(-52, -48), mixed.slice(0, 3));
for (let i = 0; i < 200; i++) { mixed += mixed.slice(-2); mixed.charCodeAt(0); if (mixed.length > 1000) mixed = mixed.slice(10); }
console.log(mixed.length, mixed.slice(-4), mixed.slice(0, 4));
let twice = text.slice(0, 200);
for (let i = 0; i < 4; i++) { twice += twice; twice.charCodeAt(0); }
console.log(twice.length, twice.slice(198, 204), twice === text.slice(0, 200).repeat(16));
// A buffer of lines, as a reader of a stream keeps one.
let buffer = '', lines = [];
for (let i = 0; i < 300; i++) {
  buffer += `${i}: some text that is long enough\nand the rest `;
  for (let at; (at = buffer.indexOf('\n')) >= 0; buffer = buffer.slice(at + 1)) lines.push(buffer.slice(0, at));
}
console.log(lines.length, lines[0], lines[299], buffer);
// As a key, after growing and after slicing.
const keyed = {};
let key = text.slice(0, 150);
for (let i = 0; i < 20; i++) { key += i; keyed[key] = i; key = key.slice(1); keyed[key] = -i; }
console.log(Object.keys(keyed).length, Object.keys(keyed).map(k => k.length).join(), keyed[key], key in keyed);
const eight = new Map();
for (let i = 0; i < 30; i++) eight.set(text.slice(i), i);
console.log(eight.size, eight.get(text.slice(7)), [...eight.keys()][3].length);
