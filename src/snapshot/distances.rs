//! How many edges lie between each node and the program's roots: DevTools' rules.
//!
//! What a program has itself (global objects, documents) is at distance 1; what is only reached
//! over the engine's own roots counts from 100 million on. An edge to a value of a WeakMap counts
//! when the search has come to both the map and the key.

use std::collections::HashSet;

use super::ephemerons::Ephemerons;
use super::essential::is_document_root;
use super::graph::{EdgeKind, Graph, NodeKind};

/// Of what nothing reaches.
pub const UNREACHED: u32 = u32::MAX;
/// Of the engine's own root.
pub const SYSTEM: u32 = 100_000_000;
/// No edge.
const NONE: u32 = u32::MAX;

/// Distances of all nodes, and the edges by which they were found.
pub struct Distances {
    distances: Vec<u32>,
    edges: Vec<u32>,
}

impl Distances {
    /// Measures them.
    pub fn new(graph: &Graph, ephemerons: &Ephemerons) -> Distances {
        let count = graph.node_count() as usize;
        let mut search = Search {
            graph,
            ephemerons,
            pending: HashSet::new(),
            distances: vec![UNREACHED; count],
            edges: vec![NONE; count],
            native_context: graph.strings().find("system / NativeContext"),
            sloppy_map: graph.strings().find("sloppy_function_map"),
            descriptors: graph.strings().find("(map descriptors)"),
        };
        search.run();
        Distances { distances: search.distances, edges: search.edges }
    }

    /// A node's distance.
    pub fn of(&self, node: u32) -> u32 {
        self.distances[node as usize]
    }

    /// The edge by which a node was found, if it was found by one.
    pub fn edge(&self, node: u32) -> Option<u32> {
        Some(self.edges[node as usize]).filter(|edge| *edge != NONE)
    }
}

struct Search<'a> {
    graph: &'a Graph,
    ephemerons: &'a Ephemerons,
    /// Pairs of which one edge has been met.
    pending: HashSet<u32>,
    distances: Vec<u32>,
    edges: Vec<u32>,
    native_context: Option<u32>,
    sloppy_map: Option<u32>,
    descriptors: Option<u32>,
}

impl Search<'_> {
    fn run(&mut self) {
        let root = self.graph.root();
        let mut queue = Vec::with_capacity(self.graph.node_count() as usize);
        for edge in self.graph.edges(root) {
            let target = self.graph.target(edge);
            let is_user = self.graph.kind(target) != NodeKind::Synthetic || is_document_root(self.graph, target);
            if is_user && self.distances[target as usize] == UNREACHED {
                self.distances[target as usize] = 1;
                self.edges[target as usize] = edge;
                queue.push(target);
            }
        }
        let any = !queue.is_empty();
        self.breadth_first(&mut queue);
        queue.clear();
        self.distances[root as usize] = if any { SYSTEM } else { 0 };
        self.edges[root as usize] = NONE;
        queue.push(root);
        self.breadth_first(&mut queue);
    }

    fn breadth_first(&mut self, queue: &mut Vec<u32>) {
        let mut next = 0;
        while let Some(&node) = queue.get(next) {
            next += 1;
            let distance = self.distances[node as usize] + 1;
            for edge in self.graph.edges(node) {
                let target = self.graph.target(edge);
                if self.distances[target as usize] != UNREACHED
                    || self.graph.edge_kind(edge) == EdgeKind::Weak
                    || !self.counts(node, edge)
                {
                    continue;
                }
                self.distances[target as usize] = distance;
                self.edges[target as usize] = edge;
                queue.push(target);
            }
        }
    }

    /// Whether the search follows an edge.
    fn counts(&mut self, node: u32, edge: u32) -> bool {
        let (kind, name) = (self.graph.edge_kind(edge), self.graph.edge_name(edge));
        match self.graph.kind(node) {
            NodeKind::Hidden => {
                let is_map = !kind.is_numbered() && Some(name) == self.sloppy_map;
                if is_map && Some(self.graph.name(node)) == self.native_context {
                    return false;
                }
            }
            // Of each entry the key and the value count, not the details.
            NodeKind::Array if Some(self.graph.name(node)) == self.descriptors => {
                let index = if kind.is_numbered() { Some(u64::from(name)) } else { leading_number(self.graph, name) };
                return index.is_none_or(|index| index < 2 || index % 3 != 1);
            }
            _ => {}
        }
        if kind == EdgeKind::Internal
            && let Some(pair) = self.ephemerons.pair(name)
            && !self.pending.remove(&pair.shared)
        {
            self.pending.insert(pair.shared);
            return false;
        }
        true
    }
}

/// The number that a name begins with.
fn leading_number(graph: &Graph, name: u32) -> Option<u64> {
    let text = graph.strings().bytes(name).trim_ascii_start();
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(&text[..digits]).ok()?.parse().ok()
}
