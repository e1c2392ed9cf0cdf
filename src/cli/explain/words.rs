//! Times and places in words, and as JSON.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use crate::profiler::suspects::Place;

/// A place with its function.
pub(super) fn placed(place: &Place) -> String {
    let function = if place.function.is_empty() { String::new() } else { format!(" in {}", place.function) };
    format!("{}:{}:{}{function}", shown_path(&place.file), place.line, place.column)
}

/// A place with its text.
pub(super) fn quoted(place: &Place) -> String {
    const WIDTH: usize = 80;
    let text: String = place.text.chars().take(WIDTH).collect();
    format!("{}   {text}", placed(place))
}

/// A place as JSON.
pub(super) fn place_json(place: &Place) -> Json {
    json!({
        "file": shown_path(&place.file), "line": place.line, "column": place.column, "function": place.function,
        "text": place.text,
    })
}

/// A file as it is shown: below the working folder without that.
pub(super) fn shown_path(file: &str) -> String {
    let path = PathBuf::from(file.strip_prefix("file://").unwrap_or(file));
    let current = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&current).unwrap_or(&path).to_string_lossy().into_owned()
}

/// Milliseconds in words.
pub(super) fn span(millis: u64) -> String {
    let (amount, unit) = match millis {
        0..1000 => return format!("{millis} ms"),
        1000..120_000 => (millis as f64 / 1000.0, "seconds"),
        120_000..7_200_000 => (millis as f64 / 60_000.0, "minutes"),
        7_200_000..172_800_000 => (millis as f64 / 3_600_000.0, "hours"),
        _ => (millis as f64 / 86_400_000.0, "days"),
    };
    let amount = (amount * 10.0).round() / 10.0;
    format!("{amount} {unit}")
}
