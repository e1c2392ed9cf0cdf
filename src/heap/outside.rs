//! The account of memory outside the heap: what Rust's allocator has handed out, whoever asked for
//! it.
//!
//! A program that makes [`CountingAllocator`] its global allocator (the command `glass` does) has
//! every byte of every buffer, table and queue in the account of its heap, so that nothing that a
//! script can grow is forgotten: the heap counts as `external` what its cells report by
//! [`super::KindInfo::external`], and as `outside` what was handed out beyond that. Without it only
//! what cells report counts.
//!
//! Invariants:
//! - a thread books its own bytes in portions, so the sum is right up to [`PORTION`] for each
//!   thread;
//! - only a thread that a heap is attached to is refused memory, and only when that heap's
//!   [`Heap::attach_thread`] asked for it: it ends in the heap's out-of-memory hook, never in an
//!   abort of Rust's allocator.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicIsize, Ordering};

use super::space::Heap;

/// What a thread may hand out before it books it.
const PORTION: isize = 16 << 10;
/// What the heap's account of the memory outside is rounded to: small buffers that come and go
/// start no collection.
const STEP: usize = 1 << 20;
/// When so much has been given back to the allocator, it gives it back to the system.
const TRIM: isize = 4 << 20;

/// Bytes handed out, as far as they are booked.
static BOOKED: AtomicIsize = AtomicIsize::new(0);

/// What a thread knows of the account.
struct Thread {
    unbooked: Cell<isize>,
    /// The most that may be booked; beyond it the heap is full.
    most: Cell<isize>,
    /// Address of the heap that is attached; 0 for none.
    heap: Cell<usize>,
}

thread_local! {
    static THREAD: Thread =
        const { Thread { unbooked: Cell::new(0), most: Cell::new(isize::MAX), heap: Cell::new(0) } };
}

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

/// Bytes that this thread has in hand, if they are counted: for the difference that some work
/// makes, when no other thread works.
pub fn allocated_bytes() -> isize {
    BOOKED.load(Ordering::Relaxed) + THREAD.with(|thread| thread.unbooked.get())
}

/// The heap's view of the memory outside.
#[derive(Default)]
pub(super) struct Outside {
    /// Bytes that count beyond those which cells report, in whole steps.
    pub bytes: usize,
    /// What was booked and not reported when the account began; `None` when nothing is counted.
    base: Option<isize>,
    /// The most that was booked since memory was last given back to the system.
    peak: isize,
    /// The collector works: what it needs is refused by nobody, for only what it then finds may end
    /// the program.
    unlimited: bool,
}

impl Heap {
    /// From now on the memory that Rust's allocator hands out counts as this heap's, if it is
    /// counted at all.
    pub fn begin_account(&mut self) {
        let booked = allocated_bytes();
        self.outside.base = (booked != 0).then_some(booked - self.external as isize);
        self.sync_outside();
    }

    /// This thread runs the program: when the heap is full, or the system has no memory, the
    /// out-of-memory hook ends it.
    pub fn attach_thread(&mut self) {
        let heap = ptr::from_mut(self).expose_provenance();
        THREAD.with(|thread| thread.heap.set(heap));
        self.sync_outside();
    }

    /// The heap ends: the thread is refused nothing any more.
    pub(super) fn detach_thread(&mut self) {
        let heap = ptr::from_mut(self).addr();
        THREAD.with(|thread| {
            if thread.heap.get() == heap {
                thread.heap.set(0);
                thread.most.set(isize::MAX);
            }
        });
    }

    /// Bytes outside beyond those which cells report.
    pub(super) fn unreported(&self) -> usize {
        let Some(base) = self.outside.base else { return 0 };
        usize::try_from(allocated_bytes() - base - self.external as isize).unwrap_or(0) + self.count_bytes()
    }

    /// Takes what was handed out and came back since into the account.
    #[inline]
    pub fn sync_outside(&mut self) {
        let Some(base) = self.outside.base else { return };
        let booked = BOOKED.load(Ordering::Relaxed);
        let unreported = usize::try_from(booked - base - self.external as isize).unwrap_or(0);
        let bytes = (unreported + self.count_bytes()) / STEP * STEP;
        self.held = self.held - self.outside.bytes + bytes;
        self.outside.bytes = bytes;
        self.outside.peak = self.outside.peak.max(booked);
        self.limit_outside();
    }

    /// Says what may be handed out to this thread beside the cells that there are.
    #[inline]
    pub(super) fn limit_outside(&self) {
        let Some(base) = self.outside.base else { return };
        let cells = self.held - self.external - self.outside.bytes + self.count_bytes();
        let most = match self.outside.unlimited {
            true => isize::MAX,
            false => {
                isize::try_from(self.hard_limit.saturating_sub(cells)).map_or(isize::MAX, |m| m.saturating_add(base))
            }
        };
        THREAD.with(|thread| {
            if thread.heap.get() == ptr::from_ref(self).addr() {
                thread.most.set(most);
            }
        });
    }

    /// Lets `work`, which is the collector's, have the memory that it needs.
    pub(super) fn without_limit<T>(&mut self, work: impl FnOnce(&mut Heap) -> T) -> T {
        let before = std::mem::replace(&mut self.outside.unlimited, true);
        self.limit_outside();
        let result = work(self);
        self.outside.unlimited = before;
        self.limit_outside();
        result
    }

    /// Gives what the allocator got back to the system, if it is much.
    pub(super) fn trim_outside(&mut self) {
        if self.outside.base.is_none() {
            return;
        }
        let booked = BOOKED.load(Ordering::Relaxed);
        if self.outside.peak - booked > TRIM {
            self.outside.peak = booked;
            super::os::trim_allocator();
        }
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
