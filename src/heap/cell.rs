//! A cell: what the heap allocates, marks and frees, and the reference to one.
//!
//! Invariants:
//! - every cell starts with one [`Header`] of 8 bytes and lies at a 16-byte aligned address below
//!   2^48;
//! - `kind` indexes the kind table that the heap was made with; it is written by the allocation and
//!   changes only when the stress mode poisons a freed cell;
//! - no Rust reference to a cell's payload outlives a statement: payload is read and written
//!   through raw pointers, the header through [`Cell`]s, so that copies of a [`CellRef`] may alias
//!   freely;
//! - a marker may read a header beside the mutator (see `concurrent.rs`): what changes in the
//!   header of a published cell is written atomically, by the mutator alone but for the state byte,
//!   and the marker reads it atomically.

use std::cell::Cell;
use std::fmt;
use std::ptr::{self, NonNull};
use std::sync::atomic::{AtomicU8, AtomicU16, AtomicU32, Ordering};

/// Every cell's address is a multiple of this many bytes, and so is every size class.
pub const GRANULE: usize = 16;

/// The kind byte of a cell that the stress mode has freed.
pub const POISON_KIND: u8 = 0xFF;

/// The collector's state of a cell, kept in the header's second byte and read by the write barrier
/// (see `barrier.rs`).
pub mod state {
    /// Survived a cycle, or was born while one was marking.
    pub const OLD: u8 = 0;
    /// Written to while marking, after its references were read.
    pub const SCANNED: u8 = 1;
    /// In the remembered set.
    pub const REMEMBERED: u8 = 2;
    /// Born since the last cycle.
    pub const YOUNG: u8 = 3;
    /// Freed by reference counting, and not yet swept.
    pub const DEAD: u8 = 4;
    /// Born in a major marking, and young when it is over: see `newborn.rs`.
    pub const BORN: [u8; 2] = [5, 6];

    /// Whether no cycle has found it alive yet.
    #[inline(always)]
    pub const fn is_young(state: u8) -> bool {
        state == YOUNG || state >= BORN[0]
    }
}

/// The 8 bytes that every cell starts with.
#[repr(C)]
pub struct Header {
    kind: Cell<u8>,
    gc: AtomicU8,
    flags: Cell<u16>,
    data: Cell<u32>,
}

impl Header {
    /// The header's 64 bits as one number, for an allocation that stores it at once.
    #[inline(always)]
    pub(super) const fn pack(kind: u8, gc: u8, flags: u16, data: u32) -> u64 {
        let [f0, f1] = flags.to_ne_bytes();
        let [d0, d1, d2, d3] = data.to_ne_bytes();
        u64::from_ne_bytes([kind, gc, f0, f1, d0, d1, d2, d3])
    }

    /// Index into the kind table.
    #[inline(always)]
    pub fn kind(&self) -> u8 {
        self.kind.get()
    }

    /// The collector's state byte (see [`state`]).
    #[inline(always)]
    pub fn gc_state(&self) -> u8 {
        self.gc.load(Ordering::Relaxed)
    }

    #[inline(always)]
    pub(super) fn set_gc_state(&self, state: u8) {
        self.gc.store(state, Ordering::Relaxed);
    }

    /// Changes the state if it is `from`, whatever another thread writes at the same time.
    #[inline(always)]
    pub(super) fn change_gc_state(&self, from: u8, to: u8) {
        let _ = self.gc.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed);
    }

    /// Breaks the cell, for the tests of the verifier.
    #[cfg(test)]
    pub(super) fn set_kind(&self, kind: u8) {
        self.kind.set(kind);
    }

    /// 16 bits for the kind's own use.
    #[inline(always)]
    pub fn flags(&self) -> u16 {
        self.flags.get()
    }

    /// The same, for `trace` functions, which may run beside the mutator.
    #[inline(always)]
    pub fn traced_flags(&self) -> u16 {
        // SAFETY: the field lives as long as `self`; the mutator writes it atomically.
        unsafe { AtomicU16::from_ptr(self.flags.as_ptr()) }.load(Ordering::Relaxed)
    }

    /// Replaces the kind's 16 bits.
    #[inline(always)]
    pub fn set_flags(&self, flags: u16) {
        // SAFETY: as above.
        unsafe { AtomicU16::from_ptr(self.flags.as_ptr()) }.store(flags, Ordering::Relaxed);
    }

    /// 32 bits for the kind's own use: a shape's id, a storage cell's capacity.
    #[inline(always)]
    pub fn data(&self) -> u32 {
        self.data.get()
    }

    /// The same, for `trace` functions, which may run beside the mutator.
    #[inline(always)]
    pub fn traced_data(&self) -> u32 {
        // SAFETY: the field lives as long as `self`; the mutator writes it atomically.
        unsafe { AtomicU32::from_ptr(self.data.as_ptr()) }.load(Ordering::Acquire)
    }

    /// Replaces the kind's 32 bits.
    #[inline(always)]
    pub fn set_data(&self, data: u32) {
        // SAFETY: as above.
        unsafe { AtomicU32::from_ptr(self.data.as_ptr()) }.store(data, Ordering::Release);
    }
}

/// Bytes of a [`Header`]: where a cell's payload begins.
pub const HEADER_BYTES: usize = size_of::<Header>();
const _: () = assert!(HEADER_BYTES == 8);

/// A reference to a cell of the heap: an address, 16-byte aligned and below 2^48.
///
/// It is `Copy` and keeps nothing alive: what is not reachable from a root at a safepoint is gone
/// after it.
#[derive(Copy, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(transparent)]
pub struct CellRef(NonNull<Header>);

impl CellRef {
    /// The cell's address.
    #[inline(always)]
    pub fn addr(self) -> u64 {
        self.0.as_ptr().expose_provenance() as u64
    }

    /// The cell at `addr`.
    ///
    /// # Safety
    /// `addr` is the address of an allocated cell of a heap that still stands.
    #[inline(always)]
    pub unsafe fn from_addr(addr: u64) -> CellRef {
        // SAFETY: a cell's address is never zero; the heap exposed the provenance of its arenas.
        CellRef(unsafe { NonNull::new_unchecked(ptr::with_exposed_provenance_mut(addr as usize)) })
    }

    /// The header.
    #[inline(always)]
    pub fn header(&self) -> &Header {
        // SAFETY: a CellRef is the address of a cell, a cell starts with its header, and all of the
        // header's fields are `Cell`s.
        unsafe { self.0.as_ref() }
    }

    /// Index into the kind table.
    #[inline(always)]
    pub fn kind(self) -> u8 {
        let kind = self.header().kind();
        debug_assert!(kind != POISON_KIND, "the freed cell {self:?} was touched");
        kind
    }

    /// The header's 16 bits for the kind's own use.
    #[cfg(test)]
    pub fn flags(self) -> u16 {
        self.header().flags()
    }

    /// The header's 32 bits for the kind's own use.
    #[cfg(any(test, feature = "internals"))]
    #[inline(always)]
    pub fn data(self) -> u32 {
        self.header().data()
    }

    /// Replaces the header's 32 bits.
    #[inline(always)]
    pub fn set_data(self, data: u32) {
        self.header().set_data(data);
    }

    /// A pointer to the field at `byte_offset` from the cell's start (the payload begins at
    /// [`HEADER_BYTES`]).
    ///
    /// # Safety
    /// The field lies inside the cell and is aligned for `T`.
    #[cfg(any(test, feature = "internals"))]
    #[inline(always)]
    pub unsafe fn field<T>(self, byte_offset: usize) -> *mut T {
        // SAFETY: the caller keeps the offset inside the cell. The pointer is made anew from the
        // arena's exposed provenance, so that it may reach past the header.
        unsafe { ptr::with_exposed_provenance_mut::<u8>(self.addr() as usize).add(byte_offset).cast() }
    }
}

impl fmt::Debug for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cell@{:#x}", self.addr())
    }
}
