//! The internal methods of objects (ECMA-262 §6.1.7.2), dispatched by kind of object.
//!
//! Invariants: everybody who reads or changes the properties of an object that a script can reach
//! does it by these, so that an exotic object (a Proxy, a typed array, a module namespace) needs
//! its own file here and its column in the table of kinds, and no change of a caller. Each may run
//! script code, throw and collect: what the caller holds must be rooted, and so must what comes
//! back. The matches have no wildcard: a new kind of object must say here what is its own and what
//! is ordinary.
//!
//! What may not run script code (diagnostics, completion) looks by `peek.rs`; natives call by
//! `cx.rs`. Quick ways of the VM and of the library touch the storage only behind a check that the
//! object is of a kind they know.

mod arguments;
mod array;
pub(in crate::vm) mod context_global;
mod cx;
pub(in crate::vm) mod deferred;
mod error;
mod function;
pub(in crate::vm) mod namespace;
pub(super) mod ordinary;
mod peek;
mod proxy;
mod string;
pub(in crate::vm) mod typed_array;

use super::Vm;
use super::native::JsResult;
use crate::objects::attributes::ENUMERABLE;
use crate::objects::{Descriptor, Gc, InternalMethods, Key, NativeFunction, Object, OwnProperty, Value};

/// The internal name of the getter of a global that is made when somebody first asks for it.
pub const LAZY_GLOBAL: &str = "%lazyGlobal";

/// How far SetIntegrityLevel (ECMA-262 §7.3.15) goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Integrity {
    /// No property can be reconfigured.
    Sealed,
    /// Nor written.
    Frozen,
}

impl Vm {
    /// `[[GetPrototypeOf]]`: an object or null.
    #[inline]
    pub fn get_prototype_of(&mut self, object: Gc<Object>) -> JsResult {
        use InternalMethods::*;
        match object.internal_methods() {
            Namespace => Ok(Value::NULL),
            Proxy => self.proxy_get_prototype_of(object),
            Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray | Context => {
                Ok(self.space.proto_of(object))
            }
        }
    }

    /// `[[SetPrototypeOf]]`: whether `proto`, an object or null, is the prototype now.
    pub fn set_prototype_of(&mut self, object: Gc<Object>, proto: Value) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.set_prototype_of(object, proto)
            }
            Namespace => Ok(proto.is_null()),
            Proxy => self.proxy_set_prototype_of(object, proto),
            Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray | Context => {
                Ok(ordinary::set_prototype_of(&mut self.space, object, proto))
            }
        }
    }

    /// `[[IsExtensible]]`
    #[inline]
    pub fn is_extensible(&mut self, object: Gc<Object>) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Namespace => Ok(false),
            Proxy => self.proxy_is_extensible(object),
            Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray | Context => {
                Ok(self.space.is_extensible(object))
            }
        }
    }

    /// `[[PreventExtensions]]`: whether no property can be added now.
    pub fn prevent_extensions(&mut self, object: Gc<Object>) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.prevent_extensions(object)
            }
            Namespace => Ok(true),
            Proxy => self.proxy_prevent_extensions(object),
            TypedArray if !typed_array::has_fixed_length(object) => Ok(false),
            Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray | Context => {
                self.space.restrict(object, None);
                Ok(true)
            }
        }
    }

    /// `[[GetOwnProperty]]`
    #[inline]
    pub fn get_own_property(&mut self, object: Gc<Object>, key: Key) -> JsResult<Option<OwnProperty>> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.get_own_property(object, key)
            }
            Namespace => self.get_own_in_namespace(object, key),
            Proxy => self.proxy_get_own(object, key),
            Context => self.context_get_own(object, key),
            Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray => {
                let found = self.peek_own(object, key);
                match found.as_ref().and_then(OwnProperty::accessor) {
                    Some(pair) if self.is_lazy_global(pair.get.get()) => {
                        self.call_value(pair.get.get(), object.value(), &[])?;
                        Ok(self.peek_own(object, key))
                    }
                    _ => Ok(found),
                }
            }
        }
    }

    /// A property that is made when somebody first asks becomes a data property, unless somebody
    /// has replaced or deleted it meanwhile; `data` is what its getter captured.
    pub fn settle_lazy(&mut self, object: Gc<Object>, key: Key, data: Value, value: Value, attributes: u8) {
        let pair = self.peek_own(object, key).and_then(|found| found.accessor());
        let getter = pair.and_then(|pair| Gc::<NativeFunction>::from_value(pair.get.get()));
        if getter.is_some_and(|getter| getter.data.get() == data) {
            self.space.reconfigure_named(object, key, value, attributes);
        }
    }

    /// Whether a getter makes a global that nobody has asked for.
    fn is_lazy_global(&self, getter: Value) -> bool {
        let Some(getter) = Gc::<NativeFunction>::from_value(getter) else { return false };
        self.native_names.get(LAZY_GLOBAL).is_some_and(|&id| getter.id() == id)
    }

    /// `[[DefineOwnProperty]]`: whether the object accepted it.
    pub fn define_own_property(&mut self, object: Gc<Object>, key: Key, desc: Descriptor) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.define_own_property(object, key, desc)
            }
            Namespace => self.define_in_namespace(object, key, desc),
            Proxy => self.proxy_define(object, key, desc),
            Context => self.context_define(object, key, desc),
            Ordinary | Deferred | String | Function | Error => self.define_ordinarily(object, key, desc),
            Array => self.define_in_array(object, key, desc),
            Arguments => self.define_in_arguments(object, key, desc),
            TypedArray => self.define_in_typed_array(object, key, desc),
        }
    }

    /// `[[HasProperty]]`
    pub fn has_property(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.has_property(object, key)
            }
            Namespace => self.has_in_namespace(object, key),
            Proxy => self.proxy_has(object, key),
            Context => self.context_has(object, key),
            TypedArray => match typed_array::has_own_element(object, key) {
                Some(has) => Ok(has),
                None => self.has_ordinarily(object, key),
            },
            Ordinary | Deferred | Array | String | Arguments | Function | Error => self.has_ordinarily(object, key),
        }
    }

    /// `[[Get]]`
    #[inline]
    pub fn get(&mut self, object: Gc<Object>, key: Key, receiver: Value) -> JsResult {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.get(object, key, receiver)
            }
            Namespace => self.get_in_namespace(object, key, receiver),
            Proxy => self.proxy_get(object, key, receiver),
            Context => self.context_get(object, key, receiver),
            TypedArray => self.get_in_typed_array(object, key, receiver),
            Ordinary | Deferred | Array | String | Arguments | Function | Error => {
                self.get_ordinarily(object, key, receiver)
            }
        }
    }

    /// `[[Set]]`: whether the store was accepted.
    pub fn set(&mut self, object: Gc<Object>, key: Key, value: Value, receiver: Value) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.set(object, key, value, receiver)
            }
            Namespace => Ok(false),
            Proxy => self.proxy_set(object, key, value, receiver),
            Context => self.context_set(object, key, value, receiver),
            TypedArray => self.set_in_typed_array(object, key, value, receiver),
            Ordinary | Deferred | Array | String | Arguments | Function | Error => {
                self.set_ordinarily(object, key, value, receiver)
            }
        }
    }

    /// `[[Delete]]`: false when the property is there and not configurable.
    pub fn delete(&mut self, object: Gc<Object>, key: Key) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.delete(object, key)
            }
            Namespace => self.has_in_namespace(object, key).map(|has| !has),
            Proxy => self.proxy_delete(object, key),
            Context => self.context_delete(object, key),
            Ordinary | Deferred | Array | String | Function | Error => self.delete_ordinarily(object, key),
            Arguments => self.delete_in_arguments(object, key),
            TypedArray => self.delete_in_typed_array(object, key),
        }
    }

    /// `[[OwnPropertyKeys]]`: indices rising, then strings, then symbols, each in the order of
    /// their making.
    pub fn own_property_keys(&mut self, object: Gc<Object>) -> JsResult<Vec<Key>> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.own_property_keys(object)
            }
            Namespace => self.namespace_keys(object),
            Proxy => self.proxy_own_keys(object),
            Context => self.context_own_keys(object),
            Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray => {
                Ok(self.peek_keys(object))
            }
        }
    }

    /// The value of an own enumerable property, as EnumerableOwnProperties (ECMA-262 §7.3.23) and
    /// CopyDataProperties (§7.3.25) read it: `None` when the property is absent or not enumerable.
    #[inline]
    pub fn own_enumerable_value(&mut self, object: Gc<Object>, key: Key) -> JsResult<Option<Value>> {
        let found = self.get_own_property(object, key)?;
        match found.filter(|found| found.attributes & ENUMERABLE != 0) {
            None => Ok(None),
            Some(found) if found.is_accessor() || !is_ordinary_for(object, key) => {
                self.get(object, key, object.value()).map(Some)
            }
            Some(found) => Ok(Some(found.value)),
        }
    }

    /// Whether `[[Get]]` is known to find nothing, seen without running script code.
    pub fn surely_lacks(&mut self, object: Gc<Object>, key: Key) -> bool {
        let mut next = Some(object);
        while let Some(at) = next {
            if !is_ordinary_for(at, key) || self.peek_own(at, key).is_some() {
                return false;
            }
            next = self.peek_parent(at);
        }
        true
    }

    /// SetIntegrityLevel (ECMA-262 §7.3.15): whether the object has that level now. The kinds that
    /// there are keep the promise for all properties at once.
    pub fn set_integrity_level(&mut self, object: Gc<Object>, level: Integrity) -> JsResult<bool> {
        use InternalMethods::*;
        match object.internal_methods() {
            Deferred if object.is_pending() => {
                self.fill(object);
                self.set_integrity_level(object, level)
            }
            Namespace => self.restrict_namespace(object, level),
            Proxy | Context => self.restrict_generally(object, level),
            TypedArray => self.restrict_typed_array(object, level),
            Ordinary | Deferred | Array | String | Arguments | Function | Error => {
                // The text of a stack is a property like others from here on.
                if self.space.has_pending_stack(object) {
                    self.space.format_stack(object);
                }
                self.space.restrict(object, Some(level == Integrity::Frozen));
                Ok(true)
            }
        }
    }
}

/// Whether a look-up of `key` along the prototypes may go on at `object` as at an ordinary one: its
/// [[Get]], [[Set]] and [[HasProperty]] of that key are ordinary, whatever its own properties are.
/// Others are asked by their own methods.
#[inline(always)]
pub(in crate::vm) fn is_ordinary_for(object: Gc<Object>, key: Key) -> bool {
    use InternalMethods::*;
    match object.internal_methods() {
        Namespace | Proxy | Context => false,
        TypedArray => typed_array::element_of(key).is_none(),
        Deferred => !object.is_pending(),
        Ordinary | Array | String | Arguments | Function | Error => true,
    }
}

/// Whether its [[GetPrototypeOf]] is the ordinary one.
#[inline(always)]
pub(in crate::vm) fn has_ordinary_prototype(object: Gc<Object>) -> bool {
    use InternalMethods::*;
    match object.internal_methods() {
        Namespace | Proxy => false,
        Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray | Context => true,
    }
}
