//! The internal methods of module namespace objects (ECMA-262 §10.4.6), and the bindings that their
//! names and imported names lead to. Whoever looks at the exports of a deferred namespace lets its
//! module be evaluated first, which runs script code (TC39 proposal defer-import-eval).
//!
//! Invariant: a binding is a record of an environment and a slot of it, or itself the value: a
//! namespace.

use super::super::Vm;
use super::super::native::JsResult;
use super::{Integrity, ordinary};
use crate::objects::attributes::{ENUMERABLE, WRITABLE};
use crate::objects::object::storage::Slots;
use crate::objects::{Descriptor, Environment, Gc, Key, Kind, Namespace, Object, OwnProperty, Space, Value};

/// What a binding holds now: a hole before its initialisation.
#[inline(always)]
pub(in crate::vm) fn binding_value(binding: Value) -> Value {
    if binding.kind() != Some(Kind::Tuple) {
        return binding;
    }
    let slots = Gc::<Slots>::from_cell(binding.cell_unchecked()).slots();
    let env = Gc::<Environment>::from_cell(slots[0].get().cell_unchecked());
    env.slots()[slots[1].get().as_int_unchecked() as usize].get()
}

fn namespace(object: Gc<Object>) -> Gc<Namespace> {
    Gc::from_cell(object.cell())
}

/// IsSymbolLikeNamespaceKey: whether it can be no exported name; of a deferred namespace `then` is
/// none, so that a promise can have it as its value.
fn is_symbol_like(space: &Space, object: Gc<Object>, key: Key) -> bool {
    key.is_symbol() || namespace(object).is_deferred() && key == space.names.then
}

fn names(object: Gc<Object>) -> Gc<Object> {
    namespace(object).names()
}

/// The value of an exported name, a hole before its initialisation; `None` for others.
fn exported(space: &mut Space, object: Gc<Object>, key: Key) -> Option<Value> {
    ordinary::get_own_property(space, names(object), key).map(|found| binding_value(found.value))
}

pub(super) fn peek_own(space: &mut Space, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
    if key.is_symbol() {
        return ordinary::get_own_property(space, object, key);
    }
    let value = exported(space, object, key)?;
    let value = if value.is_hole() { Value::UNDEFINED } else { value };
    Some(OwnProperty::data(value, WRITABLE | ENUMERABLE))
}

pub(super) fn own_property_keys(space: &mut Space, object: Gc<Object>) -> Vec<Key> {
    let mut keys = ordinary::own_property_keys(space, names(object));
    space.stored_keys(object, &mut keys, false);
    keys
}

impl Vm {
    /// Lets the module of a deferred namespace be evaluated (EnsureDeferredNamespaceEvaluation).
    pub(super) fn evaluate_deferred(&mut self, object: Gc<Object>) -> JsResult<()> {
        let Some(evaluate) = namespace(object).evaluation() else { return Ok(()) };
        self.call_value(evaluate, Value::UNDEFINED, &[])?;
        self.space.end_deferral(namespace(object));
        Ok(())
    }

    /// `[[HasProperty]]` (ECMA-262 §10.4.6.7).
    pub(super) fn has_in_namespace(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        let mut of = object;
        if !is_symbol_like(&self.space, object, key) {
            self.evaluate_deferred(object)?;
            of = names(object);
        }
        Ok(ordinary::get_own_property(&mut self.space, of, key).is_some())
    }

    /// `[[OwnPropertyKeys]]` (ECMA-262 §10.4.6.11).
    pub(super) fn namespace_keys(&mut self, object: Gc<Object>) -> JsResult<Vec<Key>> {
        self.evaluate_deferred(object)?;
        Ok(own_property_keys(&mut self.space, object))
    }

    /// The value of an exported name.
    fn read_exported(&mut self, object: Gc<Object>, key: Key) -> JsResult<Option<Value>> {
        self.evaluate_deferred(object)?;
        match exported(&mut self.space, object, key) {
            Some(value) if value.is_hole() => Err(self.not_initialized(key)),
            found => Ok(found),
        }
    }

    /// `[[GetOwnProperty]]` (ECMA-262 §10.4.6.5).
    pub(super) fn get_own_in_namespace(&mut self, object: Gc<Object>, key: Key) -> JsResult<Option<OwnProperty>> {
        if is_symbol_like(&self.space, object, key) {
            return Ok(ordinary::get_own_property(&mut self.space, object, key));
        }
        let found = self.read_exported(object, key)?;
        Ok(found.map(|value| OwnProperty::data(value, WRITABLE | ENUMERABLE)))
    }

    /// `[[DefineOwnProperty]]` (ECMA-262 §10.4.6.6): only what changes nothing is accepted.
    pub(super) fn define_in_namespace(&mut self, object: Gc<Object>, key: Key, desc: Descriptor) -> JsResult<bool> {
        if is_symbol_like(&self.space, object, key) {
            // It is not extensible.
            let exists = ordinary::get_own_property(&mut self.space, object, key).is_some();
            return if exists { self.define_ordinarily(object, key, desc) } else { Ok(false) };
        }
        let Some(value) = self.read_exported(object, key)? else { return Ok(false) };
        Ok(desc.configurable != Some(true)
            && desc.enumerable != Some(false)
            && !desc.is_accessor()
            && desc.writable != Some(false)
            && desc.value.is_none_or(|wanted| self.space.same_value(wanted, value)))
    }

    /// `[[Get]]` (ECMA-262 §10.4.6.8).
    pub(super) fn get_in_namespace(&mut self, object: Gc<Object>, key: Key, receiver: Value) -> JsResult {
        if is_symbol_like(&self.space, object, key) {
            return match ordinary::get_own_property(&mut self.space, object, key) {
                Some(found) => self.read_property(&found, receiver),
                None => Ok(Value::UNDEFINED),
            };
        }
        Ok(self.read_exported(object, key)?.unwrap_or(Value::UNDEFINED))
    }

    /// SetIntegrityLevel: names stay writable, so a namespace that exports some cannot be frozen.
    pub(super) fn restrict_namespace(&mut self, object: Gc<Object>, level: Integrity) -> JsResult<bool> {
        for key in self.namespace_keys(object)? {
            let is_name = !key.is_symbol();
            if is_name {
                self.read_exported(object, key)?;
                if level == Integrity::Frozen {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}
