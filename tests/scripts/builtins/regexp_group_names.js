// The first character of a group's name is an IdentifierStart, the others may be joiners too.
const names = ['a', '$', '_', '\u00e9', '\u{1d4d0}', '\u0e33', '\u309b', '1', '\u200c', '\u200d', '\u0301', ''];
for (const name of names) {
  for (const text of [name, 'a' + name]) {
    let outcome;
    try {
      outcome = Object.keys(new RegExp(`(?<${text}>x)`).exec('x').groups).length;
    } catch (error) {
      outcome = `${error.name}: ${error.message.replace(/^.*: /, '')}`;
    }
    console.log(encodeURI(text), outcome);
  }
}
