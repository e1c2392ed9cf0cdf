//! What a collection leaves to do: the sweep, and then giving back to the system what is free
//! beyond the needs of the next cycle. Both go in small steps as allocation goes on, for unmapping
//! an arena takes as long as sweeping a thousand blocks.
//!
//! Invariant: memory is given back only when everything is swept.

use std::time::{Duration, Instant};

use super::space::Heap;

/// After a collection that allocation brought about, this much free memory is kept, and half as
/// much again as may be allocated before the next: touching new memory costs more than all else.
const KEEP: usize = limit!(2 << 20, small = 64 << 10);
/// After one that the mutator or the limit asked for, this much: who asks wants to see what the
/// mutator holds.
const KEEP_LITTLE: usize = limit!(256 << 10, small = 32 << 10);
/// But a program that asks all the time, so many times in a row with less than this between them,
/// would touch the same memory anew each time: a tenth of its time.
const OFTEN: u32 = limit!(4, small = 2);
const SOON: Duration = Duration::from_millis(10);

/// What is left to do after a collection.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Pending {
    Nothing,
    Sweep,
    GiveBack(GiveBack),
}

/// How far giving back has come: for each of its stages, the arenas still to be looked at.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) struct GiveBack {
    large_arenas: usize,
    arenas: usize,
    pages: usize,
    blocks: usize,
    /// What is kept beside the room for what will be allocated.
    keep: usize,
}

impl GiveBack {
    fn new(keep: usize) -> GiveBack {
        GiveBack { large_arenas: usize::MAX, arenas: usize::MAX, pages: usize::MAX, blocks: usize::MAX, keep }
    }
}

/// The collections that were asked for: whether they come often.
#[derive(Default)]
pub(super) struct Asked {
    last: Option<Instant>,
    in_a_row: u32,
}

impl Asked {
    /// Notes one; whether it is one of many.
    fn is_often(&mut self) -> bool {
        let now = Instant::now();
        let soon = self.last.replace(now).is_some_and(|last| now - last < SOON);
        self.in_a_row = if soon { self.in_a_row.saturating_add(1) } else { 1 };
        self.in_a_row >= OFTEN
    }
}

impl Heap {
    /// Everything is swept: how giving back begins.
    pub(super) fn begin_give_back(&mut self) -> GiveBack {
        let little = self.release_all && !self.asked.is_often();
        GiveBack::new(if little { KEEP_LITTLE } else { KEEP })
    }

    /// As [`Heap::begin_give_back`], when the process may not take more: nearly all that is free
    /// goes.
    pub(super) fn begin_give_back_all(&mut self) -> GiveBack {
        self.release_all = true;
        GiveBack::new(KEEP_LITTLE)
    }

    /// Gives back one arena, or what is free of one; what is left to do then. Whole arenas go
    /// first.
    pub(super) fn give_back_some(&mut self, mut at: GiveBack) -> Pending {
        let headroom = if self.release_all { 0 } else { self.goal.saturating_sub(self.held) / 2 * 3 };
        let keep = headroom + at.keep;
        let (small, large) = (self.small.dirty_bytes(), self.large.dirty_bytes());
        let (keep_small, keep_large) =
            (keep.saturating_sub(large.min(keep / 2)), keep.saturating_sub(small.min(keep / 2)));
        let gave = self.large.give_back_arena(&mut at.large_arenas, keep_large, &mut self.supply)
            || self.small.give_back_arena(&mut at.arenas, keep_small, &mut self.supply)
            || self.large.give_back_pages(&mut at.pages, keep_large)
            || self.small.give_back_blocks(&mut at.blocks, keep_small);
        if gave {
            return Pending::GiveBack(at);
        }
        if self.release_all {
            let all = at.keep == KEEP_LITTLE;
            if all {
                self.small.give_back_ahead();
                self.large.give_back_ahead();
            }
            self.supply.trim(all);
        }
        self.trim_outside();
        Pending::Nothing
    }
}
