//! The last words of a program whose heap is full, in the form that V8 has made known, and what filled it.

use std::time::Duration;

use crate::event_loop::output;
use crate::heap::{GcCycle, Heap};

/// What a process ends with that was aborted.
const ABORTED: i32 = 134;
/// Collections that are shown.
const SHOWN_COLLECTIONS: usize = 4;
/// Kinds of cells that are shown.
const SHOWN_KINDS: usize = 5;

/// Prints the last words and ends the process.
pub(super) fn last_words(heap: &mut Heap, wanted: usize) -> ! {
    output::flush();
    let mut text = String::from("\n<--- Last few GCs --->\n\n");
    let cycles: Vec<&GcCycle> = heap.recent_cycles().collect();
    for cycle in &cycles[cycles.len().saturating_sub(SHOWN_COLLECTIONS)..] {
        text.push_str(&cycle_line(cycle));
    }
    text.push_str("\n\n<--- JS stacktrace --->\n\n");
    if !heap.place.is_empty() {
        text.push_str(&format!("The heap was full when the program was{}\n\n", heap.place));
    }
    text.push_str("FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n");
    let stats = heap.stats();
    let mega = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    text.push_str(&format!(
        "\nThe heap holds {:.1} MB and {:.1} MB outside of it; the limit is {:.0} MB (--max-old-space-size).",
        mega(stats.heap_used),
        mega(stats.external),
        mega(stats.limit)
    ));
    if wanted > 0 {
        text.push_str(&format!(" The allocation that failed was of {wanted} bytes."));
    }
    text.push_str("\nWhat takes the most memory:\n");
    for (name, count, bytes) in largest_kinds(heap) {
        text.push_str(&format!("{:10.1} MB in {count:>9} cells: {name}\n", mega(bytes)));
    }
    output::write_stderr(text.as_bytes());
    std::process::exit(ABORTED);
}

fn cycle_line(cycle: &GcCycle) -> String {
    let mega = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    format!(
        "[{}] {:8.0} ms: Mark-sweep {:.1} ({:.1}) -> {:.1} ({:.1}) MB, {:.2} / 0.00 ms  {}\n",
        std::process::id(),
        millis(cycle.at + cycle.pause),
        mega(cycle.used_before),
        mega(cycle.total_before),
        mega(cycle.used_after),
        mega(cycle.total_after),
        millis(cycle.pause),
        cycle.reason.describe(),
    )
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
