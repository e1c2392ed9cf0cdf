//! Small cells: blocks of one size class each, their bump ranges, their lazy sweep, and the pool of
//! free blocks.
//!
//! A class has four lists: blocks with holes that allocation will come to, blocks with young cells,
//! blocks still to be swept, and full ones. A minor cycle has only those to sweep that were
//! allocated into since the cycle before: nothing in the others can have died for it.
//!
//! Invariants:
//! - start bits of a bump range are set when it is flushed or retired, all at once; mark bits too,
//!   while allocating black;
//! - a block whose cells are all dead leaves its class at the sweep and may come back as one of
//!   another class;
//! - kinds with finalisers have blocks of their own, so sweeping the others never looks at a cell;
//! - so have cells that are allocated apart, whose lives are mostly shorter than those of what is
//!   made at the same time: dead among living ones they would be holes.

use std::cell::Cell;
use std::collections::VecDeque;
use std::ptr;
use std::sync::atomic::Ordering;

use super::arena::{ALL_FREE, ARENA_BYTES, Arena, BLOCK_BYTES, BLOCK_WORDS, Block, USABLE_BLOCKS, bits_between};
use super::cell::{CellRef, GRANULE, Header, POISON_KIND};
#[cfg(feature = "cli")]
use super::cell_names;
use super::give_back::Pending;
use super::os;
use super::size_class::{APART, CLASS_BYTES, CLASSES, FINALIZABLE, LISTS, PATTERN, cells_in_block, is_finalizable};
use super::slow_pages;
use super::space::Heap;
use super::supply::ArenaPool;

/// What the stress mode fills free memory with; no reference when read as a word.
const POISON_WORD: u64 = 0xDEAD_DEAD_DEAD_DEAD;

/// Blocks of any class swept for each block that allocation takes, so that sweeping ends well
/// before the next collection.
const SWEEP_AHEAD: usize = limit!(4, small = 1);
/// Blocks of its class that allocation looks at for a hole before it takes a free one.
const SWEEP_FOR_HOLE: usize = limit!(64, small = 1);
/// Blocks swept in the hope of a free one before a new one is taken from the system.
const SWEEP_FOR_FREE: usize = limit!(64, small = 1);

/// A run of free cells that allocation bumps through.
#[derive(Copy, Clone)]
pub(super) struct Bump {
    /// The next free cell.
    pub cursor: usize,
    /// Where allocation is to ask for more: `end`, or `cursor` if it is to ask each time (see
    /// `tracking.rs`).
    pub limit: usize,
    /// End of the run, a whole number of cells from `cursor`.
    pub end: usize,
    /// Where the cells begin whose start bits are not yet set.
    pub unflushed: usize,
}

impl Bump {
    pub const EMPTY: Bump = Bump { cursor: 0, limit: 0, end: 0, unflushed: 0 };

    pub fn left(&self) -> usize {
        self.end - self.cursor
    }
}

/// The blocks of a class.
#[derive(Default)]
struct Class {
    /// Swept, with holes.
    open: VecDeque<Block>,
    /// Allocated into since the last cycle, or in the marking of a major one.
    used: Vec<Block>,
    /// To be swept, next first.
    unswept: VecDeque<Block>,
    /// Swept, without holes.
    full: VecDeque<Block>,
}

impl Class {
    fn blocks(&self) -> impl Iterator<Item = Block> {
        self.open.iter().chain(&self.used).chain(&self.unswept).chain(&self.full).copied()
    }
}

/// The blocks of all classes, and the free ones.
pub(super) struct SmallSpace {
    classes: [Class; LISTS],
    /// By address.
    arenas: Vec<Arena>,
    /// No arena before this index has a free block.
    first_free: usize,
    /// Blocks in classes.
    in_use: usize,
    /// Free blocks that hold memory.
    dirty: usize,
    /// The class that the sweep is at.
    sweep_class: usize,
    /// Whether the marks stay after the sweep: they tell old cells from young ones.
    keep_marks: bool,
}

/// What the sweep found in a block.
#[derive(PartialEq, Eq)]
enum Swept {
    Empty,
    Holes,
    Full,
}

impl SmallSpace {
    pub fn new() -> SmallSpace {
        SmallSpace {
            classes: std::array::from_fn(|_| Class::default()),
            arenas: Vec::new(),
            first_free: 0,
            in_use: 0,
            dirty: 0,
            sweep_class: 0,
            keep_marks: false,
        }
    }

    /// Whether marks stay after the sweep.
    pub fn keeps_marks(&self) -> bool {
        self.keep_marks
    }

    /// Bytes of the system in use: blocks, and the tables of each arena.
    pub fn committed(&self) -> usize {
        (self.in_use + self.dirty + self.arenas.len()) * BLOCK_BYTES
    }

    pub fn dirty_bytes(&self) -> usize {
        self.dirty * BLOCK_BYTES
    }

    pub fn has_arena(&self, arena: Arena) -> bool {
        self.arenas.binary_search(&arena).is_ok()
    }

    /// Whether a start bit says that a cell starts at `addr`, whatever address that is.
    pub fn is_cell_start(&self, addr: usize) -> bool {
        let block = Block::of(addr);
        if !self.has_arena(Arena::of(addr))
            || block.index() == 0
            || block.arena().head().free.get() & (1 << block.index()) != 0
        {
            return false;
        }
        let granule = (addr - block.base()) / GRANULE;
        addr.is_multiple_of(GRANULE) && block.starts()[granule / 64].get() & (1 << (granule % 64)) != 0
    }

    /// The arenas, by address.
    #[cfg(feature = "cli")]
    pub fn arenas(&self) -> &[Arena] {
        &self.arenas
    }

    /// Every block in a class, with its class.
    pub fn blocks(&self) -> impl Iterator<Item = (Block, usize)> {
        self.classes.iter().enumerate().flat_map(|(class, list)| list.blocks().map(move |block| (block, class)))
    }

    /// Checks the lists and tables of blocks against each other.
    pub fn check(&self) -> Result<(), String> {
        for (block, class) in self.blocks() {
            let head = block.arena().head();
            if head.free.get() & (1 << block.index()) != 0 || head.dirty.get() & (1 << block.index()) != 0 {
                return Err(format!("{block:?} is in a class and free"));
            }
            if head.cell_bytes[block.index()].get() != CLASS_BYTES[class % CLASSES] {
                return Err(format!("{block:?} has cells of another class"));
            }
            if block
                .starts()
                .iter()
                .zip(&PATTERN[class % CLASSES])
                .any(|(starts, pattern)| starts.get() & !pattern != 0)
            {
                return Err(format!("{block:?} has a start bit where no cell can start"));
            }
        }
        let taken = self.blocks().count();
        let not_free: usize =
            self.arenas.iter().map(|arena| USABLE_BLOCKS - arena.head().free.get().count_ones() as usize).sum();
        let dirty: usize = self.arenas.iter().map(|arena| arena.head().dirty.get().count_ones() as usize).sum();
        if (taken, taken, dirty) != (not_free, self.in_use, self.dirty) {
            return Err(format!("{taken} blocks in classes, {not_free} not free, {} counted as used", self.in_use));
        }
        Ok(())
    }

    /// Takes a free block for a class; `None` if the system has no more memory.
    fn take(&mut self, class: usize, supply: &mut ArenaPool) -> Option<Block> {
        while self.arenas.get(self.first_free).is_some_and(|arena| arena.head().free.get() == 0) {
            self.first_free += 1;
        }
        if self.first_free == self.arenas.len() {
            let arena = supply.take()?;
            arena.head().free.set(ALL_FREE);
            self.first_free = self.arenas.partition_point(|&other| other < arena);
            self.arenas.insert(self.first_free, arena);
        }
        let arena = self.arenas[self.first_free];
        let head = arena.head();
        let (free, dirty) = (head.free.get(), head.dirty.get());
        let index = if dirty != 0 { dirty.trailing_zeros() } else { free.trailing_zeros() };
        head.free.set(free & !(1 << index));
        head.dirty.set(dirty & !(1 << index));
        self.dirty -= usize::from(dirty != 0);
        self.in_use += 1;
        if dirty == 0 {
            slow_pages::pay_in(arena, index as usize * BLOCK_BYTES, BLOCK_BYTES);
        }
        head.cell_bytes[index as usize].set(CLASS_BYTES[class % CLASSES]);
        Some(arena.block(index as usize))
    }

    /// Puts a block whose bits are all clear back into the pool.
    fn release(&mut self, block: Block) {
        let head = block.arena().head();
        head.cell_bytes[block.index()].set(0);
        head.free.set(head.free.get() | 1 << block.index());
        head.dirty.set(head.dirty.get() | 1 << block.index());
        self.in_use -= 1;
        self.dirty += 1;
        let at = self.arenas.partition_point(|&other| other < block.arena());
        self.first_free = self.first_free.min(at);
    }

    /// Gives one empty arena back to the system, while more than `keep` bytes are free. `at` counts
    /// the arenas still to be looked at, from the highest address down. The last arena stays.
    pub fn give_back_arena(&mut self, at: &mut usize, keep: usize, supply: &mut ArenaPool) -> bool {
        *at = (*at).min(self.arenas.len());
        while *at > 0 && self.arenas.len() > 1 && self.dirty_bytes() > keep {
            *at -= 1;
            let arena = self.arenas[*at];
            if arena.head().free.get() == ALL_FREE {
                self.dirty -= arena.head().dirty.get().count_ones() as usize;
                self.arenas.remove(*at);
                self.first_free = 0;
                // SAFETY: no block of it is in a class, so it has no cells.
                unsafe { supply.take_back(arena) };
                return true;
            }
        }
        false
    }

    /// Gives the memory of free blocks of one more arena back to the system, as
    /// [`SmallSpace::give_back_arena`].
    pub fn give_back_blocks(&mut self, at: &mut usize, keep: usize) -> bool {
        *at = (*at).min(self.arenas.len());
        while *at > 0 && self.dirty_bytes() > keep {
            *at -= 1;
            let arena = self.arenas[*at];
            let mut dirty = arena.head().dirty.get();
            if dirty != 0 {
                while self.dirty_bytes() > keep && dirty != 0 {
                    let (from, to) = last_run(dirty);
                    // SAFETY: a free block has no cells.
                    unsafe { os::decommit(arena.base() + from * BLOCK_BYTES, (to - from) * BLOCK_BYTES) };
                    arena.head().touched.set(0);
                    dirty &= (1 << from) - 1;
                    self.dirty -= to - from;
                }
                arena.head().dirty.set(dirty);
                return true;
            }
        }
        false
    }

    /// Gives the memory of blocks that were never taken back to the system, where it came before
    /// they were.
    pub fn give_back_ahead(&mut self) {
        for arena in self.arenas.iter().filter(|arena| arena.head().ahead.replace(false)) {
            let head = arena.head();
            decommit_blocks(*arena, head.free.get() & !head.dirty.get());
        }
    }
}

/// Gives the memory of some free blocks of an arena back to the system.
fn decommit_blocks(arena: Arena, mut blocks: u64) {
    while blocks != 0 {
        let (from, to) = last_run(blocks);
        // SAFETY: a free block has no cells.
        unsafe { os::decommit(arena.base() + from * BLOCK_BYTES, (to - from) * BLOCK_BYTES) };
        arena.head().touched.set(0);
        blocks &= (1 << from) - 1;
    }
}

/// The highest run of set bits, as a range.
fn last_run(bits: u64) -> (usize, usize) {
    let to = 64 - bits.leading_zeros() as usize;
    let ones = (bits << (64 - to)).leading_ones() as usize;
    (to - ones, to)
}

/// The first run of free cells of a class in a block from `from` on.
fn next_hole(block: Block, class: usize, from: usize) -> Option<(usize, usize)> {
    let (starts, pattern) = (block.starts(), &PATTERN[class]);
    let granule = (from - block.base()) / GRANULE;
    let mut word = granule / 64;
    if word >= BLOCK_WORDS {
        return None;
    }
    let mut free = pattern[word] & !starts[word].get() & (!0 << (granule % 64));
    while free == 0 {
        word += 1;
        if word == BLOCK_WORDS {
            return None;
        }
        free = pattern[word] & !starts[word].get();
    }
    let bit = free.trailing_zeros() as usize;
    let hole = block.base() + (word * 64 + bit) * GRANULE;
    let mut taken = starts[word].get() & (!0 << bit);
    while taken == 0 {
        word += 1;
        if word == BLOCK_WORDS {
            return Some((hole, block.base() + cells_in_block(class) * usize::from(CLASS_BYTES[class])));
        }
        taken = starts[word].get();
    }
    Some((hole, block.base() + (word * 64 + taken.trailing_zeros() as usize) * GRANULE))
}

fn set_starts(bits: &[Cell<u64>; BLOCK_WORDS], class: usize, from: usize, to: usize) {
    bits_between(from, to, |word, mask| bits[word].set(bits[word].get() | PATTERN[class][word] & mask));
}

/// Marks all cells of a range, while another thread may be marking.
fn blacken(block: Block, class: usize, from: usize, to: usize) {
    let marks = block.marks();
    bits_between(from, to, |word, mask| _ = marks[word].fetch_or(PATTERN[class][word] & mask, Ordering::Relaxed));
}

/// Clears the marks of a range in which no cell was born, while another thread may be marking.
fn whiten(block: Block, from: usize, to: usize) {
    let marks = block.marks();
    bits_between(from, to, |word, mask| _ = marks[word].fetch_and(!mask, Ordering::Relaxed));
}

/// Fills free memory so that a touch of it shows.
pub(super) fn poison(at: usize, bytes: usize) {
    // SAFETY: the caller owns this free memory of whole granules.
    unsafe {
        let words = ptr::with_exposed_provenance_mut::<u64>(at);
        words.write(Header::pack(POISON_KIND, 0xFF, 0xFFFF, u32::MAX));
        (1..bytes / 8).for_each(|i| words.add(i).write(POISON_WORD));
    }
}

impl Heap {
    /// Finds the next run of free cells of a class, and takes its first cell.
    #[cold]
    #[inline(never)]
    pub(super) fn refill(&mut self, class: usize) -> usize {
        #[cfg(feature = "cli")]
        if self.tracking.on
            && let Some(at) = self.tracked_bump(class)
        {
            return at;
        }
        self.next_range(class)
    }

    /// Takes another bump range; gives its first cell.
    #[inline(never)]
    fn next_range(&mut self, class: usize) -> usize {
        let bump = self.bumps[class];
        let same_block =
            if bump.end == 0 { None } else { next_hole(Block::of(bump.end - 1), class % CLASSES, bump.end) };
        self.retire(class);
        let (from, to) = match same_block {
            Some(hole) => hole,
            None => self.hole_in_next_block(class),
        };
        self.claim(to - from);
        #[cfg(feature = "cli")]
        if self.held >= self.sampling.from {
            self.sample(from);
        }
        if self.allocate_black {
            blacken(Block::of(from), class % CLASSES, from, to);
            self.list_range(from, to);
        }
        if self.config.stress {
            poison(from, to - from);
        }
        let cell = usize::from(CLASS_BYTES[class % CLASSES]);
        self.bumps[class] = Bump { cursor: from + cell, limit: to, end: to, unflushed: from };
        #[cfg(feature = "cli")]
        if self.tracking.on {
            self.bumps[class].limit = from + cell;
            self.book_birth(from, cell);
        }
        from
    }

    fn hole_in_next_block(&mut self, class: usize) -> (usize, usize) {
        let found = if self.pending == Pending::Nothing {
            self.hole_in_swept_block(class)
        } else {
            self.booked(|heap| {
                heap.sweep_some(SWEEP_AHEAD);
                heap.hole_in_swept_block(class)
            })
        };
        found.unwrap_or_else(|| {
            let block = self.fresh_block(class);
            next_hole(block, class % CLASSES, block.base()).expect("a fresh block is one hole")
        })
    }

    /// Does what allocation does for the collector, and books it as a stop of the mutator if stops
    /// are recorded.
    pub(super) fn booked<T>(&mut self, work: impl FnOnce(&mut Heap) -> T) -> T {
        if self.log.pauses.is_none() {
            return work(self);
        }
        let stop = self.log.begin_stop();
        let result = work(self);
        self.log.add_sweep(stop.end(self.started));
        result
    }

    fn hole_in_swept_block(&mut self, class: usize) -> Option<(usize, usize)> {
        for _ in 0..SWEEP_FOR_HOLE {
            let block = match self.small.classes[class].open.pop_front() {
                Some(block) => block,
                None => match self.sweep_next_of(class) {
                    Some((_, Swept::Full, _)) => continue,
                    Some((block, ..)) => block,
                    None => break,
                },
            };
            self.small.classes[class].used.push(block);
            if let hole @ Some(_) = next_hole(block, class % CLASSES, block.base()) {
                return hole;
            }
        }
        None
    }

    /// Sweeps the next block of a class; full ones go to their list, or to those with young cells.
    /// Whether it has such, too.
    fn sweep_next_of(&mut self, class: usize) -> Option<(Block, Swept, bool)> {
        let block = self.small.classes[class].unswept.pop_front()?;
        let swept = self.sweep_block(block, class);
        let (born, bit) = (&block.arena().head().born, 1 << block.index());
        let young = born.get() & bit != 0;
        born.set(born.get() & !bit);
        if swept == Swept::Full {
            let list = &mut self.small.classes[class];
            if young { list.used.push(block) } else { list.full.push_back(block) }
        }
        Some((block, swept, young))
    }

    /// Takes a block from the pool as the one that its class allocates from.
    fn fresh_block(&mut self, class: usize) -> Block {
        if self.pending == Pending::Sweep && self.small.dirty == 0 {
            self.booked(|heap| heap.sweep_some(SWEEP_FOR_FREE));
        }
        self.brief_supply();
        let Some(block) = self.or_after_giving_back(|heap| heap.small.take(class, &mut heap.supply)) else {
            self.out_of_memory(BLOCK_BYTES)
        };
        self.small.classes[class].used.push(block);
        block
    }

    /// Visits the small cells allocated since the last cycle, when marks stay: those in blocks used
    /// since that are not marked.
    pub(super) fn for_each_young_small(&self, mut visit: impl FnMut(usize)) {
        for &block in self.small.classes.iter().flat_map(|list| &list.used) {
            for (word, (start, mark)) in block.starts().iter().zip(block.marks()).enumerate() {
                let mut young = start.get() & !mark.load(Ordering::Relaxed);
                while young != 0 {
                    visit(block.at(word, young.trailing_zeros()));
                    young &= young - 1;
                }
            }
        }
    }

    /// Sets the start bits of the cells that a class has allocated.
    fn flush(&mut self, class: usize) {
        let bump = &mut self.bumps[class];
        if bump.unflushed < bump.cursor {
            set_starts(Block::of(bump.unflushed).starts(), class % CLASSES, bump.unflushed, bump.cursor);
            bump.unflushed = bump.cursor;
        }
    }

    /// Ends a class's bump range.
    fn retire(&mut self, class: usize) {
        self.flush(class);
        let bump = std::mem::replace(&mut self.bumps[class], Bump::EMPTY);
        if bump.left() > 0 {
            self.held -= bump.left();
            if self.allocate_black {
                whiten(Block::of(bump.cursor), bump.cursor, bump.end);
            }
        }
    }

    /// Makes the start bits show every allocated cell.
    pub(super) fn flush_starts(&mut self) {
        (0..LISTS).for_each(|class| self.flush(class));
    }

    /// Ends all bump ranges.
    pub(super) fn retire_ranges(&mut self) {
        (0..LISTS).for_each(|class| self.retire(class));
    }

    /// After marking: blocks are to be swept, after a minor cycle those allocated into since the
    /// last one; and allocation starts over with their holes. `keep_marks`: the next cycle may be
    /// minor.
    pub(super) fn begin_sweep(&mut self, minor: bool, keep_marks: bool) {
        for list in &mut self.small.classes {
            if !minor {
                // Mostly the longest list by far, and all is swept: so nothing long is copied.
                std::mem::swap(&mut list.unswept, &mut list.full);
                list.unswept.append(&mut list.full);
                list.unswept.append(&mut list.open);
            }
            list.unswept.extend(list.used.drain(..));
        }
        self.small.sweep_class = 0;
        self.small.keep_marks = keep_marks;
        self.large.begin_sweep(keep_marks);
        self.pending = Pending::Sweep;
    }

    /// Sweeps up to so many blocks of whatever is left to sweep, then gives back an arena of what
    /// is free beyond need; whether nothing is left to do.
    pub fn sweep_some(&mut self, blocks: usize) -> bool {
        if self.pending == Pending::Sweep && self.sweep_blocks(blocks) {
            self.pending = Pending::GiveBack(self.begin_give_back());
        }
        if let Pending::GiveBack(at) = self.pending {
            self.pending = self.give_back_some(at);
        }
        self.pending == Pending::Nothing
    }

    /// Does everything that the last collection left to do.
    pub fn finish_sweep(&mut self) {
        while !self.sweep_some(usize::MAX) {}
    }

    /// Sweeps up to so many blocks; whether all are swept.
    pub(super) fn sweep_blocks(&mut self, mut blocks: usize) -> bool {
        while blocks > 0 {
            let class = self.small.sweep_class;
            if class == LISTS {
                if !self.sweep_next_large() {
                    return true;
                }
                blocks -= 1;
                continue;
            }
            let Some((block, swept, young)) = self.sweep_next_of(class) else {
                self.small.sweep_class += 1;
                continue;
            };
            blocks -= 1;
            match swept {
                Swept::Empty => self.small.release(block),
                Swept::Holes if young => self.small.classes[class].used.push(block),
                Swept::Holes => self.small.classes[class].open.push_back(block),
                Swept::Full => {}
            }
        }
        false
    }

    /// Frees what is not marked in a block.
    fn sweep_block(&mut self, block: Block, class: usize) -> Swept {
        let (mut any, mut holes) = (0, 0);
        let keep_marks = self.small.keep_marks;
        #[cfg(feature = "cli")]
        cell_names::forget_dead(block);
        for (word, (start, mark)) in block.starts().iter().zip(block.marks()).enumerate() {
            let (started, live) = (start.get(), mark.load(Ordering::Relaxed));
            holes |= PATTERN[class % CLASSES][word] & !live;
            if started == 0 {
                continue;
            }
            if is_finalizable(class) || self.config.stress {
                self.finalize_dead(block, class, word, started & !live);
            }
            start.set(live);
            if !keep_marks {
                mark.store(0, Ordering::Relaxed);
            }
            any |= live;
        }
        match (any, holes) {
            // Nothing is left in it, and so no mark.
            (0, _) => Swept::Empty,
            (_, 0) => Swept::Full,
            _ => Swept::Holes,
        }
    }

    /// Clears the marks of the next arenas of small cells, from the address `from` on; where to go
    /// on, or `None` at the end.
    pub(super) fn clear_next_marks(&mut self, from: usize) -> Option<usize> {
        let next = self.small.arenas.partition_point(|arena| arena.base() < from);
        let arena = *self.small.arenas.get(next)?;
        (1..=USABLE_BLOCKS)
            .for_each(|index| arena.block(index).marks().iter().for_each(|bits| bits.store(0, Ordering::Relaxed)));
        Some(arena.base() + 1)
    }

    /// Finalises and poisons the dead cells of one word of start bits.
    fn finalize_dead(&mut self, block: Block, class: usize, word: usize, mut dead: u64) {
        while dead != 0 {
            let at = block.at(word, dead.trailing_zeros());
            dead &= dead - 1;
            if is_finalizable(class) {
                // SAFETY: a start bit stands for a cell, and this one was not freed before.
                self.finalize(unsafe { CellRef::from_addr(at as u64) });
            }
            if self.config.stress {
                poison(at, usize::from(CLASS_BYTES[class % CLASSES]));
            }
        }
    }

    /// Frees every cell: the heap's end.
    pub(super) fn free_all_blocks(&mut self) {
        for class in FINALIZABLE..APART {
            let blocks: Vec<Block> = self.small.classes[class].blocks().collect();
            for block in blocks {
                for word in 0..BLOCK_WORDS {
                    self.finalize_dead(block, class, word, block.starts()[word].get());
                }
            }
        }
        for arena in self.small.arenas.drain(..) {
            // SAFETY: the heap ends, and with it all of its cells.
            unsafe { arena.unmap(ARENA_BYTES) };
        }
    }
}
