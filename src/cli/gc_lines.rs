//! The lines about collections, in the form that V8 has made known: those of `--trace-gc`, and the
//! last few of a full heap.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::Duration;

use super::units::mebibytes;
use crate::heap::{GcCycle, GcPhase};
use crate::vm::Vm;

/// `--trace-gc`: a line about a collection. A closed stdout is the program's business, not the
/// collector's.
pub(super) fn trace(vm: &mut Vm, cycle: &GcCycle) {
    let heap = std::ptr::from_ref(&vm.space.heap).addr();
    let _ = std::io::stdout().write_all(full(cycle, heap).as_bytes());
}

/// `--trace-gc-verbose`: and another one with the times of its phases.
pub(super) fn trace_verbosely(vm: &mut Vm, cycle: &GcCycle) {
    let heap = std::ptr::from_ref(&vm.space.heap).addr();
    let _ = std::io::stdout().write_all((full(cycle, heap) + &phases(cycle)).as_bytes());
}

/// The line without what needs a running heap.
pub(super) fn brief(cycle: &GcCycle) -> String {
    format!("[{}] {} {}\n", std::process::id(), figures(cycle), cycle.reason.describe())
}

fn full(cycle: &GcCycle, heap: usize) -> String {
    let (current, average) = (cycle.mutator_share, cycle.mean_mutator_share);
    format!(
        "[{}:{heap:#x}] {}{} (average mu = {average:.3}, current mu = {current:.3}) {}\n",
        std::process::id(),
        figures(cycle),
        steps(cycle),
        cycle.reason.describe(),
    )
}

/// What both have: when it ended, sizes before and after, and how long its last step was.
fn figures(cycle: &GcCycle) -> String {
    let size = |used: usize, total: usize| format!("{:.1} ({:.1})", mebibytes(used), mebibytes(total));
    format!(
        "{:8.0} ms: {} {} -> {} MB, {:.2} / 0.00 ms ",
        millis(cycle.at + cycle.pause),
        if cycle.minor { "Minor Mark-sweep" } else { "Mark-sweep" },
        size(cycle.used_before, cycle.total_before),
        size(cycle.used_after, cycle.total_after),
        millis(cycle.pause),
    )
}

/// What its steps before the last took.
fn steps(cycle: &GcCycle) -> String {
    match cycle.steps.count {
        0 | 1 => String::new(),
        count => format!(
            "(+ {:.1} ms in {} steps since start of marking, biggest step {:.1} ms) ",
            millis(cycle.steps.total.saturating_sub(cycle.pause)),
            count - 1,
            millis(cycle.steps.longest),
        ),
    }
}

/// A line with the time of each phase in all, and its longest part without interruption.
fn phases(cycle: &GcCycle) -> String {
    let mut line = format!("    {} cells marked in {} steps:", cycle.live_cells, cycle.steps.count);
    for phase in GcPhase::ALL {
        let (total, longest) = (cycle.times.total(phase), cycle.times.longest(phase));
        let _ = write!(line, " {} {:.3}/{:.3}", phase.name(), millis(total), millis(longest));
    }
    line += " ms (in all/longest)";
    if !cycle.beside.is_zero() {
        let _ = write!(line, "; beside the program {:.3} ms", millis(cycle.beside));
    }
    line + "\n"
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
