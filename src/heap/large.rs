//! Large cells: runs of pages in arenas of their own, and for huge ones a mapping each.
//!
//! Invariants:
//! - a large cell starts at a page and takes whole pages; up to [`MAX_RUN_PAGES`] it shares an
//!   arena, so that a great number of them does not exhaust the system's mappings, and above it has
//!   one to itself, given back at its sweep;
//! - a huge cell that is to grow has addresses behind it that nobody uses: it grows where it is, so
//!   that its old and its new words are never there at the same time. What was handed out stays
//!   readable, for its address is the same. Where addresses are limited, a part of them at most is
//!   kept free so, and none once the system has no others;
//! - `..swept` of each list is swept, or was added since the last cycle.

use std::cell::Cell;

use super::arena::{self, ARENA_BYTES, ARENA_PAGES, Arena, BLOCK_BYTES, PAGE_BYTES, Pages, TABLE_PAGES};
use super::blocks::poison;
use super::cell::CellRef;
use super::give_back::Pending;
use super::os;
use super::rss;
use super::slow_pages;
use super::space::Heap;
use super::supply::ArenaPool;

/// The most pages of a cell that shares an arena: two of these fit into one.
pub(super) const MAX_RUN_PAGES: usize = (ARENA_PAGES - TABLE_PAGES) / 2;
/// Where in its mapping a huge cell starts: behind the head and the mark bit.
pub(super) const HUGE_OFFSET: usize = BLOCK_BYTES;
/// A huge cell that is to grow has addresses for this many times what it takes.
const RESERVED: usize = limit!(16, small = 2);
/// Where addresses are limited, at most this part of them is kept free behind huge cells.
const RESERVED_PART: usize = 8;
/// Arenas swept in the hope of a free run before a new one is taken from the system.
const SWEEP_FOR_FREE: usize = limit!(16, small = 1);

struct RunArena {
    arena: Arena,
    /// No free run is longer than this.
    longest: usize,
}

/// All large cells.
#[derive(Default)]
pub(super) struct LargeSpace {
    shared: Vec<RunArena>,
    shared_swept: usize,
    huge: Vec<Arena>,
    huge_swept: usize,
    /// Mappings of dead huge cells, kept for the next ones of their size.
    spare: Vec<Arena>,
    spare_bytes: usize,
    /// Pages of cells that share arenas.
    used_pages: usize,
    /// Free pages of shared arenas that hold memory.
    dirty_pages: usize,
    pub(super) huge_bytes: usize,
    /// Addresses in the mappings of huge cells that the cells do not use.
    pub(super) reserved: usize,
    /// The huge cells that grew since the snapshot of the running cycle.
    pub(super) grown: Vec<Arena>,
    /// Whether the marks stay after the sweep.
    keep_marks: bool,
}

/// Calls `visit` with each word of a page bitmap that a run of pages reaches into, and the mask of
/// its bits.
fn page_bits(bits: &[Cell<u64>], first: usize, len: usize, mut visit: impl FnMut(&Cell<u64>, u64)) {
    let last = first + len - 1;
    for (word, bits) in bits.iter().enumerate().take(last / 64 + 1).skip(first / 64) {
        let low = if word == first / 64 { !0 << (first % 64) } else { !0 };
        let high = if word == last / 64 { !0 >> (63 - last % 64) } else { !0 };
        visit(bits, low & high);
    }
}

fn has(bits: &[Cell<u64>], page: usize) -> bool {
    bits[page / 64].get() & (1 << (page % 64)) != 0
}

/// The first page from `from` on whose bit is `set`, or the number of pages.
fn next_page(bits: &[Cell<u64>], from: usize, set: bool) -> usize {
    let flip = if set { 0 } else { !0 };
    let mut mask = !0u64 << (from % 64);
    for (word, bits) in bits.iter().enumerate().skip(from / 64) {
        let found = (bits.get() ^ flip) & mask;
        if found != 0 {
            return word * 64 + found.trailing_zeros() as usize;
        }
        mask = !0;
    }
    ARENA_PAGES
}

/// The first free run of so many pages, or else the length of the longest.
fn find_run(arena: Arena, pages: usize) -> Result<usize, usize> {
    let used = &arena.runs().used;
    let (mut at, mut longest) = (TABLE_PAGES, 0);
    loop {
        let from = next_page(used, at, false);
        if from == ARENA_PAGES {
            return Err(longest);
        }
        at = next_page(used, from, true);
        if at - from >= pages {
            return Ok(from);
        }
        longest = longest.max(at - from);
    }
}

impl LargeSpace {
    pub fn begin_sweep(&mut self, keep_marks: bool) {
        (self.shared_swept, self.huge_swept) = (0, 0);
        self.keep_marks = keep_marks;
    }

    /// Clears the marks of the `index`th arena; false if there are not so many.
    pub fn clear_marks(&self, index: usize) -> bool {
        if let Some(run) = self.shared.get(index) {
            let lens = run.arena.runs().len.iter().enumerate().filter(|(_, len)| len.get() != 0);
            lens.for_each(|(page, _)| _ = arena::unmark(run.arena.base() + page * PAGE_BYTES));
            return true;
        }
        let Some(huge) = self.huge.get(index - self.shared.len()) else { return false };
        arena::unmark(huge.base() + HUGE_OFFSET);
        true
    }

    pub fn committed(&self) -> usize {
        (self.used_pages + self.dirty_pages) * PAGE_BYTES
            + self.shared.len() * BLOCK_BYTES
            + self.huge_bytes
            + self.huge.len() * PAGE_BYTES
            + self.spare_bytes
    }

    /// Bytes of the system that no cell uses.
    pub fn dirty_bytes(&self) -> usize {
        self.dirty_pages * PAGE_BYTES + self.spare_bytes
    }

    pub fn has_arena(&self, arena: Arena) -> bool {
        self.huge.contains(&arena) || self.shared.iter().any(|run| run.arena == arena)
    }

    /// The address of every large cell.
    pub fn cells(&self) -> impl Iterator<Item = usize> {
        let shared = self.shared.iter().flat_map(|run| {
            let lens = run.arena.runs().len.iter().enumerate().filter(|(_, len)| len.get() != 0);
            lens.map(|(page, _)| run.arena.base() + page * PAGE_BYTES)
        });
        shared.chain(self.huge.iter().map(|arena| arena.base() + HUGE_OFFSET))
    }

    fn take_run(&mut self, index: usize, pages: usize) -> Option<usize> {
        let run = &mut self.shared[index];
        if run.longest < pages {
            return None;
        }
        match find_run(run.arena, pages) {
            Ok(page) => {
                let table = run.arena.runs();
                table.len[page].set(pages as u16);
                page_bits(&table.used, page, pages, |bits, mask| bits.set(bits.get() | mask));
                let mut dirty = 0;
                page_bits(&table.dirty, page, pages, |bits, mask| {
                    dirty += (bits.get() & mask).count_ones() as usize;
                    bits.set(bits.get() & !mask);
                });
                self.dirty_pages -= dirty;
                slow_pages::pay_in(run.arena, page * PAGE_BYTES, (pages - dirty) * PAGE_BYTES);
                self.used_pages += pages;
                Some(run.arena.base() + page * PAGE_BYTES)
            }
            Err(longest) => {
                run.longest = longest;
                None
            }
        }
    }

    fn free_run(&mut self, index: usize, page: usize) {
        let run = &mut self.shared[index];
        let table = run.arena.runs();
        let pages = usize::from(table.len[page].replace(0));
        page_bits(&table.used, page, pages, |bits, mask| bits.set(bits.get() & !mask));
        page_bits(&table.dirty, page, pages, |bits, mask| bits.set(bits.get() | mask));
        page_bits(&table.finalizable, page, 1, |bits, mask| bits.set(bits.get() & !mask));
        run.longest = ARENA_PAGES;
        self.used_pages -= pages;
        self.dirty_pages += pages;
    }

    /// A spare mapping of so many bytes, or a little more.
    fn take_spare(&mut self, bytes: usize) -> Option<Arena> {
        let fits = |arena: &Arena| (bytes..=bytes + bytes / 8).contains(&arena.head().huge_mapped.get());
        let index = self.spare.iter().rposition(fits)?;
        let arena = self.spare.swap_remove(index);
        self.spare_bytes -= arena.head().huge_mapped.get();
        Some(arena)
    }

    fn map_shared(&mut self, supply: &mut ArenaPool) -> Option<usize> {
        let arena = supply.take()?;
        page_bits(&arena.runs().used, 0, TABLE_PAGES, |bits, mask| bits.set(mask));
        self.shared.push(RunArena { arena, longest: ARENA_PAGES });
        // New arenas have nothing to sweep: they belong to the swept ones.
        let last = self.shared.len() - 1;
        self.shared.swap(self.shared_swept, last);
        self.shared_swept += 1;
        Some(self.shared_swept - 1)
    }

    /// Gives one empty shared arena, or else one spare mapping, back to the system, while more than
    /// `keep` bytes are free. `at` counts the arenas still to be looked at, from the last one down.
    /// All of them are swept.
    pub fn give_back_arena(&mut self, at: &mut usize, keep: usize, supply: &mut ArenaPool) -> bool {
        *at = (*at).min(self.shared.len());
        while *at > 0 && self.dirty_bytes() > keep {
            *at -= 1;
            let table = self.shared[*at].arena.runs();
            if next_page(&table.used, TABLE_PAGES, true) == ARENA_PAGES {
                self.dirty_pages -= table.dirty.iter().map(|bits| bits.get().count_ones() as usize).sum::<usize>();
                let run = self.shared.remove(*at);
                self.shared_swept -= 1;
                // SAFETY: no page is used, so it has no cells.
                unsafe { supply.take_back(run.arena) };
                return true;
            }
        }
        if self.dirty_bytes() > keep
            && let Some(arena) = self.spare.pop()
        {
            self.spare_bytes -= arena.head().huge_mapped.get();
            // SAFETY: its one cell is dead.
            unsafe { supply.unmap(arena, arena.head().huge_mapped.get()) };
            return true;
        }
        false
    }

    /// Gives the addresses behind huge cells back to the system.
    pub fn give_back_reserves(&mut self) {
        for arena in &self.huge {
            let (bytes, mapped) = (HUGE_OFFSET + arena.head().huge_bytes.get(), arena.head().huge_mapped.get());
            if mapped > bytes && !cfg!(miri) {
                // SAFETY: nobody has used what the cell did not grow into.
                unsafe { os::unmap(arena.base() + bytes, mapped - bytes) };
                arena.head().huge_mapped.set(bytes);
                self.reserved -= mapped - bytes;
            }
        }
    }

    /// Gives the memory of free pages of one more arena back to the system, as
    /// [`LargeSpace::give_back_arena`].
    pub fn give_back_pages(&mut self, at: &mut usize, keep: usize) -> bool {
        *at = (*at).min(self.shared.len());
        while *at > 0 && self.dirty_bytes() > keep {
            *at -= 1;
            let arena = self.shared[*at].arena;
            let dirty = &arena.runs().dirty;
            let (mut to, mut any) = (0, false);
            while to < ARENA_PAGES && self.dirty_bytes() > keep {
                let from = next_page(dirty, to, true);
                if from == ARENA_PAGES {
                    break;
                }
                to = next_page(dirty, from, false);
                // SAFETY: free pages hold no cells.
                unsafe { os::decommit(arena.base() + from * PAGE_BYTES, (to - from) * PAGE_BYTES) };
                arena.head().touched.set(0);
                page_bits(dirty, from, to - from, |bits, mask| bits.set(bits.get() & !mask));
                self.dirty_pages -= to - from;
                any = true;
            }
            if any {
                return true;
            }
        }
        false
    }

    /// Gives the memory of pages that were never used back to the system, where it came before they
    /// were.
    pub fn give_back_ahead(&mut self) {
        for arena in self.shared.iter().map(|run| run.arena).filter(|arena| arena.head().ahead.replace(false)) {
            let table = arena.runs();
            let mut page = TABLE_PAGES;
            while page < ARENA_PAGES {
                let never = !has(&table.used, page) && !has(&table.dirty, page);
                let change = |bits| next_page(bits, page, !has(bits, page));
                let to = change(&table.used).min(change(&table.dirty));
                if never {
                    // SAFETY: free pages hold no cells.
                    unsafe { os::decommit(arena.base() + page * PAGE_BYTES, (to - page) * PAGE_BYTES) };
                    arena.head().touched.set(0);
                }
                page = to;
            }
        }
    }
}

impl Heap {
    /// Memory for a cell of `size` bytes that is too large for a block.
    #[cold]
    #[inline(never)]
    pub(super) fn alloc_large(&mut self, size: usize, finalizable: bool) -> usize {
        self.alloc_large_to_grow(size, finalizable, false)
    }

    fn alloc_large_to_grow(&mut self, size: usize, finalizable: bool, grows: bool) -> usize {
        let Some(bytes) = size.checked_next_multiple_of(PAGE_BYTES).filter(|bytes| *bytes <= isize::MAX as usize / 2)
        else {
            self.out_of_memory(size)
        };
        if self.pending != Pending::Nothing {
            // Many large cells may be dead without a single small one being allocated.
            self.booked(|heap| heap.sweep_some(SWEEP_FOR_FREE));
        }
        self.claim(bytes);
        let pages = bytes / PAGE_BYTES;
        let at = if pages <= MAX_RUN_PAGES {
            self.alloc_run(pages, finalizable)
        } else {
            self.alloc_huge(bytes, finalizable, grows)
        };
        let Some(at) = at else {
            self.held -= bytes;
            self.out_of_memory(size)
        };
        #[cfg(feature = "cli")]
        if self.tracking.on {
            self.book_birth(at, bytes);
        } else if self.held >= self.sampling.from {
            self.sample(at);
        }
        if self.allocate_black {
            arena::mark_shared(at);
            self.list_large(at);
        }
        if self.config.stress {
            poison(at, bytes);
        }
        at
    }

    fn alloc_run(&mut self, pages: usize, finalizable: bool) -> Option<usize> {
        let mut at = (0..self.large.shared_swept).find_map(|index| self.large.take_run(index, pages));
        for _ in 0..SWEEP_FOR_FREE {
            let all_swept = self.large.shared_swept == self.large.shared.len();
            if at.is_some() || all_swept || !self.booked(Heap::sweep_shared) {
                break;
            }
            at = self.large.take_run(self.large.shared_swept - 1, pages);
        }
        if at.is_none() {
            self.brief_supply();
            let index = self.or_after_giving_back(|heap| heap.large.map_shared(&mut heap.supply))?;
            at = self.large.take_run(index, pages);
        }
        let at = at?;
        if finalizable {
            let page = at % ARENA_BYTES / PAGE_BYTES;
            page_bits(&Arena::of(at).runs().finalizable, page, 1, |bits, mask| bits.set(bits.get() | mask));
        }
        Some(at)
    }

    /// Allocates a cell that [`Heap::grow_in_place`] may make larger; otherwise as [`Heap::alloc`].
    pub fn alloc_to_grow(&mut self, kind: u8, size: usize, flags: u16, data: u32) -> CellRef {
        if size <= MAX_RUN_PAGES * PAGE_BYTES {
            return self.alloc(kind, size, flags, data);
        }
        let at = self.alloc_large_to_grow(size, false, true);
        self.publish(at, kind, flags, data)
    }

    /// How many addresses to keep free behind a cell of so many bytes.
    fn reserve_for(&self, bytes: usize) -> usize {
        if cfg!(miri) {
            return 0;
        }
        let most = rss::address_limit().map_or(usize::MAX, |limit| limit / RESERVED_PART);
        let reserve = (bytes * (RESERVED - 1)).min(most.saturating_sub(self.large.reserved));
        reserve / PAGE_BYTES * PAGE_BYTES
    }

    fn map_huge(&mut self, bytes: usize, grows: bool) -> Option<Arena> {
        let pages = if bytes >= ARENA_BYTES { Pages::Huge } else { Pages::Any };
        let reserve = if grows { self.reserve_for(bytes) } else { 0 };
        if reserve > 0
            && let Some(arena) = Arena::map(HUGE_OFFSET + bytes + reserve, Pages::Any)
        {
            arena.head().huge_mapped.set(HUGE_OFFSET + bytes + reserve);
            if pages == Pages::Huge {
                // SAFETY: mapped just now. What nobody uses yet is not to be in memory.
                unsafe { os::prefer_huge_pages(arena.base(), HUGE_OFFSET + bytes, true) };
            }
            return Some(arena);
        }
        let arena = self.or_after_giving_back(|_| Arena::map(HUGE_OFFSET + bytes, pages))?;
        arena.head().huge_mapped.set(HUGE_OFFSET + bytes);
        Some(arena)
    }

    fn alloc_huge(&mut self, bytes: usize, finalizable: bool, grows: bool) -> Option<usize> {
        let spare = if grows { None } else { self.large.take_spare(HUGE_OFFSET + bytes) };
        let arena = match spare {
            Some(arena) => arena,
            None => {
                let arena = self.map_huge(bytes, grows)?;
                slow_pages::pay(bytes / PAGE_BYTES);
                arena
            }
        };
        arena.head().huge_bytes.set(bytes);
        arena.head().huge_counted.set(bytes);
        arena.head().huge_finalizable.set(finalizable);
        self.large.huge_bytes += bytes;
        self.large.reserved += arena.head().huge_mapped.get() - HUGE_OFFSET - bytes;
        self.large.huge.push(arena);
        let last = self.large.huge.len() - 1;
        self.large.huge.swap(self.large.huge_swept, last);
        self.large.huge_swept += 1;
        Some(arena.base() + HUGE_OFFSET)
    }

    /// Sweeps one more arena of large cells; whether there was one.
    pub(super) fn sweep_next_large(&mut self) -> bool {
        self.sweep_huge() || self.sweep_shared()
    }

    /// Whether a large cell is marked; its mark goes if it is not to stay.
    fn survives(&self, at: usize) -> bool {
        if self.large.keep_marks { arena::is_marked(at) } else { arena::unmark(at) }
    }

    fn sweep_huge(&mut self) -> bool {
        let Some(&arena) = self.large.huge.get(self.large.huge_swept) else { return false };
        if self.survives(arena.base() + HUGE_OFFSET) {
            self.large.huge_swept += 1;
        } else {
            self.large.huge.swap_remove(self.large.huge_swept);
            self.free_huge(arena);
        }
        true
    }

    fn free_huge(&mut self, arena: Arena) {
        #[cfg(feature = "cli")]
        self.names.forget(arena.base() + HUGE_OFFSET);
        if arena.head().huge_finalizable.get() {
            // SAFETY: the arena's cell was not freed before.
            self.finalize(unsafe { CellRef::from_addr((arena.base() + HUGE_OFFSET) as u64) });
        }
        let (bytes, mapped) = (HUGE_OFFSET + arena.head().huge_bytes.get(), arena.head().huge_mapped.get());
        self.large.huge_bytes -= bytes - HUGE_OFFSET;
        self.large.reserved -= mapped - bytes;
        if mapped > bytes && mapped >= bytes / 8 * 9 {
            // SAFETY: the cell is dead, and what it did not grow into nobody has used.
            unsafe { os::unmap(arena.base() + bytes, mapped - bytes) };
            arena.head().huge_mapped.set(bytes);
        }
        self.large.spare_bytes += arena.head().huge_mapped.get();
        self.large.spare.push(arena);
    }

    fn sweep_shared(&mut self) -> bool {
        let index = self.large.shared_swept;
        let Some(run) = self.large.shared.get(index) else { return false };
        let arena = run.arena;
        let mut page = TABLE_PAGES;
        while page < ARENA_PAGES {
            let len = usize::from(arena.runs().len[page].get());
            if len != 0 && !self.survives(arena.base() + page * PAGE_BYTES) {
                self.bury_run(arena, page);
                self.large.free_run(index, page);
            }
            page = if len != 0 { page + len } else { next_page(&arena.runs().used, page, true) };
        }
        self.large.shared_swept += 1;
        true
    }

    fn bury_run(&mut self, arena: Arena, page: usize) {
        let at = arena.base() + page * PAGE_BYTES;
        #[cfg(feature = "cli")]
        self.names.forget(at);
        if has(&arena.runs().finalizable, page) {
            // SAFETY: a cell starts at this page and was not freed before.
            self.finalize(unsafe { CellRef::from_addr(at as u64) });
        }
        if self.config.stress {
            poison(at, usize::from(arena.runs().len[page].get()) * PAGE_BYTES);
        }
    }

    /// Frees every cell: the heap's end.
    pub(super) fn free_all_large(&mut self) {
        for index in 0..self.large.shared.len() {
            let arena = self.large.shared[index].arena;
            for page in TABLE_PAGES..ARENA_PAGES {
                if has(&arena.runs().finalizable, page) {
                    self.bury_run(arena, page);
                }
            }
            // SAFETY: the heap ends, and with it all of its cells.
            unsafe { arena.unmap(ARENA_BYTES) };
        }
        self.large.shared.clear();
        for arena in std::mem::take(&mut self.large.huge) {
            self.free_huge(arena);
        }
        for arena in self.large.spare.drain(..) {
            // SAFETY: its one cell is dead.
            unsafe { arena.unmap(arena.head().huge_mapped.get()) };
        }
    }
}
