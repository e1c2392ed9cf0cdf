//! The allocator of a program that accounts for the memory outside of its heap: see `outside.rs`.
//!
//! Invariant: a thread's bytes are booked in portions; what is not booked yet is less than one.

use std::alloc::{GlobalAlloc, Layout, System};
use std::ptr;
use std::sync::atomic::Ordering;

use super::outside::{BOOKED, THREAD, Thread, allocated_bytes};
use super::space::Heap;

/// What a thread may hand out before it books it.
const PORTION: isize = 16 << 10;

/// An allocator that is the system's, and counts.
pub struct CountingAllocator;

/// What a block of so many bytes really takes: the C library rounds up and keeps a word beside it.
const fn taken(size: usize) -> isize {
    let rounded = (size + 8).next_multiple_of(16);
    if rounded < 32 { 32 } else { rounded as isize }
}

/// Books bytes that were handed out, or came back.
#[inline]
fn book(bytes: isize) {
    THREAD.with(|thread| {
        let sum = thread.unbooked.get() + bytes;
        if sum.unsigned_abs() < PORTION as usize {
            return thread.unbooked.set(sum);
        }
        thread.unbooked.set(0);
        let booked = BOOKED.fetch_add(sum, Ordering::Relaxed) + sum;
        if sum > 0 && booked > thread.most.get() {
            out_of_memory(thread, bytes as usize);
        }
    });
}

/// The heap of this thread is full, or the system has no more memory.
#[cold]
#[inline(never)]
fn out_of_memory(thread: &Thread, bytes: usize) {
    // The hook has its say; when the system has no memory for that either, it is called again.
    thread.most.set(isize::MAX);
    let heap = thread.heap.get();
    if heap != 0 {
        // SAFETY: the heap is attached to this thread, which it outlives (see `Drop`). Whatever
        // holds it now never goes on: the hook ends the process.
        unsafe { (*ptr::with_exposed_provenance_mut::<Heap>(heap)).out_of_memory(bytes) }
    }
}

/// Books a block, or ends the program when there is none.
#[inline]
fn handed_out(at: *mut u8, bytes: isize) -> *mut u8 {
    if at.is_null() {
        THREAD.with(|thread| out_of_memory(thread, bytes.unsigned_abs()));
    } else {
        book(bytes);
    }
    at
}

/// Whether so many bytes are more than the attached heap may still have: asked before a large block
/// is taken.
#[inline]
fn look_ahead(bytes: usize) {
    if bytes >= PORTION as usize {
        THREAD.with(|thread| {
            let most = thread.most.get();
            if most != isize::MAX && BOOKED.load(Ordering::Relaxed).saturating_add_unsigned(bytes) > most {
                out_of_memory(thread, bytes);
            }
        });
    }
}

// SAFETY: every call goes to the system's allocator as it came.
unsafe impl GlobalAlloc for CountingAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        look_ahead(layout.size());
        // SAFETY: as the caller vouches.
        handed_out(unsafe { System.alloc(layout) }, taken(layout.size()))
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        look_ahead(layout.size());
        // SAFETY: as the caller vouches.
        handed_out(unsafe { System.alloc_zeroed(layout) }, taken(layout.size()))
    }

    #[inline]
    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        // SAFETY: as the caller vouches.
        unsafe { System.dealloc(at, layout) };
        book(-taken(layout.size()));
    }

    #[inline]
    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        look_ahead(size.saturating_sub(layout.size()));
        // SAFETY: as the caller vouches.
        handed_out(unsafe { System.realloc(at, layout, size) }, taken(size) - taken(layout.size()))
    }
}

impl Heap {
    /// From now on the memory that Rust's allocator hands out counts as this heap's, if it is
    /// counted at all.
    pub fn begin_account(&mut self) {
        let booked = allocated_bytes();
        self.outside.base = (booked != 0).then_some(booked - self.allocated_external() as isize);
        self.sync_outside();
    }

    /// This thread runs the program: when the heap is full, or the system has no memory, the
    /// out-of-memory hook ends it.
    pub fn attach_thread(&mut self) {
        let heap = ptr::from_mut(self).expose_provenance();
        THREAD.with(|thread| thread.heap.set(heap));
        self.sync_outside();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_take_what_the_c_library_takes() {
        assert_eq!([taken(0), taken(24), taken(25), taken(40), taken(100)], [32, 32, 48, 48, 112]);
    }
}
