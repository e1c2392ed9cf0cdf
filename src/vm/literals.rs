//! What literals, functions and classes make.

use std::rc::Rc;

use super::Vm;
use super::native::{Cx, JsResult};
use super::realm::Intrinsic;
use crate::bytecode::{Accessor, FunctionProto, NamePrefix};
use crate::objects::object::flags;
use crate::objects::object::property_table::attributes::{CONFIGURABLE, HIDDEN, WRITABLE};
use crate::objects::{
    Code, Descriptor, Gc, JsArray, JsString, Key, Kind, Object, Shape, Slot, Symbol, Value, attributes,
};

impl Vm {
    /// A function object for the top level of a compiled program.
    pub fn instantiate(&mut self, proto: &Rc<FunctionProto>) -> Value {
        let code = self.space.new_code(proto);
        self.space.new_closure(code, Value::UNDEFINED).value()
    }

    /// The top level of a program has ended, of which nobody else has the function. Left to the
    /// collector, what a program of many texts has no use for any more would become holes among
    /// what lives of them.
    pub fn discard_script(&mut self, code: Gc<Code>) {
        if let Some(caller) = self.frames.last() {
            let caller = caller.code.proto().clone();
            self.space.discard_code(code, &caller);
        }
    }

    /// What object literal `literal` of `code` makes of `values` while its site knows no shape: it
    /// takes one if there is one to have.
    #[cold]
    #[inline(never)]
    pub(super) fn literal_slow(&mut self, code: Gc<Code>, literal: usize, values: &[Value]) -> Value {
        let data = code.data();
        let proto = data.proto.clone();
        let keys: Vec<Key> =
            proto.object_literals[literal].keys.iter().map(|key| self.literal_key(code, key.0)).collect();
        let root = self.space.root_shape(self.space.roots.object_proto, keys.len() as u32);
        if data.literals[literal].get().is_hole() {
            let shape = self.space.literal_shape(root, &keys);
            self.space.heap.barrier(code.cell());
            data.literals[literal].set(shape.map_or(Value::NULL, Gc::value));
        }
        let object = self.space.new_object(root);
        for (key, &value) in keys.into_iter().zip(values) {
            self.space.put_own(object, key, value);
        }
        object.value()
    }

    fn literal_key(&mut self, code: Gc<Code>, constant: u32) -> Key {
        let string = Gc::<JsString>::from_cell(code.data().constants[constant as usize].get().cell_unchecked());
        self.space.string_key(string)
    }

    /// Defines a method, getter or setter of a literal or class.
    pub(super) fn define_accessor(
        &mut self,
        object: Value,
        key: Key,
        function: Value,
        accessor: Accessor,
        enumerable: bool,
    ) -> JsResult<()> {
        let Some(object) = Gc::<Object>::from_value(object) else { return Ok(()) };
        let desc = match accessor {
            Accessor::Method => Descriptor { value: Some(function), writable: Some(true), ..Descriptor::default() },
            Accessor::Getter => Descriptor { get: Some(function), ..Descriptor::default() },
            Accessor::Setter => Descriptor { set: Some(function), ..Descriptor::default() },
        };
        let desc = Descriptor { enumerable: Some(enumerable), configurable: Some(true), ..desc };
        if self.define_own_property(object, key, desc)? {
            return Ok(());
        }
        Err(self.redefinition_error(object, key))
    }

    /// CopyDataProperties: for object spread and rest.
    pub(super) fn copy_data_properties(&mut self, target: Value, source: Value, excluded: &[Key]) -> JsResult<()> {
        if source.is_nullish() {
            return Ok(());
        }
        let mark = self.native_roots.len();
        let source = self.to_object(source)?;
        self.native_roots.push(source);
        let (Some(from), Some(to)) = (Gc::<Object>::from_value(source), Gc::<Object>::from_value(target)) else {
            return Ok(());
        };
        if excluded.is_empty() && self.space.copy_plain(to, from, true) {
            self.native_roots.truncate(mark);
            return Ok(());
        }
        let keys = self.own_property_keys(from)?;
        self.native_roots.extend(keys.iter().filter_map(|key| key.as_name()));
        for key in keys {
            if excluded.contains(&key) {
                continue;
            }
            let Some(value) = self.own_enumerable_value(from, key)? else { continue };
            self.space.put_own(to, key, value);
        }
        self.native_roots.truncate(mark);
        Ok(())
    }

    /// `{ ...source }`
    pub(super) fn clone_object(&mut self, source: Value) -> JsResult {
        if let Some(from) = Gc::<Object>::from_value(source)
            && let Some(object) = self.space.clone_plain(from)
        {
            return Ok(object.value());
        }
        let object = self.space.new_plain_object().value();
        let mark = self.native_roots.len();
        self.native_roots.push(object);
        self.copy_data_properties(object, source, &[])?;
        self.native_roots.truncate(mark);
        Ok(object)
    }

    /// `/source/flags`
    pub(super) fn new_regexp(&mut self, source: Value, flags: Value) -> JsResult {
        let make = self.hooks.new_regexp;
        let base = self.stack.top;
        if !self.stack.reserve(base + 16) {
            return Err(self.stack_overflow());
        }
        self.stack.set(base, self.realm.get(Intrinsic::RegExp));
        self.stack.set(base + 1, Value::UNDEFINED);
        self.stack.set(base + 2, source);
        self.stack.set(base + 3, flags);
        self.stack.top = base + 4;
        let mark = self.native_roots.len();
        let callee = self.stack.get(base);
        let mut cx =
            Cx { vm: self, this: Value::UNDEFINED, callee, new_target: Value::UNDEFINED, args: base + 2, argc: 2 };
        let result = make(&mut cx);
        self.native_roots.truncate(mark);
        self.stack.top = base;
        result
    }

    /// The template object of a call site (GetTemplateObject).
    pub(super) fn template_object(&mut self, code: Gc<Code>, site: usize) -> Value {
        let data = code.data();
        let cached = data.templates[site].get();
        if !cached.is_hole() {
            return cached;
        }
        let template = &data.proto.clone().templates[site];
        let strings = |vm: &mut Vm, texts: &mut dyn Iterator<Item = Option<&crate::bytecode::Text>>| {
            let array = vm.space.new_array(4);
            for text in texts {
                let value = text.map_or(Value::UNDEFINED, |text| vm.space.intern_text(text).value());
                vm.space.array_push(array, value);
            }
            array
        };
        let cooked = strings(self, &mut template.cooked.iter().map(Option::as_ref));
        let raw = strings(self, &mut template.raw.iter().map(Some));
        self.space.restrict(raw.object(), Some(true));
        let key = self.space.names.raw;
        self.space.add_named(cooked.object(), key, raw.value(), 0);
        self.space.restrict(cooked.object(), Some(true));
        self.space.heap.barrier(code.cell());
        data.templates[site].set(cooked.value());
        cooked.value()
    }

    /// SetFunctionName: gives an anonymous function the name of `key`, with a prefix for accessors.
    pub(super) fn set_function_name(&mut self, function: Value, key: Value, prefix: NamePrefix) {
        let Some(object) = Gc::<Object>::from_value(function) else { return };
        let mut name = match Gc::<Symbol>::from_value(key) {
            Some(symbol) if symbol.is_private() => self.text_of(symbol.description.get()),
            Some(symbol) if symbol.description.get().is_undefined() => String::new(),
            Some(symbol) => format!("[{}]", self.text_of(symbol.description.get())),
            None => match self.primitive_to_string(key) {
                Some(text) => self.text_of(text),
                None => String::new(),
            },
        };
        if prefix != NamePrefix::None {
            name = format!("{} {name}", prefix.text());
        }
        self.space.materialize_function(object);
        let key = self.space.names.name;
        let own = self.space.get_named(object, key);
        // A class with a static member called `name` keeps it.
        if own.is_none_or(|p| p.attributes == CONFIGURABLE) {
            let name = self.space.new_string(&name).value();
            self.space.put_named(object, key, name, CONFIGURABLE);
        }
    }

    /// ClassDefinitionEvaluation up to the members: the constructor and its prototype object.
    pub(super) fn new_class(&mut self, code: Gc<Code>, env: Value, parent: Value) -> JsResult<(Value, Value)> {
        let (mut proto_parent, mut constructor_parent) =
            (self.space.roots.object_proto, self.space.roots.function_proto);
        if parent.is_null() {
            proto_parent = Value::NULL;
        } else if !parent.is_hole() {
            if !self.space.is_constructor(parent) {
                let text = self.describe_value(parent);
                return Err(self.type_error(&format!("Class extends value {text} is not a constructor or null")));
            }
            proto_parent = self.get_value(parent, self.space.names.prototype)?;
            if !proto_parent.is_object() && !proto_parent.is_null() {
                let text = self.describe_value(proto_parent);
                let message = format!("Class extends value does not have valid prototype property {text}");
                return Err(self.type_error(&message));
            }
            constructor_parent = parent;
        }
        let constructor = self.space.new_closure(code, env);
        let object = constructor.object();
        if constructor_parent != self.space.roots.function_proto {
            let shape = self.space.heir_shape(constructor_parent);
            self.space.set_shape(object, shape);
        }
        let proto = self.space.new_object_with_proto(proto_parent);
        self.space.materialize_function(object);
        let names = (self.space.names.prototype, self.space.names.constructor);
        self.space.put_named(object, names.0, proto.value(), 0);
        self.space.put_named(proto, names.1, constructor.value(), HIDDEN);
        self.space.store(constructor.cell(), &constructor.home, proto.value());
        Ok((constructor.value(), proto.value()))
    }

    /// Runs the field initialiser of `class` on `object`.
    pub(super) fn init_fields(&mut self, class: Value, object: Value) -> JsResult<()> {
        let Some(class) = Gc::<Object>::from_value(class) else { return Ok(()) };
        let key = self.space.names.field_initializer;
        match self.space.get_named(class, key) {
            Some(initializer) => self.call_value(initializer.value, object, &[]).map(drop),
            None => Ok(()),
        }
    }

    /// The arguments object of a frame whose `argc` arguments lie at `start`; its callee is
    /// `function`.
    pub(super) fn create_arguments(&mut self, function: Value, start: usize, argc: usize, sloppy: bool) -> Value {
        let callee = if sloppy { function } else { self.callee_pair() };
        let shape = match self.realm.arguments_shapes[usize::from(sloppy)] {
            Some(shape) => shape,
            None => self.arguments_shape(sloppy),
        };
        let object = self.space.new_object_of(Kind::Arguments, shape);
        let properties = [Value::length(argc), callee, self.realm.get(Intrinsic::ArrayValues)];
        for (i, value) in properties.into_iter().enumerate() {
            object.inline_slot(i).init(value);
        }
        if argc > 0 {
            let words = self.space.new_slots_from(Kind::Elements, self.stack.slice(start, argc));
            object.elements.init(words.value());
        }
        object.value()
    }

    #[cold]
    fn arguments_shape(&mut self, sloppy: bool) -> Gc<Shape> {
        let root = self.space.root_shape(self.space.roots.object_proto, 4);
        let names = &self.space.names;
        let callee = (names.callee, if sloppy { HIDDEN } else { attributes::ACCESSOR });
        let properties = [(names.length, HIDDEN), callee, (names.symbol_iterator, HIDDEN)];
        let shape = self.space.fixed_shape(root, &properties);
        self.realm.arguments_shapes[usize::from(sloppy)] = Some(shape);
        shape
    }

    /// What a strict arguments object's `callee` is.
    fn callee_pair(&mut self) -> Value {
        if self.realm.callee_pair.is_undefined() {
            let thrower = self.realm.get(Intrinsic::ThrowTypeError);
            self.realm.callee_pair = self.space.new_accessor(thrower, thrower).value();
        }
        self.realm.callee_pair
    }

    /// Length and elements of an arguments object on which nothing was changed that a list of its
    /// elements would show.
    pub fn plain_arguments<'a>(&self, object: Gc<Object>) -> Option<&'a [Slot]> {
        let id = object.shape_id();
        if object.kind() != Kind::Arguments
            || !self.realm.arguments_shapes.iter().flatten().any(|shape| shape.id() == id)
            || self.space.proto_has_elements
        {
            return None;
        }
        let length = object.inline_slot(0).get().as_int()? as usize;
        if length == 0 {
            return Some(&[]);
        }
        object.dense()?.slots().get(..length)
    }

    /// Makes arguments alias the parameters in environment `env`.
    pub(super) fn map_arguments(&mut self, arguments: Value, env: Value, slots: &[u16]) {
        let Some(object) = Gc::<Object>::from_value(arguments) else { return };
        let passed = object.dense().map_or(0, |words| words.len());
        let mut map = vec![env];
        let slot = |&slot: &u16| if slot == u16::MAX { Value::UNDEFINED } else { Value::int(slot.into()) };
        map.extend(slots.iter().take(passed).map(slot));
        if map.len() == 1 {
            return;
        }
        let map = self.space.new_tuple(&map).value();
        let key = self.space.names.argument_map;
        self.space.add_named(object, key, map, WRITABLE);
        object.set_flag(flags::MAPPED_ARGUMENTS);
    }

    /// An array of the `argc` arguments at `start` from index `from` on.
    pub(super) fn rest_array(&mut self, start: usize, argc: usize, from: usize) -> Value {
        let count = argc.saturating_sub(from);
        self.space.new_array_from(self.stack.slice(start + from.min(argc), count)).value()
    }

    /// An array of everything that iterating `source` gives, to be read at once.
    #[inline]
    pub(super) fn spread_list(&mut self, source: Value) -> JsResult {
        if let Some(from) = Gc::<JsArray>::from_value(source)
            && self.is_plainly_iterable(from)
        {
            return Ok(source);
        }
        let list = self.space.new_array(0).value();
        self.native_roots.push(list);
        self.array_spread(list, source)?;
        self.native_roots.pop();
        Ok(list)
    }

    /// Appends everything that iterating `source` gives.
    pub(super) fn array_spread(&mut self, array: Value, source: Value) -> JsResult<()> {
        let array = Gc::<JsArray>::from_cell(array.cell_unchecked());
        if let Some(from) = Gc::<JsArray>::from_value(source)
            && self.is_plainly_iterable(from)
        {
            self.space.array_extend(array, from);
            return Ok(());
        }
        let mark = self.native_roots.len();
        let (iterator, next) = self.get_iterator(source)?;
        self.native_roots.extend([iterator, next]);
        while let Some(value) = self.iterator_step(iterator, next)? {
            self.space.array_push(array, value);
        }
        self.native_roots.truncate(mark);
        Ok(())
    }
}
