//! The entries of WeakMaps: V8 gives the value an edge from the table and another from the key, of
//! one name that says so, and readers take the value for kept by the key.

use crate::heap::{CellRef, Numbers};
use crate::objects::references::References;

/// Pairs that are told so; of more the table keeps the value, as far as the file knows.
const MOST_PAIRS: usize = limit!(1 << 20, small = 4);

/// An entry.
#[derive(Clone, Copy)]
pub struct Pair {
    /// The number of the key.
    pub key: u32,
    /// The number of the table.
    pub table: u32,
    /// The key, the value and the table themselves.
    pub cells: [CellRef; 3],
}

/// The entries of all WeakMaps by their keys.
#[derive(Default)]
pub struct Pairs {
    list: Vec<Pair>,
}

impl Pairs {
    /// Adds the entries of a part of a table.
    pub fn add(&mut self, table: CellRef, references: &mut References<'_>, numbers: &Numbers) {
        references.entries_of(table, |key, value| {
            if self.list.len() >= MOST_PAIRS || !numbers.has(key) || !numbers.has(value) {
                return;
            }
            self.list.push(Pair { key: numbers.of(key), table: numbers.of(table), cells: [key, value, table] });
        });
    }

    /// All are there.
    pub fn sort(&mut self) {
        self.list.sort_by_key(|pair| (pair.key, pair.table));
    }

    /// All of them.
    pub fn list(&self) -> &[Pair] {
        &self.list
    }

    /// Those of a key, with the place of the first.
    pub fn of(&self, key: u32) -> (usize, &[Pair]) {
        if self.list.is_empty() {
            return (0, &[]);
        }
        let first = self.list.partition_point(|pair| pair.key < key);
        let count = self.list[first..].iter().take_while(|pair| pair.key == key).count();
        (first, &self.list[first..first + count])
    }

    /// The place of a table's entry with this key; `None` if it is not told.
    pub fn find(&self, key: u32, table: u32) -> Option<usize> {
        let at = self.list.binary_search_by_key(&(key, table), |pair| (pair.key, pair.table));
        at.ok()
    }
}
