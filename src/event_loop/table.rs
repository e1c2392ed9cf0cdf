//! A hash table in parts.
//!
//! Invariant: growing copies one part at a time, so that a table of millions does not take its room twice while it does.

use std::hash::Hash;

use rustc_hash::FxHashMap;

/// Parts of a table.
const SHARDS: usize = limit!(16, small = 2);
/// A part for fewer entries than this keeps its room.
const LEAST: usize = limit!(256, small = 2);

/// A key that says which part it belongs to.
pub(super) trait Key: Copy + Eq + Hash + Into<u64> {}

impl<K: Copy + Eq + Hash + Into<u64>> Key for K {}

/// A table.
pub(super) struct Table<K, V> {
    shards: [FxHashMap<K, V>; SHARDS],
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Table<K, V> {
        Table { shards: std::array::from_fn(|_| FxHashMap::default()) }
    }
}

/// The part that a key belongs to: not by its low bits, which may be the same for all, nor as the parts hash.
fn shard_of(key: impl Key) -> usize {
    (key.into().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize % SHARDS
}

impl<K: Key, V> Table<K, V> {
    pub fn get(&self, key: &K) -> Option<&V> {
        self.shards[shard_of(*key)].get(key)
    }

    pub fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.shards[shard_of(*key)].get_mut(key)
    }

    pub fn insert(&mut self, key: K, value: V) {
        self.shards[shard_of(key)].insert(key, value);
    }

    /// Takes an entry out, and gives back the room of a part that was far larger once.
    pub fn remove(&mut self, key: &K) -> Option<V> {
        let shard = &mut self.shards[shard_of(*key)];
        let removed = shard.remove(key);
        if shard.capacity() > LEAST && shard.len() < shard.capacity() / 8 {
            shard.shrink_to(2 * shard.len());
        }
        removed
    }

    #[cfg(test)]
    pub fn is_empty(&self) -> bool {
        self.shards.iter().all(FxHashMap::is_empty)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.shards.iter().flat_map(FxHashMap::values)
    }
}
