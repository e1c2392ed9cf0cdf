//! Array.prototype.sort and toSorted (ECMA-262 §23.1.3.30). The values being sorted are roots of
//! the running native, never only in Rust's memory.

use super::support::{ResultArray, array_create, delete_index, dense_length, next_index, writable};
use crate::builtins::shared::elements::{element, element_or_undefined, readable};
use crate::builtins::shared::merge_sort::{comparator, merge_sort, sort_by};
use crate::objects::{Chars, Gc, JsString, Value};
use crate::vm::{Cx, JsResult, Rooted};

pub(crate) fn sort(cx: &mut Cx<'_>) -> JsResult {
    let comparator = comparator(cx)?;
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let outer = cx.mark();
    let mut values = Vec::new();
    let mut undefined = 0;
    let mut index = 0;
    if let Some((array, words)) = readable(&cx.leaf(), *object) {
        let held = dense_length(array, words);
        values.reserve(held);
        for slot in &words.slots()[..held] {
            match slot.get() {
                Value::HOLE => {}
                Value::UNDEFINED => undefined += 1,
                value => values.push(cx.root(value)),
            }
        }
        index = length;
    }
    index = next_index(&mut cx.leaf(), *object, index, length);
    while index < length {
        match element(cx, object, index)? {
            Some(value) if value.is_undefined() => undefined += 1,
            Some(value) => values.push(value),
            None => {}
        }
        index = next_index(&mut cx.leaf(), *object, index + 1, length);
    }
    let values = sort_values(cx, values, comparator)?;
    write_back(cx, object, length, &values, undefined)?;
    cx.release(outer);
    Ok(*object)
}

pub(super) fn to_sorted(cx: &mut Cx<'_>) -> JsResult {
    let comparator = comparator(cx)?;
    let this = cx.this();
    let object = cx.to_object(this)?;
    let length = cx.length_of(object)?;
    let result: ResultArray = array_create(cx, length, true)?;
    let mut values = Vec::new();
    for index in 0..length {
        let value = element_or_undefined(cx, object, index)?;
        if !value.is_undefined() {
            values.push(value);
        }
    }
    let values = sort_values(cx, values, comparator)?;
    let padding = std::iter::repeat(Rooted::UNDEFINED);
    for (index, value) in (0..length).zip(values.into_iter().chain(padding)) {
        result.put(cx, index, value)?;
    }
    Ok(*result.value)
}

/// Values, then the undefined ones, then holes.
fn write_back(cx: &mut Cx<'_>, object: Rooted, length: u64, values: &[Rooted], undefined: usize) -> JsResult<()> {
    let count = values.len() + undefined;
    let padding = std::iter::repeat_n(Rooted::UNDEFINED, undefined);
    let sorted = values.iter().copied().chain(padding);
    let mut space = cx.leaf();
    if let Some((array, words)) = writable(&space, *object)
        && u64::from(array.length()) == length
        && count <= words.len()
    {
        let slots = words.slots();
        space.overwrite(words.cell(), slots);
        for (slot, value) in slots.iter().zip(sorted) {
            slot.put(*value);
        }
        for slot in &slots[count..] {
            slot.put(Value::HOLE);
        }
        return Ok(());
    }
    for (index, value) in sorted.enumerate() {
        cx.set_index(object, index as u64, value)?;
    }
    let mark = cx.mark();
    let mut index = next_index(&mut cx.leaf(), *object, count as u64, length);
    while index < length {
        let key = cx.index_key(index);
        if cx.has_property(object, key)? {
            delete_index(cx, object, index)?;
        }
        cx.release(mark);
        index = next_index(&mut cx.leaf(), *object, index + 1, length);
    }
    Ok(())
}

fn sort_values(cx: &mut Cx<'_>, values: Vec<Rooted>, comparator: Option<Rooted>) -> JsResult<Vec<Rooted>> {
    match comparator {
        Some(function) => sort_by(cx, values, function),
        None => sort_by_text(cx, values),
    }
}

// ---- the standard order: by text

fn sort_by_text(cx: &mut Cx<'_>, values: Vec<Rooted>) -> JsResult<Vec<Rooted>> {
    if values.iter().all(|value| value.is_int()) {
        return Ok(sort_ints_by_text(values));
    }
    let mut keyed: Vec<(Chars<'_>, Rooted)> = Vec::with_capacity(values.len());
    let mut texts = Vec::with_capacity(values.len());
    for &value in &values {
        texts.push(cx.to_string(value)?);
    }
    // From here on nothing runs that could collect: the characters stay where they are.
    let mut leaf = cx.leaf();
    for (text, value) in texts.into_iter().zip(values) {
        if let Some(string) = Gc::<JsString>::from_value(*text) {
            keyed.push((leaf.chars(string), value));
        }
    }
    let characters = keyed.iter().map(|(text, _)| text.len()).fold(0, usize::saturating_add);
    if characters > MANY_CHARACTERS {
        keyed = merge_sort(keyed, |a, b| {
            leaf.check_interrupt()?;
            Ok(a.0 < b.0)
        })?;
    } else {
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
    }
    Ok(keyed.into_iter().map(|(_, value)| value).collect())
}

/// Texts that are longer together are sorted with looks at what may end the run.
const MANY_CHARACTERS: usize = limit!(16 << 20, small = 64);

/// Integers by their decimal text: the sign, then the digits as a fraction, then their number.
fn sort_ints_by_text(values: Vec<Rooted>) -> Vec<Rooted> {
    let mut keyed: Vec<(u64, i32, Rooted)> = values
        .into_iter()
        .map(|value| {
            let i = value.as_int().unwrap_or(0);
            let magnitude = u64::from(i.unsigned_abs());
            let digits = magnitude.checked_ilog10().unwrap_or(0);
            let fraction = magnitude * 10_u64.pow(9 - digits);
            let key = u64::from(i >= 0) << 63 | fraction << 8 | u64::from(digits);
            (key, i, value)
        })
        .collect();
    keyed.sort_by_key(|&(key, ..)| key);
    keyed.into_iter().map(|(.., value)| value).collect()
}
