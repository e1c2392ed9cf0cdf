const esprima = require('esprima');
const code =
  'function f(a, b = 2, ...c) { for (const x of c) { if (x > a) return x * b; } return `t${a}`; } class A extends B { get x() { return super.x } static y() {} }';
console.log(JSON.stringify(esprima.parseScript(code, { range: true, loc: true, comment: true })));
console.log(esprima.tokenize('a += /x[/]/g.test(b) / 2 // end', { comment: true }));
for (const bad of ['var = 1', 'x = {', 'return 1', 'let let = 1']) {
  try {
    esprima.parseScript(bad);
  } catch (error) {
    console.log(error.message, error.index, error.lineNumber, error.column);
  }
}
const found = [];
esprima.parseModule('import a, { b as c } from "d"; export default a + c;', {}, (node, meta) =>
  found.push(node.type + '@' + meta.start.offset),
);
console.log(found.join(' '));
