//! Numbers as Temporal takes them (TC39 proposal-temporal §13): whole and finite, else a
//! RangeError.

use crate::numeric::bigint::Integer;
use crate::objects::{BigInt, Gc, Value};
use crate::vm::{Cx, JsResult, Leaf, Rooted};

/// A number in words, as scripts know it.
fn shown(number: f64) -> String {
    if number.is_infinite() { format!("{}Infinity", if number < 0.0 { "-" } else { "" }) } else { number.to_string() }
}

/// ToIntegerWithTruncation
pub(super) fn truncated(cx: &mut Cx<'_>, value: Rooted) -> JsResult<f64> {
    let number = cx.to_number(value)?;
    if !number.is_finite() {
        return Err(cx.range_error(format!("Temporal error: {} is not a finite number.", shown(number))));
    }
    Ok(number.trunc() + 0.0)
}

/// ToPositiveIntegerWithTruncation
pub(super) fn positive(cx: &mut Cx<'_>, value: Rooted) -> JsResult<f64> {
    let number = truncated(cx, value)?;
    if number <= 0.0 {
        return Err(cx.range_error(format!("Temporal error: {number} is not positive.")));
    }
    Ok(number)
}

/// ToIntegerIfIntegral
pub(super) fn integral(cx: &mut Cx<'_>, value: Rooted) -> JsResult<f64> {
    let number = cx.to_number(value)?;
    if !number.is_finite() || number.trunc() != number {
        return Err(cx.range_error(format!("Temporal error: {} is not an integer.", shown(number))));
    }
    Ok(number + 0.0)
}

/// Argument `i` by ToIntegerWithTruncation, `missing` when it is undefined.
pub(super) fn argument(cx: &mut Cx<'_>, i: usize, missing: Option<f64>) -> JsResult<f64> {
    let value = cx.arg(i);
    match missing {
        Some(missing) if value.is_undefined() => Ok(missing),
        _ => truncated(cx, value),
    }
}

/// A whole number as a smaller type, or a RangeError.
pub(super) fn exactly<T: TryFrom<i64>>(cx: &mut Cx<'_>, number: f64) -> JsResult<T> {
    match T::try_from(number as i64) {
        Ok(small) => Ok(small),
        Err(_) => Err(cx.range_error(format!("Temporal error: {number} is out of range."))),
    }
}

/// A BigInt's value, if so many bits hold it; far out of any range otherwise.
pub(super) fn i128_of(value: Gc<BigInt>) -> i128 {
    let int = value.int();
    let (low, high) = match int.limbs {
        [] => (0, 0),
        [low] => (*low, 0),
        [low, high] if *high < 1 << 62 => (*low, *high),
        _ => (0, 1 << 62),
    };
    let size = i128::from(high) << 64 | i128::from(low);
    if int.negative { -size } else { size }
}

/// A number as a BigInt.
pub(super) fn bigint(leaf: &mut Leaf<'_>, number: i128) -> Value {
    let size = number.unsigned_abs();
    let integer = Integer::Small { negative: number < 0, low: size as u64, high: (size >> 64) as u64 };
    leaf.new_bigint(&integer).value()
}
