//! `glass blame`: who created the reference that keeps an object. A first run finds the reference,
//! a second one, which is the same to the byte, watches that alone.

use std::ffi::OsString;
use std::fmt::Write;

use clap::Parser;
use serde_json::{Value as Json, json};

use super::program::{Ending, Program, ProgramOptions};
use super::words::at_time;
use super::{FINE, UNSURE};
use crate::heap::Watch;
use crate::profiler::blame::{self, Edge, History, Incident, Wanted};
use crate::profiler::places::Place;
use crate::profiler::retaining::RootKind;
use crate::profiler::words::{json_text, place_json, placed, quoted, shown_path, way};

/// Times that something was overwritten which are told.
const SHOWN: usize = 4;

/// Tells who created the reference that keeps an object: line, time and call stack.
///
/// Runs the program twice, in virtual time and in the same way. At the end of the first run the
/// object is looked up, and the reference that keeps it; the second run watches that reference:
/// who stored it, what was there before, what overwrote it, who read it last. Exit code 2: there
/// is no such object, or the script failed.
#[derive(Parser, Clone, Debug)]
#[command(name = "glass blame", disable_version_flag = true)]
pub(super) struct Options {
    /// The object: an expression that is evaluated when the program has run, where its variables
    /// and those that its functions see are known
    #[arg(long, value_name = "EXPR", required_unless_present = "site", conflicts_with = "site")]
    object: Option<String>,
    /// The line that makes it: one of the objects that it made and that are alive at the end
    #[arg(long, value_name = "[FILE:]LINE[:COL]", value_parser = parse_site)]
    site: Option<Site>,
    /// Print JSON instead of text
    #[arg(long, conflicts_with = "md")]
    json: bool,
    /// Print Markdown
    #[arg(long)]
    md: bool,
    #[command(flatten)]
    program: ProgramOptions,
}

/// A line that makes something.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Site {
    file: Option<String>,
    line: u32,
    column: Option<u32>,
}

/// `[FILE:]LINE[:COL]`
fn parse_site(text: &str) -> Result<Site, String> {
    let bad = || format!("'{text}' is not a line such as 12, 12:5 or lib/store.js:12");
    let mut parts: Vec<&str> = text.split(':').collect();
    let mut numbers = Vec::new();
    while let Some(number) = parts.last().and_then(|part| part.parse::<u32>().ok()).filter(|_| numbers.len() < 2) {
        numbers.insert(0, number);
        parts.pop();
    }
    let file = (!parts.is_empty()).then(|| parts.join(":"));
    match numbers[..] {
        [line] if line > 0 => Ok(Site { file, line, column: None }),
        [line, column] if line > 0 => Ok(Site { file, line, column: Some(column) }),
        _ => Err(bad()),
    }
}

/// Runs the command: `arguments` are those behind `blame`. Gives the exit code.
pub(in crate::cli) fn main(arguments: impl Iterator<Item = OsString>) -> i32 {
    super::command("glass blame", arguments, explain)
}

/// What the two runs said.
struct Answer {
    file: String,
    asked: String,
    edge: Edge,
    history: History,
    /// Why the run says less than it might.
    failed: Option<String>,
}

fn explain(options: &Options) -> Result<i32, String> {
    if options.program.real_time {
        return Err("blame runs the program twice in the same way, which --real-time does not".into());
    }
    let program = Program::read(&options.program)?;
    let asked = match (&options.object, &options.site) {
        (Some(object), _) => object.clone(),
        (_, Some(Site { file, line, column })) => {
            let column = column.map_or(String::new(), |column| format!(":{column}"));
            let file = file.as_ref().map_or("line ".to_owned(), |file| format!("{file}:"));
            format!("what {file}{line}{column} makes")
        }
        _ => String::new(),
    };
    let (found, end) = program.run_watched(Watch::counting, |engine, sites| {
        let path = program.source_name();
        let value = match (&options.object, &options.site) {
            (Some(object), _) => Wanted::Value(engine.eval_at_end(&path, object)?),
            (_, Some(site)) => {
                Wanted::Made { file: site.file.as_deref().unwrap_or(&path), line: site.line, column: site.column }
            }
            _ => return Err("nothing is asked for".to_owned()),
        };
        blame::find(engine.vm(), sites, &value)
    });
    let edge = found.map_err(|fault| match failure(&end) {
        Some(failed) => format!("{asked}: {fault} ({failed})"),
        None => format!("{asked}: {fault}"),
    })?;
    let watched = edge.watched.clone();
    let (history, _) = program
        .run_watched(|clock| Watch::over(clock, watched), |engine, sites| blame::history(engine.vm(), sites, &edge));
    let file = shown_path(&program.path().to_string_lossy());
    let answer = Answer { file, asked, edge, history, failed: failure(&end) };
    let text = match (options.json, options.md) {
        (true, _) => as_json(&answer),
        (_, true) => as_markdown(&answer),
        _ => as_text(&answer),
    };
    crate::stdio::write_stdout(text.as_bytes());
    Ok(if answer.failed.is_some() { UNSURE } else { FINE })
}

fn failure(end: &Ending) -> Option<String> {
    match end {
        Ending { spent_at: Some(at), .. } => {
            Some(format!("a turn of the program does not end (--max-steps): it was{at}"))
        }
        Ending { interrupted: true, .. } => Some("the program was interrupted".into()),
        Ending { code: 0, .. } => None,
        Ending { code, .. } => Some(format!("the program ended with exit code {code}")),
    }
}

/// The lines of an answer: a word, and what there is to say.
fn lines(answer: &Answer) -> Vec<(&'static str, String)> {
    let Answer { edge, history, .. } = answer;
    let mut lines = Vec::new();
    let many = if edge.alive > 1 { format!(", one of {} that are alive", edge.alive) } else { String::new() };
    lines.push(("object", format!("{}{many}", edge.what)));
    lines.push(("path", way(&edge.root, edge.path.iter().map(|(step, _)| step))));
    if let Some(made) = &history.made {
        tell(&mut lines, "made", made, "");
    }
    let how = match (edge.is_root, history.since_birth) {
        (true, _) if edge.root_kind == RootKind::Task => " (the event loop keeps it since it was made)",
        (_, true) => " (by making what refers to it)",
        _ => "",
    };
    match &history.stored {
        Some(stored) => tell(&mut lines, "stored", stored, how),
        None => lines.push(("stored", "by the engine".into())),
    }
    if let (count @ 1.., Some(last)) = &history.before {
        let times = if *count == 1 { "once".to_owned() } else { format!("{count} times, the last time") };
        lines.push(("before", format!("something else was stored there {times} at {}", told(last))));
    }
    if history.overwritten.is_empty() {
        lines.push(("since", "not overwritten".into()));
    }
    for other in history.overwritten.iter().take(SHOWN) {
        tell(&mut lines, "over", other, " (overwritten)");
    }
    match &history.read {
        Some((read, count)) => {
            lines.push(("read", format!("{count} times, the last time at {}", told(read))));
        }
        None if history.sees_reads => lines.push(("read", "by no line of the program".into())),
        None => {}
    }
    if let Some((used, count)) = &history.used {
        lines.push(("used", format!("{count} times, the last time at {}", told(used))));
    }
    if let Some(failed) = &answer.failed {
        lines.push(("note", failed.clone()));
    }
    lines
}

/// An incident with its callers.
fn tell(lines: &mut Vec<(&'static str, String)>, word: &'static str, incident: &Incident, how: &str) {
    let place = incident.stack.first().map_or_else(|| "the engine".to_owned(), quoted);
    lines.push((word, format!("{} {place}{how}", at_time(incident.at))));
    lines.extend(incident.stack.iter().skip(1).map(|caller| ("", format!("called at {}", placed(caller)))));
}

fn told(incident: &Incident) -> String {
    let place = incident.stack.first().map_or_else(|| "the engine".to_owned(), quoted);
    format!("{} {place}", at_time(incident.at))
}

fn as_text(answer: &Answer) -> String {
    let mut text = format!("{}: {}\n", answer.file, answer.asked);
    for (word, line) in lines(answer) {
        _ = writeln!(text, "{word:7} {line}");
    }
    text
}

fn as_markdown(answer: &Answer) -> String {
    let mut text = format!("# {}: {}\n\n", answer.file, answer.asked);
    for (word, line) in lines(answer) {
        _ = if word.is_empty() { writeln!(text, "  - {line}") } else { writeln!(text, "- {word}: {line}") };
    }
    text
}

fn as_json(answer: &Answer) -> String {
    let Answer { edge, history, .. } = answer;
    let stack = |places: &[Place]| places.iter().map(place_json).collect::<Vec<Json>>();
    let incident = |incident: &Incident| json!({"at": incident.at, "stack": stack(&incident.stack)});
    let path: Vec<Json> = std::iter::once(json!({"name": edge.root, "kind": "root", "line": null}))
        .chain(
            edge.path
                .iter()
                .map(|(step, place)| json!({"name": step.edge, "kind": step.what, "line": place.as_ref().map(placed)})),
        )
        .collect();
    let counted = |read: &Option<(Incident, u64)>| {
        read.as_ref().map(|(last, count)| json!({"count": count, "last": incident(last)}))
    };
    let report = json!({
        "file": answer.file,
        "asked": answer.asked,
        "failed": answer.failed,
        "object": {"what": edge.what, "alive": edge.alive, "made": history.made.as_ref().map(incident)},
        "path": path,
        "stored": history.stored.as_ref().map(incident),
        "withOwner": history.since_birth,
        "before": {"count": history.before.0, "last": history.before.1.as_ref().map(incident)},
        "overwritten": history.overwritten.iter().map(incident).collect::<Vec<_>>(),
        "read": counted(&history.read),
        "seesReads": history.sees_reads,
        "used": counted(&history.used),
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
    }

    #[test]
    fn sites() {
        let site = |file: Option<&str>, line, column| Site { file: file.map(str::to_owned), line, column };
        assert_eq!(parse_site("12"), Ok(site(None, 12, None)));
        assert_eq!(parse_site("12:5"), Ok(site(None, 12, Some(5))));
        assert_eq!(parse_site("lib/store.js:3:9"), Ok(site(Some("lib/store.js"), 3, Some(9))));
        assert!(parse_site("lib/store.js").is_err() && parse_site("0").is_err() && parse_site("").is_err());
    }
}
