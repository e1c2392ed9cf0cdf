//! Figures of the heap: what it holds, and what its collections did.

use std::time::Duration;

use super::collect::GcReason;

/// What the heap holds now and what its collector has done so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeapStats {
    /// Bytes of all cells, each rounded to its size class: those found alive by the last
    /// collection, and those allocated since.
    pub heap_used: usize,
    /// Bytes committed for cells and the heap's own tables: blocks, pages of large cells, bitmaps.
    pub heap_total: usize,
    /// Bytes outside the heap that cells own.
    pub external: usize,
    /// Of these the bytes of array buffers.
    pub array_buffers: usize,
    /// The most that `heap_used + external` may be.
    pub limit: usize,
    /// When `heap_used + external` reaches this, the next safepoint collects.
    pub goal: usize,
    /// Bytes allocated since the heap was made.
    pub allocated_total: u64,
    /// Collections so far.
    pub collections: u64,
    /// Those of them that were minor.
    pub minor_collections: u64,
    /// Time that collections stopped the mutator for.
    pub total_pause: Duration,
    /// The longest of these pauses.
    pub longest_pause: Duration,
}

/// A part of a cycle.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum GcPhase {
    /// The rest of the last cycle's sweep.
    Sweep,
    /// Marks of old cells are cleared.
    Clear,
    /// The barrier's list of the last cycle.
    Settle,
    /// The roots are copied.
    Snapshot,
    /// Marking.
    Mark,
    /// Weak holders forget.
    Forget,
    /// The figures and the lists of blocks.
    End,
}

impl GcPhase {
    /// Every phase, in the order of a cycle.
    pub const ALL: [GcPhase; 7] = [
        GcPhase::Sweep,
        GcPhase::Clear,
        GcPhase::Settle,
        GcPhase::Snapshot,
        GcPhase::Mark,
        GcPhase::Forget,
        GcPhase::End,
    ];

    /// Its name in the log.
    #[cfg(feature = "cli")]
    pub fn name(self) -> &'static str {
        match self {
            GcPhase::Sweep => "sweep",
            GcPhase::Clear => "clear",
            GcPhase::Settle => "settle",
            GcPhase::Snapshot => "snapshot",
            GcPhase::Mark => "mark",
            GcPhase::Forget => "forget",
            GcPhase::End => "end",
        }
    }
}

/// Time spent in each phase of a cycle, and the longest uninterrupted part of each.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct PhaseTimes {
    total: [Duration; GcPhase::ALL.len()],
    longest: [Duration; GcPhase::ALL.len()],
}

impl PhaseTimes {
    pub(super) fn add(&mut self, phase: GcPhase, time: Duration) {
        self.total[phase as usize] += time;
        self.longest[phase as usize] = self.longest[phase as usize].max(time);
    }

    /// All time in a phase.
    pub fn total(&self, phase: GcPhase) -> Duration {
        self.total[phase as usize]
    }

    /// The longest part of a phase that the mutator waited for without going on.
    #[cfg(feature = "cli")]
    pub fn longest(&self, phase: GcPhase) -> Duration {
        self.longest[phase as usize]
    }
}

/// The steps of a cycle.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub struct Steps {
    /// How many.
    pub count: u32,
    /// Their time in all.
    pub total: Duration,
    /// The longest.
    pub longest: Duration,
    /// The last.
    pub last: Duration,
}

impl Steps {
    pub(super) fn add(&mut self, time: Duration) {
        self.count += 1;
        self.total += time;
        self.longest = self.longest.max(time);
        self.last = time;
    }
}

/// One collection, as the log tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct GcCycle {
    /// 1 for the first collection of the heap.
    pub number: u64,
    /// Why it ran.
    pub reason: GcReason,
    /// Whether only young cells were collected.
    pub minor: bool,
    /// Time since the heap was made, at the collection's start.
    pub at: Duration,
    /// The same at the start of its last step.
    pub last_step_at: Duration,
    /// How long its last step stopped the mutator: all of it, if there was one step.
    pub pause: Duration,
    /// All of its steps.
    pub steps: Steps,
    /// Where the time went.
    pub times: PhaseTimes,
    /// What a thread marked beside the mutator, by the clock.
    pub beside: Duration,
    /// Bytes of cells before it.
    pub used_before: usize,
    /// Bytes of cells that it found alive, and of those born while it marked.
    pub used_after: usize,
    /// Bytes committed before it.
    pub total_before: usize,
    /// Bytes committed after it.
    pub total_after: usize,
    /// Cells that it marked.
    pub live_cells: usize,
    /// The mutator's share of the time since the collection before.
    pub mutator_share: f64,
    /// A running mean of such shares.
    pub mean_mutator_share: f64,
}

/// One stop of the mutator for the collector.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Pause {
    /// Time since the heap was made, at its start.
    pub at: Duration,
    /// How long it was.
    pub length: Duration,
    /// Processor time that the thread had in it: less than `length` if the system did something
    /// else meanwhile. Known where pauses are recorded.
    pub work: Duration,
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
