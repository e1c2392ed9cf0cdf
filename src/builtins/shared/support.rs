//! Small operations that several builtins share: keys as values, descriptors as objects, argument
//! lists, the checks of receivers.

use std::fmt::Display;

use crate::numeric::conversion::{MAX_SAFE_INTEGER, decimal};
use crate::objects::{Descriptor, Gc, InternalMethods, JsArray, Key, Object, Space, Value, View};
use crate::vm::{Cx, JsResult, Leaf, Rooted, Throw, messages};

/// The object that `value` refers to.
#[inline]
pub(in crate::builtins) fn as_object(value: Value) -> Option<Gc<Object>> {
    Gc::from_value(value)
}

/// The object that `value` refers to; the caller knows that it is one.
#[inline]
pub(in crate::builtins) fn object_of(value: Value) -> Gc<Object> {
    debug_assert!(value.is_object());
    Gc::from_cell(value.cell_unchecked())
}

/// A property key as a script sees it: a string or a symbol.
pub(in crate::builtins) fn key_value(space: &mut Space, key: Key) -> Value {
    match key.as_index() {
        Some(index) => index_string(space, index),
        None => key.word(),
    }
}

/// The decimal text of an index.
pub(in crate::builtins) fn index_string(space: &mut Space, index: u32) -> Value {
    space.new_latin1(decimal(index.into(), &mut [0; 20])).value()
}

/// ToIndex (ECMA-262 §7.1.22); `None` when it is none, which every caller has its own words for.
pub(in crate::builtins) fn to_index(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Option<u64>> {
    let number = cx.to_integer(value)?;
    Ok((0.0..=MAX_SAFE_INTEGER as f64).contains(&number).then_some(number as u64))
}

/// Where `lastIndexOf` begins by its argument `fromIndex`: behind the last index that it looks at;
/// `None` where it looks at none.
pub(in crate::builtins) fn last_end(cx: &mut Cx<'_>, length: u64) -> JsResult<Option<u64>> {
    if length == 0 || cx.argc() < 2 {
        return Ok((length > 0).then_some(length));
    }
    let from = cx.arg(1);
    let from = cx.to_integer(from)?;
    let last = if from < 0.0 { length as f64 + from } else { from.min(length as f64 - 1.0) };
    Ok((last >= 0.0).then_some(last as u64 + 1))
}

/// The receiver as an object, or V8's complaint that names the method.
pub(in crate::builtins) fn this_object(cx: &mut Cx<'_>, method: &str) -> JsResult<Rooted> {
    let this = cx.this();
    if this.is_object() {
        return Ok(this);
    }
    if this.is_nullish() {
        return Err(cx.type_error(messages::called_on_nullish(&method)));
    }
    cx.to_object(this)
}

/// The error of a method called on a receiver of another class.
pub(in crate::builtins) fn incompatible(cx: &mut Cx<'_>, method: impl Display) -> Throw {
    let this = *cx.this();
    incompatible_leaf(&mut cx.leaf(), this, method)
}

/// As [`incompatible`], in a leaf native.
pub(in crate::builtins) fn incompatible_leaf(leaf: &mut Leaf<'_>, this: Value, method: impl Display) -> Throw {
    let text = leaf.describe_value(this);
    leaf.type_error(messages::incompatible(&method, &text))
}

/// A TypeError when the constructor was called without `new`.
pub(in crate::builtins) fn require_new(cx: &mut Cx<'_>, class: &str) -> JsResult<()> {
    if cx.new_target().is_undefined() { Err(cx.type_error(messages::requires_new(class))) } else { Ok(()) }
}

/// DefinePropertyOrThrow (ECMA-262 §7.3.8).
pub(in crate::builtins) fn define_or_throw(
    cx: &mut Cx<'_>,
    target: Rooted,
    key: Key,
    desc: Descriptor,
) -> JsResult<()> {
    if cx.define_own_property(target, key, desc)? {
        return Ok(());
    }
    let object = object_of(*target);
    if object.internal_methods() == InternalMethods::Proxy {
        return Err(cx.vm().refused_definition(object, key)?);
    }
    let name = cx.vm().describe_key(key);
    let exists = cx.has_own_property(target, key)?;
    if !exists && View::typed_array(*target).is_some() && cx.vm().is_element_key(key) {
        return Err(cx.type_error(messages::TYPED_ARRAY_INDEX));
    }
    if let Some(array) = JsArray::of(object)
        && key == cx.leaf().names.length
        && desc.value.and_then(Value::as_number).is_some_and(|n| n < f64::from(array.length()))
        && !object.has_flag(crate::objects::object::flags::LENGTH_READ_ONLY)
        && array.length() > 0
    {
        return Err(cx.type_error(messages::cannot_delete_element(&(array.length() - 1))));
    }
    Err(if exists {
        cx.type_error(messages::cannot_redefine(&name))
    } else {
        cx.type_error(messages::cannot_define(&name))
    })
}

/// The keys of the own enumerable string-keyed properties, kept as roots (EnumerableOwnProperties
/// of kind key, ECMA-262 §7.3.23).
pub(in crate::builtins) fn enumerable_own_keys(cx: &mut Cx<'_>, object: Rooted) -> JsResult<Vec<Key>> {
    let keys = cx.own_property_keys(object)?;
    let mut found = Vec::with_capacity(keys.len());
    for key in keys.into_iter().take_while(|key| !key.is_symbol()) {
        if cx.is_own_enumerable(object, key)? {
            found.push(key);
        }
    }
    Ok(found)
}

/// CreateListFromArrayLike (ECMA-262 §7.3.19).
pub(in crate::builtins) fn list_from_array_like(cx: &mut Cx<'_>, source: Rooted) -> JsResult<Vec<Rooted>> {
    if !source.is_object() {
        return Err(cx.type_error("CreateListFromArrayLike called on non-object"));
    }
    if let Some(array) = Gc::<JsArray>::from_value(*source)
        && let Some(words) = array.dense()
        && !cx.leaf().proto_has_elements
    {
        let length = array.length() as usize;
        check_argument_count(cx, length as u64)?;
        let held = words.slots().iter().take(length);
        let mut list: Vec<Rooted> = Vec::with_capacity(length);
        list.extend(held.map(|slot| {
            let value = slot.get();
            if value.is_hole() { Rooted::UNDEFINED } else { cx.root(value) }
        }));
        list.resize(length, Rooted::UNDEFINED);
        return Ok(list);
    }
    let length = cx.length_of(source)?;
    check_argument_count(cx, length)?;
    let mut list = Vec::with_capacity(length as usize);
    for i in 0..length {
        list.push(super::elements::element_or_undefined(cx, source, i)?);
    }
    Ok(list)
}

/// More arguments than any stack could hold: as V8 answers.
fn check_argument_count(cx: &mut Cx<'_>, count: u64) -> JsResult<()> {
    if count > 1 << 22 { Err(cx.range_error(messages::CALL_STACK)) } else { Ok(()) }
}
