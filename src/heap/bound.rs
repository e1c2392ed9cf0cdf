//! The bound of `pacing.rs`, held against a program that allocates as fast as it can: whatever the
//! helper does, and whatever the clock says, a heap does not outgrow its bound.

use std::rc::Rc;

use super::helper::Helper;
use super::tests::{KINDS, node, number, set};
use super::*;

/// What there is beside the program.
#[derive(Copy, Clone, PartialEq, Debug)]
enum Beside {
    Nothing,
    /// The thread, as it is.
    Helper,
    /// Edges are given to a helper that never comes for them.
    Absent,
    /// One that takes them, and gives them back only after so many safepoints.
    Hung(usize),
}

/// Cells alive: a binary tree, by index. Their bytes are some megabytes.
const LIVE: usize = if cfg!(miri) { 200 } else { 300_000 };
const WORDS: usize = 4;

struct Program {
    heap: Heap,
    beside: Beside,
    root: CellRef,
    /// Safepoints, and those since a hung helper took its edges.
    steps: usize,
    hung: Option<(usize, tracer::EdgeBatch)>,
    /// The collections before the cycle in which it was hung last.
    hung_in: Option<u64>,
    /// The greatest part of its bound that the heap has held.
    fullest: f64,
    /// Bytes allocated while the helper was hung, and at how many safepoints.
    grown: (usize, usize),
}

fn bound(goal: usize) -> usize {
    (goal / 4 * 5).max(goal + (4 << 20))
}

impl Program {
    fn new(mode: GcMode, beside: Beside) -> Program {
        let concurrent = Some(beside != Beside::Nothing);
        let config = HeapConfig { mode, concurrent, max_bytes: 1 << 30, ..HeapConfig::default() };
        let mut heap = Heap::new(config, &KINDS);
        if matches!(beside, Beside::Absent | Beside::Hung(_)) {
            heap.helper = Rc::new(Helper::by_hand());
        }
        let root = node(&mut heap, WORDS);
        Program { heap, beside, root, steps: 0, hung: None, hung_in: None, fullest: 0.0, grown: (0, 0) }
    }

    /// What a script does at the head of each function and loop.
    fn safepoint(&mut self, extra: &[CellRef]) {
        if !self.heap.poll() {
            return;
        }
        self.steps += 1;
        self.play_hung();
        // A cycle that begins now may raise its goal to what is held.
        let held = self.heap.held;
        let idle = self.heap.cycle.phase == super::cycle::Phase::Idle;
        let goal = if idle { self.heap.goal.max(held) } else { self.heap.goal };
        self.fullest = self.fullest.max(held as f64 / bound(goal) as f64);
        let root = self.root;
        let mut roots = |tracer: &mut Tracer| {
            tracer.cell(root);
            extra.iter().for_each(|&cell| tracer.cell(cell));
        };
        self.heap.step(&mut roots, &mut ());
    }

    /// The hung helper takes what it is given, and gives it back in the end.
    fn play_hung(&mut self) {
        let Beside::Hung(safepoints) = self.beside else { return };
        if self.heap.cycle.phase == super::cycle::Phase::Idle {
            // What the sweep takes is not looked at here.
            self.heap.finish_sweep();
        }
        let Some(handoff) = self.heap.handoff() else { return };
        match &mut self.hung {
            // The program would wait for them, and this helper is played by its own thread.
            Some((left, edges)) if *left == 0 || self.heap.ends_in_one_go() => {
                handoff.rest(Default::default(), std::mem::take(edges));
                self.hung = None;
            }
            Some((left, _)) => {
                *left -= 1;
                self.grown.1 += 1;
            }
            // Once a cycle, at the first safepoint with something to take.
            None if self.hung_in != Some(self.heap.stats().collections) => {
                self.hung = handoff.try_next().map(|batch| (safepoints, batch.edges));
                self.hung_in = self.hung.is_some().then(|| self.heap.stats().collections);
            }
            None => {}
        }
    }

    /// A complete tree, of which each node is reachable from the root before the next safepoint.
    fn grow(&mut self) {
        let mut leaves = std::collections::VecDeque::from([(self.root, 0), (self.root, 1)]);
        for _ in 0..LIVE {
            self.safepoint(&[]);
            let (parent, index) = leaves.pop_front().expect("a tree has leaves");
            let cell = node(&mut self.heap, WORDS);
            set(&mut self.heap, parent, index, cell.addr());
            leaves.extend([(cell, 0), (cell, 1)]);
        }
    }

    /// Garbage: short chains, of which some hang in the root for a while.
    fn churn(&mut self, cells: usize) {
        let mut last = node(&mut self.heap, WORDS);
        for i in 0..cells {
            self.safepoint(&[last]);
            let before = self.heap.held;
            let cell = node(&mut self.heap, WORDS);
            if self.hung.is_some() {
                self.grown.0 += self.heap.held - before;
            }
            set(&mut self.heap, cell, 0, if i % 50 == 0 { number(0) } else { last.addr() });
            if i % 500 == 0 {
                set(&mut self.heap, self.root, 2, cell.addr());
            }
            last = cell;
        }
    }
}

fn run(mode: GcMode, beside: Beside) -> Program {
    let mut program = Program::new(mode, beside);
    program.grow();
    program.churn(4 * LIVE);
    let majors = program.heap.stats().collections - program.heap.stats().minor_collections;
    assert!(cfg!(miri) || majors > 2, "{mode:?}, {beside:?}: {majors} cycles");
    assert!(program.fullest <= 1.0, "{mode:?}, {beside:?}: {} of the bound", program.fullest);
    program
}

#[test]
fn the_heap_stays_within_its_bound() {
    for mode in [GcMode::Incremental, GcMode::Generational] {
        for beside in [Beside::Nothing, Beside::Absent] {
            run(mode, beside);
        }
        if !cfg!(miri) {
            run(mode, Beside::Helper);
        }
    }
}

/// While the helper holds the edges and does not move, the program waits for it at each safepoint,
/// and comes to one more and more often.
#[test]
#[cfg(not(miri))]
fn a_hung_helper_brakes_the_program() {
    for mode in [GcMode::Incremental, GcMode::Generational] {
        let mut program = run(mode, Beside::Hung(12));
        // On a busy machine a phase before the marking may be so late that its cycle ends in one
        // go, without the helper.
        for _ in 0..100 {
            if program.grown.1 >= 12 {
                break;
            }
            program.churn(LIVE);
        }
        let (bytes, safepoints) = program.grown;
        assert!(safepoints >= 12, "{mode:?}: it hung at {safepoints} safepoints");
        assert!(bytes < safepoints * (200 << 10), "{mode:?}: {bytes} bytes at {safepoints} safepoints");
    }
}
