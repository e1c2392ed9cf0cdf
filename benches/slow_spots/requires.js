// Loading of many files: modules of both kinds in one folder, each of which asks for the one before.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');

const FILES = 1000;

/** Writes the files into a new folder, which goes with the process. */
function written(text, ending) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'requires-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true }));
  for (let i = 0; i < FILES; i++) fs.writeFileSync(path.join(folder, `m${i}${ending}`), text(i));
  return folder;
}

const body = (i) => `
class Part${i} { constructor(size) { this.size = size; } get twice() { return this.size * 2; } }
function describe(part, { prefix = 'part', suffix } = {}) { return [prefix, part.size, suffix].filter(Boolean).join(' '); }
const total = (...parts) => parts.reduce((sum, part) => sum + part.twice, 0);`;
const common = (i) => `'use strict';
const previous = ${i ? `require('./m${i - (i % 10 ? 1 : 10)}')` : '{ depth: 0 }'};${body(i)}
module.exports = { Part${i}, describe, total, depth: previous.depth + total(new Part${i}(${i})) % 7 };
`;

const cases = {
  require_chain() {
    const folder = written(common, '.js');
    let t = 0;
    for (let i = 0; i < FILES; i++) t += require(path.join(folder, `m${i}`)).depth;
    return t;
  },
  require_again(n = 100) {
    const folder = written((i) => `exports.value = ${i};`, '.js');
    let t = 0;
    for (let round = 0; round < n; round++) for (let i = 0; i < FILES; i++) t += require(`${folder}/m${i}.js`).value;
    return t;
  },
  require_json() {
    const folder = written((i) => JSON.stringify({ name: `m${i}`, version: '1.0.0', keywords: ['a', 'b'], depth: i }), '.json');
    let t = 0;
    for (let i = 0; i < FILES; i++) t += require(path.join(folder, `m${i}.json`)).depth;
    return t;
  },
  require_packages() {
    const folder = written(() => '', '.txt');
    for (let i = 0; i < FILES; i++) {
      const home = path.join(folder, 'node_modules', `p${i}`, 'lib');
      fs.mkdirSync(home, { recursive: true });
      fs.writeFileSync(path.join(home, '..', 'package.json'), `{ "name": "p${i}", "main": "lib/index" }`);
      fs.writeFileSync(path.join(home, 'index.js'), `module.exports = ${i ? `require('p${i - (i % 10 ? 1 : 10)}')` : 0} + 1;`);
    }
    const from = require('module').createRequire(path.join(folder, 'main.js'));
    let t = 0;
    for (let i = 0; i < FILES; i++) t += from(`p${i}`);
    return t;
  },
};

const name = process.argv[2];
console.log(name ? cases[name]() : Object.keys(cases).join('\n'));
