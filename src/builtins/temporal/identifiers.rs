//! Calendars and time zones by their names (TC39 proposal-temporal §11, §12), from objects that
//! have one, or from texts.

use temporal_rs::{Calendar, PlainDate, PlainDateTime, PlainMonthDay, PlainYearMonth, TimeZone, ZonedDateTime};

use super::class::{check, held};
use super::zones::zones;
use crate::objects::Value;
use crate::vm::{Cx, JsResult, Rooted, Throw};

/// What is neither an object nor a text.
fn no_text(cx: &mut Cx<'_>, item: Rooted, what: &str) -> Throw {
    let shown = cx.describe(item);
    cx.type_error(format!("Temporal error: {shown} cannot be converted to {what}."))
}

/// A text, and nothing else.
pub(super) fn text(cx: &mut Cx<'_>, item: Rooted, what: &str) -> JsResult<String> {
    if item.is_string() { cx.to_text(item) } else { Err(no_text(cx, item, what)) }
}

/// The calendar of an object that has one.
fn calendar_slot(value: Value) -> Option<Calendar> {
    held::<PlainDate>(value)
        .map(|date| date.calendar().clone())
        .or_else(|| held::<PlainDateTime>(value).map(|date| date.calendar().clone()))
        .or_else(|| held::<ZonedDateTime>(value).map(|date| date.calendar().clone()))
        .or_else(|| held::<PlainYearMonth>(value).map(|month| month.calendar().clone()))
        .or_else(|| held::<PlainMonthDay>(value).map(|day| day.calendar().clone()))
}

/// ToTemporalCalendarIdentifier
pub(super) fn to_calendar(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Calendar> {
    if let Some(calendar) = calendar_slot(*value) {
        return Ok(calendar);
    }
    let text = text(cx, value, "a calendar")?;
    check(cx, text.parse())
}

/// The calendar that a constructor is given: its name alone, ISO when there is none.
pub(super) fn calendar_argument(cx: &mut Cx<'_>, i: usize) -> JsResult<Calendar> {
    let value = cx.arg(i);
    if value.is_undefined() {
        return Ok(Calendar::ISO);
    }
    let text = text(cx, value, "a calendar")?;
    check(cx, Calendar::try_from_utf8(text.as_bytes()))
}

/// GetTemporalCalendarIdentifierWithISODefault
pub(super) fn bag_calendar(cx: &mut Cx<'_>, bag: Rooted) -> JsResult<Calendar> {
    if let Some(calendar) = calendar_slot(*bag) {
        return Ok(calendar);
    }
    let value = cx.get_str(bag, "calendar")?;
    if value.is_undefined() { Ok(Calendar::ISO) } else { to_calendar(cx, value) }
}

/// ToTemporalTimeZoneIdentifier
pub(super) fn to_time_zone(cx: &mut Cx<'_>, value: Rooted) -> JsResult<TimeZone> {
    if let Some(zoned) = held::<ZonedDateTime>(*value) {
        return Ok(*zoned.time_zone());
    }
    let text = text(cx, value, "a time zone")?;
    check(cx, TimeZone::try_from_str_with_provider(&text, zones()))
}
