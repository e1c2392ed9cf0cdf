//! Arenas made ready ahead of need: the helper (`helper.rs`) maps them, touches their pages and
//! unmaps what is given back.
//!
//! The first touch of a page is the system's work, and of a huge page a lot of it: clearing 2 MiB
//! takes 0.2 ms, and many times that where a virtual machine has to get the memory first. A program
//! that grows would wait for it in the midst of an operation. So what the mutator must touch
//! itself, because nothing is ready, is of small pages as long as the helper finds that huge ones
//! are slow: all together they take several times as long, but no operation waits for more than it
//! uses. And it is a mapping of another sort than the helper's, so that the system need not let one
//! wait for the other.
//!
//! Invariants:
//! - a small heap has no helper: the first arenas are mapped by the mutator itself, and not touched
//!   ahead;
//! - the mutator never waits for the system's work on the helper: if nothing is ready, or the lock
//!   is taken, it maps an arena itself. To give something back it takes the lock, under which only
//!   lists are moved;
//! - a ready arena is all zero, as a mapping that was made just now, but for what says how far it
//!   was touched;
//! - no more is made ready than the heap may still grow by, and nothing while the mutator is in
//!   debt to the collector;
//! - a request touches pages for [`REQUEST`] at most and one page at least, or unmaps one arena;
//!   the rest is another request.

use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};

use super::arena::{ARENA_BYTES, Arena, HUGE_PAGES_FROM, PAGE_BYTES, Pages};
use super::helper::{Helper, has_second_processor};
use super::slow_pages;

/// Of so many arenas in use one is kept ready, at least `LEAST` and at most `MOST`.
const PART: usize = 16;
const LEAST: usize = limit!(2, small = 1);
const MOST: usize = limit!(6, small = 1);
/// A huge page is slow if it takes longer than this, half of what the longest operation may.
const SLOW_PAGE: Duration = Duration::from_micros(500);
/// How long a request touches pages.
const REQUEST: Duration = Duration::from_micros(100);

/// The supply, from the mutator's side.
pub(super) struct ArenaPool {
    /// Arenas in use.
    arenas: usize,
    /// Bytes that the heap may grow by until its goal.
    pub growth: usize,
    /// Bytes that may be in memory ahead of need, beside what is held back for the heap itself.
    pub room: usize,
    /// Something may be ready.
    pub made_ready: bool,
    helper: Rc<Helper>,
}

impl ArenaPool {
    pub fn new(helper: Rc<Helper>) -> ArenaPool {
        ArenaPool { arenas: 0, growth: usize::MAX, room: usize::MAX, made_ready: false, helper }
    }

    /// How many arenas are to be ready.
    fn wanted(&self) -> usize {
        if self.arenas < HUGE_PAGES_FROM || self.helper.shared.store.is_held() {
            return 0;
        }
        (self.arenas / PART).clamp(LEAST, MOST).min(self.growth.min(self.room) / ARENA_BYTES)
    }

    /// A new arena of 2 MiB; `None` if the system has no memory.
    pub fn take(&mut self) -> Option<Arena> {
        // Under Miri memory belongs to the thread that mapped it.
        let helped = self.arenas >= HUGE_PAGES_FROM && !cfg!(miri) && has_second_processor() && self.helper.start();
        let ready = if helped { self.take_ready(self.wanted()) } else { None };
        let pages = match self.arenas {
            ..HUGE_PAGES_FROM => Pages::Any,
            // A huge page is in memory as a whole once a part of it is.
            _ if self.room == 0 => Pages::Small,
            // The helper did not get to it: the mutator touches it page by page.
            _ if helped && self.helper.shared.store.has_slow_pages() => Pages::Small,
            _ => Pages::Huge,
        };
        let ahead = ready.is_some() || pages == Pages::Huge;
        let arena = ready.or_else(|| Arena::map(ARENA_BYTES, pages))?;
        arena.head().ahead.set(ahead);
        self.arenas += 1;
        Some(arena)
    }

    fn take_ready(&mut self, wanted: usize) -> Option<Arena> {
        let shared = &self.helper.shared;
        let mut state = shared.store.state.try_lock().ok()?;
        state.wanted = wanted;
        self.made_ready |= wanted > 0;
        // One that is half ready is better than a new one.
        let arena = state.ready.pop().or_else(|| state.making.take().map(|(arena, _)| arena));
        let lacks = state.lacks();
        drop(state);
        if lacks {
            shared.store.request.store(true, Ordering::Relaxed);
            shared.handoff.call();
        }
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
        shared.store.request.store(true, Ordering::Relaxed);
        shared.handoff.call();
    }

    /// Keeps no more ready than the heap needs as it is now, or nothing, and gives back at once
    /// what is on its way to the system.
    pub fn trim(&mut self, all: bool) {
        self.made_ready &= !all;
        let mut state = self.helper.shared.store.lock();
        state.wanted = if all { 0 } else { self.wanted() };
        let mut leaving = std::mem::take(&mut state.leaving);
        while state.ready.len() + usize::from(state.making.is_some()) > state.wanted {
            let spare = state.making.take().map(|(arena, _)| arena).or_else(|| state.ready.pop());
            leaving.extend(spare.map(|arena| (arena, ARENA_BYTES)));
        }
        drop(state);
        unmap_all(leaving);
    }
}

#[derive(Default)]
struct State {
    ready: Vec<Arena>,
    /// An arena whose pages are touched up to this offset.
    making: Option<(Arena, usize)>,
    /// How many are to be ready.
    wanted: usize,
    /// Arenas to unmap, with their sizes.
    leaving: Vec<(Arena, usize)>,
}

impl State {
    fn lacks(&self) -> bool {
        self.ready.len() < self.wanted
    }
}

/// What the mutator and the helper share.
pub(super) struct Store {
    state: Mutex<State>,
    /// Nanoseconds that a huge page takes, the greatest of the last few; the greatest number before
    /// the first.
    page_cost: AtomicU64,
    /// There may be something to do.
    request: AtomicBool,
    /// The mutator is in debt: what it needs is a helper that marks.
    held: AtomicBool,
}

impl Default for Store {
    fn default() -> Store {
        Store {
            state: Mutex::default(),
            page_cost: AtomicU64::new(u64::MAX),
            request: AtomicBool::new(false),
            held: AtomicBool::new(false),
        }
    }
}

impl Store {
    /// Whether the system takes so long over a huge page that an operation should not wait for it.
    fn has_slow_pages(&self) -> bool {
        self.page_cost.load(Ordering::Relaxed) > SLOW_PAGE.as_nanos() as u64
    }

    /// The first touch of a huge page took so long.
    fn learn_page_cost(&self, cost: Duration) {
        let cost = u64::try_from(cost.as_nanos()).unwrap_or(u64::MAX);
        let last = self.page_cost.load(Ordering::Relaxed);
        self.page_cost.store(if last == u64::MAX { cost } else { cost.max(last / 2) }, Ordering::Relaxed);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Whether the helper is to call [`Store::run_request`].
    #[inline]
    pub fn has_request(&self) -> bool {
        self.request.load(Ordering::Relaxed)
    }

    /// Whether the helper is to do nothing but mark.
    pub fn is_held(&self) -> bool {
        self.held.load(Ordering::Relaxed)
    }

    /// Lets the helper run requests while it marks, or not.
    pub fn hold(&self, held: bool) {
        if self.is_held() != held {
            self.held.store(held, Ordering::Relaxed);
        }
    }

    /// The helper's part: unmaps an arena that is on its way to the system, or touches some pages
    /// of the next one.
    pub fn run_request(&self) {
        let mut state = self.lock();
        if let Some(leaving) = state.leaving.pop() {
            drop(state);
            return unmap_all(vec![leaving]);
        }
        if !state.lacks() {
            self.request.store(false, Ordering::Relaxed);
            return;
        }
        let making = state.making.take();
        drop(state);
        let Some((arena, from)) = making.or_else(|| Some((Arena::map(ARENA_BYTES, Pages::Huge)?, 0))) else {
            // The system has no more: the mutator will find out itself.
            self.lock().wanted = 0;
            return;
        };
        if from == 0 {
            self.learn_page_cost(touch_first(arena));
        }
        let to = touch(arena, from);
        let mut state = self.lock();
        if !state.lacks() {
            // It is not wanted any more.
            state.leaving.push((arena, ARENA_BYTES));
        } else if to == ARENA_BYTES {
            state.ready.push(arena);
        } else {
            state.making = Some((arena, to));
        }
    }

    /// Gives everything back: the heap's end.
    pub fn close(&self) {
        let state = std::mem::take(&mut *self.lock());
        unmap_all(state.leaving);
        let made = state.making.map(|(arena, _)| arena);
        unmap_all(state.ready.into_iter().chain(made).map(|arena| (arena, ARENA_BYTES)).collect());
    }
}

fn unmap_all(arenas: Vec<(Arena, usize)>) {
    for (arena, bytes) in arenas {
        // SAFETY: nobody knows of it any more.
        unsafe { arena.unmap(bytes) };
    }
}

/// Makes the system provide the first page of an arena; how long that took.
fn touch_first(arena: Arena) -> Duration {
    let began = Instant::now();
    // SAFETY: the arena was mapped just now, and nobody else knows of it.
    unsafe { std::ptr::with_exposed_provenance_mut::<u8>(arena.base()).write_volatile(0) };
    began.elapsed()
}

/// Makes the system provide the pages from an offset on, as long as a request may take; where the
/// next one goes on.
fn touch(arena: Arena, from: usize) -> usize {
    let began = Instant::now();
    let mut at = from;
    while at < ARENA_BYTES {
        // SAFETY: the arena was mapped just now, and nobody else knows of it.
        unsafe { std::ptr::with_exposed_provenance_mut::<u8>(arena.base() + at).write_volatile(0) };
        slow_pages::pay(1);
        at += PAGE_BYTES;
        arena.head().touched.set(at);
        if began.elapsed() >= REQUEST {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the next arena, which nobody has made ready, is of huge pages.
    fn takes_huge_pages(pool: &mut ArenaPool) -> bool {
        pool.take().expect("there is memory").head().ahead.get()
    }

    // Under Miri memory belongs to the thread that mapped it: there is no helper.
    #[test]
    #[cfg(not(miri))]
    fn arenas_are_of_huge_pages_unless_those_are_slow() {
        if !has_second_processor() {
            return;
        }
        let helper = Rc::new(Helper::by_hand());
        let mut pool = ArenaPool::new(Rc::clone(&helper));
        (0..HUGE_PAGES_FROM).for_each(|_| assert!(!takes_huge_pages(&mut pool), "a small heap stays small"));
        let store = &helper.shared.store;
        assert!(!takes_huge_pages(&mut pool), "nobody knows yet what they cost");
        // What the helper finds out is what it measures of a page that it touches.
        assert!(store.page_cost.load(Ordering::Relaxed) == u64::MAX && store.lock().lacks());
        store.run_request();
        assert!(store.page_cost.load(Ordering::Relaxed) < Duration::from_secs(10).as_nanos() as u64);
        store.close();
        for (cost, huge) in [
            (SLOW_PAGE / 5, None),
            (SLOW_PAGE / 5, Some(true)),
            (SLOW_PAGE, Some(true)),
            // One slow page is remembered for a while.
            (SLOW_PAGE * 4, Some(false)),
            (SLOW_PAGE / 5, Some(false)),
            (SLOW_PAGE / 5, Some(true)),
            (SLOW_PAGE / 5, Some(true)),
        ] {
            match huge {
                Some(huge) => {
                    store.learn_page_cost(cost);
                    assert_eq!(takes_huge_pages(&mut pool), huge, "{cost:?}");
                }
                None => store.page_cost.store(cost.as_nanos() as u64, Ordering::Relaxed),
            }
        }
    }
}
