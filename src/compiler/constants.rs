//! Folding of constant numbers and truths.

use super::FunctionCompiler;
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, UnaryOp, known};

impl FunctionCompiler<'_, '_> {
    /// The number that an expression is, if literals tell. Does not look into long spines:
    /// [`Self::binary`] folds those.
    pub(super) fn constant_number(&self, e: ExprId) -> Option<f64> {
        match self.ast[e].kind {
            ExprKind::Number(n) => Some(n),
            ExprKind::Unary { op, operand } => {
                let n = self.constant_number(operand)?;
                match op {
                    UnaryOp::Minus => Some(-n),
                    UnaryOp::Plus => Some(n),
                    UnaryOp::BitNot => Some(f64::from(!to_int32(n))),
                    _ => None,
                }
            }
            ExprKind::Binary { op, left, right } => {
                // The right side first: it is no spine, and seldom constant.
                let right = match self.ast[right].kind {
                    ExprKind::Number(n) => n,
                    _ => return None,
                };
                fold(op, self.constant_number_shallow(left, 8)?, right)
            }
            _ => None,
        }
    }

    fn constant_number_shallow(&self, e: ExprId, depth: u32) -> Option<f64> {
        match self.ast[e].kind {
            ExprKind::Number(n) => Some(n),
            ExprKind::Binary { op, left, right } if depth > 0 => match self.ast[right].kind {
                ExprKind::Number(n) => fold(op, self.constant_number_shallow(left, depth - 1)?, n),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether a condition is constant.
    pub(super) fn constant_truth(&self, e: ExprId) -> Option<bool> {
        match self.ast[e].kind {
            ExprKind::Null => Some(false),
            ExprKind::Bool(b) => Some(b),
            ExprKind::Number(n) => Some(n != 0.0 && !n.is_nan()),
            ExprKind::String(s) => Some(s != known::EMPTY),
            ExprKind::BigInt(digits) => {
                let digits = self.ast.atoms.display(digits);
                let prefix = if digits.starts_with('0') { digits.len().min(2) } else { 0 };
                Some(digits[prefix..].bytes().any(|digit| digit != b'0'))
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.constant_truth(operand).map(|b| !b),
            _ => None,
        }
    }

    /// Whether an expression is `undefined` (the global, which nothing can change) or `void` of a
    /// literal.
    pub(super) fn is_undefined(&self, e: ExprId) -> bool {
        match self.ast[e].kind {
            ExprKind::Ident(known::UNDEFINED) => {
                let reference = self.analysis().expr_refs[e.index()];
                reference.binding().is_none() && !reference.dynamic()
            }
            ExprKind::Unary { op: UnaryOp::Void, operand } => matches!(self.ast[operand].kind, ExprKind::Number(_)),
            _ => false,
        }
    }
}

/// The result of an operator on two numbers (ECMA-262 §6.1.6.1), if it is a number.
pub(super) fn fold(op: BinaryOp, a: f64, b: f64) -> Option<f64> {
    let shift = to_int32(b) as u32 & 31;
    Some(match op {
        BinaryOp::Add => a + b,
        BinaryOp::Sub => a - b,
        BinaryOp::Mul => a * b,
        BinaryOp::Div => a / b,
        BinaryOp::Rem => a % b,
        BinaryOp::ShiftLeft => f64::from(to_int32(a) << shift),
        BinaryOp::ShiftRight => f64::from(to_int32(a) >> shift),
        BinaryOp::ShiftRightUnsigned => f64::from(to_int32(a) as u32 >> shift),
        BinaryOp::BitAnd => f64::from(to_int32(a) & to_int32(b)),
        BinaryOp::BitOr => f64::from(to_int32(a) | to_int32(b)),
        BinaryOp::BitXor => f64::from(to_int32(a) ^ to_int32(b)),
        _ => return None,
    })
}

/// ToInt32 (ECMA-262 §7.1.6).
fn to_int32(n: f64) -> i32 {
    if n.is_finite() { n.trunc().rem_euclid(4_294_967_296.0) as u32 as i32 } else { 0 }
}
