//! Which DOM nodes are outside of their document: what the file says of some is handed on to those
//! below them, as DevTools does it.

use super::essential::Bits;
use super::graph::{ATTACHED, DETACHED, EdgeKind, Graph, NodeKind, UNKNOWN};

/// The nodes that are outside of their document; none if the file says it of no node.
pub fn detached_nodes(graph: &Graph) -> Option<Bits> {
    let count = graph.node_count();
    let mut states: Vec<u8> = Vec::new();
    let (mut attached, mut detached) = (Vec::new(), Vec::new());
    for node in (0..count).filter(|node| graph.attachment(*node) != UNKNOWN) {
        if states.is_empty() {
            states = vec![UNKNOWN; count as usize];
        }
        if graph.kind(node) == NodeKind::Native {
            states[node as usize] = graph.attachment(node);
            match graph.attachment(node) {
                ATTACHED => attached.push(node),
                _ => detached.push(node),
            }
        }
    }
    if states.is_empty() {
        return None;
    }
    // What is attached wins where both lead.
    spread(graph, &mut states, attached, ATTACHED);
    spread(graph, &mut states, detached, DETACHED);
    let mut found = Bits::new(count);
    for node in (0..count).filter(|node| states[*node as usize] == DETACHED) {
        found.add(node);
    }
    Some(found)
}

/// Hands a state on to native nodes that have none.
fn spread(graph: &Graph, states: &mut [u8], mut open: Vec<u32>, state: u8) {
    while let Some(node) = open.pop() {
        for edge in graph.edges(node) {
            let target = graph.target(edge);
            let hands_on = !matches!(graph.edge_kind(edge), EdgeKind::Hidden | EdgeKind::Weak | EdgeKind::Other);
            let is_new = graph.kind(target) == NodeKind::Native && states[target as usize] == UNKNOWN;
            if hands_on && is_new {
                states[target as usize] = state;
                open.push(target);
            }
        }
    }
}
