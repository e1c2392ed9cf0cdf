//! Environments (captured variables) and the saved registers of suspended frames.

use std::cell::Cell;

use crate::heap::{CellRef, Header, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot, slots_at, trace_slots};

/// The variables of one scope that closures captured. The header's data field is the slot count.
#[repr(C)]
pub struct Environment {
    header: Header,
    /// The enclosing environment, or undefined.
    pub parent: Slot,
}

/// Byte offset of an environment's first slot.
pub const ENVIRONMENT_SLOTS: usize = 16;

impl HeapCell for Environment {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Environment
    }
}

impl Gc<Environment> {
    /// The variables.
    #[inline(always)]
    pub fn slots<'a>(self) -> &'a [Slot] {
        slots_at(self.cell(), ENVIRONMENT_SLOTS, self.header.data() as usize)
    }

    /// What a walk noted last: the number of the scope, or 0.
    #[cfg(feature = "cli")]
    pub fn scope(self) -> u16 {
        self.header.flags()
    }

    /// Notes the number of the scope: a cell has no other way to its variables' names.
    #[cfg(feature = "cli")]
    pub fn note_scope(self, scope: u16) {
        self.header.set_flags(scope);
    }
}

pub(in crate::objects) fn size(cell: CellRef) -> usize {
    ENVIRONMENT_SLOTS + 8 * cell.header().data() as usize
}

pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    let env = Gc::<Environment>::from_cell(cell);
    env.parent.trace(tracer);
    let slots = env.slots();
    trace_slots(slots, tracer);
}

/// The registers of a frame that left the value stack. The header's data field is the register
/// count.
#[repr(C)]
pub struct SuspendedFrame {
    header: Header,
    /// Instruction unit at which it goes on.
    pub pc: Cell<u32>,
    /// Arguments the frame was called with.
    pub argc: Cell<u32>,
    /// Where `pc`'s suspension wants the value sent in, and the resume mode (`u16::MAX`: none).
    pub dst: Cell<u16>,
    /// Register of the resume mode.
    pub mode: Cell<u16>,
    pad: u32,
}

const FRAME_SLOTS: usize = 24;

impl HeapCell for SuspendedFrame {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::SuspendedFrame
    }
}

impl Gc<SuspendedFrame> {
    /// The registers that were live.
    #[inline(always)]
    pub fn slots<'a>(self) -> &'a [Slot] {
        slots_at(self.cell(), FRAME_SLOTS, self.header.data() as usize)
    }
}

pub(in crate::objects) fn frame_size(cell: CellRef) -> usize {
    FRAME_SLOTS + 8 * cell.header().data() as usize
}

pub(in crate::objects) fn frame_trace(cell: CellRef, tracer: &mut Tracer) {
    let slots = Gc::<SuspendedFrame>::from_cell(cell).slots();
    trace_slots(slots, tracer);
}

impl Space {
    /// An environment of `slots` holes.
    #[inline]
    pub fn new_environment(&mut self, parent: Value, slots: usize) -> Gc<Environment> {
        let cell = self.heap.alloc(Kind::Environment as u8, ENVIRONMENT_SLOTS + 8 * slots, 0, slots as u32);
        let env = Gc::<Environment>::from_cell(cell);
        env.parent.init(parent);
        for slot in env.slots() {
            slot.init(Value::HOLE);
        }
        env
    }

    /// A copy with the same parent: a new iteration of a loop.
    pub fn copy_environment(&mut self, old: Gc<Environment>) -> Gc<Environment> {
        let copy = self.new_environment(old.parent.get(), old.slots().len());
        for (to, from) in copy.slots().iter().zip(old.slots()) {
            to.init(from.get());
        }
        copy
    }

    /// A suspended frame for `count` registers, which the caller writes before anything else.
    pub fn new_suspended_frame(&mut self, count: usize) -> Gc<SuspendedFrame> {
        let cell = self.heap.alloc(Kind::SuspendedFrame as u8, FRAME_SLOTS + 8 * count, 0, count as u32);
        Gc::from_cell(cell)
    }
}
