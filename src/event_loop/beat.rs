//! Something that is done at even times of the program's clock, between tasks: samples of its heap.
//!
//! Virtual time stops at each of them before it goes on to the next task, so a sample is taken at
//! exactly its time, however the program's timers lie.

use super::EventLoop;
use crate::vm::Vm;

/// What is done, and when.
#[derive(Clone, Copy)]
pub struct Beat {
    /// Milliseconds between two.
    pub every: u64,
    /// When the next is due.
    pub next: u64,
    /// What is done, given the time that it was due.
    pub call: fn(&mut Vm, u64),
}

/// Does what is due before the clock goes on to `until`, to which virtual time jumps.
pub(super) fn run_until(vm: &mut Vm, until: u64) {
    loop {
        let state = vm.state::<EventLoop>();
        let is_virtual = state.clock.is_virtual();
        let now = state.now();
        let Some(beat) = &mut state.beat else { return };
        let due = beat.next;
        if due > if is_virtual { until.max(now) } else { now } || due == u64::MAX {
            return;
        }
        beat.next = due.saturating_add(beat.every);
        let call = beat.call;
        if is_virtual {
            state.clock.jump_to(due);
        }
        call(vm, due);
    }
}
