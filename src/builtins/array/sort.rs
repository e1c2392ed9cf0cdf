//! Array.prototype.sort and toSorted (ECMA-262 §23.1.3.30): a stable merge sort that takes what
//! order it finds.
//!
//! Natural runs are found (falling ones turned round), short ones are brought to a minimum length
//! by binary insertion, and neighbours are merged by the powersort rule, so that the number of
//! calls of the comparison function is near the least possible. The values being sorted are roots
//! of the running native, never only in Rust's memory.

use super::support::{ResultArray, array_create, delete_index, dense_length, next_index, writable};
use crate::builtins::shared::elements::{element, element_or_undefined, readable};
use crate::objects::{Chars, Gc, JsString, Value};
use crate::vm::{Cx, JsResult, Rooted};

/// Runs shorter than this are lengthened by insertion.
const MIN_RUN: usize = limit!(12, small = 2);

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

fn comparator(cx: &mut Cx<'_>) -> JsResult<Option<Rooted>> {
    let comparator = cx.arg(0);
    if comparator.is_undefined() {
        return Ok(None);
    }
    if comparator.is_callable() {
        return Ok(Some(comparator));
    }
    Err(cx.type_error("The comparison function must be either a function or undefined"))
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
        Some(function) => {
            let mark = cx.mark();
            merge_sort(values, |a, b| {
                // A native comparison function does not look itself.
                cx.check_interrupt()?;
                let order = cx.call(function, Rooted::UNDEFINED, &[a, b])?;
                let less = match order.as_int() {
                    Some(order) => order < 0,
                    None => {
                        let order = cx.to_number(order)?;
                        cx.release(mark);
                        order < 0.0
                    }
                };
                Ok(less)
            })
        }
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

// ---- merging

/// Sorts by `less(later, earlier)`, which may fail. Stable.
fn merge_sort<T: Copy>(mut values: Vec<T>, mut less: impl FnMut(T, T) -> JsResult<bool>) -> JsResult<Vec<T>> {
    let length = values.len();
    let mut scratch = Vec::new();
    // Runs as (start, end, power of the boundary after it).
    let mut runs: Vec<(usize, usize, u32)> = Vec::new();
    let mut start = 0;
    while start < length {
        let end = next_run(&mut values, start, &mut less)?;
        if let Some(&(previous, ..)) = runs.last() {
            let power = boundary_power(previous, start, end, length);
            while runs.len() > 1 && runs[runs.len() - 2].2 > power {
                merge_top(&mut values, &mut runs, &mut scratch, &mut less)?;
            }
            if let Some(last) = runs.last_mut() {
                last.2 = power;
            }
        }
        runs.push((start, end, 0));
        start = end;
    }
    while runs.len() > 1 {
        merge_top(&mut values, &mut runs, &mut scratch, &mut less)?;
    }
    Ok(values)
}

/// Depth in a perfectly balanced merge tree of the boundary between the run that starts at
/// `previous` and the one at `start..end` (powersort).
fn boundary_power(previous: usize, start: usize, end: usize, length: usize) -> u32 {
    let scale = |middle_twice: usize| ((middle_twice as u128) << 62) / length as u128;
    let left = scale(previous + start) as u64;
    let right = scale(start + end) as u64;
    (left ^ right).leading_zeros()
}

/// The end of the run that starts at `start`, made at least `MIN_RUN` long.
fn next_run<T: Copy>(values: &mut [T], start: usize, less: &mut impl FnMut(T, T) -> JsResult<bool>) -> JsResult<usize> {
    let length = values.len();
    let mut end = start + 1;
    if end < length {
        let falling = less(values[end], values[start])?;
        end += 1;
        while end < length && less(values[end], values[end - 1])? == falling {
            end += 1;
        }
        if falling {
            values[start..end].reverse();
        }
    }
    let wanted = length.min(start + MIN_RUN);
    while end < wanted {
        let value = values[end];
        let (mut low, mut high) = (start, end);
        while low < high {
            let middle = low + (high - low) / 2;
            if less(value, values[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        values.copy_within(low..end, low + 1);
        values[low] = value;
        end += 1;
    }
    Ok(end)
}

/// Merges the last two runs.
fn merge_top<T: Copy>(
    values: &mut [T],
    runs: &mut Vec<(usize, usize, u32)>,
    scratch: &mut Vec<T>,
    less: &mut impl FnMut(T, T) -> JsResult<bool>,
) -> JsResult<()> {
    let (Some((middle, end, power)), Some(left)) = (runs.pop(), runs.last_mut()) else { return Ok(()) };
    let start = left.0;
    left.1 = end;
    left.2 = power;
    merge(values, start, middle, end, scratch, less)
}

fn merge<T: Copy>(
    values: &mut [T],
    start: usize,
    middle: usize,
    end: usize,
    scratch: &mut Vec<T>,
    less: &mut impl FnMut(T, T) -> JsResult<bool>,
) -> JsResult<()> {
    // What already lies right at both ends needs no merging: found by galloping, which costs little
    // when there is nothing.
    let start = start + leading_in_place(values, start, middle, less)?;
    if start == middle {
        return Ok(());
    }
    scratch.clear();
    scratch.extend_from_slice(&values[start..middle]);
    let (mut left, mut right, mut out) = (0, middle, start);
    while left < scratch.len() && right < end {
        if less(values[right], scratch[left])? {
            values[out] = values[right];
            right += 1;
        } else {
            values[out] = scratch[left];
            left += 1;
        }
        out += 1;
    }
    let rest = scratch.len() - left;
    values[out..out + rest].copy_from_slice(&scratch[left..]);
    Ok(())
}

/// How many of `start..middle` are not greater than the first value of the right run.
fn leading_in_place<T: Copy>(
    values: &[T],
    start: usize,
    middle: usize,
    less: &mut impl FnMut(T, T) -> JsResult<bool>,
) -> JsResult<usize> {
    let first = values[middle];
    let mut step = 1;
    let mut low = start;
    let mut high = middle;
    while low + step <= middle {
        if less(first, values[low + step - 1])? {
            high = low + step - 1;
            break;
        }
        low += step;
        step *= 2;
    }
    while low < high {
        let at = low + (high - low) / 2;
        if less(first, values[at])? {
            high = at;
        } else {
            low = at + 1;
        }
    }
    Ok(low - start)
}
