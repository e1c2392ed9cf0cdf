//! Equality of values without conversions (ECMA-262 §7.2).

use super::Value;
use super::bigint::BigInt;
use super::cell::Gc;
use super::string::JsString;
use crate::objects::Space;

impl Space {
    /// SameValue (ECMA-262 §7.2.9).
    pub fn same_value(&mut self, a: Value, b: Value) -> bool {
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return x.to_bits() == y.to_bits() || (x.is_nan() && y.is_nan());
        }
        self.strict_equal(a, b)
    }

    /// SameValueZero (ECMA-262 §7.2.10).
    pub fn same_value_zero(&mut self, a: Value, b: Value) -> bool {
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return x == y || (x.is_nan() && y.is_nan());
        }
        self.strict_equal(a, b)
    }

    /// IsStrictlyEqual (ECMA-262 §7.2.14).
    pub fn strict_equal(&mut self, a: Value, b: Value) -> bool {
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return x == y;
        }
        if a == b {
            return true;
        }
        match (Gc::<JsString>::from_value(a), Gc::<JsString>::from_value(b)) {
            (Some(x), Some(y)) => self.string_eq(x, y),
            (None, None) => match (Gc::<BigInt>::from_value(a), Gc::<BigInt>::from_value(b)) {
                (Some(x), Some(y)) => x.equals(y),
                _ => false,
            },
            _ => false,
        }
    }
}
