//! WeakRef and FinalizationRegistry (ECMA-262 §26.1, §26.2): their cells, and what they forget when
//! a collection ends.
//!
//! A registry's records lie in pages of some dozens, so that a collection handles some dozens at
//! once; when targets in a page have died, the page tells the program of itself
//! ([`Marking::tell`]), and the event loop calls the callback, which every page knows: so a page
//! needs no way back to its registry, and nothing here is a circle.
//!
//! Invariants:
//! - a record is free (no serial), registered (a target) or due (a hole as target): its target
//!   died, and the callback was not called yet;
//! - serials of a registry are never used twice, so an entry of its table of tokens can tell
//!   whether its record is still the one it names;
//! - whoever hands out a target asks [`Heap::revive`](crate::heap::Heap::revive) before.

use std::cell::Cell;

use rustc_hash::FxHashMap;

use super::weak_table::WeakTable;
use crate::heap::{CellRef, Header, Marking, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::storage::Slots;
use crate::objects::object::{Object, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot, slots_at};

/// A WeakRef.
#[repr(C)]
pub struct WeakRef {
    object: Object,
    target: Slot,
    /// The job in which the target was last kept alive: see the event loop.
    pub kept_in: Cell<u32>,
}

impl HeapCell for WeakRef {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::WeakRef
    }
}

impl WeakRef {
    /// What it refers to, for a look at the cell alone: a dead one's may be gone.
    #[cfg(feature = "cli")]
    pub fn unchecked_target(&self) -> Value {
        self.target.get()
    }
}

pub(in crate::objects) fn ref_size(_: CellRef) -> usize {
    std::mem::size_of::<WeakRef>()
}
pub(in crate::objects) fn ref_trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    tracer.weak_cell(cell);
}
pub(in crate::objects) fn ref_forget(cell: CellRef, marking: &Marking, _: usize) -> Option<usize> {
    let target = &Gc::<WeakRef>::from_cell(cell).target;
    if !marking.is_live_word(target.get().bits()) {
        target.init(Value::UNDEFINED);
    }
    None
}

/// A FinalizationRegistry.
#[repr(C)]
pub struct Registry {
    object: Object,
    cleanup: Slot,
    /// The first page, or a hole.
    pages: Slot,
    /// The page that takes the next record, or a hole.
    current: Slot,
    /// From tokens to lists of records: a WeakMap, or a hole.
    tokens: Slot,
    /// While `forget` goes over the pages: the last that stays.
    walk: Slot,
    serial: Cell<u64>,
}

impl HeapCell for Registry {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::FinalizationRegistry
    }
}

pub(in crate::objects) fn registry_size(_: CellRef) -> usize {
    std::mem::size_of::<Registry>()
}
pub(in crate::objects) fn registry_trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    let registry = Gc::<Registry>::from_cell(cell);
    for slot in [&registry.cleanup, &registry.pages, &registry.current, &registry.tokens, &registry.walk] {
        slot.trace(tracer);
    }
    tracer.weak_cell(cell);
}

/// Takes pages without records out of the list.
pub(in crate::objects) fn registry_forget(cell: CellRef, marking: &Marking, from: usize) -> Option<usize> {
    if marking.counts_references() {
        // Pages may not be written to: those without records wait for new ones.
        return None;
    }
    let registry = Gc::<Registry>::from_cell(cell);
    let first = Gc::<Page>::from_value(registry.pages.get())?;
    let mut last = if from == 0 { first } else { Gc::from_value(registry.walk.get()).unwrap_or(first) };
    for _ in 0..PAGES_PORTION {
        let Some(next) = Gc::<Page>::from_value(last.next.get()) else {
            registry.walk.init(Value::HOLE);
            return None;
        };
        if next.records.get() == 0 && registry.current.get() != next.value() {
            last.next.init(next.next.get());
        } else {
            last = next;
        }
    }
    registry.walk.init(last.value());
    Some(from + 1)
}

/// Some of a registry's records.
#[repr(C)]
pub struct Page {
    header: Header,
    /// The callback.
    pub cleanup: Slot,
    next: Slot,
    /// The registry, weakly; a hole once it is dead. Only where references are counted can a page
    /// outlive it, and only for a while.
    owner: Slot,
    /// Records that are not free.
    records: Cell<u32>,
    /// Records that are due.
    due: Cell<u32>,
}

const PAGE_RECORDS: usize = 40;
/// Records of a page: what fills its size class.
const PAGE_LENGTH: usize = limit!(41, small = 2);
/// Words of a record: target, held value, serial.
const RECORD: usize = 3;
/// Pages that `forget` of a registry looks at in one call, and those that a registration tries for
/// a free record.
const PAGES_PORTION: usize = limit!(32, small = 2);
const TRIES: usize = limit!(4, small = 1);

impl HeapCell for Page {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::FinalizationPage
    }
}

impl Page {
    /// Pages with due records in the order in which these are told: registry by registry, the
    /// newest registration first.
    pub fn newest_first(told: impl Iterator<Item = Gc<Page>>) -> Vec<Gc<Page>> {
        let mut registries = FxHashMap::default();
        let mut pages = Vec::new();
        for page in told {
            let known = registries.len();
            let registry = *registries.entry(page.owner.get()).or_insert(known);
            pages.push((registry, page.newest_due(), page));
        }
        pages.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        pages.into_iter().map(|(.., page)| page).collect()
    }
}

impl Gc<Page> {
    /// The greatest serial of its due records.
    fn newest_due(self) -> f64 {
        let due = (0..PAGE_LENGTH).map(|i| self.record(i)).filter(|record| record[0].get().is_hole());
        due.filter_map(|record| record[2].get().as_number()).fold(0.0, f64::max)
    }

    fn record<'a>(self, index: usize) -> &'a [Slot] {
        &slots_at(self.cell(), PAGE_RECORDS, RECORD * PAGE_LENGTH)[RECORD * index..][..RECORD]
    }

    /// Frees a record, past the barrier.
    fn free(self, index: usize) {
        self.record(index).iter().for_each(|slot| slot.init(Value::HOLE));
        self.records.set(self.records.get() - 1);
    }
}

pub(in crate::objects) fn page_size(_: CellRef) -> usize {
    PAGE_RECORDS + 8 * RECORD * PAGE_LENGTH
}
pub(in crate::objects) fn page_trace(cell: CellRef, tracer: &mut Tracer) {
    let page = Gc::<Page>::from_cell(cell);
    page.cleanup.trace(tracer);
    page.next.trace(tracer);
    (0..PAGE_LENGTH).for_each(|i| page.record(i)[1].trace(tracer));
    tracer.weak_cell(cell);
}
pub(in crate::objects) fn page_forget(cell: CellRef, marking: &Marking, _: usize) -> Option<usize> {
    let page = Gc::<Page>::from_cell(cell);
    let before = page.due.get();
    if !marking.is_live_word(page.owner.get().bits()) {
        page.owner.init(Value::HOLE);
    }
    for record in (0..PAGE_LENGTH).map(|i| page.record(i)) {
        if !marking.is_live_word(record[0].get().bits()) {
            record[0].init(Value::HOLE);
            page.due.set(page.due.get() + 1);
        }
    }
    if page.due.get() != before && !page.owner.get().is_hole() {
        marking.tell(cell);
    }
    None
}

/// Words of an entry in a token's list: page, index, serial. Before them stands how many entries
/// there are.
const ENTRY: usize = 3;

impl Space {
    /// A WeakRef to `target`.
    pub fn new_weak_ref(&mut self, shape: Gc<Shape>, target: Value) -> Gc<WeakRef> {
        let cell = self.heap.alloc(Kind::WeakRef as u8, std::mem::size_of::<WeakRef>(), 0, shape.id());
        self.init_object(cell);
        let weak = Gc::<WeakRef>::from_cell(cell);
        weak.target.init(target);
        weak.kept_in.set(0);
        weak
    }

    /// What a WeakRef refers to: undefined once that is dead.
    pub fn weak_target(&mut self, weak: Gc<WeakRef>) -> Value {
        match weak.target.get().as_cell() {
            Some(target) if self.heap.revive(target) => weak.target.get(),
            _ => Value::UNDEFINED,
        }
    }

    /// A FinalizationRegistry with this callback.
    pub fn new_registry(&mut self, shape: Gc<Shape>, cleanup: Value) -> Gc<Registry> {
        let cell = self.heap.alloc(Kind::FinalizationRegistry as u8, std::mem::size_of::<Registry>(), 0, shape.id());
        self.init_object(cell);
        let registry = Gc::<Registry>::from_cell(cell);
        registry.cleanup.init(cleanup);
        for slot in [&registry.pages, &registry.current, &registry.tokens, &registry.walk] {
            slot.init(Value::HOLE);
        }
        registry.serial.set(0);
        registry
    }

    /// Registers `target`, with a token by which that can be undone, or undefined. False when there
    /// is no room for the token.
    #[must_use]
    pub fn registry_add(&mut self, registry: Gc<Registry>, target: Value, held: Value, token: Value) -> bool {
        let serial = registry.serial.get();
        registry.serial.set(serial + 1);
        let serial = Value::number(serial as f64);
        let (page, index) = self.free_record(registry);
        self.heap.barrier(page.cell());
        for (slot, value) in page.record(index).iter().zip([target, held, serial]) {
            slot.init(value);
        }
        page.records.set(page.records.get() + 1);
        token.is_undefined() || self.add_token(registry, token, [page.value(), Value::length(index), serial])
    }

    /// A free record in the current page, in one of those that follow it, or in a new one.
    fn free_record(&mut self, registry: Gc<Registry>) -> (Gc<Page>, usize) {
        let first = Gc::<Page>::from_value(registry.pages.get());
        let (mut page, mut last) = (Gc::<Page>::from_value(registry.current.get()), None);
        for attempt in 0..TRIES {
            let Some(tried) = page.or(first) else { break };
            // A page that is nearly full is not worth the search.
            let room = if attempt == 0 { PAGE_LENGTH } else { PAGE_LENGTH / 2 };
            if (tried.records.get() as usize) < room
                && let Some(index) = (0..PAGE_LENGTH).find(|&i| tried.record(i)[2].get().is_hole())
            {
                if registry.current.get() != tried.value() {
                    self.store(registry.cell(), &registry.current, tried.value());
                }
                return (tried, index);
            }
            page = Gc::from_value(tried.next.get());
            last = Some(tried);
        }
        // The new page comes where the search ended, so that the next goes on behind it.
        let page = self.new_page(registry, last.map_or(Value::HOLE, |last: Gc<Page>| last.next.get()));
        match last {
            Some(last) => self.store(last.cell(), &last.next, page.value()),
            None => self.store(registry.cell(), &registry.pages, page.value()),
        }
        self.store(registry.cell(), &registry.current, page.value());
        (page, 0)
    }

    fn new_page(&mut self, registry: Gc<Registry>, next: Value) -> Gc<Page> {
        let size = PAGE_RECORDS + 8 * RECORD * PAGE_LENGTH;
        let page = Gc::<Page>::from_cell(self.heap.alloc(Kind::FinalizationPage as u8, size, 0, 0));
        page.cleanup.init(registry.cleanup.get());
        page.next.init(next);
        page.owner.init(registry.value());
        page.records.set(0);
        page.due.set(0);
        (0..PAGE_LENGTH).flat_map(|i| page.record(i)).for_each(|slot| slot.init(Value::HOLE));
        page
    }

    fn add_token(&mut self, registry: Gc<Registry>, token: Value, entry: [Value; ENTRY]) -> bool {
        let tokens = match Gc::<WeakTable>::from_value(registry.tokens.get()) {
            Some(tokens) => tokens,
            None => {
                let shape = self.root_shape(Value::NULL, 0);
                let tokens = self.new_weak_table(Kind::WeakMap, shape);
                self.store(registry.cell(), &registry.tokens, tokens.value());
                tokens
            }
        };
        let list = self.weak_get(tokens, token).and_then(Gc::<Slots>::from_value);
        if let Some(list) = list
            && self.append_entry(list, entry)
        {
            return true;
        }
        // Those that still name a record, and room for as many.
        let mut words = vec![Value::ZERO];
        if let Some(list) = list {
            let live = list.slots()[1..].chunks_exact(ENTRY).filter(|entry| live_record(entry).is_some());
            words.extend(live.flatten().map(Slot::get));
        }
        words.extend(entry);
        let count = (words.len() - 1) / ENTRY;
        words[0] = Value::length(count);
        if count > 1 {
            words.resize(1 + 2 * count * ENTRY, Value::HOLE);
        }
        let list = self.new_tuple(&words);
        self.weak_set(tokens, token, list.value())
    }

    /// Appends an entry to a token's list, if there is room.
    fn append_entry(&mut self, list: Gc<Slots>, entry: [Value; ENTRY]) -> bool {
        let count = list.get(0).as_int().unwrap_or(0) as usize;
        let Some(free) = list.slots().get(1 + count * ENTRY..1 + (count + 1) * ENTRY) else { return false };
        self.overwrite(list.cell(), free);
        free.iter().zip(entry).for_each(|(slot, value)| slot.put(value));
        list.slots()[0].put(Value::length(count + 1));
        true
    }

    /// Undoes the registrations with this token: whether there were any.
    pub fn registry_remove(&mut self, registry: Gc<Registry>, token: Value) -> bool {
        let Some(tokens) = Gc::<WeakTable>::from_value(registry.tokens.get()) else { return false };
        let Some(list) = self.weak_get(tokens, token).and_then(Gc::<Slots>::from_value) else { return false };
        let mut removed = false;
        for entry in list.slots()[1..].chunks_exact(ENTRY) {
            let Some((page, index)) = live_record(entry) else { continue };
            self.heap.barrier(page.cell());
            if page.record(index)[0].get().is_hole() {
                page.due.set(page.due.get() - 1);
            }
            page.free(index);
            removed = true;
        }
        self.weak_delete(tokens, token);
        removed
    }

    /// Takes a due record out of a page, the newest first: its held value.
    pub fn take_due(&mut self, page: Gc<Page>) -> Option<Value> {
        if page.due.get() == 0 {
            return None;
        }
        let is_due = |i: &usize| page.record(*i)[0].get().is_hole() && !page.record(*i)[2].get().is_hole();
        let index = (0..PAGE_LENGTH).rev().find(is_due)?;
        let held = page.record(index)[1].get();
        self.heap.barrier(page.cell());
        page.due.set(page.due.get() - 1);
        page.free(index);
        Some(held)
    }
}

/// The record that an entry of a token's list names, if it is still that one.
fn live_record(entry: &[Slot]) -> Option<(Gc<Page>, usize)> {
    let page = Gc::<Page>::from_value(entry[0].get())?;
    let index = entry[1].get().as_int()? as usize;
    (page.record(index)[2].get() == entry[2].get()).then_some((page, index))
}
