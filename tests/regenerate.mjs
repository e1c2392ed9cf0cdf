// Writes the expectations beside the scripts, with Node 20 as the oracle. Run from anywhere:
//   node tests/regenerate.mjs [substring of paths]
// Never edit an .expected, .stderr or .exit by hand. Conventions: tests/README.md.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync, statSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const filter = process.argv[2] ?? '';
if (!process.version.startsWith('v20.')) throw new Error('the oracle is Node 20');

function* scripts(dir) {
  for (const name of readdirSync(dir).sort()) {
    const path = join(dir, name);
    // What Node has not: UPDATE_EXPECTED=1 cargo test --test scripts own
    // And what scripts load are no scripts themselves.
    if (name === 'own' || name === 'fixtures') continue;
    if (statSync(path).isDirectory()) yield* scripts(path);
    else if (name.endsWith('.js')) yield path;
  }
}

// Keep what a user can see of the script itself: frames of Node's own files are dropped.
function normalise(text, dir) {
  return text
    .split('\n')
    .map((line) => line.replaceAll(dir, '$DIR').replace(/^Node\.js v20\..*$/, 'Node.js $VERSION'))
    .filter((line) => !/^\s+at /.test(line) || line.includes('$DIR/'))
    .filter((line) => !/^\s+\.\.\. \d+ lines matching cause stack trace \.\.\.$/.test(line))
    .map((line) => (/^\s+at /.test(line) ? line.replace(/(:\d+:\d+\)?)[ \]{,]+$/, '$1') : line))
    .map((line) => line.replace(/ \{$/, ''))
    .filter((line) => !line.startsWith('(Use `'))
    .join('\n')
    .replace(/^node:internal[^]*?\n\n/, '');
}

let failed = 0;
for (const path of scripts(join(here, 'scripts'))) {
  if (!path.includes(filter)) continue;
  const dir = dirname(path);
  const stem = path.slice(0, -3);
  const negative = path.includes('/scripts/errors/');
  const run = spawnSync(process.execPath, ['--expose-gc', path], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, TZ: 'Europe/Paris' },
    timeout: 60_000,
  });
  writeFileSync(`${stem}.expected`, run.stdout);
  if (negative) {
    writeFileSync(`${stem}.stderr`, normalise(run.stderr, dir));
    writeFileSync(`${stem}.exit`, `${run.status}\n`);
  } else if (run.status !== 0) {
    failed++;
    console.error(`${path}: exit ${run.status}\n${run.stderr}`);
    rmSync(`${stem}.expected`);
  } else if (run.stderr && !path.includes('/stderr_')) {
    console.error(`${path}: note, text on stderr:\n${run.stderr}`);
  }
}
process.exitCode = failed ? 1 : 0;
