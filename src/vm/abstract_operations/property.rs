//! Operations on objects (ECMA-262 §7.3) over their internal methods, private names, and V8's
//! messages when an object refuses. They may run script code: the caller keeps receiver, object and
//! key rooted (in registers or native roots).

use crate::bytecode::PrivateElement;
use crate::objects::object::flags;
use crate::objects::object::property_table::attributes::WRITABLE;
use crate::objects::{
    Descriptor, Gc, InternalMethods, JsArray, JsString, Key, Object, OwnProperty, Property, Value, attributes,
};
use crate::vm::messages;
use crate::vm::native::{JsResult, Rooted};
use crate::vm::{ErrorKind, Vm};

impl Vm {
    /// `base[key]` for any value (GetV).
    pub fn get_value(&mut self, base: Value, key: Key) -> JsResult {
        match Gc::<Object>::from_value(base) {
            Some(object) => self.get(object, key, base),
            None => self.get_from_primitive(base, key),
        }
    }

    /// `object[key]` with another receiver.
    pub fn get_with_receiver(&mut self, object: Value, key: Key, receiver: Value) -> JsResult {
        match Gc::<Object>::from_value(object) {
            Some(object) => self.get(object, key, receiver),
            None => self.get_from_primitive(object, key),
        }
    }

    fn get_from_primitive(&mut self, base: Value, key: Key) -> JsResult {
        if base.is_nullish() || base.is_hole() {
            return Err(self.cannot_read(base, key));
        }
        if let Some(string) = Gc::<JsString>::from_value(base) {
            if key == self.space.names.length {
                return Ok(Value::length(string.len()));
            }
            if let Some(index) = key.as_index()
                && (index as usize) < string.len()
            {
                let unit = self.space.chars(string).at(index as usize);
                return Ok(self.space.new_char(unit).value());
            }
        }
        let proto = self.primitive_prototype(base);
        match Gc::<Object>::from_value(proto) {
            Some(proto) => self.get(proto, key, base),
            None => Ok(Value::UNDEFINED),
        }
    }

    #[cold]
    fn cannot_read(&mut self, base: Value, key: Key) -> crate::vm::Throw {
        if let Some(message) = self.destructuring_message(base) {
            return self.type_error(&message);
        }
        let name = self.describe_key(key);
        self.cannot_read_named(base, &name, key == self.space.names.symbol_iterator)
    }

    /// The TypeError of reading a property of undefined or null. Who asks for an iterator wants to
    /// iterate.
    pub(in crate::vm) fn cannot_read_named(&mut self, base: Value, name: &str, is_iterator: bool) -> crate::vm::Throw {
        let what = if base.is_null() { "null" } else { "undefined" };
        if is_iterator {
            let kind = if base.is_null() { "object " } else { "" };
            return self.type_error(&format!("{kind}{what} is not iterable (cannot read property {name})"));
        }
        self.type_error(&messages::cannot_read(&what, &name))
    }

    /// The message when the running instruction destructures `value`, which is undefined or null.
    pub(in crate::vm) fn destructuring_message(&mut self, value: Value) -> Option<String> {
        let at = self.current_instruction();
        let frame = self.frames.last().filter(|frame| self.stack.top == frame.end())?;
        frame.code.proto().destructuring_message(at, value.is_null())
    }

    pub(in crate::vm) fn read_property(&mut self, found: &OwnProperty, receiver: Value) -> JsResult {
        match found.accessor() {
            None => Ok(found.value),
            Some(pair) => {
                let getter = pair.get.get();
                if getter.is_undefined() { Ok(Value::UNDEFINED) } else { self.call_value(getter, receiver, &[]) }
            }
        }
    }

    /// GetMethod: the function, or undefined.
    pub fn get_method(&mut self, object: Value, key: Key) -> JsResult {
        let method = self.get_value(object, key)?;
        if method.is_nullish() {
            return Ok(Value::UNDEFINED);
        }
        if method.is_callable() {
            return Ok(method);
        }
        let text = self.describe_operand(method);
        Err(self.type_error(&messages::not_a_function(&text)))
    }

    /// `base[key] = value`. A refusal is a TypeError when `strict`.
    pub fn set_value(&mut self, base: Value, key: Key, value: Value, strict: bool) -> JsResult<()> {
        let Some(object) = Gc::<Object>::from_value(base) else {
            return self.set_on_primitive(base, key, value, strict);
        };
        if self.set_with_receiver(base, key, value, base)? || !strict {
            return Ok(());
        }
        Err(self.refused_store(object, key))
    }

    fn set_on_primitive(&mut self, base: Value, key: Key, value: Value, strict: bool) -> JsResult<()> {
        let name = self.describe_key(key);
        if base.is_nullish() || base.is_hole() {
            let what = if base.is_null() { "null" } else { "undefined" };
            return Err(self.type_error(&messages::cannot_set(&what, &name)));
        }
        let proto = self.primitive_prototype(base);
        if self.set_with_receiver(proto, key, value, base)? || !strict {
            return Ok(());
        }
        let kind = self.type_of(base);
        let (kind, text) = (self.text_of(kind), self.describe_value(base));
        let text = text.trim_matches('"');
        let own = Gc::<JsString>::from_value(base).is_some_and(|string| {
            key == self.space.names.length || key.as_index().is_some_and(|index| (index as usize) < string.len())
        });
        Err(self.type_error(&if own {
            messages::read_only(&name, &kind, &text)
        } else {
            format!("Cannot create property '{name}' on {kind} '{text}'")
        }))
    }

    /// The TypeError of a store that `object` refused.
    fn refused_store(&mut self, object: Gc<Object>, key: Key) -> crate::vm::Throw {
        let set = self.space.names.set;
        let asked = object;
        let Some(object) = self.refusing(object, set) else { return self.trap_refused(set, Some(key)) };
        let name = self.describe_key(key);
        let text = self.describe_object(object.value());
        let mut next = Some(object);
        while let Some(at) = next {
            if let Some(found) = self.peek_own(at, key) {
                if found.is_accessor() {
                    return self.type_error(&messages::only_a_getter(&name, &text));
                }
                let is_export = at.kind() == crate::objects::Kind::Namespace;
                if at.internal_methods() == InternalMethods::Context {
                    return self.redefinition_error(at, key);
                }
                if found.attributes & WRITABLE == 0 || is_export {
                    return self.read_only_error(object.value(), key);
                }
                if let Some(array) = JsArray::of(object).filter(|_| key == self.space.names.length) {
                    // The length stays just above the element that could not be deleted.
                    let element = array.length().saturating_sub(1);
                    return self.type_error(&messages::cannot_delete_element(&element));
                }
                break;
            }
            next = self.peek_parent(at);
            if let Some(parent) = next.filter(|parent| parent.internal_methods() == InternalMethods::Proxy) {
                match self.refusing(parent, set) {
                    None => return self.trap_refused(set, Some(key)),
                    target => next = target,
                }
            }
        }
        if object.has_flag(flags::LENGTH_READ_ONLY) && self.space.is_extensible(object) {
            return self.type_error(messages::READ_ONLY_LENGTH);
        }
        // A proxy comes to a definition on itself.
        let words = if asked == object { messages::not_extensible(&name) } else { messages::cannot_define(&name) };
        self.type_error(&words)
    }

    /// The TypeError of `super[key] = value` that was refused: by what the home object's prototype
    /// `proto` has, or else by the receiver.
    pub(in crate::vm) fn refused_super_store(&mut self, proto: Value, key: Key, receiver: Value) -> crate::vm::Throw {
        let mut next = Gc::<Object>::from_value(proto);
        while let Some(at) = next {
            if let Some(found) = self.peek_own(at, key) {
                if found.is_accessor() {
                    let (name, text) = (self.describe_key(key), self.describe_value(proto));
                    return self.type_error(&messages::only_a_getter(&name, &text));
                }
                if found.attributes & WRITABLE == 0 {
                    return self.read_only_error(receiver, key);
                }
                break;
            }
            next = self.peek_parent(at);
        }
        let Some(receiver) = Gc::<Object>::from_value(receiver) else { return self.read_only_error(receiver, key) };
        match self.peek_own(receiver, key) {
            Some(own) if own.is_accessor() => self.redefinition_error(receiver, key),
            _ => self.refused_store(receiver, key),
        }
    }

    fn read_only_error(&mut self, holder: Value, key: Key) -> crate::vm::Throw {
        let name = self.describe_key(key);
        let kind = self.type_of(holder);
        let kind = self.text_of(kind);
        let is_array = holder.kind() == Some(crate::objects::Kind::Array);
        let text = if is_array { "[object Array]".into() } else { self.describe_value(holder) };
        self.type_error(&messages::read_only(&name, &kind, &text))
    }

    /// The TypeError of defining a property that cannot be redefined.
    pub(in crate::vm) fn redefinition_error(&mut self, object: Gc<Object>, key: Key) -> crate::vm::Throw {
        if key == self.space.names.prototype && object.has_flag(flags::CLASS) {
            return self.type_error("Classes may not have a static property named 'prototype'");
        }
        let name = self.describe_key(key);
        self.type_error(&messages::cannot_redefine(&name))
    }

    /// `[[Set]]` of what is no object, too, for another receiver: whether the store was accepted.
    pub fn set_with_receiver(&mut self, target: Value, key: Key, value: Value, receiver: Value) -> JsResult<bool> {
        match Gc::<Object>::from_value(target) {
            Some(target) => self.set(target, key, value, receiver),
            None => Ok(false),
        }
    }

    /// `delete object[key]`: a refusal is a TypeError when `strict`.
    pub fn delete_property(&mut self, base: Value, key: Key, strict: bool) -> JsResult<bool> {
        let object = self.to_object(base)?;
        let Some(object) = Gc::<Object>::from_value(object) else { return Ok(true) };
        if self.delete(object, key)? {
            return Ok(true);
        }
        if strict {
            let trap = self.space.names.delete_property;
            let Some(object) = self.refusing(object, trap) else { return Err(self.trap_refused(trap, Some(key))) };
            let (name, text) = (self.describe_key(key), self.describe_object(object.value()));
            return Err(self.type_error(&format!("Cannot delete property '{name}' of {text}")));
        }
        Ok(false)
    }

    /// CreateDataPropertyOrThrow.
    pub fn create_data_property(&mut self, object: Value, key: Key, value: Value) -> JsResult<()> {
        let Some(object) = Gc::<Object>::from_value(object) else { return Ok(()) };
        if self.define_own_property(object, key, Descriptor::data(value, attributes::ALL))? {
            return Ok(());
        }
        let trap = self.space.names.define_property;
        let Some(object) = self.refusing(object, trap) else { return Err(self.trap_refused(trap, Some(key))) };
        Err(if self.peek_own(object, key).is_some() {
            self.redefinition_error(object, key)
        } else {
            let name = self.describe_key(key);
            self.type_error(&messages::not_extensible(&name))
        })
    }

    /// The empty shape for what a builtin constructor makes (GetPrototypeFromConstructor).
    pub fn instance_shape_of(
        &mut self,
        new_target: Value,
        default: crate::vm::Intrinsic,
    ) -> JsResult<Gc<crate::objects::Shape>> {
        if new_target.is_object() {
            let proto = self.get_value(new_target, self.space.names.prototype)?;
            if proto.is_object() && proto != self.realm.get(default) {
                return Ok(self.space.root_shape(proto, 0));
            }
            if !proto.is_object()
                && let Some(proto) = self.foreign_intrinsic(new_target, default)?
            {
                return Ok(self.space.root_shape(proto, 0));
            }
        }
        Ok(self.realm.shape(&mut self.space, default))
    }

    /// InstanceofOperator.
    pub fn instance_of(&mut self, value: Value, target: Value) -> JsResult<bool> {
        if !target.is_object() {
            return Err(self.type_error("Right-hand side of 'instanceof' is not an object"));
        }
        let handler = self.get_method(target, self.space.names.symbol_has_instance)?;
        if handler == self.realm.get(crate::vm::Intrinsic::FunctionHasInstance) {
            return self.ordinary_has_instance(target, value);
        }
        if !handler.is_undefined() {
            let result = self.call_value(handler, target, &[value])?;
            return Ok(Vm::truthy(result));
        }
        if !target.is_callable() {
            return Err(self.type_error("Right-hand side of 'instanceof' is not callable"));
        }
        self.ordinary_has_instance(target, value)
    }

    /// OrdinaryHasInstance.
    pub fn ordinary_has_instance(&mut self, target: Value, value: Value) -> JsResult<bool> {
        if !target.is_callable() {
            return Ok(false);
        }
        if let Some(bound) = Gc::<crate::objects::BoundFunction>::from_value(target) {
            if self.native_stack_exhausted() {
                return Err(self.stack_overflow());
            }
            return self.instance_of(value, bound.target.get());
        }
        let Some(object) = Gc::<Object>::from_value(value) else { return Ok(false) };
        let proto = self.get_value(target, self.space.names.prototype)?;
        if !proto.is_object() {
            let text = self.describe_value(proto);
            return Err(self.type_error(&format!("Function has non-object prototype '{text}' in instanceof check")));
        }
        let mark = self.native_roots.len();
        self.native_roots.push(proto);
        let found = self.has_in_prototypes(object, proto);
        self.native_roots.truncate(mark);
        found
    }

    /// Whether `proto` is among the prototypes of `object`.
    pub fn has_in_prototypes(&mut self, object: Gc<Object>, proto: Value) -> JsResult<bool> {
        let mark = self.native_roots.len();
        let (mut at, mut proxies) = (object, 0);
        loop {
            let next = self.next_prototype(at, &mut proxies)?;
            match Gc::<Object>::from_value(next) {
                None => return Ok(false),
                Some(_) if next == proto => return Ok(true),
                Some(next) => at = next,
            }
            if at.internal_methods() == InternalMethods::Proxy {
                // What a trap gave may have nobody else.
                self.check_interrupt()?;
                self.native_roots.truncate(mark);
                self.native_roots.push(at.value());
            }
        }
    }

    /// Calls with rooted arguments.
    #[inline(always)]
    pub fn call_values(&mut self, function: Value, this: Value, args: &[Rooted]) -> JsResult {
        // SAFETY: `Rooted` is a transparent wrapper of `Value`.
        let values = unsafe { std::slice::from_raw_parts(args.as_ptr().cast::<Value>(), args.len()) };
        self.call_value(function, this, values)
    }

    /// Constructs with rooted arguments.
    pub fn construct_values(&mut self, constructor: Value, args: &[Rooted], new_target: Value) -> JsResult {
        // SAFETY: as in `call_values`.
        let values = unsafe { std::slice::from_raw_parts(args.as_ptr().cast::<Value>(), args.len()) };
        self.construct_value(constructor, values, new_target)
    }

    // ---- private names

    /// The private element `key` of `base`.
    pub(in crate::vm) fn private_element(
        &mut self,
        base: Value,
        key: Key,
    ) -> Option<(Gc<Object>, Property, OwnProperty)> {
        let object = Gc::<Object>::from_value(base)?;
        let shape = self.space.shape_of(object);
        let property = shape.lookup(key)?;
        let value = object.slot(shape, property.slot).1.get();
        Some((object, property, OwnProperty { value, attributes: property.attributes }))
    }

    /// `base.#key`
    pub(in crate::vm) fn get_private(&mut self, base: Value, key: Key) -> JsResult {
        match self.private_element(base, key) {
            None => {
                let name = self.describe_key(key);
                let message = self.wrong_receiver().unwrap_or_else(|| {
                    if base.is_nullish() {
                        let nothing = if base.is_null() { "null" } else { "undefined" };
                        return messages::cannot_read(&nothing, &name);
                    }
                    format!("Cannot read private member {name} from an object whose class did not declare it")
                });
                Err(self.type_error(&message))
            }
            Some((.., found)) => match found.accessor() {
                Some(pair) if pair.get.get().is_undefined() => {
                    let name = self.describe_key(key);
                    Err(self.type_error(&format!("'{name}' was defined without a getter")))
                }
                _ => self.read_property(&found, base),
            },
        }
    }

    fn wrong_receiver(&mut self) -> Option<String> {
        let at = self.current_instruction();
        self.frames.last()?.code.proto().wrong_receiver(at)
    }

    /// `base.#key = value`
    pub(in crate::vm) fn set_private(&mut self, base: Value, key: Key, value: Value) -> JsResult<()> {
        let name = self.describe_key(key);
        let Some((object, property, found)) = self.private_element(base, key) else {
            let message = self.wrong_receiver().unwrap_or_else(|| {
                if base.is_nullish() {
                    let nothing = if base.is_null() { "null" } else { "undefined" };
                    return messages::cannot_set(&nothing, &name);
                }
                format!("Cannot write private member {name} to an object whose class did not declare it")
            });
            return Err(self.type_error(&message));
        };
        if let Some(pair) = found.accessor() {
            let setter = pair.set.get();
            if setter.is_undefined() {
                return Err(self.type_error(&format!("'{name}' was defined without a setter")));
            }
            return self.call_value(setter, base, &[value]).map(drop);
        }
        if found.attributes & WRITABLE == 0 {
            return Err(self.type_error(&format!("Private method '{name}' is not writable")));
        }
        self.space.write_named(object, property, value);
        Ok(())
    }

    /// Adds a private field (0), method (1), getter (2) or setter (3).
    pub(in crate::vm) fn define_private(
        &mut self,
        base: Value,
        key: Key,
        value: Value,
        element: PrivateElement,
    ) -> JsResult<()> {
        let Some(object) = Gc::<Object>::from_value(base) else { return Ok(()) };
        if (object.has_flag(flags::NOT_EXTENSIBLE) || object.kind() == crate::objects::Kind::Namespace) && self.ecma {
            let name = self.describe_key(key);
            return Err(self.type_error(&messages::cannot_define(&name)));
        }
        self.space.materialize_function(object);
        let shape = self.space.shape_of(object);
        if let Some(next) = self.private_transitions.get(shape.id(), key)
            && let Some(next) = self.space.shape_by_id(next)
        {
            let value = match element {
                PrivateElement::Field | PrivateElement::Method => value,
                PrivateElement::Getter => self.space.new_accessor(value, Value::UNDEFINED).value(),
                PrivateElement::Setter => self.space.new_accessor(Value::UNDEFINED, value).value(),
            };
            self.space.write_new_slot(object, shape, shape.slot_count(), value);
            self.space.set_shape(object, next);
            return Ok(());
        }
        let is_empty = shape.slot_count() == 0;
        let old = if is_empty { None } else { self.private_element(base, key) };
        if matches!(element, PrivateElement::Getter | PrivateElement::Setter) {
            let pair = old.and_then(|(.., found)| found.accessor());
            let mut get = pair.map_or(Value::UNDEFINED, |p| p.get.get());
            let mut set = pair.map_or(Value::UNDEFINED, |p| p.set.get());
            let taken = if element == PrivateElement::Getter { get } else { set };
            if !taken.is_undefined() {
                let message = messages::PRIVATE_TWICE;
                return Err(self.type_error(message));
            }
            if element == PrivateElement::Getter {
                get = value;
            } else {
                set = value;
            }
            let is_new = old.is_none();
            let pair = self.space.new_accessor(get, set).value();
            if is_new {
                self.add_private(object, key, pair, attributes::ACCESSOR);
            } else {
                self.space.put_named(object, key, pair, attributes::ACCESSOR);
            }
            return Ok(());
        }
        if old.is_some() {
            let message = messages::PRIVATE_TWICE;
            let name = self.describe_key(key);
            return Err(if element == PrivateElement::Method {
                self.type_error(message)
            } else {
                self.type_error(&format!("Cannot initialize {name} twice on the same object"))
            });
        }
        self.add_private(object, key, value, if element == PrivateElement::Method { 0 } else { WRITABLE });
        Ok(())
    }

    /// Adds a private element that is not there yet, and remembers where that leads from a shape
    /// that others have, too.
    fn add_private(&mut self, object: Gc<Object>, key: Key, value: Value, attributes: u8) {
        let shape = self.space.shape_of(object);
        self.space.add_named(object, key, value, attributes);
        let next = self.space.shape_of(object);
        if !shape.is_unique() && shape.remember_id() && !next.is_unique() && next.remember_id() {
            self.private_transitions.put(shape.id(), key, next.id());
        }
    }

    /// A RangeError for strings that would be too long.
    #[cold]
    pub fn string_too_long(&mut self) -> crate::vm::Throw {
        self.throw_error(ErrorKind::Range, messages::STRING_LENGTH)
    }
}
