// Names of packages: main, exports with conditions and patterns, imports, and what goes wrong.
const { createRequire } = require('module');
const load = createRequire(__dirname + '/fixtures/main.js');
const short = text => String(text).replaceAll(__dirname, '$DIR').replace(/\nRequire stack:[^]*/, ' (stack)');
const names = `p1 p1/sub/r p1/sub/priv/r p1/bad p1/arr p1/cond p1/nope p1/sub/zz p1/dir/r p1/package.json p2 p3 p4 #in
p1/sub/../r . ./node_modules @x @x/y p1/ ./self/ ./bad.json/ %2f ./a%20b p1/sub/r.js p1/sub/`.split(/\s/);
for (const name of names) {
  try {
    console.log(name, '=>', Object.keys(load(name)));
  } catch (error) {
    console.log(name, '=>', error.name, error.code, '|', short(error.message));
  }
}
console.log(load('p1').e.map(short));
