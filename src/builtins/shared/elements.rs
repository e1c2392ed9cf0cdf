//! Elements of arrays and array-likes, for all that read them, with a short way through dense
//! arrays: a dense slot that is no hole is a plain data element, and a hole may be taken as absent
//! while no prototype has elements (`Space::proto_has_elements`).

use std::ops::ControlFlow;

use crate::objects::elements::dense::Dense;
use crate::objects::{Gc, JsArray, Space, Value};
use crate::vm::{Cx, JsResult, Rooted};

/// IsArray (ECMA-262 §7.2.2).
#[inline]
pub(in crate::builtins) fn is_array(cx: &mut Cx<'_>, value: Rooted) -> JsResult<bool> {
    cx.is_array(*value)
}

/// A dense array whose holes are just absent: for reading.
#[inline(always)]
pub(in crate::builtins) fn readable(space: &Space, value: Value) -> Option<(Gc<JsArray>, Dense)> {
    let array = Gc::<JsArray>::from_value(value)?;
    if space.proto_has_elements {
        return None;
    }
    Some((array, array.dense()?))
}

/// The element of a dense slot range: a hole is undefined.
#[inline(always)]
pub(in crate::builtins) fn slot_value(words: Dense, index: usize) -> Value {
    match words.slots().get(index) {
        Some(slot) if !slot.get().is_hole() => slot.get(),
        _ => Value::UNDEFINED,
    }
}

/// `object[index]` if there is such a property (HasProperty, then Get).
#[inline]
pub(in crate::builtins) fn element(cx: &mut Cx<'_>, object: Rooted, index: u64) -> JsResult<Option<Rooted>> {
    if let Some(array) = Gc::<JsArray>::from_value(*object)
        && let Some(words) = array.object().plain_elements()
        && let Some(slot) = words.slots().get(index as usize)
    {
        let value = slot.get();
        if !value.is_hole() {
            return Ok(Some(cx.root(value)));
        }
        if !cx.leaf().proto_has_elements {
            return Ok(None);
        }
    }
    element_slow(cx, object, index)
}

fn element_slow(cx: &mut Cx<'_>, object: Rooted, index: u64) -> JsResult<Option<Rooted>> {
    let key = cx.index_key(index);
    if cx.has_property(object, key)? { cx.get(object, key).map(Some) } else { Ok(None) }
}

/// `object[index]` (Get).
#[inline]
pub(in crate::builtins) fn element_or_undefined(cx: &mut Cx<'_>, object: Rooted, index: u64) -> JsResult<Rooted> {
    if let Some(array) = Gc::<JsArray>::from_value(*object)
        && let Some(words) = array.object().plain_elements()
        && let Some(slot) = words.slots().get(index as usize)
    {
        let value = slot.get();
        if !value.is_hole() {
            return Ok(cx.root(value));
        }
    }
    cx.get_index(object, index)
}

/// Calls `each` with key and value of every entry object that iterating gives
/// (AddEntriesFromIterable, ECMA-262 §24.1.1.2).
pub(in crate::builtins) fn each_pair(
    cx: &mut Cx<'_>,
    iterable: Rooted,
    mut each: impl FnMut(&mut Cx<'_>, Rooted, Rooted) -> JsResult<()>,
) -> JsResult<()> {
    cx.iterate(iterable, |cx, item| {
        if !item.is_object() {
            let text = cx.describe(item);
            return Err(cx.type_error(format!("Iterator value {text} is not an entry object")));
        }
        let (key, value) = match readable(&cx.leaf(), *item) {
            Some((_, words)) => {
                let (key, value) = (slot_value(words, 0), slot_value(words, 1));
                (cx.root(key), cx.root(value))
            }
            None => (cx.get_index(item, 0)?, cx.get_index(item, 1)?),
        };
        each(cx, key, value)?;
        Ok(ControlFlow::Continue(()))
    })
}
