//! Objects of Temporal as text of a locale (TC39 proposal-temporal §15): what their
//! `toLocaleString` gives, and what Intl.DateTimeFormat makes of them.

use std::rc::Rc;

use jiff::tz::TimeZone;
use temporal_rs::{Instant, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth};

use super::date_format::{DateFormat, NO_FIELDS, Shown};
pub(in crate::builtins) use super::temporal_kind::Kind;
use super::zone::zone_of;
use crate::calendar::time::{LocalTime, time_clip};
use crate::objects::{Brand, Gc, Host, Value};
use crate::vm::{Cx, JsResult, Rooted};

/// What can be written as a date: a time value, or an object of Temporal.
#[derive(Clone, Copy)]
pub(super) enum Formattable {
    Time(f64),
    /// Its class, its calendar, milliseconds since 1970 as if its time were UTC.
    Temporal(Kind, &'static str, i64),
}

fn milliseconds(nanoseconds: i128) -> i64 {
    nanoseconds.div_euclid(1_000_000) as i64
}

fn temporal_of(value: Value) -> Option<Formattable> {
    let host = Gc::<Host>::from_value(value)?;
    let date = |kind, calendar: &temporal_rs::Calendar, nanoseconds: i128| {
        Formattable::Temporal(kind, calendar.identifier(), milliseconds(nanoseconds))
    };
    Some(match host.brand() {
        Brand::TemporalPlainDate => {
            let held: &PlainDate = host.data()?;
            date(Kind::Date, held.calendar(), held.epoch_ns_for_utc().0)
        }
        Brand::TemporalPlainDateTime => {
            let held: &PlainDateTime = host.data()?;
            date(Kind::DateTime, held.calendar(), held.epoch_ns_for_utc().0)
        }
        Brand::TemporalPlainYearMonth => {
            let held: &PlainYearMonth = host.data()?;
            date(Kind::YearMonth, held.calendar(), held.epoch_ns_for_utc().0)
        }
        Brand::TemporalPlainMonthDay => {
            let held: &PlainMonthDay = host.data()?;
            date(Kind::MonthDay, held.calendar(), held.epoch_ns_for_utc().0)
        }
        Brand::TemporalPlainTime => {
            let held: &PlainTime = host.data()?;
            Formattable::Temporal(Kind::Time, "", milliseconds(held.epoch_ns_for_utc().0))
        }
        Brand::TemporalInstant => {
            let held: &Instant = host.data()?;
            Formattable::Temporal(Kind::Instant, "", held.epoch_milliseconds())
        }
        // It has a time zone of its own, which the format would not show.
        Brand::TemporalZonedDateTime => Formattable::Temporal(Kind::Zoned, "", 0),
        _ => return None,
    })
}

/// ToDateTimeFormattable; now, if it is undefined and may be.
pub(super) fn to_formattable(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Formattable> {
    if value.is_undefined() {
        let vm = cx.vm();
        return Ok(Formattable::Time((vm.hooks.now)(vm).floor()));
    }
    if let Some(date) = Host::of(*value, Brand::Date) {
        return Ok(Formattable::Time(date.get(0).as_number().unwrap_or(f64::NAN)));
    }
    match temporal_of(*value) {
        Some(object) => Ok(object),
        None => cx.to_number(value).map(Formattable::Time),
    }
}

/// Runs `body` with the format for both values, which are of one class, with their times and local
/// time. (HandleDateTimeValue)
pub(super) fn with_times<R>(
    cx: &mut Cx<'_>,
    format: &DateFormat,
    values: [Formattable; 2],
    body: impl FnOnce(&DateFormat, [i64; 2], &mut LocalTime) -> R,
) -> JsResult<R> {
    let (kind, times) = match values {
        [Formattable::Time(a), Formattable::Time(b)] => {
            let (a, b) = (time_clip(a), time_clip(b));
            if a.is_nan() || b.is_nan() {
                return Err(cx.range_error("Invalid time value"));
            }
            return Ok(body(format, [a as i64, b as i64], cx.state::<LocalTime>()));
        }
        [Formattable::Temporal(kind, calendar, a), Formattable::Temporal(other, others, b)] if kind == other => {
            if kind == Kind::Zoned {
                return Err(cx.type_error("Temporal.ZonedDateTime is not supported: use its toLocaleString"));
            }
            check_calendar(cx, format, kind, calendar)?;
            check_calendar(cx, format, kind, others)?;
            if calendar != others {
                return Err(cx.range_error(format!("Temporal error: {calendar} and {others} in one range.")));
            }
            (kind, [a, b])
        }
        _ => return Err(cx.type_error("Both ends of a range must be of one class")),
    };
    let Some(format) = format.of_kind(kind) else { return Err(cx.type_error(NO_FIELDS)) };
    Ok(match kind {
        Kind::Instant => body(&format, times, cx.state::<LocalTime>()),
        _ => body(&format, times, &mut LocalTime::new(TimeZone::UTC)),
    })
}

/// Whether a format writes dates of a calendar. Those of the ISO calendar are the same in the
/// Gregorian one; a month or a day of the year alone must be of the very calendar.
fn check_calendar(cx: &mut Cx<'_>, format: &DateFormat, kind: Kind, calendar: &str) -> JsResult<()> {
    let own = format.calendar();
    let alone = matches!(kind, Kind::YearMonth | Kind::MonthDay);
    if matches!(kind, Kind::Time | Kind::Instant) || calendar == own || (calendar == "iso8601" && !alone) {
        return Ok(());
    }
    Err(cx.range_error(format!("Temporal error: A date of the calendar {calendar} cannot be written in {own}.")))
}

/// `toLocaleString` of the receiver, which is a date or time without a zone.
pub(in crate::builtins) fn plain_text(cx: &mut Cx<'_>, service: &str) -> JsResult<String> {
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let Some(Formattable::Temporal(kind, calendar, time)) = temporal_of(*cx.this()) else { return Ok(String::new()) };
    let format = DateFormat::read(cx, locales, options, Shown::Temporal(kind), service)?;
    check_calendar(cx, &format, kind, calendar)?;
    Ok(format.format(time, &mut LocalTime::new(TimeZone::UTC)))
}

/// A point of time as text in a zone.
pub(in crate::builtins) fn zoned_text(
    cx: &mut Cx<'_>,
    (zone, calendar): (&str, &str),
    utc: i64,
    service: &str,
) -> JsResult<String> {
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let mut format = DateFormat::new(cx, locales, options, Shown::Temporal(Kind::Zoned), service)?;
    check_calendar(cx, &format, Kind::Zoned, calendar)?;
    format.zone = zone_of(zone).map(Rc::new);
    Ok(format.format(utc, cx.state::<LocalTime>()))
}
