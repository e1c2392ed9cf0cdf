//! `Intl.NumberFormat` (ECMA-402 §16): the constructor and the methods of its prototype.

use super::class::{Class, bound, legacy_constructor, this_data, unwrap};
use super::decimal::Quantity;
use super::locale::supported_locales;
use super::number_format::{Grouping, Notation, NumberFormat, Style, to_quantity};
use super::parts::{object_of, parts_array, range_array, range_text};
use super::table::NUMBERS;
use crate::builtins::Installer;
use crate::objects::{Brand, Gc, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted};

const CLASS: Class =
    Class { name: "NumberFormat", brand: Brand::IntlNumberFormat, prototype: Intrinsic::IntlNumberFormatPrototype };

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §16.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §16.3.2", "What the options came to"),
    NativeRow::cx("formatToParts", 1, format_to_parts, "ECMA-402 §16.3.4", "A number as text, in parts"),
    NativeRow::cx("formatRange", 2, format_range, "ECMA-402 §16.3.5", "A range of numbers as text"),
    NativeRow::cx("formatRangeToParts", 2, format_range_to_parts, "ECMA-402 §16.3.6", "A range as text, in parts"),
];

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("NumberFormat", 0, construct, "ECMA-402 §16.1.1", "Writes numbers as people do");
    let proto = CLASS.install(installer, intl, &row, STATICS, METHODS);
    let getter = NativeRow::cx("format", 0, format_getter, "ECMA-402 §16.3.3", "A function that writes numbers");
    installer.accessor(proto, Some(&getter), None);
    installer.internal("%number-format", NativeRow::cx("", 1, format, "ECMA-402 §16.5.2", "A number as text"));
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let format = NumberFormat::new(cx, locales, options, "Intl.NumberFormat")?;
    legacy_constructor(cx, &CLASS, Box::new(format))
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &NUMBERS, "Intl.NumberFormat.supportedLocalesOf")
}

fn this_format<'a>(cx: &mut Cx<'_>, method: &str) -> JsResult<&'a NumberFormat> {
    this_data(cx, &CLASS, method)
}

/// `get Intl.NumberFormat.prototype.format` (ECMA-402 §16.3.3)
fn format_getter(cx: &mut Cx<'_>) -> JsResult {
    let host = unwrap(cx, &CLASS, "UnwrapNumberFormat")?;
    bound(cx, host, "%number-format")
}

fn format(cx: &mut Cx<'_>) -> JsResult {
    let format = CLASS.data_of::<NumberFormat>(cx.data());
    let value = cx.arg(0);
    let quantity = to_quantity(cx, value)?;
    let text = format.map(|format| format.format(&quantity)).unwrap_or_default();
    Ok(*cx.string(&text))
}

fn format_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let format = this_format(cx, "formatToParts")?;
    let value = cx.arg(0);
    let quantity = to_quantity(cx, value)?;
    parts_array(cx, &format.format_to_parts(&quantity), None)
}

fn ends(cx: &mut Cx<'_>) -> JsResult<(Quantity, Quantity)> {
    let mut ends = [Quantity::NaN, Quantity::NaN];
    let names = ["start", "end"];
    for (i, name) in names.into_iter().enumerate() {
        let value: Rooted = cx.arg(i);
        if value.is_undefined() {
            return Err(cx.type_error(format!("Invalid {name} : undefined")));
        }
    }
    for (i, end) in ends.iter_mut().enumerate() {
        let value = cx.arg(i);
        *end = to_quantity(cx, value)?;
    }
    for (name, end) in names.into_iter().zip(&ends) {
        if *end == Quantity::NaN {
            return Err(cx.range_error(format!("Invalid {name} : NaN")));
        }
    }
    let [start, end] = ends;
    Ok((start, end))
}

fn format_range(cx: &mut Cx<'_>) -> JsResult {
    let format = this_format(cx, "formatRange")?;
    let (start, end) = ends(cx)?;
    let text = range_text(&format.format_range(&start, &end));
    Ok(*cx.string(&text))
}

fn format_range_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let format = this_format(cx, "formatRangeToParts")?;
    let (start, end) = ends(cx)?;
    range_array(cx, &format.format_range(&start, &end))
}

/// `Intl.NumberFormat.prototype.resolvedOptions` (ECMA-402 §16.3.2)
fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let host = unwrap(cx, &CLASS, "UnwrapNumberFormat")?;
    let Some(format) = CLASS.data_of::<NumberFormat>(*host) else { return Ok(Value::UNDEFINED) };
    let digits = &format.digits;
    let mut shown: Vec<(&str, Value)> = Vec::new();
    let mut text = |cx: &mut Cx<'_>, name: &'static str, text: &str| {
        let value = *cx.string(text);
        shown.push((name, value));
    };
    text(cx, "locale", &format.locale.locale);
    text(cx, "numberingSystem", &format.numbering);
    let style = match format.style {
        Style::Decimal => "decimal",
        Style::Percent => "percent",
        Style::Currency => "currency",
        Style::Unit => "unit",
    };
    text(cx, "style", style);
    if format.style == Style::Currency {
        text(cx, "currency", &format.currency);
        text(cx, "currencyDisplay", format.currency_display);
        text(cx, "currencySign", if format.accounting { "accounting" } else { "standard" });
    }
    if format.style == Style::Unit {
        text(cx, "unit", &format.unit);
        text(cx, "unitDisplay", format.unit_display);
    }
    super::class::push_digits(&mut shown, digits);
    let grouping = match format.grouping {
        Grouping::Never => Value::FALSE,
        Grouping::Auto => *cx.string("auto"),
        Grouping::Always => *cx.string("always"),
        Grouping::Min2 => *cx.string("min2"),
    };
    shown.push(("useGrouping", grouping));
    let mut text = |cx: &mut Cx<'_>, name: &'static str, text: &str| {
        let value = *cx.string(text);
        shown.push((name, value));
    };
    let notation = match format.notation {
        Notation::Standard => "standard",
        Notation::Scientific => "scientific",
        Notation::Engineering => "engineering",
        Notation::Compact => "compact",
    };
    text(cx, "notation", notation);
    if format.notation == Notation::Compact {
        text(cx, "compactDisplay", format.compact_display);
    }
    text(cx, "signDisplay", format.sign);
    text(cx, "roundingMode", digits.mode.name());
    shown.push(("roundingIncrement", Value::int(digits.increment as i32)));
    let zeros = *cx.string(if digits.strip_if_integer { "stripIfInteger" } else { "auto" });
    shown.push(("trailingZeroDisplay", zeros));
    let priority = *cx.string(digits.priority());
    shown.push(("roundingPriority", priority));
    Ok(object_of(cx, &shown))
}
