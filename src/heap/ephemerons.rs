//! Ephemerons that wait for their keys (Hayes, "Ephemerons: a new finalization mechanism", 1997):
//! values that live if their keys do.
//!
//! A table from keys to values, so that marking looks at each pair once when it is reported and
//! once when its key is marked: the work is linear in the pairs, however they hang together.
//!
//! Invariants:
//! - the table is many small ones, so that none of its growths takes long;
//! - dropping it frees a few large pieces of memory and visits no pair.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::arena;
use super::tracer::Tracer;

const SHARDS: usize = limit!(256, small = 2);
/// Values of a piece of memory.
const PIECE: usize = limit!(8192, small = 4);
const NONE: u32 = u32::MAX;

/// Addresses are spread by a multiplication.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, _: &[u8]) {
        unreachable!("keys are words");
    }
    fn write_u64(&mut self, key: u64) {
        self.0 = spread(key);
    }
}

/// Cells of one size are multiples of it apart: the high bits of the product, which depend on all
/// bits of the key, are let into the low ones, by which a shard chooses its place.
fn spread(key: u64) -> u64 {
    let product = (key >> 4).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    product ^ (product >> 32)
}

fn shard_of(key: u64) -> usize {
    (spread(key) >> 48) as usize % SHARDS
}

type Shard = HashMap<u64, u32, BuildHasherDefault<Spread>>;

/// The waiting ephemerons of a marking.
#[derive(Default)]
pub(super) struct EphemeronTable {
    /// From a key to its first pair; none before there is a pair.
    shards: Vec<Shard>,
    /// A value, and the next pair of the same key.
    pairs: Vec<Vec<(u64, u32)>>,
    waiting: usize,
}

impl EphemeronTable {
    /// Parts of the table.
    pub const SHARDS: usize = SHARDS;

    /// Whether no key is waited for.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.waiting == 0
    }

    /// Keeps a pair whose key is not marked.
    pub fn add(&mut self, key: u64, value: u64) {
        if self.shards.is_empty() {
            self.shards.resize_with(SHARDS, Shard::default);
        }
        if self.pairs.last().is_none_or(|piece| piece.len() == PIECE) {
            self.pairs.push(Vec::with_capacity(PIECE));
        }
        let index = (self.pairs.len() - 1) * PIECE + self.pairs.last().map_or(0, Vec::len);
        let Ok(index) = u32::try_from(index) else { return };
        let first = self.shards[shard_of(key)].entry(key).or_insert(NONE);
        self.waiting += usize::from(*first == NONE);
        let next = std::mem::replace(first, index);
        if let Some(piece) = self.pairs.last_mut() {
            piece.push((value, next));
        }
    }

    /// Looks through one of [`EphemeronTable::SHARDS`] parts for keys that were marked without
    /// [`EphemeronTable::wake`].
    pub fn wake_marked(&mut self, shard: usize, tracer: &mut Tracer) {
        let Some(part) = self.shards.get(shard) else { return };
        let marked: Vec<u64> = part.keys().copied().filter(|&key| arena::is_marked(key as usize)).collect();
        marked.into_iter().for_each(|key| self.wake(key, tracer));
    }

    /// A cell was marked: the values that waited for it are reachable.
    pub fn wake(&mut self, key: u64, tracer: &mut Tracer) {
        if self.waiting == 0 {
            return;
        }
        let Some(mut index) = self.shards[shard_of(key)].remove(&key) else { return };
        self.waiting -= 1;
        while index != NONE {
            let (value, next) = self.pairs[index as usize / PIECE][index as usize % PIECE];
            tracer.word(value);
            index = next;
        }
    }
}
