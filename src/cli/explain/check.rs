//! `glass check`: holds a program to budgets of growth, heap and pauses, for machines that test it.
//!
//! Growth and heap are exact and the same each time; a pause is a time, and so not: it is measured
//! in a run of its own, with the collector that programs have by default and nothing tracked.
//!
//! Invariant: a file of budgets only shrinks: what a program does better than its file says is
//! written there when the check passes, what it does worse fails.

use std::ffi::OsString;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Parser, ValueEnum};
use serde_json::{Value as Json, json};

use super::program::{Findings, Program, ProgramOptions};
use super::replace::replace;
use super::{FINE, FOUND, UNSURE};
use crate::cli::options::parse_span;
use crate::cli::units::bytes;
use crate::profiler::words::{json_text, shown_path};

/// How the result is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Format {
    /// A line for each budget.
    Text,
    /// JSON.
    Json,
    /// JUnit's XML, a test case for each budget.
    Junit,
}

/// Holds a program to budgets, for machines that test it.
///
/// Exit code 0: all are kept; 1: one is exceeded; 2: the script failed, or it cannot be told.
#[derive(Parser, Clone, Debug)]
#[command(name = "glass check", disable_version_flag = true)]
pub(super) struct Options {
    /// The most that its heap may grow by, such as 0B/min or 2KB/min [default: 0B/min]
    #[arg(long, value_name = "RATE", value_parser = parse_rate)]
    max_growth: Option<f64>,
    /// The most that may be alive at any time, such as 20MB
    #[arg(long, value_name = "BYTES", value_parser = parse_bytes)]
    max_heap: Option<f64>,
    /// The longest that a collection may stop it, such as 1ms
    #[arg(long, value_name = "TIME", value_parser = parse_span)]
    max_pause: Option<Duration>,
    /// A file of budgets: made if it is not there, and lowered when the program does better
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// How the result is printed
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    #[command(flatten)]
    program: ProgramOptions,
}

/// A budget, and what came of it.
struct Budget {
    name: &'static str,
    /// The member of a file of budgets.
    key: &'static str,
    unit: Unit,
    measured: f64,
    most: f64,
}

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Rate,
    Bytes,
    Millis,
}

impl Budget {
    fn holds(&self) -> bool {
        self.measured <= self.most
    }

    fn amount(&self, amount: f64) -> String {
        match self.unit {
            Unit::Rate => format!("{}/min", bytes(amount)),
            Unit::Bytes => bytes(amount),
            Unit::Millis => format!("{amount:.2} ms"),
        }
    }

    fn line(&self) -> String {
        let word = if self.holds() { "ok  " } else { "FAIL" };
        format!("{word} {}: {} (budget {})", self.name, self.amount(self.measured), self.amount(self.most))
    }
}

/// Runs the command: `arguments` are those behind `check`. Gives the exit code.
pub(in crate::cli) fn main(arguments: impl Iterator<Item = OsString>) -> i32 {
    super::command("glass check", arguments, check)
}

fn check(options: &Options) -> Result<i32, String> {
    let program = Program::read(&options.program)?;
    let kept = options.baseline.as_deref().map(read_budgets).transpose()?.unwrap_or(Json::Null);
    let findings = program.findings();
    let budgets = budgets(options, &program, &findings, &kept);
    let fine = budgets.iter().all(Budget::holds) && !findings.failed() && !findings.unclear;
    if let Some(file) = options.baseline.as_deref().filter(|_| fine) {
        lower(file, &kept, &budgets)?;
    }
    let file = shown_path(&program.path().to_string_lossy());
    let text = match options.format {
        Format::Text => as_text(&file, &findings, &budgets),
        Format::Json => as_json(&file, &findings, &budgets),
        Format::Junit => as_junit(&file, &findings, &budgets),
    };
    crate::stdio::write_stdout(text.as_bytes());
    Ok(match (fine, findings.failed() || findings.unclear) {
        (true, _) => FINE,
        (_, true) if budgets.iter().all(Budget::holds) => UNSURE,
        _ => FOUND,
    })
}

/// What is measured, with what it may be: by the options, else by the file.
fn budgets(options: &Options, program: &Program<'_>, findings: &Findings, kept: &Json) -> Vec<Budget> {
    let growth = findings.suspects.iter().fold(0.0, |sum, suspect| sum + suspect.bytes_per_minute);
    let heap = findings.heap_used.iter().map(|&(_, used, external)| used + external).max().unwrap_or(0) as f64;
    let of_file = |key: &str| kept[key].as_f64();
    let is_kept = options.baseline.is_some();
    let mut budgets = Vec::new();
    let most = options.max_growth.or(of_file("bytesPerMinute")).unwrap_or(if is_kept { growth } else { 0.0 });
    budgets.push(Budget { name: "growth", key: "bytesPerMinute", unit: Unit::Rate, measured: growth.round(), most });
    if let Some(most) = options.max_heap.or(of_file("heap")).or(is_kept.then_some(heap)) {
        budgets.push(Budget { name: "heap", key: "heap", unit: Unit::Bytes, measured: heap, most });
    }
    let pause = options.max_pause.map(|pause| pause.as_secs_f64() * 1000.0).or(of_file("pauseMs"));
    if let Some(most) = pause {
        let measured = program.longest_pause(Duration::from_millis(findings.ended_at)).as_secs_f64() * 1000.0;
        budgets.push(Budget { name: "pause", key: "pauseMs", unit: Unit::Millis, measured, most });
    }
    budgets
}

fn read_budgets(file: &Path) -> Result<Json, String> {
    let name = file.display();
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Json::Null),
        Err(error) => return Err(format!("cannot read {name}: {error}")),
    };
    let json: Json = serde_json::from_str(&text).map_err(|error| format!("{name} is no file of budgets: {error}"))?;
    if json.is_object() { Ok(json) } else { Err(format!("{name} is no file of budgets: no object")) }
}

/// Writes what the program does better. A pause is as the machine has it, and stays what it was.
fn lower(file: &Path, kept: &Json, budgets: &[Budget]) -> Result<(), String> {
    let mut lowered = if kept.is_object() { kept.clone() } else { json!({}) };
    for budget in budgets.iter().filter(|budget| budget.unit != Unit::Millis) {
        let before = kept[budget.key].as_f64().unwrap_or(f64::INFINITY);
        if budget.measured < before {
            lowered[budget.key] = json!(budget.measured.round());
        }
    }
    if lowered == *kept {
        return Ok(());
    }
    let text = json_text(&lowered);
    // At once or not at all.
    replace(file, text.as_bytes()).map_err(|error| format!("cannot write {}: {error}", file.display()))
}

fn as_text(file: &str, findings: &Findings, budgets: &[Budget]) -> String {
    let mut text = String::new();
    for budget in budgets {
        _ = writeln!(text, "{file}: {}", budget.line());
    }
    if findings.interrupted {
        _ = writeln!(text, "{file}: FAIL the program was interrupted");
    } else if findings.spent_at.is_some() {
        _ = writeln!(text, "{file}: FAIL a turn of the program does not end (--max-steps)");
    } else if findings.failed() {
        _ = writeln!(text, "{file}: FAIL the program ended with exit code {}", findings.code);
    } else if findings.unclear {
        _ = writeln!(text, "{file}: it cannot be told yet what grows; try a longer --for");
    }
    text
}

fn as_json(file: &str, findings: &Findings, budgets: &[Budget]) -> String {
    let list: Vec<Json> = budgets
        .iter()
        .map(|budget| {
            json!({"name": budget.name, "ok": budget.holds(), "measured": budget.measured, "budget": budget.most})
        })
        .collect();
    let report = json!({"file": file, "exitCode": findings.code, "unclear": findings.unclear, "budgets": list});
    json_text(&report)
}

fn as_junit(file: &str, findings: &Findings, budgets: &[Budget]) -> String {
    let escaped =
        |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
    let mut cases: Vec<(String, Option<String>)> =
        budgets.iter().map(|budget| (budget.name.to_owned(), (!budget.holds()).then(|| budget.line()))).collect();
    let fault = match (findings.failed(), findings.unclear) {
        _ if findings.spent_at.is_some() => Some("a turn of the program does not end".to_owned()),
        (true, _) => Some(format!("the program ended with exit code {}", findings.code)),
        (_, true) => Some("it cannot be told yet what grows".to_owned()),
        _ => None,
    };
    cases.push(("run".to_owned(), fault));
    let failures = cases.iter().filter(|(_, fault)| fault.is_some()).count();
    let name = escaped(file);
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    _ = writeln!(text, "<testsuite name=\"glass check {name}\" tests=\"{}\" failures=\"{failures}\">", cases.len());
    for (case, fault) in &cases {
        _ = match fault {
            Some(fault) => writeln!(
                text,
                "  <testcase classname=\"{name}\" name=\"{case}\"><failure message=\"{}\"/></testcase>",
                escaped(fault)
            ),
            None => writeln!(text, "  <testcase classname=\"{name}\" name=\"{case}\"/>"),
        };
    }
    text.push_str("</testsuite>\n");
    text
}

/// An amount of bytes: a number and a unit, of which KB, MB and GB are powers of 1024 as in Node's
/// options.
fn parse_bytes(text: &str) -> Result<f64, String> {
    const UNITS: [(&str, f64); 8] = [
        ("", 1.0),
        ("b", 1.0),
        ("kb", 1024.0),
        ("kib", 1024.0),
        ("mb", 1_048_576.0),
        ("mib", 1_048_576.0),
        ("gb", 1_073_741_824.0),
        ("gib", 1_073_741_824.0),
    ];
    let bad = || format!("'{text}' is not an amount such as 500B, 20KB or 1.5MB");
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let unit = text[end..].trim().to_ascii_lowercase();
    let factor = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, factor)| factor).ok_or_else(bad)?;
    text[..end].parse::<f64>().map(|number| number * factor).map_err(|_| bad())
}

/// Bytes by time: `2KB/min`, `1MB/h`, `10B/s`; a plain amount is by the minute.
fn parse_rate(text: &str) -> Result<f64, String> {
    let (amount, time) = text.split_once('/').unwrap_or((text, "min"));
    let per_minute = match time {
        "s" | "sec" => 60.0,
        "m" | "min" => 1.0,
        "h" => 1.0 / 60.0,
        "d" => 1.0 / 1440.0,
        _ => return Err(format!("'{text}' is not a rate such as 2KB/min or 1MB/h")),
    };
    parse_bytes(amount).map(|bytes| bytes * per_minute)
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
    fn amounts_and_rates() {
        assert_eq!(parse_bytes("20MB"), Ok(20_971_520.0));
        assert_eq!(parse_bytes("1.5 KiB"), Ok(1536.0));
        assert_eq!(parse_bytes("7"), Ok(7.0));
        assert_eq!(parse_rate("0B/min"), Ok(0.0));
        assert_eq!(parse_rate("60KB/h"), Ok(1024.0));
        assert!(parse_bytes("x").is_err() && parse_bytes("1TBx").is_err() && parse_rate("1KB/week").is_err());
    }
}
