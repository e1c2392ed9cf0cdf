//! Marking: from the gathered edges to the marks of everything they reach.
//!
//! An edge goes from the tracer's stack into a short queue, where its cell and its mark word are
//! prefetched, and is looked at when it leaves the queue: by then they have arrived. Marks are
//! tested only there, for a test at the time of pushing would wait for the mark word.

use super::arena;
use super::budget::Budget;
use super::cell::{CellRef, state};
use super::ephemerons::EphemeronTable;
use super::kind::KindInfo;
use super::tracer::Tracer;

/// Edges under way to the cache. On a tree of 8 million cells of 48 bytes, in order of allocation
/// and shuffled, 8 are too few and 32 gain nothing.
const QUEUE: usize = 16;

/// Ephemerons sorted between two looks at the budget.
const EPHEMERONS: usize = limit!(256, small = 2);

/// Most cells are smaller than a cache line, but every other one lies across two: the second is
/// prefetched by this offset. (The shuffled tree marks in 20 ns a cell with it, in 50 without.)
const SECOND_LINE: usize = 40;

/// What a marking found so far.
#[derive(Copy, Clone, Default, Debug)]
pub(super) struct Marked {
    pub cells: usize,
    pub bytes: usize,
}

impl Marked {
    /// Counts the cell at `addr`.
    #[inline(always)]
    pub fn count(&mut self, addr: usize) {
        self.cells += 1;
        self.bytes += arena::counted_bytes(addr);
    }

    /// Counts what somebody else found.
    pub fn add(&mut self, more: Marked) {
        self.cells += more.cells;
        self.bytes += more.bytes;
    }
}

/// Who marks, which says how marks are set and which kinds are traced.
#[derive(Copy, Clone, PartialEq, Eq)]
pub(super) enum Side {
    /// The mutator, and nobody else.
    StopTheWorld,
    /// The mutator, with another one that marks, too.
    Mutator,
    /// That other one.
    Concurrent,
}

const STOP_THE_WORLD: u8 = Side::StopTheWorld as u8;
const MUTATOR: u8 = Side::Mutator as u8;
const CONCURRENT: u8 = Side::Concurrent as u8;

/// What the marking loop works on.
pub(super) struct Marker<'a> {
    pub kinds: &'a [KindInfo],
    pub tracer: &'a mut Tracer,
    pub marked: &'a mut Marked,
    pub waiting: &'a mut EphemeronTable,
    /// Whether young cells become old when they are marked.
    pub promote: bool,
    pub side: Side,
}

#[inline(always)]
fn prefetch(addr: usize) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: a prefetch has no effect but on the cache.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::with_exposed_provenance(addr));
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::with_exposed_provenance(addr + SECOND_LINE));
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::with_exposed_provenance(arena::mark_word_at(addr)));
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = addr;
}

impl Marker<'_> {
    /// Marks what the tracer's edges reach, until there are no more (true) or the budget is spent
    /// (false).
    pub fn drain(&mut self, budget: &mut Budget) -> bool {
        loop {
            let cells = budget.grant();
            if cells == 0 {
                return false;
            }
            match (self.side, self.waiting.is_empty()) {
                (Side::StopTheWorld, true) => self.drain_cells::<STOP_THE_WORLD, false>(cells),
                (Side::StopTheWorld, false) => self.drain_cells::<STOP_THE_WORLD, true>(cells),
                (Side::Mutator, _) => self.drain_cells::<MUTATOR, false>(cells),
                (Side::Concurrent, _) => self.drain_cells::<CONCURRENT, false>(cells),
            }
            if self.take_ephemerons() && self.tracer.is_empty() {
                return true;
            }
        }
    }

    /// As [`Marker::drain`], for about so many cells. `WAITING`: whether a cell may be the key of a
    /// waiting ephemeron.
    #[inline(always)]
    fn drain_cells<const SIDE: u8, const WAITING: bool>(&mut self, cells: usize) {
        let mut queue = [0usize; QUEUE];
        let (mut head, mut len) = (0, 0);
        let mut found = *self.marked;
        let mut left = cells;
        loop {
            while len < QUEUE {
                let Some(word) = self.tracer.pop() else { break };
                let addr = word as usize;
                prefetch(addr);
                queue[(head + len) % QUEUE] = addr;
                len += 1;
            }
            if len == 0 || left == 0 {
                break;
            }
            let addr = queue[head];
            head = (head + 1) % QUEUE;
            len -= 1;
            left = left.saturating_sub(1 + self.tracer.take_work());
            let fresh = if SIDE == STOP_THE_WORLD { arena::mark(addr) } else { arena::mark_shared(addr) };
            if fresh {
                found.count(addr);
                // SAFETY: an edge is the address of an allocated cell.
                let cell = unsafe { CellRef::from_addr(addr as u64) };
                let before = cell.header().gc_state();
                if self.promote && state::is_young(before) {
                    if SIDE == CONCURRENT {
                        cell.header().change_gc_state(before, state::OLD);
                    } else {
                        cell.header().set_gc_state(state::OLD);
                    }
                }
                if SIDE == CONCURRENT {
                    trace_concurrently(self.kinds, cell, self.tracer);
                } else {
                    trace(self.kinds, cell, self.tracer);
                }
                if WAITING {
                    self.waiting.wake(addr as u64, self.tracer);
                }
            }
        }
        *self.marked = found;
        (0..len).rev().for_each(|i| self.tracer.push_back(queue[(head + i) % QUEUE] as u64));
    }

    /// Sorts a portion of the ephemerons reported: the values of marked keys are edges, the others
    /// wait. Whether there are no more: the barrier may have reported a great many.
    pub fn take_ephemerons(&mut self) -> bool {
        for _ in 0..EPHEMERONS {
            let Some((key, value)) = self.tracer.pop_ephemeron() else { return true };
            if arena::is_marked(key as usize) {
                self.tracer.word(value);
            } else if !arena::is_marked(value as usize) {
                self.waiting.add(key, value);
            }
        }
        false
    }
}

/// Gathers the edges of one cell.
#[inline(always)]
pub(super) fn trace(kinds: &[KindInfo], cell: CellRef, tracer: &mut Tracer) {
    match kinds.get(usize::from(cell.header().kind())) {
        Some(kind) => (kind.trace)(cell, tracer),
        None => no_such_kind(cell),
    }
}

/// As [`trace`], on another thread than the mutator's: kinds that cannot be traced there are left
/// to that.
#[inline(always)]
fn trace_concurrently(kinds: &[KindInfo], cell: CellRef, tracer: &mut Tracer) {
    match kinds.get(usize::from(cell.header().kind())) {
        Some(kind) if kind.beside => (kind.trace)(cell, tracer),
        Some(_) => tracer.defer(cell),
        None => no_such_kind(cell),
    }
}

/// As [`trace`], for a cell that will be written to: long runs, too, are read at once.
pub(super) fn trace_now(kinds: &[KindInfo], cell: CellRef, tracer: &mut Tracer) {
    let before = tracer.spans();
    trace(kinds, cell, tracer);
    tracer.gather_since(before);
}

#[cold]
#[inline(never)]
fn no_such_kind(cell: CellRef) -> ! {
    let kind = cell.header().kind();
    if kind == super::POISON_KIND {
        panic!("{cell:?} is reachable but was freed: it was not reported as a root, or written past the write path");
    }
    panic!("{cell:?} has no known kind ({kind})");
}
