//! A heap on a system that takes its time over each new page (`GLASS_SLOW_PAGES`, which debug
//! builds know of): it stays within the bound of `src/heap/pacing.rs`, for the helper marks before
//! it gets memory, and the program marks for what it allocates.

#![cfg(debug_assertions)]

mod process;

/// A live tree, into which each operation hangs a new part, beside garbage; what the heap held at
/// most, at the end of an operation, and what lives.
const SCRIPT: &str = "
    const make = (depth) => ({ left: depth > 0 ? make(depth - 1) : null, right: depth > 0 ? make(depth - 1) : null });
    const DEPTH = 17, root = make(DEPTH);
    let most = 0, seed = 1;
    const bit = () => (seed = Math.imul(seed, 1103515245) + 12345 & 0x7fffffff) >> 16 & 1;
    for (let i = 0; i < 1500; i++) {
        make(8);
        let node = root;
        for (let d = DEPTH; d > 8; d--) node = bit() ? node.left : node.right;
        if (bit()) node.left = make(7); else node.right = make(7);
        most = Math.max(most, memoryUsage().heapUsed);
    }
    gc();
    console.log(most, memoryUsage().heapUsed);";

#[test]
fn a_heap_stays_bounded_when_memory_is_slow() {
    for (collector, micros) in [("generational", "0"), ("generational", "100"), ("incremental", "100")] {
        let flags = [&format!("--gc={collector}"), "--expose-gc"];
        let figures = process::eval_with(&[("GLASS_SLOW_PAGES", micros)], &flags, SCRIPT).figures();
        let [most, live] = figures[..] else { panic!("{figures:?}") };
        assert!((8e6..20e6).contains(&live), "{collector}: {live} bytes live");
        // Twice what lives, or 8 MB more, is the goal, and a quarter more the bound.
        let goal = (2.0 * live).max(live + 9e6);
        assert!(most <= 1.25 * goal, "{collector}, {micros} µs a page: {most} bytes held, {live} live");
    }
}
