//! Typed arrays (ECMA-262 §23.2): what their methods share.

mod constructor;
mod copying;
mod iteration;
mod search;
mod sort;
mod table;

pub(super) use table::install;

use super::array_buffer;
use crate::builtins::shared::species::species_constructor;
use crate::objects::{Buffer, ElementType, Gc, Value, View};
use crate::vm::{Cx, Intrinsic, JsResult, Rooted, messages};

/// The most elements of a typed array, as in V8.
pub(super) const MAX_LENGTH: u64 = 1 << 32;

/// The constructor's and the prototype's intrinsics of a type.
pub(crate) fn class_of(of: ElementType) -> (Intrinsic, Intrinsic) {
    use Intrinsic::*;
    match of {
        ElementType::Int8 => (Int8Array, Int8ArrayPrototype),
        ElementType::Uint8 => (Uint8Array, Uint8ArrayPrototype),
        ElementType::Uint8Clamped => (Uint8ClampedArray, Uint8ClampedArrayPrototype),
        ElementType::Int16 => (Int16Array, Int16ArrayPrototype),
        ElementType::Uint16 => (Uint16Array, Uint16ArrayPrototype),
        ElementType::Int32 => (Int32Array, Int32ArrayPrototype),
        ElementType::Uint32 => (Uint32Array, Uint32ArrayPrototype),
        ElementType::Float16 => (Float16Array, Float16ArrayPrototype),
        ElementType::Float32 => (Float32Array, Float32ArrayPrototype),
        ElementType::Float64 => (Float64Array, Float64ArrayPrototype),
        ElementType::BigInt64 => (BigInt64Array, BigInt64ArrayPrototype),
        ElementType::BigUint64 => (BigUint64Array, BigUint64ArrayPrototype),
    }
}

/// What a type's arrays are called.
pub(in crate::builtins::binary) fn name_of(of: ElementType) -> &'static str {
    const NAMES: [&str; 12] = [
        "Int8Array",
        "Uint8Array",
        "Uint8ClampedArray",
        "Int16Array",
        "Uint16Array",
        "Int32Array",
        "Uint32Array",
        "Float16Array",
        "Float32Array",
        "Float64Array",
        "BigInt64Array",
        "BigUint64Array",
    ];
    NAMES[of as usize]
}

/// ValidateTypedArray (ECMA-262 §23.2.4.4): the array and its length.
pub(super) fn validate(cx: &mut Cx<'_>, value: Value, method: &str) -> JsResult<(Gc<View>, usize)> {
    let Some(view) = View::typed_array(value) else { return Err(cx.type_error(messages::NO_TYPED_ARRAY)) };
    let length = length_of(cx, view, method)?;
    Ok((view, length))
}

/// The receiver, validated.
pub(super) fn validate_this(cx: &mut Cx<'_>, method: &str) -> JsResult<(Gc<View>, usize)> {
    let this = *cx.this();
    validate(cx, this, method)
}

/// The receiver, validated to be written to.
pub(super) fn validate_written(cx: &mut Cx<'_>, method: &str) -> JsResult<(Gc<View>, usize)> {
    let this = *cx.this();
    check_writable(cx, this, method)?;
    validate(cx, this, method)
}

/// The error that an array's buffer is immutable.
pub(super) fn check_writable(cx: &mut Cx<'_>, value: Value, method: &str) -> JsResult<()> {
    if View::typed_array(value).is_some_and(|view| view.buffer().is_immutable()) {
        return Err(cx.type_error(messages::immutable(&full_name(method))));
    }
    Ok(())
}

/// The length of an array, or the error that it is out of bounds.
pub(super) fn length_of(cx: &mut Cx<'_>, view: Gc<View>, method: &str) -> JsResult<usize> {
    match view.length() {
        Some(length) => Ok(length),
        None => Err(cx.type_error(messages::detached(&full_name(method)))),
    }
}

fn full_name(method: &str) -> String {
    if method.starts_with(|first: char| first.is_ascii_uppercase() || first == '%') {
        method.to_string()
    } else {
        format!("%TypedArray%.prototype.{method}")
    }
}

/// Element `index`, undefined when it is not there (any more).
#[inline]
pub(super) fn element(cx: &mut Cx<'_>, view: Gc<View>, index: usize) -> Rooted {
    let value = cx.leaf().typed_element(view, index).unwrap_or(Value::UNDEFINED);
    cx.root(value)
}

/// A number or BigInt as elements of the type are stored.
pub(in crate::builtins::binary) fn to_element(cx: &mut Cx<'_>, of: ElementType, value: Rooted) -> JsResult<Rooted> {
    if of.is_bigint() {
        let bigint = cx.to_bigint(value)?.value();
        return Ok(cx.root(bigint));
    }
    cx.to_number(value).map(Rooted::from)
}

/// A new array of the standard class (TypedArrayCreateSameType, ECMA-262 §23.2.4.3).
pub(crate) fn create(cx: &mut Cx<'_>, of: ElementType, length: usize) -> JsResult<Gc<View>> {
    let bytes = checked_bytes(cx, of, length as u64)?;
    let buffer = array_buffer::allocate(cx, bytes)?;
    Ok(view_of(cx, of, buffer, 0, Some(length)))
}

/// The bytes of so many elements, which may be too many.
pub(super) fn checked_bytes(cx: &mut Cx<'_>, of: ElementType, length: u64) -> JsResult<usize> {
    if length > MAX_LENGTH {
        return Err(cx.range_error(messages::typed_array_length(&length)));
    }
    Ok((length as usize) << of.shift())
}

/// A new array of the standard class on a buffer, where its elements are.
pub(crate) fn view_of(
    cx: &mut Cx<'_>,
    of: ElementType,
    buffer: Gc<Buffer>,
    offset: usize,
    length: Option<usize>,
) -> Gc<View> {
    let shape = cx.shape(class_of(of).1);
    let view = cx.leaf().new_view(of.kind(), shape, buffer, offset, length);
    cx.root(view.value());
    view
}

/// TypedArrayCreateFromConstructor (ECMA-262 §23.2.4.2).
pub(super) fn create_from_constructor(
    cx: &mut Cx<'_>,
    constructor: Rooted,
    args: &[Rooted],
    method: &str,
) -> JsResult<Gc<View>> {
    let made = cx.construct(constructor, args, constructor)?;
    let Some(view) = View::typed_array(*made) else {
        let text = cx.describe(made);
        return Err(cx.type_error(messages::incompatible(&full_name(method), &text)));
    };
    // `subarray` alone may be given one that is only read.
    if method != "subarray" {
        check_writable(cx, view.value(), method)?;
    }
    let length = length_of(cx, view, method)?;
    if let [wanted] = args
        && wanted.as_number().is_some_and(|wanted| (length as f64) < wanted)
    {
        return Err(cx.type_error(messages::TYPED_ARRAY_TOO_SMALL));
    }
    Ok(view)
}

/// The constructor by which a method makes its result; `None` for the standard one.
pub(super) fn species_of(cx: &mut Cx<'_>, view: Gc<View>) -> JsResult<Option<Rooted>> {
    let class = class_of(view.element_type()).0;
    let object = cx.root(view.value());
    let constructor = species_constructor(cx, object, class)?;
    Ok((*constructor != cx.intrinsic(class)).then_some(constructor))
}

/// Whether elements of one are values of the other.
pub(super) fn check_content(cx: &mut Cx<'_>, one: Gc<View>, other: Gc<View>) -> JsResult<()> {
    if one.element_type().is_bigint() != other.element_type().is_bigint() {
        return Err(cx.type_error(messages::MIXED_TYPES));
    }
    Ok(())
}

/// TypedArraySpeciesCreate (ECMA-262 §23.2.4.1) of a length.
pub(super) fn species_create(cx: &mut Cx<'_>, exemplar: Gc<View>, length: usize, method: &str) -> JsResult<Gc<View>> {
    let Some(constructor) = species_of(cx, exemplar)? else { return create(cx, exemplar.element_type(), length) };
    let made = create_from_constructor(cx, constructor, &[length.into()], method)?;
    check_content(cx, exemplar, made)?;
    Ok(made)
}
