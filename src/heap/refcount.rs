//! Deferred, coalescing reference counting (`--gc=refcount`): Deutsch and Bobrow, "An efficient,
//! incremental, automatic garbage collector", 1976; Levanoni and Petrank, "An on-the-fly
//! reference-counting garbage collector for Java", 2001.
//!
//! Counts are of references from cells; those from roots are counted for one epoch at a time. The
//! barrier makes a note of a cell's references before its first write in an epoch; at the epoch's
//! end its references of then are counted up, and those of the note down. The references of the
//! cells born in the epoch are counted up, and those of them that no cell and no root refers to
//! die.
//!
//! What cells of a circle hold is never freed: there is no collection of circles here. A tracer
//! tells at the end what leaked.
//!
//! Invariants:
//! - a cell is marked from the end of its first epoch to its death, so that the sweep, the interner
//!   and the verifier see the living as after a tracing cycle;
//! - at the end of an epoch, with no decrement outstanding, the count of a marked cell is the
//!   number of references from marked cells and from roots;
//! - all increments of an epoch come before its decrements. Decrements may lag behind the mutator:
//!   what they free was unreachable when the epoch ended;
//! - what dies is not swept before weak holders have forgotten it: nothing is counted down while a
//!   sweep goes on, or they forget in between;
//! - a cell found through a weak reference is counted up at once (`revive`), and down at the next
//!   epoch.

use std::collections::HashMap;
use std::time::Instant;

use super::arena;
use super::barrier;
use super::budget::Budget;
use super::cell::{CellRef, state};
use super::collect::{GcReason, Marking, RootProvider, WeakProvider};
use super::give_back::Pending;
use super::mark;
use super::pieces::SegmentedStack;
use super::space::{GcMode, Heap};
use super::stats::{GcPhase, PhaseTimes, Steps};
use super::tracer::{Relief, Tracer};
use super::word;

/// Bytes allocated in an epoch.
const EPOCH_BYTES: usize = limit!(2 << 20, small = 64 << 10);
/// Bytes of dead cells, and the part of the live ones, after which all blocks are swept, and not
/// only those of the epoch.
const SWEEP_BYTES: usize = limit!(4 << 20, small = 64 << 10);
const SWEEP_PART: usize = 16;
/// Bytes allocated between two looks at outstanding decrements.
const LAG_BYTES: usize = limit!(128 << 10, small = 1 << 10);
/// Blocks swept between two looks at the budget.
const SWEEP_PORTION: usize = limit!(16, small = 1);
/// Notes of the barrier after which an epoch ends.
const MOST_NOTES: usize = limit!(1 << 17, small = 3);

/// Roots of the last epoch are let go of when the list of the new ones is so many pieces longer:
/// what is still a root, a little further on, is counted up before it is counted down.
const LAG: usize = limit!(4, small = 1);

/// When the references of a cell are read that are to be counted down.
#[derive(Copy, Clone)]
enum Read {
    /// The cell may be swept, or written to, before they are.
    AtOnce,
    /// Those of a long one when it is their turn: a list of them would be as long as the cell.
    InTime,
}

/// The state of reference counting.
#[derive(Default)]
pub(super) struct Counting {
    /// Words to count up at the end of the epoch.
    up: Vec<u64>,
    /// Words to count down after that.
    down_next: Tracer,
    /// Words being counted down; a cell that dies adds its own.
    down: Tracer,
    /// Roots that were counted up at the end of the last epoch, and revived cells.
    held: SegmentedStack<u64>,
    beyond: Beyond,
    /// Cells with weak references.
    weak: Vec<CellRef>,
    /// The dead that the tables outside of the heap have to forget.
    listed: SegmentedStack<CellRef>,
    /// Number of marked cells.
    live_cells: usize,
    /// Bytes that died since all blocks were last swept.
    dead_bytes: usize,
    /// `held` of the heap at which the epoch ends.
    epoch_at: usize,
}

/// Counts beyond a byte.
#[derive(Default)]
struct Beyond(HashMap<u64, u32>);

impl Beyond {
    /// A reference to a cell came into being: false if the system has no memory to count it.
    fn count_up(&mut self, word: u64) -> bool {
        let Some(count) = arena::count(word as usize) else { return false };
        match count.get() {
            u8::MAX => *self.0.entry(word).or_insert(0) += 1,
            low => count.set(low + 1),
        }
        true
    }

    /// A reference is gone: false, and nothing done, if it may be the last.
    fn count_down(&mut self, word: u64) -> bool {
        let Some(count) = arena::count(word as usize) else { return true };
        if count.get() == u8::MAX
            && let Some(more) = self.0.get_mut(&word)
        {
            *more -= 1;
            if *more == 0 {
                self.0.remove(&word);
            }
            return true;
        }
        if count.get() <= 1 {
            return false;
        }
        count.set(count.get() - 1);
        true
    }
}

/// Counts roots up while they are being reported, and those of the last epoch down: there may be
/// millions, and no room for three lists of them.
#[derive(Default)]
pub(super) struct CountRoots {
    beyond: Beyond,
    /// What was reported so far.
    held: SegmentedStack<u64>,
    /// The list of the last epoch, and how many pieces of it are worked off.
    before: std::vec::IntoIter<Vec<u64>>,
    worked_off: usize,
    /// What may die when it is counted down: that is done when all else is counted up.
    released: SegmentedStack<u64>,
    /// The system had no memory for a count.
    failed: bool,
}

impl CountRoots {
    /// Works off what the tracer has gathered.
    pub fn count(&mut self, tracer: &mut Tracer) {
        tracer.for_each_gathered(|word| {
            self.failed |= !self.beyond.count_up(word);
            self.held.push(word);
            if self.held.pieces() > self.worked_off + LAG {
                self.release_piece();
            }
        });
    }

    /// Counts a piece of the last epoch's roots down; false if there is none.
    fn release_piece(&mut self) -> bool {
        let Some(piece) = self.before.next() else { return false };
        self.worked_off += 1;
        for word in piece {
            if !self.beyond.count_down(word) {
                self.released.push(word);
            }
        }
        true
    }
}

impl Heap {
    /// The barrier's slow path for a cell: a note of its references.
    pub(super) fn note_references(&mut self, owner: CellRef) {
        owner.header().set_gc_state(state::REMEMBERED);
        self.remembered.push(owner);
        self.counting.down_next.set_numbered(self.tracer.how_numbered());
        mark::trace_now(self.kinds, owner, &mut self.counting.down_next);
        take_values(&mut self.counting.down_next);
        self.counting.down_next.take_weak();
        self.look_at_notes(self.remembered.len());
    }

    /// The barrier's slow path for one slot of a large cell.
    pub(super) fn note_slot(&mut self, old: u64, new: u64) {
        self.counting.down_next.word(old);
        if word::is_cell(new) {
            self.counting.up.push(new);
        }
        self.look_at_notes(self.counting.up.len());
    }

    fn look_at_notes(&mut self, notes: usize) {
        if notes >= MOST_NOTES {
            self.counting.epoch_at = 0;
            self.poll.pull();
        }
    }

    /// See [`Heap::revive`].
    pub(super) fn revive_counted(&mut self, cell: CellRef) -> bool {
        match cell.header().gc_state() {
            state::DEAD => false,
            state::YOUNG => true,
            _ => {
                self.count_up(cell.addr());
                self.counting.held.push(cell.addr());
                true
            }
        }
    }

    /// What is due at a safepoint: some outstanding decrements, or the end of an epoch.
    pub(super) fn count_step(&mut self, reason: GcReason, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        if self.config.stress || self.held >= self.counting.epoch_at {
            self.end_epoch(reason, roots, weak);
        } else {
            let stop = self.log.begin_stop();
            let mut budget = self.step_budget(stop.began);
            // What dies now must not be swept before weak holders have forgotten it, which they do
            // at the epoch's end.
            while self.pending == Pending::Sweep && !budget.is_spent() && !self.sweep_some(SWEEP_PORTION) {}
            if self.pending != Pending::Sweep {
                self.count_down(&mut budget);
            }
            self.log.add_pause(stop.end(self.started));
            self.plan_counting();
        }
    }

    /// Frees what counting can free, all of it: for `gc()` and at the limit.
    pub(super) fn count_all(&mut self, reason: GcReason, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        // What roots held in the last epoch is counted down only in the next.
        self.end_epoch(reason, roots, weak);
        self.end_epoch(reason, roots, weak);
        // What weak holders let go of dies, too, and with it what others hold weakly.
        for _ in 0..2 {
            self.count_down(&mut Budget::Unlimited);
            self.forget_dead(weak);
        }
        self.count_down(&mut Budget::Unlimited);
        self.forget_dead(weak);
        self.release_all = reason.is_thorough() && !self.config.stress;
        self.finish_sweep();
        self.plan_counting();
    }

    fn end_epoch(&mut self, reason: GcReason, roots: &mut dyn RootProvider, weak: &mut dyn WeakProvider) {
        let stop = self.log.begin_stop();
        let (used_before, total_before) = (self.used(), self.committed());
        self.finish_sweeping();
        self.count_down(&mut Budget::Unlimited);
        let mut times = PhaseTimes::default();
        times.add(GcPhase::Sweep, stop.began.elapsed());
        let marking = Instant::now();
        self.retire_ranges();
        let mut young = self.settle_young();
        let mut released = self.count_roots(roots);
        self.count_notes();
        while let Some(cell) = young.pop() {
            if arena::count(cell.addr() as usize).is_none_or(|count| count.get() == 0) {
                self.bury_counted(cell.addr(), Read::AtOnce);
            }
        }
        times.add(GcPhase::Mark, marking.elapsed());
        let forgetting = Instant::now();
        let noted = std::mem::take(&mut self.counting.down_next);
        self.forget_dead(weak);
        noted.append_to(&mut self.counting.down);
        while let Some(word) = released.pop() {
            self.counting.down.word(word);
        }
        times.add(GcPhase::Forget, forgetting.elapsed());
        let all = self.counting.dead_bytes >= SWEEP_BYTES.max(self.live_bytes / SWEEP_PART)
            || self.config.stress
            || reason.is_thorough();
        self.begin_sweep(!all, true);
        if all {
            self.counting.dead_bytes = 0;
        }
        self.counting.epoch_at = self.held + EPOCH_BYTES;
        if self.config.stress || self.config.verify {
            self.count_down(&mut Budget::Unlimited);
            self.forget_dead(weak);
            self.finish_sweeping();
        }
        self.plan_counting();
        let pause = stop.end(self.started);
        let mut steps = Steps::default();
        steps.add(pause.length);
        self.log.add_pause(pause);
        let cycle = super::GcCycle {
            number: self.log.count + 1,
            reason,
            minor: false,
            at: pause.at,
            last_step_at: pause.at,
            pause: pause.length,
            steps,
            times,
            beside: std::time::Duration::ZERO,
            used_before,
            used_after: self.live_bytes,
            total_before,
            total_after: self.committed(),
            live_cells: self.counting.live_cells,
            mutator_share: 1.0,
            mean_mutator_share: 1.0,
        };
        self.book_cycle(cycle, roots);
    }

    /// The rest of a sweep must be done before marks stand for another epoch; giving memory back
    /// can go on as it may.
    fn finish_sweeping(&mut self) {
        while self.pending == Pending::Sweep && !self.sweep_some(usize::MAX) {}
    }

    /// The cells born in the epoch become old ones, and their references are counted up.
    fn settle_young(&mut self) -> SegmentedStack<CellRef> {
        let mut young = SegmentedStack::default();
        // SAFETY: start bits stand for allocated cells.
        self.for_each_young(|at| young.push(unsafe { CellRef::from_addr(at as u64) }));
        let mut bytes = 0;
        let mut cells = 0;
        for &cell in young.iter() {
            cells += 1;
            let at = cell.addr() as usize;
            arena::mark(at);
            cell.header().set_gc_state(state::OLD);
            bytes += arena::cell_bytes(at);
        }
        self.allocated_before += bytes as u64;
        self.live_bytes += bytes;
        self.counting.live_cells += cells;
        for &cell in young.iter() {
            self.trace_up(cell);
        }
        young
    }

    /// Counts the roots up, for one epoch, and those of the last one down, but for what may die of
    /// it: that is handed out.
    fn count_roots(&mut self, roots: &mut dyn RootProvider) -> SegmentedStack<u64> {
        let mut gathered = self.new_tracer();
        gathered.relieve(Some(Relief::Count(CountRoots {
            beyond: std::mem::take(&mut self.counting.beyond),
            before: std::mem::take(&mut self.counting.held).into_pieces(),
            ..CountRoots::default()
        })));
        roots.trace_roots(&mut gathered);
        // Nobody has taken them yet.
        self.cycle.finalization_notices.iter().for_each(|&cell| gathered.cell(cell));
        let Some(Relief::Count(mut counted)) = gathered.relieve(None) else { return SegmentedStack::default() };
        counted.count(&mut gathered);
        while counted.release_piece() {}
        self.counting.beyond = counted.beyond;
        self.counting.held = counted.held;
        if counted.failed {
            self.out_of_memory(arena::PAGE_BYTES);
        }
        counted.released
    }

    /// Counts up what the notes of the epoch say was written.
    fn count_notes(&mut self) {
        for word in std::mem::take(&mut self.counting.up) {
            self.count_up(word);
        }
        for cell in std::mem::take(&mut self.remembered) {
            if cell.header().gc_state() == state::REMEMBERED {
                cell.header().set_gc_state(state::OLD);
                self.trace_up(cell);
            }
        }
    }

    /// A reference to a cell came into being.
    fn count_up(&mut self, word: u64) {
        if !self.counting.beyond.count_up(word) {
            self.out_of_memory(arena::PAGE_BYTES);
        }
    }

    /// Counts the references of a cell up.
    fn trace_up(&mut self, cell: CellRef) {
        mark::trace(self.kinds, cell, &mut self.tracer);
        take_values(&mut self.tracer);
        while let Some(word) = self.tracer.pop() {
            self.count_up(word);
        }
        let weak = self.tracer.take_weak();
        self.counting.weak.extend(weak);
    }

    /// Counts down what is outstanding, and what dies of it.
    fn count_down(&mut self, budget: &mut Budget) {
        loop {
            let portion = budget.grant();
            if portion == 0 {
                return;
            }
            for _ in 0..portion {
                let Some(word) = self.counting.down.pop() else { return };
                self.count_down_one(word);
            }
        }
    }

    fn count_down_one(&mut self, word: u64) {
        if self.counting.beyond.count_down(word) {
            return;
        }
        let Some(count) = arena::count(word as usize) else { return };
        debug_assert!(count.get() > 0, "{word:#x} is counted below nothing");
        count.set(0);
        // Nothing is swept before all is counted down.
        self.bury_counted(word, Read::InTime);
    }

    /// The last reference to a cell is gone.
    fn bury_counted(&mut self, word: u64, read: Read) {
        // SAFETY: a counted cell is allocated until the sweep after its death.
        let cell = unsafe { CellRef::from_addr(word) };
        if !arena::unmark(word as usize) {
            return;
        }
        cell.header().set_gc_state(state::DEAD);
        let bytes = arena::cell_bytes(word as usize);
        self.counting.live_cells -= 1;
        self.counting.dead_bytes += bytes;
        self.live_bytes -= bytes;
        self.held -= bytes;
        if self.kinds[usize::from(cell.kind())].listed.is_some_and(|listed| listed(cell)) {
            self.counting.listed.push(cell);
        }
        self.trace_down(cell, read);
    }

    /// The references of a cell are to be counted down.
    fn trace_down(&mut self, cell: CellRef, read: Read) {
        self.counting.down.set_numbered(self.tracer.how_numbered());
        match read {
            Read::AtOnce => mark::trace_now(self.kinds, cell, &mut self.counting.down),
            Read::InTime => mark::trace(self.kinds, cell, &mut self.counting.down),
        }
        take_values(&mut self.counting.down);
        self.counting.down.take_weak();
    }

    /// Lets weak holders forget what has died.
    fn forget_dead(&mut self, weak: &mut dyn WeakProvider) {
        let mut cells = std::mem::take(&mut self.counting.weak);
        cells.retain(|cell| arena::is_marked(cell.addr() as usize));
        cells.sort_unstable();
        cells.dedup();
        for &cell in &cells {
            // What it drops is counted down. No note is made: the cell may be one that dies of what
            // is still to be counted down.
            let noted = cell.header().gc_state() == state::REMEMBERED;
            if !noted {
                self.trace_down(cell, Read::AtOnce);
            }
            let mut from = 0;
            let forget = self.kinds[usize::from(cell.kind())].forget;
            let marking = Marking::counting();
            while let Some(next) = forget.and_then(|forget| forget(cell, &marking, from)) {
                from = next;
            }
            if !noted {
                self.trace_up(cell);
            }
            for cell in marking.into_told() {
                if self.revive_counted(cell) {
                    self.cycle.finalization_notices.push(cell);
                }
            }
        }
        self.counting.weak = cells;
        let dead = std::mem::take(&mut self.counting.listed);
        weak.forget_counted(&mut dead.into_pieces().flatten(), &Marking::counting());
    }

    fn plan_counting(&mut self) {
        self.set_slow_states(&barrier::REMEMBERING);
        self.birth_state = state::YOUNG;
        let trigger = if self.config.stress {
            0
        } else if self.counting.down.is_empty() {
            self.counting.epoch_at
        } else {
            self.counting.epoch_at.min(self.held + LAG_BYTES)
        };
        self.poll.set_trigger(trigger);
    }

    /// Checks every count against the references of marked cells and of roots. With no decrement
    /// outstanding.
    pub(super) fn check_counts(&mut self, roots: &mut dyn RootProvider) -> Result<(), String> {
        if self.config.mode != GcMode::Refcount || !self.counting.down.is_empty() || !self.remembered.is_empty() {
            return Ok(());
        }
        let mut counted: HashMap<u64, u32> = HashMap::new();
        let mut scratch = self.new_tracer();
        roots.trace_roots(&mut scratch);
        let mut cells = Vec::new();
        self.for_each_start(|at| cells.push(at));
        cells.retain(|&at| arena::is_marked(at));
        for &at in &cells {
            // SAFETY: start bits stand for allocated cells.
            mark::trace(self.kinds, unsafe { CellRef::from_addr(at as u64) }, &mut scratch);
            take_values(&mut scratch);
        }
        while let Some(word) = scratch.pop() {
            *counted.entry(word).or_insert(0) += 1;
        }
        for &at in &cells {
            let low = arena::count(at).map_or(0, |count| u32::from(count.get()));
            let count = low + self.counting.beyond.0.get(&(at as u64)).copied().unwrap_or(0);
            let seen = counted.get(&(at as u64)).copied().unwrap_or(0);
            if count < seen {
                // SAFETY: as above.
                let cell = unsafe { CellRef::from_addr(at as u64) };
                let kind = self.kinds[usize::from(cell.kind())].name;
                return Err(format!("{kind} {at:#x} has {seen} references and a count of {count}"));
            }
        }
        Ok(())
    }
}

/// Ephemerons count as references to their values.
fn take_values(tracer: &mut Tracer) {
    while let Some((_, value)) = tracer.pop_ephemeron() {
        tracer.word(value);
    }
}
