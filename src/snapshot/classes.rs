//! Nodes by class: objects by their constructor, the rest by what they are, as DevTools groups
//! them.

use std::borrow::Cow;
use std::collections::HashMap;

use super::attachment::detached_nodes;
use super::dominators::Dominators;
use super::graph::{Graph, NodeKind, Sizes};

/// No class yet.
const NONE: u32 = u32::MAX;

/// The class of each node.
pub struct Classes {
    of: Vec<u32>,
    names: Vec<String>,
}

/// What a class holds.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct ClassSum {
    /// How many there are.
    pub count: u64,
    /// Their own bytes.
    pub shallow: u64,
    /// What would be freed with them.
    pub retained: u64,
}

impl Classes {
    /// Finds the class of each node.
    pub fn new(graph: &Graph) -> Classes {
        let mut classes = Classes { of: Vec::with_capacity(graph.node_count() as usize), names: Vec::new() };
        let mut by_kind = [NONE; NodeKind::ALL.len()];
        let mut by_name = vec![NONE; graph.strings().len()];
        let mut by_text: HashMap<String, u32> = HashMap::new();
        let detached = detached_nodes(graph);
        let mut detached_by_name: HashMap<u32, u32> = HashMap::new();
        for node in 0..graph.node_count() {
            let kind = graph.kind(node);
            let is_detached = detached.as_ref().is_some_and(|nodes| nodes.has(node));
            let place = match fixed(kind) {
                true => &mut by_kind[kind as usize],
                false if is_detached => detached_by_name.entry(graph.name(node)).or_insert(NONE),
                false => &mut by_name[graph.name(node) as usize],
            };
            if *place == NONE {
                let name = class_name(graph, node).into_owned();
                let name = match is_detached && !name.starts_with("Detached ") {
                    true => format!("Detached {name}"),
                    false => name,
                };
                let next = classes.names.len() as u32;
                *place = *by_text.entry(name.clone()).or_insert(next);
                if *place == next {
                    classes.names.push(name);
                }
            }
            classes.of.push(*place);
        }
        classes
    }

    /// How many classes there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// A node's class.
    pub fn of(&self, node: u32) -> u32 {
        self.of[node as usize]
    }

    /// A class's name.
    pub fn name(&self, class: u32) -> &str {
        &self.names[class as usize]
    }

    /// The class of that name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.names.iter().position(|other| other == name).map(|class| class as u32)
    }

    /// How many of each class there are, and their sizes. What an object of a class retains is
    /// counted once, by the first of them on the way from the root.
    pub fn sums(&self, graph: &Graph, sizes: &Sizes, retained: &[u64], dominators: &Dominators) -> Vec<ClassSum> {
        let mut sums = vec![ClassSum::default(); self.count()];
        for node in 0..graph.node_count() {
            let size = sizes.get(node);
            if size > 0 {
                let sum = &mut sums[self.of(node) as usize];
                sum.count += 1;
                sum.shallow += size;
            }
        }
        let children = Children::new(dominators);
        let mut inside = vec![false; self.count()];
        // Nodes to visit, and classes to leave when so many are left.
        let (mut open, mut leaves): (Vec<u32>, Vec<(usize, u32)>) = (vec![graph.root()], Vec::new());
        while let Some(node) = open.pop() {
            let class = self.of(node);
            let below = children.of(node);
            if !inside[class as usize] && sizes.get(node) > 0 {
                sums[class as usize].retained += retained[node as usize];
                if !below.is_empty() {
                    inside[class as usize] = true;
                    leaves.push((open.len(), class));
                }
            }
            open.extend_from_slice(below);
            while let Some(&(left, class)) = leaves.last()
                && left == open.len()
            {
                inside[class as usize] = false;
                leaves.pop();
            }
        }
        sums
    }
}

/// The nodes that each dominates directly.
pub struct Children {
    firsts: Vec<u32>,
    nodes: Vec<u32>,
}

impl Children {
    /// Turns the tree around.
    pub fn new(dominators: &Dominators) -> Children {
        let order = dominators.order();
        let mut firsts = vec![0; order.len() + 1];
        for &node in order.iter().skip(1) {
            firsts[dominators.of(node) as usize + 1] += 1;
        }
        let mut sum = 0;
        for first in &mut firsts {
            sum += *first;
            *first = sum;
        }
        let mut next = firsts.clone();
        let mut nodes = vec![0; order.len().saturating_sub(1)];
        for &node in order.iter().skip(1) {
            let place = &mut next[dominators.of(node) as usize];
            nodes[*place as usize] = node;
            *place += 1;
        }
        Children { firsts, nodes }
    }

    /// Those of a node.
    pub fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.nodes[self.firsts[node] as usize..self.firsts[node + 1] as usize]
    }
}

/// Whether all nodes of a kind are of one class.
fn fixed(kind: NodeKind) -> bool {
    !matches!(kind, NodeKind::Object | NodeKind::Native)
}

/// The name of a node's class.
fn class_name(graph: &Graph, node: u32) -> Cow<'_, str> {
    match graph.kind(node) {
        NodeKind::Hidden => Cow::Borrowed("(system)"),
        NodeKind::Code => Cow::Borrowed("(compiled code)"),
        NodeKind::Closure => Cow::Borrowed("Function"),
        NodeKind::RegExp => Cow::Borrowed("RegExp"),
        NodeKind::Object | NodeKind::Native => without_attributes(graph.strings().text(graph.name(node))),
        kind => Cow::Owned(format!("({})", kind.name())),
    }
}

/// `<div id="a">` is of the class `<div>`.
fn without_attributes(name: Cow<'_, str>) -> Cow<'_, str> {
    let start = match () {
        () if name.starts_with('<') => 0,
        () if name.starts_with("Detached <") => 10,
        () => return name,
    };
    match name[start..].find(' ') {
        Some(blank) => Cow::Owned(format!("{}>", &name[..start + blank])),
        None => name,
    }
}
