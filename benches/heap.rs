//! The heap alone, with a mini set of kinds: pauses by number of live cells, allocation and sweep throughput.
//!
//! `cargo bench --bench heap`; a part of it by a word of its name (`-- pause`). The largest pauses are of ten million cells,
//! for which half a gigabyte must be free.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use glassheap::heap::{CellRef, GcReason, HEADER_BYTES, Heap, HeapConfig, KindInfo, Tracer, trace_nothing};

/// An object of five words, of which three may be references: a shape's word, a slot cell's, and `{left, right, value}`.
const OBJECT: u8 = 0;
/// Bytes without references, `data` of them.
const BYTES: u8 = 1;

static KINDS: [KindInfo; 2] = [
    KindInfo::plain("object", |_| OBJECT_BYTES, trace_object),
    KindInfo::plain("bytes", |cell| HEADER_BYTES + cell.data() as usize, trace_nothing),
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

fn new_heap() -> Heap {
    Heap::new(HeapConfig::default(), &KINDS)
}

fn collect(heap: &mut Heap, root: Option<CellRef>) {
    heap.collect(GcReason::Allocation, &mut |tracer: &mut Tracer| tracer.cell_opt(root), &mut ());
}

/// A balanced tree of about so many objects, allocated from the leaves up.
fn tree(heap: &mut Heap, count: usize) -> CellRef {
    let top = object(heap, count as u64);
    if count > 2 {
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

/// The pause of a stop-the-world collection, by live cells; the throughput is that of marking.
fn pauses(c: &mut Criterion) {
    let mut group = c.benchmark_group("pause");
    group.sample_size(10);
    for live in [1_000, 10_000, 100_000, 1_000_000, 10_000_000] {
        let mut heap = new_heap();
        let root = tree(&mut heap, live);
        collect(&mut heap, Some(root));
        group.throughput(Throughput::Elements(live as u64));
        group.bench_function(BenchmarkId::from_parameter(live), |bencher| {
            bencher.iter_custom(|times| {
                let before = heap.stats().total_pause;
                for _ in 0..times {
                    collect(&mut heap, Some(root));
                    heap.finish_sweep();
                }
                heap.stats().total_pause - before
            });
        });
    }
    group.finish();
}

/// Allocation of cells that die young, their collections included.
fn allocation(c: &mut Criterion) {
    const CELLS: u64 = 1_000_000;
    let mut group = c.benchmark_group("allocation");
    let mut heap = new_heap();
    group.throughput(Throughput::Elements(CELLS));
    group.bench_function("dying objects of 48 bytes", |bencher| {
        bencher.iter(|| {
            for value in 0..CELLS {
                black_box(object(&mut heap, value));
                if heap.poll() {
                    collect(&mut heap, None);
                }
            }
        });
    });
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

criterion_group!(benches, pauses, allocation, sweep);
criterion_main!(benches);
