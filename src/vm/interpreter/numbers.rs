//! Arithmetic and bits: quick paths for integers and doubles. Everything else, with the conversions, is in `vm::arithmetic`.

use super::activation::{Activation, Step};
use crate::objects::Value;
use crate::vm::Vm;
use crate::vm::arithmetic::remainder;
use crate::vm::convert::to_int32;

/// `x * y` as an integer, unless it overflows or is a negative zero.
#[inline(always)]
fn product(x: i32, y: i32) -> Option<i32> {
    let product = i64::from(x) * i64::from(y);
    (product as i32 as i64 == product && (product != 0 || (x | y) >= 0)).then_some(product as i32)
}

impl Vm {
    #[inline(always)]
    fn binary_otherwise(&mut self, at: &mut Activation, a: Value, b: Value) -> Step {
        at.save(4);
        let result = self.binary_slow(at.op(), a, b)?;
        at.give(result, 4)
    }

    #[inline(always)]
    fn unary_otherwise(&mut self, at: &mut Activation, a: Value) -> Step {
        at.save(3);
        let result = self.unary_slow(at.op(), a)?;
        at.give(result, 3)
    }

    #[inline(always)]
    pub(super) fn op_add(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.get(3));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            let sum = match x.checked_add(y) {
                Some(sum) => Value::int(sum),
                None => Value::double(f64::from(x) + f64::from(y)),
            };
            return at.give(sum, 4);
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(Value::double(x + y), 4);
        }
        at.save(4);
        let result = self.add_slow(a, b)?;
        at.give(result, 4)
    }

    #[inline(always)]
    pub(super) fn op_sub(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.get(3));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            let difference = match x.checked_sub(y) {
                Some(difference) => Value::int(difference),
                None => Value::double(f64::from(x) - f64::from(y)),
            };
            return at.give(difference, 4);
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(Value::double(x - y), 4);
        }
        self.binary_otherwise(at, a, b)
    }

    #[inline(always)]
    pub(super) fn op_mul(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.get(3));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            let result = match product(x, y) {
                Some(product) => Value::int(product),
                None => Value::double(f64::from(x) * f64::from(y)),
            };
            return at.give(result, 4);
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(Value::double(x * y), 4);
        }
        self.binary_otherwise(at, a, b)
    }

    #[inline(always)]
    pub(super) fn op_div(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.get(3));
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(Value::number(x / y), 4);
        }
        self.binary_otherwise(at, a, b)
    }

    #[inline(always)]
    pub(super) fn op_mod(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.get(3));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            if x >= 0 && y > 0 {
                return at.give(Value::int(x % y), 4);
            }
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(Value::number(remainder(x, y)), 4);
        }
        self.binary_otherwise(at, a, b)
    }

    #[inline(always)]
    pub(super) fn op_exp(&mut self, at: &mut Activation) -> Step {
        self.binary_otherwise(at, at.get(2), at.get(3))
    }

    /// `&`, `|`, `^`, `<<` and `>>`
    #[inline(always)]
    pub(super) fn op_bits(&mut self, at: &mut Activation, apply: impl Fn(i32, i32) -> i32) -> Step {
        let (a, b) = (at.get(2), at.get(3));
        if a.is_int() && b.is_int() {
            return at.give(Value::int(apply(a.as_int_unchecked(), b.as_int_unchecked())), 4);
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(Value::int(apply(to_int32(x), to_int32(y))), 4);
        }
        self.binary_otherwise(at, a, b)
    }

    /// The same with an immediate right operand.
    #[inline(always)]
    pub(super) fn op_bits_immediate(&mut self, at: &mut Activation, apply: impl Fn(i32, i32) -> i32) -> Step {
        let (a, b) = (at.get(2), at.signed(3));
        if a.is_int() {
            return at.give(Value::int(apply(a.as_int_unchecked(), b)), 4);
        }
        if a.is_number() {
            return at.give(Value::int(apply(to_int32(a.as_double_unchecked()), b)), 4);
        }
        self.binary_otherwise(at, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_u_shr(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.get(3));
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            let result = (to_int32(x) as u32).wrapping_shr(to_int32(y) as u32);
            return at.give(Value::number(result.into()), 4);
        }
        self.binary_otherwise(at, a, b)
    }

    #[inline(always)]
    pub(super) fn op_u_shr_i(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.signed(3));
        if let Some(x) = a.as_number() {
            let result = (to_int32(x) as u32).wrapping_shr(b as u32);
            return at.give(Value::number(result.into()), 4);
        }
        self.binary_otherwise(at, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_add_i(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.signed(3));
        if a.is_int() {
            let sum = match a.as_int_unchecked().checked_add(b) {
                Some(sum) => Value::int(sum),
                None => Value::double(f64::from(a.as_int_unchecked()) + f64::from(b)),
            };
            return at.give(sum, 4);
        }
        if a.is_number() {
            return at.give(Value::double(a.as_double_unchecked() + f64::from(b)), 4);
        }
        at.save(4);
        let result = self.add_slow(a, Value::int(b))?;
        at.give(result, 4)
    }

    #[inline(always)]
    pub(super) fn op_sub_i(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.signed(3));
        if a.is_int() {
            let difference = match a.as_int_unchecked().checked_sub(b) {
                Some(difference) => Value::int(difference),
                None => Value::double(f64::from(a.as_int_unchecked()) - f64::from(b)),
            };
            return at.give(difference, 4);
        }
        self.binary_otherwise(at, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_mul_i(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.signed(3));
        if a.is_int()
            && let Some(product) = product(a.as_int_unchecked(), b)
        {
            return at.give(Value::int(product), 4);
        }
        if let Some(x) = a.as_number() {
            return at.give(Value::double(x * f64::from(b)), 4);
        }
        self.binary_otherwise(at, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_mod_i(&mut self, at: &mut Activation) -> Step {
        let (a, b) = (at.get(2), at.signed(3));
        if a.is_int() && a.as_int_unchecked() >= 0 && b > 0 {
            return at.give(Value::int(a.as_int_unchecked() % b), 4);
        }
        self.binary_otherwise(at, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_inc(&mut self, at: &mut Activation) -> Step {
        let a = at.get(2);
        if a.is_int() && a.as_int_unchecked() < i32::MAX {
            return at.give(Value::int(a.as_int_unchecked() + 1), 3);
        }
        self.unary_otherwise(at, a)
    }

    #[inline(always)]
    pub(super) fn op_dec(&mut self, at: &mut Activation) -> Step {
        let a = at.get(2);
        if a.is_int() && a.as_int_unchecked() > i32::MIN {
            return at.give(Value::int(a.as_int_unchecked() - 1), 3);
        }
        self.unary_otherwise(at, a)
    }

    /// ToNumeric and ToNumber
    #[inline(always)]
    pub(super) fn op_to_number(&mut self, at: &mut Activation) -> Step {
        let a = at.get(2);
        if a.is_number() {
            return at.give(a, 3);
        }
        self.unary_otherwise(at, a)
    }

    #[inline(always)]
    pub(super) fn op_neg(&mut self, at: &mut Activation) -> Step {
        let a = at.get(2);
        if a.is_int() && a.as_int_unchecked() != 0 && a.as_int_unchecked() != i32::MIN {
            return at.give(Value::int(-a.as_int_unchecked()), 3);
        }
        if a.is_double() {
            return at.give(Value::double(-a.as_double_unchecked()), 3);
        }
        self.unary_otherwise(at, a)
    }

    #[inline(always)]
    pub(super) fn op_bit_not(&mut self, at: &mut Activation) -> Step {
        let a = at.get(2);
        if a.is_int() {
            return at.give(Value::int(!a.as_int_unchecked()), 3);
        }
        self.unary_otherwise(at, a)
    }
}
