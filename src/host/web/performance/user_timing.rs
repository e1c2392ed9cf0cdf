//! `performance.mark` and `performance.measure` (W3C User Timing, 3; Node's
//! lib/internal/perf/usertiming.js, whose order of conversions and complaints this keeps).

use super::entry::{self, EntryType, New, invalid_timestamp};
use super::{node_timing, observer, timeline};
use crate::event_loop::EventLoop;
use crate::host::node::errors;
use crate::host::web::structured_clone;
use crate::objects::{JsArray, Object, Value};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, Rooted, Throw};

/// The clock in milliseconds.
pub(super) fn now(cx: &mut Cx<'_>) -> f64 {
    cx.state::<EventLoop>().clock.elapsed().as_nanos() as f64 / 1e6
}

/// `performance.mark(name, options)`
pub(super) fn mark(cx: &mut Cx<'_>, name: Rooted, options: Rooted) -> JsResult {
    let new = new_mark(cx, name, options)?;
    keep(cx, Intrinsic::PerformanceMarkPrototype, &new)
}

/// What a mark says; its time is remembered for measures.
pub(super) fn new_mark(cx: &mut Cx<'_>, name: Rooted, options: Rooted) -> JsResult<New> {
    let name = cx.to_string(name)?;
    refuse_milestone(cx, name)?;
    let mut start = Rooted::UNDEFINED;
    if !options.is_nullish() {
        validate_object(cx, options)?;
        start = cx.get_str(options, "startTime")?;
    }
    if start.is_nullish() {
        start = now(cx).into();
    }
    let Some(time) = start.as_number() else {
        return Err(errors::invalid_argument(cx, "startTime", "of type number", start)?);
    };
    if time < 0.0 {
        return Err(invalid_timestamp(cx, time));
    }
    timeline::set_mark_time(cx, name, time)?;
    let detail = if options.is_nullish() { Rooted::NULL } else { cloned_detail(cx, options)? };
    Ok(New { of: EntryType::Mark, name, start: time, duration: 0.0, detail })
}

/// Node's validateObject: neither an array nor a function.
pub(super) fn validate_object(cx: &mut Cx<'_>, options: Rooted) -> JsResult<()> {
    let is_array = crate::objects::Gc::<Object>::from_value(*options).and_then(JsArray::of).is_some();
    if options.is_object() && !options.is_callable() && !is_array {
        return Ok(());
    }
    Err(errors::invalid_argument(cx, "options", "of type object", options)?)
}

/// A copy of `options.detail`, null for none.
fn cloned_detail(cx: &mut Cx<'_>, options: Rooted) -> JsResult<Rooted> {
    let detail = cx.get_str(options, "detail")?;
    if detail.is_nullish() { Ok(Rooted::NULL) } else { structured_clone::clone(cx, detail) }
}

/// The names of the runtime's own milestones are no names for marks.
fn refuse_milestone(cx: &mut Cx<'_>, name: Rooted) -> JsResult<()> {
    let text = cx.to_text(name)?;
    if node_timing::is_milestone(&text) {
        return Err(errors::invalid_value(cx, "name", "is invalid", name)?);
    }
    Ok(())
}

/// Makes an entry, shows it to observers and keeps it.
fn keep(cx: &mut Cx<'_>, class: Intrinsic, new: &New) -> JsResult {
    let shape = cx.shape(class);
    let entry = entry::make(cx, shape, new);
    observer::enqueue(cx, entry, new.of);
    timeline::keep(cx, entry, new.of)?;
    Ok(*entry)
}

/// `performance.measure(name, startOrMeasureOptions, endMark)`
pub(super) fn measure(cx: &mut Cx<'_>, name: Rooted, options: Rooted, end_mark: Rooted) -> JsResult {
    if !name.is_string() {
        return Err(errors::invalid_argument(cx, "name", "of type string", name)?);
    }
    let (start, end) = span(cx, options, end_mark)?;
    let detail = if options.is_nullish() { Rooted::NULL } else { cloned_detail(cx, options)? };
    let new = New { of: EntryType::Measure, name, start, duration: end - start, detail };
    keep(cx, Intrinsic::PerformanceMeasurePrototype, &new)
}

/// The options of a measure, undefined where they are not given.
#[derive(Clone, Copy)]
struct Span {
    start: Rooted,
    end: Rooted,
    duration: Rooted,
}

/// Where a measure begins and ends.
fn span(cx: &mut Cx<'_>, options: Rooted, end_mark: Rooted) -> JsResult<(f64, f64)> {
    let mut given = Span { start: Rooted::UNDEFINED, end: Rooted::UNDEFINED, duration: Rooted::UNDEFINED };
    if options.is_object() && !options.is_callable() {
        given.start = cx.get_str(options, "start")?;
        given.end = cx.get_str(options, "end")?;
        given.duration = cx.get_str(options, "duration")?;
    }
    let Span { start, end, duration } = given;
    let is_given = !start.is_undefined() || !end.is_undefined();
    if is_given && !end_mark.is_undefined() {
        return Err(invalid_options(cx, "endMark must not be specified"));
    }
    if !start.is_undefined() && !end.is_undefined() && !duration.is_undefined() {
        return Err(invalid_options(cx, "Must not have options.start, options.end, and options.duration specified"));
    }
    let end = if !end_mark.is_undefined() {
        time_of(cx, end_mark)?
    } else if !end.is_undefined() {
        time_of(cx, end)?
    } else if !start.is_undefined() && !duration.is_undefined() {
        time_of(cx, start)? + time_of(cx, duration)?
    } else {
        now(cx)
    };
    let start = if options.is_string() {
        time_of(cx, options)?
    } else if !start.is_undefined() {
        time_of(cx, start)?
    } else if is_given && !duration.is_undefined() {
        end - time_of(cx, duration)?
    } else {
        0.0
    };
    Ok((start, end))
}

fn invalid_options(cx: &mut Cx<'_>, message: &str) -> Throw {
    errors::throw(cx, ErrorKind::Type, "ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS", message)
}

/// A time, or that of the mark or milestone of a name (User Timing, "convert a mark to a
/// timestamp").
fn time_of(cx: &mut Cx<'_>, mark: Rooted) -> JsResult<f64> {
    if let Some(time) = mark.as_number() {
        return if time < 0.0 { Err(invalid_timestamp(cx, time)) } else { Ok(time) };
    }
    let name = cx.to_string(mark)?;
    let text = cx.to_text(name)?;
    if let Some(time) = node_timing::milestone(cx.state::<EventLoop>(), &text) {
        return Ok(time);
    }
    if let Some(time) = timeline::mark_time(&mut cx.leaf(), *name) {
        return Ok(time);
    }
    let message = format!("The \"{text}\" performance mark has not been set");
    Err(errors::dom_exception(cx, "SyntaxError", 12, &message))
}

/// `performance.clearMarks(name)`
pub(super) fn clear_marks(cx: &mut Cx<'_>, name: Rooted) -> JsResult {
    let name = if name.is_undefined() {
        None
    } else {
        let name = cx.to_string(name)?;
        refuse_milestone(cx, name)?;
        Some(*name)
    };
    let mut leaf = cx.leaf();
    timeline::forget_mark_times(&mut leaf, name);
    timeline::clear(&mut leaf, EntryType::Mark, name);
    Ok(Value::UNDEFINED)
}

/// `performance.clearMeasures(name)`
pub(super) fn clear_measures(cx: &mut Cx<'_>, name: Rooted) -> JsResult {
    let name = if name.is_undefined() { None } else { Some(*cx.to_string(name)?) };
    timeline::clear(&mut cx.leaf(), EntryType::Measure, name);
    Ok(Value::UNDEFINED)
}
