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

use std::time::Duration;

use super::walk::{Holder, Walk};
use crate::heap::Heap;
use crate::vm::{Vm, owner};

/// The longest that the walk may take.
const PATIENCE: Duration = Duration::from_secs(5);
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

impl Vm {
    fn largest_retainers(&mut self, count: usize) -> (Vec<Retainer>, bool) {
        let heap = &self.space.heap;
        let mut walk = Walk::new(heap, PATIENCE);
        walk.seen.insert(self.realm.global.cell());
        walk.seen.insert(self.realm.lexicals.cell());
        walk.skip_builtins(|tracer| {
            self.space.trace_roots(tracer);
            self.realm.trace(tracer);
        });
        let mut holders = self.holders(&mut walk);
        holders.iter_mut().for_each(|holder| walk.weigh(holder));
        if let Some(shared) = walk.shared.take() {
            let mut holder = Holder::new(SHARED.into());
            shared.into_iter().for_each(|cell| holder.roots.push_back(cell));
            walk.weigh(&mut holder);
            holders.push(holder);
        }
        let complete = !walk.spent;
        holders.retain(|holder| holder.weight.bytes >= LEAST);
        holders.sort_by_key(|holder| std::cmp::Reverse(holder.weight.bytes));
        holders.truncate(count);
        let mut retainers = Vec::new();
        for Holder { label, weight, .. } in holders {
            let mut lines = by_line(&self.space.heap, &weight.sites, weight.bytes).into_iter();
            let short = format!("{label}, as above");
            let (line, bytes) = lines.next().map_or((None, weight.bytes), |(line, bytes)| (Some(line), bytes));
            retainers.push(Retainer { bytes, line, path: self.describe_way(label, &weight.fattest.cells) });
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
