//! Tests of the heap with a tiny set of kinds. They run under Miri, too, with fewer cells.

use std::cell::RefCell;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::arena::{ARENA_BYTES, BLOCK_BYTES, PAGE_BYTES};
use super::cell::state;
use super::size_class::{CLASS_BYTES, CLASSES, MAX_SMALL, PATTERN, cells_in_block};
use super::*;

/// `data` words that may be references.
pub(super) const NODE: u8 = 0;
/// `data` bytes that are none.
pub(super) const BYTES: u8 = 1;
/// Flags of bytes that a table knows.
pub(super) const LISTED: u16 = 1;
/// A number, and how many bytes it owns outside.
pub(super) const OWNER: u8 = 2;
/// One word that keeps nothing alive.
pub(super) const WEAK: u8 = 3;

/// `data` words, each two of which are an ephemeron.
pub(super) const PAIRS: u8 = 4;

pub(super) static KINDS: [KindInfo; 5] = [
    KindInfo { beside: true, ..KindInfo::plain("node", |cell| 8 + 8 * cell.data() as usize, trace_node) },
    KindInfo {
        beside: true,
        listed: Some(|cell| cell.flags() == LISTED),
        ..KindInfo::plain("bytes", |cell| 8 + cell.data() as usize, trace_nothing)
    },
    KindInfo {
        name: "owner",
        size: |cell| if cell.flags() == 0 { 24 } else { 20_000 },
        trace: trace_nothing,
        finalize: Some(|cell| DEAD.with_borrow_mut(|dead| dead.push(word(cell, 0)))),
        external: Some(|cell| word(cell, 1) as usize),
        is_buffer: false,
        forget: None,
        listed: None,
        beside: true,
    },
    KindInfo { forget: Some(forget_weak), ..KindInfo::plain("weak", |_| 16, |cell, tracer| tracer.weak_cell(cell)) },
    KindInfo {
        forget: Some(forget_pairs),
        ..KindInfo::plain("pairs", |cell| 8 + 8 * cell.data() as usize, trace_pairs)
    },
];

fn forget_weak(cell: CellRef, marking: &Marking, _: usize) -> Option<usize> {
    if !marking.is_live_word(word(cell, 0)) {
        marking.tell(cell);
        // SAFETY: a weak cell has one word.
        unsafe { slot(cell, 0).write(0) };
    }
    None
}

/// A cell's words are keys and values in turn.
fn trace_pairs(cell: CellRef, tracer: &mut Tracer) {
    tracer.weak_cell(cell);
    for i in (0..cell.data() as usize).step_by(2).filter(|&i| word::is_cell(word(cell, i))) {
        tracer.ephemeron(word(cell, i), word(cell, i + 1));
    }
}

/// One pair a call.
fn forget_pairs(cell: CellRef, marking: &Marking, from: usize) -> Option<usize> {
    if !marking.is_live_word(word(cell, from)) {
        // SAFETY: a pair of the cell.
        (from..from + 2).for_each(|i| unsafe { slot(cell, i).write(number(0)) });
    }
    (from + 2 < cell.data() as usize).then_some(from + 2)
}

thread_local! {
    /// Numbers of the finalised owners.
    pub(super) static DEAD: RefCell<Vec<u64>> = const { RefCell::new(Vec::new()) };
}

fn trace_node(cell: CellRef, tracer: &mut Tracer) {
    // SAFETY: a node has `data` words behind its header.
    unsafe { tracer.words(cell.field(HEADER_BYTES), cell.data() as usize) };
}

pub(super) fn slot(cell: CellRef, index: usize) -> *mut u64 {
    // SAFETY: tests stay inside their cells.
    unsafe { cell.field(HEADER_BYTES + 8 * index) }
}

pub(super) fn word(cell: CellRef, index: usize) -> u64 {
    // SAFETY: as above.
    unsafe { slot(cell, index).read() }
}

/// A word that is no reference.
pub(super) fn number(value: u64) -> u64 {
    0xFFFE_0000_0000_0000 | value
}

pub(super) fn node(heap: &mut Heap, words: usize) -> CellRef {
    let cell = heap.alloc(NODE, 8 + 8 * words, 0, words as u32);
    // SAFETY: the node's own words.
    (0..words).for_each(|i| unsafe { slot(cell, i).write(number(0)) });
    cell
}

pub(super) fn set(heap: &mut Heap, cell: CellRef, index: usize, value: u64) {
    // SAFETY: tests stay inside their cells.
    unsafe { heap.write_word(cell, slot(cell, index), value) };
}

fn owner(heap: &mut Heap, id: u64, external: usize, large: bool) -> CellRef {
    let cell = heap.alloc_finalizable(OWNER, if large { 20_000 } else { 24 }, u16::from(large), 0);
    set(heap, cell, 0, id);
    set(heap, cell, 1, external as u64);
    heap.add_external(external as isize);
    cell
}

fn heap(stress: bool) -> Heap {
    Heap::new(HeapConfig { stress, max_bytes: 1 << 30, ..HeapConfig::default() }, &KINDS)
}

fn roots(cells: &[CellRef]) -> impl RootProvider {
    move |tracer: &mut Tracer| cells.iter().for_each(|&cell| tracer.cell(cell))
}

fn collect(heap: &mut Heap, cells: &[CellRef]) {
    heap.collect(GcReason::Allocation, &mut roots(cells), &mut ());
}

/// Verifies, and holds the heap's figures against the walk.
fn check(heap: &mut Heap, cells: &[CellRef]) -> VerifyReport {
    let used = heap.stats().heap_used;
    let report = heap.verify(&mut roots(cells)).expect("the heap is sound");
    assert_eq!((report.bytes, report.bytes), (used, heap.stats().heap_used));
    assert_eq!(report.external, heap.stats().external);
    report
}

/// A small generator of pseudo-random numbers (xorshift).
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}

#[test]
fn size_classes_fit_closely() {
    let mut worst = 0.0f64;
    for size in 1..=MAX_SMALL {
        let rounded = Heap::rounded_size(size);
        assert!(rounded >= size && rounded.is_multiple_of(GRANULE));
        if size > 128 {
            worst = worst.max((rounded - size) as f64 / rounded as f64);
        }
    }
    assert!(worst < 0.21, "{worst}");
    assert_eq!(Heap::rounded_size(40), 48);
    assert_eq!(Heap::rounded_size(1000 + 16), 1024);
    assert_eq!(Heap::rounded_size(1024 + 16), 1040);
    assert_eq!(Heap::rounded_size(MAX_SMALL + 1), 3 * PAGE_BYTES);
    for class in 0..CLASSES {
        let cells: u32 = PATTERN[class].iter().map(|bits| bits.count_ones()).sum();
        assert_eq!(cells as usize, cells_in_block(class));
        assert!(BLOCK_BYTES - cells_in_block(class) * usize::from(CLASS_BYTES[class]) < 600);
    }
}

#[test]
fn an_empty_heap_holds_nothing() {
    let mut heap = heap(false);
    assert_eq!(heap.stats().heap_total, 0);
    assert_eq!(check(&mut heap, &[]), VerifyReport::default());
    collect(&mut heap, &[]);
    assert_eq!((heap.stats().heap_used, heap.stats().collections), (0, 1));
}

#[test]
fn words_that_are_no_references() {
    for value in [0, number(7), 2, 6, 10, 1.5f64.to_bits() + (1 << 49), u64::MAX] {
        assert!(!is_cell(value), "{value:#x}");
    }
    let cell = node(&mut heap(false), 1);
    assert!(is_cell(cell.addr()));
}

/// What the program knows of its cells: for each root its node, for each node its id and edges.
#[derive(Default)]
struct Model {
    nodes: HashMap<CellRef, Vec<Option<CellRef>>>,
    roots: Vec<CellRef>,
}

impl Model {
    fn reachable(&self) -> HashSet<CellRef> {
        let (mut seen, mut stack) = (HashSet::default(), self.roots.clone());
        while let Some(cell) = stack.pop() {
            if seen.insert(cell) {
                stack.extend(self.nodes[&cell].iter().flatten());
            }
        }
        seen
    }

    fn step(&mut self, heap: &mut Heap, random: &mut Random) {
        match random.below(10) {
            0..6 => {
                let words = match random.below(100) {
                    0 if !cfg!(miri) => 2000 + random.below(100_000),
                    0..5 => random.below(if cfg!(miri) { 1200 } else { 3000 }),
                    _ => random.below(12),
                };
                let cell = node(heap, words);
                self.nodes.insert(cell, vec![None; words]);
                if self.roots.is_empty() || random.below(3) == 0 || !self.link(heap, random, cell) {
                    self.roots.push(cell);
                }
            }
            6..9 if !self.roots.is_empty() => {
                let target = self.walk(random);
                self.link(heap, random, target);
            }
            _ if !self.roots.is_empty() => {
                let index = random.below(self.roots.len());
                self.roots.swap_remove(index);
            }
            _ => {}
        }
    }

    /// A node some way from a root.
    fn walk(&self, random: &mut Random) -> CellRef {
        let mut at = self.roots[random.below(self.roots.len())];
        for _ in 0..random.below(20) {
            let edges = &self.nodes[&at];
            match edges.get(random.below(edges.len().max(1))) {
                Some(&Some(next)) => at = next,
                _ => break,
            }
        }
        at
    }

    /// Stores `target` in a slot of some node; false if the node found has none.
    fn link(&mut self, heap: &mut Heap, random: &mut Random, target: CellRef) -> bool {
        let from = self.walk(random);
        let edges = self.nodes.get_mut(&from).expect("known");
        if edges.is_empty() {
            return false;
        }
        let index = random.below(edges.len().min(50));
        let value = if random.below(4) == 0 { None } else { Some(target) };
        edges[index] = value;
        set(heap, from, index, value.map_or(number(index as u64), CellRef::addr));
        value.is_some()
    }

    fn forget_dead(&mut self) {
        let reachable = self.reachable();
        self.nodes.retain(|cell, _| reachable.contains(cell));
    }

    fn compare(&self, heap: &mut Heap) {
        let mut found = HashSet::default();
        heap.for_each_cell(|cell, _| assert!(found.insert(cell)));
        assert_eq!(found, self.nodes.keys().copied().collect());
        for (&cell, edges) in &self.nodes {
            assert_eq!(cell.data() as usize, edges.len());
            for (index, edge) in edges.iter().enumerate() {
                let value = word(cell, index);
                match edge {
                    Some(target) => assert_eq!(value, target.addr()),
                    None => assert!(!is_cell(value)),
                }
            }
        }
    }
}

fn random_graph(seed: u64, stress: bool, most_edges: usize) {
    let mut heap = heap(stress);
    heap.tracer.limit_edges(most_edges);
    let (mut model, mut random) = (Model::default(), Random(seed));
    for round in 0..if cfg!(miri) { 2 } else { 20 } {
        for _ in 0..random.below(if cfg!(miri) { 30 } else { 1000 }) {
            model.step(&mut heap, &mut random);
        }
        if round % 3 == 0 {
            check(&mut heap, &model.roots);
            model.compare(&mut heap);
        }
        if random.below(4) == 0 {
            collect_sometimes_thorough(&mut heap, &model.roots, round);
            model.forget_dead();
        }
        collect(&mut heap, &model.roots);
        model.forget_dead();
        if random.below(2) == 0 {
            heap.sweep_some(random.below(9));
        } else {
            check(&mut heap, &model.roots);
            model.compare(&mut heap);
        }
    }
    let report = check(&mut heap, &model.roots);
    assert_eq!(report.reachable_cells, model.reachable().len());
}

fn collect_sometimes_thorough(heap: &mut Heap, cells: &[CellRef], round: usize) {
    let reason = if round.is_multiple_of(2) { GcReason::Requested } else { GcReason::Allocation };
    heap.collect(reason, &mut roots(cells), &mut ());
}

#[test]
fn a_random_graph_lives_as_its_model() {
    (1..if cfg!(miri) { 2 } else { 3 }).for_each(|seed| random_graph(seed * 0x9E37_79B9, false, usize::MAX));
}

#[test]
fn a_random_graph_lives_under_stress() {
    (1..if cfg!(miri) { 2 } else { 3 }).for_each(|seed| random_graph(seed * 0x85EB_CA6B, true, usize::MAX));
}

#[test]
fn marking_survives_a_full_stack() {
    let mut heap = heap(false);
    heap.tracer.limit_edges(1);
    let (wide, deep) = if cfg!(miri) { (25, 10) } else { (1000, 200) };
    let top = node(&mut heap, wide);
    for i in 0..wide {
        let middle = node(&mut heap, deep);
        set(&mut heap, top, i, middle.addr());
        for j in 0..middle.data() as usize {
            let leaf = node(&mut heap, 1);
            set(&mut heap, middle, j, leaf.addr());
        }
    }
    let used = heap.stats().heap_used;
    collect(&mut heap, &[top]);
    assert_eq!(heap.stats().heap_used, used);
    check(&mut heap, &[top]);
    random_graph(0xABCDEF, false, 1);
}

#[test]
fn cells_born_while_allocating_black_survive() {
    let mut heap = heap(false);
    let kept = node(&mut heap, 2);
    heap.allocate_black = true;
    heap.retire_ranges();
    let (small, large) = (node(&mut heap, 3), node(&mut heap, 5000));
    heap.retire_ranges();
    let before = heap.stats().heap_used;
    heap.begin_sweep(false, false);
    heap.allocate_black = false;
    heap.finish_sweep();
    // Without a marking only the black ones are left.
    let mut found = Vec::new();
    heap.for_each_cell(|cell, _| found.push(cell));
    found.sort();
    let mut expected = vec![small, large];
    expected.sort();
    assert_eq!(found, expected);
    assert!(before > heap.cell_bytes(small) + heap.cell_bytes(large) && !found.contains(&kept));
}

#[test]
fn used_bytes_are_exact() {
    let mut heap = heap(false);
    let mut kept = Vec::new();
    let mut expected = 0;
    for size in (8..40_000).step_by(if cfg!(miri) { 1511 } else { 37 }) {
        let cell = heap.alloc(BYTES, 8 + size, 0, size as u32);
        expected += Heap::rounded_size(8 + size);
        assert_eq!(heap.stats().heap_used, expected);
        assert_eq!(heap.cell_bytes(cell), Heap::rounded_size(8 + size));
        kept.push(cell);
    }
    check(&mut heap, &kept);
    let half: Vec<CellRef> = kept.iter().copied().step_by(2).collect();
    collect(&mut heap, &half);
    let live: usize = half.iter().map(|&cell| heap.cell_bytes(cell)).sum();
    assert_eq!(heap.stats().heap_used, live);
    assert_eq!(check(&mut heap, &half).bytes, live);
    assert_eq!(heap.stats().allocated_total as usize, expected);
    let more = node(&mut heap, 3);
    assert_eq!(heap.stats().heap_used, live + 32);
    assert_eq!(heap.stats().allocated_total as usize, expected + 32);
    assert!(half.iter().all(|&cell| cell != more));
}

#[test]
fn holes_are_filled_before_new_blocks() {
    let mut heap = heap(false);
    let count = if cfg!(miri) { 100 } else { 40 * 682 };
    let cells: Vec<CellRef> = (0..count).map(|_| node(&mut heap, 5)).collect();
    let total = heap.stats().heap_total;
    let mut half: Vec<CellRef> = cells.iter().copied().step_by(2).collect();
    collect(&mut heap, &half);
    half.extend((0..count / 2).map(|_| node(&mut heap, 5)));
    assert_eq!(heap.stats().heap_total, total);
    assert_eq!(half.iter().collect::<HashSet<_>>(), cells.iter().collect());
    check(&mut heap, &half);
}

#[test]
fn arenas_are_given_back() {
    let mut heap = heap(false);
    let count = if cfg!(miri) { 200 } else { 30_000 };
    let top = node(&mut heap, count);
    for i in 0..count {
        let cell = heap.alloc(BYTES, 4096, 0, 4088);
        set(&mut heap, top, i, cell.addr());
    }
    let full = heap.stats().heap_total;
    assert!(full >= count * 4096);
    heap.collect(GcReason::Requested, &mut roots(&[]), &mut ());
    let stats = heap.stats();
    assert_eq!(stats.heap_used, 0);
    assert!(stats.heap_total <= (2 << 20) + 2 * BLOCK_BYTES, "{}", stats.heap_total);
    check(&mut heap, &[]);
    // And the heap grows again.
    let again: Vec<CellRef> = (0..count).map(|_| heap.alloc(BYTES, 4096, 0, 4088)).collect();
    assert!(heap.stats().heap_used == count * 4096 && heap.stats().heap_total <= full + ARENA_BYTES);
    check(&mut heap, &again);
}

#[test]
fn single_blocks_are_given_back() {
    let mut heap = heap(false);
    let blocks = if cfg!(miri) { 70 } else { 2000 };
    let cells: Vec<CellRef> = (0..8 * blocks).map(|_| heap.alloc(BYTES, 4096, 0, 4088)).collect();
    // One cell in every arena stays, so that no arena can go as a whole.
    let mut arenas = HashSet::default();
    let kept: Vec<CellRef> = cells.into_iter().filter(|cell| arenas.insert(cell.addr() / ARENA_BYTES as u64)).collect();
    heap.collect(GcReason::Requested, &mut roots(&kept), &mut ());
    assert!(heap.stats().heap_total <= (2 << 20) + (2 * kept.len() + 1) * BLOCK_BYTES);
    check(&mut heap, &kept);
}

#[test]
fn large_cells_of_all_sizes() {
    let mut heap = heap(false);
    let sizes = [MAX_SMALL + 1, 10_000, 32_768, 100_000, 1_000_016, 1_032_192, 1_032_193, 3_000_000, 20_000_000];
    let sizes = if cfg!(miri) { &[8193, 10_000, 100_000, 1_032_193][..] } else { &sizes[..] };
    for round in 0..3 {
        let cells: Vec<CellRef> = sizes.iter().map(|&size| heap.alloc(BYTES, size, 0, (size - 8) as u32)).collect();
        for (&cell, &size) in cells.iter().zip(sizes) {
            // SAFETY: the cell's last byte.
            unsafe { cell.field::<u8>(size - 1).write(round) };
            assert_eq!(heap.cell_bytes(cell), size.next_multiple_of(PAGE_BYTES));
        }
        check(&mut heap, &cells);
        collect(&mut heap, &cells[..2]);
        let live: usize = cells[..2].iter().map(|&cell| heap.cell_bytes(cell)).sum();
        assert_eq!(check(&mut heap, &cells[..2]).bytes, live);
    }
    heap.collect(GcReason::Requested, &mut roots(&[]), &mut ());
    assert!(heap.stats().heap_total <= (3 << 20) + 4 * BLOCK_BYTES);
}

#[test]
fn dead_huge_cells_make_room_for_new_ones() {
    let mut heap = heap(false);
    let size = 1_100_000;
    let first = heap.alloc(BYTES, size, 0, size as u32 - 8);
    collect(&mut heap, &[]);
    let again = heap.alloc(BYTES, size - 5000, 0, size as u32 - 5008);
    assert_eq!(first, again);
    check(&mut heap, &[again]);
    heap.collect(GcReason::Requested, &mut roots(&[]), &mut ());
    heap.alloc(BYTES, 2 * size, 0, 2 * size as u32 - 8);
    assert_eq!(check(&mut heap, &[]).cells, 1);
}

#[test]
fn large_arrays_are_traced_to_their_ends() {
    let mut heap = heap(false);
    let len = if cfg!(miri) { 150 } else { 300_001 };
    let array = node(&mut heap, len);
    for i in 0..len {
        let cell = node(&mut heap, 1);
        set(&mut heap, array, i, cell.addr());
    }
    collect(&mut heap, &[array]);
    assert_eq!(check(&mut heap, &[array]).reachable_cells, len + 1);
    let mut seen = Vec::new();
    heap.for_each_edge(array, &mut Tracer::default(), |cell| seen.push(cell.addr()));
    assert!(seen.iter().copied().eq((0..len).map(|i| word(array, i))));
}

#[test]
fn finalisers_run_once_and_external_bytes_follow() {
    DEAD.with_borrow_mut(Vec::clear);
    let mut heap = heap(false);
    let count = if cfg!(miri) { 50 } else { 3000 };
    let cells: Vec<CellRef> = (0..count).map(|id| owner(&mut heap, id, 100, id % 25 == 0)).collect();
    assert_eq!(heap.stats().external, 100 * count as usize);
    check(&mut heap, &cells);
    let kept: Vec<CellRef> = cells.iter().copied().filter(|&cell| word(cell, 0).is_multiple_of(3)).collect();
    collect(&mut heap, &kept);
    // Not in the pause, but in the sweep.
    DEAD.with_borrow(|dead| assert!(dead.is_empty()));
    assert_eq!(check(&mut heap, &kept).external, 100 * kept.len());
    let mut dead = DEAD.take();
    dead.sort_unstable();
    assert!(dead.iter().copied().eq((0..count).filter(|id| id % 3 != 0)));
    let more = owner(&mut heap, count, 0, false);
    collect(&mut heap, &[more]);
    drop(heap);
    let mut dead = DEAD.take();
    dead.sort_unstable();
    assert!(dead.iter().copied().eq((0..=count).filter(|id| id % 3 == 0 || *id == count)));
}

#[test]
fn weak_holders_mark_and_forget() {
    let mut heap = heap(false);
    let keys: Vec<CellRef> = (0..10).map(|_| node(&mut heap, 1)).collect();
    let lonely = node(&mut heap, 1);
    // A chain in the worst order: each value is the next pair's key. And a pair whose key is dead.
    let mut pairs: Vec<(CellRef, CellRef)> = keys.windows(2).map(|pair| (pair[0], pair[1])).rev().collect();
    pairs.push((lonely, keys[0]));
    let table = heap.alloc(PAIRS, 8 + 16 * pairs.len(), 0, 2 * pairs.len() as u32);
    for (i, (key, value)) in pairs.iter().enumerate() {
        set(&mut heap, table, 2 * i, key.addr());
        set(&mut heap, table, 2 * i + 1, value.addr());
    }
    let holder = |heap: &mut Heap, target: CellRef| {
        let cell = heap.alloc(WEAK, 16, 0, 0);
        set(heap, cell, 0, target.addr());
        cell
    };
    let (to_dead, to_alive) = (holder(&mut heap, lonely), holder(&mut heap, keys[9]));
    let kept = [table, keys[0], to_dead, to_alive];
    collect(&mut heap, &kept);
    assert_eq!((word(to_dead, 0), word(to_alive, 0)), (0, keys[9].addr()));
    assert_eq!((word(table, 16), word(table, 18), word(table, 19)), (keys[0].addr(), number(0), number(0)));
    assert_eq!(heap.take_finalization_notices(), [to_dead]);
    heap.verify(&mut roots(&kept)).expect("sound");
    let mut alive = 0;
    heap.for_each_cell(|_, _| alive += 1);
    assert_eq!(alive, 13);
}

#[test]
fn the_poll_follows_the_goal() {
    let mut heap = heap(false);
    assert!(!heap.poll());
    heap.request_collection();
    assert!(heap.poll());
    collect(&mut heap, &[]);
    assert!(!heap.poll());
    let headroom = heap.headroom();
    heap.add_external(headroom as isize + 1);
    assert!(heap.poll());
    heap.add_external(-(headroom as isize + 1));
    assert!(!heap.poll());
    let mut bytes = 0;
    while !heap.poll() {
        let cell = heap.alloc(BYTES, 8000, 0, 7992);
        bytes += heap.cell_bytes(cell);
    }
    // Allocation takes whole blocks.
    assert!((headroom - BLOCK_BYTES..=headroom).contains(&bytes), "{bytes}");
    collect(&mut heap, &[]);
    assert!(!heap.poll());
}

#[test]
fn the_barrier_remembers_an_owner_once() {
    // With a headroom of its own a heap steps by cells, and not by the clock, on which Miri would
    // wait.
    let config = HeapConfig { mode: GcMode::Generational, headroom: Some(8 << 20), ..HeapConfig::default() };
    let mut heap = Heap::new(config, &KINDS);
    let cell = node(&mut heap, 2);
    set(&mut heap, cell, 0, cell.addr());
    assert!(heap.remembered.is_empty() && cell.header().gc_state() == state::YOUNG);
    collect(&mut heap, &[cell]);
    assert_eq!(cell.header().gc_state(), state::OLD);
    heap.plan_minor();
    let young = node(&mut heap, 2);
    (0..3).for_each(|_| set(&mut heap, cell, 1, young.addr()));
    assert_eq!((heap.remembered.as_slice(), cell.header().gc_state()), (&[cell][..], state::REMEMBERED));
    heap.request_collection();
    while heap.stats().collections == 1 {
        heap.step(&mut roots(&[cell]), &mut ());
    }
    assert!(heap.remembered.is_empty() && heap.recent_cycles().last().is_some_and(|cycle| cycle.minor));
    assert_eq!((cell.header().gc_state(), young.header().gc_state()), (state::OLD, state::OLD));
    heap.verify(&mut roots(&[cell])).expect("sound");
}

#[test]
fn limits_are_told() {
    let config = HeapConfig { max_bytes: 32 << 20, ..HeapConfig::default() };
    let mut heap = Heap::new(config, &KINDS);
    assert!(!heap.over_limit() && !heap.would_exceed_limit(1 << 20));
    assert!(heap.would_exceed_limit(100 << 20));
    heap.add_external(33 << 20);
    assert!(heap.over_limit() && heap.poll());
    collect(&mut heap, &[]);
    assert!(heap.over_limit());
}

#[test]
#[should_panic(expected = "the hook: 104857600 bytes")]
fn beyond_the_limit_the_hook_is_called() {
    let config = HeapConfig {
        max_bytes: 32 << 20,
        on_out_of_memory: |heap, bytes| panic!("the hook: {bytes} bytes, {} used", heap.stats().heap_used),
        ..HeapConfig::default()
    };
    Heap::new(config, &KINDS).alloc(BYTES, 100 << 20, 0, 0);
}

#[test]
#[should_panic(expected = "the hook")]
fn many_small_cells_meet_the_limit_too() {
    let config = HeapConfig {
        max_bytes: if cfg!(miri) { 0 } else { 8 << 20 },
        on_out_of_memory: |_, _| panic!("the hook"),
        ..HeapConfig::default()
    };
    let mut heap = Heap::new(config, &KINDS);
    loop {
        heap.alloc(BYTES, MAX_SMALL, 0, MAX_SMALL as u32 - 8);
    }
}

#[test]
#[should_panic(expected = "was freed")]
fn stress_catches_a_missed_root() {
    let mut heap = heap(true);
    let (kept, missed) = (node(&mut heap, 1), node(&mut heap, 1));
    assert!(heap.poll());
    collect(&mut heap, &[kept]);
    assert!(heap.poll());
    set(&mut heap, kept, 0, missed.addr());
    heap.verify_off();
    collect(&mut heap, &[kept]);
}

impl Heap {
    fn verify_off(&mut self) {
        self.config.verify_every = 0;
    }
}

#[cfg(not(miri))]
fn fault(break_it: impl FnOnce(&mut Heap, CellRef, CellRef)) -> String {
    let mut heap = heap(false);
    let (one, other) = (node(&mut heap, 4), node(&mut heap, 4));
    set(&mut heap, one, 0, other.addr());
    heap.verify(&mut roots(&[one])).expect("sound");
    break_it(&mut heap, one, other);
    let fault = heap.verify(&mut roots(&[one])).expect_err("broken");
    // The end of a broken heap is none of the test's business.
    std::mem::forget(heap);
    fault
}

#[test]
#[cfg(not(miri))] // It leaks its broken heaps.
fn the_verifier_finds_what_is_planted() {
    let write = |cell, index, value| {
        // SAFETY: the node's own words.
        unsafe { slot(cell, index).write(value) }
    };
    assert!(fault(|_, one, other| write(one, 1, other.addr() + 16)).contains("no cell starts there"));
    assert!(fault(|_, one, other| write(one, 1, other.addr() + 4 * 48)).contains("no cell starts there"));
    assert!(fault(|_, one, _| write(one, 1, 0x4000)).contains("outside the heap"));
    assert!(fault(|_, one, other| write(one, 1, other.addr() + 1)).contains("no cell starts there"));
    assert!(fault(|_, one, _| one.header().set_kind(77)).contains("unknown kind 77"));
    assert!(fault(|_, one, _| one.header().set_gc_state(9)).contains("state 9"));
    assert!(fault(|_, one, _| one.set_data(20)).contains("node of 168 bytes in a cell of 48"));
    assert!(fault(|_, one, _| assert!(super::arena::mark(one.addr() as usize))).contains("is marked"));
    assert!(fault(|heap, _, _| heap.held += 16).contains("the walk counts"));
    let root = fault(|heap, one, other| {
        write(one, 0, 0);
        collect(heap, &[one]);
        heap.finish_sweep();
        write(one, 0, other.addr());
    });
    assert!(root.contains("no cell starts there"), "{root}");
}

#[test]
fn a_wrong_root_is_found() {
    let mut heap = heap(false);
    let (one, other) = (node(&mut heap, 4), node(&mut heap, 4));
    collect(&mut heap, &[one]);
    let fault = heap.verify(&mut roots(&[one, other])).expect_err("a freed root");
    assert!(fault.starts_with("a root"), "{fault}");
}

#[test]
fn the_log_remembers_collections() {
    let mut heap = heap(false);
    let kept = node(&mut heap, 5);
    for _ in 0..20 {
        node(&mut heap, 5);
        collect(&mut heap, &[kept]);
    }
    let last = heap.recent_cycles().last().expect("some").clone();
    assert_eq!((last.number, heap.recent_cycles().count()), (20, 16));
    assert_eq!((last.used_before, last.used_after, last.live_cells), (96, 48, 1));
    assert!(heap.stats().total_pause >= heap.stats().longest_pause);
    assert_eq!(heap.stats().allocated_total, 21 * 48);
}

#[test]
#[cfg(not(miri))] // It asks the system.
fn resident_memory_follows_the_cells() {
    // Other tests run beside this one, so the cell is far larger than what they hold.
    const BYTES_OF_CELL: usize = 512 << 20;
    let before = rss::resident_bytes();
    let mut heap = heap(false);
    let cell = heap.alloc(BYTES, BYTES_OF_CELL, 0, BYTES_OF_CELL as u32 - 8);
    // SAFETY: the cell's payload.
    unsafe { cell.field::<u8>(8).write_bytes(1, BYTES_OF_CELL - 8) };
    assert!(rss::resident_bytes() >= before + BYTES_OF_CELL / 2);
    collect(&mut heap, &[]);
    heap.finish_sweep();
    assert!(rss::resident_bytes() < before + BYTES_OF_CELL / 2);
}
