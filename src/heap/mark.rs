//! Marking: from the gathered edges to the marks of everything they reach.
//!
//! An edge goes from the tracer's stack into a short queue, where its cell and its mark word are prefetched, and is looked at
//! when it leaves the queue: by then they have arrived. Marks are tested only there, for a test at the time of pushing would
//! wait for the mark word.

use super::arena;
use super::cell::CellRef;
use super::kind::KindInfo;
use super::tracer::Tracer;

/// Edges under way to the cache. On a tree of 8 million cells of 48 bytes, in order of allocation and shuffled, 8 are too
/// few and 32 gain nothing.
const QUEUE: usize = 16;

/// Most cells are smaller than a cache line, but every other one lies across two: the second is prefetched by this offset.
/// (The shuffled tree marks in 20 ns a cell with it, in 50 without.)
const SECOND_LINE: usize = 40;

/// What a marking found so far.
#[derive(Copy, Clone, Default)]
pub(super) struct Marked {
    pub cells: usize,
    pub bytes: usize,
}

#[inline(always)]
fn prefetch(addr: usize) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    // SAFETY: a prefetch has no effect but on the cache.
    unsafe {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::with_exposed_provenance(addr));
        _mm_prefetch::<_MM_HINT_T0>(std::ptr::with_exposed_provenance(addr + SECOND_LINE));
        _mm_prefetch::<_MM_HINT_T0>(arena::mark_bit(addr).0.cast());
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = addr;
}

/// Marks everything that the tracer's edges reach.
pub(super) fn drain(kinds: &[KindInfo], tracer: &mut Tracer, marked: &mut Marked) {
    let mut queue = [0usize; QUEUE];
    let (mut head, mut len) = (0, 0);
    let mut found = *marked;
    loop {
        while len < QUEUE {
            let Some(word) = tracer.pop() else { break };
            let addr = word as usize;
            prefetch(addr);
            queue[(head + len) % QUEUE] = addr;
            len += 1;
        }
        if len == 0 {
            break;
        }
        let addr = queue[head];
        head = (head + 1) % QUEUE;
        len -= 1;
        if arena::mark(addr) {
            found.cells += 1;
            found.bytes += arena::cell_bytes(addr);
            // SAFETY: an edge is the address of an allocated cell.
            trace(kinds, unsafe { CellRef::from_addr(addr as u64) }, tracer);
        }
    }
    *marked = found;
}

/// Gathers the edges of one cell.
#[inline(always)]
pub(super) fn trace(kinds: &[KindInfo], cell: CellRef, tracer: &mut Tracer) {
    match kinds.get(usize::from(cell.header().kind())) {
        Some(kind) => (kind.trace)(cell, tracer),
        None => no_such_kind(cell),
    }
}

#[cold]
#[inline(never)]
fn no_such_kind(cell: CellRef) -> ! {
    let kind = cell.header().kind();
    if kind == super::POISON_KIND {
        panic!("{cell:?} is reachable but was freed: it was not reported as a root, or written past the write path");
    }
    panic!("{cell:?} has no known kind ({kind})");
}
