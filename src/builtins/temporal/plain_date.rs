//! `Temporal.PlainDate` (TC39 proposal-temporal §3): a date without a time or a zone.

use temporal_rs::options::DisplayCalendar;
use temporal_rs::{PlainDate, TimeZone};

use super::class::{give, install_class, refuse_value_of, require_new_of, this};
use super::convert::to_time_if_given;
use super::dated::{add, compare, equals, from, since, subtract, until, with_calendar};
use super::fields::{DATE, Fields, Needed, require_bag};
use super::getters::{date_getters, getters, month_getters, text};
use super::identifiers::{calendar_argument, to_time_zone};
use super::locale::plain_to_locale_string;
use super::numbers::{argument, exactly};
use super::options::{Options, overflow};
use super::zones::zones;
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

const CLAUSE: &str = "TC39 proposal-temporal §3";

const STATICS: &[NativeRow] = &[
    NativeRow::cx("from", 1, from::<PlainDate>, CLAUSE, "A PlainDate of a text, of properties, or of what has a date"),
    NativeRow::cx("compare", 2, compare::<PlainDate>, CLAUSE, "-1, 0 or 1: for sorting"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("toPlainYearMonth", 0, to_year_month, CLAUSE, "The month of it"),
    NativeRow::cx("toPlainMonthDay", 0, to_month_day, CLAUSE, "The day of the year that it is"),
    NativeRow::cx("add", 1, add::<PlainDate>, CLAUSE, "Later by a duration"),
    NativeRow::cx("subtract", 1, subtract::<PlainDate>, CLAUSE, "Earlier by a duration"),
    NativeRow::cx("with", 1, with, CLAUSE, "With some fields replaced"),
    NativeRow::cx("withCalendar", 1, with_calendar::<PlainDate>, CLAUSE, "In another calendar"),
    NativeRow::cx("until", 1, until::<PlainDate>, CLAUSE, "The duration to another"),
    NativeRow::cx("since", 1, since::<PlainDate>, CLAUSE, "The duration from another"),
    NativeRow::cx("equals", 1, equals::<PlainDate>, CLAUSE, "Whether date and calendar are the same"),
    NativeRow::cx("toPlainDateTime", 0, to_date_time, CLAUSE, "With a time, or midnight"),
    NativeRow::cx("toZonedDateTime", 1, to_zoned, CLAUSE, "In a time zone, with a time or at the start of the day"),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("toLocaleString", 0, plain_to_locale_string::<PlainDate>, CLAUSE, "As people write it"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<PlainDate>, CLAUSE, "Throws: use compare"),
];

const OF_MONTH: &[NativeRow] = month_getters!(PlainDate, CLAUSE);
const OF_DATE: &[NativeRow] = date_getters!(PlainDate, CLAUSE);

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("PlainDate", 3, construct, CLAUSE, "A date without a time or a zone");
    install_class::<PlainDate>(installer, temporal, &row, STATICS, METHODS, &[OF_MONTH, OF_DATE]);
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<PlainDate>(cx)?;
    let (year, month, day) = (argument(cx, 0, None)?, argument(cx, 1, None)?, argument(cx, 2, None)?);
    let calendar = calendar_argument(cx, 3)?;
    let (year, month, day) = (exactly(cx, year)?, exactly(cx, month)?, exactly(cx, day)?);
    give(cx, PlainDate::try_new(year, month, day, calendar))
}

fn to_year_month(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "toPlainYearMonth")?;
    give(cx, date.to_plain_year_month())
}

fn to_month_day(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "toPlainMonthDay")?;
    give(cx, date.to_plain_month_day())
}

fn with(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "with")?;
    let (bag, options) = (cx.arg(0), cx.arg(1));
    require_bag(cx, bag)?;
    let fields = Fields::read(cx, bag, Some(date.calendar()), &[DATE], Needed::Any)?;
    let overflow = overflow(cx, options)?;
    give(cx, date.with(fields.date(), Some(overflow)))
}

fn to_date_time(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "toPlainDateTime")?;
    let time = cx.arg(0);
    let time = to_time_if_given(cx, time)?;
    give(cx, date.to_plain_date_time(time))
}

fn to_zoned(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "toZonedDateTime")?;
    let item = cx.arg(0);
    let (zone, time): (TimeZone, Rooted) = if item.is_object() {
        let zone = cx.get_str(item, "timeZone")?;
        if zone.is_undefined() {
            (to_time_zone(cx, item)?, Rooted::UNDEFINED)
        } else {
            (to_time_zone(cx, zone)?, cx.get_str(item, "plainTime")?)
        }
    } else {
        (to_time_zone(cx, item)?, Rooted::UNDEFINED)
    };
    let time = to_time_if_given(cx, time)?;
    give(cx, date.to_zoned_date_time_with_provider(zone, time, zones()))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "toString")?;
    let options = cx.arg(0);
    let calendar: Option<DisplayCalendar> = Options::of(cx, options)?.choice(cx, "calendarName")?;
    Ok(*cx.string(&date.to_ixdtf_string(calendar.unwrap_or_default())))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDate = this(cx, "toJSON")?;
    Ok(*cx.string(&date.to_ixdtf_string(DisplayCalendar::Auto)))
}
