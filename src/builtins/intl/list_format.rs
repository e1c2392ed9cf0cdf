//! `Intl.ListFormat` (ECMA-402 §13).

use std::ops::ControlFlow;

use super::class::{Class, require_new_of, this_data};
use super::locale::{Resolved, choice, locale_list, locale_matcher, options_object, resolve, supported_locales};
use super::parts::{Part, object_of, parts_array, push_merged, text_of};
use super::table::{Facts, LISTS};
use crate::builtins::Installer;
use crate::objects::{Brand, Gc, Object};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow};

const CLASS: Class =
    Class { name: "ListFormat", brand: Brand::IntlListFormat, prototype: Intrinsic::IntlListFormatPrototype };

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §13.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §13.3.2", "What the options came to"),
    NativeRow::cx("format", 1, format, "ECMA-402 §13.3.3", "A list as text"),
    NativeRow::cx("formatToParts", 1, format_to_parts, "ECMA-402 §13.3.4", "A list as text, in parts"),
];

struct ListFormat {
    locale: Resolved,
    facts: Facts,
    kind: &'static str,
    style: &'static str,
}

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("ListFormat", 0, construct, "ECMA-402 §13.1.1", "Writes lists as people do");
    CLASS.install(installer, intl, &row, STATICS, METHODS);
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &LISTS, "Intl.ListFormat.supportedLocalesOf")
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    const SERVICE: &str = "Intl.ListFormat";
    require_new_of(cx, &CLASS)?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let requested = locale_list(cx, locales)?;
    let options = options_object(cx, options)?;
    locale_matcher(cx, options, SERVICE)?;
    let kind = choice(cx, options, "type", SERVICE, &["conjunction", "disjunction", "unit"])?;
    let style = choice(cx, options, "style", SERVICE, &["long", "short", "narrow"])?;
    let locale = resolve(&LISTS, &requested, &[], |_, _| false);
    let facts = LISTS.facts(&locale.facts).or_else(|| LISTS.facts("en")).expect("English is there");
    let data = ListFormat { locale, facts, kind: kind.unwrap_or("conjunction"), style: style.unwrap_or("long") };
    CLASS.create(cx, Box::new(data)).map(|made| *made)
}

/// StringListFromIterable (ECMA-402 §13.5.4).
fn list_of(cx: &mut Cx<'_>) -> JsResult<Vec<String>> {
    let iterable = cx.arg(0);
    let mut list = Vec::new();
    if iterable.is_undefined() {
        return Ok(list);
    }
    cx.iterate(iterable, |cx, value| {
        if !value.is_string() {
            let shown = cx.describe(value);
            return Err(cx.type_error(format!("Iterable yielded {shown} which is not a string")));
        }
        list.push(cx.to_text(value)?);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(list)
}

impl ListFormat {
    /// CreatePartsFromList (ECMA-402 §13.5.2).
    fn parts(&self, list: Vec<String>) -> Vec<Part> {
        let look = |place: &str| {
            let pattern = self.facts.text(&format!("{}{}{place}", &self.kind[..1], &self.style[..1]));
            let (before, rest) = pattern.split_once("{0}").unwrap_or(("", pattern));
            let (between, behind) = rest.split_once("{1}").unwrap_or((rest, ""));
            (before, between, behind)
        };
        let count = list.len();
        let (pair, start, middle, end) = (look("2"), look("S"), look("M"), look("E"));
        let mut parts = Vec::new();
        let mut behind_all = Vec::new();
        for (i, item) in list.into_iter().enumerate() {
            let last = i + 1 == count;
            let (before, between, behind) = match i {
                _ if last => ("", "", ""),
                _ if count == 2 => pair,
                0 => start,
                _ if i + 2 == count => end,
                _ => middle,
            };
            push_merged(&mut parts, Part::literal(before));
            parts.push(Part::new("element", item));
            push_merged(&mut parts, Part::literal(between));
            behind_all.push(behind);
        }
        behind_all.into_iter().rev().for_each(|behind| push_merged(&mut parts, Part::literal(behind)));
        parts
    }
}

fn format(cx: &mut Cx<'_>) -> JsResult {
    let format: &ListFormat = this_data(cx, &CLASS, "format")?;
    let list = list_of(cx)?;
    let text = text_of(&format.parts(list));
    Ok(*cx.string(&text))
}

fn format_to_parts(cx: &mut Cx<'_>) -> JsResult {
    let format: &ListFormat = this_data(cx, &CLASS, "formatToParts")?;
    let list = list_of(cx)?;
    parts_array(cx, &format.parts(list), None)
}

fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let format: &ListFormat = this_data(cx, &CLASS, "resolvedOptions")?;
    let shown = [
        ("locale", *cx.string(&format.locale.locale)),
        ("type", *cx.string(format.kind)),
        ("style", *cx.string(format.style)),
    ];
    Ok(object_of(cx, &shown))
}
