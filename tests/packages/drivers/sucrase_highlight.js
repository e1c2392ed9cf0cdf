// sucrase; highlight.js and prism; KaTeX.
const { transform, getFormattedTokens } = require('sucrase');
const text = `import a, { type B, c } from './x'; import type { T } from 't';
enum E { A, B = 'b', C = 1 << 2 } abstract class K<T extends object = {}> implements I { private readonly x: number = 1; constructor(public y?: string) { super(); } declare z: T; get v(): T | undefined { return this.#w as unknown as T; } #w!: any; }
export const f = async <T,>(x: T, ...r: Array<keyof T>): Promise<T> => { await c<B>(x!); return x satisfies T ?? r?.[0]; };
export default function App({ n }: Props) { return <><div className="a" {...n} key={1}>text {n.map((i) => <b>{i}&nbsp;</b>)} </div></>; } export * from './y'; namespace N {}`;
for (const options of [{ transforms: ['typescript', 'jsx', 'imports'] }, { transforms: ['typescript', 'jsx'], jsxRuntime: 'automatic', production: true }, { transforms: ['typescript', 'jsx', 'imports', 'jest'], disableESTransforms: true, keepUnusedImports: true }]) {
  try { console.log(transform(text.replace('namespace N {}', ''), { ...options, filePath: 'a.tsx' }).code); } catch (e) { console.log(e.message); }
}
try { transform('let x: = 1', { transforms: ['typescript'] }); } catch (e) { console.log(e.message); }
console.log(getFormattedTokens('a?.b', { transforms: [] }));
console.log(transform('const a: number = 1;\nexport { a };', { transforms: ['typescript', 'imports'], filePath: 'a.ts', sourceMapOptions: { compiledFilename: 'a.js' } }).sourceMap);
const hljs = require('highlight.js');
const samples = { javascript: 'class A extends B { async *m() { return `t${1 + x}` /* c */ } } // end', python: 'def f(x: int = 3, *a) -> str:\n    """doc"""\n    return f"{x!r}" if x else None', rust: "fn main() -> Result<(), Box<dyn Error>> { let x: &'static str = r#\"a\"#; println!(\"{}\", x); }", css: '@media (min-width: 1px) { a:hover > b::after { color: #fff; margin: calc(1px + 2em) } }', xml: '<a href="x">b &amp; c<!-- d --><br/></a>', sql: "SELECT a, COUNT(*) FROM t WHERE b LIKE 'x%' -- c", bash: 'for f in *.txt; do echo "$f" | sed s/a/b/; done', json: '{"a": [1, true, null, "x"]}', cpp: '#include <x>\ntemplate<class T> auto f(T&& t) noexcept { return std::move(t); }', diff: '--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y' };
for (const [language, code] of Object.entries(samples)) console.log(hljs.highlight(code, { language }).value);
console.log(hljs.highlightAuto(samples.python, ['python', 'ruby', 'rust']).language, hljs.listLanguages().length);
const Prism = require('prismjs'); require('prismjs/components/')(['python', 'rust', 'sql', 'bash', 'json', 'cpp', 'typescript', 'jsx', 'diff', 'markdown']);
for (const [language, code] of Object.entries(samples)) { const name = { xml: 'markup' }[language] ?? language; console.log(Prism.highlight(code, Prism.languages[name], name)); }
const katex = require('katex');
for (const tex of ['\\frac{a}{b} + \\sqrt[3]{x^2}', '\\sum_{i=0}^\\infty \\int_0^1 x\\,dx', '\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}', '\\text{word} \\mathbb{R} \\overbrace{x+y}^{n}', '\\color{red} \\left( \\frac12 \\right)']) console.log(katex.renderToString(tex, { displayMode: true }));
try { katex.renderToString('\\frac{a'); } catch (e) { console.log(e.name, e.message, e.position); }
