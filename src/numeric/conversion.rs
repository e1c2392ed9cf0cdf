//! Conversions of numbers (ECMA-262 §7.1) that need no value: from and to integers of 32 bits,
//! digits and texts.

/// 2^53 - 1: the largest integer up to which all can be told apart, and the largest length
/// (ECMA-262 §7.1.20).
pub const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

/// ToInt32 (ECMA-262 §7.1.6).
#[inline]
pub fn to_int32(n: f64) -> i32 {
    let i = n as i64;
    if i as f64 == n.trunc() && i != i64::MAX {
        return i as i32;
    }
    to_int32_slow(n)
}

#[cold]
fn to_int32_slow(n: f64) -> i32 {
    if !n.is_finite() {
        return 0;
    }
    let wrapped = n.trunc() % 4_294_967_296.0;
    (if wrapped < 0.0 { wrapped + 4_294_967_296.0 } else { wrapped }) as u32 as i32
}

/// The number of at most 15 digits, perhaps with a sign or a point: the quotient of two integers
/// that doubles hold exactly is rounded once, and so is right (Clinger, How to Read Floating Point
/// Numbers Accurately, 1990). `None` for all else, also for what is no number.
pub fn short_decimal(text: &[u8]) -> Option<f64> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    if !(1..=16).contains(&digits.len()) {
        return None;
    }
    let (mut number, mut scale, mut point, mut count) = (0u64, 1u64, false, 0);
    for &byte in digits {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + u64::from(byte - b'0');
                scale *= if point { 10 } else { 1 };
                count += 1;
            }
            b'.' if !point => point = true,
            _ => return None,
        }
    }
    if !(1..=15).contains(&count) {
        return None;
    }
    let value = number as f64 / scale as f64;
    Some(if negative { -value } else { value })
}

/// StringToNumber of a text without white space at its ends.
pub fn text_to_number(text: &str) -> f64 {
    let bytes = text.as_bytes();
    if bytes.len() > 2 && bytes[0] == b'0' {
        let radix = match bytes[1] {
            b'x' | b'X' => 16,
            b'o' | b'O' => 8,
            b'b' | b'B' => 2,
            _ => 10,
        };
        if radix != 10 {
            return digits_to_number(&text[2..], radix);
        }
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned == "Infinity" {
        return if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    // Rust also reads "inf", "nan" and the like, which are no numbers here.
    if !unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        || !unsigned.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
    {
        return f64::NAN;
    }
    text.parse().unwrap_or(f64::NAN)
}

/// The value of digits in a radix, correctly rounded for powers of two; NaN when one is no digit.
pub fn digits_to_number(digits: &str, radix: u32) -> f64 {
    if digits.is_empty() {
        return f64::NAN;
    }
    let mut value = 0_u128;
    let mut exponent = 0_i32;
    let mut sticky = false;
    for c in digits.chars() {
        let Some(digit) = c.to_digit(radix) else { return f64::NAN };
        if value < 1 << 120 {
            value = value * u128::from(radix) + u128::from(digit);
        } else {
            exponent += radix.trailing_zeros() as i32;
            sticky |= digit != 0;
        }
    }
    (value | u128::from(sticky)) as f64 * 2_f64.powi(exponent)
}

/// The digits of an integer, written into `room`.
pub fn decimal(i: i64, room: &mut [u8; 20]) -> &[u8] {
    let mut at = room.len();
    let mut rest = i.unsigned_abs();
    loop {
        at -= 1;
        room[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if i < 0 {
        at -= 1;
        room[at] = b'-';
    }
    &room[at..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_read_as_long_ones() {
        let mut random = 1u64;
        for _ in 0..200_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let digits = (random >> 33) % 10u64.pow((random >> 20) as u32 % 16);
            let mut text = digits.to_string();
            if random & 1 == 0 {
                text.insert((random >> 8) as usize % (text.len() + 1), '.');
            }
            if random & 2 == 0 {
                text.insert(0, '-');
            }
            if let Some(number) = short_decimal(text.as_bytes()) {
                assert_eq!(number.to_bits(), text_to_number(&text).to_bits(), "{text}");
            }
        }
        for text in ["", "-", ".", "-.", "1.2.3", "--1", "+1", "1e5", " 1", "0x1", "1234567890123456"] {
            assert_eq!(short_decimal(text.as_bytes()), None, "{text}");
        }
        assert!(short_decimal(b"-0").is_some_and(|zero| zero.is_sign_negative()));
    }
}
