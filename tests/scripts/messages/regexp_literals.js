// What is wrong with a pattern: pieces put together, as a literal and by the constructor, which say the same.
const pieces = [
  'a', '.', '^', '$', '\\b', '*', '+?', '?', '{2,1}', '{1}', '{', '}', '{1,', '(', ')', '(?:', '(?=', '(?<=', '(?<n>', '(?<', '(?', '|',
  '[', ']', '[^', '-', 'b-a', '\\d', '\\1', '\\01', '\\8', '\\c', '\\cA', '\\x4', '\\u{61}', '\\u006', '\\u{110000}', '\\k<n>', '\\k',
  '\\p{L}', '\\p{Nope}', '\\P', '\\p{RGI_Emoji}', '\\q{ab|c}', '&&', '--', '!!', '\\-', '\\_', '\\\u00e9', '\u{1f600}', '(?<\\u{110000}>',
];
const flagSets = ['', 'u', 'v', 'gi', 'iu', 'dmsvy'];
let seed = 1;
const random = (below) => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return (seed >>> 8) % below;
};
const patterns = [];
for (let i = 0; i < pieces.length; i++)
  for (let j = 0; j < pieces.length; j++) patterns.push([pieces[i] + pieces[j], flagSets[(i + j) % 3]]);
while (patterns.length < 5880) {
  let pattern = '';
  for (let left = 3 + random(4); left > 0; left--) {
    let piece = pieces[random(pieces.length)];
    if (random(3) === 0) piece += ['a]', ')', '|', 'b'][random(4)];
    pattern += piece;
  }
  patterns.push([pattern, flagSets[random(flagSets.length)]]);
}

for (const pattern of ['[a--b&&c]', '[^\\q{ab}&&a]', '[^\\q{ab}--a]', '[^a--\\q{ab}]', '[^[\\q{ab}]]', '[^\\q{a|b}]', '[^\\q{}]', '[a-[b]]', '[[a]-b]',
  '[a-b-c]', '[a-b--c]', '[a&&b-c]', '[a&&&b]', '[a---b]', '[\\d-a]', '[a-\\q{b}]', '[\\q{[}]', '[\\q]', '[\\&\\!\\`]', '[\\_]', '[a^^b]', '[^^^a]',
  '[\\p{Nope}]', '[^\\p{RGI_Emoji}]', '\\P{RGI_Emoji}', '\\p{Script=Latin}', '\\p{Script=}', '\\p{Lu=Lu}', '\\p{gc=Lu}', '\\p{lu}', '\\p{L', '\\p{ L}',
  '\\p{Script_Extensions=Grek}', '\\p{Any}', '\\p{ASCII}', '\\p{Assigned}', '[[[a]b]', '[]', '[^]', '[\\1]', '[\\00]', '[\\c]', '[\\8]', '(?<n>a)(?<n>b',
  '(?<n>a)(?<n>b)*+', '(?<n>(?<n>a)', 'a{99999999999,99999999998}', 'a{4294967296,3000000000}', 'a{2147483647,2147483646}', 'a{2147483646,2147483645}',
  '(?=a){2,1}', '(?<=a){2,1}', '(?=a){', '^{1,'])
  for (const flags of ['', 'u', 'v', 'iv']) patterns.push([pattern, flags]);

const tried = (make, arg, flags) => {
  try {
    make(arg, flags);
    return 'valid';
  } catch (e) {
    return e.name + ': ' + e.message;
  }
};
const verbose = typeof process === 'object' && process.argv[2] === 'list';
const counts = new Map();
let hash = 0, different = 0, literals = 0;
for (const [pattern, flags] of patterns) {
  const constructed = tried(RegExp, pattern, flags);
  for (const c of JSON.stringify([pattern, flags, constructed])) hash = (Math.imul(hash, 31) + c.codePointAt(0)) | 0;
  const kind = constructed === 'valid' ? constructed : constructed.replace('/' + pattern + '/' + flags, '/\u2026/');
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  let literal = '';
  if (!pattern.startsWith('*')) {
    literal = tried((0, eval), `/${pattern}/${flags}`);
    if (literal.endsWith(': missing /')) literal = '';
    else {
      literals++;
      if (literal !== constructed) {
        different++;
        if (different <= 10) console.log(pattern, flags, constructed, literal);
      }
    }
  }
  if (verbose) console.log(JSON.stringify([pattern, flags, constructed, literal]));
}
for (const [kind, count] of [...counts].sort()) console.log(count, kind);
console.log(patterns.length, 'patterns,', literals, 'of them literals, of which', different, 'differ;', hash);
