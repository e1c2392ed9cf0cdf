//! The handoff: what the mutator and the concurrent marker pass to each other, under one lock.
//!
//! The mutator gives edges, the marker gives back what only the mutator can do, and what it
//! counted. Everything that is still to be marked is in one of four places: the mutator's own
//! tracer, the inbox, the marker's tracer (then `busy` is set), or what was given back. So marking
//! is complete when the mutator, holding the lock, finds the other three empty and its own too.
//!
//! Invariants:
//! - `busy` is set under the lock in which the inbox is emptied, and cleared under the one in which
//!   the marker, its tracer empty, finds nothing there or is recalled;
//! - a recalled marker takes nothing from the inbox until the recall is over;
//! - the marker holds edges only while it marks: before it does anything else it puts them back
//!   into the inbox, where the mutator may take them;
//! - nothing but lists is moved under the lock. The mutator waits for it where it must (`give`,
//!   `recall`, `quit`), or where it is to wait anyway (`wait_for_edges`, for so long at most);
//!   where it only looks (`try_collect`, `call`) it tries, and comes again later, for the marker
//!   may lose its processor while it holds it.

use std::time::Duration;

use super::mark::Marked;
use super::pieces::SegmentedStack;
use super::tracer::EdgeBatch;

#[cfg(loom)]
use loom::sync::{
    Condvar, Mutex, MutexGuard,
    atomic::{AtomicBool, Ordering},
};
#[cfg(not(loom))]
use std::sync::{
    Condvar, Mutex, MutexGuard,
    atomic::{AtomicBool, Ordering},
};

/// What the marker gives back to the mutator.
#[derive(Default)]
pub(super) struct Returned {
    /// Marked cells that are still to be traced.
    pub deferred: SegmentedStack<u64>,
    /// Numbers of cells that are still to be marked.
    pub numbers: Vec<u32>,
    /// Edges that the mutator wanted for itself, or that were recalled.
    pub edges: EdgeBatch,
    pub marked: Marked,
    /// How long it took, by the clock.
    pub time: Duration,
    /// Edges were lost for want of memory.
    pub overflowed: bool,
    /// The marker has panicked.
    pub failed: bool,
}

impl Returned {
    fn add(&mut self, mut more: Returned) {
        self.deferred.append(more.deferred);
        self.numbers.append(&mut more.numbers);
        self.edges.append(more.edges);
        self.marked.add(more.marked);
        self.time += more.time;
        self.overflowed |= more.overflowed;
        self.failed |= more.failed;
    }
}

#[derive(Default)]
struct State {
    inbox: EdgeBatch,
    returned: Returned,
    /// The marker has edges of its own.
    busy: bool,
    /// A new marking begins: what the marker knows of the last one does not count.
    new_marking: bool,
    quit: bool,
}

impl State {
    fn take(&mut self) -> Batch {
        self.busy = true;
        Batch { edges: std::mem::take(&mut self.inbox), new_marking: std::mem::take(&mut self.new_marking) }
    }
}

/// What both threads share.
pub(super) struct Handoff {
    state: Mutex<State>,
    /// There is something in the inbox, or the marker is to end.
    work: Condvar,
    /// The marker is no longer busy.
    idle: Condvar,
    recalled: AtomicBool,
    /// The mutator has none and asks for a part of the marker's edges, once.
    wanted: AtomicBool,
}

/// What there is to do for the helper.
pub(super) enum Work {
    Mark(Batch),
    /// Something that has nothing to do with marking.
    Request,
}

/// A message to the marker.
pub(super) struct Batch {
    pub edges: EdgeBatch,
    pub new_marking: bool,
}

impl Default for Handoff {
    fn default() -> Handoff {
        Handoff {
            state: Mutex::new(State::default()),
            work: Condvar::new(),
            idle: Condvar::new(),
            recalled: AtomicBool::new(false),
            wanted: AtomicBool::new(false),
        }
    }
}

impl Handoff {
    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic under the lock leaves a state that still holds together.
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    // The mutator's side.

    /// Gives edges to the marker.
    pub fn give(&self, edges: EdgeBatch, new_marking: bool) {
        let mut state = self.lock();
        state.inbox.append(edges);
        state.new_marking |= new_marking;
        if !state.busy {
            self.work.notify_one();
        }
    }

    /// Takes what was given back, with `assist` also what the marker has not begun with, and says
    /// whether that has nothing left to do; `None` if it holds the lock just now.
    pub fn try_collect(&self, assist: bool) -> Option<(Returned, bool)> {
        let mut state = self.state.try_lock().ok()?;
        if assist {
            let inbox = std::mem::take(&mut state.inbox);
            state.returned.edges.append(inbox);
        }
        let idle = !state.busy && state.inbox.is_empty();
        Some((std::mem::take(&mut state.returned), idle))
    }

    /// Asks for a part of the marker's edges, and waits until it gave some, or has none, but not
    /// longer than this.
    pub fn wait_for_edges(&self, most: Duration) {
        self.wanted.store(true, Ordering::Relaxed);
        let state = self.lock();
        if state.busy && state.returned.edges.is_empty() && state.inbox.is_empty() {
            // Woken for nothing, the mutator looks and comes again.
            drop(self.idle.wait_timeout(state, most));
        }
        self.wanted.store(false, Ordering::Relaxed);
    }

    /// Takes everything back, after waiting for the marker's present portion.
    pub fn recall(&self) -> Returned {
        self.recalled.store(true, Ordering::Relaxed);
        let mut state = self.lock();
        while state.busy {
            state = self.idle.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
        let inbox = std::mem::take(&mut state.inbox);
        state.returned.edges.append(inbox);
        self.recalled.store(false, Ordering::Relaxed);
        std::mem::take(&mut state.returned)
    }

    /// Wakes a marker that has nothing to do: there is a request. A marker that holds the lock just
    /// now may miss it, until the next call.
    pub fn call(&self) {
        if let Ok(state) = self.state.try_lock()
            && !state.busy
        {
            self.work.notify_one();
        }
    }

    /// Ends the marker's thread.
    pub fn quit(&self) {
        self.recalled.store(true, Ordering::Relaxed);
        self.lock().quit = true;
        self.work.notify_one();
    }

    // The marker's side.

    /// Waits for edges, or until `has_request`, which is told whether there are edges, says that
    /// there is something else to do before; `None` when the thread is to end.
    pub fn next(&self, has_request: impl Fn(bool) -> bool) -> Option<Work> {
        let mut state = self.lock();
        loop {
            if state.quit {
                return None;
            }
            let marking = !state.inbox.is_empty() && !self.is_recalled();
            if has_request(marking) {
                return Some(Work::Request);
            }
            if marking {
                return Some(Work::Mark(state.take()));
            }
            state = self.work.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
    }

    /// As [`Handoff::next`], without waiting.
    #[cfg(test)]
    pub fn try_next(&self) -> Option<Batch> {
        let mut state = self.lock();
        (!state.inbox.is_empty() && !self.is_recalled()).then(|| state.take())
    }

    /// Gives something back in the midst of the work.
    pub fn give_back(&self, part: Returned) {
        let mut state = self.lock();
        state.returned.add(part);
        if !state.returned.edges.is_empty() {
            self.idle.notify_one();
        }
    }

    /// Gives the rest back: the marker has no edges any more. Those that are `left` are for whoever
    /// marks next.
    pub fn rest(&self, part: Returned, left: EdgeBatch) {
        let mut state = self.lock();
        state.returned.add(part);
        state.inbox.append(left);
        state.busy = false;
        self.idle.notify_one();
    }

    /// Whether the marker must give all of its edges back.
    pub fn is_recalled(&self) -> bool {
        self.recalled.load(Ordering::Relaxed)
    }

    /// Whether the mutator asked for some of them, since the last call.
    pub fn take_want(&self) -> bool {
        self.wanted.load(Ordering::Relaxed) && self.wanted.swap(false, Ordering::Relaxed)
    }
}

/// All interleavings of the two threads, by loom:
/// `RUSTFLAGS="--cfg loom" cargo test --release --lib handoff`.
#[cfg(all(test, loom))]
mod tests {
    use loom::sync::Arc;
    use loom::sync::atomic::AtomicUsize;
    use loom::thread;

    use super::*;

    /// Cells of one slot each, which refer to each other by number; 0 is no reference.
    struct Cells {
        slots: [AtomicUsize; 4],
        marks: [AtomicUsize; 4],
    }

    impl Cells {
        /// Cell 1 refers to 2, and that to 3.
        fn chain() -> Cells {
            Cells { slots: [0, 2, 3, 0].map(AtomicUsize::new), marks: std::array::from_fn(|_| AtomicUsize::new(0)) }
        }

        fn is_marked(&self, cell: u64) -> bool {
            self.marks[cell as usize].load(Ordering::Relaxed) != 0
        }

        fn load(&self, cell: u64) -> u64 {
            self.slots[cell as usize].load(Ordering::Acquire) as u64
        }

        /// Marks a cell and gathers what it refers to; how many cells were marked.
        fn trace(&self, cell: u64, edges: &mut Vec<u64>) -> usize {
            if self.marks[cell as usize].fetch_or(1, Ordering::Relaxed) != 0 {
                return 0;
            }
            edges.extend(Some(self.load(cell)).filter(|&next| next != 0));
            1
        }
    }

    fn edges(edges: Vec<u64>) -> EdgeBatch {
        EdgeBatch { segments: vec![edges], ..EdgeBatch::default() }
    }

    /// The marker: one cell a portion.
    fn mark_beside(handoff: &Handoff, cells: &Cells) {
        while let Some(Work::Mark(batch)) = handoff.next(|_| false) {
            let mut stack: Vec<u64> = batch.edges.segments.into_iter().flatten().collect();
            let (mut part, mut left) = (Returned::default(), EdgeBatch::default());
            while let Some(cell) = stack.pop() {
                part.marked.cells += cells.trace(cell, &mut stack);
                if handoff.is_recalled() {
                    left.segments.push(std::mem::take(&mut stack));
                } else if !stack.is_empty() && handoff.take_want() {
                    handoff.give_back(Returned { edges: edges(std::mem::take(&mut stack)), ..Returned::default() });
                }
            }
            handoff.rest(part, left);
        }
    }

    /// Takes all back and marks the rest; every cell of the snapshot is then marked, each by one of
    /// the two.
    fn finish(handoff: &Handoff, cells: &Cells, mut marked: usize, log: Vec<u64>) {
        let returned = handoff.recall();
        marked += returned.marked.cells;
        let mut stack = log;
        stack.extend(returned.edges.segments.into_iter().flatten());
        while let Some(cell) = stack.pop() {
            marked += cells.trace(cell, &mut stack);
        }
        assert!((1..=3).all(|cell| cells.is_marked(cell)), "a cell of the snapshot is lost");
        assert_eq!(marked, 3, "each is counted once");
        handoff.quit();
    }

    fn with_marker(program: impl Fn(&Handoff, &Cells) + Send + Sync + 'static) {
        loom::model(move || {
            let shared = Arc::new((Handoff::default(), Cells::chain()));
            let theirs = Arc::clone(&shared);
            let marker = thread::spawn(move || mark_beside(&theirs.0, &theirs.1));
            shared.0.give(edges(vec![1]), true);
            program(&shared.0, &shared.1);
            marker.join().expect("the marker ends");
        });
    }

    #[test]
    fn a_recalled_marker_loses_nothing() {
        with_marker(|handoff, cells| finish(handoff, cells, 0, Vec::new()));
    }

    /// The mutator takes cell 2 out of cell 1, after the barrier has logged it.
    #[test]
    fn what_is_overwritten_is_logged_first() {
        with_marker(|handoff, cells| {
            let log = vec![cells.load(1)];
            cells.slots[1].store(0, Ordering::Release);
            handoff.give(edges(log), false);
            finish(handoff, cells, 0, Vec::new());
        });
    }

    /// A marker that is seen idle, with nothing in what it gave back, has marked everything.
    #[test]
    fn an_idle_marker_is_done() {
        with_marker(|handoff, cells| {
            let mut marked = 0;
            if let Some((returned, idle)) = handoff.try_collect(false) {
                marked += returned.marked.cells;
                let left = !returned.edges.is_empty();
                assert!(!idle || left || marked == 3, "idle, but {marked} cells are marked");
                finish(handoff, cells, marked, returned.edges.segments.into_iter().flatten().collect());
            } else {
                finish(handoff, cells, marked, Vec::new());
            }
        });
    }

    /// The mutator asks for edges and marks them itself.
    #[test]
    fn wanted_edges_are_marked_by_either() {
        with_marker(|handoff, cells| {
            handoff.wait_for_edges(Duration::ZERO);
            let (mut marked, mut log) = (0, Vec::new());
            if let Some((returned, _)) = handoff.try_collect(true) {
                marked += returned.marked.cells;
                log.extend(returned.edges.segments.into_iter().flatten());
            }
            finish(handoff, cells, marked, log);
        });
    }
}
