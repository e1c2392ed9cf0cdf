//! Looks at objects without running script code: for messages, stack traces, completion, the
//! inspector. Nothing here throws; what only script code could tell is not seen.

use super::super::Vm;
use super::{arguments, array, context_global, error, function, namespace, ordinary, string, typed_array};
use crate::objects::{Gc, InternalMethods, Key, Object, OwnProperty, Value};

impl Vm {
    /// The own property, as far as it is to be seen without running script code.
    #[inline]
    pub fn peek_own(&mut self, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
        use InternalMethods::*;
        let space = &mut self.space;
        match object.internal_methods() {
            Namespace => namespace::peek_own(space, object, key),
            Proxy => None,
            Context => match self.peek_own(context_global::sandbox_of(object), key) {
                None => ordinary::get_own_property(&mut self.space, object, key),
                found => found,
            },
            Deferred if object.is_pending() => {
                self.fill(object);
                self.peek_own(object, key)
            }
            Ordinary | Deferred => ordinary::get_own_property(space, object, key),
            Array => array::get_own_property(space, object, key),
            String => string::get_own_property(space, object, key),
            Arguments => arguments::get_own_property(space, object, key),
            Function => function::get_own_property(space, object, key),
            Error => error::get_own_property(space, object, key),
            TypedArray => typed_array::get_own_property(space, object, key),
        }
    }

    /// The own keys that are to be seen.
    pub fn peek_keys(&mut self, object: Gc<Object>) -> Vec<Key> {
        use InternalMethods::*;
        let space = &mut self.space;
        match object.internal_methods() {
            Namespace => namespace::own_property_keys(space, object),
            Proxy => Vec::new(),
            Deferred if object.is_pending() => {
                self.fill(object);
                self.peek_keys(object)
            }
            Ordinary | Deferred | Arguments | Error | Context => ordinary::own_property_keys(space, object),
            Array => array::own_property_keys(space, object),
            String => string::own_property_keys(space, object),
            Function => function::own_property_keys(space, object),
            TypedArray => typed_array::own_property_keys(space, object),
        }
    }

    /// The prototype: an object, or null when there is none to be seen.
    #[inline]
    pub fn peek_prototype(&self, object: Gc<Object>) -> Value {
        use InternalMethods::*;
        match object.internal_methods() {
            Namespace => Value::NULL,
            // The object it stands for is as good as one above it.
            Proxy => Gc::<crate::objects::Proxy>::from_cell(object.cell()).target.get(),
            Ordinary | Deferred | Array | String | Arguments | Function | Error | TypedArray | Context => {
                self.space.proto_of(object)
            }
        }
    }

    /// The object that is the prototype.
    pub fn peek_parent(&self, object: Gc<Object>) -> Option<Gc<Object>> {
        Gc::from_value(self.peek_prototype(object))
    }

    /// The property, own or inherited.
    pub fn peek(&mut self, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
        let mut next = Some(object);
        while let Some(at) = next {
            if let Some(found) = self.peek_own(at, key) {
                return Some(found);
            }
            next = self.peek_parent(at);
        }
        None
    }

    /// The value of a data property, own or inherited.
    pub fn peek_value(&mut self, object: Gc<Object>, key: Key) -> Option<Value> {
        self.peek(object, key).filter(|found| !found.is_accessor()).map(|found| found.value)
    }
}
