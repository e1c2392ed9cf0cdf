// Exponential patterns on inputs short enough to end, and long inputs on patterns that must not use Rust's stack.
console.log(/^(a+)+$/.test('a'.repeat(18) + 'b'), /(x+x+)+y/.test('x'.repeat(16)), /^(\w+\s?)*$/.test('aaaa bbbb cccc dd!'));
console.log(/(?:a|b)*c/.test('ab'.repeat(1500)), /(a|b)*$/.test('ab'.repeat(30000)), /^(?:.|\n)*$/.test('x\n'.repeat(30000)), /(.*)(.*)(.*)z/.test('y'.repeat(60)));
console.log('a'.repeat(100000).replace(/a/g, 'bb').length, /a*?b/.test('a'.repeat(3000)), 'x'.repeat(100000).match(/x{1000,}/)[0].length, /(?<=a*)b/.test('a'.repeat(1000) + 'b'));
for (const p of ['('.repeat(3000) + ')'.repeat(3000), 'a{1000000000}', '(?:a{1000}){1000}', '[' + '\\u{10000}'.repeat(1000) + ']', '\\1'.repeat(10000), 'a|'.repeat(50000), '(?=' .repeat(2000) + ')'.repeat(2000), '[\\s\\S]{65535}'])
  try { new RegExp(p).test('aaaa'); } catch (e) { if (!(e instanceof SyntaxError || e instanceof RangeError)) console.log(e); }
console.log('ok');
