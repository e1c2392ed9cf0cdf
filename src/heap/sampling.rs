//! Which lines of the program fill a heap that is filling up: from [`FULLNESS`] on, every run of
//! memory that allocation takes is booked to the place where the program was, so that the final
//! report of a full heap can name lines. Below that it costs one compare a run.
//!
//! Invariants:
//! - the heap knows nothing of code: a function of the owner's gives a number for where the program
//!   is;
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

/// What a heap knows about where its memory was allocated.
pub(super) struct Sampling {
    /// `held` from which on runs are booked.
    pub from: usize,
    locate: fn(usize) -> u32,
    sites: HashMap<usize, u32>,
}

impl Sampling {
    pub fn new(limit: usize) -> Sampling {
        Sampling { from: limit / 10 * FULLNESS, locate: |_| 0, sites: HashMap::new() }
    }
}

impl Heap {
    /// Sets the function that numbers the place where the program is; it gets the heap's owner, and
    /// is called in the middle of allocations. 0 is no place.
    pub fn sample_sites(&mut self, locate: fn(usize) -> u32) {
        self.sampling.locate = locate;
    }

    /// Books the block or the large cell that `at` lies in.
    #[cold]
    #[inline(never)]
    pub(super) fn sample(&mut self, at: usize) {
        let site = (self.sampling.locate)(self.owner);
        if self.sampling.sites.len() < MOST {
            self.sampling.sites.insert(place_of(at), site);
        }
    }

    /// The place that the memory of a cell is booked to; 0 for none.
    pub fn site_of(&self, cell: CellRef) -> u32 {
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
