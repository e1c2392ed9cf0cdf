//! Which lines of the program fill a heap that is filling up: from [`FULLNESS`] on, every run of
//! memory that allocation takes is booked to the place where the program was, so that the final
//! report of a full heap can name lines. Below that, and in a heap whose owner did not ask for it,
//! it costs one compare a run.
//!
//! Invariants:
//! - the heap knows nothing of code: the owner's [`Sites`] give a number for where the program is;
//! - a block is booked as a whole to the place that took memory of it last, a large cell to its
//!   own: right by share, not by cell.

use std::collections::HashMap;

use super::arena::{self, Block};
use super::cell::CellRef;
use super::space::Heap;

/// Tenths of its limit that a heap holds when sampling begins.
const FULLNESS: usize = 6;
/// The most places that are remembered: a heap of 4 GiB in blocks of 32 KiB has fewer.
const MOST: usize = limit!(1 << 18, small = 2);

/// Places in the program by number.
pub trait Sites {
    /// The number of the place where the owner of a heap, at this address, is in the middle of an
    /// allocation; 0 for none.
    fn locate(&mut self, owner: usize) -> u32;
    /// File and line of a place.
    fn describe(&self, number: u32) -> Option<String>;
    /// What is written in place of a reference, if it is to be left out for a trial.
    fn replacement(&self, _write: &Write) -> Option<u64> {
        None
    }
}

/// A reference that is about to be written.
pub struct Write {
    /// The place that writes it.
    pub writer: u32,
    /// The cell that it is written to.
    pub owner: CellRef,
    /// The cell that it refers to.
    pub target: CellRef,
    /// The place where that was born.
    pub born: u32,
}

/// What a heap knows about where its memory was allocated.
pub(super) struct Sampling {
    /// `held` from which on runs are booked.
    pub from: usize,
    pub places: Option<Box<dyn Sites>>,
    sites: HashMap<usize, u32>,
}

impl Sampling {
    pub fn new() -> Sampling {
        Sampling { from: usize::MAX, places: None, sites: HashMap::new() }
    }
}

impl Heap {
    /// Books memory to places from now on, once the heap is full enough.
    pub fn sample_sites(&mut self, places: Box<dyn Sites>) {
        self.sampling.from = self.config.max_bytes / 10 * FULLNESS;
        self.sampling.places = Some(places);
    }

    /// File and line of a place.
    pub fn describe_site(&self, site: u32) -> Option<String> {
        self.sampling.places.as_ref()?.describe(site)
    }

    /// Books the block or the large cell that `at` lies in.
    #[cold]
    #[inline(never)]
    pub(super) fn sample(&mut self, at: usize) {
        let Some(places) = &mut self.sampling.places else { return };
        let site = places.locate(self.owner);
        if self.sampling.sites.len() < MOST {
            self.sampling.sites.insert(place_of(at), site);
        }
    }

    /// The place that the memory of a cell is booked to; 0 for none.
    pub fn site_of(&self, cell: CellRef) -> u32 {
        if self.is_tracked() {
            return self.birth_of(cell);
        }
        self.sampling.sites.get(&place_of(cell.addr() as usize)).copied().unwrap_or(0)
    }

    /// Lifts the limits, for an owner that is about to end the process and still has something to
    /// say.
    pub fn lift_limits(&mut self) {
        self.hard_limit = usize::MAX;
        self.limit_outside();
        self.sampling.from = usize::MAX;
    }
}

fn place_of(at: usize) -> usize {
    if arena::is_large(at) { at } else { Block::of(at).base() }
}
