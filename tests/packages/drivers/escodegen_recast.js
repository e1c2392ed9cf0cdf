const escodegen = require('escodegen');
const esprima = require('esprima');
const recast = require('recast');
const code = `// head
function add(a,b){ return a+b*(c - 1) }   /* kept */
const o = { a, 'b-c': 1, get x() { return 1 }, [y]: async () => { await z } };
`;
console.log(escodegen.generate(esprima.parseScript(code), { format: { indent: { style: '  ' }, quotes: 'double' } }));
console.log(escodegen.generate(esprima.parseScript(code), { format: escodegen.FORMAT_MINIFY }));
const ast = recast.parse(code);
const b = recast.types.builders;
recast.visit(ast, {
  visitIdentifier(path) {
    if (path.node.name === 'add') path.node.name = 'sum';
    this.traverse(path);
  },
});
ast.program.body.push(b.variableDeclaration('let', [b.variableDeclarator(b.identifier('n'), b.literal(1))]));
console.log(recast.print(ast).code);
console.log(recast.prettyPrint(ast, { tabWidth: 2 }).code);
