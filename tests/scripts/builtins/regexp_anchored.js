// Patterns that can only match at the start fail there at once, wherever the `^` stands.
let text = 'foo';
for (let i = 0; i < 18; i++) text += text;
const patterns = [
  /(?=^bar)\w+/, /\b^bar/, /(?!x)^bar/, /(?:^bar)+x/, /(?=^foo)foofoo/, /$^/, /(?<!x)^foo/, /(?:^|x)foo/, /(?:^f)?oo/,
  /(?<=^)foo/, /(?<=^foo)foo/, /(?!^)foo/, /\B^foo/, /(?=o^|f)foo/, /(?:(?=^)){2}foo/, /(?:^bar)*foo/,
];
for (const pattern of patterns) {
  let found = 0;
  for (let i = 0; i < 200; i++) found += pattern.test(text);
  const match = pattern.exec(text);
  console.log(String(pattern), found, match && [match.index, match[0]]);
}
for (const pattern of [/(?=^b)./gm, /\b^b/gm, /(?!x)^./gm, /(?:^b)+/gm, /(?!x)^b/y]) {
  pattern.lastIndex = 2;
  const match = pattern.exec('a\nb\nbb');
  console.log(String(pattern), match && [match.index, match[0]], pattern.lastIndex);
}
