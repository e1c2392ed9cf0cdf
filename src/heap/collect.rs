//! Collections: why they run, where they find their roots, what weak holders get to see, and the stop-the-world cycle.
//!
//! A cycle: finish the last sweep, end the bump ranges, mark from the roots, let weak holders mark and forget, set the next
//! goal, and leave the blocks to be swept when allocation comes to them.

use std::time::Instant;

use super::arena::{self, Arena};
use super::cell::CellRef;
use super::give_back::Pending;
use super::mark::{self, Marked};
use super::space::Heap;
use super::stats::GcCycle;
use super::tracer::Tracer;
use super::word;

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

impl GcReason {
    /// The reason in the words of V8's log.
    pub fn describe(self) -> &'static str {
        match self {
            GcReason::Allocation => "allocation failure; GC in old space requested",
            GcReason::Requested => "testing; GC in old space requested",
            GcReason::LastResort => "last resort; GC in old space requested",
            GcReason::Stress => "stress; GC in old space requested",
        }
    }

    /// Whether memory is to go back to the system at once, and not as allocation sweeps.
    fn is_thorough(self) -> bool {
        self != GcReason::Allocation
    }
}

/// Gives the roots of a collection: everything that the program can still name.
pub trait RootProvider {
    /// Reports every root.
    fn trace_roots(&mut self, tracer: &mut Tracer);
}

impl<F: FnMut(&mut Tracer)> RootProvider for F {
    fn trace_roots(&mut self, tracer: &mut Tracer) {
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

/// The marks of the running collection, as weak holders see them.
pub struct Marking<'a> {
    tracer: &'a mut Tracer,
}

impl Marking<'_> {
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

    /// Keeps the cell that the word references, and all that it reaches, alive. Marks show after `mark_more` returned.
    #[inline]
    pub fn mark(&mut self, word: u64) {
        if !self.is_live_word(word) {
            self.tracer.word(word);
        }
    }
}

impl Heap {
    /// Collects: everything that the roots do not reach is freed. To be called at a safepoint only.
    pub fn collect(&mut self, reason: GcReason, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        let began = Instant::now();
        if self.pending == Pending::Sweep {
            self.sweep_blocks(usize::MAX);
        }
        self.pending = Pending::Nothing;
        self.retire_ranges();
        let (used_before, total_before) = (self.used(), self.committed());
        self.remembered.clear();
        let marked = self.mark_all(roots, weak);
        self.allocated_before += (used_before - self.live_bytes) as u64;
        self.live_bytes = marked.bytes;
        self.held = marked.bytes + self.external;
        self.set_goal();
        self.thrifty = reason.is_thorough() && !self.config.stress;
        self.begin_sweep();
        if self.config.stress || reason.is_thorough() {
            self.finish_sweep();
            self.set_goal();
        }
        let cycle = GcCycle {
            number: self.log.count + 1,
            reason,
            at: began - self.started,
            pause: began.elapsed(),
            used_before,
            used_after: marked.bytes,
            total_before,
            total_after: self.committed(),
            live_cells: marked.cells,
        };
        if self.config.trace_gc {
            self.log.print(&cycle, std::ptr::from_ref(self).addr());
        }
        self.log.record(cycle);
        self.verify_if_asked(roots);
    }

    fn mark_all(&mut self, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) -> Marked {
        let unused = self.new_tracer();
        let mut tracer = std::mem::replace(&mut self.tracer, unused);
        let mut marked = Marked::default();
        roots.trace_roots(&mut tracer);
        while tracer.take_overflow() {
            self.mark_from(&mut tracer, &mut marked);
            tracer.skip_marked(true);
            roots.trace_roots(&mut tracer);
            tracer.skip_marked(false);
        }
        self.mark_from(&mut tracer, &mut marked);
        loop {
            let found = tracer.take_weak();
            weak.mark_more(&mut Marking { tracer: &mut tracer }, &found);
            if tracer.is_empty() {
                break;
            }
            self.mark_from(&mut tracer, &mut marked);
        }
        weak.drop_dead(&Marking { tracer: &mut tracer });
        tracer.shrink();
        self.tracer = tracer;
        marked
    }

    /// Marks all that the tracer's edges reach, also when the tracer has no memory for all of the edges at once.
    fn mark_from(&mut self, tracer: &mut Tracer, marked: &mut Marked) {
        mark::drain(self.kinds, tracer, marked);
        while tracer.take_overflow() {
            self.for_each_start(|at| {
                if arena::is_marked(at) {
                    // SAFETY: start bits stand for allocated cells.
                    mark::trace(self.kinds, unsafe { CellRef::from_addr(at as u64) }, tracer);
                    mark::drain(self.kinds, tracer, marked);
                }
            });
        }
    }

    fn verify_if_asked(&mut self, roots: &mut dyn RootProvider) {
        let every = u64::from(self.config.verify_every);
        let under_stress = self.config.stress && every != 0 && self.log.count.is_multiple_of(every);
        if (self.config.verify || under_stress)
            && let Err(fault) = self.verify(roots)
        {
            panic!("the heap is corrupt after collection {}: {fault}", self.log.count);
        }
    }

    /// Visits every allocated cell with the bytes it takes. Finishes the sweep first, so that what is visited is what the
    /// last collection found alive and what was allocated since.
    pub fn for_each_cell(&mut self, mut visit: impl FnMut(CellRef, usize)) {
        self.finish_sweep();
        self.flush_starts();
        // SAFETY: start bits stand for allocated cells.
        self.for_each_start(|at| visit(unsafe { CellRef::from_addr(at as u64) }, arena::cell_bytes(at)));
    }

    fn for_each_start(&self, mut visit: impl FnMut(usize)) {
        self.small.blocks().for_each(|(block, _)| block.for_each_start(&mut visit));
        self.large.cells().for_each(visit);
    }

    /// Visits the cells that `cell` references, in the order its kind reports them. `scratch` is an unused tracer
    /// (see [`Heap::new_tracer`]).
    pub fn for_each_edge(&self, cell: CellRef, scratch: &mut Tracer, mut visit: impl FnMut(CellRef)) {
        mark::trace(self.kinds, cell, scratch);
        scratch.take_weak();
        scratch.for_each_gathered(|word| {
            // SAFETY: an edge is the address of an allocated cell.
            visit(unsafe { CellRef::from_addr(word) });
        });
    }

    /// Whether the arena of a word's address is one of this heap: for checks of words that may be corrupt.
    pub(super) fn owns_arena(&self, addr: usize) -> bool {
        let arena = Arena::of(addr);
        self.small.has_arena(arena) || self.large.has_arena(arena)
    }
}
