//! Scopes and flags of functions, which the compiler relies on: each script with its tree.
//!
//! With `UPDATE_EXPECTED=1` in the environment `tests/tree/scopes.txt` is written instead of
//! compared.

use glassheap::internals::source::SourceFile;
use glassheap::internals::syntax::{Goal, Options, parse};

mod tree;

const SCRIPTS: [&str; 40] = [
    "var a; let b; const c = 1; class D {} function e() {} { let a; var f; function g() {} }",
    "{ function f() {} } let f;",
    "{ { function f() {} } let f; }",
    "{ function f() {} function f() {} }",
    "'use strict'; { function f() {} }",
    "function p(f) { { function f() {} } }",
    "if (a) function f() {} else function g() {}",
    "switch (a) { case 1: let b; function c() {} }",
    "try { a } catch (e) { var e; { function e() {} } }",
    "try { a } catch ({b, c = 1, ...d}) { let e; }",
    "for (let i = 0, j; ; ) { let i; }",
    "for (const [a, b] of c) { var d; }",
    "for (var x in y) z;",
    "function f(a, b = a, {c}, ...[d]) { var a, e; function c() {} }",
    "function f() { return arguments; }",
    "function f() { return () => arguments; }",
    "function f(arguments) { return arguments; }",
    "function f() { function arguments() {} return arguments; }",
    "function f() { var arguments; return arguments; }",
    "function f() { return () => this; }",
    "function f() { return function () { return this; }; }",
    "function f() { return eval('1'); }",
    "function f() { return () => eval('1'); }",
    "function f() { let a; { let b; { eval('b'); } } { let c; } }",
    "function f(a = () => a) { var a; }",
    "(a, b = this) => 1;",
    "(a = () => this) => 1;",
    "(a = eval('1')) => 1;",
    "(a = arguments, ...b) => 1;",
    "(this, (a) => 1);",
    "class A extends B { constructor() { super(); } m() { super.x; } get g() { return 1; } set g(v) {} }",
    "class A { static #p = 1; get #q() {} set #q(v) {} x = () => this; static { var y; } ['z'] = 1; }",
    "let A = class B { m() { return B; } };",
    "async function* f() { yield await a; for await (b of c); }",
    "async (a) => { await a; };",
    "with (a) { function f() { return b; } }",
    "function f() { 'a'; \"use strict\"; 'b'; return new.target; }",
    "({ m() { return super.x; }, get a() { return 1; }, async *g() {}, __proto__: 1, ['b']: 2, c, ...d });",
    "a?.b.c(1)?.[d].e; (a?.b).c; a?.(); delete a?.b;",
    "a + b * c ** d ** e - f < g && h || i; (a ?? b) || c; a ? b : c ? d : e;",
];

#[test]
fn scopes_and_flags_are_as_expected() {
    let mut text = String::new();
    for script in SCRIPTS {
        let source = SourceFile::new("scopes.js", script).unwrap();
        let tree = match parse(&source, Goal::Script, &Options::default()) {
            Ok(ast) => tree::program(&ast),
            Err(error) => error.message,
        };
        text += &format!("{script}\n    {tree}\n");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tree/scopes.txt");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(path, text).unwrap();
    } else {
        assert_eq!(text, std::fs::read_to_string(path).unwrap());
    }
}
