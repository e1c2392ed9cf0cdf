//! How messages call an expression: `a.b` in "a.b is not a function". Simple expressions are quoted
//! from the source; what is not simple is rendered here as V8 renders it.

use std::fmt::Write as _;

use super::FunctionCompiler;
use crate::bytecode::Subject;
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, LogicalOp, UnaryOp, UpdateOp};

/// Longest text that is rendered.
const LONG: usize = 200;

impl FunctionCompiler<'_, '_> {
    /// Sets the position of a call of `callee`, and how messages call that.
    pub(super) fn at_call(&mut self, e: ExprId, callee: ExprId) {
        let (at, span) = (self.call_position(e, callee), self.ast[callee].span);
        self.asm.set_position(at, span.end);
        if at != span.start || !self.is_simple(callee) {
            self.subject(callee);
        }
    }

    /// Says how messages call what the next instruction is about.
    pub(super) fn subject(&mut self, e: ExprId) {
        let subject = if self.is_simple(e) {
            let span = self.ast[e].span;
            Subject::Source(span.start, span.end)
        } else {
            Subject::Text(self.rendered(e).into())
        };
        self.subjects.push((self.asm.offset(), subject));
    }

    /// Says how messages call the value of `e` that the next instruction iterates.
    pub(super) fn iterated_subject(&mut self, e: ExprId) {
        let callee = match self.ast[e].kind {
            ExprKind::Call { callee, .. } => callee,
            _ => return self.subject(e),
        };
        let text = format!("{} is not a function or its return value", self.rendered(callee));
        self.subjects.push((self.asm.offset(), Subject::Text(text.into())));
    }

    /// Says who must be the receiver of the private member `e`, if it is a method or accessor.
    pub(super) fn private_subject(&mut self, e: ExprId) {
        let Some(id) = self.analysis().expr_refs[e.index()].binding() else { return };
        if let Some(text) = self.private_receiver(id) {
            self.subjects.push((self.asm.offset(), Subject::Receiver(text)));
        }
    }

    /// Whether an expression is a chain of names as V8 would print it.
    fn is_simple(&self, mut e: ExprId) -> bool {
        loop {
            match self.ast[e].kind {
                ExprKind::Ident(_) | ExprKind::This | ExprKind::Null | ExprKind::Bool(_) => return true,
                ExprKind::Member { object, .. } => e = object,
                ExprKind::Index { object, index, optional: false } => {
                    if !matches!(self.ast[index].kind, ExprKind::Ident(_)) {
                        return false;
                    }
                    e = object;
                }
                _ => return false,
            }
        }
    }

    /// An expression as V8 prints it in messages.
    pub(super) fn rendered(&self, e: ExprId) -> String {
        let mut out = String::new();
        self.render(e, &mut out, 0);
        if out.len() > LONG {
            return "(intermediate value)".into();
        }
        out
    }

    /// An access to a property.
    fn render_access(&self, e: ExprId, out: &mut String, depth: u32) {
        let ast = self.ast;
        match ast[e].kind {
            ExprKind::Member { object, name, optional } => {
                self.render(object, out, depth + 1);
                out.push_str(if optional { "?." } else { "." });
                out.push_str(&ast.atoms.display(name));
            }
            ExprKind::Index { object, index, optional } => {
                self.render(object, out, depth + 1);
                if let ExprKind::String(name) = ast[index].kind {
                    out.push_str(if optional { "?." } else { "." });
                    out.push_str(&ast.atoms.display(name));
                } else {
                    out.push_str(if optional { "?.[" } else { "[" });
                    self.render(index, out, depth + 1);
                    out.push(']');
                }
            }
            ExprKind::PrivateMember { object, name, .. } => {
                self.render(object, out, depth + 1);
                let _ = write!(out, "[#{}]", ast.atoms.display(name));
            }
            ExprKind::SuperMember(name) => {
                let _ = write!(out, "(intermediate value).{}", ast.atoms.display(name));
            }
            ExprKind::SuperIndex(index) => match ast[index].kind {
                ExprKind::String(name) => {
                    let _ = write!(out, "(intermediate value).{}", ast.atoms.display(name));
                }
                _ => {
                    out.push_str("(intermediate value)[");
                    self.render(index, out, depth + 1);
                    out.push(']');
                }
            },
            _ => {}
        }
    }

    /// An operator with its operands.
    fn render_operation(&self, e: ExprId, out: &mut String, depth: u32) {
        match self.ast[e].kind {
            ExprKind::Unary { op, operand } => {
                out.push_str(unary_text(op));
                self.render(operand, out, depth + 1);
            }
            ExprKind::Update { op, prefix, target } => {
                let text = if op == UpdateOp::Increment { "++" } else { "--" };
                out.push_str(if prefix { text } else { "" });
                self.render(target, out, depth + 1);
                out.push_str(if prefix { "" } else { text });
            }
            ExprKind::Logical { op, left, right } => {
                let text = match op {
                    LogicalOp::And => "&&",
                    LogicalOp::Or => "||",
                    LogicalOp::Nullish => "??",
                };
                self.render(left, out, depth + 1);
                let _ = write!(out, " {text} ");
                self.render(right, out, depth + 1);
            }
            ExprKind::Binary { op, left, right } => {
                self.render(left, out, depth + 1);
                let _ = write!(out, " {} ", binary_text(op));
                self.render(right, out, depth + 1);
            }
            _ => {}
        }
    }

    fn render(&self, e: ExprId, out: &mut String, depth: u32) {
        if depth > 50 || out.len() > LONG {
            out.push_str("(intermediate value)");
            return;
        }
        let ast = self.ast;
        let list = |out: &mut String, list: &[ExprId], separator: &str| {
            for (i, &e) in list.iter().enumerate() {
                if i > 0 {
                    out.push_str(separator);
                }
                self.render(e, out, depth + 1);
            }
        };
        match ast[e].kind {
            ExprKind::Ident(name) => out.push_str(&ast.atoms.display(name)),
            ExprKind::This => out.push_str("this"),
            ExprKind::Null => out.push_str("null"),
            ExprKind::Bool(b) => out.push_str(if b { "true" } else { "false" }),
            ExprKind::Number(n) => out.push_str(ryu_js::Buffer::new().format(n)),
            ExprKind::String(s) => {
                let _ = write!(out, "\"{}\"", ast.atoms.display(s));
            }
            ExprKind::Regex { body, flags } => {
                let _ = write!(out, "/{}/{}", ast.atoms.display(body), ast.atoms.display(flags));
            }
            ExprKind::Template(t) => match ast.list(ast[t].quasis) {
                [only] => {
                    let _ = write!(out, "\"{}\"", only.cooked.map(|a| ast.atoms.display(a)).unwrap_or_default());
                }
                _ => out.push_str("(intermediate value)"),
            },
            ExprKind::Member { .. }
            | ExprKind::Index { .. }
            | ExprKind::PrivateMember { .. }
            | ExprKind::SuperMember(_)
            | ExprKind::SuperIndex(_) => self.render_access(e, out, depth),
            ExprKind::Call { callee, .. } => {
                self.render(callee, out, depth + 1);
                out.push_str("(...)");
            }
            ExprKind::Array(elements) => {
                out.push('[');
                list(out, ast.list(elements), ",");
                out.push(']');
            }
            ExprKind::Object(properties) => {
                out.push('{');
                out.push_str(&"(intermediate value)".repeat(properties.len().min(8)));
                out.push('}');
            }
            ExprKind::Sequence(parts) => {
                out.push('(');
                list(out, ast.list(parts), " , ");
                out.push(')');
            }
            ExprKind::Conditional { .. } => out.push_str(&"(intermediate value)".repeat(3)),
            ExprKind::Unary { .. } | ExprKind::Update { .. } | ExprKind::Logical { .. } | ExprKind::Binary { .. } => {
                out.push('(');
                self.render_operation(e, out, depth);
                out.push(')');
            }
            _ => out.push_str("(intermediate value)"),
        }
    }
}

fn unary_text(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Delete => "delete ",
        UnaryOp::Void => "void ",
        UnaryOp::TypeOf => "typeof ",
        UnaryOp::Plus => "+",
        UnaryOp::Minus => "-",
        UnaryOp::BitNot => "~",
        UnaryOp::Not => "!",
    }
}

fn binary_text(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::Exp => "**",
        BinaryOp::ShiftLeft => "<<",
        BinaryOp::ShiftRight => ">>",
        BinaryOp::ShiftRightUnsigned => ">>>",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::StrictEqual => "===",
        BinaryOp::StrictNotEqual => "!==",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::In => "in",
        BinaryOp::InstanceOf => "instanceof",
    }
}
