//! Huge cells that grow where they are: behind them are addresses that nobody uses (see
//! `large.rs`).
//!
//! Invariants:
//! - a cell grows by whole pages at its end, and never while a thread marks beside the program:
//!   that could not say which size it counted;
//! - a cycle that has taken its snapshot counts the cell as large as it was then, and what it grew
//!   by as if it had been so.

use super::arena::{self, Arena, PAGE_BYTES};
use super::blocks::poison;
use super::cell::{CellRef, state};
use super::cycle::Phase;
use super::large::{HUGE_OFFSET, MAX_RUN_PAGES};
use super::mark;
use super::os;
use super::slow_pages;
use super::space::{GcMode, Heap};

impl Heap {
    /// Makes a cell larger where it is: whether there was room. The caller writes the new words,
    /// and then the length by which its kind knows its size.
    pub fn grow_in_place(&mut self, cell: CellRef, size: usize) -> bool {
        let bytes = size.next_multiple_of(PAGE_BYTES);
        if bytes <= MAX_RUN_PAGES * PAGE_BYTES || self.is_marked_concurrently() {
            return false;
        }
        let at = cell.addr() as usize;
        let arena = Arena::of(at);
        let before = arena.huge_bytes();
        if before == 0 || HUGE_OFFSET + bytes > arena.head().huge_mapped.get() {
            return false;
        }
        let more = bytes.saturating_sub(before);
        if more == 0 {
            return true;
        }
        self.claim(more);
        self.book_growth(cell, more);
        arena.set_huge_bytes(bytes);
        self.large.huge_bytes += more;
        self.brief_supply();
        if self.supply.room > 0 {
            // SAFETY: it lies within the mapping.
            unsafe { os::prefer_huge_pages(at + before, more, true) };
        }
        slow_pages::pay(more / PAGE_BYTES);
        if self.held >= self.sampling.from {
            self.sample(at);
        }
        if self.config.stress {
            poison(at + before, more);
        }
        true
    }

    /// A cell is about to grow by so many bytes: they are booked where the cell is.
    fn book_growth(&mut self, cell: CellRef, more: usize) {
        let at = cell.addr() as usize;
        let before = cell.header().gc_state();
        let generational = self.config.mode == GcMode::Generational;
        let settled = (generational || self.config.mode == GcMode::Refcount) && !state::is_young(before);
        if !matches!(self.cycle.phase, Phase::Marking | Phase::WeakProcessing) {
            if settled {
                self.live_bytes += more;
                self.allocated_before += more as u64;
            }
            return;
        }
        let newborn = self.newborn.young && before == self.birth_state;
        if self.cycle.phase == Phase::Marking && arena::mark(at) {
            self.cycle.marked.count(at);
            self.waiting.wake(at as u64, &mut self.tracer);
            if generational && state::is_young(before) {
                cell.header().set_gc_state(state::OLD);
            }
            mark::trace(self.kinds, cell, &mut self.tracer);
        }
        if !generational || newborn {
            return;
        }
        self.cycle.used_at_snapshot += more;
        if self.cycle.minor && settled {
            self.live_bytes += more;
            self.allocated_before += more as u64;
        } else {
            self.cycle.marked.bytes += more;
        }
    }
}
