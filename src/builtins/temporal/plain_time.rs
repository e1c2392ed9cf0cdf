//! `Temporal.PlainTime` (TC39 proposal-temporal §4): a time of day without a date or a zone.

use temporal_rs::PlainTime;

use super::class::{check, create, give, install_class, refuse_value_of, require_new_of, this};
use super::convert::to_time;
use super::duration::to_duration;
use super::fields::{Fields, Needed, TIME, require_bag};
use super::getters::{getters, time_getters};
use super::locale::plain_to_locale_string;
use super::numbers::{argument, exactly};
use super::options::{Options, overflow};
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

const CLAUSE: &str = "TC39 proposal-temporal §4";

const STATICS: &[NativeRow] = &[
    NativeRow::cx("from", 1, from, CLAUSE, "A PlainTime of a text, of properties, or of what has a time"),
    NativeRow::cx("compare", 2, compare, CLAUSE, "-1, 0 or 1: for sorting"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("add", 1, add, CLAUSE, "Later by a duration, around midnight"),
    NativeRow::cx("subtract", 1, subtract, CLAUSE, "Earlier by a duration, around midnight"),
    NativeRow::cx("with", 1, with, CLAUSE, "With some fields replaced"),
    NativeRow::cx("until", 1, until, CLAUSE, "The duration to another"),
    NativeRow::cx("since", 1, since, CLAUSE, "The duration from another"),
    NativeRow::cx("round", 1, round, CLAUSE, "Rounded to a unit"),
    NativeRow::cx("equals", 1, equals, CLAUSE, "Whether both are the same time"),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("toLocaleString", 0, plain_to_locale_string::<PlainTime>, CLAUSE, "As people write it"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<PlainTime>, CLAUSE, "Throws: use compare"),
];

const GETTERS: &[NativeRow] = time_getters!(PlainTime, CLAUSE);

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("PlainTime", 0, construct, CLAUSE, "A time of day without a date or a zone");
    install_class::<PlainTime>(installer, temporal, &row, STATICS, METHODS, &[GETTERS]);
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<PlainTime>(cx)?;
    let mut fields = [0.0; 6];
    for (i, field) in fields.iter_mut().enumerate() {
        *field = argument(cx, i, Some(0.0))?;
    }
    let [hour, minute, second, milli, micro, nano] = fields;
    let (hour, minute, second) = (exactly(cx, hour)?, exactly(cx, minute)?, exactly(cx, second)?);
    let (milli, micro, nano) = (exactly(cx, milli)?, exactly(cx, micro)?, exactly(cx, nano)?);
    give(cx, PlainTime::try_new(hour, minute, second, milli, micro, nano))
}

fn from(cx: &mut Cx<'_>) -> JsResult {
    let (item, options) = (cx.arg(0), cx.arg(1));
    let time = to_time(cx, item, options)?;
    create(cx, time)
}

/// An argument as a time.
fn other(cx: &mut Cx<'_>, i: usize) -> JsResult<PlainTime> {
    let item = cx.arg(i);
    to_time(cx, item, Rooted::UNDEFINED)
}

fn compare(cx: &mut Cx<'_>) -> JsResult {
    let (one, two) = (other(cx, 0)?, other(cx, 1)?);
    Ok(Value::int(one.cmp(&two) as i32))
}

fn add(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "add")?;
    let duration = cx.arg(0);
    let duration = to_duration(cx, duration)?;
    give(cx, time.add(&duration))
}

fn subtract(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "subtract")?;
    let duration = cx.arg(0);
    let duration = to_duration(cx, duration)?;
    give(cx, time.subtract(&duration))
}

fn with(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "with")?;
    let (bag, options) = (cx.arg(0), cx.arg(1));
    require_bag(cx, bag)?;
    let fields = Fields::read(cx, bag, None, &[TIME], Needed::Any)?;
    let overflow = overflow(cx, options)?;
    let partial = fields.time(cx, overflow)?;
    give(cx, time.with(partial, Some(overflow)))
}

fn until(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "until")?;
    let (other, options) = (other(cx, 0)?, cx.arg(1));
    let settings = Options::of(cx, options)?.difference(cx)?;
    give(cx, time.until(&other, settings))
}

fn since(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "since")?;
    let (other, options) = (other(cx, 0)?, cx.arg(1));
    let settings = Options::of(cx, options)?.difference(cx)?;
    give(cx, time.since(&other, settings))
}

fn round(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "round")?;
    let options = cx.arg(0);
    let rounding = Options::required(cx, options, "smallestUnit")?.rounding(cx)?;
    give(cx, time.round(rounding))
}

fn equals(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "equals")?;
    let other = other(cx, 0)?;
    Ok(Value::boolean(time == other))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "toString")?;
    let options = cx.arg(0);
    let rounding = Options::of(cx, options)?.text_rounding(cx)?;
    let text = check(cx, time.to_ixdtf_string(rounding))?;
    Ok(*cx.string(&text))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let time: PlainTime = this(cx, "toJSON")?;
    let text = check(cx, time.to_ixdtf_string(Default::default()))?;
    Ok(*cx.string(&text))
}
