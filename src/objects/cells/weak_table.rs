//! WeakMap and WeakSet: hash tables that do not keep their keys alive (ECMA-262 §24.3, §24.4), in
//! the collected heap.
//!
//! A table is made of segments, cells of at most 4 KiB with open addressing. A small table is one
//! segment, which grows; a large one is a directory of segments by the first bits of the keys'
//! hashes (extendible hashing: a full segment is split in two, and the directory doubles when it
//! has no bit left to tell them apart). So no operation and no step of a collection looks at more
//! than some hundred entries: a segment is traced, and forgets its dead keys, at once. When a
//! directory's segments have emptied, the collector joins neighbours, without allocation, until
//! what is left is dense again.
//!
//! Invariants:
//! - a segment's entries are `[key, value]`, a free one a hole as key; keys are cells; a key's
//!   address is its hash, for cells don't move;
//! - `depth` of a segment: how many first bits of the hash all its keys share; in the directory it
//!   stands under every index with these;
//! - a segment that is made while a collection marks is never traced in it, so what moves there is
//!   kept alive by [`Heap::revive`]; one that is made while the dead are being forgotten gets no
//!   dead key;
//! - `forget` writes past the barrier: the dead it removes and the living it moves are in cells
//!   that this collection marked.
//!
//! [`Heap::revive`]: crate::heap::Heap::revive

use std::cell::Cell;

use crate::heap::{CellRef, Header, Marking, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::storage::Slots;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot, slots_at};
use crate::objects::value::symbol::Symbol;

/// A WeakMap (kind `WeakMap`) or WeakSet (kind `WeakSet`).
#[repr(C)]
pub struct WeakTable {
    object: Object,
    /// A hole when it is empty, a segment, or a directory: a record of segments.
    table: Slot,
}

impl HeapCell for WeakTable {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        matches!(kind, Kind::WeakMap | Kind::WeakSet)
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<WeakTable>()
}

pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    Gc::<WeakTable>::from_cell(cell).table.trace(tracer);
    tracer.weak_cell(cell);
}

/// A part of a table.
#[repr(C)]
pub struct Segment {
    header: Header,
    /// Entries in use.
    count: Cell<u32>,
    depth: Cell<u32>,
}

const SEGMENT_ENTRIES: usize = 16;
/// Entries of a segment: what fills the heap's size classes.
const CAPACITIES: [usize; 7] = [4, 8, 17, 35, 64, 135, 255];
const MOST_ENTRIES: usize = 255;
/// A directory has at most so many bits: beyond, the table is full.
const MOST_DEPTH: u32 = limit!(24, small = 10);
/// Segments that `forget` of a directory looks at in one call.
const FORGET_PORTION: usize = limit!(4, small = 1);

impl HeapCell for Segment {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::WeakSegment
    }
}

/// Spreads an address over 64 bits: the first choose the segment, the last the place in it.
#[inline]
fn hash_of(key: Value) -> u64 {
    let mut hash = key.bits() >> 4;
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    hash ^ (hash >> 33)
}

/// The first `depth` bits of a hash.
fn prefix(hash: u64, depth: u32) -> usize {
    if depth == 0 { 0 } else { (hash >> (64 - depth)) as usize }
}

impl Gc<Segment> {
    fn entries<'a>(self) -> &'a [[Slot; 2]] {
        slots_at(self.cell(), SEGMENT_ENTRIES, self.header.data() as usize).as_chunks().0
    }

    fn capacity(self) -> usize {
        self.header.data() as usize / 2
    }

    /// Whether another entry would make searches long.
    fn is_full(self) -> bool {
        (self.count.get() as usize + 1) * 4 > self.capacity() * 3
    }

    /// Where the key is, or else the free place for it.
    #[inline]
    fn find(self, key: Value, hash: u64) -> Result<usize, usize> {
        let entries = self.entries();
        let mut at = (((hash & 0xFFFF_FFFF) * entries.len() as u64) >> 32) as usize;
        loop {
            let found = entries[at][0].get();
            if found == key {
                return Ok(at);
            }
            if found.is_hole() {
                return Err(at);
            }
            at = if at + 1 == entries.len() { 0 } else { at + 1 };
        }
    }

    /// Adds an entry that is not there, past the barrier.
    fn add(self, key: Value, value: Value) {
        if let Err(at) = self.find(key, hash_of(key)) {
            let entry = &self.entries()[at];
            entry[0].init(key);
            entry[1].init(value);
            self.count.set(self.count.get() + 1);
        }
    }

    /// Removes the entries that are not to stay, past the barrier.
    fn retain(self, mut stays: impl FnMut(Value, Value) -> bool) {
        let mut kept = [[Value::HOLE; 2]; MOST_ENTRIES];
        let mut count = 0;
        for entry in self.entries() {
            let (key, value) = (entry[0].get(), entry[1].get());
            if !key.is_hole() && stays(key, value) {
                kept[count] = [key, value];
                count += 1;
            }
        }
        if count < self.count.get() as usize {
            self.clear();
            kept[..count].iter().for_each(|&[key, value]| self.add(key, value));
        }
    }

    fn clear(self) {
        self.entries().iter().flatten().for_each(|slot| slot.init(Value::HOLE));
        self.count.set(0);
    }

    fn forget_dead(self, marking: &Marking) {
        self.retain(|key, _| marking.is_live_word(key.bits()));
    }
}

pub(in crate::objects) fn segment_size(cell: CellRef) -> usize {
    SEGMENT_ENTRIES + 8 * cell.header().data() as usize
}

pub(in crate::objects) fn segment_trace(cell: CellRef, tracer: &mut Tracer) {
    tracer.weak_cell(cell);
    for entry in Gc::<Segment>::from_cell(cell).entries() {
        let key = entry[0].get();
        if !key.is_hole() {
            tracer.ephemeron(key.bits(), entry[1].get().bits());
        }
    }
}

pub(in crate::objects) fn segment_forget(cell: CellRef, marking: &Marking, _: usize) -> Option<usize> {
    Gc::<Segment>::from_cell(cell).forget_dead(marking);
    None
}

/// Joins segments that became sparse, after they have forgotten: what is left over is freed by this
/// collection.
pub(in crate::objects) fn forget(cell: CellRef, marking: &Marking, from: usize) -> Option<usize> {
    let object = Gc::<WeakTable>::from_cell(cell);
    if let Some(segment) = Gc::<Segment>::from_value(object.table.get()) {
        if !marking.counts_references() {
            segment.forget_dead(marking);
        }
        if segment.count.get() == 0 {
            object.table.init(Value::HOLE);
            marking.drop_cell(segment.cell());
        }
        return None;
    }
    let directory = Gc::<Slots>::from_value(object.table.get())?;
    if marking.counts_references() {
        // The table is the one cell to be written to: it lets go of its directory when all segments
        // are empty.
        let mut segments = directory.slots().iter().filter_map(|slot| Gc::<Segment>::from_value(slot.get()));
        if segments.all(|segment| segment.count.get() == 0) {
            object.table.init(Value::HOLE);
        }
        return None;
    }
    let mut at = from;
    for _ in 0..FORGET_PORTION {
        if at >= directory.len() {
            let only = Gc::<Segment>::from_value(directory.get(0))?;
            if only.depth.get() == 0 {
                object.table.init(only.value());
                marking.drop_cell(directory.cell());
                if only.count.get() == 0 {
                    object.table.init(Value::HOLE);
                    marking.drop_cell(only.cell());
                }
            }
            return None;
        }
        let segment = Gc::<Segment>::from_value(directory.get(at))?;
        let (first, span) = span_of(directory, at, segment);
        segment.forget_dead(marking);
        join(directory, first, segment, marking);
        at = first + span;
    }
    Some(at)
}

/// The first index under which a segment stands, and how many there are.
fn span_of(directory: Gc<Slots>, index: usize, segment: Gc<Segment>) -> (usize, usize) {
    let span = directory.len() >> segment.depth.get();
    (index & !(span - 1), span)
}

/// Moves the entries of a segment to its neighbour on the left, as long as both are sparse, and the
/// neighbour is the other half of what was one segment before a split.
fn join(directory: Gc<Slots>, mut first: usize, mut right: Gc<Segment>, marking: &Marking) {
    while right.depth.get() > 0 {
        let span = directory.len() >> right.depth.get();
        if first & span == 0 {
            return;
        }
        let Some(left) = Gc::<Segment>::from_value(directory.get(first - span)) else { return };
        if left.depth != right.depth || left.capacity() != MOST_ENTRIES {
            return;
        }
        if left.count.get() + right.count.get() > MOST_ENTRIES as u32 / 3 {
            return;
        }
        left.forget_dead(marking);
        right.forget_dead(marking);
        right.entries().iter().filter(|entry| !entry[0].get().is_hole()).for_each(|e| left.add(e[0].get(), e[1].get()));
        right.clear();
        left.depth.set(left.depth.get() - 1);
        directory.slots()[first..first + span].iter().for_each(|slot| slot.init(left.value()));
        marking.drop_cell(right.cell());
        (first, right) = (first - span, left);
    }
}

/// CanBeHeldWeakly (ECMA-262 §9.13): objects, and symbols that nobody can make again.
#[inline]
pub fn can_be_held_weakly(value: Value) -> bool {
    value.is_object() || Gc::<Symbol>::from_value(value).is_some_and(|symbol| !symbol.is_registered())
}

impl Space {
    /// An empty WeakMap or WeakSet.
    pub fn new_weak_table(&mut self, kind: Kind, shape: Gc<Shape>) -> Gc<WeakTable> {
        debug_assert!(WeakTable::is(kind));
        let cell = self.heap.alloc(kind as u8, std::mem::size_of::<WeakTable>(), 0, shape.id());
        self.init_object(cell);
        let object = Gc::<WeakTable>::from_cell(cell);
        object.table.init(Value::HOLE);
        object
    }

    fn new_segment(&mut self, capacity: usize, depth: u32) -> Gc<Segment> {
        let size = SEGMENT_ENTRIES + 16 * capacity;
        let cell = self.heap.alloc(Kind::WeakSegment as u8, size, 0, 2 * capacity as u32);
        let segment = Gc::<Segment>::from_cell(cell);
        segment.depth.set(depth);
        segment.clear();
        segment
    }

    fn segment_of(object: Gc<WeakTable>, hash: u64) -> Option<Gc<Segment>> {
        let table = object.table.get();
        match Gc::<Slots>::from_value(table) {
            Some(directory) => Gc::from_value(directory.get(prefix(hash, directory.len().trailing_zeros()))),
            None => Gc::from_value(table),
        }
    }

    fn weak_entry(object: Gc<WeakTable>, key: Value) -> Option<(Gc<Segment>, usize)> {
        if !key.is_cell() {
            return None;
        }
        let hash = hash_of(key);
        let segment = Self::segment_of(object, hash)?;
        segment.find(key, hash).ok().map(|at| (segment, at))
    }

    /// The value under `key` (of a WeakSet: undefined).
    pub fn weak_get(&self, object: Gc<WeakTable>, key: Value) -> Option<Value> {
        Self::weak_entry(object, key).map(|(segment, at)| segment.entries()[at][1].get())
    }

    /// Sets the value under `key`, which can be held weakly. False when the table is full.
    #[must_use]
    pub fn weak_set(&mut self, object: Gc<WeakTable>, key: Value, value: Value) -> bool {
        let hash = hash_of(key);
        loop {
            let Some(segment) = Self::segment_of(object, hash) else {
                let segment = self.new_segment(CAPACITIES[0], 0);
                self.store(object.cell(), &object.table, segment.value());
                continue;
            };
            match segment.find(key, hash) {
                Ok(at) => {
                    self.store(segment.cell(), &segment.entries()[at][1], value);
                    return true;
                }
                Err(_) if !segment.is_full() => {
                    self.heap.barrier(segment.cell());
                    segment.add(key, value);
                    return true;
                }
                Err(_) if segment.capacity() < MOST_ENTRIES => self.grow_segment(object, segment),
                Err(_) if segment.depth.get() == MOST_DEPTH => return false,
                Err(_) => self.split_segment(object, segment, hash),
            }
        }
    }

    /// Puts a larger segment in the place of a table's only one.
    fn grow_segment(&mut self, object: Gc<WeakTable>, segment: Gc<Segment>) {
        let capacity = CAPACITIES.into_iter().find(|&capacity| capacity > segment.capacity()).unwrap_or(MOST_ENTRIES);
        let larger = self.new_segment(capacity, segment.depth.get());
        self.move_entries(segment, larger, |_| true);
        self.store(object.cell(), &object.table, larger.value());
    }

    /// Moves the entries with such hashes to a segment that was just made.
    fn move_entries(&mut self, from: Gc<Segment>, to: Gc<Segment>, moves: impl Fn(u64) -> bool) {
        self.heap.barrier(from.cell());
        from.retain(|key, value| {
            if !moves(hash_of(key)) {
                return true;
            }
            if self.heap.revive(key.cell_unchecked()) {
                if let Some(value) = value.as_cell() {
                    self.heap.revive(value);
                }
                to.add(key, value);
            }
            false
        });
    }

    /// Gives half of a full segment's keys to a new one.
    fn split_segment(&mut self, object: Gc<WeakTable>, segment: Gc<Segment>, hash: u64) {
        let depth = segment.depth.get() + 1;
        let directory = match Gc::<Slots>::from_value(object.table.get()) {
            Some(directory) if directory.len() >> depth > 0 => directory,
            _ => self.double_directory(object),
        };
        let right = self.new_segment(MOST_ENTRIES, depth);
        self.move_entries(segment, right, |hash| prefix(hash, depth) & 1 == 1);
        segment.depth.set(depth);
        let span = directory.len() >> depth;
        let first = (prefix(hash, depth) | 1) * span;
        for slot in &directory.slots()[first..first + span] {
            self.store(directory.cell(), slot, right.value());
        }
    }

    fn double_directory(&mut self, object: Gc<WeakTable>) -> Gc<Slots> {
        let table = object.table.get();
        let twice: Vec<Value> = match Gc::<Slots>::from_value(table) {
            Some(directory) => directory.slots().iter().flat_map(|slot| [slot.get(); 2]).collect(),
            None => vec![table; 2],
        };
        let directory = self.new_tuple(&twice);
        self.store(object.cell(), &object.table, directory.value());
        directory
    }

    /// Removes the entry of `key`; whether there was one.
    pub fn weak_delete(&mut self, object: Gc<WeakTable>, key: Value) -> bool {
        let Some((segment, _)) = Self::weak_entry(object, key) else { return false };
        self.heap.barrier(segment.cell());
        segment.remove(key);
        true
    }

    /// The entries that are alive, keys and values in turn, at most so many of them: for showing.
    pub fn weak_entries(&mut self, object: Gc<WeakTable>, most: usize) -> Vec<Value> {
        let table = object.table.get();
        let segments: Vec<Value> = match Gc::<Slots>::from_value(table) {
            Some(directory) => directory.slots().iter().map(Slot::get).collect(),
            None => vec![table],
        };
        let mut entries = Vec::new();
        let mut last = Value::HOLE;
        for segment in segments {
            if std::mem::replace(&mut last, segment) == segment {
                continue;
            }
            let Some(segment) = Gc::<Segment>::from_value(segment) else { continue };
            for entry in segment.entries() {
                let (key, value) = (entry[0].get(), entry[1].get());
                if let Some(cell) = key.as_cell()
                    && entries.len() < 2 * most
                    && self.heap.revive(cell)
                {
                    if let Some(value) = value.as_cell() {
                        self.heap.revive(value);
                    }
                    entries.extend([key, value]);
                }
            }
        }
        entries
    }
}

impl Gc<Segment> {
    /// Removes one entry, past the barrier: those after it that it kept from their places move up.
    fn remove(self, key: Value) {
        let entries = self.entries();
        let Ok(mut free) = self.find(key, hash_of(key)) else { return };
        let length = entries.len();
        let mut at = free;
        loop {
            at = if at + 1 == length { 0 } else { at + 1 };
            let (key, value) = (entries[at][0].get(), entries[at][1].get());
            if key.is_hole() {
                break;
            }
            let home = (((hash_of(key) & 0xFFFF_FFFF) * length as u64) >> 32) as usize;
            // Whether the free place lies between its home and it, going round.
            if (at + length - home) % length >= (at + length - free) % length {
                entries[free][0].init(key);
                entries[free][1].init(value);
                free = at;
            }
        }
        entries[free][0].init(Value::HOLE);
        entries[free][1].init(Value::HOLE);
        self.count.set(self.count.get() - 1);
    }
}
