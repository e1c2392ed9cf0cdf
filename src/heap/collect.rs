//! Collections: why they run, where they find their roots, and what weak holders get to see.

use super::cell::CellRef;

/// Why a collection runs; what the log says of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum GcReason {
    /// The allocation debt reached its goal.
    Allocation,
    /// The program asked for it (`gc()`).
    Requested,
    /// The heap is at its limit.
    LastResort,
    /// The stress mode collects at every safepoint.
    Stress,
}

/// Gives the roots of a collection: everything that the program can still name.
pub trait RootProvider {
    /// Reports every root.
    fn trace_roots(&mut self, tracer: &mut super::tracer::Tracer);
}

impl<F: FnMut(&mut super::tracer::Tracer)> RootProvider for F {
    fn trace_roots(&mut self, tracer: &mut super::tracer::Tracer) {
        self(tracer);
    }
}

/// Holds cells without keeping them alive: tables of interned strings, weak maps, WeakRefs.
pub trait WeakProvider {
    /// Called when everything reachable so far is marked, and again as long as a call marks something new: the place of
    /// ephemerons, whose value lives if their key does. `found` are the cells newly reported by `Tracer::weak_cell`.
    fn mark_more(&mut self, _marking: &mut Marking<'_>, _found: &[CellRef]) {}

    /// Called once, when marking is complete: forget every cell that is not marked.
    fn drop_dead(&mut self, _marking: &Marking<'_>) {}
}

/// No weak holders.
impl WeakProvider for () {}

pub use super::space::Marking;
