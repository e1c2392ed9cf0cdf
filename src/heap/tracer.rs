//! The tracer: collects the references that a cell, or a provider of roots, holds.
//!
//! It knows nothing of marks: it only gathers edges. The marker, the verifier and every later walk of the heap (snapshots,
//! retainers) use the same `trace` functions and differ in what they do with the edges gathered.
//!
//! Invariants:
//! - long runs of words are not gathered at once but kept as spans, and gathered in chunks when everything before them is
//!   done, so the edge stack stays small however long an array is. Storage cells keep address and length while they live,
//!   so a span stays valid;
//! - an edge that finds no memory is dropped and `overflowed` tells so; the marker then goes over the marked cells again. The
//!   stack always has room for the edges of one cell, so that this ends.

use std::ptr;

use super::arena;
use super::cell::CellRef;
use super::word;

/// Runs of at most this many words are gathered at once.
const CHUNK_WORDS: usize = if cfg!(miri) { 32 } else { 1024 };
/// The least room of the edge stack: more than a small cell has words.
const LEAST_EDGES: usize = 4 * CHUNK_WORDS;

/// Collects references; handed to the `trace` functions of the kinds and to providers of roots.
pub struct Tracer {
    /// Words that reference cells, newest last.
    edges: Vec<u64>,
    /// Rests of long runs: address of the next word and number of words.
    spans: Vec<(usize, usize)>,
    /// Cells that asked for a look when everything strong is marked.
    weak: Vec<CellRef>,
    /// The most edges to keep.
    most_edges: usize,
    overflowed: bool,
    /// A full stack first loses the edges whose cells are marked.
    skip_marked: bool,
    /// See [`Tracer::context`].
    context: usize,
}

impl Default for Tracer {
    fn default() -> Tracer {
        Tracer {
            edges: Vec::new(),
            spans: Vec::new(),
            weak: Vec::new(),
            most_edges: usize::MAX,
            overflowed: false,
            skip_marked: false,
            context: 0,
        }
    }
}

impl Tracer {
    /// A tracer for a heap whose owner set `context`.
    pub(super) fn with_context(context: usize) -> Tracer {
        Tracer { context, ..Tracer::default() }
    }

    pub(super) fn set_context(&mut self, context: usize) {
        self.context = context;
    }

    /// The word that the heap's owner set by `Heap::set_trace_context`: how a `trace` function finds tables that cells name
    /// by number (shapes).
    #[inline(always)]
    pub fn context(&self) -> usize {
        self.context
    }

    /// Reports one word: a reference or not.
    #[inline(always)]
    pub fn word(&mut self, word: u64) {
        if word::is_cell(word) {
            self.push(word);
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
    /// The words are readable, and stay where they are while the cell or the root that owns them lives.
    #[inline]
    pub unsafe fn words(&mut self, words: *const u64, len: usize) {
        if len > CHUNK_WORDS {
            self.push_span(words.expose_provenance(), len);
            return;
        }
        if self.edges.capacity() - self.edges.len() < len && !self.grow(len) {
            return;
        }
        let mut filled = self.edges.len();
        let room = self.edges.as_mut_ptr();
        for i in 0..len {
            // SAFETY: the caller vouches for `len` readable words, and there is room for as many edges.
            unsafe {
                let word = words.add(i).read();
                room.add(filled).write(word);
                filled += usize::from(word::is_cell(word));
            }
        }
        // SAFETY: written just now.
        unsafe { self.edges.set_len(filled) };
    }

    /// Reports a cell that holds weak references (a weak map, a WeakRef): the weak provider gets the list of them when
    /// everything that is strongly reachable is marked. A cell may be in it twice.
    pub fn weak_cell(&mut self, cell: CellRef) {
        self.weak.push(cell);
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

    /// Makes room for so many more edges; false, and the overflow is noted, if there is none to be had.
    #[cold]
    #[inline(never)]
    fn grow(&mut self, more: usize) -> bool {
        if self.skip_marked {
            self.edges.retain(|&word| !arena::is_marked(word as usize));
            if self.edges.capacity() - self.edges.len() >= more {
                return true;
            }
        }
        let more = more.max(LEAST_EDGES);
        let fits = self.edges.len() + more <= self.most_edges.max(LEAST_EDGES) && self.edges.try_reserve(more).is_ok();
        self.overflowed |= !fits;
        fits
    }

    /// The next gathered edge.
    #[inline(always)]
    pub(super) fn pop(&mut self) -> Option<u64> {
        match self.edges.pop() {
            None if !self.spans.is_empty() => self.pop_span(),
            edge => edge,
        }
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
        self.edges.drain(..).for_each(&mut visit);
        self.spans.reverse();
        while self.gather_span() {
            self.edges.drain(..).for_each(&mut visit);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.edges.is_empty() && self.spans.is_empty()
    }

    /// Roots that found no room are reported again; this time those already marked take none.
    pub(super) fn skip_marked(&mut self, skip: bool) {
        self.skip_marked = skip;
    }

    /// Whether edges were dropped since the last call.
    pub(super) fn take_overflow(&mut self) -> bool {
        std::mem::take(&mut self.overflowed)
    }

    /// The cells reported by [`Tracer::weak_cell`] since the last call.
    pub(super) fn take_weak(&mut self) -> Vec<CellRef> {
        std::mem::take(&mut self.weak)
    }

    /// Lets the edge stack grow to so many at most (the tests of its overflow).
    #[cfg(test)]
    pub(super) fn limit_edges(&mut self, most: usize) {
        self.most_edges = most;
    }

    /// Gives back what a deep graph made the stack grow to.
    pub(super) fn shrink(&mut self) {
        self.edges.shrink_to(16 * LEAST_EDGES);
        self.spans.shrink_to(LEAST_EDGES);
    }
}
