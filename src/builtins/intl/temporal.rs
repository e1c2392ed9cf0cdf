//! Objects of Temporal as text of a locale (TC39 proposal-temporal §15).

use super::date_format::{DateFormat, Shown};
pub(in crate::builtins) use super::temporal_kind::Kind;
use super::zone::zone_of;
use crate::calendar::time::LocalTime;
use crate::vm::{Cx, JsResult};

/// Whether a format writes dates of a calendar. Those of the ISO calendar are the same in the
/// Gregorian one; a month or a day of the year alone must be of the very calendar.
fn check_calendar(cx: &mut Cx<'_>, format: &DateFormat, kind: Kind, calendar: &str) -> JsResult<()> {
    let own = format.locale.keyword("ca").unwrap_or("gregory");
    let alone = matches!(kind, Kind::YearMonth | Kind::MonthDay);
    if kind == Kind::Time || calendar == own || (calendar == "iso8601" && !alone) {
        return Ok(());
    }
    Err(cx.range_error(format!("Temporal error: A date of the calendar {calendar} cannot be written in {own}.")))
}

/// A date or time without a zone as text; `milliseconds` as if it were UTC.
pub(in crate::builtins) fn plain_text(
    cx: &mut Cx<'_>,
    (kind, calendar): (Kind, &str),
    milliseconds: i64,
    service: &str,
) -> JsResult<String> {
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let format = DateFormat::read(cx, locales, options, Shown::Temporal(kind), service)?;
    check_calendar(cx, &format, kind, calendar)?;
    Ok(format.format(milliseconds, &mut LocalTime::new(jiff::tz::TimeZone::UTC)))
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
    format.zone = zone_of(zone);
    Ok(format.format(utc, cx.state::<LocalTime>()))
}
