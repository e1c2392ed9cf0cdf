//! Storage cells: words (property slots, elements, records), holes at one byte each, and sparse
//! elements.
//!
//! Invariant: a published storage cell keeps its kind, and never gets shorter; growth makes a new
//! cell, or adds slots to one that has a mapping of its own. The header's data field is the length.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::property_table::attributes::ALL;
use crate::heap::{CellRef, Header, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot, slots_at, trace_slots};

/// A cell of `len` value slots: `Kind::Slots`, `Kind::Elements`, `Kind::Deque` (see `dense.rs`) or
/// `Kind::Tuple`.
#[repr(C)]
pub struct Slots {
    header: Header,
}

const WORDS_OFFSET: usize = 8;

impl HeapCell for Slots {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        matches!(kind, Kind::Slots | Kind::Elements | Kind::Deque | Kind::Tuple)
    }
}

impl Gc<Slots> {
    /// The slots.
    #[inline(always)]
    pub fn slots<'a>(self) -> &'a [Slot] {
        slots_at(self.cell(), WORDS_OFFSET, self.header.data() as usize)
    }

    /// Number of slots.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.header.data() as usize
    }

    /// Moves `count` slots from `from` to `to`, which may overlap. The barrier runs first.
    #[inline]
    pub fn move_slots(self, space: &mut Space, from: usize, to: usize, count: usize) {
        assert!(from + count <= self.len() && to + count <= self.len());
        space.work += count;
        #[cfg(feature = "cli")]
        let writers = space.writers(&self.slots()[from..from + count]);
        space.overwrite(self.cell(), &self.slots()[to..to + count]);
        #[cfg(feature = "cli")]
        space.set_writers(&self.slots()[to..to + count], &writers);
        let slots = self.slots();
        if space.heap.is_marked_concurrently() {
            // A word at a time, for a thread may read them meanwhile.
            let each = |i: usize| slots[to + i].put(slots[from + i].get());
            if to < from {
                (0..count).for_each(each)
            } else {
                (0..count).rev().for_each(each)
            }
            return;
        }
        let slots = slots.as_ptr().cast_mut();
        // SAFETY: both ranges lie inside the cell (asserted); the slots are plain words, and nobody
        // else reads them meanwhile.
        unsafe { std::ptr::copy(slots.add(from), slots.add(to), count) };
    }

    /// Makes holes of some slots (of none if the range ends before it starts). The barrier runs
    /// first.
    pub fn clear_slots(self, space: &mut Space, range: std::ops::Range<usize>) {
        let slots = self.slots().get(range).unwrap_or_default();
        space.work += slots.len();
        space.overwrite(self.cell(), slots);
        slots.iter().for_each(|slot| slot.put(Value::HOLE));
    }

    /// Copies `count` slots of another cell from its slot `from` on to slot `to` on. For a cell
    /// that no collection has seen.
    #[inline]
    pub fn init_from(self, space: &mut Space, to: usize, source: Gc<Slots>, from: usize, count: usize) {
        assert!(from + count <= source.len() && to + count <= self.len() && self != source);
        space.copy_writers(&source.slots()[from..from + count], &self.slots()[to..to + count]);
        let (target, source) = (self.slots().as_ptr().cast_mut(), source.slots().as_ptr());
        // SAFETY: both ranges lie inside their cells (asserted), which differ.
        unsafe { std::ptr::copy_nonoverlapping(source.add(from), target.add(to), count) };
    }

    /// The value in slot `i`.
    #[inline(always)]
    pub fn get(self, i: usize) -> Value {
        self.slots()[i].get()
    }
}

pub(in crate::objects) fn slots_size(cell: CellRef) -> usize {
    WORDS_OFFSET + 8 * cell.header().data() as usize
}

pub(in crate::objects) fn slots_trace(cell: CellRef, tracer: &mut Tracer) {
    let slots = slots_at(cell, WORDS_OFFSET, cell.header().traced_data() as usize);
    trace_slots(slots, tracer);
}

/// A run of absent elements: `len` bytes, one a hole.
#[repr(C)]
pub struct Holes {
    header: Header,
}

impl HeapCell for Holes {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Holes
    }
}

impl Gc<Holes> {
    /// Number of holes.
    pub fn len(self) -> usize {
        self.header.data() as usize
    }
}

pub(in crate::objects) fn holes_size(cell: CellRef) -> usize {
    8 + cell.header().data() as usize
}

pub(in crate::objects) fn holes_trace(_: CellRef, _: &mut Tracer) {}

/// An element with its attributes.
#[derive(Clone, Copy)]
pub struct SparseElement {
    /// The value, or an accessor pair.
    pub value: Value,
    /// `attributes::*`
    pub attributes: u8,
}

/// Elements far apart, or with attributes other than the default. The header's data field counts
/// the latter.
#[repr(C)]
pub struct SparseElements {
    header: Header,
    /// By rising index. Boxed: the cell's memory is the heap's, the tree's is not.
    entries: std::mem::ManuallyDrop<Box<RefCell<BTreeMap<u32, SparseElement>>>>,
}

impl HeapCell for SparseElements {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::SparseElements
    }
}

impl Gc<SparseElements> {
    /// The elements.
    pub fn entries<'a>(self) -> &'a RefCell<BTreeMap<u32, SparseElement>> {
        // SAFETY: the box lives as long as the cell, which the caller keeps reachable.
        unsafe { &*std::ptr::from_ref::<RefCell<BTreeMap<u32, SparseElement>>>(&self.entries) }
    }

    /// Puts an element; the barrier runs first. Whether it is a new one.
    pub fn insert(self, space: &mut Space, index: u32, element: SparseElement) -> bool {
        space.heap.barrier(self.cell());
        #[cfg(feature = "cli")]
        space.heap.book_write(self.cell());
        space.work += 1;
        let old = self.entries().borrow_mut().insert(index, element);
        self.count_restricted(old, Some(element));
        if old.is_none() {
            space.heap.add_external(SPARSE_ENTRY_BYTES as isize);
        }
        old.is_none()
    }

    /// Number of elements with other attributes than the default.
    pub fn restricted(self) -> u32 {
        self.header.data()
    }

    fn count_restricted(self, old: Option<SparseElement>, new: Option<SparseElement>) {
        let is = |element: Option<SparseElement>| u32::from(element.is_some_and(|e| e.attributes != ALL));
        if is(old) != is(new) {
            self.cell().set_data(self.restricted() + is(new) - is(old));
        }
    }

    /// Changes the attributes of all elements.
    pub fn restrict(self, mut change: impl FnMut(&mut SparseElement)) {
        let mut entries = self.entries().borrow_mut();
        entries.values_mut().for_each(&mut change);
        let restricted = entries.values().filter(|element| element.attributes != ALL).count();
        self.cell().set_data(restricted as u32);
    }

    /// Takes an element out.
    pub fn remove(self, space: &mut Space, index: u32) -> Option<SparseElement> {
        space.heap.barrier(self.cell());
        let old = self.entries().borrow_mut().remove(&index);
        self.count_restricted(old, None);
        if old.is_some() {
            space.heap.add_external(-(SPARSE_ENTRY_BYTES as isize));
        }
        old
    }
}

const SPARSE_ENTRY_BYTES: usize = 40;

pub(in crate::objects) fn sparse_size(_: CellRef) -> usize {
    16
}

pub(in crate::objects) fn sparse_trace(cell: CellRef, tracer: &mut Tracer) {
    for element in Gc::<SparseElements>::from_cell(cell).entries().borrow().values() {
        tracer.word(element.value.bits());
    }
}

pub(in crate::objects) fn sparse_finalize(cell: CellRef) {
    // SAFETY: the heap finalises a dead cell once; nobody reads it afterwards.
    unsafe { std::mem::ManuallyDrop::drop(&mut (*(cell.addr() as *mut SparseElements)).entries) }
}

pub(in crate::objects) fn sparse_external(cell: CellRef) -> usize {
    Gc::<SparseElements>::from_cell(cell).entries().borrow().len() * SPARSE_ENTRY_BYTES
}

impl Space {
    /// A storage cell of `len` slots, every one `fill`.
    pub fn new_slots(&mut self, kind: Kind, len: usize, fill: Value) -> Gc<Slots> {
        debug_assert!(Slots::is(kind));
        let words = self.new_slots_unwritten(kind, len);
        for slot in words.slots() {
            slot.init(fill);
        }
        words
    }

    /// A storage cell whose slots the caller writes, every one, before anything else happens.
    #[inline]
    pub(in crate::objects) fn new_slots_unwritten(&mut self, kind: Kind, len: usize) -> Gc<Slots> {
        Gc::from_cell(self.heap.alloc(kind as u8, WORDS_OFFSET + 8 * len, 0, len as u32))
    }

    /// A storage cell that holds `values`.
    pub fn new_slots_from(&mut self, kind: Kind, values: &[Value]) -> Gc<Slots> {
        let cell = self.heap.alloc(kind as u8, WORDS_OFFSET + 8 * values.len(), 0, values.len() as u32);
        let words = Gc::<Slots>::from_cell(cell);
        for (slot, &value) in words.slots().iter().zip(values) {
            slot.init(value);
        }
        words
    }

    /// A copy of `old` with room for `len` slots, the new ones `fill`.
    ///
    /// A very long one is made longer where it is: its slots of before stay what they are.
    pub fn grow_slots(&mut self, old: Gc<Slots>, len: usize, fill: Value) -> Gc<Slots> {
        let kept = old.len().min(len);
        let size = WORDS_OFFSET + 8 * len;
        if len > kept && self.heap.grow_in_place(old.cell(), size) {
            for slot in slots_at(old.cell(), WORDS_OFFSET, len).iter().skip(kept) {
                slot.init(fill);
            }
            // A marker beside the program sees the length after the slots.
            old.cell().set_data(len as u32);
            return old;
        }
        let cell = self.heap.alloc_to_grow(old.kind() as u8, size, 0, len as u32);
        let words = Gc::<Slots>::from_cell(cell);
        words.init_from(self, 0, old, 0, kept);
        for slot in &words.slots()[kept..] {
            slot.init(fill);
        }
        words
    }

    /// `len` holes: really reserves and touches `len` bytes.
    pub fn new_holes(&mut self, len: u32) -> Gc<Holes> {
        let cell = self.heap.alloc(Kind::Holes as u8, 8 + len as usize, 0, len);
        // SAFETY: the cell was allocated with `len` bytes after its header.
        unsafe { std::ptr::write_bytes((cell.addr() as usize + 8) as *mut u8, 1, len as usize) };
        Gc::from_cell(cell)
    }

    /// An empty sparse store.
    pub fn new_sparse(&mut self) -> Gc<SparseElements> {
        let cell = self.heap.alloc_finalizable(Kind::SparseElements as u8, 16, 0, 0);
        // SAFETY: the cell has room for the field; it is written before anybody reads it.
        unsafe {
            let entries = &raw mut (*(cell.addr() as *mut SparseElements)).entries;
            entries.write(std::mem::ManuallyDrop::new(Box::new(RefCell::new(BTreeMap::new()))));
        }
        Gc::from_cell(cell)
    }
}
