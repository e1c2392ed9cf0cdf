//! What reference counting leaked: a tracer that only observes compares what is counted alive with
//! what is reachable.
//!
//! Invariant: nothing in the heap changes by it but the start bits, which are flushed.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::arena;
use super::cell::CellRef;
use super::collect::RootProvider;
use super::mark;
use super::space::Heap;

/// Cells from which a circle is looked for, at most.
const MOST_STARTS: usize = limit!(200, small = 2);

/// Cells that are counted alive and that nothing reaches.
#[derive(Clone, Debug, Default)]
pub struct LeakReport {
    /// How many.
    pub cells: usize,
    /// Their bytes.
    pub bytes: usize,
    /// By kind, the most numerous first: name, cells, bytes.
    pub kinds: Vec<(&'static str, usize, usize)>,
    /// Cells of one circle, each of which refers to the next, and the last one to the first.
    pub circle: Vec<CellRef>,
}

impl Heap {
    /// Compares the cells that are alive by their counts with those that the roots reach.
    pub fn leaks(&mut self, roots: &mut dyn RootProvider) -> LeakReport {
        let mut reached = HashSet::new();
        let mut tracer = self.new_tracer();
        roots.trace_roots(&mut tracer);
        while let Some(word) = tracer.pop() {
            if reached.insert(word) {
                // SAFETY: an edge is the address of an allocated cell.
                mark::trace(self.kinds, unsafe { CellRef::from_addr(word) }, &mut tracer);
                while let Some((_, value)) = tracer.pop_ephemeron() {
                    tracer.word(value);
                }
            }
        }
        let mut leaked = Vec::new();
        self.for_each_cell(|cell, bytes| {
            if !reached.contains(&cell.addr()) && arena::is_marked(cell.addr() as usize) {
                leaked.push((cell, bytes));
            }
        });
        let mut kinds: BTreeMap<u8, (usize, usize)> = BTreeMap::new();
        let mut report = LeakReport { cells: leaked.len(), ..LeakReport::default() };
        for (cell, bytes) in &leaked {
            let kind = kinds.entry(cell.kind()).or_default();
            *kind = (kind.0 + 1, kind.1 + bytes);
            report.bytes += bytes;
        }
        let mut order: Vec<(u8, (usize, usize))> = kinds.into_iter().collect();
        order.sort_by_key(|(_, (cells, _))| std::cmp::Reverse(*cells));
        report.circle = self.circle(&leaked, order.iter().map(|(kind, _)| *kind));
        report.kinds =
            order.iter().map(|(kind, (cells, bytes))| (self.kinds[usize::from(*kind)].name, *cells, *bytes)).collect();
        report
    }

    /// The shortest circle through one of the first cells of the most numerous kind that lies on
    /// one.
    fn circle(&self, leaked: &[(CellRef, usize)], kinds: impl Iterator<Item = u8>) -> Vec<CellRef> {
        let mut shortest = Vec::new();
        for kind in kinds {
            for (start, _) in leaked.iter().filter(|(cell, _)| cell.kind() == kind).take(MOST_STARTS) {
                let circle = self.way_back(*start).unwrap_or_default();
                if !circle.is_empty() && (shortest.is_empty() || circle.len() < shortest.len()) {
                    shortest = circle;
                }
                if shortest.len() == 1 {
                    break;
                }
            }
            if !shortest.is_empty() {
                break;
            }
        }
        shortest
    }

    /// The shortest way from a cell to itself, breadth first.
    fn way_back(&self, start: CellRef) -> Option<Vec<CellRef>> {
        /// Cells looked at for one way.
        const MOST_SEEN: usize = 2_000;
        let mut from: HashMap<CellRef, CellRef> = HashMap::new();
        let mut next = std::collections::VecDeque::from([start]);
        let mut scratch = self.new_tracer();
        while let Some(cell) = next.pop_front() {
            let mut back = false;
            self.for_each_edge(cell, &mut scratch, |to| {
                back |= to == start;
                if to != start && from.len() < MOST_SEEN && !from.contains_key(&to) {
                    from.insert(to, cell);
                    next.push_back(to);
                }
            });
            if back {
                let mut circle = vec![cell];
                while let Some(&before) = circle.last().filter(|&&at| at != start).and_then(|at| from.get(at)) {
                    circle.push(before);
                }
                circle.reverse();
                return Some(circle);
            }
        }
        None
    }
}
