//! Views of buffers: typed arrays (a kind of cell for each type of element) and DataViews.
//!
//! A view knows the address of its first byte, which never changes (see `buffer.rs`), so that an
//! element is found without asking more than whether the buffer still reaches so far.
//!
//! Invariants: `end` is `offset` and the bytes of `length` elements; a view that follows the length
//! of its buffer has length 0 here, and its flag; the start is aligned to the size of elements.

use std::cell::Cell;

use super::buffer::Buffer;
use super::element_type::{Element, ElementType, Half, Raw, low_bits};
use super::run::{self, Run};
use crate::heap::{CellRef, Tracer};
use crate::numeric::conversion::to_int32;
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::shape::Shape;
use crate::objects::object::{Object, flags, trace_common};
use crate::objects::value::Value;
use crate::objects::value::bigint::BigInt;
use crate::objects::value::cell::{Gc, HeapCell, Slot};

/// The view follows the length of its buffer.
const FOLLOWS: u16 = flags::KIND_A;

/// A typed array or a DataView.
#[repr(C)]
pub struct View {
    object: Object,
    buffer: Slot,
    start: Cell<*mut u8>,
    length: Cell<usize>,
    /// The length as far as elements can be written at a glance: 0 when the buffer is immutable.
    writable: Cell<usize>,
    end: Cell<usize>,
    offset: Cell<usize>,
}

impl HeapCell for View {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind >= Kind::FIRST_TYPED_ARRAY && kind <= Kind::DataView
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<View>()
}
pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    Gc::<View>::from_cell(cell).buffer.trace(tracer);
}

impl View {
    /// The typed array that `value` is, if it is one.
    #[inline(always)]
    pub fn typed_array(value: Value) -> Option<Gc<View>> {
        Gc::<View>::from_value(value).filter(|view| view.kind().is_typed_array())
    }

    /// The DataView that `value` is, if it is one.
    pub fn data_view(value: Value) -> Option<Gc<View>> {
        Gc::<View>::from_value(value).filter(|view| view.kind() == Kind::DataView)
    }
}

impl Gc<View> {
    /// As an object.
    pub fn object(self) -> Gc<Object> {
        Gc::from_cell(self.cell())
    }

    /// The type of its elements; bytes for a DataView.
    #[inline(always)]
    pub fn element_type(self) -> ElementType {
        ElementType::of(self.kind()).unwrap_or(ElementType::Uint8)
    }

    /// What it looks at.
    #[inline(always)]
    pub fn buffer(self) -> Gc<Buffer> {
        Gc::from_cell(self.buffer.get().cell_unchecked())
    }

    /// Whether its length follows that of the buffer.
    #[inline(always)]
    pub fn is_length_tracking(self) -> bool {
        self.object().has_flag(FOLLOWS)
    }

    /// Where it begins in the buffer, wherever that ends now.
    pub fn offset(self) -> usize {
        self.offset.get()
    }

    /// Finds the start again, when the buffer got memory after the view was made.
    pub fn find_start(self) {
        self.start.set(self.buffer().address().wrapping_add(self.offset.get()));
    }

    /// Its elements, or a DataView's bytes; `None` when it is out of bounds, a detached buffer
    /// among the reasons (IsTypedArrayOutOfBounds, TypedArrayLength, ECMA-262 §10.4.5.14).
    #[inline(always)]
    pub fn length(self) -> Option<usize> {
        let buffer = self.buffer();
        if self.is_length_tracking() {
            return self.tracked_length(buffer);
        }
        let is_there = self.end.get() <= buffer.known_length() || self.end.get() <= buffer.length();
        (is_there && !buffer.is_detached()).then(|| self.length.get())
    }

    #[cold]
    fn tracked_length(self, buffer: Gc<Buffer>) -> Option<usize> {
        let bytes = buffer.length().checked_sub(self.offset.get())?;
        (!buffer.is_detached()).then(|| bytes >> self.element_type().shift())
    }

    /// Its elements as those of `T`, the Rust type of its elements, or bytes; none when it is out
    /// of bounds. As [`Gc::<Buffer>::bytes`].
    #[inline(always)]
    pub fn elements<'a, T: Element>(self) -> Run<'a, T> {
        let bytes = self.length().unwrap_or(0) << self.element_type().shift();
        debug_assert!(size_of::<T>() == 1 || size_of::<T>() == self.element_type().size());
        // SAFETY: the elements lie within the buffer's bytes and are aligned; any bytes are a `T`.
        unsafe { Run::new(self.start.get(), bytes / size_of::<T>(), self.buffer().access()) }
    }

    /// Its bytes; none when it is out of bounds. As [`Gc::<Buffer>::bytes`].
    #[inline]
    pub fn bytes<'a>(self) -> Run<'a, u8> {
        self.elements::<u8>()
    }

    /// The bytes of element `index`, which is there.
    #[inline]
    pub fn raw(self, index: usize) -> Raw {
        debug_assert!(self.length().is_some_and(|length| index < length));
        // SAFETY: the element lies within the buffer, aligned.
        unsafe {
            match self.element_type().size() {
                1 => u64::from(self.read::<u8>(index)).to_le_bytes(),
                2 => u64::from(u16::from_le(self.read::<u16>(index))).to_le_bytes(),
                4 => u64::from(u32::from_le(self.read::<u32>(index))).to_le_bytes(),
                _ => self.read::<u64>(index).to_ne_bytes(),
            }
        }
    }

    /// Writes element `index`; nothing when there is no such, or none that changes.
    #[inline]
    pub fn put(self, index: usize, raw: Raw) {
        if self.length().is_some_and(|length| index < length) && !self.buffer().is_immutable() {
            // SAFETY: the element lies within the buffer, aligned.
            unsafe {
                match self.element_type().size() {
                    1 => self.write(index, raw[0]),
                    2 => self.write(index, u16::from_raw(raw)),
                    4 => self.write(index, u32::from_raw(raw)),
                    _ => self.write(index, u64::from_raw(raw)),
                }
            }
        }
    }

    /// The address of element `index`, when it is there.
    #[inline(always)]
    pub(super) fn place<T>(self, index: usize) -> *mut T {
        self.start.get().cast::<T>().wrapping_add(index)
    }

    /// Element `index`.
    ///
    /// # Safety
    /// It is there, and of `T`'s size.
    #[inline(always)]
    unsafe fn read<T: Element>(self, index: usize) -> T {
        // SAFETY: the caller's; elements are aligned.
        unsafe { run::load(self.place::<T>(index)) }
    }

    /// Writes element `index`.
    ///
    /// # Safety
    /// As [`Gc::read`].
    #[inline(always)]
    unsafe fn write<T: Element>(self, index: usize, element: T) {
        // SAFETY: the caller's; elements are aligned.
        unsafe { run::store(self.place::<T>(index), element) }
    }

    /// Whether element `index` is there, as far as it is seen at a glance.
    #[inline(always)]
    fn surely_has(self, index: usize) -> bool {
        index < self.length.get() && self.end.get() <= self.buffer().known_length()
    }

    /// Element `index`, a number; a hole when the long way must be gone.
    #[inline(never)]
    pub fn quick_get(self, index: usize) -> Value {
        if !self.surely_has(index) {
            return Value::HOLE;
        }
        // SAFETY: the element lies within the buffer, aligned, and any bytes are one.
        unsafe {
            match self.kind() {
                Kind::Int8Array => Value::int(self.read::<i8>(index).into()),
                Kind::Uint8Array | Kind::Uint8ClampedArray => Value::int(self.read::<u8>(index).into()),
                Kind::Int16Array => Value::int(self.read::<i16>(index).into()),
                Kind::Uint16Array => Value::int(self.read::<u16>(index).into()),
                Kind::Int32Array => Value::int(self.read::<i32>(index)),
                Kind::Uint32Array => Value::length(self.read::<u32>(index) as usize),
                Kind::Float32Array => Value::double(self.read::<f32>(index).into()),
                Kind::Float64Array => Value::double(self.read::<f64>(index)),
                Kind::Float16Array => Value::double(self.read::<Half>(index).to_f64()),
                _ => Value::HOLE,
            }
        }
    }

    /// Stores a number at element `index`; false when the long way must be gone.
    #[inline(never)]
    pub fn quick_set(self, index: usize, value: Value) -> bool {
        if index >= self.writable.get() || self.end.get() > self.buffer().known_length() {
            return false;
        }
        // SAFETY: the element lies within the buffer, aligned.
        unsafe {
            match self.kind() {
                Kind::Float64Array => match value.as_number() {
                    Some(number) => self.write::<f64>(index, number),
                    None => return false,
                },
                Kind::Float32Array => match value.as_number() {
                    Some(number) => self.write::<f32>(index, number as f32),
                    None => return false,
                },
                Kind::Float16Array | Kind::Uint8ClampedArray => match value.as_number() {
                    Some(_) => self.put(index, self.element_type().encode(value)),
                    None => return false,
                },
                Kind::BigInt64Array | Kind::BigUint64Array => match Gc::<BigInt>::from_value(value) {
                    Some(bigint) => self.write::<u64>(index, low_bits(bigint)),
                    None => return false,
                },
                kind => {
                    let int = if value.is_int() {
                        value.as_int_unchecked()
                    } else if value.is_double() {
                        to_int32(value.as_double_unchecked())
                    } else {
                        return false;
                    };
                    match kind {
                        Kind::Int8Array | Kind::Uint8Array => self.write::<u8>(index, int as u8),
                        Kind::Int16Array | Kind::Uint16Array => self.write::<u16>(index, int as u16),
                        Kind::Int32Array | Kind::Uint32Array => self.write::<i32>(index, int),
                        _ => return false,
                    }
                }
            }
        }
        true
    }
}

impl Space {
    /// A typed array, or a DataView, of a buffer: `length` elements from `offset` on, or all there
    /// ever are. The caller has checked that they are there and aligned.
    pub fn new_view(
        &mut self,
        kind: Kind,
        shape: Gc<Shape>,
        buffer: Gc<Buffer>,
        offset: usize,
        length: Option<usize>,
    ) -> Gc<View> {
        debug_assert!(View::is(kind));
        let flags = if length.is_none() { FOLLOWS } else { 0 };
        let cell = self.heap.alloc(kind as u8, std::mem::size_of::<View>(), flags, shape.id());
        self.init_object(cell);
        let view = Gc::<View>::from_cell(cell);
        view.buffer.init(buffer.value());
        view.start.set(buffer.address().wrapping_add(offset));
        let length = length.unwrap_or(0);
        view.length.set(length);
        view.writable.set(if buffer.is_immutable() { 0 } else { length });
        view.end.set(offset + (length << view.element_type().shift()));
        view.offset.set(offset);
        view
    }

    /// Element `index` of a typed array, if it is there.
    #[inline]
    pub fn typed_element(&mut self, view: Gc<View>, index: usize) -> Option<Value> {
        let quick = view.quick_get(index);
        if !quick.is_hole() {
            return Some(quick);
        }
        if view.length().is_none_or(|length| index >= length) {
            return None;
        }
        Some(self.decode_element(view.element_type(), view.raw(index)))
    }
}
