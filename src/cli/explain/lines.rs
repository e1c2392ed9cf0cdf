//! `glass lines`: the source, with what each line holds in the margin: live bytes and cells at some
//! time, what it made and how much of that died, or what changed between two times.
//!
//! Every figure is a count of cells (`profiler/growth.rs`), not a sample.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write;
use std::rc::Rc;
use std::time::Duration;

use clap::Parser;
use serde_json::{Value as Json, json};

use super::program::{Findings, Program, ProgramOptions};
use super::words::span;
use super::{FINE, UNSURE};
use crate::cli::options::parse_span;
use crate::cli::units::bytes;
use crate::profiler::growth::{Held, Sample, millis};
use crate::profiler::places::{self, Place};
use crate::profiler::sites::Sites;
use crate::profiler::words::{json_text, place_json, placed, shown_path};
use crate::source::SourceFile;

/// Samples among which the peak is looked for.
const LOOKS: u64 = 200;
/// Files of more lines are shown around those lines alone that hold something.
const WHOLE: u32 = 300;

/// Shows the source with what each line holds.
///
/// Runs the program in virtual time, always in the same way, and counts the cells that each line
/// made and that are alive, after a full collection. Exit code 2 if the script failed.
#[derive(Parser, Clone, Debug)]
#[command(name = "glass lines", disable_version_flag = true)]
pub(super) struct Options {
    /// When: a time of the program's clock such as 30m, `peak` (when most was alive), or `exit`
    #[arg(long, value_name = "TIME", default_value = "exit")]
    at: String,
    /// Show what each line made, how much of that died, and its part of the collections
    #[arg(long, conflicts_with = "diff")]
    churn: bool,
    /// Show what each line holds more or less at the second time than at the first
    #[arg(long, value_names = ["A", "B"], num_args = 2, value_parser = parse_span, conflicts_with = "at")]
    diff: Vec<Duration>,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    program: ProgramOptions,
}

/// Columns of a label.
const LABEL: usize = 24;

/// What stands beside a line.
#[derive(Default)]
struct Figures {
    bytes: i64,
    count: i64,
    born: u64,
    died: u64,
    /// Bytes by the label that they were made under.
    labels: BTreeMap<String, i64>,
}

/// A file with the figures of its lines.
struct Page {
    source: Rc<SourceFile>,
    lines: BTreeMap<u32, Figures>,
}

/// Runs the command: `arguments` are those behind `lines`. Gives the exit code.
pub(in crate::cli) fn main(arguments: impl Iterator<Item = OsString>) -> i32 {
    super::command("glass lines", arguments, show)
}

fn show(options: &Options) -> Result<i32, String> {
    let program = Program::read(&options.program)?;
    let (mut times, whole) = (Vec::new(), options.program.span());
    let mut run_for = whole;
    match (options.at.as_str(), options.diff.as_slice()) {
        (_, &[a, b]) => {
            times = vec![millis(a), millis(b)];
            run_for = run_for.max(a).max(b);
        }
        ("exit", _) => {}
        ("peak", _) => times = (1..LOOKS).map(|i| (millis(whole) / LOOKS).saturating_mul(i)).collect(),
        (time, _) => {
            let at = parse_span(time)?;
            times = vec![millis(at)];
            run_for = at;
        }
    }
    let (findings, sites) = program.run_until(&times, run_for, options.at == "peak" && options.diff.is_empty());
    let (title, before, after) = choose(options, &findings);
    let pages = pages(options, &sites, before, after, &findings);
    let stack = after.map_or(Vec::new(), |sample| places::places(&sites, sample.site));
    let text = match options.json {
        true => as_json(&pages, after, &stack),
        false => as_text(options, &title, &pages, after, (&findings, &stack)),
    };
    crate::stdio::write_stdout(text.as_bytes());
    if let Some(at) = &findings.spent_at {
        eprintln!("glass: a turn of the program does not end (--max-steps); it was{at}");
    }
    Ok(if findings.failed() { UNSURE } else { FINE })
}

/// The samples that are shown.
fn choose<'a>(options: &Options, findings: &'a Findings) -> (String, Option<&'a Sample>, Option<&'a Sample>) {
    let samples = &findings.samples;
    if let &[a, b] = options.diff.as_slice() {
        let at =
            |time: Duration| samples.iter().find(|sample| sample.at as u128 >= time.as_millis()).or(samples.last());
        let (a, b) = (at(a), at(b));
        let time = |sample: Option<&Sample>| span(sample.map_or(0, |sample| sample.at));
        return (format!("from {} to {}", time(a), time(b)), a, b);
    }
    let chosen = match options.at.as_str() {
        "peak" => findings.peak.as_ref().or(samples.last()),
        "exit" => samples.last(),
        _ => samples.first(),
    };
    (format!("after {}", span(chosen.map_or(0, |sample| sample.at))), None, chosen)
}

/// The figures by file and line.
fn pages(
    options: &Options,
    sites: &Sites,
    before: Option<&Sample>,
    after: Option<&Sample>,
    findings: &Findings,
) -> BTreeMap<String, Page> {
    let mut pages: BTreeMap<String, Page> = BTreeMap::new();
    for place in 0..sites.place_count() {
        let held = |sample: Option<&Sample>| {
            sample.and_then(|sample| sample.places.get(place + 1).copied()).unwrap_or_default()
        };
        let (old, new) = (held(before), held(after));
        let born = findings.born.get(place + 1).copied().unwrap_or_default();
        let died = born.bytes.saturating_sub(held(findings.samples.last()).bytes);
        let nothing = if options.churn { born.bytes == 0 } else { (old, new) == (Held::default(), Held::default()) };
        if nothing {
            continue;
        }
        let (proto, unit) = sites.place(place as u32);
        let line = proto.source.line(proto.position(unit).map_or(proto.span.0, |position| position.at));
        let name = shown_path(proto.source.file_name());
        let page = pages.entry(name).or_insert_with(|| Page { source: proto.source.clone(), lines: BTreeMap::new() });
        let figures = page.lines.entry(line).or_default();
        figures.bytes += new.bytes as i64 - old.bytes as i64;
        figures.count += new.count as i64 - old.count as i64;
        figures.born += born.bytes;
        figures.died += died;
        for (sample, sign) in [(before, -1), (after, 1)] {
            let of_place = (place + 1, 0)..=(place + 1, u32::MAX);
            for (&(_, label), held) in sample.into_iter().flat_map(|sample| sample.labels.range(of_place.clone())) {
                *figures.labels.entry(sites.label_name(label)).or_default() += sign * held.bytes as i64;
            }
        }
        figures.labels.retain(|_, bytes| *bytes != 0);
    }
    pages
}

fn as_text(
    options: &Options,
    title: &str,
    pages: &BTreeMap<String, Page>,
    after: Option<&Sample>,
    (findings, stack): (&Findings, &[Place]),
) -> String {
    let mut text = String::new();
    let used = after.map_or(0, |sample| sample.heap_used);
    let own: i64 = pages.values().flat_map(|page| page.lines.values()).map(|figures| figures.bytes).sum();
    _ = writeln!(text, "{title}: heapUsed {}, of which {} by these lines", bytes(used as f64), signed(own));
    for (index, place) in stack.iter().enumerate() {
        _ = writeln!(text, "{} {}", if index == 0 { "the program was at" } else { "       called at" }, placed(place));
    }
    let all: u64 = findings.born.iter().map(|held| held.bytes).sum();
    for (name, page) in pages {
        _ = writeln!(text, "\n{name}");
        let live = if options.diff.is_empty() { "live" } else { "change" };
        let labelled = !options.churn && page.lines.values().any(|figures| !figures.labels.is_empty());
        _ = match (options.churn, labelled) {
            (true, _) => writeln!(text, "{:>10} {:>6} {:>6}", "made", "died", "GCs"),
            (false, true) => writeln!(text, "{live:>10} {:>9}  label", "cells"),
            (false, false) => writeln!(text, "{live:>10} {:>9}", "cells"),
        };
        let count = page.source.text().lines().count() as u32;
        let mut skipped = false;
        for line in 1..=count {
            let figures = page.lines.get(&line);
            if count > WHOLE && figures.is_none() && !has_neighbour(page, line) {
                if !std::mem::replace(&mut skipped, true) {
                    text.push_str("…\n");
                }
                continue;
            }
            skipped = false;
            let margin =
                figures.map_or(String::new(), |figures| margin(options.churn, figures, all, findings.collections));
            let margin =
                if labelled { format!("{margin:20}  {}", figures.map_or(String::new(), label)) } else { margin };
            let width = match (options.churn, labelled) {
                (true, _) => 24,
                (_, true) => 22 + LABEL,
                (..) => 20,
            };
            let source = format!("{margin:width$}  {line:>4}  {}", page.source.line_text(line));
            _ = writeln!(text, "{}", source.trim_end());
        }
    }
    text
}

fn has_neighbour(page: &Page, line: u32) -> bool {
    page.lines.range(line.saturating_sub(1)..=line + 1).next().is_some()
}

fn margin(churn: bool, figures: &Figures, all: u64, collections: u64) -> String {
    if churn {
        let died = figures.died as f64 / figures.born.max(1) as f64 * 100.0;
        let part = figures.born as f64 / all.max(1) as f64 * collections as f64;
        format!("{:>10} {died:>5.0}% {part:>6.1}", bytes(figures.born as f64))
    } else {
        format!("{:>10} {:>9}", signed(figures.bytes), figures.count)
    }
}

/// The label under which most was made, and how many others there are.
fn label(figures: &Figures) -> String {
    let most = figures.labels.iter().max_by_key(|&(name, bytes)| (bytes.abs(), std::cmp::Reverse(name)));
    let Some((name, _)) = most else { return String::new() };
    let others = figures.labels.len() - 1;
    let others = if others == 0 { String::new() } else { format!(" +{others}") };
    let room = LABEL - others.len();
    let name = if name.chars().count() > room {
        name.chars().take(room - 1).collect::<String>() + "…"
    } else {
        name.clone()
    };
    name + &others
}

fn signed(amount: i64) -> String {
    let text = bytes(amount.unsigned_abs() as f64);
    if amount < 0 { format!("-{text}") } else { text }
}

fn as_json(pages: &BTreeMap<String, Page>, after: Option<&Sample>, stack: &[Place]) -> String {
    let lines: Vec<Json> = pages
        .iter()
        .flat_map(|(file, page)| page.lines.iter().map(move |(line, figures)| (file, page, line, figures)))
        .map(|(file, page, line, figures)| {
            json!({
                "file": file, "line": line, "text": page.source.line_text(*line).trim(), "bytes": figures.bytes,
                "count": figures.count, "bytesMade": figures.born, "bytesDied": figures.died, "labels": figures.labels,
            })
        })
        .collect();
    let report = json!({
        "at": after.map(|sample| sample.at), "heapUsed": after.map(|sample| sample.heap_used), "lines": lines,
        "stack": stack.iter().map(place_json).collect::<Vec<_>>(),
    });
    json_text(&report)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_declaration_is_sound() {
        Options::command().debug_assert();
        let options = Options::parse_from(["lines", "--diff", "10m", "20m", "a.js"]);
        assert_eq!((options.diff.len(), options.program.script.len()), (2, 1));
    }
}
