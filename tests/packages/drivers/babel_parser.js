const parser = require('@babel/parser');
const code = `
type A<T extends B = C> = { [K in keyof T]?: T[K] } & D;
export default class X<T> extends Y { private readonly a: number = 1; constructor(public b?: string) { super(); } }
const el = <div a="1" {...rest}>{x}<>text</></div>;
async function* g() { for await (const x of y) yield* x; }
`;
const ast = parser.parse(code, { sourceType: 'module', plugins: ['typescript', 'jsx'] });
console.log(JSON.stringify(ast, (k, v) => (typeof v === 'bigint' ? String(v) : v)).length);
console.log(ast.program.body.map((n) => n.type + ':' + n.loc.start.line));
const r = parser.parse('let a; let a; return', { errorRecovery: true });
console.log(r.errors.map((e) => e.message + ' ' + e.code + ' ' + e.reasonCode));
try {
  parser.parse('a b');
} catch (e) {
  console.log(e.message, e.code, e.reasonCode, e.loc, e.pos, e instanceof SyntaxError);
}
console.log(
  parser.parseExpression('a |> b(%)', { plugins: [['pipelineOperator', { proposal: 'hack', topicToken: '%' }]] }).type,
);
