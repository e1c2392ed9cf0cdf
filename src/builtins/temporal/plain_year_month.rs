//! `Temporal.PlainYearMonth` (TC39 proposal-temporal §9): a month of a year.

use temporal_rs::PlainYearMonth;
use temporal_rs::options::DisplayCalendar;

use super::class::{give, install_class, refuse_value_of, require_new_of, this};
use super::dated::{add, compare, equals, from, since, subtract, until};
use super::fields::{DAY, Fields, Needed, YEAR_MONTH, require_bag};
use super::getters::{getters, month_getters, text};
use super::identifiers::calendar_argument;
use super::locale::plain_to_locale_string;
use super::numbers::{argument, exactly};
use super::options::{Options, overflow};
use crate::builtins::Installer;
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, JsResult, NativeRow};

const CLAUSE: &str = "TC39 proposal-temporal §9";

const STATICS: &[NativeRow] = &[
    NativeRow::cx("from", 1, from::<PlainYearMonth>, CLAUSE, "A PlainYearMonth of a text or of properties"),
    NativeRow::cx("compare", 2, compare::<PlainYearMonth>, CLAUSE, "-1, 0 or 1: for sorting"),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("with", 1, with, CLAUSE, "With some fields replaced"),
    NativeRow::cx("add", 1, add::<PlainYearMonth>, CLAUSE, "Later by years and months"),
    NativeRow::cx("subtract", 1, subtract::<PlainYearMonth>, CLAUSE, "Earlier by years and months"),
    NativeRow::cx("until", 1, until::<PlainYearMonth>, CLAUSE, "The duration to another"),
    NativeRow::cx("since", 1, since::<PlainYearMonth>, CLAUSE, "The duration from another"),
    NativeRow::cx("equals", 1, equals::<PlainYearMonth>, CLAUSE, "Whether month and calendar are the same"),
    NativeRow::cx("toString", 0, to_string, CLAUSE, "In the ISO format"),
    NativeRow::cx("toLocaleString", 0, plain_to_locale_string::<PlainYearMonth>, CLAUSE, "As people write it"),
    NativeRow::cx("toJSON", 0, to_json, CLAUSE, "As toString without options"),
    NativeRow::cx("valueOf", 0, refuse_value_of::<PlainYearMonth>, CLAUSE, "Throws: use compare"),
    NativeRow::cx("toPlainDate", 1, to_date, CLAUSE, "A day of it"),
];

const GETTERS: &[NativeRow] = month_getters!(PlainYearMonth, CLAUSE);

pub(super) fn install(installer: &mut Installer<'_>, temporal: Gc<Object>) {
    let row = NativeRow::cx("PlainYearMonth", 2, construct, CLAUSE, "A month of a year");
    install_class::<PlainYearMonth>(installer, temporal, &row, STATICS, METHODS, &[GETTERS]);
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of::<PlainYearMonth>(cx)?;
    let (year, month) = (argument(cx, 0, None)?, argument(cx, 1, None)?);
    let calendar = calendar_argument(cx, 2)?;
    let day = argument(cx, 3, Some(1.0))?;
    let (year, month, day) = (exactly(cx, year)?, exactly(cx, month)?, exactly(cx, day)?);
    give(cx, PlainYearMonth::try_new(year, month, Some(day), calendar))
}

fn with(cx: &mut Cx<'_>) -> JsResult {
    let month: PlainYearMonth = this(cx, "with")?;
    let (bag, options) = (cx.arg(0), cx.arg(1));
    require_bag(cx, bag)?;
    let fields = Fields::read(cx, bag, Some(month.calendar()), &[YEAR_MONTH], Needed::Any)?;
    let overflow = overflow(cx, options)?;
    give(cx, month.with(fields.year_month(), Some(overflow)))
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let month: PlainYearMonth = this(cx, "toString")?;
    let options = cx.arg(0);
    let calendar: Option<DisplayCalendar> = Options::of(cx, options)?.choice(cx, "calendarName")?;
    Ok(*cx.string(&month.to_ixdtf_string(calendar.unwrap_or_default())))
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    let month: PlainYearMonth = this(cx, "toJSON")?;
    Ok(*cx.string(&month.to_ixdtf_string(DisplayCalendar::Auto)))
}

fn to_date(cx: &mut Cx<'_>) -> JsResult {
    let month: PlainYearMonth = this(cx, "toPlainDate")?;
    let bag = cx.arg(0);
    if !bag.is_object() {
        let shown = cx.describe(bag);
        return Err(cx.type_error(format!("Temporal error: {shown} is not an object with a day.")));
    }
    let fields = Fields::read(cx, bag, Some(month.calendar()), &[DAY], Needed::Nothing)?;
    give(cx, month.to_plain_date(Some(fields.date())))
}
