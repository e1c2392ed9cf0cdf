//! What takes a walk over the whole graph, done once and side by side.

use super::classes::Classes;
use super::distances::Distances;
use super::dominators::{Dominators, dominators};
use super::ephemerons::Ephemerons;
use super::essential::Essential;
use super::graph::{Graph, Sizes};
use super::shallow::shallow_sizes;

/// A graph with its tree of dominators, sizes and classes.
pub struct Analysis {
    /// The graph.
    pub graph: Graph,
    /// Who dominates whom.
    pub dominators: Dominators,
    /// Shallow sizes.
    pub sizes: Sizes,
    /// Retained sizes.
    pub retained: Vec<u64>,
    /// The class of each node.
    pub classes: Classes,
    /// How far each node is from the roots, if that was wanted.
    pub distances: Option<Distances>,
}

impl Analysis {
    /// Works on a graph.
    pub fn new(graph: Graph, with_distances: bool) -> Analysis {
        let ephemerons = Ephemerons::new(graph.strings());
        let (dominators, (sizes, classes, distances)) = std::thread::scope(|scope| {
            let beside = || {
                let distances = with_distances.then(|| Distances::new(&graph, &ephemerons));
                (shallow_sizes(&graph), Classes::new(&graph), distances)
            };
            let thread = std::thread::Builder::new().spawn_scoped(scope, beside);
            let dominators = {
                let essential = Essential::new(&graph, &ephemerons);
                dominators(&graph, &essential)
            };
            let found = match thread {
                Ok(thread) => thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
                // Without a second thread this one does it.
                Err(_) => beside(),
            };
            (dominators, found)
        });
        let retained = dominators.retained_sizes(&sizes);
        Analysis { graph, dominators, sizes, retained, classes, distances }
    }

    /// Bytes of the whole heap.
    pub fn total(&self) -> u64 {
        self.retained[self.graph.root() as usize].saturating_add(self.graph.extra_native_bytes())
    }
}
