// A program of fifty files compiled by the TypeScript compiler as the command does it: files read
// and written, diagnostics; once without faults and once with some.
const fs = require('fs'), os = require('os'), path = require('path'), crypto = require('crypto'), ts = require('typescript');
function write(out, faulty) {
fs.mkdirSync(path.join(out, 'src', 'model'), { recursive: true });
fs.mkdirSync(path.join(out, 'src', 'store'), { recursive: true });
fs.mkdirSync(path.join(out, 'src', 'util'), { recursive: true });
const put = (f, t) => fs.writeFileSync(path.join(out, f), t);
put('tsconfig.json', JSON.stringify({ compilerOptions: { target: 'es2017', module: 'commonjs', lib: ['es2021'], types: [], strict: true, declaration: true, sourceMap: true, outDir: 'out', rootDir: 'src', noEmitOnError: false, pretty: false }, include: ['src'] }, null, 2));
put('src/util/result.ts', `export type Ok<T> = { readonly ok: true; value: T };
export type Err<E> = { readonly ok: false; error: E };
export type Result<T, E = Error> = Ok<T> | Err<E>;
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const err = <E>(error: E): Err<E> => ({ ok: false, error });
export function map<T, U, E>(r: Result<T, E>, f: (t: T) => U): Result<U, E> { return r.ok ? ok(f(r.value)) : r; }
export async function attempt<T>(f: () => Promise<T>): Promise<Result<T>> {
  try { return ok(await f()); } catch (e) { return err(e instanceof Error ? e : new Error(String(e))); }
}
`);
put('src/util/events.ts', `export type Handlers<M> = { [K in keyof M]?: Array<(payload: M[K]) => void> };
export class Emitter<M extends Record<string, unknown>> {
  #handlers: Handlers<M> = {};
  on<K extends keyof M>(name: K, f: (payload: M[K]) => void): () => void {
    const list = (this.#handlers[name] ??= []); list.push(f);
    return () => { const i = list.indexOf(f); if (i >= 0) list.splice(i, 1); };
  }
  emit<K extends keyof M>(name: K, payload: M[K]): number {
    let n = 0; for (const f of this.#handlers[name] ?? []) { f(payload); n++; } return n;
  }
}
`);
put('src/util/index.ts', `export * from './result';\nexport * from './events';\nexport * as text from './text';\n`);
put('src/util/text.ts', `export type Camel<S extends string> = S extends \`\${infer A}_\${infer B}\` ? \`\${A}\${Capitalize<Camel<B>>}\` : S;
export function camel<S extends string>(s: S): Camel<S> { return s.replace(/_(\\w)/g, (_, c: string) => c.toUpperCase()) as Camel<S>; }
export const pad = (s: string, n: number, fill = ' ') => s.length >= n ? s : s + fill.repeat(n - s.length);
`);
put('src/model/base.ts', `export enum Kind { Plain, Special = 4, Derived = Special << 1 }
export const enum Level { Low = 'low', High = 'high' }
export abstract class Entity<Id extends string | number = number> {
  static #count = 0;
  protected constructor(public readonly id: Id, protected kind: Kind = Kind.Plain) { Entity.#count++; }
  abstract describe(): string;
  get isSpecial(): boolean { return this.kind === Kind.Special; }
  static get count() { return Entity.#count; }
}
export namespace Shapes { export interface Point { x: number; y: number } export const origin: Point = { x: 0, y: 0 }; }
`);
for (let i = 0; i < 24; i++) {
  const prev = i ? `import { Model${i - 1}, type Props${i - 1} } from './model${i - 1}';\n` : '';
  put(`src/model/model${i}.ts`, `import { Entity, Kind, Level, Shapes } from './base';
import { Result, ok, err, text } from '../util';
${prev}
export interface Props${i} { name: string; size?: number; tags: readonly string[]; ${i ? `inner?: Props${i - 1}` : 'inner?: undefined'} }
export type Partial${i} = Partial<Props${i}> & Pick<Props${i}, 'name'>;
export class Model${i} extends Entity<${i % 2 ? 'string' : 'number'}> implements Iterable<string> {
  private cache = new Map<keyof Props${i}, unknown>();
  point: Shapes.Point = { ...Shapes.origin, x: ${i} };
  constructor(id: ${i % 2 ? 'string' : 'number'}, readonly props: Props${i}) { super(id, ${i % 3 ? 'Kind.Special' : 'Kind.Derived'}); }
  describe(): string { const { name, size = ${i}, ...rest } = this.props; return \`\${text.pad(name, ${i + 4})}:\${size}:\${Object.keys(rest).length}\`; }
  *[Symbol.iterator]() { yield* this.props.tags; }
  read<K extends keyof Props${i}>(key: K): Props${i}[K] { if (!this.cache.has(key)) this.cache.set(key, this.props[key]); return this.cache.get(key) as Props${i}[K]; }
  level(): Level { return (this.props.size ?? 0) > ${i * 3} ? Level.High : Level.Low; }
  async load(from: Promise<Partial${i}>): Promise<Result<Model${i}, string>> {
    const part = await from;
    if (part.name === '') return err('no name');
    return ok(new Model${i}(this.id, { tags: [], ...part }));
  }
  ${i ? `inner(): Model${i - 1} | undefined { return this.props.inner && new Model${i - 1}(${i % 2 ? i : `'${i}'`}, this.props.inner as Props${i - 1}); }` : ''}
  ${faulty && i % 4 === 1 ? `wrong(): number { const s: number = this.props.name; return s + missing${i}; }` : ''}
}
export function isModel${i}(x: unknown): x is Model${i} { return x instanceof Model${i}; }
`);
}
for (let i = 0; i < 18; i++) {
  put(`src/store/store${i}.ts`, `import { Model${i}, Props${i}, isModel${i} } from '../model/model${i}';
import { Emitter, Result, ok, err, map } from '../util';
type Events = { added: Model${i}; removed: { id: Model${i}['id']; at: number } };
export class Store${i}<T extends Model${i} = Model${i}> {
  readonly events = new Emitter<Events>();
  private items: T[] = [];
  add(item: T): this { this.items.push(item); this.events.emit('added', item); return this; }
  find(f: (t: T) => boolean): Result<T, 'absent'> { const t = this.items.find(f); return t ? ok(t) : err('absent' as const); }
  names(): string[] { return this.items.map((t) => t.props.name).sort((a, b) => a.localeCompare(b)); }
  group<K extends keyof Props${i}>(key: K): Map<Props${i}[K], T[]> {
    return this.items.reduce((m, t) => { const k = t.read(key); (m.get(k) ?? m.set(k, []).get(k)!).push(t); return m; }, new Map<Props${i}[K], T[]>());
  }
  first(name: string) { return map(this.find((t) => t.props.name === name), (t) => [t.describe(), ...t] as const); }
  ${faulty && i % 5 === 2 ? `bad() { this.events.emit('removed', { id: true }); for (const n of 5) { this.nope(n); } switch (this.items[0].level()) { case 3: break; } }` : ''}
}
export default new Store${i}();
export const check${i} = (x: unknown) => isModel${i}(x) ? x.props.tags.length : -1;
`);
}
put('src/main.ts', Array.from({ length: 18 }, (_, i) => `import s${i}, { Store${i} } from './store/store${i}';`).join('\n') + `
export const stores = [${Array.from({ length: 18 }, (_, i) => `s${i}`).join(', ')}] as const;
export type StoreName = \`store\${number}\`;
export function* walk(): Generator<[StoreName, string], void, undefined> {
  let n = 0;
  for (const s of stores) { for (const name of s.names()) yield [\`store\${n}\`, name]; n++; }
}
for (const [a, b] of walk()) console.log(a, b);
`);
put('src/globals.d.ts', 'declare const console: { log(...what: unknown[]): void };\n');
put('src/legacy.ts', `export = { version: 1, upgrade(this: void, v: unknown) { return typeof v === 'string' ? v.length : v instanceof Date ? v.getTime() : 0; } };\n`);
}

for (const faulty of [false, true]) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tsc-'));
  write(folder, faulty);
  const printed = [];
  const sys = { ...ts.sys, write: (text) => printed.push(text), exit: (code) => printed.push(`exit ${code}`), getCurrentDirectory: () => folder };
  ts.executeCommandLine(sys, () => {}, ['-p', folder]);
  console.log(printed.join('').replaceAll(folder, ''));
  const out = fs.readdirSync(path.join(folder, 'out'), { recursive: true }).filter((f) => /\.\w+$/.test(f)).sort();
  for (const f of out) console.log(f, crypto.createHash('sha1').update(fs.readFileSync(path.join(folder, 'out', f))).digest('hex'));
  console.log(fs.readFileSync(path.join(folder, 'out/model/model3.js'), 'utf8'));
  fs.rmSync(folder, { recursive: true });
}
