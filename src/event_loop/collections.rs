//! What observers of collections hear: the cycles that the heap keeps while it is watched, dated by
//! the program's clock.
//!
//! They are told between tasks, before the immediates of a turn, where Node has the native
//! immediates that do it; like those they don't keep the program running. A virtual clock may jump
//! before that, so cycles are dated before the loop waits.

use std::time::Duration;

use super::EventLoop;
use crate::heap::GcCycle;
use crate::vm::Vm;

/// A cycle of the collector, and when it was by the program's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Collection {
    /// The cycle.
    pub cycle: GcCycle,
    /// When it began.
    pub at: Duration,
    /// When its last step began.
    pub last_step_at: Duration,
}

/// Dates the cycles that ended since the last call.
pub(super) fn date(vm: &mut Vm) {
    let cycles = vm.space.heap.take_cycles();
    if cycles.is_empty() {
        return;
    }
    let moments: Vec<_> =
        cycles.iter().map(|cycle| (vm.space.heap.moment(cycle.at), vm.space.heap.moment(cycle.last_step_at))).collect();
    let state = vm.state::<EventLoop>();
    for (cycle, (at, last_step_at)) in cycles.into_iter().zip(moments) {
        let (at, last_step_at) = (state.clock.time_of(at), state.clock.time_of(last_step_at));
        state.collections.push(Collection { cycle, at, last_step_at });
    }
}

/// Tells the hook of them.
pub(super) fn tell(vm: &mut Vm) {
    date(vm);
    let state = vm.state::<EventLoop>();
    if state.collections.is_empty() {
        return;
    }
    let (collections, hook) = (std::mem::take(&mut state.collections), state.hooks.collections);
    hook(vm, &collections);
}
