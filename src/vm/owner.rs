//! What the profiler reads: from a heap back to the machine that owns it, and what that machine
//! holds.

use super::{Frame, Vm};
use crate::heap::{Heap, Tracer};
use crate::objects::{Gc, Object, Value};

/// Looks at the frames of the machine at this address, in the middle of an allocation or a write,
/// the innermost last, and at the label of what it does. `None` when there is no machine.
pub(crate) fn with_frames<R>(owner: usize, look: impl FnOnce(&[Frame], u32) -> R) -> Option<R> {
    let vm = std::ptr::with_exposed_provenance::<Vm>(owner);
    if vm.is_null() {
        return None;
    }
    // SAFETY: `Vm::new` gave the heap its own address. The interpreter, which is in the middle of
    // an allocation, writes its frames only between instructions; they and their code, a root,
    // stand still here, and nothing else of the VM is read but a number.
    unsafe {
        let frames = &(*vm).frames;
        Some(look(frames, (*vm).hooks.label.unwrap_or(0)))
    }
}

/// The machine that owns a heap. The caller ends the process afterwards: the machine may be in the
/// middle of anything.
pub(crate) fn of_heap(heap: &mut Heap) -> Option<&mut Vm> {
    if heap.owner == 0 {
        return None;
    }
    let vm = std::ptr::with_exposed_provenance_mut::<Vm>(heap.owner);
    // SAFETY: `Vm::new` gave the heap its own address, and the VM outlives its heap. Whatever
    // functions hold it now never go on: the process is at its end. What they may have left half
    // done is not read: cells are reachable only once they are written.
    Some(unsafe { &mut *vm })
}

impl Vm {
    /// The running frames, the innermost last.
    pub(crate) fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// What native functions have rooted.
    pub(crate) fn native_roots(&self) -> &[Value] {
        &self.native_roots
    }

    /// Properties that globalThis had before the first script.
    pub(crate) fn builtin_globals(&self) -> usize {
        self.builtin_globals
    }

    /// From now on the code that runs may have a label.
    pub(crate) fn use_labels(&mut self) {
        self.hooks.label.get_or_insert(0);
    }

    /// The label of a context: the last property of the record that it is.
    #[cold]
    #[inline(never)]
    pub(super) fn label_of(&self, context: Value) -> u32 {
        let Some(record) = Gc::<Object>::from_value(context) else { return 0 };
        let shape = self.space.shape_of(record);
        let mut label = 0;
        shape.for_each(|_, property| {
            label = record.slot(shape, property.slot).1.get().as_int().unwrap_or(0);
        });
        u32::try_from(label).unwrap_or(0)
    }

    /// What the states of the layers above hold, by name.
    pub(crate) fn state_holders(&self, visit: &mut dyn FnMut(&'static str, Value)) {
        for state in &self.states {
            (state.holders)(&*state.state, visit);
        }
    }

    /// Every root.
    pub(crate) fn trace_all_roots(&self, tracer: &mut Tracer) {
        self.trace_roots(tracer, self.stack.top);
    }
}
