//! Comparison, truth and jumps: alone, and fused with a branch. A back edge is the safepoint of a loop.

use std::sync::atomic::Ordering;

use super::activation::{Activation, Step};
use crate::objects::Value;
use crate::vm::arithmetic::Order;
use crate::vm::{JsResult, Vm};

impl Vm {
    /// Jumps back: operand `i` is the distance, operand `i + 2` counts the registers that are live there. The instruction ends behind them.
    #[inline(always)]
    fn back_edge(&mut self, at: &mut Activation, i: usize) -> Step {
        if self.space.heap.poll() | self.interrupt.load(Ordering::Relaxed) {
            let live = at.base() + usize::from(at.operand(i + 2));
            at.save(i + 3);
            self.safepoint(live)?;
        }
        at.jump(i)
    }

    /// Whether the two are in that order. The instruction has `length` units.
    #[inline(always)]
    fn compare(&mut self, at: &Activation, order: Order, a: Value, b: Value, length: usize) -> JsResult<bool> {
        if a.is_int() && b.is_int() {
            return Ok(order.of_ints(a.as_int_unchecked(), b.as_int_unchecked()));
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return Ok(order.of_doubles(x, y));
        }
        at.save(length);
        self.compare_slow(order, a, b)
    }

    /// Whether the first operand and the immediate second are in that order.
    #[inline(always)]
    fn compare_immediate(&mut self, at: &Activation, order: Order, length: usize) -> JsResult<bool> {
        let (a, b) = (at.get(1), at.signed(2));
        if a.is_int() {
            return Ok(order.of_ints(a.as_int_unchecked(), b));
        }
        if a.is_number() {
            return Ok(order.of_doubles(a.as_double_unchecked(), b.into()));
        }
        at.save(length);
        self.compare_slow(order, a, Value::int(b))
    }

    #[inline(always)]
    fn strict_equal(&mut self, a: Value, b: Value) -> bool {
        if a.is_int() && b.is_int() {
            return a == b;
        }
        if a.is_cell() && b.is_cell() && !(a.is_string() && b.is_string()) {
            return a == b;
        }
        self.space.strict_equal(a, b)
    }

    #[inline(always)]
    fn loose_equal(&mut self, at: &Activation, a: Value, b: Value, length: usize) -> JsResult<bool> {
        if a.is_int() && b.is_int() {
            return Ok(a == b);
        }
        at.save(length);
        self.equal_slow(a, b)
    }

    #[inline(always)]
    fn truth(value: Value) -> bool {
        if value.is_boolean() { value == Value::TRUE } else { Vm::truthy(value) }
    }

    // ---- values

    #[inline(always)]
    pub(super) fn op_not(&mut self, at: &mut Activation) -> Step {
        at.give(Value::boolean(!Vm::truth(at.get(2))), 3)
    }

    #[inline(always)]
    pub(super) fn op_type_of(&mut self, at: &mut Activation) -> Step {
        at.give(self.type_of(at.get(2)), 3)
    }

    /// `==`, and `!=` when `wanted` is false
    #[inline(always)]
    pub(super) fn op_eq(&mut self, at: &mut Activation, wanted: bool) -> Step {
        let equal = self.loose_equal(at, at.get(2), at.get(3), 4)?;
        at.give(Value::boolean(equal == wanted), 4)
    }

    /// `===`, and `!==` when `wanted` is false
    #[inline(always)]
    pub(super) fn op_strict_eq(&mut self, at: &mut Activation, wanted: bool) -> Step {
        let equal = self.strict_equal(at.get(2), at.get(3));
        at.give(Value::boolean(equal == wanted), 4)
    }

    /// `<`, `<=`, `>` and `>=`
    #[inline(always)]
    pub(super) fn op_compare(&mut self, at: &mut Activation, order: Order) -> Step {
        let result = self.compare(at, order, at.get(2), at.get(3), 4)?;
        at.give(Value::boolean(result), 4)
    }

    // ---- back edges

    #[inline(always)]
    pub(super) fn op_jump_loop(&mut self, at: &mut Activation) -> Step {
        self.back_edge(at, 1)
    }

    #[inline(always)]
    pub(super) fn op_loop_if_truth(&mut self, at: &mut Activation, wanted: bool) -> Step {
        if Vm::truth(at.get(1)) == wanted { self.back_edge(at, 2) } else { at.next(5) }
    }

    #[inline(always)]
    pub(super) fn op_loop_if(&mut self, at: &mut Activation, order: Order) -> Step {
        if self.compare(at, order, at.get(1), at.get(2), 6)? { self.back_edge(at, 3) } else { at.next(6) }
    }

    #[inline(always)]
    pub(super) fn op_loop_if_immediate(&mut self, at: &mut Activation, order: Order) -> Step {
        if self.compare_immediate(at, order, 6)? { self.back_edge(at, 3) } else { at.next(6) }
    }

    // ---- branches

    #[inline(always)]
    pub(super) fn op_jump_if_truth(&mut self, at: &mut Activation, wanted: bool) -> Step {
        at.jump_if(Vm::truth(at.get(1)) == wanted, 2, 4)
    }

    /// Jumps when the value passes (or, when `wanted` is false, fails) a test that needs nothing else.
    #[inline(always)]
    pub(super) fn op_jump_if_is(&mut self, at: &mut Activation, test: fn(Value) -> bool, wanted: bool) -> Step {
        at.jump_if(test(at.get(1)) == wanted, 2, 4)
    }

    /// Jumps when the value is exactly the immediate integer.
    #[inline(always)]
    pub(super) fn op_jump_if_int(&mut self, at: &mut Activation) -> Step {
        at.jump_if(at.get(1) == Value::int(at.signed(2)), 3, 5)
    }

    #[inline(always)]
    pub(super) fn op_jump_if(&mut self, at: &mut Activation, order: Order, wanted: bool) -> Step {
        let result = self.compare(at, order, at.get(1), at.get(2), 5)?;
        at.jump_if(result == wanted, 3, 5)
    }

    #[inline(always)]
    pub(super) fn op_jump_if_immediate(&mut self, at: &mut Activation, order: Order, wanted: bool) -> Step {
        let result = self.compare_immediate(at, order, 5)?;
        at.jump_if(result == wanted, 3, 5)
    }

    #[inline(always)]
    pub(super) fn op_jump_if_eq(&mut self, at: &mut Activation, wanted: bool) -> Step {
        let equal = self.loose_equal(at, at.get(1), at.get(2), 5)?;
        at.jump_if(equal == wanted, 3, 5)
    }

    #[inline(always)]
    pub(super) fn op_jump_if_eq_immediate(&mut self, at: &mut Activation, wanted: bool) -> Step {
        let equal = self.loose_equal(at, at.get(1), Value::int(at.signed(2)), 5)?;
        at.jump_if(equal == wanted, 3, 5)
    }

    #[inline(always)]
    pub(super) fn op_jump_if_strict_eq(&mut self, at: &mut Activation, wanted: bool) -> Step {
        let equal = self.strict_equal(at.get(1), at.get(2));
        at.jump_if(equal == wanted, 3, 5)
    }

    #[inline(always)]
    pub(super) fn op_jump_if_strict_eq_immediate(&mut self, at: &mut Activation, wanted: bool) -> Step {
        let equal = self.strict_equal(at.get(1), Value::int(at.signed(2)));
        at.jump_if(equal == wanted, 3, 5)
    }
}
