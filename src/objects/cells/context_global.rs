//! The global objects of contexts (Node vm): what they hold is looked for in another object first.

use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::cell::{Gc, HeapCell, Slot};

/// A global object with another one in front.
#[repr(C)]
pub struct ContextGlobal {
    object: Object,
    /// The object in front.
    pub sandbox: Slot,
}

impl HeapCell for ContextGlobal {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::ContextGlobal
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<ContextGlobal>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    Gc::<ContextGlobal>::from_cell(cell).sandbox.trace(tracer);
}

impl Space {
    /// A global object of the current realm behind `sandbox`.
    pub fn new_context_global(&mut self, sandbox: Gc<Object>) -> Gc<Object> {
        let shape = self.root_shape(self.roots.object_proto, 0);
        let size = std::mem::size_of::<ContextGlobal>();
        let cell = self.heap.alloc(Kind::ContextGlobal as u8, size, 0, shape.id());
        let object = self.init_object(cell);
        Gc::<ContextGlobal>::from_cell(cell).sandbox.init(sandbox.value());
        object
    }
}
