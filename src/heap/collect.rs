//! Collections: why they run, where they find their roots, what weak holders get to see, and who
//! drives the cycle: all of it at once, or a step at each safepoint that the pacing asks for.

use std::cell::RefCell;

use super::arena::{self, Arena};
use super::budget::Budget;
use super::cell::{CellRef, state};
use super::cycle::Phase;
use super::log::Stop;
#[cfg(any(test, feature = "cli"))]
use super::mark;
use super::space::{GcMode, Heap};
use super::stats::GcCycle;
use super::tracer::Tracer;
use super::word;

/// Why a collection runs; what the log says of it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum GcReason {
    /// The allocation debt reached its goal.
    Allocation,
    /// The mutator asked for it (`gc()`).
    Requested,
    /// The heap is at its limit.
    LastResort,
    /// The stress mode collects at every safepoint.
    Stress,
}

impl GcReason {
    /// The reason in the words of V8's log.
    #[cfg(feature = "cli")]
    pub fn describe(self) -> &'static str {
        match self {
            GcReason::Allocation => "allocation failure; GC in old space requested",
            GcReason::Requested => "testing; GC in old space requested",
            GcReason::LastResort => "last resort; GC in old space requested",
            GcReason::Stress => "stress; GC in old space requested",
        }
    }

    /// Whether memory is to go back to the system at once, and not as allocation sweeps.
    pub(super) fn is_thorough(self) -> bool {
        self != GcReason::Allocation
    }
}

/// Gives the roots of a collection: everything that the mutator can still name.
pub trait RootProvider {
    /// Reports every root.
    fn trace_roots(&mut self, tracer: &mut Tracer);
}

impl<F: FnMut(&mut Tracer)> RootProvider for F {
    fn trace_roots(&mut self, tracer: &mut Tracer) {
        self(tracer);
    }
}

/// Holds cells outside the heap without keeping them alive: tables of interned strings, of shapes.
pub trait WeakProvider {
    /// Called when marking is complete, until it answers true: forgets some of what is not marked.
    /// What it does in one call must not take long. After a minor cycle (`minor`) only cells born
    /// since the last cycle can be dead.
    fn forget_some(&mut self, marking: &Marking, minor: bool) -> bool;

    /// Instead of `forget_some` where references are counted, at the end of each epoch: forgets
    /// these cells (see [`KindInfo::listed`](super::KindInfo)), which died in it.
    fn forget_counted(&mut self, dead: &mut dyn Iterator<Item = CellRef>, marking: &Marking);
}

/// No weak holders.
impl WeakProvider for () {
    fn forget_some(&mut self, _: &Marking, _: bool) -> bool {
        true
    }

    fn forget_counted(&mut self, _: &mut dyn Iterator<Item = CellRef>, _: &Marking) {}
}

/// The marks of a complete marking, as weak holders see them.
pub struct Marking {
    told: RefCell<Vec<CellRef>>,
    dropped: std::cell::Cell<usize>,
    counts: bool,
    minor: bool,
    /// The cells born in the marking are young.
    young: bool,
}

impl Marking {
    pub(super) fn new() -> Marking {
        Marking {
            told: RefCell::new(Vec::new()),
            dropped: std::cell::Cell::new(0),
            counts: false,
            minor: false,
            young: false,
        }
    }

    /// As [`Marking::new`], for a heap that counts references.
    pub(super) fn counting() -> Marking {
        Marking { counts: true, ..Marking::new() }
    }

    /// As [`Marking::new`]; of a minor cycle, or one in steps, nothing is dropped (see
    /// [`Marking::drop_cell`]). `young`: what was born in the marking may die in the next minor
    /// cycle.
    pub(super) fn of_cycle(minor: bool, young: bool) -> Marking {
        Marking { minor, young, ..Marking::new() }
    }

    /// Whether the cell is alive, and the next minor cycle may find it dead.
    pub fn stays_young(&self, cell: CellRef) -> bool {
        self.young && self.is_marked(cell) && state::is_young(cell.header().gc_state())
    }

    /// Whether there are such cells.
    pub fn has_young(&self) -> bool {
        self.young
    }

    /// A marked cell that only the cell referred to which forgets now: it is freed by this
    /// collection and not by the next. A minor cycle leaves it to the next, for old cells stay
    /// marked; so does one in steps, whose floating cells may still refer to it.
    pub fn drop_cell(&self, cell: CellRef) {
        if !self.counts && !self.minor && arena::unmark(cell.addr() as usize) {
            self.dropped.set(self.dropped.get() + arena::cell_bytes(cell.addr() as usize));
        }
    }

    /// Bytes of the cells that were dropped.
    pub(super) fn dropped(&self) -> usize {
        self.dropped.get()
    }

    /// Whether references are counted: then `forget` may change references of its own cell only.
    pub fn counts_references(&self) -> bool {
        self.counts
    }

    /// The mutator is to hear that this cell, which is alive, forgot something:
    /// [`Heap::take_finalization_notices`] names it.
    pub fn tell(&self, cell: CellRef) {
        self.told.borrow_mut().push(cell);
    }

    pub(super) fn into_told(self) -> Vec<CellRef> {
        self.told.into_inner()
    }

    /// Whether the cell is alive.
    #[inline]
    pub fn is_marked(&self, cell: CellRef) -> bool {
        arena::is_marked(cell.addr() as usize)
    }

    /// Whether the word is no reference, or one to a cell that is alive.
    #[inline]
    pub fn is_live_word(&self, word: u64) -> bool {
        !word::is_cell(word) || arena::is_marked(word as usize)
    }
}

impl Heap {
    /// Collects at once: everything that the roots do not reach is freed. To be called at a
    /// safepoint only.
    pub fn collect(&mut self, reason: GcReason, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        self.without_limit(|heap| heap.collect_all(reason, roots, weak));
    }

    fn collect_all(&mut self, reason: GcReason, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        if self.config.mode == GcMode::Refcount {
            return self.count_all(reason, roots, weak);
        }
        let stop = self.log.begin_stop();
        if self.cycle.phase != Phase::Idle {
            // What died since that cycle's snapshot needs another one.
            let ended = self.advance(&mut Budget::Unlimited, roots, weak);
            self.end_step(&stop, ended, roots);
        }
        let stop = self.log.begin_stop();
        self.begin_cycle(false, reason);
        let ended = self.advance(&mut Budget::Unlimited, roots, weak);
        if self.config.stress || reason.is_thorough() {
            self.finish_sweep();
            self.sync_outside();
            self.proven = self.held;
            self.set_goal();
        }
        self.end_step(&stop, ended, roots);
    }

    /// What is due at a safepoint when [`Heap::poll`] says so: a whole collection, or a step of
    /// one.
    pub fn step(&mut self, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        self.without_limit(|heap| heap.take_step(roots, weak));
    }

    fn take_step(&mut self, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        let reason = if self.config.stress { GcReason::Stress } else { GcReason::Allocation };
        match self.config.mode {
            GcMode::StopTheWorld => self.collect(reason, roots, weak),
            // It is full, or stressed.
            GcMode::None if self.config.stress => self.collect(reason, roots, weak),
            GcMode::None => {}
            GcMode::Refcount => self.count_step(reason, roots, weak),
            GcMode::Incremental | GcMode::Generational => {
                let stop = self.log.begin_stop();
                if self.cycle.phase == Phase::Idle {
                    self.begin_cycle(self.begins_minor(), reason);
                } else {
                    self.book_debt();
                    if self.is_early(stop.began) {
                        if self.concurrent.on {
                            // What the barrier logged goes to the concurrent marker; nothing else
                            // is done.
                            let ended = self.advance(&mut Budget::Cells(0), roots, weak);
                            self.end_step(&stop, ended, roots);
                            self.limit_log();
                        }
                        return;
                    }
                }
                let mut budget = self.step_budget(stop.began);
                let ended = self.advance(&mut budget, roots, weak);
                self.end_step(&stop, ended, roots);
                self.plan_step();
            }
        }
    }

    /// Books a step that the mutator waited for.
    fn end_step(&mut self, stop: &Stop, ended: Option<GcCycle>, roots: &mut dyn RootProvider) {
        let pause = stop.end(self.started);
        self.cycle.steps.add(pause.length);
        self.log.add_pause(pause);
        let Some(mut cycle) = ended else { return };
        cycle.steps = self.cycle.steps;
        cycle.last_step_at = pause.at;
        cycle.pause = pause.length;
        cycle.total_after = self.committed();
        self.book_cycle(cycle, roots);
    }

    /// Writes a cycle into the log, and verifies the heap if that is asked for.
    pub(super) fn book_cycle(&mut self, mut cycle: GcCycle, roots: &mut dyn RootProvider) {
        (cycle.mutator_share, cycle.mean_mutator_share) = self.log.mutator_shares(&cycle);
        self.log.record(cycle);
        self.verify_if_asked(roots);
    }

    /// The cells for which `forget` asked by [`Marking::tell`] since the last call. To be asked
    /// after every step: a later cycle may free them.
    pub fn take_finalization_notices(&mut self) -> Vec<CellRef> {
        std::mem::take(&mut self.cycle.finalization_notices)
    }

    /// Whether this cycle is one that the stress mode verifies.
    pub(super) fn verify_turn(&self) -> bool {
        let every = u64::from(self.config.verify_every);
        self.config.stress && every != 0 && self.log.count.is_multiple_of(every)
    }

    fn verify_if_asked(&mut self, roots: &mut dyn RootProvider) {
        if (self.config.verify || self.verify_turn())
            && let Err(fault) = self.verify(roots)
        {
            panic!("the heap is corrupt after collection {}: {fault}", self.log.count);
        }
    }

    /// Visits every allocated cell with the bytes it takes. Finishes the sweep first, so that what
    /// is visited is what the last collection found alive and what was allocated since.
    pub fn for_each_cell(&mut self, mut visit: impl FnMut(CellRef, usize)) {
        self.finish_sweep();
        self.flush_starts();
        self.for_each_start(|at| {
            // SAFETY: start bits stand for allocated cells.
            let cell = unsafe { CellRef::from_addr(at as u64) };
            if cell.header().gc_state() != state::DEAD {
                visit(cell, arena::cell_bytes(at));
            }
        });
    }

    pub(super) fn for_each_start(&self, mut visit: impl FnMut(usize)) {
        self.small.blocks().for_each(|(block, _)| block.for_each_start(&mut visit));
        self.large.cells().for_each(visit);
    }

    /// Visits the cells allocated since the last cycle, when marks stay and all is swept.
    pub(super) fn for_each_young(&self, mut visit: impl FnMut(usize)) {
        let mut young = |at: usize| {
            // SAFETY: start bits stand for allocated cells.
            if unsafe { CellRef::from_addr(at as u64) }.header().gc_state() == state::YOUNG {
                visit(at);
            }
        };
        self.for_each_young_small(&mut young);
        self.large.cells().for_each(young);
    }

    /// Visits the cells that `cell` references, in the order its kind reports them. `scratch` is an
    /// unused tracer (see [`Heap::new_tracer`]).
    #[cfg(any(test, feature = "cli"))]
    pub fn for_each_edge(&self, cell: CellRef, scratch: &mut Tracer, mut visit: impl FnMut(CellRef)) {
        mark::trace(self.kinds, cell, scratch);
        scratch.take_weak();
        while let Some((_, value)) = scratch.pop_ephemeron() {
            scratch.word(value);
        }
        scratch.for_each_gathered(|word| {
            // SAFETY: an edge is the address of an allocated cell.
            visit(unsafe { CellRef::from_addr(word) });
        });
    }

    /// Whether the arena of a word's address is one of this heap: for checks of words that may be
    /// corrupt.
    pub(super) fn owns_arena(&self, addr: usize) -> bool {
        let arena = Arena::of(addr);
        self.small.has_arena(arena) || self.large.has_arena(arena)
    }
}
