//! A random program against a model of it, under every collector: nodes small and large, owners
//! with finalisers, weak cells and ephemerons are made, linked, moved in runs and dropped while a
//! cycle's steps run in between.
//!
//! The model knows every cell that may still exist. At the end of each cycle whatever is reachable
//! must be there as the model has it; after a full collection nothing else may be.

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::tests::{DEAD, KINDS, OWNER, PAIRS, Random, WEAK, node, number, set, slot, word};
use super::*;

/// What the program knows of a cell.
enum Known {
    Node(Vec<Option<CellRef>>),
    Owner(u64),
    Weak(Option<CellRef>),
    Pairs(Vec<Option<(CellRef, Option<CellRef>)>>),
}

struct Program {
    heap: Heap,
    random: Random,
    cells: HashMap<CellRef, Known>,
    registers: Vec<CellRef>,
    owners: u64,
    finalised: HashSet<u64>,
    /// The longest nodes.
    most_words: usize,
    cycles: u64,
}

const REGISTERS: usize = 24;

impl Program {
    fn new(config: HeapConfig, seed: u64, most_words: usize) -> Program {
        DEAD.with_borrow_mut(Vec::clear);
        Program {
            heap: Heap::new(config, &KINDS),
            random: Random(seed),
            cells: HashMap::default(),
            registers: Vec::new(),
            owners: 0,
            finalised: HashSet::default(),
            most_words,
            cycles: 0,
        }
    }

    /// What the program can reach: references, and the values of ephemerons whose keys are
    /// reachable.
    fn reachable(&self) -> HashSet<CellRef> {
        let mut seen = HashSet::default();
        let mut stack = self.registers.clone();
        let mut tables = Vec::new();
        loop {
            while let Some(cell) = stack.pop() {
                if !seen.insert(cell) {
                    continue;
                }
                match &self.cells[&cell] {
                    Known::Node(slots) => stack.extend(slots.iter().flatten()),
                    Known::Pairs(pairs) => tables.push(pairs),
                    Known::Owner(_) | Known::Weak(_) => {}
                }
            }
            for (key, value) in tables.iter().copied().flatten().flatten() {
                stack.extend(value.filter(|value| seen.contains(key) && !seen.contains(value)));
            }
            if stack.is_empty() {
                return seen;
            }
        }
    }

    fn any_register(&mut self) -> Option<CellRef> {
        let count = self.registers.len();
        (count > 0).then(|| self.registers[self.random.below(count)])
    }

    /// Some cell that the program can reach by way of nodes.
    fn walk(&mut self) -> Option<CellRef> {
        let mut at = self.any_register()?;
        for _ in 0..self.random.below(12) {
            let Known::Node(slots) = &self.cells[&at] else { break };
            match slots.get(self.random.below(slots.len().max(1))) {
                Some(&Some(next)) => at = next,
                _ => break,
            }
        }
        Some(at)
    }

    fn keep(&mut self, cell: CellRef) {
        if self.registers.len() < REGISTERS {
            self.registers.push(cell);
        } else {
            let index = self.random.below(REGISTERS);
            self.registers[index] = cell;
        }
    }

    fn make(&mut self) {
        let cell = match self.random.below(20) {
            0..12 => self.make_node(),
            12..15 => {
                self.owners += 1;
                let (external, large) =
                    (self.random.below(100), self.random.below(if cfg!(miri) { 3 } else { 10 }) == 0);
                let size = if large { 20_000 } else { 24 };
                let cell = self.heap.alloc_finalizable(OWNER, size, u16::from(large), 0);
                // SAFETY: an owner has two words, which are no references.
                unsafe {
                    slot(cell, 0).write(self.owners);
                    slot(cell, 1).write(external as u64);
                }
                self.heap.add_external(external as isize);
                self.cells.insert(cell, Known::Owner(self.owners));
                cell
            }
            15..18 => {
                let Some(target) = self.walk() else { return };
                let cell = self.heap.alloc(WEAK, 16, 0, 0);
                // SAFETY: a weak cell has one word.
                unsafe { slot(cell, 0).write(target.addr()) };
                self.cells.insert(cell, Known::Weak(Some(target)));
                cell
            }
            _ => {
                let most = if self.random.below(8) == 0 { self.most_words / 2 } else { 8 };
                let count = 1 + self.random.below(most);
                let cell = self.heap.alloc(PAIRS, 8 + 16 * count, 0, 2 * count as u32);
                // SAFETY: the cell's own words.
                (0..2 * count).for_each(|i| unsafe { slot(cell, i).write(number(0)) });
                self.cells.insert(cell, Known::Pairs(vec![None; count]));
                cell
            }
        };
        self.keep(cell);
    }

    fn make_node(&mut self) -> CellRef {
        let words = match self.random.below(30) {
            0 => 1 + self.random.below(self.most_words),
            _ => self.random.below(12),
        };
        let cell = node(&mut self.heap, words);
        // A part of what it holds it has from birth.
        let mut slots = vec![None; words];
        for (i, held) in slots.iter_mut().enumerate().take(2) {
            *held = self.any_register();
            let held = held.map_or(number(1), CellRef::addr);
            // SAFETY: the node's own words; nobody has seen it yet.
            unsafe { slot(cell, i).write(held) };
        }
        self.cells.insert(cell, Known::Node(slots));
        cell
    }

    /// Writes a reference, or a pair, into some cell.
    fn link(&mut self) {
        let (Some(owner), Some(value)) = (self.walk(), self.walk()) else { return };
        let value = (self.random.below(4) != 0).then_some(value);
        let key = self.any_register();
        match self.cells.get_mut(&owner).expect("known") {
            Known::Node(slots) if !slots.is_empty() => {
                let index = self.random.below(slots.len());
                slots[index] = value;
                set(&mut self.heap, owner, index, value.map_or(number(2), CellRef::addr));
            }
            Known::Pairs(pairs) => {
                let index = self.random.below(pairs.len());
                pairs[index] = key.map(|key| (key, value));
                set(&mut self.heap, owner, 2 * index, key.map_or(number(3), CellRef::addr));
                set(&mut self.heap, owner, 2 * index + 1, value.map_or(number(3), CellRef::addr));
            }
            _ => {}
        }
    }

    /// Fills a run of a node with new cells, moves a run to another place, or clears one.
    fn run(&mut self) {
        let Some(owner) = self.walk() else { return };
        let kind = self.random.below(3);
        let Some(Known::Node(slots)) = self.cells.get_mut(&owner) else { return };
        let words = slots.len();
        if words == 0 {
            return;
        }
        let (from, to) = (self.random.below(words), self.random.below(words));
        let len = self.random.below(words - from.max(to)) + 1;
        let mut made = Vec::new();
        match kind {
            0 => {
                for (index, held) in slots.iter_mut().enumerate().skip(to).take(len) {
                    let cell = node(&mut self.heap, 0);
                    set(&mut self.heap, owner, index, cell.addr());
                    *held = Some(cell);
                    made.push(cell);
                }
            }
            1 => {
                slots.copy_within(from..from + len, to);
                // SAFETY: both runs lie in the node.
                unsafe {
                    self.heap.barrier_words(owner, slot(owner, to), len);
                    // A word at a time, for a marker may read them.
                    let held: Vec<u64> = (from..from + len).map(|i| word(owner, i)).collect();
                    (to..).zip(held).for_each(|(i, held)| super::word::write(slot(owner, i), held));
                }
            }
            _ => {
                slots[to..to + len].fill(None);
                // SAFETY: as above.
                unsafe {
                    self.heap.barrier_words(owner, slot(owner, to), len);
                    (to..to + len).for_each(|i| super::word::write(slot(owner, i), number(4)));
                }
            }
        }
        self.cells.extend(made.into_iter().map(|cell| (cell, Known::Node(Vec::new()))));
    }

    /// Takes the target of a weak cell into a register, if it is still there.
    fn look(&mut self) {
        let Some(cell) = self.walk() else { return };
        let Known::Weak(_) = self.cells[&cell] else { return };
        // SAFETY: a word that is a reference is one to a cell.
        let Some(target) = is_cell(word(cell, 0)).then(|| unsafe { CellRef::from_addr(word(cell, 0)) }) else { return };
        if self.heap.revive(target) {
            assert!(self.cells.contains_key(&target), "a weak cell has kept a freed cell");
            self.keep(target);
        }
    }

    fn act(&mut self) {
        match self.random.below(40) {
            0..16 => self.make(),
            16..30 => self.link(),
            30..32 => self.run(),
            32..36 => self.look(),
            36 => {
                // The barrier for the whole cell, without a change.
                if let Some(cell) = self.walk() {
                    self.heap.barrier(cell);
                }
            }
            _ if !self.registers.is_empty() => {
                let index = self.random.below(self.registers.len());
                self.registers.swap_remove(index);
            }
            _ => {}
        }
    }

    fn collect(&mut self, full: bool) {
        let registers = self.registers.clone();
        let mut roots = |tracer: &mut Tracer| registers.iter().for_each(|&cell| tracer.cell(cell));
        if full {
            self.heap.collect(GcReason::Requested, &mut roots, &mut ());
        } else {
            self.heap.step(&mut roots, &mut ());
        }
        self.heap.take_finalization_notices();
        if self.heap.stats().collections != self.cycles {
            self.cycles = self.heap.stats().collections;
            self.compare(full);
        }
    }

    /// Holds what is reachable against the model; with `exactly`, nothing else may be there.
    fn compare(&mut self, exactly: bool) {
        let reachable = self.reachable();
        let mut there = HashSet::default();
        self.heap.for_each_cell(|cell, _| assert!(there.insert(cell)));
        assert!(reachable.is_subset(&there), "a reachable cell was freed");
        assert!(!exactly || there.len() == reachable.len(), "{} cells, {} reachable", there.len(), reachable.len());
        self.cells.retain(|cell, _| there.contains(cell));
        for (&cell, known) in &mut self.cells {
            let is_reachable = reachable.contains(&cell);
            match known {
                Known::Node(slots) => {
                    for (i, held) in slots.iter().enumerate() {
                        match held {
                            Some(held) => assert_eq!(word(cell, i), held.addr()),
                            None => assert!(!is_cell(word(cell, i))),
                        }
                    }
                }
                Known::Owner(id) => assert!(word(cell, 0) == *id),
                Known::Weak(target) => {
                    if !is_cell(word(cell, 0)) {
                        assert!(!is_reachable || target.is_none_or(|target| !reachable.contains(&target)));
                        *target = None;
                    }
                }
                Known::Pairs(pairs) => {
                    for (i, pair) in pairs.iter_mut().enumerate() {
                        let Some((key, value)) = *pair else { continue };
                        if is_cell(word(cell, 2 * i)) {
                            assert_eq!(word(cell, 2 * i), key.addr());
                            assert!(value.is_none_or(|value| word(cell, 2 * i + 1) == value.addr()));
                        } else {
                            assert!(!is_reachable || !reachable.contains(&key));
                            *pair = None;
                        }
                    }
                }
            }
        }
        for id in DEAD.take() {
            assert!(self.finalised.insert(id), "owner {id} was finalised twice");
        }
        let alive =
            self.cells.values().filter(|known| matches!(known, Known::Owner(id) if !self.finalised.contains(id)));
        assert_eq!(alive.count() as u64 + self.finalised.len() as u64, self.owners, "an owner was lost");
    }
}

fn churn(mode: GcMode, stress: bool, seed: u64, most_edges: usize) -> (u64, usize) {
    churn_with(mode, stress, false, seed, most_edges)
}

fn churn_with(mode: GcMode, stress: bool, concurrent: bool, seed: u64, most_edges: usize) -> (u64, usize) {
    let (steps, most_words) = match (cfg!(miri), most_edges) {
        // Every word costs Miri a millisecond: what is large has no references here; large nodes
        // are in `model.rs`.
        (true, _) => (if stress { 12 } else { 24 }, 60),
        (_, usize::MAX) => (if stress { 3000 } else { 20_000 }, 4000),
        _ => (4000, 20_000),
    };
    // Under Miri the verifier costs ten times what it verifies, so only the model looks; the many
    // rounds without Miri have both.
    let (verify, verify_every) = if cfg!(miri) { (false, 0) } else { (true, HeapConfig::default().verify_every) };
    let config = HeapConfig {
        mode,
        stress,
        verify,
        verify_every,
        concurrent: Some(concurrent),
        headroom: Some(8 << 10),
        max_bytes: 1 << 30,
        ..HeapConfig::default()
    };
    let mut program = Program::new(config, seed, most_words);
    program.heap.tracer.limit_edges(most_edges);
    for _ in 0..steps {
        program.act();
        if program.heap.poll() {
            program.collect(false);
        }
        if program.random.below(2000) == 0 {
            program.collect(true);
        }
        if program.random.below(300) == 0 {
            // The heap is to stay small.
            program.registers.truncate(3);
        }
    }
    program.collect(true);
    program.registers.clear();
    program.collect(true);
    assert_eq!((program.cells.len(), program.finalised.len() as u64), (0, program.owners));
    let minor = program.heap.recent_cycles().filter(|cycle| cycle.minor).count();
    (program.cycles, minor)
}

fn seeds() -> std::ops::Range<u64> {
    1..if cfg!(miri) { 2 } else { 4 }
}

#[test]
fn every_collector_keeps_what_is_reachable() {
    for mode in [GcMode::StopTheWorld, GcMode::Incremental, GcMode::Generational] {
        for seed in seeds() {
            let (cycles, minor) = churn(mode, false, seed * 0x9E37_79B9, usize::MAX);
            assert!(cfg!(miri) || cycles > 20, "{mode:?}: {cycles} cycles");
            assert!(cfg!(miri) || mode != GcMode::Generational || minor > 0);
        }
    }
}

#[test]
fn every_collector_keeps_what_is_reachable_under_stress() {
    for mode in [GcMode::StopTheWorld, GcMode::Incremental, GcMode::Generational] {
        seeds().for_each(|seed| _ = churn(mode, true, seed * 0x85EB_CA6B, usize::MAX));
    }
}

#[test]
fn every_collector_survives_a_full_stack() {
    for mode in [GcMode::StopTheWorld, GcMode::Incremental, GcMode::Generational] {
        seeds().for_each(|seed| _ = churn(mode, false, seed * 0xC2B2_AE35, 1));
    }
}

#[test]
fn a_marking_thread_keeps_what_is_reachable() {
    for mode in [GcMode::Incremental, GcMode::Generational] {
        for stress in [false, true] {
            seeds().for_each(|seed| _ = churn_with(mode, stress, true, seed * 0x2545_F491, usize::MAX));
        }
    }
}
