//! The tree of dominators and the sizes that nodes retain.
//!
//! Semi-dominators by path compression over a depth-first numbering, then each node's dominator as
//! the nearest common ancestor (Georgiadis, Linear-Time Algorithms for Dominators and Related
//! Problems, 2005, "SNCA"). Works on numbers and not on nodes: what is near in the search is near
//! in memory.
//!
//! What the root does not reach is treated as DevTools does it: nodes that nothing keeps are taken
//! for roots, further circles hang below the root node by node.

use super::essential::{Bits, Essential};
use super::graph::{Graph, Sizes};

/// No node, no number.
const NONE: u32 = u32::MAX;

/// The tree of dominators.
pub struct Dominators {
    /// The node that dominates each; the root dominates itself.
    parents: Vec<u32>,
    /// All nodes, each behind the one that dominates it.
    order: Vec<u32>,
}

impl Dominators {
    /// The node that dominates this one.
    pub fn of(&self, node: u32) -> u32 {
        self.parents[node as usize]
    }

    /// All nodes, each behind the one that dominates it.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// What would be freed with each node.
    pub fn retained_sizes(&self, sizes: &Sizes) -> Vec<u64> {
        let mut retained: Vec<u64> = (0..self.parents.len() as u32).map(|node| sizes.get(node)).collect();
        for &node in self.order.iter().skip(1).rev() {
            let size = retained[node as usize];
            retained[self.of(node) as usize] += size;
        }
        retained
    }
}

/// Depth-first numbers with what is learnt on the way.
struct Search {
    /// The number of each node.
    numbers: Vec<u32>,
    /// The node of each number.
    nodes: Vec<u32>,
    /// The parent of each number in the search's tree.
    parents: Vec<u32>,
    /// The lowest number with an edge to each.
    lowest: Vec<u32>,
    /// The first of the edges to each that come from greater numbers.
    later: Vec<u32>,
    /// Such edges: where they come from, and the next of the same target.
    edges: Vec<(u32, u32)>,
}

impl Search {
    fn new(count: usize) -> Search {
        Search {
            numbers: vec![NONE; count],
            nodes: Vec::with_capacity(count),
            parents: Vec::with_capacity(count),
            lowest: Vec::with_capacity(count),
            later: Vec::with_capacity(count),
            edges: Vec::new(),
        }
    }

    fn enter(&mut self, node: u32, parent: u32) -> u32 {
        let number = self.nodes.len() as u32;
        self.numbers[node as usize] = number;
        self.nodes.push(node);
        self.parents.push(parent);
        self.lowest.push(parent);
        self.later.push(NONE);
        number
    }

    /// Numbers all that a node reaches and that has no number yet.
    fn run(&mut self, graph: &Graph, essential: &Essential, start: u32) {
        let mut number = self.enter(start, 0);
        let mut rest = graph.edges(start);
        let mut open: Vec<(u32, u32)> = Vec::new();
        loop {
            let Some(edge) = rest.next() else {
                let Some((above, next)) = open.pop() else { return };
                number = above;
                rest = next..graph.edges(self.nodes[number as usize]).end;
                continue;
            };
            if !essential.has(edge) {
                continue;
            }
            let target = graph.target(edge);
            let found = self.numbers[target as usize];
            if found == NONE {
                open.push((number, rest.start));
                number = self.enter(target, number);
                rest = graph.edges(target);
            } else if found > number {
                let lowest = &mut self.lowest[found as usize];
                *lowest = number.min(*lowest);
            } else if found != 0 {
                let next = std::mem::replace(&mut self.later[found as usize], self.edges.len() as u32);
                self.edges.push((number, next));
            }
        }
    }
}

/// Paths to the roots of a forest that grows from the greatest number down.
struct Forest {
    ancestors: Vec<u32>,
    /// The lowest semi-dominator between a number and its ancestor.
    labels: Vec<u32>,
    path: Vec<u32>,
}

impl Forest {
    /// The lowest semi-dominator on the path from a number to its tree's root; numbers from
    /// `linked` on are in the forest.
    #[inline(always)]
    fn lowest(&mut self, number: u32, linked: u32) -> u32 {
        if self.ancestors[number as usize] >= linked {
            self.compress(number, linked);
        }
        self.labels[number as usize]
    }

    fn compress(&mut self, mut number: u32, linked: u32) {
        while self.ancestors[number as usize] >= linked {
            self.path.push(number);
            number = self.ancestors[number as usize];
        }
        let (mut label, ancestor) = (self.labels[number as usize], self.ancestors[number as usize]);
        while let Some(below) = self.path.pop() {
            label = label.min(self.labels[below as usize]);
            self.labels[below as usize] = label;
            self.ancestors[below as usize] = ancestor;
        }
    }
}

/// Finds the tree of dominators.
pub fn dominators(graph: &Graph, essential: &Essential) -> Dominators {
    let count = graph.node_count() as usize;
    let mut search = Search::new(count);
    search.run(graph, essential, graph.root());
    if search.nodes.len() < count {
        let kept = kept(graph, essential);
        for node in (0..graph.node_count()).filter(|node| !kept.has(*node)) {
            if search.numbers[node as usize] == NONE {
                search.run(graph, essential, node);
            }
        }
    }
    let Search { numbers, nodes, parents, lowest, later, edges } = search;
    let semi = semi_dominators(&parents, lowest, &later, &edges);
    drop((later, edges));
    let mut above = parents;
    for number in 1..nodes.len() {
        let mut parent = above[number];
        while parent > semi[number] {
            parent = above[parent as usize];
        }
        above[number] = parent;
    }
    let mut order = nodes;
    let mut parents = vec![graph.root(); count];
    for (&node, &parent) in order.iter().zip(&above) {
        parents[node as usize] = order[parent as usize];
    }
    if order.len() < count {
        order.extend((0..graph.node_count()).filter(|node| numbers[*node as usize] == NONE));
    }
    Dominators { parents, order }
}

fn semi_dominators(parents: &[u32], lowest: Vec<u32>, later: &[u32], edges: &[(u32, u32)]) -> Vec<u32> {
    let mut semi = lowest;
    let mut forest = Forest { ancestors: parents.to_vec(), labels: semi.clone(), path: Vec::new() };
    for number in (1..semi.len() as u32).rev() {
        let mut lowest = semi[number as usize];
        let mut edge = later[number as usize];
        while let Some(&(from, next)) = edges.get(edge as usize) {
            lowest = lowest.min(forest.lowest(from, number + 1));
            edge = next;
        }
        semi[number as usize] = lowest;
        forest.labels[number as usize] = lowest;
    }
    semi
}

/// The nodes that some edge keeps.
fn kept(graph: &Graph, essential: &Essential) -> Bits {
    let mut kept = Bits::new(graph.node_count());
    for edge in (0..graph.edge_count()).filter(|edge| essential.has(*edge)) {
        kept.add(graph.target(edge));
    }
    kept
}
