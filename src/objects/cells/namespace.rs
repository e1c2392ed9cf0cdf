//! Module namespace objects (ECMA-262 §10.4.6), deferred ones among them (TC39 proposal
//! defer-import-eval).

use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot};

/// What a module exports. Its own properties are the symbols; the names stand in `bindings`.
#[repr(C)]
pub struct Namespace {
    object: Object,
    /// An object without prototype, a property for each exported name, in their order: a record of
    /// an environment and a slot, or the namespace that the name stands for.
    pub bindings: Slot,
    /// Undefined; of a deferred namespace the function that evaluates its module, then null.
    evaluate: Slot,
}

impl HeapCell for Namespace {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Namespace
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Namespace>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    Gc::<Namespace>::from_cell(cell).bindings.trace(tracer);
    Gc::<Namespace>::from_cell(cell).evaluate.trace(tracer);
}

impl Gc<Namespace> {
    /// The object of the bindings.
    pub fn names(self) -> Gc<Object> {
        Gc::from_cell(self.bindings.get().cell_unchecked())
    }

    /// Whether it is the namespace of `import defer`.
    pub fn is_deferred(self) -> bool {
        !self.evaluate.get().is_undefined()
    }

    /// The function that evaluates the module, before it has done so.
    pub fn evaluation(self) -> Option<Value> {
        Some(self.evaluate.get()).filter(|function| function.is_callable())
    }
}

impl Space {
    /// A namespace of these bindings; a deferred one has a function that evaluates its module.
    pub fn new_namespace(&mut self, shape: Gc<Shape>, bindings: Gc<Object>, evaluate: Value) -> Gc<Object> {
        let cell = self.heap.alloc(Kind::Namespace as u8, std::mem::size_of::<Namespace>(), 0, shape.id());
        let object = self.init_object(cell);
        Gc::<Namespace>::from_cell(cell).bindings.init(bindings.value());
        Gc::<Namespace>::from_cell(cell).evaluate.init(evaluate);
        object
    }

    /// The module of a deferred namespace is evaluated.
    pub fn end_deferral(&mut self, namespace: Gc<Namespace>) {
        self.store(namespace.cell(), &namespace.evaluate, Value::NULL);
    }
}
