//! Primitive values as text.

use super::Inspector;
use super::options::{Options, Style};
use super::text::quote;
use crate::numeric::bigint::to_text;
use crate::numeric::digits::number_to_string;
use crate::objects::{BigInt, Chars, Gc, JsString, Value};
use crate::vm::Cx;

/// Strings shorter than this are never broken into lines.
const MIN_LINE_LENGTH: usize = 16;

/// A number as the inspector shows it: -0 keeps its sign.
pub fn number(n: f64, separator: bool) -> String {
    if n == 0.0 && n.is_sign_negative() {
        return "-0".into();
    }
    let text = number_to_string(n);
    if !separator || !n.is_finite() || text.contains('e') {
        return text;
    }
    match text.split_once('.') {
        Some((integer, fraction)) => {
            let groups: Vec<String> =
                fraction.as_bytes().chunks(3).map(|g| String::from_utf8_lossy(g).into()).collect();
            format!("{}.{}", thousands(integer), groups.join("_"))
        }
        None => thousands(&text),
    }
}

/// A BigInt as the inspector shows it.
pub fn bigint(value: Gc<BigInt>, separator: bool) -> String {
    let text = to_text(value.int(), 10);
    format!("{}n", if separator { thousands(&text) } else { text })
}

fn thousands(integer: &str) -> String {
    let (sign, digits) = integer.strip_prefix('-').map_or(("", integer), |digits| ("-", digits));
    let first = (digits.len() + 2) % 3 + 1;
    let mut out = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i >= first && (i - first) % 3 == 0 {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// The flat characters of a string value; empty for other values.
pub fn chars_of<'a>(cx: &mut Cx<'_>, value: Value) -> Chars<'a> {
    match Gc::<JsString>::from_value(value) {
        Some(string) => cx.leaf().chars(string),
        None => Chars::Latin1(&[]),
    }
}

/// A primitive value; strings are quoted and, when long, broken at their line ends.
pub fn primitive(cx: &mut Cx<'_>, value: Value, options: &Options, indentation: usize) -> String {
    if value.is_string() {
        return string(chars_of(cx, value), options, indentation);
    }
    if let Some(n) = value.as_number() {
        return options.stylize(number(n, options.numeric_separator), Style::Number);
    }
    if let Some(value) = Gc::<BigInt>::from_value(value) {
        return options.stylize(bigint(value, options.numeric_separator), Style::BigInt);
    }
    if let Some(b) = value.as_boolean() {
        return options.stylize(b.to_string(), Style::Boolean);
    }
    if value.is_null() {
        return options.stylize("null", Style::Null);
    }
    if value.is_symbol() {
        return options.stylize(cx.vm().describe_symbol(value), Style::Symbol);
    }
    options.stylize("undefined", Style::Undefined)
}

fn string(mut chars: Chars<'_>, options: &Options, indentation: usize) -> String {
    let mut trailer = String::new();
    if chars.len() > options.max_string_length {
        let rest = chars.len() - options.max_string_length;
        chars = chars.slice(0, options.max_string_length);
        trailer = format!("... {rest} more character{}", if rest > 1 { "s" } else { "" });
    }
    let one_line = options.compact == super::Compact::Full
        || chars.len() <= MIN_LINE_LENGTH
        || chars.len().saturating_add(indentation + 4) <= options.break_length;
    if one_line {
        return options.stylize(quote(chars), Style::String) + &trailer;
    }
    let mut lines = Vec::new();
    let mut from = 0;
    while from < chars.len() {
        let end = chars.find(Chars::Latin1(b"\n"), from).map_or(chars.len(), |at| at + 1);
        lines.push(options.stylize(quote(chars.slice(from, end)), Style::String));
        from = end;
    }
    lines.join(&format!(" +\n{}", " ".repeat(indentation + 2))) + &trailer
}

impl Inspector {
    /// A primitive value at the present place.
    pub(super) fn primitive(&self, cx: &mut Cx<'_>, value: Value) -> String {
        primitive(cx, value, &self.options, self.indentation)
    }
}
