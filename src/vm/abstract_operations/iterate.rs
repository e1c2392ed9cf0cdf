//! The iterator protocol (ECMA-262 §7.4) and for-in enumeration.

use crate::objects::object::property_table::attributes::ENUMERABLE;
use crate::objects::object::shape::NO_SHAPE;
use crate::objects::{Brand, Gc, Host, InternalMethods, JsArray, Key, Kind, Object, Value, attributes};
use crate::vm::internal_methods::has_ordinary_prototype;
use crate::vm::messages;
use crate::vm::native::JsResult;
use crate::vm::realm::Intrinsic;
use crate::vm::{Throw, Vm};

impl Vm {
    /// Whether iterating the array runs no script code: standard iterator, untouched `next`, no
    /// elements on prototypes.
    pub(in crate::vm) fn is_plainly_iterable(&mut self, array: Gc<JsArray>) -> bool {
        let shape = array.object().shape_id();
        let plain = shape == self.space.roots.array_shape.id() && !self.space.proto_has_elements;
        plain && self.array_iteration_is_standard()
    }

    /// GetIterator: the iterator and its `next`.
    pub fn get_iterator(&mut self, source: Value) -> JsResult<(Value, Value)> {
        let key = self.space.names.symbol_iterator;
        let method = if source.is_nullish() { Value::UNDEFINED } else { self.get_value(source, key)? };
        if !method.is_callable() {
            return Err(self.not_iterable(source));
        }
        let iterator = self.call_value(method, source, &[])?;
        self.iterator_record(iterator)
    }

    /// As [`Vm::get_iterator`], for a native function, whose message knows no source text.
    pub(in crate::vm) fn get_iterator_for_native(&mut self, source: Value) -> JsResult<(Value, Value)> {
        let key = self.space.names.symbol_iterator;
        let method = if source.is_nullish() { Value::UNDEFINED } else { self.get_value(source, key)? };
        if !method.is_callable() {
            let kind = self.type_of(source);
            let mut text = self.text_of(kind);
            if source.is_number() || source.is_boolean() || source.is_null() {
                text = format!("{text} {}", self.describe_value(source));
            }
            return Err(self.type_error(&messages::not_iterable_read(&text)));
        }
        let iterator = self.call_value(method, source, &[])?;
        self.iterator_record(iterator)
    }

    pub(in crate::vm) fn iterator_record(&mut self, iterator: Value) -> JsResult<(Value, Value)> {
        if !iterator.is_object() {
            return Err(self.type_error("Result of the Symbol.iterator method is not an object"));
        }
        let mark = self.native_roots.len();
        self.native_roots.push(iterator);
        let next = self.get_value(iterator, self.space.names.next)?;
        self.native_roots.truncate(mark);
        Ok((iterator, next))
    }

    /// The TypeError of something that is not iterable, in V8's words where the source is known.
    #[cold]
    pub(in crate::vm) fn not_iterable(&mut self, source: Value) -> Throw {
        let nothing = match source {
            Value::UNDEFINED => Some("undefined"),
            Value::NULL => Some("null"),
            _ => None,
        };
        let at = self.current_instruction();
        let named = self
            .frames
            .last()
            .filter(|frame| self.stack.top == frame.end())
            .and_then(|frame| frame.code.proto().not_iterable(at, nothing));
        let message = named.unwrap_or_else(|| {
            let described = self.iterated_value(source);
            messages::not_iterable_read(&described)
        });
        self.type_error(&message)
    }

    /// A value without a name, as messages call it.
    fn iterated_value(&mut self, source: Value) -> String {
        match source {
            Value::UNDEFINED => "undefined".to_string(),
            Value::NULL => "object null".to_string(),
            v => {
                let kind = self.type_of(v);
                let kind = self.text_of(kind);
                if v.is_object() {
                    return kind;
                }
                let text = self.describe_value(v);
                format!("{kind} {}", text.trim_matches('"'))
            }
        }
    }

    /// One step: the value, or `None` when done.
    pub fn iterator_step(&mut self, iterator: Value, next: Value) -> JsResult<Option<Value>> {
        if let Some(step) = self.step_builtin(iterator, next) {
            return step;
        }
        let result = self.call_value(next, iterator, &[])?;
        self.iterator_unwrap(result)
    }

    /// The value of an iterator result, or `None` when it is done.
    pub(in crate::vm) fn iterator_unwrap(&mut self, result: Value) -> JsResult<Option<Value>> {
        if !result.is_object() {
            let text = self.describe_value(result);
            return Err(self.type_error(&messages::iterator_result(&text)));
        }
        let mark = self.native_roots.len();
        self.native_roots.push(result);
        let done = self.get_value(result, self.space.names.done)?;
        let value = if Vm::truthy(done) { None } else { Some(self.get_value(result, self.space.names.value)?) };
        self.native_roots.truncate(mark);
        Ok(value)
    }

    /// IteratorClose on a normal completion.
    pub fn iterator_close(&mut self, iterator: Value) -> JsResult<()> {
        let method = self.get_method(iterator, self.space.names.return_)?;
        if method.is_undefined() {
            return Ok(());
        }
        let result = self.call_value(method, iterator, &[])?;
        if result.is_object() {
            return Ok(());
        }
        let text = self.describe_value(result);
        Err(self.type_error(&messages::iterator_result(&text)))
    }

    /// IteratorClose while an exception is on its way: the exception stays.
    pub fn iterator_close_throwing(&mut self, iterator: Value, thrown: Throw) -> Throw {
        let Ok(exception) = self.take_exception(thrown) else { return thrown };
        let mark = self.native_roots.len();
        self.native_roots.push(exception);
        let closed = self.get_method(iterator, self.space.names.return_).and_then(|method| {
            if method.is_undefined() { Ok(Value::UNDEFINED) } else { self.call_value(method, iterator, &[]) }
        });
        self.native_roots.truncate(mark);
        if closed.is_err() && self.is_terminating() {
            return Throw(());
        }
        self.throw_value(exception)
    }

    /// `{ value, done }`
    pub fn iterator_result(&mut self, value: Value, done: bool) -> Value {
        let object = self.new_result_object();
        object.inline_slot(0).init(value);
        object.inline_slot(1).init(Value::boolean(done));
        object.value()
    }

    /// A fresh object with the properties `value` and `done`, both undefined, in slots 0 and 1.
    fn new_result_object(&mut self) -> Gc<Object> {
        let shape = match self.realm.result_shape {
            Some(shape) => shape,
            None => {
                let root = self.space.root_shape(self.space.roots.object_proto, 2);
                let properties = [self.space.names.value, self.space.names.done].map(|key| (key, attributes::ALL));
                let shape = self.space.fixed_shape(root, &properties);
                self.realm.result_shape = Some(shape);
                shape
            }
        };
        self.space.new_object(shape)
    }

    // ---- for-in

    /// An enumerator over the string keys of `source` and its prototypes: a host object
    /// `[object, keys, position, shape id]`. While the object has the shape of that id all keys are
    /// there.
    pub(in crate::vm) fn for_in_start(&mut self, source: Value) -> JsResult {
        let (mut object, mut id) = (Value::UNDEFINED, NO_SHAPE);
        let keys = if source.is_nullish() {
            self.space.new_array(0)
        } else {
            object = self.to_object(source)?;
            match self.plain_for_in_keys(object) {
                Some((keys, shape)) => {
                    id = shape;
                    keys
                }
                None => {
                    let keys = self.space.new_array(8);
                    let mark = self.native_roots.len();
                    self.native_roots.extend([object, keys.value()]);
                    self.collect_for_in_keys(object, keys)?;
                    self.native_roots.truncate(mark);
                    keys
                }
            }
        };
        let shape = self.realm.shape(&mut self.space, Intrinsic::ObjectPrototype);
        let slots = [object, keys.value(), Value::int(0), Value::number(id.into())];
        Ok(self.space.new_host(Brand::ForIn, shape, &slots).value())
    }

    /// The keys of a plain object whose prototypes have nothing to show, and the id of its shape.
    fn plain_for_in_keys(&mut self, object: Value) -> Option<(Gc<JsArray>, u32)> {
        let object = Gc::<Object>::from_value(object)?;
        let shape = self.space.shape_of(object);
        if !shape.remember_id() || self.space.proto_has_elements || !self.is_silent(shape.proto.get()) {
            return None;
        }
        Some((self.space.plain_keys(object)?, shape.id()))
    }

    /// Whether `proto` and the prototypes above it have no enumerable properties of a string key;
    /// elements are the caller's business.
    fn is_silent(&mut self, proto: Value) -> bool {
        let known = (proto, self.space.proto_epoch);
        if self.realm.silent_proto == known {
            return true;
        }
        let mut next = Gc::<Object>::from_value(proto);
        while let Some(at) = next {
            if !has_ordinary_prototype(at) {
                return false;
            }
            for key in self.peek_keys(at) {
                let found = if key.is_symbol() { None } else { self.peek_own(at, key) };
                if found.is_some_and(|found| found.attributes & ENUMERABLE != 0) {
                    return false;
                }
            }
            next = self.peek_parent(at);
        }
        // Looking may have made properties of functions.
        self.realm.silent_proto = (proto, self.space.epoch_of_caches());
        true
    }

    /// The string keys along the prototypes. Those of a proxy are asked for their attributes when
    /// their turn comes.
    fn collect_for_in_keys(&mut self, object: Value, keys: Gc<JsArray>) -> JsResult<()> {
        let mut seen: rustc_hash::FxHashSet<Key> = rustc_hash::FxHashSet::default();
        let mut next = Gc::<Object>::from_value(object);
        let (mut first, mut proxies) = (true, 0);
        while let Some(at) = next {
            let is_proxy = at.internal_methods() == InternalMethods::Proxy;
            let own = self.own_property_keys(at)?;
            if is_proxy {
                self.native_roots.extend(own.iter().filter_map(|key| key.as_name()));
            }
            let proto = self.next_prototype(at, &mut proxies)?;
            if is_proxy {
                self.native_roots.push(proto);
            }
            let proto = Gc::<Object>::from_value(proto);
            for key in own {
                if key.is_symbol() {
                    continue;
                }
                let enumerable =
                    is_proxy || self.get_own_property(at, key)?.is_some_and(|p| p.attributes & ENUMERABLE != 0);
                // The own keys of one object are distinct; only a chain needs the set.
                let new = if first && proto.is_none() { true } else { seen.insert(key) };
                if enumerable && new {
                    let text = match key.as_index() {
                        Some(index) => {
                            self.primitive_to_string(Value::number(index.into())).unwrap_or(Value::UNDEFINED)
                        }
                        None => key.word(),
                    };
                    self.space.array_push(keys, text);
                }
            }
            self.check_interrupt()?;
            first = false;
            next = proto;
        }
        Ok(())
    }

    /// The next key that is still there.
    pub(in crate::vm) fn for_in_next(&mut self, enumerator: Value) -> JsResult<Option<Value>> {
        let host = Gc::<Host>::from_cell(enumerator.cell_unchecked());
        let keys = Gc::<JsArray>::from_cell(host.get(1).cell_unchecked());
        loop {
            let position = host.get(2).as_int_unchecked();
            let Some(found) = self.space.get_element(keys.object(), position as u32) else { return Ok(None) };
            host.set(&mut self.space, 2, Value::int(position + 1));
            if let Some(object) = Gc::<Object>::from_value(host.get(0))
                && host.get(3) == Value::number(object.shape_id().into())
            {
                return Ok(Some(found.value));
            }
            let key = self.to_property_key(found.value)?;
            if self.still_enumerable(host.get(0), key)? {
                return Ok(Some(found.value));
            }
        }
    }

    fn still_enumerable(&mut self, object: Value, key: Key) -> JsResult<bool> {
        let mark = self.native_roots.len();
        let (mut next, mut proxies) = (Gc::<Object>::from_value(object), 0);
        while let Some(at) = next {
            if at.kind() == Kind::Object
                && let Some(name) = key.as_name()
                && !name.is_symbol()
                && let Some(found) = self.space.shape_of(at).lookup(key)
            {
                self.native_roots.truncate(mark);
                return Ok(found.attributes & ENUMERABLE != 0);
            }
            if let Some(found) = self.get_own_property(at, key)? {
                self.native_roots.truncate(mark);
                return Ok(found.attributes & ENUMERABLE != 0);
            }
            let proto = self.next_prototype(at, &mut proxies)?;
            if at.internal_methods() == InternalMethods::Proxy {
                self.check_interrupt()?;
                self.native_roots.truncate(mark);
                self.native_roots.push(proto);
            }
            next = Gc::from_value(proto);
        }
        self.native_roots.truncate(mark);
        Ok(false)
    }
}
