// Impossible lengths and sizes are RangeErrors.
const names = [];
for (const f of [
  () => new Array(-1),
  () => new Array(1.5),
  () => new Array(2 ** 32),
  () => new Array(NaN),
  () => Array(-0.5),
  () => { [].length = -1; },
  () => { [].length = 2 ** 32; },
  () => 'x'.repeat(-1),
  () => 'x'.repeat(Infinity),
  () => 'x'.repeat(2 ** 40),
  () => 'x'.repeat(2 ** 29 - 1).repeat(4),
  () => 'x'.padStart(2 ** 31),
  () => Array(2 ** 31).join('xx'),
  () => [1].concat(...Array(3).fill({ length: 2 ** 53 - 1, [Symbol.isConcatSpreadable]: true })),
  () => Array.from({ length: 2 ** 33 }),
  () => String.fromCodePoint(2 ** 31),
  () => (1).toFixed(1e9),
  () => (1).toString(1e9),
  () => [].with(5, 1),
  () => new Date(NaN).toISOString(),
  () => { let s = 'ab'; for (;;) s += s; },
]) {
  try {
    f();
    names.push('none');
  } catch (e) {
    names.push(e.name);
  }
}
console.log(names.join());
const far = [];
far[4294967294] = 1;
console.log(far.length, Object.keys(far).length, far.indexOf(2, 4294967290));
const sparse = new Array(4294967295);
console.log(sparse.length, sparse[5]);
sparse[1e9] = 'x';
console.log(sparse.length, sparse[1e9]);
console.log('ok');
