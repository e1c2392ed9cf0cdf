// Writes hostile input files into the directory given and a cases.tsv that says how each must end. See README.md.
import { mkdirSync, writeFileSync, readdirSync, copyFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const dir = process.argv[2];
if (!dir) throw new Error('usage: node generate.mjs DIR');
mkdirSync(join(dir, 'a_directory.js'), { recursive: true });
const cases = [];
const add = (name, content, exits, text = '', args = name) => {
  if (content !== null) writeFileSync(join(dir, name), content);
  cases.push([name, args, exits, text].join('\t'));
};
const N = 100000;

// Encodings and odd files.
add('empty.js', '', '0');
add('only_newline.js', '\n', '0');
add('only_bom.js', '\ufeff', '0');
add('bom.js', '\ufeffconsole.log("bom ok");', '0', 'bom ok');
add('bom_hashbang.js', '\ufeff#!/usr/bin/env glass\nconsole.log("bom hashbang");', '0,1');
add('crlf.js', 'const a = 1;\r\nlet b = `x\r\ny`;\r\nconsole.log(a,\r\n b.length);\r\n', '0', '1 3');
add('cr_only.js', 'let a = 1\rlet b = 2\r// comment\rconsole.log(a + b)', '0', '3');
add('crlf_error.js', 'let a = 1;\r\n\r\nlet = ;\r\n', '1', 'crlf_error.js:3');
add('ls_ps.js', 'let a = "x\u2028y\u2029z";\u2028console.log(a.length);\u2029', '0', '5');
add('hashbang.js', '#!/usr/bin/env glass\nconsole.log("hashbang ok");', '0', 'hashbang ok');
add('hashbang_only.js', '#!/usr/bin/env glass', '0');
add('hashbang_crlf.js', '#!/usr/bin/env glass\r\nconsole.log("crlf hashbang");', '0', 'crlf hashbang');
add('no_final_newline.js', 'console.log("end")', '0', 'end');
add('invalid_utf8.js', Buffer.concat([Buffer.from('console.log("a'), Buffer.from([0xff, 0xfe, 0xc3]), Buffer.from('b".length)')]), '0', '5');
add('invalid_utf8_identifier.js', Buffer.concat([Buffer.from('let x'), Buffer.from([0x80]), Buffer.from(' = 1;')]), '1', 'SyntaxError');
add('overlong_utf8.js', Buffer.concat([Buffer.from('console.log("'), Buffer.from([0xc0, 0x80, 0xed, 0xa0, 0x80]), Buffer.from('".length)')]), '0', '5');
add('truncated_utf8.js', Buffer.concat([Buffer.from('console.log("t"); // '), Buffer.from([0xf0, 0x9f, 0x98])]), '0', 't');
add('utf16.js', Buffer.from('\ufeffconsole.log(1)', 'utf16le'), '1', 'SyntaxError');
add('nul_bytes.js', 'console.log("a\0b".length)', '0', '3');
add('nul_in_code.js', 'let a\0 = 1;', '1', 'SyntaxError');
add('random_bytes.js', Buffer.from(Array.from({ length: 4096 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 24) & 255)), '1');
add('elf_header.js', Buffer.concat([Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0]), Buffer.alloc(2000)]), '1', 'SyntaxError');
add('one_long_line.js', 'let x=0;' + 'x=x+1;'.repeat(200000) + 'console.log(x)', '0', '200000');
add('long_line_error.js', 'let x=0;' + 'x=x+1;'.repeat(200000) + 'x=;', '1', 'SyntaxError');
add('long_identifier.js', `let ${'a'.repeat(200000)} = 1; console.log(${'a'.repeat(200000)})`, '0', '1');
add('long_string.js', `console.log("${'s'.repeat(2000000)}".length)`, '0', '2000000');
add('long_number.js', `console.log(${'9'.repeat(100000)}, 0.${'3'.repeat(100000)}, 0x${'f'.repeat(100000)})`, '0', 'Infinity 0.3333333333333333 Infinity');
add('long_template.js', 'console.log(`' + 'x${1}'.repeat(20000) + '`.length)', '0', '40000');
add('long_regex.js', `console.log(/${'a?'.repeat(2000)}b/.test("b"))`, '0', 'true');
add('many_functions.js', 'function f(){}\n'.repeat(50000) + 'console.log(typeof f)', '0', 'function');
add('many_variables.js', Array.from({ length: 50000 }, (_, i) => `let v${i} = ${i};`).join('\n') + '\nconsole.log(v49999)', '0', '49999');
add('many_locals.js', 'function f() {' + Array.from({ length: 20000 }, (_, i) => `let v${i} = ${i};`).join('') + 'return () => v19999 + v0; } console.log(f()())', '0', '19999');
add('many_arguments.js', `function f() { return arguments.length; } console.log(f(${Array(30000).fill(1).join()}))`, '0,1', '');
add('many_parameters.js', `function f(${Array.from({ length: 20000 }, (_, i) => 'p' + i).join()}) { return p3; } console.log(f(1, 2, 3, 4))`, '0,1', '');
add('many_cases.js', 'switch (29999) {' + Array.from({ length: 30000 }, (_, i) => `case ${i}: x = ${i}; break;`).join('') + '} console.log(x)', '0', '29999');
add('many_properties.js', 'const o = {' + Array.from({ length: 50000 }, (_, i) => `k${i}: ${i}`).join() + '}; console.log(Object.keys(o).length, o.k49999)', '0', '50000 49999');
add('many_constants.js', 'console.log([' + Array.from({ length: 100000 }, (_, i) => i + 0.5).join() + '].length, ["' + Array.from({ length: 70000 }, (_, i) => 's' + i).join('","') + '"].length)', '0', '100000 70000');
add('comments.js', '/*' + '*'.repeat(1000000) + '*/ //' + '/'.repeat(1000000) + '\nconsole.log("c")', '0', 'c');
add('unclosed_comment.js', '/* ' + 'x'.repeat(100000), '1', 'SyntaxError');
add('unclosed_template.js', '`' + '${'.repeat(2000), '1', 'SyntaxError');
add('a_directory.js', null, '1', 'a_directory.js');
add('missing', null, '1', 'no_such_file.js', 'no_such_file.js');
add('missing_dir', null, '1', '', 'no_such_dir/x.js');
add('name with space é.js', 'console.log("spaced")', '0', 'spaced');
add('stdin', 'console.log("from stdin")', '0', 'from stdin', '-\t@stdin=stdin');
add('stdin_error', 'let x = ;', '1', 'SyntaxError', '-\t@stdin=stdin_error');
add('eval_empty', null, '0', '', '-e\t');
add('eval_error', null, '1', 'SyntaxError', '-e\t)');
add('eval_throw', null, '1', 'Error: e', '-e\tthrow new Error("e")');
add('print_expr', null, '0', '{ a: 1 }', '-p\t({a: 1})');
add('unknown_flag', null, '1,2,9', '', '--no-such-flag-at-all');
add('bad_stack_size', null, '1,2,9', '', '--stack-size=abc\tempty.js');
add('tiny_stack', 'function f() { f(); } try { f(); } catch (e) { console.log(e.message); }', '0', 'Maximum call stack', '--stack-size=64\ttiny_stack');

// Nesting, 100,000 deep, of each kind: a result or a SyntaxError (or a RangeError at run time), never a crash.
const deep = {
  parens: ['(', '1', ')'], arrays: ['[', '', ']'], objects: ['({a:', '1', '})'], blocks: ['{', '', '}'], functions: ['function f(){', '', '}'], arrows: ['()=>', '1', ''], arrow_params: ['(a=', '1', ')=>1'],
  calls: ['f(', '', ')'], unary: ['-', '1', ''], spaced_unary: ['- ', '1', ''], not: ['!', '1', ''], typeofs: ['typeof ', '1', ''], ternary_then: ['1?', '1', ':0'], ternary_else: ['0?0:', '1', ''],
  binary_right: ['1+(', '1', ')'], power: ['2**', '1', ''], assign: ['a=', '1', ''], destructure_array: ['[', 'a', ']'], templates: ['`${', '1', '}`'], ifs: ['if(0)', ';', ''], else_ifs: ['if(0);else ', ';', ''],
  whiles: ['while(0)', ';', ''], fors: ['for(;0;)', ';', ''], labels: ['', ';', ''], trys: ['try{', '', '}finally{}'], classes: ['(class{static x=', '1', '})'], class_bodies: ['class A{m(){', '', '}}'], switches: ['switch(0){case 0:', '', '}'],
  news: ['new ', 'F', ''], awaits: ['async()=>await ', '1', ''], spreads: ['[...', '[]', ']'], members_computed: ['a[', '0', ']'], optional: ['a?.[', '0', ']'], generators: ['function*g(){yield ', '1', '}'], commas: ['(1,', '1', ')'], regex_groups: null, with_: ['with({})', ';', ''], dos: ['do ', ';', ' while(0)'],
};
deep.labels = null;
for (const [name, parts] of Object.entries(deep)) {
  if (!parts) continue;
  const [open, mid, close] = parts;
  add(`deep_${name}.js`, open.repeat(N) + mid + close.repeat(N), '0,1');
  add(`deep_${name}_unclosed.js`, open.repeat(N), '0,1');
}
add('deep_labels.js', Array.from({ length: N }, (_, i) => `l${i}:`).join('') + ';', '0,1');
add('deep_binary_left.js', '1' + '+1'.repeat(N) + ';console.log("left")', '0,1');
add('deep_comma_flat.js', '1' + ',1'.repeat(N) + ';console.log("flat")', '0', 'flat');
add('deep_members.js', 'var a={};a.a=a;console.log(typeof a' + '.a'.repeat(N) + ')', '0,1');
add('deep_call_chain.js', 'function f(){return f}console.log(typeof f' + '()'.repeat(N) + ')', '0,1');
add('deep_optional_chain.js', 'var a;console.log(a' + '?.b'.repeat(N) + ')', '0,1');
add('deep_logical.js', 'console.log(1' + '&&1'.repeat(N) + ',0' + '||0'.repeat(N) + ')', '0,1');
add('deep_nullish.js', 'console.log(null' + '??null'.repeat(N) + ')', '0,1');
add('deep_concat.js', 'console.log((""' + '+"a"'.repeat(N) + ').length)', '0,1');
add('deep_tagged.js', 'function f(){return f}f' + '``'.repeat(N), '0,1');
add('deep_regex_groups.js', `try { new RegExp('${'('.repeat(N)}${')'.repeat(N)}'); } catch (e) { console.log(e.name); } console.log('ok')`, '0', 'ok');
add('deep_regex_literal.js', '/' + '('.repeat(20000) + ')'.repeat(20000) + '/;console.log("ok")', '0,1');
add('deep_json.js', `const n = ${N}; for (const [o, c] of [['[', ']'], ['{"a":', '}'], ['[[1],', ']']]) { try { JSON.parse(o.repeat(n) + '1' + c.repeat(n)); console.log('parsed'); } catch (e) { console.log(e.name); } try { JSON.parse(o.repeat(n)); } catch (e) { console.log(e.name); } } let a = []; for (let i = 0; i < n; i++) a = [a]; try { console.log(JSON.stringify(a).length); } catch (e) { console.log(e.name); } let q = {}; for (let i = 0; i < n; i++) q = { q }; try { console.log(JSON.stringify(q).length); } catch (e) { console.log(e.name); } try { JSON.parse('['.repeat(n) + ']'.repeat(n), (k, v) => v); console.log('revived'); } catch (e) { console.log(e.name); } console.log('ok');`, '0', 'ok');
add('deep_inspect.js', `let a = []; for (let i = 0; i < ${N}; i++) a = [a]; console.log(a); try { console.dir(a, { depth: null }); } catch (e) { console.log(e.name); } let o = {}; for (let i = 0; i < ${N}; i++) o = { o }; console.log(o, [o]); let m = new Map(); for (let i = 0; i < ${N}; i++) m = new Map([[m, m]]); console.log(m); let e = new Error('x'); for (let i = 0; i < 2000; i++) e = new Error('y', { cause: e }); try { String(e); console.log('ok'); } catch (x) { console.log('ok'); }`, '0', 'ok');
add('deep_flat.js', `let a = [1]; for (let i = 0; i < ${N}; i++) a = [a]; try { console.log(a.flat(Infinity).length); } catch (e) { console.log(e.name); } try { console.log(String(a)); } catch (e) { console.log(e.name); } try { console.log(a.join().length, a.toString().length); } catch (e) { console.log(e.name); } console.log('ok');`, '0', 'ok');
add('deep_gc.js', `let a = null; for (let i = 0; i < 3000000; i++) a = { a }; globalThis.gc?.(); let n = 0; for (let p = a; p; p = p.a) n++; console.log(n); let c = () => 0; for (let i = 0; i < ${N}; i++) { const d = c; c = () => d; } globalThis.gc?.(); let p = Object.create(null); for (let i = 0; i < ${N}; i++) p = Object.create(p); globalThis.gc?.(); console.log(p.x, 'ok');`, '0', 'ok');
add('deep_promises.js', `let p = Promise.resolve(0); for (let i = 0; i < ${N}; i++) p = p.then((x) => x + 1); p.then((x) => console.log(x)); let q = Promise.resolve(1); for (let i = 0; i < ${N}; i++) { const r = q; q = new Promise((f) => f(r)); } q.then(() => console.log('ok'));`, '0', 'ok');
add('deep_bind.js', `let f = () => 'end'; for (let i = 0; i < ${N}; i++) f = f.bind(); try { console.log(f()); } catch (e) { console.log(e.name); } console.log('ok');`, '0', 'ok');
add('deep_rope.js', `let s = 'x'; for (let i = 0; i < 1000000; i++) s = s + 'y'; let t = 'x'; for (let i = 0; i < 1000000; i++) t = 'y' + t; console.log(s.charCodeAt(500000), t.length, s === t, 'ok');`, '0', 'ok');

for (const name of readdirSync(here).filter((n) => n.endsWith('.js')).sort()) {
  copyFileSync(join(here, name), join(dir, name));
  const memory = name.startsWith('memory_');
  cases.push([name, memory ? `--max-old-space-size=64\t${name}` : name, memory ? '0,134' : '0', memory ? '' : 'ok'].join('\t'));
}
writeFileSync(join(dir, 'cases.tsv'), cases.join('\n') + '\n');
console.log(`${cases.length} cases`);
