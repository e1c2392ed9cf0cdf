//! Allocation stacks in a snapshot: a tree of the places where cells were born, outermost first,
//! which each node of a tracked heap names.

use std::io;

use rustc_hash::FxHashMap;

use super::super::sites::Sites;
use super::names::Names;
use crate::snapshot::{TraceFunction, Writer};
use crate::vm::Vm;

/// A node of the tree.
struct Branch {
    /// The number of its place, from 1.
    function: u32,
    children: Vec<u32>,
    count: u64,
    bytes: u64,
}

/// The tree.
pub struct Tree {
    functions: Vec<TraceFunction>,
    by_place: FxHashMap<u32, u32>,
    branches: Vec<Branch>,
    by_parent: FxHashMap<(u32, u32), u32>,
    /// The node of each site.
    of_sites: Vec<u32>,
}

impl Tree {
    /// The tree of all that was born.
    pub fn new(vm: &Vm, sites: &Sites, names: &mut Names<'_>) -> Tree {
        let root = TraceFunction { id: 0, name: names.text("(root)"), script: 0, script_id: 0, line: 0, column: 0 };
        let mut tree = Tree {
            functions: vec![TraceFunction { script: names.text(""), ..root }],
            by_place: FxHashMap::default(),
            branches: vec![Branch { function: 0, children: Vec::new(), count: 0, bytes: 0 }],
            by_parent: FxHashMap::default(),
            of_sites: Vec::new(),
        };
        for (site, &(bytes, count)) in vm.space.heap.born().iter().enumerate() {
            let mut at = 0;
            for &place in sites.places_of(site as u32).iter().rev() {
                let function = tree.function(place, sites, names);
                at = tree.child(at, function);
            }
            tree.branches[at as usize].count += count;
            tree.branches[at as usize].bytes += bytes;
            tree.of_sites.push(at + 1);
        }
        tree
    }

    /// How many functions it has.
    pub fn functions(&self) -> usize {
        self.functions.len()
    }

    /// The node of a site, by its number in the file.
    pub fn node(&self, site: u32) -> u32 {
        self.of_sites.get(site as usize).copied().unwrap_or(1)
    }

    fn function(&mut self, place: u32, sites: &Sites, names: &mut Names<'_>) -> u32 {
        if let Some(&function) = self.by_place.get(&place) {
            return function;
        }
        let (proto, unit) = sites.place(place);
        let info = names.function(&proto);
        let position = proto.source.position(proto.position(unit).map_or(proto.span.0, |position| position.at));
        let id = self.functions.len() as u32;
        let script = names.text(proto.source.name());
        let (line, column) = (position.line, position.column);
        self.functions.push(TraceFunction { id, name: info.name, script, script_id: info.script, line, column });
        self.by_place.insert(place, id);
        id
    }

    fn child(&mut self, parent: u32, function: u32) -> u32 {
        if let Some(&child) = self.by_parent.get(&(parent, function)) {
            return child;
        }
        let child = self.branches.len() as u32;
        self.branches.push(Branch { function, children: Vec::new(), count: 0, bytes: 0 });
        self.branches[parent as usize].children.push(child);
        self.by_parent.insert((parent, function), child);
        child
    }

    /// Writes the functions.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write_functions(&self, writer: &mut Writer<'_>) -> io::Result<()> {
        self.functions.iter().try_for_each(|function| writer.function(function))
    }

    /// Writes the tree. A site has few places, so it is not deep.
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn write(&self, writer: &mut Writer<'_>) -> io::Result<()> {
        self.write_branch(0, writer)
    }

    fn write_branch(&self, at: u32, writer: &mut Writer<'_>) -> io::Result<()> {
        let branch = &self.branches[at as usize];
        writer.open_tree_node(at + 1, branch.function, branch.count, branch.bytes)?;
        branch.children.iter().try_for_each(|&child| self.write_branch(child, writer))?;
        writer.close_tree_node();
        Ok(())
    }
}
