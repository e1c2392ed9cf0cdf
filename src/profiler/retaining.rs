//! What keeps every cell: the shortest way to each from something that the program can name.
//!
//! Roots are asked in the order in which a reader looks for a reason: variables of scripts, what
//! running functions see, timers and other tasks, and last what has no name of its own. All that is
//! reached from the first of them by one step comes before all that is two steps away (a search in
//! breadth). Shapes and code, by which objects reach their prototypes and all of the library, are
//! gone through only for what nothing else reaches.
//!
//! Invariant: nothing is written to the heap and no script code runs. The order of what is found
//! depends on the program alone, never on addresses.

use rustc_hash::FxHashMap;

use super::cells::{as_object, is_visible};
use super::roots::{key_text, register_label, suspended_proto};
use super::sites::{file_of, is_library};
use crate::bytecode::FunctionKind;
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

/// What a root is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RootKind {
    /// A variable of a script, or a property of the global object.
    Global,
    /// A variable of a running function.
    Local,
    /// A timer, or another task that waits.
    Task,
    /// Something without a name.
    Other,
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
    seen: CellSet,
    /// Values of WeakMaps whose keys are not reached yet, by key.
    waiting: FxHashMap<CellRef, Vec<CellRef>>,
    /// The node of each cell, once there are such values.
    index: FxHashMap<CellRef, u32>,
    /// Shapes and code that were met, for later.
    put_off: Vec<(CellRef, u32)>,
}

/// How roots are looked through.
#[derive(Default)]
pub struct Search {
    /// Roots beside the machine's own, by what they are called.
    pub more: Vec<(&'static str, Value)>,
    /// Variables of running functions come after all that can be reached from other named roots:
    /// whoever asks what keeps a value may well have a variable for it.
    pub locals_last: bool,
}

impl Retaining {
    /// Searches a machine's heap.
    pub fn of(vm: &Vm, search: &Search) -> Retaining {
        let mut all = Retaining::default();
        let mut tracer = vm.space.heap.new_tracer();
        // They hold all globals: each of these is a root of its own.
        all.seen.insert(vm.realm.global.cell());
        all.seen.insert(vm.realm.lexicals.cell());
        all.globals(vm);
        if !search.locals_last {
            all.frames(vm);
        }
        for (label, value) in &search.more {
            all.root(vm, (*label).into(), RootKind::Other, *value, None);
        }
        vm.state_holders(&mut |label, value| all.root(vm, label.into(), RootKind::Task, value, None));
        for task in vm.microtasks.iter() {
            task.trace(&mut tracer, &mut [0; 3]);
            all.gathered(&mut tracer, "a promise job that waits");
        }
        if !search.locals_last {
            all.natives(vm, "a value that a builtin function works on");
        }
        all.follow(vm, &mut tracer, 0);
        if search.locals_last {
            let first = all.nodes.len();
            all.frames(vm);
            all.natives(vm, "code that waits for this");
            all.follow(vm, &mut tracer, first);
        }
        vm.trace_all_roots(&mut tracer);
        all.seen.remove(vm.realm.global.cell());
        all.seen.remove(vm.realm.lexicals.cell());
        all.gathered(&mut tracer, "the engine");
        let first = all.nodes.len();
        all.follow(vm, &mut tracer, first);
        loop {
            let put_off = std::mem::take(&mut all.put_off);
            if put_off.is_empty() {
                return all;
            }
            let first = all.nodes.len();
            for (cell, parent) in put_off {
                all.reach(cell, parent, all.nodes[parent as usize].root);
            }
            all.follow(vm, &mut tracer, first);
        }
    }

    fn root(&mut self, vm: &Vm, label: String, kind: RootKind, value: Value, site: Option<u32>) {
        let Some(cell) = value.as_cell() else { return };
        let site = site.unwrap_or_else(|| vm.space.heap.birth_of(cell));
        let root = self.roots.len() as u32;
        if self.reach(cell, NONE, root) {
            self.roots.push(Root { label, kind, site });
        }
    }

    fn natives(&mut self, vm: &Vm, label: &str) {
        for value in vm.native_roots() {
            self.root(vm, label.into(), RootKind::Other, *value, None);
        }
    }

    fn gathered(&mut self, tracer: &mut Tracer, label: &str) {
        let root = self.roots.len() as u32;
        self.roots.push(Root { label: label.into(), kind: RootKind::Other, site: 0 });
        let first = self.nodes.len();
        while let Some(cell) = tracer.next_cell() {
            self.reach(cell, NONE, root);
        }
        // The tracer gives the newest first.
        self.nodes[first..].reverse();
    }

    fn reach(&mut self, cell: CellRef, parent: u32, root: u32) -> bool {
        let new = self.seen.insert(cell);
        if new {
            let node = self.nodes.len() as u32;
            self.nodes.push(Node { cell, parent, root });
            if !self.index.is_empty() {
                self.index.insert(cell, node);
                for value in self.waiting.remove(&cell).unwrap_or_default() {
                    self.reach(value, node, root);
                }
            }
        }
        new
    }

    /// A WeakMap has this entry: its key, once it is reached, keeps the value.
    fn entry(&mut self, key: CellRef, value: CellRef) {
        if self.index.is_empty() {
            self.index = self.nodes.iter().enumerate().map(|(node, at)| (at.cell, node as u32)).collect();
        }
        match self.index.get(&key) {
            Some(&node) => _ = self.reach(value, node, self.nodes[node as usize].root),
            None => self.waiting.entry(key).or_default().push(value),
        }
    }

    /// Follows what the nodes from this one on refer to, and what is found on the way.
    fn follow(&mut self, vm: &Vm, tracer: &mut Tracer, first: usize) {
        let mut at = first;
        let mut children = Vec::new();
        while let Some(&Node { cell, root, .. }) = self.nodes.get(at) {
            vm.space.heap.trace_cell(cell, tracer);
            while let Some(child) = tracer.next_strong() {
                children.push(child);
            }
            while let Some((key, value)) = tracer.next_ephemeron() {
                self.entry(key, value);
            }
            for child in children.drain(..).rev() {
                let skipped = matches!(Kind::of(child), Kind::Shape | Kind::Code);
                if skipped && !matches!(Kind::of(cell), Kind::Shape | Kind::Code) {
                    if !self.seen.contains(child) {
                        self.put_off.push((child, at as u32));
                    }
                } else {
                    self.reach(child, at as u32, root);
                }
            }
            at += 1;
        }
    }

    fn globals(&mut self, vm: &Vm) {
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
                self.root(vm, key_text(key), RootKind::Global, slot.get(), site);
            });
        }
    }

    fn frames(&mut self, vm: &Vm) {
        for (index, frame) in vm.frames().iter().enumerate() {
            let proto = frame.code.proto();
            // What the library works on is nobody's variable.
            if is_library(proto) {
                continue;
            }
            let above = vm.frames().get(index + 1).map_or(vm.stack.top, |next| next.base);
            for slot in frame.base + 2..frame.end().min(above) {
                let value = vm.stack.get(slot);
                let name = register_label(proto, (slot - frame.base) as u16);
                let label = match proto.kind {
                    FunctionKind::TopLevel => name,
                    _ => format!("{name} in {} ({})", super::roots::function_name(proto), file_of(proto)),
                };
                self.root(vm, label, RootKind::Local, value, None);
            }
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
        writer(vm, owner, Value::cell(cell)).unwrap_or_else(|| vm.space.heap.birth_of(owner))
    }
}

/// Whether a cell is a suspended function of the library, which says nothing to a reader.
fn is_of_library(cell: CellRef) -> bool {
    let frame = Gc::<SuspendedFrame>::from_value(Value::cell(cell));
    frame.and_then(suspended_proto).is_some_and(|proto| is_library(proto))
}

/// The site that wrote a reference into a cell after that was born.
fn writer(vm: &Vm, owner: CellRef, value: Value) -> Option<u32> {
    let heap = &vm.space.heap;
    // What has its references elsewhere tells the last one.
    let word = heap.word_that_holds(owner, value.as_cell()?).unwrap_or(0);
    Some(heap.writer_of(owner, word)).filter(|&site| site != 0)
}

/// A step of a way, as it is told.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What leads to it: a variable, a property; empty if there is no name for it.
    pub edge: String,
    /// What it is.
    pub what: String,
    /// The site that wrote the reference; 0 if none is known.
    pub site: u32,
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
