//! What keeps the memory of a full heap: each root with what it keeps, the way to the fattest part
//! of that, and in a tracked heap the line that stores the references that keep it.
//!
//! A cell counts for the root from which the way to it is the shortest (`retaining.rs`). A root
//! that keeps several large things on several ways is told once for each of them.
//!
//! Invariants: nothing is written to the heap and no script code runs; memory and time are bounded
//! (`weights.rs`).

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::cells::is_visible;
use super::paths::{Step, way_text};
use super::retaining::{NONE, Node, Retaining};
use crate::heap::{CellSet, Heap};
use crate::objects::Kind;
use crate::vm::{Vm, owner};

/// Less is not worth a line.
const LEAST: u64 = 4096;
/// A part of the heap that is looked at on its own is one in so many.
const PARTS: u64 = 10;
/// References among which the line is looked for that writes most of them.
const ASKED: usize = 64;
/// Cells looked at beyond the end of a way, for the largest.
const NEAR: usize = 64;
/// Nodes of a way that are followed.
const LONGEST: usize = 256;

/// Something that keeps memory: what it keeps of what one line allocated.
pub struct Retainer {
    /// Bytes that it keeps.
    pub bytes: usize,
    /// Where the program was when they were allocated, if that is known.
    pub line: Option<String>,
    /// What it is, and the way from it to the fattest part of what it keeps.
    pub path: String,
    /// The line that stores the references that keep it, if the heap is tracked.
    pub kept: Option<String>,
}

/// What keeps the heap's memory.
pub struct Retention {
    /// The JavaScript stack, a line a function.
    pub stack: String,
    /// The largest retainers.
    pub retainers: Vec<Retainer>,
    /// Whether everything was followed to its end.
    pub complete: bool,
}

/// Explains a heap that is full, for the final report of the process: up to `count` retainers.
/// `None` when no VM owns the heap.
///
/// The caller ends the process afterwards: the VM may be in the middle of anything.
pub fn explain(heap: &mut Heap, count: usize) -> Option<Retention> {
    if heap.owner != 0 {
        heap.lift_limits();
    }
    let vm = owner::of_heap(heap)?;
    let stack = vm.trace_text(crate::objects::Value::UNDEFINED).unwrap_or_default();
    let all = Retaining::weighed(vm);
    let complete = !all.is_spent();
    let retainers = vm.largest_retainers(all, count);
    Some(Retention { stack, retainers, complete })
}

/// The weights of nodes and roots with all that is below them.
struct Totals {
    nodes: Vec<u64>,
    roots: Vec<u64>,
    /// Of each node the child that weighs most, and of each root.
    fattest: Vec<u32>,
    fattest_of_root: Vec<u32>,
}

impl Totals {
    fn of(all: &mut Retaining) -> Totals {
        let (nodes, roots) = match &mut all.weights {
            Some(weights) => (std::mem::take(&mut weights.own), std::mem::take(&mut weights.loose)),
            None => (vec![0; all.nodes.len()], vec![0; all.roots.len()]),
        };
        let fattest = vec![NONE; nodes.len()];
        let fattest_of_root = vec![NONE; roots.len()];
        let mut totals = Totals { nodes, roots, fattest, fattest_of_root };
        // What is below a node comes behind it.
        for (index, node) in all.nodes.iter().enumerate().rev() {
            let total = totals.nodes[index];
            let above = match node.parent {
                NONE => &mut totals.roots[node.root as usize],
                parent => &mut totals.nodes[parent as usize],
            };
            *above += total;
        }
        for (index, node) in all.nodes.iter().enumerate() {
            let fattest = match node.parent {
                NONE => &mut totals.fattest_of_root[node.root as usize],
                parent => &mut totals.fattest[parent as usize],
            };
            if *fattest == NONE || totals.nodes[index] > totals.nodes[*fattest as usize] {
                *fattest = index as u32;
            }
        }
        totals
    }

    /// The way from a node to the fattest part below.
    fn down(&self, all: &Retaining, mut node: u32) -> Vec<u32> {
        let mut way = Vec::new();
        while node != NONE && way.len() < LONGEST {
            way.push(node);
            let next = self.fattest[node as usize];
            // The engine's own lists: what is in them says more than the rest of the list.
            node = if next != NONE && is_link(all, node, next) {
                let others = children(all, node).filter(|&child| !is_link(all, node, child));
                others.max_by_key(|&child| (self.nodes[child as usize], Reverse(child))).unwrap_or(next)
            } else {
                next
            };
        }
        way
    }

    /// The nodes from which the ways of a root begin: the fattest, or one that stands for all where
    /// the root has many alike.
    fn first(&self, vm: &Vm, all: &Retaining, root: usize) -> u32 {
        let fattest = self.fattest_of_root[root];
        if fattest == NONE || self.nodes[fattest as usize] >= self.roots[root] / 2 {
            return fattest;
        }
        let heads: Vec<u32> =
            children(all, NONE).filter(|&node| all.nodes[node as usize].root as usize == root).collect();
        let born = |node: u32| vm.space.heap.site_of(all.nodes[node as usize].cell);
        let mut sums: FxHashMap<u32, u64> = FxHashMap::default();
        heads.iter().for_each(|&head| *sums.entry(born(head)).or_default() += self.nodes[head as usize]);
        let most = sums.into_iter().max_by_key(|&(site, bytes)| (bytes, Reverse(site)));
        let alike: Vec<u32> =
            heads.into_iter().filter(|&head| most.is_some_and(|(site, _)| site == born(head))).collect();
        alike.get(alike.len() / 2).copied().unwrap_or(fattest)
    }

    /// Nodes that keep a large part which no large node below them keeps, with the bytes of it.
    fn holders(&self, all: &Retaining, large: u64) -> Vec<(u32, u64)> {
        let mut rest: FxHashMap<u32, u64> = FxHashMap::default();
        for (index, node) in all.nodes.iter().enumerate().filter(|&(index, _)| self.nodes[index] >= large) {
            rest.insert(index as u32, self.nodes[index]);
            if let Some(above) = rest.get_mut(&node.parent) {
                *above -= self.nodes[index];
            }
        }
        let mut holders: Vec<(u32, u64)> = rest.into_iter().filter(|&(_, rest)| rest >= large).collect();
        holders.sort_unstable();
        holders
    }
}

/// The nodes that are reached from one.
fn children(all: &Retaining, parent: u32) -> impl Iterator<Item = u32> {
    (0..all.nodes.len() as u32).filter(move |&node| all.nodes[node as usize].parent == parent)
}

/// Whether a record of the engine's own refers to another one of its kind.
fn is_link(all: &Retaining, from: u32, to: u32) -> bool {
    let kind = |node: u32| Kind::of(all.nodes[node as usize].cell);
    kind(from) == kind(to) && !is_visible(all.nodes[from as usize].cell)
}

impl Vm {
    fn largest_retainers(&mut self, mut all: Retaining, count: usize) -> Vec<Retainer> {
        let totals = Totals::of(&mut all);
        let sites = all.weights.as_mut().map(|weights| std::mem::take(&mut weights.sites)).unwrap_or_default();
        let whole: u64 = totals.roots.iter().sum();
        let holders = totals.holders(&all, (whole / PARTS).max(LEAST));
        let mut roots: Vec<usize> = (0..totals.roots.len()).filter(|&root| totals.roots[root] >= LEAST).collect();
        roots.sort_by_key(|&root| Reverse(totals.roots[root]));
        roots.truncate(count);
        let mut retainers = Vec::new();
        for root in roots {
            let own: Vec<(u32, u64)> =
                holders.iter().copied().filter(|&(node, _)| all.nodes[node as usize].root as usize == root).collect();
            let label = all.roots[root].label.clone();
            if own.len() > 1 && own.iter().map(|&(_, bytes)| bytes).sum::<u64>() >= totals.roots[root] / 2 {
                for (node, bytes) in own {
                    let mut way = all.way(node);
                    way.extend(totals.down(&all, node).into_iter().skip(1));
                    let end = way.last().map_or(0, |&end| self.space.heap.site_of(all.nodes[end as usize].cell));
                    let line = self.space.heap.describe_site(end);
                    retainers.push(self.retainer(&mut all, &totals, &label, way, bytes, line));
                }
                continue;
            }
            let way = totals.down(&all, totals.first(self, &all, root));
            let of_root: Vec<(u32, u64)> = sites
                .iter()
                .filter(|((at, _), _)| *at as usize == root)
                .map(|(&(_, site), &bytes)| (site, bytes))
                .collect();
            let bytes = totals.roots[root];
            let mut lines = by_line(&self.space.heap, &of_root, bytes).into_iter();
            let (line, bytes) = lines.next().map_or((None, bytes), |(line, bytes)| (Some(line), bytes));
            retainers.push(self.retainer(&mut all, &totals, &label, way, bytes, line));
            let rest = lines.filter(|&(_, bytes)| bytes >= LEAST);
            retainers.extend(rest.map(|(line, bytes)| Retainer {
                bytes: bytes as usize,
                line: Some(line),
                path: format!("{label}, as above"),
                kept: None,
            }));
        }
        retainers.sort_by_key(|retainer| Reverse(retainer.bytes));
        retainers.truncate(count);
        retainers
    }

    fn retainer(
        &mut self,
        all: &mut Retaining,
        totals: &Totals,
        label: &str,
        mut way: Vec<u32>,
        bytes: u64,
        line: Option<String>,
    ) -> Retainer {
        let steps = self.steps(all, &way);
        let kept = if self.space.heap.is_tracked() { self.keeper(all, totals, &way, &steps) } else { 0 };
        let weighed = all.nodes.len();
        self.go_on(all, &mut way);
        let steps = self.steps(all, &way);
        all.nodes.truncate(weighed);
        let kept = self.space.heap.describe_site(kept);
        Retainer { bytes: bytes as usize, line, path: way_text(label, &steps), kept }
    }

    /// Goes on from the end of a way, where there were no nodes any more, to the largest cell near
    /// it.
    fn go_on(&self, all: &mut Retaining, way: &mut Vec<u32>) {
        let Some(&end) = way.last() else { return };
        let Node { cell, root, .. } = all.nodes[end as usize];
        let mut known = CellSet::default();
        all.nodes.iter().for_each(|node| _ = known.insert(node.cell));
        let mut tracer = self.space.heap.new_tracer();
        let mut found = vec![(cell, 0)];
        let mut next = 0;
        while let Some(&(cell, _)) = found.get(next) {
            self.space.heap.trace_cell(cell, &mut tracer);
            while let Some(child) = tracer.next_strong() {
                // Shapes and code lead to everything.
                let is_own = !matches!(Kind::of(child), Kind::Shape | Kind::Code);
                if found.len() < NEAR && is_own && known.insert(child) {
                    found.push((child, next));
                }
            }
            next += 1;
        }
        let size = |index: &usize| (self.space.heap.cell_footprint(found[*index].0), Reverse(*index));
        let mut at = (1..found.len()).max_by_key(size).unwrap_or(0);
        let mut cells = Vec::new();
        while at != 0 {
            cells.push(found[at].0);
            at = found[at].1;
        }
        for cell in cells.into_iter().rev() {
            let parent = way.last().copied().unwrap_or(NONE);
            way.push(all.nodes.len() as u32);
            all.nodes.push(Node { cell, parent, root });
        }
    }

    /// The site that stores the references by which what is at the end of a way is kept.
    fn keeper(&self, all: &Retaining, totals: &Totals, way: &[u32], steps: &[Step]) -> u32 {
        // A list: what refers to the first of it.
        if let Some(pair) = steps.windows(2).find(|pair| pair[0].what == pair[1].what) {
            return pair[0].site;
        }
        let Some(&first) = way.first() else { return 0 };
        let root = all.nodes[first as usize].root;
        let half = totals.roots[root as usize] / 2;
        if totals.nodes[first as usize] < half {
            return self.space.heap.birth_of(all.nodes[first as usize].cell);
        }
        let Some(&holder) = way.iter().rev().find(|&&node| totals.nodes[node as usize] >= half) else { return 0 };
        let heads: Vec<u32> = children(all, holder).collect();
        let mut writers: Vec<(u32, usize)> = Vec::new();
        for &head in heads.iter().step_by(heads.len() / ASKED + 1) {
            let site = all.kept_by(self, head);
            match writers.iter_mut().find(|(known, _)| *known == site) {
                Some((_, count)) => *count += 1,
                None => writers.push((site, 1)),
            }
        }
        let most = writers.iter().rev().max_by_key(|&&(_, count)| count).map(|&(site, _)| site);
        most.filter(|&site| site != 0).unwrap_or_else(|| all.kept_by(self, holder))
    }
}

/// `bytes` by the lines that allocated them, the most first: by the shares of what was sampled.
fn by_line(heap: &Heap, sites: &[(u32, u64)], bytes: u64) -> Vec<(String, u64)> {
    let mut lines: FxHashMap<String, u64> = FxHashMap::default();
    for &(site, bytes) in sites {
        if let Some(line) = heap.describe_site(site) {
            *lines.entry(line).or_default() += bytes;
        }
    }
    let mut lines: Vec<(String, u64)> = lines.into_iter().collect();
    let sampled: u64 = lines.iter().map(|(_, bytes)| bytes).sum();
    lines.sort_by(|(a, more), (b, less)| (less, a).cmp(&(more, b)));
    for (_, part) in &mut lines {
        *part = (*part as f64 / sampled.max(1) as f64 * bytes as f64) as u64;
    }
    lines
}
