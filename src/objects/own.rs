//! Own properties as they are stored, whatever their key. These are the parts that the internal
//! methods of objects (`vm::internal_methods`) are made of: nothing here runs script code or asks
//! whether it may.

use super::Space;
use super::cells::environment::Environment;
use super::kind::Kind;
use super::object::property_table::attributes;
use super::object::property_table::attributes::ENUMERABLE;
use super::object::{Object, flags};
use super::value::Value;
use super::value::cell::Gc;
use super::value::key::Key;
use super::value::symbol::Symbol;

impl Space {
    /// The environment slot that element `index` of a mapped arguments object stands for.
    pub fn mapped_argument(&self, object: Gc<Object>, index: u32) -> Option<(Gc<Environment>, usize)> {
        let map = self.get_hidden(object, self.names.argument_map)?;
        let map = Gc::<crate::objects::object::storage::Slots>::from_value(map)?;
        let slot = map.slots().get(index as usize + 1)?.get().as_int()?;
        Some((Gc::from_value(map.get(0))?, slot as usize))
    }

    /// Element `index` is no alias any more.
    pub fn unmap_argument(&mut self, object: Gc<Object>, index: u32) {
        if let Some(map) = self.get_hidden(object, self.names.argument_map)
            && let Some(map) = Gc::<crate::objects::object::storage::Slots>::from_value(map)
            && let Some(slot) = map.slots().get(index as usize + 1)
        {
            self.store(map.cell(), slot, Value::UNDEFINED);
        }
    }

    /// Whether no property can be added.
    pub fn is_extensible(&self, object: Gc<Object>) -> bool {
        !object.has_flag(flags::NOT_EXTENSIBLE)
    }

    /// Adds an own property that is not there, whatever the key; extensibility is the caller's
    /// business.
    pub fn add_own(&mut self, object: Gc<Object>, key: Key, value: Value, attributes: u8) {
        match key.as_index() {
            Some(index) => self.put_element(object, index, value, attributes),
            None => {
                if object.has_flag(flags::LAZY_FUNCTION) {
                    self.materialize_function(object);
                }
                self.add_named(object, key, value, attributes);
            }
        }
    }

    /// Sets or adds an own data property with default attributes (CreateDataProperty on an ordinary
    /// extensible object).
    pub fn put_own(&mut self, object: Gc<Object>, key: Key, value: Value) {
        match key.as_index() {
            Some(index) => self.put_element(object, index, value, attributes::ALL),
            None => {
                if object.has_flag(flags::LAZY_FUNCTION) {
                    self.materialize_function(object);
                }
                self.put_named(object, key, value, attributes::ALL);
            }
        }
    }

    /// Makes an object non-extensible, and with `freeze` `Some` also non-configurable (and, if
    /// true, read-only): preventExtensions, seal, freeze.
    pub fn restrict(&mut self, object: Gc<Object>, freeze: Option<bool>) {
        self.materialize_function(object);
        object.set_flag(flags::NOT_EXTENSIBLE);
        if object.has_flag(flags::IS_PROTOTYPE) {
            self.bump_proto_epoch();
        }
        // Caches that add properties to objects of this shape must miss: the object leaves it.
        let Some(freeze) = freeze else {
            self.make_unique(object);
            return;
        };
        self.restrict_named(object, freeze);
        self.restrict_elements(object, freeze);
        if freeze && object.kind() == Kind::Array {
            object.set_flag(flags::LENGTH_READ_ONLY);
        }
        if freeze && object.has_flag(flags::MAPPED_ARGUMENTS) {
            self.freeze_mapped(object);
        }
    }

    fn freeze_mapped(&mut self, object: Gc<Object>) {
        let mut index = 0;
        while let Some((env, slot)) = self.mapped_argument(object, index) {
            let value = env.slots()[slot].get();
            self.unmap_argument(object, index);
            self.put_element(object, index, value, ENUMERABLE);
            index += 1;
        }
    }

    /// The keys of the own properties as they lie: elements rising, then names, then symbols, each
    /// in the order of their making; `length` stands before the names. Private names are not among
    /// them.
    pub fn stored_keys(&self, object: Gc<Object>, keys: &mut Vec<Key>, length: bool) {
        self.each_element_index(object, |index| keys.push(Key::index(index)));
        if length {
            keys.push(self.names.length);
        }
        let mut symbols = Vec::new();
        self.shape_of(object).for_each(|key, _| match key.as_name().and_then(Gc::<Symbol>::from_value) {
            None => keys.push(key),
            Some(symbol) if !symbol.is_private() => symbols.push(key),
            Some(_) => {}
        });
        keys.append(&mut symbols);
    }
}
