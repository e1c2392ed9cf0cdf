const peggy = require('peggy');
const grammar = `
Expression = head:Term tail:(_ ("+" / "-") _ Term)* { return tail.reduce((r, e) => e[1] === "+" ? r + e[3] : r - e[3], head); }
Term = head:Factor tail:(_ ("*" / "/") _ Factor)* { return tail.reduce((r, e) => e[1] === "*" ? r * e[3] : r / e[3], head); }
Factor = "(" _ e:Expression _ ")" { return e; } / Integer
Integer "integer" = _ [0-9]+ { return parseInt(text(), 10); }
_ "whitespace" = [ \\t\\n\\r]*
`;
const parser = peggy.generate(grammar);
console.log(parser.parse('2 * (3 + 4) - 10 / 5'));
try {
  parser.parse('2 * (3 +');
} catch (e) {
  console.log(e.name, e.message, e.location.start);
  console.log(e.format([{ source: undefined, text: '2 * (3 +' }]));
}
const text = peggy.generate(grammar, { output: 'source', format: 'commonjs' });
console.log(text.length, text.slice(0, 300));
try {
  peggy.generate('a = b');
} catch (e) {
  console.log(e.message);
}
