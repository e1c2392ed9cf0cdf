//! The measuring process: starts the measured ones one after the other, listens to them, and puts
//! the results together.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, IsTerminal, Read};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Instant, SystemTime};

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::child::Message;
use super::measure::{self, Report};
use super::table::{Line, Outcome, Results};
use super::workloads::{WORKLOADS, Workload};
use super::{Options, hdr};
use crate::cli::options::Collector;

/// Steps of the progress bar for one run.
const STEPS: u64 = 1000;
/// Lines of a failed run's stderr that are shown.
const SHOWN_LINES: usize = 12;

/// What one run came to.
enum Ran {
    Measured(Box<Report>),
    Skipped(String),
    OutOfMemory(u64),
    Failed(String),
}

/// A line of the table while it is measured.
struct Entry {
    workload: Option<&'static Workload>,
    name: String,
    collector: Collector,
    runs: Vec<Report>,
    /// Why there are no figures.
    stopped: Option<Outcome>,
}

/// Measures, and prints the results. Gives the exit code.
pub(super) fn run(options: &Options) -> i32 {
    if let Some(script) = &options.script
        && let Err(fault) = crate::cli::script_file::read(script)
    {
        eprintln!("glass: {fault}");
        return 1;
    }
    // A log that cannot be written is better told before the runs than after them.
    if let Some(path) = &options.hdr
        && let Err(error) = std::fs::OpenOptions::new().write(true).create(true).truncate(false).open(path)
    {
        eprintln!("glass: cannot write '{}': {error}", path.display());
        return 1;
    }
    let mut entries = entries(options);
    // One round after the other: what changes on the machine in the meantime touches every line
    // alike.
    let round: Vec<usize> = (0..entries.len()).filter(|&entry| entries[entry].stopped.is_none()).collect();
    let tasks = round.repeat(options.runs as usize);
    let bar = progress_bar(tasks.len());
    let (started, clock) = (SystemTime::now(), Instant::now());
    let mut intervals = Vec::new();
    for (done, &task) in tasks.iter().enumerate() {
        let entry = &mut entries[task];
        bar.set_position(done as u64 * STEPS);
        bar.set_message(format!("{}, {}", entry.name, entry.collector.name()));
        if entry.stopped.is_some() {
            continue;
        }
        let began = clock.elapsed();
        match run_child(options, entry, &bar) {
            Ran::Measured(report) => {
                let felt = report.operations.as_ref().unwrap_or(&report.stops);
                intervals.push(hdr::Interval {
                    tag: format!("{}/{}", entry.name, entry.collector.name()),
                    began,
                    length: clock.elapsed() - began,
                    histogram: felt.histogram(),
                });
                entry.runs.push(*report);
            }
            Ran::Skipped(reason) => entry.stopped = Some(Outcome::Skipped(reason)),
            Ran::OutOfMemory(limit) => {
                entry.stopped = Some(Outcome::OutOfMemory(format!(
                    "it needs more than the limit of {} MiB (--max-old-space-size)",
                    limit >> 20
                )));
            }
            Ran::Failed(fault) => entry.stopped = Some(Outcome::Failed(fault)),
        }
    }
    bar.finish_and_clear();
    let results = results(options, entries);
    crate::stdio::write_stdout(if options.json { results.json() } else { results.table() }.as_bytes());
    if let Some(path) = &options.hdr
        && let Err(error) = hdr::write(path, started, &intervals)
    {
        eprintln!("glass: cannot write '{}': {error}", path.display());
        return 1;
    }
    let bad = |line: &Line| match &line.outcome {
        Outcome::Failed(_) => true,
        Outcome::OutOfMemory(_) => !line.control,
        Outcome::Measured(figures) => figures.exit_code != 0,
        Outcome::Skipped(_) | Outcome::Unavailable(_) => false,
    };
    i32::from(results.lines.iter().any(bad))
}

/// The collectors to compare, the control run last.
fn collectors(options: &Options) -> Vec<Collector> {
    let all = Collector::value_variants();
    let mut chosen: Vec<Collector> = Vec::new();
    let wanted = if options.gc.is_empty() { all } else { &options.gc };
    for &collector in wanted {
        let available = collector.mode().is_ok() || !options.gc.is_empty();
        if collector != Collector::None && available && !chosen.contains(&collector) {
            chosen.push(collector);
        }
    }
    chosen.push(Collector::None);
    chosen
}

fn entries(options: &Options) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut add = |workload: Option<&'static Workload>, name: &str| {
        for collector in collectors(options) {
            entries.push(Entry {
                workload,
                name: name.to_string(),
                collector,
                runs: Vec::new(),
                stopped: collector.mode().err().map(|reason| Outcome::Unavailable(reason.to_string())),
            });
        }
    };
    if let Some(script) = &options.script {
        add(None, &script.file_name().unwrap_or(script.as_os_str()).to_string_lossy());
    } else {
        let wanted = |workload: &&Workload| options.workload.is_empty() || options.workload.contains(&workload.name);
        WORKLOADS.iter().filter(wanted).for_each(|workload| add(Some(workload), workload.name));
    }
    entries
}

fn progress_bar(runs: usize) -> ProgressBar {
    let target =
        if std::io::stderr().is_terminal() { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(runs as u64 * STEPS), target);
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {percent:>3} %  {elapsed_precise}  {msg}") {
        bar.set_style(style);
    }
    bar
}

fn run_child(options: &Options, entry: &Entry, bar: &ProgressBar) -> Ran {
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return Ran::Failed(format!("cannot find this executable: {error}")),
    };
    let mut command = Command::new(program);
    command.args(["bench-gc", "--child", "--gc", entry.collector.name()]);
    if let Some(megabytes) = options.max_old_space_size {
        command.arg("--max-old-space-size").arg(megabytes.to_string());
    }
    match (entry.workload, &options.script) {
        (Some(workload), _) => {
            command.args(["--workload", workload.name, "--scale", &options.scale.to_string()]);
            if !bar.is_hidden() {
                command.arg("--progress");
            }
        }
        (None, Some(script)) => {
            if let Some(span) = options.span {
                command.arg("--for").arg(format!("{}ms", span.as_millis()));
            }
            if options.virtual_time {
                command.arg("--virtual-time");
            }
            // Whatever its name begins with, it is no option.
            command.arg(std::path::absolute(script).unwrap_or_else(|_| script.clone()));
            command.arg("--").args(&options.arguments);
        }
        (None, None) => {}
    }
    match listen(command, bar) {
        Ok(ran) => ran,
        Err(error) => Ran::Failed(format!("cannot be run: {error}")),
    }
}

/// Runs a measured process to its end.
fn listen(mut command: Command, bar: &ProgressBar) -> std::io::Result<Ran> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let stderr = child.stderr.take().map(|pipe| std::thread::spawn(move || last_lines(pipe)));
    let (begin, mut last) = (bar.position(), None);
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            match serde_json::from_str(&line?) {
                Ok(Message::Progress(part)) => bar.set_position(begin + (part * STEPS as f64) as u64),
                Ok(message) => last = Some(message),
                Err(_) => {}
            }
        }
    }
    let status = child.wait()?;
    let words = stderr.and_then(|thread| thread.join().ok()).unwrap_or_default();
    Ok(match last {
        Some(Message::Report(report)) if report.exit_code == 0 || report.operations.is_none() => Ran::Measured(report),
        Some(Message::Report(report)) => Ran::Failed(format!("its program ended with {}:\n{words}", report.exit_code)),
        Some(Message::Skipped(reason)) => Ran::Skipped(reason),
        Some(Message::OutOfMemory(limit)) => Ran::OutOfMemory(limit),
        Some(Message::Progress(_)) | None => Ran::Failed(ending(status, &words)),
    })
}

fn ending(status: ExitStatus, words: &str) -> String {
    let words = words.trim_end();
    if words.is_empty() { format!("it ended with {status}") } else { format!("it ended with {status}:\n{words}") }
}

/// Reads all, and keeps the last lines.
fn last_lines(pipe: impl Read) -> String {
    let mut lines = VecDeque::new();
    let mut pipe = BufReader::new(pipe);
    let mut line = Vec::new();
    while pipe.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        if lines.len() == SHOWN_LINES {
            lines.pop_front();
        }
        lines.push_back(String::from_utf8_lossy(&line).trim_end().to_string());
        line.clear();
    }
    lines.make_contiguous().join("\n")
}

fn results(options: &Options, entries: Vec<Entry>) -> Results {
    let line = |entry: Entry| Line {
        workload: entry.name,
        collector: entry.collector.name().to_string(),
        control: entry.collector == Collector::None,
        live: entry.workload.map(|workload| workload.live_at(options.scale)),
        operations: entry.workload.map(|workload| workload.operations_at(options.scale)),
        outcome: match (entry.stopped, measure::figures(&entry.runs)) {
            (Some(outcome), _) => outcome,
            (None, Some(figures)) => Outcome::Measured(Box::new(figures)),
            (None, None) => Outcome::Failed(String::from("it did not run")),
        },
    };
    let lines: Vec<Line> = entries.into_iter().map(line).collect();
    let notes = notes(&lines, options);
    Results {
        glass: env!("CARGO_PKG_VERSION"),
        processors: std::thread::available_parallelism().ok().map(usize::from),
        scale: options.scale,
        runs: options.runs,
        lines,
        notes,
    }
}

/// The places of a note: `tree: incremental, none`.
fn places(lines: &[&Line]) -> String {
    let names: Vec<&str> = lines.iter().map(|line| line.collector.as_str()).collect();
    format!("{}: {}", lines.first().map_or("", |line| &line.workload), names.join(", "))
}

fn notes(lines: &[Line], options: &Options) -> Vec<String> {
    let mut notes = vec![String::from(
        "* the control run, without a collector: what stutters there is the machine or the program itself.",
    )];
    for group in lines.chunk_by(|a, b| a.workload == b.workload) {
        if let Some(workload) = Workload::find(&group[0].workload).filter(|_| options.script.is_none()) {
            let (live, operations) = (workload.live_at(options.scale), workload.operations_at(options.scale));
            let Workload { name, unit, about, .. } = workload;
            notes.push(format!("{name}: {live} {unit}; each of {operations} operations {about}."));
        }
        // One note for all the collectors that it is true of.
        let mut told: Vec<(String, Vec<&Line>)> = Vec::new();
        for (line, note) in group.iter().flat_map(|line| remarks(line, group).map(move |note| (line, note))) {
            match told.iter_mut().find(|(known, _)| *known == note) {
                Some((_, lines)) => lines.push(line),
                None => told.push((note, vec![line])),
            }
        }
        notes.extend(told.into_iter().map(|(note, lines)| format!("{}: {note}", places(&lines))));
    }
    notes
}

/// What is to be said of a line.
fn remarks(line: &Line, group: &[Line]) -> impl Iterator<Item = String> {
    let mut remarks = Vec::new();
    match &line.outcome {
        Outcome::Measured(figures) => {
            if line.control && figures.major_collections + figures.minor_collections > 0.0 {
                remarks
                    .push(String::from("there was a collection, asked for by the program or at the limit of memory"));
            }
            if figures.exit_code != 0 {
                remarks.push(format!("the script ended with the exit code {}", figures.exit_code));
            }
            let differs =
                |other: &&Line| matches!(&other.outcome, Outcome::Measured(others) if others.result != figures.result);
            if let Some(other) = group.iter().find(differs) {
                remarks.push(format!("the result is not that under {}: one of them is wrong", other.collector));
            }
        }
        Outcome::Skipped(reason) => remarks.push(format!("skipped: {reason}")),
        Outcome::Unavailable(reason) => remarks.push(reason.clone()),
        Outcome::OutOfMemory(reason) if line.control => remarks.push(format!("no control run, for {reason}")),
        Outcome::OutOfMemory(reason) => remarks.push(format!("out of memory: {reason}")),
        Outcome::Failed(reason) => remarks.push(format!("failed: {reason}")),
    }
    remarks.into_iter()
}
