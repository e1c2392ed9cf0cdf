//! What is found, in words and as JSON: places, the way to what is kept, a suspect, amounts of
//! bytes. The command and `glass:memory` say it alike.

use std::fmt::Write;
use std::path::PathBuf;

use serde_json::{Map, Value as Json, json};

use super::places::{Path, Place};
use super::retaining::{RootKind, Step};
use super::suspects::Suspect;

/// Steps of a path that are shown.
const STEPS: usize = 12;
/// Labels of a suspect that are shown.
const LABELS: usize = 4;
/// 2^10 bytes.
const KIB: f64 = 1024.0;
/// 2^20 bytes.
const MIB: f64 = 1024.0 * KIB;
/// 2^30 bytes.
const GIB: f64 = 1024.0 * MIB;

/// A place with its function.
pub fn placed(place: &Place) -> String {
    let function = if place.function.is_empty() { String::new() } else { format!(" in {}", place.function) };
    format!("{}:{}:{}{function}", shown_path(&place.file), place.line, place.column)
}

/// A place with its text.
pub fn quoted(place: &Place) -> String {
    const WIDTH: usize = 80;
    let text: String = place.text.chars().take(WIDTH).collect();
    format!("{}   {text}", placed(place))
}

/// A place as JSON.
pub fn place_json(place: &Place) -> Json {
    json!({
        "file": shown_path(&place.file), "line": place.line, "column": place.column, "function": place.function,
        "text": place.text,
    })
}

/// A way in one line: the root's name, and the steps with what each comes to.
pub fn way<'a>(root: &str, steps: impl IntoIterator<Item = &'a Step>) -> String {
    let mut text = root.to_owned();
    for (index, step) in steps.into_iter().enumerate() {
        if index == STEPS {
            text.push_str(" → …");
            break;
        }
        let space = if step.edge.is_empty() { "" } else { " " };
        _ = write!(text, " → {}{space}{}", step.edge, step.what);
    }
    text
}

/// JSON as it is printed and written to files.
pub fn json_text(json: &Json) -> String {
    serde_json::to_string_pretty(json).unwrap_or_default() + "\n"
}

/// A file as it is shown: below the working folder without that.
pub fn shown_path(file: &str) -> String {
    let path = PathBuf::from(file.strip_prefix("file://").unwrap_or(file));
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(&path).to_string_lossy().into_owned()
}

/// Three significant digits.
pub fn digits(value: f64) -> String {
    let decimals = if value >= 99.95 {
        0
    } else if value >= 9.995 {
        1
    } else {
        2
    };
    format!("{value:.decimals$}")
}

/// Bytes with three digits and the unit that suits them.
pub fn bytes(bytes: f64) -> String {
    let units = [(GIB, "GiB"), (MIB, "MiB"), (KIB, "KiB")];
    match units.into_iter().find(|&(unit, _)| bytes >= unit * 0.9995) {
        Some((unit, name)) => digits(bytes / unit) + name,
        None => format!("{bytes:.0}B"),
    }
}

/// The lines on a suspect that say who made it, who keeps it and how.
pub fn suspect_lines(text: &mut String, suspect: &Suspect) {
    let made = suspect.site.as_ref().map_or_else(|| "the engine".to_owned(), quoted);
    _ = writeln!(text, "   made    {made}");
    for caller in suspect.stack.iter().take(4) {
        _ = writeln!(text, "           called at {}", placed(caller));
    }
    for (place, held) in suspect.parts.iter().filter(|(place, _)| Some(place) != suspect.site.as_ref()) {
        _ = writeln!(text, "   holds   {} made at {}", bytes(*held as f64), quoted(place));
    }
    if let Some(kept) = &suspect.kept {
        _ = writeln!(text, "   kept    {}", quoted(kept));
    }
    if !suspect.labels.is_empty() {
        let labels: Vec<String> = suspect
            .labels
            .iter()
            .take(LABELS)
            .map(|(name, held)| format!("{name} ({})", bytes(*held as f64)))
            .collect();
        let more = suspect.labels.len().saturating_sub(LABELS);
        let more = if more == 0 { String::new() } else { format!(", and {more} more") };
        _ = writeln!(text, "   label   {}{more}", labels.join(", "));
    }
    path_lines(text, &suspect.path);
}

/// The way to what is kept in a line, and below it the lesson's reason for each step, with the line
/// that made it so.
pub fn path_lines(text: &mut String, path: &Path) {
    _ = writeln!(text, "   path    {}", path_line(path));
    for (reason, line) in reasons(path) {
        let line = line.map_or_else(String::new, |line| format!(" ({})", placed(line)));
        _ = writeln!(text, "           {reason}{line}");
    }
}

/// A suspect as JSON.
pub fn suspect_json(suspect: &Suspect) -> Json {
    let mut site = suspect.site.as_ref().map(place_json).unwrap_or(Json::Null);
    if site.is_object() {
        site["stack"] = suspect.stack.iter().map(place_json).collect();
    }
    let parts = suspect.parts.iter().map(|(place, bytes)| json!({"site": place_json(place), "bytes": bytes}));
    json!({
        "site": site,
        "kept": suspect.kept.as_ref().map(place_json),
        "what": suspect.what,
        "bytes": suspect.bytes,
        "count": suspect.count,
        "parts": parts.collect::<Vec<_>>(),
        "labels": suspect.labels.iter().map(|(name, bytes)| (name.clone(), json!(bytes))).collect::<Map<_, _>>(),
        "path": path_json(&suspect.path),
    })
}

/// The way to what is kept, as JSON: the root first.
pub fn path_json(path: &Path) -> Json {
    let mut list = vec![json!({
        "name": path.root, "kind": root_kind(path.kind), "line": path.place.as_ref().map(placed),
        "reason": root_reason(path),
    })];
    list.extend(path.steps.iter().enumerate().map(|(i, (step, place))| {
        json!({
            "name": step.edge, "kind": step.what, "line": place.as_ref().map(placed), "reason": step_reason(path, i),
        })
    }));
    Json::Array(list)
}

fn root_kind(kind: RootKind) -> &'static str {
    match kind {
        RootKind::Global => "global",
        RootKind::Local => "local",
        RootKind::Task => "task",
        RootKind::Other => "engine",
    }
}

fn root_reason(path: &Path) -> &'static str {
    match path.kind {
        RootKind::Global | RootKind::Local => "a variable points to it",
        RootKind::Task | RootKind::Other => "the execution path can reach it",
    }
}

fn step_reason(path: &Path, index: usize) -> &'static str {
    let (step, _) = &path.steps[index];
    match index {
        _ if step.edge.starts_with("variable") => "a variable points to it",
        0 => root_reason(path),
        _ => "another object references it",
    }
}

/// The path in a line.
pub fn path_line(path: &Path) -> String {
    way(&path.root, path.steps.iter().map(|(step, _)| step))
}

fn reasons(path: &Path) -> Vec<(String, Option<&Place>)> {
    let mut reasons = vec![(format!("{}: {}", root_reason(path), path.root), path.place.as_ref())];
    for (i, (step, place)) in path.steps.iter().enumerate().take(STEPS) {
        if !step.edge.is_empty() {
            reasons.push((format!("{}: {}", step_reason(path, i), step.edge), place.as_ref()));
        }
    }
    reasons
}
