//! Tables of named properties in insertion order, owned by shapes. Small tables are searched in
//! line; larger ones have a hash index.
//!
//! Invariant: a removed entry leaves a tombstone (key word = hole) until the next compaction, so
//! that order is kept; the last entry is never one.

use hashbrown::HashTable;

use crate::objects::value::Value;
use crate::objects::value::key::Key;
use crate::objects::value::symbol::is_private;

/// Attributes of a property (ECMA-262 §6.1.7.1).
pub mod attributes {
    /// `[[Writable]]`
    pub const WRITABLE: u8 = 1;
    /// `[[Enumerable]]`
    pub const ENUMERABLE: u8 = 2;
    /// `[[Configurable]]`
    pub const CONFIGURABLE: u8 = 4;
    /// The slot holds an accessor pair.
    pub const ACCESSOR: u8 = 8;
    /// Writable, enumerable, configurable.
    pub const ALL: u8 = WRITABLE | ENUMERABLE | CONFIGURABLE;
    /// What builtins have: writable, configurable, not enumerable.
    pub const HIDDEN: u8 = WRITABLE | CONFIGURABLE;
}

/// Where a named property is and what it allows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Property {
    /// Slot number: the first ones lie in the object, the rest in its `Slots` cell.
    pub slot: u32,
    /// `attributes::*`
    pub attributes: u8,
}

/// An entry of a table.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The key; its word is a hole in a tombstone.
    pub key: Key,
    /// The property.
    pub property: Property,
}

const LINEAR: usize = limit!(8, small = 2);

/// Named properties in insertion order.
#[derive(Default, Clone)]
pub struct PropertyTable {
    entries: Vec<Entry>,
    index: HashTable<u32>,
    live: usize,
    /// Slots that removed properties left free; mostly there is at most one.
    free: Option<u32>,
    more_free: Vec<u32>,
}

impl PropertyTable {
    /// Number of properties.
    pub fn len(&self) -> usize {
        self.live
    }

    /// The property named `key`.
    #[inline]
    pub fn get(&self, key: Key) -> Option<Property> {
        self.position(key).map(|i| self.entries[i].property)
    }

    fn position(&self, key: Key) -> Option<usize> {
        if self.index.is_empty() {
            return self.entries.iter().position(|e| e.key == key);
        }
        self.index.find(u64::from(key.hash()), |&i| self.entries[i as usize].key == key).map(|&i| i as usize)
    }

    /// A table of these properties.
    pub(in crate::objects) fn from_entries(entries: Vec<Entry>) -> PropertyTable {
        let mut table = PropertyTable { live: entries.len(), entries, ..PropertyTable::default() };
        table.rebuild_index();
        table
    }

    /// Adds a property that is not there yet.
    pub fn push(&mut self, key: Key, property: Property) {
        self.entries.push(Entry { key, property });
        self.live += 1;
        if !self.index.is_empty() {
            let entries = &self.entries;
            let hash = |&i: &u32| u64::from(entries[i as usize].key.hash());
            self.index.insert_unique(u64::from(key.hash()), entries.len() as u32 - 1, hash);
        } else if self.entries.len() > LINEAR {
            self.rebuild_index();
        }
    }

    /// Makes room for `count` more properties.
    pub fn reserve(&mut self, count: usize) {
        self.entries.reserve(count);
        let entries = &self.entries;
        if entries.len() + count > LINEAR {
            self.index.reserve(count, |&i: &u32| u64::from(entries[i as usize].key.hash()));
        }
    }

    fn rebuild_index(&mut self) {
        let entries = &self.entries;
        let hash = |&i: &u32| u64::from(entries[i as usize].key.hash());
        self.index.clear();
        if entries.len() <= LINEAR {
            return;
        }
        self.index.reserve(entries.len(), hash);
        for (i, entry) in entries.iter().enumerate() {
            if !entry.key.word().is_hole() {
                self.index.insert_unique(u64::from(entry.key.hash()), i as u32, hash);
            }
        }
    }

    /// Changes a property's attributes.
    pub fn set_attributes(&mut self, key: Key, attributes: u8) {
        if let Some(i) = self.position(key) {
            self.entries[i].property.attributes = attributes;
        }
    }

    /// Changes the attributes of all properties; private elements are none.
    pub fn map_attributes(&mut self, change: impl Fn(u8) -> u8) {
        for entry in self.entries.iter_mut().filter(|entry| !is_private(entry.key)) {
            entry.property.attributes = change(entry.property.attributes);
        }
    }

    /// Removes a property; its slot becomes free.
    pub fn remove(&mut self, key: Key) -> Option<Property> {
        let i = self.position(key)?;
        let property = self.entries[i].property;
        if !self.index.is_empty()
            && let Ok(found) = self.index.find_entry(u64::from(key.hash()), |&at| at as usize == i)
        {
            found.remove();
        }
        self.entries[i].key = Key::name(Value::HOLE);
        while self.entries.last().is_some_and(|e| e.key.word().is_hole()) {
            self.entries.pop();
        }
        self.live -= 1;
        if let Some(before) = self.free.replace(property.slot) {
            self.more_free.push(before);
        }
        if self.entries.len() > 2 * LINEAR && self.live * 2 < self.entries.len() {
            self.sweep();
        }
        Some(property)
    }

    /// Takes the tombstones out, and gives back memory that is far more than what is left needs.
    fn sweep(&mut self) {
        self.entries.retain(|e| !e.key.word().is_hole());
        if self.entries.capacity() > 4 * self.entries.len() {
            self.entries.shrink_to(2 * self.entries.len());
            self.index = HashTable::new();
        }
        self.rebuild_index();
    }

    /// Numbers the slots anew in the properties' order, from 0 on; gives the old numbers in that
    /// order.
    pub fn renumber(&mut self) -> Vec<u32> {
        self.sweep();
        (self.free, self.more_free) = (None, Vec::new());
        let slots = self.entries.iter_mut().zip(0..);
        slots.map(|(entry, new)| std::mem::replace(&mut entry.property.slot, new)).collect()
    }

    /// A slot that a removed property left free.
    pub fn take_free_slot(&mut self) -> Option<u32> {
        let slot = self.free?;
        self.free = self.more_free.pop();
        Some(slot)
    }

    /// The entries in insertion order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|e| !e.key.word().is_hole())
    }

    /// Bytes of memory it owns.
    pub fn bytes(&self) -> usize {
        self.entries.capacity() * std::mem::size_of::<Entry>()
            + self.index.capacity() * 5
            + self.more_free.capacity() * 4
    }
}
