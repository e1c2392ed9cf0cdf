//! Operators on values that the dispatch loop's quick paths do not take.

use std::cmp::Ordering;

use super::convert::Hint;
use crate::bytecode::Op;
use crate::numeric::bigint;
use crate::numeric::conversion::{decimal, to_int32};
pub use crate::numeric::power::power;
use crate::objects::{BigInt, Gc, JsString, Value};
use crate::vm::messages;
use crate::vm::native::JsResult;
use crate::vm::{Throw, Vm};

/// Number::remainder (ECMA-262 §6.1.6.1.6).
#[inline]
pub(in crate::vm) fn remainder(a: f64, b: f64) -> f64 {
    if b.is_infinite() && a.is_finite() { a } else { a % b }
}

/// The result of comparing two values with `<` and its kin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::vm) enum Order {
    Lt,
    Le,
    Gt,
    Ge,
}

impl Order {
    #[inline(always)]
    pub(in crate::vm) fn of_ints(self, a: i32, b: i32) -> bool {
        match self {
            Order::Lt => a < b,
            Order::Le => a <= b,
            Order::Gt => a > b,
            Order::Ge => a >= b,
        }
    }

    #[inline(always)]
    pub(in crate::vm) fn of_doubles(self, a: f64, b: f64) -> bool {
        match self {
            Order::Lt => a < b,
            Order::Le => a <= b,
            Order::Gt => a > b,
            Order::Ge => a >= b,
        }
    }
}

impl Order {
    /// `None`: neither is less nor equal.
    fn of_ordering(self, ordering: Option<Ordering>) -> bool {
        ordering.is_some_and(|ordering| match self {
            Order::Lt => ordering.is_lt(),
            Order::Le => ordering.is_le(),
            Order::Gt => ordering.is_gt(),
            Order::Ge => ordering.is_ge(),
        })
    }
}

/// Two operands after ToNumeric.
enum Numerics {
    Numbers(f64, f64),
    BigInts(Gc<BigInt>, Gc<BigInt>),
}

/// ToNumber (ECMA-262 §7.1.4) of what is no cell: numbers, booleans, undefined and null.
#[inline]
fn number_of_plain(value: Value) -> Option<f64> {
    match value {
        value if value.is_number() => value.as_number(),
        Value::TRUE => Some(1.0),
        Value::FALSE | Value::NULL => Some(0.0),
        Value::UNDEFINED => Some(f64::NAN),
        _ => None,
    }
}

impl Vm {
    /// `a + b`
    #[inline(never)]
    pub(in crate::vm) fn add_slow(&mut self, a: Value, b: Value) -> JsResult {
        if let (Some(x), Some(y)) = (number_of_plain(a), number_of_plain(b)) {
            return Ok(Value::number(x + y));
        }
        if let (Some(x), Some(y)) = (Gc::<JsString>::from_value(a), Gc::<JsString>::from_value(b)) {
            return self.concat(x, y);
        }
        if let (Some(x), Some(y)) = (Gc::<BigInt>::from_value(a), Gc::<BigInt>::from_value(b)) {
            return self.bigint_add(x, y);
        }
        if let Some(string) = self.concat_int(a, b) {
            return Ok(string);
        }
        let mark = self.native_roots.len();
        let a = self.to_primitive(a, Hint::Default)?;
        self.native_roots.push(a);
        let b = self.to_primitive(b, Hint::Default)?;
        self.native_roots.truncate(mark);
        if a.is_string() || b.is_string() {
            let x = Gc::from_cell(self.to_string(a)?.cell_unchecked());
            let y = Gc::from_cell(self.to_string(b)?.cell_unchecked());
            return self.concat(x, y);
        }
        match self.two_numerics(a, b)? {
            Numerics::Numbers(x, y) => Ok(Value::number(x + y)),
            Numerics::BigInts(x, y) => self.bigint_add(x, y),
        }
    }

    /// A short string and an integer, in this order or the other: one string, and none for the
    /// integer.
    fn concat_int(&mut self, a: Value, b: Value) -> Option<Value> {
        let (string, int) = if a.is_string() { (a, b) } else { (b, a) };
        let (string, int) = (Gc::<JsString>::from_value(string)?, int.as_int()?);
        let mut room = [0; 20];
        let digits = decimal(int.into(), &mut room);
        Some(self.space.concat_short(string, digits, a.is_string())?.value())
    }

    pub(in crate::vm) fn concat(&mut self, a: Gc<JsString>, b: Gc<JsString>) -> JsResult {
        match self.space.concat(a, b) {
            Some(string) => Ok(string.value()),
            None => Err(self.string_too_long()),
        }
    }

    /// ToNumeric of both, which must come to the same type.
    fn two_numerics(&mut self, a: Value, b: Value) -> JsResult<Numerics> {
        if let (Some(x), Some(y)) = (number_of_plain(a), number_of_plain(b)) {
            return Ok(Numerics::Numbers(x, y));
        }
        let x = self.to_numeric(a)?;
        let mark = self.native_roots.len();
        self.native_roots.push(x);
        let y = self.to_numeric(b)?;
        self.native_roots.truncate(mark);
        if let (Some(x), Some(y)) = (x.as_number(), y.as_number()) {
            return Ok(Numerics::Numbers(x, y));
        }
        match (Gc::from_value(x), Gc::from_value(y)) {
            (Some(x), Some(y)) => Ok(Numerics::BigInts(x, y)),
            _ => Err(self.type_error(messages::MIXED_TYPES)),
        }
    }

    /// The arithmetic and bit operators but `+`.
    #[inline(never)]
    pub(in crate::vm) fn binary_slow(&mut self, op: Op, a: Value, b: Value) -> JsResult {
        if let (Some(x), Some(y)) = (Gc::<BigInt>::from_value(a), Gc::<BigInt>::from_value(b)) {
            return self.bigint_binary(op, x, y);
        }
        let (x, y) = match self.two_numerics(a, b)? {
            Numerics::Numbers(x, y) => (x, y),
            Numerics::BigInts(x, y) => return self.bigint_binary(op, x, y),
        };
        let shift = |y: f64| to_int32(y) as u32 & 31;
        Ok(match op {
            Op::Sub | Op::SubI => Value::number(x - y),
            Op::Mul | Op::MulI => Value::number(x * y),
            Op::Div => Value::number(x / y),
            Op::Mod | Op::ModI => Value::number(remainder(x, y)),
            Op::Exp => Value::number(power(x, y)),
            Op::BitAnd | Op::BitAndI => Value::int(to_int32(x) & to_int32(y)),
            Op::BitOr | Op::BitOrI => Value::int(to_int32(x) | to_int32(y)),
            Op::BitXor => Value::int(to_int32(x) ^ to_int32(y)),
            Op::Shl | Op::ShlI => Value::int(to_int32(x) << shift(y)),
            Op::Shr | Op::ShrI => Value::int(to_int32(x) >> shift(y)),
            Op::UShr | Op::UShrI => Value::number((to_int32(x) as u32 >> shift(y)).into()),
            _ => Value::NAN,
        })
    }

    /// `a < b` and its kin.
    #[inline(never)]
    pub(in crate::vm) fn compare_slow(&mut self, order: Order, a: Value, b: Value) -> JsResult<bool> {
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return Ok(order.of_doubles(x, y));
        }
        if let (Some(x), Some(y)) = (Gc::<BigInt>::from_value(a), Gc::<BigInt>::from_value(b)) {
            return Ok(order.of_ordering(Some(bigint::compare(x.int(), y.int()))));
        }
        let mark = self.native_roots.len();
        let a = self.to_primitive(a, Hint::Number)?;
        self.native_roots.push(a);
        let b = self.to_primitive(b, Hint::Number)?;
        self.native_roots.truncate(mark);
        if let (Some(x), Some(y)) = (Gc::<JsString>::from_value(a), Gc::<JsString>::from_value(b)) {
            let (x, y) = (self.space.chars(x), self.space.chars(y));
            return Ok(match order {
                Order::Lt => x < y,
                Order::Le => x <= y,
                Order::Gt => x > y,
                Order::Ge => x >= y,
            });
        }
        if a.is_bigint() || b.is_bigint() {
            let a = if a.is_by_content() { a } else { Value::number(self.to_number(a)?) };
            let b = if b.is_by_content() { b } else { Value::number(self.to_number(b)?) };
            return match self.compare_bigint(a, b) {
                Some(ordering) => Ok(order.of_ordering(ordering?)),
                None => Ok(false),
            };
        }
        let (x, y) = (self.to_number(a)?, self.to_number(b)?);
        Ok(order.of_doubles(x, y))
    }

    /// `a == b` with both operands kept as roots.
    pub(in crate::vm) fn equal_slow(&mut self, a: Value, b: Value) -> JsResult<bool> {
        let mark = self.native_roots.len();
        self.native_roots.extend([a, b]);
        let result = self.loosely_equal(a, b);
        self.native_roots.truncate(mark);
        result
    }

    /// ToNumeric, then a unary operator.
    #[inline(never)]
    pub(in crate::vm) fn unary_slow(&mut self, op: Op, a: Value) -> JsResult {
        let a = if op == Op::ToNumber { Value::number(self.to_number(a)?) } else { self.to_numeric(a)? };
        let Some(x) = a.as_number() else { return self.bigint_unary(op, Gc::from_cell(a.cell_unchecked())) };
        Ok(match op {
            Op::Inc => Value::number(x + 1.0),
            Op::Dec => Value::number(x - 1.0),
            Op::Neg => Value::number(-x),
            Op::BitNot => Value::int(!to_int32(x)),
            _ => Value::number(x),
        })
    }

    /// `typeof value`: one of the common name strings.
    pub fn type_of(&self, value: Value) -> Value {
        let names = &self.space.names;
        let key = if value.is_number() {
            names.number
        } else if value.is_string() {
            names.string
        } else if value.is_boolean() {
            names.boolean
        } else if value.is_undefined() || value.is_hole() || value.is_undetectable() {
            names.undefined
        } else if value.is_callable() {
            names.function
        } else if value.is_symbol() {
            names.symbol
        } else if value.is_bigint() {
            names.bigint
        } else {
            names.object
        };
        key.word()
    }

    /// Whether `key` (an operand of `in`) names a property of `object`.
    pub(in crate::vm) fn in_operator(&mut self, key: Value, object: Value) -> JsResult<bool> {
        if !object.is_object() {
            let what = self.describe_value(key);
            let target = self.describe_value(object);
            let (what, target) = (what.trim_matches('"').to_string(), target.trim_matches('"').to_string());
            return Err(self.type_error(&messages::cannot_search(&what, &target)));
        }
        let key = self.to_property_key(key)?;
        let mark = self.native_roots.len();
        self.native_roots.push(key.as_name().unwrap_or(Value::UNDEFINED));
        let result = self.has_property(Gc::from_cell(object.cell_unchecked()), key);
        self.native_roots.truncate(mark);
        result
    }

    pub(in crate::vm) fn concat_registers(&mut self, from: usize, count: usize) -> JsResult {
        for i in from..from + count {
            let value = self.stack.get(i);
            if !value.is_string() {
                let string = self.to_string(value)?;
                self.stack.set(i, string);
            }
        }
        let mut whole = Gc::<JsString>::from_cell(self.stack.get(from).cell_unchecked());
        for i in from + 1..from + count {
            let part = Gc::from_cell(self.stack.get(i).cell_unchecked());
            whole = match self.space.concat(whole, part) {
                Some(whole) => whole,
                None => return Err::<Value, Throw>(self.string_too_long()),
            };
        }
        Ok(whole.value())
    }
}
