//! The internal methods of arrays (ECMA-262 §10.4.2): `length` stands beside the elements, not
//! among the names.

use super::super::native::JsResult;
use super::super::{ErrorKind, Vm};
use super::ordinary;
use crate::numeric::conversion::to_int32;
use crate::objects::attributes::WRITABLE;
use crate::objects::object::flags;
use crate::objects::{Descriptor, Gc, JsArray, Key, Object, OwnProperty, Space, Value};
use crate::vm::messages;

pub(super) fn get_own_property(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    if key == space.names.length {
        let writable = if object.has_flag(flags::LENGTH_READ_ONLY) { 0 } else { WRITABLE };
        return Some(OwnProperty::data(Gc::<JsArray>::from_cell(object.cell()).length_value(), writable));
    }
    ordinary::get_own_property(space, object, key)
}

pub(super) fn own_property_keys(space: &mut Space, object: Gc<Object>) -> Vec<Key> {
    let mut keys = Vec::new();
    space.stored_keys(object, &mut keys, true);
    keys
}

/// Whether `key` is an index that a `length` which cannot be written keeps out.
pub(super) fn is_beyond_fixed_length(object: Gc<Object>, key: Key) -> bool {
    object.has_flag(flags::LENGTH_READ_ONLY)
        && key.as_index().is_some_and(|index| JsArray::of(object).is_some_and(|array| index >= array.length()))
}

impl Vm {
    /// `[[DefineOwnProperty]]` (ECMA-262 §10.4.2.1).
    pub(super) fn define_in_array(&mut self, object: Gc<Object>, key: Key, mut desc: Descriptor) -> JsResult<bool> {
        if key == self.space.names.length {
            if let Some(value) = desc.value {
                desc.value = Some(Value::number(self.to_array_length(value)?.into()));
            }
            return Ok(self.space.define_array_length(Gc::from_cell(object.cell()), desc));
        }
        if is_beyond_fixed_length(object, key) {
            return Ok(false);
        }
        self.define_ordinarily(object, key, desc)
    }

    /// `array.length = value` for a `length` that can be written.
    pub(super) fn set_length_of_array(&mut self, object: Gc<Object>, value: Value) -> JsResult<bool> {
        let length = self.to_array_length(value)?;
        // The conversion may have made it read-only.
        if object.has_flag(flags::LENGTH_READ_ONLY) {
            return Ok(false);
        }
        Ok(self.space.set_array_length(Gc::from_cell(object.cell()), length))
    }

    /// The new length of an array from a value (ArraySetLength, ECMA-262 §10.4.2.4, steps 3 to 5).
    fn to_array_length(&mut self, value: Value) -> JsResult<u32> {
        let length = to_int32(self.to_number(value)?) as u32;
        let number = self.to_number(value)?;
        if f64::from(length) == number {
            Ok(length)
        } else {
            Err(self.throw_error(ErrorKind::Range, messages::ARRAY_LENGTH))
        }
    }
}
