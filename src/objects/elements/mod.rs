//! Indexed elements of any object: dense values, holes at one byte each, or sparse entries.
//!
//! Invariants: in an array, elements at or above `length` are holes (or absent); `Holes` storage
//! holds no value, its first store makes it `Elements`; the flags `ELEMENTS_FROZEN` and
//! `ELEMENTS_SEALED` speak for dense storage, sparse entries carry attributes of their own.

pub mod array;
pub mod dense;

use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::property_table::attributes::{ALL, CONFIGURABLE, ENUMERABLE, WRITABLE};
use crate::objects::object::storage::{Holes, SparseElement, SparseElements};
use crate::objects::object::{Object, OwnProperty, flags};
use crate::objects::value::Value;
use crate::objects::value::cell::Gc;
use crate::objects::value::key::Key;
use array::JsArray;
use dense::Dense;

/// Dense storage up to this length may be as empty as it likes.
const FREE_LENGTH: usize = limit!(1024, small = 4);
/// Longer storage grows only while it holds one value in so many slots.
const MOST_SLOTS_A_VALUE: usize = limit!(16, small = 4);
/// Sparse entries become dense storage when that has at most so many slots a value; it is then the
/// smaller of the two.
const DENSE_SLOTS_A_VALUE: usize = limit!(4, small = 2);
/// Storage of this length grows by an eighth and not by a half.
const LONG: usize = limit!(256 << 10, small = 16);
/// Dense storage is never longer than this many values.
const MAX_DENSE: usize = 1 << 28;

/// Where an object's elements are.
pub enum Elements {
    /// Nowhere.
    None,
    /// Values and holes.
    Dense(Dense),
    /// Only holes.
    Holes(Gc<Holes>),
    /// Entries by index.
    Sparse(Gc<SparseElements>),
}

impl Gc<Object> {
    /// The element storage by its kind.
    #[inline]
    pub fn element_storage(self) -> Elements {
        let Some(cell) = self.elements.get().as_cell() else { return Elements::None };
        match Kind::of(cell) {
            Kind::Elements | Kind::Deque => Elements::Dense(Dense::of(Gc::from_cell(cell))),
            Kind::Holes => Elements::Holes(Gc::from_cell(cell)),
            _ => Elements::Sparse(Gc::from_cell(cell)),
        }
    }
}

impl Space {
    fn dense_attributes(object: Gc<Object>) -> u8 {
        if object.has_flag(flags::ELEMENTS_FROZEN) {
            ENUMERABLE
        } else if object.has_flag(flags::ELEMENTS_SEALED) {
            ENUMERABLE | WRITABLE
        } else {
            ALL
        }
    }

    /// The own element at `index`.
    #[inline]
    pub fn get_element(&self, object: Gc<Object>, index: u32) -> Option<OwnProperty> {
        match object.element_storage() {
            Elements::Dense(words) => {
                let value = words.slots().get(index as usize)?.get();
                (!value.is_hole()).then(|| OwnProperty::data(value, Self::dense_attributes(object)))
            }
            Elements::Sparse(sparse) => {
                let element = *sparse.entries().borrow().get(&index)?;
                Some(OwnProperty { value: element.value, attributes: element.attributes })
            }
            Elements::None | Elements::Holes(_) => None,
        }
    }

    /// Sets or adds the element at `index` with `attributes`, whatever was there; an array's length
    /// follows.
    pub fn put_element(&mut self, object: Gc<Object>, index: u32, value: Value, attributes: u8) {
        if object.has_flag(flags::IS_PROTOTYPE) {
            self.proto_has_elements = true;
        }
        self.store_element(object, index, value, attributes);
        if let Some(array) = JsArray::of(object)
            && index >= array.length()
        {
            array.set_length_field(index + 1);
        }
    }

    fn store_element(&mut self, object: Gc<Object>, index: u32, value: Value, attributes: u8) {
        if let Elements::Sparse(sparse) = object.element_storage() {
            self.store_sparse(object, sparse, index, SparseElement { value, attributes });
            return;
        }
        if attributes != Self::dense_attributes(object) {
            let sparse = self.make_sparse(object);
            sparse.insert(self, index, SparseElement { value, attributes });
            return;
        }
        match self.dense_with_room(object, index as usize + 1, 1) {
            Some(words) => self.store(words.cell(), &words.slots()[index as usize], value),
            None => {
                let sparse = self.make_sparse(object);
                sparse.insert(self, index, SparseElement { value, attributes });
            }
        }
    }

    /// Dense storage with at least `room` slots, grown (by half) or made from holes when needed;
    /// `None` when that would waste too much. `filled` of the slots are about to be filled.
    pub fn dense_with_room(&mut self, object: Gc<Object>, room: usize, filled: usize) -> Option<Dense> {
        let (old, len) = match object.element_storage() {
            Elements::Dense(dense) if room <= dense.len() => return Some(dense),
            Elements::Dense(dense) => (Some(dense), dense.len()),
            Elements::Holes(holes) => (None, holes.len()),
            Elements::None => (None, 0),
            Elements::Sparse(_) => return None,
        };
        let capacity = match old {
            None if room <= len => len,
            None if len == 0 => room.max(4),
            // What grows where it is need not grow by much.
            _ if len >= LONG => room.max(len + len / 8),
            _ => room.max(len + len / 2 + 4),
        };
        if room > MAX_DENSE || (room > len && self.is_wasteful(old, capacity, filled)) {
            return None;
        }
        let words = match (object.plain_elements(), old) {
            (Some(old), _) => self.grow_slots(old, capacity, Value::HOLE),
            (None, Some(deque)) => return self.deque_with_room(object, deque, room),
            (None, None) => self.new_slots(Kind::Elements, capacity, Value::HOLE),
        };
        self.store(object.cell(), &object.elements, words.value());
        Some(Dense::of(words))
    }

    /// Whether dense storage of that capacity would be almost empty. It is asked when storage
    /// grows, by an eighth at least.
    fn is_wasteful(&mut self, old: Option<Dense>, capacity: usize, filled: usize) -> bool {
        if capacity <= FREE_LENGTH {
            return false;
        }
        let slots = old.map_or(&[][..], |dense| dense.slots());
        let enough = capacity / MOST_SLOTS_A_VALUE;
        let mut held = filled;
        // The end of a growing array is full: that is most of the question.
        for (seen, slot) in slots.iter().rev().enumerate() {
            if held >= enough {
                self.work += seen;
                return false;
            }
            held += usize::from(!slot.get().is_hole());
        }
        self.work += slots.len();
        held < enough
    }

    /// Stores to sparse elements, and makes them dense when they are no longer far apart.
    fn store_sparse(&mut self, object: Gc<Object>, sparse: Gc<SparseElements>, index: u32, element: SparseElement) {
        const RESTRICTED: u16 = flags::NOT_EXTENSIBLE | flags::ELEMENTS_FROZEN | flags::ELEMENTS_SEALED;
        let added = sparse.insert(self, index, element);
        if !added || sparse.restricted() > 0 || object.has_flag(RESTRICTED) {
            return;
        }
        let entries = sparse.entries().borrow();
        let room = entries.last_key_value().map_or(0, |(&last, _)| last as usize + 1);
        if room > entries.len() * DENSE_SLOTS_A_VALUE || room > MAX_DENSE {
            return;
        }
        let words = self.new_slots(Kind::Elements, room + room / 8, Value::HOLE);
        for (&index, element) in entries.iter() {
            words.slots()[index as usize].init(element.value);
        }
        drop(entries);
        self.store(object.cell(), &object.elements, words.value());
    }

    fn make_sparse(&mut self, object: Gc<Object>) -> Gc<SparseElements> {
        if let Elements::Sparse(sparse) = object.element_storage() {
            return sparse;
        }
        let sparse = self.new_sparse();
        if let Some(words) = object.dense() {
            let attributes = Self::dense_attributes(object);
            for (i, slot) in words.slots().iter().enumerate() {
                if !slot.get().is_hole() {
                    sparse.insert(self, i as u32, SparseElement { value: slot.get(), attributes });
                }
            }
        }
        self.store(object.cell(), &object.elements, sparse.value());
        sparse
    }

    /// Removes the own element at `index`.
    pub fn remove_element(&mut self, object: Gc<Object>, index: u32) {
        match object.element_storage() {
            Elements::Dense(words) => {
                if let Some(slot) = words.slots().get(index as usize) {
                    self.store(words.cell(), slot, Value::HOLE);
                }
            }
            Elements::Sparse(sparse) => {
                sparse.remove(self, index);
            }
            Elements::None | Elements::Holes(_) => {}
        }
    }

    /// Calls `visit` with each index that has an own element, rising.
    pub fn each_element_index(&self, object: Gc<Object>, mut visit: impl FnMut(u32)) {
        match object.element_storage() {
            Elements::Dense(words) => {
                for (i, slot) in words.slots().iter().enumerate() {
                    if !slot.get().is_hole() {
                        visit(i as u32);
                    }
                }
            }
            Elements::Sparse(sparse) => sparse.entries().borrow().keys().for_each(|&index| visit(index)),
            Elements::None | Elements::Holes(_) => {}
        }
    }

    /// Seals or freezes the elements.
    pub(super) fn restrict_elements(&mut self, object: Gc<Object>, freeze: bool) {
        if let Elements::Sparse(sparse) = object.element_storage() {
            sparse.restrict(|element| {
                let data = element.attributes & crate::objects::object::property_table::attributes::ACCESSOR == 0;
                let lost = CONFIGURABLE | if freeze && data { WRITABLE } else { 0 };
                element.attributes &= !lost;
            });
            return;
        }
        object.set_flag(if freeze { flags::ELEMENTS_FROZEN } else { flags::ELEMENTS_SEALED });
    }

    /// Cuts the elements of an array from length `old` to `length`; stops at the first that is not
    /// configurable and gives the length reached.
    pub(super) fn truncate_elements(&mut self, object: Gc<Object>, length: u32, old: u32) -> u32 {
        match object.element_storage() {
            Elements::None => length,
            Elements::Holes(holes) => {
                // Not at every step of a loop that shortens it.
                if length == 0 {
                    self.store(object.cell(), &object.elements, Value::HOLE);
                } else if (length as usize) < holes.len() / 2 {
                    let shorter = self.new_holes(length).value();
                    self.store(object.cell(), &object.elements, shorter);
                }
                length
            }
            Elements::Dense(words) => {
                if Self::dense_attributes(object) & CONFIGURABLE == 0 {
                    let kept = words.slots().iter().rposition(|slot| !slot.get().is_hole()).map_or(0, |i| i as u32 + 1);
                    return kept.max(length);
                }
                self.truncate_dense(object, words, length as usize, old as usize);
                length
            }
            Elements::Sparse(sparse) => loop {
                let last = sparse.entries().borrow().last_key_value().map(|(&index, &element)| (index, element));
                match last {
                    Some((index, element)) if index >= length => {
                        if element.attributes & CONFIGURABLE == 0 {
                            return index + 1;
                        }
                        sparse.remove(self, index);
                    }
                    _ => return length,
                }
            },
        }
    }
}

/// The largest number of elements that an operation may treat as dense.
pub const MAX_DENSE_LENGTH: usize = MAX_DENSE;

/// The key of a length-like number: an index when it is one, else the canonical string of the
/// integer.
pub fn integer_key(space: &mut Space, n: u64) -> Key {
    match u32::try_from(n) {
        Ok(index) if index <= Key::MAX_INDEX => Key::index(index),
        _ => space.key(&n.to_string()),
    }
}
