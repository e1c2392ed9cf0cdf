//! `encodeURI`, `decodeURI` and their component forms (ECMA-262 §19.2.6), `escape` and `unescape`
//! (B.2.1).

use super::Installer;
use super::text::buffer::{TextBuffer, chars_of};
use crate::objects::{Chars, Value};
use crate::vm::{Args, Coerce, ErrorKind, JsResult, Leaf, NativeRow, Throw};

const ROWS: &[NativeRow] = &[
    NativeRow::leaf(
        "decodeURI",
        1,
        decode_uri,
        "§19.2.6.1",
        "Decodes percent escapes, but for those of reserved characters",
    )
    .coerce(Coerce::Any, &[Coerce::String]),
    NativeRow::leaf("decodeURIComponent", 1, decode_component, "§19.2.6.2", "Decodes all percent escapes")
        .coerce(Coerce::Any, &[Coerce::String]),
    NativeRow::leaf("encodeURI", 1, encode_uri, "§19.2.6.3", "Percent-escapes what a URI cannot hold")
        .coerce(Coerce::Any, &[Coerce::String]),
    NativeRow::leaf(
        "encodeURIComponent",
        1,
        encode_component,
        "§19.2.6.4",
        "Percent-escapes what a part of a URI cannot hold",
    )
    .coerce(Coerce::Any, &[Coerce::String]),
    NativeRow::leaf("escape", 1, escape, "§B.2.1.1", "Escapes with %xx and %uxxxx")
        .coerce(Coerce::Any, &[Coerce::String]),
    NativeRow::leaf("unescape", 1, unescape, "§B.2.1.2", "Undoes escape").coerce(Coerce::Any, &[Coerce::String]),
];

/// Installs the global functions.
pub(super) fn install(installer: &mut Installer) {
    let global = installer.vm.realm.global.value();
    installer.methods(global, ROWS);
}

const RESERVED: &[u8] = b";/?:@&=+$,";
const MARKS: &[u8] = b"-_.!~*'()";

fn malformed(leaf: &mut Leaf<'_>) -> Throw {
    leaf.throw(ErrorKind::Uri, "URI malformed")
}

fn push_escape(out: &mut TextBuffer, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'%'.into());
    out.push(HEX[usize::from(byte >> 4)].into());
    out.push(HEX[usize::from(byte & 15)].into());
}

/// Encode (ECMA-262 §19.2.6.5)
fn encode(leaf: &mut Leaf<'_>, chars: Chars<'_>, kept: &[&[u8]]) -> JsResult {
    let mut out = TextBuffer::with_capacity(chars.len());
    let is_kept = |b: u8| b.is_ascii_alphanumeric() || MARKS.contains(&b) || kept.iter().any(|set| set.contains(&b));
    let mut at = 0;
    while at < chars.len() {
        let (code_point, width) = chars.code_point_at(at);
        at += width;
        let Some(c) = char::from_u32(code_point) else { return Err(malformed(leaf)) };
        if c.is_ascii() && is_kept(c as u8) {
            out.push(c as u16);
            continue;
        }
        for &byte in c.encode_utf8(&mut [0; 4]).as_bytes() {
            push_escape(&mut out, byte);
        }
    }
    out.finish(leaf)
}

fn encode_uri(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    encode(leaf, chars, &[RESERVED, b"#"])
}

fn encode_component(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    encode(leaf, chars, &[])
}

/// The number that `count` hexadecimal digits at `at` are.
fn hex(chars: Chars<'_>, at: usize, count: usize) -> Option<u32> {
    if at + count > chars.len() {
        return None;
    }
    (at..at + count).try_fold(0, |number, i| {
        let digit = char::from_u32(chars.at(i).into())?.to_digit(16)?;
        Some(number * 16 + digit)
    })
}

/// The byte of the `%xx` at `at`.
fn escaped_byte(chars: Chars<'_>, at: usize) -> Option<u8> {
    if at >= chars.len() || chars.at(at) != u16::from(b'%') {
        return None;
    }
    hex(chars, at + 1, 2).map(|byte| byte as u8)
}

/// The character whose UTF-8 form is escaped from `at` on, and the end of the escapes.
fn escaped_char(chars: Chars<'_>, at: usize) -> Option<(char, usize)> {
    let first = escaped_byte(chars, at)?;
    let count = match first {
        0..0x80 => 1,
        0xC2..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0..0xF5 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    for (i, byte) in bytes.iter_mut().enumerate().take(count).skip(1) {
        *byte = escaped_byte(chars, at + 3 * i)?;
    }
    let c = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    Some((c, at + 3 * count))
}

/// Decode (ECMA-262 §19.2.6.6)
fn decode(leaf: &mut Leaf<'_>, chars: Chars<'_>, kept: &[&[u8]]) -> JsResult {
    let mut out = TextBuffer::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        if chars.at(at) != u16::from(b'%') {
            out.push(chars.at(at));
            at += 1;
            continue;
        }
        let Some((c, end)) = escaped_char(chars, at) else { return Err(malformed(leaf)) };
        if c.is_ascii() && kept.iter().any(|set| set.contains(&(c as u8))) {
            out.push_chars(chars.slice(at, end));
        } else {
            out.push_code_point(c.into());
        }
        at = end;
    }
    out.finish(leaf)
}

fn decode_uri(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    decode(leaf, chars, &[RESERVED, b"#"])
}

fn decode_component(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    decode(leaf, chars, &[])
}

fn escape(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    let mut out = TextBuffer::with_capacity(chars.len());
    for unit in chars.iter() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii_alphanumeric() || b"@*_+-./".contains(&byte) => out.push(unit),
            Ok(byte) => push_escape(&mut out, byte),
            Err(_) => out.push_str(&format!("%u{unit:04X}")),
        }
    }
    out.finish(leaf)
}

fn unescape(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    let mut out = TextBuffer::with_capacity(chars.len());
    let mut at = 0;
    while at < chars.len() {
        let unit = chars.at(at);
        at += 1;
        if unit == u16::from(b'%') {
            if at < chars.len() && chars.at(at) == u16::from(b'u') {
                if let Some(unit) = hex(chars, at + 1, 4) {
                    out.push(unit as u16);
                    at += 5;
                    continue;
                }
            } else if let Some(byte) = hex(chars, at, 2) {
                out.push(byte as u16);
                at += 2;
                continue;
            }
        }
        out.push(unit);
    }
    out.finish(leaf)
}
