//! The internal methods of ordinary objects (ECMA-262 §10.1), and of others as far as those have
//! none of their own.

use super::super::Vm;
use super::super::native::JsResult;
use super::{arguments, array, error, has_ordinary_prototype, is_ordinary_for};
use crate::objects::attributes::{self, ACCESSOR, CONFIGURABLE, ENUMERABLE, WRITABLE};
use crate::objects::{Descriptor, Gc, InternalMethods, Key, Object, OwnProperty, Space, Value};

/// OrdinaryGetOwnProperty: what is stored.
#[inline]
pub(super) fn get_own_property(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    match key.as_index() {
        Some(index) => space.get_element(object, index),
        None => space.get_named(object, key),
    }
}

/// OrdinaryOwnPropertyKeys: the keys of what is stored.
pub(super) fn own_property_keys(space: &mut Space, object: Gc<Object>) -> Vec<Key> {
    let mut keys = Vec::new();
    space.stored_keys(object, &mut keys, false);
    keys
}

/// OrdinarySetPrototypeOf, with what ECMA-262 §10.4.7 has to say of `Object.prototype`.
pub(super) fn set_prototype_of(space: &mut Space, object: Gc<Object>, proto: Value) -> bool {
    if space.proto_of(object) == proto {
        return true;
    }
    if object.value() == space.roots.object_proto || !space.is_extensible(object) {
        return false;
    }
    let mut next = Gc::<Object>::from_value(proto);
    while let Some(at) = next.filter(|&at| has_ordinary_prototype(at)) {
        if at == object {
            return false;
        }
        next = Gc::from_value(space.proto_of(at));
    }
    space.set_proto(object, proto);
    true
}

/// Step 2 of ValidateAndApplyPropertyDescriptor (ECMA-262 §10.1.6.3): value and attributes of a
/// property that is not there yet.
fn new_property(space: &mut Space, desc: &Descriptor) -> (Value, u8) {
    if desc.is_accessor() {
        let pair = space.new_accessor(desc.get.unwrap_or(Value::UNDEFINED), desc.set.unwrap_or(Value::UNDEFINED));
        (pair.value(), desc.attributes(0) & !WRITABLE | ACCESSOR)
    } else {
        (desc.value.unwrap_or(Value::UNDEFINED), desc.attributes(0))
    }
}

/// Steps 4 and 5 of ValidateAndApplyPropertyDescriptor: whether `current` may become what `desc`
/// says.
pub(super) fn allows(space: &mut Space, current: &OwnProperty, desc: &Descriptor) -> bool {
    if current.attributes & CONFIGURABLE != 0 {
        return true;
    }
    let enumerable = current.attributes & ENUMERABLE != 0;
    if desc.configurable == Some(true) || desc.enumerable.is_some_and(|e| e != enumerable) {
        return false;
    }
    if let Some(pair) = current.accessor() {
        return !desc.is_data()
            && desc.get.is_none_or(|get| get == pair.get.get())
            && desc.set.is_none_or(|set| set == pair.set.get());
    }
    if desc.is_accessor() {
        return false;
    }
    if current.attributes & WRITABLE == 0 {
        return desc.writable != Some(true) && desc.value.is_none_or(|value| space.same_value(value, current.value));
    }
    true
}

/// Step 6 of ValidateAndApplyPropertyDescriptor: what `current` becomes.
fn merged_property(space: &mut Space, current: &OwnProperty, desc: &Descriptor) -> (Value, u8) {
    if desc.is_accessor() {
        let old = current.accessor();
        let get = desc.get.unwrap_or(old.map_or(Value::UNDEFINED, |old| old.get.get()));
        let set = desc.set.unwrap_or(old.map_or(Value::UNDEFINED, |old| old.set.get()));
        let pair = space.new_accessor(get, set);
        return (pair.value(), desc.attributes(current.attributes) & !WRITABLE | ACCESSOR);
    }
    if current.is_accessor() {
        if desc.is_data() {
            let default = current.attributes & !(WRITABLE | ACCESSOR);
            return (desc.value.unwrap_or(Value::UNDEFINED), desc.attributes(default));
        }
        return (current.value, desc.attributes(current.attributes) & !WRITABLE | ACCESSOR);
    }
    (desc.value.unwrap_or(current.value), desc.attributes(current.attributes))
}

impl Vm {
    /// OrdinaryDefineOwnProperty.
    pub(super) fn define_ordinarily(&mut self, object: Gc<Object>, key: Key, desc: Descriptor) -> JsResult<bool> {
        let current = self.get_own_property(object, key)?;
        let space = &mut self.space;
        let Some(current) = current else {
            if !space.is_extensible(object) {
                return Ok(false);
            }
            let (value, attributes) = new_property(space, &desc);
            space.add_own(object, key, value, attributes);
            return Ok(true);
        };
        if !allows(space, &current, &desc) {
            return Ok(false);
        }
        let (value, attributes) = merged_property(space, &current, &desc);
        match key.as_index() {
            Some(index) => space.put_element(object, index, value, attributes),
            None => space.reconfigure_named(object, key, value, attributes),
        }
        Ok(true)
    }

    /// OrdinaryHasProperty.
    pub(super) fn has_ordinarily(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        if let Some((_, place)) = self.known_property(object, key) {
            return Ok(!place.is_none());
        }
        let mut at = object;
        loop {
            if self.get_own_property(at, key)?.is_some() {
                self.remember_lookup(object, Some(at), key);
                return Ok(true);
            }
            match Gc::<Object>::from_value(self.space.proto_of(at)) {
                None => {
                    self.remember_lookup(object, None, key);
                    return Ok(false);
                }
                Some(next) if !is_ordinary_for(next, key) => return self.has_property(next, key),
                Some(next) => at = next,
            }
        }
    }

    /// OrdinaryGet.
    pub(in crate::vm) fn get_ordinarily(&mut self, object: Gc<Object>, key: Key, receiver: Value) -> JsResult {
        match self.known_property(object, key) {
            Some((value, place)) => self.finish_read(value, place, receiver),
            None => self.get_along_chain(object, key, receiver),
        }
    }

    fn get_along_chain(&mut self, object: Gc<Object>, key: Key, receiver: Value) -> JsResult {
        let mut at = object;
        loop {
            let found = match at.internal_methods() {
                InternalMethods::Error => error::get_own_to_read(&mut self.space, at, key),
                _ => self.get_own_property(at, key)?,
            };
            if let Some(found) = found {
                self.remember_lookup(object, Some(at), key);
                return self.read_property(&found, receiver);
            }
            match Gc::<Object>::from_value(self.space.proto_of(at)) {
                Some(next) if !is_ordinary_for(next, key) => return self.get(next, key, receiver),
                Some(next) => at = next,
                None => {
                    self.remember_lookup(object, None, key);
                    return Ok(Value::UNDEFINED);
                }
            }
        }
    }

    /// OrdinarySet.
    pub(super) fn set_ordinarily(
        &mut self,
        object: Gc<Object>,
        key: Key,
        value: Value,
        receiver: Value,
    ) -> JsResult<bool> {
        if object.value() == receiver && self.write_plain(object, key, value) {
            return Ok(true);
        }
        let mut at = object;
        let mut is_missing = false;
        loop {
            if let Some(found) = self.get_own_property(at, key)? {
                if let Some(pair) = found.accessor() {
                    let setter = pair.set.get();
                    if setter.is_undefined() {
                        return Ok(false);
                    }
                    self.call_value(setter, receiver, &[value])?;
                    return Ok(true);
                }
                if found.attributes & WRITABLE == 0 {
                    return Ok(false);
                }
                if at.value() == receiver {
                    return self.write_own(at, key, value);
                }
                break;
            }
            is_missing |= at.value() == receiver;
            match Gc::<Object>::from_value(self.space.proto_of(at)) {
                None => break,
                Some(next) if !is_ordinary_for(next, key) => return self.set(next, key, value, receiver),
                Some(next) => at = next,
            }
        }
        let Some(receiver) = Gc::<Object>::from_value(receiver) else { return Ok(false) };
        let own = if is_missing { None } else { self.get_own_property(receiver, key)? };
        match own {
            Some(own) if own.is_accessor() || own.attributes & WRITABLE == 0 => Ok(false),
            Some(_) => self.write_own(receiver, key, value),
            None => self.create_own(receiver, key, value),
        }
    }

    /// Writes an own data property of an object without own ways; false when there is none that can
    /// be written.
    #[inline]
    fn write_plain(&mut self, object: Gc<Object>, key: Key, value: Value) -> bool {
        if object.internal_methods() != InternalMethods::Ordinary || key.as_index().is_some() {
            return false;
        }
        match self.space.shape_of(object).lookup(key) {
            Some(property) if property.attributes & (WRITABLE | attributes::ACCESSOR) == WRITABLE => {
                self.space.write_named(object, property, value);
                true
            }
            _ => false,
        }
    }

    /// CreateDataProperty (ECMA-262 §7.3.5) of a key that is known to be absent.
    fn create_own(&mut self, object: Gc<Object>, key: Key, value: Value) -> JsResult<bool> {
        if !is_ordinary_for(object, key) {
            return self.define_own_property(object, key, Descriptor::data(value, attributes::ALL));
        }
        if !self.space.is_extensible(object) || array::is_beyond_fixed_length(object, key) {
            return Ok(false);
        }
        self.space.add_own(object, key, value, attributes::ALL);
        Ok(true)
    }

    /// `[[DefineOwnProperty]]` with nothing but a value, of an own data property that is known to
    /// be writable.
    fn write_own(&mut self, object: Gc<Object>, key: Key, value: Value) -> JsResult<bool> {
        let methods = object.internal_methods();
        if !is_ordinary_for(object, key) {
            return self.define_own_property(object, key, Descriptor { value: Some(value), ..Descriptor::default() });
        }
        if let Some(index) = key.as_index() {
            if methods == InternalMethods::Arguments {
                arguments::write_alias(&mut self.space, object, index, value);
            }
            let attributes = self.space.get_element(object, index).map_or(attributes::ALL, |p| p.attributes);
            self.space.put_element(object, index, value, attributes);
            return Ok(true);
        }
        if methods == InternalMethods::Array && key == self.space.names.length {
            return self.set_length_of_array(object, value);
        }
        if let Some(property) = self.space.shape_of(object).lookup(key) {
            self.space.write_named(object, property, value);
        }
        Ok(true)
    }

    /// OrdinaryDelete.
    pub(super) fn delete_ordinarily(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        let Some(property) = self.get_own_property(object, key)? else { return Ok(true) };
        Ok(self.delete_found(object, key, &property))
    }

    /// Deletes what is stored under a key.
    pub(super) fn delete_stored(&mut self, object: Gc<Object>, key: Key) -> bool {
        match get_own_property(&mut self.space, object, key) {
            Some(property) => self.delete_found(object, key, &property),
            None => true,
        }
    }

    fn delete_found(&mut self, object: Gc<Object>, key: Key, property: &OwnProperty) -> bool {
        if property.attributes & CONFIGURABLE == 0 {
            return false;
        }
        match key.as_index() {
            Some(index) => self.space.remove_element(object, index),
            None => self.space.remove_named(object, key),
        }
        true
    }
}
