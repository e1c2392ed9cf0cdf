//! Memory that a program could do without: empty collections, arrays with few elements, tables with
//! few entries, scopes that keep more than is used, DOM nodes outside of their document.
//!
//! Small integers and holes are no nodes and have no edges: an array of small integers looks empty.
//! So nothing is said of arrays without any edge, and what is told of the rest are bytes that may
//! be won, not that must be.

use std::collections::HashMap;

use super::analysis::Analysis;
use super::graph::{EdgeKind, Graph, NodeKind};
use super::tables::{Collection, Table, internal};

/// Stores with fewer slots are as large as they must be.
const FEW_SLOTS: u64 = 16;

/// A store with room that is not used.
#[derive(Clone, Copy, Debug)]
pub struct Roomy {
    /// The array, Map or Set.
    pub node: u32,
    /// Slots or entries that hold something.
    pub used: u64,
    /// Slots or entries that there is room for.
    pub room: u64,
    /// Bytes of the rest.
    pub wasted: u64,
}

/// Empty collections of a sort.
#[derive(Clone, Copy, Debug, Default)]
pub struct Empty {
    /// How many there are.
    pub count: u64,
    /// Bytes of all of them, with their tables.
    pub wasted: u64,
    /// One of them.
    pub example: u32,
}

/// Scopes with the same variables.
#[derive(Clone, Debug, Default)]
pub struct Scopes {
    /// How many there are.
    pub count: u64,
    /// Functions that see them.
    pub functions: u64,
    /// Names of the variables, as strings' numbers, and what each keeps alone in all the scopes.
    pub variables: Vec<(u32, u64)>,
    /// What all of them keep alone.
    pub retained: u64,
    /// The scope that keeps the most, and how much that is.
    pub example: (u32, u64),
}

/// DOM nodes of a class that are in no document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Detached {
    /// How many there are.
    pub count: u64,
    /// What they retain.
    pub retained: u64,
    /// One of them.
    pub example: u32,
}

/// All that was found, the largest first.
pub struct Waste {
    /// Empty collections by what they are.
    pub empty: Vec<(&'static str, Empty)>,
    /// Arrays of which most slots hold nothing.
    pub sparse: Vec<Roomy>,
    /// Maps and Sets with room for more than twice their entries.
    pub roomy: Vec<Roomy>,
    /// Scopes with several variables.
    pub scopes: Vec<Scopes>,
    /// DOM nodes outside of their document, by class.
    pub detached: Vec<(u32, Detached)>,
}

/// Looks for it.
pub fn waste(analysis: &Analysis) -> Waste {
    let graph = &analysis.graph;
    let word = word_bytes(graph);
    let mut empty: HashMap<&'static str, Empty> = HashMap::new();
    let (mut sparse, mut roomy) = (Vec::new(), Vec::new());
    for node in (0..graph.node_count()).filter(|node| graph.kind(*node) == NodeKind::Object) {
        if let Some((name, bytes)) = empty_collection(graph, node) {
            let sum = empty.entry(name).or_insert(Empty { example: node, ..Empty::default() });
            sum.count += 1;
            sum.wasted += bytes;
        } else if graph.name_bytes(node) == b"Array" {
            sparse.extend(sparse_array(graph, node, word));
        } else if let Some(table) = Table::of(graph, node) {
            roomy.extend(roomy_table(graph, node, &table, word));
        }
    }
    let mut empty: Vec<_> = empty.into_iter().collect();
    empty.sort_by_key(|(name, sum)| (std::cmp::Reverse(sum.wasted), *name));
    sparse.sort_by_key(|found: &Roomy| (std::cmp::Reverse(found.wasted), found.node));
    roomy.sort_by_key(|found: &Roomy| (std::cmp::Reverse(found.wasted), found.node));
    Waste { empty, sparse, roomy, scopes: scopes(analysis), detached: detached(analysis) }
}

/// Bytes of a reference: 8, or 4 where pointers are compressed.
fn word_bytes(graph: &Graph) -> u64 {
    let is_half = |node| graph.kind(node) == NodeKind::Array && graph.self_size(node) % 8 == 4;
    if (0..graph.node_count()).any(is_half) { 4 } else { 8 }
}

/// The sort of an empty collection, and its bytes with what it has for itself.
fn empty_collection(graph: &Graph, node: u32) -> Option<(&'static str, u64)> {
    let size = graph.self_size(node);
    if let Some(kind) = Collection::of(graph, node) {
        let table = Table::of(graph, node)?;
        let name = if kind == Collection::Map { "Map" } else { "Set" };
        let is_empty = table.is_smallest() && table.last_entry(graph).is_none();
        return is_empty.then(|| (name, size + graph.self_size(table.node)));
    }
    let name = graph.name_bytes(node);
    let is_plain = |edge: u32| match graph.edge_kind(edge) {
        EdgeKind::Property => graph.strings().bytes(graph.edge_name(edge)) == b"__proto__",
        EdgeKind::Internal => graph.strings().bytes(graph.edge_name(edge)) == b"map",
        EdgeKind::Weak => true,
        _ => false,
    };
    if !matches!(name, b"Array" | b"Object") || !graph.edges(node).all(is_plain) {
        return None;
    }
    let shape = internal(graph, node, b"map")?;
    match name {
        b"Array" => Some(("Array", size)),
        // Its shape describes no property, not even one that is a small integer.
        _ => internal(graph, shape, b"descriptors").is_none().then_some(("Object", size)),
    }
}

/// An array of whose slots fewer than a quarter hold something.
fn sparse_array(graph: &Graph, node: u32, word: u64) -> Option<Roomy> {
    let store = internal(graph, node, b"elements").filter(|store| graph.kind(*store) == NodeKind::Array)?;
    let room = graph.self_size(store).checked_sub(2 * word)? / word;
    let used = graph.edges(node).filter(|edge| graph.edge_kind(*edge) == EdgeKind::Element).count() as u64;
    let is_sparse = used > 0 && room >= FEW_SLOTS && used * 4 < room;
    is_sparse.then(|| Roomy { node, used, room, wasted: (room - used) * word })
}

/// A table with room for more than twice what has been put in.
fn roomy_table(graph: &Graph, node: u32, table: &Table, word: u64) -> Option<Roomy> {
    let used = table.last_entry(graph)? + 1;
    let is_roomy = table.capacity >= FEW_SLOTS && used * 2 < table.capacity;
    let wasted = table.capacity.saturating_sub(used) * table.entry_slots() * word;
    is_roomy.then_some(Roomy { node, used, room: table.capacity, wasted })
}

/// Whether it is the scope of a function.
fn is_scope(graph: &Graph, node: u32) -> bool {
    let name = graph.name_bytes(node);
    name == b"system / Context" || name.starts_with(b"system / Context / ")
}

/// Scopes by the names of their variables: those with two or more, of which some keep something.
fn scopes(analysis: &Analysis) -> Vec<Scopes> {
    let Analysis { graph, dominators, retained, .. } = analysis;
    let mut functions: HashMap<u32, u64> = HashMap::new();
    for node in (0..graph.node_count()).filter(|node| graph.kind(*node) == NodeKind::Closure) {
        if let Some(scope) = internal(graph, node, b"context") {
            *functions.entry(scope).or_default() += 1;
        }
    }
    let mut groups: HashMap<Vec<u32>, Scopes> = HashMap::new();
    for (&scope, &count) in functions.iter().filter(|(scope, _)| is_scope(graph, **scope)) {
        let edges: Vec<u32> = graph.edges(scope).filter(|edge| graph.edge_kind(*edge) == EdgeKind::Context).collect();
        if edges.len() < 2 {
            continue;
        }
        let alone = |edge: &u32| {
            let target = graph.target(*edge);
            if dominators.of(target) == scope { retained[target as usize] } else { 0 }
        };
        let kept: u64 = edges.iter().map(alone).sum();
        let names: Vec<u32> = edges.iter().map(|edge| graph.edge_name(*edge)).collect();
        let group = groups.entry(names).or_default();
        if group.count == 0 {
            group.variables = edges.iter().map(|edge| (graph.edge_name(*edge), 0)).collect();
        }
        group.count += 1;
        group.functions += count;
        group.retained += kept;
        for (variable, edge) in group.variables.iter_mut().zip(&edges) {
            variable.1 += alone(edge);
        }
        if group.count == 1 || (kept, graph.id(scope)) > (group.example.1, graph.id(group.example.0)) {
            group.example = (scope, kept);
        }
    }
    let mut groups: Vec<Scopes> = groups.into_values().filter(|group| group.retained > 0).collect();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.retained), graph.id(group.example.0)));
    groups
}

/// DOM nodes outside of their document, by class.
fn detached(analysis: &Analysis) -> Vec<(u32, Detached)> {
    let Analysis { graph, classes, dominators, retained, .. } = analysis;
    let is_detached =
        |node: u32| graph.kind(node) == NodeKind::Native && classes.name(classes.of(node)).starts_with("Detached ");
    let mut groups: HashMap<u32, Detached> = HashMap::new();
    for node in (0..graph.node_count()).filter(|node| is_detached(*node)) {
        let fresh = Detached { example: node, ..Detached::default() };
        let group = groups.entry(classes.of(node)).or_insert(fresh);
        group.count += 1;
        // What one of them keeps for another is counted once.
        if !is_detached(dominators.of(node)) {
            group.retained += retained[node as usize];
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(class, group)| (std::cmp::Reverse(group.retained), *class));
    groups
}
