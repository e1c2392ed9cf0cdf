const P = (...a) => console.log(...a);
const s = 'Hello, World';
P(
  s.length,
  s[0],
  s[-1],
  s[99],
  s.charAt(1),
  s.charAt(-1),
  s.charAt(99),
  s.charAt(),
  s.charCodeAt(0),
  s.charCodeAt(99),
  s.codePointAt(0),
  '😀'.codePointAt(0),
  '😀'.codePointAt(1),
  '😀'.charCodeAt(0),
  '😀'.length,
  ''.codePointAt(0),
  s.at(0),
  s.at(-1),
  s.at(99),
  s.at(NaN)
);
P(
  s.indexOf('o'),
  s.indexOf('o', 5),
  s.indexOf(''),
  s.indexOf('', 5),
  s.indexOf('', 99),
  s.indexOf('zz'),
  s.indexOf('H', -5),
  s.lastIndexOf('o'),
  s.lastIndexOf('o', 5),
  s.lastIndexOf(''),
  s.lastIndexOf('H', -1),
  s.lastIndexOf('l', NaN),
  s.includes('World'),
  s.includes('world'),
  s.includes('', 99),
  s.startsWith('Hell'),
  s.startsWith('World', 7),
  s.startsWith(''),
  s.endsWith('World'),
  s.endsWith('Hello', 5),
  s.endsWith(''),
  'undefined'.indexOf(),
  'null'.includes(null),
  '123'.includes(2)
);
for (const f of ['includes', 'startsWith', 'endsWith'])
  try {
    s[f](/x/);
  } catch (e) {
    P(e.message);
  }
P(
  s.slice(1, 3),
  s.slice(-5),
  s.slice(3, 1),
  s.slice(),
  s.slice(0, -1),
  s.slice(NaN, 2),
  s.slice(-3, -1),
  s.substring(1, 3),
  s.substring(3, 1),
  s.substring(-1),
  s.substring(5),
  s.substring(NaN, 3),
  s.substr(1, 3),
  s.substr(-3, 2),
  s.substr(99),
  s.substr(2),
  s.substr(0, -1)
);
P(
  s.toUpperCase(),
  s.toLowerCase(),
  'straße'.toUpperCase(),
  'İ'.toLowerCase().length,
  'ΑΣ'.toLowerCase(),
  'ŉ'.toUpperCase(),
  'ﬁ'.toUpperCase(),
  'ÀÉ'.toLowerCase(),
  'ÿ'.toUpperCase(),
  'µ'.toUpperCase(),
  'ǆ'.toUpperCase(),
  '𐐀'.toLowerCase(),
  s.toLocaleUpperCase(),
  s.toLocaleLowerCase()
);
P(
  '[' + '  \t\n x y \u00a0\ufeff\u2003'.trim() + ']',
  '[' + '  a '.trimStart() + ']',
  '[' + ' a  '.trimEnd() + ']',
  '\u200b'.trim().length,
  ' '.trim() === '',
  ''.trimLeft === ''.trimStart,
  String.prototype.trimLeft.name
);
P(
  '5'.padStart(3, '0'),
  '5'.padEnd(3, '0'),
  'abc'.padStart(2),
  'abc'.padStart(6, '12345'),
  'abc'.padStart(6, ''),
  'abc'.padEnd(10, 'xy'),
  'a'.padStart(5) + '|',
  'a'.padStart(NaN),
  'a'.padEnd(4, undefined) + '|',
  'a'.padStart(4, 7)
);
P('ab'.repeat(3), 'ab'.repeat(0), ''.repeat(1e9), 'x'.repeat(2.9), 'x'.repeat('2'), 'ab'.repeat(), 'ab'.concat('c', 1, null, [2]), ''.concat());
for (const n of [-1, Infinity, 2 ** 30])
  try {
    'ab'.repeat(n);
  } catch (e) {
    P(e.name, e.message);
  }
P(
  'a,b,c'.split(','),
  'a,b,c'.split(',', 2),
  'abc'.split(''),
  'abc'.split(),
  ''.split(','),
  ''.split(''),
  'a,b,'.split(','),
  'a,b'.split(',', 0),
  'a,b'.split(',', -1),
  '😀'.split(''),
  'a1b2'.split(/\d/),
  'a1b2'.split(/(\d)/),
  'abc'.split(/(?:)/),
  'abc'.split(/x/),
  ''.split(/x/),
  ''.split(/(?:)/),
  'a, b ;c'.split(/\s*[,;]\s*/),
  'aXbxc'.split(/x/i),
  'abc'.split(/(b)?/),
  'A<B>bold</B>and<CODE>coded</CODE>'.split(/<(\/)?([^<>]+)>/),
  'ab'.split('', 1),
  'abc'.split(undefined, 1),
  'a null b'.split(null)
);
P(
  'a-b-c'.replace('-', '+'),
  'a-b-c'.replaceAll('-', '+'),
  'abc'.replace('b', '[$&]'),
  'abc'.replace('b', "[$`|$']"),
  'abc'.replace('b', '$$'),
  'abc'.replace('b', '$1$0$x$'),
  'abc'.replace('b', (m, i, str) => m + i + str),
  'aaa'.replaceAll('a', (m, i) => i),
  'abc'.replaceAll('', '-'),
  'abc'.replace('', '-'),
  'abc'.replace('z', 'y'),
  'abc'.replaceAll('z', 'y'),
  'a.b'.replaceAll('.', '$&$&'),
  'undefined'.replace(undefined, null),
  'abc'.replace('b', undefined),
  'x'.replace('x', () => undefined),
  'aa'.replaceAll('aa', 'b'),
  'aaa'.replaceAll('aa', 'b'),
  'abc'.replaceAll('b', "$`$'")
);
try {
  'a'.replaceAll(/a/, '');
} catch (e) {
  P(e.message);
}
P('a'.replaceAll(/a/g, 'b'));
P(
  'a'.localeCompare('b'),
  'b'.localeCompare('a'),
  'a'.localeCompare('a'),
  'a\u0301'.normalize('NFC') === 'á',
  'á'.normalize('NFD').length,
  'ﬁ'.normalize('NFKC'),
  'x'.normalize(),
  'Å'.normalize('NFKD').length
);
try {
  'x'.normalize('bad');
} catch (e) {
  P(e.name, e.message);
}
P(
  String.fromCharCode(72, 105, 65536 + 65, -1).length,
  String.fromCharCode(),
  String.fromCodePoint(128512, 65),
  String.fromCharCode(0x41, '66', 67.9),
  String.raw`a\n${1}`
);
for (const bad of [-1, 1.5, 0x110000, NaN, 'x'])
  try {
    String.fromCodePoint(bad);
  } catch (e) {
    P(e.message);
  }
