//! Marking beside the program: the helper (`helper.rs`) marks what the snapshot reaches while the program runs.
//!
//! The program takes the snapshot and gives the edges to the thread; from then on it only does what the thread cannot: it traces the
//! kinds whose `trace` reads more than words (see [`KindInfo::beside`](super::KindInfo)), looks numbers up, and hands over what its
//! barrier logs. When the thread falls behind and the heap outgrows its goal, the program takes a part of the edges and marks, too.
//!
//! Why this is sound, beyond the invariants of `barrier.rs`:
//! 1. *A cell may be written to while it is traced.* The barrier logs all references of a cell before its first write in a
//!    marking, whatever its mark says, for a marked cell may not have been read to its end.
//! 2. *What is read may be new.* A reference that the marker reads is one of the snapshot or one to a cell born since. That one
//!    was marked before the program could store a reference to it, and the store releases what the marker's load acquires: so the marker
//!    never traces it.
//! 3. *Marks are set by both*, in one atomic operation each; who sets a mark counts the cell and traces it.
//! 4. *Nothing goes away.* Sweeping is over before the snapshot, and the next sweep begins after the marking: no cell, block or
//!    arena is freed or reused in between. New blocks and arenas hold only marked cells.
//! 5. *Ephemerons* are the program's: which keys the thread marked is looked up once, when the thread has nothing left, and from
//!    then on the program marks alone.

use std::time::{Duration, Instant};

use super::budget::Budget;
use super::cell::CellRef;
use super::collect::RootProvider;
use super::ephemerons::Waiting;
use super::handoff::{Handoff, Returned};
use super::helper::{Shared, has_second_processor};
use super::kind::KindInfo;
use super::mark::{self, Marked, Marker, Side};
use super::space::{GcMode, Heap};
use super::tracer::Tracer;

/// Cells that the thread marks between two looks at what the program wants.
const PORTION: usize = 512;
/// What it keeps for the program is given back when there is so much, or when it has nothing left to do.
const LEFT: usize = 1024;

/// From so many bytes to mark on the thread is called: waking it takes some ten microseconds.
const WORTH_IT: usize = 4 << 20;
/// Deferred cells traced between two looks at the budget.
const DEFERRED_PORTION: usize = 64;

/// The program's view of a marking that the helper takes part in.
#[derive(Default)]
pub(super) struct Concurrent {
    /// The helper takes part in the running cycle.
    pub on: bool,
    /// Marked cells that wait for the program's thread to trace them.
    pub deferred: Vec<u64>,
    /// What the helper took for this cycle.
    pub time: Duration,
}

impl Heap {
    /// The snapshot is taken: lets the thread mark what it reaches, if that is wanted and worth it.
    pub(super) fn begin_concurrent(&mut self) {
        self.concurrent.on = self.is_worth_a_thread() && self.helper.start();
        self.hand_over(true);
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

    /// The program's part of a marking that the thread takes part in: false as long as that has something to do or the budget is
    /// spent; true when all is marked but what waits for ephemerons' keys, and the thread has left.
    pub(super) fn mark_concurrently(&mut self, budget: &mut Budget, roots: &mut dyn RootProvider) -> bool {
        let assist = self.held > self.goal;
        let Some(handoff) = self.handoff() else { return true };
        if matches!(budget, Budget::Unlimited) {
            self.end_concurrent(roots);
            return true;
        }
        handoff.want(assist);
        let Some((returned, idle)) = handoff.try_collect() else { return false };
        if !self.take_returned(returned) {
            self.end_concurrent(roots);
            return true;
        }
        let mut done = self.trace_what_is_left(budget);
        if assist {
            done &= self.marker(Side::Program).drain(budget);
        }
        done &= self.tracer.is_empty();
        self.hand_over(false);
        if !(done && idle) {
            return false;
        }
        self.end_concurrent(roots);
        true
    }

    /// Traces what only the program's thread may: deferred cells, the snapshot's remembered set, ephemerons. False if the budget ended
    /// first.
    fn trace_what_is_left(&mut self, budget: &mut Budget) -> bool {
        while !(self.concurrent.deferred.is_empty() && self.cycle.remembered_all() && !self.tracer.has_ephemerons()) {
            if budget.is_spent() {
                return false;
            }
            self.trace_remembered();
            self.trace_deferred();
            self.marker(Side::Program).take_ephemerons();
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
        self.concurrent.time += returned.time;
        self.concurrent.deferred.extend(returned.deferred);
        self.tracer.put(returned.edges);
        returned.numbers.into_iter().for_each(|number| self.tracer.look_up(number));
        !returned.overflowed
    }

    /// The rest is the program's alone.
    fn end_concurrent(&mut self, roots: &mut dyn RootProvider) {
        let Some(handoff) = self.handoff() else { return };
        handoff.want(false);
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

/// Marks what the tracer's edges reach, or gives them back when it is told to; what is to be handed over at the end.
pub(super) fn mark_batch(shared: &Shared, kinds: &'static [KindInfo], promote: bool, tracer: &mut Tracer) -> Returned {
    let handoff = &shared.handoff;
    let mut part = Returned::default();
    let mut waiting = Waiting::default();
    let mut began = Instant::now();
    loop {
        let mut marked = Marked::default();
        let marker =
            &mut Marker { kinds, tracer, marked: &mut marked, waiting: &mut waiting, promote, side: Side::Thread };
        let done = marker.drain(&mut Budget::Cells(PORTION));
        part.marked.add(marked);
        part.overflowed |= tracer.take_overflow();
        if let Some((mut deferred, mut numbers)) = tracer.take_left() {
            part.deferred.append(&mut deferred);
            part.numbers.append(&mut numbers);
        }
        let recalled = handoff.is_recalled();
        if recalled {
            part.edges.append(tracer.take_gathered());
        }
        if !done && !recalled && handoff.is_wanted() {
            part.edges.segments.extend(tracer.split());
        }
        if done || recalled {
            part.time += began.elapsed();
            return part;
        }
        if part.deferred.len() >= LEFT || !part.edges.is_empty() {
            part.time += began.elapsed();
            began = Instant::now();
            handoff.give_back(std::mem::take(&mut part));
        }
        if shared.store.has_errand() {
            shared.store.run_errand();
        }
    }
}
