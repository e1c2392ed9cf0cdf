//! ArrayBuffer and SharedArrayBuffer: the cell that owns the memory of a buffer
//! (`heap::buffers`).
//!
//! Invariants: as long as the buffer is not detached its bytes stay where they are, whatever its
//! length becomes, so that views may know their address; a detached buffer has no bytes. A
//! SharedArrayBuffer holds its block with others, which may be on other threads, and counts it as
//! if it were its own: each heap that holds a block has it in its account.

use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::Arc;

use super::run::{Access, Run};
use crate::heap::shared::SharedBlock;
use crate::heap::{CellRef, Memory, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::cell::{Gc, HeapCell};

/// An ArrayBuffer (kind `ArrayBuffer`) or SharedArrayBuffer (kind `SharedArrayBuffer`).
#[repr(C)]
pub struct Buffer {
    object: Object,
    at: Cell<NonNull<u8>>,
    length: Cell<usize>,
    capacity: Cell<usize>,
    /// Bytes that the heap's account has of it.
    booked: Cell<usize>,
    /// The block of a SharedArrayBuffer, held as by an `Arc`; null for an ArrayBuffer.
    shared: Cell<*const SharedBlock>,
    /// See `Memory`.
    reserved: Cell<bool>,
    resizable: Cell<bool>,
    detached: Cell<bool>,
    /// Its bytes never change, and are never taken away (TC39 proposal immutable-arraybuffer).
    immutable: Cell<bool>,
}

impl HeapCell for Buffer {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        matches!(kind, Kind::ArrayBuffer | Kind::SharedArrayBuffer)
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Buffer>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
}
pub(in crate::objects) fn finalize(cell: CellRef) {
    let buffer = Gc::<Buffer>::from_cell(cell);
    match buffer.block() {
        // SAFETY: the cell held it, and is gone.
        Some(block) => drop(unsafe { Arc::from_raw(block) }),
        None => drop(buffer.take()),
    }
}
pub(in crate::objects) fn external(cell: CellRef) -> usize {
    Gc::<Buffer>::from_cell(cell).booked.get()
}

impl Gc<Buffer> {
    /// As an object.
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }

    /// Bytes in it; 0 when it is detached.
    #[inline(always)]
    pub fn length(self) -> usize {
        if self.resizable.get() {
            self.look();
        }
        self.length.get()
    }

    /// Bytes that are surely in it: another thread may have made it longer.
    #[inline(always)]
    pub(super) fn known_length(self) -> usize {
        self.length.get()
    }

    /// Sees how long a shared block has become.
    fn look(self) {
        if let Some(block) = self.block() {
            // SAFETY: the cell holds the block.
            self.length.set(unsafe { &*block }.length());
        }
    }

    fn block(self) -> Option<*const SharedBlock> {
        Some(self.shared.get()).filter(|block| !block.is_null())
    }

    /// The block of a SharedArrayBuffer, for another buffer of it.
    pub fn shared_block(self) -> Option<Arc<SharedBlock>> {
        let block = self.block()?;
        // SAFETY: the pointer is that of an `Arc` that the cell holds; there is one holder more.
        unsafe {
            Arc::increment_strong_count(block);
            Some(Arc::from_raw(block))
        }
    }

    /// Bytes that can be in it.
    pub fn max_length(self) -> usize {
        if self.resizable.get() { self.capacity.get() } else { self.length.get() }
    }

    /// Whether its length can change.
    #[inline(always)]
    pub fn is_resizable(self) -> bool {
        self.resizable.get()
    }

    /// Whether its memory was taken away (IsDetachedBuffer, ECMA-262 §25.1.3.3).
    #[inline(always)]
    pub fn is_detached(self) -> bool {
        self.detached.get()
    }

    /// Whether its bytes never change.
    #[inline(always)]
    pub fn is_immutable(self) -> bool {
        self.immutable.get()
    }

    /// From now on its bytes never change. There are no views of it yet.
    pub fn make_immutable(self) {
        self.immutable.set(true);
    }

    /// Whether it is a SharedArrayBuffer.
    #[inline(always)]
    pub fn is_shared(self) -> bool {
        self.kind() == Kind::SharedArrayBuffer
    }

    /// The bytes. They must not be looked at any more when something can have detached or resized
    /// the buffer, or collected it.
    #[inline(always)]
    pub fn bytes<'a>(self) -> Run<'a, u8> {
        // SAFETY: so many bytes lie there, initialised; the caller looks at them as long as they
        // do.
        unsafe { Run::new(self.at.get().as_ptr(), self.length(), self.access()) }
    }

    /// Who may have the bytes.
    #[inline(always)]
    pub(super) fn access(self) -> Access {
        match (self.is_shared(), self.is_immutable()) {
            (true, _) => Access::Shared,
            (false, true) => Access::ReadOnly,
            (false, false) => Access::Own,
        }
    }

    /// The first byte.
    #[inline(always)]
    pub(super) fn address(self) -> *mut u8 {
        self.at.get().as_ptr()
    }

    fn parts(self) -> (NonNull<u8>, usize, usize, bool) {
        (self.at.get(), self.length.get(), self.capacity.get(), self.reserved.get())
    }

    fn put(self, memory: Memory) {
        self.booked.set(memory.counted());
        let (at, length, capacity, reserved) = memory.into_parts();
        self.at.set(at);
        self.length.set(length);
        self.capacity.set(capacity);
        self.reserved.set(reserved);
    }

    /// Takes the memory out, and leaves none.
    fn take(self) -> Memory {
        let parts = self.parts();
        self.put(Memory::NONE);
        // SAFETY: the parts are those of the memory that was put in; nobody has them any more.
        unsafe { Memory::from_parts(parts) }
    }
}

impl Space {
    /// An ArrayBuffer that owns the memory.
    pub fn new_buffer(&mut self, shape: Gc<Shape>, memory: Memory, resizable: bool) -> Gc<Buffer> {
        let counted = memory.counted();
        let buffer = self.alloc_buffer(Kind::ArrayBuffer, shape, resizable);
        buffer.put(memory);
        self.heap.add_buffers(counted as isize);
        buffer
    }

    /// A SharedArrayBuffer that looks at the block.
    pub fn new_shared_buffer(&mut self, shape: Gc<Shape>, block: Arc<SharedBlock>) -> Gc<Buffer> {
        let buffer = self.alloc_buffer(Kind::SharedArrayBuffer, shape, block.is_growable());
        let length = block.length();
        buffer.at.set(block.address());
        buffer.length.set(length);
        buffer.capacity.set(block.capacity());
        buffer.reserved.set(false);
        buffer.booked.set(length);
        buffer.shared.set(Arc::into_raw(block));
        self.heap.add_buffers(length as isize);
        buffer
    }

    fn alloc_buffer(&mut self, kind: Kind, shape: Gc<Shape>, resizable: bool) -> Gc<Buffer> {
        let cell = self.heap.alloc_finalizable(kind as u8, std::mem::size_of::<Buffer>(), 0, shape.id());
        self.init_object(cell);
        let buffer = Gc::<Buffer>::from_cell(cell);
        buffer.shared.set(std::ptr::null());
        buffer.resizable.set(resizable);
        buffer.detached.set(false);
        buffer.immutable.set(false);
        buffer
    }

    /// Makes a growable shared buffer longer; false when another thread has made it longer still.
    pub fn grow_buffer(&mut self, buffer: Gc<Buffer>, length: usize) -> bool {
        let Some(block) = buffer.block() else { return false };
        // SAFETY: the cell holds the block.
        if !unsafe { &*block }.grow(length) {
            return false;
        }
        buffer.look();
        let before = buffer.booked.replace(length);
        self.heap.add_buffers(length as isize - before as isize);
        true
    }

    /// DetachArrayBuffer (ECMA-262 §25.1.3.4): takes the memory away.
    pub fn detach_buffer(&mut self, buffer: Gc<Buffer>) -> Memory {
        debug_assert!(!buffer.is_shared() && !buffer.is_immutable());
        let memory = buffer.take();
        buffer.detached.set(true);
        self.heap.add_buffers(-(memory.counted() as isize));
        memory
    }

    /// Gives a buffer back the memory that was just taken away.
    pub fn attach_memory(&mut self, buffer: Gc<Buffer>, memory: Memory) {
        let counted = memory.counted();
        buffer.put(memory);
        buffer.detached.set(false);
        self.heap.add_buffers(counted as isize);
    }

    /// Gives a resizable buffer another length, which is at most the highest.
    pub fn resize_buffer(&mut self, buffer: Gc<Buffer>, length: usize) {
        debug_assert!(buffer.is_resizable() && length <= buffer.max_length());
        let before = buffer.booked.get();
        let mut memory = buffer.take();
        memory.set_length(length);
        buffer.put(memory);
        self.heap.add_buffers(buffer.booked.get() as isize - before as isize);
    }
}
