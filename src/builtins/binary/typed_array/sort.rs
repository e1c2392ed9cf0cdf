//! `sort` and `toSorted` of typed arrays (ECMA-262 §23.2.3.29, §23.2.3.33).

use std::cmp::Ordering;

use super::constructor::copy_elements;
use super::{create, element, validate_this, validate_written};
use crate::builtins::shared::merge_sort::{comparator, sort_by};
use crate::for_element_type;
use crate::objects::cells::element_type::Element;
use crate::objects::cells::run::Run;
use crate::objects::{Gc, View};
use crate::vm::{Cx, JsResult, Rooted};

pub(super) fn sort(cx: &mut Cx<'_>) -> JsResult {
    let comparator = comparator(cx)?;
    let (view, length) = validate_written(cx, "sort")?;
    match comparator {
        None => sort_elements(view),
        Some(function) => sort_into(cx, view, view, length, function)?,
    }
    Ok(view.value())
}

pub(super) fn to_sorted(cx: &mut Cx<'_>) -> JsResult {
    let comparator = comparator(cx)?;
    let (view, length) = validate_this(cx, "toSorted")?;
    let result = create(cx, view.element_type(), length)?;
    match comparator {
        None => {
            copy_elements(view, result, 0);
            sort_elements(result);
        }
        Some(function) => sort_into(cx, view, result, length, function)?,
    }
    Ok(result.value())
}

/// Sorts the elements of one array by a function, and stores them in the other as far as they are
/// there then.
fn sort_into(cx: &mut Cx<'_>, from: Gc<View>, to: Gc<View>, length: usize, function: Rooted) -> JsResult<()> {
    let mark = cx.mark();
    let mut values = Vec::with_capacity(length);
    for index in 0..length {
        values.push(element(cx, from, index));
    }
    let of = to.element_type();
    for (index, value) in sort_by(cx, values, function)?.into_iter().enumerate() {
        to.put(index, of.encode(*value));
    }
    cx.release(mark);
    Ok(())
}

/// Sorts by the standard order of numbers (ECMA-262 §23.2.4.7).
fn sort_elements(view: Gc<View>) {
    for_element_type!(view.element_type(), T => sort_run(view.elements::<T>(), T::order));
}

fn sort_run<T: Element>(elements: Run<'_, T>, order: fn(&T, &T) -> Ordering) {
    let mut values = elements.to_vec();
    values.sort_unstable_by(order);
    elements.copy_from_slice(&values);
}
