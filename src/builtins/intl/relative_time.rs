//! `Intl.RelativeTimeFormat` (ECMA-402 §18).

use super::class::{Class, require_new_of, this_data};
use super::decimal::Quantity;
use super::locale::{
    Resolved, choice, coerce_options, locale_list, locale_matcher, resolve, supported_locales, type_option,
};
use super::number_format::NumberFormat;
use super::numbering::zero_of;
use super::parts::{Part, object_of, parts_array, push_merged, text_of};
use super::table::{Facts, RELATIVE};
use super::tag::Tag;
use crate::builtins::Installer;
use crate::objects::{Brand, Gc, Object};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow};

const CLASS: Class = Class {
    name: "RelativeTimeFormat",
    brand: Brand::IntlRelativeTimeFormat,
    prototype: Intrinsic::IntlRelativeTimeFormatPrototype,
};

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §18.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §18.3.2", "What the options came to"),
    NativeRow::cx("format", 2, format, "ECMA-402 §18.3.3", "How far off a time is, as text"),
    NativeRow::cx("formatToParts", 2, format_to_parts, "ECMA-402 §18.3.4", "How far off a time is, in parts"),
];

const UNITS: [&str; 8] = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];

struct RelativeTimeFormat {
    locale: Resolved,
    facts: Facts,
    style: &'static str,
    auto: bool,
    numbers: NumberFormat,
}

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("RelativeTimeFormat", 0, construct, "ECMA-402 §18.1.1", "Says how far off a time is");
    CLASS.install(installer, intl, &row, STATICS, METHODS);
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &RELATIVE, "Intl.RelativeTimeFormat.supportedLocalesOf")
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    const SERVICE: &str = "Intl.RelativeTimeFormat";
    require_new_of(cx, &CLASS)?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let requested = locale_list(cx, locales)?;
    let options = coerce_options(cx, options, SERVICE)?;
    locale_matcher(cx, options, SERVICE)?;
    let numbering = type_option(cx, options, "numberingSystem")?;
    let locale = resolve(&RELATIVE, &requested, &[("nu", numbering)], |_, value| zero_of(value).is_some());
    let style = choice(cx, options, "style", SERVICE, &["long", "short", "narrow"])?;
    let auto = choice(cx, options, "numeric", SERVICE, &["always", "auto"])? == Some("auto");
    let facts = RELATIVE.facts(&locale.facts).or_else(|| RELATIVE.facts("en")).expect("English is there");
    let mut tag = Tag::parse(&locale.locale).unwrap_or_default();
    if let Some(numbering) = locale.keyword("nu") {
        tag.set_keyword("nu", numbering);
    }
    let numbers = NumberFormat::plain(&[tag]);
    let data = RelativeTimeFormat { locale, facts, style: style.unwrap_or("long"), auto, numbers };
    CLASS.create(cx, Box::new(data)).map(|made| *made)
}

/// PartitionRelativeTimePattern (ECMA-402 §18.5.2), with the unit.
fn partition(cx: &mut Cx<'_>, method: &str) -> JsResult<(Vec<Part>, &'static str)> {
    let format: &RelativeTimeFormat = this_data(cx, &CLASS, method)?;
    let (value, unit) = (cx.arg(0), cx.arg(1));
    let number = cx.to_number(value)?;
    let unit = cx.to_text(unit)?;
    let singular = unit.strip_suffix('s').unwrap_or(&unit);
    let Some(unit) = UNITS.into_iter().find(|known| *known == singular) else {
        let text = format!("Invalid unit argument for Intl.RelativeTimeFormat.prototype.{method}() '{unit}'");
        return Err(cx.range_error(text));
    };
    if !number.is_finite() {
        let text = format!("Value need to be finite number for Intl.RelativeTimeFormat.prototype.{method}()");
        return Err(cx.range_error(text));
    }
    Ok((format.parts(number, unit), unit))
}

impl RelativeTimeFormat {
    fn parts(&self, number: f64, unit: &str) -> Vec<Part> {
        let key = format!("{}{unit}", &self.style[..1]);
        if self.auto
            && let Some(name) = self.facts.get(&format!("{key}={}", number + 0.0))
        {
            return vec![Part::literal(name)];
        }
        let layers = self.numbers.layers(&Quantity::of_number(number.abs()), false);
        let sign = if number.is_sign_negative() { '-' } else { '+' };
        let of_count = self.facts.get(&format!("{key}{sign}.{}", layers.category));
        let pattern = of_count.unwrap_or_else(|| self.facts.text(&format!("{key}{sign}")));
        let (before, behind) = pattern.split_once("{0}").unwrap_or((pattern, ""));
        let mut parts = Vec::new();
        push_merged(&mut parts, Part::literal(before));
        if pattern.contains("{0}") {
            parts.extend(layers.number);
        }
        push_merged(&mut parts, Part::literal(behind));
        parts
    }
}

fn format(cx: &mut Cx<'_>) -> JsResult {
    let (parts, _) = partition(cx, "format")?;
    Ok(*cx.string(&text_of(&parts)))
}

fn format_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let (parts, unit) = partition(cx, "formatToParts")?;
    parts_array(cx, &parts, Some(("unit", unit)))
}

fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let format: &RelativeTimeFormat = this_data(cx, &CLASS, "resolvedOptions")?;
    let shown = [
        ("locale", *cx.string(&format.locale.locale)),
        ("style", *cx.string(format.style)),
        ("numeric", *cx.string(if format.auto { "auto" } else { "always" })),
        ("numberingSystem", *cx.string(&format.numbers.numbering)),
    ];
    Ok(object_of(cx, &shown))
}
