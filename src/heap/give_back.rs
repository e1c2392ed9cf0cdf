//! What a collection leaves to do: the sweep, and then giving back to the system what is free beyond the needs of the next
//! cycle. Both go in small steps as allocation goes on, for unmapping an arena takes as long as sweeping a thousand blocks.
//!
//! Invariant: memory is given back only when everything is swept.

use super::space::Heap;

/// After a collection that the program or the limit asked for, this much free memory is kept. After one that allocation
/// brought about, half as much again as may be allocated before the next: touching new memory costs more than all else.
const KEEP: usize = 2 << 20;

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
}

impl Default for GiveBack {
    fn default() -> GiveBack {
        GiveBack { large_arenas: usize::MAX, arenas: usize::MAX, pages: usize::MAX, blocks: usize::MAX }
    }
}

impl Heap {
    /// Gives back one arena, or what is free of one; what is left to do then. Whole arenas go first.
    pub(super) fn give_back_some(&mut self, mut at: GiveBack) -> Pending {
        let headroom = if self.thrifty { 0 } else { self.goal.saturating_sub(self.held) / 2 * 3 };
        let (small, large) = (self.small.dirty_bytes(), self.large.dirty_bytes());
        let keep = headroom + KEEP;
        let (keep_small, keep_large) =
            (keep.saturating_sub(large.min(keep / 2)), keep.saturating_sub(small.min(keep / 2)));
        let gave = self.large.give_back_arena(&mut at.large_arenas, keep_large, &mut self.supply)
            || self.small.give_back_arena(&mut at.arenas, keep_small, &mut self.supply)
            || self.large.give_back_pages(&mut at.pages, keep_large)
            || self.small.give_back_blocks(&mut at.blocks, keep_small);
        if gave {
            return Pending::GiveBack(at);
        }
        if self.thrifty {
            self.supply.trim();
        }
        Pending::Nothing
    }
}
