//! The internal methods of wrappers of primitives, of which those of strings are exotic (ECMA-262
//! §10.4.3): they have the characters as elements, and `length`.

use super::ordinary;
use crate::objects::attributes::ENUMERABLE;
use crate::objects::{Gc, JsString, Key, Object, OwnProperty, Primitive, Space, Value};

fn string_of(object: Gc<Object>) -> Option<Gc<JsString>> {
    Gc::<JsString>::from_value(Gc::<Primitive>::from_cell(object.cell()).value.get())
}

/// `[[GetOwnProperty]]` with StringGetOwnProperty.
pub(super) fn get_own_property(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    if let Some(string) = string_of(object) {
        if let Some(index) = key.as_index()
            && (index as usize) < string.len()
        {
            let unit = space.chars(string).at(index as usize);
            return Some(OwnProperty::data(space.new_char(unit).value(), ENUMERABLE));
        }
        if key == space.names.length {
            return Some(OwnProperty::data(Value::length(string.len()), 0));
        }
    }
    ordinary::get_own_property(space, object, key)
}

pub(super) fn own_property_keys(space: &mut Space, object: Gc<Object>) -> Vec<Key> {
    let mut keys = Vec::new();
    let string = string_of(object);
    if let Some(string) = string {
        keys.extend((0..string.len() as u32).map(Key::index));
    }
    space.stored_keys(object, &mut keys, string.is_some());
    keys
}
