//! Arenas made ready ahead of need: a thread maps them, touches their pages and unmaps what is given back.
//!
//! The first touch of a page is the system's work, and of a huge page a lot of it: clearing 2 MiB takes 0.2 ms, and many times that
//! where a virtual machine has to get the memory first. A program that grows would wait for it in the midst of an operation.
//!
//! Invariants:
//! - a small heap has no thread: the first arenas are mapped by the program itself, and not touched ahead;
//! - the program never waits for the thread: if nothing is ready, or the lock is taken, it maps an arena itself;
//! - a ready arena is all zero, as a mapping that was made just now.

use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;

use super::arena::{ARENA_BYTES, Arena, HUGE_PAGES_FROM, PAGE_BYTES};
use super::concurrent::has_second_processor;

/// Of so many arenas in use one is kept ready, at least `LEAST` and at most `MOST`.
const PART: usize = 16;
const LEAST: usize = 2;
const MOST: usize = 16;

/// The supply, from the program's side.
#[derive(Default)]
pub(super) struct Supply {
    /// Arenas in use.
    arenas: usize,
    link: Option<(Arc<Shared>, JoinHandle<()>)>,
}

#[derive(Default)]
struct State {
    ready: Vec<Arena>,
    /// How many are to be ready.
    wanted: usize,
    /// Arenas to unmap, with their sizes.
    leaving: Vec<(Arena, usize)>,
    quit: bool,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    work: Condvar,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

/// How many arenas are to be ready for a heap of so many.
fn wanted(arenas: usize) -> usize {
    if arenas < HUGE_PAGES_FROM { 0 } else { (arenas / PART).clamp(LEAST, MOST) }
}

impl Supply {
    /// A new arena of 2 MiB; `None` if the system has no memory.
    pub fn take(&mut self) -> Option<Arena> {
        let wanted = wanted(self.arenas);
        if wanted > 0 {
            self.start();
        }
        let ready = self.link.as_ref().and_then(|(shared, _)| {
            let mut state = shared.state.try_lock().ok()?;
            state.wanted = wanted;
            let arena = state.ready.pop();
            shared.work.notify_one();
            arena
        });
        let arena = ready.or_else(|| Arena::map(ARENA_BYTES, self.arenas >= HUGE_PAGES_FROM))?;
        self.arenas += 1;
        Some(arena)
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
        match &self.link {
            Some((shared, _)) => {
                shared.lock().leaving.push((arena, bytes));
                shared.work.notify_one();
            }
            // SAFETY: the caller vouches for it.
            None => unsafe { arena.unmap(bytes) },
        }
    }

    /// Keeps no more ready than the heap needs as it is now, and gives back at once what is on its way to the system.
    pub fn trim(&mut self) {
        let Some((shared, _)) = &self.link else { return };
        let mut state = shared.lock();
        state.wanted = wanted(self.arenas);
        let mut leaving = std::mem::take(&mut state.leaving);
        while state.ready.len() > state.wanted {
            leaving.extend(state.ready.pop().map(|arena| (arena, ARENA_BYTES)));
        }
        drop(state);
        unmap_all(leaving);
    }

    fn start(&mut self) {
        if self.link.is_some() || cfg!(miri) || !has_second_processor() {
            return;
        }
        let shared = Arc::new(Shared::default());
        let theirs = Arc::clone(&shared);
        let builder = std::thread::Builder::new().name("glass-supply".to_owned()).stack_size(64 << 10);
        self.link = builder.spawn(move || run(&theirs)).ok().map(|thread| (shared, thread));
    }
}

impl Drop for Supply {
    fn drop(&mut self) {
        let Some((shared, thread)) = self.link.take() else { return };
        shared.lock().quit = true;
        shared.work.notify_one();
        let _ = thread.join();
    }
}

fn unmap_all(arenas: Vec<(Arena, usize)>) {
    for (arena, bytes) in arenas {
        // SAFETY: nobody knows of it any more.
        unsafe { arena.unmap(bytes) };
    }
}

/// The thread.
fn run(shared: &Shared) {
    let mut state = shared.lock();
    loop {
        let leaving = std::mem::take(&mut state.leaving);
        let lacks = state.ready.len() < state.wanted;
        if state.quit {
            let ready = std::mem::take(&mut state.ready);
            drop(state);
            unmap_all(leaving);
            return unmap_all(ready.into_iter().map(|arena| (arena, ARENA_BYTES)).collect());
        }
        if leaving.is_empty() && !lacks {
            state = shared.work.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
            continue;
        }
        drop(state);
        unmap_all(leaving);
        let arena = if lacks { Arena::map(ARENA_BYTES, true) } else { None };
        if let Some(arena) = arena {
            touch(arena);
        }
        state = shared.lock();
        match arena {
            Some(arena) => state.ready.push(arena),
            // The system has no more: the program will find out itself.
            None if lacks => state.wanted = 0,
            None => {}
        }
    }
}

/// Makes the system provide the pages.
fn touch(arena: Arena) {
    for page in (0..ARENA_BYTES).step_by(PAGE_BYTES) {
        // SAFETY: the arena was mapped just now, and nobody else knows of it.
        unsafe { std::ptr::with_exposed_provenance_mut::<u8>(arena.base() + page).write_volatile(0) };
    }
}
