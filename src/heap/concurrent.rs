//! Marking beside the mutator: the helper (`helper.rs`) marks what the snapshot reaches while the
//! mutator runs.
//!
//! The mutator takes the snapshot and gives the edges to the thread; from then on it only does what
//! the thread cannot: it traces the kinds whose `trace` reads more than words (see
//! [`KindInfo::beside`](super::KindInfo)), looks numbers up, and hands over what its barrier logs.
//! When the thread falls behind what the heap's growth asks for (see `pacing.rs`), the mutator is
//! in debt: it takes a part of the edges and marks, too; and if the thread has none to spare, the
//! mutator waits for it, in steps as short as those in which it marks.
//!
//! Why this is sound, beyond the invariants of `barrier.rs`:
//! 1. *A cell may be written to while it is traced.* The barrier logs all references of a cell
//!    before its first write in a marking, whatever its mark says, for a marked cell may not have
//!    been read to its end.
//! 2. *What is read may be new.* A reference that the marker reads is one of the snapshot or one to
//!    a cell born since. That one was marked before the mutator could store a reference to it, and
//!    the store releases what the marker's load acquires: so the marker never traces it.
//! 3. *Marks are set by both*, in one atomic operation each; who sets a mark counts the cell and
//!    traces it.
//! 4. *Nothing goes away.* Sweeping is over before the snapshot, and the next sweep begins after
//!    the marking: no cell, block or arena is freed or reused in between. New blocks and arenas
//!    hold only marked cells.
//! 5. *Ephemerons* are the mutator's: which keys the thread marked is looked up once, when the
//!    thread has nothing left, and from then on the mutator marks alone.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::budget::Budget;
use super::cell::CellRef;
use super::collect::RootProvider;
use super::ephemerons::EphemeronTable;
use super::handoff::{Handoff, Returned};
use super::helper::{Requests, Shared, has_second_processor};
use super::kind::KindInfo;
use super::mark::{self, Marked, Marker, Side};
use super::pieces::SegmentedStack;
use super::space::{GcMode, Heap};
use super::tracer::{EdgeBatch, Tracer};

/// Cells that the thread marks between two looks at what the mutator wants.
const PORTION: usize = limit!(512, small = 2);
/// What it keeps for the mutator is given back when there is so much, or when it has nothing left
/// to do.
const LEFT: usize = limit!(1024, small = 2);

/// From so many bytes to mark on the thread is called: waking it takes some ten microseconds.
const WORTH_IT: usize = limit!(4 << 20, small = 1);
/// Deferred cells traced between two looks at the budget.
const DEFERRED_PORTION: usize = limit!(64, small = 2);

/// The mutator's view of a marking that the helper takes part in.
#[derive(Default)]
pub(super) struct Concurrent {
    /// The helper takes part in the running cycle.
    pub on: bool,
    /// Marked cells that wait for the mutator to trace them.
    pub deferred: SegmentedStack<u64>,
    /// What the helper took for this cycle.
    pub time: Duration,
    /// Bytes that it marked in this cycle, as far as it has told.
    pub told: usize,
}

impl Heap {
    /// The snapshot is taken: lets the thread mark what it reaches, if that is wanted and worth it.
    pub(super) fn begin_concurrent(&mut self) {
        self.concurrent.on = self.is_worth_a_thread() && self.helper.start();
        self.helper.shared.marked.store(0, Ordering::Relaxed);
        self.hand_over(true);
    }

    /// Bytes marked in this cycle so far, by whomever.
    pub(super) fn marked_bytes(&self) -> usize {
        let helper = if self.concurrent.on { self.helper.shared.marked.load(Ordering::Relaxed) } else { 0 };
        self.cycle.marked.bytes + helper.saturating_sub(self.concurrent.told)
    }

    /// The handoff, while the helper takes part.
    pub(super) fn handoff(&self) -> Option<&Handoff> {
        self.concurrent.on.then(|| &self.helper.shared.handoff)
    }

    fn is_worth_a_thread(&self) -> bool {
        matches!(self.config.mode, GcMode::Incremental | GcMode::Generational)
            && self.config.concurrent.unwrap_or_else(|| {
                // A minor cycle marks what the last one did, or so.
                let bytes = if self.cycle.minor { self.survived.0 } else { self.live_bytes };
                bytes >= WORTH_IT && !self.counts_cells() && has_second_processor()
            })
    }

    /// Whether another thread may be reading cells now.
    #[inline]
    pub fn is_marked_concurrently(&self) -> bool {
        self.concurrent.on
    }

    /// The mutator's part of a marking that the thread takes part in: false as long as that has
    /// something to do or the budget is spent; true when all is marked but what waits for
    /// ephemerons' keys, and the thread has left.
    pub(super) fn mark_concurrently(&mut self, budget: &mut Budget, roots: &mut dyn RootProvider) -> bool {
        let owed = self.pacing.owed;
        let until = self.marked_bytes().saturating_add(owed);
        let Some(handoff) = self.handoff() else { return true };
        if matches!(budget, Budget::Unlimited) {
            self.end_concurrent(roots);
            return true;
        }
        let Some((returned, mut idle)) = handoff.try_collect(owed > 0) else { return false };
        if !self.take_returned(returned) {
            self.end_concurrent(roots);
            return true;
        }
        let mut done = self.trace_what_is_left(budget);
        if owed > 0 {
            match self.assist(budget, until, idle) {
                Some(now_idle) => idle = now_idle,
                None => {
                    self.end_concurrent(roots);
                    return true;
                }
            }
            done &= self.concurrent.deferred.is_empty() && !self.tracer.has_ephemerons();
        }
        done &= self.tracer.is_empty();
        if owed == 0 || self.counts_cells() {
            self.hand_over(false);
        }
        if !(done && idle) {
            return false;
        }
        self.end_concurrent(roots);
        true
    }

    /// The mutator is in debt: marks until so many bytes are marked, the budget is spent, or there
    /// is nothing left to mark; whether the thread has nothing to do, or nothing if edges were
    /// lost. What is left of the edges the mutator keeps, for it will go on with them.
    fn assist(&mut self, budget: &mut Budget, until: usize, mut idle: bool) -> Option<bool> {
        loop {
            if self.counts_cells() {
                self.marker(Side::Mutator).drain(budget);
                return Some(idle);
            }
            if idle {
                // Both are to mark.
                let part = self.tracer.split();
                if !part.is_empty() {
                    self.helper.shared.handoff.give(part, false);
                    idle = false;
                }
            }
            while !self.tracer.is_empty() {
                if budget.is_spent() {
                    return Some(idle);
                }
                self.marker(Side::Mutator).drain(&mut Budget::Cells(PORTION));
                if self.marked_bytes() >= until {
                    return Some(idle);
                }
            }
            let time = budget.time_left();
            if idle || time.is_zero() || self.marked_bytes() >= until {
                return Some(idle);
            }
            let handoff = &self.helper.shared.handoff;
            handoff.wait_for_edges(time);
            let Some((returned, now_idle)) = handoff.try_collect(true) else { return Some(false) };
            idle = now_idle;
            if !self.take_returned(returned) {
                return None;
            }
            if !self.trace_what_is_left(budget) {
                return Some(idle);
            }
        }
    }

    /// Traces what only the mutator may: deferred cells, the snapshot's remembered set, ephemerons.
    /// False if the budget ended first.
    fn trace_what_is_left(&mut self, budget: &mut Budget) -> bool {
        while !(self.concurrent.deferred.is_empty() && self.cycle.remembered_all() && !self.tracer.has_ephemerons()) {
            if budget.is_spent() {
                return false;
            }
            self.trace_remembered();
            self.trace_deferred();
            self.marker(Side::Mutator).take_ephemerons();
        }
        true
    }

    fn trace_deferred(&mut self) {
        for _ in 0..DEFERRED_PORTION {
            let Some(at) = self.concurrent.deferred.pop() else { break };
            // SAFETY: a marked cell.
            mark::trace(self.kinds, unsafe { CellRef::from_addr(at) }, &mut self.tracer);
            // Many ephemerons make a large portion of their own.
            if self.tracer.take_work() > 0 {
                break;
            }
        }
    }

    fn hand_over(&mut self, new_marking: bool) {
        if self.concurrent.on && (new_marking || !self.tracer.is_empty()) {
            self.helper.shared.handoff.give(self.tracer.take_gathered(), new_marking);
        }
    }

    /// Takes in what the thread gave back; false if edges were lost.
    fn take_returned(&mut self, returned: Returned) -> bool {
        assert!(!returned.failed, "the marking thread has failed");
        self.cycle.marked.add(returned.marked);
        self.concurrent.told += returned.marked.bytes;
        self.concurrent.time += returned.time;
        self.concurrent.deferred.append(returned.deferred);
        self.tracer.put(returned.edges);
        returned.numbers.into_iter().for_each(|number| self.tracer.look_up(number));
        !returned.overflowed
    }

    /// The rest is the mutator's alone.
    fn end_concurrent(&mut self, roots: &mut dyn RootProvider) {
        let Some(handoff) = self.handoff() else { return };
        let returned = handoff.recall();
        let whole = self.take_returned(returned);
        self.concurrent.on = false;
        while !self.concurrent.deferred.is_empty() {
            self.trace_deferred();
        }
        if !whole {
            self.mark_again(roots);
        }
        if !self.waiting.is_empty() {
            self.cycle.missed_keys = Some(0);
        }
    }
}

/// Marks what the tracer's edges reach, until there are no more, the mutator recalls them, or a
/// request is due; what is to be handed over at the end, and the edges that are left.
pub(super) fn mark_batch(
    shared: &Shared,
    requests: &Requests,
    kinds: &'static [KindInfo],
    promote: bool,
    tracer: &mut Tracer,
) -> (Returned, EdgeBatch) {
    let handoff = &shared.handoff;
    let mut part = Returned::default();
    let mut waiting = EphemeronTable::default();
    let mut began = Instant::now();
    loop {
        let mut marked = Marked::default();
        let marker =
            &mut Marker { kinds, tracer, marked: &mut marked, waiting: &mut waiting, promote, side: Side::Concurrent };
        let done = marker.drain(&mut Budget::Cells(PORTION));
        part.marked.add(marked);
        shared.marked.fetch_add(marked.bytes, Ordering::Relaxed);
        part.overflowed |= tracer.take_overflow();
        if let Some((deferred, mut numbers)) = tracer.take_left() {
            deferred.into_iter().for_each(|cell| part.deferred.push(cell));
            part.numbers.append(&mut numbers);
        }
        if done || handoff.is_recalled() || requests.is_due(&shared.store, true) {
            part.time += began.elapsed();
            return (part, tracer.take_gathered());
        }
        if handoff.take_want() {
            part.edges.append(tracer.split());
        }
        if part.deferred.len() >= LEFT || !part.edges.is_empty() {
            part.time += began.elapsed();
            began = Instant::now();
            handoff.give_back(std::mem::take(&mut part));
        }
    }
}
