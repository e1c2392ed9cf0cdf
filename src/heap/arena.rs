//! Arenas: 2 MiB-aligned mappings, each of 64 blocks of 32 KiB, the first of which holds the tables
//! of the others.
//!
//! ```text
//! 0 KiB   Head (in the place of the first block's mark bits, which has no cells)
//!         mark bits, one for every 16 bytes of the arena
//! 16 KiB  RunTable (arenas of large cells), or start bits (arenas of small cells)
//! 32 KiB  63 blocks: of small cells of one size class each, or together 504 pages of large cells, or one huge cell
//! ```
//!
//! Invariants:
//! - every cell of the heap, whatever its size, starts in the first 2 MiB of a mapping that starts
//!   with a [`Head`], so the arena of a cell and its mark bit are found by arithmetic on its
//!   address alone;
//! - an [`Arena`] or a [`Block`] is made only of an address inside a standing arena;
//! - mark bits are atomic, for a marker may run beside the mutator (see `concurrent.rs`); a word
//!   that two threads may write at the same time is changed by one operation;
//! - between a finished sweep and the next marking all mark bits are clear, and the start bits of a
//!   block are exactly its allocated cells, but for those in a bump range, which are set when the
//!   range is flushed or retired.

use std::cell::Cell;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering};

use super::cell::GRANULE;
use super::os;

pub(super) const ARENA_BYTES: usize = 2 << 20;
pub(super) const BLOCK_BYTES: usize = 32 << 10;
pub(super) const PAGE_BYTES: usize = 4 << 10;
/// Words of bits that a block has in a bitmap.
pub(super) const BLOCK_WORDS: usize = BLOCK_BYTES / GRANULE / 64;
/// Blocks of an arena that can hold cells.
pub(super) const USABLE_BLOCKS: usize = ARENA_BYTES / BLOCK_BYTES - 1;
/// The free-block bits of an arena of which no block is in use.
pub(super) const ALL_FREE: u64 = !1;
pub(super) const ARENA_PAGES: usize = ARENA_BYTES / PAGE_BYTES;
/// Pages of an arena that its tables take.
pub(super) const TABLE_PAGES: usize = BLOCK_BYTES / PAGE_BYTES;
/// From this many arenas on new ones ask for huge pages: a small heap stays small, a growing one
/// takes hundreds of times fewer page faults, and marking misses the translation cache less.
pub(super) const HUGE_PAGES_FROM: usize = 4;
const STARTS_OFFSET: usize = ARENA_BYTES / GRANULE / 8;
const PAGE_WORDS: usize = ARENA_PAGES / 64;
/// Bytes of an arena's reference counts.
const COUNT_BYTES: usize = ARENA_BYTES / GRANULE;

/// Bytes of what heap snapshots know of an arena's small cells.
pub(super) const NAMED_BYTES: usize = 2 * STARTS_OFFSET;

/// What an arena knows of itself.
#[repr(C)]
pub(super) struct Head {
    /// Bytes of the cells of each block; 0 for a block that is free or holds large cells.
    pub cell_bytes: [Cell<u16>; ARENA_BYTES / BLOCK_BYTES],
    /// Small cells: the blocks that are in no size class.
    pub free: Cell<u64>,
    /// Small cells: those of the free blocks that hold memory of the system.
    pub dirty: Cell<u64>,
    /// Small cells: the blocks with cells that were born in the last major marking, until they are
    /// swept.
    pub born: Cell<u64>,
    /// Bytes of the one huge cell of this arena, rounded to pages; 0 if it holds others.
    pub huge_bytes: Cell<usize>,
    /// The same, as a marking counts it: what the cell grew by meanwhile is booked apart.
    pub huge_counted: Cell<usize>,
    /// Bytes of the mapping of a huge cell, tables included.
    pub huge_mapped: Cell<usize>,
    /// Whether the huge cell has a finaliser.
    pub huge_finalizable: Cell<bool>,
    /// How far its pages were touched before it was put to use.
    pub touched: Cell<usize>,
    /// Pages that were never put to use may be in memory: the helper touched them, or they are part
    /// of a huge page.
    pub ahead: Cell<bool>,
    /// Address of the reference counts, a byte a granule; 0 before one is counted.
    counts: Cell<usize>,
    /// Address of what heap snapshots know of the small cells; 0 before the first one.
    pub named: Cell<usize>,
}

/// The pages of an arena of large cells.
#[repr(C)]
pub(super) struct RunTable {
    /// Pages of the cell that starts at this page; 0 if none does.
    pub len: [Cell<u16>; ARENA_PAGES],
    /// Pages that cells (or these tables) take.
    pub used: [Cell<u64>; PAGE_WORDS],
    /// Pages not in use that hold memory of the system.
    pub dirty: [Cell<u64>; PAGE_WORDS],
    /// Pages at which a cell with a finaliser starts.
    pub finalizable: [Cell<u64>; PAGE_WORDS],
}

const _: () = {
    assert!(size_of::<Head>() <= BLOCK_WORDS * 8);
    assert!(size_of::<RunTable>() <= PAGE_BYTES);
    assert!(2 * STARTS_OFFSET == BLOCK_BYTES);
};

/// What pages an arena is to be made of, if the system has a choice.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Pages {
    Any,
    /// The first touch of one costs hundreds of times that of a small one, and all that comes later
    /// costs less.
    Huge,
    Small,
}

/// A standing arena, by its base address.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Arena(usize);

impl Arena {
    /// A new arena of `bytes`, all tables zero.
    pub fn map(bytes: usize, pages: Pages) -> Option<Arena> {
        let base = os::map(bytes, ARENA_BYTES)?;
        match pages {
            Pages::Any => {}
            // SAFETY: mapped just now.
            Pages::Huge => unsafe { os::prefer_huge_pages(base, bytes, true) },
            // SAFETY: mapped just now.
            Pages::Small => unsafe { os::prefer_huge_pages(base, bytes, false) },
        }
        Some(Arena(base))
    }

    /// Gives the arena back.
    ///
    /// # Safety
    /// Nothing uses the arena's cells or tables any more, and `bytes` is what it was mapped with.
    pub unsafe fn unmap(self, bytes: usize) {
        let counts = self.head().counts.get();
        if counts != 0 {
            // SAFETY: mapped by `count`; nobody counts the cells of an arena that goes.
            unsafe { os::unmap(counts, COUNT_BYTES) };
        }
        let named = self.head().named.get();
        if named != 0 {
            // SAFETY: mapped by `cell_names.rs`, which goes by the arenas that there are.
            unsafe { os::unmap(named, NAMED_BYTES) };
        }
        // SAFETY: the caller vouches for it.
        unsafe { os::unmap(self.0, bytes) };
    }

    /// The arena that a cell's address lies in.
    #[inline(always)]
    pub fn of(addr: usize) -> Arena {
        Arena(addr & !(ARENA_BYTES - 1))
    }

    pub fn base(self) -> usize {
        self.0
    }

    #[inline(always)]
    pub fn head<'a>(self) -> &'a Head {
        // SAFETY: an arena starts with its head, which is made of `Cell`s and valid when zero. No
        // reference to it is kept across an unmapping.
        unsafe { &*ptr::with_exposed_provenance::<Head>(self.0) }
    }

    /// The page table of an arena of large cells.
    pub fn runs<'a>(self) -> &'a RunTable {
        // SAFETY: as for `head`; the table lies where arenas of small cells have their start bits.
        unsafe { &*ptr::with_exposed_provenance::<RunTable>(self.0 + STARTS_OFFSET) }
    }

    pub fn block(self, index: usize) -> Block {
        debug_assert!((1..=USABLE_BLOCKS).contains(&index));
        Block(self.0 + index * BLOCK_BYTES)
    }
}

/// Where the mark word of the cell at `addr` lies.
#[inline(always)]
pub(super) fn mark_word_at(addr: usize) -> usize {
    let offset = addr & (ARENA_BYTES - 1);
    (addr - offset) + offset / (GRANULE * 64) * 8
}

/// The mark word that holds the mark bit of the cell at `addr`, and the bit.
#[inline(always)]
fn mark_bit<'a>(addr: usize) -> (&'a AtomicU64, u64) {
    // SAFETY: `addr` is a cell's, so its arena stands. No reference to the word is kept across an
    // unmapping.
    (unsafe { &*ptr::with_exposed_provenance(mark_word_at(addr)) }, 1 << (addr / GRANULE % 64))
}

/// Whether the cell at `addr` is marked.
#[inline(always)]
pub(super) fn is_marked(addr: usize) -> bool {
    let (word, bit) = mark_bit(addr);
    word.load(Ordering::Relaxed) & bit != 0
}

/// Marks the cell at `addr`; whether it was unmarked before. Nobody else may be marking.
#[inline(always)]
pub(super) fn mark(addr: usize) -> bool {
    let (word, bit) = mark_bit(addr);
    let bits = word.load(Ordering::Relaxed);
    word.store(bits | bit, Ordering::Relaxed);
    bits & bit == 0
}

/// As [`mark`], while another thread may be marking: true for one of those who come to the cell.
#[inline(always)]
pub(super) fn mark_shared(addr: usize) -> bool {
    let (word, bit) = mark_bit(addr);
    word.load(Ordering::Relaxed) & bit == 0 && word.fetch_or(bit, Ordering::Relaxed) & bit == 0
}

/// Clears the mark of the cell at `addr`; whether it was marked. Nobody may be marking.
pub(super) fn unmark(addr: usize) -> bool {
    let (word, bit) = mark_bit(addr);
    let bits = word.load(Ordering::Relaxed);
    word.store(bits & !bit, Ordering::Relaxed);
    bits & bit != 0
}

/// Bytes that the cell at `addr` takes of the heap.
#[inline(always)]
pub(super) fn cell_bytes(addr: usize) -> usize {
    let arena = Arena::of(addr);
    let bytes = arena.head().cell_bytes[(addr & (ARENA_BYTES - 1)) / BLOCK_BYTES].get();
    if bytes != 0 { usize::from(bytes) } else { large_cell_bytes(arena, addr, &arena.head().huge_bytes) }
}

/// As [`cell_bytes`], for a marking: a cell is as large as it was at the snapshot.
#[inline(always)]
pub(super) fn counted_bytes(addr: usize) -> usize {
    let arena = Arena::of(addr);
    let bytes = arena.head().cell_bytes[(addr & (ARENA_BYTES - 1)) / BLOCK_BYTES].get();
    if bytes != 0 { usize::from(bytes) } else { large_cell_bytes(arena, addr, &arena.head().huge_counted) }
}

/// The reference count of the cell at `addr`, as far as a byte holds it; `None` when the system has
/// no memory for counts.
#[inline]
pub(super) fn count<'a>(addr: usize) -> Option<&'a Cell<u8>> {
    let head = Arena::of(addr).head();
    if head.counts.get() == 0 {
        head.counts.set(os::map(COUNT_BYTES, PAGE_BYTES)?);
    }
    let at = head.counts.get() + (addr & (ARENA_BYTES - 1)) / GRANULE;
    // SAFETY: the table has a byte for each granule of the arena's first 2 MiB, and stands as long
    // as the arena does.
    Some(unsafe { &*ptr::with_exposed_provenance::<Cell<u8>>(at) })
}

/// Whether the cell at `addr` has pages of its own.
#[inline(always)]
pub(super) fn is_large(addr: usize) -> bool {
    Arena::of(addr).head().cell_bytes[(addr & (ARENA_BYTES - 1)) / BLOCK_BYTES].get() == 0
}

#[cold]
fn large_cell_bytes(arena: Arena, addr: usize, huge: &Cell<usize>) -> usize {
    match huge.get() {
        0 => usize::from(arena.runs().len[(addr - arena.base()) / PAGE_BYTES].get()) * PAGE_BYTES,
        bytes => bytes,
    }
}

/// A block of a standing arena, by its address.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Block(usize);

impl Block {
    /// The block that a small cell lies in.
    pub fn of(addr: usize) -> Block {
        Block(addr & !(BLOCK_BYTES - 1))
    }

    pub fn base(self) -> usize {
        self.0
    }

    pub fn arena(self) -> Arena {
        Arena::of(self.0)
    }

    pub fn index(self) -> usize {
        (self.0 & (ARENA_BYTES - 1)) / BLOCK_BYTES
    }

    /// The block's words of mark bits.
    #[inline]
    pub fn marks<'a>(self) -> &'a [AtomicU64; BLOCK_WORDS] {
        let at = self.arena().base() + self.index() * BLOCK_WORDS * 8;
        // SAFETY: the bits lie in the tables of a standing arena; no reference to them is kept
        // across an unmapping.
        unsafe { &*ptr::with_exposed_provenance(at) }
    }

    /// The block's words of start bits.
    #[inline]
    pub fn starts<'a>(self) -> &'a [Cell<u64>; BLOCK_WORDS] {
        let at = self.arena().base() + STARTS_OFFSET + self.index() * BLOCK_WORDS * 8;
        // SAFETY: as for the mark bits.
        unsafe { &*ptr::with_exposed_provenance(at) }
    }
}

impl Block {
    /// The address that a bit of one of the block's words stands for.
    #[inline]
    pub fn at(self, word: usize, bit: u32) -> usize {
        self.0 + (word * 64 + bit as usize) * GRANULE
    }

    /// Visits the cells whose start bits are set.
    pub fn for_each_start(self, mut visit: impl FnMut(usize)) {
        for (word, starts) in self.starts().iter().enumerate() {
            let mut bits = starts.get();
            while bits != 0 {
                visit(self.at(word, bits.trailing_zeros()));
                bits &= bits - 1;
            }
        }
    }
}

/// Calls `visit` with each word of a block's bits that the addresses `from..to` reach into, and the
/// mask of those bits.
pub(super) fn bits_between(from: usize, to: usize, mut visit: impl FnMut(usize, u64)) {
    if from >= to {
        return;
    }
    let first = from % BLOCK_BYTES / GRANULE;
    let last = (to - GRANULE) % BLOCK_BYTES / GRANULE;
    for word in first / 64..=last / 64 {
        let low = if word == first / 64 { !0 << (first % 64) } else { !0 };
        let high = if word == last / 64 { !0 >> (63 - last % 64) } else { !0 };
        visit(word, low & high);
    }
}
