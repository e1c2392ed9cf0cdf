console.log();
console.log('');
console.log(' ');
console.log('a', 'b');
console.log(1, -0, 0, 1.5, NaN, -Infinity, 1e21, 1e-7);
console.log(true, null, undefined, Symbol('s'), Symbol(), Symbol(''));
console.log('str', ['str'], { s: 'str' }, [['x']]);
console.log(
  [''],
  [' '],
  ["it's"],
  ['say "hi"'],
  ['both \' and "'],
  ['all \' " `'],
  ['back`tick'],
  ['new\nline'],
  ['tab\t\b\f\v\r\0'],
  ['\x07\x1b\x7f\x80\x9f'],
  ['back\\slash'],
  ['\ud83d\ude00'],
  ['\ud800', '\udc00a'],
  ['é\u200b\u2028']
);
console.log('raw "quotes" \'single\' \\ back', 'multi\nline');
console.log(-0, [-0, 0], { z: -0 }, String(-0));
console.log([undefined, null, true], { u: undefined, n: null });
console.log(new Number(-0), new String("it's"), new Boolean(true), Object(Symbol('boxed')), [new Number(3)], Object(NaN), new Number(1.5), [
  new String('in')
]);
const n = new Number(3);
n.extra = 1;
const s = new String('ab');
s.p = 2;
console.log(n, s, [n], { s });
class N extends Number {}
class S extends String {}
console.log(new N(1), new S('x'), Object.assign(new S('y'), { k: 1 }));
console.log(['a'.repeat(50)], 'a'.repeat(200).length);
console.log([Symbol('in'), Symbol.for('x'), Symbol('with space'), Symbol('new\nline')], { [Symbol('k y')]: 1, [Symbol()]: 2 });
