// RegExps of one pattern share what it was compiled to, and nothing else.
const make = () => /b(c)?/g;
const [one, two] = [make(), make()];
one.lastIndex = 3;
console.log(two.lastIndex, one.exec('abcabc')?.index, two.exec('abc')?.index, one.lastIndex, two.lastIndex);
one.compile('x+', 'y');
console.log(one, two, make(), 'axx'.search(one), two.test('abc'), make().test('xx'));
one.extra = 1;
console.log(one.lastIndex, one.extra, two.extra, Object.keys(one), delete one.lastIndex);

// A class of one's own, and a literal after the prototype was given more.
class Mine extends RegExp {
  get more() {
    return this.source.length;
  }
}
RegExp.prototype.added = 1;
console.log(new Mine('ab').more, /ab/.added, new Mine('b').exec('abc').index, /ab/ instanceof Mine, Object.getOwnPropertyNames(/a/));
delete RegExp.prototype.added;

// Patterns that are one literal or one set, with all flags, from all places.
const subjects = ['', 'a', 'b', 'abcabc', 'ABC', '\u0100bc', '\u{1F600}b\u{1F600}', 'ÿa', 'a\nb'];
for (const source of ['b', 'bc', 'abc', '[ab]', '[^b]', '[b\u0100]', '(b)', '(?:b)', '\\w', '.', 'É', 'b$', '', '[]', '[^]', '\u{1F600}']) {
  const line = [];
  for (const flags of ['', 'g', 'i', 'y', 'gy', 'u', 'giu', 's', 'd']) {
    for (const subject of subjects) {
      const regexp = new RegExp(source, flags);
      const found = [];
      for (const from of [0, 1, 2, 9]) {
        regexp.lastIndex = from;
        const match = regexp.exec(subject);
        found.push(match ? `${match.index}${match[0]}${match[1]}` : '-', regexp.lastIndex);
      }
      regexp.lastIndex = 0;
      line.push(found.join(), subject.replace(regexp, '<$&>'), subject.split(regexp).length, subject.match(regexp)?.length);
    }
  }
  console.log(source, [...line.join('|')].reduce((hash, c) => (hash * 31 + c.codePointAt(0)) | 0, 7));
}

// Functions that themselves replace and match.
const nested = 'a1b22c333'.replace(/\d+/g, (digits, at) => {
  const inner = digits.replace(/\d/g, (digit) => (/[13]/.test(digit) ? `<${RegExp.lastMatch}>` : 'x'.replace(/x/, digit)));
  return `${inner}@${at}${'pq'.match(/[pq]/g).join('')}`;
});
console.log(nested, RegExp.lastMatch, RegExp["$'"]);
console.log('abc'.replace(/(?<x>b)|(z)/g, (...all) => JSON.stringify(all)));
try {
  'aaa'.replace(/a/g, () => {
    throw new Error('out');
  });
} catch (error) {
  console.log(error.message, 'aXbX'.replace(/X/g, () => '-'));
}

// Scripts that change RegExp.prototype.
const { exec } = RegExp.prototype;
const global = Object.getOwnPropertyDescriptor(RegExp.prototype, 'global');
Object.defineProperty(RegExp.prototype, 'global', { get: () => true, configurable: true });
console.log(/a/.flags, 'aaa'.replace(/a/y, 'b'), /a/.test('aaa'), /a/.exec('ba').index);
Object.defineProperty(RegExp.prototype, 'global', global);
console.log(/a/.flags, 'aaa'.replace(/a/, 'b'));
RegExp.prototype.exec = function (text) {
  const result = exec.call(this, text);
  return result && Object.assign(result, { index: 5 });
};
console.log('abc'.search(/b/), /b/.test('abc'), 'abc'.match(/b/).index, 'abcdefgh'.replace(/b/, 'X'));
RegExp.prototype.exec = exec;
const species = Object.getOwnPropertyDescriptor(RegExp, Symbol.species);
Object.defineProperty(RegExp, Symbol.species, { get: () => Mine, configurable: true });
console.log('a-b'.split(/-/), [...'ab'.matchAll(/[ab]/g)].map((match) => match[0]), 'a-b'.replace(/-/, '+'));
Object.defineProperty(RegExp, Symbol.species, species);
console.log('abc'.search(/b/), 'a-b'.split(/-/));

// Plain texts.
console.log('abcabc'.replace('bc', 'X'), 'abc'.replace('', '-'), 'abc'.replace('x', 'y'), 'abc'.replace('b', '$&$&'), 'abc'.replace('b', '$'));
console.log('\u0100b'.replace('\u0100', 'a'), 'ab'.replace('b', '\u0100'), 'ab'.replace('b', ''), ''.replace('', 'x'), ''.replace('a', 'x'));
