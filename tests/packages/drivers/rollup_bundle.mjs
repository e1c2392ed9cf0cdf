// A bundle with rollup's JavaScript parts: a virtual file system, tree shaking, formats.
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { default: MagicString, Bundle } = await import('magic-string');
const s = new MagicString('const answer = 42; problems = 99; export { answer };');
s.overwrite(6, 12, 'reply').prepend('/* head */\n').append('\n// tail').remove(19, 33).indent('  ').move(0, 5, 33);
console.log(s.toString());
console.log(s.generateMap({ source: 'a.js', file: 'a.map', includeContent: true, hires: true }).toString());
console.log(s.snip(5, 12).toString(), s.lastLine(), s.length(), s.isEmpty(), s.replace(/[a-z]+/g, (m) => m.toUpperCase()).toString());
const bundle = new Bundle({ intro: '(function () {', outro: '})();', separator: '\n\n' });
for (const [filename, text] of [['x.js', 'let x = 1;\nx++;'], ['y.js', 'export const y = x;']]) bundle.addSource({ filename, content: new MagicString(text) });
console.log(bundle.indent().toString(), bundle.generateMap({ file: 'b.js', hires: 'boundary' }).mappings);
const { rollup } = require('rollup');
const files = {
  main: "import def, { used, Shape } from 'lib'; import * as all from 'more'; import('lazy').then((m) => m.go()); console.log(def(used), new Shape().area, all.a); export const out = all['b'];",
  lib: "export const used = 1; export const unused = sideless(); function sideless() { return 2; } export default (x) => x + more; import { a as more } from 'more'; export class Shape { get area() { return used; } } if (false) { console.log('dead'); }",
  more: "export let a = 1; export function b() { return a++; } export const c = /*#__PURE__*/ Object.freeze({});",
  lazy: "export const go = async () => { const { used } = await import('lib'); return used; };",
};
const plugin = { name: 'files', resolveId: (id) => (id in files ? id : id === 'outer' ? { id, external: true } : null), load: (id) => files[id], transform: (code, id) => (id === 'more' ? { code: code.replace('let a = 1', 'let a = 10'), map: null } : null) };
for (const format of ['es', 'cjs', 'iife', 'umd', 'system', 'amd']) {
  const made = await rollup({ input: 'main', plugins: [plugin], onwarn: (w) => console.log(w.code, w.message) });
  const { output } = await made.generate({ format, name: 'Made', exports: 'named', inlineDynamicImports: true, sourcemap: format === 'es' });
  for (const chunk of output) console.log(`---- ${format} ${chunk.fileName} ${chunk.exports ?? ''}\n${chunk.code ?? chunk.source.length}`);
  if (format === 'es') console.log(output[0].map?.mappings);
}
try { await rollup({ input: 'main', plugins: [{ ...plugin, load: () => 'export default = 1' }] }); } catch (e) { console.log(e.code, e.message, e.pos, e.frame); }
try { await rollup({ input: 'nowhere', plugins: [plugin] }); } catch (e) { console.log(e.code, e.message); }
