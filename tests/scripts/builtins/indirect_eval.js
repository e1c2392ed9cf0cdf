// eval called in any other way than by its name: a script in the global scope.
const P = (...a) => console.log(...a);
const indirect = eval;
var local = 'module';
P(indirect('1 + 1'), (0, eval)('typeof local'), eval.name, eval.length, eval(7), [1, '2 + 3', 'this === globalThis'].map(eval));
P(indirect('var made = 5; made * 2'), made, globalThis.made);
P(indirect('function f() { return typeof local }; f()'), typeof f, indirect('f')());
P(indirect('({ a: 1 }).a'), indirect('{ a: 1 }'), indirect(''), indirect('if (0) 1'), indirect('1; ;'), indirect('do { 3 } while (0)'));
for (const text of ['x y', 'let', 'return 1', '{', 'throw new TypeError("t")', 'undefinedName'])
  try {
    indirect(text);
    P('ok');
  } catch (e) {
    P(e.name);
  }
P(indirect('"use strict"; var hidden = 1; hidden'), indirect('(function () { return this })()') === globalThis);
const twice = Function('f', 'x', 'return f(f(x))');
P(twice((x) => x * 3, 2), twice.name, twice.length, Object.getOwnPropertyNames(twice));
P(Function('return typeof anonymous')(), new Function('a', 'b = 2', 'return a + b')(1), Function(['a', 'b'], 'return a - b')(5, 3));
for (const args of [['/*', '*/){'], ['} function b() {'], ['a', 'let a'], ['"use strict"; with (a) b'], ['super.x'], ['a = super()', ''], ['...a, b', ''], ['new.target'], ['yield'], ['await']])
  try {
    Function(...args);
    P('ok', args[0]);
  } catch (e) {
    P(e.name, args[0]);
  }
