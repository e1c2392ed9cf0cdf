//! A hash table in parts.
//!
//! Invariant: growing copies one part at a time, so that a table of millions does not take its room
//! twice while it does.

use std::borrow::Borrow;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// Parts of a table.
const SHARDS: usize = limit!(16, small = 2);
/// A part for fewer entries than this keeps its room.
const LEAST: usize = limit!(256, small = 2);

/// A table.
pub struct Table<K, V> {
    shards: [FxHashMap<K, V>; SHARDS],
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Table<K, V> {
        Table { shards: std::array::from_fn(|_| FxHashMap::default()) }
    }
}

/// The part that a key belongs to: not by the bits of its hash that the parts look at, the lowest
/// and the highest.
fn shard_of(key: &(impl Hash + ?Sized)) -> usize {
    (FxBuildHasher.hash_one(key).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % SHARDS
}

impl<K: Eq + Hash, V> Table<K, V> {
    /// The value under `key`.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        self.shards[shard_of(key)].get(key)
    }

    /// As [`Table::get`], to be changed.
    pub fn get_mut<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.shards[shard_of(key)].get_mut(key)
    }

    /// The place of `key`, taken or free.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        self.shards[shard_of(&key)].entry(key)
    }

    /// Puts a value under `key`.
    pub fn insert(&mut self, key: K, value: V) {
        self.shards[shard_of(&key)].insert(key, value);
    }

    /// Takes an entry out, and gives back the room of a part that was far larger once.
    pub fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let shard = &mut self.shards[shard_of(key)];
        let removed = shard.remove(key);
        if shard.capacity() > LEAST && shard.len() < shard.capacity() / 8 {
            shard.shrink_to(2 * shard.len());
        }
        removed
    }

    /// Whether there is none.
    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.shards.iter().all(FxHashMap::is_empty)
    }

    /// Every value, in no order.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.shards.iter().flat_map(FxHashMap::values)
    }
}
