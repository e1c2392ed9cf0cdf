//! The table of interned strings. It holds them weakly: a string that nobody else refers to is
//! forgotten by the next collection.

use hashbrown::HashTable;

use super::cell::Gc;
use super::string::{Chars, JsString, hash_of};
use crate::heap::{Marking, Tracer};

/// The table is many small ones, so that neither a growth of one nor a walk over it takes long.
const SHARDS: usize = limit!(64, small = 2);
/// Strings looked at in one call of `forget_some`.
const PORTION: usize = limit!(1024, small = 2);

/// Room for the strings interned while a realm is made.
const RECENT: usize = 2 * PORTION;

type Shard = HashTable<(u32, Gc<JsString>)>;

/// Interned strings, and the strings that are always there.
pub struct Interner {
    shards: Box<[Shard; SHARDS]>,
    /// Those interned since the last collection, and in the marking of a major one: a minor one can
    /// free no others.
    recent: Vec<(u32, Gc<JsString>)>,
    /// Those of them that stay, while they are looked through.
    young: Vec<(u32, Gc<JsString>)>,
    /// How far `forget_some` has come: shards, or recent strings.
    forgot: usize,
    /// The empty string.
    pub empty: Gc<JsString>,
    /// The strings of one Latin-1 character.
    pub single: Box<[Gc<JsString>; 256]>,
}

impl Interner {
    pub(in crate::objects) fn new(empty: Gc<JsString>) -> Interner {
        let shards = Box::new(std::array::from_fn(|_| Shard::with_capacity(28)));
        let mut interner = Interner {
            shards,
            recent: Vec::with_capacity(RECENT),
            young: Vec::new(),
            forgot: 0,
            empty,
            single: Box::new([empty; 256]),
        };
        let hash = hash_of(empty);
        interner.insert(hash, empty);
        interner
    }

    pub(in crate::objects) fn find(&self, hash: u32, chars: Chars<'_>) -> Option<Gc<JsString>> {
        let same = |&(h, string): &(u32, Gc<JsString>)| h == hash && string.flat_chars() == Some(chars);
        self.shards[shard(hash)].find(spread(hash), same).map(|entry| entry.1)
    }

    /// Makes `string`, which `find` does not find or which is to be instead of what it finds, the
    /// one of its characters.
    pub(in crate::objects) fn insert(&mut self, hash: u32, string: Gc<JsString>) {
        self.shards[shard(hash)].insert_unique(spread(hash), (hash, string), |entry| spread(entry.0));
        self.recent.push((hash, string));
    }

    /// Takes out a string that died.
    pub(in crate::objects) fn remove(&mut self, hash: u32, string: Gc<JsString>) {
        if let Ok(entry) = self.shards[shard(hash)].find_entry(spread(hash), |entry| entry.1 == string) {
            entry.remove();
        }
    }

    pub(in crate::objects) fn trace(&self, tracer: &mut Tracer) {
        tracer.cell(self.empty.cell());
        for string in self.single.iter() {
            tracer.cell(string.cell());
        }
    }

    /// Forgets some of the strings that died; true when all are forgotten.
    pub(in crate::objects) fn forget_some(&mut self, marking: &Marking, minor: bool) -> bool {
        let done = if minor {
            self.forget_recent(marking)
        } else {
            self.forget_shards(marking) && (!marking.has_young() || self.keep_young(marking))
        };
        if done {
            self.end_forgetting();
            if !self.young.is_empty() {
                self.recent = std::mem::take(&mut self.young);
            }
        }
        done
    }

    /// Forgets a string that died.
    pub(in crate::objects) fn forget_one(&mut self, string: Gc<JsString>) {
        let hash = hash_of(string);
        self.remove(hash, string);
        shrink(&mut self.shards[shard(hash)]);
    }

    pub(in crate::objects) fn end_forgetting(&mut self) {
        self.forgot = 0;
        self.recent.clear();
        self.recent.shrink_to(PORTION);
    }

    fn forget_recent(&mut self, marking: &Marking) -> bool {
        // Those interned meanwhile are marked.
        let to = self.recent.len().min(self.forgot + PORTION);
        for i in self.forgot..to {
            let (hash, string) = self.recent[i];
            if !marking.is_marked(string.cell()) {
                self.remove(hash, string);
            }
        }
        self.forgot = to;
        to == self.recent.len()
    }

    /// Keeps those that the next minor collection may free; whether all were looked at.
    fn keep_young(&mut self, marking: &Marking) -> bool {
        let from = self.recent.len().saturating_sub(PORTION);
        self.young.extend(self.recent.drain(from..).filter(|entry| marking.stays_young(entry.1.cell())));
        self.recent.is_empty()
    }

    fn forget_shards(&mut self, marking: &Marking) -> bool {
        let mut seen = 0;
        while self.forgot < SHARDS && seen < PORTION {
            let shard = &mut self.shards[self.forgot];
            seen += shard.len();
            shard.retain(|entry| marking.is_marked(entry.1.cell()));
            shrink(shard);
            self.forgot += 1;
        }
        self.forgot == SHARDS
    }
}

/// Gives room back, if much of it is unused.
fn shrink(shard: &mut Shard) {
    if shard.capacity() > PORTION && shard.len() < shard.capacity() / 8 {
        shard.shrink_to(2 * shard.len(), |entry| spread(entry.0));
    }
}

/// hashbrown takes its control bits from the top of the hash.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Bits of the hash that hashbrown looks at last.
fn shard(hash: u32) -> usize {
    (spread(hash) >> 40) as usize % SHARDS
}
