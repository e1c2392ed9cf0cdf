//! Times in words.

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

/// When something was, by the program's clock.
pub(super) fn at_time(millis: f64) -> String {
    format!("{} s", (millis * 1000.0).round() / 1e6)
}
