// acorn with its walkers, estraverse, and astring to print the tree again.
const acorn = require('acorn'), walk = require('acorn-walk'), estraverse = require('estraverse'), { generate, GENERATOR } = require('astring');
const text = `
import a, { b as c } from 'x'; export default class extends a { #p = 1; static { this.q = 2; } async *m(...r) { for await (const v of r) yield* v?.[c] ?? 3n; } }
label: for (const [k, { v = 1, ...w }] of Object.entries(c)) { if (k in w) continue label; else do { v; } while (!k) }
const t = \`a\${b\`\${1}x\`}c\`, f = async (x, y = () => ({ x })) => { try { await x(...y) } catch { throw new Error('no', { cause: x }) } finally { delete x.y } };
switch (t) { case 'a': default: (function () { return /re[/]g/giu.test(t), void 0, typeof f })() }
let n = -(-1) + (+1) ** 2, m = (1, 2), o = a ? b : c || (m && n), q = new (f())(), r = new f.g();
`;
const comments = [];
const tree = acorn.parse(text, { ecmaVersion: 'latest', sourceType: 'module', locations: true, onComment: comments });
console.log(generate(tree));
console.log(generate(tree, { indent: '\t', lineEnd: '\n', startingIndentLevel: 1 }).length);
const counts = {};
walk.full(tree, (node) => { counts[node.type] = (counts[node.type] ?? 0) + 1; });
console.log(counts);
walk.ancestor(tree, { Identifier(node, state, ancestors) { if (node.name === 'v') console.log(ancestors.map((n) => n.type).join('>')); } });
console.log(walk.findNodeAt(tree, null, null, 'TemplateLiteral').node.loc, walk.findNodeAround(tree, 60, 'ClassBody')?.node.start);
const names = [];
const script = acorn.parse('var a = { b: [1, , c], d() {}, get e() { return 1 } }; with (a) { b; }', { ecmaVersion: 5, allowReserved: true, ...{ ecmaVersion: 6 } });
estraverse.traverse(script, { enter(node, parent) { names.push((parent ? parent.type[0] : '-') + node.type); if (node.type === 'FunctionExpression') this.skip(); }, leave(node) { if (node.type === 'WithStatement') this.break(); } });
console.log(names.join(' '));
console.log(generate(estraverse.replace(script, { leave: (node) => (node.type === 'Literal' ? { ...node, value: node.value * 2, raw: String(node.value * 2) } : undefined) })));
const custom = { ...GENERATOR, Identifier(node, state) { state.write(`<${node.name}>`, node); } };
console.log(generate(script, { generator: custom }));
for (const bad of ['let let = 1', 'a ?? b || c', 'class A { constructor() {} constructor() {} }', '"\\u{110000}"', 'for (let x = 1 of y);', 'await 1', '/(?<a>.)(?<a>.)/']) {
  try { acorn.parse(bad, { ecmaVersion: 2022 }); console.log('accepted', bad); } catch (e) { console.log(e.name, e.message, e.pos, e.raisedAt, e.loc); }
}
