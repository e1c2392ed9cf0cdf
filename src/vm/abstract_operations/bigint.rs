//! BigInts (ECMA-262 §6.1.6.2, §7.1.13 to §7.1.15): operators on two of them, comparison with
//! numbers and strings, conversions. The values are computed by `numeric::bigint`.

use std::cmp::Ordering;

use super::convert::Hint;
use crate::bytecode::Op;
use crate::numeric::bigint::{self, Fault, Int, Integer};
use crate::numeric::conversion::decimal;
use crate::objects::{BigInt, Chars, Gc, JsString, Value};
use crate::vm::errors::ErrorKind;
use crate::vm::messages;
use crate::vm::native::JsResult;
use crate::vm::numeric_text::trimmed_ascii;
use crate::vm::{Throw, Vm};

impl Vm {
    /// A BigInt, or the error that there is none.
    #[inline]
    pub fn bigint_result(&mut self, result: Result<Integer, Fault>) -> JsResult {
        // It is looked at where it lies: taken out it would be read as a whole, which waits until
        // its parts, just written, are in memory.
        match &result {
            Ok(value) => Ok(self.space.new_bigint(value).value()),
            Err(fault) => Err(self.bigint_fault(*fault)),
        }
    }

    /// The RangeError of an operation without a result.
    #[cold]
    pub fn bigint_fault(&mut self, fault: Fault) -> Throw {
        let message = match fault {
            Fault::TooBig => messages::BIGINT_SIZE,
            Fault::DivisionByZero => messages::DIVISION_BY_ZERO,
            Fault::NegativeExponent => messages::NEGATIVE_EXPONENT,
        };
        self.throw_error(ErrorKind::Range, message)
    }

    /// `+`
    #[inline]
    pub(super) fn bigint_add(&mut self, x: Gc<BigInt>, y: Gc<BigInt>) -> JsResult {
        let (a, b) = (x.int(), y.int());
        match bigint::short_sum(a, b) {
            Some((negative, limb)) => Ok(self.space.new_short_bigint(negative, limb).value()),
            None => self.bigint_result(bigint::add(a, b)),
        }
    }

    /// The operators but `+`.
    pub(super) fn bigint_binary(&mut self, op: Op, x: Gc<BigInt>, y: Gc<BigInt>) -> JsResult {
        let (a, b) = (x.int(), y.int());
        let short = match op {
            Op::Mul => bigint::short_product(a, b),
            Op::Mod => bigint::short_remainder(a, b),
            Op::Div => bigint::short_quotient(a, b),
            _ => None,
        };
        if let Some((negative, limb)) = short {
            return Ok(self.space.new_short_bigint(negative, limb).value());
        }
        // Each makes its own end of its result, which so is never moved: see `bigint_result`.
        match op {
            Op::Sub => self.bigint_result(bigint::subtract(a, b)),
            Op::Mul => self.bigint_result(bigint::multiply(a, b)),
            Op::Div => self.bigint_result(bigint::divide(a, b)),
            Op::Mod => self.bigint_result(bigint::remainder(a, b)),
            Op::Exp => self.bigint_result(bigint::power(a, b)),
            Op::BitAnd => Ok(self.space.new_bigint(&bigint::and(a, b)).value()),
            Op::BitOr => Ok(self.space.new_bigint(&bigint::or(a, b)).value()),
            Op::BitXor => Ok(self.space.new_bigint(&bigint::xor(a, b)).value()),
            Op::Shl => self.bigint_result(bigint::shift_left(a, b)),
            Op::Shr => self.bigint_result(bigint::shift_right(a, b)),
            _ => Err(self.type_error(messages::UNSIGNED_SHIFT)),
        }
    }

    /// The unary operators but `+`.
    pub(super) fn bigint_unary(&mut self, op: Op, x: Gc<BigInt>) -> JsResult {
        let a = x.int();
        let result = match op {
            Op::Inc => bigint::add(a, Int::ONE),
            Op::Dec => bigint::subtract(a, Int::ONE),
            Op::Neg => Ok(bigint::negate(a)),
            Op::BitNot => bigint::not(a),
            _ => return Ok(x.value()),
        };
        self.bigint_result(result)
    }

    /// ToNumeric (ECMA-262 §7.1.3).
    pub fn to_numeric(&mut self, value: Value) -> JsResult {
        let primitive = if value.is_object() { self.to_primitive(value, Hint::Number)? } else { value };
        if primitive.is_number() || primitive.is_bigint() {
            return Ok(primitive);
        }
        self.to_number(primitive).map(Value::number)
    }

    /// How a BigInt compares with a number, a boolean, a string or another BigInt; `None` when
    /// neither value is one, or the other is an object, a symbol or nullish. Without an order: with
    /// NaN, or a string that is no integer.
    pub(super) fn compare_bigint(&mut self, a: Value, b: Value) -> Option<JsResult<Option<Ordering>>> {
        if let Some(a) = Gc::<BigInt>::from_value(a) {
            return self.compare_bigint_with(a, b);
        }
        let order = self.compare_bigint_with(Gc::from_value(b)?, a)?;
        Some(order.map(|order| order.map(Ordering::reverse)))
    }

    fn compare_bigint_with(&mut self, a: Gc<BigInt>, b: Value) -> Option<JsResult<Option<Ordering>>> {
        let a = a.int();
        if let Some(b) = Gc::<BigInt>::from_value(b) {
            return Some(Ok(Some(bigint::compare(a, b.int()))));
        }
        if let Some(string) = Gc::<JsString>::from_value(b) {
            return Some(match self.string_to_bigint(string) {
                Ok(value) => Ok(value.map(|value| value.with(|b| bigint::compare(a, b)))),
                Err(fault) => Err(self.bigint_fault(fault)),
            });
        }
        let number = b.as_number().or_else(|| b.as_boolean().map(|b| f64::from(u8::from(b))))?;
        Some(Ok(bigint::compare_number(a, number)))
    }

    /// StringToBigInt (ECMA-262 §7.1.14); `None` for what is no integer.
    fn string_to_bigint(&mut self, string: Gc<JsString>) -> Result<Option<Integer>, Fault> {
        let chars = self.space.chars(string);
        if let Chars::Latin1(digits) = chars
            && let Some(value) = bigint::from_short_decimal(digits)
        {
            return Ok(Some(value));
        }
        match trimmed_ascii(chars) {
            Some(text) => bigint::from_string(&text),
            None => Ok(None),
        }
    }

    /// ToBigInt (ECMA-262 §7.1.13).
    pub fn to_bigint(&mut self, value: Value) -> JsResult<Gc<BigInt>> {
        let primitive = self.to_primitive(value, Hint::Number)?;
        if let Some(bigint) = Gc::from_value(primitive) {
            return Ok(bigint);
        }
        if let Some(truth) = primitive.as_boolean() {
            return Ok(self.space.new_bigint(&i128::from(truth).into()));
        }
        if let Some(string) = Gc::<JsString>::from_value(primitive) {
            return match self.string_to_bigint(string) {
                Ok(Some(value)) => Ok(self.space.new_bigint(&value)),
                Ok(None) => {
                    let what = self.text_of(primitive);
                    Err(self.throw_error(ErrorKind::Syntax, &messages::not_a_bigint(&what)))
                }
                Err(fault) => Err(self.bigint_fault(fault)),
            };
        }
        let what = self.describe_value(primitive);
        Err(self.type_error(&messages::not_a_bigint(&what)))
    }

    /// NumberToBigInt (ECMA-262 §21.2.1.1.1).
    pub fn number_to_bigint(&mut self, number: f64) -> JsResult<Gc<BigInt>> {
        match bigint::from_number(number) {
            Some(value) => Ok(self.space.new_bigint(&value)),
            None => {
                let what = self.describe_value(Value::number(number));
                Err(self.throw_error(ErrorKind::Range, &messages::not_an_integer(&what)))
            }
        }
    }

    /// BigInt::toString (ECMA-262 §6.1.6.2.23) in decimal.
    pub(super) fn bigint_text(&mut self, value: Gc<BigInt>) -> Value {
        if let Some(short) = bigint::to_i64(value.int()) {
            return self.space.new_latin1(decimal(short, &mut [0; 20])).value();
        }
        let text = bigint::to_text(value.int(), 10);
        self.space.new_latin1(text.as_bytes()).value()
    }
}
