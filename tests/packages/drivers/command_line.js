const { Command, Option } = require('commander');
const p = new Command();
p.exitOverride().configureOutput({ writeErr: (s) => console.log('err', s), writeOut: (s) => console.log(s) });
p.name('tool')
  .version('1.2.3')
  .description('does things')
  .option('-d, --debug', 'more')
  .requiredOption('-s, --size <n>', 'size', parseInt)
  .addOption(new Option('-c, --color <c>').choices(['red', 'blue']).default('red'))
  .option('--no-x');
p.command('run <file> [rest...]')
  .alias('r')
  .description('runs')
  .option('-f')
  .action((f, r, o, c) => console.log('ran', f, r, o, c.optsWithGlobals()));
p.parse(['-s', '10', 'run', 'a', 'b', 'c', '-f'], { from: 'user' });
console.log(p.opts());
for (const a of [['-s', '1', '-c', 'green'], ['--help'], ['run'], ['-s', '1', 'nope'], ['-V']])
  try {
    p.parse(a, { from: 'user' });
  } catch (e) {
    console.log(e.code, e.exitCode, e.message);
  }
const chalk = new (require('chalk').Chalk || require('chalk').Instance)({ level: 1 });
console.log(
  JSON.stringify(chalk.red.bold('x ' + chalk.green('y') + ' z')),
  JSON.stringify(chalk.bgHex('#ff0000').underline('u\nv')),
);
const c3 = new (require('chalk').Chalk)({ level: 3 });
console.log(JSON.stringify(c3.rgb(1, 2, 3)`t`), JSON.stringify(c3.hex('#abc').inverse.dim('q')));
const debug = require('debug');
debug.enable('a:*,-a:b');
console.log(debug.enabled('a:x'), debug.enabled('a:b'));
const l = debug('a:x');
l.log = (...x) => console.log(x.length);
l('hi %o %d', { a: 1 }, 5);
