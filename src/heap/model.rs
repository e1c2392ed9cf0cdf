//! Model check of the barrier: all interleavings of small programs with the steps of a cycle, on a
//! real heap.
//!
//! A schedule is a sequence of choices: at each point either the program's next operation,
//! whichever it is, or the collector's next step, of one cell where only small ones are there. All
//! sequences are run, one after the other, each from the same initial graph; under Miri some that
//! are drawn at random. After every action the invariants of `barrier.rs` are held against a plain
//! model of the program; at the end a minor cycle must free nothing reachable, and a major one
//! everything else.
//!
//! With a marker beside the program the schedule also chooses when that marker does its next thing,
//! down to the reading of one slot.

use std::rc::Rc;

use super::barrier;
use super::budget::Budget;
use super::cell::state;
use super::cycle::Phase;
use super::helper::Helper;
use super::slow_marker::SlowMarker;
use super::tests::{KINDS, NODE, Random, number, slot, word};
use super::*;

/// Words of a large node; its two slots lie in different chunks of the tracer.
const LARGE_WORDS: usize = 1040;
const LARGE_SLOTS: [usize; 2] = [3, 1030];
/// So many words of a large node refer to itself: more than the marker's queue takes, so that the
/// rest waits to be read.
const SELF_WORDS: std::ops::Range<usize> = 10..28;
/// Cells of a step: with large nodes a step ends behind the first chunk.
const STEP: [usize; 2] = [1, 18];

/// Schedules that Miri runs of a setting, and how their choices begin: all would take days. Each
/// test leaves out some of the settings, too.
const DRAWN: usize = 1;
const DRAWN_SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// What a program can do, with its two registers.
#[derive(Copy, Clone, Debug, PartialEq)]
enum Op {
    /// Register's slot = register.
    Store(usize, usize, usize),
    /// Register = register's slot.
    Load(usize, usize, usize),
    /// Register = a new cell; large or not.
    New(usize, bool),
    /// Register = a new cell that holds a register from birth.
    NewHolding(usize, usize, bool),
    /// Register = nothing.
    Drop(usize),
    /// Both slots of a register = nothing, as one run.
    Clear(usize),
    /// The second slot of a register moves to the first.
    Shift(usize),
    /// As `Store` into the second slot, with the barrier for the whole cell.
    StoreWhole(usize, usize),
}

/// One way to explore: what is there at the start, and which cycle runs.
#[derive(Copy, Clone, Debug)]
struct Setting {
    mode: GcMode,
    minor: bool,
    /// The first cell is a large one.
    large: bool,
    /// The initial cells are old.
    old: bool,
    /// And the first has a young one in its first slot.
    remembered: bool,
    /// A thread marks beside the program.
    beside: bool,
}

/// The choices of a schedule, in the order of a counter with digits of different bases; or drawn at
/// random.
#[derive(Default)]
struct Choices {
    digits: Vec<(usize, usize)>,
    at: usize,
    /// The source of what is drawn, and how many schedules are still to be.
    drawn: Option<(Random, usize)>,
}

impl Choices {
    /// So many schedules, drawn at random.
    fn drawn(seed: u64, schedules: usize) -> Choices {
        Choices { drawn: Some((Random(seed), schedules)), ..Choices::default() }
    }

    fn choose(&mut self, among: usize) -> usize {
        if let Some((random, _)) = &mut self.drawn {
            return random.below(among);
        }
        if self.at == self.digits.len() {
            self.digits.push((0, among));
        }
        self.at += 1;
        self.digits[self.at - 1].0
    }

    /// Goes to the next schedule; false after the last.
    fn next(&mut self) -> bool {
        if let Some((_, left)) = &mut self.drawn {
            *left -= 1;
            return *left > 0;
        }
        self.digits.truncate(self.at);
        self.at = 0;
        while let Some((digit, base)) = self.digits.pop() {
            if digit + 1 < base {
                self.digits.push((digit + 1, base));
                return true;
            }
        }
        false
    }
}

/// A cell as the program knows it.
#[derive(Clone)]
struct Known {
    cell: CellRef,
    large: bool,
    slots: [Option<usize>; 2],
}

/// Sets of cells, by number.
type Set = u32;

struct World<'a> {
    heap: &'a mut Heap,
    setting: Setting,
    cells: Vec<Known>,
    registers: [Option<usize>; 2],
    /// The cells' slots and what was reachable at the running cycle's snapshot.
    snapshot: Option<(Vec<Known>, Set)>,
    cycles: usize,
    marker: SlowMarker,
    trail: Vec<String>,
}

fn closure(cells: &[Known], from: Set, through: Set) -> Set {
    let (mut found, mut todo) = (from, from);
    while todo != 0 {
        let at = todo.trailing_zeros() as usize;
        todo &= todo - 1;
        if through & (1 << at) == 0 {
            continue;
        }
        for next in cells[at].slots.iter().flatten().filter(|&&next| next < cells.len()) {
            if found & (1 << next) == 0 {
                found |= 1 << next;
                todo |= 1 << next;
            }
        }
    }
    found
}

impl World<'_> {
    fn create(&mut self, register: usize, large: bool, holding: Option<usize>) {
        let words = if large { LARGE_WORDS } else { 2 };
        let cell = self.heap.alloc(NODE, 8 + 8 * words, 0, words as u32);
        // SAFETY: the node's own words.
        (0..words).for_each(|i| unsafe { slot(cell, i).write(number(0)) });
        if large {
            // SAFETY: as above.
            SELF_WORDS.for_each(|i| unsafe { slot(cell, i).write(cell.addr()) });
        }
        let known = Known { cell, large, slots: [holding, None] };
        if let Some(held) = holding {
            // SAFETY: as above; nobody has seen the cell yet.
            unsafe { known.slot(0).write(self.cells[held].cell.addr()) };
        }
        self.registers[register] = Some(self.cells.len());
        self.cells.push(known);
    }

    fn word_of(&self, value: Option<usize>) -> u64 {
        value.map_or(number(0), |value| self.cells[value].cell.addr())
    }

    fn set(&mut self, owner: usize, index: usize, value: Option<usize>) {
        let word = self.word_of(value);
        let known = &mut self.cells[owner];
        known.slots[index] = value;
        // SAFETY: a slot of the cell.
        unsafe { self.heap.write_word(known.cell, known.slot(index), word) };
    }

    /// Whether the operation can be done, and changes anything.
    fn is_possible(&self, op: Op) -> bool {
        let holds = |register: usize| self.registers[register].is_some();
        match op {
            Op::Store(to, _, from) | Op::StoreWhole(to, from) => holds(to) && holds(from),
            Op::Load(_, from, _) | Op::NewHolding(_, from, _) => holds(from),
            Op::New(..) => true,
            Op::Drop(register) | Op::Clear(register) | Op::Shift(register) => holds(register),
        }
    }

    fn perform(&mut self, op: Op) {
        let held = |world: &Self, register: usize| world.registers[register].expect("possible");
        match op {
            Op::Store(to, index, from) => self.set(held(self, to), index, self.registers[from]),
            Op::Load(to, from, index) => self.registers[to] = self.cells[held(self, from)].slots[index],
            Op::New(register, large) => self.create(register, large, None),
            Op::NewHolding(register, from, large) => self.create(register, large, self.registers[from]),
            Op::Drop(register) => self.registers[register] = None,
            Op::Clear(register) => {
                let at = held(self, register);
                let known = &mut self.cells[at];
                known.slots = [None; 2];
                let words = if known.large { LARGE_WORDS } else { 2 };
                // SAFETY: the node's own words.
                unsafe {
                    self.heap.barrier_words(known.cell, slot(known.cell, 0), words);
                    (0..2).for_each(|i| known.slot(i).write(number(0)));
                }
            }
            Op::Shift(register) => {
                let at = held(self, register);
                let known = &mut self.cells[at];
                known.slots = [known.slots[1], None];
                // SAFETY: as above.
                unsafe {
                    self.heap.barrier_words(known.cell, known.slot(0), 1);
                    self.heap.barrier_words(known.cell, known.slot(1), 1);
                    known.slot(0).write(known.slot(1).read());
                    known.slot(1).write(number(0));
                }
            }
            Op::StoreWhole(to, from) => {
                let (owner, value) = (held(self, to), self.registers[from]);
                let word = self.word_of(value);
                self.cells[owner].slots[1] = value;
                self.heap.barrier(self.cells[owner].cell);
                // SAFETY: as above.
                unsafe { self.cells[owner].slot(1).write(word) };
            }
        }
    }

    fn collector_runs(&self) -> bool {
        self.heap.cycle.phase != Phase::Idle
    }

    /// The marker beside the program does its next thing; false if it has nothing to do.
    fn step_beside(&mut self) -> bool {
        let Some(handoff) = self.heap.handoff() else { return false };
        self.marker.step(handoff, |range| slots_in(&self.cells, &range))
    }

    /// A step of the cycle, which begins if none runs.
    fn step(&mut self, minor: bool, budget: &mut Budget) {
        if let (Budget::Unlimited, Some(handoff)) = (&budget, self.heap.handoff()) {
            // The program will wait for it.
            self.marker.stop(handoff, |range| slots_in(&self.cells, &range));
        }
        if !self.collector_runs() {
            self.cycles += 1;
            self.heap.begin_cycle(minor, GcReason::Allocation);
        }
        // Beyond its goal the program marks, too.
        self.heap.book_debt();
        let before = self.heap.cycle.phase;
        let cells: Vec<CellRef> = self.registers.iter().flatten().map(|&at| self.cells[at].cell).collect();
        let mut roots = |tracer: &mut Tracer| cells.iter().for_each(|&cell| tracer.cell(cell));
        let ended = self.heap.advance(budget, &mut roots, &mut ()).is_some();
        if !matches!(before, Phase::Marking | Phase::WeakProcessing) {
            self.snapshot = Some((self.cells.clone(), self.reachable()));
        }
        if ended {
            self.snapshot = None;
            if self.setting.mode == GcMode::Generational {
                self.heap.plan_minor();
            }
        }
    }

    fn reachable(&self) -> Set {
        let roots = self.registers.iter().flatten().fold(0, |set, at| set | 1 << at);
        closure(&self.cells, roots, !0)
    }

    fn number_of(&self, addr: u64) -> Option<usize> {
        self.cells.iter().position(|known| known.cell.addr() == addr)
    }

    fn is_marked(&self, at: usize) -> bool {
        super::arena::is_marked(self.cells[at].cell.addr() as usize)
    }

    fn members(set: Set) -> impl Iterator<Item = usize> {
        (0..Set::BITS as usize).filter(move |at| set & (1 << at) != 0)
    }

    /// Invariant 1: what the snapshot reaches is marked, or reachable from the marker's stack as it
    /// was.
    fn check_snapshot(&self) {
        let Some((then, set)) = self.snapshot.as_ref().filter(|_| self.heap.cycle.phase == Phase::Marking) else {
            return;
        };
        if self.setting.beside {
            // What the marker has read is known to it alone; what it missed shows at the end.
            return;
        }
        let mut pending = 0;
        let mut add = |word: u64| {
            if let Some(at) = self.number_of(word).filter(|&at| at < then.len()) {
                pending |= 1 << at;
            }
        };
        self.heap.tracer.for_each_pending(&mut add);
        let (remembered, slots) = self.heap.cycle.to_work_off();
        if self.heap.cycle.minor {
            for cell in remembered.iter().filter(|cell| cell.header().gc_state() == state::REMEMBERED) {
                let known = &self.cells[self.number_of(cell.addr()).expect("known")];
                (0..2).for_each(|i| add(known.word(i)));
            }
            // SAFETY: remembered slots lie in old cells, which a minor cycle does not free.
            slots.iter().for_each(|&slot| add(unsafe { std::ptr::with_exposed_provenance::<u64>(slot).read() }));
        }
        let unmarked = Self::members(*set).filter(|&at| !self.is_marked(at)).fold(0, |set, at| set | 1 << at);
        let found = closure(then, pending, unmarked);
        assert!(unmarked & !found == 0, "invariant 1: {:b} of {set:b} is lost; {}", unmarked & !found, self.story());
    }

    fn check(&self) {
        let heap = &*self.heap;
        let reachable = self.reachable();
        self.check_snapshot();
        let before_snapshot = !matches!(heap.cycle.phase, Phase::Marking | Phase::WeakProcessing);
        let remembering = heap.slow_states == barrier::REMEMBERING;
        for at in Self::members(reachable) {
            let known = &self.cells[at];
            let of = known.cell.header().gc_state();
            let is_old = |at: usize| !state::is_young(self.cells[at].cell.header().gc_state());
            if let Some((then, _)) = &self.snapshot
                && !before_snapshot
                && at >= then.len()
            {
                assert!(self.is_marked(at), "invariant 2: cell {at} is not black; {}", self.story());
            }
            if heap.cycle.phase == Phase::WeakProcessing {
                assert!(self.is_marked(at), "cell {at} is reachable and not marked; {}", self.story());
            }
            for i in 0..2 {
                assert_eq!(known.word(i), self.word_of(known.slots[i]), "slot {i} of cell {at}; {}", self.story());
                if before_snapshot && remembering && is_old(at) && known.slots[i].is_some_and(|to| !is_old(to)) {
                    let here = heap.remembered.contains(&known.cell)
                        || heap.remembered_slots.contains(&known.slot(i).expose_provenance())
                        || heap.has_noted(known.cell)
                        || (of == state::SCANNED && heap.scanned.iter().any(|cell| *cell == known.cell));
                    assert!(here, "invariant 3: slot {i} of cell {at} is not remembered; {}", self.story());
                }
            }
            let (working, _) = heap.cycle.to_work_off();
            let listed = match of {
                state::SCANNED => heap.scanned.iter().any(|cell| *cell == known.cell),
                state::REMEMBERED => heap.remembered.contains(&known.cell) || working.contains(&known.cell),
                _ => true,
            };
            assert!(listed, "invariant 4: cell {at} in state {of}; {}", self.story());
            if heap.cycle.phase == Phase::Idle && self.setting.mode == GcMode::Generational && self.is_marked(at) {
                assert_ne!(of, state::YOUNG, "invariant 3: cell {at} has survived; {}", self.story());
            }
        }
    }

    fn story(&self) -> String {
        format!("{:?}: {}", self.setting, self.trail.join(", "))
    }

    /// Runs the cycle to its end.
    fn finish(&mut self, minor: bool) {
        self.step(minor, &mut Budget::Unlimited);
        assert!(!self.collector_runs());
        self.check();
    }

    /// What is reachable is there; with `exactly`, nothing else is.
    fn check_alive(&mut self, exactly: bool) {
        let mut there = Vec::new();
        self.heap.for_each_cell(|cell, _| there.push(cell));
        let reachable = self.reachable();
        for at in Self::members(reachable) {
            assert!(there.contains(&self.cells[at].cell), "cell {at} was freed; {}", self.story());
        }
        let alive = reachable.count_ones() as usize;
        assert!(!exactly || there.len() == alive, "{} cells, {alive} reachable; {}", there.len(), self.story());
    }
}

/// The slots that the program uses in a range of addresses.
fn slots_in(cells: &[Known], range: &std::ops::Range<usize>) -> Vec<*mut u64> {
    let slots = cells.iter().flat_map(|known| [known.slot(1), known.slot(0)]);
    slots.filter(|slot| range.contains(&slot.expose_provenance())).collect()
}

impl Known {
    fn slot(&self, index: usize) -> *mut u64 {
        slot(self.cell, if self.large { LARGE_SLOTS[index] } else { index })
    }

    fn word(&self, index: usize) -> u64 {
        word(self.cell, if self.large { LARGE_SLOTS[index] } else { index })
    }
}

/// Register 0 holds a cell with two others, of which one holds the other.
fn begin(heap: &mut Heap, setting: Setting) -> World<'_> {
    let cells = Vec::with_capacity(8);
    let marker = SlowMarker::new(setting.mode == GcMode::Generational);
    let trail = Vec::new();
    let mut world = World { heap, setting, cells, registers: [None; 2], snapshot: None, cycles: 0, marker, trail };
    world.create(1, false, None);
    world.create(1, false, Some(0));
    world.create(0, setting.large, Some(1));
    world.set(2, 1, Some(0));
    world.registers[1] = None;
    if setting.old {
        world.finish(false);
    } else if setting.mode == GcMode::Generational {
        world.heap.plan_minor();
    }
    if setting.remembered {
        world.create(1, false, None);
        world.set(2, 0, Some(3));
        world.registers[1] = None;
    }
    world.cycles = 0;
    world
}

/// Runs one schedule. The program looks at a marker beside it so many times before its last
/// operation.
fn run(heap: &mut Heap, setting: Setting, (ops, count): (&[Op], usize), most_looks: usize, choices: &mut Choices) {
    let mut world = begin(heap, setting);
    let (mut done, mut looks) = (0, 0);
    while done < count {
        // One cycle is enough: what it leaves behind is checked against the invariants.
        let may_step = world.cycles == 0 || world.collector_runs();
        if setting.beside && world.heap.concurrent.on {
            let choice = choices.choose(if looks < most_looks { 3 } else { 2 });
            if choice == 1 && world.step_beside() {
                world.trail.push("beside".into());
                continue;
            }
            if choice == 2 {
                looks += 1;
                world.trail.push("look".into());
                world.step(setting.minor, &mut Budget::Cells(1));
                world.check();
                continue;
            }
            if choice == 1 {
                // It has nothing to do: the same as an operation now.
                break;
            }
        }
        if may_step && !world.heap.concurrent.on && choices.choose(2) == 1 {
            world.trail.push("step".into());
            world.step(setting.minor, &mut Budget::Cells(STEP[usize::from(setting.large)]));
        } else {
            let op = ops[choices.choose(ops.len())];
            if !world.is_possible(op) {
                break;
            }
            world.trail.push(format!("{op:?}"));
            world.perform(op);
            done += 1;
        }
        world.check();
    }
    // Beside the program the rest is marked by turns, or given back half-way and marked by the
    // program.
    while world.heap.concurrent.on && choices.choose(2) == 0 {
        while world.step_beside() {}
        world.step(setting.minor, &mut Budget::Cells(64));
        world.check();
    }
    if world.collector_runs() {
        world.finish(setting.minor);
        world.check_alive(false);
    }
    if setting.mode == GcMode::Generational {
        world.finish(true);
        world.check_alive(false);
    }
    world.finish(false);
    world.check_alive(true);
    world.registers = [None; 2];
    world.finish(false);
    world.check_alive(true);
}

fn explore(ops: &[Op], count: usize, beside: Option<usize>) -> usize {
    let (mut schedules, mut settings) = (0, 0_usize);
    for mode in [GcMode::Incremental, GcMode::Generational] {
        for minor in [false, true].into_iter().filter(|minor| !minor || mode == GcMode::Generational) {
            let all = [(false, false, false), (false, true, false), (true, false, false), (true, true, false)];
            let young = [(false, true, true), (true, true, true)];
            for (large, old, remembered) in
                all.into_iter().chain(young.into_iter().filter(|_| mode == GcMode::Generational))
            {
                settings += 1;
                if cfg!(miri) && !settings.is_multiple_of(count) {
                    continue;
                }
                let concurrent = Some(beside.is_some());
                let config =
                    HeapConfig { mode, concurrent, headroom: Some(0), max_bytes: 1 << 30, ..HeapConfig::default() };
                let mut heap = Heap::new(config, &KINDS);
                if beside.is_some() {
                    heap.helper = Rc::new(Helper::by_hand());
                }
                let mut choices =
                    if cfg!(miri) { Choices::drawn(DRAWN_SEED + schedules as u64, DRAWN) } else { Choices::default() };
                loop {
                    let setting = Setting { mode, minor, large, old, remembered, beside: beside.is_some() };
                    run(&mut heap, setting, (ops, count), beside.unwrap_or(0), &mut choices);
                    schedules += 1;
                    if !choices.next() {
                        break;
                    }
                }
            }
        }
    }
    schedules
}

#[test]
fn every_schedule_of_two_operations() {
    let mut ops = Vec::new();
    for i in 0..2 {
        for j in 0..2 {
            ops.extend((0..2).flat_map(|s| [Op::Store(i, s, j), Op::Load(i, j, s)]));
        }
        ops.extend([Op::New(i, false), Op::New(i, true), Op::Drop(i), Op::Clear(i), Op::Shift(i)]);
        ops.extend([Op::NewHolding(i, 1 - i, false), Op::NewHolding(i, 0, true), Op::StoreWhole(i, 1 - i)]);
    }
    println!("{} schedules of 2 out of {} operations", explore(&ops, 2, None), ops.len());
}

/// What matters most, for longer programs.
const BASICS: [Op; 6] = [
    Op::Load(1, 0, 0),
    Op::Load(0, 0, 1),
    Op::Store(0, 1, 1),
    Op::Store(1, 0, 0),
    Op::Clear(0),
    Op::NewHolding(1, 0, false),
];

#[test]
fn every_schedule_of_three_operations() {
    let ops = [&BASICS[..], &[Op::NewHolding(1, 1, true)]].concat();
    println!("{} schedules of 3 out of {} operations", explore(&ops, 3, None), ops.len());
}

#[test]
fn every_schedule_beside_a_marker() {
    let ops = [&BASICS[..], &[Op::Shift(0)]].concat();
    println!("{} schedules of 2 out of {} operations", explore(&ops, 2, Some(0)), ops.len());
    let ops = [Op::Load(1, 0, 0), Op::Clear(0), Op::StoreWhole(0, 1), Op::NewHolding(1, 1, true)];
    println!("{} schedules of 2 out of {} operations, with a look", explore(&ops, 2, Some(1)), ops.len());
}
