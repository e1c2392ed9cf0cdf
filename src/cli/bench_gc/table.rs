//! What the command prints: the table with its notes, or JSON.

use std::fmt::Write as _;

use comfy_table::{Cell, CellAlignment, Table, presets};
use serde::Serialize;

use super::measure::{Figures, WINDOWS};
use crate::cli::units::{bytes, digits};

/// What became of a workload under a collector.
#[derive(Serialize, Clone, Debug)]
#[serde(rename_all = "camelCase", tag = "status", content = "detail")]
pub(super) enum Outcome {
    /// It ran.
    Measured(Box<Figures>),
    /// The workload needs something that is not there.
    Skipped(String),
    /// There is no such collector in this build.
    Unavailable(String),
    /// The heap's limit was not enough.
    OutOfMemory(String),
    /// The run ended badly.
    Failed(String),
}

/// A line of the table.
#[derive(Serialize, Clone, Debug)]
#[serde(rename_all = "camelCase")]
pub(super) struct Line {
    pub workload: String,
    pub collector: String,
    /// The control run, without a collector.
    pub control: bool,
    pub live: Option<u64>,
    pub operations: Option<u64>,
    pub outcome: Outcome,
}

/// Everything that was measured.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Results {
    pub glass: &'static str,
    pub processors: Option<usize>,
    pub scale: f64,
    pub runs: u32,
    pub lines: Vec<Line>,
    /// What the reader should know, in words.
    pub notes: Vec<String>,
}

/// What the columns are.
const LEGEND: &str = "\
p50 to max: how long operations took (of scripts: how long the collector stopped them); stop: the longest stop of the whole run, and work:
the most processor time that the collector took in one; mmu: the least share of any such window, in per cent, that the program had;
ops/s: operations a second; total: with the building of what lives; CPU: of the whole process; peak: most memory at a time; live: what
the program keeps; GCs: minor + major collections.
";

impl Results {
    /// As text for people.
    pub fn table(&self) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        let mut header: Vec<String> =
            ["", "p50", "p90", "p99", "p99.9", "p99.99", "max", "stop", "work"].map(String::from).into();
        header.extend(WINDOWS.map(|millis| format!("{}{millis}ms", if millis == WINDOWS[0] { "mmu " } else { "" })));
        header.extend(["ops/s", "total", "CPU", "peak", "live", "GCs"].map(String::from));
        table.set_header(header);
        for (index, line) in self.lines.iter().enumerate() {
            if index == 0 || self.lines[index - 1].workload != line.workload {
                table.add_row([Cell::new(&line.workload)]);
            }
            let name = format!("  {}{}", line.collector, if line.control { " *" } else { "" });
            match &line.outcome {
                Outcome::Measured(figures) => table.add_row([vec![name], cells(figures)].concat()),
                _ => table.add_row(vec![name, String::from("–")]),
            };
        }
        for (index, column) in table.column_iter_mut().enumerate() {
            column.set_padding((usize::from(index > 0) as u16, 0));
            if index > 0 {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let mut text = table.trim_fmt();
        text.push_str("\n\n");
        text.push_str(LEGEND);
        if self.runs > 1 {
            let _ = writeln!(text, "Every figure is the median of {} runs.", self.runs);
        }
        for note in &self.notes {
            let _ = writeln!(text, "{note}");
        }
        text
    }

    /// As JSON.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

fn cells(figures: &Figures) -> Vec<String> {
    let felt = figures.operation_nanos.as_ref().unwrap_or(&figures.stop_nanos);
    let mut cells: Vec<String> = [felt.p50, felt.p90, felt.p99, felt.p99_9, felt.p99_99, felt.max].map(time).into();
    cells.extend([figures.longest_stop_nanos, figures.longest_stop_cpu_nanos].map(time));
    let known = |value: Option<f64>, text: fn(f64) -> String| value.map_or(String::from("–"), text);
    cells.extend(
        figures
            .minimum_mutator_utilisation
            .by_window()
            .map(|share| known(share, |share| format!("{:.0}", share * 100.0))),
    );
    cells.push(known(figures.operations_per_second, count));
    cells.push(time(figures.total_seconds * 1e9));
    cells.push(known(figures.cpu_seconds, |seconds| time(seconds * 1e9)));
    cells.push(bytes(figures.peak_resident_bytes));
    cells.push(known(figures.live_bytes, bytes));
    cells.push(format!("{:.0}+{:.0}", figures.minor_collections, figures.major_collections));
    cells
}

fn time(nanos: f64) -> String {
    let units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs")];
    match units.into_iter().find(|&(unit, _)| nanos >= unit * 0.9995) {
        Some((unit, name)) => digits(nanos / unit) + name,
        None => format!("{nanos:.0}ns"),
    }
}

fn count(value: f64) -> String {
    let units = [(1e6, "M"), (1e3, "k")];
    match units.into_iter().find(|&(unit, _)| value >= unit * 0.9995) {
        Some((unit, name)) => digits(value / unit) + name,
        None => digits(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_and_a_unit() {
        assert_eq!([870.0, 999.9, 12_340.0, 240e6, 1.234e9].map(time), ["870ns", "1.00µs", "12.3µs", "240ms", "1.23s"]);
        assert_eq!([512.0, 403e6, 1.5e9].map(bytes), ["512B", "384MiB", "1.40GiB"]);
        assert_eq!([95_400.0, 12.0].map(count), ["95.4k", "12.0"]);
    }
}
