//! The concurrent marker in slow motion, for the model check: it takes a batch, sets a mark, reads
//! a slot, rests, one thing at a time, so that a test can let the mutator act between any two of
//! them.

use std::ops::Range;

use super::arena;
use super::cell::{CellRef, state};
use super::handoff::{Handoff, Returned};
use super::mark::Marked;
use super::tracer::EdgeBatch;
use super::word;

/// A marker that does one thing in a step.
#[derive(Default)]
pub(super) struct SlowMarker {
    edges: Vec<u64>,
    /// Slots of a marked cell, or of a run, that are still to be read.
    reading: Vec<*mut u64>,
    /// A cell that was marked just now, and may be a young one.
    fresh: Option<CellRef>,
    marked: Marked,
    busy: bool,
    /// Marked cells become old.
    promote: bool,
}

impl SlowMarker {
    /// A marker at rest. `promote`: marked cells become old.
    pub fn new(promote: bool) -> SlowMarker {
        SlowMarker { promote, ..SlowMarker::default() }
    }

    /// The next thing; false if there is nothing to do. `slots` gives the slots that may hold
    /// references in a range of addresses.
    pub fn step(&mut self, handoff: &Handoff, slots: impl Fn(Range<usize>) -> Vec<*mut u64>) -> bool {
        if !self.busy {
            let Some(batch) = handoff.try_next() else { return false };
            self.edges.extend(batch.edges.segments.into_iter().flatten());
            let runs = batch.edges.spans.into_iter().map(|(at, len)| slots(at..at + len * size_of::<u64>()));
            self.reading.extend(runs.flatten());
            self.busy = true;
        } else if let Some(cell) = self.fresh.take() {
            let before = cell.header().gc_state();
            if state::is_young(before) {
                cell.header().change_gc_state(before, state::OLD);
            }
        } else if let Some(slot) = self.reading.pop() {
            // SAFETY: a slot of a cell that nothing frees while a cycle marks.
            self.edges.extend(Some(unsafe { word::read(slot) }).filter(|&word| word::is_cell(word)));
        } else if let Some(edge) = self.edges.pop() {
            if arena::mark_shared(edge as usize) {
                self.marked.count(edge as usize);
                // SAFETY: an edge is the address of a cell.
                let cell = unsafe { CellRef::from_addr(edge) };
                self.reading = slots(edge as usize..edge as usize + arena::cell_bytes(edge as usize));
                self.fresh = self.promote.then_some(cell);
            }
        } else {
            self.rest(handoff);
        }
        true
    }

    fn rest(&mut self, handoff: &Handoff) {
        let part = Returned { marked: std::mem::take(&mut self.marked), ..Returned::default() };
        let mut left = EdgeBatch::default();
        left.segments.extend(Some(std::mem::take(&mut self.edges)).filter(|edges| !edges.is_empty()));
        handoff.rest(part, left);
        self.busy = false;
    }

    /// Gives everything back, but for the cell that it is in the midst of: that is read to its end,
    /// as the thread does.
    pub fn stop(&mut self, handoff: &Handoff, slots: impl Fn(Range<usize>) -> Vec<*mut u64>) {
        while !self.reading.is_empty() || self.fresh.is_some() {
            self.step(handoff, &slots);
        }
        if self.busy {
            self.rest(handoff);
        }
    }
}
