//! `Intl.Locale` (ECMA-402 §14): a language tag and what is usual where it is spoken.

use super::class::{Class, require_new_of, this_data};
use super::locale::{choice, coerce_options, flag, locale_of, option_text, parse_tag};
use super::parts::object_of;
use super::table::{Facts, REGIONS};
use super::tag::{Tag, is_language, is_region, is_script};
use crate::builtins::Installer;
use crate::objects::{Brand, Gc, Object, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted};

const CLASS: Class = Class { name: "Locale", brand: Brand::IntlLocale, prototype: Intrinsic::IntlLocalePrototype };

const METHODS: &[NativeRow] = &[
    NativeRow::cx("toString", 0, to_string, "ECMA-402 §14.3.5", "The language tag"),
    NativeRow::cx("maximize", 0, maximize, "ECMA-402 §14.3.3", "With the likely script and region"),
    NativeRow::cx("minimize", 0, minimize, "ECMA-402 §14.3.4", "Without script and region where they are likely"),
];

macro_rules! getters {
    ($($function:ident $name:literal $clause:literal $doc:literal |$cx:ident, $tag:ident| $value:expr;)*) => {
        $(fn $function($cx: &mut Cx<'_>) -> JsResult {
            let $tag: &Tag = this_data($cx, &CLASS, $name)?;
            $value
        })*

        const GETTERS: &[NativeRow] = &[$(NativeRow::cx($name, 0, $function, $clause, $doc)),*];
    };
}

getters! {
    language "language" "ECMA-402 §14.3.11" "The language" |cx, tag| part(cx, if tag.language == "und" { "" } else { &tag.language });
    script "script" "ECMA-402 §14.3.14" "The script, if it is said" |cx, tag| part(cx, &tag.script);
    region "region" "ECMA-402 §14.3.15" "The region, if it is said" |cx, tag| part(cx, &tag.region);
    base_name "baseName" "ECMA-402 §14.3.6" "The tag without extensions" |cx, tag| part(cx, &tag.base());
    calendar "calendar" "ECMA-402 §14.3.7" "The calendar, if it is said" |cx, tag| keyword(cx, tag, "ca");
    case_first "caseFirst" "ECMA-402 §14.3.8" "Which case comes first, if it is said" |cx, tag| keyword(cx, tag, "kf");
    collation "collation" "ECMA-402 §14.3.9" "The collation, if it is said" |cx, tag| keyword(cx, tag, "co");
    hour_cycle "hourCycle" "ECMA-402 §14.3.10" "The hour cycle, if it is said" |cx, tag| keyword(cx, tag, "hc");
    numeric "numeric" "ECMA-402 §14.3.12" "Whether digits are compared as numbers"
        |_cx, tag| Ok(Value::boolean(tag.keyword("kn").is_some_and(str::is_empty)));
    numbering_system "numberingSystem" "ECMA-402 §14.3.13" "The numbering system, if it is said"
        |cx, tag| keyword(cx, tag, "nu");
    calendars "calendars" "TC39 Intl Locale Info" "The calendars in use" |cx, tag| {
        let usual = of_region(tag, "c").unwrap_or("gregory");
        list(cx, tag.keyword("ca").unwrap_or(usual))
    };
    collations "collations" "TC39 Intl Locale Info" "The collations in use" |cx, tag| {
        let usual = facts().and_then(|facts| facts.get(&format!("k:{}", tag.language))).unwrap_or("emoji eor");
        list(cx, tag.keyword("co").unwrap_or(usual))
    };
    hour_cycles "hourCycles" "TC39 Intl Locale Info" "The hour cycles in use" |cx, tag| {
        let of_both = facts().and_then(|facts| facts.get(&format!("h:{}-{}", tag.language, tag.region)));
        let usual = of_both.or_else(|| of_region(tag, "h")).unwrap_or("h23");
        list(cx, tag.keyword("hc").unwrap_or(usual))
    };
    numbering_systems "numberingSystems" "TC39 Intl Locale Info" "The numbering systems in use" |cx, tag| {
        let of_both = format!("n:{}-{}", tag.language, tag.region);
        let usual = facts().and_then(|facts| facts.get(&of_both).or_else(|| facts.get(&format!("n:{}", tag.language))));
        list(cx, tag.keyword("nu").or(usual).unwrap_or("latn"))
    };
    text_info "textInfo" "TC39 Intl Locale Info" "Which way the text runs" |cx, tag| {
        let full = tag.maximize();
        let right = match full.script.as_str() {
            "" => facts().is_some_and(|facts| facts.get(&format!("d:{}", tag.language)).is_some()),
            script => RIGHT_TO_LEFT.contains(&script),
        };
        let direction = *cx.string(if right { "rtl" } else { "ltr" });
        Ok(object_of(cx, &[("direction", direction)]))
    };
    time_zones "timeZones" "TC39 Intl Locale Info" "The time zones of the region" |cx, tag| {
        if tag.region.is_empty() {
            return Ok(Value::UNDEFINED);
        }
        let zones = facts().map(|facts| facts.with_prefix("z:")).unwrap_or_default();
        let here = zones.iter().filter(|(_, regions)| regions.split(' ').any(|region| region == tag.region));
        let names: Vec<&str> = here.filter_map(|(key, _)| key.get(2..)).collect();
        list(cx, &names.join(" "))
    };
    week_info "weekInfo" "TC39 Intl Locale Info" "How weeks are counted" |cx, tag| {
        let text = of_region(tag, "w").unwrap_or("1 6,7 1");
        let mut fields = text.split(' ');
        let mut next = || fields.next().unwrap_or_default();
        let int = |text: &str| Value::int(text.parse().unwrap_or(1));
        let (first, weekend, least) = (next(), next(), next());
        let days: Vec<Rooted> = weekend.split(',').map(|day| Rooted::from(int(day).as_int().unwrap_or(0))).collect();
        let days = *cx.array_from(&days);
        Ok(object_of(cx, &[("firstDay", int(first)), ("weekend", days), ("minimalDays", int(least))]))
    };
}

const RIGHT_TO_LEFT: &[&str] =
    &["Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"];

pub(super) fn install(installer: &mut Installer<'_>, intl: Gc<Object>) {
    let row = NativeRow::cx("Locale", 1, construct, "ECMA-402 §14.1.1", "A language tag taken apart");
    let proto = CLASS.install(installer, intl, &row, &[], METHODS);
    for getter in GETTERS {
        installer.accessor(proto, Some(getter), None);
    }
}

fn facts() -> Option<Facts> {
    REGIONS.facts("und")
}

/// What is usual in the region, or the likely one.
fn of_region(tag: &Tag, kind: &str) -> Option<&'static str> {
    let region = if tag.region.is_empty() { tag.maximize().region } else { tag.region.clone() };
    facts().and_then(|facts| facts.get(&format!("{kind}:{region}")))
}

fn part(cx: &mut Cx<'_>, text: &str) -> JsResult {
    Ok(if text.is_empty() { Value::UNDEFINED } else { *cx.string(text) })
}

fn keyword(cx: &mut Cx<'_>, tag: &Tag, key: &str) -> JsResult {
    Ok(match tag.keyword(key) {
        Some(value) => *cx.string(value),
        None => Value::UNDEFINED,
    })
}

fn list(cx: &mut Cx<'_>, names: &str) -> JsResult {
    let values: Vec<Rooted> = names.split_ascii_whitespace().map(|name| cx.string(name)).collect();
    Ok(*cx.array_from(&values))
}

/// `new Intl.Locale(tag, options)` (ECMA-402 §14.1.1)
fn construct(cx: &mut Cx<'_>) -> JsResult {
    require_new_of(cx, &CLASS)?;
    let (value, options) = (cx.arg(0), cx.arg(1));
    if !value.is_string() && !value.is_object() {
        return Err(cx.type_error("First argument to Intl.Locale constructor can't be empty or missing"));
    }
    let tag = match locale_of(value) {
        Some(tag) => tag.clone(),
        None => {
            let text = cx.to_text(value)?;
            parse_tag(cx, &text)?
        }
    };
    let options = coerce_options(cx, options, "Intl.Locale")?;
    let mut tag = apply_language(cx, tag, options)?;
    let calendar = type_option_of(cx, options, "calendar")?;
    let collation = type_option_of(cx, options, "collation")?;
    let hours = choice(cx, options, "hourCycle", "locale", &["h11", "h12", "h23", "h24"])?;
    let case = choice(cx, options, "caseFirst", "locale", &["upper", "lower", "false"])?;
    let numeric = flag(cx, options, "numeric")?.map(|numeric| if numeric { "" } else { "false" });
    let numbering = type_option_of(cx, options, "numberingSystem")?;
    for (key, value) in [
        ("ca", calendar.as_deref()),
        ("co", collation.as_deref()),
        ("hc", hours),
        ("kf", case),
        ("kn", numeric),
        ("nu", numbering.as_deref()),
    ] {
        if let Some(value) = value {
            tag.set_keyword(key, value);
        }
    }
    CLASS.create(cx, Box::new(tag)).map(|made| *made)
}

fn type_option_of(cx: &mut Cx<'_>, options: Rooted, name: &str) -> JsResult<Option<String>> {
    // Messages of this class do not say which option it was.
    let Some(text) = option_text(cx, options, name)? else { return Ok(None) };
    if super::tag::is_type(&text) { Ok(Some(text)) } else { Err(incorrect(cx)) }
}

fn incorrect(cx: &mut Cx<'_>) -> crate::vm::Throw {
    cx.range_error("Incorrect locale information provided")
}

/// ApplyOptionsToTag (ECMA-402 §14.1.2).
fn apply_language(cx: &mut Cx<'_>, mut tag: Tag, options: Rooted) -> JsResult<Tag> {
    let mut changed = false;
    for (name, is_valid) in
        [("language", is_language as fn(&str) -> bool), ("script", is_script), ("region", is_region)]
    {
        let Some(text) = option_text(cx, options, name)? else { continue };
        if !is_valid(&text) {
            return Err(incorrect(cx));
        }
        changed = true;
        match name {
            "language" => tag.language = text,
            "script" => tag.script = text,
            _ => tag.region = text,
        }
    }
    if changed {
        tag = parse_tag(cx, &tag.text())?;
    }
    Ok(tag)
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let tag: &Tag = this_data(cx, &CLASS, "toString")?;
    Ok(*cx.string(&tag.text()))
}

fn maximize(cx: &mut Cx<'_>) -> JsResult {
    let tag: &Tag = this_data(cx, &CLASS, "maximize")?;
    CLASS.create(cx, Box::new(tag.maximize())).map(|made| *made)
}

fn minimize(cx: &mut Cx<'_>) -> JsResult {
    let tag: &Tag = this_data(cx, &CLASS, "minimize")?;
    CLASS.create(cx, Box::new(tag.minimize())).map(|made| *made)
}
