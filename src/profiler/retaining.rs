//! What keeps every cell: the shortest way to each from something that the program can name.
//!
//! Roots are asked in the order in which a reader looks for a reason: variables of scripts, what
//! running functions see, timers and other tasks; then what ends with the running functions, their
//! locals and temporary values; and last what has no name of its own. All that is reached from the
//! first of them by one step comes before all that is two steps away (a search in breadth). Shapes
//! and code, by which objects reach their prototypes and all of the library, are gone through only
//! for what nothing else reaches.
//!
//! Invariants:
//! - nothing is written to the heap and no script code runs. The order of what is found depends on
//!   the program alone, never on addresses;
//! - a search with weights (`weights.rs`), that of a heap that is full, takes bounded memory and
//!   time: what is beyond its nodes is weighed for the nearest of them.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::cells::{as_object, is_visible};
pub use super::paths::Step;
pub use super::roots::RootKind;
use super::roots::{self, key_text, suspended_proto, writer};
use super::sites::is_library;
use super::weights::{self, Weights, is_shared};
use crate::heap::{CellRef, CellSet, Tracer};
use crate::objects::{Gc, Kind, SuspendedFrame, Value};
use crate::vm::Vm;

/// A node that has no such other one.
pub const NONE: u32 = u32::MAX;

/// A root by the name that a reader of the program knows.
pub struct Root {
    /// Its name: a variable's, or what the engine calls it.
    pub label: String,
    /// What it is.
    pub kind: RootKind,
    /// The site that put its value there; 0 if none is known.
    pub site: u32,
}

/// A cell that was reached.
#[derive(Clone, Copy)]
pub struct Node {
    /// The cell.
    pub cell: CellRef,
    /// The node before it on the way, or `NONE` for a root's value.
    pub parent: u32,
    /// The root.
    pub root: u32,
}

/// All that is alive, each cell with the shortest way to it.
#[derive(Default)]
pub struct Retaining {
    /// The cells, those that are nearer first.
    pub nodes: Vec<Node>,
    /// The roots.
    pub roots: Vec<Root>,
    pub(super) seen: CellSet,
    /// Values of WeakMaps whose keys are not reached yet, by key.
    pub(super) waiting: FxHashMap<CellRef, Vec<CellRef>>,
    /// The node of each cell, once there are such values.
    index: FxHashMap<CellRef, u32>,
    /// Shapes and code that were met, for later.
    pub(super) late: Vec<(CellRef, u32)>,
    options: Search,
    /// What bounds the search of a full heap, and what its nodes weigh.
    pub(super) weights: Option<Box<Weights>>,
    last_owner: RefCell<Words>,
}

/// Of a cell with many words, by which of them it refers to what.
#[derive(Default)]
struct Words {
    owner: Option<CellRef>,
    first_of: FxHashMap<u64, usize>,
}

/// A cell with more words is looked through once for all that it refers to.
const MANY_WORDS: usize = 32;

/// How roots are looked through.
#[derive(Clone, Default)]
pub struct Search {
    /// Roots beside the machine's own, by what they are called.
    pub more: Vec<(&'static str, Value)>,
    /// A script asks what keeps a value: what the functions that run have for it waits for that.
    pub locals_last: bool,
}
/// What all objects of a class share, as a root of its own.
const SHARED: &str = "what all objects of a class share";
/// Values that builtin functions have in their hands.
const IN_HAND: &str = "a value that a builtin function works on";
/// The same where a script asks what keeps a value.
const WAITING: &str = "code that waits for this";

impl Retaining {
    /// Searches a machine's heap.
    pub fn of(vm: &Vm, search: &Search) -> Retaining {
        let mut all = Retaining { options: search.clone(), ..Retaining::default() };
        all.search(vm);
        all
    }

    /// Searches a machine's heap in bounded memory and time, and weighs what is found.
    pub(super) fn weighed(vm: &Vm) -> Retaining {
        let mut all = Retaining { weights: Some(Box::new(Weights::new(vm))), ..Retaining::default() };
        all.search(vm);
        all
    }

    fn search(&mut self, vm: &Vm) {
        let mut tracer = vm.space.heap.new_tracer();
        // They hold all globals: each of these is a root of its own.
        self.seen.insert(vm.realm.global.cell());
        self.seen.insert(vm.realm.lexicals.cell());
        self.rooted(vm, &mut tracer, Retaining::lasting);
        self.rooted(vm, &mut tracer, Retaining::running);
        let mut rest = self.rest_tracer(vm);
        vm.trace_all_roots(&mut rest);
        self.seen.remove(vm.realm.global.cell());
        self.seen.remove(vm.realm.lexicals.cell());
        let first = self.nodes.len();
        self.gathered(vm, &mut rest, "the engine");
        self.follow(vm, &mut tracer, first);
        while !self.late.is_empty() && !self.is_spent() {
            let first = self.nodes.len();
            for (cell, parent) in std::mem::take(&mut self.late) {
                let root = match self.nodes.get(parent as usize) {
                    Some(node) => node.root,
                    None => self.root_named(SHARED.into(), RootKind::Other, 0),
                };
                self.reach(vm, cell, parent, root);
            }
            self.follow(vm, &mut tracer, first);
        }
    }

    /// Reaches some roots, and follows them; where they were too many for a search with weights,
    /// once more for those that were left out.
    fn rooted(&mut self, vm: &Vm, tracer: &mut Tracer, roots: fn(&mut Retaining, &Vm)) {
        let first = self.nodes.len();
        if let Some(weights) = &mut self.weights {
            weights.leaves_out = true;
        }
        roots(self, vm);
        self.follow(vm, tracer, first);
        if let Some(weights) = &mut self.weights {
            weights.leaves_out = false;
            if std::mem::take(&mut weights.left_out) {
                let first = self.nodes.len();
                roots(self, vm);
                self.follow(vm, tracer, first);
            }
        }
    }

    /// What is there whatever functions run: variables of scripts and those that running functions
    /// see, and tasks.
    fn lasting(&mut self, vm: &Vm) {
        self.globals(vm);
        if self.weights.is_some() {
            roots::seen_variables(vm, &mut |label, value, site| self.named(vm, label, RootKind::Local, value, site));
        }
        for (label, value) in self.options.more.clone() {
            self.root(vm, label.into(), RootKind::Other, value, None);
        }
        vm.state_holders(&mut |label, value| self.root(vm, label.into(), RootKind::Task, value, None));
        let mut tracer = self.rest_tracer(vm);
        for task in vm.microtasks.iter() {
            task.trace(&mut tracer, &mut [0; 3]);
            self.gathered(vm, &mut tracer, "a promise job that waits");
        }
    }

    /// What ends with the functions that run.
    fn running(&mut self, vm: &Vm) {
        let is_full = self.weights.is_some();
        roots::locals(vm, is_full, &mut |label, value| self.named(vm, label, RootKind::Local, value, None));
        let label = if self.options.locals_last { WAITING } else { IN_HAND };
        for value in vm.native_roots() {
            self.root(vm, label.into(), RootKind::Other, *value, None);
        }
        let first_free = vm.frames().last().map_or(0, |frame| frame.end());
        for slot in (first_free..vm.stack.top).filter(|_| is_full) {
            self.root(vm, IN_HAND.into(), RootKind::Other, vm.stack.get(slot), None);
        }
    }

    /// A root that has its name made when it counts.
    fn named(&mut self, vm: &Vm, label: &dyn Fn() -> String, kind: RootKind, value: Value, site: Option<u32>) {
        if value.as_cell().is_some_and(|cell| !self.seen.contains(cell)) {
            self.root(vm, label(), kind, value, site);
        }
    }

    /// A root with a value.
    fn root(&mut self, vm: &Vm, label: String, kind: RootKind, value: Value, site: Option<u32>) {
        let Some(cell) = value.as_cell() else { return };
        if self.seen.contains(cell) {
            return;
        }
        if let Some(weights) = &mut self.weights
            && weights.leaves_out
            && self.nodes.len() >= weights.most / 2
        {
            weights.left_out = true;
            return;
        }
        let site = site.unwrap_or_else(|| vm.space.heap.birth_of(cell));
        let root = self.root_named(label, kind, site);
        self.reach(vm, cell, NONE, root);
    }

    /// The number of a root. Where memory is scarce those of one name are one.
    fn root_named(&mut self, label: String, kind: RootKind, site: u32) -> u32 {
        let root = self.roots.len() as u32;
        if let Some(weights) = &mut self.weights {
            if let Some(&known) = weights.by_label.get(&label) {
                return known;
            }
            weights.by_label.insert(label.clone(), root);
            weights.loose.push(0);
        }
        self.roots.push(Root { label, kind, site });
        root
    }

    fn gathered(&mut self, vm: &Vm, tracer: &mut Tracer, label: &str) {
        let root = self.root_named(label.into(), RootKind::Other, 0);
        let first = self.nodes.len();
        while let Some(cell) = tracer.next_cell() {
            if self.weights.is_some() {
                self.root(vm, label.into(), RootKind::Other, Value::cell(cell), None);
            } else {
                self.reach(vm, cell, NONE, root);
            }
        }
        // The tracer gives the newest first.
        if self.weights.is_none() {
            self.nodes[first..].reverse();
        }
    }

    /// Comes to a cell; whether for the first time.
    fn reach(&mut self, vm: &Vm, cell: CellRef, parent: u32, root: u32) -> bool {
        if !self.seen.insert(cell) {
            return false;
        }
        if self.weights.is_some() && !self.weigh(vm, cell, parent, root) {
            return true;
        }
        let node = self.nodes.len() as u32;
        self.nodes.push(Node { cell, parent, root });
        if !self.index.is_empty() {
            self.index.insert(cell, node);
            for value in self.waiting.remove(&cell).unwrap_or_default() {
                self.reach(vm, value, node, root);
            }
        }
        let values = self.weights.as_ref().map_or(Vec::new(), |weights| weights.values_of(vm, cell));
        for value in values {
            self.reach(vm, value, node, root);
        }
        true
    }

    /// A WeakMap's segment, which is this node, has this entry: its key, once it is reached, keeps
    /// the value.
    fn entry(&mut self, vm: &Vm, map: u32, key: CellRef, value: CellRef) {
        if self.index.is_empty() {
            self.index = self.nodes.iter().enumerate().map(|(node, at)| (at.cell, node as u32)).collect();
        }
        match self.index.get(&key) {
            Some(&node) => _ = self.reach(vm, value, node, self.nodes[node as usize].root),
            // Its key has no node.
            None if self.seen.contains(key) => _ = self.reach(vm, value, map, self.nodes[map as usize].root),
            None if self.is_of_large_map(map) => {}
            None => self.waiting.entry(key).or_default().push(value),
        }
    }

    /// Whether a segment is of a WeakMap that is asked for the values of keys.
    fn is_of_large_map(&self, segment: u32) -> bool {
        let Some(weights) = &self.weights else { return false };
        let mut above = std::iter::successors(Some(segment), |&node| {
            Some(self.nodes[node as usize].parent).filter(|&parent| parent != NONE)
        });
        above.any(|node| weights.maps.iter().any(|map| map.cell() == self.nodes[node as usize].cell))
    }

    /// Follows what the nodes from this one on refer to, and what is found on the way.
    fn follow(&mut self, vm: &Vm, tracer: &mut Tracer, first: usize) {
        let mut at = first;
        let mut children = Vec::new();
        while let Some(&Node { cell, .. }) = self.nodes.get(at) {
            if self.is_spent() {
                return;
            }
            vm.space.heap.trace_cell(cell, tracer);
            while let Some(child) = tracer.next_strong() {
                if self.weights.is_some() {
                    self.child(vm, at as u32, cell, child);
                } else {
                    children.push(child);
                }
            }
            while let Some((key, value)) = tracer.next_ephemeron() {
                self.entry(vm, at as u32, key, value);
            }
            for child in children.drain(..).rev() {
                self.child(vm, at as u32, cell, child);
            }
            at += 1;
        }
    }

    /// A node's cell refers to another.
    fn child(&mut self, vm: &Vm, at: u32, cell: CellRef, child: CellRef) {
        if self.seen.contains(child) {
            return;
        }
        let is_late = |cell: CellRef| matches!(Kind::of(cell), Kind::Shape | Kind::Code);
        match self.weights.take() {
            None if is_late(child) && !is_late(cell) => self.late.push((child, at)),
            Some(mut weights) if is_shared(cell, child) => {
                self.put_off(&mut weights, child, at);
                self.weights = Some(weights);
            }
            weights => {
                self.weights = weights;
                self.reach(vm, child, at, self.nodes[at as usize].root);
            }
        }
    }

    fn globals(&mut self, vm: &Vm) {
        let suffix = if self.weights.is_some() { " (global)" } else { "" };
        for object in [vm.realm.lexicals, vm.realm.global] {
            let shape = vm.space.shape_of(object);
            let mut builtin = if object == vm.realm.global { vm.builtin_globals() } else { 0 };
            shape.for_each(|key, property| {
                if builtin > 0 {
                    builtin -= 1;
                    return;
                }
                let (owner, slot) = object.slot(shape, property.slot);
                let site = writer(vm, owner, slot.get());
                self.named(vm, &|| format!("{}{suffix}", key_text(key)), RootKind::Global, slot.get(), site);
            });
            // Properties with numbers for names.
            let elements = object.elements.get();
            self.root(vm, "globalThis".into(), RootKind::Global, elements, None);
        }
    }

    /// The nodes of the way to a node, from the root's value on.
    pub fn way(&self, node: u32) -> Vec<u32> {
        let mut way = vec![node];
        let mut at = node;
        while let Some(parent) = Some(self.nodes[at as usize].parent).filter(|&parent| parent != NONE) {
            way.push(parent);
            at = parent;
        }
        way.reverse();
        way
    }

    /// The site that wrote the reference by which a node is kept; 0 if none is known.
    pub fn kept_by(&self, vm: &Vm, node: u32) -> u32 {
        let Node { cell, parent, root } = self.nodes[node as usize];
        if parent == NONE {
            return self.roots[root as usize].site;
        }
        let owner = self.nodes[parent as usize].cell;
        let site = match self.word_of(vm, owner, cell) {
            Some(word) => Some(vm.space.heap.writer_of(owner, word)).filter(|&site| site != 0),
            None => writer(vm, owner, Value::cell(cell)),
        };
        site.unwrap_or_else(|| vm.space.heap.birth_of(owner))
    }

    /// By which word a cell of many refers to another. Not in a full heap, which has no memory for
    /// the answers.
    fn word_of(&self, vm: &Vm, owner: CellRef, cell: CellRef) -> Option<usize> {
        let words = vm.space.heap.payload_words(owner);
        if words.len() <= MANY_WORDS || self.weights.is_some() {
            return None;
        }
        let mut last = self.last_owner.borrow_mut();
        if last.owner != Some(owner) {
            *last = Words { owner: Some(owner), first_of: FxHashMap::default() };
            for (i, word) in words.enumerate() {
                last.first_of.entry(word).or_insert(i);
            }
        }
        last.first_of.get(&cell.addr()).copied()
    }
}

/// Whether a cell is a suspended function of the library, which says nothing to a reader.
fn is_of_library(cell: CellRef) -> bool {
    let frame = Gc::<SuspendedFrame>::from_value(Value::cell(cell));
    frame.and_then(suspended_proto).is_some_and(|proto| is_library(proto))
}

impl Vm {
    /// Whether a cell refers to another, and does not just keep it as the key of a WeakMap.
    fn refers(&self, from: Option<CellRef>, to: CellRef) -> bool {
        let Some(from) = from else { return false };
        let mut tracer = self.space.heap.new_tracer();
        self.space.heap.trace_cell(from, &mut tracer);
        std::iter::from_fn(|| tracer.next_strong()).any(|cell| cell == to)
    }

    /// A way in words: the root's name apart, a step for each object of the program.
    pub(super) fn steps(&mut self, all: &Retaining, way: &[u32]) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        let (mut owner, mut from, mut site) = (None, None, 0);
        let mut scope = super::paths::Scope::default();
        let mut edge = String::new();
        for &node in way {
            let cell = all.nodes[node as usize].cell;
            if let Some(from) = from {
                let name = self.edge_name(owner, from, cell, &mut scope);
                if !name.is_empty() {
                    edge = name;
                }
            }
            let kept = all.kept_by(self, node);
            site = if kept != 0 { kept } else { site };
            scope.enter(cell);
            let before = from.replace(cell);
            if is_visible(cell) && !is_of_library(cell) {
                let named = !edge.is_empty();
                match before.map(Kind::of) {
                    Some(Kind::MapTable) if !named => edge.push_str("(key)"),
                    Some(kind) if !named && kind.is_object() && !self.refers(before, cell) => {
                        edge.push_str("(value in a WeakMap)");
                    }
                    _ => {}
                }
                owner = as_object(cell).map(|_| cell).or(owner);
                let what = self.cell_name(cell);
                steps.push(Step { edge: std::mem::take(&mut edge), what, site: std::mem::take(&mut site) });
            }
        }
        steps
    }
}

/// Weighing (`weights.rs`).
impl Retaining {
    /// Whether there is no more time.
    pub(super) fn is_spent(&self) -> bool {
        self.weights.as_ref().is_some_and(|weights| weights.spent)
    }

    /// A tracer for roots without names.
    pub(super) fn rest_tracer(&self, vm: &Vm) -> Tracer {
        let heap = &vm.space.heap;
        if self.weights.is_some() { heap.new_bounded_tracer(weights::MOST_RESTS) } else { heap.new_tracer() }
    }

    /// Weighs a cell that was reached just now; whether it gets a node. If it does not, all that it
    /// alone reaches is weighed with it.
    pub(super) fn weigh(&mut self, vm: &Vm, cell: CellRef, parent: u32, root: u32) -> bool {
        let Some(mut weights) = self.weights.take() else { return true };
        let mut bytes = weights.count(vm, cell, root);
        let has_node = self.nodes.len() < weights.most;
        if has_node {
            weights.own.push(bytes);
        } else {
            let mut below = std::mem::take(&mut weights.below);
            self.expand(vm, &mut weights, cell, &mut below);
            while let Some(child) = below.next_cell() {
                if weights.spent {
                    below = vm.space.heap.new_tracer();
                    break;
                }
                if weights::is_late(child) {
                    self.put_off(&mut weights, child, parent);
                } else if self.seen.insert(child) {
                    bytes += weights.count(vm, child, root);
                    self.expand(vm, &mut weights, child, &mut below);
                }
            }
            weights.below = below;
            let sum =
                if parent == NONE { &mut weights.loose[root as usize] } else { &mut weights.own[parent as usize] };
            *sum += bytes;
        }
        self.weights = Some(weights);
        has_node
    }

    /// Adds what a cell refers to, but for what it shares with others of its class, which is
    /// weighed later.
    fn expand(&mut self, vm: &Vm, weights: &mut Weights, cell: CellRef, below: &mut Tracer) {
        let waiting = self.waiting.remove(&cell).unwrap_or_default();
        waiting.into_iter().chain(weights.values_of(vm, cell)).for_each(|value| below.cell(value));
        let heap = &vm.space.heap;
        match Kind::of(cell) {
            Kind::Shape => {
                let mut shape = std::mem::take(&mut weights.shape);
                heap.trace_cell(cell, &mut shape);
                while let Some(child) = shape.next_cell() {
                    if is_shared(cell, child) {
                        self.put_off(weights, child, NONE);
                    } else {
                        below.cell(child);
                    }
                }
                weights.shape = shape;
            }
            _ => heap.trace_cell(cell, below),
        }
    }

    /// Leaves a cell that many share for later.
    pub(super) fn put_off(&mut self, weights: &mut Weights, cell: CellRef, parent: u32) {
        if self.late.len() < weights.most && !self.seen.contains(cell) && weights.met.insert(cell) {
            self.late.push((cell, parent));
        }
    }
}
