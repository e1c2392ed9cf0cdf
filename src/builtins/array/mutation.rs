//! The Array methods that change their receiver (ECMA-262 §23.1.3), `sort` apart.

use super::support::{
    array_create, array_species, check_safe_length, construct_result, copy_slots, delete_index, dense_length,
    free_array, move_element, set_length, writable,
};
use crate::builtins::shared::elements::{element, element_or_undefined, slot_value};
use crate::numeric::conversion::MAX_SAFE_INTEGER;
use crate::objects::elements::{Elements, MAX_DENSE_LENGTH};
use crate::objects::object::flags::{LENGTH_READ_ONLY, NOT_EXTENSIBLE};
use crate::objects::{Gc, JsArray, Key, Value};
use crate::vm::{Cx, JsResult, Rooted, messages};

pub(crate) fn push(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let count = cx.argc();
    if let Some(array) = free_array(&cx.leaf(), *this)
        && array.length() as usize + count <= Key::MAX_INDEX as usize
    {
        for i in 0..count {
            let value = cx.arg(i);
            cx.leaf().array_push(array, *value);
        }
        return Ok(array.length_value());
    }
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    if length + count as u64 > MAX_SAFE_INTEGER {
        return Err(cx.type_error(format!(
            "Pushing {count} elements on an array-like of length {length} is disallowed, as the total surpasses 2**53-1"
        )));
    }
    let fixed = Gc::<JsArray>::from_value(*object)
        .is_some_and(|array| array.object().has_flag(LENGTH_READ_ONLY) && !array.object().has_flag(NOT_EXTENSIBLE));
    if fixed && count > 0 {
        return Err(cx.type_error(messages::READ_ONLY_LENGTH));
    }
    for i in 0..count {
        let value = cx.arg(i);
        cx.set_index(object, length + i as u64, value)?;
    }
    set_length(cx, object, length + count as u64)?;
    Ok(Value::length((length + count as u64) as usize))
}

pub(crate) fn pop(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let mut space = cx.leaf();
    if let Some((array, words)) = writable(&space, *this)
        && (1..=words.len()).contains(&(array.length() as usize))
    {
        let last = array.length() as usize - 1;
        let value = slot_value(words, last);
        space.store(words.cell(), &words.slots()[last], Value::HOLE);
        array.set_length_field(last as u32);
        space.shrink_elements(array);
        return Ok(value);
    }
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    if length == 0 {
        set_length(cx, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    let value = cx.get_index(object, length - 1)?;
    delete_index(cx, object, length - 1)?;
    set_length(cx, object, length - 1)?;
    Ok(*value)
}

pub(super) fn shift(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let mut space = cx.leaf();
    if let Some((array, words)) = writable(&space, *this)
        && (1..=words.len()).contains(&(array.length() as usize))
    {
        let first = slot_value(words, 0);
        space.drop_front(array, 1);
        return Ok(first);
    }
    if let Some(array) = free_array(&space, *this)
        && let Elements::Holes(_) = array.object().element_storage()
        && array.length() > 0
    {
        space.set_array_length(array, array.length() - 1);
        return Ok(Value::UNDEFINED);
    }
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    if length == 0 {
        set_length(cx, object, 0)?;
        return Ok(Value::UNDEFINED);
    }
    let first = cx.get_index(object, 0)?;
    let mark = cx.mark();
    for index in 1..length {
        move_element(cx, object, index, index - 1)?;
        cx.release(mark);
    }
    delete_index(cx, object, length - 1)?;
    set_length(cx, object, length - 1)?;
    Ok(*first)
}

/// Makes room for `added` slots at `at` of a free dense array (or removes slots when negative),
/// moving the tail; its length follows. False when the storage cannot be dense.
fn splice_slots(cx: &mut Cx<'_>, array: Gc<JsArray>, at: usize, removed: usize, added: usize) -> bool {
    let length = array.length() as usize;
    let new_length = length - removed + added;
    if new_length > MAX_DENSE_LENGTH || length > MAX_DENSE_LENGTH {
        return false;
    }
    let mut space = cx.leaf();
    let tail = length - at - removed;
    // What is short is moved: the elements before the place, or those behind it.
    if at < tail / 8 && added < removed && array.dense().is_some_and(|words| length <= words.len()) {
        let Some(words) = array.dense() else { return false };
        words.move_slots(&mut space, 0, removed - added, at);
        space.drop_front(array, removed - added);
        return true;
    }
    if at < tail / 8 && added > removed && array.dense().is_some() {
        if !space.grow_front(array, added - removed) {
            return false;
        }
        let Some(words) = array.dense() else { return false };
        words.move_slots(&mut space, added - removed, 0, at);
        return true;
    }
    let Some(words) = space.dense_with_room(array.object(), new_length.max(length), added) else { return false };
    words.move_slots(&mut space, at + removed, at + added, tail);
    words.clear_slots(&mut space, new_length.min(words.len())..length.min(words.len()));
    array.set_length_field(new_length as u32);
    space.shrink_elements(array);
    true
}

/// Writes arguments `from..` of the native into a dense array from slot `at` on.
fn write_args(cx: &mut Cx<'_>, array: Gc<JsArray>, at: usize, from: usize) {
    let Some(words) = array.dense() else { return };
    for i in from..cx.argc() {
        let value = cx.arg(i);
        cx.leaf().store(words.cell(), &words.slots()[at + i - from], *value);
    }
}

pub(super) fn unshift(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let count = cx.argc();
    if let Some(array) = free_array(&cx.leaf(), *this)
        && (array.dense().is_some() || array.length() == 0)
        && (array.length() as usize + count) <= MAX_DENSE_LENGTH
        && count > 0
        && splice_slots(cx, array, 0, 0, count)
    {
        write_args(cx, array, 0, 0);
        return Ok(array.length_value());
    }
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    if count > 0 {
        check_safe_length(cx, length + count as u64)?;
        let mark = cx.mark();
        for index in (0..length).rev() {
            move_element(cx, object, index, index + count as u64)?;
            cx.release(mark);
        }
        for i in 0..count {
            let value = cx.arg(i);
            cx.set_index(object, i as u64, value)?;
        }
    }
    set_length(cx, object, length + count as u64)?;
    Ok(Value::length((length + count as u64) as usize))
}

/// Start and number of removed elements as `splice` and `toSpliced` read them.
pub(super) fn splice_range(cx: &mut Cx<'_>, length: u64) -> JsResult<(u64, u64)> {
    let (start, count) = (cx.arg(0), cx.arg(1));
    let start = cx.relative_index(start, length, 0)?;
    let removed = match cx.argc() {
        0 => 0,
        1 => length - start,
        _ => cx.to_integer(count)?.clamp(0.0, (length - start) as f64) as u64,
    };
    Ok((start, removed))
}

pub(crate) fn splice(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let (start, removed) = splice_range(cx, length)?;
    let added = cx.argc().saturating_sub(2);
    check_safe_length(cx, length - removed + added as u64)?;
    let result = match array_species(cx, object)? {
        None => {
            if let Some(taken) = splice_dense(cx, object, length, (start as usize, removed as usize), added) {
                return Ok(taken);
            }
            array_create(cx, removed, true)?
        }
        Some(constructor) => construct_result(cx, constructor, removed)?,
    };
    let mark = cx.mark();
    for i in 0..removed {
        if let Some(value) = element(cx, object, start + i)? {
            result.put(cx, i, value)?;
        }
        cx.release(mark);
    }
    result.set_length(cx, removed)?;
    splice_generic(cx, object, length, (start, removed), added as u64)?;
    Ok(*result.value)
}

/// The short way for a free dense array: what was taken out.
fn splice_dense(
    cx: &mut Cx<'_>,
    object: Rooted,
    length: u64,
    (at, count): (usize, usize),
    added: usize,
) -> Option<Value> {
    let (array, words) = writable(&cx.leaf(), *object)?;
    if u64::from(array.length()) != length {
        return None;
    }
    let taken = copy_slots(&mut cx.leaf(), words, at, at + count);
    if !splice_slots(cx, array, at, count, added) {
        return None;
    }
    write_args(cx, array, at, 2);
    Some(taken.value())
}

fn splice_generic(
    cx: &mut Cx<'_>,
    object: Rooted,
    length: u64,
    (start, removed): (u64, u64),
    added: u64,
) -> JsResult<()> {
    let mark = cx.mark();
    if added < removed {
        for index in start..length - removed {
            move_element(cx, object, index + removed, index + added)?;
            cx.release(mark);
        }
        for index in (length - removed + added..length).rev() {
            delete_index(cx, object, index)?;
            cx.release(mark);
        }
    } else if added > removed {
        for index in (start..length - removed).rev() {
            move_element(cx, object, index + removed, index + added)?;
            cx.release(mark);
        }
    }
    for i in 0..added {
        let value = cx.arg(2 + i as usize);
        cx.set_index(object, start + i, value)?;
        cx.release(mark);
    }
    set_length(cx, object, length - removed + added)
}

pub(crate) fn reverse(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let mut space = cx.leaf();
    if let Some((array, words)) = writable(&space, *object)
        && array.length() as usize <= words.len()
    {
        let slots = &words.slots()[..array.length() as usize];
        space.overwrite(words.cell(), slots);
        for i in 0..slots.len() / 2 {
            let (low, high) = (slots[i].get(), slots[slots.len() - 1 - i].get());
            slots[i].put(high);
            slots[slots.len() - 1 - i].put(low);
        }
        return Ok(*object);
    }
    let length = cx.length_of(object)?;
    let mark = cx.mark();
    for low in 0..length / 2 {
        let high = length - 1 - low;
        let lower = element(cx, object, low)?;
        let upper = element(cx, object, high)?;
        match (lower, upper) {
            (Some(lower), Some(upper)) => {
                cx.set_index(object, low, upper)?;
                cx.set_index(object, high, lower)?;
            }
            (None, Some(upper)) => {
                cx.set_index(object, low, upper)?;
                delete_index(cx, object, high)?;
            }
            (Some(lower), None) => {
                delete_index(cx, object, low)?;
                cx.set_index(object, high, lower)?;
            }
            (None, None) => {}
        }
        cx.release(mark);
    }
    Ok(*object)
}

pub(crate) fn fill(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let (value, start, end) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let start = cx.relative_index(start, length, 0)?;
    let end = cx.relative_index(end, length, length)?;
    if start >= end {
        return Ok(*object);
    }
    let mut space = cx.leaf();
    if let Some(array) = free_array(&space, *object)
        && end <= u64::from(array.length())
        && let Some(words) = space.dense_with_room(array.object(), end as usize, (end - start) as usize)
    {
        let slots = &words.slots()[start as usize..end as usize];
        space.overwrite(words.cell(), slots);
        for slot in slots {
            slot.put(*value);
        }
        return Ok(*object);
    }
    let mark = cx.mark();
    for index in start..end {
        cx.set_index(object, index, value)?;
        cx.release(mark);
    }
    Ok(*object)
}

pub(crate) fn copy_within(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let (target, start, end) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let to = cx.relative_index(target, length, 0)?;
    let from = cx.relative_index(start, length, 0)?;
    let end = cx.relative_index(end, length, length)?;
    let count = end.saturating_sub(from).min(length - to);
    if count == 0 {
        return Ok(*object);
    }
    let mut space = cx.leaf();
    if let Some((array, words)) = writable(&space, *object)
        && dense_length(array, words) as u64 == length
    {
        words.move_slots(&mut space, from as usize, to as usize, count as usize);
        return Ok(*object);
    }
    let mark = cx.mark();
    let backwards = from < to && to < from + count;
    for step in 0..count {
        let i = if backwards { count - 1 - step } else { step };
        move_element(cx, object, from + i, to + i)?;
        cx.release(mark);
    }
    Ok(*object)
}

/// `with(index, value)`: a copy with one element changed.
pub(crate) fn with(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let (index, value) = (cx.arg(0), cx.arg(1));
    let relative = cx.to_integer(index)?;
    let actual = if relative < 0.0 { length as f64 + relative } else { relative };
    if actual < 0.0 || actual >= length as f64 {
        let text = cx.describe(index);
        return Err(cx.range_error(format!("Invalid index : {text}")));
    }
    let copy = array_create(cx, length, true)?;
    let mark = cx.mark();
    for at in 0..length {
        // What is replaced is not read.
        let element = if at == actual as u64 { value } else { element_or_undefined(cx, object, at)? };
        copy.put(cx, at, element)?;
        cx.release(mark);
    }
    Ok(*copy.value)
}

/// `toReversed()`
pub(super) fn to_reversed(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let result = array_create(cx, length, true)?;
    let mark = cx.mark();
    for index in 0..length {
        let value = element_or_undefined(cx, object, length - 1 - index)?;
        result.put(cx, index, value)?;
        cx.release(mark);
    }
    Ok(*result.value)
}

/// `toSpliced(start, count, ...items)`
pub(super) fn to_spliced(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let (start, removed) = splice_range(cx, length)?;
    let added = cx.argc().saturating_sub(2) as u64;
    let new_length = length - removed + added;
    check_safe_length(cx, new_length)?;
    let result = array_create(cx, new_length, true)?;
    let mark = cx.mark();
    for index in 0..new_length {
        let value = if index < start {
            element_or_undefined(cx, object, index)?
        } else if index < start + added {
            cx.arg(2 + (index - start) as usize)
        } else {
            element_or_undefined(cx, object, index - added + removed)?
        };
        result.put(cx, index, value)?;
        cx.release(mark);
    }
    Ok(*result.value)
}
