//! `Temporal.PlainDateTime` (TC39 proposal-temporal §5): a date and time without a zone.

use temporal_rs::PlainDateTime;
use temporal_rs::options::DisplayCalendar;

use super::class::{check, create, give, install_class, refuse_value_of, require_new_of, this};
use super::convert::to_time_if_given;
use super::dated::{add, compare, equals, from, since, subtract, until, with_calendar};
use super::fields::{DATE, Fields, Needed, TIME, require_bag};
use super::getters::{date_getters, getters, month_getters, text, time_getters};
use super::identifiers::{calendar_argument, to_time_zone};
use super::locale::plain_to_locale_string;
use super::numbers::{argument, exactly};
use super::options::{Options, overflow};
use super::zones::zones;
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow};

const CLAUSE: &str = "TC39 proposal-temporal §5";

const STATICS: &[NativeRow] = &[
    NativeRow::cx(
        "from",
        1,
        from::<PlainDateTime>,
        CLAUSE,
        "A PlainDateTime of a text, of properties, or of what has a date",
    ),
    NativeRow::cx("compare", 2, compare::<PlainDateTime>, CLAUSE, "-1, 0 or 1: for sorting"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("with", 1, with, CLAUSE, "With some fields replaced"),
    NativeRow::cx("withPlainTime", 0, with_time, CLAUSE, "At another time, or midnight"),
    NativeRow::cx("withCalendar", 1, with_calendar::<PlainDateTime>, CLAUSE, "In another calendar"),
    NativeRow::cx("add", 1, add::<PlainDateTime>, CLAUSE, "Later by a duration"),
    NativeRow::cx("subtract", 1, subtract::<PlainDateTime>, CLAUSE, "Earlier by a duration"),
    NativeRow::cx("until", 1, until::<PlainDateTime>, CLAUSE, "The duration to another"),
    NativeRow::cx("since", 1, since::<PlainDateTime>, CLAUSE, "The duration from another"),
    NativeRow::cx("round", 1, round, CLAUSE, "Rounded to a unit"),
    NativeRow::cx("equals", 1, equals::<PlainDateTime>, CLAUSE, "Whether date, time and calendar are the same"),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("toLocaleString", 0, plain_to_locale_string::<PlainDateTime>, CLAUSE, "As people write it"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<PlainDateTime>, CLAUSE, "Throws: use compare"),
    NativeRow::cx("toZonedDateTime", 1, to_zoned, CLAUSE, "In a time zone"),
    NativeRow::cx("toPlainDate", 0, to_date, CLAUSE, "The date alone"),
    NativeRow::cx("toPlainTime", 0, to_time, CLAUSE, "The time alone"),
];

const OF_MONTH: &[NativeRow] = month_getters!(PlainDateTime, CLAUSE);
const OF_DATE: &[NativeRow] = date_getters!(PlainDateTime, CLAUSE);
const OF_TIME: &[NativeRow] = time_getters!(PlainDateTime, CLAUSE);

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("PlainDateTime", 3, construct, CLAUSE, "A date and time without a zone");
    install_class::<PlainDateTime>(installer, temporal, &row, STATICS, METHODS, &[OF_MONTH, OF_DATE, OF_TIME]);
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<PlainDateTime>(cx)?;
    let mut fields = [0.0; 9];
    for (i, field) in fields.iter_mut().enumerate() {
        *field = argument(cx, i, (i >= 3).then_some(0.0))?;
    }
    let calendar = calendar_argument(cx, 9)?;
    let [year, month, day, hour, minute, second, milli, micro, nano] = fields;
    let (year, month, day) = (exactly(cx, year)?, exactly(cx, month)?, exactly(cx, day)?);
    let (hour, minute, second) = (exactly(cx, hour)?, exactly(cx, minute)?, exactly(cx, second)?);
    let (milli, micro, nano) = (exactly(cx, milli)?, exactly(cx, micro)?, exactly(cx, nano)?);
    give(cx, PlainDateTime::try_new(year, month, day, hour, minute, second, milli, micro, nano, calendar))
}

fn with(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "with")?;
    let (bag, options) = (cx.arg(0), cx.arg(1));
    require_bag(cx, bag)?;
    let fields = Fields::read(cx, bag, Some(date.calendar()), &[DATE, TIME], Needed::Any)?;
    let overflow = overflow(cx, options)?;
    let partial = fields.date_time(cx, overflow)?;
    give(cx, date.with(partial, Some(overflow)))
}

fn with_time(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "withPlainTime")?;
    let time = cx.arg(0);
    let time = to_time_if_given(cx, time)?;
    give(cx, date.with_time(time))
}

fn round(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "round")?;
    let options = cx.arg(0);
    let rounding = Options::required(cx, options, "smallestUnit")?.rounding(cx)?;
    give(cx, date.round(rounding))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "toString")?;
    let options = cx.arg(0);
    let options = Options::of(cx, options)?;
    let calendar: Option<DisplayCalendar> = options.choice(cx, "calendarName")?;
    let rounding = options.text_rounding(cx)?;
    let text = check(cx, date.to_ixdtf_string(rounding, calendar.unwrap_or_default()))?;
    Ok(*cx.string(&text))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "toJSON")?;
    let text = check(cx, date.to_ixdtf_string(Default::default(), DisplayCalendar::Auto))?;
    Ok(*cx.string(&text))
}

fn to_zoned(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "toZonedDateTime")?;
    let (zone, options) = (cx.arg(0), cx.arg(1));
    let zone = to_time_zone(cx, zone)?;
    let disambiguation = Options::of(cx, options)?.disambiguation(cx)?;
    give(cx, date.to_zoned_date_time_with_provider(zone, disambiguation, zones()))
}

fn to_date(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "toPlainDate")?;
    create(cx, date.to_plain_date())
}

fn to_time(cx: &mut Cx<'_>) -> JsResult {
    let date: PlainDateTime = this(cx, "toPlainTime")?;
    create(cx, date.to_plain_time())
}
