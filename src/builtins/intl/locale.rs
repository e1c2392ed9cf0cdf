//! Locales and options as arguments: CanonicalizeLocaleList, ResolveLocale, GetOption and their kin
//! (ECMA-402 §9.2).

use super::table::Table;
use super::tag::Tag;
use crate::objects::{Brand, Host};
use crate::vm::{Cx, JsResult, Rooted, messages};

const INCORRECT: &str = "Incorrect locale information provided";

/// What is spoken where nothing is said.
pub(super) const DEFAULT_LOCALE: &str = "en-US";

/// CanonicalizeLocaleList (ECMA-402 §9.2.1).
pub(in crate::builtins) fn locale_list(cx: &mut Cx<'_>, locales: Rooted) -> JsResult<Vec<Tag>> {
    let mut list = Vec::new();
    if locales.is_undefined() {
        return Ok(list);
    }
    if locales.is_string() || locale_of(locales).is_some() {
        list.push(tag_of(cx, locales)?);
        return Ok(list);
    }
    let source = cx.to_object(locales)?;
    let length = cx.length_of(source)?;
    for index in 0..length {
        let mark = cx.mark();
        let key = cx.index_key(index);
        if cx.has_property(source, key)? {
            let value = cx.get(source, key)?;
            if !value.is_string() && !value.is_object() {
                return Err(cx.type_error("Language ID should be string or object."));
            }
            let tag = tag_of(cx, value)?;
            if !list.contains(&tag) {
                list.push(tag);
            }
        }
        cx.release(mark);
    }
    Ok(list)
}

/// The tag that an Intl.Locale has.
pub(super) fn locale_of<'a>(value: Rooted) -> Option<&'a Tag> {
    Host::of(*value, Brand::IntlLocale).and_then(|host| host.data::<Tag>())
}

fn tag_of(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Tag> {
    if let Some(tag) = locale_of(value) {
        return Ok(tag.clone());
    }
    let text = cx.to_text(value)?;
    parse_tag(cx, &text)
}

/// A tag that must be one.
pub(super) fn parse_tag(cx: &mut Cx<'_>, text: &str) -> JsResult<Tag> {
    match Tag::parse(text) {
        Some(tag) => Ok(tag),
        None if Tag::begins_well(text) => Err(cx.range_error(format!("Invalid language tag: {text}"))),
        None => Err(cx.range_error(INCORRECT)),
    }
}

/// A locale as a service will use it.
#[derive(Clone, Debug, Default)]
pub(super) struct Resolved {
    /// As `resolvedOptions` shows it, with the keywords that are used.
    pub locale: String,
    /// The locale whose facts are taken: a section of the tables.
    pub facts: String,
    /// The keywords that are used.
    pub keywords: Vec<(&'static str, String)>,
}

impl Resolved {
    /// Forgets a keyword.
    pub(super) fn drop_keyword(&mut self, key: &str) {
        self.keywords.retain(|(known, _)| *known != key);
        if let Some(mut tag) = Tag::parse(&self.locale) {
            tag.keywords.retain(|(known, _)| known != key);
            tag.has_unicode = !tag.keywords.is_empty() || !tag.attributes.is_empty();
            self.locale = tag.text();
        }
    }

    pub(super) fn keyword(&self, key: &str) -> Option<&str> {
        self.keywords.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str())
    }
}

/// Locales that are written in full and mean the same as their language.
const DEFAULT_CONTENT: &[&str] = &[
    "cs-CZ", "da-DK", "de-DE", "el-GR", "en-US", "es-ES", "fi-FI", "fr-FR", "hi-IN", "hu-HU", "id-ID", "it-IT",
    "ja-JP", "ko-KR", "nb-NO", "nl-NL", "pl-PL", "pt-BR", "ro-RO", "ru-RU", "sk-SK", "sv-SE", "tr-TR", "uk-UA",
    "zh-CN",
];

/// BestAvailableLocale (ECMA-402 §9.2.2): the locale, and whose facts it takes.
fn best_available(table: &'static Table, tag: &Tag) -> Option<(String, String)> {
    let mut candidate = Tag {
        language: tag.language.clone(),
        script: tag.script.clone(),
        region: tag.region.clone(),
        ..Tag::default()
    };
    loop {
        let text = candidate.base();
        if table.has(&text) {
            return Some((text.clone(), text));
        }
        if DEFAULT_CONTENT.contains(&text.as_str()) && table.has(&candidate.language) {
            return Some((text, candidate.language));
        }
        if !candidate.region.is_empty() {
            candidate.region.clear();
        } else if !candidate.script.is_empty() {
            candidate.script.clear();
        } else {
            return None;
        }
    }
}

/// ResolveLocale (ECMA-402 §9.2.6). `keys` are the keywords that the service knows, each with what
/// the options say of it; `accepts` says whether it can do a value.
pub(super) fn resolve(
    table: &'static Table,
    requested: &[Tag],
    keys: &[(&'static str, Option<String>)],
    accepts: impl Fn(&str, &str) -> bool,
) -> Resolved {
    let found = requested.iter().find_map(|tag| best_available(table, tag).map(|found| (tag, found)));
    let (tag, (locale, facts)) = match found {
        Some((tag, found)) => (Some(tag), found),
        None => (None, (DEFAULT_LOCALE.into(), "en".into())),
    };
    let mut shown = Tag::parse(&locale).unwrap_or_default();
    let mut keywords = Vec::new();
    for (key, option) in keys {
        let asked = tag.and_then(|tag| tag.keyword(key)).map(|value| if value.is_empty() { "true" } else { value });
        let asked = asked.filter(|value| accepts(key, value));
        let option = option.as_deref().filter(|value| accepts(key, value));
        if let Some(value) = asked
            && option.is_none_or(|option| option == value)
        {
            shown.set_keyword(key, value);
        }
        if let Some(value) = option.or(asked) {
            keywords.push((*key, value.to_string()));
        }
    }
    Resolved { locale: shown.text(), facts, keywords }
}

/// `supportedLocalesOf` of a service (ECMA-402 §9.2.9).
pub(super) fn supported_locales(cx: &mut Cx<'_>, table: &'static Table, service: &str) -> JsResult {
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let list = locale_list(cx, locales)?;
    if !options.is_undefined() {
        let options = cx.to_object(options)?;
        locale_matcher(cx, options, service)?;
    }
    let known = list.iter().filter(|tag| best_available(table, tag).is_some());
    let texts: Vec<String> = known.map(Tag::text).collect();
    let values: Vec<Rooted> = texts.iter().map(|text| cx.string(text)).collect();
    Ok(*cx.array_from(&values))
}

/// The option `localeMatcher`, which makes no difference.
pub(super) fn locale_matcher(cx: &mut Cx<'_>, options: Rooted, service: &str) -> JsResult<()> {
    choice(cx, options, "localeMatcher", service, &["lookup", "best fit"]).map(drop)
}

/// GetOptionsObject (ECMA-402 §9.2.10): an object, or undefined, which has no options.
pub(super) fn options_object(cx: &mut Cx<'_>, options: Rooted) -> JsResult<Rooted> {
    if options.is_undefined() || options.is_object() {
        return Ok(options);
    }
    Err(cx.type_error("invalid_argument"))
}

/// CoerceOptionsToObject (ECMA-402 §9.2.11); undefined has no options.
pub(super) fn coerce_options(cx: &mut Cx<'_>, options: Rooted, service: &str) -> JsResult<Rooted> {
    if options.is_null() {
        return Err(cx.type_error(messages::called_on_nullish(service)));
    }
    if options.is_undefined() { Ok(options) } else { cx.to_object(options) }
}

/// A property of the options; undefined where there are none.
pub(super) fn option(cx: &mut Cx<'_>, options: Rooted, name: &str) -> JsResult<Rooted> {
    if options.is_undefined() { Ok(options) } else { cx.get_str(options, name) }
}

/// An option as text, `None` when it is undefined.
pub(in crate::builtins) fn option_text(cx: &mut Cx<'_>, options: Rooted, name: &str) -> JsResult<Option<String>> {
    let value = option(cx, options, name)?;
    if value.is_undefined() { Ok(None) } else { cx.to_text(value).map(Some) }
}

/// GetOption (ECMA-402 §9.2.12) of type string with a list of values.
pub(super) fn choice(
    cx: &mut Cx<'_>,
    options: Rooted,
    name: &str,
    service: &str,
    values: &[&'static str],
) -> JsResult<Option<&'static str>> {
    let Some(text) = option_text(cx, options, name)? else { return Ok(None) };
    match values.iter().find(|value| **value == text) {
        Some(value) => Ok(Some(value)),
        None => Err(cx.range_error(format!("Value {text} out of range for {service} options property {name}"))),
    }
}

/// GetOption of type boolean.
pub(super) fn flag(cx: &mut Cx<'_>, options: Rooted, name: &str) -> JsResult<Option<bool>> {
    let value = option(cx, options, name)?;
    Ok(if value.is_undefined() { None } else { Some(crate::vm::Vm::truthy(*value)) })
}

/// GetNumberOption (ECMA-402 §9.2.14).
pub(super) fn number(cx: &mut Cx<'_>, options: Rooted, name: &str, range: (u32, u32)) -> JsResult<Option<u32>> {
    let value = option(cx, options, name)?;
    number_in(cx, value, name, range)
}

/// DefaultNumberOption (ECMA-402 §9.2.13), `None` when it is undefined.
pub(super) fn number_in(
    cx: &mut Cx<'_>,
    value: Rooted,
    name: &str,
    (least, most): (u32, u32),
) -> JsResult<Option<u32>> {
    if value.is_undefined() {
        return Ok(None);
    }
    let number = cx.to_number(value)?;
    if !(f64::from(least)..=f64::from(most)).contains(&number) {
        return Err(cx.range_error(format!("{name} value is out of range.")));
    }
    Ok(Some(number as u32))
}

/// The options `calendar`, `numberingSystem`, `collation`: a type of UTS 35.
pub(super) fn type_option(cx: &mut Cx<'_>, options: Rooted, name: &str) -> JsResult<Option<String>> {
    let Some(text) = option_text(cx, options, name)? else { return Ok(None) };
    if !super::tag::is_type(&text) {
        return Err(cx.range_error(format!("Invalid {name} : {text}")));
    }
    Ok(Some(text.to_ascii_lowercase()))
}

/// The language of the first of the locales, for what depends on no more.
pub(in crate::builtins) fn first_language(cx: &mut Cx<'_>, locales: Rooted) -> JsResult<String> {
    let list = locale_list(cx, locales)?;
    Ok(list.into_iter().next().map(|tag| tag.language).unwrap_or_default())
}
