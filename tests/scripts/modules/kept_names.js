// Names that were resolved are kept by folder, as in Node: what is cached is not looked for again,
// and what has left the cache is.
const fs = require('fs');
const os = require('os');
const path = require('path');
const Module = require('module');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kept-names-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const put = (name, text) => {
  fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
  fs.writeFileSync(path.join(folder, name), text);
};
const from = Module.createRequire(path.join(folder, 'main.js'));
const attempt = (request) => {
  try { return from(request); } catch (error) { return error.code ?? error.message; }
};

put('a.js', 'module.exports = { from: "a.js", again: () => require("./b") };');
put('b.js', 'exports.b = 1;');
const first = attempt('./a');
console.log(first.from, first === attempt('./a'), first.again() === from('./b'));

fs.rmSync(path.join(folder, 'b.js'));
console.log('deleted, but cached:', first.again(), attempt('./b'));
delete require.cache[path.join(folder, 'b.js')];
put('b.js', 'exports.b = 2;');
delete require.cache[path.join(folder, 'b.js')];
console.log('written again:', attempt('./b'));

put('lib/index.js', 'module.exports = "folder";');
console.log(attempt('./lib'));
put('lib.js', 'module.exports = "file";');
console.log('a nearer file while cached:', attempt('./lib'));
delete require.cache[path.join(folder, 'lib', 'index.js')];
console.log('known path:', attempt('./lib'));
delete require.cache[path.join(folder, 'lib', 'index.js')];
for (const key of Object.keys(Module._pathCache)) delete Module._pathCache[key];
console.log('forgotten path:', attempt('./lib'));

put('bad.js', 'throw new Error("bad " + (globalThis.count = (globalThis.count ?? 0) + 1));');
console.log(attempt('./bad'), attempt('./bad'));
put('missing.js', 'require("./later");');
console.log(attempt('./missing'));
put('later.js', 'exports.later = true;');
console.log(attempt('./missing'), attempt('./later'));

put('node_modules/one/package.json', '{ "name": "one", "exports": { ".": "./x.js", "./y": "./y.js" } }');
put('node_modules/one/x.js', 'exports.x = require("./y"); exports.self = require("one/y") === exports.x;');
put('node_modules/one/y.js', 'exports.y = module.children.length;');
console.log(attempt('one'), attempt('one/y'), attempt('one/z'), attempt('one') === attempt('one'));

put('circle.js', 'exports.early = 1; exports.other = require("./square"); exports.late = 2;');
put('square.js', 'const circle = require("./circle"); exports.saw = Object.keys(circle).join();');
console.log(attempt('./circle'));
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) { return request === './virtual' ? path.join(folder, 'a.js') : resolve.call(this, request, ...rest); };
console.log(attempt('./virtual') === first);
Module._resolveFilename = resolve;
console.log(attempt('./virtual'));

// Files that cannot be read tell so in the words of `fs`.
put('folder.js/inner.js', '');
fs.symlinkSync(path.join(folder, 'folder.js'), path.join(folder, 'folder.json'));
require.cache[path.join(folder, 'gone.js')] = undefined;
for (const [load, name] of [[require.extensions['.js'], 'gone.js'], [require.extensions['.json'], 'gone.json'], [require.extensions['.js'], 'folder.js']]) {
  try { load(new Module(name), path.join(folder, name)); } catch (error) { console.log(error.code, error.syscall, error.message.replace(folder, '')); }
}
