//! The methods of typed arrays that call a function for elements, and iterators (ECMA-262 §23.2.3).

use super::{create, element, species_create, to_element, validate_this};
use crate::objects::cells::run::copy_bytes;
use crate::objects::{Brand, Gc, Value, View};
use crate::vm::abstract_operations::builtin_iterators::{ENTRIES, KEYS, VALUES};
use crate::vm::{Cx, Intrinsic, JsResult, Rooted, Vm, messages};

/// A method that calls a function for each element there was at first.
struct Callback {
    view: Gc<View>,
    length: usize,
    function: Rooted,
    this: Rooted,
}

impl Callback {
    fn new(cx: &mut Cx<'_>, method: &str) -> JsResult<Callback> {
        let (view, length) = validate_this(cx, method)?;
        let function = cx.arg(0);
        let function = cx.callable(function)?;
        Ok(Callback { view, length, function, this: cx.arg(1) })
    }

    /// Calls the function for element `index`.
    #[inline(always)]
    fn call(&self, cx: &mut Cx<'_>, index: usize) -> JsResult<(Rooted, Rooted)> {
        cx.check_interrupt()?;
        let value = element(cx, self.view, index);
        let this = cx.this();
        let result = cx.call(self.function, self.this, &[value, index.into(), this])?;
        Ok((value, result))
    }
}

pub(super) fn for_each(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "forEach")?;
    let mark = cx.mark();
    for index in 0..callback.length {
        callback.call(cx, index)?;
        cx.release(mark);
    }
    Ok(Value::UNDEFINED)
}

/// Whether the callback's truth is `wanted` for any element.
fn any(cx: &mut Cx<'_>, method: &str, wanted: bool) -> JsResult<bool> {
    let callback = Callback::new(cx, method)?;
    let mark = cx.mark();
    for index in 0..callback.length {
        let (_, verdict) = callback.call(cx, index)?;
        if Vm::truthy(*verdict) == wanted {
            return Ok(true);
        }
        cx.release(mark);
    }
    Ok(false)
}

pub(super) fn every(cx: &mut Cx<'_>) -> JsResult {
    any(cx, "every", false).map(|found| (!found).into())
}

pub(super) fn some(cx: &mut Cx<'_>) -> JsResult {
    any(cx, "some", true).map(Value::boolean)
}

/// FindViaPredicate (ECMA-262 §23.1.3.12.1).
fn find_by(cx: &mut Cx<'_>, method: &str, backwards: bool) -> JsResult<Option<(usize, Value)>> {
    let callback = Callback::new(cx, method)?;
    let mark = cx.mark();
    for step in 0..callback.length {
        let index = if backwards { callback.length - 1 - step } else { step };
        let (value, verdict) = callback.call(cx, index)?;
        if Vm::truthy(*verdict) {
            return Ok(Some((index, *value)));
        }
        cx.release(mark);
    }
    Ok(None)
}

fn value_of(found: Option<(usize, Value)>) -> Value {
    found.map_or(Value::UNDEFINED, |(_, value)| value)
}

fn index_of(found: Option<(usize, Value)>) -> Value {
    found.map_or(Value::int(-1), |(index, _)| Value::length(index))
}

pub(super) fn find(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "find", false).map(value_of)
}

pub(super) fn find_index(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "findIndex", false).map(index_of)
}

pub(super) fn find_last(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "findLast", true).map(value_of)
}

pub(super) fn find_last_index(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "findLastIndex", true).map(index_of)
}

pub(super) fn map(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "map")?;
    let result = species_create(cx, callback.view, callback.length, "map")?;
    let mark = cx.mark();
    for index in 0..callback.length {
        let (_, mapped) = callback.call(cx, index)?;
        if !result.quick_set(index, *mapped) {
            cx.vm().set_typed_element(result, Some(index), *mapped)?;
        }
        cx.release(mark);
    }
    Ok(result.value())
}

pub(super) fn filter(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "filter")?;
    let mut kept = Vec::new();
    for index in 0..callback.length {
        let mark = cx.mark();
        let (value, verdict) = callback.call(cx, index)?;
        if Vm::truthy(*verdict) {
            kept.push(cx.release_keeping(mark, value));
        } else {
            cx.release(mark);
        }
    }
    let result = species_create(cx, callback.view, kept.len(), "filter")?;
    for (index, value) in kept.into_iter().enumerate() {
        cx.vm().set_typed_element(result, Some(index), *value)?;
    }
    Ok(result.value())
}

fn fold(cx: &mut Cx<'_>, method: &str, backwards: bool) -> JsResult {
    let callback = Callback::new(cx, method)?;
    let length = callback.length;
    let place = |step: usize| if backwards { length - 1 - step } else { step };
    let (mut accumulator, from) = match cx.argc() {
        0 | 1 if length == 0 => return Err(cx.type_error(messages::EMPTY_REDUCE)),
        0 | 1 => (element(cx, callback.view, place(0)), 1),
        _ => (cx.arg(1), 0),
    };
    let mark = cx.mark();
    for step in from..length {
        cx.check_interrupt()?;
        let (value, this) = (element(cx, callback.view, place(step)), cx.this());
        let args = [accumulator, value, place(step).into(), this];
        let next = cx.call(callback.function, Rooted::UNDEFINED, &args)?;
        accumulator = cx.release_keeping(mark, next);
    }
    Ok(*accumulator)
}

pub(super) fn reduce(cx: &mut Cx<'_>) -> JsResult {
    fold(cx, "reduce", false)
}

pub(super) fn reduce_right(cx: &mut Cx<'_>) -> JsResult {
    fold(cx, "reduceRight", true)
}

fn iterator(cx: &mut Cx<'_>, method: &str, mode: i32) -> JsResult {
    validate_this(cx, method)?;
    let shape = cx.shape(Intrinsic::ArrayIteratorPrototype);
    let slots = [*cx.this(), Value::ZERO, Value::int(mode)];
    Ok(cx.leaf().new_host(Brand::ArrayIterator, shape, &slots).object().value())
}

pub(super) fn keys(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, "keys", KEYS)
}

pub(super) fn values(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, "values", VALUES)
}

pub(super) fn entries(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, "entries", ENTRIES)
}

pub(super) fn with(cx: &mut Cx<'_>) -> JsResult {
    let (view, length) = validate_this(cx, "with")?;
    let (index, value) = (cx.arg(0), cx.arg(1));
    let relative = cx.to_integer(index)?;
    let index = if relative < 0.0 { length as f64 + relative } else { relative };
    let of = view.element_type();
    let value = to_element(cx, of, value)?;
    let now = view.length().unwrap_or(0);
    if index < 0.0 || index >= now as f64 {
        return Err(cx.range_error(messages::TYPED_ARRAY_INDEX));
    }
    let result = create(cx, of, length)?;
    let kept = now.min(length);
    let count = kept << of.shift();
    copy_bytes(view.bytes().part(0..count), result.bytes().part(0..count));
    for gone in kept..length {
        // What there is no more is undefined, which is an error for BigInts.
        cx.vm().set_typed_element(result, Some(gone), Value::UNDEFINED)?;
    }
    result.put(index as usize, of.encode(*value));
    Ok(result.value())
}
