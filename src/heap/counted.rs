//! Reference counting on a small program: what dies at once and what circles keep; what owners,
//! weak cells, ephemerons and tables see of it.

use super::tests::{BYTES, DEAD, KINDS, LISTED, NODE, OWNER, PAIRS, WEAK, node, number, set, word};
use super::*;

fn collect(heap: &mut Heap, cells: &[CellRef]) {
    let mut roots = |tracer: &mut Tracer| cells.iter().for_each(|&cell| tracer.cell(cell));
    heap.collect(GcReason::Requested, &mut roots, &mut ());
}

fn is_there(heap: &mut Heap, cell: CellRef) -> bool {
    let mut there = false;
    heap.for_each_cell(|other, _| there |= other == cell);
    there
}

fn count(stress: bool) {
    DEAD.with_borrow_mut(Vec::clear);
    // See `churn.rs`.
    let config = HeapConfig { mode: GcMode::Refcount, stress, verify: !cfg!(miri), ..HeapConfig::default() };
    let mut heap = Heap::new(config, &KINDS);
    // A chain over a large node to an owner; a weak cell and a table look at the large one.
    let (top, large) = (node(&mut heap, 2), node(&mut heap, 1100));
    let owner = heap.alloc_finalizable(OWNER, 24, 0, 0);
    set(&mut heap, owner, 0, 7);
    set(&mut heap, owner, 1, 0);
    set(&mut heap, top, 0, large.addr());
    set(&mut heap, large, 1090, owner.addr());
    let weak = heap.alloc(WEAK, 16, 0, 0);
    set(&mut heap, weak, 0, large.addr());
    let (table, value) = (heap.alloc(PAIRS, 24, 0, 2), node(&mut heap, 1));
    set(&mut heap, table, 0, large.addr());
    set(&mut heap, table, 1, value.addr());
    // And a circle.
    let (one, other) = (node(&mut heap, 1), node(&mut heap, 1));
    set(&mut heap, one, 0, other.addr());
    set(&mut heap, other, 0, one.addr());
    let kept = [top, weak, table];
    collect(&mut heap, &[top, weak, table, one]);
    for cell in [top, large, owner, weak, table, value, one, other] {
        assert!(is_there(&mut heap, cell), "{cell:?} of kind {}", cell.kind());
    }
    assert_eq!(
        (word(weak, 0), word(table, 0), heap.take_finalization_notices()),
        (large.addr(), large.addr(), Vec::new())
    );
    // A young cell takes the place of the large one.
    let young = node(&mut heap, 3);
    set(&mut heap, top, 0, young.addr());
    set(&mut heap, top, 1, young.addr());
    collect(&mut heap, &kept);
    collect(&mut heap, &kept);
    assert_eq!((word(weak, 0), word(table, 0)), (0, number(0)));
    assert_eq!((heap.take_finalization_notices(), DEAD.take()), (vec![weak], vec![7]));
    for cell in [large, owner, value] {
        assert!(!is_there(&mut heap, cell), "{cell:?}");
    }
    // What the circle holds stays, and is told.
    let mut roots = |tracer: &mut Tracer| kept.iter().for_each(|&cell| tracer.cell(cell));
    let leaked = heap.leaks(&mut roots);
    assert_eq!((leaked.cells, leaked.bytes), (2, 32), "{leaked:?}");
    set(&mut heap, top, 0, number(0));
    collect(&mut heap, &kept);
    collect(&mut heap, &kept);
    assert!(is_there(&mut heap, young), "the second slot still holds it");
    assert!(is_there(&mut heap, one) && one.kind() == NODE);
}

#[test]
fn counting_frees_chains_and_leaves_circles() {
    count(false);
}

#[test]
fn counting_does_the_same_under_stress() {
    count(true);
}

/// Tables outside of the heap, and of how many dead cells they were told.
struct Tables(usize);

impl WeakProvider for Tables {
    fn forget_some(&mut self, _: &Marking, _: bool) -> bool {
        panic!("nobody looks for the dead")
    }

    fn forget_counted(&mut self, dead: &mut dyn Iterator<Item = CellRef>, marking: &Marking) {
        self.0 += dead.inspect(|&cell| assert!(!marking.is_marked(cell) && cell.flags() == LISTED)).count();
    }
}

/// What an epoch tells tables grows with what died in it, and not with what they hold.
#[test]
fn counting_tells_tables_of_the_dead_alone() {
    let config = HeapConfig { mode: GcMode::Refcount, verify: !cfg!(miri), ..HeapConfig::default() };
    let mut heap = Heap::new(config, &KINDS);
    let mut tables = Tables(0);
    let mut kept: Vec<CellRef> = (0..1000).map(|_| heap.alloc(BYTES, 16, LISTED, 8)).collect();
    for _ in 0..20 {
        kept.truncate(kept.len() - 7);
        for i in 0..5 {
            heap.alloc(BYTES, 16, i % 2, 8);
        }
        let mut roots = |tracer: &mut Tracer| kept.iter().for_each(|&cell| tracer.cell(cell));
        heap.collect(GcReason::Requested, &mut roots, &mut tables);
    }
    assert_eq!((tables.0, kept.len()), (20 * (7 + 2), 1000 - 20 * 7));
}
