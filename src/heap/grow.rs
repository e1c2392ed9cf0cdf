//! Huge cells that grow where they are: behind them are addresses that nobody uses (see
//! `large.rs`).
//!
//! Invariants:
//! - a cell grows by whole pages at its end;
//! - a cycle that has taken its snapshot counts the cell as large as it was then, whoever marks it
//!   and whenever (`huge_counted`), and what it grew by is booked here: the program has the cell in
//!   hand, so that cycle finds it alive;
//! - a thread that marks beside the program reads the length of before or that of after, and the
//!   words are there before the length says so.

use super::arena::{Arena, PAGE_BYTES};
use super::blocks::poison;
use super::cell::{CellRef, state};
use super::cycle::Phase;
use super::large::{HUGE_OFFSET, MAX_RUN_PAGES};
use super::os;
use super::slow_pages;
use super::space::{GcMode, Heap};

impl Heap {
    /// Makes a cell larger where it is: whether there was room. The caller writes the new words,
    /// and then the length by which its kind knows its size.
    pub fn grow_in_place(&mut self, cell: CellRef, size: usize) -> bool {
        let bytes = size.next_multiple_of(PAGE_BYTES);
        if bytes <= MAX_RUN_PAGES * PAGE_BYTES {
            return false;
        }
        let at = cell.addr() as usize;
        let arena = Arena::of(at);
        let before = arena.head().huge_bytes.get();
        if before == 0 || HUGE_OFFSET + bytes > arena.head().huge_mapped.get() {
            return false;
        }
        let more = bytes.saturating_sub(before);
        if more == 0 {
            return true;
        }
        self.claim(more);
        self.book_growth(cell, more);
        arena.head().huge_bytes.set(bytes);
        self.large.huge_bytes += more;
        self.large.reserved -= more;
        self.brief_supply();
        if self.supply.room > 0 {
            // SAFETY: it lies within the mapping.
            unsafe { os::prefer_huge_pages(at + before, more, true) };
        }
        slow_pages::pay(more / PAGE_BYTES);
        #[cfg(feature = "cli")]
        if self.tracking.on {
            self.book_longer(at, before, bytes);
        } else if self.held >= self.sampling.from {
            self.sample(at);
        }
        if self.config.stress {
            poison(at + before, more);
        }
        true
    }

    /// A cell is about to grow by so many bytes: they are booked where the cell is.
    fn book_growth(&mut self, cell: CellRef, more: usize) {
        let arena = Arena::of(cell.addr() as usize);
        let before = cell.header().gc_state();
        let generational = self.config.mode == GcMode::Generational;
        let settled = (generational || self.config.mode == GcMode::Refcount) && !state::is_young(before);
        if !matches!(self.cycle.phase, Phase::Marking | Phase::WeakProcessing) {
            arena.head().huge_counted.set(arena.head().huge_bytes.get() + more);
            if settled {
                self.live_bytes += more;
                self.allocated_before += more as u64;
            }
            return;
        }
        self.large.grown.push(arena);
        // Newborn bytes are those that came since the snapshot.
        let newborn = self.newborn.young && before == self.birth_state;
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

    /// The cycle ends: the next one counts cells as large as they are.
    pub(super) fn settle_growth(&mut self) {
        for arena in std::mem::take(&mut self.large.grown) {
            arena.head().huge_counted.set(arena.head().huge_bytes.get());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::budget::Budget;
    use super::super::tests::{KINDS, NODE, node, number, set, slot, word};
    use super::super::*;
    use super::{HUGE_OFFSET, MAX_RUN_PAGES, PAGE_BYTES, Phase};

    /// Words of a huge node.
    const HUGE: usize = MAX_RUN_PAGES * PAGE_BYTES / 8 + 1000;

    fn huge(heap: &mut Heap) -> CellRef {
        let cell = heap.alloc_to_grow(NODE, 8 + 8 * HUGE, 0, HUGE as u32);
        // SAFETY: the node's own words.
        (0..HUGE).for_each(|i| unsafe { slot(cell, i).write(number(0)) });
        cell
    }

    fn grow(heap: &mut Heap, cell: CellRef, more: usize) {
        let (before, words) = (cell.data() as usize, cell.data() as usize + more);
        assert!(heap.grow_in_place(cell, 8 + 8 * words));
        // SAFETY: the cell has room for them now.
        (before..words).for_each(|i| unsafe { slot(cell, i).write(number(0)) });
        cell.set_data(words as u32);
    }

    fn step(heap: &mut Heap, first: CellRef, cells: usize) {
        heap.advance(&mut Budget::Cells(cells), &mut |tracer: &mut Tracer| tracer.cell(first), &mut ());
    }

    fn end_cycle(heap: &mut Heap, first: CellRef) {
        while heap.cycle.phase != Phase::Idle {
            step(heap, first, 64);
        }
    }

    fn check(heap: &mut Heap, first: CellRef) {
        let report = heap.verify(&mut |tracer: &mut Tracer| tracer.cell(first)).expect("sound");
        assert_eq!(report.bytes, heap.stats().heap_used);
    }

    /// An old cell and one that is born meanwhile grow after so many steps of a marking.
    fn grow_in_a_marking(mode: GcMode, minor: bool, beside: bool, steps: usize) {
        let headroom = Some(64 << 20);
        let config = HeapConfig { mode, headroom, concurrent: Some(beside), ..HeapConfig::default() };
        let mut heap = Heap::new(config, &KINDS);
        let first = node(&mut heap, 4);
        let old = huge(&mut heap);
        set(&mut heap, first, 0, old.addr());
        heap.collect(GcReason::Requested, &mut |tracer: &mut Tracer| tracer.cell(first), &mut ());
        if minor {
            // From here on the barrier remembers what is written to.
            heap.plan_minor();
        }
        let young = huge(&mut heap);
        set(&mut heap, first, 1, young.addr());
        for i in 0..1000 {
            let leaf = node(&mut heap, 2);
            set(&mut heap, old, i, leaf.addr());
        }
        heap.begin_cycle(minor, GcReason::Allocation);
        // A marking thread may be done before the first step is.
        while !matches!(heap.cycle.phase, Phase::Marking | Phase::Idle) {
            step(&mut heap, first, 1);
        }
        let born = huge(&mut heap);
        set(&mut heap, first, 2, born.addr());
        (0..steps).for_each(|_| step(&mut heap, first, 64));
        for (i, cell) in [old, young, born].into_iter().enumerate() {
            grow(&mut heap, cell, 3 * PAGE_BYTES);
            let leaf = node(&mut heap, 1);
            set(&mut heap, leaf, 0, number(i as u64));
            let last = cell.data() as usize - 1;
            set(&mut heap, cell, last, leaf.addr());
        }
        end_cycle(&mut heap, first);
        check(&mut heap, first);
        // The next ones count the cells as they are.
        for _ in 0..2 {
            heap.begin_cycle(false, GcReason::Allocation);
            end_cycle(&mut heap, first);
            check(&mut heap, first);
        }
        for (i, cell) in [old, young, born].into_iter().enumerate() {
            // SAFETY: the verifier has found the cell alive.
            let leaf = unsafe { CellRef::from_addr(word(cell, cell.data() as usize - 1)) };
            assert_eq!(word(leaf, 0), number(i as u64), "{mode:?} {minor} {beside} {steps}");
        }
        assert!(!heap.grow_in_place(old, 100 * HUGE_OFFSET * HUGE), "there is no room for ever");
    }

    // Under Miri nothing is reserved behind a cell.
    #[test]
    #[cfg(not(miri))]
    fn cells_grow_whatever_a_marking_has_done() {
        for (mode, minor) in [(GcMode::Incremental, false), (GcMode::Generational, false), (GcMode::Generational, true)]
        {
            for beside in [false, true] {
                for steps in [0, 1, 3, 30, 300] {
                    grow_in_a_marking(mode, minor, beside, steps);
                }
            }
        }
    }
}
