//! Bytes as base64 and hexadecimal text: the methods of Uint8Array (ECMA-262 §23.3).

use super::typed_array;
use crate::builtins::Installer;
use crate::objects::cells::run::read_bytes;
use crate::objects::value::string::MAX_LENGTH;
use crate::objects::{Chars, ElementType, Gc, JsString, Value, View, attributes};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow, Rooted, Throw, Vm, messages};

const STATICS: &[NativeRow] = &[
    NativeRow::cx("fromBase64", 1, from_base64, "§23.3.1.1", "The bytes that a base64 text stands for."),
    NativeRow::cx("fromHex", 1, from_hex, "§23.3.1.2", "The bytes that a hexadecimal text stands for."),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("setFromBase64", 1, set_from_base64, "§23.3.2.1", "Stores the bytes of a base64 text."),
    NativeRow::cx("setFromHex", 1, set_from_hex, "§23.3.2.2", "Stores the bytes of a hexadecimal text."),
    NativeRow::cx("toBase64", 0, to_base64, "§23.3.2.3", "The bytes as base64."),
    NativeRow::cx("toHex", 0, to_hex, "§23.3.2.4", "The bytes in hexadecimal digits."),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    let (class, prototype) = typed_array::class_of(ElementType::Uint8);
    let (class, prototype): (Value, Value) = (installer.vm.realm.get(class), installer.vm.realm.get(prototype));
    installer.methods(class, STATICS);
    installer.methods(prototype, METHODS);
}

/// The two alphabets of base64.
pub(crate) const STANDARD: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
pub(crate) const URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What is done with the last characters, when they are no whole group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum LastChunk {
    Loose,
    Strict,
    StopBeforePartial,
}

/// What came of a text.
struct Decoded {
    /// Characters that were read.
    read: usize,
    bytes: Vec<u8>,
    /// What is wrong with the rest.
    fault: Option<&'static str>,
}

/// ValidateUint8Array (ECMA-262 §23.3.3.1).
fn this_view(cx: &mut Cx<'_>) -> JsResult<Gc<View>> {
    let this = cx.this();
    match View::typed_array(*this).filter(|view| view.element_type() == ElementType::Uint8) {
        Some(view) => Ok(view),
        None => Err(cx.type_error("this is not a Uint8Array")),
    }
}

/// The receiver's length, which it must have.
fn length_of(cx: &mut Cx<'_>, view: Gc<View>, method: &str) -> JsResult<usize> {
    typed_array::length_of(cx, view, &format!("Uint8Array.prototype.{method}"))
}

/// The first argument, which must be a string.
fn text_argument(cx: &mut Cx<'_>) -> JsResult<Gc<JsString>> {
    match Gc::<JsString>::from_value(*cx.arg(0)) {
        Some(string) => Ok(string),
        None => Err(cx.type_error("expected input to be a string")),
    }
}

/// GetOptionsObject (ECMA-262 §7.3.36), then one of the words of an option, the first by default.
fn option<T: Copy>(cx: &mut Cx<'_>, options: Rooted, name: &str, words: &[(&str, T)]) -> JsResult<T> {
    if options.is_undefined() {
        return Ok(words[0].1);
    }
    if !options.is_object() {
        let text = cx.describe(options);
        return Err(cx.type_error(messages::not_an_object(&text)));
    }
    let value = cx.get_str(options, name)?;
    if value.is_undefined() {
        return Ok(words[0].1);
    }
    let text = if value.is_string() { cx.vm().text_of(*value) } else { String::new() };
    match words.iter().find(|(word, _)| *word == text) {
        Some(&(_, meaning)) => Ok(meaning),
        None => {
            let text = cx.describe(value);
            Err(cx.type_error(format!("Invalid {name}: {text}")))
        }
    }
}

const ALPHABETS: [(&str, &[u8; 64]); 2] = [("base64", STANDARD), ("base64url", URL)];
const LAST_CHUNKS: [(&str, LastChunk); 3] =
    [("loose", LastChunk::Loose), ("strict", LastChunk::Strict), ("stop-before-partial", LastChunk::StopBeforePartial)];

fn syntax_error(cx: &mut Cx<'_>, fault: &str) -> Throw {
    cx.throw(ErrorKind::Syntax, fault)
}

/// A new Uint8Array of bytes.
pub(crate) fn new_bytes(cx: &mut Cx<'_>, bytes: &[u8]) -> JsResult<Gc<View>> {
    let view = typed_array::create(cx, ElementType::Uint8, bytes.len())?;
    view.bytes().copy_from_slice(bytes);
    Ok(view)
}

fn from_base64(cx: &mut Cx<'_>) -> JsResult {
    let (text, options) = (text_argument(cx)?, cx.arg(1));
    let alphabet = option(cx, options, "alphabet", &ALPHABETS)?;
    let last = option(cx, options, "lastChunkHandling", &LAST_CHUNKS)?;
    let decoded = decode_base64(cx.leaf().chars(text), alphabet, last, usize::MAX);
    if let Some(fault) = decoded.fault {
        return Err(syntax_error(cx, fault));
    }
    new_bytes(cx, &decoded.bytes).map(Gc::value)
}

fn from_hex(cx: &mut Cx<'_>) -> JsResult {
    let text = text_argument(cx)?;
    let decoded = decode_hex(cx.leaf().chars(text), usize::MAX);
    if let Some(fault) = decoded.fault {
        return Err(syntax_error(cx, fault));
    }
    new_bytes(cx, &decoded.bytes).map(Gc::value)
}

/// Stores what was decoded, and tells of it.
fn store(cx: &mut Cx<'_>, view: Gc<View>, decoded: &Decoded) -> JsResult {
    view.bytes().part(0..decoded.bytes.len()).copy_from_slice(&decoded.bytes);
    if let Some(fault) = decoded.fault {
        return Err(syntax_error(cx, fault));
    }
    let mut leaf = cx.leaf();
    let result = leaf.new_plain_object();
    for (name, count) in [("read", decoded.read), ("written", decoded.bytes.len())] {
        let key = leaf.key(name);
        leaf.put_named(result, key, Value::length(count), attributes::ALL);
    }
    Ok(result.value())
}

fn check_writable(cx: &mut Cx<'_>, view: Gc<View>) -> JsResult<()> {
    if view.buffer().is_immutable() {
        return Err(cx.type_error(messages::immutable("Uint8Array.prototype.setFrom")));
    }
    Ok(())
}

fn set_from_base64(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx)?;
    check_writable(cx, view)?;
    let (text, options) = (text_argument(cx)?, cx.arg(1));
    let alphabet = option(cx, options, "alphabet", &ALPHABETS)?;
    let last = option(cx, options, "lastChunkHandling", &LAST_CHUNKS)?;
    let most = length_of(cx, view, "setFromBase64")?;
    let decoded = decode_base64(cx.leaf().chars(text), alphabet, last, most);
    store(cx, view, &decoded)
}

fn set_from_hex(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx)?;
    check_writable(cx, view)?;
    let text = text_argument(cx)?;
    let most = length_of(cx, view, "setFromHex")?;
    let decoded = decode_hex(cx.leaf().chars(text), most);
    store(cx, view, &decoded)
}

fn to_base64(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx)?;
    let options = cx.arg(0);
    let alphabet = option(cx, options, "alphabet", &ALPHABETS)?;
    let omit = if options.is_object() { *cx.get_str(options, "omitPadding")? } else { Value::FALSE };
    let is_url = alphabet == URL;
    let length = length_of(cx, view, "toBase64")?;
    let pads = !Vm::truthy(omit);
    let count = base64_length(length, pads);
    if count > MAX_LENGTH {
        return Err(cx.vm().string_too_long());
    }
    let encode = match (is_url, pads) {
        (false, true) => |bytes: &[u8]| encode_base64(bytes, STANDARD, true),
        (false, false) => |bytes: &[u8]| encode_base64(bytes, STANDARD, false),
        (true, true) => |bytes: &[u8]| encode_base64(bytes, URL, true),
        (true, false) => |bytes: &[u8]| encode_base64(bytes, URL, false),
    };
    let text = read_bytes(view.bytes(), encode);
    Ok(cx.leaf().new_latin1(&text).value())
}

fn to_hex(cx: &mut Cx<'_>) -> JsResult {
    let view = this_view(cx)?;
    let length = length_of(cx, view, "toHex")?;
    if length > MAX_LENGTH / 2 {
        return Err(cx.vm().string_too_long());
    }
    let text = read_bytes(view.bytes(), encode_hex);
    Ok(cx.leaf().new_latin1(&text).value())
}

/// Characters of so many bytes as base64.
fn base64_length(bytes: usize, pads: bool) -> usize {
    if pads { bytes.div_ceil(3) * 4 } else { (bytes * 4).div_ceil(3) }
}

/// Bytes as base64.
pub(crate) fn encode_base64(bytes: &[u8], alphabet: &[u8; 64], pads: bool) -> Vec<u8> {
    let digit = |bits: u32| alphabet[(bits & 63) as usize];
    let (groups, rest) = bytes.as_chunks::<3>();
    let mut text = vec![0; groups.len() * 4];
    text.reserve_exact(base64_length(rest.len(), pads));
    for (&[a, b, c], out) in groups.iter().zip(text.as_chunks_mut::<4>().0) {
        let bits = u32::from(a) << 16 | u32::from(b) << 8 | u32::from(c);
        *out = [digit(bits >> 18), digit(bits >> 12), digit(bits >> 6), digit(bits)];
    }
    match *rest {
        [a] => {
            let bits = u32::from(a) << 16;
            text.extend_from_slice(&[digit(bits >> 18), digit(bits >> 12)]);
            text.extend_from_slice(if pads { b"==" } else { b"" });
        }
        [a, b] => {
            let bits = u32::from(a) << 16 | u32::from(b) << 8;
            text.extend_from_slice(&[digit(bits >> 18), digit(bits >> 12), digit(bits >> 6)]);
            text.extend_from_slice(if pads { b"=" } else { b"" });
        }
        _ => {}
    }
    text
}

/// Bytes in hexadecimal digits.
pub(crate) fn encode_hex(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = vec![0; bytes.len() * 2];
    for (byte, out) in bytes.iter().zip(text.as_chunks_mut::<2>().0) {
        *out = [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    }
    text
}

fn hex_digit(unit: u16) -> Option<u8> {
    char::from_u32(unit.into()).and_then(|digit| digit.to_digit(16)).map(|digit| digit as u8)
}

/// FromHex (ECMA-262 §23.3.3.8).
fn decode_hex(chars: Chars<'_>, most: usize) -> Decoded {
    let mut decoded = Decoded { read: 0, bytes: Vec::new(), fault: None };
    if !chars.len().is_multiple_of(2) {
        decoded.fault = Some("Input string must contain hex characters in even length");
        return decoded;
    }
    decoded.bytes.reserve((chars.len() / 2).min(most));
    while decoded.read < chars.len() && decoded.bytes.len() < most {
        let pair = (hex_digit(chars.at(decoded.read)), hex_digit(chars.at(decoded.read + 1)));
        let (Some(high), Some(low)) = pair else {
            decoded.fault = Some("Input string must contain hex characters only");
            return decoded;
        };
        decoded.bytes.push(high << 4 | low);
        decoded.read += 2;
    }
    decoded
}

/// The index of the next character that is no ASCII white space, from `index` on.
fn skip_space(chars: Chars<'_>, mut index: usize) -> usize {
    while index < chars.len() && matches!(chars.at(index), 0x09 | 0x0A | 0x0C | 0x0D | 0x20) {
        index += 1;
    }
    index
}

/// The value of a digit of base64.
fn base64_digit(unit: u16, alphabet: &[u8; 64]) -> Option<u32> {
    let byte = u8::try_from(unit).ok()?;
    Some(match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        _ if byte == alphabet[62] => 62,
        _ if byte == alphabet[63] => 63,
        _ => return None,
    })
}

const NOT_BASE64: &str = "The string to be decoded is not correctly encoded.";

/// The bytes of a last group of two or three digits; none when bits that stand for nothing are set
/// and must not be.
fn last_group(bits: u32, digits: usize, is_strict: bool) -> Option<Vec<u8>> {
    let (bytes, extra) = match digits {
        2 => (vec![(bits >> 4) as u8], bits & 15),
        _ => (vec![(bits >> 10) as u8, (bits >> 2) as u8], bits & 3),
    };
    (!is_strict || extra == 0).then_some(bytes)
}

/// FromBase64 (ECMA-262 §23.3.3.7).
fn decode_base64(chars: Chars<'_>, alphabet: &[u8; 64], last: LastChunk, most: usize) -> Decoded {
    let mut decoded = Decoded { read: 0, bytes: Vec::new(), fault: None };
    if most == 0 {
        return decoded;
    }
    decoded.bytes.reserve((chars.len() / 4 * 3).min(most));
    let (mut bits, mut digits, mut index) = (0u32, 0, 0);
    loop {
        index = skip_space(chars, index);
        if index == chars.len() {
            return end_of_text(decoded, (bits, digits), last, index);
        }
        let unit = chars.at(index);
        index += 1;
        if unit == u16::from(b'=') {
            return padding(decoded, (bits, digits), chars, index, last);
        }
        let Some(digit) = base64_digit(unit, alphabet) else {
            decoded.fault = Some(NOT_BASE64);
            return decoded;
        };
        let room = most - decoded.bytes.len();
        if (room == 1 && digits == 2) || (room == 2 && digits == 3) {
            return decoded;
        }
        bits = bits << 6 | digit;
        digits += 1;
        if digits == 4 {
            decoded.bytes.extend_from_slice(&[(bits >> 16) as u8, (bits >> 8) as u8, bits as u8]);
            (bits, digits) = (0, 0);
            decoded.read = index;
            if decoded.bytes.len() == most {
                return decoded;
            }
        }
    }
}

/// The text ends, without padding.
fn end_of_text(mut decoded: Decoded, (bits, digits): (u32, usize), last: LastChunk, end: usize) -> Decoded {
    if digits > 0 {
        match last {
            LastChunk::StopBeforePartial => return decoded,
            LastChunk::Loose if digits > 1 => {
                decoded.bytes.extend(last_group(bits, digits, false).unwrap_or_default());
            }
            _ => {
                decoded.fault = Some(NOT_BASE64);
                return decoded;
            }
        }
    }
    decoded.read = end;
    decoded
}

/// A sign of padding stands before `index`.
fn padding(
    mut decoded: Decoded,
    (bits, digits): (u32, usize),
    chars: Chars<'_>,
    index: usize,
    last: LastChunk,
) -> Decoded {
    decoded.fault = Some(NOT_BASE64);
    if digits < 2 {
        return decoded;
    }
    let mut index = skip_space(chars, index);
    if digits == 2 {
        if index == chars.len() {
            if last == LastChunk::StopBeforePartial {
                decoded.fault = None;
            }
            return decoded;
        }
        if chars.at(index) == u16::from(b'=') {
            index = skip_space(chars, index + 1);
        }
    }
    if index < chars.len() {
        return decoded;
    }
    let Some(bytes) = last_group(bits, digits, last == LastChunk::Strict) else { return decoded };
    decoded.bytes.extend(bytes);
    decoded.read = chars.len();
    decoded.fault = None;
    decoded
}
