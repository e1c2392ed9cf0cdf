//! The kind table: all that the heap knows about the cells it holds.
//!
//! Invariants of the functions of a [`KindInfo`]:
//! - `size` gives what the cell was allocated with and never changes while the cell lives;
//! - `trace` reports every word that references a cell, whatever its value at the moment, and
//!   neither allocates nor writes;
//! - `finalize` runs once, some time after the cell died, in an order that nobody may rely on. It
//!   frees what the cell owns outside the heap and touches no other cell, for that may be gone
//!   already.

use super::cell::CellRef;
use super::collect::Marking;
use super::tracer::Tracer;

/// What the heap knows about one kind of cell.
pub struct KindInfo {
    /// For messages and statistics.
    pub name: &'static str,
    /// Bytes of the cell, header included, before rounding.
    pub size: fn(CellRef) -> usize,
    /// Reports the references that the cell holds.
    pub trace: fn(CellRef, &mut Tracer),
    /// Whether `trace` may run on another thread beside the mutator: it reads nothing but the
    /// header (by `traced_flags`, `traced_data`, and what never changes in a published cell) and
    /// words (by `Tracer::words` and `word::read`), and the mutator writes these atomically.
    pub beside: bool,
    /// Frees what the cell owns outside the heap. A kind that has one is allocated by
    /// `Heap::alloc_finalizable`.
    pub finalize: Option<fn(CellRef)>,
    /// Bytes of Rust memory that the cell owns. The owner reports their growth to
    /// `Heap::add_external`; the heap itself takes them off when it finalises the cell.
    pub external: Option<fn(CellRef) -> usize>,
    /// Whether that memory is an array buffer's (`buffers.rs`): reported to `Heap::add_buffers`
    /// instead.
    pub is_buffer: bool,
    /// Forgets the dead among the cell's weak references, when marking is complete: called for the
    /// cells that `trace` reported by `Tracer::weak_cell`, with the place to go on from, at first
    /// 0; gives the place to be called with again, or `None` at the end. A call handles some
    /// hundred references at most. It writes past the barrier: to cells that are marked, or, when
    /// references are counted (`Marking::counts_references`), to its own alone.
    pub forget: Option<Forget>,
    /// Whether a [`WeakProvider`](super::WeakProvider) knows the cell: where references are
    /// counted, it is told of the death of each such cell, and does not look for the dead.
    pub listed: Option<fn(CellRef) -> bool>,
}

/// See [`KindInfo::forget`].
pub type Forget = fn(CellRef, &Marking, usize) -> Option<usize>;

impl KindInfo {
    /// A kind without finaliser and without memory outside the heap.
    pub const fn plain(name: &'static str, size: fn(CellRef) -> usize, trace: fn(CellRef, &mut Tracer)) -> KindInfo {
        KindInfo {
            name,
            size,
            trace,
            beside: false,
            finalize: None,
            external: None,
            is_buffer: false,
            forget: None,
            listed: None,
        }
    }
}

/// A `trace` for kinds that reference nothing.
#[cfg(any(test, feature = "internals"))]
pub fn trace_nothing(_: CellRef, _: &mut Tracer) {}
