//! `Temporal.Instant` (TC39 proposal-temporal §8): a point of time.

use temporal_rs::Instant;
use temporal_rs::options::ToStringRoundingOptions;

use super::class::{check, create, give, install_class, refuse_value_of, require_new_of, this};
use super::convert::to_instant;
use super::duration::to_duration;
use super::getters::getters;
use super::identifiers::to_time_zone;
use super::locale::instant_to_locale_string;
use super::numbers::{bigint, i128_of, integral};
use super::options::Options;
use super::zones::zones;
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow};

const CLAUSE: &str = "TC39 proposal-temporal §8";

const STATICS: &[NativeRow] = &[
    NativeRow::cx("from", 1, from, CLAUSE, "An Instant of a text or of what has one"),
    NativeRow::cx("fromEpochMilliseconds", 1, from_milliseconds, CLAUSE, "An Instant of milliseconds since 1970"),
    NativeRow::cx("fromEpochNanoseconds", 1, from_nanoseconds, CLAUSE, "An Instant of nanoseconds since 1970"),
    NativeRow::cx("compare", 2, compare, CLAUSE, "-1, 0 or 1: for sorting"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("add", 1, add, CLAUSE, "Later by a duration of time"),
    NativeRow::cx("subtract", 1, subtract, CLAUSE, "Earlier by a duration of time"),
    NativeRow::cx("until", 1, until, CLAUSE, "The duration to another"),
    NativeRow::cx("since", 1, since, CLAUSE, "The duration from another"),
    NativeRow::cx("round", 1, round, CLAUSE, "Rounded to a unit of time"),
    NativeRow::cx("equals", 1, equals, CLAUSE, "Whether both are the same point of time"),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format, in UTC or a time zone"),
    NativeRow::cx("toLocaleString", 0, instant_to_locale_string, CLAUSE, "As people write it"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<Instant>, CLAUSE, "Throws: use compare"),
    NativeRow::cx("toZonedDateTimeISO", 1, to_zoned_iso, CLAUSE, "The date and time that it is in a time zone"),
];

const GETTERS: &[NativeRow] = getters! { Instant, CLAUSE;
    "epochMilliseconds" |_leaf, it| Value::number(it.epoch_milliseconds() as f64), "Milliseconds since 1970";
    "epochNanoseconds" |leaf, it| bigint(leaf, it.as_i128()), "Nanoseconds since 1970";
};

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("Instant", 1, construct, CLAUSE, "A point of time");
    install_class::<Instant>(installer, temporal, &row, STATICS, METHODS, &[GETTERS]);
}

/// An Instant of the BigInt that is argument 0.
fn of_argument(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    let nanoseconds = i128_of(cx.to_bigint(value)?);
    give(cx, Instant::try_new(nanoseconds))
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<Instant>(cx)?;
    of_argument(cx)
}

fn from_nanoseconds(cx: &mut Cx<'_>) -> JsResult {
    of_argument(cx)
}

fn from_milliseconds(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    let milliseconds = integral(cx, value)?;
    of_milliseconds(cx, milliseconds)
}

/// An Instant of milliseconds since 1970.
pub(super) fn of_milliseconds(cx: &mut Cx<'_>, milliseconds: f64) -> JsResult {
    give(cx, Instant::from_epoch_milliseconds(milliseconds as i64))
}

fn from(cx: &mut Cx<'_>) -> JsResult {
    let item = cx.arg(0);
    let instant = to_instant(cx, item)?;
    create(cx, instant)
}

fn compare(cx: &mut Cx<'_>) -> JsResult {
    let (one, two) = (cx.arg(0), cx.arg(1));
    let (one, two) = (to_instant(cx, one)?, to_instant(cx, two)?);
    Ok(Value::int(one.cmp(&two) as i32))
}

fn add(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "add")?;
    let duration = cx.arg(0);
    let duration = to_duration(cx, duration)?;
    give(cx, instant.add(&duration))
}

fn subtract(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "subtract")?;
    let duration = cx.arg(0);
    let duration = to_duration(cx, duration)?;
    give(cx, instant.subtract(&duration))
}

fn until(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "until")?;
    let (other, options) = (cx.arg(0), cx.arg(1));
    let other = to_instant(cx, other)?;
    let settings = Options::of(cx, options)?.difference(cx)?;
    give(cx, instant.until(&other, settings))
}

fn since(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "since")?;
    let (other, options) = (cx.arg(0), cx.arg(1));
    let other = to_instant(cx, other)?;
    let settings = Options::of(cx, options)?.difference(cx)?;
    give(cx, instant.since(&other, settings))
}

fn round(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "round")?;
    let options = cx.arg(0);
    let rounding = Options::required(cx, options, "smallestUnit")?.rounding(cx)?;
    give(cx, instant.round(rounding))
}

fn equals(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "equals")?;
    let other = cx.arg(0);
    Ok(Value::boolean(instant == to_instant(cx, other)?))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "toString")?;
    let options = cx.arg(0);
    let options = Options::of(cx, options)?;
    let rounding = options.text_rounding(cx)?;
    let zone = options.get(cx, "timeZone")?;
    // What the options say of rounding is found wrong before the zone is.
    let tried = ToStringRoundingOptions { ..rounding };
    check(cx, instant.to_ixdtf_string_with_provider(None, tried, zones()))?;
    let zone = if zone.is_undefined() { None } else { Some(to_time_zone(cx, zone)?) };
    let text = check(cx, instant.to_ixdtf_string_with_provider(zone, rounding, zones()))?;
    Ok(*cx.string(&text))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "toJSON")?;
    let text = check(cx, instant.to_ixdtf_string_with_provider(None, Default::default(), zones()))?;
    Ok(*cx.string(&text))
}

fn to_zoned_iso(cx: &mut Cx<'_>) -> JsResult {
    let instant: Instant = this(cx, "toZonedDateTimeISO")?;
    let zone = cx.arg(0);
    let zone = to_time_zone(cx, zone)?;
    give(cx, instant.to_zoned_date_time_iso_with_provider(zone, zones()))
}
