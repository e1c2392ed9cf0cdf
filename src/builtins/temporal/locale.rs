//! `toLocaleString` of Temporal's classes (ECMA-402 and TC39 proposal-temporal §15): as
//! Intl.DateTimeFormat writes the fields that a class has.

use temporal_rs::{Instant, ZonedDateTime};

use super::class::{Held, check, this};
use super::zones::zones;
use crate::builtins::intl::date_format::{DateFormat, Shown};
use crate::builtins::intl::temporal::{plain_text, zoned_text};
use crate::calendar::time::LocalTime;
use crate::vm::{Cx, JsResult};

/// `toLocaleString` of a class without a time zone.
pub(super) fn plain_to_locale_string<T: Held>(cx: &mut Cx<'_>) -> JsResult {
    this::<T>(cx, "toLocaleString")?;
    let text = plain_text(cx, &format!("{}.prototype.toLocaleString", T::CLASS.name))?;
    Ok(*cx.string(&text))
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
