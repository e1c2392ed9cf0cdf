const ts = require('typescript');
console.log(ts.version);
const source = `
enum Color { Red, Green = 'g' as any }
namespace N { export const x = 1; }
abstract class A<T> { protected constructor(readonly a: T, private b?: number) {} abstract m(): void; static s = 1; }
class B extends A<string> { constructor() { super('x'); } m() { return this.a satisfies string; } }
async function* gen(...xs: number[]) { for await (const x of xs) yield x ?? 0; }
export const f = <T,>(x: T) => x!;
export default new B();
`;
for (const target of ['ES5', 'ES2015', 'ES2022']) {
  const out = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget[target], module: ts.ModuleKind.CommonJS, sourceMap: true },
  });
  console.log(out.outputText.replace(/\n$/, ''));
}
const lib = ts.getDefaultLibFilePath({});
const files = {
  'main.ts': `
interface P { name: string; age?: number }
const p: P = { name: 1 };
function id<T extends { a: number }>(t: T): T { return t }
id({ b: 1 });
let u: string | number = Math.random() > 0.5 ? 'a' : 1;
if (typeof u === 'string') u.toFixed();
const t: [number, string] = [1, 'a', 2];
type M<T> = { [K in keyof T as \`get\${Capitalize<string & K>}\`]: () => T[K] };
const m: M<P> = {};
`,
};
const host = ts.createCompilerHost({});
const read = host.getSourceFile;
host.getSourceFile = (name, v) =>
  files[name] !== undefined ? ts.createSourceFile(name, files[name], v) : read.call(host, name, v);
host.writeFile = (name, text) => console.log('// ' + name + '\n' + text);
const program = ts.createProgram(
  ['main.ts'],
  { strict: true, target: ts.ScriptTarget.ES2020, lib: ['lib.es2020.d.ts'], types: [] },
  host,
);
for (const d of ts.getPreEmitDiagnostics(program))
  console.log(d.code, d.start, ts.flattenDiagnosticMessageText(d.messageText, '\n'));
program.emit();
const checker = program.getTypeChecker();
ts.forEachChild(program.getSourceFile('main.ts'), (n) => {
  if (ts.isVariableStatement(n))
    for (const d of n.declarationList.declarations)
      console.log(d.name.getText(), checker.typeToString(checker.getTypeAtLocation(d.name)));
});
