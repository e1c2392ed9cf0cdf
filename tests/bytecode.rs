//! Bytecode: each script of `tests/bytecode` against its listing, and `docs/bytecode.md` against
//! the opcode table; `UPDATE_EXPECTED=1 cargo test` writes both anew. And the verifier, which must
//! find what is planted.

use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

use glassheap::internals::bytecode::verifier::verify;
use glassheap::internals::bytecode::{FunctionProto, Op, OperandKind, disassemble};
use glassheap::internals::compiler::{CompileOptions, compile};
use glassheap::internals::source::SourceFile;
use glassheap::internals::syntax::{Goal, Options, parse};

#[test]
fn listings_are_as_expected() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut differing = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        count += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let source = Rc::new(SourceFile::new(name.clone(), std::fs::read_to_string(&path).unwrap()).unwrap());
        let ast = parse(&source, Goal::CommonJs, &Options::default()).unwrap();
        let listing = disassemble(&compile(&ast, &source, CompileOptions::default()).unwrap());
        let expected = path.with_extension("expected");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&expected, &listing).unwrap();
        } else if std::fs::read_to_string(&expected).unwrap_or_default() != listing {
            differing.push(name);
        }
    }
    assert!(count > 5, "the scripts are missing");
    assert!(differing.is_empty(), "listings differ (UPDATE_EXPECTED=1 writes them anew): {differing:?}");
}

fn compiled(text: &str) -> FunctionProto {
    let source = Rc::new(SourceFile::new("test.js", text.to_string()).unwrap());
    let ast = parse(&source, Goal::Script, &Options::default()).unwrap();
    Rc::into_inner(compile(&ast, &source, CompileOptions::default()).unwrap()).unwrap()
}

/// Where the first `op` stands, and the unit of its operand of this name.
fn operand_of(proto: &FunctionProto, op: Op, name: &str) -> usize {
    let mut at = 0;
    while Op::from_unit(proto.code[at]) != Some(op) {
        at += Op::from_unit(proto.code[at]).unwrap().units();
    }
    let before = op.operands().iter().take_while(|operand| operand.0 != name);
    at + 1 + before.map(|operand| operand.1.units()).sum::<usize>()
}

fn fault(mut proto: FunctionProto, plant: impl Fn(&mut FunctionProto)) -> String {
    verify(&proto).expect("what the compiler makes is sound");
    plant(&mut proto);
    verify(&proto).expect_err("a fault was planted")
}

#[test]
fn the_verifier_finds_what_is_planted() {
    const LOOP: &str = "let sum = 0; { let n = 10, o = {}; while (n > 0) { sum += n; o.x = sum; n--; } }";
    let planted = |op: Op, name: &'static str, change: fn(u16) -> u16| {
        fault(compiled(LOOP), move |proto| {
            let unit = operand_of(proto, op, name);
            proto.code[unit] = change(proto.code[unit]);
        })
    };
    assert!(planted(Op::SetProp, "object", |_| 60_000).contains("register 60000 of"));
    assert!(planted(Op::SetProp, "ic", |_| 999).contains("cache 999 of"));
    assert!(planted(Op::DeclareGlobal, "declaration", |_| 9).contains("declaration 9 of 5"));
    assert!(planted(Op::DeclareGlobal, "deletable", |_| 2).contains("deletable 2 of 2"));
    assert!(planted(Op::DeclareGlobal, "name", |_| 999).contains("constant 999 of"));
    assert!(planted(Op::JumpLoopIfGtI, "to", |to| to + 1).contains("jumps to"));
    assert!(planted(Op::JumpLoopIfGtI, "live", |_| 3).contains("is read later"));
    assert!(planted(Op::JumpLoopIfGtI, "live", |_| 60_000).contains("live 60000 of"));
    assert!(fault(compiled(LOOP), |proto| proto.code[0] = u16::MAX).contains("no opcode"));
    assert!(
        fault(compiled("throw 1"), |proto| proto.code = proto.code[..proto.code.len() - 1].into()).contains("cut off")
    );
    assert!(
        fault(compiled("throw 1"), |proto| {
            let end = operand_of(proto, Op::Throw, "src") - 1;
            proto.code = proto.code[..end].into();
        })
        .contains("over the end")
    );
    // A way that no safepoint breaks.
    assert!(
        fault(compiled("if (a) b(); c()"), |proto| {
            let unit = operand_of(proto, Op::JumpIfFalse, "to");
            let back = -(unit as i32 - 2);
            (proto.code[unit], proto.code[unit + 1]) = (back as u16, (back >> 16) as u16);
        })
        .contains("circle")
    );
    let tried = "try { try { a() } finally { b() } } catch { c() }";
    assert!(fault(compiled(tried), |proto| proto.handlers.reverse()).contains("not nested"));
    assert!(fault(compiled(tried), |proto| proto.handlers[0].target += 1).contains("of no instructions"));
    assert!(fault(compiled(tried), |proto| proto.handlers[0].register.0 = 999).contains("no register"));
}

fn kind_in_words(kind: OperandKind) -> String {
    match kind {
        OperandKind::Choice(names) => names.join(" \\| "),
        kind => format!("{kind:?}"),
    }
}

#[test]
fn the_page_is_the_table() {
    let mut page = "# Bytecode\n\nMade from the opcode table (`src/bytecode/opcode.rs`) by `UPDATE_EXPECTED=1 cargo test --test bytecode`.\n\n\
        An instruction is a row of 16-bit units: the opcode, then its operands in the order given here. `Imm32`, `Const`, `Ic`, `Func` and `Jump` take two\n\
        units, the low one first, all others one. `glass --print-bytecode app.js` shows a program's.\n\n\
        | opcode | units | operands | it can | what it does |\n|---|---|---|---|---|\n"
        .to_string();
    for &op in Op::ALL {
        let operands: Vec<_> =
            op.operands().iter().map(|&(name, kind)| format!("{name}: {}", kind_in_words(kind))).collect();
        let effects = op.effects();
        let can = [
            (effects.throws, "throw"),
            (effects.calls, "call"),
            (effects.allocates && !effects.calls, "allocate"),
            (effects.safepoint, "collect"),
            (effects.ends, "not go on"),
        ];
        let can: Vec<_> = can.iter().filter(|can| can.0).map(|can| can.1).collect();
        let doc: String = op.doc().iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ").replace('|', "\\|");
        let _ =
            writeln!(page, "| {} | {} | {} | {} | {doc} |", op.name(), op.units(), operands.join(", "), can.join(", "));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bytecode.md");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(path, page).unwrap();
    } else {
        assert!(
            std::fs::read_to_string(path).unwrap_or_default() == page,
            "UPDATE_EXPECTED=1 writes docs/bytecode.md anew"
        );
    }
}
