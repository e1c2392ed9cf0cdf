//! `Temporal.PlainMonthDay` (TC39 proposal-temporal §10): a day of every year.

use temporal_rs::PlainMonthDay;
use temporal_rs::options::{DisplayCalendar, Overflow};

use super::class::{create, give, install_class, refuse_value_of, require_new_of, this};
use super::convert::to_month_day;
use super::fields::{DATE, Fields, Needed, YEAR, require_bag};
use super::getters::{getters, text};
use super::identifiers::calendar_argument;
use super::locale::plain_to_locale_string;
use super::numbers::{argument, exactly};
use super::options::{Options, overflow};
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

const CLAUSE: &str = "TC39 proposal-temporal §10";

const STATICS: &[NativeRow] = &[NativeRow::cx("from", 1, from, CLAUSE, "A PlainMonthDay of a text or of properties")];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("with", 1, with, CLAUSE, "With some fields replaced"),
    NativeRow::cx("equals", 1, equals, CLAUSE, "Whether day and calendar are the same"),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("toLocaleString", 0, plain_to_locale_string::<PlainMonthDay>, CLAUSE, "As people write it"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<PlainMonthDay>, CLAUSE, "Throws: use equals"),
    NativeRow::cx("toPlainDate", 1, to_date, CLAUSE, "The day in a year"),
];

const GETTERS: &[NativeRow] = getters! { PlainMonthDay, CLAUSE;
    "calendarId" |leaf, it| text(leaf, it.calendar().identifier()), "Name of the calendar";
    "monthCode" |leaf, it| text(leaf, it.month_code().as_str()), "Name of the month in every year: M01, M05L";
    "day" |_leaf, it| Value::int(it.day().into()), "Day of the month";
};

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("PlainMonthDay", 2, construct, CLAUSE, "A day of every year");
    install_class::<PlainMonthDay>(installer, temporal, &row, STATICS, METHODS, &[GETTERS]);
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<PlainMonthDay>(cx)?;
    let (month, day) = (argument(cx, 0, None)?, argument(cx, 1, None)?);
    let calendar = calendar_argument(cx, 2)?;
    let year = argument(cx, 3, Some(1972.0))?;
    let (month, day, year) = (exactly(cx, month)?, exactly(cx, day)?, exactly(cx, year)?);
    give(cx, PlainMonthDay::new_with_overflow(month, day, calendar, Overflow::Reject, Some(year)))
}

fn from(cx: &mut Cx<'_>) -> JsResult {
    let (item, options) = (cx.arg(0), cx.arg(1));
    let day = to_month_day(cx, item, options)?;
    create(cx, day)
}

fn with(cx: &mut Cx<'_>) -> JsResult {
    let day: PlainMonthDay = this(cx, "with")?;
    let (bag, options) = (cx.arg(0), cx.arg(1));
    require_bag(cx, bag)?;
    let fields = Fields::read(cx, bag, Some(day.calendar()), &[DATE], Needed::Any)?;
    let overflow = overflow(cx, options)?;
    give(cx, day.with(fields.date(), Some(overflow)))
}

fn equals(cx: &mut Cx<'_>) -> JsResult {
    let day: PlainMonthDay = this(cx, "equals")?;
    let other = cx.arg(0);
    Ok(Value::boolean(day == to_month_day(cx, other, Rooted::UNDEFINED)?))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let day: PlainMonthDay = this(cx, "toString")?;
    let options = cx.arg(0);
    let calendar: Option<DisplayCalendar> = Options::of(cx, options)?.choice(cx, "calendarName")?;
    Ok(*cx.string(&day.to_ixdtf_string(calendar.unwrap_or_default())))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let day: PlainMonthDay = this(cx, "toJSON")?;
    Ok(*cx.string(&day.to_ixdtf_string(DisplayCalendar::Auto)))
}

fn to_date(cx: &mut Cx<'_>) -> JsResult {
    let day: PlainMonthDay = this(cx, "toPlainDate")?;
    let bag = cx.arg(0);
    if !bag.is_object() {
        let shown = cx.describe(bag);
        return Err(cx.type_error(format!("Temporal error: {shown} is not an object with a year.")));
    }
    let fields = Fields::read(cx, bag, Some(day.calendar()), &[YEAR], Needed::Nothing)?;
    give(cx, day.to_plain_date(Some(fields.date())))
}
