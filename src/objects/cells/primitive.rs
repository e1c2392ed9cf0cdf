//! Wrappers of primitives: Boolean, Number, String, Symbol and BigInt objects.

use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot};

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

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Primitive>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
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
