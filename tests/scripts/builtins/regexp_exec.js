const P = (...a) => console.log(...a);
let re = /a(b)?(c)/;
P(re.exec('xxabc'), re.exec('ac'), re.exec('zz'), re.test('abc'), re.lastIndex);
re = /o/g;
P(re.test('foo'), re.lastIndex, re.test('foo'), re.lastIndex, re.test('foo'), re.lastIndex);
re.lastIndex = 5;
P(re.exec('foo'), re.lastIndex);
re = /a/y;
P(re.test('ba'), re.lastIndex);
re.lastIndex = 1;
P(re.test('ba'), re.lastIndex, re.test('ba'));
re = /(?<y>\d{4})-(?<m>\d\d)/;
const m = re.exec('on 2024-05 day');
P(m.groups.y, m.groups, m.index, m.input, m.length, Object.keys(m), m);
P(
  '2024-05'.replace(re, '$<m>/$<y>'),
  '2024-05'.replace(re, (...a) => JSON.stringify(a)),
  'x'.replace(/x/, '$<m>'),
  '2024-05'.replace(re, '$<nope>|$<m'),
  'aaa'.lastIndexOf('a'),
  'abc'.match(/b/),
  'abab'.match(/b/g),
  'abc'.match(/z/),
  'abc'.match(/z/g),
  'abc'.match('b').index,
  'abc'.match(),
  'a.c'.match('.')[0]
);
P(
  [...'a1b2c3'.matchAll(/([a-z])(\d)/g)].map((x) => [x[0], x[1], x[2], x.index]),
  [...'abc'.matchAll('b')].length,
  [...'aaa'.matchAll(/(?:)/g)].map((x) => x.index)
);
try {
  'a'.matchAll(/a/);
} catch (e) {
  P(e.message);
}
P(
  'aBc'.replace(/b/i, '[$&]'),
  'abc'.replace(/(a)(b)(c)/, '$3$2$1$4$0$10$11'),
  'abc'.replace(/b/, "$`$'"),
  'abc'.replace(/(?<q>b)/, '<$<q>>'),
  'aaa'.replace(/a/g, (x, i) => i),
  'abc'.replace(/(x)?b/, '[$1]'),
  'abc'.replace(/(x)?b/, (a, x) => typeof x),
  'a-b'.replace(/-/, '$$'),
  'abcabc'.replace(/b/g, ''),
  'aaa'.replace(/a*/g, 'x'),
  'aaa'.replace(/a*?/g, 'x'),
  'abc'.replace(/$/g, '!'),
  'a\nb'.replace(/^/gm, '> '),
  'test'.replace(/(t)(e)/, (m, t, e, off, str) => [m, t, e, off, str].join()),
  'x'.replace(/(?<n>x)/, (...a) => typeof a.at(-1) + a.at(-1).n)
);
P(
  /a.c/.test('a\nc'),
  /a.c/s.test('a\nc'),
  /^b$/m.test('a\nb\nc'),
  /\bfoo\b/.test('a foo b'),
  /\Bo/.test('foo'),
  /[^abc]/.test('abcd'),
  /[a-c]+/.exec('xxabcabz')[0],
  /\d+(?=%)/.exec('50% 30')[0],
  /\d+(?!%)/.exec('50% 30')[0],
  /(?<=\$)\d+/.exec('cost $42')[0],
  /(?<!\$)\b\d+/.exec('$42 17')[0],
  /(a+)+b/.test('aaab'),
  /(\w)\1/.exec('hello')[0],
  /(?<c>.)\k<c>/.exec('abccd')[0],
  /(?:a|ab)(?:c|bcd)(?:d*)/.exec('abcd')[0],
  /a{2,3}/.exec('aaaa')[0],
  /a{2,3}?/.exec('aaaa')[0],
  /a{0}/.exec('a')[0],
  /x*/.exec('aaa').index,
  /[\s\S]/.test('\n'),
  /[\d-x]/.test('-'),
  /\u{61}/u.test('a'),
  /^.$/u.test('😀'),
  /^.$/.test('😀'),
  /\p{L}+/u.exec('12héé')[0],
  /\p{Lu}/u.test('a'),
  /\P{L}/u.test('1'),
  /\p{Script=Greek}/u.test('α'),
  /[😀]/u.test('😀'),
  /\cA/.test('\x01'),
  /[\b]/.test('\b'),
  /\0/.test('\0'),
  /a|/.exec('b')[0] === '',
  /(?:)/.test(''),
  /]/.test(']'),
  /{/.test('{'),
  /a{/.test('a{'),
  /\8/.test('8'),
  /[]/.test('a'),
  /[^]/.test('\n')
);
P(
  /a/dgimsuy.flags,
  /a/dg.hasIndices,
  /a(?<n>b)/d.exec('xab').indices,
  /a/.source,
  new RegExp('/').source,
  RegExp('').source,
  new RegExp('\n').source,
  String(/[/]\//g),
  new RegExp(/x/gi).flags,
  new RegExp(/x/g, 'i').flags,
  RegExp(/x/) === /x/,
  new RegExp('a', 'g').global,
  /a/.global,
  /a/i.ignoreCase,
  /a/m.multiline,
  /a/s.dotAll,
  /a/u.unicode,
  /a/y.sticky,
  /x/.toString(),
  /x/ instanceof RegExp,
  typeof /x/,
  RegExp.prototype.toString(),
  RegExp.prototype.source,
  RegExp.prototype.flags,
  RegExp.prototype.global
);
const same = /q/g;
P(RegExp(same) === same, new RegExp(same) === same);
for (const f of [
  () => new RegExp('['),
  () => new RegExp('(?<n>a)(?<n>b)'),
  () => new RegExp('a', 'gg'),
  () => new RegExp('a', 'x'),
  () => new RegExp('*'),
  () => new RegExp('a**'),
  () => new RegExp('(?<=a)*', 'u'),
  () => new RegExp('\\u{110000}', 'u'),
  () => new RegExp('{1}', 'u'),
  () => new RegExp('\\k<x>', 'u'),
  () => new RegExp('b{2,1}'),
  () => new RegExp('[b-a]'),
  () => new RegExp('(')
])
  try {
    f();
    P('ok');
  } catch (e) {
    P(e.name);
  }
for (const f of [
  () => RegExp.prototype.exec.call({}, 'a'),
  () => RegExp.prototype.test.call(1),
  () => Object.getOwnPropertyDescriptor(RegExp.prototype, 'global').get.call({}),
  () => RegExp.prototype.toString.call(5)
])
  try {
    P(f());
  } catch (e) {
    P(e.name);
  }
P(
  /undefined/.test(),
  /null/.test(null),
  /a/[Symbol.replace]('cat', 'u'),
  /a/[Symbol.split]('bab'),
  /a/[Symbol.match]('cat').index,
  /t/[Symbol.search]('cat'),
  /(\d+)\s\1/.test('12 12'),
  'ab12cd'.replace(/\D/g, ''),
  'a,b;c'.split(/[,;]/),
  /^(?:\+|-)?\d+$/.test('-42')
);
