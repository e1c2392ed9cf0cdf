// Command lines by yargs, paths by glob, micromatch, picomatch.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import yargs from 'yargs';
import { glob, globSync, Glob, hasMagic, escape } from 'glob';
import micromatch from 'micromatch';
const parser = (args) => yargs(args).scriptName('tool').usage('$0 <cmd> [args]').exitProcess(false).fail((m, e) => { console.log('FAIL', m ?? e?.message); })
  .command('add <x> [ys..]', 'adds', (y) => y.positional('x', { type: 'number', describe: 'first' }).option('round', { alias: 'r', type: 'boolean', default: false }), (argv) => console.log('add', argv.x + argv.ys.reduce((a, b) => a + Number(b), 0), argv.round))
  .command(['list', 'ls'], 'lists', { depth: { type: 'number', choices: [1, 2, 3], demandOption: true } }, (argv) => console.log('list', argv.depth))
  .option('v', { alias: 'verbose', count: true }).option('set', { type: 'array', group: 'Lists:' }).coerce('set', (a) => a.map((s) => s.split('='))).demandCommand(1, 'need a command').strict().locale('en').wrap(80).help().version('1.2.3');
for (const args of ['add 1 2 3 -vv --round', 'ls --depth 2', 'ls --depth 7', 'ls', '', 'nope', 'add 4 --set a=1 b=2 --no-round', 'add --bogus 1']) { try { const a = parser(args).parseSync(); console.log(args, '=>', a); } catch (e) { console.log(args, 'threw', e.message); } }
console.log(await parser('').getHelp());
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'globs-'));
for (const f of ['a.js', 'b.ts', 'lib/c.js', 'lib/deep/d.js', 'lib/deep/.hidden', 'node_modules/x/index.js', 'lib/[odd].md']) { fs.mkdirSync(path.dirname(path.join(folder, f)), { recursive: true }); fs.writeFileSync(path.join(folder, f), f); }
for (const pattern of ['**/*.js', '*.{js,ts}', 'lib/**', '!(lib|node_modules)', '**/.*', 'lib/\\[odd\\].md', '+(a|b).?s', '**/deep/../*.js']) console.log(pattern, globSync(pattern, { cwd: folder, posix: true, ignore: 'node_modules/**' }).sort());
console.log((await glob('**', { cwd: folder, nodir: true, dot: true })).sort(), hasMagic('a*'), hasMagic('a'), escape('[a]*'));
console.log([...new Glob('lib/*', { cwd: folder, withFileTypes: true })].map((e) => [e.name, e.isDirectory()]).sort());
fs.rmSync(folder, { recursive: true });
console.log(micromatch(['foo', 'bar', 'baz', 'a/b/c.md'], ['b*', '!bar', '**/*.md']), micromatch.isMatch('a/b', 'a/*'), micromatch.braces('a{1..3}{x,y}', { expand: true }), micromatch.capture('test/*.js', 'test/foo.js'), micromatch.makeRe('*.{a,b}!(c)').source, micromatch.scan('!./foo/*.js'));
