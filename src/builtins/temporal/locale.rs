//! `toLocaleString` of Temporal's classes (ECMA-402 and TC39 proposal-temporal §15): as
//! Intl.DateTimeFormat writes the fields that a class has.

use temporal_rs::{Instant, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth, ZonedDateTime};

use super::class::{Held, check, this};
use super::zones::zones;
use crate::builtins::intl::date_format::{DateFormat, Shown};
use crate::builtins::intl::temporal::{Kind, plain_text, zoned_text};
use crate::calendar::time::LocalTime;
use crate::vm::{Cx, JsResult};

fn write<T: Held>(cx: &mut Cx<'_>, of: (Kind, &str), nanoseconds: i128) -> JsResult {
    let service = format!("{}.prototype.toLocaleString", T::CLASS.name);
    let milliseconds = nanoseconds.div_euclid(1_000_000) as i64;
    let text = plain_text(cx, of, milliseconds, &service)?;
    Ok(*cx.string(&text))
}

pub(super) fn date_to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "toLocaleString")?;
    write::<PlainDate>(cx, (Kind::Date, date.calendar().identifier()), date.epoch_ns_for_utc().0)
}

pub(super) fn date_time_to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "toLocaleString")?;
    write::<PlainDateTime>(cx, (Kind::DateTime, date.calendar().identifier()), date.epoch_ns_for_utc().0)
}

pub(super) fn time_to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "toLocaleString")?;
    write::<PlainTime>(cx, (Kind::Time, ""), time.epoch_ns_for_utc().0)
}

pub(super) fn year_month_to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let month: PlainYearMonth = this(cx, "toLocaleString")?;
    write::<PlainYearMonth>(cx, (Kind::YearMonth, month.calendar().identifier()), month.epoch_ns_for_utc().0)
}

pub(super) fn month_day_to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let day: PlainMonthDay = this(cx, "toLocaleString")?;
    write::<PlainMonthDay>(cx, (Kind::MonthDay, day.calendar().identifier()), day.epoch_ns_for_utc().0)
}

pub(super) fn zoned_to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "toLocaleString")?;
    let zone = check(cx, zoned.time_zone().identifier_with_provider(zones()))?;
    let of = (zone.as_str(), zoned.calendar().identifier());
    let text = zoned_text(cx, of, zoned.epoch_milliseconds(), "Temporal.ZonedDateTime.prototype.toLocaleString")?;
    Ok(*cx.string(&text))
}

pub(super) fn instant_to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "toLocaleString")?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let service = "Temporal.Instant.prototype.toLocaleString";
    let format = DateFormat::read(cx, locales, options, Shown::Both, service)?;
    let text = format.format(instant.epoch_milliseconds(), cx.state::<LocalTime>());
    Ok(*cx.string(&text))
}
