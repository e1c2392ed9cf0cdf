//! Text for the inspector: quoting of strings, the width of text on a terminal, lengths as scripts
//! count them.

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use crate::objects::Chars;

/// Length in UTF-16 code units: what scripts, and so Node's layout, count.
pub fn utf16_len(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// A string as a literal: in single quotes, or double quotes or backticks when that avoids escapes;
/// controls and lone surrogates escaped.
pub fn quote(chars: Chars<'_>) -> String {
    let quote = quote_mark(chars);
    let mut out = String::with_capacity(chars.len() + 2);
    out.push(quote);
    escape_into(&mut out, chars, quote == '\'');
    out.push(quote);
    out
}

/// A string whose control characters, backslashes and single quotes are escaped, without quotes
/// around it.
pub fn escape(chars: Chars<'_>) -> String {
    let mut out = String::with_capacity(chars.len());
    escape_into(&mut out, chars, true);
    out
}

fn quote_mark(chars: Chars<'_>) -> char {
    let (mut single, mut double, mut backtick) = (false, false, false);
    let mut previous = 0;
    for unit in chars.iter() {
        match unit {
            0x27 => single = true,
            0x22 => double = true,
            0x60 => backtick = true,
            0x7b if previous == 0x24 => backtick = true,
            _ => {}
        }
        previous = unit;
    }
    match (single, double, backtick) {
        (false, ..) | (true, true, true) => '\'',
        (true, false, _) => '"',
        (true, true, false) => '`',
    }
}

fn escape_into(out: &mut String, chars: Chars<'_>, escape_single: bool) {
    let mut i = 0;
    while i < chars.len() {
        let (point, width) = chars.code_point_at(i);
        i += width;
        match point {
            0x27 if escape_single => out.push_str("\\'"),
            0x5c => out.push_str("\\\\"),
            0x08 => out.push_str("\\b"),
            0x09 => out.push_str("\\t"),
            0x0a => out.push_str("\\n"),
            0x0c => out.push_str("\\f"),
            0x0d => out.push_str("\\r"),
            0..=0x1f | 0x7f..=0x9f => out.push_str(&format!("\\x{point:02X}")),
            _ => match char::from_u32(point) {
                Some(c) => out.push(c),
                None => out.push_str(&format!("\\u{point:x}")),
            },
        }
    }
}

/// Whether a property name can stand without quotes.
pub fn is_plain_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

/// Text without terminal escape sequences.
pub fn strip_colours(text: &str) -> std::borrow::Cow<'_, str> {
    if !text.contains(['\u{1b}', '\u{9b}']) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let introducer = c == '\u{9b}' || (c == '\u{1b}' && chars.next_if_eq(&'[').is_some());
        if introducer {
            while chars.next_if(|c| matches!(c, '0'..='9' | ';' | '?' | '#' | '(' | ')')).is_some() {}
            chars.next_if(char::is_ascii_alphabetic);
        } else if c != '\u{1b}' {
            out.push(c);
        }
    }
    out.into()
}

/// Columns that text takes on a terminal.
pub fn width(text: &str) -> usize {
    let text = strip_colours(text);
    if text.is_ascii() {
        return text.bytes().filter(|b| (0x20..0x7f).contains(b)).count();
    }
    text.nfc().filter(|c| !c.is_control()).map(|c| c.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> String {
        let units: Vec<u16> = text.encode_utf16().collect();
        quote(Chars::Utf16(&units))
    }

    #[test]
    fn quotes_avoid_escapes() {
        assert_eq!(quoted("a"), "'a'");
        assert_eq!(quoted("it's"), "\"it's\"");
        assert_eq!(quoted("it's \"x\""), "`it's \"x\"`");
        assert_eq!(quoted("it's \"x\" `y`"), "'it\\'s \"x\" `y`'");
        assert_eq!(quoted("a\n\u{7f}\u{1}\\"), "'a\\n\\x7F\\x01\\\\'");
        assert_eq!(quote(Chars::Utf16(&[0xd83d, 0x61])), "'\\ud83da'");
    }

    #[test]
    fn widths() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("中文"), 4);
        assert_eq!(width("\u{1b}[31mred\u{1b}[39m"), 3);
        assert_eq!(width("e\u{301}"), 1);
    }
}
