//! The account of memory outside the heap: what Rust's allocator has handed out, whoever asked for
//! it.
//!
//! A program with the allocator of `counting_allocator.rs` (the command `glass` has it) has every
//! byte of every buffer, table and queue in the account of its heap, so that nothing that a
//! script can grow is forgotten: the heap counts as `external` what its cells report by
//! [`super::KindInfo::external`], and as `outside` what was handed out beyond that. Without it only
//! what cells report counts.
//!
//! Invariants:
//! - a thread books its own bytes in portions, so the sum is right up to a portion for each
//!   thread;
//! - only a thread that a heap is attached to is refused memory, and only when that heap's
//!   `attach_thread` asked for it: it ends in the heap's out-of-memory hook, never in an
//!   abort of Rust's allocator.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicIsize, Ordering};

use super::space::Heap;

/// What the heap's account of the memory outside is rounded to: small buffers that come and go
/// start no collection.
const STEP: usize = 1 << 20;
/// When so much has been given back to the allocator, it gives it back to the system.
const TRIM: isize = 4 << 20;

/// Bytes handed out, as far as they are booked.
pub(super) static BOOKED: AtomicIsize = AtomicIsize::new(0);

/// What a thread knows of the account.
pub(super) struct Thread {
    /// Bytes handed out to it that are not booked yet.
    pub unbooked: Cell<isize>,
    /// The most that may be booked; beyond it the heap is full.
    pub most: Cell<isize>,
    /// Address of the heap that is attached; 0 for none.
    pub heap: Cell<usize>,
}

thread_local! {
    pub(super) static THREAD: Thread =
        const { Thread { unbooked: Cell::new(0), most: Cell::new(isize::MAX), heap: Cell::new(0) } };
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
    pub base: Option<isize>,
    /// The most that was booked since memory was last given back to the system.
    peak: isize,
    /// The collector works: what it needs is refused by nobody, for only what it then finds may end
    /// the program.
    unlimited: bool,
}

impl Heap {
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
        let Some(base) = self.outside.base.filter(|_| !self.config.cells_alone) else { return 0 };
        usize::try_from(allocated_bytes() - base - self.allocated_external() as isize).unwrap_or(0) + self.count_bytes()
    }

    /// Takes what was handed out and came back since into the account.
    #[inline]
    pub fn sync_outside(&mut self) {
        let Some(base) = self.outside.base else { return };
        let booked = BOOKED.load(Ordering::Relaxed);
        let unreported = usize::try_from(booked - base - self.allocated_external() as isize).unwrap_or(0);
        let counted = if self.config.cells_alone { 0 } else { unreported };
        let bytes = (counted + self.count_bytes()) / STEP * STEP;
        self.held = self.held - self.outside.bytes + bytes;
        self.outside.bytes = bytes;
        self.outside.peak = self.outside.peak.max(booked.saturating_add_unsigned(self.buffers));
        self.limit_outside();
    }

    /// Says what may be handed out to this thread beside the cells that there are.
    #[inline]
    pub(super) fn limit_outside(&self) {
        let Some(base) = self.outside.base else { return };
        // Buffers leave as little room as cells do.
        let cells = self.held - self.allocated_external() - self.outside.bytes + self.count_bytes();
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
        let booked = BOOKED.load(Ordering::Relaxed).saturating_add_unsigned(self.buffers);
        if self.outside.peak - booked > TRIM {
            self.outside.peak = booked;
            super::os::trim_allocator();
        }
    }
}
