const csstree = require('css-tree');
const ast = csstree.parse(
  '.a:not(.b)::before > [x="y"] { color: RED; margin: calc(1px + 2%) -3.5em; background: url(a.png) no-repeat } @media (min-width: 100px) and print { b { c: d } }',
);
csstree.walk(ast, (node) => {
  if (node.type === 'ClassSelector') node.name += '-x';
});
console.log(csstree.generate(ast));
console.log(JSON.stringify(csstree.toPlainObject(ast)).length);
console.log(csstree.lexer.matchProperty('border', csstree.parse('1px solid red', { context: 'value' })).error);
console.log(String(csstree.lexer.matchProperty('color', csstree.parse('12px', { context: 'value' })).error.message));
console.log(csstree.definitionSyntax.generate(csstree.definitionSyntax.parse('<a>{1,2} || [ b && c ]#')));
