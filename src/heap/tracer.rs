//! The tracer: collects the references that a cell, or a provider of roots, holds.
//!
//! It knows nothing of marks: it only gathers edges. The marker, the verifier and every later walk
//! of the heap (snapshots, retainers) use the same `trace` functions and differ in what they do
//! with the edges gathered.
//!
//! Invariants:
//! - words are read atomically, for a marker may trace beside the mutator (see `concurrent.rs`):
//!   what it reads is what a slot held at some time;
//! - while marking, a number is looked up once (see [`Tracer::numbered`]): millions of objects
//!   share a few shapes;
//! - long runs of words are not gathered at once but kept as spans, and gathered in chunks when
//!   everything before them is done, so the edge stack stays small however long an array is.
//!   Storage cells keep address and length while they live, so a span stays valid;
//! - the edge stack grows by segments, so that no push ever copies a long stack;
//! - while a collection that stops the program reports its roots, a full segment is marked through
//!   (or counted) at once (see [`Relief`]), for there may be millions of roots, in a heap without
//!   room for a list of them;
//! - an edge that finds no memory is dropped and `overflowed` tells so; the marker then goes over
//!   the marked cells again. The stack always has room for the edges of one cell, so that this
//!   ends.

use std::ptr;

use super::arena;
use super::budget::Budget;
use super::cell::CellRef;
use super::ephemerons::EphemeronTable;
use super::kind::KindInfo;
use super::mark::{Marked, Marker, Side};
use super::refcount::CountRoots;
use super::size_class::MAX_SMALL;
use super::word;

/// Runs of at most this many words are gathered at once.
const CHUNK_WORDS: usize = if cfg!(miri) { 32 } else { 1024 };
// The barrier takes a small cell that is marked for one whose words have all been gathered.
const _: () = assert!(cfg!(miri) || CHUNK_WORDS * size_of::<u64>() >= MAX_SMALL);
/// The least room of the edge stack: more than a small cell has words.
const LEAST_EDGES: usize = 4 * CHUNK_WORDS;
/// Edges of a segment of the edge stack: a fuller one is put aside as a whole.
const SEGMENT_EDGES: usize = 16 * CHUNK_WORDS;
/// Words reported at once that cost the marker about as much as a cell.
const WORDS_PER_CELL: usize = 32;

/// How the heap finds the cells that others name by a number instead of a reference. Numbers are
/// small and dense.
#[derive(Copy, Clone)]
pub struct Numbered {
    /// Handed to `cell`: the address of a table.
    pub context: usize,
    /// The cell of a number, if there is one. Called on the mutator only.
    pub cell: fn(context: usize, number: u32) -> Option<CellRef>,
}

/// What was gathered, on its way from one thread to another.
#[derive(Default)]
pub(super) struct EdgeBatch {
    pub segments: Vec<Vec<u64>>,
    pub spans: Vec<(usize, usize)>,
}

impl EdgeBatch {
    pub fn append(&mut self, more: EdgeBatch) {
        self.segments.extend(more.segments);
        self.spans.extend(more.spans);
    }

    pub fn is_empty(&self) -> bool {
        self.segments.is_empty() && self.spans.is_empty()
    }
}

/// Works roots off while they are being reported.
pub(super) enum Relief {
    /// What they reach is marked.
    Mark(MarkRoots),
    /// They are counted.
    Count(CountRoots),
}

/// Marks what roots reach while they are being reported.
pub(super) struct MarkRoots {
    pub kinds: &'static [KindInfo],
    pub promote: bool,
    pub marked: Marked,
    pub waiting: EphemeronTable,
}

impl Relief {
    fn work_off(&mut self, tracer: &mut Tracer) {
        match self {
            Relief::Mark(roots) => roots.mark(tracer),
            Relief::Count(roots) => roots.count(tracer),
        }
    }
}

impl MarkRoots {
    fn mark(&mut self, tracer: &mut Tracer) {
        let (kinds, promote) = (self.kinds, self.promote);
        let (marked, waiting) = (&mut self.marked, &mut self.waiting);
        Marker { kinds, tracer, marked, waiting, promote, side: Side::StopTheWorld }.drain(&mut Budget::Unlimited);
    }
}

/// Collects references; handed to the `trace` functions of the kinds and to providers of roots.
pub struct Tracer {
    /// Words that reference cells, newest last.
    edges: Vec<u64>,
    /// Full segments of older edges.
    full: Vec<Vec<u64>>,
    /// Edges in `full`.
    put_aside: usize,
    /// An empty segment, kept so that a stack that goes to and fro across a segment's end need not
    /// ask for memory.
    spare: Option<Vec<u64>>,
    /// Rests of long runs: address of the next word and number of words.
    spans: Vec<(usize, usize)>,
    /// Cells that hold weak references.
    weak: Vec<CellRef>,
    /// Ephemerons: keys and values.
    ephemerons: Vec<(u64, u64)>,
    /// What was gathered in long runs, in cells' worth of work.
    work: usize,
    /// The most edges to keep.
    most_edges: usize,
    overflowed: bool,
    /// A full stack first loses the edges whose cells are marked.
    skip_marked: bool,
    /// Who works off what was gathered when a segment is full.
    relief: Option<Box<Relief>>,
    numbered: Numbered,
    /// A bit for each number that was looked up; empty when every number counts.
    looked_up: Vec<u64>,
    once: bool,
    /// It belongs to another thread than the mutator's, which leaves `numbers` and `deferred` to
    /// that.
    remote: bool,
    /// Numbers to be looked up.
    numbers: Vec<u32>,
    /// Marked cells of kinds that only the mutator can trace.
    deferred: Vec<u64>,
}

impl Default for Tracer {
    fn default() -> Tracer {
        Tracer {
            edges: Vec::new(),
            full: Vec::new(),
            put_aside: 0,
            spare: None,
            spans: Vec::new(),
            weak: Vec::new(),
            ephemerons: Vec::new(),
            work: 0,
            most_edges: usize::MAX,
            overflowed: false,
            skip_marked: false,
            relief: None,
            numbered: Numbered { context: 0, cell: |_, _| None },
            looked_up: Vec::new(),
            once: false,
            remote: false,
            numbers: Vec::new(),
            deferred: Vec::new(),
        }
    }
}

impl Tracer {
    /// A tracer for a heap whose numbers are looked up like this.
    pub(super) fn with_numbered(numbered: Numbered) -> Tracer {
        Tracer { numbered, ..Tracer::default() }
    }

    /// It keeps so many edges at most.
    #[cfg(feature = "cli")]
    pub(super) fn bounded(self, edges: usize) -> Tracer {
        Tracer { most_edges: edges, ..self }
    }

    /// A tracer for another thread than the mutator's.
    pub(super) fn remote() -> Tracer {
        Tracer { remote: true, once: true, ..Tracer::default() }
    }

    pub(super) fn set_numbered(&mut self, numbered: Numbered) {
        self.numbered = numbered;
    }

    pub(super) fn how_numbered(&self) -> Numbered {
        self.numbered
    }

    /// From now on a number counts once (a marking), or every time.
    pub(super) fn count_numbers_once(&mut self, once: bool) {
        self.once = once;
        self.looked_up.clear();
    }

    /// Reports a cell by its number (see `Heap::set_numbered`).
    #[inline(always)]
    pub fn numbered(&mut self, number: u32) {
        let known = self.looked_up.get(number as usize / 64).copied().unwrap_or(0);
        if known >> (number % 64) & 1 == 0 {
            self.new_number(number);
        }
    }

    #[cold]
    #[inline(never)]
    fn new_number(&mut self, number: u32) {
        if self.once {
            let word = number as usize / 64;
            if word >= self.looked_up.len() {
                self.looked_up.resize(word + 1, 0);
            }
            self.looked_up[word] |= 1 << (number % 64);
        }
        if self.remote {
            self.numbers.push(number);
        } else {
            self.look_up(number);
        }
    }

    /// Reports the cell of a number that another tracer came across.
    pub(super) fn look_up(&mut self, number: u32) {
        self.cell_opt((self.numbered.cell)(self.numbered.context, number));
    }

    /// Leaves a marked cell to the mutator.
    pub(super) fn defer(&mut self, cell: CellRef) {
        self.deferred.push(cell.addr());
    }

    /// The cells and numbers left to the mutator since the last call.
    pub(super) fn take_left(&mut self) -> Option<(Vec<u64>, Vec<u32>)> {
        let any = !self.deferred.is_empty() || !self.numbers.is_empty();
        any.then(|| (std::mem::take(&mut self.deferred), std::mem::take(&mut self.numbers)))
    }

    /// Hands out everything gathered.
    pub(super) fn take_gathered(&mut self) -> EdgeBatch {
        let mut segments = std::mem::take(&mut self.full);
        if !self.edges.is_empty() {
            segments.push(std::mem::take(&mut self.edges));
        }
        self.put_aside = 0;
        EdgeBatch { segments, spans: std::mem::take(&mut self.spans) }
    }

    /// Hands out a part of what was gathered, if it can be parted: the oldest segment, half of the
    /// longest run, or the older half of the edges. What is oldest mostly leads to most.
    pub(super) fn split(&mut self) -> EdgeBatch {
        let mut part = EdgeBatch::default();
        if !self.full.is_empty() {
            let segment = self.full.remove(0);
            self.put_aside -= segment.len();
            part.segments.push(segment);
        } else if let Some(span) = self.spans.iter_mut().max_by_key(|span| span.1).filter(|span| span.1 > CHUNK_WORDS) {
            let half = span.1 / 2;
            part.spans.push((span.0 + half * size_of::<u64>(), span.1 - half));
            span.1 = half;
        } else if self.edges.len() > 1 {
            part.segments.push(self.edges.drain(..self.edges.len() / 2).collect());
        }
        part
    }

    /// Takes in what another tracer gathered.
    pub(super) fn put(&mut self, gathered: EdgeBatch) {
        self.spans.extend(gathered.spans);
        for segment in gathered.segments {
            let newest = std::mem::replace(&mut self.edges, segment);
            if !newest.is_empty() {
                self.put_aside += newest.len();
                self.full.push(newest);
            }
        }
    }

    /// Drops edges to marked cells among those gathered since there were `before`, if they are few.
    pub(super) fn drop_marked_since(&mut self, before: usize) {
        let Some(from) = before.checked_sub(self.put_aside) else { return };
        let mut kept = from;
        for at in from..self.edges.len() {
            let edge = self.edges[at];
            self.edges[kept] = edge;
            kept += usize::from(!arena::is_marked(edge as usize));
        }
        self.edges.truncate(kept);
    }

    /// Reports one word: a reference or not.
    #[inline(always)]
    pub fn word(&mut self, word: u64) {
        if word::is_cell(word) {
            self.push(word);
        }
    }

    /// As [`Tracer::word`], for a long list in which the same word often comes many times in a row:
    /// `last` is the one before.
    #[inline]
    pub fn word_after(&mut self, last: &mut u64, word: u64) {
        if std::mem::replace(last, word) != word {
            self.word(word);
        }
    }

    /// Reports a reference.
    #[inline(always)]
    pub fn cell(&mut self, cell: CellRef) {
        self.push(cell.addr());
    }

    /// Reports a reference that may be absent.
    #[inline(always)]
    pub fn cell_opt(&mut self, cell: Option<CellRef>) {
        if let Some(cell) = cell {
            self.cell(cell);
        }
    }

    /// Reports `len` words that start at `words`.
    ///
    /// # Safety
    /// The words are readable, and stay where they are while the cell or the root that owns them
    /// lives.
    #[inline]
    pub unsafe fn words(&mut self, words: *const u64, len: usize) {
        if len > CHUNK_WORDS {
            self.push_span(words.expose_provenance(), len);
            return;
        }
        if self.edges.capacity() - self.edges.len() < len && !self.grow(len) {
            return;
        }
        self.work += len / WORDS_PER_CELL;
        let mut filled = self.edges.len();
        let room = self.edges.as_mut_ptr();
        for i in 0..len {
            // SAFETY: the caller vouches for `len` readable words, and there is room for as many
            // edges.
            unsafe {
                let word = word::read(words.add(i));
                room.add(filled).write(word);
                filled += usize::from(word::is_cell(word));
            }
        }
        // SAFETY: written just now.
        unsafe { self.edges.set_len(filled) };
    }

    /// Reports a cell that holds weak references (a weak map, a WeakRef): its kind's `forget` is
    /// called when marking is complete. A cell may be reported twice.
    pub fn weak_cell(&mut self, cell: CellRef) {
        self.weak.push(cell);
    }

    /// Reports an ephemeron: the value is reachable if the key (a reference) is. Its owner is also
    /// a `weak_cell`.
    pub fn ephemeron(&mut self, key: u64, value: u64) {
        if word::is_cell(value) {
            // Looking for its key costs about as much as a cell.
            self.work += 1;
            self.ephemerons.push((key, value));
        }
    }

    #[inline(always)]
    fn push(&mut self, word: u64) {
        if self.edges.len() == self.edges.capacity() && !self.grow(1) {
            return;
        }
        let len = self.edges.len();
        // SAFETY: there is room for one more.
        unsafe {
            self.edges.as_mut_ptr().add(len).write(word);
            self.edges.set_len(len + 1);
        }
    }

    #[cold]
    fn push_span(&mut self, at: usize, len: usize) {
        if self.spans.try_reserve(1).is_ok() {
            self.spans.push((at, len));
        } else {
            self.overflowed = true;
        }
    }

    /// Makes room for so many more edges; false, and the overflow is noted, if there is none to be
    /// had.
    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) -> bool {
        if self.len() + more > SEGMENT_EDGES
            && let Some(mut relief) = self.relief.take()
        {
            relief.work_off(self);
            self.relief = Some(relief);
            if self.edges.capacity() - self.edges.len() >= more {
                return true;
            }
        }
        if self.skip_marked {
            self.edges.retain(|&word| !arena::is_marked(word as usize));
            if self.edges.capacity() - self.edges.len() >= more {
                return true;
            }
        }
        let more = more.max(LEAST_EDGES);
        let fits = self.len() + more <= self.most_edges.max(LEAST_EDGES) && self.make_room(more);
        self.overflowed |= !fits;
        fits
    }

    /// Edges on the stack.
    pub(super) fn len(&self) -> usize {
        self.put_aside + self.edges.len()
    }

    /// Room for so many more edges, in this segment or in a new one; false if there is no memory.
    fn make_room(&mut self, more: usize) -> bool {
        if self.edges.len() + more <= SEGMENT_EDGES {
            return self.edges.try_reserve(more).is_ok();
        }
        let mut next = self.spare.take().unwrap_or_default();
        if next.try_reserve_exact(SEGMENT_EDGES).is_err() || self.full.try_reserve(1).is_err() {
            return false;
        }
        self.put_aside += self.edges.len();
        self.full.push(std::mem::replace(&mut self.edges, next));
        true
    }

    /// Goes back to the segment below; false if there is none.
    #[cold]
    fn previous_segment(&mut self) -> bool {
        let Some(below) = self.full.pop() else { return false };
        self.put_aside -= below.len();
        self.spare = Some(std::mem::replace(&mut self.edges, below));
        true
    }

    /// The next gathered edge.
    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<u64> {
        match self.edges.pop() {
            None if !self.full.is_empty() || !self.spans.is_empty() => self.pop_below(),
            edge => edge,
        }
    }

    #[cold]
    fn pop_below(&mut self) -> Option<u64> {
        while self.previous_segment() {
            if let Some(edge) = self.edges.pop() {
                return Some(edge);
            }
        }
        self.pop_span()
    }

    #[cold]
    fn pop_span(&mut self) -> Option<u64> {
        while self.gather_span() {
            if let Some(edge) = self.edges.pop() {
                return Some(edge);
            }
        }
        None
    }

    /// Puts back edges that [`Tracer::pop`] handed out.
    pub(super) fn push_back(&mut self, word: u64) {
        self.push(word);
    }

    /// The work of long runs since the last call, in cells.
    #[inline(always)]
    pub(super) fn take_work(&mut self) -> usize {
        std::mem::take(&mut self.work)
    }

    /// Whether ephemerons were reported that nobody has taken.
    pub(super) fn has_ephemerons(&self) -> bool {
        !self.ephemerons.is_empty()
    }

    /// The next ephemeron reported: key and value.
    pub(super) fn pop_ephemeron(&mut self) -> Option<(u64, u64)> {
        self.ephemerons.pop()
    }

    /// Hands all gathered edges to another tracer. Long runs were gathered already.
    pub(super) fn append_to(mut self, other: &mut Tracer) {
        self.for_each_gathered(|word| other.push(word));
    }

    /// The number of long runs whose rests are kept.
    pub(super) fn spans(&self) -> usize {
        self.spans.len()
    }

    /// Gathers the long runs reported since there were `before` of them.
    pub(super) fn gather_since(&mut self, before: usize) {
        while self.spans.len() > before && self.gather_span() {}
    }

    /// Gathers the next chunk of the newest span, if there is one.
    fn gather_span(&mut self) -> bool {
        let Some((at, len)) = self.spans.pop() else { return false };
        let now = len.min(CHUNK_WORDS);
        if len > now {
            self.push_span(at + now * size_of::<u64>(), len - now);
        }
        // SAFETY: `words` was told of `len` words from `at` on, and they stay where they are.
        unsafe { self.words(ptr::with_exposed_provenance(at), now) };
        true
    }

    /// Hands out what was gathered, oldest first.
    pub(super) fn for_each_gathered(&mut self, mut visit: impl FnMut(u64)) {
        self.visit_segments(&mut visit);
        self.spans.reverse();
        while self.gather_span() {
            self.visit_segments(&mut visit);
        }
    }

    fn visit_segments(&mut self, visit: &mut impl FnMut(u64)) {
        for segment in self.full.drain(..) {
            segment.into_iter().for_each(&mut *visit);
        }
        self.put_aside = 0;
        self.edges.drain(..).for_each(visit);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.edges.is_empty() && self.full.is_empty() && self.spans.is_empty()
    }

    /// Roots that found no room are reported again; this time those already marked take none.
    pub(super) fn skip_marked(&mut self, skip: bool) {
        self.skip_marked = skip;
    }

    /// Lets what is gathered from now on be worked off when it is much, or no more; who did it so
    /// far.
    pub(super) fn relieve(&mut self, relief: Option<Relief>) -> Option<Relief> {
        std::mem::replace(&mut self.relief, relief.map(Box::new)).map(|relief| *relief)
    }

    /// Whether edges were dropped since the last call.
    pub(super) fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflowed)
    }

    /// The cells reported by [`Tracer::weak_cell`] since the last call.
    pub(super) fn take_weak(&mut self) -> Vec<CellRef> {
        std::mem::take(&mut self.weak)
    }

    /// Visits the gathered edges, and the words of long runs that are still to be read.
    #[cfg(test)]
    pub(super) fn for_each_pending(&self, visit: &mut impl FnMut(u64)) {
        self.full.iter().flatten().chain(&self.edges).for_each(|&edge| visit(edge));
        for &(at, len) in &self.spans {
            // SAFETY: `words` was told of `len` words from `at` on, and they stay where they are.
            (0..len).for_each(|i| visit(unsafe { ptr::with_exposed_provenance::<u64>(at).add(i).read() }));
        }
    }

    /// Lets the edge stack grow to so many at most (the tests of its overflow).
    #[cfg(test)]
    pub(super) fn limit_edges(&mut self, most: usize) {
        self.most_edges = most;
    }

    /// Gives back what a deep graph made the stack grow to.
    pub(super) fn shrink(&mut self) {
        // A segment and a spare one stay: taken anew for each cycle they would be paid for by page
        // faults in its steps.
        self.full.shrink_to(SEGMENT_EDGES / CHUNK_WORDS);
        self.spans.shrink_to(LEAST_EDGES);
    }
}
