//! What scripts, modules, CommonJs files and eval code may and may not contain.

use glassheap::internals::source::SourceFile;
use glassheap::internals::syntax::ast::{ExprKind, FunctionBody, FunctionKind, StmtKind};
use glassheap::internals::syntax::{Ast, EvalContext, Goal, Options, SyntaxError, parse};

fn parse_as(goal: Goal, options: &Options, text: &str) -> Result<Ast, SyntaxError> {
    parse(&SourceFile::new("goal.js", text).unwrap(), goal, options)
}

fn accepts(goal: Goal, text: &str) -> bool {
    parse_as(goal, &Options::default(), text).is_ok()
}

#[test]
fn goals_differ() {
    use Goal::{CommonJs, Module, Script};
    let cases: [(&str, [bool; 3]); 14] = [
        ("return 1;", [false, false, true]),
        ("await;", [true, false, true]),
        ("await f();", [false, true, false]),
        ("for await (const a of b);", [false, true, false]),
        ("import a from 'b';", [false, true, false]),
        ("export default 1;", [false, true, false]),
        ("import.meta;", [false, true, false]),
        ("import('a');", [true, true, true]),
        ("with (a) b;", [true, false, true]),
        ("a = 010;", [true, false, true]),
        ("<!-- a", [true, false, true]),
        ("new.target;", [false, false, true]),
        ("let exports;", [true, true, false]),
        ("var exports;", [true, true, true]),
    ];
    for (text, [script, module, common]) in cases {
        assert_eq!(accepts(Script, text), script, "script: {text}");
        assert_eq!(accepts(Module, text), module, "module: {text}");
        assert_eq!(accepts(CommonJs, text), common, "CommonJs: {text}");
    }
}

#[test]
fn eval_code_may_what_its_place_allows() {
    let place = |change: fn(&mut EvalContext)| {
        let mut eval = EvalContext::default();
        change(&mut eval);
        Options { eval: Some(eval), ..Options::default() }
    };
    let nothing = place(|_| {});
    let cases: [(&str, Options); 4] = [
        ("new.target", place(|eval| eval.new_target = true)),
        ("super.x", place(|eval| eval.super_property = true)),
        ("super()", place(|eval| eval.super_call = true)),
        ("this.#p", place(|eval| eval.private_names.push("p".to_owned()))),
    ];
    for (text, allowed) in &cases {
        assert!(parse_as(Goal::Script, &nothing, text).is_err(), "{text}");
        assert!(parse_as(Goal::Script, allowed, text).is_ok(), "{text}");
    }
    let field = place(|eval| eval.class_field = true);
    assert!(parse_as(Goal::Script, &nothing, "arguments").is_ok());
    assert!(parse_as(Goal::Script, &field, "arguments").is_err());
    assert!(parse_as(Goal::Script, &Options { strict: true, ..Options::default() }, "with (a) b").is_err());
}

#[test]
fn files_begin_in_many_ways() {
    for text in [
        "#!/usr/bin/env node\nlet a;",
        "\u{feff}#!x\r\nlet a;",
        "",
        "\r\n\r\n",
        "#!",
        "// only a comment",
        "\u{feff}",
        "let a\r\nlet b\rlet c\u{2028}let d",
    ] {
        assert!(accepts(Goal::CommonJs, text), "{text:?}");
    }
    assert!(!accepts(Goal::CommonJs, " #!x"));
}

#[test]
fn spans_are_the_text_of_functions() {
    let text = "class A { static async *m(a, b = 1) { } get x() { return 1 } } (async (a) => a); f = function g() {};";
    let source = SourceFile::new("spans.js", text).unwrap();
    let ast = parse(&source, Goal::CommonJs, &Options::default()).unwrap();
    let root = ast[ast.root];
    assert_eq!(root.kind, FunctionKind::CommonJs);
    assert_eq!(root.params.len(), 5);
    let FunctionBody::Statements(body) = root.body else { panic!("a program has statements") };
    let statements = ast.list(body);
    let StmtKind::Class(class) = ast[statements[0]].kind else { panic!("a class") };
    let texts: Vec<&str> = ast
        .list(ast[class].elements)
        .iter()
        .filter_map(|element| element.function)
        .map(|function| source.slice(ast[function].span))
        .collect();
    assert_eq!(texts, ["async *m(a, b = 1) { }", "get x() { return 1 }"]);
    let StmtKind::Expr(arrow) = ast[statements[1]].kind else { panic!("an expression") };
    let ExprKind::Function(arrow) = ast[arrow].kind else { panic!("an arrow function") };
    assert_eq!(source.slice(ast[arrow].span), "async (a) => a");
    let StmtKind::Expr(assign) = ast[statements[2]].kind else { panic!("an expression") };
    let ExprKind::Assign { value, .. } = ast[assign].kind else { panic!("an assignment") };
    let ExprKind::Function(function) = ast[value].kind else { panic!("a function") };
    assert_eq!(source.slice(ast[function].span), "function g() {}");
    assert_eq!(&text[ast[function].name_pos as usize..][..1], "g");
}
