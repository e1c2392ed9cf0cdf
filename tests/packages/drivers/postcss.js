const postcss = require('postcss');
const css =
  '@import "x";\n:root { --a: 1px }\na:hover, b > c { color: red; margin: 0 auto !important /* note */ }\n@media (min-width: 10px) { d { content: "}" } }';
const plugin = {
  postcssPlugin: 'double',
  Declaration(d) {
    if (d.prop === 'color') {
      d.value = 'blue';
      d.cloneAfter({ prop: 'background' });
    }
  },
  AtRule: {
    media(r) {
      r.params += ' and (max-width: 99px)';
    },
  },
};
delete plugin.Declaration;
plugin.Once = (root) =>
  root.walkDecls('color', (d) => {
    d.value = 'blue';
    d.cloneAfter({ prop: 'background' });
  });
postcss([plugin])
  .process(css, { from: 'in.css', to: 'out.css', map: { inline: false, absolute: false } })
  .then((r) => {
    console.log(r.css);
    console.log(r.map.toString());
    console.log(r.messages);
  });
try {
  postcss.parse('a { b', { from: 'in.css' });
} catch (e) {
  console.log(e.name, e.reason, e.line, e.column);
  console.log(e.showSourceCode(false));
}
console.log(postcss.parse(css).nodes.map((n) => n.type + ' ' + n.source.start.line + ':' + n.source.start.column));
