//! The final report of a program whose heap is full, in the form that V8 has made known, and what
//! filled it.

use std::sync::atomic::{AtomicBool, Ordering};

use super::gc_lines;
use super::units::mebibytes;
use crate::heap::{GcCycle, Heap, rss};
use crate::profiler::retainers::{self, Retention};
use crate::stdio;

const FATAL: &str = "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n";
/// What a process ends with that was aborted.
const ABORTED: i32 = 134;
/// Collections that are shown.
const SHOWN_COLLECTIONS: usize = 4;
/// Retainers that are shown.
const SHOWN_RETAINERS: usize = 5;
/// Kinds of cells that are shown.
const SHOWN_KINDS: usize = 3;

/// Prints the final report and ends the process.
pub(super) fn last_words(heap: &mut Heap, wanted: usize) -> ! {
    static SPEAKING: AtomicBool = AtomicBool::new(false);
    if SPEAKING.swap(true, Ordering::Relaxed) {
        // The system has no memory for the report either.
        stdio::write_last_words(FATAL.as_bytes());
        std::process::exit(ABORTED);
    }
    let mut text = String::from("\n<--- Last few GCs --->\n\n");
    let cycles: Vec<&GcCycle> = heap.recent_cycles().collect();
    for cycle in &cycles[cycles.len().saturating_sub(SHOWN_COLLECTIONS)..] {
        text.push_str(&gc_lines::brief(cycle));
    }
    text.push_str("\n\n<--- JS stacktrace --->\n\n");
    let stats = heap.stats();
    heap.lift_limits();
    let kinds = largest_kinds(heap);
    let retention = explain(heap);
    if let Some(retention) = retention.as_ref().filter(|retention| !retention.stack.is_empty()) {
        text.push_str(&format!("The heap was full when the program was{}\n\n", retention.stack));
    }
    // The report takes memory, too.
    let peak = rss::peak_resident_bytes();
    text.push_str(FATAL);
    text.push_str(&format!(
        "\nThe heap holds {:.1} MiB and {:.1} MiB outside of it; the limit is {:.0} MiB (--max-old-space-size); the process took {:.1} MiB.",
        mebibytes(stats.heap_used),
        mebibytes(stats.external),
        mebibytes(stats.limit),
        mebibytes(peak)
    ));
    if wanted > 0 {
        text.push_str(&format!(" The allocation that failed was of {wanted} bytes."));
    }
    text.push('\n');
    if let Some(retention) = retention {
        text.push_str(&retainers_text(&retention, stats.heap_used + stats.external));
    }
    let kinds: Vec<String> = kinds
        .iter()
        .map(|(name, count, bytes)| format!("{name} {:.1} MiB in {count} cells", mebibytes(*bytes)))
        .collect();
    text.push_str(&format!("Kinds of cells that take the most: {}\n", kinds.join(", ")));
    stdio::write_last_words(text.as_bytes());
    std::process::exit(ABORTED);
}

/// What holds the memory. The program may have been in the middle of a change to what is looked at;
/// the report then does without it.
fn explain(heap: &mut Heap) -> Option<Retention> {
    std::panic::set_hook(Box::new(|_| {}));
    let explained =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| retainers::explain(heap, SHOWN_RETAINERS)));
    explained.ok().flatten()
}

/// A line for each retainer: bytes, share, the line that allocated them, and the way to the fattest
/// part.
fn retainers_text(retention: &Retention, held: usize) -> String {
    let mut text =
        String::from("The largest retainers: bytes, share, the line that allocated them, and what holds them:\n");
    for retainer in &retention.retainers {
        let share = retainer.bytes as f64 / held.max(1) as f64 * 100.0;
        let line = retainer.line.as_deref().unwrap_or("allocated early");
        text.push_str(&format!("{:10.1} MiB {share:5.1}%  {line}  {}\n", mebibytes(retainer.bytes), retainer.path));
        if let Some(kept) = &retainer.kept {
            text.push_str(&format!("                             kept at {kept}\n"));
        }
    }
    if !retention.complete {
        text.push_str("           (the heap is large: these are lower bounds)\n");
    }
    text
}

/// The kinds of cells that take the most memory: name, number, bytes.
fn largest_kinds(heap: &mut Heap) -> Vec<(&'static str, usize, usize)> {
    let kinds = heap.kinds();
    let mut sums: Vec<(&'static str, usize, usize)> = Vec::new();
    heap.for_each_cell(|cell, bytes| {
        let name = kinds.get(usize::from(cell.kind())).map_or("unknown", |kind| kind.name);
        match sums.iter_mut().find(|(known, ..)| *known == name) {
            Some((_, count, sum)) => {
                *count += 1;
                *sum += bytes;
            }
            None => sums.push((name, 1, bytes)),
        }
    });
    sums.sort_by_key(|&(_, _, bytes)| std::cmp::Reverse(bytes));
    sums.truncate(SHOWN_KINDS);
    sums
}
