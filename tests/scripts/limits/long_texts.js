// Literals in patterns are looked for by their first 64 units where the subject has wide characters,
// and texts are split into units in portions.
const wide = '\u2603';
for (const n of [62, 63, 64, 65, 66, 130]) {
  const word = 'ab'.repeat(n).slice(0, n);
  const patterns = [new RegExp(word), new RegExp(word, 'g'), new RegExp(word, 'y'), new RegExp(`(${word})x`), new RegExp(`x|${word}`)];
  for (const end of ['', wide]) {
    const near = word.slice(0, -1) + '-';
    const subject = near + word + near + 'ab' + word + 'x' + end;
    const found = patterns.map((pattern) => {
      const match = pattern.exec(subject);
      return match && match.index + ':' + match[0].length;
    });
    console.log(n, found.join(), subject.split(patterns[0]).map((part) => part.length).join());
    console.log(subject.replace(patterns[1], '!').length, (near + end).match(patterns[0]), subject.indexOf(word, 1));
  }
}
for (const n of [65535, 65536, 65537, 131073]) {
  for (const unit of ['a', wide]) {
    const text = (unit + 'bc').repeat(n / 3 + 1).slice(0, n);
    const parts = text.split('');
    console.log(parts.length, parts.join('') === text, parts.at(-1), text.split('', 65537).length);
  }
}
