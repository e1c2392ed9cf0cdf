//! Entries of collections, with the kinds and flags of Node
//! (<https://nodejs.org/docs/latest-v20.x/api/perf_hooks.html>, "Garbage Collection ('gc')
//! Details").
//!
//! Of a cycle that collects all there is one entry of kind MAJOR: the whole of it when it stopped
//! the program once, and its last step when it had several; the steps before are one entry of kind
//! INCREMENTAL. V8 tells the same of its incremental marking and the stop that ends it, so MAJOR
//! counts full cycles under every collector, and the durations of both together are the time that
//! the program stood still. A minor cycle is one entry of kind MINOR, with the time of all of its
//! steps. An epoch of reference counting is a MAJOR one, as `--trace-gc` has it. Nothing here
//! corresponds to WEAKCB: weak references are forgotten inside a cycle, and the callbacks of
//! finalization registries are tasks.
//!
//! `startTime` is read off the program's clock, virtual or not. `duration` is always the time that
//! the collector took on the machine, as in the lines of `--trace-gc`: on a virtual clock, which
//! stands still meanwhile, there would be nothing to see.

use std::time::Duration;

use super::entry::{self, EntryType, New};
use super::observer;
use crate::event_loop::Collection;
use crate::heap::GcReason;
use crate::objects::{Value, attributes};
use crate::vm::{Cx, Intrinsic, Rooted, Vm};

/// `perf_hooks.constants.NODE_PERFORMANCE_GC_MINOR`: a collection of young objects.
const MINOR: i32 = 1;
/// `NODE_PERFORMANCE_GC_MAJOR`: a collection of all objects, or the step that ends one.
const MAJOR: i32 = 4;
/// `NODE_PERFORMANCE_GC_INCREMENTAL`: the steps of a collection of all objects before its last.
const INCREMENTAL: i32 = 8;
/// `NODE_PERFORMANCE_GC_WEAKCB`: never seen here.
const WEAKCB: i32 = 16;
/// `NODE_PERFORMANCE_GC_FLAGS_NO`
const FLAGS_NO: i32 = 0;
/// `NODE_PERFORMANCE_GC_FLAGS_FORCED`: the program asked for it.
const FLAGS_FORCED: i32 = 4;
/// `NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE`: the heap is at its limit.
const FLAGS_ALL_AVAILABLE_GARBAGE: i32 = 16;

/// `perf_hooks.constants`, in Node's order; the flags without a meaning here are those of V8.
pub(super) const CONSTANTS: [(&str, i32); 11] = [
    ("NODE_PERFORMANCE_GC_MAJOR", MAJOR),
    ("NODE_PERFORMANCE_GC_MINOR", MINOR),
    ("NODE_PERFORMANCE_GC_INCREMENTAL", INCREMENTAL),
    ("NODE_PERFORMANCE_GC_WEAKCB", WEAKCB),
    ("NODE_PERFORMANCE_GC_FLAGS_NO", FLAGS_NO),
    ("NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED", 2),
    ("NODE_PERFORMANCE_GC_FLAGS_FORCED", FLAGS_FORCED),
    ("NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING", 8),
    ("NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE", FLAGS_ALL_AVAILABLE_GARBAGE),
    ("NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY", 32),
    ("NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE", 64),
];

/// Tells the observers of collections what the collector did: the event loop's hook.
pub fn tell(vm: &mut Vm, collections: &[Collection]) {
    vm.with_cx(|cx| {
        if !observer::is_observed(cx, EntryType::Gc) {
            return;
        }
        for collection in collections {
            let mark = cx.mark();
            for part in parts(collection).into_iter().flatten() {
                let entry = make(cx, &part);
                observer::enqueue(cx, entry, EntryType::Gc);
            }
            cx.release(mark);
        }
    });
}

/// What becomes an entry.
#[derive(Debug, PartialEq)]
struct Part {
    kind: i32,
    flags: i32,
    start: Duration,
    duration: Duration,
}

fn parts(collection: &Collection) -> [Option<Part>; 2] {
    let Collection { cycle, at, last_step_at } = collection;
    let flags = match cycle.reason {
        GcReason::Requested => FLAGS_FORCED,
        GcReason::LastResort => FLAGS_ALL_AVAILABLE_GARBAGE,
        GcReason::Allocation | GcReason::Stress => FLAGS_NO,
    };
    let part = |kind, start, duration| Some(Part { kind, flags, start, duration });
    let total = cycle.steps.total;
    if cycle.minor {
        return [part(MINOR, *at, total), None];
    }
    if cycle.steps.count <= 1 {
        return [part(MAJOR, *at, total), None];
    }
    let before = total.saturating_sub(cycle.pause);
    [part(INCREMENTAL, *at, before), part(MAJOR, *last_step_at, cycle.pause)]
}

fn make(cx: &mut Cx<'_>, part: &Part) -> Rooted {
    let shape = cx.shape(Intrinsic::PerformanceNodeEntryPrototype);
    let mut leaf = cx.leaf();
    let detail = leaf.new_plain_object();
    for (name, number) in [("kind", part.kind), ("flags", part.flags)] {
        let key = leaf.key(name);
        leaf.put_named(detail, key, Value::int(number), attributes::ALL);
    }
    let (name, detail) = (leaf.intern(EntryType::Gc.name()).value(), detail.value());
    let (name, detail) = (cx.root(name), cx.root(detail));
    let millis = |time: Duration| time.as_nanos() as f64 / 1e6;
    let (start, duration) = (millis(part.start), millis(part.duration));
    entry::make(cx, shape, &New { of: EntryType::Gc, name, start, duration, detail })
}
