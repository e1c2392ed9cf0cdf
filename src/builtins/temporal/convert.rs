//! The conversions ToTemporalDate, ToTemporalTime and their kin (TC39 proposal-temporal): of an
//! object of the class, of one that can be turned into it, of a property bag, of a text.

use temporal_rs::options::{Disambiguation, OffsetDisambiguation, Overflow};
use temporal_rs::parsed_intermediates::{ParsedDate, ParsedDateTime, ParsedZonedDateTime};
use temporal_rs::partial::{PartialDate, PartialDateTime, PartialYearMonth, PartialZonedDateTime};
use temporal_rs::{Instant, PlainDate, PlainDateTime, PlainMonthDay, PlainTime, PlainYearMonth, ZonedDateTime};

use super::class::{check, held};
use super::fields::{DATE, Fields, Needed, OFFSET, TIME, YEAR_MONTH, ZONE};
use super::identifiers::{bag_calendar, text};
use super::options::{Options, overflow};
use super::zones::zones;
use crate::vm::{Cx, JsResult, Rooted};

/// ToTemporalDate
pub(super) fn to_date(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<PlainDate> {
    let known = held::<PlainDate>(*item)
        .or_else(|| held::<ZonedDateTime>(*item).map(|zoned| zoned.to_plain_date()))
        .or_else(|| held::<PlainDateTime>(*item).map(|date| date.to_plain_date()));
    if let Some(date) = known {
        overflow(cx, options)?;
        return Ok(date);
    }
    if item.is_object() {
        let calendar = bag_calendar(cx, item)?;
        let fields = Fields::read(cx, item, Some(&calendar), &[DATE], Needed::Nothing)?;
        let overflow = overflow(cx, options)?;
        let partial = PartialDate { calendar_fields: fields.date(), calendar };
        return check(cx, PlainDate::from_partial(partial, Some(overflow)));
    }
    let text = text(cx, item, "a Temporal.PlainDate")?;
    let parsed = check(cx, ParsedDate::from_utf8(text.as_bytes()))?;
    overflow(cx, options)?;
    check(cx, PlainDate::from_parsed(parsed))
}

/// ToTemporalTime
pub(super) fn to_time(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<PlainTime> {
    let known = held::<PlainTime>(*item)
        .or_else(|| held::<PlainDateTime>(*item).map(|date| date.to_plain_time()))
        .or_else(|| held::<ZonedDateTime>(*item).map(|zoned| zoned.to_plain_time()));
    if let Some(time) = known {
        overflow(cx, options)?;
        return Ok(time);
    }
    if item.is_object() {
        let fields = Fields::read(cx, item, None, &[TIME], Needed::Any)?;
        let overflow = overflow(cx, options)?;
        let partial = fields.time(cx, overflow)?;
        return check(cx, PlainTime::from_partial(partial, Some(overflow)));
    }
    let text = text(cx, item, "a Temporal.PlainTime")?;
    let time = check(cx, PlainTime::from_utf8(text.as_bytes()))?;
    overflow(cx, options)?;
    Ok(time)
}

/// ToTimeRecordOrMidnight, where midnight is `None`.
pub(super) fn to_time_if_given(cx: &mut Cx<'_>, item: Rooted) -> JsResult<Option<PlainTime>> {
    if item.is_undefined() { Ok(None) } else { to_time(cx, item, Rooted::UNDEFINED).map(Some) }
}

/// ToTemporalDateTime
pub(super) fn to_date_time(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<PlainDateTime> {
    let known =
        held::<PlainDateTime>(*item).or_else(|| held::<ZonedDateTime>(*item).map(|zoned| zoned.to_plain_date_time()));
    if let Some(date) = known {
        overflow(cx, options)?;
        return Ok(date);
    }
    if let Some(date) = held::<PlainDate>(*item) {
        overflow(cx, options)?;
        return check(cx, date.to_plain_date_time(None));
    }
    if item.is_object() {
        let calendar = bag_calendar(cx, item)?;
        let fields = Fields::read(cx, item, Some(&calendar), &[DATE, TIME], Needed::Nothing)?;
        let overflow = overflow(cx, options)?;
        let partial = PartialDateTime { fields: fields.date_time(cx, overflow)?, calendar };
        return check(cx, PlainDateTime::from_partial(partial, Some(overflow)));
    }
    let text = text(cx, item, "a Temporal.PlainDateTime")?;
    let parsed = check(cx, ParsedDateTime::from_utf8(text.as_bytes()))?;
    overflow(cx, options)?;
    check(cx, PlainDateTime::from_parsed(parsed))
}

/// ToTemporalYearMonth
pub(super) fn to_year_month(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<PlainYearMonth> {
    if let Some(month) = held::<PlainYearMonth>(*item) {
        overflow(cx, options)?;
        return Ok(month);
    }
    if item.is_object() {
        let calendar = bag_calendar(cx, item)?;
        let fields = Fields::read(cx, item, Some(&calendar), &[YEAR_MONTH], Needed::Nothing)?;
        let overflow = overflow(cx, options)?;
        let partial = PartialYearMonth { calendar_fields: fields.year_month(), calendar };
        return check(cx, PlainYearMonth::from_partial(partial, Some(overflow)));
    }
    let text = text(cx, item, "a Temporal.PlainYearMonth")?;
    let parsed = check(cx, ParsedDate::year_month_from_utf8(text.as_bytes()))?;
    overflow(cx, options)?;
    check(cx, PlainYearMonth::from_parsed(parsed))
}

/// ToTemporalMonthDay
pub(super) fn to_month_day(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<PlainMonthDay> {
    if let Some(day) = held::<PlainMonthDay>(*item) {
        overflow(cx, options)?;
        return Ok(day);
    }
    if item.is_object() {
        let calendar = bag_calendar(cx, item)?;
        let fields = Fields::read(cx, item, Some(&calendar), &[DATE], Needed::Nothing)?;
        let overflow = overflow(cx, options)?;
        let partial = PartialDate { calendar_fields: fields.date(), calendar };
        return check(cx, PlainMonthDay::from_partial(partial, Some(overflow)));
    }
    let text = text(cx, item, "a Temporal.PlainMonthDay")?;
    let parsed = check(cx, ParsedDate::month_day_from_utf8(text.as_bytes()))?;
    overflow(cx, options)?;
    check(cx, PlainMonthDay::from_parsed(parsed))
}

/// ToTemporalInstant
pub(super) fn to_instant(cx: &mut Cx<'_>, item: Rooted) -> JsResult<Instant> {
    let known = held::<Instant>(*item).or_else(|| held::<ZonedDateTime>(*item).map(|zoned| zoned.to_instant()));
    if let Some(instant) = known {
        return Ok(instant);
    }
    let item = if item.is_object() {
        let primitive = cx.vm().to_primitive(*item, crate::vm::Hint::String)?;
        cx.root(primitive)
    } else {
        item
    };
    let text = text(cx, item, "a Temporal.Instant")?;
    check(cx, Instant::from_utf8(text.as_bytes()))
}

/// ToTemporalZonedDateTime
pub(super) fn to_zoned(cx: &mut Cx<'_>, item: Rooted, options: Rooted) -> JsResult<ZonedDateTime> {
    if let Some(zoned) = held::<ZonedDateTime>(*item) {
        zoned_options(cx, options, OffsetDisambiguation::Reject)?;
        return Ok(zoned);
    }
    if item.is_object() {
        let calendar = bag_calendar(cx, item)?;
        let sets = &[DATE, TIME, OFFSET, ZONE];
        let fields = Fields::read(cx, item, Some(&calendar), sets, Needed::Zone)?;
        let (disambiguation, offset, overflow) = zoned_options(cx, options, OffsetDisambiguation::Reject)?;
        let partial = PartialZonedDateTime { fields: fields.zoned(cx, overflow)?, timezone: fields.zone, calendar };
        let made = ZonedDateTime::from_partial_with_provider(
            partial,
            Some(overflow),
            Some(disambiguation),
            Some(offset),
            zones(),
        );
        return check(cx, made);
    }
    let text = text(cx, item, "a Temporal.ZonedDateTime")?;
    let parsed = check(cx, ParsedZonedDateTime::from_utf8_with_provider(text.as_bytes(), zones()))?;
    let (disambiguation, offset, _) = zoned_options(cx, options, OffsetDisambiguation::Reject)?;
    check(cx, ZonedDateTime::from_parsed_with_provider(parsed, disambiguation, offset, zones()))
}

/// The options of what makes a date and time in a zone.
pub(super) fn zoned_options(
    cx: &mut Cx<'_>,
    options: Rooted,
    missing: OffsetDisambiguation,
) -> JsResult<(Disambiguation, OffsetDisambiguation, Overflow)> {
    let options = Options::of(cx, options)?;
    let disambiguation = options.disambiguation(cx)?;
    let offset = options.offset(cx, missing)?;
    Ok((disambiguation, offset, options.overflow(cx)?))
}
