//! `Intl.DateTimeFormat` (ECMA-402 §11): the constructor and the methods of its prototype.

use super::class::{Class, bound, legacy_constructor, this_data, unwrap};
use super::date_format::{DateFormat, Shown};
use super::locale::supported_locales;
use super::parts::{Source, object_of, parts_array, range_array, range_text};
use super::table::DATES;
use crate::builtins::Installer;
use crate::calendar::time::{LocalTime, time_clip};
use crate::objects::{Brand, Gc, Host, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted};

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

/// A point of time as an argument; now, if it is undefined and may be.
fn time_of(cx: &mut Cx<'_>, value: Rooted) -> JsResult<i64> {
    let time = if value.is_undefined() {
        let vm = cx.vm();
        (vm.hooks.now)(vm).floor()
    } else if let Some(date) = Host::of(*value, Brand::Date) {
        date.get(0).as_number().unwrap_or(f64::NAN)
    } else {
        time_clip(cx.to_number(value)?)
    };
    if time.is_nan() { Err(cx.range_error("Invalid time value")) } else { Ok(time as i64) }
}

/// `get Intl.DateTimeFormat.prototype.format` (ECMA-402 §11.3.3)
fn format_getter(cx: &mut Cx<'_>) -> JsResult {
    let host = unwrap(cx, &CLASS, "UnwrapDateTimeFormat")?;
    bound(cx, host, "%date-format")
}

fn format(cx: &mut Cx<'_>) -> JsResult {
    let format = CLASS.data_of::<DateFormat>(cx.data());
    let value = cx.arg(0);
    let time = time_of(cx, value)?;
    let text = format.map(|format| format.format(time, cx.state::<LocalTime>())).unwrap_or_default();
    Ok(*cx.string(&text))
}

fn format_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let format: &DateFormat = this_data(cx, &CLASS, "formatToParts")?;
    let value = cx.arg(0);
    let time = time_of(cx, value)?;
    let parts = format.format_to_parts(time, cx.state::<LocalTime>());
    parts_array(cx, &parts, None)
}

fn ends(cx: &mut Cx<'_>) -> JsResult<(i64, i64)> {
    let (start, end) = (cx.arg(0), cx.arg(1));
    if start.is_undefined() || end.is_undefined() {
        return Err(cx.type_error("Invalid time value"));
    }
    let mut times = [f64::NAN; 2];
    for (time, value) in times.iter_mut().zip([start, end]) {
        *time = match Host::of(*value, Brand::Date) {
            Some(date) => date.get(0).as_number().unwrap_or(f64::NAN),
            None => time_clip(cx.to_number(value)?),
        };
    }
    if times.iter().any(|time| time.is_nan()) {
        return Err(cx.range_error("Invalid time value"));
    }
    Ok((times[0] as i64, times[1] as i64))
}

fn format_range(cx: &mut Cx<'_>) -> JsResult {
    let format: &DateFormat = this_data(cx, &CLASS, "formatRange")?;
    let (start, end) = ends(cx)?;
    let parts = format.format_range(start, end, cx.state::<LocalTime>());
    let mut text = range_text(&parts);
    // What is no range is written as a date.
    if parts.iter().all(|(source, _)| *source == Source::Shared) {
        text = text.replace('\u{202f}', " ");
    }
    Ok(*cx.string(&text))
}

fn format_range_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let format: &DateFormat = this_data(cx, &CLASS, "formatRangeToParts")?;
    let (start, end) = ends(cx)?;
    let parts = format.format_range(start, end, cx.state::<LocalTime>());
    range_array(cx, &parts)
}

/// `Intl.DateTimeFormat.prototype.resolvedOptions` (ECMA-402 §11.3.2)
fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let host = unwrap(cx, &CLASS, "Intl.DateTimeFormat.prototype.resolvedOptions")?;
    let Some(format) = CLASS.data_of::<DateFormat>(*host) else { return Ok(Value::UNDEFINED) };
    let zone = format.zone_name(cx.state::<LocalTime>());
    let mut texts: Vec<(&str, &str)> = vec![
        ("locale", &format.locale.locale),
        ("calendar", "gregory"),
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
