//! Walks over cells that leave the collector's marks alone: for reports, at any moment between two
//! allocations.

use std::collections::HashMap;

use super::arena::ARENA_BYTES;
use super::cell::{CellRef, GRANULE};
use super::mark;
use super::space::Heap;
use super::tracer::Tracer;

const WORDS: usize = ARENA_BYTES / GRANULE / 64;

/// A set of cells: a bit a granule, in tables by arena.
#[derive(Default)]
pub struct CellSet {
    index: HashMap<usize, usize>,
    tables: Vec<Box<[u64; WORDS]>>,
    last: Option<(usize, usize)>,
}

impl CellSet {
    /// Adds a cell; whether it was not there.
    pub fn insert(&mut self, cell: CellRef) -> bool {
        let addr = cell.addr() as usize;
        let (arena, granule) = (addr / ARENA_BYTES, addr % ARENA_BYTES / GRANULE);
        let table = match self.last {
            Some((last, table)) if last == arena => table,
            _ => *self.index.entry(arena).or_insert_with(|| {
                self.tables.push(Box::new([0; WORDS]));
                self.tables.len() - 1
            }),
        };
        self.last = Some((arena, table));
        let word = &mut self.tables[table][granule / 64];
        let bit = 1 << (granule % 64);
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}

impl CellSet {
    /// Whether a cell is in it.
    pub fn contains(&self, cell: CellRef) -> bool {
        let granule = cell.addr() as usize % ARENA_BYTES / GRANULE;
        let table = self.index.get(&(cell.addr() as usize / ARENA_BYTES));
        table.is_some_and(|&table| self.tables[table][granule / 64] & 1 << (granule % 64) != 0)
    }

    /// Takes a cell out.
    pub fn remove(&mut self, cell: CellRef) {
        let granule = cell.addr() as usize % ARENA_BYTES / GRANULE;
        if let Some(&table) = self.index.get(&(cell.addr() as usize / ARENA_BYTES)) {
            self.tables[table][granule / 64] &= !(1 << (granule % 64));
        }
    }
}

impl Heap {
    /// A tracer that loses what it is given beyond so many references, for a walk that need not be
    /// complete.
    pub fn new_bounded_tracer(&self, references: usize) -> Tracer {
        self.new_tracer().bounded(references)
    }

    /// Hands the references of a cell to a tracer.
    pub fn trace_cell(&self, cell: CellRef, tracer: &mut Tracer) {
        mark::trace(self.kinds, cell, tracer);
    }

    /// Bytes that a cell takes, those outside of the heap included.
    pub fn cell_footprint(&self, cell: CellRef) -> usize {
        let external = self.kinds[usize::from(cell.kind())].external;
        self.cell_bytes(cell) + external.map_or(0, |external| external(cell))
    }
}

impl Tracer {
    /// Takes the next gathered reference, newest first, ephemerons left out.
    pub fn next_strong(&mut self) -> Option<CellRef> {
        // SAFETY: `trace` functions report references to cells.
        self.pop().map(|word| unsafe { CellRef::from_addr(word) })
    }

    /// Takes the next gathered ephemeron, newest first: its key and its value.
    pub fn next_ephemeron(&mut self) -> Option<(CellRef, CellRef)> {
        self.take_weak();
        // SAFETY: as above.
        self.pop_ephemeron().map(|(key, value)| unsafe { (CellRef::from_addr(key), CellRef::from_addr(value)) })
    }

    /// Takes the next gathered reference, newest first; those of ephemerons, which count as held by
    /// their owner, come last.
    pub fn next_cell(&mut self) -> Option<CellRef> {
        let word = match self.pop() {
            Some(word) => word,
            None => {
                self.take_weak();
                self.pop_ephemeron()?.1
            }
        };
        // SAFETY: `trace` functions report references to cells.
        Some(unsafe { CellRef::from_addr(word) })
    }
}
