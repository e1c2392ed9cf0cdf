//! Dense elements: the slots of an object's elements from index 0 on, wherever in their cell they
//! begin.
//!
//! A cell of kind `Elements` begins with element 0. A `Deque` serves long arrays that lose or gain
//! elements at their front: its first two slots are numbers, then come free slots, then element 0
//! and the rest, then free slots. It costs a move of all elements only when one side has no room
//! left, so `shift`, `unshift` and `splice(0, k)` cost what they remove or add.
//!
//! Invariants: free slots are holes, so the collectors and a marker beside the program look at a
//! `Deque` as at any cell of slots and need not know where its elements begin; only arrays have a
//! `Deque`; instructions have a quick way for `Elements` alone, so an array whose elements are read
//! one at a time gets `Elements` again, when as many reads have paid for the copy, and one whose
//! front changes gets a `Deque` only after it has moved its elements a few times.

use std::ops::Range;

use super::MAX_DENSE_LENGTH;
use super::array::JsArray;
use crate::heap::CellRef;
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::Object;
use crate::objects::object::storage::Slots;
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, Slot};

/// A `Deque`'s slot with the number of free slots in front of element 0.
const HEAD: usize = 0;
/// A `Deque`'s slot with the number of elements that were read or written one at a time.
const TOUCHED: usize = 1;
/// Slots before the first that may hold an element.
const FIXED: usize = 2;

/// Moving so many elements costs no more than the book-keeping that avoids it.
const MIN_DEQUE: usize = limit!(512, small = 4);
/// Storage up to this length is not made smaller.
const KEEP: usize = limit!(64, small = 2);
/// Storage is made smaller when it is more than this many times as long as what it holds.
const SHRINK_FACTOR: usize = 4;

/// Elements in a row.
#[derive(Clone, Copy)]
pub struct Dense {
    words: Gc<Slots>,
    start: usize,
}

/// What an array is put together from.
#[derive(Clone, Copy)]
pub enum Part {
    /// One element.
    One(Value),
    /// `count` elements from `from` on, of which those beyond the storage are holes.
    Run {
        /// Where they are.
        dense: Dense,
        /// The first.
        from: usize,
        /// How many.
        count: usize,
    },
}

impl Part {
    fn len(self) -> usize {
        match self {
            Part::One(_) => 1,
            Part::Run { count, .. } => count,
        }
    }
}

/// The side of a `Deque` that needs room.
#[derive(Clone, Copy)]
enum Side {
    Front,
    Back,
}

impl Dense {
    /// The elements in a cell of words.
    #[inline(always)]
    pub(in crate::objects) fn of(words: Gc<Slots>) -> Dense {
        let start = if words.kind() == Kind::Deque { first_of(words) } else { 0 };
        Dense { words, start }
    }

    /// The cell that holds them, for the write path.
    #[inline(always)]
    pub fn cell(self) -> CellRef {
        self.words.cell()
    }

    /// The slots from element 0 to the end of the storage.
    #[inline(always)]
    pub fn slots<'a>(self) -> &'a [Slot] {
        let slots = self.words.slots();
        debug_assert!(self.start <= slots.len());
        // SAFETY: elements begin inside their cell.
        unsafe { slots.get_unchecked(self.start..) }
    }

    /// Number of slots from element 0 on.
    #[inline(always)]
    pub fn len(self) -> usize {
        self.words.len() - self.start
    }

    /// The value in slot `i`.
    #[inline(always)]
    pub fn get(self, i: usize) -> Value {
        self.slots()[i].get()
    }

    /// Moves `count` elements from `from` to `to`, which may overlap. The barrier runs first.
    #[inline]
    pub fn move_slots(self, space: &mut Space, from: usize, to: usize, count: usize) {
        self.words.move_slots(space, self.start + from, self.start + to, count);
    }

    /// Makes holes of some elements (of none if the range ends before it starts). The barrier runs
    /// first.
    pub fn clear_slots(self, space: &mut Space, range: Range<usize>) {
        self.words.clear_slots(space, self.start + range.start..self.start + range.end);
    }

    /// Copies `count` elements of other storage from `from` on to `to` on. For storage that no
    /// collection has seen.
    #[inline]
    fn init_from(self, space: &mut Space, to: usize, source: Dense, from: usize, count: usize) {
        self.words.init_from(space, self.start + to, source.words, source.start + from, count);
    }

    fn is_deque(self) -> bool {
        self.start > 0
    }

    /// All slots of the cell that may hold elements.
    fn capacity(self) -> usize {
        if self.is_deque() { self.words.len() - FIXED } else { self.words.len() }
    }
}

/// The slot of a `Deque` in which element 0 lies.
#[inline]
pub(in crate::objects) fn first_of(words: Gc<Slots>) -> usize {
    FIXED + number(words, HEAD)
}

fn number(words: Gc<Slots>, slot: usize) -> usize {
    words.get(slot).as_int().unwrap_or_default() as usize
}

/// Writes one of a `Deque`'s numbers. No reference goes or comes, so no barrier has to know.
fn set_number(words: Gc<Slots>, slot: usize, number: usize) {
    words.slots()[slot].put(Value::int(number as i32));
}

impl Gc<Object> {
    /// The storage that instructions have a quick way for.
    #[inline(always)]
    pub fn plain_elements(self) -> Option<Gc<Slots>> {
        let cell = self.elements.get().as_cell()?;
        if cell.kind() == Kind::Elements as u8 { Some(Gc::from_cell(cell)) } else { None }
    }

    /// The dense elements, if that is what it has.
    #[inline(always)]
    pub fn dense(self) -> Option<Dense> {
        let cell = self.elements.get().as_cell()?;
        let kind = cell.kind();
        if kind == Kind::Elements as u8 {
            Some(Dense { words: Gc::from_cell(cell), start: 0 })
        } else if kind == Kind::Deque as u8 {
            Some(Dense::of(Gc::from_cell(cell)))
        } else {
            None
        }
    }
}

impl Space {
    /// A plain array of these parts, one after the other. Every slot is written once.
    pub fn new_array_of_parts(&mut self, parts: &[Part]) -> Gc<JsArray> {
        let total = parts.iter().map(|part| part.len()).sum();
        let array = self.new_array(0);
        if total == 0 {
            return array;
        }
        let words = self.new_slots_unwritten(Kind::Elements, total);
        let mut at = 0;
        for &part in parts {
            let end = at + part.len();
            match part {
                Part::One(value) => {
                    words.slots()[at].init(value);
                    at += 1;
                }
                Part::Run { dense, from, count } => {
                    // A run may begin beyond the storage, where there are only holes.
                    let from = from.min(dense.len());
                    let held = (dense.len() - from).min(count);
                    words.init_from(self, at, dense.words, dense.start + from, held);
                    at += held;
                }
            }
            words.slots()[at..end].iter().for_each(|slot| slot.init(Value::HOLE));
            at = end;
        }
        array.object().elements.init(words.value());
        array.set_length_field(total as u32);
        array
    }

    /// Takes the first `count` elements off a dense array that may be changed freely; they are at
    /// most its length. Its length follows.
    pub fn drop_front(&mut self, array: Gc<JsArray>, count: usize) {
        let Some(dense) = array.dense() else { return };
        let length = array.length() as usize;
        let held = length.min(dense.len());
        let rest = held.saturating_sub(count);
        if dense.is_deque() {
            let gone = count.min(held);
            dense.clear_slots(self, 0..gone);
            set_number(dense.words, HEAD, number(dense.words, HEAD) + gone);
        } else if rest <= MIN_DEQUE.max(count) || !array.moves_often() {
            dense.move_slots(self, held - rest, 0, rest);
            dense.clear_slots(self, rest..held);
        } else {
            self.replace_elements(array, dense, count..held, (0, rest / 2));
        }
        array.set_length_field((length - count) as u32);
        self.shrink_elements(array);
    }

    /// Makes room for `count` elements before the first of a dense array that may be changed
    /// freely; its length follows. The new slots are to be written. False, and nothing done, when
    /// the storage would be too long.
    pub fn grow_front(&mut self, array: Gc<JsArray>, count: usize) -> bool {
        let length = array.length() as usize;
        let Some(dense) = array.dense() else { return false };
        let held = length.min(dense.len());
        if length + count > MAX_DENSE_LENGTH {
            return false;
        }
        if !dense.is_deque() && (held <= MIN_DEQUE || !array.moves_often()) {
            let Some(dense) = self.dense_with_room(array.object(), held + count, count) else { return false };
            dense.move_slots(self, 0, count, held);
            dense.clear_slots(self, 0..count.min(held));
        } else {
            let words = match dense.is_deque() && number(dense.words, HEAD) >= count {
                true => dense.words,
                false => self.room_beside(array, dense, held, Side::Front, count),
            };
            set_number(words, HEAD, number(words, HEAD) - count);
        }
        array.set_length_field((length + count) as u32);
        true
    }

    /// A `Deque`'s elements with room for `room` of them.
    pub(in crate::objects) fn deque_with_room(
        &mut self,
        object: Gc<Object>,
        dense: Dense,
        room: usize,
    ) -> Option<Dense> {
        let array = JsArray::of(object)?;
        let held = dense.len().min(array.length() as usize);
        Some(Dense::of(self.room_beside(array, dense, held, Side::Back, room - held)))
    }

    /// Makes room for `count` elements on one side of the `held` of a long array: moves them within
    /// their cell if a good part of that is free, else to a longer one. Either way the work is a
    /// fraction of what can then be added before the next time.
    fn room_beside(&mut self, array: Gc<JsArray>, dense: Dense, held: usize, side: Side, count: usize) -> Gc<Slots> {
        let split = |spare: usize| match side {
            Side::Front => (count + spare - spare / 4, spare / 4),
            Side::Back => (spare / 4, count + spare - spare / 4),
        };
        let free = dense.capacity() - held;
        if !dense.is_deque() || free < count + held / 4 {
            return self.replace_elements(array, dense, 0..held, split(held / 2 + 16));
        }
        let (words, head) = (dense.words, split(free - count).0);
        let (old, new) = (dense.start, FIXED + head);
        words.move_slots(self, old, new, held);
        if new < old {
            words.clear_slots(self, (new + held).max(old)..old + held);
        } else {
            words.clear_slots(self, old..new.min(old + held));
        }
        set_number(words, HEAD, head);
        words
    }

    /// Moves the elements of `range` to a new `Deque` with so much room before and after them.
    fn replace_elements(
        &mut self,
        array: Gc<JsArray>,
        dense: Dense,
        range: Range<usize>,
        (before, after): (usize, usize),
    ) -> Gc<Slots> {
        let words = self.new_slots(Kind::Deque, FIXED + before + range.len() + after, Value::HOLE);
        set_number(words, HEAD, before);
        set_number(words, TOUCHED, 0);
        Dense::of(words).init_from(self, 0, dense, range.start, range.len());
        self.store(array.object().cell(), &array.object().elements, words.value());
        words
    }

    /// Gives memory back when the storage of a dense array is far longer than what it holds.
    #[inline]
    pub fn shrink_elements(&mut self, array: Gc<JsArray>) {
        let Some(dense) = array.dense() else { return };
        let capacity = dense.capacity();
        if capacity > KEEP && (array.length() as usize) < capacity / SHRINK_FACTOR {
            self.shrink_now(array, dense);
        }
    }

    #[cold]
    fn shrink_now(&mut self, array: Gc<JsArray>, dense: Dense) {
        let length = array.length() as usize;
        if dense.is_deque() && length >= MIN_DEQUE / 2 {
            self.replace_elements(array, dense, 0..length, (length / 8, length / 2));
        } else {
            self.plain_copy(array.object(), dense, length, length + length / 2);
        }
    }

    /// Puts `held` elements into `Elements` of length `capacity`, or into nothing.
    fn plain_copy(&mut self, object: Gc<Object>, dense: Dense, held: usize, capacity: usize) {
        if capacity == 0 {
            return self.store(object.cell(), &object.elements, Value::HOLE);
        }
        let words = self.new_slots(Kind::Elements, capacity, Value::HOLE);
        words.init_from(self, 0, dense.words, dense.start, held);
        self.store(object.cell(), &object.elements, words.value());
    }

    /// Cuts the dense storage of an array that was `old` elements long to `length`: looks at what
    /// is cut off, no further.
    pub(in crate::objects) fn truncate_dense(&mut self, object: Gc<Object>, dense: Dense, length: usize, old: usize) {
        let held = old.min(dense.len());
        let kept = length.min(held);
        if length == 0 {
            self.store(object.cell(), &object.elements, Value::HOLE);
        } else if dense.capacity() > KEEP && length < dense.capacity() / 2 {
            self.plain_copy(object, dense, kept, length);
        } else {
            dense.clear_slots(self, length..held);
        }
    }

    /// One element of an array with a `Deque` is read or written by an instruction, which has no
    /// quick way for it: when there were as many such as it has elements, they get `Elements`
    /// again.
    pub fn note_touched(&mut self, object: Gc<Object>) {
        let Some(cell) = object.elements.get().as_cell() else { return };
        if Kind::of(cell) != Kind::Deque {
            return;
        }
        let (words, dense) = (Gc::<Slots>::from_cell(cell), Dense::of(Gc::from_cell(cell)));
        let Some(array) = JsArray::of(object) else { return };
        let held = dense.len().min(array.length() as usize);
        let touched = number(words, TOUCHED) + 1;
        if touched > held {
            array.forget_moves();
            self.plain_copy(object, dense, held, held + held / 4);
        } else {
            set_number(words, TOUCHED, touched);
        }
    }
}
