// `path`, posix and win32, over many texts.
const path = require('path');
const texts = ['', '.', '..', '/', '//', '///', 'a', '/a', 'a/', '/a/', '//a', 'a//b', 'a/./b', 'a/../b', '../a', '../../a', '/../a',
  'a/b/..', 'a/b/../..', 'a/b/../../..', './', './a', 'a/.', '.a', 'a.b', 'a.b.c', 'a.', '.a.b', '..a', 'a/..b', 'a b', 'x.tar.gz/', '/x.js/',
  'C:', 'C:\\', 'C:/', 'C:a', 'C:\\a\\..\\b', 'c:/a/b.txt', '\\\\server\\share', '\\\\server\\share\\', '\\\\server\\share\\a\\..\\..', '\\a', 'a\\b', '\\\\a', '//server/share/x', 'D:..\\x'];
for (const kind of ['posix', 'win32']) {
  const p = path[kind];
  for (const text of texts) {
    console.log(kind, JSON.stringify(text), JSON.stringify([p.normalize(text), p.dirname(text), p.basename(text), p.extname(text), p.isAbsolute(text), p.parse(text), p.format(p.parse(text)), p.toNamespacedPath(kind === 'posix' ? text : 'C:\\' + text)]));
  }
  const few = texts.filter((_, i) => i % 3 === 0);
  for (const a of few) {
    console.log(kind, JSON.stringify(a), JSON.stringify(few.map(b => p.join(a, b))));
  }
}
for (const a of texts.slice(0, 30)) console.log(JSON.stringify(texts.slice(0, 30).map(b => path.posix.relative('/r/' + a, '/r/' + b))));
for (const a of ['C:\\', 'C:\\a', 'c:\\A\\b', 'D:\\x', 'C:\\a\\b\\c', '\\\\s\\h\\x']) console.log(JSON.stringify(['C:\\', 'C:\\a', 'C:\\a\\b', 'D:\\', '\\\\s\\h\\y'].map(b => path.win32.relative(a, b))));
for (const [name, suffix] of [['/x/a.txt', '.txt'], ['a.txt', 'a.txt'], ['a.txt', 'txt'], ['a.txt', '.md'], ['.txt', '.txt'], ['/x/a.txt/', '.txt'], ['a', '']]) console.log(path.basename(name, suffix), path.win32.basename(name, suffix));
console.log(path.posix.resolve('/a', 'b', '../c'), path.posix.resolve('/a', '/b'), path.win32.resolve('C:\\a', '..\\b'), path.win32.resolve('C:\\a', 'D:b', 'c:x'), path.win32.resolve('C:/', '/x', 'y'));
console.log(path.join('a', '', 'b'), path.join(), path.format({ dir: 'd', base: 'b' }), path.format({ root: '/', name: 'n', ext: 'e' }), path.format({ root: '/', dir: '/', base: 'x' }));
for (const f of [() => path.join(1), () => path.resolve('a', {}), () => path.basename('a', 1), () => path.dirname(), () => path.format(null), () => path.relative('a'), () => path.parse(undefined)]) {
  try {
    console.log(f());
  } catch (error) {
    console.log(error.name, error.code, error.message);
  }
}
console.log(Object.keys(path).filter(name => name !== 'matchesGlob').sort().join(), path.sep, path.delimiter, path.win32.sep, path.posix === path, path.win32.posix === path, require('path/win32') === path.win32);
