// Direct eval: what its text sees, where its variables go, and what it may not declare.
function a(x) { var y = 2; let z = 3; return eval('x + y + z'); }
console.log(a(1));
function b() { eval('var q = 5'); return q; }
console.log(b(), typeof q);
function c() { eval('var q = 5'); const d = delete q; return [d, typeof q]; }
console.log(c());
function d(p) { eval('p = 7; arguments[0]++'); return [p, arguments[0]]; }
console.log(d(1));
const e = (x) => eval('x * 2'); console.log(e(4));
function f() { return eval('this') === f && 1 || eval('new.target'); } console.log(f.call(f), typeof new f());
class A { #p = 1; m() { return eval('this.#p'); } static s = eval('this.name'); }
class B extends A { constructor() { eval('super()'); this.k = eval('super.m()'); } }
console.log(new A().m(), A.s, new B());
try { (function () { let t; eval('var t'); })(); } catch (e) { console.log(e.name, e.message); }
(function () { eval('function g() { return 1 }'); console.log(g(), delete g, typeof g); })();
(function () { { eval('{ function h() { return 2 } }'); } console.log(typeof h); })();
(function (a = eval('var zz = 3'), b = zz) { console.log(b, zz); var zz = 9; console.log(zz) })();
(function (a, b = () => a) { eval('var a = 2'); console.log(a, b()); })(1);
(function fn() { eval('var fn = 1'); console.log(typeof fn); })();
for (let i = 0; i < 2; i++) { let k = i * 10; console.log(eval('k + i')); }
const o = { get x() { return eval('this.y'); }, y: 4 }; console.log(o.x);
(function () { 'use strict'; eval('var s = 1'); console.log(typeof s); })();
with ({ w: 1 }) { console.log(eval('w')); }
function* g2() { eval('var v = 1'); yield v; yield eval('v + 1'); } console.log([...g2()]);
(async () => { eval('var v = 1'); await null; console.log(eval('v'), v); })();
console.log(eval('var topv = 1; topv'), topv, eval('let l = 2; l + 1'), typeof l);
(function () { const r = eval('(() => { let n = 0; return () => ++n })()'); r(); console.log(r()); })();
(function () { eval('eval("var deep = 1")'); console.log(deep); })();
console.log(eval(...['1+1']), eval(), eval(3), eval?.('typeof o'));
(function () { function inner() { return typeof qq } eval('var qq = 3'); console.log(inner()); })();
try { eval('let x = 1; { throw new Error("in eval") }'); } catch (e) { console.log(lines(e)); }
function deepfn() { eval('throw new Error("x")') } try { deepfn() } catch (e) { console.log(lines(e)); }
try { eval('x x') } catch (e) { console.log(e.name, e.message) }
(function () { try { throw 1 } catch (e) { eval('var e = 2'); console.log(e) } console.log(e) })();
(function () { var r = []; for (var i in {a:1,b:2}) eval('r.push(i)'); console.log(r) })();
switch (1) { case 1: let sw = 4; console.log(eval('sw')); }

// ---- where it stands
function lines(error) { return error.stack.split('\n').slice(0, 3).map(line => line.replace(/\/\S*\//g, '')); }
try { new Function('a', 'null.x')(); } catch (e) { console.log(lines(e)); }
try { (0, eval)('\n  null.x'); } catch (e) { console.log(lines(e)); }
try { eval('eval("null.x")'); } catch (e) { console.log(lines(e)); }
class Here { there() { return eval('(() => { throw new Error("here") })()'); } }
try { new Here().there(); } catch (e) { console.log(lines(e)); }

// ---- parameters and body
function outer(a, b = () => a, c = eval('var d = 4; a'), e = () => d) { eval('var a = 9'); return [a, b(), c, d, e()]; }
console.log(outer(1));
for (const text of ['var a', 'function a() {}', 'let a', 'var c']) {
  try { console.log(text, (function (a, b = eval(text)) { return [a, typeof arguments]; })(1)); } catch (e) { console.log(text, e.message); }
}
console.log((a => { eval('var a = 2; var b = 3'); return a + b; })(1));
console.log((function (a, a) { eval('a++'); return [a, arguments[0], arguments[1]]; })(1, 2));
(function () { eval('arguments = 1'); console.log(arguments); })(5);
(function () { var arguments = 2; console.log(eval('arguments')); })(5);
(function () { console.log((() => eval('arguments[0]'))()); })(6);

// ---- functions of blocks
(function () { eval('if (true) { function inBlock() { return 1 } } inBlock = inBlock'); console.log(inBlock(), delete inBlock); })();
(function () { let kept = 1; eval('{ function kept() {} }'); console.log(kept); })();
(function (kept) { eval('{ function kept() {} }'); console.log(typeof kept); })(1);
(function () { try { throw 1 } catch (kept) { eval('{ function kept() {} }'); } console.log(typeof kept); })();
(function () { eval('switch (1) { case 1: function inCase() {} } '); console.log(typeof inCase); })();

// ---- who is who
function Maker() { this.target = eval('new.target === Maker'); this.inArrow = (() => eval('new.target'))() === Maker; }
console.log(new Maker(), Maker.call({}));
class Base { who() { return 'base'; } static make() { return 'made'; } }
class Derived extends Base {
  #secret = eval('this.constructor.name');
  field = eval('() => super.who()');
  static made = eval('super.make()');
  who() { return eval('super.who() + this.#secret + (#secret in this)'); }
  static { this.block = eval('typeof this'); }
  constructor(...rest) { const later = () => eval('super(...rest)'); later(); eval('this.late = 1'); }
}
const derived = new Derived(1);
console.log(derived.who(), derived.field(), Derived.made, Derived.block, derived.late);
for (const text of ['new.target', 'super.x', 'super()', 'this.#none', 'arguments', 'await 1', 'yield 1', 'return', 'break', 'import.meta']) {
  try { (0, eval)(`(function () { eval(${JSON.stringify(text)}) })()`); console.log(text, 'runs'); } catch (e) { console.log(text, e.name); }
}
class Field { value = eval('arguments'); }
try { new Field(); } catch (e) { console.log(e.name, e.message); }

// ---- calls that are none, and names that are not what they seem
(function (eval) { console.log(eval('1 + 1')); })(text => `not run: ${text}`);
with ({ eval: function (text) { return [this === globalThis, text]; } }) console.log(eval('x'));
with ({ inWith: 1 }) { (function () { eval('var inWith = 2'); console.log(inWith); })(); console.log(inWith); }
(function () { eval('var shadow = 1'); { const shadow = 2; console.log(eval('shadow')); } console.log(shadow); })();
(function () { eval('var f = function () { return this }'); console.log(f() === globalThis); })();
(function () { eval('var n = 1'); n += 1; n++; ++n; [n] = [n * 2]; ({ n } = { n: n + 1 }); console.log(n, delete n, typeof n); })();
(function () { for (var i = 0; i < 2; i++) { eval('var last = i'); } console.log(last); for (eval('var k = 3'); k--;); console.log(k); })();
(function () { 'use strict'; try { eval('undeclared = 1'); } catch (e) { console.log(e.message); } })();
(function () { try { eval('later; let later = 1'); } catch (e) { console.log(e.message); } })();
(function () { try { eval('fixed = 2'); } catch (e) { console.log(e.message); } const fixed = 1; })();
(function () { const fixed = 1; try { eval('fixed = 2'); } catch (e) { console.log(e.message); } })();
(function () { const get = eval('let hidden = 5; () => hidden'); console.log(get(), typeof hidden); })();
console.log(eval('1; if (false) 2'), eval('do { 3; break } while (1)'), eval('var x'), eval(''), eval('{}'), eval('({})'));
console.log(eval.name, eval.length, typeof eval('(function named() { return named })')());

// ---- code that waits, and much of it
async function waits() { const mine = 1; eval('var theirs = 2'); await null; return eval('mine + theirs'); }
waits().then(console.log);
(async function* () { eval('var step = 1'); yield step; yield eval('step + 1'); })().next().then(r => console.log(r));
function counter() { let n = 0; return { up: text => eval(text), get n() { return n; } }; }
const c1 = counter();
for (let i = 0; i < 200; i++) c1.up('n += [1].length');
console.log(c1.n);
function nest(depth) { const here = depth; return depth ? eval('nest(depth - 1) + here') : 0; }
console.log(nest(30));
globalThis.gc?.();
