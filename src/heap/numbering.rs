//! All cells by number, for a heap snapshot: small ones by address, then large ones by address; and
//! the id of each, which it keeps from one snapshot to the next.
//!
//! A number is counted together of the start bits before a cell; beside each arena stand, for each
//! word of these bits, the cells and the strings before it. The cells that are new in a snapshot
//! get the next ids, which are odd as V8's, so what is younger has a higher one. A snapshot
//! remembers its new cells as bits; which of them are still the same when the next one comes is
//! known because the sweep clears the bit of what it frees, so an address that is used again gets
//! another id.
//!
//! Invariants:
//! - numbers are good as long as nothing is allocated or freed; ids until there are too many
//!   snapshots, when all cells get new ones;
//! - nothing is set up before the first snapshot. Then the tables take an eightieth of the heap,
//!   and each snapshot's bits at most a hundredth, outside of every account.

use rustc_hash::FxHashMap;

use super::arena::{self, Arena, BLOCK_BYTES, BLOCK_WORDS, Block, USABLE_BLOCKS};
use super::cell::{CellRef, GRANULE, state};
use super::cell_names::{Names, NewCells, Snapshot, Table, place};
use super::space::Heap;

/// Snapshots whose new cells are told apart; then all ids begin anew.
const MOST_SNAPSHOTS: usize = limit!(64, small = 4);
/// The first id of a cell: those before are for roots.
const FIRST_ID: u32 = 1 << 10;

/// A snapshot's numbers of cells.
pub struct Numbers {
    cells: u32,
    strings: u32,
    /// Large cells by address, with the cells and the strings before them.
    large: Vec<(usize, u32, u32)>,
    few: Option<Few>,
}

/// Some of the cells, in the order of all.
#[derive(Default)]
struct Few {
    list: Vec<Numbered>,
    /// The cells and the strings before each.
    by_cell: FxHashMap<CellRef, (u32, u32)>,
}

/// A cell with what a snapshot calls it.
#[derive(Clone, Copy)]
pub struct Numbered {
    /// The cell.
    pub cell: CellRef,
    /// Bytes that it takes.
    pub bytes: usize,
    /// Its id.
    pub id: u32,
}

impl Numbers {
    /// How many cells there are.
    pub fn cells(&self) -> u32 {
        self.cells
    }

    /// How many of them are strings.
    pub fn strings(&self) -> u32 {
        self.strings
    }

    /// Whether a cell of the heap has one.
    #[inline]
    pub fn has(&self, cell: CellRef) -> bool {
        self.few.as_ref().is_none_or(|few| few.by_cell.contains_key(&cell))
    }

    /// The number of a cell of the heap.
    #[inline]
    pub fn of(&self, cell: CellRef) -> u32 {
        if let Some(few) = &self.few {
            return few.by_cell.get(&cell).map_or(0, |place| place.0);
        }
        let addr = cell.addr() as usize;
        let Some(table) = Table::of(Arena::of(addr)).filter(|_| !arena::is_large(addr)) else {
            return self.large(addr).map_or(0, |&(_, before, _)| before);
        };
        let (word, bit) = place(addr);
        let block = Block::of(addr);
        let starts = block.starts()[word % BLOCK_WORDS].get();
        table.cells[word].get() + (starts & ((1 << bit) - 1)).count_ones()
    }

    fn large(&self, addr: usize) -> Option<&(usize, u32, u32)> {
        let at = self.large.binary_search_by_key(&addr, |&(at, ..)| at).ok()?;
        Some(&self.large[at])
    }

    /// The number of a string among the strings.
    pub fn string(&self, string: CellRef, is_string: impl Fn(CellRef) -> bool) -> u32 {
        if let Some(few) = &self.few {
            return few.by_cell.get(&string).map_or(0, |place| place.1);
        }
        let addr = string.addr() as usize;
        let Some(table) = Table::of(Arena::of(addr)).filter(|_| !arena::is_large(addr)) else {
            return self.large(addr).map_or(0, |&(.., before)| before);
        };
        let (word, bit) = place(addr);
        let block = Block::of(addr);
        let mut before = block.starts()[word % BLOCK_WORDS].get() & ((1 << bit) - 1);
        let mut number = table.strings[word].get();
        while before != 0 {
            number += u32::from(is_string(cell_at(block.at(word % BLOCK_WORDS, before.trailing_zeros()))));
            before &= before - 1;
        }
        number
    }
}

fn cell_at(at: usize) -> CellRef {
    // SAFETY: callers have it of a start bit.
    unsafe { CellRef::from_addr(at as u64) }
}

impl Heap {
    /// Numbers all cells, those too that have not been found dead yet. `None` if the system has no
    /// memory for the tables.
    pub fn number_cells(&mut self, is_string: impl Fn(CellRef) -> bool) -> Option<Numbers> {
        self.finish_sweep();
        self.flush_starts();
        let most = (self.used() / GRANULE) as u32;
        if self.names.snapshots.len() >= MOST_SNAPSHOTS || self.names.next.checked_add(most * 2).is_none() {
            self.forget_names();
        }
        self.names.next = self.names.next.max(FIRST_ID | 1);
        let mut numbers = Numbers { cells: 0, strings: 0, large: Vec::new(), few: None };
        let mut snapshot = Snapshot { first: self.names.next, blocks: FxHashMap::default(), new: Vec::new() };
        for &arena in self.small.arenas() {
            let table = Table::make(arena)?;
            for index in 1..=USABLE_BLOCKS {
                number_block(arena.block(index), table, &mut numbers, &mut snapshot, &mut self.names.next, &is_string);
            }
        }
        self.names.snapshots.push(snapshot);
        let mut large: Vec<usize> = self.large.cells().collect();
        large.sort_unstable();
        for at in large {
            numbers.large.push((at, numbers.cells, numbers.strings));
            numbers.cells += 1;
            numbers.strings += u32::from(is_string(cell_at(at)));
            if !self.names.large.contains_key(&at) {
                let id = self.names.take();
                self.names.large.insert(at, id);
            }
        }
        Some(numbers)
    }

    /// The numbers of those cells alone for which `is_kept` says yes. For few of them: these are
    /// listed.
    pub fn number_few(
        &self,
        all: &Numbers,
        is_kept: impl Fn(CellRef) -> bool,
        is_string: impl Fn(CellRef) -> bool,
    ) -> Numbers {
        let mut numbers = Numbers { cells: 0, strings: 0, large: Vec::new(), few: None };
        let mut few = Few::default();
        self.for_each_numbered(all, |numbered| {
            if is_kept(numbered.cell) {
                few.by_cell.insert(numbered.cell, (numbers.cells, numbers.strings));
                few.list.push(numbered);
                numbers.cells += 1;
                numbers.strings += u32::from(is_string(numbered.cell));
            }
        });
        Numbers { few: Some(few), ..numbers }
    }

    /// From now on every cell is a new one.
    fn forget_names(&mut self) {
        for table in self.small.arenas().iter().filter_map(|&arena| Table::of(arena)) {
            table.alive.iter().for_each(|bits| bits.set(0));
        }
        let next = self.names.next;
        self.names = Names::default();
        // Not those of before, unless they are used up.
        self.names.next = if next < u32::MAX / 2 { next } else { 0 };
    }

    /// Visits all cells by their numbers.
    pub fn for_each_numbered(&self, numbers: &Numbers, mut visit: impl FnMut(Numbered)) {
        if let Some(few) = &numbers.few {
            return few.list.iter().for_each(|&numbered| visit(numbered));
        }
        let mut known = Vec::new();
        for &arena in self.small.arenas() {
            for index in 1..=USABLE_BLOCKS {
                self.visit_block(arena.block(index), &mut known, &mut visit);
            }
        }
        for &(at, ..) in &numbers.large {
            let id = self.names.large.get(&at).copied().unwrap_or(0);
            visit(Numbered { cell: cell_at(at), bytes: arena::cell_bytes(at), id });
        }
    }

    fn visit_block<'a>(
        &'a self,
        block: Block,
        known: &mut Vec<(u32, &'a [u64; BLOCK_WORDS])>,
        visit: &mut impl FnMut(Numbered),
    ) {
        let bytes = usize::from(block.arena().head().cell_bytes[block.index()].get());
        if bytes == 0 {
            return;
        }
        known.clear();
        for snapshot in self.names.snapshots.iter().rev() {
            if let Some(&at) = snapshot.blocks.get(&block.base()) {
                let new = &snapshot.new[at as usize];
                known.push((snapshot.first + 2 * new.before, &new.bits));
            }
        }
        for (word, starts) in block.starts().iter().enumerate() {
            let mut bits = starts.get();
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                let id = id_of(known, word, bit);
                visit(Numbered { cell: cell_at(block.at(word, bit)), bytes, id });
            }
            known.iter_mut().for_each(|(next, bits)| *next += 2 * bits[word].count_ones());
        }
    }

    /// The id of a cell of the heap.
    pub fn id_of(&self, cell: CellRef) -> u32 {
        let addr = cell.addr() as usize;
        if arena::is_large(addr) {
            return self.names.large.get(&addr).copied().unwrap_or(0);
        }
        let (word, bit) = (place(addr).0 % BLOCK_WORDS, place(addr).1);
        for snapshot in self.names.snapshots.iter().rev() {
            if let Some(&at) = snapshot.blocks.get(&(addr & !(BLOCK_BYTES - 1))) {
                let new = &snapshot.new[at as usize];
                if new.bits[word] >> bit & 1 != 0 {
                    let before: u32 = new.bits[..word].iter().map(|bits| bits.count_ones()).sum();
                    return id_of(&[(snapshot.first + 2 * (new.before + before), &new.bits)], word, bit);
                }
            }
        }
        0
    }

    /// Whether a cell is there at an address that may be out of date.
    pub fn is_cell(&self, cell: CellRef) -> bool {
        let addr = cell.addr() as usize;
        self.small.is_cell_start(addr) || self.large.cells().any(|at| at == addr)
    }

    /// Whether reference counting has freed a cell that is still to be swept.
    pub fn is_dead(&self, cell: CellRef) -> bool {
        cell.header().gc_state() == state::DEAD
    }
}

/// The id of the cell at a bit, by the snapshots that had new cells in its block, the newest first:
/// the id of the first new one of the word, and the bits.
fn id_of(known: &[(u32, &[u64; BLOCK_WORDS])], word: usize, bit: u32) -> u32 {
    let new_in = known.iter().find(|(_, bits)| bits[word] >> bit & 1 != 0);
    new_in.map_or(0, |(first, bits)| first + 2 * (bits[word] & ((1 << bit) - 1)).count_ones())
}

fn number_block(
    block: Block,
    table: &Table,
    numbers: &mut Numbers,
    snapshot: &mut Snapshot,
    next: &mut u32,
    is_string: &impl Fn(CellRef) -> bool,
) {
    let mut new = NewCells { before: (*next - snapshot.first) / 2, bits: [0; BLOCK_WORDS] };
    let mut any = 0;
    for (word, starts) in block.starts().iter().enumerate() {
        let at = block.index() * BLOCK_WORDS + word;
        table.cells[at].set(numbers.cells);
        table.strings[at].set(numbers.strings);
        let starts = starts.get();
        new.bits[word] = starts & !table.alive[at].replace(starts);
        any += new.bits[word].count_ones();
        numbers.cells += starts.count_ones();
        let mut bits = starts;
        while bits != 0 {
            numbers.strings += u32::from(is_string(cell_at(block.at(word, bits.trailing_zeros()))));
            bits &= bits - 1;
        }
    }
    if any > 0 {
        *next += 2 * any;
        snapshot.blocks.insert(block.base(), snapshot.new.len() as u32);
        snapshot.new.push(new);
    }
}
