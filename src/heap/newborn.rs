//! The newborn of a major marking: cells that the mutator allocates while a major cycle marks. They
//! are marked at birth and outlive that cycle; then they are young, and the next minor cycle frees
//! those of them that are dead. Without this all garbage of a marking would float until the next
//! major cycle has marked everything.
//!
//! From birth to the settling of the next cycle a newborn cell is marked, in a state of its own
//! ([`state::BORN`]), and where it lies is listed here. When all is swept and the next cycle is a
//! minor one, the marks of what is listed are cleared before its snapshot. If the next cycle is a
//! major one it clears all marks anyway.
//!
//! The references to the newborn that old cells hold are found so: a small cell written to in the
//! marking is in `scanned`, a large one is noted here; what is written to after the marking is
//! remembered as ever.
//!
//! Invariants:
//! - markings take the two states in turns, for the newborn of the last one may be written to in
//!   the next, whose barrier lets its own pass;
//! - the lists are as long as the heap has blocks and large cells; ranges are listed up to
//!   [`MOST_RANGES`], and if there are more, the headers in the blocks say which cells they were;
//! - minor cycles make old ones of their newborn.

use std::sync::atomic::Ordering;

use rustc_hash::FxHashSet;

use super::arena::{self, Block, bits_between};
use super::barrier;
use super::cell::{CellRef, state};
use super::space::{GcMode, Heap};

/// Ranges that are listed.
const MOST_RANGES: usize = limit!(64 << 10, small = 2);
/// Ranges or cells worked off between two looks at the budget.
const LIST_PORTION: usize = limit!(64, small = 1);

/// What is known of the newborn of the running marking, or of the last one.
#[derive(Default)]
pub(super) struct Newborn {
    /// The cells born in the running cycle are to be young.
    pub young: bool,
    /// Those of the last cycle are.
    pub were_young: bool,
    turn: usize,
    /// Small cells: where they lie, and the blocks.
    ranges: Vec<(usize, usize)>,
    blocks: Vec<Block>,
    /// There are too many ranges.
    overflowed: bool,
    large: Vec<usize>,
    /// Large cells that may hold references to the newborn, in order and to look them up.
    owners: Vec<CellRef>,
    noted: FxHashSet<u64>,
}

impl Newborn {
    fn clear(&mut self) {
        *self = Newborn { young: self.young, were_young: self.were_young, turn: self.turn, ..Newborn::default() };
    }
}

impl Heap {
    /// The snapshot is taken: says what the cells are that are born from now on.
    pub(super) fn begin_births(&mut self, unbroken: bool) {
        let newborn = &mut self.newborn;
        newborn.young = self.config.mode == GcMode::Generational && !self.cycle.minor && !unbroken;
        newborn.were_young = false;
        newborn.turn ^= usize::from(newborn.young);
        let (birth_state, states) = match newborn.young {
            true => (state::BORN[newborn.turn], &barrier::BEARING[newborn.turn]),
            false => (state::OLD, &barrier::MARKING),
        };
        self.birth_state = birth_state;
        self.set_slow_states(states);
    }

    /// Cells are to be born between two addresses.
    pub(super) fn list_range(&mut self, from: usize, to: usize) {
        let newborn = &mut self.newborn;
        if !newborn.young {
            return;
        }
        let block = Block::of(from);
        let (born, bit) = (&block.arena().head().born, 1 << block.index());
        if born.get() & bit == 0 {
            born.set(born.get() | bit);
            newborn.blocks.push(block);
        }
        if newborn.ranges.len() >= MOST_RANGES {
            newborn.overflowed = true;
        } else {
            newborn.ranges.push((from, to));
        }
    }

    /// A large cell is born.
    pub(super) fn list_large(&mut self, at: usize) {
        if self.newborn.young {
            self.newborn.large.push(at);
        }
    }

    /// A large cell is written to while marking.
    pub(super) fn note_owner(&mut self, owner: CellRef) {
        if self.newborn.young && self.newborn.noted.insert(owner.addr()) {
            self.newborn.owners.push(owner);
        }
    }

    /// The cycle ends; whether its newborn are young.
    pub(super) fn end_births(&mut self) -> bool {
        self.newborn.were_young = self.newborn.young;
        std::mem::take(&mut self.newborn.young)
    }

    /// Before the snapshot of the next cycle, when all is swept: works off some of the lists. False
    /// if there is more to do.
    pub(super) fn settle_newborn(&mut self) -> bool {
        if !self.cycle.minor {
            self.newborn.clear();
            return true;
        }
        if self.newborn.overflowed
            && let Some(block) = self.newborn.blocks.pop()
        {
            self.rejuvenate(block);
            return false;
        }
        for _ in 0..LIST_PORTION {
            if let Some((from, to)) = self.newborn.ranges.pop() {
                let marks = Block::of(from).marks();
                bits_between(from, to, |word, mask| _ = marks[word].fetch_and(!mask, Ordering::Relaxed));
            } else if let Some(at) = self.newborn.large.pop() {
                arena::unmark(at);
            } else if let Some(owner) = self.newborn.owners.pop() {
                if owner.header().gc_state() != state::REMEMBERED {
                    owner.header().set_gc_state(state::REMEMBERED);
                    self.remembered.push(owner);
                }
            } else {
                self.newborn.clear();
                return true;
            }
        }
        false
    }

    /// Clears the marks of the newborn in a block by what their headers say.
    fn rejuvenate(&self, block: Block) {
        let born = state::BORN[self.newborn.turn];
        block.for_each_start(|at| {
            // SAFETY: start bits stand for allocated cells.
            if unsafe { CellRef::from_addr(at as u64) }.header().gc_state() == born {
                arena::unmark(at);
            }
        });
    }

    /// For the tests of the invariants.
    #[cfg(test)]
    pub(super) fn has_noted(&self, owner: CellRef) -> bool {
        self.newborn.owners.contains(&owner)
    }
}

#[cfg(test)]
mod tests {
    use super::super::budget::Budget;
    use super::super::cycle::Phase;
    use super::super::tests::{KINDS, node, set, word};
    use super::super::tracer::Tracer;
    use super::super::*;
    use super::state;

    /// Words of a large node.
    const LARGE: usize = 2000;

    /// A heap in the midst of a major marking, and the cell that holds all others.
    fn marking(words: usize) -> (Heap, CellRef) {
        let config = HeapConfig { mode: GcMode::Generational, headroom: Some(8 << 20), ..HeapConfig::default() };
        let mut heap = Heap::new(config, &KINDS);
        let first = node(&mut heap, words);
        for i in 2..40 {
            let other = node(&mut heap, 2);
            set(&mut heap, first, i, other.addr());
        }
        heap.collect(GcReason::Requested, &mut |tracer: &mut Tracer| tracer.cell(first), &mut ());
        heap.begin_cycle(false, GcReason::Allocation);
        while heap.cycle.phase != Phase::Marking {
            step(&mut heap, first, &mut Budget::Cells(1));
        }
        (heap, first)
    }

    fn step(heap: &mut Heap, first: CellRef, budget: &mut Budget) {
        heap.advance(budget, &mut |tracer: &mut Tracer| tracer.cell(first), &mut ());
    }

    fn end_cycle(heap: &mut Heap, first: CellRef) {
        while heap.cycle.phase != Phase::Idle {
            step(heap, first, &mut Budget::Cells(1));
        }
    }

    #[test]
    fn a_minor_cycle_frees_what_was_born_in_a_major_marking() {
        for words in [40, LARGE] {
            let (mut heap, first) = marking(words);
            let born: Vec<CellRef> = (0..100).map(|i| node(&mut heap, if i % 10 == 0 { LARGE } else { 2 })).collect();
            set(&mut heap, first, 0, born[0].addr());
            set(&mut heap, born[0], 0, born[1].addr());
            set(&mut heap, first, 1, born[2].addr());
            let used = heap.stats().heap_used;
            let allocated = heap.stats().allocated_total;
            end_cycle(&mut heap, first);
            assert_eq!(heap.stats().heap_used, used, "all of them outlive the cycle");
            assert_eq!(heap.stats().allocated_total, allocated);
            let kept: usize = born[..3].iter().map(|&cell| heap.cell_bytes(cell)).sum();
            let all: usize = born.iter().map(|&cell| heap.cell_bytes(cell)).sum();
            heap.plan_minor();
            heap.begin_cycle(true, GcReason::Allocation);
            end_cycle(&mut heap, first);
            assert_eq!(heap.stats().heap_used, used - all + kept, "{words} words");
            assert!(born[..3].iter().all(|cell| cell.header().gc_state() == state::OLD));
            assert_eq!(
                (word(first, 0), word(first, 1), word(born[0], 0)),
                (born[0].addr(), born[2].addr(), born[1].addr())
            );
            heap.verify(&mut |tracer: &mut Tracer| tracer.cell(first)).expect("sound");
        }
    }
}
