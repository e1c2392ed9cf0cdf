//! What Atomics ask of the array and the index that they are given (ECMA-262 §25.4.3).

use super::typed_array::length_of;
use crate::builtins::shared::support::to_index;
use crate::objects::{ElementType, Gc, View};
use crate::vm::{Cx, JsResult, Rooted, messages};

/// ValidateIntegerTypedArray (ECMA-262 §25.4.3.1): the array and its length.
pub(super) fn validate(cx: &mut Cx<'_>, value: Rooted, is_waitable: bool, method: &str) -> JsResult<(Gc<View>, usize)> {
    let view = View::typed_array(*value).filter(|view| {
        let of = view.element_type();
        match is_waitable {
            true => matches!(of, ElementType::Int32 | ElementType::BigInt64),
            false => !of.is_float() && of != ElementType::Uint8Clamped,
        }
    });
    let Some(view) = view else {
        let what = if is_waitable { "int32 or BigInt64" } else { "integer" };
        let text = cx.describe(value);
        return Err(cx.type_error(format!("{text} is not an {what} typed array.")));
    };
    let length = length_of(cx, view, &format!("Atomics.{method}"))?;
    Ok((view, length))
}

/// As [`validate`], to be written to.
pub(super) fn validate_written(cx: &mut Cx<'_>, value: Rooted, method: &str) -> JsResult<(Gc<View>, usize)> {
    let (view, length) = validate(cx, value, false, method)?;
    if view.buffer().is_immutable() {
        return Err(cx.type_error(messages::immutable(&format_args!("Atomics.{method}"))));
    }
    Ok((view, length))
}

/// ValidateAtomicAccess (ECMA-262 §25.4.3.2): the index of the element.
pub(super) fn validate_index(cx: &mut Cx<'_>, index: Rooted, length: usize) -> JsResult<usize> {
    match to_index(cx, index)? {
        Some(index) if index < length as u64 => Ok(index as usize),
        _ => Err(cx.range_error(messages::ATOMIC_INDEX)),
    }
}
