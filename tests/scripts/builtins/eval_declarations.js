// (0, eval)(text): EvalDeclarationInstantiation (ECMA-262 §19.2.1.3). Lexical names are the text's own, `var` and
// functions become deletable globals, strict code keeps everything to itself.
const E = eval;
const P = (...a) => console.log(...a);
const T = (text) => {
  try {
    return E(text);
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
};
const D = (name) => {
  const d = Object.getOwnPropertyDescriptor(globalThis, name);
  return d && [typeof d.value, d.writable, d.enumerable, d.configurable].join();
};
// A new lexical scope each time.
P(T('let q = 1; q'), T('typeof q'), T('let q = 2; q'), T('const q = 3; class C {}; q'), typeof q, typeof C, D('q'));
P(T('let Map = 5; Map'), typeof Map, T('class Set {}; typeof Set.prototype.add'), typeof Set.prototype.add);
P(T('let undefined = 1; undefined'), undefined, T('let globalThis = 2; globalThis'), typeof globalThis);
// Closures over them live on.
const [get, set] = T('let n = 0; [() => n, (v) => (n = v)]');
P(get(), set(5), get(), typeof n);
P(T('let fs = []; for (let i = 0; i < 3; i++) fs.push(() => i); fs.map((f) => f())'), T('{ let z = 1; (() => z)() }'));
P(T('const self = () => self; self() === self'), T('class A { static m() { return A } }; A.m() === A'));
// Too early.
P(T('x1; let x1 = 1'), T('typeof x2; const x2 = 1'), T('f3(); let x3 = 1; function f3() { return x3 }'));
P(T('x4 = 1; let x4'), T('(() => x5)(); class x5 {}'), T('const c6 = 1; c6 = 2'), T('let x7 = x7'));
// Deletable globals.
P(T('var v1 = 1; v1'), D('v1'), delete globalThis.v1, typeof v1, T('var v2 = 2; delete v2'), typeof v2);
P(T('function g1() { return 7 }; g1()'), D('g1'), delete globalThis.g1, typeof g1);
P(T('var v3; v3'), D('v3'), T('v3 = 3; var v3; v3'), T('var v3; v3'), delete globalThis.v3);
P(T('if (1) function b1() {}; typeof b1'), D('b1'), T('{ function b2() { return 2 } } b2()'), D('b2'), delete globalThis.b1, delete globalThis.b2);
P(T('for (var v4 of [1, 2]); v4'), D('v4'), T('var { a: v5, b: [v6] } = { a: 5, b: [6] }; v5 + v6'), D('v6'));
for (const name of ['v4', 'v5', 'v6']) delete globalThis[name];
// The last of functions of one name, functions before variables.
P(T('function d() { return 1 } var d; function d() { return 2 } d()'), T('var d; typeof d'), T('var d = 3; function d() {} d'), delete globalThis.d);
// Strict: nothing leaves.
P(T('"use strict"; var s1 = 1; s1'), typeof s1, T('"use strict"; function s2() { return s3 } var s3 = 4; s2()'), typeof s2, typeof s3);
P(T('"use strict"; let s4 = 1; var s5 = () => s4++; s5() + s5()'), T('"use strict"; this === globalThis'), T('"use strict"; s6 = 1'), T('"use strict"; s7; var s7'));
P(T('"use strict"; { function s8() {} } typeof s8'), T('"use strict"; function Map() { return "mine" } Map()'), typeof new Map().set);
P(T('"use strict"; var undefined = 3; undefined'), T('"use strict"; function NaN() {} typeof NaN'));
// What cannot be declared.
P(T('var undefined; undefined'), T('var undefined = 1; undefined'), T('function NaN() {}'), T('function Infinity() {}'), T('let a; var a'), T('let b; let b'));
Object.defineProperty(globalThis, 'fixed', { value: 1, configurable: true });
P(T('var fixed = 2; fixed'), D('fixed'), T('function fixed() {}; typeof fixed'), D('fixed'), delete globalThis.fixed);
Object.defineProperty(globalThis, 'fixed2', { value: 1, writable: true, enumerable: true, configurable: false });
P(T('function fixed2() {}; typeof fixed2'), D('fixed2'));
Object.defineProperty(globalThis, 'getter', { get() { return 'got'; }, configurable: true });
P(T('var getter; getter'), T('function getter() {} typeof getter'), delete globalThis.getter);
// All or nothing.
P(T('var ok1 = 1; function NaN() {}'), typeof ok1);
// Existing globals keep their value and attributes.
globalThis.kept = 'kept';
P(T('var kept; kept'), D('kept'), T('var kept = 1; kept'), D('kept'), delete globalThis.kept);
Object.defineProperty(globalThis, 'hidden', { value: 1, writable: true, enumerable: false, configurable: false });
P(T('var hidden = 5; hidden'), D('hidden'), T('function hidden() {}'));
// Names of the module are not seen; eval in eval; this and new.target.
const local = 1;
P(T('typeof local'), T('(0, eval)("var inner = 1"); typeof inner'), T('let outer1 = 1; (0, eval)("typeof outer1")'), T('new.target'), T('this === globalThis'), delete globalThis.inner);
P(T('super.x'), T('return'), T('await 1'), T('arguments'), T('"use strict"; with ({}) ;'));
P(Function('let Map = 1; return Map')(), new Function('var f1 = 1; return f1')(), typeof f1);
// Redefinition between texts.
P(T('var m1 = 1; m1'), T('let m1 = 2; m1'), m1, T('function m1() {} typeof m1'), typeof m1, delete globalThis.m1);
P(T('label: { let deep = 1; break label }'), T('let { length } = "four"; length'), T('let [a1, ...r1] = [1, 2, 3]; r1'), T('switch (1) { case 1: let sw = 2; sw }'));
