//! The internal methods of arguments objects (ECMA-262 §10.4.4): in sloppy functions the elements
//! are aliases of parameters until they are deleted or redefined.

use super::super::Vm;
use super::super::native::JsResult;
use super::ordinary;
use crate::objects::object::flags;
use crate::objects::{Descriptor, Environment, Gc, Key, Object, OwnProperty, Space, Value};

/// The environment slot that the property is an alias of.
fn alias(space: &Space, object: Gc<Object>, key: Key) -> Option<(Gc<Environment>, usize)> {
    if object.has_flag(flags::MAPPED_ARGUMENTS) { space.mapped_argument(object, key.as_index()?) } else { None }
}

pub(super) fn get_own_property(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    let mut found = ordinary::get_own_property(space, object, key)?;
    if let Some((env, slot)) = alias(space, object, key) {
        found.value = env.slots()[slot].get();
    }
    Some(found)
}

/// Writes the parameter that element `index` is an alias of, if it is one.
pub(super) fn write_alias(space: &mut Space, object: Gc<Object>, index: u32, value: Value) {
    if let Some((env, slot)) = alias(space, object, Key::index(index)) {
        space.store(env.cell(), &env.slots()[slot], value);
    }
}

impl Vm {
    /// `[[DefineOwnProperty]]` (ECMA-262 §10.4.4.2).
    pub(super) fn define_in_arguments(&mut self, object: Gc<Object>, key: Key, desc: Descriptor) -> JsResult<bool> {
        if !self.define_ordinarily(object, key, desc)? {
            return Ok(false);
        }
        if let Some(index) = key.as_index()
            && object.has_flag(flags::MAPPED_ARGUMENTS)
        {
            if let Some(value) = desc.value {
                write_alias(&mut self.space, object, index, value);
            }
            if desc.is_accessor() || desc.writable == Some(false) {
                self.space.unmap_argument(object, index);
            }
        }
        Ok(true)
    }

    /// `[[Delete]]` (ECMA-262 §10.4.4.5).
    pub(super) fn delete_in_arguments(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        let deleted = self.delete_ordinarily(object, key)?;
        if deleted
            && let Some(index) = key.as_index()
            && object.has_flag(flags::MAPPED_ARGUMENTS)
        {
            self.space.unmap_argument(object, index);
        }
        Ok(deleted)
    }
}
