//! Arenas made ready ahead of need: the helper (`helper.rs`) maps them, touches their pages and unmaps what is given back.
//!
//! The first touch of a page is the system's work, and of a huge page a lot of it: clearing 2 MiB takes 0.2 ms, and many times that
//! where a virtual machine has to get the memory first. A program that grows would wait for it in the midst of an operation.
//!
//! Invariants:
//! - a small heap has no helper: the first arenas are mapped by the program itself, and not touched ahead;
//! - the program never waits for the system's work on the helper: if nothing is ready, or the lock is taken, it maps an arena itself. To
//!   give something back it takes the lock, under which only lists are moved;
//! - a ready arena is all zero, as a mapping that was made just now.

use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard};

use super::arena::{ARENA_BYTES, Arena, HUGE_PAGES_FROM, PAGE_BYTES};
use super::helper::{Helper, has_second_processor};

/// Of so many arenas in use one is kept ready, at least `LEAST` and at most `MOST`.
const PART: usize = 16;
const LEAST: usize = 2;
const MOST: usize = 12;

/// The supply, from the program's side.
pub(super) struct Supply {
    /// Arenas in use.
    arenas: usize,
    helper: Rc<Helper>,
}

/// How many arenas are to be ready for a heap of so many.
fn wanted(arenas: usize) -> usize {
    if arenas < HUGE_PAGES_FROM { 0 } else { (arenas / PART).clamp(LEAST, MOST) }
}

impl Supply {
    pub fn new(helper: Rc<Helper>) -> Supply {
        Supply { arenas: 0, helper }
    }

    /// A new arena of 2 MiB; `None` if the system has no memory.
    pub fn take(&mut self) -> Option<Arena> {
        let wanted = wanted(self.arenas);
        // Under Miri memory belongs to the thread that mapped it.
        let helped = wanted > 0 && !cfg!(miri) && has_second_processor() && self.helper.start();
        let ready = if helped { self.take_ready(wanted) } else { None };
        let arena = ready.or_else(|| Arena::map(ARENA_BYTES, self.arenas >= HUGE_PAGES_FROM))?;
        self.arenas += 1;
        Some(arena)
    }

    fn take_ready(&self, wanted: usize) -> Option<Arena> {
        let shared = &self.helper.shared;
        let mut state = shared.store.state.try_lock().ok()?;
        state.wanted = wanted;
        let arena = state.ready.pop();
        drop(state);
        shared.store.errand.store(true, Ordering::Relaxed);
        shared.handoff.call();
        arena
    }

    /// Gives an arena that it handed out back to the system.
    ///
    /// # Safety
    /// As for [`Arena::unmap`].
    pub unsafe fn take_back(&mut self, arena: Arena) {
        self.arenas -= 1;
        // SAFETY: the caller vouches for it.
        unsafe { self.unmap(arena, ARENA_BYTES) };
    }

    /// Gives an arena of any size back to the system.
    ///
    /// # Safety
    /// As for [`Arena::unmap`].
    pub unsafe fn unmap(&self, arena: Arena, bytes: usize) {
        let shared = &self.helper.shared;
        if !self.helper.runs() {
            // SAFETY: the caller vouches for it.
            return unsafe { arena.unmap(bytes) };
        }
        shared.store.lock().leaving.push((arena, bytes));
        shared.store.errand.store(true, Ordering::Relaxed);
        shared.handoff.call();
    }

    /// Keeps no more ready than the heap needs as it is now, and gives back at once what is on its way to the system.
    pub fn trim(&mut self) {
        let mut state = self.helper.shared.store.lock();
        state.wanted = wanted(self.arenas);
        let mut leaving = std::mem::take(&mut state.leaving);
        while state.ready.len() > state.wanted {
            leaving.extend(state.ready.pop().map(|arena| (arena, ARENA_BYTES)));
        }
        drop(state);
        unmap_all(leaving);
    }
}

#[derive(Default)]
struct State {
    ready: Vec<Arena>,
    /// How many are to be ready.
    wanted: usize,
    /// Arenas to unmap, with their sizes.
    leaving: Vec<(Arena, usize)>,
}

/// What the program and the helper share.
#[derive(Default)]
pub(super) struct Store {
    state: Mutex<State>,
    /// There may be something to do.
    errand: AtomicBool,
}

impl Store {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Whether the helper is to call [`Store::run_errand`].
    #[inline]
    pub fn has_errand(&self) -> bool {
        self.errand.load(Ordering::Relaxed)
    }

    /// The helper's part: unmaps what is on its way to the system, or makes one more arena ready.
    pub fn run_errand(&self) {
        let mut state = self.lock();
        let leaving = std::mem::take(&mut state.leaving);
        let lacks = state.ready.len() < state.wanted;
        if leaving.is_empty() && !lacks {
            self.errand.store(false, Ordering::Relaxed);
            return;
        }
        drop(state);
        unmap_all(leaving);
        if !lacks {
            return;
        }
        let arena = Arena::map(ARENA_BYTES, true);
        if let Some(arena) = arena {
            touch(arena);
        }
        let mut state = self.lock();
        match arena {
            Some(arena) => state.ready.push(arena),
            // The system has no more: the program will find out itself.
            None => state.wanted = 0,
        }
    }

    /// Gives everything back: the heap's end.
    pub fn close(&self) {
        let state = std::mem::take(&mut *self.lock());
        unmap_all(state.leaving);
        unmap_all(state.ready.into_iter().map(|arena| (arena, ARENA_BYTES)).collect());
    }
}

fn unmap_all(arenas: Vec<(Arena, usize)>) {
    for (arena, bytes) in arenas {
        // SAFETY: nobody knows of it any more.
        unsafe { arena.unmap(bytes) };
    }
}

/// Makes the system provide the pages.
fn touch(arena: Arena) {
    for page in (0..ARENA_BYTES).step_by(PAGE_BYTES) {
        // SAFETY: the arena was mapped just now, and nobody else knows of it.
        unsafe { std::ptr::with_exposed_provenance_mut::<u8>(arena.base() + page).write_volatile(0) };
    }
}
