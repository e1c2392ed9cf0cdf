'use strict';
// Code with more of anything than fits must run, or be refused with a SyntaxError or RangeError.
const names = (n, separator = ',') => 'p' + [...Array(n).keys()].join(separator + 'p');

const attempt = (what, make, check) => {
  let outcome = 'fine';
  try {
    const result = make();
    if (!check(result)) outcome = `wrong: ${String(result).slice(0, 40)}`;
  } catch (e) {
    if (!(e instanceof SyntaxError) && !(e instanceof RangeError)) outcome = `${e}`;
  }
  console.log(what, outcome);
};

for (const n of [65_000, 65_535, 65_536]) {
  const list = names(n);
  const zeros = '0' + ',0'.repeat(n - 1);
  attempt(`${n} parameters`, () => (0, eval)(`(function (${list}) { return p0; })`)(7), (r) => r === 7);
  attempt(`${n} parameters, arguments`, () => (0, eval)(`(function (${list}) { p0 = 3; return arguments[0] + arguments.length; })`)(7), (r) => r === 4);
  attempt(`${n} parameters, captured`, () => (0, eval)(`(function (${list}) { return () => p0 + p${n - 1}; })`)('a')(), (r) => r === 'aundefined');
  attempt(`${n} parameters and rest`, () => (0, eval)(`((${list}, ...rest) => rest.length)`)(7), (r) => r === 0);
  attempt(`${n} parameters with a default`, () => (0, eval)(`((${list}, q = p0) => q)`)(7), (r) => r === 7);
  attempt(`${n} arguments`, () => (0, eval)(`((...rest) => rest.length)(${zeros})`), (r) => r === n);
  attempt(`${n} arguments of new`, () => (0, eval)(`new Array(${zeros}).length`), (r) => r === n);
  attempt(`${n} elements`, () => (0, eval)(`[${zeros}].length`), (r) => r === n);
  attempt(`${n} elements to destructure`, () => (0, eval)(`{ let [${list}] = [5]; p0; }`), (r) => r === 5);
  attempt(`${n} names and rest`, () => (0, eval)(`(() => { let { ${list}, ...rest } = { q: 1 }; return rest; })()`).q, (r) => r === 1);
  attempt(`${n} variables`, () => (0, eval)(`(() => { let ${list}; p${n - 1} = 1; return p${n - 1}; })()`), (r) => r === 1);
  attempt(`${n} captured variables`, () => (0, eval)(`(() => { let ${list}; return () => [${list}].length; })()`)(), (r) => r === n);
  attempt(`${n} template parts`, () => (0, eval)('`' + '${1}'.repeat(n) + '`').length, (r) => r === n);
  attempt(`${n} parts of a tagged template`, () => (0, eval)('((s) => s.length)`' + '${1}'.repeat(n) + '`'), (r) => r === n + 1);
  attempt(`${n} properties`, () => Object.keys((0, eval)(`({ ${names(n, ': 1, ')}: 1 })`)).length, (r) => r === n);
  attempt(`${n} spread arguments`, () => ((...rest) => rest.length)(...Array(n)), (r) => r === n);
  attempt(`${n} applied arguments`, () => Math.max.apply(null, Array(n).fill(1)), (r) => r === 1);
  attempt(`${n} bound arguments`, () => ((...rest) => rest.length).bind(null, ...Array(n))(), (r) => r === n);
  attempt(`${n} parameters of Function`, () => new Function(list, 'return p0')(7), (r) => r === 7);
}
for (const n of [70_000]) {
  attempt(`${n} constants`, () => (0, eval)(`(() => { let t = 0; ${names(n, ' += 1.5; t').replaceAll('p', 'o.p')} += 1.5; })`).length, (r) => r === 0);
  attempt(`${n} strings`, () => (0, eval)(`[${"'" + [...Array(n).keys()].join("','") + "'"}].length`), (r) => r === n);
  attempt(`${n} cases`, () => (0, eval)(`switch (${n - 1}) { case ${[...Array(n).keys()].join(': break; case ')}: 'found' }`), (r) => r === 'found');
  attempt(`${n} functions`, () => (0, eval)(`[${'()=>1,'.repeat(n)}].length`), (r) => r === n);
  attempt(`${n} object literals`, () => (0, eval)(`(() => { ${'({a:1});'.repeat(n)} return 1; })()`), (r) => r === 1);
  attempt(`${n / 70} tagged templates`, () => (0, eval)(`((t) => { ${'t`x`;'.repeat(n / 70)} return 1; })(() => 0)`), (r) => r === 1);
  attempt(`${n} patterns`, () => (0, eval)(`(() => { ${'/x/;'.repeat(n)} return 1; })()`), (r) => r === 1);
  attempt(`${n} statements of try`, () => (0, eval)(`(() => { ${'try { 1 } catch {} '.repeat(n)} return 1; })()`), (r) => r === 1);
  attempt(`${n} declarations`, () => (0, eval)(`(() => { ${'{ let a = 1; } '.repeat(n)} return 1; })()`), (r) => r === 1);
  attempt(`${n} members`, () => Object.getOwnPropertyNames((0, eval)(`(class { ${names(n, '(){} ')}(){} })`).prototype).length, (r) => r === n + 1);
  attempt(`${n} fields`, () => Object.keys(new ((0, eval)(`(class { ${names(n, ';')}; })`))()).length, (r) => r === n);
}
const nested = (open, middle, close, n) => open.repeat(n) + middle + close.repeat(n);
for (const n of [50, 10_000]) {
  attempt(`${n} nested try`, () => (0, eval)(`(() => { ${nested('try { ', '1', ' } finally { 2 }', n)} return 1; })()`), (r) => r === 1);
  attempt(`${n} nested blocks`, () => (0, eval)(`(() => { ${nested('{ let a = 1; ', 'a', '}', n)} return 1; })()`), (r) => r === 1);
  attempt(`${n} nested functions`, () => typeof (0, eval)(nested('(() => ', '1', ')', n)), (r) => r === 'function');
  attempt(`${n} nested labels`, () => (0, eval)(`l${[...Array(n).keys()].join(':l')}: { break l0; } 1`), (r) => r === 1);
  attempt(`${n} nested loops`, () => (0, eval)(`(() => { ${nested('for (let i = 0; i < 1; i++) ', '1', '', n)}; return 1; })()`), (r) => r === 1);
  attempt(`${n} nested templates`, () => (0, eval)(nested('`${', '1', '}`', n)), (r) => r === '1');
  attempt(`${n} nested classes`, () => typeof (0, eval)(nested('(class { x = ', '1', ' })', n)), (r) => r === 'function');
  attempt(`${n} nested literals`, () => (0, eval)(`(${nested('{ a: ', '1', ' }', n)}, 1)`), (r) => r === 1);
  attempt(`${n} nested patterns`, () => (0, eval)(`(([${nested('[', 'a = 1', ']', n)} = []]) => 1)`).length, (r) => r === 1);
}
// Lengths of strings and arrays.
for (const n of [2 ** 29 - 25, 2 ** 29 - 24, 2 ** 30, 2 ** 31, 2 ** 32, 2 ** 53]) {
  attempt(`a string of ${n}`, () => (n <= 2 ** 29 - 24 ? n : ''.padEnd(n, 'x').length), (r) => r === n);
  attempt(`an array of ${n}`, () => { const a = []; a.length = n; return a.length; }, (r) => r === n);
}
