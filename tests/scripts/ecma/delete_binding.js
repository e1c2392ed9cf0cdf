// Sloppy delete of bindings, as the standard has it (run with --ecma).
var v = 1;
let l = 2;
const c = [3];
function f() {}
class K {}
console.log(delete v, delete l, delete c, delete f, delete K, typeof v, typeof l, typeof c, typeof f, typeof K);
(function (a) {
  var b = 1;
  console.log(delete a, delete b, delete arguments, a, b, typeof arguments);
})(1);
glob = 1;
console.log(delete glob, typeof glob);
globalThis.g2 = 1;
console.log(delete g2, typeof g2, delete nowhere);
try {
  throw 1;
} catch (e) {
  console.log(delete e, e);
}
for (const x of [1]) console.log(delete x, x);
with ({ w: 1 }) console.log(delete w, typeof w);
console.log(delete this, delete undefined, delete NaN, delete globalThis, typeof globalThis);
