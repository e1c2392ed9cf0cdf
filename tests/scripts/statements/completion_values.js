// The completion value of every form of statement (ECMA-262 §14, UpdateEmpty), as (0, eval) gives it.
const forms = `1
1;2
1;;
1;{}
1;{2}
1;{;}
1;{var x=2}
1; var x = 2
1; let y = 2
1; function f(){}
1; class A {}
1; const {a} = {a: 2}
{}
;
if (1) 2
1; if (0) 2
1; if (1) {}
1; if (1) ; else 3
1; if (0) 2; else {}
1; if (1) { 2; } else { 3 }
1; do { 2 } while (0)
1; do {} while (0)
1; do { 2; break } while (0)
1; do { 2; continue } while (0)
1; do { break } while (0)
1; do { 2; { break } } while (0)
1; do { 2; if (1) break } while (0)
1; do { 2; if (1) { 3; break } } while (0)
1; do { 2; if (0) {} } while (0)
1; do { 2; var z = 3; } while (0)
1; while (0) 2
1; var i = 0; while (i++ < 3) i
1; var i = 0; while (i++ < 3) { if (i == 2) continue; i }
1; var i = 0; while (i++ < 3) { i; if (i == 2) break; }
1; var i = 0; while (i++ < 3) { i; if (i == 2) break; else ; }
1; while (1) { 2; break; 3 }
1; for (var i = 0; i < 3; i++) i
1; for (var i = 0; i < 3; i++) ;
1; for (var i = 0; i < 3; i++) { i; continue; }
1; for (let i = 0; i < 3; i++) { i * 2 }
1; for (;;) { 7; break }
1; for (;;) break
1; for (var k in {a: 1}) k
1; for (var k in {}) k
1; for (var k in {a: 1, b: 2}) { k; break }
1; for (var k of [3, 4]) k
1; for (var k of []) k
1; for (var k of [3, 4]) { k; continue }
1; for (var k of [3, 4]) { break }
1; for (var k of [3, 4]) { if (k == 4) continue; k }
1; switch (1) {}
1; switch (1) { case 1: }
1; switch (1) { case 1: 2 }
1; switch (1) { case 1: 2; break; case 2: 3 }
1; switch (1) { case 1: break }
1; switch (1) { case 1: 2; case 2: 3 }
1; switch (3) { case 1: 2; default: 4; case 2: }
1; switch (3) { default: 4; case 2: {} }
1; switch (1) { case 1: 2; { break } }
1; switch (1) { case 1: 2; if (1) break }
1; do { switch (1) { case 1: 2; continue } } while (0)
1; do { 2; switch (1) { case 1: continue } } while (0)
1; a: 2
1; a: {}
1; a: { 2; break a }
1; a: { break a }
1; a: { 2; { 3; break a; } 4 }
1; a: b: { 2; break b; }
1; a: do { 2; do { 3; break a } while (0) } while (0)
1; a: do { 2; do { break a } while (0) } while (0)
1; a: do { 2; do { 3; continue a } while (0) } while (0)
1; a: for (var q of [1, 2]) { q; for (;;) { continue a } }
1; a: for (var q of [1, 2]) { q; for (;;) { q * 5; continue a } }
1; with ({a: 2}) a
1; with ({a: 2}) ;
1; with ({a: 2}) { var w }
1; do { with ({}) { 5; break } } while (0)
1; do { with ({}) { break } } while (0)
1; try { 2 } catch {}
1; try { } catch {}
1; try { throw 1 } catch {}
1; try { throw 1 } catch (e) { e + 1 }
1; try { 2; throw 1 } catch (e) { }
1; try { 2; throw 1 } catch (e) { var t = 3 }
1; try { 2 } finally {}
1; try { 2 } finally { 3 }
1; try { } finally { 3 }
1; try { throw 1 } catch { 4 } finally { 5 }
1; try { throw 1 } catch { } finally { 5 }
1; try { try { throw 1 } finally { 9 } } catch { 4 }
do { try { 39 } finally { 42; break } } while (false)
do { try { 39 } finally { break } } while (false)
do { 1; try { 39 } finally { break } } while (false)
do { 1; try { 39 } finally { continue } } while (false)
do { 1; try { 39 } finally { 42; continue } } while (false)
do { try { 39; break } finally { 42 } } while (false)
do { try { 39; continue } finally { 42 } } while (false)
do { try { 39; break } finally { 42; break } } while (false)
do { try { throw 1 } finally { 42; break } } while (false)
do { try { throw 1 } catch { 41; break } finally { 42 } } while (false)
do { try { throw 1 } catch { 41; break } finally { } } while (false)
do { try { throw 1 } catch { 41 } finally { 42; break } } while (false)
a: { try { 1 } finally { 2; break a } }
a: { try { 1 } finally { break a } }
a: { try { try { 1 } finally { 2; break a } } finally { 3 } }
a: { try { try { 1 } finally { 2; break a } } finally { 3; break a } }
a: do { try { 1; try { 2; break a } finally { 3 } } finally { 4 } } while (0)
for (var v of [1, 2]) { try { v } finally { v * 10; continue } }
for (var v of [1, 2]) { try { v; break } finally { v * 10 } }
for (var v of [1, 2]) { try { v } finally { if (v == 1) { 77; continue } } }
switch (1) { case 1: try { 5 } finally { 6; break } }
var n = 0; while (n < 3) { try { n } finally { n++ } }
var n = 0; while (n < 3) { try { n; if (n == 1) break } finally { n++; } }
1; (function () { return 2 })
1; throw_ = 3
1; debugger
"use strict"
"a"; "b"
1; if (1) function g() {}
1; { function h() { } }
1; { 2; function h() { } }
1; do { 2; function h() { } } while (0)
1; try { 2; function h() { } } finally {}
var r = 0; do { r; } while (++r < 3)
1; for (let [a] of [[5]]) { a }
1; for (const x in {q: 1}) { x; if (0) 3 }
a: { 1; a2: { 2; break a; } }
1; a: { 2; try { break a } finally { 3 } }
1; a: { 2; try { 4; break a } finally { 3 } }
1; a: { try { 4; break a } catch { } }
1; do { 2; try { break } catch {} } while (0)
1; do { 2; try { throw 0 } catch { break } } while (0)
1; do { 2; if (1) { break } else { 3 } } while (0)
1; do { 2; if (0) { 4 } else { break } } while (0)
1; do { 2; for (;;) { break } } while (0)
1; do { 2; for (var k in {}) { } } while (0)
1; do { 2; a: break } while (0)
1; do { 2; a: { break a } } while (0)
1; do { 2; a: { 3; break a } } while (0)
1; do { 2; class C {} } while (0)
1; do { -2; "x"; break; } while (0)
var s = ''; for (var c of 'ab') { s += c; try { continue } finally { s + '!' } }`.split('\n');
for (const form of forms) {
  let result;
  try { result = (0, eval)(form); } catch (e) { result = e.name + ': ' + e.message; }
  console.log(form, '=>', result);
}
