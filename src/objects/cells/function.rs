//! Function objects: closures, native functions, bound functions. Their `length`, `name` and
//! `prototype` become properties when somebody first asks.

use std::cell::Cell;

use super::code::{CODE_ASYNC, CODE_CLASS, CODE_CONSTRUCTOR, CODE_GENERATOR, CODE_STRICT, Code};
use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::property_table::attributes::{CONFIGURABLE, HIDDEN, WRITABLE};
use crate::objects::object::storage::Slots;
use crate::objects::object::{Object, flags, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot};
use crate::objects::value::key::Key;
use crate::objects::value::string::JsString;

/// A closure.
#[repr(C)]
pub struct Function {
    object: Object,
    code: Slot,
    /// The environment it captured, or undefined.
    pub env: Slot,
    /// Home object of a method that uses `super`; for class constructors the prototype object; else
    /// undefined. A class constructor keeps its field initialiser under a private symbol.
    pub home: Slot,
}

impl HeapCell for Function {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Function
    }
}

impl Gc<Function> {
    /// Its code.
    #[inline(always)]
    pub fn code(self) -> Gc<Code> {
        Gc::from_cell(self.code.get().cell_unchecked())
    }

    /// As an object.
    #[inline(always)]
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }
}

pub(in crate::objects) fn closure_size(_: CellRef) -> usize {
    std::mem::size_of::<Function>()
}
pub(in crate::objects) fn closure_trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    let function = Gc::<Function>::from_cell(cell);
    function.code.trace(tracer);
    function.env.trace(tracer);
    function.home.trace(tracer);
}

/// Index of a native function in the table that the runtime hands to the VM.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NativeId(pub u32);

/// What the objects' layer knows of a native function.
#[derive(Clone, Copy)]
pub struct NativeInfo {
    /// Its `name`.
    pub name: &'static str,
    /// Its `length`.
    pub length: u8,
    /// Whether `new` accepts it.
    pub constructor: bool,
}

/// A function written in Rust.
#[repr(C)]
pub struct NativeFunction {
    object: Object,
    id: Cell<u32>,
    pad: u32,
    /// Its realm.
    pub realm: Slot,
    /// What the function captured: any value, a `Tuple` for several.
    pub data: Slot,
}

impl HeapCell for NativeFunction {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::NativeFunction
    }
}

impl Gc<NativeFunction> {
    /// Which function.
    #[inline(always)]
    pub fn id(self) -> NativeId {
        NativeId(self.id.get())
    }

    /// As an object.
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }
}

pub(in crate::objects) fn native_size(_: CellRef) -> usize {
    std::mem::size_of::<NativeFunction>()
}
pub(in crate::objects) fn native_trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    let function = Gc::<NativeFunction>::from_cell(cell);
    function.realm.trace(tracer);
    function.data.trace(tracer);
}

/// A bound function (ECMA-262 §10.4.1).
#[repr(C)]
pub struct BoundFunction {
    object: Object,
    /// The function it calls.
    pub target: Slot,
    /// The receiver it passes.
    pub this: Slot,
    /// A `Tuple` of leading arguments, or undefined for none.
    pub arguments: Slot,
}

impl HeapCell for BoundFunction {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::BoundFunction
    }
}

impl Gc<BoundFunction> {
    /// The leading arguments.
    pub fn bound_arguments<'a>(self) -> &'a [Slot] {
        Gc::<Slots>::from_value(self.arguments.get()).map_or(&[], Gc::<Slots>::slots)
    }
}

pub(in crate::objects) fn bound_size(_: CellRef) -> usize {
    std::mem::size_of::<BoundFunction>()
}
pub(in crate::objects) fn bound_trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    let bound = Gc::<BoundFunction>::from_cell(cell);
    bound.target.trace(tracer);
    bound.this.trace(tracer);
    bound.arguments.trace(tracer);
}

/// Whether a function with [[IsHTMLDDA]] was ever made. Only tests make one.
#[cfg(feature = "internals")]
static UNDETECTABLE: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

impl Value {
    /// Whether it is an object with [[IsHTMLDDA]] (ECMA-262 §B.3.6): `typeof` calls it undefined,
    /// it is false, and `==` takes it for null. There is none but for tests of that.
    #[inline(always)]
    pub fn is_undetectable(self) -> bool {
        #[cfg(feature = "internals")]
        if UNDETECTABLE.load(std::sync::atomic::Ordering::Relaxed) {
            return Gc::<NativeFunction>::from_value(self)
                .is_some_and(|function| function.object().has_flag(flags::KIND_A));
        }
        false
    }
}

impl Space {
    /// Gives a native function [[IsHTMLDDA]].
    #[cfg(feature = "internals")]
    pub fn make_undetectable(&mut self, function: Gc<NativeFunction>) {
        UNDETECTABLE.store(true, std::sync::atomic::Ordering::Relaxed);
        function.object().set_flag(flags::KIND_A);
    }

    /// A closure of `code` over `env`.
    #[inline]
    pub fn new_closure(&mut self, code: Gc<Code>, env: Value) -> Gc<Function> {
        let shape = match code.flags & (CODE_ASYNC | CODE_GENERATOR) {
            0 => self.roots.function_shape,
            CODE_ASYNC => self.roots.async_function_shape,
            CODE_GENERATOR => self.roots.generator_function_shape,
            _ => self.roots.async_generator_function_shape,
        };
        let class = if code.flags & CODE_CLASS != 0 { flags::CLASS } else { 0 };
        let constructor = if code.flags & CODE_CONSTRUCTOR != 0 { flags::CONSTRUCTOR } else { 0 };
        let bits = flags::LAZY_FUNCTION | class | constructor;
        // Most closures are callbacks that die with the call.
        let cell = self.heap.alloc_apart(Kind::Function as u8, std::mem::size_of::<Function>(), bits, shape.id());
        self.init_object(cell);
        let function = Gc::<Function>::from_cell(cell);
        function.code.init(code.value());
        function.env.init(env);
        function.home.init(Value::UNDEFINED);
        function
    }

    /// A native function; `data` is what it captured.
    pub fn new_native(&mut self, id: NativeId, data: Value) -> Gc<NativeFunction> {
        let shape = self.roots.function_shape;
        let constructor = if self.natives[id.0 as usize].constructor { flags::CONSTRUCTOR } else { 0 };
        let bits = flags::LAZY_FUNCTION | constructor;
        let size = std::mem::size_of::<NativeFunction>();
        let cell = self.heap.alloc(Kind::NativeFunction as u8, size, bits, shape.id());
        self.init_object(cell);
        let function = Gc::<NativeFunction>::from_cell(cell);
        function.id.set(id.0);
        function.realm.init(self.roots.realm);
        function.data.init(data);
        function
    }

    /// A bound function. Its `length` and `name` are made when somebody asks, while the target's
    /// are untouched too (the flag `LAZY_FUNCTION` tells); else they are the caller's to define.
    pub fn new_bound(
        &mut self,
        target: Gc<Object>,
        proto: Value,
        this: Value,
        arguments: &[Value],
    ) -> Gc<BoundFunction> {
        let standard = self.roots.function_shape;
        let shape = if standard.proto.get() == proto { standard } else { self.root_shape(proto, 0) };
        let constructor = if self.is_constructor(target.value()) { flags::CONSTRUCTOR } else { 0 };
        let lazy = if target.has_flag(flags::LAZY_FUNCTION) { flags::LAZY_FUNCTION } else { 0 };
        let bits = constructor | lazy;
        let arguments =
            if arguments.is_empty() { Value::UNDEFINED } else { self.new_slots_from(Kind::Tuple, arguments).value() };
        let size = std::mem::size_of::<BoundFunction>();
        let cell = self.heap.alloc(Kind::BoundFunction as u8, size, bits, shape.id());
        self.init_object(cell);
        let bound = Gc::<BoundFunction>::from_cell(cell);
        bound.target.init(target.value());
        bound.this.init(this);
        bound.arguments.init(arguments);
        bound
    }

    /// IsConstructor (ECMA-262 §7.2.4).
    #[inline]
    pub fn is_constructor(&self, value: Value) -> bool {
        value.is_callable() && Gc::<Object>::from_cell(value.cell_unchecked()).has_flag(flags::CONSTRUCTOR)
    }

    /// Whether `key` is one of the properties that functions make when first asked.
    #[inline]
    pub fn is_lazy_name(&self, key: Key) -> bool {
        key == self.names.length || key == self.names.name || key == self.names.prototype
    }

    /// Makes a function's `length`, `name` and `prototype` properties, if it has not got them yet.
    /// No-op for other objects.
    #[inline]
    pub fn materialize_function(&mut self, object: Gc<Object>) {
        if object.has_flag(flags::LAZY_FUNCTION) && object.value().is_callable() {
            self.materialize_function_slow(object);
        }
    }

    #[cold]
    fn materialize_function_slow(&mut self, object: Gc<Object>) {
        object.clear_flag(flags::LAZY_FUNCTION);
        let Some((length, name)) = self.original_length_and_name(object) else { return };
        self.add_named(object, self.names.length, Value::int(length), CONFIGURABLE);
        self.add_named(object, self.names.name, name.value(), CONFIGURABLE);
        if let Some(function) = Gc::<Function>::from_value(object.value()) {
            if function.code().flags & (CODE_CONSTRUCTOR | CODE_CLASS | CODE_STRICT) == CODE_CONSTRUCTOR {
                // What old scripts look for, and never find anything in.
                for name in ["arguments", "caller"] {
                    let key = self.key(name);
                    self.add_named(object, key, Value::NULL, 0);
                }
            }
            self.make_prototype_property(function);
        }
    }

    /// The `length` and `name` that a function was made with.
    fn original_length_and_name(&mut self, function: Gc<Object>) -> Option<(i32, Gc<JsString>)> {
        let mut at = function;
        let (mut bound, mut depth) = (0, 0);
        loop {
            let (length, name) = match at.kind() {
                Kind::Function => {
                    let code = Gc::<Function>::from_cell(at.cell()).code();
                    (i32::from(code.proto().length), self.intern_text(&code.proto().name))
                }
                Kind::NativeFunction => {
                    let info = self.natives[Gc::<NativeFunction>::from_cell(at.cell()).id().0 as usize];
                    (i32::from(info.length), self.intern(info.name))
                }
                Kind::BoundFunction => {
                    let function = Gc::<BoundFunction>::from_cell(at.cell());
                    bound += function.bound_arguments().len();
                    depth += 1;
                    at = Gc::from_value(function.target.get())?;
                    continue;
                }
                _ => return None,
            };
            let length = length.saturating_sub(bound as i32).max(0);
            if depth == 0 {
                return Some((length, name));
            }
            let prefix = self.new_string(&"bound ".repeat(depth));
            return Some((length, self.concat(prefix, name).unwrap_or(name)));
        }
    }

    fn make_prototype_property(&mut self, function: Gc<Function>) {
        let code = function.code();
        let proto = if code.has(CODE_GENERATOR) {
            let parent =
                if code.has(CODE_ASYNC) { self.roots.async_generator_proto } else { self.roots.generator_proto };
            self.new_object_with_proto(parent)
        } else if code.has(CODE_CONSTRUCTOR) && !code.has(CODE_CLASS) {
            let proto = self.new_object_with_proto(self.roots.object_proto);
            self.add_named(proto, self.names.constructor, function.value(), HIDDEN);
            proto
        } else {
            return;
        };
        self.add_named(function.object(), self.names.prototype, proto.value(), WRITABLE);
    }
}
