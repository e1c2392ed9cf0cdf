//! The tracer: collects the references that a cell, or a provider of roots, holds.
//!
//! It knows nothing of marks: it only gathers edges. The marker, the verifier and every later walk of the heap (snapshots,
//! retainers) use the same `trace` functions and differ in what they do with the edges gathered.
//!
//! Invariant: long runs of words are not gathered at once but kept as spans and gathered in chunks when everything before
//! them is done, so the edge stack stays small however long an array is. Storage cells keep address and length while they
//! live, so a span stays valid.

use super::cell::CellRef;
use super::word;

/// Runs of at most this many words are gathered at once.
const CHUNK_WORDS: usize = 1024;

/// Collects references; handed to the `trace` functions of the kinds and to providers of roots.
#[derive(Default)]
pub struct Tracer {
    /// Words that reference cells, newest last.
    edges: Vec<u64>,
    /// Rests of long runs: address of the next word and number of words.
    spans: Vec<(usize, usize)>,
    /// Cells that asked for a look when everything strong is marked.
    weak: Vec<CellRef>,
    /// See [`Tracer::context`].
    context: usize,
}

impl Tracer {
    /// A tracer for a heap whose owner set `context`.
    pub(super) fn with_context(context: usize) -> Tracer {
        Tracer { context, ..Tracer::default() }
    }

    /// The word that the heap's owner set by `Heap::set_trace_context`: how a `trace` function finds tables that cells name by number (shapes).
    #[inline(always)]
    pub fn context(&self) -> usize {
        self.context
    }

    /// Reports one word: a reference or not.
    #[inline(always)]
    pub fn word(&mut self, word: u64) {
        if word::is_cell(word) {
            self.edges.push(word);
        }
    }

    /// Reports a reference.
    #[inline(always)]
    pub fn cell(&mut self, cell: CellRef) {
        self.edges.push(cell.addr());
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
            self.spans.push((words.expose_provenance(), len));
            return;
        }
        self.edges.reserve(len);
        for i in 0..len {
            // SAFETY: the caller vouches for `len` readable words.
            self.word(unsafe { words.add(i).read() });
        }
    }

    /// Reports a cell that holds weak references (a weak map, a WeakRef): the weak provider gets the list of them when
    /// everything that is strongly reachable is marked.
    pub fn weak_cell(&mut self, cell: CellRef) {
        self.weak.push(cell);
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
        while let Some((at, len)) = self.spans.pop() {
            let now = len.min(CHUNK_WORDS);
            if len > now {
                self.spans.push((at + now * size_of::<u64>(), len - now));
            }
            // SAFETY: `words` was told of `len` words from `at` on, and they stay where they are.
            unsafe { self.words(std::ptr::with_exposed_provenance(at), now) };
            if let Some(edge) = self.edges.pop() {
                return Some(edge);
            }
        }
        None
    }

    /// The cells reported by [`Tracer::weak_cell`] since the last call.
    pub(super) fn take_weak(&mut self) -> Vec<CellRef> {
        std::mem::take(&mut self.weak)
    }
}
