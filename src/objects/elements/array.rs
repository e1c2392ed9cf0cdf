//! Arrays: objects with a `length` of their own (ECMA-262 §10.4.2).

use std::cell::Cell;

use super::Elements;
use super::dense::Dense;
use crate::heap::{CellRef, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::descriptor::Descriptor;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, flags, trace_common};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell};

/// An array.
#[repr(C)]
pub struct JsArray {
    object: Object,
    length: Cell<u32>,
    /// How often all elements were moved because the first went or came.
    front_moves: Cell<u32>,
}

impl HeapCell for JsArray {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Array
    }
}

impl JsArray {
    /// The array that `object` is, if it is one.
    #[inline(always)]
    pub fn of(object: Gc<Object>) -> Option<Gc<JsArray>> {
        if object.kind() == Kind::Array { Some(Gc::from_cell(object.cell())) } else { None }
    }
}

impl Gc<JsArray> {
    /// As an object.
    #[inline(always)]
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }

    /// `length`
    #[inline(always)]
    pub fn length(self) -> u32 {
        self.length.get()
    }

    /// `length` as a value.
    #[inline(always)]
    pub fn length_value(self) -> Value {
        Value::length(self.length.get() as usize)
    }

    /// Writes the field alone. The caller keeps the invariant that nothing lies at or above it.
    #[inline(always)]
    pub fn set_length_field(self, length: u32) {
        self.length.set(length);
    }

    /// Counts a move of all elements; true when there were several since the array last got
    /// `Elements`.
    pub(in crate::objects) fn moves_often(self) -> bool {
        let moves = self.front_moves.get() + 1;
        self.front_moves.set(moves);
        moves > MOVES
    }

    pub(in crate::objects) fn forget_moves(self) {
        self.front_moves.set(0);
    }

    /// The dense storage, if that is what it has.
    #[inline(always)]
    pub fn dense(self) -> Option<Dense> {
        self.object().dense()
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<JsArray>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
}

impl Space {
    /// An empty array of `shape`.
    #[inline]
    pub fn new_array_of(&mut self, shape: Gc<Shape>) -> Gc<JsArray> {
        let cell = self.heap.alloc(Kind::Array as u8, std::mem::size_of::<JsArray>(), 0, shape.id());
        self.init_object(cell);
        let array = Gc::<JsArray>::from_cell(cell);
        array.set_length_field(0);
        array.front_moves.set(0);
        array
    }

    /// An empty array with the standard prototype and room for `capacity` elements.
    #[inline]
    pub fn new_array(&mut self, capacity: usize) -> Gc<JsArray> {
        let shape = self.roots.array_shape;
        let array = self.new_array_of(shape);
        if capacity > 0 {
            let words = self.new_slots(Kind::Elements, capacity, Value::HOLE);
            array.object().elements.init(words.value());
        }
        array
    }

    /// An array of `values`.
    pub fn new_array_from(&mut self, values: &[Value]) -> Gc<JsArray> {
        let shape = self.roots.array_shape;
        let array = self.new_array_of(shape);
        if !values.is_empty() {
            let words = self.new_slots_from(Kind::Elements, values);
            array.object().elements.init(words.value());
            array.set_length_field(values.len() as u32);
        }
        array
    }

    /// What `new Array(length)` makes of an array: `length` holes of a byte each. Lengths beyond
    /// what a heap could hold cost nothing, as a sparse array's do.
    pub fn reserve_holes(&mut self, array: Gc<JsArray>, length: u32) {
        if length > 0 && (length as usize) <= MAX_RESERVED {
            let holes = self.new_holes(length);
            self.store(array.cell(), &array.object().elements, holes.value());
        }
        array.set_length_field(length);
    }

    /// Appends a value.
    #[inline]
    pub fn array_push(&mut self, array: Gc<JsArray>, value: Value) {
        let length = array.length() as usize;
        if let Some(words) = array.object().plain_elements()
            && length < words.len()
            && !array.object().has_flag(flags::NOT_EXTENSIBLE)
        {
            self.store(words.cell(), &words.slots()[length], value);
            array.set_length_field(length as u32 + 1);
            return;
        }
        self.array_push_slow(array, value);
    }

    /// Appends all elements of a plain array to a new one; holes become undefined.
    pub fn array_extend(&mut self, array: Gc<JsArray>, from: Gc<JsArray>) {
        let (start, count) = (array.length() as usize, from.length() as usize);
        if array.object().elements.get().is_hole()
            && let Some(source) = from.dense()
            && (1..=source.len()).contains(&count)
        {
            let words = self.new_slots(Kind::Elements, count, Value::UNDEFINED);
            for (to, from) in words.slots().iter().zip(source.slots()) {
                let value = from.get();
                to.init(if value.is_hole() { Value::UNDEFINED } else { value });
            }
            self.store(array.cell(), &array.object().elements, words.value());
            array.set_length_field(count as u32);
            return;
        }
        // A literal made room for what it says beside this spread.
        let spare = array.dense().map_or(0, |words| words.len().saturating_sub(start + 1));
        if let Some(source) = from.dense()
            && array != from
            && let Some(words) = self.dense_with_room(array.object(), start + count + spare, count)
        {
            let slots = &words.slots()[start..start + count];
            self.overwrite(words.cell(), slots);
            let held = source.len().min(count);
            for (to, from) in slots.iter().zip(source.slots()) {
                let value = from.get();
                to.put(if value.is_hole() { Value::UNDEFINED } else { value });
            }
            for to in &slots[held..] {
                to.put(Value::UNDEFINED);
            }
            array.set_length_field((start + count) as u32);
            return;
        }
        for i in 0..count as u32 {
            let value = self.get_element(from.object(), i).map_or(Value::UNDEFINED, |p| p.value);
            self.array_push(array, value);
        }
    }

    #[cold]
    fn array_push_slow(&mut self, array: Gc<JsArray>, value: Value) {
        let index = array.length();
        if let Some(dense) = array.dense()
            && (index as usize) < dense.len()
            && !array.object().has_flag(flags::NOT_EXTENSIBLE)
        {
            self.store(dense.cell(), &dense.slots()[index as usize], value);
            array.set_length_field(index + 1);
        } else if value.is_hole() {
            self.set_array_length(array, index + 1);
        } else {
            self.put_element(array.object(), index, value, crate::objects::object::property_table::attributes::ALL);
        }
    }

    /// ArraySetLength for a new length that is already a number: false when an element in the way
    /// is not configurable.
    pub fn set_array_length(&mut self, array: Gc<JsArray>, length: u32) -> bool {
        let object = array.object();
        if length >= array.length() {
            // Growth of an all-holes array keeps its bytes honest; others get holes for free when
            // they are stored to.
            if let Elements::Holes(holes) = object.element_storage()
                && (length as usize) > holes.len()
                && (length as usize) <= MAX_RESERVED
            {
                // A loop that lengthens it step by step copies nothing most of the time.
                let room = (length as usize).max(holes.len() + holes.len() / 8).min(MAX_RESERVED);
                self.reserve_holes(array, room as u32);
            }
            array.set_length_field(length);
            return true;
        }
        let reached = self.truncate_elements(object, length, array.length());
        array.set_length_field(reached);
        reached == length
    }

    /// The rest of ArraySetLength (ECMA-262 §10.4.2.4), the new length being a number: false when
    /// the array refuses, or an element below the old length could not be deleted.
    pub fn define_array_length(&mut self, array: Gc<JsArray>, desc: Descriptor) -> bool {
        let object = array.object();
        if desc.configurable == Some(true) || desc.enumerable == Some(true) || desc.is_accessor() {
            return false;
        }
        let read_only = object.has_flag(flags::LENGTH_READ_ONLY);
        if read_only && desc.writable == Some(true) {
            return false;
        }
        let mut done = true;
        if let Some(length) = desc.value.and_then(Value::as_number) {
            let length = length as u32;
            if length != array.length() {
                if read_only {
                    return false;
                }
                done = self.set_array_length(array, length);
            }
        }
        if desc.writable == Some(false) {
            object.set_flag(flags::LENGTH_READ_ONLY);
        }
        done
    }
}

/// So often the elements of an array are moved before it gets storage in which they need not.
const MOVES: u32 = 8;
/// `new Array(n)` reserves bytes up to this many elements.
const MAX_RESERVED: usize = 1 << 28;
