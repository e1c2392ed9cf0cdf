//! The methods of typed arrays that move elements, and those that look at one (ECMA-262 §23.2.3).

use super::constructor::{copy_elements, store_dense};
use super::{
    check_content, check_writable, class_of, create, create_from_constructor, element, length_of, species_create,
    species_of, to_element, validate_this, validate_written, view_of,
};
use crate::builtins::shared::elements::element_or_undefined;
use crate::builtins::shared::species;
use crate::builtins::shared::support::incompatible;
use crate::for_element_type;
use crate::heap::Memory;
use crate::objects::cells::element_type::Element;
use crate::objects::cells::run::{copy_bytes, copy_bytes_forward};
use crate::objects::{Gc, Value, View};
use crate::vm::{Args, Cx, JsResult, Leaf, Rooted, messages};

// ---- accessors

/// The receiver, out of bounds or not.
fn this_view(cx: &mut Cx<'_>, method: &str) -> JsResult<Gc<View>> {
    let this = cx.this();
    match View::typed_array(*this) {
        Some(view) => Ok(view),
        None => Err(incompatible(cx, method)),
    }
}

pub(super) fn buffer(cx: &mut Cx<'_>) -> JsResult {
    this_view(cx, "get %TypedArray%.prototype.buffer").map(|view| view.buffer().value())
}

pub(super) fn byte_length(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx, "get TypedArray.prototype.byteLength")?;
    Ok(Value::length(view.length().unwrap_or(0) << view.element_type().shift()))
}

pub(super) fn byte_offset(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx, "get TypedArray.prototype.byteOffset")?;
    Ok(Value::length(view.length().map_or(0, |_| view.offset())))
}

pub(super) fn length(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx, "get TypedArray.prototype.length")?;
    Ok(Value::length(view.length().unwrap_or(0)))
}

pub(super) fn to_string_tag(cx: &mut Cx<'_>) -> JsResult {
    let this = *cx.this();
    Ok(match View::typed_array(this) {
        Some(view) => cx.leaf().intern(super::name_of(view.element_type())).value(),
        None => Value::UNDEFINED,
    })
}

// ---- elements

pub(super) fn at(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "at")?;
    let index = cx.arg(0);
    let relative = cx.to_integer(index)?;
    let index = if relative < 0.0 { length as f64 + relative } else { relative };
    if index < 0.0 || index >= length as f64 {
        return Ok(Value::UNDEFINED);
    }
    Ok(*element(cx, view, index as usize))
}

/// `start` and `end` of the arguments from number `from` on.
fn range(cx: &mut Cx<'_>, from: usize, length: usize) -> JsResult<(usize, usize)> {
    let (start, end) = (cx.arg(from), cx.arg(from + 1));
    let start = cx.relative_index(start, length as u64, 0)?;
    let end = cx.relative_index(end, length as u64, length as u64)?;
    Ok((start as usize, end as usize))
}

pub(super) fn fill(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_written(cx, "fill")?;
    let (of, value) = (view.element_type(), cx.arg(0));
    let value = to_element(cx, of, value)?;
    let (start, end) = range(cx, 1, length)?;
    let end = end.min(length_of(cx, view, "fill")?);
    if start < end {
        let raw = of.encode(*value);
        for_element_type!(of, T => {
            let element = T::from_raw(raw);
            view.elements::<T>().part(start..end).fill(element);
        });
    }
    Ok(view.value())
}

pub(super) fn copy_within(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_written(cx, "copyWithin")?;
    let to = cx.arg(0);
    let to = cx.relative_index(to, length as u64, 0)? as usize;
    let (from, end) = range(cx, 1, length)?;
    let count = end.saturating_sub(from).min(length - to);
    if count > 0 {
        let now = length_of(cx, view, "copyWithin")?;
        // The buffer may be shorter now.
        let count = count.min(now.saturating_sub(from)).min(now.saturating_sub(to));
        let (shift, bytes) = (view.element_type().shift(), view.bytes());
        let part = |at: usize| bytes.get(at << shift..(at + count) << shift).unwrap_or_default();
        copy_bytes(part(from), part(to));
    }
    Ok(view.value())
}

pub(super) fn reverse(cx: &mut Cx<'_>) -> JsResult {
    let (view, _) = validate_written(cx, "reverse")?;
    for_element_type!(view.element_type(), T => view.elements::<T>().reverse());
    Ok(view.value())
}

pub(super) fn to_reversed(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "toReversed")?;
    let result = create(cx, view.element_type(), length)?;
    copy_elements(view, result, 0);
    for_element_type!(view.element_type(), T => result.elements::<T>().reverse());
    Ok(result.value())
}

// ---- parts

pub(super) fn slice(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "slice")?;
    let (start, end) = range(cx, 0, length)?;
    let count = end.saturating_sub(start);
    let result = species_create(cx, view, count, "slice")?;
    if count == 0 {
        return Ok(result.value());
    }
    let end = end.min(length_of(cx, view, "slice")?);
    let count = end.saturating_sub(start);
    if view.element_type() == result.element_type() {
        let shift = view.element_type().shift();
        let from = view.bytes().get(start << shift..end << shift).unwrap_or_default();
        let count = from.len().min(result.bytes().len());
        copy_bytes_forward(from.part(0..count), result.bytes().part(0..count));
        return Ok(result.value());
    }
    for index in 0..count {
        let mark = cx.mark();
        let value = element(cx, view, start + index);
        cx.vm().set_typed_element(result, Some(index), *value)?;
        cx.release(mark);
    }
    Ok(result.value())
}

/// [`subarray`] where it can be told at a glance: of an array of the standard class, by indices
/// that count from the start.
pub(super) fn quick_subarray(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> Option<Value> {
    let view = View::typed_array(this)?;
    let length = view.length().filter(|_| !view.is_length_tracking())?;
    let index = |value: Value, default: usize| match value.as_int() {
        Some(index) => usize::try_from(index).ok().map(|index| index.min(length)),
        None => value.is_undefined().then_some(default),
    };
    let (start, end) = (index(args.get(0), 0)?, index(args.get(1), length)?);
    let of = view.element_type();
    let (class, prototype) = class_of(of);
    if !species::is_standard(leaf, this, leaf.intrinsic(class)) {
        return None;
    }
    let shape = leaf.shape(prototype);
    let offset = view.offset() + (start << of.shift());
    Some(leaf.new_view(of.kind(), shape, view.buffer(), offset, Some(end.saturating_sub(start))).value())
}

pub(super) fn subarray(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx, "%TypedArray%.prototype.subarray")?;
    let length = view.length().unwrap_or(0);
    let start = cx.arg(0);
    let start = cx.relative_index(start, length as u64, 0)? as usize;
    let end = cx.arg(1);
    let count = if view.is_length_tracking() && end.is_undefined() {
        None
    } else {
        let end = cx.relative_index(end, length as u64, length as u64)? as usize;
        Some(end.saturating_sub(start))
    };
    let of = view.element_type();
    let offset = view.offset() + (start << of.shift());
    let buffer = view.buffer();
    let species = species_of(cx, view)?;
    let is_there = || {
        let end = offset + (count.unwrap_or(0) << of.shift());
        !buffer.is_detached() && end <= buffer.length() && (count.is_some() || buffer.is_resizable())
    };
    if species.is_none() && is_there() {
        return Ok(view_of(cx, of, buffer, offset, count).value());
    }
    let standard = cx.root(cx.intrinsic(class_of(of).0));
    let (buffer, offset) = (cx.root(buffer.value()), Rooted::from(offset));
    let args = [buffer, offset, count.map_or(Rooted::UNDEFINED, Rooted::from)];
    let args = if count.is_some() { &args[..] } else { &args[..2] };
    let made = create_from_constructor(cx, species.unwrap_or(standard), args, "subarray")?;
    check_content(cx, view, made)?;
    Ok(made.value())
}

// ---- set

pub(super) fn set(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let Some(target) = View::typed_array(*this) else { return Err(cx.type_error(messages::NO_TYPED_ARRAY)) };
    check_writable(cx, target.value(), "set")?;
    let (source, offset) = (cx.arg(0), cx.arg(1));
    let offset = cx.to_integer(offset)?;
    if offset < 0.0 {
        return Err(cx.range_error(messages::OFFSET_BOUNDS));
    }
    match View::typed_array(*source) {
        Some(source) => set_from_typed_array(cx, target, offset, source)?,
        None => set_from_array_like(cx, target, offset, source)?,
    }
    Ok(Value::UNDEFINED)
}

/// Whether so many elements fit behind the offset.
fn check_fit(cx: &mut Cx<'_>, offset: f64, count: u64, length: usize) -> JsResult<usize> {
    if offset + count as f64 > length as f64 {
        return Err(cx.range_error(messages::OFFSET_BOUNDS));
    }
    Ok(offset as usize)
}

/// SetTypedArrayFromTypedArray (ECMA-262 §23.2.3.26.1).
fn set_from_typed_array(cx: &mut Cx<'_>, target: Gc<View>, offset: f64, source: Gc<View>) -> JsResult<()> {
    let length = length_of(cx, target, "set")?;
    let count = length_of(cx, source, "set")?;
    check_content(cx, target, source)?;
    let at = check_fit(cx, offset, count as u64, length)?;
    if source.buffer() == target.buffer() && source.element_type() != target.element_type() {
        return set_within(cx, target, at, source);
    }
    copy_elements(source, target, at);
    Ok(())
}

/// As [`set_from_typed_array`] in one buffer: the elements are taken out first.
fn set_within(cx: &mut Cx<'_>, target: Gc<View>, at: usize, source: Gc<View>) -> JsResult<()> {
    let bytes = source.bytes().len();
    let Some(memory) = Memory::zeroed(bytes) else { return Err(cx.range_error(messages::BUFFER_ALLOCATION)) };
    let mark = cx.mark();
    let buffer = super::array_buffer::of_memory(cx, memory, false);
    copy_bytes(source.bytes(), buffer.bytes());
    let of = source.element_type();
    let taken = view_of(cx, of, buffer, 0, Some(bytes >> of.shift()));
    copy_elements(taken, target, at);
    drop(cx.leaf().detach_buffer(buffer));
    cx.release(mark);
    Ok(())
}

/// SetTypedArrayFromArrayLike (ECMA-262 §23.2.3.26.2).
fn set_from_array_like(cx: &mut Cx<'_>, target: Gc<View>, offset: f64, source: Rooted) -> JsResult<()> {
    let length = length_of(cx, target, "set")?;
    let source = cx.to_object(source)?;
    let count = cx.length_of(source)?;
    let at = check_fit(cx, offset, count, length)?;
    let mut done = 0;
    if let Some(array) = cx.plain_array(source) {
        done = store_dense(array, target, at, count as usize);
    }
    let mark = cx.mark();
    for index in done as u64..count {
        let value = element_or_undefined(cx, source, index)?;
        cx.vm().set_typed_element(target, Some(at + index as usize), *value)?;
        cx.release(mark);
    }
    Ok(())
}
