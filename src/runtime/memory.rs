//! Figures of the heap and of its collections.

use std::time::Duration;

use super::scope::State;
use crate::heap::{GcCycle, GcReason, HeapStats};
use crate::vm::Vm;

/// What a runtime's heap holds, and what its collector has done. Sizes in bytes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Memory {
    /// What objects take: those found alive by the last collection, and those made since.
    pub heap_used: usize,
    /// What the heap has of the system.
    pub heap_total: usize,
    /// What objects own outside of the heap.
    pub external: usize,
    /// The most that `heap_used` and `external` may be together.
    pub limit: usize,
    /// What was allocated since the runtime was made.
    pub allocated: u64,
    /// Collections so far.
    pub collections: u64,
    /// Those of them that looked at young objects alone.
    pub minor_collections: u64,
    /// The time for which collections stopped the program, in all.
    pub total_pause: Duration,
    /// The longest of these pauses.
    pub longest_pause: Duration,
}

impl Memory {
    pub(super) fn of(stats: HeapStats) -> Memory {
        Memory {
            heap_used: stats.heap_used,
            heap_total: stats.heap_total,
            external: stats.external,
            limit: stats.limit,
            allocated: stats.allocated_total,
            collections: stats.collections,
            minor_collections: stats.minor_collections,
            total_pause: stats.total_pause,
            longest_pause: stats.longest_pause,
        }
    }
}

/// A collection that has ended: what [`Runtime::on_collection`](crate::Runtime::on_collection)
/// tells. Sizes in bytes.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Collection {
    /// 1 for the first of the runtime.
    pub number: u64,
    /// Whether it looked at young objects alone.
    pub minor: bool,
    /// Whether somebody asked for it.
    pub requested: bool,
    /// When it began, since the runtime was made.
    pub at: Duration,
    /// Steps in which it stopped the program.
    pub steps: u32,
    /// The time of these steps in all.
    pub paused: Duration,
    /// The longest of them.
    pub longest_pause: Duration,
    /// What objects took before it.
    pub used_before: usize,
    /// What those took that it found alive or that were made meanwhile.
    pub used_after: usize,
}

type Callback = Box<dyn FnMut(&Collection)>;

/// Who hears of collections.
#[derive(Default)]
pub(super) struct Observer {
    callback: Option<Callback>,
}

impl Observer {
    pub fn set(&mut self, callback: Callback) {
        self.callback = Some(callback);
    }

    fn tell(&mut self, cycle: &GcCycle) {
        if let Some(callback) = &mut self.callback {
            callback(&Collection {
                number: cycle.number,
                minor: cycle.minor,
                requested: cycle.reason == GcReason::Requested,
                at: cycle.at,
                steps: cycle.steps.count,
                paused: cycle.steps.total,
                longest_pause: cycle.steps.longest,
                used_before: cycle.used_before,
                used_after: cycle.used_after,
            });
        }
    }
}

/// The machine's hook: a collection has ended.
pub(super) fn collected(vm: &mut Vm, cycle: &GcCycle) {
    if let Some(state) = vm.try_state::<State>() {
        state.observer.tell(cycle);
    }
}
