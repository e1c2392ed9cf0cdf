const acorn = require('acorn');
const fs = require('fs');
const source = fs.readFileSync(require.resolve('acorn'), 'utf8');
const tree = acorn.parse(source, { ecmaVersion: 2022, locations: true });
const counts = {};
(function walk(node) {
  if (!node || typeof node.type !== 'string') return;
  counts[node.type] = (counts[node.type] || 0) + 1;
  for (const key of Object.keys(node)) {
    const part = node[key];
    if (Array.isArray(part)) part.forEach(walk);
    else if (part && typeof part === 'object') walk(part);
  }
})(tree);
console.log(Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
for (const bad of ['let a = ;', 'for (;;', 'a => { await x }', 'class { }', '"\\u{110000}"', '/(?<a>x)(?<a>y)/']) {
  try {
    acorn.parse(bad, { ecmaVersion: 2022 });
    console.log('parsed', bad);
  } catch (error) {
    console.log(error.message, error.pos, error.loc);
  }
}
console.log(JSON.stringify(acorn.parse('a?.b ?? `x${y}z`', { ecmaVersion: 2022 })));
console.log([...acorn.tokenizer('let x = 1n ** /a/u', { ecmaVersion: 2022 })].map((t) => t.type.label));
