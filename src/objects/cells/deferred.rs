//! Objects whose properties are made when somebody first asks for one: what few programs use costs
//! the others nothing at the start.
//!
//! Invariant: as long as the flag `PENDING` stands no program has seen what is in the object; its
//! internal methods (`vm::internal_methods`) fill it before they do anything else. What the runtime
//! stored before, such as `constructor`, stands first.

use std::cell::Cell;

use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, flags, trace_common};
use crate::objects::value::cell::{Gc, HeapCell};

/// Not filled yet.
const PENDING: u16 = flags::KIND_A;

/// An object that is filled when somebody first looks into it.
#[repr(C)]
pub struct Deferred {
    object: Object,
    /// Which of the VM's fillers fills it.
    filler: Cell<u64>,
}

impl HeapCell for Deferred {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Deferred
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Deferred>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
}

impl Gc<Object> {
    /// Whether it is an object that must be filled before anybody looks into it.
    #[inline]
    pub fn is_pending(self) -> bool {
        self.kind() == Kind::Deferred && self.has_flag(PENDING)
    }
}

impl Gc<Deferred> {
    /// Counts as filled from now on: which of the fillers must do it.
    pub fn begin_filling(self) -> usize {
        Gc::<Object>::from_cell(self.cell()).clear_flag(PENDING);
        self.filler.get() as usize
    }
}

impl Space {
    /// An object that filler number `filler` will fill.
    pub fn new_deferred(&mut self, shape: Gc<Shape>, filler: usize) -> Gc<Object> {
        let size = std::mem::size_of::<Deferred>();
        let cell = self.heap.alloc(Kind::Deferred as u8, size, PENDING, shape.id());
        let object = self.init_object(cell);
        Gc::<Deferred>::from_cell(cell).filler.set(filler as u64);
        object
    }
}
