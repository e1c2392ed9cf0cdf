const uglify = require('uglify-js');
const fs = require('fs');
const source = fs.readFileSync(require.resolve('underscore/underscore.js'), 'utf8');
const result = uglify.minify(source, { compress: { passes: 2 }, mangle: true });
console.log(result.error, result.code.length);
console.log(result.code.slice(0, 600));
console.log(
  uglify.minify('function f(long, names) { if (long) { return names + 1 } else { return 2 } } console.log(f(1, 2))', {
    toplevel: true,
  }).code,
);
console.log(uglify.minify('a b').error.message);
console.log(uglify.minify({ 'a.js': 'var x = 1;', 'b.js': 'x++;' }, { sourceMap: { filename: 'out.js' } }));
