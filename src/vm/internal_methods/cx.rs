//! The internal methods as re-entrant natives call them: rooted values in, rooted values out. The
//! first argument of each is an object.

use super::{Integrity, is_ordinary_for};
use crate::objects::attributes::ENUMERABLE;
use crate::objects::{Descriptor, Gc, JsString, Key, Object, OwnProperty, Value};
use crate::vm::native::{Cx, JsResult, Leaf, Rooted};

fn object_of(value: Rooted) -> Gc<Object> {
    debug_assert!(value.is_object());
    Gc::from_cell(value.cell_unchecked())
}

impl Leaf<'_> {
    /// `object[key]` where it is a data property, or nowhere, and was looked up not long ago.
    pub fn known_data(&mut self, object: Gc<Object>, key: Value) -> Option<Value> {
        let key = match Gc::<JsString>::from_value(key) {
            Some(string) => self.vm.space.string_key(string),
            None => key.is_symbol().then(|| Key::name(key))?,
        };
        if !is_ordinary_for(object, key) {
            return None;
        }
        let (value, place) = self.vm.known_property(object, key)?;
        (!place.is_accessor()).then_some(value)
    }
}

impl Cx<'_> {
    /// `[[GetPrototypeOf]]`: an object or null.
    pub fn get_prototype_of(&mut self, object: Rooted) -> JsResult<Rooted> {
        self.check_interrupt()?;
        let proto = self.vm.get_prototype_of(object_of(object))?;
        Ok(self.root(proto))
    }

    /// `[[SetPrototypeOf]]`: whether `proto`, an object or null, is the prototype now.
    pub fn set_prototype_of(&mut self, object: Rooted, proto: Rooted) -> JsResult<bool> {
        self.vm.set_prototype_of(object_of(object), *proto)
    }

    /// `[[IsExtensible]]`
    pub fn is_extensible(&mut self, object: Rooted) -> JsResult<bool> {
        self.vm.is_extensible(object_of(object))
    }

    /// `[[PreventExtensions]]`: whether no property can be added now.
    pub fn prevent_extensions(&mut self, object: Rooted) -> JsResult<bool> {
        self.vm.prevent_extensions(object_of(object))
    }

    /// `[[GetOwnProperty]]`, the value kept as a root.
    #[inline]
    pub fn get_own_property(&mut self, object: Rooted, key: Key) -> JsResult<Option<OwnProperty>> {
        self.check_interrupt()?;
        let property = self.vm.get_own_property(object_of(object), key)?;
        if let Some(property) = &property {
            self.root(property.value);
        }
        Ok(property)
    }

    /// HasOwnProperty (ECMA-262 §7.3.12).
    #[inline]
    pub fn has_own_property(&mut self, object: Rooted, key: Key) -> JsResult<bool> {
        self.check_interrupt()?;
        Ok(self.vm.get_own_property(object_of(object), key)?.is_some())
    }

    /// Whether the own property is there and enumerable.
    #[inline]
    pub fn is_own_enumerable(&mut self, object: Rooted, key: Key) -> JsResult<bool> {
        self.check_interrupt()?;
        Ok(self.vm.get_own_property(object_of(object), key)?.is_some_and(|p| p.attributes & ENUMERABLE != 0))
    }

    /// The value of an own enumerable property, which may have a getter.
    #[inline]
    pub fn own_enumerable_value(&mut self, object: Rooted, key: Key) -> JsResult<Option<Rooted>> {
        self.check_interrupt()?;
        let value = self.vm.own_enumerable_value(object_of(object), key)?;
        Ok(value.map(|value| self.root(value)))
    }

    /// `[[DefineOwnProperty]]`: whether the object accepted it.
    pub fn define_own_property(&mut self, object: Rooted, key: Key, desc: Descriptor) -> JsResult<bool> {
        self.check_interrupt()?;
        self.vm.define_own_property(object_of(object), key, desc)
    }

    /// `[[HasProperty]]`
    pub fn has_property(&mut self, object: Rooted, key: Key) -> JsResult<bool> {
        self.check_interrupt()?;
        self.vm.has_property(object_of(object), key)
    }

    /// `[[Delete]]`: false when the property is there and not configurable.
    pub fn try_delete(&mut self, object: Rooted, key: Key) -> JsResult<bool> {
        self.check_interrupt()?;
        self.vm.delete(object_of(object), key)
    }

    /// `[[OwnPropertyKeys]]`, the keys kept as roots.
    pub fn own_property_keys(&mut self, object: Rooted) -> JsResult<Vec<Key>> {
        let keys = self.vm.own_property_keys(object_of(object))?;
        for key in &keys {
            self.root(key.as_name().unwrap_or(Value::UNDEFINED));
        }
        Ok(keys)
    }

    /// SetIntegrityLevel (ECMA-262 §7.3.15): whether the object has that level now.
    pub fn set_integrity_level(&mut self, object: Rooted, level: Integrity) -> JsResult<bool> {
        self.vm.set_integrity_level(object_of(object), level)
    }
}
