const { minify } = require('terser');
const fs = require('fs');
(async () => {
  const source = fs.readFileSync(require.resolve('acorn'), 'utf8');
  const result = await minify(source, {
    ecma: 2020,
    compress: { passes: 1 },
    mangle: true,
    sourceMap: { filename: 'o.js' },
  });
  let hash = 0;
  for (const c of result.code) hash = (hash * 31 + c.charCodeAt(0)) | 0;
  console.log(result.code.length, hash, result.map.length);
  console.log(
    (
      await minify(
        'class A { #p = 1; static { this.x = a?.b; } get p() { return this.#p } } const { a: q, ...r } = new A; console.log(q, r);',
        { toplevel: true },
      )
    ).code,
  );
  try {
    await minify('let 1');
  } catch (e) {
    console.log(e.message, e.line, e.col, e.pos);
  }
})();
