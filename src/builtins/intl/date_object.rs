//! `Intl.DateTimeFormat` (ECMA-402 §11): the constructor and the methods of its prototype.

use super::class::{Class, bound, legacy_constructor, this_data, unwrap};
use super::date_format::{DateFormat, Shown};
use super::locale::supported_locales;
use super::parts::{RangePart, Source, object_of, parts_array, range_array, range_text};
use super::table::DATES;
use super::temporal::{to_formattable, with_times};
use crate::builtins::Installer;
use crate::calendar::time::LocalTime;
use crate::objects::{Brand, Gc, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow};

const CLASS: Class = Class {
    name: "DateTimeFormat",
    brand: Brand::IntlDateTimeFormat,
    prototype: Intrinsic::IntlDateTimeFormatPrototype,
};

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §11.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §11.3.2", "What the options came to"),
    NativeRow::cx("formatToParts", 1, format_to_parts, "ECMA-402 §11.3.4", "A date as text, in parts"),
    NativeRow::cx("formatRange", 2, format_range, "ECMA-402 §11.3.5", "A range of dates as text"),
    NativeRow::cx("formatRangeToParts", 2, format_range_to_parts, "ECMA-402 §11.3.6", "A range as text, in parts"),
];

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("DateTimeFormat", 0, construct, "ECMA-402 §11.1.1", "Writes dates as people do");
    let proto = CLASS.install(installer, intl, &row, STATICS, METHODS);
    let getter = NativeRow::cx("format", 0, format_getter, "ECMA-402 §11.3.3", "A function that writes dates");
    installer.accessor(proto, Some(&getter), None);
    installer.internal("%date-format", NativeRow::cx("", 1, format, "ECMA-402 §11.5.4", "A date as text"));
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let format = DateFormat::new(cx, locales, options, Shown::Any, "Intl.DateTimeFormat")?;
    legacy_constructor(cx, &CLASS, Box::new(format))
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &DATES, "Intl.DateTimeFormat.supportedLocalesOf")
}

/// `get Intl.DateTimeFormat.prototype.format` (ECMA-402 §11.3.3)
fn format_getter(cx: &mut Cx<'_>) -> JsResult {
    let host = unwrap(cx, &CLASS, "UnwrapDateTimeFormat")?;
    bound(cx, host, "%date-format")
}

fn format(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    let value = to_formattable(cx, value)?;
    let Some(format) = CLASS.data_of::<DateFormat>(cx.data()) else { return Ok(Value::UNDEFINED) };
    let text = with_times(cx, format, [value, value], |format, [time, _], local| format.format(time, local))?;
    Ok(*cx.string(&text))
}

fn format_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let format: &DateFormat = this_data(cx, &CLASS, "formatToParts")?;
    let value = cx.arg(0);
    let value = to_formattable(cx, value)?;
    let parts = with_times(cx, format, [value, value], |format, [time, _], local| format.format_to_parts(time, local))?;
    parts_array(cx, &parts, None)
}

/// The parts of the range between both arguments.
fn range(cx: &mut Cx<'_>, method: &str) -> JsResult<Vec<RangePart>> {
    let format: &DateFormat = this_data(cx, &CLASS, method)?;
    let (start, end) = (cx.arg(0), cx.arg(1));
    if start.is_undefined() || end.is_undefined() {
        return Err(cx.type_error("Invalid time value"));
    }
    let ends = [to_formattable(cx, start)?, to_formattable(cx, end)?];
    with_times(cx, format, ends, |format, [start, end], local| format.format_range(start, end, local))
}

fn format_range(cx: &mut Cx<'_>) -> JsResult {
    let parts = range(cx, "formatRange")?;
    let mut text = range_text(&parts);
    // What is no range is written as a date.
    if parts.iter().all(|(source, _)| *source == Source::Shared) {
        text = text.replace('\u{202f}', " ");
    }
    Ok(*cx.string(&text))
}

fn format_range_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let parts = range(cx, "formatRangeToParts")?;
    range_array(cx, &parts)
}

/// `Intl.DateTimeFormat.prototype.resolvedOptions` (ECMA-402 §11.3.2)
fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let host = unwrap(cx, &CLASS, "Intl.DateTimeFormat.prototype.resolvedOptions")?;
    let Some(format) = CLASS.data_of::<DateFormat>(*host) else { return Ok(Value::UNDEFINED) };
    let zone = format.zone_name(cx.state::<LocalTime>());
    let mut texts: Vec<(&str, &str)> = vec![
        ("locale", &format.locale.locale),
        ("calendar", format.calendar()),
        ("numberingSystem", &format.numbering),
        ("timeZone", &zone),
    ];
    let mut shown: Vec<(&str, Value)> = Vec::new();
    for (name, text) in texts.drain(..) {
        shown.push((name, *cx.string(text)));
    }
    if let Some(cycle) = format.hour_cycle {
        shown.push(("hourCycle", *cx.string(cycle)));
        shown.push(("hour12", Value::boolean(matches!(cycle, "h11" | "h12"))));
    }
    if format.styles == (None, None) {
        let (components, fraction) = format.shown_components();
        for (name, text) in components {
            if name == "timeZoneName" && fraction > 0 {
                shown.push(("fractionalSecondDigits", Value::int(fraction as i32)));
            }
            shown.push((name, *cx.string(text)));
        }
        if fraction > 0 && shown.iter().all(|(name, _)| *name != "fractionalSecondDigits") {
            shown.push(("fractionalSecondDigits", Value::int(fraction as i32)));
        }
    }
    for (name, style) in [("dateStyle", format.styles.0), ("timeStyle", format.styles.1)] {
        if let Some(style) = style {
            shown.push((name, *cx.string(style)));
        }
    }
    Ok(object_of(cx, &shown))
}
