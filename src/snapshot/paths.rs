//! What keeps a node: the shortest ways to it from the roots.

use std::collections::HashMap;

use super::analysis::Analysis;
use super::distances::{Distances, SYSTEM, UNREACHED};
use super::graph::{EdgeKind, Graph};

/// A way to a node: edges, from the root on.
pub type Path = Vec<u32>;

/// The ways to a node, the shortest first, each over another node that refers to it.
pub struct Ways {
    /// The ways.
    pub paths: Vec<Path>,
    /// References from elsewhere that were not told.
    pub left_out: u64,
    /// References from what the node keeps itself.
    pub own: u64,
    /// References that keep nothing alive.
    pub weak: u64,
}

/// The edges by which the search found a node, from the root on.
pub fn shortest(graph: &Graph, distances: &Distances, node: u32) -> Path {
    let mut path = Vec::new();
    let mut at = node;
    while let Some(edge) = distances.edge(at) {
        path.push(edge);
        at = graph.source(edge);
    }
    path.reverse();
    path
}

/// Finds ways to a node, no more than `count`.
pub fn ways(analysis: &Analysis, distances: &Distances, node: u32, count: usize) -> Ways {
    let graph = &analysis.graph;
    let mut ways = Ways { paths: Vec::new(), left_out: 0, own: 0, weak: 0 };
    // One reference from each node: the one that says most.
    let mut found: HashMap<u32, u32> = HashMap::new();
    let edges = (0..).zip(graph.targets()).filter(|&(_, &target)| target == node).map(|(edge, _): (u32, _)| edge);
    for edge in edges {
        let source = graph.source(edge);
        if graph.edge_kind(edge) == EdgeKind::Weak {
            ways.weak += 1;
        } else if source != node && distances.of(source) != UNREACHED {
            let best = found.entry(source).or_insert(edge);
            if rank(graph, edge) < rank(graph, *best) {
                *best = edge;
            }
        }
    }
    let mut found: Vec<(u32, u32)> = found.into_iter().collect();
    found.sort_by_key(|&(source, edge)| (distances.of(source), rank(graph, edge), edge));
    for (source, edge) in found {
        let way = shortest(graph, distances, source);
        if way.iter().any(|step| graph.target(*step) == node) || source_is_below(analysis, source, node) {
            ways.own += 1;
        } else if ways.paths.len() < count && (ways.paths.is_empty() || distances.of(source) < SYSTEM) {
            ways.paths.push([way, vec![edge]].concat());
        } else {
            ways.left_out += 1;
        }
    }
    ways
}

/// Whether a node is kept by the other alone.
fn source_is_below(analysis: &Analysis, source: u32, node: u32) -> bool {
    let mut at = source;
    loop {
        let above = analysis.dominators.of(at);
        if above == node {
            return true;
        }
        if above == at {
            return false;
        }
        at = above;
    }
}

/// Edges that say more to a reader come first.
fn rank(graph: &Graph, edge: u32) -> u8 {
    graph.edge_kind(edge).rank()
}

/// Objects that are kept in the same manner.
pub struct Manner {
    /// How many there are.
    pub count: u64,
    /// Their own bytes.
    pub shallow: u64,
    /// What the heaviest of them retains.
    pub most_retained: u64,
    /// The heaviest of them.
    pub example: u32,
}

/// Groups the nodes of a class by how they are kept: by the classes and names on the way, whatever
/// the index or the key.
pub fn manners(analysis: &Analysis, distances: &Distances, class: u32) -> Vec<Manner> {
    let Analysis { graph, classes, sizes, retained, .. } = analysis;
    let mut signatures: HashMap<u32, u64> = HashMap::new();
    let mut groups: HashMap<u64, Manner> = HashMap::new();
    for node in (0..graph.node_count()).filter(|node| classes.of(*node) == class) {
        let signature = signature(analysis, distances, node, &mut signatures);
        let size = retained[node as usize];
        let fresh = Manner { count: 0, shallow: 0, most_retained: 0, example: node };
        let group = groups.entry(signature).or_insert(fresh);
        group.count += 1;
        group.shallow += sizes.get(node);
        if size > group.most_retained {
            group.most_retained = size;
            group.example = node;
        }
    }
    let mut groups: Vec<Manner> = groups.into_values().collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.count), group.example));
    groups
}

/// A number for the way to a node.
fn signature(analysis: &Analysis, distances: &Distances, node: u32, known: &mut HashMap<u32, u64>) -> u64 {
    let graph = &analysis.graph;
    let mut open = vec![node];
    while let Some(&at) = open.last()
        && !known.contains_key(&at)
    {
        match distances.edge(at) {
            Some(edge) => open.push(graph.source(edge)),
            None => drop(known.insert(at, u64::from(at) + 1)),
        }
    }
    let mut above = open.pop().and_then(|at| known.get(&at).copied()).unwrap_or(0);
    while let Some(at) = open.pop() {
        let Some(edge) = distances.edge(at) else { continue };
        let kind = graph.edge_kind(edge);
        let numbered =
            kind.is_numbered() || graph.strings().bytes(graph.edge_name(edge)).first().is_some_and(u8::is_ascii_digit);
        let name = if numbered { u32::MAX } else { graph.edge_name(edge) };
        let (name, class) = (u64::from(name), u64::from(analysis.classes.of(at)));
        let step = name << 32 | class << 3 | kind as u64;
        // A list is one way, however long: a step that is the one before it does not count.
        let mixed = (above.rotate_left(23) ^ step).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let repeats = distances.edge(graph.source(edge)).is_some_and(|before| same_step(analysis, before, edge));
        above = if repeats { above } else { mixed };
        known.insert(at, above);
    }
    above
}

/// Whether two edges have the same name and lead to nodes of the same class.
fn same_step(analysis: &Analysis, before: u32, edge: u32) -> bool {
    let graph = &analysis.graph;
    let class = |edge: u32| analysis.classes.of(graph.target(edge));
    graph.edge_kind(before) == graph.edge_kind(edge)
        && graph.edge_name(before) == graph.edge_name(edge)
        && class(before) == class(edge)
}
