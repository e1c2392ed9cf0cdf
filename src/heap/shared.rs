//! The memory of shared buffers: a block that buffers of several heaps, on several threads, look
//! at.
//!
//! Invariants:
//! - the block stays where it is as long as anybody holds it;
//! - its length only grows, up to the capacity, and what it grows by is zeros;
//! - nobody makes a Rust reference to its bytes: they are read and written by atomic accesses
//!   (`objects/cells/run.rs`), for another thread may do the same at any time.

use std::ptr::NonNull;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::buffers::Memory;

/// The memory of one SharedArrayBuffer, whatever heap looks at it.
#[derive(Debug)]
pub struct SharedBlock {
    at: NonNull<u8>,
    length: AtomicUsize,
    capacity: usize,
    reserved: bool,
    growable: bool,
}

// SAFETY: the bytes are only touched by atomic accesses, the length is an atomic, the rest never
// changes; memory may be given back by any thread.
unsafe impl Send for SharedBlock {}
// SAFETY: as above.
unsafe impl Sync for SharedBlock {}

impl SharedBlock {
    /// Makes memory, which nobody looks at, one that can be shared.
    pub fn new(memory: Memory, growable: bool) -> Arc<SharedBlock> {
        let (at, length, capacity, reserved) = memory.into_parts();
        Arc::new(SharedBlock { at, length: AtomicUsize::new(length), capacity, reserved, growable })
    }

    /// The first byte.
    pub fn address(&self) -> NonNull<u8> {
        self.at
    }

    /// Bytes in it now.
    pub fn length(&self) -> usize {
        self.length.load(Ordering::SeqCst)
    }

    /// Bytes that can be in it.
    pub fn capacity(&self) -> usize {
        if self.growable { self.capacity } else { self.length() }
    }

    /// Whether it can grow.
    pub fn is_growable(&self) -> bool {
        self.growable
    }

    /// Makes it longer (ECMA-262 §25.2.5.3); false when it is longer already, or never can be so
    /// long.
    pub fn grow(&self, length: usize) -> bool {
        let longer = |now: usize| (now <= length && length <= self.capacity).then_some(length);
        self.length.fetch_update(Ordering::SeqCst, Ordering::SeqCst, longer).is_ok()
    }
}

impl Drop for SharedBlock {
    fn drop(&mut self) {
        // SAFETY: the parts are those of the memory that was taken apart, and this was its last
        // holder.
        drop(unsafe { Memory::from_parts((self.at, self.length(), self.capacity, self.reserved)) });
    }
}
