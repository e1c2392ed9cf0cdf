//! Hostile sources: nesting and chains of 100,000 of each kind give a tree or a SyntaxError, on a
//! small stack too.

use glassheap::internals::source::SourceFile;
use glassheap::internals::syntax::ast::MAX_DEPTH;
use glassheap::internals::syntax::{Ast, Completeness, Goal, Options, SyntaxError, is_complete, parse};

const MANY: usize = 100_000;

fn parse_script(text: String) -> Result<Ast, SyntaxError> {
    // Far less stack than any thread of the runtime has: the parser must not recurse.
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    let run = move || parse(&SourceFile::new("deep.js", text).unwrap(), Goal::Script, &Options::default());
    thread.spawn(run).unwrap().join().unwrap()
}

/// `open` many times, then `middle`, then `close` many times.
fn nest(open: &str, middle: &str, close: &str) -> String {
    format!("{}{middle}{}", open.repeat(MANY), close.repeat(MANY))
}

#[test]
fn deep_nesting_is_a_syntax_error() {
    let cases = [
        nest("[", "", "]"),
        nest("({a:", "1", "})"),
        nest("f(", "1", ")"),
        nest("new X(", "1", ")"),
        nest("a[", "1", "]"),
        nest("`${", "1", "}`"),
        nest("{", "", "}"),
        nest("if (a) ", ";", ""),
        nest("while (a) ", ";", ""),
        nest("for (;;) ", ";", ""),
        nest("try {", "", "} catch {}"),
        nest("switch (1) { case 1: ", "", "}"),
        nest("with (a) ", ";", ""),
        nest("function f() {", "", "}"),
        nest("(function () {", "", "})"),
        nest("class A { m() {", "", "}}"),
        nest("class A extends (", "B", ") {}"),
        nest("(a => ", "1", ")"),
        nest("a => ", "1", ""),
        nest("async a => ", "1", ""),
        nest("a => {", "", "}"),
        nest("(a = ", "1", ") => 1"),
        nest("!", "1", ""),
        nest("- ", "1", ""),
        nest("typeof ", "1", ""),
        nest("new ", "a", ""),
        nest("a = ", "1", ""),
        nest("a ** ", "1", ""),
        nest("a ? (", "b", ") : c"),
        nest("1 + (", "1", ")"),
        nest("1 * (1 + ", "1", ")"),
        nest("a && (b || ", "c", ")"),
        nest("[a = ", "1", "] = 1"),
        nest("({a: ", "a", "} = 1)"),
        format!("[{}a{}] = 1", "[".repeat(MANY), "]".repeat(MANY)),
        format!("let {}a{} = 1", "[".repeat(MANY), "]".repeat(MANY)),
        format!("({}a{}) => 1", "[".repeat(MANY), "]".repeat(MANY)),
        format!("var {}a{} = 1", "{a:".repeat(MANY), "}".repeat(MANY)),
    ];
    let labels: String = (0..MANY).map(|i| format!("l{i}: ")).collect();
    let catches = "try {} catch (e) {".repeat(MANY) + &"var e;".repeat(MANY);
    let functions: String = (0..MANY).map(|i| format!("{{ function f{i}() {{}} ")).collect();
    let classes: String = (0..MANY).map(|i| format!("class A {{ #p{i}; m() {{ this.#q{i}; ")).collect();
    for text in cases.into_iter().chain([labels, catches, functions, classes]) {
        let start = text[..20].to_owned();
        let error = parse_script(text).expect_err(&start);
        assert_ne!(error.message, "", "{start}");
    }
}

#[test]
fn the_limit_is_reported_in_words() {
    let text = nest("[", "", "]");
    assert_eq!(parse_script(text).unwrap_err().message, "The source is too deeply nested");
    let depth = MAX_DEPTH as usize - 10;
    assert!(parse_script(format!("{}{}", "[".repeat(depth), "]".repeat(depth))).is_ok());
}

#[test]
fn long_chains_are_no_nesting() {
    let labels: String = (0..1000).map(|i| format!("l{i}: ")).collect();
    let cases = [
        nest("(", "1", ")"),
        nest("a + ", "1", ""),
        nest("a && ", "1", ""),
        nest("a ?? ", "1", ""),
        nest("a, ", "1", ""),
        nest("", "a", ".b"),
        nest("", "a", "[0]"),
        nest("", "a", "()"),
        nest("", "a", "`x`"),
        nest("", "a", "?.b"),
        nest("", "a", "?.()"),
        nest("a ? b : ", "c", ""),
        nest("if (a) b; else ", "c;", ""),
        nest("var a = 1;", "", ""),
        nest("a;", "", ""),
        nest("a\n", "", ""),
        nest("a\n++\n", "a", ""),
        format!("f({}1)", "1,".repeat(MANY)),
        format!("[{}]", "1,".repeat(MANY)),
        format!("[{}] = 1", "a,".repeat(MANY)),
        format!("({{{}}})", "a: 1,".repeat(MANY)),
        format!("({{{}}} = 1)", "a = 1,".repeat(MANY)),
        format!("let {{{}}} = 1", (0..MANY).map(|i| format!("a{i} = 1,")).collect::<String>()),
        format!("`{}`", "${1}".repeat(MANY)),
        format!("switch (1) {{ {} }}", "case 1:".repeat(MANY)),
        format!("(({}) => 1)", (0..MANY).map(|i| format!("a{i},")).collect::<String>()),
        format!("class A {{ {} }}", "m() {}".repeat(MANY)),
        format!("class A {{ {} }}", (0..MANY).map(|i| format!("#p{i} = 1;")).collect::<String>()),
        format!("{{{}}}", "function f() {}".repeat(MANY)),
        format!("{labels};"),
        format!("for (;;) {{ {} }}", "if (a) break; else continue;".repeat(MANY)),
    ];
    for text in cases {
        let start = text[..20.min(text.len())].to_owned();
        if let Err(error) = parse_script(text) {
            panic!("{start}: {}", error.message);
        }
    }
}

#[test]
fn unfinished_nesting_is_an_error() {
    for open in
        ["(", "[", "{", "({a:", "f(", "`${", "if (a) ", "a => ", "!", "a ? ", "class A { m() {", "a.", "a[", "/*"]
    {
        let error = parse_script(open.repeat(MANY)).expect_err(open);
        assert_ne!(error.message, "", "{open}");
    }
    for close in [")", "]", "}", "=>", "?.", "...", "@", "#", "\\", "\u{0}"] {
        assert!(parse_script(close.repeat(MANY)).is_err(), "{close}");
    }
}

#[test]
fn a_prompt_knows_when_a_text_goes_on() {
    use Completeness::{Complete, Error, Incomplete};
    let cases = [
        ("", Complete),
        ("1 + 1", Complete),
        ("a\nb", Complete),
        ("if (a) b", Complete),
        ("if (a) b; else", Incomplete),
        ("function f() {", Incomplete),
        ("function f(", Incomplete),
        ("f(1,", Incomplete),
        ("f(1", Incomplete),
        ("[1, 2", Incomplete),
        ("({a: 1", Incomplete),
        ("`a", Incomplete),
        ("`a ${b", Incomplete),
        ("/* a", Incomplete),
        ("a +", Incomplete),
        ("a.", Incomplete),
        ("x =>", Incomplete),
        ("let x =", Incomplete),
        ("class A {", Incomplete),
        ("'a\\\n", Incomplete),
        ("try { }", Incomplete),
        ("do x; while", Incomplete),
        ("'a", Error),
        ("a b", Error),
        ("}", Error),
        (")", Error),
        ("let 1", Error),
        ("let a; let a", Error),
        ("/(/", Error),
    ];
    for (text, wanted) in cases {
        assert_eq!(is_complete(text), wanted, "{text:?}");
    }
}
