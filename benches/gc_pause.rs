//! The longest stop of a program by collector and number of live objects, in heaps that scripts
//! made: records in a tree (as in the bench `heap`, where cells have no types), records in one
//! array, closures with their scopes, and strings as keys and values of a Map. While scripts change
//! something, one major collection after the other runs, in one go or in steps; measured is the
//! longest step of each, or sweep by allocation if that is longer, in processor time: a maximum
//! must not tell of what else the machine does.
//!
//! `cargo bench --bench gc_pause`; a part of it by a word of its name (`-- closures`,
//! `-- 'tree, incremental'`). Ten million records take half a gigabyte.

use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use glassheap::internals::engine::{Engine, EngineOptions, THREAD_STACK_BYTES};
use glassheap::internals::heap::{GcMode, GcReason, HeapConfig};

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

/// The collectors, by their names on the command line.
const MODES: [(&str, GcMode); 3] = [
    ("stop-the-world", GcMode::StopTheWorld),
    ("incremental", GcMode::Incremental),
    ("generational", GcMode::Generational),
];

/// Something for the collector to do while the program runs: most records die, every fourth takes
/// the place of an older one.
const CHURN: &str = "{ for (let i = 0; i < 20000; i++) { const record = { id: i, next: { value: i } };
    if (i % 4 === 0) recent[place = (place + 7919) % places] = record; } }";

/// A runtime in which `script` has run.
fn runtime(script: &str, count: u32, mode: GcMode) -> Engine {
    let heap = HeapConfig { max_bytes: 8 << 30, mode, record_pauses: true, ..HeapConfig::default() };
    let mut runtime = Engine::new(EngineOptions { heap, ..EngineOptions::default() });
    evaluate(&mut runtime, &format!("{{ const count = {count}; {script} }}"));
    let places = (count / 4).max(1024);
    evaluate(&mut runtime, &format!("var recent = new Array({places}), places = {places}, place = 0;"));
    runtime.vm().collect_garbage(GcReason::Requested);
    runtime
}

fn evaluate(runtime: &mut Engine, text: &str) {
    assert!(runtime.eval_script("bench.js", text).is_ok(), "the script runs");
}

/// Major collections so far.
fn majors(runtime: &mut Engine) -> u64 {
    let stats = runtime.vm().space.heap.stats();
    stats.collections - stats.minor_collections
}

/// The longest stop of the program from the end of one major collection to the end of the next.
fn longest_stop(runtime: &mut Engine) -> Duration {
    runtime.vm().space.heap.take_pauses();
    let before = majors(runtime);
    while majors(runtime) == before {
        evaluate(runtime, CHURN);
    }
    runtime.vm().space.heap.take_pauses().iter().map(|pause| pause.work).max().unwrap_or_default()
}

fn pauses(c: &mut Criterion) {
    for ((name, script), (collector, mode)) in SHAPES.iter().flat_map(|shape| MODES.map(|mode| (shape, mode))) {
        let mut group = c.benchmark_group(format!("longest stop, {name}, {collector}"));
        group.sample_size(10);
        for count in COUNTS {
            // Ten million are for the plainest shape alone: the others would take gigabytes.
            if count > 1_000_000 && *name != SHAPES[0].0 {
                continue;
            }
            let mut runtime = None;
            group.bench_function(BenchmarkId::from_parameter(count), |bencher| {
                // Only the benches that were asked for make their heap.
                let runtime = runtime.get_or_insert_with(|| self::runtime(script, count, mode));
                bencher.iter_custom(|times| {
                    let sum: Duration = (0..times).map(|_| longest_stop(runtime)).sum();
                    sum.max(Duration::from_nanos(1))
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
