//! What keeps the memory of a full heap: each binding, frame, timer and job with what only it and
//! those after it reach, and the way to the fattest part.
//!
//! A cell counts for the first holder that reaches it: builtin objects (up to the first closure),
//! then globals, variables of the running functions, variables that their closures and those of
//! timers see, then what timers and jobs hold, then the rest. What all objects of a class share
//! (shapes, and with them the prototype) counts for none of them, but for a holder of its own after
//! all others.
//!
//! Invariants: nothing is written to the heap and no script code runs; the way down is followed in
//! bounded depth, what lies below it with the tracer's own stack; after `PATIENCE` the walk stops,
//! and its figures are lower bounds.

use std::time::{Duration, Instant};

use rustc_hash::FxHashMap;

use super::roots::Holder;
use crate::heap::{CellRef, CellSet, Heap, Tracer};
use crate::objects::{Gc, Kind, Shape};
use crate::queue::Queue;
use crate::vm::{Vm, owner};

/// The longest that the walk may take.
const PATIENCE: Duration = Duration::from_secs(5);
/// Cells on the way to the fattest part.
const DEPTH: usize = 14;
/// The holder of what no object has for itself.
const SHARED: &str = "what all objects of a class share";
/// Less is not worth a line.
const LEAST: usize = 4096;

/// Something that keeps memory: what it keeps of what one line allocated.
pub struct Retainer {
    /// Bytes that it keeps.
    pub bytes: usize,
    /// Where the program was when they were allocated, if that is known.
    pub line: Option<String>,
    /// What it is, and the way from it to the fattest part of what it keeps.
    pub path: String,
}

/// What keeps the heap's memory.
pub struct Retention {
    /// The JavaScript stack, a line a function.
    pub stack: String,
    /// The largest retainers.
    pub retainers: Vec<Retainer>,
    /// Whether everything was followed to its end.
    pub complete: bool,
}

/// Explains a heap that is full, for the final report of the process: up to `count` retainers.
/// `None` when no VM owns the heap.
///
/// The caller ends the process afterwards: the VM may be in the middle of anything.
pub fn explain(heap: &mut Heap, count: usize) -> Option<Retention> {
    if heap.owner != 0 {
        heap.lift_limits();
    }
    let vm = owner::of_heap(heap)?;
    let stack = vm.trace_text(crate::objects::Value::UNDEFINED).unwrap_or_default();
    let (retainers, complete) = vm.largest_retainers(count);
    Some(Retention { stack, retainers, complete })
}

/// The way to the fattest part below a cell.
#[derive(Clone, Copy)]
struct Way {
    bytes: usize,
    cells: [Option<CellRef>; DEPTH],
}

impl Way {
    const NONE: Way = Way { bytes: 0, cells: [None; DEPTH] };
}

/// The walk over the heap.
struct Walk<'a> {
    heap: &'a Heap,
    seen: CellSet,
    /// A tracer for each level of the way.
    tracers: Vec<Tracer>,
    /// Bytes by allocation site of the holder that is being measured.
    sites: FxHashMap<u32, usize>,
    until: Instant,
    cells: usize,
    spent: bool,
    /// What was met and is shared, to be weighed after all else; `None` when its turn has come.
    shared: Option<Vec<CellRef>>,
    put_off: CellSet,
}

impl Walk<'_> {
    fn count(&mut self, cell: CellRef) -> usize {
        self.cells += 1;
        if self.cells.is_multiple_of(4096) {
            self.spent |= Instant::now() >= self.until;
        }
        let bytes = self.heap.cell_footprint(cell);
        *self.sites.entry(self.heap.site_of(cell)).or_default() += bytes;
        bytes
    }

    /// What `cell` keeps that was not seen before.
    fn measure(&mut self, cell: CellRef, level: usize) -> Way {
        let mut way = Way::NONE;
        if self.spent || !self.seen.insert(cell) {
            return way;
        }
        way.bytes = self.count(cell);
        way.cells[level] = Some(cell);
        let mut tracer = std::mem::take(&mut self.tracers[level]);
        self.heap.trace_cell(cell, &mut tracer);
        let mut fattest = Way::NONE;
        while let Some(child) = tracer.next_cell() {
            if self.is_put_off(cell, child) {
                continue;
            }
            if level + 1 < DEPTH {
                let below = self.measure(child, level + 1);
                way.bytes += below.bytes;
                if below.bytes > fattest.bytes {
                    fattest = below;
                }
            } else if !self.spent && self.seen.insert(child) {
                way.bytes += self.count(child);
                self.heap.trace_cell(child, &mut tracer);
            }
        }
        self.tracers[level] = tracer;
        way.cells[level + 1..].copy_from_slice(&fattest.cells[level + 1..]);
        way
    }

    /// Puts off what all objects of a class share: whether it is that. The shape of a single object
    /// is its own, but not its prototype.
    fn is_put_off(&mut self, from: CellRef, cell: CellRef) -> bool {
        let Some(shared) = &mut self.shared else { return false };
        let is_shared = match (Kind::of(from), Kind::of(cell)) {
            (_, Kind::Shape) => !Gc::<Shape>::from_cell(cell).is_unique(),
            (Kind::Shape, kind) => kind.is_object(),
            _ => false,
        };
        if is_shared && self.put_off.insert(cell) {
            shared.push(cell);
        }
        is_shared
    }

    /// Sees what the roots reach without going through functions of the program and their
    /// variables.
    fn skip_builtins(&mut self, roots: impl FnOnce(&mut Tracer)) {
        let mut tracer = std::mem::take(&mut self.tracers[0]);
        roots(&mut tracer);
        while let Some(cell) = tracer.next_cell() {
            let own = !matches!(Kind::of(cell), Kind::Function | Kind::Environment | Kind::SuspendedFrame);
            if own && self.seen.insert(cell) {
                self.heap.trace_cell(cell, &mut tracer);
            }
        }
        self.tracers[0] = tracer;
    }

    /// What a holder keeps, the way to the fattest part of it, and the lines that allocated it.
    fn weigh(&mut self, holder: &Holder) -> (Way, Vec<(u32, usize)>) {
        self.sites.clear();
        let (mut fattest, mut sum) = (Way::NONE, 0);
        for &root in holder.roots.iter() {
            let way = self.measure(root, 0);
            sum += way.bytes;
            if way.bytes > fattest.bytes {
                fattest = way;
            }
        }
        fattest.bytes = sum;
        (fattest, self.sites.drain().collect())
    }
}

impl Vm {
    fn largest_retainers(&mut self, count: usize) -> (Vec<Retainer>, bool) {
        let heap = &self.space.heap;
        let mut walk = Walk {
            heap,
            seen: CellSet::default(),
            tracers: (0..DEPTH).map(|_| heap.new_tracer()).collect(),
            sites: FxHashMap::default(),
            until: Instant::now() + PATIENCE,
            cells: 0,
            spent: false,
            shared: Some(Vec::new()),
            put_off: CellSet::default(),
        };
        walk.seen.insert(self.realm.global.cell());
        walk.seen.insert(self.realm.lexicals.cell());
        walk.skip_builtins(|tracer| {
            self.space.trace_roots(tracer);
            self.realm.trace(tracer);
        });
        let holders = self.holders(&mut walk.seen);
        let mut found = Vec::new();
        let mut weigh = |walk: &mut Walk<'_>, holder: Holder| {
            let (way, sites) = walk.weigh(&holder);
            if way.bytes >= LEAST {
                found.push((holder.label, way, sites));
            }
        };
        for holder in holders {
            weigh(&mut walk, holder);
        }
        if let Some(shared) = walk.shared.take() {
            let mut roots = Queue::default();
            shared.into_iter().for_each(|cell| roots.push_back(cell));
            weigh(&mut walk, Holder { label: SHARED.into(), roots });
        }
        let complete = !walk.spent;
        found.sort_by_key(|(_, way, _)| std::cmp::Reverse(way.bytes));
        found.truncate(count);
        let mut retainers = Vec::new();
        for (label, way, sites) in found {
            let mut lines = by_line(&self.space.heap, &sites, way.bytes).into_iter();
            let short = format!("{label}, as above");
            let (line, bytes) = lines.next().map_or((None, way.bytes), |(line, bytes)| (Some(line), bytes));
            retainers.push(Retainer { bytes, line, path: self.describe_way(label, &way.cells) });
            let rest = lines.filter(|(_, bytes)| *bytes >= LEAST);
            retainers.extend(rest.map(|(line, bytes)| Retainer { bytes, line: Some(line), path: short.clone() }));
        }
        retainers.sort_by_key(|retainer| std::cmp::Reverse(retainer.bytes));
        retainers.truncate(count);
        (retainers, complete)
    }
}

/// `bytes` by the lines that allocated them, the most first: by the shares of what was sampled.
fn by_line(heap: &Heap, sites: &[(u32, usize)], bytes: usize) -> Vec<(String, usize)> {
    let mut lines: Vec<(String, usize)> = Vec::new();
    for &(site, bytes) in sites {
        let Some(line) = heap.describe_site(site) else { continue };
        match lines.iter_mut().find(|(known, _)| *known == line) {
            Some((_, sum)) => *sum += bytes,
            None => lines.push((line, bytes)),
        }
    }
    let sampled: usize = lines.iter().map(|(_, bytes)| bytes).sum();
    lines.sort_by_key(|&(_, bytes)| std::cmp::Reverse(bytes));
    for (_, part) in &mut lines {
        *part = (*part as f64 / sampled.max(1) as f64 * bytes as f64) as usize;
    }
    lines
}
