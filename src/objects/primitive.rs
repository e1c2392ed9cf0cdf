//! Wrappers of primitives: Boolean, Number, String and Symbol objects.

use super::Space;
use super::cell::{Gc, HeapCell, Slot};
use super::kind::Kind;
use super::object::{Object, trace_common};
use super::shape::Shape;
use super::value::Value;
use crate::heap::{CellRef, Tracer};

/// An object around a primitive value.
#[repr(C)]
pub struct Primitive {
    object: Object,
    /// The primitive.
    pub value: Slot,
}

impl HeapCell for Primitive {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Primitive
    }
}

pub(super) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Primitive>()
}
pub(super) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    Gc::<Primitive>::from_cell(cell).value.trace(tracer);
}

impl Space {
    /// A wrapper of `value`.
    pub fn new_primitive(&mut self, shape: Gc<Shape>, value: Value) -> Gc<Object> {
        let cell = self.heap.alloc(Kind::Primitive as u8, std::mem::size_of::<Primitive>(), 0, shape.id());
        let object = self.init_object(cell);
        Gc::<Primitive>::from_cell(cell).value.init(value);
        object
    }
}
