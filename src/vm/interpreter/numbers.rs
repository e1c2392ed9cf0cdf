//! Arithmetic and bits: quick paths for integers and doubles. Everything else, with the
//! conversions, is in `vm::arithmetic`.

use super::activation::{Activation, Step};
use super::families::{Binary, BinaryImmediate, Unary};
use crate::bytecode::operand::has::*;
use crate::bytecode::{has, ops};
use crate::numeric::conversion::to_int32;
use crate::objects::Value;
use crate::vm::Vm;
use crate::vm::abstract_operations::arithmetic::remainder;

/// `x * y` as an integer, unless it overflows or is a negative zero.
#[inline(always)]
fn product(x: i32, y: i32) -> Option<i32> {
    let product = i64::from(x) * i64::from(y);
    (product as i32 as i64 == product && (product != 0 || (x | y) >= 0)).then_some(product as i32)
}

impl Vm {
    #[inline(always)]
    fn binary_otherwise<I: has::dst>(&mut self, at: &mut Activation, i: I, a: Value, b: Value) -> Step {
        at.save(i);
        let result = self.binary_slow(I::OP, a, b)?;
        at.give(i, result)
    }

    #[inline(always)]
    fn unary_otherwise<I: has::dst>(&mut self, at: &mut Activation, i: I, a: Value) -> Step {
        at.save(i);
        let result = self.unary_slow(I::OP, a)?;
        at.give(i, result)
    }

    #[inline(always)]
    pub(super) fn op_add(&mut self, at: &mut Activation, i: ops::Add) -> Step {
        let (a, b) = (at.get(i.a()), at.get(i.b()));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            let sum = match x.checked_add(y) {
                Some(sum) => Value::int(sum),
                None => Value::double(f64::from(x) + f64::from(y)),
            };
            return at.give(i, sum);
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(i, Value::double(x + y));
        }
        at.save(i);
        let result = self.add_slow(a, b)?;
        at.give(i, result)
    }

    #[inline(always)]
    pub(super) fn op_sub(&mut self, at: &mut Activation, i: ops::Sub) -> Step {
        let (a, b) = (at.get(i.a()), at.get(i.b()));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            let difference = match x.checked_sub(y) {
                Some(difference) => Value::int(difference),
                None => Value::double(f64::from(x) - f64::from(y)),
            };
            return at.give(i, difference);
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(i, Value::double(x - y));
        }
        self.binary_otherwise(at, i, a, b)
    }

    #[inline(always)]
    pub(super) fn op_mul(&mut self, at: &mut Activation, i: ops::Mul) -> Step {
        let (a, b) = (at.get(i.a()), at.get(i.b()));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            let result = match product(x, y) {
                Some(product) => Value::int(product),
                None => Value::double(f64::from(x) * f64::from(y)),
            };
            return at.give(i, result);
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(i, Value::double(x * y));
        }
        self.binary_otherwise(at, i, a, b)
    }

    #[inline(always)]
    pub(super) fn op_div(&mut self, at: &mut Activation, i: ops::Div) -> Step {
        let (a, b) = (at.get(i.a()), at.get(i.b()));
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(i, Value::number(x / y));
        }
        self.binary_otherwise(at, i, a, b)
    }

    #[inline(always)]
    pub(super) fn op_mod(&mut self, at: &mut Activation, i: ops::Mod) -> Step {
        let (a, b) = (at.get(i.a()), at.get(i.b()));
        if a.is_int() && b.is_int() {
            let (x, y) = (a.as_int_unchecked(), b.as_int_unchecked());
            if x >= 0 && y > 0 {
                return at.give(i, Value::int(x % y));
            }
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(i, Value::number(remainder(x, y)));
        }
        self.binary_otherwise(at, i, a, b)
    }

    #[inline(always)]
    pub(super) fn op_exp(&mut self, at: &mut Activation, i: ops::Exp) -> Step {
        self.binary_otherwise(at, i, at.get(i.a()), at.get(i.b()))
    }

    /// `&`, `|`, `^`, `<<` and `>>`
    #[inline(always)]
    pub(super) fn op_bits(&mut self, at: &mut Activation, i: impl Binary, apply: impl Fn(i32, i32) -> i32) -> Step {
        let (a, b) = (at.get(i.a()), at.get(i.b()));
        if a.is_int() && b.is_int() {
            return at.give(i, Value::int(apply(a.as_int_unchecked(), b.as_int_unchecked())));
        }
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return at.give(i, Value::int(apply(to_int32(x), to_int32(y))));
        }
        self.binary_otherwise(at, i, a, b)
    }

    /// The same with an immediate right operand.
    #[inline(always)]
    pub(super) fn op_bits_immediate(
        &mut self,
        at: &mut Activation,
        i: impl BinaryImmediate,
        apply: impl Fn(i32, i32) -> i32,
    ) -> Step {
        let (a, b) = (at.get(i.a()), at.imm(i.imm()));
        if a.is_int() {
            return at.give(i, Value::int(apply(a.as_int_unchecked(), b)));
        }
        if a.is_number() {
            return at.give(i, Value::int(apply(to_int32(a.as_double_unchecked()), b)));
        }
        self.binary_otherwise(at, i, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_u_shr(&mut self, at: &mut Activation, i: ops::UShr) -> Step {
        let (a, b) = (at.get(i.a()), at.get(i.b()));
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            let result = (to_int32(x) as u32).wrapping_shr(to_int32(y) as u32);
            return at.give(i, Value::number(result.into()));
        }
        self.binary_otherwise(at, i, a, b)
    }

    #[inline(always)]
    pub(super) fn op_u_shr_i(&mut self, at: &mut Activation, i: ops::UShrI) -> Step {
        let (a, b) = (at.get(i.a()), at.imm(i.imm()));
        if let Some(x) = a.as_number() {
            let result = (to_int32(x) as u32).wrapping_shr(b as u32);
            return at.give(i, Value::number(result.into()));
        }
        self.binary_otherwise(at, i, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_add_i(&mut self, at: &mut Activation, i: ops::AddI) -> Step {
        let (a, b) = (at.get(i.a()), at.imm(i.imm()));
        if a.is_int() {
            let sum = match a.as_int_unchecked().checked_add(b) {
                Some(sum) => Value::int(sum),
                None => Value::double(f64::from(a.as_int_unchecked()) + f64::from(b)),
            };
            return at.give(i, sum);
        }
        if a.is_number() {
            return at.give(i, Value::double(a.as_double_unchecked() + f64::from(b)));
        }
        at.save(i);
        let result = self.add_slow(a, Value::int(b))?;
        at.give(i, result)
    }

    #[inline(always)]
    pub(super) fn op_sub_i(&mut self, at: &mut Activation, i: ops::SubI) -> Step {
        let (a, b) = (at.get(i.a()), at.imm(i.imm()));
        if a.is_int() {
            let difference = match a.as_int_unchecked().checked_sub(b) {
                Some(difference) => Value::int(difference),
                None => Value::double(f64::from(a.as_int_unchecked()) - f64::from(b)),
            };
            return at.give(i, difference);
        }
        self.binary_otherwise(at, i, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_mul_i(&mut self, at: &mut Activation, i: ops::MulI) -> Step {
        let (a, b) = (at.get(i.a()), at.imm(i.imm()));
        if a.is_int()
            && let Some(product) = product(a.as_int_unchecked(), b)
        {
            return at.give(i, Value::int(product));
        }
        if let Some(x) = a.as_number() {
            return at.give(i, Value::double(x * f64::from(b)));
        }
        self.binary_otherwise(at, i, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_mod_i(&mut self, at: &mut Activation, i: ops::ModI) -> Step {
        let (a, b) = (at.get(i.a()), at.imm(i.imm()));
        if a.is_int() && a.as_int_unchecked() >= 0 && b > 0 {
            return at.give(i, Value::int(a.as_int_unchecked() % b));
        }
        self.binary_otherwise(at, i, a, Value::int(b))
    }

    #[inline(always)]
    pub(super) fn op_inc(&mut self, at: &mut Activation, i: ops::Inc) -> Step {
        let a = at.get(i.src());
        if a.is_int() && a.as_int_unchecked() < i32::MAX {
            return at.give(i, Value::int(a.as_int_unchecked() + 1));
        }
        self.unary_otherwise(at, i, a)
    }

    #[inline(always)]
    pub(super) fn op_dec(&mut self, at: &mut Activation, i: ops::Dec) -> Step {
        let a = at.get(i.src());
        if a.is_int() && a.as_int_unchecked() > i32::MIN {
            return at.give(i, Value::int(a.as_int_unchecked() - 1));
        }
        self.unary_otherwise(at, i, a)
    }

    /// ToNumeric and ToNumber
    #[inline(always)]
    pub(super) fn op_to_number(&mut self, at: &mut Activation, i: impl Unary) -> Step {
        let a = at.get(i.src());
        if a.is_number() {
            return at.give(i, a);
        }
        self.unary_otherwise(at, i, a)
    }

    #[inline(always)]
    pub(super) fn op_neg(&mut self, at: &mut Activation, i: ops::Neg) -> Step {
        let a = at.get(i.src());
        if a.is_int() && a.as_int_unchecked() != 0 && a.as_int_unchecked() != i32::MIN {
            return at.give(i, Value::int(-a.as_int_unchecked()));
        }
        if a.is_double() {
            return at.give(i, Value::double(-a.as_double_unchecked()));
        }
        self.unary_otherwise(at, i, a)
    }

    #[inline(always)]
    pub(super) fn op_bit_not(&mut self, at: &mut Activation, i: ops::BitNot) -> Step {
        let a = at.get(i.src());
        if a.is_int() {
            return at.give(i, Value::int(!a.as_int_unchecked()));
        }
        self.unary_otherwise(at, i, a)
    }
}
