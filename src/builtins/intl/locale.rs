//! Locales and options as arguments.

use crate::vm::{Cx, JsResult, Rooted};

/// The first language tag of a `locales` argument (CanonicalizeLocaleList of ECMA-402, of which
/// only the first entry matters here).
pub(in crate::builtins) fn first_locale(cx: &mut Cx<'_>, locales: Rooted) -> JsResult<Option<String>> {
    if locales.is_undefined() {
        return Ok(None);
    }
    let mut tag = locales;
    if !locales.is_string() {
        let list = cx.to_object(locales)?;
        if cx.length_of(list)? == 0 {
            return Ok(None);
        }
        tag = cx.get_index(list, 0)?;
        if !tag.is_string() && !tag.is_object() {
            return Err(cx.type_error("Incorrect locale information provided"));
        }
    }
    let text = cx.to_text(tag)?;
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or("");
    let valid = (2..=8).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    if !valid {
        return Err(cx.range_error("Incorrect locale information provided"));
    }
    Ok(Some(text))
}

/// An option as text, `None` when it is undefined.
pub(in crate::builtins) fn option_text(cx: &mut Cx<'_>, options: Rooted, name: &str) -> JsResult<Option<String>> {
    let value = cx.get_str(options, name)?;
    if value.is_undefined() { Ok(None) } else { cx.to_text(value).map(Some) }
}
