//! Conditions: expressions compiled to jumps, with the comparison fused into the jump.

use super::FunctionCompiler;
use super::expressions::as_imm16;
use crate::bytecode::{Label, Reg};
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, LogicalOp, UnaryOp};

/// The right side of a comparison.
#[derive(Clone, Copy)]
enum Right {
    Register(Reg),
    Immediate(i16),
}

/// A comparison with its operands in registers.
#[derive(Clone, Copy)]
struct Comparison {
    op: BinaryOp,
    a: Reg,
    b: Right,
}

impl FunctionCompiler<'_, '_> {
    /// Jumps to `target` if the truth of `e` is `sense`; falls through otherwise.
    pub(super) fn jump_if(&mut self, e: ExprId, sense: bool, target: Label) {
        // Left operands of `&&` and `||` are a spine: go down first, then compile what waits on the
        // way up.
        let mut waiting: Vec<(ExprId, bool, Label, Option<Label>)> = Vec::new();
        let (mut e, mut sense, mut target) = (e, sense, target);
        loop {
            match self.ast[e].kind {
                ExprKind::Unary { op: UnaryOp::Not, operand } => {
                    e = operand;
                    sense = !sense;
                }
                ExprKind::Logical { op: op @ (LogicalOp::And | LogicalOp::Or), left, right } => {
                    let decides = op == LogicalOp::Or;
                    if sense == decides {
                        waiting.push((right, sense, target, None));
                    } else {
                        let skip = self.label();
                        waiting.push((right, sense, target, Some(skip)));
                        (sense, target) = (decides, skip);
                    }
                    e = left;
                }
                _ => break,
            }
        }
        self.jump_if_plain(e, sense, target);
        while let Some((right, sense, target, skip)) = waiting.pop() {
            self.jump_if(right, sense, target);
            if let Some(skip) = skip {
                self.bind(skip);
            }
        }
    }

    fn jump_if_plain(&mut self, e: ExprId, sense: bool, target: Label) {
        if let Some(truth) = self.constant_truth(e) {
            if truth == sense {
                self.asm.jump(target);
            }
            return;
        }
        let mark = self.registers.top();
        if let ExprKind::Binary { op, left, right } = self.ast[e].kind
            && is_comparison(op)
        {
            if self.jump_if_nothing(e, op, left, right, sense, target) {
                return;
            }
            let comparison = self.comparison(e, op, left, right);
            self.release(mark);
            self.emit_jump(comparison, sense, target);
            return;
        }
        if let ExprKind::Sequence(list) = self.ast[e].kind
            && let Some((&last, first)) = self.ast.list(list).split_last()
        {
            first.iter().for_each(|&e| self.effect(e));
            return self.jump_if(last, sense, target);
        }
        let value = self.value(e);
        self.release(mark);
        if sense {
            self.asm.jump_if_true(value, target);
        } else {
            self.asm.jump_if_false(value, target);
        }
    }

    /// Comparisons with `null` and `undefined` have jumps of their own.
    fn jump_if_nothing(
        &mut self,
        e: ExprId,
        op: BinaryOp,
        left: ExprId,
        right: ExprId,
        sense: bool,
        target: Label,
    ) -> bool {
        use BinaryOp::{Equal, NotEqual, StrictEqual, StrictNotEqual};
        if self.program.options.undetectable && matches!(op, Equal | NotEqual) {
            return false;
        }
        let (strict, sense) = match op {
            StrictEqual => (true, sense),
            StrictNotEqual => (true, !sense),
            Equal => (false, sense),
            NotEqual => (false, !sense),
            _ => return false,
        };
        let is_null = |c: &Self, e: ExprId| matches!(c.ast[e].kind, ExprKind::Null);
        let (value, null) = if is_null(self, right) || self.is_undefined(right) {
            (left, is_null(self, right))
        } else if is_null(self, left) || self.is_undefined(left) {
            (right, is_null(self, left))
        } else {
            return false;
        };
        let mark = self.registers.top();
        let value = self.value(value);
        self.release(mark);
        self.at(e);
        match (strict, null, sense) {
            (false, _, true) => self.asm.jump_if_nullish(value, target),
            (false, _, false) => self.asm.jump_if_not_nullish(value, target),
            (true, true, true) => self.asm.jump_if_null(value, target),
            (true, true, false) => self.asm.jump_if_not_null(value, target),
            (true, false, true) => self.asm.jump_if_undefined(value, target),
            (true, false, false) => self.asm.jump_if_not_undefined(value, target),
        }
        true
    }

    /// Evaluates the operands of a comparison, turned round if the left one is a small literal.
    fn comparison(&mut self, e: ExprId, op: BinaryOp, left: ExprId, right: ExprId) -> Comparison {
        let immediate = |c: &Self, e| c.constant_number(e).and_then(as_imm16);
        let comparison = if let Some(imm) = immediate(self, right) {
            Comparison { op, a: self.value(left), b: Right::Immediate(imm) }
        } else if let Some(imm) = immediate(self, left) {
            Comparison { op: turned(op), a: self.value(right), b: Right::Immediate(imm) }
        } else {
            let a = self.stable_value(left, Some(right));
            Comparison { op, a, b: Right::Register(self.value(right)) }
        };
        self.at(e);
        comparison
    }

    fn emit_jump(&mut self, Comparison { op, a, b }: Comparison, sense: bool, to: Label) {
        use BinaryOp::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual, StrictEqual, StrictNotEqual};
        let asm = &mut self.asm;
        match (op, sense, b) {
            (Less, true, Right::Register(b)) => asm.jump_if_lt(a, b, to),
            (Less, false, Right::Register(b)) => asm.jump_if_not_lt(a, b, to),
            (LessEqual, true, Right::Register(b)) => asm.jump_if_le(a, b, to),
            (LessEqual, false, Right::Register(b)) => asm.jump_if_not_le(a, b, to),
            (Greater, true, Right::Register(b)) => asm.jump_if_gt(a, b, to),
            (Greater, false, Right::Register(b)) => asm.jump_if_not_gt(a, b, to),
            (GreaterEqual, true, Right::Register(b)) => asm.jump_if_ge(a, b, to),
            (GreaterEqual, false, Right::Register(b)) => asm.jump_if_not_ge(a, b, to),
            (Equal, true, Right::Register(b)) | (NotEqual, false, Right::Register(b)) => asm.jump_if_eq(a, b, to),
            (Equal, false, Right::Register(b)) | (NotEqual, true, Right::Register(b)) => asm.jump_if_ne(a, b, to),
            (StrictEqual, true, Right::Register(b)) | (StrictNotEqual, false, Right::Register(b)) => {
                asm.jump_if_strict_eq(a, b, to);
            }
            (_, _, Right::Register(b)) => asm.jump_if_strict_ne(a, b, to),
            (Less, true, Right::Immediate(b)) => asm.jump_if_lt_i(a, b, to),
            (Less, false, Right::Immediate(b)) => asm.jump_if_not_lt_i(a, b, to),
            (LessEqual, true, Right::Immediate(b)) => asm.jump_if_le_i(a, b, to),
            (LessEqual, false, Right::Immediate(b)) => asm.jump_if_not_le_i(a, b, to),
            (Greater, true, Right::Immediate(b)) => asm.jump_if_gt_i(a, b, to),
            (Greater, false, Right::Immediate(b)) => asm.jump_if_not_gt_i(a, b, to),
            (GreaterEqual, true, Right::Immediate(b)) => asm.jump_if_ge_i(a, b, to),
            (GreaterEqual, false, Right::Immediate(b)) => asm.jump_if_not_ge_i(a, b, to),
            (Equal, true, Right::Immediate(b)) | (NotEqual, false, Right::Immediate(b)) => asm.jump_if_eq_i(a, b, to),
            (Equal, false, Right::Immediate(b)) | (NotEqual, true, Right::Immediate(b)) => asm.jump_if_ne_i(a, b, to),
            (StrictEqual, true, Right::Immediate(b)) => asm.jump_if_strict_eq_i(a, b, to),
            (StrictEqual, false, Right::Immediate(b)) => asm.jump_if_strict_ne_i(a, b, to),
            (_, true, Right::Immediate(b)) => asm.jump_if_strict_ne_i(a, b, to),
            (_, false, Right::Immediate(b)) => asm.jump_if_strict_eq_i(a, b, to),
        }
    }

    /// The end of a loop: goes back to `head` while the truth of `e` is `sense`, with comparison,
    /// jump and safepoint in one instruction where there is one.
    pub(super) fn loop_while(&mut self, e: ExprId, sense: bool, head: Label) {
        let (mut e, mut sense) = (e, sense);
        let exit = self.label();
        while let ExprKind::Unary { op: UnaryOp::Not, operand } = self.ast[e].kind {
            e = operand;
            sense = !sense;
        }
        // `a && b`: leave unless a, then loop while b.
        if let ExprKind::Logical { op, left, right } = self.ast[e].kind
            && (op == LogicalOp::And && sense || op == LogicalOp::Or && !sense)
        {
            self.jump_if(left, !sense, exit);
            self.loop_while(right, sense, head);
            self.bind(exit);
            return;
        }
        let live = self.registers.live();
        let mark = self.registers.top();
        match (self.constant_truth(e), self.ast[e].kind) {
            (Some(truth), _) => {
                if truth == sense {
                    self.asm.jump_loop(head, live);
                }
            }
            (None, ExprKind::Binary { op, left, right }) if sense && is_ordering(op) => {
                let Comparison { op, a, b } = self.comparison(e, op, left, right);
                self.release(mark);
                let asm = &mut self.asm;
                match (op, b) {
                    (BinaryOp::Less, Right::Register(b)) => asm.jump_loop_if_lt(a, b, head, live),
                    (BinaryOp::LessEqual, Right::Register(b)) => asm.jump_loop_if_le(a, b, head, live),
                    (BinaryOp::Greater, Right::Register(b)) => asm.jump_loop_if_gt(a, b, head, live),
                    (_, Right::Register(b)) => asm.jump_loop_if_ge(a, b, head, live),
                    (BinaryOp::Less, Right::Immediate(b)) => asm.jump_loop_if_lt_i(a, b, head, live),
                    (BinaryOp::LessEqual, Right::Immediate(b)) => asm.jump_loop_if_le_i(a, b, head, live),
                    (BinaryOp::Greater, Right::Immediate(b)) => asm.jump_loop_if_gt_i(a, b, head, live),
                    (_, Right::Immediate(b)) => asm.jump_loop_if_ge_i(a, b, head, live),
                }
            }
            (None, ExprKind::Binary { op, .. }) if is_comparison(op) => {
                self.jump_if(e, !sense, exit);
                self.asm.jump_loop(head, live);
            }
            (None, ExprKind::Logical { op: LogicalOp::And | LogicalOp::Or, .. }) => {
                self.jump_if(e, !sense, exit);
                self.asm.jump_loop(head, live);
            }
            _ => {
                let value = self.value(e);
                self.release(mark);
                self.at(e);
                if sense {
                    self.asm.jump_loop_if_true(value, head, live);
                } else {
                    self.asm.jump_loop_if_false(value, head, live);
                }
            }
        }
        self.bind(exit);
    }
}

fn is_ordering(op: BinaryOp) -> bool {
    matches!(op, BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual)
}

/// Whether there is a jump for the operator.
fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp::{Equal, NotEqual, StrictEqual, StrictNotEqual};
    is_ordering(op) || matches!(op, Equal | NotEqual | StrictEqual | StrictNotEqual)
}

/// The operator with its operands exchanged.
fn turned(op: BinaryOp) -> BinaryOp {
    match op {
        BinaryOp::Less => BinaryOp::Greater,
        BinaryOp::LessEqual => BinaryOp::GreaterEqual,
        BinaryOp::Greater => BinaryOp::Less,
        BinaryOp::GreaterEqual => BinaryOp::LessEqual,
        other => other,
    }
}
