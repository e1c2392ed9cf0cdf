//! The heap alone, with a mini set of kinds: the longest stop of each collector by number of live
//! cells, marking, allocation and sweep throughput.
//!
//! `cargo bench --bench heap`; a part of it by a word of its name (`-- pause`). The largest pauses
//! are of ten million cells, for which half a gigabyte must be free.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use glassheap::internals::heap::{
    CellRef, GcMode, GcPhase, GcReason, HEADER_BYTES, Heap, HeapConfig, KindInfo, Tracer, trace_nothing,
};

/// An object of five words, of which three may be references: a shape's word, a slot cell's, and
/// `{left, right, value}`.
const OBJECT: u8 = 0;
/// Bytes without references, `data` of them.
const BYTES: u8 = 1;

static KINDS: [KindInfo; 2] = [
    KindInfo { beside: true, ..KindInfo::plain("object", |_| OBJECT_BYTES, trace_object) },
    KindInfo { beside: true, ..KindInfo::plain("bytes", |cell| HEADER_BYTES + cell.data() as usize, trace_nothing) },
];

const OBJECT_BYTES: usize = HEADER_BYTES + 5 * 8;
const LEFT: usize = 16;
const RIGHT: usize = 24;

fn trace_object(cell: CellRef, tracer: &mut Tracer) {
    // SAFETY: an object has five words.
    unsafe { tracer.words(cell.field(LEFT), 3) };
}

/// A word that is no reference.
fn number(value: u64) -> u64 {
    0xFFFE_0000_0000_0000 | value
}

fn object(heap: &mut Heap, value: u64) -> CellRef {
    let cell = heap.alloc(OBJECT, OBJECT_BYTES, 0, 0);
    for word in 0..5 {
        // SAFETY: an object has five words.
        unsafe { cell.field::<u64>(HEADER_BYTES + 8 * word).write(number(value)) };
    }
    cell
}

/// The collectors, by their names on the command line.
const MODES: [(&str, GcMode); 3] = [
    ("stop-the-world", GcMode::StopTheWorld),
    ("incremental", GcMode::Incremental),
    ("generational", GcMode::Generational),
];
/// Numbers of live cells.
const LIVE: [usize; 5] = [1_000, 10_000, 100_000, 1_000_000, 10_000_000];

fn new_heap() -> Heap {
    heap_of(GcMode::StopTheWorld)
}

fn heap_of(mode: GcMode) -> Heap {
    Heap::new(HeapConfig { mode, record_pauses: true, max_bytes: 8 << 30, ..HeapConfig::default() }, &KINDS)
}

/// What an interpreter does at a safepoint.
fn safepoint(heap: &mut Heap, root: Option<CellRef>) {
    if heap.poll() {
        heap.step(&mut |tracer: &mut Tracer| tracer.cell_opt(root), &mut ());
    }
}

fn collect(heap: &mut Heap, root: Option<CellRef>) {
    heap.collect(GcReason::Allocation, &mut |tracer: &mut Tracer| tracer.cell_opt(root), &mut ());
}

/// A balanced tree of about so many objects, allocated from the leaves up.
fn tree(heap: &mut Heap, count: usize) -> CellRef {
    let top = object(heap, count as u64);
    if count > 1 {
        for (field, half) in [(LEFT, count / 2), (RIGHT, count - 1 - count / 2)] {
            if half > 0 {
                let child = tree(heap, half);
                // SAFETY: a field of the object.
                unsafe { heap.write_word(top, top.field(field), child.addr()) };
            }
        }
    }
    top
}

/// Hangs a subtree of seven new cells into the tree of so many, and makes as many that nothing
/// holds.
fn churn(heap: &mut Heap, root: CellRef, count: usize, turn: &mut u64) {
    *turn = turn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    black_box(tree(heap, 7));
    let added = tree(heap, 7);
    let (mut node, mut below, mut way) = (root, count, *turn >> 20);
    // Down to where a subtree of that size hangs.
    while below / 2 > 7 {
        let field = if way & 1 == 0 { LEFT } else { RIGHT };
        (below, way) = (if way & 1 == 0 { below / 2 } else { below - 1 - below / 2 }, way >> 1);
        // SAFETY: a field of the object; so far up the tree it holds a cell.
        node = unsafe { CellRef::from_addr(node.field::<u64>(field).read()) };
    }
    // SAFETY: a field of the object.
    unsafe { heap.write_word(node, node.field(LEFT), added.addr()) };
}

/// The longest stop of a program that changes a tree, from one major cycle's end to the next one's,
/// by live cells and collector. What allocation sweeps is a stop, too. Counted is processor time:
/// what else the machine does must not lengthen a maximum.
fn longest_stops(c: &mut Criterion) {
    for (name, mode) in MODES {
        let mut group = c.benchmark_group(format!("longest stop, {name}"));
        group.sample_size(10);
        for live in LIVE {
            let mut heap = heap_of(mode);
            let mut turn = 1;
            let root = tree(&mut heap, live);
            collect(&mut heap, Some(root));
            group.bench_function(BenchmarkId::from_parameter(live), |bencher| {
                bencher.iter_custom(|times| {
                    let mut sum = Duration::ZERO;
                    for _ in 0..times {
                        heap.take_pauses();
                        let majors = |heap: &Heap| heap.stats().collections - heap.stats().minor_collections;
                        let before = majors(&heap);
                        while majors(&heap) == before {
                            churn(&mut heap, root, live, &mut turn);
                            safepoint(&mut heap, Some(root));
                        }
                        sum += heap.take_pauses().iter().map(|pause| pause.work).max().unwrap_or_default();
                    }
                    sum
                });
            });
        }
        group.finish();
    }
}

/// Marking: time by cell, without the other phases of the cycle.
fn marking(c: &mut Criterion) {
    let mut group = c.benchmark_group("marking a tree");
    group.sample_size(10);
    for live in LIVE {
        let mut heap = new_heap();
        let root = tree(&mut heap, live);
        collect(&mut heap, Some(root));
        group.throughput(Throughput::Elements(live as u64));
        group.bench_function(BenchmarkId::from_parameter(live), |bencher| {
            bencher.iter_custom(|times| {
                let mut sum = Duration::ZERO;
                for _ in 0..times {
                    collect(&mut heap, Some(root));
                    let cycle = heap.recent_cycles().last().expect("there was a cycle");
                    assert_eq!(cycle.live_cells, live);
                    sum += cycle.times.total(GcPhase::Mark);
                    heap.finish_sweep();
                }
                sum
            });
        });
    }
    group.finish();
}

/// Allocation of cells that die young, their collections included.
fn allocation(c: &mut Criterion) {
    const CELLS: u64 = 1_000_000;
    let mut group = c.benchmark_group("allocation");
    for (name, mode) in MODES {
        let mut heap = heap_of(mode);
        group.throughput(Throughput::Elements(CELLS));
        group.bench_function(format!("dying objects of 48 bytes, {name}"), |bencher| {
            bencher.iter(|| {
                for value in 0..CELLS {
                    black_box(object(&mut heap, value));
                    safepoint(&mut heap, None);
                }
                // The record is a list that grows.
                heap.take_pauses();
            });
        });
    }
    for size in [16, 256, 4096, 20_000, 1_000_016] {
        let mut heap = new_heap();
        let cells = (64 << 20) / size as u64;
        group.throughput(Throughput::Elements(cells));
        group.bench_function(BenchmarkId::new("dying cells, untouched, of bytes", size), |bencher| {
            bencher.iter(|| {
                for _ in 0..cells {
                    black_box(heap.alloc(BYTES, size, 0, (size - HEADER_BYTES) as u32));
                    if heap.poll() {
                        collect(&mut heap, None);
                    }
                }
            });
        });
    }
    group.finish();
}

/// The sweep of a heap of which every other cell is dead, and allocation into its holes.
fn sweep(c: &mut Criterion) {
    const CELLS: u64 = 2_000_000;
    let mut group = c.benchmark_group("sweep");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(CELLS * OBJECT_BYTES as u64));
    let every_other = |times: u64, fill: bool| {
        let mut heap = new_heap();
        let (mut cells, mut spent): (Vec<CellRef>, _) = (Vec::new(), Duration::ZERO);
        for _ in 0..times {
            while cells.len() < CELLS as usize {
                cells.push(object(&mut heap, 0));
            }
            let mut keep = false;
            cells.retain(|_| {
                keep = !keep;
                keep
            });
            let roots = &cells;
            let mut roots = |tracer: &mut Tracer| roots.iter().for_each(|&cell| tracer.cell(cell));
            heap.collect(GcReason::Allocation, &mut roots, &mut ());
            let start = Instant::now();
            if fill {
                for value in 0..CELLS / 2 {
                    black_box(object(&mut heap, value));
                }
            } else {
                heap.finish_sweep();
            }
            spent += start.elapsed();
            if fill {
                collect(&mut heap, None);
                cells.clear();
            }
        }
        spent
    };
    group.bench_function("all blocks", |bencher| bencher.iter_custom(|times| every_other(times, false)));
    group.bench_function("by allocation into the holes", |bencher| {
        bencher.iter_custom(|times| every_other(times, true))
    });
    group.finish();
}

criterion_group!(benches, longest_stops, marking, allocation, sweep);
criterion_main!(benches);
