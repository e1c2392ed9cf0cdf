//! Module namespace objects (ECMA-262 §10.4.6).

use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::cell::{Gc, HeapCell, Slot};

/// What a module exports. Its own properties are the symbols; the names stand in `bindings`.
#[repr(C)]
pub struct Namespace {
    object: Object,
    /// An object without prototype, a property for each exported name, in their order: a record of
    /// an environment and a slot, or the namespace that the name stands for.
    pub bindings: Slot,
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
}

impl Gc<Namespace> {
    /// The object of the bindings.
    pub fn names(self) -> Gc<Object> {
        Gc::from_cell(self.bindings.get().cell_unchecked())
    }
}

impl Space {
    /// A namespace of these bindings.
    pub fn new_namespace(&mut self, shape: Gc<Shape>, bindings: Gc<Object>) -> Gc<Object> {
        let cell = self.heap.alloc(Kind::Namespace as u8, std::mem::size_of::<Namespace>(), 0, shape.id());
        let object = self.init_object(cell);
        Gc::<Namespace>::from_cell(cell).bindings.init(bindings.value());
        object
    }
}
