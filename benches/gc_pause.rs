//! The pause of a collection by number of live objects, in heaps that scripts made: records in a tree (as in the bench `heap`, where cells have no types), records in one
//! array, closures with their scopes, and strings as keys and values of a Map.
//!
//! `cargo bench --bench gc_pause`; a part of it by a word of its name (`-- closures`). Ten million records take half a gigabyte.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput};
use glassheap::heap::{GcReason, HeapConfig};
use glassheap::runtime::{Runtime, RuntimeOptions, THREAD_STACK_BYTES};

/// A name, and a script that keeps `count` objects alive.
const SHAPES: [(&str, &str); 4] = [
    (
        "records in a tree",
        "const make = (n) => n < 1 ? null : { left: make((n - 1) >> 1), right: make(n - 1 - ((n - 1) >> 1)), value: n };
         globalThis.kept = make(count);",
    ),
    (
        "records in an array",
        "globalThis.kept = []; for (let i = 0; i < count; i++) kept.push({ id: i, next: kept[i >> 1], value: 1.5 });",
    ),
    ("closures", "globalThis.kept = []; for (let i = 0; i < count / 2; i++) kept.push(() => i);"),
    (
        "strings in a Map",
        "globalThis.kept = new Map(); for (let i = 0; i < count / 2; i++) kept.set('key ' + i, 'value ' + i);",
    ),
];
const COUNTS: [u32; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

/// A runtime in which `script` has run.
fn runtime(script: &str, count: u32) -> Runtime {
    let heap = HeapConfig { max_bytes: 8 << 30, ..HeapConfig::default() };
    let mut runtime = Runtime::new(RuntimeOptions { heap, ..RuntimeOptions::default() });
    let text = format!("{{ const count = {count}; {script} }}");
    assert!(runtime.eval_script("bench.js", &text).is_ok(), "the script runs");
    runtime
}

fn pauses(c: &mut Criterion) {
    for (name, script) in SHAPES {
        let mut group = c.benchmark_group(format!("pause, {name}"));
        group.sample_size(10);
        for count in COUNTS {
            // Ten million are for the plainest shape alone: the others would take gigabytes.
            if count > 1_000_000 && name != SHAPES[0].0 {
                continue;
            }
            let mut runtime = runtime(script, count);
            group.throughput(Throughput::Elements(u64::from(count)));
            group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
                bencher.iter_custom(|times| {
                    let vm = runtime.vm();
                    let before = vm.space.heap.stats().total_pause;
                    for _ in 0..times {
                        vm.collect_garbage(GcReason::Requested);
                        vm.space.heap.finish_sweep();
                    }
                    (vm.space.heap.stats().total_pause - before).max(Duration::from_nanos(1))
                });
            });
        }
        group.finish();
    }
}

/// Runtimes want a deep stack, and Criterion stays on its thread: both live on one of their own.
fn main() {
    let run = || {
        let mut criterion = Criterion::default().configure_from_args();
        pauses(&mut criterion);
        criterion.final_summary();
    };
    let thread = std::thread::Builder::new().stack_size(THREAD_STACK_BYTES).spawn(run);
    thread.expect("a thread can be started").join().expect("the benches run");
}
