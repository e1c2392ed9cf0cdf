//! What stays of a heap snapshot: which cells had an id in it, as bits of blocks and in tables
//! beside the arenas. See `numbering.rs`.
//!
//! Invariant: a cell that is freed loses its bit before its place can be used again.

use std::cell::Cell;
use std::sync::atomic::Ordering;

use rustc_hash::FxHashMap;

use super::arena::{ARENA_BYTES, Arena, BLOCK_WORDS, Block, NAMED_BYTES};
use super::cell::GRANULE;
use super::os;

/// Words of an arena's start bits.
const WORDS: usize = ARENA_BYTES / GRANULE / 64;

/// What stands beside an arena of small cells.
#[repr(C)]
pub(super) struct Table {
    /// The cells of the last snapshot that are still there.
    pub alive: [Cell<u64>; WORDS],
    /// Cells before the word.
    pub cells: [Cell<u32>; WORDS],
    /// Strings before the word.
    pub strings: [Cell<u32>; WORDS],
}

const _: () = assert!(size_of::<Table>() == NAMED_BYTES);

impl Table {
    /// That of an arena, if it has one.
    pub fn of<'a>(arena: Arena) -> Option<&'a Table> {
        let at = arena.head().named.get();
        // SAFETY: mapped by `make` and zeroed, valid so, and unmapped with the arena.
        (at != 0).then(|| unsafe { &*std::ptr::with_exposed_provenance(at) })
    }

    /// That of an arena; `None` if the system has no memory for it.
    pub fn make<'a>(arena: Arena) -> Option<&'a Table> {
        if arena.head().named.get() == 0 {
            arena.head().named.set(os::map(NAMED_BYTES, 1 << 12)?);
        }
        Table::of(arena)
    }
}

/// A word of an arena's bits, and a cell's bit in it.
pub(super) fn place(addr: usize) -> (usize, u32) {
    (addr % ARENA_BYTES / GRANULE / 64, (addr / GRANULE % 64) as u32)
}

/// The block's dead are about to be freed: a cell that takes their place is another one.
#[inline]
pub(super) fn forget_dead(block: Block) {
    if let Some(table) = Table::of(block.arena()) {
        let alive = &table.alive[block.index() * BLOCK_WORDS..][..BLOCK_WORDS];
        for (alive, mark) in alive.iter().zip(block.marks()) {
            alive.set(alive.get() & mark.load(Ordering::Relaxed));
        }
    }
}

/// The new cells of a snapshot in a block.
pub(super) struct NewCells {
    /// New cells before the block.
    pub before: u32,
    pub bits: [u64; BLOCK_WORDS],
}

/// The new cells of a snapshot.
pub(super) struct Snapshot {
    /// The id of the first.
    pub first: u32,
    /// Blocks with their place in `new`.
    pub blocks: FxHashMap<usize, u32>,
    pub new: Vec<NewCells>,
}

/// The ids that were given.
#[derive(Default)]
pub(super) struct Names {
    pub snapshots: Vec<Snapshot>,
    /// Of large cells.
    pub large: FxHashMap<usize, u32>,
    /// The next id; 0 before the first.
    pub next: u32,
}

impl Names {
    /// A large cell is freed.
    pub fn forget(&mut self, at: usize) {
        if !self.large.is_empty() {
            self.large.remove(&at);
        }
    }

    /// The next id.
    pub fn take(&mut self) -> u32 {
        let id = self.next;
        self.next = self.next.wrapping_add(2);
        id
    }
}
