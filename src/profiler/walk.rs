//! What holders keep: a walk over the heap, which counts each cell for the first that reaches it.
//!
//! Invariants: nothing is written to the heap; the way down is followed in bounded depth, what lies
//! below it with the tracer's own stack; after its patience the walk stops, and its figures are
//! lower bounds.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::heap::{CellRef, CellSet, Heap, Tracer};
use crate::objects::{Gc, Kind, Shape};
use crate::queue::Queue;

/// Cells on the way to the fattest part.
const DEPTH: usize = 14;

/// A root, or several of the same name.
pub(super) struct Holder {
    pub label: String,
    /// Those that are not weighed yet.
    pub roots: Queue<CellRef>,
    pub weight: Weight,
}

impl Holder {
    pub fn new(label: String) -> Holder {
        Holder { label, roots: Queue::default(), weight: Weight::default() }
    }
}

/// The way to the fattest part below a cell.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub bytes: usize,
    pub cells: [Option<CellRef>; DEPTH],
}

impl Way {
    const NONE: Way = Way { bytes: 0, cells: [None; DEPTH] };
}

/// What a holder keeps.
pub(super) struct Weight {
    pub bytes: usize,
    /// The way to the fattest part.
    pub fattest: Way,
    /// Bytes by allocation site.
    pub sites: Vec<(u32, usize)>,
}

impl Default for Weight {
    fn default() -> Weight {
        Weight { bytes: 0, fattest: Way::NONE, sites: Vec::new() }
    }
}

/// The walk over the heap.
pub(super) struct Walk<'a> {
    heap: &'a Heap,
    pub seen: CellSet,
    /// A tracer for each level of the way.
    tracers: Vec<Tracer>,
    /// Bytes by allocation site of the holder that is being measured.
    sites: FxHashMap<u32, usize>,
    until: Instant,
    cells: usize,
    pub spent: bool,
    /// What was met and is shared, to be weighed after all else; `None` when its turn has come.
    pub shared: Option<Vec<CellRef>>,
    put_off: CellSet,
}

impl<'a> Walk<'a> {
    pub fn new(heap: &'a Heap, patience: Duration) -> Walk<'a> {
        Walk {
            heap,
            seen: CellSet::default(),
            tracers: (0..DEPTH).map(|_| heap.new_tracer()).collect(),
            sites: FxHashMap::default(),
            until: Instant::now() + patience,
            cells: 0,
            spent: false,
            shared: Some(Vec::new()),
            put_off: CellSet::default(),
        }
    }

    fn count(&mut self, cell: CellRef) -> usize {
        self.cells += 1;
        if self.cells.is_multiple_of(4096) {
            self.spent |= Instant::now() >= self.until;
        }
        let bytes = self.heap.cell_footprint(cell);
        *self.sites.entry(self.heap.site_of(cell)).or_default() += bytes;
        bytes
    }

    /// What `cell` keeps that was not seen before.
    fn measure(&mut self, cell: CellRef, level: usize) -> Way {
        let mut way = Way::NONE;
        if self.spent || !self.seen.insert(cell) {
            return way;
        }
        way.bytes = self.count(cell);
        way.cells[level] = Some(cell);
        let mut tracer = std::mem::take(&mut self.tracers[level]);
        self.heap.trace_cell(cell, &mut tracer);
        let mut fattest = Way::NONE;
        while let Some(child) = tracer.next_cell() {
            if self.is_put_off(cell, child) {
                continue;
            }
            if level + 1 < DEPTH {
                let below = self.measure(child, level + 1);
                way.bytes += below.bytes;
                if below.bytes > fattest.bytes {
                    fattest = below;
                }
            } else if !self.spent && self.seen.insert(child) {
                way.bytes += self.count(child);
                self.heap.trace_cell(child, &mut tracer);
            }
        }
        self.tracers[level] = tracer;
        way.cells[level + 1..].copy_from_slice(&fattest.cells[level + 1..]);
        way
    }

    /// Puts off what all objects of a class share: whether it is that. The shape of a single object
    /// is its own, but not its prototype.
    fn is_put_off(&mut self, from: CellRef, cell: CellRef) -> bool {
        let Some(shared) = &mut self.shared else { return false };
        let is_shared = match (Kind::of(from), Kind::of(cell)) {
            (_, Kind::Shape) => !Gc::<Shape>::from_cell(cell).is_unique(),
            (Kind::Shape, kind) => kind.is_object(),
            _ => false,
        };
        if is_shared && self.put_off.insert(cell) {
            shared.push(cell);
        }
        is_shared
    }

    /// Sees what the roots reach without going through functions of the program and their
    /// variables.
    pub fn skip_builtins(&mut self, roots: impl FnOnce(&mut Tracer)) {
        let mut tracer = std::mem::take(&mut self.tracers[0]);
        roots(&mut tracer);
        while let Some(cell) = tracer.next_cell() {
            let own = !matches!(Kind::of(cell), Kind::Function | Kind::Environment | Kind::SuspendedFrame);
            if own && self.seen.insert(cell) {
                self.heap.trace_cell(cell, &mut tracer);
            }
        }
        self.tracers[0] = tracer;
    }

    /// Weighs the roots of a holder that are listed.
    pub fn weigh(&mut self, holder: &mut Holder) {
        let weight = &mut holder.weight;
        self.sites.clear();
        self.sites.extend(weight.sites.drain(..));
        while let Some(root) = holder.roots.pop_front() {
            let way = self.measure(root, 0);
            weight.bytes += way.bytes;
            if way.bytes > weight.fattest.bytes {
                weight.fattest = way;
            }
        }
        weight.sites.extend(self.sites.drain());
    }
}
