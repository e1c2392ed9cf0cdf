//! What the search of a full heap weighs, and its bounds: so many nodes and so much time. What is
//! reached when there are nodes enough is weighed for the node, or the root, that reached it.
//!
//! Invariants: nothing is written to the heap; the memory taken is a small part of the heap's
//! limit, but for the tracer's stack; after its patience the search ends, and all weights are
//! lower bounds.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use crate::heap::{CellRef, CellSet, Tracer};
use crate::objects::{Gc, Kind, Shape, Value, WeakTable};
use crate::vm::Vm;

/// The longest that a search may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of the heap's limit for each node, of which the search needs some thirty.
const BYTES_A_NODE: usize = 8192;
/// The least and the most nodes of a search.
const LEAST_NODES: usize = limit!(1 << 12, small = 1 << 6);
const MOST_NODES: usize = 1 << 20;
/// Roots without a name of their own that are looked at. Tasks, of which there may be millions,
/// come before them, and have names.
pub(super) const MOST_RESTS: usize = limit!(1 << 16, small = 1 << 10);
/// Cells between two looks at the clock.
const LOOK: usize = 4096;

/// The weights of a search, and what bounds it.
pub(super) struct Weights {
    /// The most nodes.
    pub most: usize,
    /// Of each node its own bytes, and those that were reached from it and have no node.
    pub own: Vec<u64>,
    /// Of each root the bytes that were reached from it and have no node.
    pub loose: Vec<u64>,
    /// Bytes by root and allocation site.
    pub sites: FxHashMap<(u32, u32), u64>,
    /// Roots by their name.
    pub by_label: FxHashMap<String, u32>,
    /// Shared cells that were met.
    pub met: CellSet,
    /// WeakMaps with many entries: whoever reaches a key asks them for the value.
    pub maps: Vec<Gc<WeakTable>>,
    /// Roots beyond half of the nodes are left out for now.
    pub leaves_out: bool,
    /// Some were.
    pub left_out: bool,
    /// There is no more time.
    pub spent: bool,
    until: Instant,
    cells: usize,
    /// For what has no node.
    pub below: Tracer,
    /// For what shapes refer to.
    pub shape: Tracer,
}

impl Weights {
    pub fn new(vm: &Vm) -> Weights {
        Weights {
            most: (vm.space.heap.stats().limit / BYTES_A_NODE).clamp(LEAST_NODES, MOST_NODES),
            own: Vec::new(),
            loose: Vec::new(),
            sites: FxHashMap::default(),
            by_label: FxHashMap::default(),
            met: CellSet::default(),
            maps: Vec::new(),
            leaves_out: false,
            left_out: false,
            spent: false,
            until: Instant::now() + PATIENCE,
            cells: 0,
            below: vm.space.heap.new_tracer(),
            shape: vm.space.heap.new_tracer(),
        }
    }

    /// Counts a cell for a root; its bytes.
    pub fn count(&mut self, vm: &Vm, cell: CellRef, root: u32) -> u64 {
        self.cells += 1;
        if self.cells.is_multiple_of(LOOK) {
            self.spent |= Instant::now() >= self.until;
        }
        let heap = &vm.space.heap;
        let bytes = heap.cell_footprint(cell) as u64;
        *self.sites.entry((root, heap.site_of(cell))).or_default() += bytes;
        if Kind::of(cell) == Kind::WeakMap {
            heap.trace_cell(cell, &mut self.shape);
            let mut children = std::iter::from_fn(|| self.shape.next_strong());
            // A directory of segments.
            if children.by_ref().any(|child| Kind::of(child) == Kind::Tuple) {
                self.maps.push(Gc::from_cell(cell));
            }
            children.for_each(drop);
        }
        bytes
    }

    /// What the large WeakMaps have under a key.
    pub fn values_of(&self, vm: &Vm, key: CellRef) -> Vec<CellRef> {
        if self.maps.is_empty() || !Kind::of(key).is_object() {
            return Vec::new();
        }
        let value = |&map: &Gc<WeakTable>| vm.space.weak_get(map, Value::cell(key))?.as_cell();
        self.maps.iter().filter_map(value).collect()
    }
}

/// Whether what a cell refers to is shared by all objects of a class: their shape, unless it is of
/// one object alone, and what that refers to as the prototype; code.
pub(super) fn is_shared(from: CellRef, to: CellRef) -> bool {
    match (Kind::of(from), Kind::of(to)) {
        (Kind::Code | Kind::Shape, Kind::Code) => false,
        (_, Kind::Code) => true,
        (Kind::Code, Kind::Shape) => false,
        (_, Kind::Shape) => !Gc::<Shape>::from_cell(to).is_unique(),
        (Kind::Shape, kind) => kind.is_object(),
        _ => false,
    }
}

/// Whether a cell is shared by all of a class.
pub(super) fn is_late(cell: CellRef) -> bool {
    match Kind::of(cell) {
        Kind::Shape => !Gc::<Shape>::from_cell(cell).is_unique(),
        kind => kind == Kind::Code,
    }
}
