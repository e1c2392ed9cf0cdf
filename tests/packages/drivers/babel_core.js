const babel = require('@babel/core');
const out = babel.transformSync(
  `const f = (a, b) => a ** b; let x = a?.b ?? 1; label: for (const q of w) { continue label; }`,
  {
    configFile: false,
    babelrc: false,
    ast: true,
    sourceMaps: true,
    filename: 'in.js',
    cwd: '/',
    plugins: [
      function ({ types: t }) {
        return {
          name: 'rename',
          visitor: {
            Identifier(path) {
              if (path.node.name === 'a') path.node.name = 'renamed';
            },
            ArrowFunctionExpression(path) {
              path.arrowFunctionToExpression();
            },
            BinaryExpression(path) {
              if (path.node.operator === '**')
                path.replaceWith(
                  t.callExpression(t.memberExpression(t.identifier('Math'), t.identifier('pow')), [
                    path.node.left,
                    path.node.right,
                  ]),
                );
            },
          },
        };
      },
    ],
  },
);
console.log(out.code);
console.log(out.map.mappings, out.map.names);
console.log(
  babel.types.isValidIdentifier('class'),
  babel.template.statement('A = B')({ A: babel.types.identifier('z'), B: babel.types.numericLiteral(3) }).type,
);
try {
  babel.transformSync('let = 1', { configFile: false, babelrc: false, filename: 'bad.js', cwd: '/' });
} catch (e) {
  console.log(e.message);
}
