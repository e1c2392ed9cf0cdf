//! Puts builtins into the realm from their rows. A builtin's file declares rows (`NativeRow`) and
//! an `install` function that hands them over.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use crate::objects::{Gc, Key, NativeInfo, Object, Value, attributes};
use crate::vm::{Filler, Intrinsic, NativeRow, Vm};

/// So many methods may stay in shapes that objects share; with more, the object gets a shape of its
/// own at once.
const FEW: usize = limit!(3, small = 1);

/// A text that lasts as long as the process, once for all runtimes in it.
fn lasting(text: String) -> &'static str {
    static TEXTS: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text.as_str()) {
        return known;
    }
    let text: &'static str = text.leak();
    texts.insert(text);
    text
}

/// Adds native functions, constructors and globals to a VM under construction.
pub struct Installer<'a> {
    /// The VM.
    pub vm: &'a mut Vm,
    /// What is installed now is left out of stack traces: Node has it in files of its own, which
    /// are no script's.
    pub hidden_from_stack: bool,
}

impl<'a> Installer<'a> {
    /// For what is installed when somebody first looks for it.
    pub fn late(vm: &'a mut Vm) -> Self {
        Self { vm, hidden_from_stack: false }
    }

    /// Registers a row under its name, to be made into functions later by `native_id` (resolving
    /// functions, iterator callbacks, …). Internal names start with `%`; the function's visible
    /// name is empty.
    pub fn internal(&mut self, name: &'static str, row: NativeRow) {
        let id = self.vm.register_native(
            &row.hidden_from_stack(),
            NativeInfo { name: row.name, length: row.length, constructor: row.constructor },
        );
        self.vm.name_native(name, id);
    }

    /// A function object of a row.
    pub fn function(&mut self, row: &NativeRow) -> Gc<Object> {
        self.named_function(row, row.name)
    }

    fn named_function(&mut self, row: &NativeRow, name: &'static str) -> Gc<Object> {
        // What a method of strings calls under a symbol is part of it.
        let row = if self.hidden_from_stack || name.starts_with('[') { &row.hidden_from_stack() } else { row };
        let id = self.vm.register_native(row, NativeInfo { name, length: row.length, constructor: row.constructor });
        self.vm.space.new_native(id, Value::UNDEFINED).object()
    }

    /// The property key of a row's name: `[Symbol.x]` is the well-known symbol.
    pub fn key(&mut self, name: &str) -> Key {
        if !name.starts_with('[') {
            return self.vm.space.key(name);
        }
        let names = &self.vm.space.names;
        match name {
            "[Symbol.iterator]" => names.symbol_iterator,
            "[Symbol.asyncIterator]" => names.symbol_async_iterator,
            "[Symbol.hasInstance]" => names.symbol_has_instance,
            "[Symbol.toPrimitive]" => names.symbol_to_primitive,
            "[Symbol.toStringTag]" => names.symbol_to_string_tag,
            "[Symbol.species]" => names.symbol_species,
            "[Symbol.isConcatSpreadable]" => names.symbol_is_concat_spreadable,
            "[Symbol.unscopables]" => names.symbol_unscopables,
            "[Symbol.match]" => names.symbol_match,
            "[Symbol.matchAll]" => names.symbol_match_all,
            "[Symbol.replace]" => names.symbol_replace,
            "[Symbol.search]" => names.symbol_search,
            "[Symbol.split]" => names.symbol_split,
            "[Symbol.dispose]" => names.symbol_dispose,
            "[Symbol.asyncDispose]" => names.symbol_async_dispose,
            _ => self.vm.space.key(name),
        }
    }

    /// Adds methods to `object` (writable, configurable, not enumerable).
    pub fn methods(&mut self, object: Value, rows: &[NativeRow]) {
        if let Some(object) = Gc::<Object>::from_value(object)
            && rows.len() > FEW
        {
            self.vm.space.reserve_named(object, rows.len());
        }
        for row in rows {
            self.method(object, row);
        }
    }

    /// Adds one method and gives it.
    pub fn method(&mut self, object: Value, row: &NativeRow) -> Value {
        let function = self.function(row).value();
        self.value(object, row.name, function, attributes::HIDDEN);
        function
    }

    /// Adds a property.
    pub fn value(&mut self, object: Value, name: &str, value: Value, attributes: u8) {
        let key = self.key(name);
        let object = Gc::<Object>::from_value(object).expect("builtins are installed on objects");
        match key.as_index() {
            Some(index) => self.vm.space.put_element(object, index, value, attributes),
            None => {
                self.vm.space.materialize_function(object);
                self.vm.space.put_named(object, key, value, attributes);
            }
        }
    }

    /// Adds an accessor property (configurable, not enumerable). The rows' names are the
    /// property's, the functions are named `get x` and `set x`.
    pub fn accessor(&mut self, object: Value, getter: Option<&NativeRow>, setter: Option<&NativeRow>) {
        let Some(name) = getter.or(setter).map(|row| row.name) else { return };
        let mut function = |prefix: &str, row: Option<&NativeRow>| match row {
            Some(row) => self.named_function(row, lasting([prefix, name].concat())).value(),
            None => Value::UNDEFINED,
        };
        let get = function("get ", getter);
        let set = function("set ", setter);
        let pair = self.vm.space.new_accessor(get, set).value();
        self.value(object, name, pair, attributes::CONFIGURABLE | attributes::ACCESSOR);
    }

    /// Makes a constructor with its `prototype` object linked both ways, installs both as
    /// intrinsics when given, and the constructor as a global. `proto` is the prototype object
    /// (made by the caller with the parent it wants).
    pub fn constructor(
        &mut self,
        row: &NativeRow,
        proto: Value,
        intrinsics: (Option<Intrinsic>, Option<Intrinsic>),
    ) -> Value {
        let constructor = self.function(&row.constructor()).value();
        self.value(constructor, "prototype", proto, 0);
        self.value(proto, "constructor", constructor, attributes::HIDDEN);
        if let Some(intrinsic) = intrinsics.0 {
            self.vm.realm.set(intrinsic, constructor);
        }
        if let Some(intrinsic) = intrinsics.1 {
            self.vm.realm.set(intrinsic, proto);
        }
        self.global(row.name, constructor);
        constructor
    }

    /// A plain object whose prototype is the intrinsic `parent`: for prototype objects and
    /// namespaces.
    pub fn object(&mut self, parent: Intrinsic) -> Value {
        let parent = self.vm.realm.get(parent);
        let object = self.vm.space.new_object_with_proto(parent);
        // Its properties are like no other object's: shapes to share would be made for nobody.
        self.vm.space.make_unique(object);
        object.value()
    }

    /// A plain object that `fill` fills when somebody first looks into it. What is put into it
    /// before comes first in the order of its properties.
    pub fn deferred(&mut self, fill: Filler) -> Value {
        self.vm.new_deferred(fill).value()
    }

    /// Sets `object[Symbol.toStringTag]`.
    pub fn tag(&mut self, object: Value, tag: &str) {
        let tag = self.vm.space.intern(tag).value();
        self.value(object, "[Symbol.toStringTag]", tag, attributes::CONFIGURABLE);
    }

    /// Defines a global (writable, configurable, not enumerable).
    pub fn global(&mut self, name: &str, value: Value) {
        let global = self.vm.realm.global.value();
        self.value(global, name, value, attributes::HIDDEN);
    }

    /// Defines a global that enumerations show: Node's own functions.
    pub fn global_enumerable(&mut self, name: &str, value: Value) {
        let global = self.vm.realm.global.value();
        self.value(global, name, value, attributes::ALL);
    }
}
