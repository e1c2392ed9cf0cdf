//! The roots of a snapshot: a node for each group of them, below `(GC roots)`.
//!
//! Invariant: the same roots come in the same order as long as the machine stands still.

use super::names::Names;
use crate::heap::CellRef;
use crate::objects::Value;
use crate::vm::Vm;

/// How the edge from a group to a cell is named.
#[derive(Clone, Copy)]
pub enum RootName {
    /// By a string.
    Text(u32),
    /// By its place in the group.
    Place,
}

const STACK: usize = 0;
const NATIVES: usize = 1;
const JOBS: usize = 2;
const FIXED: [&str; 3] = ["(Stack roots)", "(Handle scope)", "(Micro tasks)"];
/// All of them: last, for the others say more.
const ALL: &str = "(Strong roots)";

/// The groups of roots.
pub struct Groups {
    /// Their names.
    pub names: Vec<u32>,
    labels: Vec<&'static str>,
    /// Names of the running functions' registers, the innermost last.
    registers: Vec<Box<[u32]>>,
}

impl Groups {
    /// The groups of a machine.
    pub fn new(vm: &Vm, names: &mut Names<'_>) -> Groups {
        let mut groups = Groups { names: Vec::new(), labels: Vec::new(), registers: Vec::new() };
        vm.state_holders(&mut |label, _| {
            if !groups.labels.contains(&label) {
                groups.labels.push(label);
            }
        });
        groups.names = FIXED.iter().map(|name| names.text(name)).collect();
        let labels = groups.labels.clone();
        groups.names.extend(labels.iter().map(|label| names.text(&format!("({label})"))));
        groups.names.push(names.text(ALL));
        for frame in vm.frames() {
            let count = (frame.end() - frame.base) as u16;
            groups.registers.push((0..count).map(|at| names.register(frame.code.proto(), at, true)).collect());
        }
        groups
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.names.len()
    }

    /// Visits the roots of a group.
    pub fn visit(&self, vm: &Vm, group: usize, visit: &mut dyn FnMut(RootName, CellRef)) {
        let mut value = |name, value: Value| {
            if let Some(cell) = value.as_cell() {
                visit(name, cell);
            }
        };
        match group {
            STACK => self.frames(vm, &mut value),
            NATIVES => vm.native_roots().iter().for_each(|root| value(RootName::Place, *root)),
            JOBS => {
                let mut tracer = vm.space.heap.new_tracer();
                for task in vm.microtasks.iter() {
                    task.trace(&mut tracer, &mut [0; 3]);
                    while let Some(cell) = tracer.next_cell() {
                        visit(RootName::Place, cell);
                    }
                }
            }
            _ if group + 1 == self.count() => {
                let mut tracer = vm.space.heap.new_tracer();
                vm.trace_all_roots(&mut tracer);
                // Some come out of tables whose order changes from run to run.
                let mut cells: Vec<CellRef> = std::iter::from_fn(|| tracer.next_cell()).collect();
                cells.sort_unstable();
                cells.dedup();
                cells.into_iter().for_each(|cell| visit(RootName::Place, cell));
            }
            _ => {
                let own = self.labels[group - FIXED.len()];
                vm.state_holders(&mut |label, held| {
                    if label == own {
                        value(RootName::Place, held);
                    }
                });
            }
        }
    }

    fn frames(&self, vm: &Vm, value: &mut dyn FnMut(RootName, Value)) {
        for (index, frame) in vm.frames().iter().enumerate() {
            let above = vm.frames().get(index + 1).map_or(vm.stack.top, |next| next.base);
            for slot in frame.base..frame.end().min(above) {
                value(RootName::Text(self.registers[index][slot - frame.base]), vm.stack.get(slot));
            }
        }
    }
}
