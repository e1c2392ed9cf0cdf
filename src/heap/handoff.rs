//! The handoff: what the program's thread and the marking thread pass to each other, under one lock.
//!
//! The program gives edges, the marker gives back what only the program's thread can do, and what it counted. Everything that is
//! still to be marked is in one of four places: the program's own tracer, the inbox, the marker's tracer (then `busy` is set), or
//! what was given back. So marking is complete when the program, holding the lock, finds the other three empty and its own too.
//!
//! Invariants:
//! - `busy` is set under the lock in which the inbox is emptied, and cleared under the one in which the marker, its tracer empty,
//!   finds nothing there or is recalled;
//! - a recalled marker takes nothing from the inbox until the recall is over;
//! - the program's thread waits for the lock only where it must have an answer (`recall`, `quit`): elsewhere it tries, and comes
//!   again later, for the marker may lose its processor while it holds the lock.

use std::time::Duration;

use super::mark::Marked;
use super::tracer::Gathered;

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

/// What the marker gives back to the program's thread.
#[derive(Default)]
pub(super) struct Returned {
    /// Marked cells that are still to be traced.
    pub deferred: Vec<u64>,
    /// Numbers of cells that are still to be marked.
    pub numbers: Vec<u32>,
    /// Edges that the program wanted for itself, or that were recalled.
    pub edges: Gathered,
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
        self.deferred.append(&mut more.deferred);
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
    inbox: Gathered,
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
    /// The program asks for a part of the marker's edges.
    wanted: AtomicBool,
}

/// A message to the marker.
pub(super) struct Batch {
    pub edges: Gathered,
    pub new_marking: bool,
}

impl Handoff {
    pub fn new() -> Handoff {
        Handoff {
            state: Mutex::new(State::default()),
            work: Condvar::new(),
            idle: Condvar::new(),
            recalled: AtomicBool::new(false),
            wanted: AtomicBool::new(false),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // A panic under the lock leaves a state that still holds together.
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    // The program's side.

    /// Gives edges to the marker.
    pub fn give(&self, edges: Gathered, new_marking: bool) {
        let mut state = self.lock();
        state.inbox.append(edges);
        state.new_marking |= new_marking;
        if !state.busy {
            self.work.notify_one();
        }
    }

    /// Takes what was given back, and says whether the marker has nothing left to do; `None` if it holds the lock just now.
    pub fn try_collect(&self) -> Option<(Returned, bool)> {
        let mut state = self.state.try_lock().ok()?;
        let idle = !state.busy && state.inbox.is_empty();
        Some((std::mem::take(&mut state.returned), idle))
    }

    /// Whether the program wants a part of the marker's edges, from now on.
    pub fn want(&self, wanted: bool) {
        self.wanted.store(wanted, Ordering::Relaxed);
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

    /// Ends the marker's thread.
    pub fn quit(&self) {
        self.recalled.store(true, Ordering::Relaxed);
        self.lock().quit = true;
        self.work.notify_one();
    }

    // The marker's side.

    /// Waits for edges; `None` when the thread is to end.
    pub fn next(&self) -> Option<Batch> {
        let mut state = self.lock();
        loop {
            if state.quit {
                return None;
            }
            if !state.inbox.is_empty() && !self.is_recalled() {
                return Some(state.take());
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
        self.lock().returned.add(part);
    }

    /// Gives the rest back: the marker has no edges any more.
    pub fn rest(&self, part: Returned) {
        let mut state = self.lock();
        state.returned.add(part);
        state.busy = false;
        self.idle.notify_one();
    }

    /// Whether the marker must give all of its edges back.
    pub fn is_recalled(&self) -> bool {
        self.recalled.load(Ordering::Relaxed)
    }

    /// Whether the program wants some of them.
    pub fn is_wanted(&self) -> bool {
        self.wanted.load(Ordering::Relaxed)
    }
}
