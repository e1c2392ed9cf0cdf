//! A collection cycle: a machine of phases, each of which can stop when its budget is spent and go
//! on later.
//!
//! ```text
//! Idle ─> Sweeping ─> Clearing ─> BarrierReset ─> (snapshot) ─> Marking ─> WeakProcessing ─> (end) ─> Idle
//!         rest of     marks of    states and      roots,        in steps   weak holders
//!         last sweep  old cells   lists           remembered set           clear the dead
//! ```
//!
//! Stopping the world is the same machine with an unlimited budget. A minor cycle skips Clearing:
//! the marks of old cells stay, so only young cells are marked, and they are found from the roots
//! and from the remembered set.
//!
//! Invariants:
//! - what is done between two looks at the budget does not grow with the heap. The snapshot copies
//!   the roots (the value stack, the frames and the tables of the runtime) and takes over the
//!   remembered set, whose size is capped; the end changes some numbers and lists of blocks;
//! - marks are written only from the snapshot to the end, and stand unchanged until all is swept;
//! - cells born from the snapshot to the end are marked at birth.

use std::ptr;
use std::time::{Duration, Instant};

use super::arena;
use super::barrier;
use super::budget::Budget;
use super::cell::{CellRef, state};
use super::collect::{GcReason, Marking, RootProvider, WeakProvider};
use super::concurrent::Concurrent;
use super::ephemerons::EphemeronTable;
use super::give_back::Pending;
use super::limit::NEAR;
use super::mark::{self, Marked, Marker, Side};
use super::space::{GcMode, Heap};
use super::stats::{GcCycle, GcPhase, PhaseTimes, Steps};
use super::tracer::{MarkRoots, Relief, Tracer};
use super::word;

/// Remembered or scanned cells worked off between two looks at the budget.
const LIST_PORTION: usize = limit!(256, small = 2);
/// Blocks swept between two looks at the budget.
const SWEEP_PORTION: usize = limit!(16, small = 1);

/// What a cycle is doing.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// No cycle runs. There may be blocks to sweep.
    Idle,
    /// The rest of the last cycle's sweep.
    Sweeping,
    /// Before a major cycle: the marks of old cells are cleared.
    Clearing,
    /// Cells scanned by the barrier in the last cycle become old ones.
    BarrierReset,
    /// The snapshot is taken; what it reaches is marked.
    Marking,
    /// Marking is complete: weak holders forget the dead.
    WeakProcessing,
}

/// The state of the running cycle, and what it leaves to the next.
pub(super) struct Cycle {
    pub phase: Phase,
    /// Only young cells are marked.
    pub minor: bool,
    pub marked: Marked,
    /// The part of the waiting ephemerons whose keys are looked through next: another thread marked
    /// without waking them.
    pub missed_keys: Option<usize>,
    reason: GcReason,
    began: Instant,
    used_before: usize,
    total_before: usize,
    used_after: usize,
    pub used_at_snapshot: usize,
    /// Bytes allocated since the heap was made, then.
    pub allocated_at_snapshot: u64,
    /// The marks of the last cycle stand.
    marks_stand: bool,
    /// Where `Clearing` is: an address, and then an index of large cells.
    clear_from: Option<usize>,
    clear_large: usize,
    /// The remembered set of the snapshot, as far as it is not worked off.
    remembered: Vec<CellRef>,
    remembered_slots: Vec<usize>,
    /// Cells with weak references, and how far `WeakProcessing` has come in the last of them.
    weak: Vec<CellRef>,
    weak_from: usize,
    /// Cells whose `forget` had something to tell the mutator.
    pub finalization_notices: Vec<CellRef>,
    pub steps: Steps,
    times: PhaseTimes,
}

impl Cycle {
    pub fn new() -> Cycle {
        Cycle {
            phase: Phase::Idle,
            minor: false,
            marked: Marked::default(),
            missed_keys: None,
            reason: GcReason::Allocation,
            began: Instant::now(),
            used_before: 0,
            total_before: 0,
            used_after: 0,
            used_at_snapshot: 0,
            allocated_at_snapshot: 0,
            marks_stand: false,
            clear_from: Some(0),
            clear_large: 0,
            remembered: Vec::new(),
            remembered_slots: Vec::new(),
            weak: Vec::new(),
            weak_from: 0,
            finalization_notices: Vec::new(),
            steps: Steps::default(),
            times: PhaseTimes::default(),
        }
    }
}

impl Cycle {
    /// The rest of the snapshot's remembered set, for the tests of the invariants.
    #[cfg(test)]
    pub fn to_work_off(&self) -> (&[CellRef], &[usize]) {
        (&self.remembered, &self.remembered_slots)
    }

    /// Time that the mutator spent on marking.
    pub fn mark_time(&self) -> Duration {
        self.times.total(GcPhase::Mark)
    }

    /// Time that it spent on everything else.
    pub fn time_of_others(&self) -> Duration {
        let others = GcPhase::ALL.into_iter().filter(|&phase| phase != GcPhase::Mark);
        others.map(|phase| self.times.total(phase)).sum()
    }

    /// Whether all of the snapshot's remembered set is worked off.
    pub fn remembered_all(&self) -> bool {
        self.remembered.is_empty() && self.remembered_slots.is_empty()
    }
}

impl Heap {
    /// Begins a cycle. Nothing is marked before its snapshot.
    pub(super) fn begin_cycle(&mut self, minor: bool, reason: GcReason) {
        debug_assert!(self.cycle.phase == Phase::Idle);
        self.cycle.minor = minor;
        self.cycle.reason = reason;
        self.cycle.began = Instant::now();
        self.cycle.used_before = self.used();
        self.cycle.total_before = self.committed();
        self.cycle.marked = Marked::default();
        self.cycle.steps = Steps::default();
        self.cycle.times = PhaseTimes::default();
        (self.cycle.clear_from, self.cycle.clear_large) = (Some(0), 0);
        self.cycle.phase = Phase::Sweeping;
        self.plan_cycle();
    }

    /// Goes on with the cycle until the budget is spent (`None`) or the cycle ends.
    pub(super) fn advance(
        &mut self,
        budget: &mut Budget,
        roots: &mut dyn RootProvider,
        weak: &mut dyn WeakProvider,
    ) -> Option<GcCycle> {
        loop {
            let began = Instant::now();
            let phase = self.cycle.phase;
            let done = match phase {
                Phase::Idle => return None,
                Phase::Sweeping => self.finish_last_sweep(budget),
                Phase::Clearing => self.clear_marks(budget),
                Phase::BarrierReset => self.settle(budget),
                Phase::Marking => self.mark_some(budget, roots),
                Phase::WeakProcessing => self.forget_some(budget, weak),
            };
            self.cycle.times.add(gc_phase(phase), began.elapsed());
            if !done {
                return None;
            }
            self.cycle.phase = match phase {
                Phase::Sweeping if self.cycle.marks_stand && !self.cycle.minor => Phase::Clearing,
                Phase::Sweeping | Phase::Clearing => Phase::BarrierReset,
                Phase::BarrierReset => {
                    let unbroken = matches!(budget, Budget::Unlimited);
                    self.timed(GcPhase::Snapshot, |heap| heap.snapshot(roots, unbroken));
                    Phase::Marking
                }
                Phase::Marking => {
                    self.begin_forgetting(roots);
                    Phase::WeakProcessing
                }
                Phase::WeakProcessing | Phase::Idle => {
                    self.timed(GcPhase::End, Heap::end_cycle);
                    return Some(self.report());
                }
            };
        }
    }

    fn timed(&mut self, phase: GcPhase, work: impl FnOnce(&mut Heap)) {
        let began = Instant::now();
        work(self);
        self.cycle.times.add(phase, began.elapsed());
    }

    fn finish_last_sweep(&mut self, budget: &mut Budget) -> bool {
        while self.pending == Pending::Sweep && !self.sweep_blocks(SWEEP_PORTION) {
            if budget.is_spent() {
                return false;
            }
        }
        self.pending = Pending::Nothing;
        true
    }

    fn clear_marks(&mut self, budget: &mut Budget) -> bool {
        while let Some(from) = self.cycle.clear_from {
            if budget.is_spent() {
                return false;
            }
            self.cycle.clear_from = self.clear_next_marks(from);
        }
        while self.large.clear_marks(self.cycle.clear_large) {
            self.cycle.clear_large += 1;
            if self.cycle.clear_large.is_multiple_of(SWEEP_PORTION) && budget.is_spent() {
                return false;
            }
        }
        self.cycle.marks_stand = false;
        true
    }

    /// Cells that the barrier scanned in the last cycle are old ones like all others, and its
    /// newborn are young ones.
    fn settle(&mut self, budget: &mut Budget) -> bool {
        while !self.settle_newborn() {
            if budget.is_spent() {
                return false;
            }
        }
        // What was written to while cells were born that are young now may refer to them.
        let remember = self.cycle.minor && self.newborn.were_young;
        while !self.scanned.is_empty() {
            if budget.is_spent() {
                return false;
            }
            for _ in 0..LIST_PORTION {
                let Some(cell) = self.scanned.pop() else { break };
                if cell.header().gc_state() == state::SCANNED {
                    cell.header().set_gc_state(if remember { state::REMEMBERED } else { state::OLD });
                    if remember {
                        self.remembered.push(cell);
                    }
                }
            }
        }
        true
    }

    /// The snapshot: from here on the barrier guards what is reachable now, and new cells are
    /// black. `unbroken`: the marking follows without a stop.
    fn snapshot(&mut self, roots: &mut dyn RootProvider, unbroken: bool) {
        self.retire_ranges();
        self.cycle.used_at_snapshot = self.used();
        self.cycle.allocated_at_snapshot =
            self.allocated_before + self.cycle.used_at_snapshot.saturating_sub(self.live_bytes) as u64;
        self.cycle.remembered = std::mem::take(&mut self.remembered);
        self.cycle.remembered_slots = std::mem::take(&mut self.remembered_slots);
        if !self.cycle.minor {
            self.cycle.remembered_slots = Vec::new();
        }
        self.waiting = EphemeronTable::default();
        self.cycle.missed_keys = None;
        self.tracer.count_numbers_once(true);
        // Where memory is short the program is collected without steps anyway.
        let short = self.unused() < NEAR;
        self.trace_roots(roots, unbroken || short);
        if self.tracer.take_overflow() {
            // No memory for all roots at once.
            self.mark_again(roots);
        }
        self.allocate_black = true;
        self.begin_births(unbroken);
        self.concurrent = Concurrent::default();
        if !unbroken {
            self.begin_concurrent();
        }
        self.plan_marking();
    }

    /// Gathers the roots; what they reach is marked meanwhile if `relieved`, when they are many.
    fn trace_roots(&mut self, roots: &mut dyn RootProvider, relieved: bool) {
        if !relieved {
            return roots.trace_roots(&mut self.tracer);
        }
        self.tracer.relieve(Some(Relief::Mark(MarkRoots {
            kinds: self.kinds,
            promote: self.config.mode == GcMode::Generational,
            marked: self.cycle.marked,
            waiting: std::mem::take(&mut self.waiting),
        })));
        roots.trace_roots(&mut self.tracer);
        if let Some(Relief::Mark(relief)) = self.tracer.relieve(None) {
            (self.cycle.marked, self.waiting) = (relief.marked, relief.waiting);
        }
    }

    pub(super) fn marker(&mut self, side: Side) -> Marker<'_> {
        Marker {
            kinds: self.kinds,
            tracer: &mut self.tracer,
            marked: &mut self.cycle.marked,
            waiting: &mut self.waiting,
            promote: self.config.mode == GcMode::Generational,
            side,
        }
    }

    fn mark_some(&mut self, budget: &mut Budget, roots: &mut dyn RootProvider) -> bool {
        if self.concurrent.on && !self.mark_concurrently(budget, roots) {
            return false;
        }
        while let Some(shard) = self.cycle.missed_keys {
            if budget.is_spent() {
                return false;
            }
            self.waiting.wake_marked(shard, &mut self.tracer);
            self.cycle.missed_keys = (shard + 1 < EphemeronTable::SHARDS).then_some(shard + 1);
        }
        loop {
            let drained = self.marker(Side::StopTheWorld).drain(budget);
            if self.tracer.take_overflow() {
                self.mark_again(roots);
            }
            if !drained {
                return false;
            }
            if self.cycle.remembered_all() {
                return true;
            }
            self.trace_remembered();
        }
    }

    /// Works off a part of the remembered set: its cells are old ones like all others, and in a
    /// minor cycle their references are roots.
    pub(super) fn trace_remembered(&mut self) {
        let from = self.cycle.remembered_slots.len().saturating_sub(LIST_PORTION);
        for slot in self.cycle.remembered_slots.drain(from..) {
            // SAFETY: a slot of an old cell, which a minor cycle does not free. What it held at the
            // snapshot, if it was written to since, the barrier has reported.
            self.tracer.word(unsafe { word::read(ptr::with_exposed_provenance::<u64>(slot)) });
        }
        let from = self.cycle.remembered.len().saturating_sub(LIST_PORTION);
        for cell in self.cycle.remembered.drain(from..) {
            // What was written to since the snapshot has been traced by the barrier.
            if cell.header().gc_state() == state::REMEMBERED {
                cell.header().set_gc_state(state::OLD);
                if self.cycle.minor {
                    mark::trace(self.kinds, cell, &mut self.tracer);
                }
            }
        }
    }

    /// Edges were lost for want of memory: marks, without a stop, what the roots of now and all
    /// marked cells reach, until nothing is lost.
    #[cold]
    pub(super) fn mark_again(&mut self, roots: &mut dyn RootProvider) {
        self.retire_ranges();
        let unused = self.new_tracer();
        let mut tracer = std::mem::replace(&mut self.tracer, unused);
        let mut waiting = std::mem::take(&mut self.waiting);
        let mut marked = self.cycle.marked;
        let (kinds, promote) = (self.kinds, self.config.mode == GcMode::Generational);
        loop {
            tracer.count_numbers_once(true);
            tracer.skip_marked(true);
            roots.trace_roots(&mut tracer);
            tracer.skip_marked(false);
            let mut drain = |tracer: &mut Tracer| {
                let mut marker = Marker {
                    kinds,
                    tracer,
                    marked: &mut marked,
                    waiting: &mut waiting,
                    promote,
                    side: Side::StopTheWorld,
                };
                marker.drain(&mut Budget::Unlimited);
            };
            drain(&mut tracer);
            self.for_each_start(|at| {
                if arena::is_marked(at) {
                    // SAFETY: start bits stand for allocated cells.
                    mark::trace(kinds, unsafe { CellRef::from_addr(at as u64) }, &mut tracer);
                    drain(&mut tracer);
                }
            });
            if !tracer.take_overflow() {
                break;
            }
        }
        (self.tracer, self.waiting, self.cycle.marked) = (tracer, waiting, marked);
    }

    fn begin_forgetting(&mut self, roots: &mut dyn RootProvider) {
        if self.config.verify || self.verify_turn() {
            self.check_marks(roots).unwrap_or_else(|fault| panic!("marking missed something: {fault}"));
        }
        self.set_slow_states(if self.newborn.young { &barrier::REMEMBERING } else { &barrier::OFF });
        self.plan_cycle();
        self.cycle.weak = self.tracer.take_weak();
        self.cycle.weak_from = 0;
    }

    /// Lets weak cells, and then the holders outside the heap, forget what is not marked.
    fn forget_some(&mut self, budget: &mut Budget, weak: &mut dyn WeakProvider) -> bool {
        while let Some(&cell) = self.cycle.weak.last() {
            if budget.is_spent() {
                return false;
            }
            let forget = self.kinds[usize::from(cell.kind())].forget;
            // What was marked in steps may be garbage by now that still refers to what would be
            // dropped.
            let in_steps = self.cycle.steps.count > 0;
            let marking = Marking::of_cycle(self.cycle.minor || in_steps, self.newborn.young);
            let next = forget.and_then(|forget| forget(cell, &marking, self.cycle.weak_from));
            self.cycle.marked.bytes = self.cycle.marked.bytes.saturating_sub(marking.dropped());
            self.cycle.finalization_notices.append(&mut marking.into_told());
            self.cycle.weak_from = next.unwrap_or(0);
            if next.is_none() {
                self.cycle.weak.pop();
            }
        }
        while !weak.forget_some(&Marking::of_cycle(false, self.newborn.young), self.cycle.minor) {
            if budget.is_spent() {
                return false;
            }
        }
        true
    }

    /// Everything unmarked is dead: what is alive is counted, and the rest is left to the sweep.
    fn end_cycle(&mut self) {
        self.retire_ranges();
        self.settle_growth();
        self.cycle.phase = Phase::Idle;
        self.allocate_black = false;
        self.waiting = EphemeronTable::default();
        self.tracer.count_numbers_once(false);
        self.tracer.shrink();
        let used = self.used();
        let kept = if self.cycle.minor { self.live_bytes } else { 0 };
        let newborn = used - self.cycle.used_at_snapshot;
        let live = kept + self.cycle.marked.bytes + newborn;
        // What is young is not yet booked as alive.
        let young = if self.end_births() { newborn } else { 0 };
        self.allocated_before += used.saturating_sub(self.live_bytes + young) as u64;
        self.survived =
            (self.cycle.marked.bytes, self.cycle.used_at_snapshot - self.live_bytes.min(self.cycle.used_at_snapshot));
        self.learn_what_lives(newborn);
        self.live_bytes = live - young;
        self.cycle.used_after = live;
        self.held = live + self.external + self.outside.bytes;
        self.sync_outside();
        if !self.cycle.minor {
            self.proven = self.held;
        }
        self.cycle.marks_stand = self.config.mode == GcMode::Generational;
        self.release_all = self.cycle.reason.is_thorough() && !self.config.stress;
        self.begin_sweep(self.cycle.minor, self.cycle.marks_stand);
        self.set_goal();
    }

    fn report(&self) -> GcCycle {
        GcCycle {
            number: self.log.count + 1,
            reason: self.cycle.reason,
            minor: self.cycle.minor,
            at: self.cycle.began - self.started,
            last_step_at: Duration::ZERO,
            pause: Duration::ZERO,
            steps: self.cycle.steps,
            times: self.cycle.times,
            beside: self.concurrent.time,
            used_before: self.cycle.used_before,
            used_after: self.cycle.used_after,
            total_before: self.cycle.total_before,
            total_after: self.committed(),
            live_cells: self.cycle.marked.cells,
            mutator_share: 1.0,
            mean_mutator_share: 1.0,
        }
    }
}

fn gc_phase(phase: Phase) -> GcPhase {
    match phase {
        Phase::Sweeping | Phase::Idle => GcPhase::Sweep,
        Phase::Clearing => GcPhase::Clear,
        Phase::BarrierReset => GcPhase::Settle,
        Phase::Marking => GcPhase::Mark,
        Phase::WeakProcessing => GcPhase::Forget,
    }
}
