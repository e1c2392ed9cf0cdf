//! The slower halves of instructions: computed property access, `super`, private names,
//! destructuring checks, `with`.

use super::native::JsResult;
use super::{ErrorKind, Throw, Vm};
use crate::bytecode::{PrivateElement, ThrownError};
use crate::objects::Place;
use crate::objects::cells::code::{CacheEntry, InlineCache};
use crate::objects::elements::Elements;
use crate::objects::object::flags;
use crate::objects::object::property_table::attributes;
use crate::objects::object::property_table::attributes::{ACCESSOR, WRITABLE};
use crate::objects::object::shape::NO_SHAPE;
use crate::objects::{Gc, JsArray, JsString, Key, Kind, Object, Value, View};
use crate::vm::messages;

/// Element `index` of an arguments object where no element is an alias of a parameter.
#[inline]
fn plain_argument(object: Value, index: u32) -> Option<Value> {
    let object = Gc::<Object>::from_value(object)?;
    if object.kind() != Kind::Arguments || object.has_flag(flags::MAPPED_ARGUMENTS) {
        return None;
    }
    let value = object.plain_elements()?.slots().get(index as usize)?.get();
    (!value.is_hole()).then_some(value)
}

impl Vm {
    /// `object[key]`, any operands.
    #[inline(never)]
    pub(super) fn get_element_slow(&mut self, object: Value, key: Value) -> JsResult {
        if object.is_nullish() {
            if let Some(message) = self.destructuring_message(object) {
                return Err(self.type_error(&message));
            }
            let name = self.key_text(key);
            let is_iterator = Some(key) == self.space.names.symbol_iterator.as_name();
            return Err(self.cannot_read_named(object, &name, is_iterator));
        }
        if let Some(index) = integer_index(key) {
            if let Some(string) = Gc::<JsString>::from_value(object) {
                let chars = self.space.chars(string);
                if (index as usize) < chars.len() {
                    return Ok(self.space.new_char(chars.at(index as usize)).value());
                }
            } else if let Some(view) = View::typed_array(object) {
                return Ok(self.space.typed_element(view, index as usize).unwrap_or(Value::UNDEFINED));
            } else if let Some(target) = Gc::<Object>::from_value(object)
                && target.kind() == Kind::Array
                && !self.space.proto_has_elements
            {
                self.space.note_touched(target);
                // No prototype has elements: a missing one is undefined.
                return match self.space.get_element(target, index) {
                    Some(found) => self.read_property(&found, object),
                    None => Ok(Value::UNDEFINED),
                };
            } else if let Some(value) = plain_argument(object, index) {
                return Ok(value);
            }
            return self.get_value(object, Key::index(index));
        }
        let key = self.rooted_key(key)?;
        let mark = self.native_roots.len() - 1;
        let result = self.get_value(object, key);
        self.native_roots.truncate(mark);
        result
    }

    /// ToPropertyKey with the key kept on the native roots (one entry).
    fn rooted_key(&mut self, key: Value) -> JsResult<Key> {
        let key = self.to_property_key(key)?;
        self.native_roots.push(key.as_name().unwrap_or(Value::UNDEFINED));
        Ok(key)
    }

    fn key_text(&mut self, key: Value) -> String {
        match self.primitive_to_string(key) {
            Some(text) => self.text_of(text),
            None => self.describe_value(key),
        }
    }

    /// `object[key] = value`, any operands.
    #[inline(never)]
    pub(super) fn set_element_slow(&mut self, object: Value, key: Value, value: Value, strict: bool) -> JsResult<()> {
        if object.is_nullish() {
            let what = if object.is_null() { "null" } else { "undefined" };
            let name = self.key_text(key);
            return Err(self.type_error(&messages::cannot_set(&what, &name)));
        }
        if let Some(index) = integer_index(key)
            && let Some(target) = Gc::<Object>::from_value(object)
        {
            if let Some(view) = View::typed_array(object)
                && !view.buffer().is_immutable()
            {
                return self.set_typed_element(view, Some(index as usize), value);
            }
            if self.store_plain_element(target, index, value) {
                return Ok(());
            }
        }
        let key = self.rooted_key(key)?;
        let mark = self.native_roots.len() - 1;
        let result = self.set_value(object, key, value, strict);
        self.native_roots.truncate(mark);
        result
    }

    /// Stores to dense (or growing) elements of extensible plain objects and arrays; false when the
    /// ordinary way is needed.
    fn store_plain_element(&mut self, target: Gc<Object>, index: u32, value: Value) -> bool {
        let special = flags::NOT_EXTENSIBLE
            | flags::ELEMENTS_FROZEN
            | flags::ELEMENTS_SEALED
            | flags::LENGTH_READ_ONLY
            | flags::MAPPED_ARGUMENTS
            | flags::IS_PROTOTYPE;
        if !matches!(target.kind(), Kind::Array | Kind::Object)
            || target.has_flag(special)
            || self.space.proto_has_elements
        {
            return false;
        }
        if let Elements::Sparse(sparse) = target.element_storage() {
            let found = sparse.entries().borrow().get(&index).map(|element| element.attributes);
            if found.is_some_and(|found| found != attributes::ALL) {
                return false;
            }
            self.space.put_element(target, index, value, attributes::ALL);
            return true;
        }
        self.space.note_touched(target);
        let Some(words) = self.space.dense_with_room(target, index as usize + 1, 1) else { return false };
        self.space.store(words.cell(), &words.slots()[index as usize], value);
        if let Some(array) = JsArray::of(target)
            && index >= array.length()
        {
            array.set_length_field(index + 1);
        }
        true
    }

    /// `delete object[key]`
    pub(super) fn delete_element(&mut self, object: Value, key: Value, strict: bool) -> JsResult<bool> {
        if object.is_nullish() {
            return Err(self.type_error(messages::NULLISH_TO_OBJECT));
        }
        let key = self.rooted_key(key)?;
        let mark = self.native_roots.len() - 1;
        let result = self.delete_property(object, key, strict);
        self.native_roots.truncate(mark);
        result
    }

    /// `super[key]`
    pub(super) fn get_super(&mut self, home: Value, this: Value, key: Value) -> JsResult {
        // The prototype is taken before the key is converted, which may change it.
        let mark = self.native_roots.len();
        let proto = match Gc::<Object>::from_value(home) {
            Some(home) => self.get_prototype_of(home)?,
            None => Value::UNDEFINED,
        };
        self.native_roots.push(proto);
        let result = self.rooted_key(key).and_then(|key| {
            if proto.is_undefined() { Ok(Value::UNDEFINED) } else { self.get_with_receiver(proto, key, this) }
        });
        self.native_roots.truncate(mark);
        result
    }

    /// `super[key] = value`
    pub(super) fn set_super(
        &mut self,
        home: Value,
        this: Value,
        key: Value,
        value: Value,
        strict: bool,
    ) -> JsResult<()> {
        let Some(home) = Gc::<Object>::from_value(home) else { return Ok(()) };
        let mark = self.native_roots.len();
        let proto = self.get_prototype_of(home)?;
        self.native_roots.push(proto);
        let key = self.rooted_key(key)?;
        let accepted = self.set_with_receiver(proto, key, value, this);
        self.native_roots.truncate(mark);
        if !accepted? && strict {
            return Err(self.refused_super_store(proto, key, this));
        }
        Ok(())
    }

    // ---- private names

    /// `object.#key` by the cache: its entry holds the shape and place, its key the private name.
    pub(super) fn get_private_cached(&mut self, object: Value, name: Value, cache: *mut InlineCache) -> JsResult {
        let key = Key::name(name);
        // SAFETY: the cache belongs to the running code; no other borrow of it exists.
        let cache = unsafe { &mut *cache };
        if let Some(target) = Gc::<Object>::from_value(object) {
            if target.shape_id() == cache.first.shape && cache.first.holder == name.bits() {
                // SAFETY: the shape id matched.
                return Ok(unsafe { cache.first.place.read(target.addr()) });
            }
            self.remember_private(target, key, cache, 0);
        }
        self.get_private(object, key)
    }

    /// `object.#key = value` by the cache.
    pub(super) fn set_private_cached(
        &mut self,
        object: Value,
        name: Value,
        value: Value,
        cache: *mut InlineCache,
    ) -> JsResult<()> {
        let key = Key::name(name);
        // SAFETY: as above.
        let cache = unsafe { &mut *cache };
        if let Some(target) = Gc::<Object>::from_value(object) {
            if target.shape_id() == cache.first.shape && cache.first.holder == name.bits() {
                self.write_entry(target, cache.first, value);
                return Ok(());
            }
            self.remember_private(target, key, cache, WRITABLE);
        }
        self.set_private(object, key, value)
    }

    /// Remembers a private field. The entry's `holder` is the name, whose address no living object
    /// of that shape can share with another name. Fields and methods have a value to read; what has
    /// the attribute `needed` may be written too.
    fn remember_private(&mut self, target: Gc<Object>, key: Key, cache: &mut InlineCache, needed: u8) {
        let shape = self.space.shape_of(target);
        let Some(property) = shape.lookup(key) else { return };
        if property.attributes & (needed | ACCESSOR) != needed || !shape.remember_id() {
            return;
        }
        let Some(place) = Place::of(shape, property) else { return };
        let holder = key.word().bits();
        cache.first = CacheEntry { shape: shape.id(), place, epoch: 0, next_shape: NO_SHAPE, holder };
    }

    // ---- literals and classes

    /// A literal's or class's own data property.
    pub(super) fn define_field(&mut self, object: Value, cache: *mut InlineCache, value: Value) -> JsResult<()> {
        // SAFETY: as above.
        let cache = unsafe { &mut *cache };
        let Some(target) = Gc::<Object>::from_value(object) else { return Ok(()) };
        if target.shape_id() == cache.first.shape
            && cache.first.next_shape != NO_SHAPE
            && self.write_entry(target, cache.first, value)
        {
            return Ok(());
        }
        let shape = self.space.shape_of(target);
        let plain = target.kind() == Kind::Object
            && !shape.is_unique()
            && cache.key.as_index().is_none()
            && !target.has_flag(flags::NOT_EXTENSIBLE)
            && shape.lookup(cache.key).is_none();
        if !plain {
            return self.create_data_property(object, cache.key, value);
        }
        self.space.add_named(target, cache.key, value, crate::objects::attributes::ALL);
        let after = self.space.shape_of(target);
        if !after.is_unique() && shape.remember_id() && after.remember_id() {
            let epoch = self.space.epoch_of_caches();
            cache.first =
                CacheEntry { shape: shape.id(), place: Place::NONE, epoch, next_shape: after.id(), holder: 0 };
        }
        Ok(())
    }

    /// As `define_field` with a computed key.
    pub(super) fn define_element(&mut self, object: Value, key: Value, value: Value) -> JsResult<()> {
        if let Some(symbol) = Gc::<crate::objects::Symbol>::from_value(key)
            && symbol.is_private()
        {
            return self.define_private(object, symbol.key(), value, PrivateElement::Field);
        }
        let key = self.rooted_key(key)?;
        let mark = self.native_roots.len() - 1;
        let result = self.create_data_property(object, key, value);
        self.native_roots.truncate(mark);
        result
    }

    /// CopyDataProperties with the excluded keys in `count` registers from stack index `start`.
    pub(super) fn copy_excluding(&mut self, start: usize, count: usize, target: Value, source: Value) -> JsResult<()> {
        let mut excluded = Vec::with_capacity(count);
        for i in 0..count {
            let value = self.stack.get(start + i);
            excluded.push(self.to_property_key(value)?);
        }
        self.copy_data_properties(target, source, &excluded)
    }

    /// ToPropertyKey as a value that gives the same key again.
    pub(super) fn key_value(&mut self, value: Value) -> JsResult {
        let key = self.to_property_key(value)?;
        Ok(match key.as_index() {
            Some(index) => Value::number(index.into()),
            None => key.word(),
        })
    }

    /// The TypeError of destructuring undefined or null.
    #[cold]
    pub(super) fn cannot_destructure(&mut self, value: Value) -> Throw {
        let what = if value.is_null() { "null" } else { "undefined" };
        let message = self.destructuring_message(value);
        self.type_error(&message.unwrap_or_else(|| format!("Cannot destructure '{what}' as it is {what}.")))
    }

    // ---- constructors

    #[cold]
    pub(super) fn no_this(&mut self) -> Throw {
        let message = "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";
        self.throw_error(ErrorKind::Reference, message)
    }

    /// What a derived constructor's return gives.
    pub(super) fn derived_return(&mut self, value: Value, this: Value) -> JsResult {
        if value.is_object() {
            return Ok(value);
        }
        if !value.is_undefined() {
            return Err(self.type_error("Derived constructors may only return object or undefined"));
        }
        if this.is_hole() { Err(self.no_this()) } else { Ok(this) }
    }

    /// Throws the error that the compiler found.
    #[cold]
    pub(super) fn throw_found(&mut self, error: ThrownError, message: Value) -> Throw {
        let kind = match error {
            ThrownError::Type => ErrorKind::Type,
            ThrownError::Reference => ErrorKind::Reference,
        };
        let text = self.text_of(message);
        self.throw_error(kind, &text)
    }

    // ---- with

    /// Whether a `with` object binds the name (ECMA-262 §9.1.1.2.1).
    pub(super) fn with_has(&mut self, object: Value, key: Key) -> JsResult<bool> {
        let Some(holder) = Gc::<Object>::from_value(object) else { return Ok(false) };
        if !self.has_property(holder, key)? {
            return Ok(false);
        }
        let unscopables = self.get_value(object, self.space.names.symbol_unscopables)?;
        if !unscopables.is_object() {
            return Ok(true);
        }
        let mark = self.native_roots.len();
        self.native_roots.push(unscopables);
        let blocked = self.get_value(unscopables, key);
        self.native_roots.truncate(mark);
        Ok(!Vm::truthy(blocked?))
    }

    /// GetBindingValue of an object environment (ECMA-262 §9.1.1.2.6).
    pub(super) fn with_get(&mut self, object: Value, key: Key, strict: bool) -> JsResult {
        let Some(holder) = Gc::<Object>::from_value(object) else { return Ok(Value::UNDEFINED) };
        if self.has_property(holder, key)? {
            return self.get_value(object, key);
        }
        if strict { Err(self.not_defined(key)) } else { Ok(Value::UNDEFINED) }
    }

    /// SetMutableBinding of an object environment (ECMA-262 §9.1.1.2.5).
    pub(super) fn with_set(&mut self, object: Value, key: Key, value: Value, strict: bool) -> JsResult<()> {
        let Some(holder) = Gc::<Object>::from_value(object) else { return Ok(()) };
        if !self.has_property(holder, key)? && strict {
            return Err(self.not_defined(key));
        }
        self.set_value(object, key, value, strict)
    }

    // ---- iteration

    /// One step of an iterator held in registers.
    pub(super) fn step_register(&mut self, iterator: Value, method: Value) -> JsResult<Option<Value>> {
        self.iterator_step(iterator, method)
    }
}

/// The array index that a number value is.
#[inline]
fn integer_index(key: Value) -> Option<u32> {
    if key.is_int() {
        return u32::try_from(key.as_int_unchecked()).ok();
    }
    if key.is_double() {
        let d = key.as_double_unchecked();
        let index = d as u32;
        if f64::from(index) == d && index <= Key::MAX_INDEX && (index != 0 || d.to_bits() == 0) {
            return Some(index);
        }
        if d == 0.0 {
            return Some(0);
        }
    }
    None
}
