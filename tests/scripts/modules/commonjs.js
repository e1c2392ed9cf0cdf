// require, module and exports of CommonJS files, as a program sees them.
const path = require('path');
const short = text => String(text).replaceAll(__dirname, '$DIR');
const at = name => `./fixtures/${name}`;

console.log(require(at('self')));
console.log(require(at('data.json')), require(at('data')) === require(at('data.json')));
const a = require(at('cycle_a'));
console.log(a, a.other.same());
console.log(require(at('folder')), require(at('folder/')), require(at('withmain')));
console.log(Object.keys(require.cache).map(short));
console.log(module.children.map(child => short(child.id)));

// What is deleted from the cache is loaded anew.
const before = require(at('folder'));
delete require.cache[require.resolve(at('folder'))];
console.log(before === require(at('folder')));

// What throws is not kept.
for (const name of ['throws', 'throws', 'redeclared', 'bad.json', 'nothing', '']) {
  try {
    require(name && at(name));
  } catch (error) {
    console.log(name, error.name, error.code, short(error.message), error.requireStack?.map(short));
  }
}
console.log(Object.keys(require.cache).filter(name => /throws|redeclared|bad/.test(name)));
try {
  require(5);
} catch (error) {
  console.log(error.code, error.message);
}
try {
  require('node:nothing');
} catch (error) {
  console.log(error.code, error.message);
}

const Module = require('module');
console.log(module instanceof Module, module.constructor === Module, Module.Module === Module);
console.log(Module.isBuiltin('fs'), Module.isBuiltin('node:fs'), Module.isBuiltin('nothing'), require('node:path') === path);
const other = Module.createRequire(path.join(__dirname, 'fixtures/nothing.js'));
console.log(other('./data.json') === require(at('data.json')), short(other.resolve('./cycle_a')));
console.log(Module.wrap('x'));

// Parts of the loader can be replaced.
const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (request === 'made-up') return { made: 'up', by: short(parent.filename) };
  return load.apply(this, arguments);
};
console.log(require('made-up'), require(at('data')).a);
Module._load = load;
require.extensions['.txt'] = (module, filename) => {
  module.exports = `text of ${path.basename(filename)}`;
};
console.log(require(at('note.txt')), require(at('note')));
const inMemory = new Module('in-memory', module);
inMemory._compile('exports.answer = 6 * 7; exports.file = __filename;', '/in/memory.js');
console.log(inMemory.exports, inMemory.loaded, inMemory.id);
