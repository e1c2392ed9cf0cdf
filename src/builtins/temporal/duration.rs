//! `Temporal.Duration` (TC39 proposal-temporal §7): how long, in years down to nanoseconds.

use temporal_rs::options::RoundingOptions;
use temporal_rs::{Duration, Sign, TemporalResult};

use super::class::{check, create, give, held, install_class, refuse_value_of, require_new_of, this};
use super::getters::getters;
use super::identifiers::text;
use super::months::check_duration;
use super::numbers::integral;
use super::options::Options;
use super::relative::relative_to;
use super::zones::zones;
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

const CLAUSE: &str = "TC39 proposal-temporal §7";

const STATICS: &[NativeRow] = &[
    NativeRow::cx("from", 1, from, CLAUSE, "A Duration of a text or of properties"),
    NativeRow::cx("compare", 2, compare, CLAUSE, "-1, 0 or 1: for sorting"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("with", 1, with, CLAUSE, "With some units replaced"),
    NativeRow::cx("negated", 0, negated, CLAUSE, "With the other sign"),
    NativeRow::cx("abs", 0, abs, CLAUSE, "Without a sign"),
    NativeRow::cx("add", 1, add, CLAUSE, "Longer by another"),
    NativeRow::cx("subtract", 1, subtract, CLAUSE, "Shorter by another"),
    NativeRow::cx("round", 1, round, CLAUSE, "Rounded, or in other units"),
    NativeRow::cx("total", 1, total, CLAUSE, "As a number of one unit"),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("toLocaleString", 0, to_locale_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<Duration>, CLAUSE, "Throws: use compare"),
];

const GETTERS: &[NativeRow] = getters! { Duration, CLAUSE;
    "years" |_leaf, it| Value::number(it.years() as f64), "Years";
    "months" |_leaf, it| Value::number(it.months() as f64), "Months";
    "weeks" |_leaf, it| Value::number(it.weeks() as f64), "Weeks";
    "days" |_leaf, it| Value::number(it.days() as f64), "Days";
    "hours" |_leaf, it| Value::number(it.hours() as f64), "Hours";
    "minutes" |_leaf, it| Value::number(it.minutes() as f64), "Minutes";
    "seconds" |_leaf, it| Value::number(it.seconds() as f64), "Seconds";
    "milliseconds" |_leaf, it| Value::number(it.milliseconds() as f64), "Milliseconds";
    "microseconds" |_leaf, it| Value::number(it.microseconds() as f64), "Microseconds";
    "nanoseconds" |_leaf, it| Value::number(it.nanoseconds() as f64), "Nanoseconds";
    "sign" |_leaf, it| Value::int(sign(&it)), "-1, 0 or 1";
    "blank" |_leaf, it| Value::boolean(it.is_zero()), "Whether it is no time at all";
};

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("Duration", 0, construct, CLAUSE, "A length of time");
    install_class::<Duration>(installer, temporal, &row, STATICS, METHODS, &[GETTERS]);
}

fn sign(duration: &Duration) -> i32 {
    match duration.sign() {
        Sign::Positive => 1,
        Sign::Zero => 0,
        Sign::Negative => -1,
    }
}

/// The units in the order of the constructor's arguments.
const UNITS: [&str; 10] =
    ["years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "nanoseconds"];
/// The units by their places there, in alphabetical order.
const ALPHABETICAL: [usize; 10] = [3, 4, 8, 7, 5, 1, 9, 6, 2, 0];

/// Beyond all ranges, but not so far that sums of it would overflow.
const BEYOND: f64 = 1e28;

/// A duration of numbers that are integers.
fn of_units(units: [f64; 10]) -> TemporalResult<Duration> {
    let whole = units.map(|unit| unit as i64);
    let long = |unit: f64| unit.clamp(-BEYOND, BEYOND) as i128;
    let [years, months, weeks, days, hours, minutes, seconds, milliseconds, ..] = whole;
    let (microseconds, nanoseconds) = (long(units[8]), long(units[9]));
    Duration::new(years, months, weeks, days, hours, minutes, seconds, milliseconds, microseconds, nanoseconds)
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<Duration>(cx)?;
    let mut units = [0.0; 10];
    for (i, unit) in units.iter_mut().enumerate() {
        let value = cx.arg(i);
        if !value.is_undefined() {
            *unit = integral(cx, value)?;
        }
    }
    give(cx, of_units(units))
}

/// ToTemporalPartialDurationRecord: the units in place of those of `units`.
fn read_units(cx: &mut Cx<'_>, bag: Rooted, units: &mut [f64; 10]) -> JsResult<()> {
    if !bag.is_object() {
        let shown = cx.describe(bag);
        return Err(cx.type_error(format!("Temporal error: {shown} is not an object of units.")));
    }
    let mut any = false;
    for place in ALPHABETICAL {
        let value = cx.get_str(bag, UNITS[place])?;
        if !value.is_undefined() {
            any = true;
            units[place] = integral(cx, value)?;
        }
    }
    if any { Ok(()) } else { Err(cx.type_error("Temporal error: The object has no unit of a duration.")) }
}

/// ToTemporalDuration
pub(super) fn to_duration(cx: &mut Cx<'_>, item: Rooted) -> JsResult<Duration> {
    if let Some(duration) = held::<Duration>(*item) {
        return Ok(duration);
    }
    if item.is_object() {
        let mut units = [0.0; 10];
        read_units(cx, item, &mut units)?;
        return check(cx, of_units(units));
    }
    let text = text(cx, item, "a Temporal.Duration")?;
    check(cx, Duration::from_utf8(text.as_bytes()))
}

fn from(cx: &mut Cx<'_>) -> JsResult {
    let item = cx.arg(0);
    let duration = to_duration(cx, item)?;
    create(cx, duration)
}

fn compare(cx: &mut Cx<'_>) -> JsResult {
    let (one, two, options) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let (one, two) = (to_duration(cx, one)?, to_duration(cx, two)?);
    let options = Options::of(cx, options)?;
    let relative = relative_to(cx, options)?;
    let order = check(cx, one.compare_with_provider(&two, relative, zones()))?;
    Ok(Value::int(order as i32))
}

fn with(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "with")?;
    let bag = cx.arg(0);
    let mut units = [
        duration.years() as f64,
        duration.months() as f64,
        duration.weeks() as f64,
        duration.days() as f64,
        duration.hours() as f64,
        duration.minutes() as f64,
        duration.seconds() as f64,
        duration.milliseconds() as f64,
        duration.microseconds() as f64,
        duration.nanoseconds() as f64,
    ];
    read_units(cx, bag, &mut units)?;
    give(cx, of_units(units))
}

fn negated(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "negated")?;
    create(cx, duration.negated())
}

fn abs(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "abs")?;
    create(cx, duration.abs())
}

fn add(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "add")?;
    let other = cx.arg(0);
    let other = to_duration(cx, other)?;
    give(cx, duration.add(&other))
}

fn subtract(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "subtract")?;
    let other = cx.arg(0);
    let other = to_duration(cx, other)?;
    give(cx, duration.subtract(&other))
}

fn round(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "round")?;
    let options = cx.arg(0);
    let options = Options::required(cx, options, "smallestUnit")?;
    let mut rounding = RoundingOptions::default();
    rounding.largest_unit = options.largest_unit(cx)?;
    let relative = relative_to(cx, options)?;
    rounding.increment = options.increment(cx)?;
    rounding.rounding_mode = options.rounding_mode(cx)?;
    rounding.smallest_unit = options.unit(cx, "smallestUnit")?;
    check_duration(cx, &duration, relative.as_ref(), rounding.largest_unit, rounding.smallest_unit)?;
    give(cx, duration.round_with_provider(rounding, relative, zones()))
}

fn total(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "total")?;
    let options = cx.arg(0);
    let options = Options::required(cx, options, "unit")?;
    let relative = relative_to(cx, options)?;
    let unit = options.required_unit(cx, "unit")?;
    check_duration(cx, &duration, relative.as_ref(), Some(unit), None)?;
    let total = check(cx, duration.total_with_provider(unit, relative, zones()))?;
    Ok(Value::number(total.as_inner()))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let duration: Duration = this(cx, "toString")?;
    let options = cx.arg(0);
    let rounding = Options::of(cx, options)?.text_rounding(cx)?;
    let text = check(cx, duration.as_temporal_string(rounding))?;
    Ok(*cx.string(&text))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    plain_text(cx, "toJSON")
}

/// Without `Intl.DurationFormat` it is the ISO format.
fn to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    plain_text(cx, "toLocaleString")
}

fn plain_text(cx: &mut Cx<'_>, method: &str) -> JsResult {
    let duration: Duration = this(cx, method)?;
    let text = check(cx, duration.as_temporal_string(Default::default()))?;
    Ok(*cx.string(&text))
}
