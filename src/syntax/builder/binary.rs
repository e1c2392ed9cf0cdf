//! Binary operators: the grammar knows only flat chains `a + b * c …`, precedence is found here
//! (ECMA-262 §13.6 to §13.13).
//!
//! Each operator with its right operand is hung into the tree built so far: down the right spine
//! past all operators that bind less tightly. That spine has at most one node per precedence, so a
//! chain of any length takes linear time.

use super::Builder;
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, LogicalOp};

/// An operator of a chain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Op {
    Binary(BinaryOp),
    Logical(LogicalOp),
}

impl Op {
    fn precedence(self) -> u8 {
        match self {
            Self::Binary(op) => op.precedence(),
            Self::Logical(op) => op.precedence(),
        }
    }
}

/// One node per precedence below that of `**` (which the grammar binds), the leaf included.
const SPINE: usize = 12;

impl Builder<'_> {
    pub fn binary(&mut self, left: ExprId, pos: u32, op: BinaryOp, right: ExprId, end: u32) -> ExprId {
        self.hang(left, pos, Op::Binary(op), right, end)
    }

    pub fn logical(&mut self, left: ExprId, pos: u32, op: LogicalOp, right: ExprId, end: u32) -> ExprId {
        self.hang(left, pos, Op::Logical(op), right, end)
    }

    /// `left op #name in object`: fits only behind operators that bind less tightly than `in`.
    pub fn binary_with_private_in(&mut self, left: ExprId, pos: u32, op: BinaryOp, right: ExprId, end: u32) -> ExprId {
        if op.precedence() >= BinaryOp::In.precedence() {
            let at = self.ast[right].span.start;
            self.fail(Span::new(at, at + 1), "Unexpected private field");
        }
        self.binary(left, pos, op, right, end)
    }

    /// The operator of a node of the right spine, if it is one (parentheses make an operand of it),
    /// and what it binds last.
    fn spine_op(&self, node: ExprId) -> Option<(u8, ExprId)> {
        let expr = &self.ast[node];
        if expr.is_parenthesised() {
            return None;
        }
        match expr.kind {
            ExprKind::Binary { op: BinaryOp::Exp, .. } => None,
            ExprKind::Binary { op, right, .. } => Some((op.precedence(), right)),
            ExprKind::Logical { op, right, .. } => Some((op.precedence(), right)),
            ExprKind::PrivateIn { object, .. } => Some((BinaryOp::In.precedence(), object)),
            _ => None,
        }
    }

    fn hang(&mut self, root: ExprId, pos: u32, op: Op, right: ExprId, end: u32) -> ExprId {
        let precedence = op.precedence();
        let mut path = [root; SPINE];
        let mut length = 0;
        let mut left = root;
        while let Some((found, next)) = self.spine_op(left)
            && found < precedence
            && length < SPINE
        {
            path[length] = left;
            length += 1;
            left = next;
        }
        let span = Span::new(self.ast[left].span.start, end);
        let mut node = self.join(left, op, right, span, pos);
        for &above in path[..length].iter().rev() {
            let below = self.depth(node);
            let expr = &mut self.ast[above];
            match &mut expr.kind {
                ExprKind::Binary { right, .. } | ExprKind::Logical { right, .. } => *right = node,
                ExprKind::PrivateIn { object, .. } => *object = node,
                _ => {}
            }
            expr.span.end = end;
            let depth = expr.meta.max(below + 1);
            let (span, kind, pos) = (expr.span, expr.kind, expr.pos);
            self.ast[above].meta = self.bounded(depth, span);
            self.check_mixed(kind, pos);
            node = above;
        }
        node
    }

    fn join(&mut self, left: ExprId, op: Op, right: ExprId, span: Span, pos: u32) -> ExprId {
        let below = self.depth(right) + 1;
        let (kind, on_spine) = match op {
            Op::Binary(op) => {
                let on_spine = matches!(self.ast[left].kind, ExprKind::Binary { .. });
                (ExprKind::Binary { op, left, right }, on_spine)
            }
            Op::Logical(op) => {
                let on_spine = matches!(self.ast[left].kind, ExprKind::Logical { .. });
                (ExprKind::Logical { op, left, right }, on_spine)
            }
        };
        let depth = below.max(self.depth(left) + u32::from(!on_spine));
        self.check_mixed(kind, pos);
        self.add_spine(kind, span, pos, depth)
    }

    /// `??` does not mix with `&&` and `||` without parentheses; the later operator is the one too
    /// many.
    fn check_mixed(&mut self, kind: ExprKind, pos: u32) {
        let ExprKind::Logical { op, left, right } = kind else { return };
        for operand in [left, right] {
            let inner = self.ast[operand];
            let ExprKind::Logical { op: inner_op, .. } = inner.kind else { continue };
            if inner.is_parenthesised() || (inner_op == LogicalOp::Nullish) == (op == LogicalOp::Nullish) {
                continue;
            }
            let (at, later) = if operand == left { (pos, op) } else { (inner.pos, inner_op) };
            let text = match later {
                LogicalOp::Nullish => "??",
                LogicalOp::And => "&&",
                LogicalOp::Or => "||",
            };
            self.fail(Span::new(at, at + 2), format!("Unexpected token '{text}'"));
        }
    }
}
