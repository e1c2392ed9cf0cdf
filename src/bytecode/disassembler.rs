//! Renders function prototypes for `--print-bytecode`: one instruction a line with its offset,
//! source line and operands.

use std::fmt::Write as _;

use super::opcode::Op;
use super::operand::OperandKind;
use super::proto::{Constant, FunctionProto};
use super::text::Text;

/// The listing of `proto` and, after it, of the functions nested in it.
pub fn disassemble(proto: &FunctionProto) -> String {
    let mut out = String::new();
    let mut queue: Vec<&FunctionProto> = vec![proto];
    while let Some(next) = queue.pop() {
        list(next, &mut out);
        queue.extend(next.functions.iter().rev().map(|f| &**f));
    }
    out
}

fn list(proto: &FunctionProto, out: &mut String) {
    let line = proto.source.line(proto.span.0);
    let name = match &proto.name {
        Text::Utf8(name) if !name.is_empty() => name.to_string(),
        _ => "(anonymous)".to_string(),
    };
    let _ = writeln!(
        out,
        "function {name} ({}:{line}) params={} registers={} {:?}",
        proto.source.name(),
        proto.params,
        proto.registers,
        proto.kind
    );
    let mut at = 0;
    let mut last_line = 0;
    while at < proto.code.len() {
        let line = proto.position(at as u32).map_or(0, |p| proto.source.line(p.at));
        let shown = if line != last_line { format!("{line:>5}") } else { "     ".into() };
        last_line = line;
        let (text, next) = instruction(proto, at);
        let _ = writeln!(out, "{shown} {at:>6}  {text}");
        at = next;
    }
    for handler in &proto.handlers {
        let _ = writeln!(
            out,
            "       handler {}..{} -> {} r{}",
            handler.from, handler.to, handler.target, handler.register.0
        );
    }
    out.push('\n');
}

/// The instruction at unit `at` as text, and the offset of the one after it.
pub fn instruction(proto: &FunctionProto, at: usize) -> (String, usize) {
    let op = Op::ALL[proto.code[at] as usize];
    let mut text = format!("{:<22}", op.name());
    let mut next = at + 1;
    for (i, &(name, kind)) in op.operands().iter().enumerate() {
        if i > 0 {
            text.push_str(", ");
        }
        let narrow = proto.code[next];
        let wide = || narrow as u32 | (proto.code[next + 1] as u32) << 16;
        let _ = match kind {
            OperandKind::Count | OperandKind::Live | OperandKind::Flag => write!(text, "{name}={narrow}"),
            OperandKind::Choice(names) => write!(text, "{name}={}", names[usize::from(narrow)]),
            OperandKind::Imm16 => write!(text, "{}", narrow as i16),
            OperandKind::Imm32 => write!(text, "{}", wide() as i32),
            OperandKind::Const => write!(text, "{}", constant(proto, wide())),
            OperandKind::Ic => write!(text, ".{} #{}", constant(proto, proto.ic_names[wide() as usize].0), wide()),
            OperandKind::Func => write!(text, "f{}", wide()),
            OperandKind::Jump => write!(text, "-> {}", at as i64 + i64::from(wide() as i32)),
            OperandKind::Use
            | OperandKind::Def
            | OperandKind::DefPair
            | OperandKind::DefRecord
            | OperandKind::Record
            | OperandKind::Window
            | OperandKind::UseRange
            | OperandKind::DefRange => write!(text, "r{narrow}"),
        };
        next += kind.units();
    }
    (text.trim_end().to_string(), next)
}

fn constant(proto: &FunctionProto, index: u32) -> String {
    match &proto.constants[index as usize] {
        Constant::Number(n) => format!("{n}"),
        Constant::BigInt(s) => format!("{s}n"),
        Constant::String(Text::Utf8(s)) => format!("{s:?}"),
        Constant::String(Text::Utf16(units)) => format!("{:?}", String::from_utf16_lossy(units)),
    }
}
