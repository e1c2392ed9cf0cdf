//! Figures of the heap: what it holds, and what its collections did.

use std::time::Duration;

use super::collect::GcReason;

/// What the heap holds now and what its collector has done so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeapStats {
    /// Bytes of all cells, each rounded to its size class: those found alive by the last collection, and those allocated since.
    pub heap_used: usize,
    /// Bytes committed for cells and the heap's own tables: blocks, pages of large cells, bitmaps.
    pub heap_total: usize,
    /// Bytes outside the heap that cells own.
    pub external: usize,
    /// The most that `heap_used + external` may be.
    pub limit: usize,
    /// When `heap_used + external` reaches this, the next safepoint collects.
    pub goal: usize,
    /// Bytes allocated since the heap was made.
    pub allocated_total: u64,
    /// Collections so far.
    pub collections: u64,
    /// Time that collections stopped the program for.
    pub total_pause: Duration,
    /// The longest of these pauses.
    pub longest_pause: Duration,
}

/// One collection, as the log tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct GcCycle {
    /// 1 for the first collection of the heap.
    pub number: u64,
    /// Why it ran.
    pub reason: GcReason,
    /// Time since the heap was made, at the collection's start.
    pub at: Duration,
    /// How long the program was stopped.
    pub pause: Duration,
    /// Bytes of cells before it.
    pub used_before: usize,
    /// Bytes of cells that it found alive.
    pub used_after: usize,
    /// Bytes committed before it.
    pub total_before: usize,
    /// Bytes committed after it.
    pub total_after: usize,
    /// Cells that it found alive.
    pub live_cells: usize,
}

/// What a walk over all cells counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Allocated cells.
    pub cells: usize,
    /// Their bytes, rounded to size classes: equal to `heap_used`.
    pub bytes: usize,
    /// Cells reachable from the roots.
    pub reachable_cells: usize,
    /// Their bytes.
    pub reachable_bytes: usize,
    /// Bytes outside the heap, as the kinds' `external` functions tell them.
    pub external: usize,
    /// References looked at.
    pub edges: usize,
}
