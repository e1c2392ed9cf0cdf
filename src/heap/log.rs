//! The log of collections, and its lines on stdout in the form of V8's `--trace-gc`.

use std::collections::VecDeque;
use std::io::Write;
use std::time::Duration;

use super::stats::GcCycle;

/// Collections that the log remembers.
const REMEMBERED: usize = 16;

/// What the collections so far did.
#[derive(Default)]
pub(super) struct CycleLog {
    pub count: u64,
    pub total_pause: Duration,
    pub longest_pause: Duration,
    /// Oldest first.
    pub recent: VecDeque<GcCycle>,
    /// Running means of the time between collections and in them, in seconds: the last counts as much as all before.
    mean_between: f64,
    mean_pause: f64,
}

impl CycleLog {
    pub fn record(&mut self, cycle: GcCycle) {
        let (between, pause) = (self.time_before(&cycle), cycle.pause.as_secs_f64());
        let weight = if self.count == 0 { 1.0 } else { 0.5 };
        self.mean_between += (between - self.mean_between) * weight;
        self.mean_pause += (pause - self.mean_pause) * weight;
        self.count += 1;
        self.total_pause += cycle.pause;
        self.longest_pause = self.longest_pause.max(cycle.pause);
        if self.recent.len() == REMEMBERED {
            self.recent.pop_front();
        }
        self.recent.push_back(cycle);
    }

    /// Seconds that the program ran between the last collection and this one.
    fn time_before(&self, cycle: &GcCycle) -> f64 {
        let last_end = self.recent.back().map_or(Duration::ZERO, |last| last.at + last.pause);
        cycle.at.saturating_sub(last_end).as_secs_f64()
    }

    /// Writes the line of a collection that is about to be recorded.
    pub fn print(&self, cycle: &GcCycle, heap: usize) {
        let current = utilisation(self.time_before(cycle), cycle.pause.as_secs_f64());
        let average = if self.count == 0 {
            current
        } else {
            utilisation(
                (self.mean_between + self.time_before(cycle)) / 2.0,
                (self.mean_pause + cycle.pause.as_secs_f64()) / 2.0,
            )
        };
        // A closed stdout is the program's business, not the collector's.
        let _ = writeln!(
            std::io::stdout(),
            "[{}:{heap:#x}] {:8.0} ms: Mark-sweep {} -> {} MB, {:.2} / 0.00 ms  \
             (average mu = {average:.3}, current mu = {current:.3}) {}",
            std::process::id(),
            millis(cycle.at + cycle.pause),
            megabytes(cycle.used_before, cycle.total_before),
            megabytes(cycle.used_after, cycle.total_after),
            millis(cycle.pause),
            cycle.reason.describe(),
        );
    }
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn megabytes(used: usize, total: usize) -> String {
    let mega = |bytes: usize| bytes as f64 / f64::from(1 << 20);
    format!("{:.1} ({:.1})", mega(used), mega(total))
}

/// The program's share of the time.
fn utilisation(program: f64, collector: f64) -> f64 {
    if program + collector > 0.0 { program / (program + collector) } else { 1.0 }
}
