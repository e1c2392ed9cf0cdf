//! `Temporal.ZonedDateTime` (TC39 proposal-temporal §6): a point of time in a time zone.

use temporal_rs::ZonedDateTime;
use temporal_rs::options::{DisplayCalendar, DisplayOffset, DisplayTimeZone, OffsetDisambiguation};
use temporal_rs::provider::TransitionDirection;

use super::class::{check, check_leaf, create, give, install_class, refuse_value_of, require_new_of, this};
use super::convert::{to_time_if_given, zoned_options};
use super::dated::{add, compare, equals, from, since, subtract, until, with_calendar};
use super::fields::{DATE, Fields, Needed, OFFSET, TIME, require_bag};
use super::getters::{date_getters, getters, month_getters, text, time_getters};
use super::identifiers::{calendar_argument, text as text_argument, to_time_zone};
use super::locale::zoned_to_locale_string;
use super::numbers::{bigint, i128_of};
use super::options::Options;
use super::zones::zones;
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow};

const CLAUSE: &str = "TC39 proposal-temporal §6";

const STATICS: &[NativeRow] = &[
    NativeRow::cx("from", 1, from::<ZonedDateTime>, CLAUSE, "A ZonedDateTime of a text or of properties"),
    NativeRow::cx("compare", 2, compare::<ZonedDateTime>, CLAUSE, "-1, 0 or 1: for sorting"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("with", 1, with, CLAUSE, "With some fields replaced"),
    NativeRow::cx("withPlainTime", 0, with_time, CLAUSE, "At another time, or the start of the day"),
    NativeRow::cx("withTimeZone", 1, with_zone, CLAUSE, "The same point of time in another time zone"),
    NativeRow::cx("withCalendar", 1, with_calendar::<ZonedDateTime>, CLAUSE, "In another calendar"),
    NativeRow::cx("add", 1, add::<ZonedDateTime>, CLAUSE, "Later by a duration"),
    NativeRow::cx("subtract", 1, subtract::<ZonedDateTime>, CLAUSE, "Earlier by a duration"),
    NativeRow::cx("until", 1, until::<ZonedDateTime>, CLAUSE, "The duration to another"),
    NativeRow::cx("since", 1, since::<ZonedDateTime>, CLAUSE, "The duration from another"),
    NativeRow::cx("round", 1, round, CLAUSE, "Rounded to a unit"),
    NativeRow::cx(
        "equals",
        1,
        equals::<ZonedDateTime>,
        CLAUSE,
        "Whether point of time, zone and calendar are the same",
    ),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("toLocaleString", 0, zoned_to_locale_string, CLAUSE, "As people write it"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<ZonedDateTime>, CLAUSE, "Throws: use compare"),
    NativeRow::cx("startOfDay", 0, start_of_day, CLAUSE, "The first moment of the day"),
    NativeRow::cx("getTimeZoneTransition", 1, transition, CLAUSE, "The next or previous change of the offset"),
    NativeRow::cx("toInstant", 0, to_instant, CLAUSE, "The point of time alone"),
    NativeRow::cx("toPlainDate", 0, to_date, CLAUSE, "The date alone"),
    NativeRow::cx("toPlainTime", 0, to_time, CLAUSE, "The time alone"),
    NativeRow::cx("toPlainDateTime", 0, to_date_time, CLAUSE, "Date and time without the zone"),
];

const OF_MONTH: &[NativeRow] = month_getters!(ZonedDateTime, CLAUSE);
const OF_DATE: &[NativeRow] = date_getters!(ZonedDateTime, CLAUSE);
const OF_TIME: &[NativeRow] = time_getters!(ZonedDateTime, CLAUSE);
const OF_ZONE: &[NativeRow] = getters! { ZonedDateTime, CLAUSE;
    "timeZoneId" |leaf, it| zone_name(leaf, &it)?, "Name of the time zone";
    "epochMilliseconds" |_leaf, it| Value::number(it.epoch_milliseconds() as f64), "Milliseconds since 1970";
    "epochNanoseconds" |leaf, it| bigint(leaf, it.epoch_nanoseconds().0), "Nanoseconds since 1970";
    "hoursInDay" |leaf, it| hours_in_day(leaf, &it)?, "Hours from the start of the day to that of the next";
    "offset" |leaf, it| text(leaf, &it.offset()), "How far local time is ahead of UTC: +01:00";
    "offsetNanoseconds" |_leaf, it| Value::number(it.offset_nanoseconds() as f64),
        "Nanoseconds that local time is ahead of UTC";
};

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("ZonedDateTime", 2, construct, CLAUSE, "A point of time in a time zone");
    let getters = [OF_MONTH, OF_DATE, OF_TIME, OF_ZONE];
    install_class::<ZonedDateTime>(installer, temporal, &row, STATICS, METHODS, &getters);
}

fn zone_name(leaf: &mut crate::vm::Leaf<'_>, zoned: &ZonedDateTime) -> JsResult {
    let name = check_leaf(leaf, zoned.time_zone().identifier_with_provider(zones()))?;
    Ok(text(leaf, &name))
}

fn hours_in_day(leaf: &mut crate::vm::Leaf<'_>, zoned: &ZonedDateTime) -> JsResult {
    check_leaf(leaf, zoned.hours_in_day_with_provider(zones())).map(Value::number)
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<ZonedDateTime>(cx)?;
    let (nanoseconds, zone) = (cx.arg(0), cx.arg(1));
    let nanoseconds = i128_of(cx.to_bigint(nanoseconds)?);
    check(cx, temporal_rs::Instant::try_new(nanoseconds))?;
    let zone = text_argument(cx, zone, "a time zone")?;
    let zone = check(cx, temporal_rs::TimeZone::try_from_identifier_str_with_provider(&zone, zones()))?;
    let calendar = calendar_argument(cx, 2)?;
    give(cx, ZonedDateTime::try_new_with_provider(nanoseconds, zone, calendar, zones()))
}

fn with(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "with")?;
    let (bag, options) = (cx.arg(0), cx.arg(1));
    require_bag(cx, bag)?;
    let fields = Fields::read(cx, bag, Some(zoned.calendar()), &[DATE, TIME, OFFSET], Needed::Any)?;
    let (disambiguation, offset, overflow) = zoned_options(cx, options, OffsetDisambiguation::Prefer)?;
    let partial = fields.zoned(cx, overflow)?;
    let made = zoned.with_with_provider(partial, Some(disambiguation), Some(offset), Some(overflow), zones());
    give(cx, made)
}

fn with_time(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "withPlainTime")?;
    let time = cx.arg(0);
    let time = to_time_if_given(cx, time)?;
    give(cx, zoned.with_plain_time_and_provider(time, zones()))
}

fn with_zone(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "withTimeZone")?;
    let zone = cx.arg(0);
    let zone = to_time_zone(cx, zone)?;
    give(cx, zoned.with_time_zone_with_provider(zone, zones()))
}

fn round(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "round")?;
    let options = cx.arg(0);
    let rounding = Options::required(cx, options, "smallestUnit")?.rounding(cx)?;
    give(cx, zoned.round_with_provider(rounding, zones()))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "toString")?;
    let options = cx.arg(0);
    let options = Options::of(cx, options)?;
    let calendar: Option<DisplayCalendar> = options.choice(cx, "calendarName")?;
    let digits = options.digits(cx)?;
    let offset: Option<DisplayOffset> = options.choice(cx, "offset")?;
    let rounding = options.text_rounding_after(cx, digits)?;
    let zone: Option<DisplayTimeZone> = options.choice(cx, "timeZoneName")?;
    let text = zoned.to_ixdtf_string_with_provider(
        offset.unwrap_or_default(),
        zone.unwrap_or_default(),
        calendar.unwrap_or_default(),
        rounding,
        zones(),
    );
    let text = check(cx, text)?;
    Ok(*cx.string(&text))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "toJSON")?;
    let text = check(cx, zoned.to_string_with_provider(zones()))?;
    Ok(*cx.string(&text))
}

fn start_of_day(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "startOfDay")?;
    give(cx, zoned.start_of_day_with_provider(zones()))
}

fn transition(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "getTimeZoneTransition")?;
    let options = cx.arg(0);
    let options = Options::required(cx, options, "direction")?;
    let direction: TransitionDirection = options.required_choice(cx, "direction")?;
    match check(cx, zoned.get_time_zone_transition_with_provider(direction, zones()))? {
        Some(found) => create(cx, found),
        None => Ok(Value::NULL),
    }
}

fn to_instant(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "toInstant")?;
    create(cx, zoned.to_instant())
}

fn to_date(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "toPlainDate")?;
    create(cx, zoned.to_plain_date())
}

fn to_time(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "toPlainTime")?;
    create(cx, zoned.to_plain_time())
}

fn to_date_time(cx: &mut Cx<'_>) -> JsResult {
    let zoned: ZonedDateTime = this(cx, "toPlainDateTime")?;
    create(cx, zoned.to_plain_date_time())
}
