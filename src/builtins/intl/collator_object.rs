//! `Intl.Collator` (ECMA-402 §10), and what `String.prototype.localeCompare` has of it.

use super::class::{Class, bound, this_data};
use super::collation::{CaseFirst, Collator, Sensitivity};
use super::locale::{
    Resolved, choice, coerce_options, flag, locale_list, locale_matcher, resolve, supported_locales, type_option,
};
use super::parts::object_of;
use super::table::COLLATIONS;
use crate::builtins::Installer;
use crate::builtins::text::buffer::chars_of;
use crate::objects::{Brand, Gc, Host, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted};

const CLASS: Class =
    Class { name: "Collator", brand: Brand::IntlCollator, prototype: Intrinsic::IntlCollatorPrototype };

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §10.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] =
    &[NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §10.3.2", "What the options came to")];

struct Resolution {
    collator: Collator,
    locale: Resolved,
    search: bool,
}

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("Collator", 0, construct, "ECMA-402 §10.1.1", "Compares texts as people do");
    let proto = CLASS.install(installer, intl, &row, STATICS, METHODS);
    let getter = NativeRow::cx("compare", 0, compare_getter, "ECMA-402 §10.3.3", "A function that compares texts");
    installer.accessor(proto, Some(&getter), None);
    installer.internal("%collator-compare", NativeRow::cx("", 2, compare, "ECMA-402 §10.3.3.1", "-1, 0 or 1"));
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &COLLATIONS, "Intl.Collator.supportedLocalesOf")
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let resolution = read(cx, locales, options, "Intl.Collator")?;
    CLASS.create(cx, Box::new(resolution)).map(|made| *made)
}

/// The collator that `localeCompare` compares by.
pub(in crate::builtins) fn read_collator(cx: &mut Cx<'_>, locales: Rooted, options: Rooted) -> JsResult<Collator> {
    read(cx, locales, options, "String.prototype.localeCompare").map(|resolution| resolution.collator)
}

/// InitializeCollator (ECMA-402 §10.1.2).
fn read(cx: &mut Cx<'_>, locales: Rooted, options: Rooted, service: &str) -> JsResult<Resolution> {
    let requested = locale_list(cx, locales)?;
    let options = coerce_options(cx, options, service)?;
    let usage = choice(cx, options, "usage", service, &["sort", "search"])?;
    locale_matcher(cx, options, service)?;
    let collation = type_option(cx, options, "collation")?;
    let numeric = flag(cx, options, "numeric")?.map(|numeric| numeric.to_string());
    let case = choice(cx, options, "caseFirst", service, &["upper", "lower", "false"])?.map(String::from);
    let accepts = |key: &str, value: &str| match key {
        "kn" => matches!(value, "true" | "false"),
        "kf" => matches!(value, "upper" | "lower" | "false"),
        _ => matches!(value, "emoji" | "eor"),
    };
    let keys = [("co", collation), ("kf", case), ("kn", numeric)];
    let locale = resolve(&COLLATIONS, &requested, &keys, accepts);
    let sensitivity = choice(cx, options, "sensitivity", service, &["base", "accent", "case", "variant"])?;
    let ignore_punctuation = flag(cx, options, "ignorePunctuation")?.unwrap_or(false);
    let collator = Collator {
        sensitivity: match sensitivity {
            Some("base") => Sensitivity::Base,
            Some("accent") => Sensitivity::Accent,
            Some("case") => Sensitivity::Case,
            _ => Sensitivity::Variant,
        },
        numeric: locale.keyword("kn") == Some("true"),
        case_first: match locale.keyword("kf") {
            Some("upper") => CaseFirst::Upper,
            Some("lower") => CaseFirst::Lower,
            _ => CaseFirst::Off,
        },
        ignore_punctuation,
    };
    Ok(Resolution { collator, locale, search: usage == Some("search") })
}

/// `get Intl.Collator.prototype.compare` (ECMA-402 §10.3.3)
fn compare_getter(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if Host::of(*this, CLASS.brand).is_none() {
        return Err(crate::builtins::shared::support::incompatible(cx, "get Intl.Collator.prototype.compare"));
    }
    bound(cx, this, "%collator-compare")
}

fn compare(cx: &mut Cx<'_>) -> JsResult {
    let Some(resolution) = CLASS.data_of::<Resolution>(cx.data()) else { return Ok(Value::UNDEFINED) };
    let (a, b) = (cx.arg(0), cx.arg(1));
    let (a, b) = (cx.to_string(a)?, cx.to_string(b)?);
    let mut leaf = cx.leaf();
    let (a, b) = (chars_of(&mut leaf, *a), chars_of(&mut leaf, *b));
    Ok(Value::int(resolution.collator.compare(a, b) as i32))
}

fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let resolution: &Resolution = this_data(cx, &CLASS, "resolvedOptions")?;
    let collator = &resolution.collator;
    let sensitivity = match collator.sensitivity {
        Sensitivity::Base => "base",
        Sensitivity::Accent => "accent",
        Sensitivity::Case => "case",
        Sensitivity::Variant => "variant",
    };
    let case = match collator.case_first {
        CaseFirst::Upper => "upper",
        CaseFirst::Lower => "lower",
        CaseFirst::Off => "false",
    };
    let shown = [
        ("locale", *cx.string(&resolution.locale.locale)),
        ("usage", *cx.string(if resolution.search { "search" } else { "sort" })),
        ("sensitivity", *cx.string(sensitivity)),
        ("ignorePunctuation", Value::boolean(collator.ignore_punctuation)),
        ("collation", *cx.string(resolution.locale.keyword("co").unwrap_or("default"))),
        ("numeric", Value::boolean(collator.numeric)),
        ("caseFirst", *cx.string(case)),
    ];
    Ok(object_of(cx, &shown))
}
