//! Questions to a heap that was collected just now: how many objects a class has, what one object
//! keeps alive, what keeps it.
//!
//! Invariant: nothing is written to the heap and no script code runs.

use rustc_hash::FxHashMap;

use super::places::{Path, path_of};
use super::retaining::{NONE, Node, Retaining, RootKind, Search};
use super::roots::key_text;
use super::sites::Sites;
use crate::heap::{CellRef, CellSet, Heap, Tracer};
use crate::objects::{Brand, Gc, Host, Object, Shape, Value};
use crate::vm::Vm;

/// Bytes and cells.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Sum {
    /// Bytes of cells, rounded to their size classes.
    pub bytes: u64,
    /// Bytes that they own outside of the heap.
    pub external: u64,
    /// Cells.
    pub cells: u64,
}

impl Sum {
    fn add(&mut self, heap: &Heap, cell: CellRef) {
        let bytes = heap.cell_bytes(cell);
        self.bytes += bytes as u64;
        self.external += (heap.cell_footprint(cell) - bytes) as u64;
        self.cells += 1;
    }
}

/// All cells that there are.
pub fn whole(vm: &mut Vm) -> Sum {
    let mut cells = Vec::new();
    vm.space.heap.for_each_cell(|cell, _| cells.push(cell));
    let mut sum = Sum::default();
    cells.into_iter().for_each(|cell| sum.add(&vm.space.heap, cell));
    sum
}

/// What can be reached, without what the engine keeps for speed alone and would make again: shapes
/// that no object has, what shapes know of their children, programs of regular expressions.
pub fn needed(vm: &Vm) -> Sum {
    let mut walk = Walk { needs_alone: true, ..Walk::new(vm) };
    let mut sum = Sum::default();
    let mut tracer = vm.space.heap.new_tracer();
    vm.trace_all_roots(&mut tracer);
    walk.follow(&mut tracer, &mut sum);
    sum
}

/// Objects whose prototype is this one, or, with `subclasses`, that have it on their chain of
/// prototypes. The prototypes of classes are none themselves.
pub fn instances(vm: &mut Vm, prototype: Gc<Object>, subclasses: bool) -> u64 {
    let mut objects = Vec::new();
    vm.space.heap.for_each_cell(|cell, _| objects.extend(super::cells::as_object(cell)));
    let is_below = |object: Gc<Object>| {
        let above = |object: Gc<Object>| Gc::<Object>::from_value(vm.space.proto_of(object));
        let mut chain = std::iter::successors(above(object), |&object| above(object));
        if subclasses { chain.any(|object| object == prototype) } else { chain.next() == Some(prototype) }
    };
    let is_prototype = |object: Gc<Object>| {
        let class = own_value(vm, object, "constructor").and_then(Gc::<Object>::from_value);
        class.and_then(|class| own_value(vm, class, "prototype")).is_some_and(|value| value == object.value())
    };
    objects.into_iter().filter(|&object| is_below(object) && !is_prototype(object)).count() as u64
}

/// The value of an object's own data property.
fn own_value(vm: &Vm, object: Gc<Object>, name: &str) -> Option<Value> {
    let shape = vm.space.shape_of(object);
    let mut found = None;
    shape.for_each(|key, property| {
        if found.is_none() && key_text(key) == name {
            found = Some(object.slot(shape, property.slot).1.get());
        }
    });
    found
}

/// What would be freed if nothing referred to a cell any more: the cell, and all to which every way
/// from the roots leads through it.
pub fn retained(vm: &mut Vm, cell: CellRef) -> Sum {
    let mut walk = Walk { left_out: Some(cell), ..Walk::new(vm) };
    // It is not gone through: what is reached nevertheless is kept by something else.
    walk.seen.insert(cell);
    let mut tracer = vm.space.heap.new_tracer();
    vm.trace_all_roots(&mut tracer);
    walk.follow(&mut tracer, &mut Sum::default());
    walk.left_out = None;
    let mut sum = Sum::default();
    walk.enter(cell, &mut tracer, &mut sum);
    walk.follow(&mut tracer, &mut sum);
    sum
}

/// A walk over all that can be reached.
struct Walk<'a> {
    heap: &'a Heap,
    seen: CellSet,
    /// Values of WeakMaps whose keys are not reached yet, by key.
    waiting: FxHashMap<CellRef, Vec<CellRef>>,
    /// It counts as not reached.
    left_out: Option<CellRef>,
    /// What is kept for speed alone is neither gone through nor counted.
    needs_alone: bool,
}

impl<'a> Walk<'a> {
    fn new(vm: &'a Vm) -> Walk<'a> {
        let heap = &vm.space.heap;
        Walk { heap, seen: CellSet::default(), waiting: FxHashMap::default(), left_out: None, needs_alone: false }
    }

    /// Counts a cell, and shows what it refers to.
    fn look(&self, cell: CellRef, tracer: &mut Tracer, sum: &mut Sum) {
        let value = Value::cell(cell);
        match Gc::<Shape>::from_value(value) {
            Some(shape) if self.needs_alone && !shape.is_unique() => {
                sum.bytes += self.heap.cell_bytes(cell) as u64;
                sum.cells += 1;
                return shape.trace_without_children(tracer);
            }
            None if self.needs_alone && Host::of(value, Brand::RegExpProgram).is_some() => {}
            _ => sum.add(self.heap, cell),
        }
        self.heap.trace_cell(cell, tracer);
    }

    fn enter(&mut self, cell: CellRef, tracer: &mut Tracer, sum: &mut Sum) {
        self.look(cell, tracer, sum);
        for value in self.waiting.remove(&cell).unwrap_or_default() {
            self.reach(value, tracer, sum);
        }
    }

    fn reach(&mut self, cell: CellRef, tracer: &mut Tracer, sum: &mut Sum) {
        if self.seen.insert(cell) {
            self.enter(cell, tracer, sum);
        }
    }

    fn follow(&mut self, tracer: &mut Tracer, sum: &mut Sum) {
        loop {
            if let Some(cell) = tracer.next_strong() {
                self.reach(cell, tracer, sum);
            } else if let Some((key, value)) = tracer.next_ephemeron() {
                if self.seen.contains(key) && self.left_out != Some(key) {
                    self.reach(value, tracer, sum);
                } else {
                    self.waiting.entry(key).or_default().push(value);
                }
            } else {
                return;
            }
        }
    }
}

/// The way by which a cell is kept; `None` if nothing does but whoever asks.
pub fn path_to(vm: &mut Vm, cell: CellRef) -> Option<Path> {
    let all = Retaining::of(vm, &Search { locals_last: true, ..Search::default() });
    let node = all.nodes.iter().position(|node| node.cell == cell)? as u32;
    let Node { parent, root, .. } = all.nodes[node as usize];
    if parent == NONE && all.roots[root as usize].kind == RootKind::Other {
        return None;
    }
    let sites = vm.state_ref::<Sites>().cloned().unwrap_or_default();
    Some(path_of(vm, &all, &sites, node))
}
