//! Map and Set: insertion-ordered hash tables in the collected heap, deterministic as ECMA-262
//! §24.1.3.5 and §24.2.4.7 ask: an iteration sees entries added while it runs, and survives
//! deletions and `clear`.
//!
//! A table holds, in one cell: a chain head per bucket, then entries of `[key, value, next]`.
//! Deleted entries have a hole as key. When a table is replaced (growth, compaction, clear) the old
//! one points to the new one and remembers which of its entries were deleted before, so that
//! iterators that hold the old table can follow.
//!
//! Invariants: entries are in insertion order; the header's data field is the number of words after
//! the fixed fields and never changes.

use std::cell::Cell;

use crate::heap::{CellRef, Header, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::Value;
use crate::objects::value::bigint::BigInt;
use crate::objects::value::cell::{Gc, HeapCell, Slot, slots_at};
use crate::objects::value::string::{JsString, hash_of};

/// A Map (kind `Map`) or Set (kind `Set`).
#[repr(C)]
pub struct MapObject {
    object: Object,
    /// The table.
    pub table: Slot,
}

impl HeapCell for MapObject {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        matches!(kind, Kind::Map | Kind::Set)
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<MapObject>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    Gc::<MapObject>::from_cell(cell).table.trace(tracer);
}

/// The hash table.
#[repr(C)]
pub struct MapTable {
    header: Header,
    /// Entries in use, deleted ones included.
    used: Cell<u32>,
    /// Entries deleted.
    deleted: Cell<u32>,
    /// Buckets, a power of two.
    buckets: Cell<u32>,
    /// The entries before this one are deleted: the first entry of a map that is used as a queue is
    /// found at once. `CLEARED` in a table that was replaced by `clear`.
    first: Cell<u32>,
    /// The table that replaced this one, or a hole.
    next: Slot,
}

const TABLE_WORDS: usize = 32;
const ENTRY: usize = 3;
const CHAIN_END: i32 = -1;
const CLEARED: u32 = u32::MAX;
/// Twice as many entries are the most that a Map holds, as in V8.
const MAX_BUCKETS: usize = limit!(1 << 23, small = 1 << 16);

impl HeapCell for MapTable {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::MapTable
    }
}

impl Gc<MapTable> {
    fn words<'a>(self) -> &'a [Slot] {
        slots_at(self.cell(), TABLE_WORDS, self.header.data() as usize)
    }

    fn buckets_len(self) -> usize {
        self.buckets.get() as usize
    }

    fn capacity(self) -> usize {
        self.buckets_len() * 2
    }

    fn entry<'a>(self, index: usize) -> &'a [Slot] {
        let start = self.buckets_len() + ENTRY * index;
        &self.words()[start..start + ENTRY]
    }

    /// Number of live entries.
    pub fn len(self) -> usize {
        (self.used.get() - self.deleted.get()) as usize
    }

    /// Calls `visit` with the number, the key and the value of each entry; `None` of a Set's.
    #[cfg(feature = "cli")]
    pub fn for_each_entry(self, mut visit: impl FnMut(usize, Value, Value)) {
        for index in 0..self.used.get() as usize {
            let entry = self.entry(index);
            if !entry[0].get().is_hole() {
                visit(index, entry[0].get(), entry[1].get());
            }
        }
    }

    /// The table that replaced this one.
    #[cfg(feature = "cli")]
    pub fn next_table(self) -> Value {
        self.next.get()
    }

    /// The key of the first entry that holds `value`, and whether it is that key.
    #[cfg(feature = "cli")]
    pub fn entry_with(self, value: Value) -> Option<(Value, bool)> {
        let entries = (0..self.used.get() as usize).map(|index| self.entry(index));
        let found =
            entries.map(|entry| (entry[0].get(), entry[1].get())).find(|(key, held)| *key == value || *held == value);
        found.map(|(key, _)| (key, key == value))
    }
}

pub(in crate::objects) fn table_size(cell: CellRef) -> usize {
    TABLE_WORDS + 8 * cell.header().data() as usize
}
pub(in crate::objects) fn table_trace(cell: CellRef, tracer: &mut Tracer) {
    let table = Gc::<MapTable>::from_cell(cell);
    table.next.trace(tracer);
    let words = table.words();
    // SAFETY: the words lie inside the cell.
    unsafe { tracer.words(words.as_ptr().cast(), words.len()) };
}

impl Space {
    /// An empty Map or Set.
    pub fn new_map(&mut self, kind: Kind, shape: Gc<Shape>) -> Gc<MapObject> {
        debug_assert!(MapObject::is(kind));
        let table = self.new_map_table(2);
        let cell = self.heap.alloc(kind as u8, std::mem::size_of::<MapObject>(), 0, shape.id());
        self.init_object(cell);
        let map = Gc::<MapObject>::from_cell(cell);
        map.table.init(table.value());
        map
    }

    fn new_map_table(&mut self, buckets: usize) -> Gc<MapTable> {
        let words = buckets + ENTRY * buckets * 2;
        let cell = self.heap.alloc(Kind::MapTable as u8, TABLE_WORDS + 8 * words, 0, words as u32);
        let table = Gc::<MapTable>::from_cell(cell);
        table.used.set(0);
        table.deleted.set(0);
        table.buckets.set(buckets as u32);
        table.first.set(0);
        table.next.init(Value::HOLE);
        let (chains, entries) = table.words().split_at(buckets);
        for slot in chains {
            slot.init(Value::int(CHAIN_END));
        }
        for slot in entries {
            slot.init(Value::HOLE);
        }
        table
    }

    fn map_hash(&mut self, key: Value) -> u32 {
        if let Some(string) = Gc::<JsString>::from_value(key) {
            if string.kind() <= Kind::Utf16 {
                return hash_of(string);
            }
            return hash_of(self.intern_string(string));
        }
        if let Some(bigint) = Gc::<BigInt>::from_value(key) {
            return bigint.hash();
        }
        let near = match key.as_int() {
            Some(int) => Some(u64::from(int as u32)),
            None => key.as_cell().map(|cell| cell.addr() >> 4),
        };
        if let Some(near) = near {
            // Numbers that follow one another, and objects made one after another, have buckets
            // that do.
            let block = ((near >> 8) as u32).wrapping_mul(0x9E37_79B1);
            return block ^ block >> 15 ^ near as u32 & 0xFF;
        }
        let bits = key.bits();
        let folded = (bits ^ (bits >> 32)) as u32;
        let hash = (folded >> 3 ^ folded).wrapping_mul(0x9E37_79B1);
        hash ^ hash >> 16
    }

    /// -0 becomes 0 and doubles that are int32 become int32, so that SameValueZero is equality of
    /// words for all but strings and BigInts.
    fn normalize_map_key(key: Value) -> Value {
        if key.is_double() { Value::number(key.as_double_unchecked() + 0.0) } else { key }
    }

    fn map_find(&mut self, table: Gc<MapTable>, key: Value, hash: u32) -> Option<usize> {
        let bucket = hash as usize & (table.buckets_len() - 1);
        let mut at = table.words()[bucket].get().as_int_unchecked();
        let string = Gc::<JsString>::from_value(key);
        let bigint = if key.is_bigint() { Gc::<BigInt>::from_value(key) } else { None };
        while at != CHAIN_END {
            let entry = table.entry(at as usize);
            let found = entry[0].get();
            if found == key {
                return Some(at as usize);
            }
            if let Some(string) = string
                && let Some(other) = Gc::<JsString>::from_value(found)
                && self.string_eq(string, other)
            {
                return Some(at as usize);
            }
            if bigint.is_some_and(|bigint| Gc::from_value(found).is_some_and(|other| bigint.equals(other))) {
                return Some(at as usize);
            }
            at = entry[2].get().as_int_unchecked();
        }
        None
    }

    /// Writes key and value. The chain's words are numbers: only these are references.
    #[inline]
    fn write_entry(&mut self, table: Gc<MapTable>, entry: &[Slot], key: Value, value: Value) {
        if self.heap.counts_references() || self.is_tracked() {
            // Of a run in a large cell such a heap would note all that the cell holds.
            self.store(table.cell(), &entry[0], key);
            self.store(table.cell(), &entry[1], value);
        } else {
            self.overwrite(table.cell(), &entry[..2]);
            entry[0].put(key);
            entry[1].put(value);
        }
    }

    fn map_table(map: Gc<MapObject>) -> Gc<MapTable> {
        Gc::from_cell(map.table.get().cell_unchecked())
    }

    /// Number of entries.
    pub fn map_len(&self, map: Gc<MapObject>) -> usize {
        Self::map_table(map).len()
    }

    /// The value under `key` (of a Set: the key).
    pub fn map_get(&mut self, map: Gc<MapObject>, key: Value) -> Option<Value> {
        let key = Self::normalize_map_key(key);
        let hash = self.map_hash(key);
        let table = Self::map_table(map);
        self.map_find(table, key, hash).map(|i| table.entry(i)[1].get())
    }

    /// Sets the value under `key`. False when the table would grow beyond what can be held
    /// (RangeError "Map maximum size exceeded").
    #[must_use]
    pub fn map_set(&mut self, map: Gc<MapObject>, key: Value, value: Value) -> bool {
        let key = Self::normalize_map_key(key);
        let hash = self.map_hash(key);
        let mut table = Self::map_table(map);
        if let Some(i) = self.map_find(table, key, hash) {
            self.store(table.cell(), &table.entry(i)[1], value);
            return true;
        }
        if table.used.get() as usize == table.capacity() {
            let buckets =
                if table.len() * 2 > table.capacity() { table.buckets_len() * 2 } else { table.buckets_len() };
            if buckets > MAX_BUCKETS {
                return false;
            }
            table = self.replace_map_table(map, table, buckets);
        }
        let index = table.used.get() as usize;
        let bucket = &table.words()[hash as usize & (table.buckets_len() - 1)];
        let entry = table.entry(index);
        self.write_entry(table, entry, key, value);
        entry[2].put(bucket.get());
        bucket.put(Value::int(index as i32));
        table.used.set(index as u32 + 1);
        true
    }

    fn replace_map_table(&mut self, map: Gc<MapObject>, old: Gc<MapTable>, buckets: usize) -> Gc<MapTable> {
        let table = self.new_map_table(buckets);
        let mut count = 0;
        for i in 0..old.used.get() as usize {
            let from = old.entry(i);
            let key = from[0].get();
            if key.is_hole() {
                continue;
            }
            let hash = self.map_hash(key);
            let bucket = &table.words()[hash as usize & (buckets - 1)];
            let entry = table.entry(count);
            entry[0].init(key);
            entry[1].init(from[1].get());
            entry[2].init(bucket.get());
            self.copy_writers(&from[..2], &entry[..2]);
            bucket.init(Value::int(count as i32));
            count += 1;
        }
        table.used.set(count as u32);
        self.store(old.cell(), &old.next, table.value());
        self.store(map.cell(), &map.table, table.value());
        table
    }

    /// Removes the entry of `key`; whether there was one.
    pub fn map_delete(&mut self, map: Gc<MapObject>, key: Value) -> bool {
        let key = Self::normalize_map_key(key);
        let hash = self.map_hash(key);
        let table = Self::map_table(map);
        let Some(i) = self.map_find(table, key, hash) else { return false };
        let entry = table.entry(i);
        self.write_entry(table, entry, Value::HOLE, Value::HOLE);
        table.deleted.set(table.deleted.get() + 1);
        if i == table.first.get() as usize {
            self.skip_deleted(table);
        }
        if table.buckets_len() > 2 && table.len() * 4 < table.buckets_len() {
            self.replace_map_table(map, table, table.buckets_len() / 2);
        }
        true
    }

    fn skip_deleted(&mut self, table: Gc<MapTable>) {
        let (first, used) = (table.first.get() as usize, table.used.get() as usize);
        let next = (first..used).find(|&i| !table.entry(i)[0].get().is_hole()).unwrap_or(used);
        self.work += next - first;
        table.first.set(next as u32);
    }

    /// Removes every entry.
    pub fn map_clear(&mut self, map: Gc<MapObject>) {
        let old = Self::map_table(map);
        let table = self.new_map_table(2);
        old.first.set(CLEARED);
        self.store(old.cell(), &old.next, table.value());
        self.store(map.cell(), &map.table, table.value());
    }

    /// One step of an iteration that is at `position` of `table` (start with the map's table and
    /// 0): the entry and where to go on, or `None` at the end. The table may be an old one that was
    /// replaced since.
    pub fn map_step(
        &mut self,
        mut table: Gc<MapTable>,
        mut position: usize,
    ) -> Option<(Value, Value, Gc<MapTable>, usize)> {
        while let Some(next) = table.next.get().as_cell() {
            position = if table.first.get() == CLEARED {
                0
            } else {
                self.work += position;
                (0..position).filter(|&i| !table.entry(i)[0].get().is_hole()).count()
            };
            table = Gc::from_cell(next);
        }
        position = position.max(table.first.get() as usize);
        while position < table.used.get() as usize {
            self.work += 1;
            let entry = table.entry(position);
            position += 1;
            if !entry[0].get().is_hole() {
                return Some((entry[0].get(), entry[1].get(), table, position));
            }
        }
        None
    }
}
