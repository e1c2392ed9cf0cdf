//! Typed references to cells. `Gc<T>` is a checked-by-construction view of a `CellRef` whose layout
//! is `T`; `Slot` is a value field of a cell.
//!
//! Invariants: a `Gc<T>` is only made from a cell whose kind belongs to `T`; a slot of a published
//! cell is written through [`Space::store`](crate::objects::Space::store) alone (the one write path
//! with the barrier), or by `put` behind a barrier for a run of slots; `init` is for cells that no
//! collection has seen.

use std::cell::Cell;
use std::marker::PhantomData;
use std::ops::Deref;

use super::Value;
use crate::heap::{CellRef, Tracer, word};
use crate::objects::kind::Kind;

/// A type that lays out a heap cell, its header first.
pub trait HeapCell {
    /// Whether a cell of `kind` has this layout.
    fn is(kind: Kind) -> bool;
}

/// A reference to a cell laid out as `T`.
#[repr(transparent)]
pub struct Gc<T>(CellRef, PhantomData<*const T>);

impl<T> Clone for Gc<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Gc<T> {}
impl<T> PartialEq for Gc<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Gc<T> {}

impl<T> Gc<T> {
    /// The untyped reference.
    #[inline(always)]
    pub fn cell(self) -> CellRef {
        self.0
    }

    /// The value that refers to it.
    #[inline(always)]
    pub fn value(self) -> Value {
        Value::cell(self.0)
    }

    /// The address in its own right (identity, hashing).
    #[inline(always)]
    pub fn addr(self) -> u64 {
        self.0.addr()
    }

    /// The object's kind.
    #[inline(always)]
    pub fn kind(self) -> Kind {
        Kind::of(self.0)
    }
}

impl<T> Gc<T> {
    /// A reference that must not be followed, for fields that are set before anybody reads them.
    pub(in crate::objects) fn dangling() -> Gc<T> {
        // SAFETY: the address is not null and aligned; nobody follows it.
        Gc(unsafe { CellRef::from_addr(16) }, PhantomData)
    }
}

impl<T: HeapCell> Gc<T> {
    /// A typed view of a cell.
    #[inline(always)]
    pub fn from_cell(cell: CellRef) -> Gc<T> {
        debug_assert!(
            T::is(Kind::of(cell)),
            "a cell of kind {:?} is not a {}",
            Kind::of(cell),
            std::any::type_name::<T>()
        );
        Gc(cell, PhantomData)
    }

    /// A typed view of the cell that `value` refers to, when it has this layout.
    #[inline(always)]
    pub fn from_value(value: Value) -> Option<Gc<T>> {
        let cell = value.as_cell()?;
        T::is(Kind::of(cell)).then_some(Gc(cell, PhantomData))
    }
}

impl<T: HeapCell> Deref for Gc<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the kind was checked when the reference was made, cells do not move, and every
        // field that changes is a `Cell`.
        unsafe { &*(self.0.addr() as *const T) }
    }
}

impl<T> std::fmt::Debug for Gc<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Gc({:#x})", self.0.addr())
    }
}

/// A value field of a cell.
#[repr(transparent)]
pub struct Slot(Cell<Value>);

impl Slot {
    /// The value.
    #[inline(always)]
    pub fn get(&self) -> Value {
        self.0.get()
    }

    /// The first write, to a cell just allocated: no barrier.
    #[inline(always)]
    pub fn init(&self, value: Value) {
        self.0.set(value);
    }

    /// A later write to a published cell, when the barrier has seen it already
    /// (`Space::overwrite`).
    #[inline(always)]
    pub fn put(&self, value: Value) {
        // SAFETY: the slot's own word.
        unsafe { word::write(self.as_word(), value.bits()) }
    }

    /// The slot's word for the heap's write path.
    #[inline(always)]
    pub fn as_word(&self) -> *mut u64 {
        self.0.as_ptr().cast()
    }

    /// Shows the referent to the collector.
    #[inline(always)]
    pub fn trace(&self, tracer: &mut Tracer) {
        // SAFETY: the slot's own word.
        tracer.word(unsafe { word::read(self.as_word()) });
    }
}

/// Shows the referents of trailing slots to the collector.
#[inline(always)]
pub(in crate::objects) fn trace_slots(slots: &[Slot], tracer: &mut Tracer) {
    // SAFETY: slots are words of a cell that is alive while it is traced; storage cells keep
    // address and length.
    unsafe { tracer.words(slots.as_ptr().cast(), slots.len()) };
}

/// `count` value slots that start `offset` bytes into `cell`.
#[inline(always)]
pub fn slots_at<'a>(cell: CellRef, offset: usize, count: usize) -> &'a [Slot] {
    // SAFETY: callers pass the offset and count of the cell's own trailing slots, inside its
    // allocation; the slots are `Cell`s.
    unsafe { std::slice::from_raw_parts((cell.addr() as usize + offset) as *const Slot, count) }
}
