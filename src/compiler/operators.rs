//! Unary, binary and logical operators.

use super::FunctionCompiler;
use super::constants::fold;
use super::expressions::{Want, as_imm16};
use crate::bytecode::{Reg, ThrownError};
use crate::syntax::ast::{BinaryOp, ExprId, ExprKind, LogicalOp, UnaryOp};

impl FunctionCompiler<'_, '_> {
    pub(super) fn unary(&mut self, e: ExprId, op: UnaryOp, operand: ExprId, want: Want) -> Reg {
        if let Some(n) = self.constant_number(e) {
            let dst = self.out(want);
            self.load_number(dst, n);
            return self.finish(dst, want);
        }
        let mark = self.registers.top();
        let src = match op {
            UnaryOp::Delete => return self.delete(e, operand, want),
            UnaryOp::Void => {
                self.effect(operand);
                let dst = self.out(want);
                self.asm.load_undefined(dst);
                return self.finish(dst, want);
            }
            UnaryOp::Not => {
                if let Some(truth) = self.constant_truth(operand) {
                    let dst = self.out(want);
                    if truth {
                        self.asm.load_false(dst);
                    } else {
                        self.asm.load_true(dst);
                    }
                    return self.finish(dst, want);
                }
                self.value(operand)
            }
            UnaryOp::TypeOf => match self.ast[operand].kind {
                ExprKind::Ident(atom) => {
                    self.at(operand);
                    let name = self.ident(operand, atom);
                    self.load_name_for_typeof(name)
                }
                _ => self.value(operand),
            },
            UnaryOp::Plus | UnaryOp::Minus | UnaryOp::BitNot => self.value(operand),
        };
        self.release(mark);
        let dst = self.out(want);
        self.at(e);
        match op {
            UnaryOp::Not => self.asm.not(dst, src),
            UnaryOp::TypeOf => self.asm.type_of(dst, src),
            UnaryOp::Plus => self.asm.to_number(dst, src),
            UnaryOp::Minus => self.asm.neg(dst, src),
            _ => self.asm.bit_not(dst, src),
        }
        self.finish(dst, want)
    }

    /// A chain of binary operators: its left operands are a spine, walked with a loop.
    pub(super) fn binary(&mut self, e: ExprId, want: Want) -> Reg {
        let mut spine = Vec::new();
        let mut leftmost = e;
        while let ExprKind::Binary { left, .. } = self.ast[leftmost].kind {
            spine.push(leftmost);
            leftmost = left;
        }
        let mark = self.registers.top();
        let mut left = match self.constant_number(leftmost) {
            Some(n) => Left::Constant(n),
            None => Left::Expr(leftmost),
        };
        while let Some(node) = spine.pop() {
            let ExprKind::Binary { op, right, .. } = self.ast[node].kind else { break };
            let number = self.constant_number(right);
            if let (Left::Constant(a), Some(b)) = (left, number)
                && let Some(n) = fold(op, a, b)
            {
                left = Left::Constant(n);
                continue;
            }
            let want = if spine.is_empty() { want } else { Want::New };
            left = Left::Register(self.binary_step(node, op, left, right, number, mark, want));
        }
        match left {
            Left::Register(reg) => reg,
            Left::Constant(n) => {
                let dst = self.out(want);
                self.load_number(dst, n);
                self.finish(dst, want)
            }
            Left::Expr(e) => self.expr(e, want),
        }
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of one operator")]
    fn binary_step(
        &mut self,
        node: ExprId,
        op: BinaryOp,
        left: Left,
        right: ExprId,
        number: Option<f64>,
        mark: Reg,
        want: Want,
    ) -> Reg {
        if let Left::Constant(n) = left
            && let Some(imm) = as_imm16(n)
            && matches!(op, BinaryOp::Mul | BinaryOp::BitAnd | BinaryOp::BitOr)
        {
            let b = self.value(right);
            self.release(mark);
            let dst = self.out(want);
            self.at(node);
            self.emit_immediate(op, dst, b, imm);
            return self.finish(dst, want);
        }
        let a = match left {
            Left::Register(reg) => reg,
            Left::Expr(e) => self.stable_value(e, Some(right)),
            Left::Constant(n) => {
                let reg = self.temp();
                self.load_number(reg, n);
                reg
            }
        };
        if let Some(imm) = number.and_then(as_imm16)
            && has_immediate(op)
        {
            self.release(mark);
            let dst = self.out(want);
            self.at(node);
            self.emit_immediate(op, dst, a, imm);
            return self.finish(dst, want);
        }
        let b = self.value(right);
        self.release(mark);
        let dst = self.out(want);
        self.at(node);
        self.emit_binary(op, dst, a, b);
        self.finish(dst, want)
    }

    /// `dst = a op imm`, for operators of which [`has_immediate`] is true.
    pub(super) fn emit_immediate(&mut self, op: BinaryOp, dst: Reg, a: Reg, imm: i16) {
        match op {
            BinaryOp::Add => self.asm.add_i(dst, a, imm),
            BinaryOp::Sub => self.asm.sub_i(dst, a, imm),
            BinaryOp::Mul => self.asm.mul_i(dst, a, imm),
            BinaryOp::Rem => self.asm.mod_i(dst, a, imm),
            BinaryOp::BitAnd => self.asm.bit_and_i(dst, a, imm),
            BinaryOp::BitOr => self.asm.bit_or_i(dst, a, imm),
            BinaryOp::ShiftLeft => self.asm.shl_i(dst, a, imm & 31),
            BinaryOp::ShiftRight => self.asm.shr_i(dst, a, imm & 31),
            _ => self.asm.ushr_i(dst, a, imm & 31),
        }
    }

    /// `dst = a op b`
    pub(super) fn emit_binary(&mut self, op: BinaryOp, dst: Reg, a: Reg, b: Reg) {
        match op {
            BinaryOp::Add => self.asm.add(dst, a, b),
            BinaryOp::Sub => self.asm.sub(dst, a, b),
            BinaryOp::Mul => self.asm.mul(dst, a, b),
            BinaryOp::Div => self.asm.div(dst, a, b),
            BinaryOp::Rem => self.asm.rem(dst, a, b),
            BinaryOp::Exp => self.asm.exp(dst, a, b),
            BinaryOp::ShiftLeft => self.asm.shl(dst, a, b),
            BinaryOp::ShiftRight => self.asm.shr(dst, a, b),
            BinaryOp::ShiftRightUnsigned => self.asm.ushr(dst, a, b),
            BinaryOp::BitAnd => self.asm.bit_and(dst, a, b),
            BinaryOp::BitOr => self.asm.bit_or(dst, a, b),
            BinaryOp::BitXor => self.asm.bit_xor(dst, a, b),
            BinaryOp::Equal => self.asm.eq(dst, a, b),
            BinaryOp::NotEqual => self.asm.ne(dst, a, b),
            BinaryOp::StrictEqual => self.asm.strict_eq(dst, a, b),
            BinaryOp::StrictNotEqual => self.asm.strict_ne(dst, a, b),
            BinaryOp::Less => self.asm.lt(dst, a, b),
            BinaryOp::LessEqual => self.asm.le(dst, a, b),
            BinaryOp::Greater => self.asm.gt(dst, a, b),
            BinaryOp::GreaterEqual => self.asm.ge(dst, a, b),
            BinaryOp::In => self.asm.has_property(dst, a, b),
            BinaryOp::InstanceOf => self.asm.instance_of(dst, a, b),
        }
    }

    pub(super) fn private_in(&mut self, e: ExprId, object: ExprId, want: Want) -> Reg {
        let mark = self.registers.top();
        let object = self.value(object);
        let key = self.private_key(e);
        self.release(mark);
        let dst = self.out(want);
        self.at(e);
        self.asm.private_in(dst, key, object);
        self.finish(dst, want)
    }

    /// The register of the private name that an expression mentions.
    pub(super) fn private_key(&mut self, e: ExprId) -> Reg {
        match self.analysis().expr_refs[e.index()].binding() {
            Some(id) => self.binding_value(id),
            None => {
                self.fail("internal error: a private name is not declared", self.ast[e].span);
                self.registers.top()
            }
        }
    }

    /// `a && b`, `a || b`, `a ?? b`: left operands are a spine.
    pub(super) fn logical(&mut self, e: ExprId, want: Want) -> Reg {
        let mut spine = Vec::new();
        let mut leftmost = e;
        while let ExprKind::Logical { left, .. } = self.ast[leftmost].kind {
            spine.push(leftmost);
            leftmost = left;
        }
        let mark = self.registers.top();
        // The value is collected in one register. That may be a local only if the left operand is
        // that very local (`x = x || y`): otherwise it would be written before the right operand is
        // evaluated.
        let mut target = mark;
        match (want, self.ast[leftmost].kind) {
            (Want::Into(dst), ExprKind::Ident(_)) => {
                let reg = self.value(leftmost);
                if reg == dst {
                    target = dst;
                } else if reg < mark {
                    self.deliver(reg, Want::New);
                }
            }
            _ => {
                self.expr(leftmost, Want::New);
            }
        }
        let right_want = if target == mark { Want::New } else { want };
        while let Some(node) = spine.pop() {
            let ExprKind::Logical { op, right, .. } = self.ast[node].kind else { break };
            let end = self.label();
            self.jump_over(op, target, end);
            self.release(mark);
            self.expr(right, right_want);
            self.bind(end);
        }
        if target != mark {
            return target;
        }
        self.deliver_from(mark, mark, want)
    }

    /// Jumps to `end` when the left value of a logical operator decides.
    pub(super) fn jump_over(&mut self, op: LogicalOp, left: Reg, end: crate::bytecode::Label) {
        match op {
            LogicalOp::And => self.asm.jump_if_false(left, end),
            LogicalOp::Or => self.asm.jump_if_true(left, end),
            LogicalOp::Nullish => self.asm.jump_if_not_nullish(left, end),
        }
    }

    /// A logical expression as a statement: `end` is bound after it.
    pub(super) fn logical_effect(&mut self, e: ExprId, end: crate::bytecode::Label) {
        let ExprKind::Logical { op, left, right } = self.ast[e].kind else { return };
        match op {
            LogicalOp::And => self.jump_if(left, false, end),
            LogicalOp::Or => self.jump_if(left, true, end),
            LogicalOp::Nullish => {
                let mark = self.registers.top();
                let value = self.value(left);
                self.asm.jump_if_not_nullish(value, end);
                self.release(mark);
            }
        }
        self.effect(right);
    }

    /// `delete operand`
    fn delete(&mut self, e: ExprId, operand: ExprId, want: Want) -> Reg {
        let mark = self.registers.top();
        match self.ast[operand].kind {
            ExprKind::Ident(atom) => {
                self.at(e);
                let name = self.ident(operand, atom);
                self.delete_name(name, want)
            }
            ExprKind::Member { object, name, .. } => {
                let object = self.value(object);
                let k = self.string(name);
                self.release(mark);
                let dst = self.out(want);
                self.at(e);
                self.asm.delete_prop(dst, object, k);
                self.finish(dst, want)
            }
            ExprKind::Index { object, index, .. } => {
                let object = self.stable_value(object, Some(index));
                let key = self.value(index);
                self.release(mark);
                let dst = self.out(want);
                self.at(e);
                self.asm.delete_elem(dst, object, key);
                self.finish(dst, want)
            }
            ExprKind::OptionalChain(_) => self.delete_chain(operand, want),
            ExprKind::SuperMember(_) | ExprKind::SuperIndex(_) => {
                self.load_this(Want::Any);
                if let ExprKind::SuperIndex(index) = self.ast[operand].kind {
                    self.effect(index);
                }
                let message = self.asm.string(&"Unsupported reference to 'super'".into());
                self.at(operand);
                self.asm.throw_error(ThrownError::Reference, message);
                self.release(mark);
                let dst = self.out(want);
                self.finish(dst, want)
            }
            _ => {
                self.effect(operand);
                let dst = self.out(want);
                self.asm.load_true(dst);
                self.finish(dst, want)
            }
        }
    }
}

/// The left operand so far.
#[derive(Clone, Copy)]
enum Left {
    Constant(f64),
    Expr(ExprId),
    Register(Reg),
}

/// Whether there is a form of the operator with an immediate right operand.
pub(super) fn has_immediate(op: BinaryOp) -> bool {
    use BinaryOp::{Add, BitAnd, BitOr, Mul, Rem, ShiftLeft, ShiftRight, ShiftRightUnsigned, Sub};
    matches!(op, Add | Sub | Mul | Rem | BitAnd | BitOr | ShiftLeft | ShiftRight | ShiftRightUnsigned)
}
