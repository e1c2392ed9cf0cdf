//! `String.prototype`: case, normal forms, well-formedness and order.
//!
//! Lone surrogates are neither cased nor normalised: the text between them is handled as Unicode
//! text, they stay where they are.

use unicode_normalization::UnicodeNormalization;

use crate::builtins::Installer;
use crate::builtins::intl::collation::Collator;
use crate::builtins::intl::collator_object::read_collator;
use crate::builtins::intl::locale::first_language;
use crate::builtins::text::buffer::{TextBuffer, chars_of, string_of};
use crate::objects::{Chars, Gc, JsString, Value};
use crate::vm::{Args, Coerce, Cx, JsResult, Leaf, NativeRow, Rooted, messages};

use Coerce::{OptString, StringThis};

const ROWS: &[NativeRow] = &[
    NativeRow::leaf("toLowerCase", 0, to_lower_case, "§22.1.3.28", "In lower case").coerce(StringThis, &[]),
    NativeRow::leaf("toUpperCase", 0, to_upper_case, "§22.1.3.30", "In upper case").coerce(StringThis, &[]),
    NativeRow::cx(
        "toLocaleLowerCase",
        0,
        to_locale_lower_case,
        "§22.1.3.26",
        "In lower case, by the rules of a language",
    ),
    NativeRow::cx(
        "toLocaleUpperCase",
        0,
        to_locale_upper_case,
        "§22.1.3.27",
        "In upper case, by the rules of a language",
    ),
    NativeRow::leaf("normalize", 0, normalize, "§22.1.3.15", "In a Unicode normal form")
        .coerce(StringThis, &[OptString]),
    NativeRow::leaf("isWellFormed", 0, is_well_formed, "§22.1.3.10", "Whether there is no lone surrogate")
        .coerce(StringThis, &[]),
    NativeRow::leaf("toWellFormed", 0, to_well_formed, "§22.1.3.31", "With lone surrogates replaced by U+FFFD")
        .coerce(StringThis, &[]),
    NativeRow::cx("localeCompare", 1, locale_compare, "§22.1.3.12", "-1, 0 or 1: the order of two strings for people"),
];

/// Adds the methods to the prototype.
pub(crate) fn install(installer: &mut Installer, proto: Value) {
    installer.methods(proto, ROWS);
}

/// Maps the text between lone surrogates.
fn map_text(leaf: &mut Leaf<'_>, chars: Chars<'_>, map: impl Fn(&str, &mut TextBuffer)) -> JsResult {
    let mut out = TextBuffer::with_capacity(chars.len());
    match chars {
        Chars::Latin1(bytes) => {
            let text: String = bytes.iter().map(|&b| b as char).collect();
            map(&text, &mut out);
        }
        Chars::Utf16(units) => {
            let mut text = String::with_capacity(units.len());
            for decoded in char::decode_utf16(units.iter().copied()) {
                match decoded {
                    Ok(c) => text.push(c),
                    Err(lone) => {
                        map(&text, &mut out);
                        text.clear();
                        out.push(lone.unpaired_surrogate());
                    }
                }
            }
            map(&text, &mut out);
        }
    }
    out.finish(leaf)
}

/// Whether a byte passes the test. In portions without a way out, for which the compiler has wide
/// instructions.
#[inline(always)]
fn any_byte(bytes: &[u8], test: impl Fn(u8) -> bool) -> bool {
    bytes.chunks(128).any(|portion| portion.iter().fold(false, |found, &b| found | test(b)))
}

/// Capital letters of Latin-1.
#[inline(always)]
fn is_upper(b: u8) -> bool {
    b.wrapping_sub(b'A') < 26 || (b.wrapping_sub(0xC0) < 0x1F && b != 0xD7)
}

/// Small letters whose capital is Latin-1 too.
#[inline(always)]
fn is_lower(b: u8) -> bool {
    b.wrapping_sub(b'a') < 26 || (b.wrapping_sub(0xE0) < 0x1F && b != 0xF7)
}

fn lower(leaf: &mut Leaf<'_>, string: Gc<JsString>) -> JsResult {
    let chars = leaf.chars(string);
    if let Chars::Latin1(bytes) = chars {
        // In Latin-1 the lower case of every character is Latin-1 too.
        if !any_byte(bytes, is_upper) {
            return Ok(string.value());
        }
        let map = |out: &mut [u8]| {
            for (to, &from) in out.iter_mut().zip(bytes) {
                *to = from | (u8::from(is_upper(from)) << 5);
            }
        };
        return Ok(leaf.new_latin1_with(bytes.len(), map).value());
    }
    map_text(leaf, chars, |text, out| out.push_str(&text.to_lowercase()))
}

fn upper(leaf: &mut Leaf<'_>, string: Gc<JsString>) -> JsResult {
    let chars = leaf.chars(string);
    if let Chars::Latin1(bytes) = chars
        && !any_byte(bytes, |b| (b == 0xB5) | (b == 0xDF) | (b == 0xFF))
    {
        if !any_byte(bytes, is_lower) {
            return Ok(string.value());
        }
        let map = |out: &mut [u8]| {
            for (to, &from) in out.iter_mut().zip(bytes) {
                *to = from & !(u8::from(is_lower(from)) << 5);
            }
        };
        return Ok(leaf.new_latin1_with(bytes.len(), map).value());
    }
    map_text(leaf, chars, |text, out| out.push_str(&text.to_uppercase()))
}

fn to_lower_case(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    lower(leaf, string_of(this))
}

fn to_upper_case(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    upper(leaf, string_of(this))
}

fn locale_receiver(cx: &mut Cx<'_>, method: &str) -> JsResult<(Rooted, bool)> {
    let this = cx.this();
    if this.is_nullish() {
        return Err(cx.type_error(messages::called_on_nullish(&format_args!("String.prototype.{method}"))));
    }
    let string = cx.to_string(this)?;
    let locales = cx.arg(0);
    let language = first_language(cx, locales)?;
    let turkic = matches!(language.as_str(), "tr" | "az");
    Ok((string, turkic))
}

fn to_locale_lower_case(cx: &mut Cx<'_>) -> JsResult {
    let (string, turkic) = locale_receiver(cx, "toLocaleLowerCase")?;
    let mut leaf = cx.leaf();
    if !turkic {
        return lower(&mut leaf, string_of(*string));
    }
    let chars = chars_of(&mut leaf, *string);
    map_text(&mut leaf, chars, |text, out| {
        let dotted = text.replace('I', "ı").replace('İ', "i").replace("ı\u{307}", "i");
        out.push_str(&dotted.to_lowercase());
    })
}

fn to_locale_upper_case(cx: &mut Cx<'_>) -> JsResult {
    let (string, turkic) = locale_receiver(cx, "toLocaleUpperCase")?;
    let mut leaf = cx.leaf();
    if !turkic {
        return upper(&mut leaf, string_of(*string));
    }
    let chars = chars_of(&mut leaf, *string);
    map_text(&mut leaf, chars, |text, out| out.push_str(&text.replace('i', "İ").to_uppercase()))
}

/// `String.prototype.normalize` (ECMA-262 §22.1.3.15)
fn normalize(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let form = match args.get(0) {
        Value::UNDEFINED => "NFC".into(),
        form => chars_of(leaf, form).to_text(),
    };
    let chars = chars_of(leaf, this);
    let is_ascii = matches!(chars, Chars::Latin1(bytes) if bytes.is_ascii());
    let push = |out: &mut TextBuffer, text: &mut dyn Iterator<Item = char>| {
        text.for_each(|c| out.push_code_point(c.into()));
    };
    match &*form {
        "NFC" | "NFD" | "NFKC" | "NFKD" if is_ascii => Ok(this),
        "NFC" => map_text(leaf, chars, |text, out| push(out, &mut text.nfc())),
        "NFD" => map_text(leaf, chars, |text, out| push(out, &mut text.nfd())),
        "NFKC" => map_text(leaf, chars, |text, out| push(out, &mut text.nfkc())),
        "NFKD" => map_text(leaf, chars, |text, out| push(out, &mut text.nfkd())),
        _ => Err(leaf.range_error("The normalization form should be one of NFC, NFD, NFKC, NFKD.")),
    }
}

fn is_well_formed(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(match chars_of(leaf, this) {
        Chars::Latin1(_) => true,
        Chars::Utf16(units) => char::decode_utf16(units.iter().copied()).all(|decoded| decoded.is_ok()),
    }
    .into())
}

fn to_well_formed(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let Chars::Utf16(units) = chars_of(leaf, this) else { return Ok(this) };
    let mut out = TextBuffer::with_capacity(units.len());
    for decoded in char::decode_utf16(units.iter().copied()) {
        out.push_code_point(decoded.unwrap_or(char::REPLACEMENT_CHARACTER).into());
    }
    out.finish(leaf)
}

/// `String.prototype.localeCompare` (ECMA-402 §20.1.1)
fn locale_compare(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    if this.is_nullish() {
        return Err(cx.type_error("String.prototype.localeCompare called on null or undefined"));
    }
    let this = cx.to_string(this)?;
    let other = cx.arg(0);
    let other = cx.to_string(other)?;
    let (locales, options) = (cx.arg(1), cx.arg(2));
    let plain = locales.is_undefined() && options.is_undefined();
    let collator = if plain { Collator::default() } else { read_collator(cx, locales, options)? };
    let mut leaf = cx.leaf();
    let (a, b) = (chars_of(&mut leaf, *this), chars_of(&mut leaf, *other));
    Ok(Value::int(collator.compare(a, b) as i32))
}
