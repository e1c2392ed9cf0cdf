//! What Node's Buffer needs of the machine. The class itself is written in JavaScript
//! (`host/modules/lib/buffer.js`), which checks arguments.

mod encoding;
mod numbers;

use std::cmp::Ordering;

use crate::builtins::Installer;
use crate::builtins::binary::array_buffer;
use crate::builtins::binary::text::{STANDARD, encode_base64};
use crate::host::node::errors;
use crate::objects::cells::run::{Run, compare_bytes, copy_bytes, find_bytes, read_bytes};
use crate::objects::value::string::MAX_LENGTH;
use crate::objects::{Buffer, Chars, Gc, JsString, Value, View};
use crate::vm::{Args, Cx, ErrorKind, JsResult, Leaf, NativeRow, Rooted};
use encoding::{Encoding, Text};
pub use numbers::{FIXED, SIZED};

/// The functions, for the module.
pub const ROWS: &[NativeRow] = &[
    NativeRow::leaf("byteLength", 2, byte_length, "Node buffer", "Bytes of a text in an encoding."),
    NativeRow::cx("encode", 2, encode, "Node buffer", "A text in an encoding, as an ArrayBuffer."),
    NativeRow::leaf("write", 5, write, "Node buffer", "Writes a text; gives the bytes written."),
    NativeRow::cx("decode", 4, decode, "Node buffer", "Bytes as text."),
    NativeRow::leaf("copy", 5, copy, "Node buffer", "Copies bytes."),
    NativeRow::leaf("compare", 2, compare, "Node buffer", "How bytes compare: -1, 0 or 1."),
    NativeRow::leaf("compareRanges", 6, compare_ranges, "Node buffer", "The same of parts of them."),
    NativeRow::leaf("indexOf", 5, index_of, "Node buffer", "Where bytes are found, or -1."),
    NativeRow::leaf("fill", 4, fill, "Node buffer", "Repeats bytes over a range."),
    NativeRow::leaf("swap", 2, swap, "Node buffer", "Reverses groups of bytes."),
    NativeRow::leaf("isAscii", 1, is_ascii, "Node buffer", "Whether all bytes are ASCII."),
    NativeRow::leaf("isUtf8", 1, is_utf8, "Node buffer", "Whether the bytes are UTF-8."),
];

const GLOBALS: &[NativeRow] = &[
    NativeRow::cx("atob", 1, atob, "WHATWG HTML base64 utility methods", "The bytes of a base64 text, as characters."),
    NativeRow::cx("btoa", 1, btoa, "WHATWG HTML base64 utility methods", "Characters of a byte each, as base64."),
];

/// Installs `atob` and `btoa`.
pub fn install(installer: &mut Installer<'_>) {
    for row in GLOBALS {
        let function = installer.function(row).value();
        installer.global_enumerable(row.name, function);
    }
}

/// The bytes of a view or a buffer.
fn bytes_of<'a>(value: Value) -> Run<'a, u8> {
    match Gc::<View>::from_value(value) {
        Some(view) => view.bytes(),
        None => Gc::<Buffer>::from_value(value).map(Gc::<Buffer>::bytes).unwrap_or_default(),
    }
}

/// A range of bytes, as far as it is there.
fn range(bytes: Run<'_, u8>, from: Value, to: Value) -> Run<'_, u8> {
    let to = index(to).min(bytes.len());
    bytes.get(index(from).min(to)..to).unwrap_or_default()
}

fn index(value: Value) -> usize {
    value.as_number().unwrap_or(0.0) as usize
}

fn encoding_of(value: Value) -> Encoding {
    Encoding::of(value.as_int().unwrap_or(0))
}

fn chars_of<'a>(leaf: &mut Leaf<'_>, value: Value) -> Chars<'a> {
    Gc::<JsString>::from_value(value).map_or(Chars::Latin1(&[]), |string| leaf.chars(string))
}

fn byte_length(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    Ok(Value::length(encoding_of(args.get(1)).length_of(chars)))
}

fn encode(cx: &mut Cx<'_>) -> JsResult {
    let (text, encoding) = (*cx.arg(0), encoding_of(*cx.arg(1)));
    let bytes = encoding.encode(chars_of(&mut cx.leaf(), text), usize::MAX);
    let buffer = array_buffer::allocate(cx, bytes.len())?;
    buffer.bytes().copy_from_slice(&bytes);
    Ok(buffer.value())
}

/// `write(buffer, text, offset, length, encoding)`
fn write(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let bytes = bytes_of(args.get(0));
    let target = bytes.from(index(args.get(2)));
    let most = index(args.get(3)).min(target.len());
    let chars = chars_of(leaf, args.get(1));
    let written = encoding_of(args.get(4)).encode(chars, most);
    target.part(0..written.len()).copy_from_slice(&written);
    Ok(Value::length(written.len()))
}

/// `decode(buffer, encoding, start, end)`
fn decode(cx: &mut Cx<'_>) -> JsResult {
    let encoding = encoding_of(*cx.arg(1));
    let bytes = range(bytes_of(*cx.arg(0)), *cx.arg(2), *cx.arg(3));
    if encoding.least_characters(bytes.len()) <= MAX_LENGTH {
        let text = read_bytes(bytes, encoding.decoder());
        let length = match &text {
            Text::Latin1(text) => text.len(),
            Text::Utf16(text) => text.len(),
        };
        if length <= MAX_LENGTH {
            return Ok(match text {
                Text::Latin1(text) => cx.leaf().new_latin1(&text).value(),
                Text::Utf16(text) => cx.leaf().new_chars(Chars::Utf16(&text)).value(),
            });
        }
    }
    let message = format!("Cannot create a string longer than {MAX_LENGTH:#x} characters");
    Err(errors::throw(cx, ErrorKind::Error, "ERR_STRING_TOO_LONG", &message))
}

/// `copy(source, target, targetStart, sourceStart, count)`
fn copy(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let from = bytes_of(args.get(0)).from(index(args.get(3)));
    let to = bytes_of(args.get(1)).from(index(args.get(2)));
    let count = index(args.get(4)).min(from.len()).min(to.len());
    copy_bytes(from.part(0..count), to.part(0..count));
    Ok(Value::length(count))
}

fn order_of(order: Ordering) -> JsResult {
    Ok(Value::int(match order {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }))
}

fn compare(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    order_of(compare_bytes(bytes_of(args.get(0)), bytes_of(args.get(1))))
}

/// `compareRanges(a, start, end, b, start, end)`
fn compare_ranges(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let part = |at: usize| range(bytes_of(args.get(at)), args.get(at + 1), args.get(at + 2));
    order_of(compare_bytes(part(0), part(3)))
}

/// `indexOf(buffer, needle, offset, forward, step)`: places are multiples of `step`.
fn index_of(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let (bytes, needle) = (bytes_of(args.get(0)), bytes_of(args.get(1)));
    let forward = args.get(3) == Value::TRUE;
    let step = index(args.get(4)).max(1);
    let Some(start) = start_of(bytes.len(), args.get(2), needle.len(), forward) else { return Ok(Value::int(-1)) };
    if needle.is_empty() {
        return Ok(Value::length(start));
    }
    let within = if forward { start..bytes.len() } else { 0..(start + needle.len()).min(bytes.len()) };
    let found = find_bytes(bytes, needle, within, (!forward, step));
    Ok(found.map_or(Value::int(-1), Value::length))
}

/// Where a search begins.
fn start_of(length: usize, offset: Value, needle: usize, forward: bool) -> Option<usize> {
    let offset = offset.as_number().unwrap_or(0.0).trunc();
    if offset < 0.0 {
        let from_end = length as f64 + offset;
        return if from_end >= 0.0 { Some(from_end as usize) } else { (forward || needle == 0).then_some(0) };
    }
    if offset + needle as f64 <= length as f64 {
        Some(offset as usize)
    } else if needle == 0 {
        Some(length)
    } else if forward || length == 0 {
        None
    } else {
        Some(length - 1)
    }
}

/// `fill(buffer, pattern, start, end)`
fn fill(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let target = range(bytes_of(args.get(0)), args.get(2), args.get(3));
    let pattern: Vec<u8> = match args.get(1).as_number() {
        Some(byte) => vec![crate::numeric::conversion::to_int32(byte) as u8],
        None => bytes_of(args.get(1)).to_vec(),
    };
    match *pattern {
        [] => {}
        [byte] => target.fill(byte),
        _ => {
            for part in target.chunks(pattern.len()) {
                part.copy_from_slice(&pattern[..part.len()]);
            }
        }
    }
    Ok(Value::UNDEFINED)
}

fn swap(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let size = index(args.get(1)).max(1);
    for group in bytes_of(args.get(0)).chunks(size).filter(|group| group.len() == size) {
        group.reverse();
    }
    Ok(args.get(0))
}

fn is_ascii(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(read_bytes(bytes_of(args.get(0)), <[u8]>::is_ascii).into())
}

fn is_utf8(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(read_bytes(bytes_of(args.get(0)), |bytes| std::str::from_utf8(bytes).is_ok()).into())
}

// ---- atob, btoa

fn input(cx: &mut Cx<'_>) -> JsResult<Rooted> {
    if cx.argc() == 0 {
        let message = "The \"input\" argument must be specified";
        return Err(errors::throw(cx, ErrorKind::Type, "ERR_MISSING_ARGS", message));
    }
    let input = cx.arg(0);
    cx.to_string(input)
}

fn invalid_character(cx: &mut Cx<'_>, message: &str) -> JsResult {
    Err(errors::dom_exception(cx, "InvalidCharacterError", 5, message))
}

fn btoa(cx: &mut Cx<'_>) -> JsResult {
    let input = input(cx)?;
    let chars = chars_of(&mut cx.leaf(), *input);
    if chars.iter().any(|unit| unit > 255) {
        return invalid_character(cx, "Invalid character");
    }
    let bytes: Vec<u8> = chars.iter().map(|unit| unit as u8).collect();
    let text = encode_base64(&bytes, STANDARD, true);
    if text.len() > MAX_LENGTH {
        return Err(cx.vm().string_too_long());
    }
    Ok(cx.leaf().new_latin1(&text).value())
}

fn atob(cx: &mut Cx<'_>) -> JsResult {
    let input = input(cx)?;
    let chars = chars_of(&mut cx.leaf(), *input);
    let mut text: Vec<u8> = Vec::with_capacity(chars.len());
    for unit in chars.iter() {
        match u8::try_from(unit) {
            Ok(b'\t' | b'\n' | 0x0C | b'\r' | b' ') => {}
            Ok(byte) if byte.is_ascii_alphanumeric() || b"+/=".contains(&byte) => text.push(byte),
            _ => return invalid_character(cx, "Invalid character"),
        }
    }
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let digits = &text[..text.len() - padding];
    if digits.contains(&b'=') || padding > 2 || (padding > 0 && !text.len().is_multiple_of(4)) {
        return invalid_character(cx, "Invalid character");
    }
    if digits.len() % 4 == 1 {
        return invalid_character(cx, "The string to be decoded is not correctly encoded.");
    }
    let bytes = Encoding::Base64.encode(Chars::Latin1(digits), usize::MAX);
    Ok(cx.leaf().new_latin1(&bytes).value())
}
