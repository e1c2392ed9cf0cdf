// Patterns that begin with little to go by and have a literal further on that every match holds.
'use strict';

const subjects = [
  'no such thing', 'x\\"\\/Qngr(-12)\\/"', 'a;b ; c;', '', ';', 'key: value', 'KEY: VALUE', 'keykey',
  'prefix \u0416key \u2603: value', '\u{1F600}key:\u{1F600}', 'é: ê', 'ab'.repeat(40) + 'key:' + 'c'.repeat(70),
];
const patterns = [
  /(^|[^\\])"\\\/Qngr\((-?\d+)\)\\\/"/g, /\s?;\s?/g, /[a-z]*key: ?/g, /[a-z]*key: ?/gi, /\w+(?=: )/g, /.(?:key)+/g, /.(?:key)*:/g,
  /\w?(k)(e)(y)\b: /g, /(?:a|key)y?:/g, /(?<=\s)[a-z]+key/g, /(?<!x)\w*ey:/g, /.?\u2603:/gu, /[^]?\u{1F600}/gu, /^\w*key/gm,
  /\w*é:/gi, /(.)ey\1ey/g, /\w*?y:c{70}/g, /(?!no)\w{2,}?ey/y, /[ab]+key:(?:c{2}){35}$/, /\s*$/g, /(?:x?key){2}/g,
].concat(['(?<a>.)key|(?<b>v)alue', '[\\s\\S]*?e{2}|lue', '.{0,2};.{0,3}c'].map((text) => new RegExp(text, 'dg')));

for (const pattern of patterns) {
  const found = subjects.map((subject) => {
    pattern.lastIndex = 0;
    const first = pattern.exec(subject);
    const rest = pattern.global ? subject.replace(pattern, '<$&>') : '';
    return first === null ? `- ${rest === subject || rest === '' ? '' : rest}` : `${first.index} ${JSON.stringify([...first])} ${rest.length}`;
  });
  console.log(String(pattern), found.join(' | '));
}
for (let from = 0; from < 12; from++) {
  const pattern = /[a-z]?;/g;
  pattern.lastIndex = from;
  console.log(from, pattern.exec('ab;;cd;ef')?.index, pattern.lastIndex);
}
const sticky = /[a-z]+;/y;
sticky.lastIndex = 3;
console.log(sticky.test('ab;cd;ef'), sticky.lastIndex, sticky.test('ab;cd;ef'), sticky.lastIndex);
