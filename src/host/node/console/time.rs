//! The stopwatches of the console.

use std::collections::hash_map::Entry;
use std::time::Duration;

use super::stream::log_with;
use super::{ConsoleState, label, process};
use crate::event_loop::EventLoop;
use crate::objects::Value;
use crate::stdio::Stream;
use crate::vm::{Cx, JsResult};

pub(super) fn time(cx: &mut Cx<'_>) -> JsResult {
    let label = label(cx)?;
    let now = cx.state::<EventLoop>().clock.elapsed();
    let message = format!("Label '{label}' already exists for console.time()");
    match cx.state::<ConsoleState>().times.entry(label) {
        Entry::Occupied(_) => process::emit_warning(cx, "Warning", &message)?,
        Entry::Vacant(free) => {
            free.insert(now);
        }
    }
    Ok(Value::UNDEFINED)
}

pub(super) fn time_log(cx: &mut Cx<'_>) -> JsResult {
    let label = label(cx)?;
    report(cx, "timeLog", &label)?;
    Ok(Value::UNDEFINED)
}

pub(super) fn time_end(cx: &mut Cx<'_>) -> JsResult {
    let label = label(cx)?;
    report(cx, "timeEnd", &label)?;
    cx.state::<ConsoleState>().times.remove(&label);
    Ok(Value::UNDEFINED)
}

fn report(cx: &mut Cx<'_>, method: &str, label: &str) -> JsResult<()> {
    let Some(&started) = cx.state::<ConsoleState>().times.get(label) else {
        return process::emit_warning(cx, "Warning", &format!("No such label '{label}' for console.{method}()"));
    };
    let taken = cx.state::<EventLoop>().clock.elapsed().saturating_sub(started);
    let mut values = vec![cx.string("%s: %s"), cx.string(label), cx.string(&format_time(taken))];
    if method == "timeLog" {
        values.extend(cx.args_from(1));
    }
    log_with(cx, "log", Stream::Stdout, &values)
}

/// The text of a time in milliseconds.
pub(super) fn time_text(cx: &mut Cx<'_>) -> JsResult {
    let milliseconds = cx.to_number(cx.arg(0))?.clamp(0.0, 1e15);
    let text = format_time(Duration::from_secs_f64(milliseconds / 1000.0));
    Ok(*cx.string(&text))
}

/// `1:02:03.456 (h:mm:ss.mmm)`, `3.456s`, `3.456ms`
fn format_time(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1000.0;
    if ms < 1000.0 {
        let text = format!("{ms:.3}");
        return format!("{}ms", text.trim_end_matches('0').trim_end_matches('.'));
    }
    let (hours, rest) = ((ms / 3_600_000.0).floor(), ms % 3_600_000.0);
    let (minutes, seconds) = ((rest / 60_000.0).floor(), rest % 60_000.0 / 1000.0);
    if hours == 0.0 && minutes == 0.0 {
        return format!("{seconds:.3}s");
    }
    let head = if hours == 0.0 { format!("{minutes}") } else { format!("{hours}:{minutes:02}") };
    let unit = if hours == 0.0 { "m:ss.mmm" } else { "h:mm:ss.mmm" };
    format!("{head}:{seconds:06.3} ({unit})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_nodes() {
        let of = |ms: f64| format_time(Duration::from_secs_f64(ms / 1000.0));
        assert_eq!(of(0.0), "0ms");
        assert_eq!(of(12.5), "12.5ms");
        assert_eq!(of(999.0), "999ms");
        assert_eq!(of(1000.0), "1.000s");
        assert_eq!(of(61_500.0), "1:01.500 (m:ss.mmm)");
        assert_eq!(of(3_723_004.0), "1:02:03.004 (h:mm:ss.mmm)");
    }
}
