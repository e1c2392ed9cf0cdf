//! The encodings of Node's Buffer (Node page "Buffer", "Buffers and character encodings"): text to
//! bytes and back.

use crate::builtins::binary::text::{STANDARD, URL, encode_base64, encode_hex};
use crate::objects::Chars;

/// An encoding; the numbers are those that the module in JavaScript knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is the encoding of its name")]
pub enum Encoding {
    Utf8,
    Utf16Le,
    Latin1,
    Ascii,
    Base64,
    Base64Url,
    Hex,
}

/// What bytes were decoded to.
pub enum Text {
    /// Characters of a byte each.
    Latin1(Vec<u8>),
    /// All others.
    Utf16(Vec<u16>),
}

impl Encoding {
    /// The encoding of that number.
    pub fn of(number: i32) -> Encoding {
        use Encoding::*;
        let all = [Utf8, Utf16Le, Latin1, Ascii, Base64, Base64Url, Hex];
        usize::try_from(number).ok().and_then(|number| all.get(number).copied()).unwrap_or(Utf8)
    }

    /// The bytes of a text, at most so many: whole characters of it.
    pub fn encode(self, chars: Chars<'_>, most: usize) -> Vec<u8> {
        match self {
            Encoding::Utf8 => utf8(chars, most),
            Encoding::Utf16Le => {
                let count = chars.len().min(most / 2);
                chars.slice(0, count).iter().flat_map(u16::to_le_bytes).collect()
            }
            Encoding::Latin1 | Encoding::Ascii => {
                let count = chars.len().min(most);
                chars.slice(0, count).iter().map(|unit| unit as u8).collect()
            }
            Encoding::Base64 | Encoding::Base64Url => from_base64(chars, most),
            Encoding::Hex => from_hex(chars, most),
        }
    }

    /// How many bytes a text has, by its length alone where that tells.
    pub fn length_of(self, chars: Chars<'_>) -> usize {
        let length = chars.len();
        match self {
            Encoding::Utf8 => utf8_length(chars),
            Encoding::Utf16Le => length * 2,
            Encoding::Latin1 | Encoding::Ascii => length,
            Encoding::Base64 | Encoding::Base64Url => {
                let pads = |at: usize| length >= at && chars.at(length - at) == u16::from(b'=');
                let padding = usize::from(pads(1)) + usize::from(length > 1 && pads(1) && pads(2));
                (length - padding) * 3 / 4
            }
            Encoding::Hex => length / 2,
        }
    }

    /// How bytes are decoded.
    pub fn decoder(self) -> fn(&[u8]) -> Text {
        match self {
            Encoding::Utf8 => from_utf8,
            Encoding::Utf16Le => {
                |bytes| Text::Utf16(bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect())
            }
            Encoding::Latin1 => |bytes| Text::Latin1(bytes.to_vec()),
            Encoding::Ascii => |bytes| Text::Latin1(bytes.iter().map(|byte| byte & 0x7F).collect()),
            Encoding::Base64 => |bytes| Text::Latin1(encode_base64(bytes, STANDARD, true)),
            Encoding::Base64Url => |bytes| Text::Latin1(encode_base64(bytes, URL, false)),
            Encoding::Hex => |bytes| Text::Latin1(encode_hex(bytes)),
        }
    }

    /// The most characters that so many bytes come to, as far as that can be told before.
    pub fn least_characters(self, bytes: usize) -> usize {
        match self {
            Encoding::Utf8 => bytes / 4,
            Encoding::Utf16Le => bytes / 2,
            Encoding::Latin1 | Encoding::Ascii => bytes,
            Encoding::Base64 | Encoding::Base64Url => bytes / 3 * 4,
            Encoding::Hex => bytes * 2,
        }
    }
}

fn from_utf8(bytes: &[u8]) -> Text {
    if bytes.is_ascii() {
        return Text::Latin1(bytes.to_vec());
    }
    if encoding_rs::mem::is_utf8_latin1(bytes) {
        let mut out = vec![0; bytes.len()];
        let count = encoding_rs::mem::convert_utf8_to_latin1_lossy(bytes, &mut out);
        out.truncate(count);
        return Text::Latin1(out);
    }
    // One more unit than bytes, as the conversion wants it.
    let mut out = vec![0; bytes.len() + 1];
    let count = encoding_rs::mem::convert_utf8_to_utf16(bytes, &mut out);
    out.truncate(count);
    Text::Utf16(out)
}

fn utf8_length(chars: Chars<'_>) -> usize {
    match chars {
        Chars::Latin1(bytes) => bytes.len() + bytes.iter().filter(|byte| !byte.is_ascii()).count(),
        // A surrogate without its other half becomes U+FFFD, which takes three bytes, too.
        Chars::Utf16(units) => {
            let bytes: usize = units.iter().map(|&unit| 1 + usize::from(unit > 0x7F) + usize::from(unit > 0x7FF)).sum();
            let pairs = units.windows(2).filter(|pair| pair[0] & 0xFC00 == 0xD800 && pair[1] & 0xFC00 == 0xDC00);
            bytes - 2 * pairs.count()
        }
    }
}

fn utf8(chars: Chars<'_>, most: usize) -> Vec<u8> {
    if let Chars::Latin1(bytes) = chars
        && bytes.is_ascii()
    {
        return bytes[..bytes.len().min(most)].to_vec();
    }
    let mut out = vec![0; utf8_length(chars).min(most)];
    let (_, written) = match chars {
        Chars::Latin1(bytes) => encoding_rs::mem::convert_latin1_to_utf8_partial(bytes, &mut out),
        Chars::Utf16(units) => encoding_rs::mem::convert_utf16_to_utf8_partial(units, &mut out),
    };
    out.truncate(written);
    out
}

/// Both alphabets at once; what is in neither is passed over, and padding is the end.
fn from_base64(chars: Chars<'_>, most: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity((chars.len() / 4 * 3 + 3).min(most));
    let (mut bits, mut count) = (0u32, 0);
    for unit in chars.iter() {
        let digit = match u8::try_from(unit) {
            Ok(byte @ b'A'..=b'Z') => byte - b'A',
            Ok(byte @ b'a'..=b'z') => byte - b'a' + 26,
            Ok(byte @ b'0'..=b'9') => byte - b'0' + 52,
            Ok(b'+' | b'-') => 62,
            Ok(b'/' | b'_') => 63,
            Ok(b'=') => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            if out.len() == most {
                break;
            }
            out.push((bits >> count) as u8);
        }
    }
    out
}

fn from_hex(chars: Chars<'_>, most: usize) -> Vec<u8> {
    let digit = |at: usize| char::from_u32(chars.at(at).into()).and_then(|digit| digit.to_digit(16));
    let pairs = (0..chars.len() / 2).map_while(|pair| Some((digit(2 * pair)? << 4 | digit(2 * pair + 1)?) as u8));
    pairs.take(most).collect()
}
