// Groups nested far deeper than anybody writes them.
const show = (open, inner, close, n, subject = 'aaaa') => {
  const pattern = open.repeat(n) + inner + close.repeat(n);
  const found = new RegExp(pattern).exec(subject);
  console.log(open, close, n, found && [found.length, found[0], found.at(-1), found.index]);
};
for (const n of [149, 150, 151, 254, 255, 256, 1000, 10000]) {
  show('(', '', ')', n);
  show('(?:', '', ')', n);
  show('(', 'a', ')', n);
  show('(?:', 'aa', ')', n);
  show('(?=', 'a', ')', n);
  show('(?!', 'b', ')', n);
  show('(?<=', 'a', ')', n);
  if (n <= 256) show('x|(?:', 'a', ')', n);
}
for (const n of [151, 300, 500]) {
  show('(?:', 'a', ')?', n);
  show('(?:', 'a', ')*', n);
  show('(', 'a', ')+', n);
  show('(a|', 'b', ')', n, 'bbb');
  show('(?:a', '', ')', n, 'a'.repeat(n) + 'c');
  show('(?<!', 'a', ')', n);
}
const source = '('.repeat(10000) + 'b' + ')'.repeat(10000);
console.log('abc'.replace(new RegExp(source), '[$1$99]'), 'abc'.split(new RegExp(source)).length, new RegExp(source).test('abc'), new RegExp(source).source.length);
console.log((0, eval)(`/${source}/`).exec('abc').length, (0, eval)(`/${'(?:'.repeat(3000)}(a)${')'.repeat(3000)}\\1/`).exec('aa')[0]);
for (const bad of ['('.repeat(1000), '('.repeat(1000) + ')'.repeat(1001), '(?:'.repeat(1000) + '*' + ')'.repeat(1000)])
  try {
    new RegExp(bad);
  } catch (e) {
    console.log(e.name, e.message.slice(-30));
  }
