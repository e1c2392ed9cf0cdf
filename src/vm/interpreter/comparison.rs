//! Comparison, truth and jumps: alone, and fused with a branch. A back edge is the safepoint of a
//! loop.

use super::activation::{Activation, Step};
use super::families::{
    BackEdge, Binary, Branch, CompareBranch, CompareImmediateBranch, LoopBranch, LoopCompareBranch,
    LoopCompareImmediateBranch,
};
use crate::bytecode::operand::Instruction;
use crate::bytecode::operand::has::*;
use crate::bytecode::{has, ops};
use crate::objects::Value;
use crate::vm::abstract_operations::arithmetic::Order;
use crate::vm::{JsResult, Vm};

impl Vm {
    /// Jumps back, after a safepoint if one is due.
    #[inline(always)]
    fn back_edge(&mut self, at: &mut Activation, i: impl BackEdge) -> Step {
        if self.space.heap.poll() {
            at.save(i);
            self.safepoint(at.live_end(i.live()))?;
        }
        at.jump(i.to())
    }

    /// Whether the two are in that order.
    #[inline(always)]
    fn compare(&mut self, at: &Activation, i: impl Instruction, order: Order, a: Value, b: Value) -> JsResult<bool> {
        if a.is_int() && b.is_int() {
            return Ok(order.of_ints(a.as_int_unchecked(), b.as_int_unchecked()));
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return Ok(order.of_doubles(x, y));
        }
        at.save(i);
        self.compare_slow(order, a, b)
    }

    /// Whether the first operand and the immediate second are in that order.
    #[inline(always)]
    fn compare_immediate(&mut self, at: &Activation, i: impl has::a + has::imm, order: Order) -> JsResult<bool> {
        let (a, b) = (at.get(i.a()), at.imm(i.imm()));
        if a.is_int() {
            return Ok(order.of_ints(a.as_int_unchecked(), b));
        }
        if a.is_number() {
            return Ok(order.of_doubles(a.as_double_unchecked(), b.into()));
        }
        at.save(i);
        self.compare_slow(order, a, Value::int(b))
    }

    #[inline(always)]
    fn strict_equal(&mut self, a: Value, b: Value) -> bool {
        if a.is_int() && b.is_int() {
            return a == b;
        }
        if a.is_cell() && b.is_cell() && !(a.is_by_content() && b.is_by_content()) {
            return a == b;
        }
        self.space.strict_equal(a, b)
    }

    #[inline(always)]
    fn loose_equal(&mut self, at: &Activation, i: impl Instruction, a: Value, b: Value) -> JsResult<bool> {
        if a.is_int() && b.is_int() {
            return Ok(a == b);
        }
        at.save(i);
        self.equal_slow(a, b)
    }

    #[inline(always)]
    fn truth(value: Value) -> bool {
        if value.is_boolean() { value == Value::TRUE } else { Vm::truthy(value) }
    }

    // ---- values

    #[inline(always)]
    pub(super) fn op_not(&mut self, at: &mut Activation, i: ops::Not) -> Step {
        at.give(i, Value::boolean(!Vm::truth(at.get(i.src()))))
    }

    #[inline(always)]
    pub(super) fn op_type_of(&mut self, at: &mut Activation, i: ops::TypeOf) -> Step {
        at.give(i, self.type_of(at.get(i.src())))
    }

    /// `==`, and `!=` when `wanted` is false
    #[inline(always)]
    pub(super) fn op_eq(&mut self, at: &mut Activation, i: impl Binary, wanted: bool) -> Step {
        let equal = self.loose_equal(at, i, at.get(i.a()), at.get(i.b()))?;
        at.give(i, Value::boolean(equal == wanted))
    }

    /// `===`, and `!==` when `wanted` is false
    #[inline(always)]
    pub(super) fn op_strict_eq(&mut self, at: &mut Activation, i: impl Binary, wanted: bool) -> Step {
        let equal = self.strict_equal(at.get(i.a()), at.get(i.b()));
        at.give(i, Value::boolean(equal == wanted))
    }

    /// `<`, `<=`, `>` and `>=`
    #[inline(always)]
    pub(super) fn op_compare(&mut self, at: &mut Activation, i: impl Binary, order: Order) -> Step {
        let result = self.compare(at, i, order, at.get(i.a()), at.get(i.b()))?;
        at.give(i, Value::boolean(result))
    }

    // ---- back edges

    #[inline(always)]
    pub(super) fn op_jump_loop(&mut self, at: &mut Activation, i: ops::JumpLoop) -> Step {
        self.back_edge(at, i)
    }

    #[inline(always)]
    pub(super) fn op_loop_if_truth(&mut self, at: &mut Activation, i: impl LoopBranch, wanted: bool) -> Step {
        if Vm::truth(at.get(i.src())) == wanted { self.back_edge(at, i) } else { at.next(i) }
    }

    #[inline(always)]
    pub(super) fn op_loop_if(&mut self, at: &mut Activation, i: impl LoopCompareBranch, order: Order) -> Step {
        if self.compare(at, i, order, at.get(i.a()), at.get(i.b()))? { self.back_edge(at, i) } else { at.next(i) }
    }

    #[inline(always)]
    pub(super) fn op_loop_if_immediate(
        &mut self,
        at: &mut Activation,
        i: impl LoopCompareImmediateBranch,
        order: Order,
    ) -> Step {
        if self.compare_immediate(at, i, order)? { self.back_edge(at, i) } else { at.next(i) }
    }

    // ---- branches

    #[inline(always)]
    pub(super) fn op_jump(&mut self, at: &mut Activation, i: ops::Jump) -> Step {
        at.jump(i.to())
    }

    #[inline(always)]
    pub(super) fn op_jump_if_truth(&mut self, at: &mut Activation, i: impl Branch, wanted: bool) -> Step {
        at.jump_if(i, Vm::truth(at.get(i.src())) == wanted, i.to())
    }

    /// Jumps when the value passes (or, when `wanted` is false, fails) a test that needs nothing
    /// else.
    #[inline(always)]
    pub(super) fn op_jump_if_is(
        &mut self,
        at: &mut Activation,
        i: impl Branch,
        test: fn(Value) -> bool,
        wanted: bool,
    ) -> Step {
        at.jump_if(i, test(at.get(i.src())) == wanted, i.to())
    }

    /// Jumps when the value is exactly the immediate integer.
    #[inline(always)]
    pub(super) fn op_jump_if_int(&mut self, at: &mut Activation, i: ops::JumpIfInt) -> Step {
        at.jump_if(i, at.get(i.src()) == Value::int(at.imm(i.imm())), i.to())
    }

    #[inline(always)]
    pub(super) fn op_jump_if(
        &mut self,
        at: &mut Activation,
        i: impl CompareBranch,
        order: Order,
        wanted: bool,
    ) -> Step {
        let result = self.compare(at, i, order, at.get(i.a()), at.get(i.b()))?;
        at.jump_if(i, result == wanted, i.to())
    }

    #[inline(always)]
    pub(super) fn op_jump_if_immediate(
        &mut self,
        at: &mut Activation,
        i: impl CompareImmediateBranch,
        order: Order,
        wanted: bool,
    ) -> Step {
        let result = self.compare_immediate(at, i, order)?;
        at.jump_if(i, result == wanted, i.to())
    }

    #[inline(always)]
    pub(super) fn op_jump_if_eq(&mut self, at: &mut Activation, i: impl CompareBranch, wanted: bool) -> Step {
        let equal = self.loose_equal(at, i, at.get(i.a()), at.get(i.b()))?;
        at.jump_if(i, equal == wanted, i.to())
    }

    #[inline(always)]
    pub(super) fn op_jump_if_eq_immediate(
        &mut self,
        at: &mut Activation,
        i: impl CompareImmediateBranch,
        wanted: bool,
    ) -> Step {
        let equal = self.loose_equal(at, i, at.get(i.a()), Value::int(at.imm(i.imm())))?;
        at.jump_if(i, equal == wanted, i.to())
    }

    #[inline(always)]
    pub(super) fn op_jump_if_strict_eq(&mut self, at: &mut Activation, i: impl CompareBranch, wanted: bool) -> Step {
        let equal = self.strict_equal(at.get(i.a()), at.get(i.b()));
        at.jump_if(i, equal == wanted, i.to())
    }

    #[inline(always)]
    pub(super) fn op_jump_if_strict_eq_immediate(
        &mut self,
        at: &mut Activation,
        i: impl CompareImmediateBranch,
        wanted: bool,
    ) -> Step {
        let equal = self.strict_equal(at.get(i.a()), Value::int(at.imm(i.imm())));
        at.jump_if(i, equal == wanted, i.to())
    }
}
