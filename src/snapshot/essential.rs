//! Which edges keep their targets: DevTools' rules.
//!
//! Not those that are weak, or that lead from a node to itself, or from the table of a WeakMap to a
//! value (its key keeps it). Shortcuts count from the root alone. And what a page or a program
//! reaches from its global objects is kept by what it reaches alone: an edge that leads into it
//! from elsewhere (debugging, caches of the engine) does not count.

use super::ephemerons::Ephemerons;
use super::graph::{EdgeKind, Graph, NodeKind};

/// A set of numbers below a bound.
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// The empty set of numbers below `count`.
    pub fn new(count: u32) -> Bits {
        Bits { words: vec![0; count as usize / 64 + 1] }
    }

    /// Whether it holds the number.
    #[inline(always)]
    pub fn has(&self, index: u32) -> bool {
        self.words[index as usize / 64] >> (index % 64) & 1 != 0
    }

    /// Adds a number; whether it was new.
    #[inline(always)]
    pub fn add(&mut self, index: u32) -> bool {
        let word = &mut self.words[index as usize / 64];
        let old = *word;
        *word |= 1 << (index % 64);
        *word != old
    }
}

/// The edges that keep their targets.
pub struct Essential {
    edges: Bits,
}

impl Essential {
    /// Finds them.
    pub fn new(graph: &Graph, ephemerons: &Ephemerons) -> Essential {
        let owned = owned_by_page(graph);
        let mut edges = Bits::new(graph.edge_count());
        let root = graph.root();
        for node in 0..graph.node_count() {
            let outside = node != root && !owned.has(node);
            for edge in graph.edges(node) {
                let target = graph.target(edge);
                let keeps = match graph.edge_kind(edge) {
                    EdgeKind::Weak => false,
                    EdgeKind::Shortcut => node == root,
                    EdgeKind::Internal => {
                        let pair = ephemerons.pair(graph.edge_name(edge));
                        pair.is_none_or(|pair| pair.table != u64::from(graph.id(node)))
                    }
                    _ => true,
                };
                if keeps && target != node && !(outside && owned.has(target)) {
                    edges.add(edge);
                }
            }
        }
        Essential { edges }
    }

    /// Whether an edge keeps its target.
    #[inline(always)]
    pub fn has(&self, edge: u32) -> bool {
        self.edges.has(edge)
    }
}

/// Whether it is the root of documents' trees.
pub fn is_document_root(graph: &Graph, node: u32) -> bool {
    graph.kind(node) == NodeKind::Synthetic && graph.name_bytes(node) == b"(Document DOM trees)"
}

/// What is reached from global objects and documents by edges that are not weak.
fn owned_by_page(graph: &Graph) -> Bits {
    let mut owned = Bits::new(graph.node_count());
    let mut open = Vec::new();
    for edge in graph.edges(graph.root()) {
        let target = graph.target(edge);
        let starts = match graph.edge_kind(edge) {
            EdgeKind::Element => is_document_root(graph, target),
            EdgeKind::Shortcut => true,
            _ => false,
        };
        if starts && owned.add(target) {
            open.push(target);
        }
    }
    while let Some(node) = open.pop() {
        for edge in graph.edges(node) {
            let target = graph.target(edge);
            if graph.edge_kind(edge) != EdgeKind::Weak && owned.add(target) {
                open.push(target);
            }
        }
    }
    owned
}
