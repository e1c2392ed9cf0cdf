// V8's words for bad regular expressions.
const t = (f) => {
  try {
    console.log('returned', f());
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
};
t(() => new RegExp('('));
t(() => new RegExp('[z-a]'));
t(() => new RegExp('a', 'zz'));
t(() => new RegExp('(?<n>.)(?<n>.)'));
t(() => new RegExp('*'));
for (const s of ['a**', '(?<n', '(?<1>a)', '\\k<x>(?<y>.)', 'a{2,1}', '[', ')', '+', '(?', '(?x)', '[b-a]', '(?<=a', 'x{99999999999}'])
  t(() => new RegExp(s));
for (const s of ['\\u{110000}', '{1}', '\\p{Nope}', '\\-', '(?<=a)*', ']', '\\1', '\\c', '[\\d-z]', 'a{', '\\u{', '\\k']) t(() => new RegExp(s, 'u'));
