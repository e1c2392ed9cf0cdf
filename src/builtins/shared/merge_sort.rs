//! A stable merge sort that takes what order it finds, by a comparison that may fail.
//!
//! Natural runs are found (falling ones turned round), short ones are brought to a minimum length
//! by binary insertion, and neighbours are merged by the powersort rule, so that the number of
//! calls of the comparison function is near the least possible.

use crate::vm::{Cx, JsResult, Rooted, messages};

/// Runs shorter than this are lengthened by insertion.
const MIN_RUN: usize = limit!(12, small = 2);

/// The comparison function that the first argument is, if any.
pub(in crate::builtins) fn comparator(cx: &mut Cx<'_>) -> JsResult<Option<Rooted>> {
    let comparator = cx.arg(0);
    if comparator.is_undefined() {
        return Ok(None);
    }
    if comparator.is_callable() {
        return Ok(Some(comparator));
    }
    Err(cx.type_error(messages::COMPARATOR))
}

/// Sorts values, which are roots, by a comparison function.
pub(in crate::builtins) fn sort_by(cx: &mut Cx<'_>, values: Vec<Rooted>, function: Rooted) -> JsResult<Vec<Rooted>> {
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

/// Sorts by `less(later, earlier)`, which may fail. Stable.
pub(in crate::builtins) fn merge_sort<T: Copy>(
    mut values: Vec<T>,
    mut less: impl FnMut(T, T) -> JsResult<bool>,
) -> JsResult<Vec<T>> {
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
