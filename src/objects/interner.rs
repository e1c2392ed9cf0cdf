//! The table of interned strings. It holds them weakly: a string that nobody else refers to is forgotten by the next collection.

use hashbrown::HashTable;

use super::cell::Gc;
use super::string::{Chars, JsString};
use crate::heap::{Marking, Tracer};

/// Interned strings, and the strings that are always there.
pub struct Interner {
    table: HashTable<(u32, Gc<JsString>)>,
    /// The empty string.
    pub empty: Gc<JsString>,
    /// The strings of one Latin-1 character.
    pub single: Box<[Gc<JsString>; 256]>,
}

impl Interner {
    pub(super) fn new(empty: Gc<JsString>) -> Interner {
        let mut interner = Interner { table: HashTable::with_capacity(2048), empty, single: Box::new([empty; 256]) };
        let hash = super::string::hash_of(empty);
        interner.insert(hash, empty);
        interner
    }

    pub(super) fn find(&self, hash: u32, chars: Chars<'_>) -> Option<Gc<JsString>> {
        let same = |&(h, string): &(u32, Gc<JsString>)| h == hash && string.flat_chars() == Some(chars);
        self.table.find(spread(hash), same).map(|entry| entry.1)
    }

    pub(super) fn insert(&mut self, hash: u32, string: Gc<JsString>) {
        self.table.insert_unique(spread(hash), (hash, string), |entry| spread(entry.0));
    }

    /// Number of interned strings.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether nothing is interned.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    pub(super) fn trace(&self, tracer: &mut Tracer) {
        tracer.cell(self.empty.cell());
        for string in self.single.iter() {
            tracer.cell(string.cell());
        }
    }

    pub(super) fn drop_dead(&mut self, marking: &Marking<'_>) {
        self.table.retain(|entry| marking.is_marked(entry.1.cell()));
    }
}

/// hashbrown takes its control bits from the top of the hash.
fn spread(hash: u32) -> u64 {
    u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
