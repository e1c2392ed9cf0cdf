//! Shallow sizes, as DevTools shows them: what an object has for itself alone (the array of its
//! elements, the table of its properties) is counted as the object's.

use super::essential::is_document_root;
use super::graph::{EdgeKind, Graph, NodeKind, Sizes};

/// No owner is known yet.
const NONE: u32 = u32::MAX;
/// There are several.
const SEVERAL: u32 = u32::MAX - 1;

/// A size for each node.
pub fn shallow_sizes(graph: &Graph) -> Sizes {
    let mut sizes = graph.self_sizes().clone();
    let starts = |node| graph.kind(node) != NodeKind::Synthetic || is_document_root(graph, node);
    if !graph.edges(graph.root()).any(|edge| starts(graph.target(edge))) {
        return sizes;
    }
    let owners = owners(graph);
    for (node, &owner) in (0..).zip(&owners) {
        if owner >= SEVERAL || owner == node || owner == graph.root() || graph.kind(owner) == NodeKind::Synthetic {
            continue;
        }
        let size = sizes.get(node);
        if size > 0 {
            sizes.set(node, 0);
            sizes.set(owner, sizes.get(owner) + size);
        }
    }
    sizes
}

/// Whether a node may be a part of another.
fn is_part(graph: &Graph, node: u32) -> bool {
    match graph.kind(node) {
        NodeKind::Hidden | NodeKind::Array => true,
        NodeKind::Native => graph.name_bytes(node) == b"system / ExternalStringData",
        _ => false,
    }
}

/// Whose each node is: its own, another's, nobody's or that of several.
fn owners(graph: &Graph) -> Vec<u32> {
    let parts = |node| if is_part(graph, node) { NONE } else { node };
    let mut owners: Vec<u32> = (0..graph.node_count()).map(parts).collect();
    let mut open = Vec::new();
    for start in 0..graph.node_count() {
        if owners[start as usize] == start {
            open.push(start);
        }
        // What is found is handed on at once: the result does not depend on the order.
        while let Some(node) = open.pop() {
            let owner = owners[node as usize];
            for edge in graph.edges(node) {
                let target = graph.target(edge);
                let old = owners[target as usize];
                if old == target || old == owner || old == SEVERAL || graph.edge_kind(edge) == EdgeKind::Weak {
                    continue;
                }
                owners[target as usize] = if old == NONE { owner } else { SEVERAL };
                open.push(target);
            }
        }
    }
    owners
}
