//! The internal methods of the global objects of contexts (Node vm page, "What does it mean to
//! contextify an object?"): the sandbox is asked first, and gets what is stored; behind it stands
//! an ordinary object with the realm's own globals.

use super::super::Vm;
use super::super::native::JsResult;
use super::ordinary;
use crate::objects::attributes::{ACCESSOR, WRITABLE};
use crate::objects::{ContextGlobal, Descriptor, Gc, Key, Object, OwnProperty, Value};

/// The object in front of a context's global one.
pub(in crate::vm) fn sandbox_of(object: Gc<Object>) -> Gc<Object> {
    Gc::from_cell(Gc::<ContextGlobal>::from_cell(object.cell()).sandbox.get().cell_unchecked())
}

impl Vm {
    pub(super) fn context_get_own(&mut self, object: Gc<Object>, key: Key) -> JsResult<Option<OwnProperty>> {
        match self.get_own_property(sandbox_of(object), key)? {
            None => Ok(ordinary::get_own_property(&mut self.space, object, key)),
            found => Ok(found),
        }
    }

    pub(super) fn context_define(&mut self, object: Gc<Object>, key: Key, desc: Descriptor) -> JsResult<bool> {
        let own = ordinary::get_own_property(&mut self.space, object, key);
        if own.is_some_and(|own| !ordinary::allows(&mut self.space, &own, &desc)) {
            return Ok(false);
        }
        self.define_own_property(sandbox_of(object), key, desc)
    }

    pub(super) fn context_has(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        if self.has_property(sandbox_of(object), key)?
            || ordinary::get_own_property(&mut self.space, object, key).is_some()
        {
            return Ok(true);
        }
        match Gc::<Object>::from_value(self.space.proto_of(object)) {
            Some(proto) => self.has_property(proto, key),
            None => Ok(false),
        }
    }

    pub(super) fn context_get(&mut self, object: Gc<Object>, key: Key, receiver: Value) -> JsResult {
        let sandbox = sandbox_of(object);
        if !self.has_property(sandbox, key)? {
            if let Some(found) = ordinary::get_own_property(&mut self.space, object, key) {
                return self.read_property(&found, receiver);
            }
            return match Gc::<Object>::from_value(self.space.proto_of(object)) {
                Some(proto) => self.get(proto, key, receiver),
                None => Ok(Value::UNDEFINED),
            };
        }
        let value = self.get(sandbox, key, sandbox.value())?;
        Ok(if value == sandbox.value() { object.value() } else { value })
    }

    pub(super) fn context_set(
        &mut self,
        object: Gc<Object>,
        key: Key,
        value: Value,
        receiver: Value,
    ) -> JsResult<bool> {
        if receiver != object.value() {
            return self.set_ordinarily(object, key, value, receiver);
        }
        let sandbox = sandbox_of(object);
        let own = ordinary::get_own_property(&mut self.space, object, key);
        if own.is_some_and(|own| own.attributes & (WRITABLE | ACCESSOR) == 0) {
            return Ok(false);
        }
        if self.set(sandbox, key, value, sandbox.value())? {
            return Ok(true);
        }
        // What the sandbox cannot take in, the object behind it does.
        if self.has_property(sandbox, key)? || !self.space.is_extensible(object) {
            return Ok(false);
        }
        self.space.put_own(object, key, value);
        Ok(true)
    }

    pub(super) fn context_delete(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        Ok(self.delete(sandbox_of(object), key)? && self.delete_stored(object, key))
    }

    pub(super) fn context_own_keys(&mut self, object: Gc<Object>) -> JsResult<Vec<Key>> {
        let mut keys = self.own_property_keys(sandbox_of(object))?;
        let known: rustc_hash::FxHashSet<Key> = keys.iter().copied().collect();
        let own = ordinary::own_property_keys(&mut self.space, object);
        keys.extend(own.into_iter().filter(|key| !known.contains(key)));
        keys.sort_by_key(|key| (key.is_symbol(), key.as_index().is_none(), key.as_index()));
        Ok(keys)
    }
}
