//! Own properties of any object by key: the ordinary internal methods [[GetOwnProperty]], [[DefineOwnProperty]], [[Delete]], [[OwnPropertyKeys]]
//! (ECMAScript 10.1) and their exotic variants for arrays, strings, functions and mapped arguments (10.4). No script code runs here.

use super::array::JsArray;
use super::cell::Gc;
use super::environment::Environment;
use super::key::Key;
use super::kind::Kind;
use super::object::{Object, OwnProperty, flags};
use super::primitive::Primitive;
use super::property_table::attributes::{self, ACCESSOR, CONFIGURABLE, ENUMERABLE, WRITABLE};
use super::space::Space;
use super::string::JsString;
use super::symbol::Symbol;
use super::value::Value;

/// A property descriptor: absent fields are `None` (ECMAScript 6.2.6).
#[derive(Clone, Copy, Default, Debug)]
pub struct Descriptor {
    /// `[[Value]]`
    pub value: Option<Value>,
    /// `[[Get]]`
    pub get: Option<Value>,
    /// `[[Set]]`
    pub set: Option<Value>,
    /// `[[Writable]]`
    pub writable: Option<bool>,
    /// `[[Enumerable]]`
    pub enumerable: Option<bool>,
    /// `[[Configurable]]`
    pub configurable: Option<bool>,
}

impl Descriptor {
    /// A data descriptor with every field.
    pub fn data(value: Value, attributes: u8) -> Descriptor {
        Descriptor {
            value: Some(value),
            writable: Some(attributes & WRITABLE != 0),
            enumerable: Some(attributes & ENUMERABLE != 0),
            configurable: Some(attributes & CONFIGURABLE != 0),
            get: None,
            set: None,
        }
    }

    /// Whether it has a field of an accessor.
    pub fn is_accessor(&self) -> bool {
        self.get.is_some() || self.set.is_some()
    }

    /// Whether it has a field of a data property.
    pub fn is_data(&self) -> bool {
        self.value.is_some() || self.writable.is_some()
    }

    fn attributes(&self, default: u8) -> u8 {
        let bit = |field: Option<bool>, bit: u8| match field {
            Some(true) => bit,
            Some(false) => 0,
            None => default & bit,
        };
        bit(self.writable, WRITABLE) | bit(self.enumerable, ENUMERABLE) | bit(self.configurable, CONFIGURABLE)
    }
}

impl Space {
    /// [[GetOwnProperty]]: the own property `key`, of whatever kind the object is.
    pub fn get_own(&mut self, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
        if let Some(index) = key.as_index() {
            return self.get_own_index(object, index);
        }
        match object.kind() {
            Kind::Array if key == self.names.length => {
                let array = Gc::<JsArray>::from_cell(object.cell());
                let writable = if object.has_flag(flags::LENGTH_READ_ONLY) { 0 } else { WRITABLE };
                return Some(OwnProperty::data(array.length_value(), writable));
            }
            Kind::Primitive if key == self.names.length => {
                let inner = Gc::<Primitive>::from_cell(object.cell()).value.get();
                if let Some(string) = Gc::<JsString>::from_value(inner) {
                    return Some(OwnProperty::data(Value::length(string.len()), 0));
                }
            }
            Kind::Error if key == self.names.stack && self.has_pending_stack(object) => self.format_stack(object),
            _ if object.has_flag(flags::LAZY_FUNCTION) && self.is_lazy_name(key) => self.materialize_function(object),
            _ => {}
        }
        self.get_named(object, key)
    }

    /// As [`Space::get_own`], for [[Get]]: the pending `stack` of an error stays the accessor pair that
    /// it is, so that getters of name and message run.
    #[inline]
    pub fn get_own_to_read(&mut self, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
        if object.kind() == Kind::Error && key == self.names.stack {
            return self.get_named(object, key);
        }
        self.get_own(object, key)
    }

    fn get_own_index(&mut self, object: Gc<Object>, index: u32) -> Option<OwnProperty> {
        if object.kind() == Kind::Primitive {
            let inner = Gc::<Primitive>::from_cell(object.cell()).value.get();
            if let Some(string) = Gc::<JsString>::from_value(inner)
                && (index as usize) < string.len()
            {
                let unit = self.chars(string).at(index as usize);
                let value = self.new_char(unit).value();
                return Some(OwnProperty::data(value, ENUMERABLE));
            }
        }
        let mut found = self.get_element(object, index)?;
        if object.has_flag(flags::MAPPED_ARGUMENTS)
            && let Some((env, slot)) = self.mapped_argument(object, index)
        {
            found.value = env.slots()[slot].get();
        }
        Some(found)
    }

    /// The environment slot that element `index` of a mapped arguments object stands for.
    pub fn mapped_argument(&self, object: Gc<Object>, index: u32) -> Option<(Gc<Environment>, usize)> {
        let map = self.get_hidden(object, self.names.argument_map)?;
        let map = Gc::<super::storage::Words>::from_value(map)?;
        let slot = map.slots().get(index as usize + 1)?.get().as_int()?;
        Some((Gc::from_value(map.get(0))?, slot as usize))
    }

    fn unmap_argument(&mut self, object: Gc<Object>, index: u32) {
        if let Some(map) = self.get_hidden(object, self.names.argument_map)
            && let Some(map) = Gc::<super::storage::Words>::from_value(map)
            && let Some(slot) = map.slots().get(index as usize + 1)
        {
            self.store(map.cell(), slot, Value::UNDEFINED);
        }
    }

    /// Whether no property can be added.
    pub fn is_extensible(&self, object: Gc<Object>) -> bool {
        !object.has_flag(flags::NOT_EXTENSIBLE)
    }

    /// [[DefineOwnProperty]] (ValidateAndApplyPropertyDescriptor): false when the object refuses. An array's `length` takes a number that the
    /// caller has already converted and checked.
    pub fn define_own(&mut self, object: Gc<Object>, key: Key, desc: Descriptor) -> bool {
        if object.kind() == Kind::Array {
            let array = Gc::<JsArray>::from_cell(object.cell());
            if key == self.names.length {
                return self.define_array_length(array, desc);
            }
            if let Some(index) = key.as_index()
                && index >= array.length()
                && object.has_flag(flags::LENGTH_READ_ONLY)
            {
                return false;
            }
        }
        let Some(current) = self.get_own(object, key) else {
            if !self.is_extensible(object) {
                return false;
            }
            let (value, attributes) = self.new_property(&desc);
            self.add_own(object, key, value, attributes);
            return true;
        };
        if !self.allows(&current, &desc) {
            return false;
        }
        let (value, attributes) = self.merged_property(&current, &desc);
        if let Some(index) = key.as_index() {
            self.redefine_index(object, index, &desc, value, attributes);
        } else {
            self.reconfigure_named(object, key, value, attributes);
        }
        true
    }

    fn redefine_index(&mut self, object: Gc<Object>, index: u32, desc: &Descriptor, value: Value, attributes: u8) {
        if object.has_flag(flags::MAPPED_ARGUMENTS)
            && let Some((env, slot)) = self.mapped_argument(object, index)
        {
            if let Some(new) = desc.value {
                self.store(env.cell(), &env.slots()[slot], new);
            }
            if desc.is_accessor() || desc.writable == Some(false) {
                self.unmap_argument(object, index);
            }
        }
        self.put_element(object, index, value, attributes);
    }

    /// Adds an own property that is not there, whatever the key; extensibility is the caller's business.
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

    /// Sets or adds an own data property with default attributes (CreateDataProperty on an ordinary extensible object).
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

    fn new_property(&mut self, desc: &Descriptor) -> (Value, u8) {
        if desc.is_accessor() {
            let pair = self.new_accessor(desc.get.unwrap_or(Value::UNDEFINED), desc.set.unwrap_or(Value::UNDEFINED));
            (pair.value(), desc.attributes(0) & !WRITABLE | ACCESSOR)
        } else {
            (desc.value.unwrap_or(Value::UNDEFINED), desc.attributes(0))
        }
    }

    fn allows(&mut self, current: &OwnProperty, desc: &Descriptor) -> bool {
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
            return desc.writable != Some(true) && desc.value.is_none_or(|value| self.same_value(value, current.value));
        }
        true
    }

    fn merged_property(&mut self, current: &OwnProperty, desc: &Descriptor) -> (Value, u8) {
        if desc.is_accessor() {
            let old = current.accessor();
            let get = desc.get.unwrap_or(old.map_or(Value::UNDEFINED, |old| old.get.get()));
            let set = desc.set.unwrap_or(old.map_or(Value::UNDEFINED, |old| old.set.get()));
            let pair = self.new_accessor(get, set);
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

    /// [[Delete]]: false when the property is there and not configurable.
    pub fn delete_own(&mut self, object: Gc<Object>, key: Key) -> bool {
        let Some(property) = self.get_own(object, key) else { return true };
        if property.attributes & CONFIGURABLE == 0 {
            return false;
        }
        match key.as_index() {
            Some(index) => {
                if object.has_flag(flags::MAPPED_ARGUMENTS) {
                    self.unmap_argument(object, index);
                }
                self.remove_element(object, index);
            }
            None => self.remove_named(object, key),
        }
        true
    }

    /// [[OwnPropertyKeys]]: indices rising, then strings, then symbols, each in the order of their making. Private names are not among them.
    pub fn own_keys(&mut self, object: Gc<Object>) -> Vec<Key> {
        self.materialize_function(object);
        let mut keys: Vec<Key> = Vec::new();
        let mut has_length = object.kind() == Kind::Array;
        if object.kind() == Kind::Primitive
            && let Some(s) = Gc::<JsString>::from_value(Gc::<Primitive>::from_cell(object.cell()).value.get())
        {
            keys.extend((0..s.len() as u32).map(Key::index));
            has_length = true;
        }
        self.each_element_index(object, |index| keys.push(Key::index(index)));
        if has_length {
            keys.push(self.names.length);
        }
        let mut symbols = Vec::new();
        self.shape_of(object).for_each(|key, _| match key.as_name().and_then(Gc::<Symbol>::from_value) {
            None => keys.push(key),
            Some(symbol) if !symbol.is_private() => symbols.push(key),
            Some(_) => {}
        });
        keys.append(&mut symbols);
        keys
    }

    /// Makes an object non-extensible, and with `freeze` `Some` also non-configurable (and, if true, read-only): preventExtensions, seal, freeze.
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

    /// SameValue (ECMAScript 7.2.10).
    pub fn same_value(&mut self, a: Value, b: Value) -> bool {
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return x.to_bits() == y.to_bits() || (x.is_nan() && y.is_nan());
        }
        self.strict_equal(a, b)
    }

    /// SameValueZero (ECMAScript 7.2.11).
    pub fn same_value_zero(&mut self, a: Value, b: Value) -> bool {
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return x == y || (x.is_nan() && y.is_nan());
        }
        self.strict_equal(a, b)
    }

    /// IsStrictlyEqual (ECMAScript 7.2.14).
    pub fn strict_equal(&mut self, a: Value, b: Value) -> bool {
        if let (Some(x), Some(y)) = (a.as_number(), b.as_number()) {
            return x == y;
        }
        if a == b {
            return true;
        }
        match (Gc::<JsString>::from_value(a), Gc::<JsString>::from_value(b)) {
            (Some(x), Some(y)) => self.string_eq(x, y),
            _ => false,
        }
    }
}
