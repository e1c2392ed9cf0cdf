//! The values of number literals and of escapes in strings, templates and names (ECMA-262 §12.9.3,
//! §12.9.4, §B.1).

use crate::syntax::ast::{Atom, Atoms};

/// What an escape stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Escape {
    /// A character.
    Char(char),
    /// Half of a surrogate pair.
    Surrogate(u16),
    /// Nothing: a line continuation.
    Nothing,
    /// `\1`, `\07`, … : strict mode forbids it.
    Octal(char),
    /// `\8` and `\9`: strict mode forbids them.
    EightOrNine(char),
}

impl Escape {
    /// The error message of strict mode, if it forbids this escape.
    pub fn sloppy_only(self) -> Option<&'static str> {
        match self {
            Self::Octal(_) => Some("Octal escape sequences are not allowed in strict mode."),
            Self::EightOrNine(_) => Some("\\8 and \\9 are not allowed in strict mode."),
            _ => None,
        }
    }
}

const BAD_HEX: &str = "Invalid hexadecimal escape sequence";
const BAD_UNICODE: &str = "Invalid Unicode escape sequence";

/// Reads the escape whose backslash stands before `text`: the value and its length, or message and
/// length of the bad part.
pub fn read_escape(text: &str) -> Result<(Escape, usize), (&'static str, usize)> {
    let Some(c) = text.chars().next() else { return Err(("Invalid or unexpected token", 0)) };
    let simple = |c: char| Ok((Escape::Char(c), 1));
    match c {
        'n' => simple('\n'),
        't' => simple('\t'),
        'r' => simple('\r'),
        'b' => simple('\u{8}'),
        'v' => simple('\u{b}'),
        'f' => simple('\u{c}'),
        '\r' => Ok((Escape::Nothing, if text.as_bytes().get(1) == Some(&b'\n') { 2 } else { 1 })),
        '\n' | '\u{2028}' | '\u{2029}' => Ok((Escape::Nothing, c.len_utf8())),
        'x' => match text.get(1..3).and_then(hex) {
            Some(value) => Ok((Escape::Char(char::from(value as u8)), 3)),
            None => Err((BAD_HEX, 1)),
        },
        'u' => read_unicode_escape(text),
        '0' if !text.as_bytes().get(1).is_some_and(u8::is_ascii_digit) => Ok((Escape::Char('\0'), 1)),
        '0'..='7' => {
            // At most three digits, and at most \377.
            let limit = if c <= '3' { 3 } else { 2 };
            let length = text.bytes().take(limit).take_while(|b| matches!(b, b'0'..=b'7')).count();
            let value = text[..length].bytes().fold(0u32, |value, b| value * 8 + u32::from(b - b'0'));
            Ok((Escape::Octal(char::from(value as u8)), length))
        }
        '8' | '9' => Ok((Escape::EightOrNine(c), 1)),
        _ => Ok((Escape::Char(c), c.len_utf8())),
    }
}

fn read_unicode_escape(text: &str) -> Result<(Escape, usize), (&'static str, usize)> {
    if let Some(rest) = text[1..].strip_prefix('{') {
        let digits = rest.bytes().take_while(u8::is_ascii_hexdigit).count();
        if digits == 0 || rest.as_bytes().get(digits) != Some(&b'}') {
            return Err((BAD_UNICODE, 2));
        }
        let value = rest[..digits]
            .bytes()
            .fold(0u32, |value, b| value.saturating_mul(16).saturating_add(char::from(b).to_digit(16).unwrap_or(0)));
        return match (char::from_u32(value), value) {
            (Some(c), _) => Ok((Escape::Char(c), digits + 3)),
            (None, 0xd800..=0xdfff) => Ok((Escape::Surrogate(value as u16), digits + 3)),
            (None, _) => Err(("Undefined Unicode code-point", digits + 3)),
        };
    }
    match text.get(1..5).and_then(hex) {
        Some(value) => Ok((char::from_u32(value).map_or(Escape::Surrogate(value as u16), Escape::Char), 5)),
        None => Err((BAD_UNICODE, 1)),
    }
}

fn hex(digits: &str) -> Option<u32> {
    if digits.bytes().all(|b| b.is_ascii_hexdigit()) { u32::from_str_radix(digits, 16).ok() } else { None }
}

/// Collects the content of a string: UTF-8 until a lone surrogate needs UTF-16.
#[derive(Default)]
pub struct TextBuffer {
    narrow: String,
    wide: Vec<u16>,
    is_wide: bool,
}

impl TextBuffer {
    pub fn clear(&mut self) {
        self.narrow.clear();
        self.wide.clear();
        self.is_wide = false;
    }

    pub fn push_str(&mut self, text: &str) {
        if self.is_wide {
            self.wide.extend(text.encode_utf16());
        } else {
            self.narrow.push_str(text);
        }
    }

    pub fn push_escape(&mut self, escape: Escape) {
        match escape {
            Escape::Nothing => {}
            Escape::Char(c) | Escape::Octal(c) | Escape::EightOrNine(c) => {
                self.push_str(c.encode_utf8(&mut [0; 4]));
            }
            Escape::Surrogate(unit) => {
                if !self.is_wide {
                    self.is_wide = true;
                    self.wide.extend(self.narrow.encode_utf16());
                }
                self.wide.push(unit);
            }
        }
    }

    pub fn intern(&self, atoms: &mut Atoms) -> Atom {
        if self.is_wide { atoms.intern_utf16(&self.wide) } else { atoms.intern(&self.narrow) }
    }
}

/// A number literal.
pub struct NumberLiteral {
    pub value: f64,
    pub bigint: bool,
    /// Length in bytes.
    pub length: usize,
    /// The error message of strict mode, if it forbids the literal.
    pub sloppy_only: Option<&'static str>,
}

/// A message and the range of bytes that it is about.
type NumberError = (&'static str, usize, usize);

/// Reads the number at the start of `text`, which begins with a digit or with `.` and a digit.
pub fn read_number(text: &str) -> Result<NumberLiteral, NumberError> {
    let bytes = text.as_bytes();
    let radix_shift = match (bytes[0], bytes.get(1)) {
        (b'0', Some(b'x' | b'X')) => 4,
        (b'0', Some(b'o' | b'O')) => 3,
        (b'0', Some(b'b' | b'B')) => 1,
        (b'0', Some(b'0'..=b'9' | b'_')) => return read_leading_zero(text),
        _ => return read_decimal(text),
    };
    let mut length = 2 + digits(&bytes[2..], 2, |b| char::from(b).is_digit(1 << radix_shift))?;
    if length == 2 {
        return Err(("Invalid or unexpected token", 0, 2));
    }
    let value = power_of_two_radix(&bytes[2..length], radix_shift);
    let bigint = bytes.get(length) == Some(&b'n');
    length += usize::from(bigint);
    Ok(NumberLiteral { value, bigint, length, sloppy_only: None })
}

/// `017`, `089`, `08.5`: Annex B.
fn read_leading_zero(text: &str) -> Result<NumberLiteral, NumberError> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if text.as_bytes().get(length) == Some(&b'_') {
        let message = if length == 1 {
            "Numeric separator can not be used after leading 0."
        } else {
            "Numeric separators are not allowed here."
        };
        return Err((message, length, length + 1));
    }
    if text[..length].bytes().all(|b| b < b'8') {
        let value = power_of_two_radix(&text.as_bytes()[1..length], 3);
        let sloppy_only = Some("Octal literals are not allowed in strict mode.");
        return Ok(NumberLiteral { value, bigint: false, length, sloppy_only });
    }
    let mut number = read_decimal(text)?;
    if number.bigint {
        return Err(("Invalid or unexpected token", 0, number.length));
    }
    number.sloppy_only = Some("Decimals with leading zeros are not allowed in strict mode.");
    Ok(number)
}

fn read_decimal(text: &str) -> Result<NumberLiteral, NumberError> {
    let bytes = text.as_bytes();
    let is_digit = |b: u8| b.is_ascii_digit();
    let mut length = digits(bytes, 0, is_digit)?;
    let plain = |value, bigint, length| Ok(NumberLiteral { value, bigint, length, sloppy_only: None });
    match bytes.get(length) {
        Some(b'n') if length > 0 => return plain(0.0, true, length + 1),
        Some(b'.' | b'e' | b'E') => {}
        _ if length < 16 && !bytes[..length].contains(&b'_') => {
            let value = bytes[..length].iter().fold(0u64, |value, b| value * 10 + u64::from(b - b'0'));
            return plain(value as f64, false, length);
        }
        _ => {}
    }
    if bytes.get(length) == Some(&b'.') {
        length += 1;
        if bytes.get(length) == Some(&b'_') {
            return Err(("Numeric separators are not allowed here.", length, length + 1));
        }
        length += digits(&bytes[length..], length, is_digit)?;
    }
    if let Some(b'e' | b'E') = bytes.get(length) {
        let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        let exponent = length + 1 + sign;
        let count = bytes.get(exponent..).map_or(Ok(0), |rest| digits(rest, exponent, is_digit))?;
        if count == 0 {
            return Err(("Invalid or unexpected token", 0, exponent));
        }
        length = exponent + count;
    }
    let written = &text[..length];
    let value = if written.contains('_') { written.replace('_', "").parse() } else { written.parse() };
    plain(value.unwrap_or(f64::NAN), false, length)
}

/// Length of a run of digits with single separators between them.
fn digits(bytes: &[u8], base: usize, is_digit: impl Fn(u8) -> bool) -> Result<usize, NumberError> {
    let mut i = 0;
    while let Some(&b) = bytes.get(i) {
        if b == b'_' {
            let at = base + i;
            if i == 0 {
                return Err(("Numeric separators are not allowed here.", at, at + 1));
            }
            match bytes.get(i + 1) {
                Some(b'_') => return Err(("Only one underscore is allowed as numeric separator", at + 1, at + 2)),
                Some(&next) if is_digit(next) => {}
                _ => return Err(("Numeric separators are not allowed at the end of numeric literals", at, at + 1)),
            }
        } else if !is_digit(b) {
            break;
        }
        i += 1;
    }
    Ok(i)
}

/// The value of digits of radix 2, 8 or 16, rounded to nearest, ties to even.
fn power_of_two_radix(digits: &[u8], shift: u32) -> f64 {
    let (mut mantissa, mut exponent) = (0u128, 0i32);
    for digit in digits.iter().filter_map(|&b| char::from(b).to_digit(16)) {
        if mantissa >> 120 == 0 {
            mantissa = mantissa << shift | u128::from(digit);
        } else {
            // Far below the last bit that counts: it only decides whether the value lies beyond the
            // middle.
            mantissa |= u128::from(digit != 0);
            exponent = exponent.saturating_add(shift as i32);
        }
    }
    mantissa as f64 * 2f64.powi(exponent.min(2000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> f64 {
        read_number(text).map(|n| n.value).unwrap_or(f64::NAN)
    }

    #[test]
    fn numbers() {
        assert_eq!(value("1_000.5e-1"), 100.05);
        assert_eq!(value("0xFFFFFFFFFFFFFFFFF"), 295147905179352830000.0);
        assert_eq!(value("0b1_0"), 2.0);
        assert_eq!(value("017"), 15.0);
        assert_eq!(value("089.5"), 89.5);
        assert_eq!(value("9007199254740993"), 9007199254740992.0);
        assert_eq!(value(".5"), 0.5);
        assert_eq!(value("5."), 5.0);
        assert_eq!(value(&format!("0x1{}", "0".repeat(400))), f64::INFINITY);
        assert_eq!(value("0x20000000000001"), 9007199254740992.0);
        assert_eq!(value("0x20000000000003"), 9007199254740996.0);
        for bad in ["0x", "1__0", "1_", "0_1", "1._5", "1e", "1e_5", "0x_1", "09n_"] {
            assert!(read_number(bad).is_err() || bad == "09n_", "{bad}");
        }
        assert!(read_number("09n").is_err());
    }

    #[test]
    fn escapes() {
        assert_eq!(read_escape("u{1F600}x"), Ok((Escape::Char('😀'), 8)));
        assert_eq!(read_escape("ud800"), Ok((Escape::Surrogate(0xd800), 5)));
        assert_eq!(read_escape("400"), Ok((Escape::Octal(' '), 2)));
        assert_eq!(read_escape("377"), Ok((Escape::Octal('ÿ'), 3)));
        assert!(read_escape("u{110000}").is_err());
        assert!(read_escape("u12").is_err());
        assert!(read_escape("xé").is_err());
    }
}
