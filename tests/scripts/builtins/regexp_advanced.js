const P = (...a) => console.log(...a);
const lex = (src) => {
  const out = [];
  const re = /\s*(?:(?<num>\d+(?:\.\d+)?)|(?<id>[a-z_]\w*)|(?<op>[-+*\/()=<>!]=?)|(?<str>"(?:[^"\\]|\\.)*"))/giy;
  let m;
  re.lastIndex = 0;
  while (re.lastIndex < src.length && (m = re.exec(src))) {
    const [k, v] = Object.entries(m.groups).find(([, v]) => v !== undefined);
    out.push(k + ':' + v);
  }
  return out;
};
P(lex('let x1 = (3.14 + y) * "a\\"b" <= 5'));
P(
  'aBC'.replace(/[A-Z]/g, (c) => '_' + c.toLowerCase()),
  '1234567.891'.replace(/\B(?=(\d{3})+(?!\d))/g, ','),
  '  trim  me '.replace(/^\s+|\s+$/g, ''),
  'The Quick'.replace(/quick/i, (m) => m.split('').reverse().join('')),
  'x=1;y=2'.split(';').map((p) => p.match(/(\w)=(\d)/).slice(1)),
  '<a href="x">t</a>'.match(/<(\w+)\s+(\w+)="([^"]*)">([^<]*)<\/\1>/).slice(1),
  'aaa'.match(/a{2}/g),
  'ab\ncd'.match(/^\w/gm),
  '2020-01-02'
    .match(/(\d+)-(\d+)-(\d+)/)
    .slice(1)
    .map(Number),
  'color colour'.match(/colou?r/g)
);
const all = 'k1=v1&k2=v2'.matchAll(/(?<k>\w+)=(?<v>\w+)/g);
for (const {
  groups: { k, v },
  index
} of all)
  P(k, v, index);
P(all.next(), all[Symbol.toStringTag]);
// lastIndex semantics
const g = /a/g;
g.lastIndex = 3;
P('aaaa'.replace(g, 'b'), g.lastIndex);
g.lastIndex = 2;
P('aaaa'.match(g).length, g.lastIndex);
g.lastIndex = 1;
P([...'aaaa'.matchAll(g)].length, g.lastIndex);
const y = /a/y;
P('aab'.replace(y, 'x'), y.lastIndex, 'aab'.replace(y, 'x'), y.lastIndex, 'aab'.replace(y, 'x'), y.lastIndex);
const gy = /a/gy;
P('aaba'.match(gy), 'aaba'.replace(gy, 'x'), 'baa'.match(gy));
P('aXbX'.split(/X/y), 'abc'.search(/c/g), /c/y[Symbol.search]('abc'));
const st = /x/;
st.lastIndex = 7;
P(st.test('x'), st.lastIndex);
const u = /(?:)/gu;
P(
  '😀😀'.replace(u, '-'),
  '😀'.replace(/(?:)/g, '-').length,
  [...'😀a'.matchAll(u)].map((m) => m.index)
);
const fz = Object.freeze(/a/g);
try {
  fz.test('a');
} catch (e) {
  P(e.message);
}
P(Object.freeze(/a/).test('a'));
const li = /a/g;
li.lastIndex = {
  valueOf() {
    P('valueOf called');
    return 1;
  }
};
P(li.exec('aa').index);
li.lastIndex = -1;
P(li.exec('aa').index);
li.lastIndex = Infinity;
P(li.exec('aa'), li.lastIndex);
P(Object.getOwnPropertyDescriptor(/a/, 'lastIndex'), Object.getOwnPropertyNames(/a/), Object.getOwnPropertyNames(RegExp.prototype).sort().join());
// captures in loops, backreferences, lookarounds
P(
  /(?:(a)|b)*/.exec('abab'),
  /(z)((a+)?(b+)?(c))*/.exec('zaacbbbcac'),
  /(a*)*/.exec('b'),
  /(?=(a+))a*b\1/.exec('baaabac'),
  /(.*?)a(?!(a+)b\2c)\2(.*)/.exec('baaabaac'),
  /(?<=(\d+)(\d+))$/.exec('1053').slice(1),
  /(?<=\1(a))b/.exec('aab')?.index,
  /\1(a)/.exec('aa')[0],
  /(?<a>.)(?<b>.)/.exec('xy').groups.b,
  /(?!foo)...$/.exec('foobar')[0],
  /^(?:(?!ab).)*$/.test('xxabxx'),
  /(a)|(b)/.exec('b'),
  /((a)|(b))+/.exec('ab')
);
P(
  /[\w.-]+@[\w-]+\.\w+/.exec('mail bob.x@ex-am.org now')[0],
  /^#?([a-f\d]{2})([a-f\d]{2})([a-f\d]{2})$/i
    .exec('#FFaa09')
    .slice(1)
    .map((h) => parseInt(h, 16)),
  /^(\d{1,3})(?:\.(\d{1,3})){3}$/.exec('192.168.1.254').slice(1),
  /\u00e9|\xe9/.test('é'),
  /[\u0400-\u04ff]+/.exec('abc привет')[0],
  /ſ/i.test('s'),
  /ſ/iu.test('s'),
  /\w/iu.test('ſ'),
  /[^\W]/u.test('é'),
  /\u{1F600}/u.test('😀'),
  /^\S+$/u.test('😀é'),
  /[a-z]/i.test('K'),
  /K/iu.test('k'),
  /^[^x]$/u.test('😀'),
  /😀{2}/u.test('😀😀'),
  /\ud83d/.test('😀'),
  /\ud83d/u.test('😀'),
  /^.{2}$/.test('😀')
);
P(
  'x'.padEnd(3, 'ab').replace(/(?<first>a)(?<second>b)/, '$<second>$<first>'),
  'aba'.replace(/a(?=b)/, "[$`$&$']"),
  'John Smith'.replace(/(\w+)\s(\w+)/, '$2, $1'),
  'aa'.replace(/a/g, '$$$&'),
  'abc'.replace(/(b)/, '$01$001$1'),
  'abc'.replace(/(?:b)/, '$1'),
  'abcdefghijkl'.replace(/(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)(k)/, '$11-$10-$1')
);
class Cnt extends RegExp {
  exec(s) {
    this.n = (this.n ?? 0) + 1;
    return super.exec(s);
  }
}
const cnt = new Cnt('a', 'g');
'aaa'.replace(cnt, 'b');
P(cnt.n, cnt.flags);
const fake = {
  exec: () => null,
  flags: 'g',
  global: false,
  [Symbol.replace]: RegExp.prototype[Symbol.replace],
  [Symbol.match]: (s) => 'custom match ' + s,
  [Symbol.search]: () => 'srch',
  [Symbol.split]: (s, l) => ['custom', s, l]
};
P(
  'str'.match(fake),
  'str'.search(fake),
  'str'.split(fake, 3),
  'abc'.replace({ [Symbol.replace]: (s, r) => s + r }, 'R'),
  'abc'.replaceAll({ [Symbol.replace]: (s, r) => 'all' + s + r }, 'R'),
  'abc'.includes({ [Symbol.match]: false, toString: () => 'b' })
);
const long = 'ab'.repeat(5000);
P(long.match(/ab/g).length, long.replace(/b/g, 'c').length, long.split(/a/).length, /(?:ab)+$/.test(long), /^(?:a|b)*c/.test(long));
P(/(?<𝒜>.)/u.exec('x').groups.𝒜, /(?<$>a)/.exec('a').groups.$, /(?<π>a)/.exec('a').groups['π']);
