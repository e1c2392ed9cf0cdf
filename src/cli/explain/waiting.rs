//! Promises that can never settle, as `glass leaks` tells them.

use std::fmt::Write;

use serde_json::{Value as Json, json};

use crate::cli::units::bytes;
use crate::profiler::pending::Pending;
use crate::profiler::words::{place_json, placed, quoted, way};

/// Lines that text and Markdown show.
const SHOWN: usize = 8;

/// The section of a report; empty if there are none.
pub(super) fn text(pending: &[Pending]) -> String {
    let mut text = String::new();
    if !pending.is_empty() {
        text.push_str("\nPromises that nothing can settle any more:\n");
    }
    for one in pending.iter().take(SHOWN) {
        let what = match (one.awaited, one.count) {
            (true, 1) => "waits",
            (true, _) => "wait",
            _ => "made",
        };
        let held = if one.awaited { format!(", {} held", bytes(one.bytes as f64)) } else { String::new() };
        _ = writeln!(text, "  {:>8} {what}{held}   {}", one.count, quoted(&one.site));
        if let Some(made) = one.made.as_ref().filter(|made| one.awaited && **made != one.site) {
            _ = writeln!(text, "           for what was made at {}", placed(made));
        }
        if !one.root.is_empty() {
            _ = writeln!(text, "           path {}", way(&one.root, &one.path));
        }
    }
    let more = pending.len().saturating_sub(SHOWN);
    if more > 0 {
        _ = writeln!(text, "  … and {more} more lines (--json has all)");
    }
    text
}

/// The section as Markdown.
pub(super) fn markdown(pending: &[Pending]) -> String {
    let text = text(pending);
    let mut lines = text.trim_start().lines();
    let mut list = String::new();
    if let Some(title) = lines.next() {
        _ = writeln!(list, "\n## {}\n", title.trim_end_matches(':'));
    }
    lines.for_each(|line| {
        let indent = if line.starts_with("           ") { "  " } else { "" };
        _ = writeln!(list, "{indent}- {}", line.trim());
    });
    list
}

/// All of them.
pub(super) fn json(pending: &[Pending]) -> Vec<Json> {
    let one = |one: &Pending| {
        json!({
            "site": place_json(&one.site), "awaited": one.awaited, "count": one.count, "bytes": one.bytes,
            "made": one.made.as_ref().map(place_json), "path": way(&one.root, &one.path),
        })
    };
    pending.iter().map(one).collect()
}
