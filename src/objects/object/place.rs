//! Where properties lie, for caches: the one place beside the layout of objects (`mod.rs`,
//! `storage.rs`) that counts their words.

use super::property_table::{Property, attributes};
use super::shape::Shape;
use super::storage::Slots;
use super::{INLINE_SLOTS, Object};
use crate::objects::value::Value;
use crate::objects::value::cell::Gc;

const WORD: usize = size_of::<Value>();
/// The first slot in an object, counted in words.
const INLINE_WORD: u32 = (INLINE_SLOTS / WORD) as u32;
/// The word of an object that refers to its `Slots` cell.
const SLOTS_WORD: usize = std::mem::offset_of!(Object, slots) / WORD;
/// The first slot in a `Slots` cell, counted in words.
const OUTSIDE_WORD: u32 = (size_of::<Slots>() / WORD) as u32;

/// Where a slot lies: word `index` of the object itself, or of its `Slots` cell; and whether it
/// holds an accessor pair.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Place(u32);

impl Place {
    /// No place in particular.
    pub const NONE: Place = Place(0);
    /// Set when the word lies in the `Slots` cell.
    const OUTSIDE: u32 = 1 << 31;
    /// Set when the word is an accessor pair.
    const ACCESSOR: u32 = 1 << 30;
    /// Words beyond have no place that could be said.
    const MAX_INDEX: u32 = limit!((1 << 30) - 1, small = 4);

    /// Whether it is no place in particular.
    #[inline]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Where the property lies in objects of `shape`. `None` beyond what can be said.
    #[inline]
    pub fn of(shape: Gc<Shape>, property: Property) -> Option<Place> {
        let inline = shape.inline_slots();
        let (index, outside) = match property.slot.checked_sub(inline) {
            None => (INLINE_WORD + property.slot, 0),
            Some(slot) => (OUTSIDE_WORD + slot, Place::OUTSIDE),
        };
        let accessor = if property.attributes & attributes::ACCESSOR != 0 { Place::ACCESSOR } else { 0 };
        (index <= Place::MAX_INDEX).then_some(Place(index | outside | accessor))
    }

    /// The number of the slot, in objects of `shape`.
    #[inline(always)]
    pub fn slot(self, shape: Gc<Shape>) -> u32 {
        let index = self.index() as u32;
        if self.is_outside() { index - OUTSIDE_WORD + shape.inline_slots() } else { index - INLINE_WORD }
    }

    /// The word's index, counted from the cell's start.
    #[inline(always)]
    pub const fn index(self) -> usize {
        (self.0 & !(Place::OUTSIDE | Place::ACCESSOR)) as usize
    }

    /// Whether the word lies in the object itself and is a plain value.
    #[inline(always)]
    pub const fn is_inline_data(self) -> bool {
        self.0 >> 30 == 0
    }

    /// Whether the word lies in the `Slots` cell.
    #[inline(always)]
    pub const fn is_outside(self) -> bool {
        self.0 & Place::OUTSIDE != 0
    }

    /// Whether it is an accessor pair.
    #[inline(always)]
    pub const fn is_accessor(self) -> bool {
        self.0 & Place::ACCESSOR != 0
    }

    /// Reads the word of the object at `address`.
    ///
    /// # Safety
    /// `address` is a live object whose shape has a property at this place.
    #[inline(always)]
    pub unsafe fn read(self, address: u64) -> Value {
        let mut base = address as *const Value;
        // SAFETY: the object is live; its second word refers to its `Slots` cell when the place
        // lies outside; the index is inside by the shape's layout.
        unsafe {
            if self.is_outside() {
                base = (*base.add(SLOTS_WORD)).bits() as *const Value;
            }
            *base.add(self.index())
        }
    }
}
