//! `glass leaks`: whether a program leaks, which line makes what leaks, which line keeps it, and
//! whether the fix holds.
//!
//! The program runs in virtual time, the same each time, with every allocation tracked; its heap is
//! looked at after full collections at even times (`profiler/growth.rs`). Where it is not clear
//! whether something grows or fills up, and where something grows, the run goes on for as long
//! again, twice at most.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use super::program::{Findings, Program, ProgramOptions, Proof, Wanted};
use super::report::{self, Comparison, Report};
use crate::cli::script_file;
use crate::profiler::places::Place;
use crate::profiler::sites::Cut;
use crate::profiler::suspects::Holder;

/// Tells whether a program leaks, which line keeps what it leaks, and how to mend it.
///
/// Runs the program in virtual time, always in the same way, and counts after full collections what
/// each line holds. What grows without end is a suspect, the fastest first: the line that makes it,
/// the line that stores the reference by which it is kept, the way to it from a variable, a timer
/// or another root, and a proposal, which is tried in a second run. Exit code 0: nothing leaks; 1:
/// something does; 2: it could not be told, or the script failed.
#[derive(Parser, Clone, Debug)]
#[command(name = "glass leaks", disable_version_flag = true)]
pub(super) struct Options {
    /// Print JSON instead of text
    #[arg(long, conflicts_with = "md")]
    json: bool,
    /// Print Markdown of bounded length
    #[arg(long)]
    md: bool,
    /// Compare with the JSON of an earlier run: only what was not in it, or grows faster, is a leak
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Run this file, too, for as long, and compare
    #[arg(long, value_name = "FILE")]
    fixed: Option<PathBuf>,
    /// Do not try the proposals
    #[arg(long)]
    no_proof: bool,
    /// Write a heap snapshot of the end of the run
    #[arg(long, value_name = "FILE")]
    snapshot: Option<PathBuf>,
    /// Of that what the suspects keep alone, and the ways to it
    #[arg(long, value_name = "WHAT", requires = "snapshot")]
    only: Option<Part>,
    /// Write no texts of the program into it, but their length and a hash
    #[arg(long, requires = "snapshot")]
    redact: bool,
    #[command(flatten)]
    program: ProgramOptions,
}

/// What of the heap is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Part {
    /// What the suspects keep.
    Suspects,
}

/// Runs the command: `arguments` are those behind `leaks`. Gives the exit code.
pub(in crate::cli) fn main(arguments: impl Iterator<Item = OsString>) -> i32 {
    super::command("glass leaks", arguments, explain)
}

fn explain(options: &Options) -> Result<i32, String> {
    let mut program = Program::read(&options.program)?;
    program.snapshot = options.snapshot.as_ref().map(|path| Wanted {
        path: path.clone(),
        suspects: options.only == Some(Part::Suspects),
        redact: options.redact,
    });
    let baseline = options.baseline.as_deref().map(report::read_baseline).transpose()?;
    let fixed = options.fixed.as_deref().map(script_file::read).transpose().map_err(|fault| fault.to_string())?;
    let mut findings = program.findings();
    if !options.no_proof && !options.program.real_time && !findings.interrupted {
        prove(&program, &mut findings);
    }
    let mut report = Report::of(&program, &findings);
    if let Some(baseline) = &baseline {
        report.compare_with(baseline);
    }
    if let Some(fixed) = fixed {
        let other = program.with_script(fixed);
        let after = other.run(&[], Duration::from_millis(findings.span));
        report.fixed = Some(Comparison::of(other.path(), &findings, &after));
    }
    let text = match (options.json, options.md) {
        (true, _) => report.json(),
        (_, true) => report.markdown(),
        _ => report.text(),
    };
    crate::stdio::write_stdout(text.as_bytes());
    Ok(report.exit_code())
}

/// Tries the proposals for the first suspects: runs the program again without the reference that
/// keeps each, and notes what it then grows by and whether it prints the same.
fn prove(program: &Program, findings: &mut Findings) {
    const TRIED: usize = 3;
    for index in 0..findings.suspects.len().min(TRIED) {
        let suspect = &findings.suspects[index];
        let (Some(kept), Some(born)) = (&suspect.kept, &suspect.site) else { continue };
        let at = |place: &Place| (place.file.clone(), place.line, place.column);
        let timer = suspect.holder == Holder::Timer;
        let cut = [Cut { writer: at(kept), born: at(born), timer }];
        let other = program.run(&cut, Duration::from_millis(findings.span));
        if other.interrupted {
            break;
        }
        // What the engine's own records refer to is kept by being made.
        if other.left_out == 0 {
            continue;
        }
        let site = findings.suspects[index].site.clone();
        let of_site = other.suspects.iter().filter(|other| other.site == site);
        let rest = of_site.fold(0.0, |sum, other| sum + other.bytes_per_minute);
        let before = findings.suspects[index].bytes_per_minute;
        findings.proofs.insert(
            index,
            Proof {
                timer,
                frees: ((before - rest) / before.max(f64::MIN_POSITIVE)).clamp(0.0, 1.0),
                rest,
                same_output: other.output == findings.output,
                same_code: other.code == findings.code,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        Options::command().debug_assert();
    }

    #[test]
    fn what_follows_the_script_is_the_scripts() {
        let options = Options::parse_from(["leaks", "--for=5m", "a.js", "--json", "x"]);
        assert_eq!(options.program.script, ["a.js", "--json", "x"]);
        assert!(!options.json && options.program.span == Some(Duration::from_secs(300)));
        assert_eq!(options.program.as_run(Path::new("b.js")).script, ["b.js", "--json", "x"]);
    }
}
