//! Which line of the program made each cell, and which wrote each reference: exact, for the tools
//! that explain a heap. A heap whose owner did not ask for it pays nothing: allocation and barrier
//! come here by the slow paths that they have anyway, which a tracked heap takes every time.
//!
//! A number stands for each word of the heap, in tables beside the arenas: of a cell's header the
//! place where the cell was born, or last grew; of any other word the place that wrote the
//! reference in it, or 0 if it stands there since the cell was born.
//!
//! Invariants:
//! - a place is asked for in the middle of the allocation, or before the write, while the program
//!   stands at the instruction that does it;
//! - the numbers of a cell's words are cleared at its birth; whoever copies words to a new cell
//!   copies their numbers (`set_writers`);
//! - the tables lie outside of every account: a tracked program has the same figures as another.

use rustc_hash::FxHashMap;

use super::arena::ARENA_BYTES;
use super::blocks::Bump;
use super::cell::CellRef;
use super::os;
use super::sampling::Write;
use super::size_class::{CLASS_BYTES, CLASSES};
use super::space::Heap;
use super::watch::Watch;
use super::word;

/// Words that a table has numbers for: those of so many bytes as an arena has.
const TABLE_WORDS: usize = ARENA_BYTES / size_of::<u64>();
/// Bytes of a table.
const TABLE_BYTES: usize = TABLE_WORDS * size_of::<u32>();

/// Numbers of cells up to this size are cleared without a call.
const FEW_BYTES: usize = 256;

/// Tables found by a glance.
const QUICK: usize = 64;

/// Memory of the system for the numbers of one arena's words.
struct Table(usize);

impl Table {
    fn new() -> Table {
        let at = os::map(TABLE_BYTES, 1 << 12).unwrap_or_else(|| {
            eprintln!("glass: the system has no memory for tracking allocations");
            std::process::exit(134)
        });
        Table(at)
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        // SAFETY: mapped by `new`.
        unsafe { os::unmap(self.0, TABLE_BYTES) };
    }
}

/// The numbers of a heap's words.
pub(super) struct Tracking {
    pub on: bool,
    /// Some references may have to be left out (see [`super::Sites::replacement`]).
    pub trial: bool,
    /// Arenas by number with the address of their table, those asked for last.
    quick: [(usize, usize); QUICK],
    index: FxHashMap<usize, usize>,
    tables: Vec<Table>,
    /// Bytes and cells that were born, by the number of their place.
    born: Vec<(u64, u64)>,
    /// A reference under watch.
    pub watch: Option<Box<Watch>>,
}

impl Default for Tracking {
    fn default() -> Tracking {
        Tracking {
            on: false,
            trial: false,
            quick: [(0, 0); QUICK],
            index: FxHashMap::default(),
            tables: Vec::new(),
            born: Vec::new(),
            watch: None,
        }
    }
}

impl Tracking {
    /// The numbers from a word on to the end of its arena.
    #[inline(always)]
    fn numbers(&mut self, at: usize) -> &mut [u32] {
        let arena = at / ARENA_BYTES;
        let (known, table) = self.quick[arena % QUICK];
        let table = if known == arena { table } else { self.find(arena) };
        let first = at % ARENA_BYTES / size_of::<u64>();
        let numbers = std::ptr::with_exposed_provenance_mut::<u32>(table);
        // SAFETY: a table is zeroed memory of this tracking alone, of TABLE_WORDS numbers.
        unsafe { std::slice::from_raw_parts_mut(numbers.add(first), TABLE_WORDS - first) }
    }

    #[cold]
    #[inline(never)]
    fn find(&mut self, arena: usize) -> usize {
        let index = *self.index.entry(arena).or_insert_with(|| {
            self.tables.push(Table::new());
            self.tables.len() - 1
        });
        self.quick[arena % QUICK] = (arena, self.tables[index].0);
        self.tables[index].0
    }

    fn get(&self, at: usize) -> u32 {
        let Some(&table) = self.index.get(&(at / ARENA_BYTES)) else { return 0 };
        let numbers = std::ptr::with_exposed_provenance::<u32>(self.tables[table].0);
        // SAFETY: as in `numbers`.
        unsafe { numbers.add(at % ARENA_BYTES / size_of::<u64>()).read() }
    }

    #[inline(always)]
    fn set(&mut self, at: usize, number: u32) {
        self.numbers(at)[0] = number;
    }

    /// Gives a new cell of a few words its number, and clears those of its words. Cells are whole
    /// pairs of words, in one arena.
    #[inline(always)]
    fn begin_cell(&mut self, at: usize, bytes: usize, number: u32) {
        let numbers = &mut self.numbers(at)[..bytes / size_of::<u64>()];
        let (pairs, _) = numbers.as_chunks_mut::<2>();
        // Without a call for a few of them, which a loop that clears would become.
        for pair in &mut *pairs {
            // SAFETY: a reference, written as a whole.
            unsafe { std::ptr::write_volatile(pair, [0, 0]) };
        }
        numbers[0] = number;
    }

    /// Clears the numbers of so many bytes from `at` on, which may reach into other arenas.
    #[inline(always)]
    fn clear(&mut self, at: usize, bytes: usize) {
        let (mut at, end) = (at, at + bytes);
        while at < end {
            let to = end.min((at / ARENA_BYTES + 1) * ARENA_BYTES);
            self.numbers(at)[..(to - at) / size_of::<u64>()].fill(0);
            at = to;
        }
    }
}

impl Heap {
    /// From now on every cell is booked to the place that makes it, and every reference to the
    /// place that writes it. To be called on a heap whose owner gave it places
    /// ([`Heap::sample_sites`]).
    pub fn track(&mut self) {
        self.tracking.on = true;
        self.bumps.iter_mut().for_each(|bump| bump.limit = bump.cursor);
        self.set_slow_states(self.phase_states);
    }

    /// From now on nothing is booked any more, and all that was is forgotten.
    pub fn stop_tracking(&mut self) {
        self.tracking = Tracking::default();
        self.bumps.iter_mut().for_each(|bump| bump.limit = bump.end);
        self.set_slow_states(self.phase_states);
    }

    /// From now on the places are asked whether a reference is to be left out.
    pub fn try_without(&mut self) {
        self.tracking.trial = true;
    }

    /// Whether it does so.
    pub fn is_tracked(&self) -> bool {
        self.tracking.on
    }

    /// The number of the place where the program is; 0 for none.
    fn place(&mut self) -> u32 {
        let owner = self.owner;
        self.sampling.places.as_mut().map_or(0, |places| places.locate(owner))
    }

    /// The number of the place where the program is, for who looks at a tracked heap.
    pub fn site_here(&mut self) -> u32 {
        self.place()
    }

    /// In a tracked heap a bump range seems to have ended whenever it is asked: takes the next cell
    /// of it, if there is one.
    pub(super) fn tracked_bump(&mut self, list: usize) -> Option<usize> {
        let bump = self.bumps[list];
        if bump.cursor == bump.end {
            return None;
        }
        let cell = usize::from(CLASS_BYTES[list % CLASSES]);
        let cursor = bump.cursor + cell;
        self.bumps[list] = Bump { cursor, limit: cursor, ..bump };
        self.book_birth(bump.cursor, cell);
        Some(bump.cursor)
    }

    /// A cell of so many bytes is born.
    pub(super) fn book_birth(&mut self, at: usize, bytes: usize) {
        let place = self.place();
        if bytes <= FEW_BYTES {
            self.tracking.begin_cell(at, bytes, place);
        } else {
            self.tracking.clear(at, bytes);
            self.tracking.set(at, place);
        }
        let index = place as usize;
        if index >= self.tracking.born.len() {
            self.tracking.born.resize(index + 1, (0, 0));
        }
        let (born, cells) = &mut self.tracking.born[index];
        (*born, *cells) = (*born + bytes as u64, *cells + 1);
        if let Some(watch) = &mut self.tracking.watch {
            watch.born(at, bytes, place);
        }
    }

    /// Bytes and cells that were born since the heap is tracked, by the number of their place.
    pub fn born(&self) -> &[(u64, u64)] {
        &self.tracking.born
    }

    /// A cell grew from so many bytes to so many.
    pub(super) fn book_longer(&mut self, at: usize, before: usize, after: usize) {
        let place = self.place();
        self.tracking.clear(at + before, after - before);
        self.tracking.set(at, place);
    }

    /// Words are about to be overwritten.
    pub(super) fn book_writes(&mut self, first: usize, words: usize) {
        let place = self.place();
        (0..words).for_each(|i| self.tracking.set(first + i * size_of::<u64>(), place));
        if let Some(watch) = &mut self.tracking.watch {
            watch.writes_run(first, words);
        }
    }

    /// A word is about to be written; gives what is written in its place.
    pub(super) fn book_write_of(&mut self, owner: CellRef, slot: usize, word: u64) -> u64 {
        if self.tracking.watch.is_some() {
            let site = self.place();
            self.tracking.watch.as_mut().into_iter().for_each(|watch| watch.writes(slot, word, site));
        }
        if !self.tracking.on || !word::is_cell(word) {
            return word;
        }
        let writer = self.place();
        self.tracking.set(slot, writer);
        if !self.tracking.trial {
            return word;
        }
        // SAFETY: the word references a cell.
        let target = unsafe { CellRef::from_addr(word) };
        let write = Write { writer, owner, target, born: self.tracking.get(word as usize) };
        let places = self.sampling.places.as_ref();
        places.and_then(|places| places.replacement(&write)).unwrap_or(word)
    }

    /// A cell whose references lie outside of it is about to change.
    pub fn book_write(&mut self, cell: CellRef) {
        if self.tracking.on {
            self.book_writes(cell.addr() as usize + size_of::<u64>(), 1);
        }
    }

    /// The numbers of so many words from this address on.
    pub fn writers(&self, first: usize, words: usize) -> Vec<u32> {
        if let Some(watch) = &self.tracking.watch {
            watch.copies_from(first, words);
        }
        (0..words).map(|i| self.tracking.get(first + i * size_of::<u64>())).collect()
    }

    /// Gives the words from this address on these numbers.
    pub fn set_writers(&mut self, first: usize, numbers: &[u32]) {
        numbers.iter().enumerate().for_each(|(i, &number)| self.tracking.set(first + i * size_of::<u64>(), number));
        if let Some(watch) = &mut self.tracking.watch {
            watch.copied_to(first, numbers.len());
        }
    }

    /// The place where a cell of a tracked heap was born, or last grew; 0 if no script ran.
    pub fn birth_of(&self, cell: CellRef) -> u32 {
        self.tracking.get(cell.addr() as usize)
    }

    /// Visits every cell of a tracked heap with the place that it is booked to and its bytes; as
    /// [`Heap::for_each_cell`].
    pub fn census(&mut self, mut visit: impl FnMut(u32, usize)) {
        let tracking = std::mem::take(&mut self.tracking);
        self.for_each_cell(|cell, bytes| visit(tracking.get(cell.addr() as usize), bytes));
        self.tracking = tracking;
    }

    /// Which word of a cell's payload refers to another cell; `None` when the reference lies
    /// outside of the cell.
    pub fn word_that_holds(&self, from: CellRef, to: CellRef) -> Option<usize> {
        self.payload_words(from).position(|word| word == to.addr())
    }

    /// The words of a cell's payload.
    pub fn payload_words(&self, cell: CellRef) -> impl ExactSizeIterator<Item = u64> {
        let size = (self.kinds[usize::from(cell.kind())].size)(cell);
        let payload = cell.addr() as usize + super::cell::HEADER_BYTES;
        // SAFETY: the words lie in the cell, whose payload is written.
        let word =
            move |i: usize| unsafe { word::read(std::ptr::with_exposed_provenance(payload + i * size_of::<u64>())) };
        (0..(size - super::cell::HEADER_BYTES) / size_of::<u64>()).map(word)
    }

    /// The place that wrote the reference in the `word`th word of a cell's payload; 0 if it stands
    /// there since the cell was born.
    pub fn writer_of(&self, cell: CellRef, word: usize) -> u32 {
        self.tracking.get(cell.addr() as usize + (1 + word) * size_of::<u64>())
    }
}

/// The watch over a reference (`watch.rs`).
impl Heap {
    /// Watches this tracked heap from now on.
    pub fn watch(&mut self, watch: Watch) {
        self.tracking.watch = Some(Box::new(watch));
    }

    /// The watch.
    pub fn watcher(&self) -> Option<&Watch> {
        self.tracking.watch.as_deref()
    }

    /// Which cell this was to be born, if they are counted.
    pub fn number_of(&self, cell: CellRef) -> Option<u64> {
        self.watcher()?.number_of(cell.addr() as usize)
    }

    /// Whether reads of properties are to be told.
    #[inline]
    pub fn watches_reads(&self) -> bool {
        self.tracking.watch.is_some()
    }

    /// A property of an object is read; `is_key` tells whether it is that one.
    #[cold]
    pub fn note_read(&mut self, object: CellRef, is_key: impl Fn(&str) -> bool) {
        let at = object.addr() as usize;
        if self.watcher().is_some_and(|watch| watch.is_about(at)) {
            let site = self.place();
            self.tracking.watch.as_mut().into_iter().for_each(|watch| watch.reads_of(at, site, &is_key));
        }
    }
}
