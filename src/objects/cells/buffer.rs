//! ArrayBuffer and SharedArrayBuffer: the cell that owns the memory of a buffer
//! (`heap::buffers`).
//!
//! Invariants: as long as the buffer is not detached its bytes stay where they are, whatever its
//! length becomes, so that views may know their address; a detached buffer has no bytes. What a
//! script holds of several buffers is no more than one owner each.

use std::cell::Cell;
use std::cmp::Ordering;
use std::ptr::NonNull;

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
    /// See `Memory`.
    reserved: Cell<bool>,
    resizable: Cell<bool>,
    detached: Cell<bool>,
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
    drop(Gc::<Buffer>::from_cell(cell).take());
}
pub(in crate::objects) fn external(cell: CellRef) -> usize {
    Gc::<Buffer>::from_cell(cell).counted()
}

impl Gc<Buffer> {
    /// As an object.
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }

    /// Bytes in it; 0 when it is detached.
    #[inline(always)]
    pub fn length(self) -> usize {
        self.length.get()
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

    /// Whether it is a SharedArrayBuffer.
    #[inline(always)]
    pub fn is_shared(self) -> bool {
        self.kind() == Kind::SharedArrayBuffer
    }

    /// The bytes. They must not be looked at any more when something can have detached or resized
    /// the buffer, or collected it.
    #[inline(always)]
    pub fn bytes<'a>(self) -> &'a [Cell<u8>] {
        // SAFETY: so many bytes lie there, initialised, and are looked at as `Cell`s only; the
        // caller looks at them as long as they are there.
        unsafe { std::slice::from_raw_parts(self.at.get().as_ptr() as *const Cell<u8>, self.length.get()) }
    }

    /// The first byte.
    #[inline(always)]
    pub(super) fn address(self) -> *mut u8 {
        self.at.get().as_ptr()
    }

    fn parts(self) -> (NonNull<u8>, usize, usize, bool) {
        (self.at.get(), self.length.get(), self.capacity.get(), self.reserved.get())
    }

    fn counted(self) -> usize {
        if self.reserved.get() { self.length.get() } else { self.capacity.get() }
    }

    fn put(self, memory: Memory) {
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

/// Copies bytes from one buffer to another, or within one. Both ranges are there.
pub fn copy_bytes(from: &[Cell<u8>], to: &[Cell<u8>]) {
    assert_eq!(from.len(), to.len(), "as many bytes are read as written");
    // SAFETY: both are so many bytes, which may overlap, and are looked at as `Cell`s only.
    unsafe { std::ptr::copy(from.as_ptr().cast::<u8>(), to.as_ptr().cast_mut().cast::<u8>(), to.len()) }
}

/// Copies bytes into a buffer.
pub fn write_bytes(to: &[Cell<u8>], from: &[u8]) {
    assert_eq!(from.len(), to.len(), "as many bytes are read as written");
    // SAFETY: as above.
    unsafe { std::ptr::copy(from.as_ptr(), to.as_ptr().cast_mut().cast::<u8>(), to.len()) }
}

/// Hands the bytes to `read`, which sees nothing else.
pub fn read_bytes<R>(from: &[Cell<u8>], read: fn(&[u8]) -> R) -> R {
    // SAFETY: a function pointer captures nothing by which it could write the bytes meanwhile, and
    // no other thread has them.
    read(unsafe { std::slice::from_raw_parts(from.as_ptr().cast(), from.len()) })
}

impl Space {
    /// A buffer that owns the memory.
    pub fn new_buffer(&mut self, kind: Kind, shape: Gc<Shape>, memory: Memory, resizable: bool) -> Gc<Buffer> {
        debug_assert!(Buffer::is(kind));
        let counted = memory.counted();
        let cell = self.heap.alloc_finalizable(kind as u8, std::mem::size_of::<Buffer>(), 0, shape.id());
        self.init_object(cell);
        let buffer = Gc::<Buffer>::from_cell(cell);
        buffer.put(memory);
        buffer.resizable.set(resizable);
        buffer.detached.set(false);
        self.heap.add_buffers(counted as isize);
        buffer
    }

    /// DetachArrayBuffer (ECMA-262 §25.1.3.4): takes the memory away.
    pub fn detach_buffer(&mut self, buffer: Gc<Buffer>) -> Memory {
        debug_assert!(!buffer.is_shared());
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
        let before = buffer.counted();
        let mut memory = buffer.take();
        memory.set_length(length);
        buffer.put(memory);
        self.heap.add_buffers(buffer.counted() as isize - before as isize);
    }
}

/// Bytes as Rust knows them, for a look that neither writes nor lets anybody write meanwhile.
fn plain(bytes: &[Cell<u8>]) -> &[u8] {
    // SAFETY: those who call it here only read, and run nothing else before they are done.
    unsafe { std::slice::from_raw_parts(bytes.as_ptr().cast(), bytes.len()) }
}

/// Where the bytes of `needle` begin in those of `within`: the first such place, or the last.
pub fn find_bytes(within: &[Cell<u8>], needle: &[Cell<u8>], backwards: bool) -> Option<usize> {
    let (within, needle) = (plain(within), plain(needle));
    match *needle {
        [byte] if backwards => memchr::memrchr(byte, within),
        [byte] => memchr::memchr(byte, within),
        _ if backwards => memchr::memmem::rfind(within, needle),
        _ => memchr::memmem::find(within, needle),
    }
}

/// How bytes compare, one by one from the first.
pub fn compare_bytes(a: &[Cell<u8>], b: &[Cell<u8>]) -> Ordering {
    plain(a).cmp(plain(b))
}
