//! `console.log`'s arguments as one text: format directives in the first, the others inspected.

use super::inspect;
use super::names::{display_string, is_builtin_name};
use super::options::Options;
use super::primitive::{bigint, number};
use crate::objects::{Gc, Key};
use crate::vm::{Cx, JsResult, Rooted};

/// The text of `args` as `util.format` makes it.
pub fn format(cx: &mut Cx<'_>, args: &[Rooted], options: &Options) -> JsResult<String> {
    let Some(&first) = args.first() else { return Ok(String::new()) };
    if !first.is_string() {
        return format_values(cx, args, options);
    }
    let pattern = cx.vm().text_of(*first);
    if args.len() == 1 {
        return Ok(pattern);
    }
    if !pattern.contains('%') {
        return join(cx, pattern, &args[1..], options);
    }
    let (text, used) = directives(cx, &pattern, args, options)?;
    let rest = args.get(used..).unwrap_or(&[]);
    join(cx, text, rest, options)
}

/// The text of values without directives.
pub fn format_values(cx: &mut Cx<'_>, args: &[Rooted], options: &Options) -> JsResult<String> {
    let Some((&first, rest)) = args.split_first() else { return Ok(String::new()) };
    let text = value_text(cx, first, options)?;
    join(cx, text, rest, options)
}

fn join(cx: &mut Cx<'_>, mut text: String, rest: &[Rooted], options: &Options) -> JsResult<String> {
    for &value in rest {
        text.push(' ');
        text.push_str(&value_text(cx, value, options)?);
    }
    Ok(text)
}

fn value_text(cx: &mut Cx<'_>, value: Rooted, options: &Options) -> JsResult<String> {
    if value.is_string() { Ok(cx.vm().text_of(*value)) } else { inspect(cx, value, options) }
}

/// Replaces the directives of `pattern`; the text and how many arguments it used up.
fn directives(cx: &mut Cx<'_>, pattern: &str, args: &[Rooted], options: &Options) -> JsResult<(String, usize)> {
    let mut out = String::new();
    let mut used = 1;
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        let directive = rest[at + 1..].chars().next();
        let known = match directive {
            Some('%') => true,
            Some(c) => "sjdOoifc".contains(c) && used < args.len(),
            None => false,
        };
        if !known {
            // The sign and what follows stay; what follows may itself be a sign.
            out.push_str(&rest[..at + 1]);
            rest = &rest[at + 1..];
            if let Some(c) = directive
                && c != '%'
            {
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
            continue;
        }
        out.push_str(&rest[..at]);
        rest = &rest[at + 2..];
        match directive {
            Some('%') | None => out.push('%'),
            Some(directive) => {
                out.push_str(&directive_text(cx, directive, args[used], options)?);
                used += 1;
            }
        }
    }
    out.push_str(rest);
    Ok((out, used))
}

fn directive_text(cx: &mut Cx<'_>, directive: char, value: Rooted, options: &Options) -> JsResult<String> {
    let separator = options.numeric_separator;
    match directive {
        's' => string_directive(cx, value, options),
        'j' => json(cx, value),
        'd' if value.is_symbol() => Ok("NaN".into()),
        'd' | 'i' if value.is_bigint() => string_directive(cx, value, options),
        'd' => Ok(number(cx.number_of(value)?, separator)),
        'i' | 'f' if value.is_symbol() => Ok("NaN".into()),
        'i' => {
            let text = cx.to_text(value)?;
            Ok(number(parse_int(&text), separator))
        }
        'f' => {
            let text = cx.to_text(value)?;
            Ok(number(parse_float(&text), separator))
        }
        'O' => inspect(cx, value, options),
        'o' => inspect(cx, value, &Options { show_hidden: true, show_proxy: true, depth: Some(4), ..options.clone() }),
        _ => Ok(String::new()),
    }
}

fn string_directive(cx: &mut Cx<'_>, value: Rooted, options: &Options) -> JsResult<String> {
    if let Some(n) = value.as_number() {
        return Ok(number(n, options.numeric_separator));
    }
    if let Some(value) = Gc::from_value(*value) {
        return Ok(bigint(value, options.numeric_separator));
    }
    if !value.is_object() || value.is_callable() || !has_builtin_to_string(cx, value)? {
        return display_string(cx, value);
    }
    let options = Options { depth: Some(0), colors: false, compact: super::Compact::Levels(3), ..options.clone() };
    inspect(cx, value, &options)
}

/// Whether an object's conversion to text is one of the engine's own, which tells little.
fn has_builtin_to_string(cx: &mut Cx<'_>, object: Rooted) -> JsResult<bool> {
    let (to_string, to_primitive) = {
        let names = &cx.leaf().names;
        (names.to_string, names.symbol_to_primitive)
    };
    let Some(object) = super::keys::target_of(cx, object) else { return Ok(true) };
    let mut watched: Vec<Key> = Vec::new();
    let has_own = |cx: &mut Cx<'_>, at: Rooted, key: Key| super::keys::own_property(cx, at, key).is_some();
    if !cx.get(object, to_string)?.is_callable() {
        if !cx.get(object, to_primitive)?.is_callable() {
            return Ok(true);
        }
        if has_own(cx, object, to_primitive) {
            return Ok(false);
        }
    } else if has_own(cx, object, to_string) {
        return Ok(false);
    } else {
        watched.push(to_string);
    }
    if cx.get(object, to_primitive)?.is_callable() {
        if has_own(cx, object, to_primitive) {
            return Ok(false);
        }
        watched.push(to_primitive);
    }
    let mut pointer = object;
    loop {
        pointer = super::keys::prototype_of(cx, pointer);
        if pointer.is_null() {
            return Ok(true);
        }
        if watched.iter().any(|&key| has_own(cx, pointer, key)) {
            break;
        }
    }
    let key = cx.leaf().names.constructor;
    let Some(property) = super::keys::own_property(cx, pointer, key) else { return Ok(false) };
    if property.is_accessor() || !property.value.is_callable() {
        return Ok(false);
    }
    let constructor = cx.root(property.value);
    let name = cx.get_str(constructor, "name")?;
    Ok(name.is_string() && is_builtin_name(&cx.vm().text_of(*name)))
}

/// `%j`: JSON, or `[Circular]`.
fn json(cx: &mut Cx<'_>, value: Rooted) -> JsResult<String> {
    let global = cx.global();
    let global = cx.root(global.value());
    let json = cx.get_str(global, "JSON")?;
    let key = cx.key("stringify");
    match cx.invoke(json, key, &[value]) {
        Ok(text) => display_string(cx, text),
        Err(thrown) => {
            let error = cx.take_exception(thrown)?;
            let message = if error.is_object() { cx.get_str(error, "message")? } else { Rooted::UNDEFINED };
            let message = cx.vm().text_of(*message);
            if message.starts_with("Converting circular structure to JSON") {
                return Ok("[Circular]".into());
            }
            Err(cx.throw_value(*error))
        }
    }
}

/// `Number.parseInt` with radix 10, or 16 after `0x`.
fn parse_int(text: &str) -> f64 {
    let text = text.trim_start();
    let (sign, digits) = match text.as_bytes().first() {
        Some(b'-') => (-1.0, &text[1..]),
        Some(b'+') => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    let (radix, digits) =
        digits.strip_prefix("0x").or(digits.strip_prefix("0X")).map_or((10, digits), |digits| (16, digits));
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    if end == 0 {
        return f64::NAN;
    }
    let digits = &digits[..end];
    if radix == 10 {
        return sign * digits.parse().unwrap_or(f64::NAN);
    }
    sign * digits.chars().fold(0.0, |n, c| n * 16.0 + f64::from(c.to_digit(16).unwrap_or(0)))
}

/// `Number.parseFloat`: the longest beginning that is a decimal literal.
fn parse_float(text: &str) -> f64 {
    let text = text.trim_start();
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    if unsigned.starts_with("Infinity") {
        return sign * f64::INFINITY;
    }
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(unsigned);
    let mut any = end > 0;
    if unsigned[end..].starts_with('.') {
        let fraction = digits(&unsigned[end + 1..]);
        any |= fraction > 0;
        end += 1 + fraction;
    }
    if !any {
        return f64::NAN;
    }
    let exponent = &unsigned[end..];
    if exponent.starts_with(['e', 'E']) {
        let sign = usize::from(exponent[1..].starts_with(['+', '-']));
        let count = digits(&exponent[1 + sign..]);
        if count > 0 {
            end += 1 + sign + count;
        }
    }
    sign * unsigned[..end].trim_end_matches('.').parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_prefixes() {
        assert_eq!(parse_int(" -42px"), -42.0);
        assert_eq!(parse_int("0x1fz"), 31.0);
        assert!(parse_int("px").is_nan());
        assert_eq!(parse_float("3.25abc"), 3.25);
        assert_eq!(parse_float(".5e2x"), 50.0);
        assert_eq!(parse_float("-1e"), -1.0);
        assert!(parse_float(".").is_nan());
    }
}
