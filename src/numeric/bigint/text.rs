//! Digits: literals, StringToBigInt, and texts in any radix.

use dashu_int::UBig;

use super::integer::{Fault, Int, Integer, MAX_BITS};

/// Decimal digits that two limbs always hold, and bits.
const SMALL_DECIMAL: usize = 38;

/// Bits that so many digits may need, rounded up.
fn most_bits(digits: usize, radix: u32) -> u64 {
    (digits as f64 * f64::from(radix).log2()).ceil() as u64
}

/// The prefix of a literal: its radix, and its digits behind it.
fn split_prefix(text: &str) -> (u32, &str) {
    match text.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &text[2..]),
        [b'0', b'o' | b'O', ..] => (8, &text[2..]),
        [b'0', b'b' | b'B', ..] => (2, &text[2..]),
        _ => (10, text),
    }
}

/// Whether the digits of a literal may come to more than [`MAX_BITS`].
pub fn is_long_literal(text: &str) -> bool {
    let (radix, digits) = split_prefix(text);
    most_bits(digits.len(), radix) > MAX_BITS
}

/// The value of a literal without separators and `n`: `12`, `0xff`, `0o17`, `0b1`.
pub fn from_literal(text: &str) -> Result<Option<Integer>, Fault> {
    let (radix, digits) = split_prefix(text);
    from_digits(digits, radix, false)
}

/// StringToBigInt (ECMA-262 §7.1.14) of a text without white space at its ends; `None` for what is
/// no integer.
pub fn from_string(text: &str) -> Result<Option<Integer>, Fault> {
    if text.is_empty() {
        return Ok(Some(Integer::ZERO));
    }
    if let Some(digits) = text.strip_prefix(['-', '+']) {
        return from_digits(digits, 10, text.starts_with('-'));
    }
    from_literal(text)
}

/// The value of a few decimal digits and nothing else, as most texts are.
pub fn from_short_decimal(digits: &[u8]) -> Option<Integer> {
    if !(1..=19).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits.iter().fold(0u64, |value, digit| value * 10 + u64::from(digit - b'0'));
    Some(Integer::small(false, value.into()))
}

fn from_digits(digits: &str, radix: u32, negative: bool) -> Result<Option<Integer>, Fault> {
    if digits.is_empty() || !digits.bytes().all(|b| char::from(b).is_digit(radix)) {
        return Ok(None);
    }
    let digits = digits.trim_start_matches('0');
    if digits.len() <= SMALL_DECIMAL && most_bits(digits.len(), radix) <= 128 {
        let value = |size, b| size * u128::from(radix) + u128::from(char::from(b).to_digit(radix).unwrap_or(0));
        return Ok(Some(Integer::small(negative, digits.bytes().fold(0u128, value))));
    }
    if most_bits(digits.len() - 1, radix) > MAX_BITS + 1 {
        return Err(Fault::TooBig);
    }
    let Ok(size) = UBig::from_str_radix(digits, radix) else { return Ok(None) };
    Integer::checked(size * super::integer::sign(negative)).map(Some)
}

/// Characters that the text in this radix has at least.
pub fn least_length(a: Int<'_>, radix: u32) -> usize {
    (a.bit_length().saturating_sub(1) as f64 / f64::from(radix).log2()) as usize
}

/// BigInt::toString (ECMA-262 §6.1.6.2.23), for a radix from 2 to 36.
pub fn to_text(a: Int<'_>, radix: u32) -> String {
    let Some(size) = a.small() else {
        return a.large().in_radix(radix as u8).to_string();
    };
    let sign = if a.negative { "-" } else { "" };
    match (radix, u64::try_from(size)) {
        (10, Ok(size)) => format!("{sign}{size}"),
        (10, _) => format!("{sign}{size}"),
        (16, _) => format!("{sign}{size:x}"),
        _ => {
            let (mut digits, mut rest) = (Vec::new(), size);
            while digits.is_empty() || rest > 0 {
                digits.push(char::from_digit((rest % u128::from(radix)) as u32, radix).unwrap_or('0'));
                rest /= u128::from(radix);
            }
            sign.chars().chain(digits.into_iter().rev()).collect()
        }
    }
}
