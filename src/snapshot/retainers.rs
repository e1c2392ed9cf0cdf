//! The nodes that retain the most.

use super::analysis::Analysis;
use super::graph::{Graph, NodeKind};

/// How much more the dominator of a node must retain for the node to be worth a line of its own, in
/// per cent: else the two are links of one chain.
const CHAIN_PERCENT: u64 = 110;

/// The nodes that retain the most, the heaviest first. Of a chain (a list, whose every element
/// retains the rest) only the first link is told.
pub fn biggest_retainers(analysis: &Analysis, count: usize) -> Vec<u32> {
    let Analysis { graph, dominators, retained, .. } = analysis;
    let is_own = |node: u32| !matches!(graph.kind(node), NodeKind::Synthetic | NodeKind::Code | NodeKind::ObjectShape);
    let mut heaviest: Vec<(u64, u32)> = Vec::new();
    let mut least = 0;
    for node in (0..graph.node_count()).filter(|node| is_own(*node)) {
        let size = retained[node as usize];
        if size <= least {
            continue;
        }
        let above = dominators.of(node);
        let is_link = is_own(above) && above != node && retained[above as usize] * 100 < size * CHAIN_PERCENT;
        if is_link {
            continue;
        }
        heaviest.push((size, node));
        if heaviest.len() > 4 * count + 64 {
            heaviest.sort_by_key(|&(size, node)| (std::cmp::Reverse(size), node));
            heaviest.truncate(count);
            least = heaviest.last().map_or(0, |(size, _)| *size);
        }
    }
    heaviest.sort_by_key(|&(size, node)| (std::cmp::Reverse(size), node));
    heaviest.truncate(count);
    heaviest.into_iter().map(|(_, node)| node).collect()
}

/// The nodes that dominate a node, from the root down to it; no more than the last `count`.
pub fn dominator_path(analysis: &Analysis, node: u32, count: usize) -> Vec<u32> {
    let mut path = vec![node];
    let mut at = node;
    while path.len() < count && analysis.dominators.of(at) != at {
        at = analysis.dominators.of(at);
        path.push(at);
    }
    path.reverse();
    path
}

/// The edges that lead to each node.
pub struct Retainers {
    firsts: Vec<u32>,
    edges: Vec<u32>,
}

impl Retainers {
    /// Turns all edges around.
    pub fn new(graph: &Graph) -> Retainers {
        let mut firsts = vec![0; graph.node_count() as usize + 1];
        for &target in graph.targets() {
            firsts[target as usize + 1] += 1;
        }
        let mut sum = 0;
        for first in &mut firsts {
            sum += *first;
            *first = sum;
        }
        let mut next = firsts.clone();
        let mut edges = vec![0; graph.targets().len()];
        for (edge, &target) in (0..).zip(graph.targets()) {
            let place = &mut next[target as usize];
            edges[*place as usize] = edge;
            *place += 1;
        }
        Retainers { firsts, edges }
    }

    /// Those of a node.
    pub fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.edges[self.firsts[node] as usize..self.firsts[node + 1] as usize]
    }
}
