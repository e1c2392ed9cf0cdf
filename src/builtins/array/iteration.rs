//! The Array methods that call a function for elements, and those that search (ECMA-262 §23.1.3).

use super::support::{Callback, ResultArray, dense_length, next_index, species_create};
use crate::builtins::shared::elements::{element, element_or_undefined, is_array, readable, slot_value};
use crate::builtins::shared::support::{last_end, this_object};
use crate::objects::elements::dense::Dense;
use crate::objects::{BigInt, Gc, JsString, Space, Value};
use crate::vm::{Cx, JsResult, Rooted, Vm, messages};

pub(crate) fn for_each(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "Array.prototype.forEach")?;
    let mark = cx.mark();
    let mut position = 0;
    while let Some((index, value)) = callback.next(cx, &mut position)? {
        callback.call(cx, index, value)?;
        cx.release(mark);
    }
    Ok(Value::UNDEFINED)
}

pub(crate) fn map(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "Array.prototype.map")?;
    let dense = readable(&cx.leaf(), *callback.object).is_some();
    let result = species_create(cx, callback.object, callback.length, dense)?;
    let mark = cx.mark();
    let mut position = 0;
    while let Some((index, value)) = callback.next(cx, &mut position)? {
        let value = callback.call(cx, index, value)?;
        result.put(cx, index, value)?;
        cx.release(mark);
    }
    Ok(*result.value)
}

pub(crate) fn filter(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "Array.prototype.filter")?;
    let result = species_create(cx, callback.object, 0, true)?;
    let mark = cx.mark();
    let (mut position, mut count) = (0, 0);
    while let Some((index, value)) = callback.next(cx, &mut position)? {
        let verdict = callback.call(cx, index, value)?;
        if Vm::truthy(*verdict) {
            result.put(cx, count, value)?;
            count += 1;
        }
        cx.release(mark);
    }
    Ok(*result.value)
}

/// Runs until the callback's truth is `wanted`.
fn any(cx: &mut Cx<'_>, method: &str, wanted: bool) -> JsResult<bool> {
    let callback = Callback::new(cx, method)?;
    let mark = cx.mark();
    let mut position = 0;
    while let Some((index, value)) = callback.next(cx, &mut position)? {
        let verdict = callback.call(cx, index, value)?;
        if Vm::truthy(*verdict) == wanted {
            return Ok(true);
        }
        cx.release(mark);
    }
    Ok(false)
}

pub(crate) fn every(cx: &mut Cx<'_>) -> JsResult {
    any(cx, "Array.prototype.every", false).map(|found| (!found).into())
}

pub(crate) fn some(cx: &mut Cx<'_>) -> JsResult {
    any(cx, "Array.prototype.some", true).map(Value::boolean)
}

/// FindViaPredicate (ECMA-262 §23.1.3.12.1): holes count as undefined.
fn find_by(cx: &mut Cx<'_>, method: &str, backwards: bool) -> JsResult<Option<(u64, Rooted)>> {
    let callback = Callback::new(cx, method)?;
    let mark = cx.mark();
    for step in 0..callback.length {
        let index = if backwards { callback.length - 1 - step } else { step };
        let value = element_or_undefined(cx, callback.object, index)?;
        let verdict = callback.call(cx, index, value)?;
        if Vm::truthy(*verdict) {
            return Ok(Some((index, value)));
        }
        cx.release(mark);
    }
    Ok(None)
}

fn value_of(found: Option<(u64, Rooted)>) -> Value {
    found.map_or(Value::UNDEFINED, |(_, value)| *value)
}

fn index_of_found(found: Option<(u64, Rooted)>) -> Value {
    found.map_or(Value::int(-1), |(index, _)| Value::length(index as usize))
}

pub(crate) fn find(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "Array.prototype.find", false).map(value_of)
}

pub(super) fn find_index(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "Array.prototype.findIndex", false).map(index_of_found)
}

pub(super) fn find_last(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "Array.prototype.findLast", true).map(value_of)
}

pub(super) fn find_last_index(cx: &mut Cx<'_>) -> JsResult {
    find_by(cx, "Array.prototype.findLastIndex", true).map(index_of_found)
}

pub(crate) fn reduce(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "Array.prototype.reduce")?;
    let mut position = 0;
    let mut accumulator = match cx.argc() {
        0 | 1 => match callback.next(cx, &mut position)? {
            Some((_, first)) => first,
            None => return Err(cx.type_error(messages::EMPTY_REDUCE)),
        },
        _ => cx.arg(1),
    };
    let mark = cx.mark();
    while let Some((index, value)) = callback.next(cx, &mut position)? {
        let args = [accumulator, value, (index as usize).into(), callback.object];
        let next = cx.call(callback.function, Rooted::UNDEFINED, &args)?;
        accumulator = cx.release_keeping(mark, next);
    }
    Ok(*accumulator)
}

pub(super) fn reduce_right(cx: &mut Cx<'_>) -> JsResult {
    let callback = Callback::new(cx, "Array.prototype.reduceRight")?;
    let mut position = callback.length;
    let mut accumulator = (cx.argc() > 1).then(|| cx.arg(1));
    let mark = cx.mark();
    while position > 0 {
        position -= 1;
        let Some(value) = element(cx, callback.object, position)? else { continue };
        let next = match accumulator {
            None => value,
            Some(accumulator) => {
                let args = [accumulator, value, (position as usize).into(), callback.object];
                cx.call(callback.function, Rooted::UNDEFINED, &args)?
            }
        };
        accumulator = Some(cx.release_keeping(mark, next));
    }
    match accumulator {
        Some(result) => Ok(*result),
        None => Err(cx.type_error(messages::EMPTY_REDUCE)),
    }
}

pub(crate) fn flat_map(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.this();
    let object = cx.to_object(object)?;
    let length = cx.length_of(object)?;
    let (function, this) = (cx.arg(0), cx.arg(1));
    if !function.is_callable() {
        return Err(cx.type_error("flatMap mapper function is not callable"));
    }
    let callback = Callback { object, length, function, this };
    let result = species_create(cx, object, 0, true)?;
    let mark = cx.mark();
    let (mut position, mut count) = (0, 0);
    while let Some((index, value)) = callback.next(cx, &mut position)? {
        let mapped = callback.call(cx, index, value)?;
        count = flatten_into(cx, result, count, mapped, 1.0)?;
        cx.release(mark);
    }
    Ok(*result.value)
}

pub(crate) fn flat(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.this();
    let object = cx.to_object(object)?;
    cx.length_of(object)?;
    let depth = cx.arg(0);
    let depth = if depth.is_undefined() { 1.0 } else { cx.to_integer(depth)?.max(0.0) };
    let result = species_create(cx, object, 0, true)?;
    flatten_levels(cx, result, 0, object, depth)?;
    Ok(*result.value)
}

/// Appends `item`, or its elements when it is an array and `depth` is at least 1.
fn flatten_into(cx: &mut Cx<'_>, result: ResultArray, count: u64, item: Rooted, depth: f64) -> JsResult<u64> {
    if depth < 1.0 || !is_array(cx, item)? {
        result.put(cx, count, item)?;
        return Ok(count + 1);
    }
    flatten_levels(cx, result, count, item, depth - 1.0)
}

/// FlattenIntoArray (ECMA-262 §23.1.3.13.1) without recursion: the arrays being walked stand on a
/// stack of their own.
fn flatten_levels(cx: &mut Cx<'_>, result: ResultArray, start: u64, source: Rooted, depth: f64) -> JsResult<u64> {
    let mut count = start;
    let outer = cx.mark();
    let length = cx.length_of(source)?;
    let mut levels = vec![(source, 0, length, outer)];
    while let Some((array, position, length, _)) = levels.last_mut() {
        let array = *array;
        if *position >= *length {
            // The roots of a level go when it does.
            if let Some((.., mark)) = levels.pop() {
                cx.release(mark);
            }
            continue;
        }
        let index = *position;
        *position = index + 1;
        cx.check_interrupt()?;
        let mark = cx.mark();
        let Some(value) = element(cx, array, index)? else {
            *position = next_index(&mut cx.leaf(), *array, index + 1, *length);
            continue;
        };
        if (levels.len() as f64) <= depth && is_array(cx, value)? {
            if levels.len() > MAX_FLAT_DEPTH {
                return Err(cx.range_error(messages::CALL_STACK));
            }
            let length = cx.length_of(value)?;
            levels.push((value, 0, length, mark));
            continue;
        }
        result.put(cx, count, value)?;
        count += 1;
        cx.release(mark);
    }
    Ok(count)
}

/// A circular array flattened without end must fail at some depth.
const MAX_FLAT_DEPTH: usize = 10_000;

// ---- searching

/// A value to look for in dense slots.
enum Needle {
    /// Equal words are all there is.
    Word(Value),
    Number(f64),
    NaN,
    String(Gc<JsString>),
    BigInt(Gc<BigInt>),
}

impl Needle {
    fn new(value: Value, same_value_zero: bool) -> Needle {
        if let Some(n) = value.as_number() {
            return if n.is_nan() && same_value_zero { Needle::NaN } else { Needle::Number(n) };
        }
        if let Some(string) = Gc::from_value(value) {
            return Needle::String(string);
        }
        Gc::from_value(value).map_or(Needle::Word(value), Needle::BigInt)
    }

    #[inline]
    fn matches(&self, space: &mut Space, value: Value) -> bool {
        match *self {
            Needle::Word(needle) => value == needle,
            Needle::Number(n) => value.as_number() == Some(n),
            Needle::NaN => value.as_number().is_some_and(f64::is_nan),
            Needle::BigInt(needle) => Gc::from_value(value).is_some_and(|other| needle.equals(other)),
            Needle::String(needle) => {
                value == needle.value()
                    || Gc::<JsString>::from_value(value)
                        .is_some_and(|other| other.len() == needle.len() && space.string_eq(needle, other))
            }
        }
    }

    fn position(&self, space: &mut Space, words: Dense, from: usize, to: usize) -> Option<usize> {
        let slots = &words.slots()[..to.min(words.len())];
        if from >= slots.len() {
            return None;
        }
        let found = match *self {
            Needle::Word(needle) => slots[from..].iter().position(|slot| slot.get() == needle),
            // An int32 is almost always held as one: words first, doubles only if there are any.
            Needle::Number(n) => slots[from..].iter().position(|slot| slot.get().as_number() == Some(n)),
            _ => slots[from..].iter().position(|slot| self.matches(space, slot.get())),
        };
        found.map(|i| i + from)
    }
}

/// The index to start from, counted from the end when negative; `None` past the end.
fn start_index(cx: &mut Cx<'_>, length: u64) -> JsResult<u64> {
    let from = cx.arg(1);
    cx.relative_index(from, length, 0)
}

pub(crate) fn index_of(cx: &mut Cx<'_>) -> JsResult {
    let object = this_object(cx, "Array.prototype.indexOf")?;
    let length = cx.length_of(object)?;
    if length == 0 {
        return Ok(Value::int(-1));
    }
    let start = start_index(cx, length)?;
    let needle = cx.arg(0);
    let mut space = cx.leaf();
    if let Some((array, words)) = readable(&space, *object) {
        let end = dense_length(array, words).min(length as usize);
        let found = Needle::new(*needle, false).position(&mut space, words, start as usize, end);
        return Ok(found.map_or(Value::int(-1), Value::length));
    }
    let mut index = next_index(&mut space, *object, start, length);
    let mark = cx.mark();
    while index < length {
        if let Some(value) = element(cx, object, index)?
            && cx.leaf().strict_equal(*needle, *value)
        {
            return Ok(Value::length(index as usize));
        }
        cx.release(mark);
        index = next_index(&mut cx.leaf(), *object, index + 1, length);
    }
    Ok(Value::int(-1))
}

pub(crate) fn last_index_of(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.this();
    let object = cx.to_object(object)?;
    let length = cx.length_of(object)?;
    let Some(mut end) = last_end(cx, length)? else { return Ok(Value::int(-1)) };
    let needle = cx.arg(0);
    let mut space = cx.leaf();
    if let Some((array, words)) = readable(&space, *object) {
        let end = dense_length(array, words).min(end as usize);
        let needle = Needle::new(*needle, false);
        let found = words.slots()[..end].iter().rposition(|slot| needle.matches(&mut space, slot.get()));
        return Ok(found.map_or(Value::int(-1), Value::length));
    }
    let mark = cx.mark();
    while end > 0 {
        end -= 1;
        if let Some(value) = element(cx, object, end)?
            && cx.leaf().strict_equal(*needle, *value)
        {
            return Ok(Value::length(end as usize));
        }
        cx.release(mark);
    }
    Ok(Value::int(-1))
}

pub(crate) fn includes(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.this();
    let object = cx.to_object(object)?;
    let length = cx.length_of(object)?;
    if length == 0 {
        return Ok(Value::FALSE);
    }
    let start = start_index(cx, length)?;
    let needle = cx.arg(0);
    let mut space = cx.leaf();
    if let Some((array, words)) = readable(&space, *object) {
        let end = dense_length(array, words).min(length as usize);
        let mut found = Needle::new(*needle, true).position(&mut space, words, start as usize, end).is_some();
        if !found && needle.is_undefined() {
            // Holes are undefined here.
            found = end < length as usize && (start as usize) < length as usize
                || words.slots()[..end].iter().skip(start as usize).any(|slot| slot.get().is_hole());
        }
        return Ok(found.into());
    }
    let mark = cx.mark();
    let mut index = start;
    while index < length {
        let next = next_index(&mut cx.leaf(), *object, index, length);
        if next > index && needle.is_undefined() {
            return Ok(Value::TRUE);
        }
        if next >= length {
            break;
        }
        let value = element_or_undefined(cx, object, next)?;
        if cx.leaf().same_value_zero(*needle, *value) {
            return Ok(Value::TRUE);
        }
        cx.release(mark);
        index = next + 1;
    }
    Ok(Value::FALSE)
}

pub(crate) fn at(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.this();
    let object = cx.to_object(object)?;
    let length = cx.length_of(object)?;
    let index = cx.arg(0);
    let relative = cx.to_integer(index)?;
    let index = if relative < 0.0 { length as f64 + relative } else { relative };
    if index < 0.0 || index >= length as f64 {
        return Ok(Value::UNDEFINED);
    }
    if let Some((_, words)) = readable(&cx.leaf(), *object) {
        return Ok(slot_value(words, index as usize));
    }
    cx.get_index(object, index as u64).map(|value| *value)
}
