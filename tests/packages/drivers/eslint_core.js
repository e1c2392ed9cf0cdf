// ESLint's linter: rules, fixes, messages, scopes.
const { Linter, SourceCode } = require('eslint');
const linter = new Linter({ configType: 'flat' });
const code = `
var unused = 1, used = 2;
if (used == 2) { console.log("double", used) }
function f(a, b, a2) { return a; b }
const o = { 'x': 1, y: function () { return this.x } };
switch (used) { case 1: f(1); case 2: f(2); break }
for (let i = 0; i < 10; i--) { debugger; }
async function g() { await f(1); return await f(2); }
class A extends B { constructor() { this.a = 1; } get p() { } }
let re = /[/]\\//, t = 'a' + used + 'b';
export { f, g, A, o };
`;
const config = [{
  languageOptions: { ecmaVersion: 2022, sourceType: 'module', globals: { console: 'readonly' } },
  rules: {
    'no-unused-vars': 'error', eqeqeq: 'error', 'no-unreachable': 'warn', 'no-fallthrough': 'error', 'no-debugger': 'error', 'for-direction': 'error',
    'prefer-const': 'warn', 'no-var': 'error', 'prefer-template': 'warn', 'object-shorthand': 'warn', 'no-this-before-super': 'error', 'constructor-super': 'error',
    'getter-return': 'error', 'no-undef': 'error', 'dot-notation': 'error', complexity: ['warn', 2], 'max-params': ['warn', 2], 'no-unused-expressions': 'error',
    'no-magic-numbers': 'off', 'default-case': 'warn', curly: 'error', 'no-useless-escape': 'error', 'arrow-body-style': 'error', 'no-restricted-syntax': ['error', { selector: 'ForStatement > BlockStatement', message: 'no loops' }],
  },
}];
for (const m of linter.verify(code, config, { filename: 'a.js' })) console.log(`${m.line}:${m.column} ${m.severity} ${m.ruleId}: ${m.message}`, m.fix ?? '', m.suggestions?.length ?? '');
const fixed = linter.verifyAndFix(code, config, { filename: 'a.js' });
console.log(fixed.fixed, fixed.output, fixed.messages.length);
const source = linter.getSourceCode();
console.log(linter.verify('let x = ;', config, { filename: 'b.js' }).map((m) => [m.message, m.fatal, m.line, m.column]));
console.log(source instanceof SourceCode, source.text.length, source.scopeManager?.scopes.map((s) => [s.type, s.variables.map((v) => v.name)]));
const plugin = { rules: { shout: { meta: { fixable: 'code', schema: [] }, create: (context) => ({ Literal(node) { if (typeof node.value === 'string' && node.value !== node.value.toUpperCase()) context.report({ node, message: 'Shout {{v}}', data: { v: node.value }, fix: (fixer) => fixer.replaceText(node, JSON.stringify(node.value.toUpperCase())) }); } }) } } };
console.log(linter.verifyAndFix("const a = 'one', b = ['two', 'THREE', 4]; // eslint-disable-line no-var\n/* eslint own/shout: 0 */ f('five')", [{ plugins: { own: plugin }, rules: { 'own/shout': 'error' } }]));
