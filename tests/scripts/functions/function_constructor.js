// Code from strings at run time.
const P = (...a) => console.log(...a);
const F = Function;
P(
  F('return 1')(),
  new F('a', 'b', 'return a+b')(1, 2),
  new F('a, b', 'return a*b')(3, 4),
  F('...r', 'return r')(1, 2),
  F('{x}', 'y = 2', 'return x + y')({ x: 1 }),
  F('a = 1', '/* c */', 'return a')(),
  F().toString(),
  new F('//', 'return 2').toString()
);
var local = 'module';
globalThis.glob = 'g';
P(F('return typeof local')(), F('return glob')(), F('return this === globalThis')(), F('"use strict"; return this')(), delete globalThis.glob);
const GF = Object.getPrototypeOf(function* () {}).constructor,
  AF = Object.getPrototypeOf(async () => {}).constructor,
  AGF = Object.getPrototypeOf(async function* () {}).constructor;
P([...GF('yield 1; yield 2')()], GF.name, AF.name, AGF.name, AF('return 1').toString(), Object.prototype.toString.call(AGF.prototype));
AF('a', 'return await a')(Promise.resolve('af')).then(P);
for (const bad of ['return (', '}', 'let a; let a', 'yield 1'])
  try {
    F(bad);
    P('ok');
  } catch (e) {
    P(e.name);
  }
try {
  F('a b', '');
} catch (e) {
  P(e.name);
}
try {
  F('a){', '');
} catch (e) {
  P(e.name);
}
P(
  Object.getOwnPropertyNames(Function.prototype).sort().join(),
  Function.prototype.constructor === Function,
  Object.getPrototypeOf(Function) === Function.prototype,
  Function instanceof Object,
  Object instanceof Function,
  Function.prototype instanceof Object
);
console.log(
  new Function('a', 'b', 'return a * b')(3, 4),
  Function('return this')() === globalThis,
  new Function('a,b', 'c', 'return [a,b,c]')(1, 2, 3),
  new Function('x', 'return x').toString()
);
try {
  new Function('return (');
} catch (e) {
  console.log(e.name);
}
class Fn extends Function {
  twice(x) {
    return this(this(x));
  }
}
console.log(new Fn('x', 'return x * 3').twice(2), new Fn().name, new Function().name);
