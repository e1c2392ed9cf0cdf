//! `glass bench-gc`: runs the built-in workloads, or a script, under each collector in turn and
//! compares them.
//!
//! Invariants:
//! - each run has a process of its own, so that its memory and its processor time are nobody
//!   else's; the process is this executable with a hidden option;
//! - a control run without a collector is always part of the table: what it shows is the machine
//!   and the program, not a collector;
//! - this process sleeps while it measures: it wakes when the measured one has something to tell.

mod child;
mod hdr;
mod measure;
mod parent;
mod table;
mod workloads;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::options::{BAD_OPTION, Collector, parse_mebibytes, parse_span};
use workloads::{WORKLOADS, Workload};

/// Compares the collectors: how long they stop a program, and what they cost.
///
/// Runs the built-in workloads, or a script, under each collector in turn, each in a process of its
/// own, and prints one table. The line of the collector `none` is the control run: what stutters
/// there is the machine.
#[derive(Parser, Clone, Debug)]
#[command(name = "glass bench-gc", disable_version_flag = true)]
struct Options {
    /// The collectors, separated by commas [default: all there are]; `none` is always among them
    #[arg(long, value_name = "COLLECTORS", value_delimiter = ',')]
    gc: Vec<Collector>,
    /// The workloads, separated by commas [default: all]
    #[arg(
        long,
        value_name = "WORKLOADS",
        value_delimiter = ',',
        value_parser = workload_parser(),
        conflicts_with = "script"
    )]
    workload: Vec<&'static str>,
    /// What the workloads keep alive and how many operations they do, as a factor
    #[arg(long, value_name = "FACTOR", default_value_t = 1.0, value_parser = parse_scale, conflicts_with = "script")]
    scale: f64,
    /// Runs of each; the table shows medians
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
    runs: u32,
    /// Print JSON instead of the table
    #[arg(long)]
    json: bool,
    /// Write the times as a log for HdrHistogram's tools, tagged workload/collector
    #[arg(long, value_name = "FILE")]
    hdr: Option<PathBuf>,
    /// The most that the heap may hold, in MiB
    #[arg(long, value_name = "MIB", value_parser = parse_mebibytes)]
    max_old_space_size: Option<usize>,
    /// End each run of the script after this much time of its clock: 500ms, 10s, 5m, 2h30m
    #[arg(long = "for", value_name = "TIME", value_parser = parse_span, requires = "script")]
    span: Option<Duration>,
    /// Let the script's clock jump from timer to timer
    #[arg(long, requires = "script")]
    virtual_time: bool,
    /// Measure in this process, and tell the parent
    #[arg(long, hide = true)]
    child: bool,
    /// Tell the parent of progress
    #[arg(long, hide = true)]
    progress: bool,
    /// A script to run instead of the workloads
    script: Option<PathBuf>,
    /// The script's arguments, behind `--`
    #[arg(last = true)]
    arguments: Vec<OsString>,
}

fn workload_parser() -> impl TypedValueParser<Value = &'static str> {
    let names = WORKLOADS.iter().map(|workload| PossibleValue::new(workload.name).help(workload.about));
    // What the parser lets through is one of the names.
    PossibleValuesParser::new(names).map(|name| Workload::find(&name).map_or("", |workload| workload.name))
}

fn parse_scale(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(scale) if scale > 0.0 && scale <= 100.0 => Ok(scale),
        _ => Err(String::from("it must be a number above 0 and up to 100")),
    }
}

/// Runs the command: `arguments` are those behind `bench-gc`. Gives the exit code.
pub(super) fn main(arguments: impl Iterator<Item = OsString>) -> i32 {
    let name = OsString::from("glass bench-gc");
    let options = match Options::try_parse_from(std::iter::once(name).chain(arguments)) {
        Ok(options) => options,
        Err(error) => {
            let usage = error.use_stderr();
            let _ = error.print();
            return if usage { BAD_OPTION } else { 0 };
        }
    };
    if options.child { measure_here(&options) } else { parent::run(&options) }
}

/// The measured process.
fn measure_here(options: &Options) -> i32 {
    let Some(Ok(mode)) = options.gc.first().map(|collector| collector.mode()) else { return BAD_OPTION };
    let arguments: Vec<String> =
        options.arguments.iter().map(|argument| argument.to_string_lossy().into_owned()).collect();
    let script = match &options.script {
        Some(given) => match super::script_file::read(given) {
            Ok(script) => Some(script),
            Err(fault) => {
                eprintln!("glass: {fault}");
                return 1;
            }
        },
        None => None,
    };
    let what = match (&script, options.workload.first().and_then(|name| Workload::find(name))) {
        (Some((path, text)), _) => child::What::Script(path, text, &arguments),
        (None, Some(workload)) => child::What::Workload(workload, options.scale),
        (None, None) => return BAD_OPTION,
    };
    let max_bytes = options
        .max_old_space_size
        .filter(|&megabytes| megabytes > 0)
        .map(|megabytes| megabytes.saturating_mul(1 << 20));
    let clock = child::ScriptClock { virtual_time: options.virtual_time, span: options.span };
    child::run(&child::Job { mode, what, max_bytes, clock, progress: options.progress })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        Options::command().debug_assert();
    }

    #[test]
    fn options_stand_before_the_script_or_behind() {
        let options =
            Options::parse_from(["bench-gc", "--runs=2", "a.js", "--gc=none,incremental", "--", "--json", "-x"]);
        assert_eq!(options.gc, [Collector::None, Collector::Incremental]);
        assert_eq!(options.arguments, ["--json", "-x"]);
        assert!(!options.json && options.script.is_some());
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for bad in [&["--nothing"][..], &["--workload=x"], &["--scale=0"], &["--runs=0"], &["--gc=x"]] {
            assert!(Options::try_parse_from([&["bench-gc"], bad].concat()).is_err(), "{bad:?}");
        }
    }
}
