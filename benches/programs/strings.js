// Strings: building by concatenation, charCodeAt, slices, split and join, comparison, searching.
function build(n) {
  let s = '';
  for (let i = 0; i < n; i++) s += 'item ' + (i % 1000) + ';';
  return s;
}

function hash(s) {
  let h = 2166136261;
  for (let i = 0; i < s.length; i++) h = Math.imul(h ^ s.charCodeAt(i), 16777619);
  return h >>> 0;
}

function caesar(s, by) {
  let out = '';
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    out += c >= 97 && c <= 122 ? String.fromCharCode(((c - 97 + by) % 26) + 97) : s[i];
  }
  return out;
}

let check = 0;
const text = build(130000);
check ^= hash(text);
for (let i = 0; i < 11; i++) {
  const parts = text.split(';');
  check ^= hash(parts.slice(i, 5000 + i).join('|'));
  check += parts.length;
}
const short = text.slice(0, 44000);
for (let i = 1; i < 11; i++) check ^= hash(caesar(short, i));
const words = [];
for (let i = 0; i < 130000; i++) words.push(`w${(i * 7919) % 5003}-${i & 15}`);
let longest = '', before = 0, found = 0;
for (const w of words) {
  if (w > longest) longest = w;
  if (w.startsWith('w4') && w.endsWith('7')) before++;
  if (w.indexOf('99') >= 0 || w.includes('-13')) found++;
  check = (check + w.substring(1, 4).length + w.toUpperCase().length + w.trim().length + w.padStart(9, '.').length) | 0;
}
let reversed = '';
for (const ch of short) reversed = ch + reversed;
let palindromes = 0;
for (let i = 0; i < 130000; i++) {
  const s = String(i);
  if (s === s.split('').reverse().join('')) palindromes++;
}
console.log(check, longest, before, found, hash(reversed), palindromes, text.replaceAll('item', 'x').length);
