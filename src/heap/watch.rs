//! One reference of a tracked heap under watch: when it was written, by whom, and what became of
//! it. Cells are known by when they were born (the how manieth cell), which is the same in every
//! run of a program that runs in the same way, wherever cells come to lie.
//!
//! Invariants:
//! - a watch costs nothing where there is none: all of its calls come from the slow paths that a
//!   tracked heap takes;
//! - what it keeps is bounded: the first and the last events, and the places of the reference.

use std::cell::Cell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use rustc_hash::FxHashMap;

use super::cell::HEADER_BYTES;

/// Events that are kept, the last ones.
const MOST_EVENTS: usize = limit!(256, small = 8);
/// Slots that the reference lay in which are remembered.
const MOST_SLOTS: usize = limit!(4096, small = 8);

/// What is to be watched.
#[derive(Clone, Debug)]
pub struct Watched {
    /// The cell that refers, by its number.
    pub owner: u64,
    /// The word of its payload; `None` if the reference lies outside of the cell.
    pub word: Option<usize>,
    /// The cell that is referred to, by its number.
    pub target: u64,
    /// The object of the program whose property it is, by its number, and the property.
    pub property: Option<(u64, String)>,
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happening {
    /// The cell that refers was made.
    OwnerBorn,
    /// What it refers to was made.
    TargetBorn,
    /// The reference was stored.
    Stored,
    /// Something else was stored where it was, or where it will be.
    Other,
}

/// Something that happened.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// What.
    pub what: Happening,
    /// The site of the program.
    pub site: u32,
    /// When, by the program's clock.
    pub at: Duration,
    /// Where it was stored; 0 of births.
    slot: usize,
    /// The store that brought the reference there, by its number.
    store: u32,
    /// The number of this store.
    number: u32,
}

/// A read, as far as it can be seen.
#[derive(Clone, Copy, Debug)]
pub struct Read {
    /// The site of the program.
    pub site: u32,
    /// When.
    pub at: Duration,
    /// How many there were.
    pub count: u64,
}

/// A watch over a heap, or the count of its cells for one.
pub struct Watch {
    clock: Rc<Cell<Duration>>,
    births: u64,
    /// Numbers of cells by address, while they are counted.
    numbers: Option<FxHashMap<usize, u64>>,
    watched: Option<Watched>,
    owner: usize,
    target: usize,
    object: usize,
    /// Where the reference lies, with the store that brought it there.
    held: Vec<(usize, u32)>,
    /// Slots that it ever lay in, with the same.
    lay: Vec<(usize, u32)>,
    /// Where words are being copied from, and how many.
    source: Cell<(usize, usize)>,
    events: VecDeque<Event>,
    stores: u32,
    /// Reads of the property.
    read: Option<Read>,
    /// Reads of properties of what is referred to.
    used: Option<Read>,
}

impl Watch {
    /// Counts the cells that are born from now on.
    pub fn counting(clock: Rc<Cell<Duration>>) -> Watch {
        Watch {
            clock,
            births: 0,
            numbers: Some(FxHashMap::default()),
            watched: None,
            owner: 0,
            target: 0,
            object: 0,
            held: Vec::new(),
            lay: Vec::new(),
            source: Cell::new((0, 0)),
            events: VecDeque::new(),
            stores: 0,
            read: None,
            used: None,
        }
    }

    /// Watches a reference.
    pub fn over(clock: Rc<Cell<Duration>>, watched: Watched) -> Watch {
        Watch { numbers: None, watched: Some(watched), ..Watch::counting(clock) }
    }

    /// Which cell was to be born at this address, if cells are counted.
    pub(super) fn number_of(&self, at: usize) -> Option<u64> {
        self.numbers.as_ref()?.get(&at).copied()
    }

    /// A property of an object at this address is read; `is_key` tells whether it is that one.
    pub(super) fn reads_of(&mut self, at: usize, site: u32, is_key: impl Fn(&str) -> bool) {
        let now = self.clock.get();
        let add = |read: &mut Option<Read>| {
            let count = read.map_or(0, |read| read.count) + 1;
            *read = Some(Read { site, at: now, count });
        };
        let property = self.watched.as_ref().and_then(|watched| watched.property.as_ref());
        if at == self.object && property.is_some_and(|(_, key)| is_key(key)) {
            add(&mut self.read);
        }
        if at == self.target {
            add(&mut self.used);
        }
    }

    /// Whether reads of this object are told.
    pub(super) fn is_about(&self, at: usize) -> bool {
        at == self.object || at == self.target
    }

    fn slot(&self) -> usize {
        let word = self.watched.as_ref().and_then(|watched| watched.word);
        word.filter(|_| self.owner != 0).map_or(0, |word| self.owner + HEADER_BYTES + word * size_of::<u64>())
    }

    fn note(&mut self, what: Happening, site: u32, slot: usize, store: u32) {
        if self.events.len() == MOST_EVENTS {
            // The births stay.
            let old = self.events.iter().position(|event| matches!(event.what, Happening::Stored | Happening::Other));
            old.map(|old| self.events.remove(old));
        }
        let number = self.stores;
        self.events.push_back(Event { what, site, at: self.clock.get(), slot, store, number });
    }

    /// A cell of so many bytes is born.
    pub(super) fn born(&mut self, at: usize, bytes: usize, site: u32) {
        self.births += 1;
        if let Some(numbers) = &mut self.numbers {
            numbers.insert(at, self.births);
            return;
        }
        self.held.retain(|&(slot, _)| slot < at || slot >= at + bytes);
        let Some(watched) = &self.watched else { return };
        let births = self.births;
        let (owner, target) = (watched.owner == births, watched.target == births);
        if watched.property.as_ref().is_some_and(|(object, _)| *object == births) {
            self.object = at;
        }
        if owner {
            self.owner = at;
            self.note(Happening::OwnerBorn, site, 0, 0);
        }
        if target {
            self.target = at;
            self.note(Happening::TargetBorn, site, 0, 0);
        }
    }

    /// A word is about to be written.
    pub(super) fn writes(&mut self, slot: usize, word: u64, site: u32) {
        let held = self.held.iter().position(|&(held, _)| held == slot);
        if self.target != 0 && word == self.target as u64 {
            if held.is_some() {
                return;
            }
            self.stores += 1;
            self.note(Happening::Stored, site, slot, self.stores);
            self.lies_in(slot, self.stores);
        } else if let Some(held) = held {
            let (_, store) = self.held.swap_remove(held);
            self.note(Happening::Other, site, slot, store);
        } else if slot == self.slot() {
            self.note(Happening::Other, site, slot, 0);
        }
    }

    fn lies_in(&mut self, slot: usize, store: u32) {
        if self.lay.len() < MOST_SLOTS {
            self.held.push((slot, store));
            self.lay.push((slot, store));
        }
    }

    /// Words are about to be overwritten by others that are not told.
    pub(super) fn writes_run(&mut self, first: usize, words: usize) {
        let end = first + words * size_of::<u64>();
        self.held.retain(|&(slot, _)| slot < first || slot >= end);
    }

    pub(super) fn copies_from(&self, first: usize, words: usize) {
        self.source.set((first, words));
    }

    /// So many words were copied, or moved, from where the last call said.
    pub(super) fn copied_to(&mut self, first: usize, words: usize) {
        let (source, count) = self.source.get();
        if count != words {
            return;
        }
        let end = source + words * size_of::<u64>();
        let moved: Vec<(usize, u32)> =
            self.lay.iter().copied().filter(|&(slot, _)| (source..end).contains(&slot)).collect();
        for (slot, store) in moved {
            let to = first + (slot - source);
            let target = self.target as u64;
            // SAFETY: the words were copied to there.
            let word = unsafe { super::word::read(std::ptr::with_exposed_provenance(to)) };
            if word == target && !self.held.contains(&(to, store)) {
                self.lies_in(to, store);
            }
        }
    }

    /// The events that are about the reference: births, the store that brought it where it is, what
    /// lay there before and since. And which of them is that store.
    pub fn history(&self) -> (Vec<Event>, Option<usize>) {
        let slot = self.slot();
        let held = self.held.iter().rev().find(|&&(at, _)| slot == 0 || at == slot);
        let store = held.or_else(|| self.held.last()).map_or(0, |&(_, store)| store);
        let is_about = |event: &&Event| match event.what {
            Happening::OwnerBorn | Happening::TargetBorn => true,
            _ => {
                store != 0 && event.store == store
                    || slot != 0 && event.slot == slot
                    || self.lay.iter().any(|&(at, by)| store != 0 && by == store && at == event.slot)
            }
        };
        let events: Vec<Event> = self.events.iter().filter(is_about).copied().collect();
        let stored = |event: &Event| event.what == Happening::Stored && store != 0 && event.number == store;
        let at = events.iter().position(stored);
        (events, at)
    }

    /// The last reads of the property, and of properties of what is referred to.
    pub fn reads(&self) -> (Option<Read>, Option<Read>) {
        (self.read, self.used)
    }
}
