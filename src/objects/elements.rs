//! Indexed elements of any object: dense values, holes at one byte each, or sparse entries.
//!
//! Invariants: in an array, elements at or above `length` are holes (or absent); `Holes` storage holds no value, its first store makes it
//! `Elements`; the flags `ELEMENTS_FROZEN` and `ELEMENTS_SEALED` speak for dense storage, sparse entries carry attributes of their own.

use super::array::JsArray;
use super::cell::Gc;
use super::key::Key;
use super::kind::Kind;
use super::object::{Object, OwnProperty, flags};
use super::property_table::attributes::{ALL, CONFIGURABLE, ENUMERABLE, WRITABLE};
use super::space::Space;
use super::storage::{Holes, SparseElement, SparseElements, Words};
use super::value::Value;

/// A store this far beyond the storage's end makes it sparse.
const MAX_GAP: usize = 1 << 20;
/// Dense storage is never longer than this many values.
const MAX_DENSE: usize = 1 << 28;

/// Where an object's elements are.
pub enum Elements {
    /// Nowhere.
    None,
    /// Values and holes.
    Dense(Gc<Words>),
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
            Kind::Elements => Elements::Dense(Gc::from_cell(cell)),
            Kind::Holes => Elements::Holes(Gc::from_cell(cell)),
            _ => Elements::Sparse(Gc::from_cell(cell)),
        }
    }

    /// The dense storage, if that is what it has.
    #[inline(always)]
    pub fn dense(self) -> Option<Gc<Words>> {
        let cell = self.elements.get().as_cell()?;
        if cell.kind() == Kind::Elements as u8 { Some(Gc::from_cell(cell)) } else { None }
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

    /// Sets or adds the element at `index` with `attributes`, whatever was there; an array's length follows.
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
            sparse.insert(self, index, SparseElement { value, attributes });
            return;
        }
        if attributes != Self::dense_attributes(object) {
            let sparse = self.make_sparse(object);
            sparse.insert(self, index, SparseElement { value, attributes });
            return;
        }
        match self.dense_with_room(object, index as usize + 1) {
            Some(words) => self.store(words.cell(), &words.slots()[index as usize], value),
            None => {
                let sparse = self.make_sparse(object);
                sparse.insert(self, index, SparseElement { value, attributes });
            }
        }
    }

    /// Dense storage with at least `room` slots, grown (by half) or made from holes when needed; `None` when that would waste too much.
    pub fn dense_with_room(&mut self, object: Gc<Object>, room: usize) -> Option<Gc<Words>> {
        let (old, len) = match object.element_storage() {
            Elements::Dense(words) if room <= words.len() => return Some(words),
            Elements::Dense(words) => (Some(words), words.len()),
            Elements::Holes(holes) => (None, holes.len()),
            Elements::None => (None, 0),
            Elements::Sparse(_) => return None,
        };
        if room > MAX_DENSE || room > len.saturating_mul(2).saturating_add(MAX_GAP) {
            return None;
        }
        let capacity = match old {
            None if room <= len => len,
            None if len == 0 => room.max(4),
            _ => room.max(len + len / 2 + 4),
        };
        let words = match old {
            Some(old) => self.grow_words(old, capacity, Value::HOLE),
            None => self.new_words(Kind::Elements, capacity, Value::HOLE),
        };
        self.store(object.cell(), &object.elements, words.value());
        Some(words)
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
            for element in sparse.entries().borrow_mut().values_mut() {
                let data = element.attributes & super::property_table::attributes::ACCESSOR == 0;
                let lost = CONFIGURABLE | if freeze && data { WRITABLE } else { 0 };
                element.attributes &= !lost;
            }
            return;
        }
        object.set_flag(if freeze { flags::ELEMENTS_FROZEN } else { flags::ELEMENTS_SEALED });
    }

    /// Cuts the elements of an array to `length`; stops at the first that is not configurable and gives the length reached.
    pub(super) fn truncate_elements(&mut self, object: Gc<Object>, length: u32) -> u32 {
        match object.element_storage() {
            Elements::None => length,
            Elements::Holes(_) => {
                let shorter = if length == 0 { Value::HOLE } else { self.new_holes(length).value() };
                self.store(object.cell(), &object.elements, shorter);
                length
            }
            Elements::Dense(words) => {
                if Self::dense_attributes(object) & CONFIGURABLE == 0 {
                    let kept = words.slots().iter().rposition(|slot| !slot.get().is_hole()).map_or(0, |i| i as u32 + 1);
                    return kept.max(length);
                }
                self.truncate_dense(object, words, length as usize);
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

    fn truncate_dense(&mut self, object: Gc<Object>, words: Gc<Words>, length: usize) {
        if length == 0 {
            self.store(object.cell(), &object.elements, Value::HOLE);
        } else if length < words.len() / 2 {
            let smaller = self.grow_words(words, length, Value::HOLE);
            self.store(object.cell(), &object.elements, smaller.value());
        } else if length < words.len() {
            words.clear_slots(self, length..words.len());
        }
    }
}

/// The largest number of elements that an operation may treat as dense.
pub const MAX_DENSE_LENGTH: usize = MAX_DENSE;

/// The key of a length-like number: an index when it is one, else the canonical string of the integer.
pub fn integer_key(space: &mut Space, n: u64) -> Key {
    match u32::try_from(n) {
        Ok(index) if index <= Key::MAX_INDEX => Key::index(index),
        _ => space.key(&n.to_string()),
    }
}
