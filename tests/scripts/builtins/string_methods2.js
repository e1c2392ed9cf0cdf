const P = (...a) => console.log(...a);
P(
  'ab\ud800'.isWellFormed(),
  'abc'.isWellFormed(),
  'a\ud800b'.toWellFormed() === 'a\ufffdb',
  [...'a\ud83d\ude00\ud800z'].length,
  'a'.anchor('"x"'),
  'a'.big(),
  'a'.link('u'),
  'a'.fontcolor('red'),
  'a'.sub(),
  'a'.bold(),
  'x'.fixed(),
  'x'.strike(),
  'x'.italics(),
  'x'.small(),
  'x'.sup(),
  'x'.blink(),
  'x'.fontsize(7)
);
P(
  'abc' < 'abd',
  'a' + 1 + 2,
  1 + 2 + 'a',
  'a' * 1,
  '3' - 1,
  '3' + -'1',
  'abc'[1],
  'abc'['length'],
  'abc'.hasOwnProperty(0),
  Object.keys('ab'),
  'x' in Object('xyz'),
  0 in Object('xyz'),
  Object('ab')[1]
);
const so = new String('obj');
P(
  typeof so,
  so == 'obj',
  so === 'obj',
  so.length,
  so + '!',
  so.valueOf() === 'obj',
  JSON.stringify(so),
  so,
  Object.keys(so),
  [...so],
  so instanceof String,
  'lit' instanceof String
);
so.prop = 1;
so[0] = 'X';
P(so, so[0]);
(() => {
  'use strict';
  try {
    so[0] = 'x';
  } catch (e) {
    P(e.message);
  }
  try {
    so.length = 1;
  } catch (e) {
    P(e.message);
  }
  try {
    delete so[0];
  } catch (e) {
    P(e.message);
  }
})();
P(Object.getOwnPropertyDescriptor(so, 0), Object.getOwnPropertyDescriptor('abc', 'length'));
P(
  String.prototype.trim.call(5),
  String.prototype.slice.call(12345, 1, 3),
  String.prototype.toUpperCase.call(true),
  String.prototype.concat.call([1, 2], 'x'),
  String.prototype.at.call({ toString: () => 'ts' }, -1)
);
for (const m of [
  'trim',
  'slice',
  'at',
  'split',
  'replace',
  'indexOf',
  'padStart',
  'codePointAt',
  'normalize',
  'match',
  'toString',
  'valueOf',
  'localeCompare',
  'anchor'
])
  try {
    String.prototype[m].call(m === 'valueOf' || m === 'toString' ? {} : null);
  } catch (e) {
    P(e.message);
  }
P(Object.getOwnPropertyNames(String.prototype).sort().join(), Object.getOwnPropertyNames(String).join());
// Long strings, ropes, mixed widths.
let r = '';
for (let i = 0; i < 1000; i++) r += i % 10;
P(r.length, r.slice(500, 510), r.charAt(999), r.indexOf('90123'));
let w = r + 'é' + '😀' + r;
P(w.length, w.indexOf('😀'), w.charCodeAt(1000), w.codePointAt(1001), w.slice(998, 1005));
let pre = '';
for (let i = 0; i < 200; i++) pre = String.fromCharCode(97 + (i % 26)) + pre;
P(pre.slice(0, 30), pre.length);
const half = 'x'.repeat(100),
  dbl = half + half;
P(dbl === 'x'.repeat(200), dbl.length, (half + 'y').endsWith('xy'), half + 'y' < half + 'z', { [half + '!']: 1 }[`${half}!`]);
let h = 0;
for (let i = 0; i < w.length; i++) h = (h * 31 + w.charCodeAt(i)) | 0;
P(h);
const parts = [];
for (let i = 0; i < 300; i++) parts.push('p' + i);
const j = parts.join('|');
P(j.length, j.split('|').length, j.split('|')[299], j.lastIndexOf('|'), j.replace(/\|/g, '').length);
const m = new Map();
for (let i = 0; i < 50; i++) m.set('k' + (i % 7), (m.get('k' + (i % 7)) ?? 0) + i);
P(m);
const rev = (x) => [...x].reverse().join('');
P(rev('abc😀'), rev(rev(w)) === w, 'racecar' === rev('racecar'));
const count = {};
for (const ch of 'mississippi') count[ch] = (count[ch] || 0) + 1;
P(count);
P(
  'abcabc'.search(/c/),
  'abc'.search('z'),
  'a.c'.search('.'),
  'x'.search(),
  '%s %d'.length,
  '\u0000'.length,
  'a\0b'.split('\0'),
  encodeURIComponent('\u0000'),
  'A'.codePointAt() + 'z'.charCodeAt(),
  '\t|\v|\f'.split('|').map((c) => c.charCodeAt(0)),
  'İ'.length,
  'ß'.localeCompare('ss') !== 0,
  'abc'.localeCompare('abd'),
  ['b', 'a', 'C', 'A'].sort((x, y) => (x < y ? -1 : 1))
);
let t = 'a';
for (let i = 0; i < 16; i++) t += t;
P(t.length, t.lastIndexOf('a'), t.slice(-1));
const sub = t.slice(10, 20);
P(sub, sub.length, sub === 'aaaaaaaaaa');
P(
  'abc'.substring(1) + 'd',
  ('a' + 'b').concat('c')[2],
  'x'.concat(...['y', 'z']),
  `${'a'.repeat(3)}${1 + 1}`,
  'ab'
    .split('')
    .map((c) => c.charCodeAt(0).toString(2))
    .join(' '),
  'snake_case_name'.replace(/_(\w)/g, (_, c) => c.toUpperCase()),
  'CamelCaseName'.replace(/[A-Z]/g, (c, i) => (i ? '_' : '') + c.toLowerCase()),
  'title case me'
    .split(' ')
    .map((x) => x[0].toUpperCase() + x.slice(1))
    .join(' ')
);
