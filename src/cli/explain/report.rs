//! What `glass leaks` prints: text, Markdown, JSON ([docs/leaks.md] has the schema).
//!
//! Invariant: what is printed depends on the findings alone.
//!
//! [docs/leaks.md]: ../../../docs/leaks.md

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::program::{Findings, Growth, Program, Proof};
use super::waiting;
use super::words::span;
use super::{FINE, FOUND, UNSURE};
use crate::cli::units::bytes;
use crate::profiler::suspects::{Holder, Suspect};
use crate::profiler::words::{json_text, place_json, placed, shown_path, suspect_json, suspect_lines};

/// Suspects and lines of a list that text and Markdown show.
const SHOWN: usize = 8;

/// Whether it leaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Verdict {
    Leak,
    Ok,
    Unsure,
}

impl Verdict {
    fn of(findings: &Findings) -> Verdict {
        match findings {
            findings if !findings.suspects.is_empty() && !findings.interrupted && findings.spent_at.is_none() => {
                Verdict::Leak
            }
            findings if findings.failed() || findings.unclear => Verdict::Unsure,
            _ => Verdict::Ok,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Verdict::Leak => "leak",
            Verdict::Ok => "ok",
            Verdict::Unsure => "unsure",
        }
    }
}

/// Two versions of a program, for as long.
pub(super) struct Comparison {
    file: String,
    before: f64,
    after: f64,
    /// The heap at the end, before and after.
    heap: (u64, u64),
    verdict: Verdict,
    same_output: bool,
}

impl Comparison {
    pub fn of(file: &Path, before: &Findings, after: &Findings) -> Comparison {
        let rate = |findings: &Findings| findings.suspects.iter().map(|suspect| suspect.bytes_per_minute).sum();
        let end = |findings: &Findings| findings.heap_used.last().map_or(0, |&(_, bytes, _)| bytes);
        Comparison {
            file: shown_path(&file.to_string_lossy()),
            before: rate(before),
            after: rate(after),
            heap: (end(before), end(after)),
            verdict: Verdict::of(after),
            same_output: before.output == after.output,
        }
    }
}

/// What is to be told.
pub(super) struct Report<'a> {
    file: String,
    real_time: bool,
    findings: &'a Findings,
    verdict: Verdict,
    /// With a baseline: of each suspect, whether the baseline had it, and at which rate.
    known: Option<Vec<Option<f64>>>,
    pub fixed: Option<Comparison>,
}

impl<'a> Report<'a> {
    pub fn of(program: &Program<'_>, findings: &'a Findings) -> Report<'a> {
        let verdict = Verdict::of(findings);
        let file = shown_path(&program.path().to_string_lossy());
        Report { file, real_time: program.options.real_time, findings, verdict, known: None, fixed: None }
    }

    /// Takes what the baseline has at the same rate or more for known.
    pub fn compare_with(&mut self, baseline: &[(String, u32, f64)]) {
        // Rates that differ by less are the same.
        const SAME: f64 = 1.05;
        let known: Vec<Option<f64>> = self
            .findings
            .suspects
            .iter()
            .map(|suspect| {
                let (file, line) =
                    suspect.site.as_ref().map_or((String::new(), 0), |site| (shown_path(&site.file), site.line));
                baseline.iter().find(|(known, at, _)| *known == file && *at == line).map(|&(.., rate)| rate)
            })
            .collect();
        let grows = |(suspect, known): (&Suspect, &Option<f64>)| {
            known.is_none_or(|rate| suspect.bytes_per_minute > rate * SAME)
        };
        if self.verdict == Verdict::Leak && !self.findings.suspects.iter().zip(&known).any(grows) {
            self.verdict = Verdict::Ok;
        }
        self.known = Some(known);
    }

    pub fn exit_code(&self) -> i32 {
        match self.verdict {
            Verdict::Leak => FOUND,
            Verdict::Ok => FINE,
            Verdict::Unsure => UNSURE,
        }
    }

    fn proof(&self, index: usize) -> Option<&Proof> {
        self.findings.proofs.get(&index)
    }

    /// The first line: the verdict in words.
    fn headline(&self) -> String {
        let findings = self.findings;
        let clock = if self.real_time { "real time" } else { "virtual time" };
        let ran = format!("{} of {clock}, {} samples", span(findings.ended_at), findings.heap_used.len());
        let what = match (self.verdict, findings.suspects.len()) {
            (Verdict::Leak, 1) => "it leaks in one place".to_owned(),
            (Verdict::Leak, n) => format!("it leaks in {n} places"),
            (Verdict::Ok, 0) => "nothing leaks".to_owned(),
            (Verdict::Ok, _) => "nothing leaks that the baseline has not".to_owned(),
            (Verdict::Unsure, _) if findings.interrupted => "it cannot be told: the program was interrupted".to_owned(),
            (Verdict::Unsure, _) if findings.spent_at.is_some() => {
                "it cannot be told: a turn of the program does not end (--max-steps)".to_owned()
            }
            (Verdict::Unsure, _) if findings.failed() => {
                format!("it cannot be told: the program ended with exit code {}", findings.code)
            }
            (Verdict::Unsure, _) => "it cannot be told yet: something grew at the end; try a longer --for".to_owned(),
        };
        format!("{}: {what} ({ran})", self.file)
    }

    fn heap_line(&self) -> String {
        let (Some(&(_, first, _)), Some(&(_, last, external))) =
            (self.findings.heap_used.first(), self.findings.heap_used.last())
        else {
            return String::new();
        };
        let grown = last as i64 - first as i64;
        format!(
            "heapUsed {} → {} ({}{}, of which {} unattributed), external {}",
            bytes(first as f64),
            bytes(last as f64),
            if grown < 0 { "-" } else { "+" },
            bytes(grown.unsigned_abs() as f64),
            bytes(self.findings.unattributed.unsigned_abs() as f64),
            bytes(external as f64)
        )
    }

    pub fn text(&self) -> String {
        let mut text = format!("{}\n{}\n", self.headline(), self.heap_line());
        if let Some(at) = &self.findings.spent_at {
            _ = writeln!(text, "It was{at}");
        }
        for (index, suspect) in self.findings.suspects.iter().take(SHOWN).enumerate() {
            self.suspect_text(&mut text, index, suspect);
        }
        let more = self.findings.suspects.len().saturating_sub(SHOWN);
        if more > 0 {
            _ = writeln!(text, "\n… and {more} more (--json has all)");
        }
        if self.verdict != Verdict::Leak && !self.findings.settled.is_empty() {
            text.push_str("\nGrew and settled:\n");
            for Growth { place, bytes: held, count } in &self.findings.settled {
                let line = place.as_ref().map_or_else(|| "the engine".to_owned(), placed);
                _ = writeln!(text, "  {:>10}  {count:>8} cells  {line}", bytes(*held as f64));
            }
        }
        text.push_str(&waiting::text(&self.findings.pending));
        if let Some(fixed) = &self.fixed {
            text.push('\n');
            text.push_str(&fixed_text(fixed));
        }
        text
    }

    fn suspect_text(&self, text: &mut String, index: usize, suspect: &Suspect) {
        let objects = if suspect.count == 1 { String::new() } else { format!(" in {} of", suspect.count) };
        _ = writeln!(
            text,
            "\n{}. {} a minute, {} now{objects} {}{}",
            index + 1,
            bytes(suspect.bytes_per_minute),
            bytes(suspect.bytes as f64),
            suspect.what,
            self.known_text(index)
        );
        suspect_lines(text, suspect);
        if let Some(when) = self.limit_text(suspect) {
            _ = writeln!(text, "   limit   {when}");
        }
        _ = writeln!(text, "   fix     {}", fix_text(suspect));
        if let Some(proof) = self.proof(index) {
            _ = writeln!(text, "   proof   {}", proof_text(proof));
        }
    }

    fn known_text(&self, index: usize) -> String {
        match self.known.as_ref().map(|known| known[index]) {
            Some(Some(rate)) => format!(" (the baseline has {} a minute)", bytes(rate)),
            Some(None) => " (new)".to_owned(),
            None => String::new(),
        }
    }

    /// When the heap would be full.
    fn limit_text(&self, suspect: &Suspect) -> Option<String> {
        let &(_, used, external) = self.findings.heap_used.last()?;
        let left = self.findings.limit.checked_sub(used + external)? as f64;
        let minutes = left / suspect.bytes_per_minute;
        (suspect.bytes_per_minute > 0.0 && minutes < 60.0 * 24.0 * 3650.0).then(|| {
            format!(
                "the heap's {} would be full after another {}",
                bytes(self.findings.limit as f64),
                span((minutes * 60_000.0) as u64)
            )
        })
    }

    pub fn markdown(&self) -> String {
        let mut text = format!("# {}\n\n{}\n", self.headline(), self.heap_line());
        if let Some(at) = &self.findings.spent_at {
            _ = writeln!(text, "\nIt was{at}");
        }
        for (index, suspect) in self.findings.suspects.iter().take(SHOWN).enumerate() {
            _ = writeln!(text, "\n## {}. {} a minute\n", index + 1, bytes(suspect.bytes_per_minute));
            let mut block = String::new();
            self.suspect_text(&mut block, index, suspect);
            for line in block.trim_start().lines().skip(1) {
                _ = writeln!(text, "- {}", line.trim());
            }
        }
        text.push_str(&waiting::markdown(&self.findings.pending));
        if let Some(fixed) = &self.fixed {
            _ = write!(text, "\n{}", fixed_text(fixed));
        }
        text
    }

    pub fn json(&self) -> String {
        let findings = self.findings;
        let suspects: Vec<Json> =
            findings.suspects.iter().enumerate().map(|(index, suspect)| self.suspect_json(index, suspect)).collect();
        let growth = |list: &[Growth]| -> Vec<Json> {
            list.iter()
                .map(|growth| {
                    json!({
                        "site": growth.place.as_ref().map(place_json), "bytes": growth.bytes, "count": growth.count,
                    })
                })
                .collect()
        };
        let mut report = json!({
            "verdict": self.verdict.name(),
            "file": self.file,
            "exitCode": findings.code,
            "endedAt": findings.ended_at,
            "endlessTurn": findings.spent_at.as_ref().map(|at| at.trim()),
            "limit": findings.limit,
            "heapUsed": findings.heap_used.iter().map(|&(at, used, _)| json!([at, used])).collect::<Vec<_>>(),
            "external": findings.heap_used.iter().map(|&(at, _, external)| json!([at, external])).collect::<Vec<_>>(),
            "suspects": suspects,
            "pending": waiting::json(&findings.pending),
            "settled": growth(&findings.settled),
            "growth": growth(&findings.growth),
            "unattributed": findings.unattributed,
        });
        if let Some(fixed) = &self.fixed {
            report["fixed"] = json!({
                "file": fixed.file, "verdict": fixed.verdict.name(),
                "bytesPerMinute": [fixed.before.round(), fixed.after.round()],
                "heapUsed": [fixed.heap.0, fixed.heap.1], "sameOutput": fixed.same_output,
            });
        }
        json_text(&report)
    }

    fn suspect_json(&self, index: usize, suspect: &Suspect) -> Json {
        let proof = self.proof(index);
        let mut json = suspect_json(suspect);
        json["bytesPerMinute"] = json!(suspect.bytes_per_minute.round());
        json["fix"] = json!({
            "text": fix_text(suspect),
            "frees": proof.map(|proof| (proof.frees * 1000.0).round() / 1000.0),
            "verified": proof.is_some_and(Proof::holds),
            "trial": proof.map(|proof| if proof.timer { "clear" } else { "cut" }),
            "sameOutput": proof.map(|proof| proof.same_output && proof.same_code),
        });
        if let Some(known) = &self.known {
            json["baseline"] = known[index].map_or(Json::Null, |rate| json!(rate));
        }
        json
    }
}

impl Proof {
    /// Without the reference nothing much grows.
    fn holds(&self) -> bool {
        self.frees >= 0.9
    }
}

/// Lines and rates of the JSON of an earlier run.
pub(super) fn read_baseline(path: &Path) -> Result<Vec<(String, u32, f64)>, String> {
    let name = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {name}: {error}"))?;
    let json: Json =
        serde_json::from_str(&text).map_err(|error| format!("{name} is no report of glass leaks: {error}"))?;
    let suspects =
        json["suspects"].as_array().ok_or_else(|| format!("{name} is no report of glass leaks: no \"suspects\""))?;
    Ok(suspects
        .iter()
        .map(|suspect| {
            let site = &suspect["site"];
            let file = site["file"].as_str().unwrap_or_default().to_owned();
            let line = site["line"].as_u64().unwrap_or_default() as u32;
            (file, line, suspect["bytesPerMinute"].as_f64().unwrap_or_default())
        })
        .collect())
}

fn fixed_text(fixed: &Comparison) -> String {
    format!(
        "{}: {} a minute instead of {}, heapUsed {} instead of {} at the end, verdict {}, output {}\n",
        fixed.file,
        bytes(fixed.after),
        bytes(fixed.before),
        bytes(fixed.heap.1 as f64),
        bytes(fixed.heap.0 as f64),
        fixed.verdict.name(),
        if fixed.same_output { "the same" } else { "NOT the same" }
    )
}

fn proof_text(proof: &Proof) -> String {
    let output = match (proof.same_output, proof.same_code) {
        (true, true) => "its output stayed the same",
        (false, true) => "but its output changed",
        (_, false) => "but it ended with another exit code",
    };
    let run = match proof.timer {
        true => "a run in which each timer of that line was cleared when the next was set",
        false => "a run without that reference",
    };
    match proof.holds() {
        true => format!("{run} grew by {} a minute, {output}", bytes(proof.rest)),
        false => format!("{run} still grew by {} a minute: something else keeps it, too", bytes(proof.rest)),
    }
}

/// What to do.
fn fix_text(suspect: &Suspect) -> String {
    let name = container(suspect);
    match suspect.holder {
        Holder::Array => format!(
            "take elements out of {name} when they are done with (splice, shift, length = 0), or do not put them in"
        ),
        Holder::Map => format!(
            "delete entries of {name} when they are done with, give it a bound, or make it a WeakMap if its keys are objects"
        ),
        Holder::Set => format!("delete what is in {name} when it is done with, or make it a WeakSet"),
        Holder::Timer => "clear the timer (clearInterval, clearTimeout) when its owner is done".to_owned(),
        Holder::Property => format!("set the property of {name} to null, or delete it, when its owner is done"),
        Holder::Variable => "let the closure not see the variable, or set it to null when it is done with".to_owned(),
        Holder::Promise => "settle the promise, or give what waits for it a time limit".to_owned(),
        Holder::Other => "let go of it when its owner is done".to_owned(),
    }
}

/// What holds the end of the path, as the program calls it.
fn container(suspect: &Suspect) -> String {
    let before = suspect.path.steps.len().saturating_sub(1);
    let named = suspect.path.steps[..before].iter().rev().find(|(step, _)| !step.edge.is_empty());
    match named {
        Some((step, _)) => step.edge.trim_start_matches("variable ").trim_start_matches('.').to_owned(),
        None => suspect.path.root.clone(),
    }
}
