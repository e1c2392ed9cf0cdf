//! `Intl.DisplayNames` (ECMA-402 §12): English names of regions, languages, scripts, currencies,
//! calendars and fields of dates.

use super::class::{Class, require_new_of, this_data};
use super::locale::{Resolved, choice, locale_list, locale_matcher, resolve, supported_locales};
use super::parts::object_of;
use super::table::{CURRENCIES, Facts, NAMES};
use super::tag::{Tag, is_region, is_script, is_type, title};
use crate::builtins::Installer;
use crate::objects::{Brand, Gc, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow};

const CLASS: Class =
    Class { name: "DisplayNames", brand: Brand::IntlDisplayNames, prototype: Intrinsic::IntlDisplayNamesPrototype };

const STATICS: &[NativeRow] = &[NativeRow::cx(
    "supportedLocalesOf",
    1,
    supported,
    "ECMA-402 §12.2.2",
    "Those of the locales that need no other in their place",
)];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("resolvedOptions", 0, resolved_options, "ECMA-402 §12.3.2", "What the options came to"),
    NativeRow::cx("of", 1, of, "ECMA-402 §12.3.3", "The name that a code has"),
];

const FIELDS: &[&str] = &[
    "era",
    "year",
    "quarter",
    "month",
    "weekOfYear",
    "weekday",
    "day",
    "dayPeriod",
    "hour",
    "minute",
    "second",
    "timeZoneName",
];

struct DisplayNames {
    locale: Resolved,
    facts: Facts,
    style: &'static str,
    kind: &'static str,
    fallback: &'static str,
    standard: bool,
}

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("DisplayNames", 2, construct, "ECMA-402 §12.1.1", "Names languages, regions and the like");
    CLASS.install(installer, intl, &row, STATICS, METHODS);
}

/// The English name of a region.
pub(super) fn region_name(region: &str) -> Option<&'static str> {
    NAMES.facts("en").and_then(|facts| facts.get(&format!("r{region}")))
}

fn supported(cx: &mut Cx<'_>) -> JsResult {
    supported_locales(cx, &NAMES, "Intl.DisplayNames.supportedLocalesOf")
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    const SERVICE: &str = "Intl.DisplayNames";
    require_new_of(cx, &CLASS)?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let requested = locale_list(cx, locales)?;
    if !options.is_object() {
        return Err(cx.type_error("invalid_argument"));
    }
    locale_matcher(cx, options, SERVICE)?;
    let style = choice(cx, options, "style", SERVICE, &["narrow", "short", "long"])?;
    let kinds = &["language", "region", "script", "currency", "calendar", "dateTimeField"];
    let Some(kind) = choice(cx, options, "type", SERVICE, kinds)? else {
        return Err(cx.type_error("invalid_argument"));
    };
    let fallback = choice(cx, options, "fallback", SERVICE, &["code", "none"])?;
    let display = choice(cx, options, "languageDisplay", SERVICE, &["dialect", "standard"])?;
    let locale = resolve(&NAMES, &requested, &[], |_, _| false);
    let facts = NAMES.facts(&locale.facts).or_else(|| NAMES.facts("en")).expect("English is there");
    let data = DisplayNames {
        locale,
        facts,
        style: style.unwrap_or("long"),
        kind,
        fallback: fallback.unwrap_or("code"),
        standard: display == Some("standard"),
    };
    CLASS.create(cx, Box::new(data)).map(|made| *made)
}

impl DisplayNames {
    /// The code in its canonical form (ECMA-402 §12.5.1), or `None` when it is none of the kind.
    fn canonical(&self, code: &str) -> Option<String> {
        match self.kind {
            "language" => Tag::parse(code).map(|tag| tag.base()),
            "region" => is_region(code).then(|| code.to_ascii_uppercase()),
            "script" => is_script(code).then(|| title(code)),
            "currency" => {
                let valid = code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic());
                valid.then(|| code.to_ascii_uppercase())
            }
            "calendar" => is_type(code).then(|| code.to_ascii_lowercase()),
            _ => FIELDS.contains(&code).then(|| code.to_string()),
        }
    }

    fn name(&self, code: &str) -> Option<String> {
        let look = |key: String| self.facts.get(&key).map(String::from);
        match self.kind {
            "language" => self.language(code),
            "region" => self.region(code),
            "script" => look(format!("s{code}")),
            "currency" => {
                let facts = CURRENCIES.facts(&self.locale.facts).or_else(|| CURRENCIES.facts("en"))?;
                facts.get(&format!("{code}.d")).map(String::from)
            }
            "calendar" => look(format!("c{code}")),
            _ => {
                let width = &self.style[..1];
                look(format!("f{width}{code}")).or_else(|| look(format!("fl{code}")))
            }
        }
    }

    fn region(&self, code: &str) -> Option<String> {
        let short = (self.style != "long").then(|| self.facts.get(&format!("r{code}~"))).flatten();
        short.or_else(|| self.facts.get(&format!("r{code}"))).map(String::from)
    }

    /// A language with its script, region and variants.
    fn language(&self, code: &str) -> Option<String> {
        let tag = Tag::parse(code)?;
        let (l, s, r) = (&*tag.language, &*tag.script, &*tag.region);
        if l == "und" && s.is_empty() && r.is_empty() {
            return (self.fallback == "code").then(|| "root".into());
        }
        let short = self.style != "long";
        let look = |key: String| {
            let by_style = if short { self.facts.get(&format!("l{key}~")) } else { None };
            by_style.or_else(|| self.facts.get(&format!("l{key}")))
        };
        let (mut has_script, mut has_region) = (!s.is_empty(), !r.is_empty());
        let mut name = None;
        if !self.standard {
            let parts: Vec<&str> = [l, s, r].into_iter().filter(|part| !part.is_empty()).collect();
            name = (parts.len() > 1).then(|| look(parts.join("-"))).flatten();
            if name.is_some() {
                (has_script, has_region) = (false, false);
            }
        }
        let name = name.or_else(|| look(l.to_string()))?;
        let mut more = Vec::new();
        if has_script {
            more.push(self.facts.get(&format!("s{s}")).map_or_else(|| s.to_string(), String::from));
        }
        if has_region {
            more.push(self.region(r).unwrap_or_else(|| r.to_string()));
        }
        for variant in &tag.variants {
            more.push(self.facts.get(&format!("v{variant}")).map_or_else(|| variant.to_uppercase(), String::from));
        }
        if more.is_empty() {
            return Some(name.into());
        }
        let more = more.join(", ").replace('(', "[").replace(')', "]");
        Some(match name.strip_suffix(')') {
            Some(open) if open.contains('(') => format!("{open}, {more})"),
            _ => format!("{name} ({more})"),
        })
    }
}

fn of(cx: &mut Cx<'_>) -> JsResult {
    let names: &DisplayNames = this_data(cx, &CLASS, "of")?;
    let code = cx.arg(0);
    let code = cx.to_text(code)?;
    let Some(canonical) = names.canonical(&code) else { return Err(cx.range_error("invalid_argument")) };
    Ok(match names.name(&canonical) {
        Some(name) => *cx.string(&name),
        None if names.fallback == "code" => *cx.string(&canonical),
        None => Value::UNDEFINED,
    })
}

fn resolved_options(cx: &mut Cx<'_>) -> JsResult {
    let names: &DisplayNames = this_data(cx, &CLASS, "resolvedOptions")?;
    let mut shown = vec![
        ("locale", *cx.string(&names.locale.locale)),
        ("style", *cx.string(names.style)),
        ("type", *cx.string(names.kind)),
        ("fallback", *cx.string(names.fallback)),
    ];
    if names.kind == "language" {
        shown.push(("languageDisplay", *cx.string(if names.standard { "standard" } else { "dialect" })));
    }
    Ok(object_of(cx, &shown))
}
