//! Numbers as text: fixed and exponential notation, precision, other radices (ECMA-262 §21.1.3).
//!
//! Decimal digits are exact: where two candidates are equally near, the larger is taken, as the
//! standard asks.

use std::io::Write;

/// The Number::toString of radix 10 (ECMA-262 §6.1.6.1.20).
pub fn number_to_string(n: f64) -> String {
    ryu_js::Buffer::new().format(n).to_string()
}

/// Digits of a positive finite number: `d.ddd × 10^exponent`.
pub(crate) struct Digits {
    /// ASCII digits, the first one not zero.
    pub digits: Vec<u8>,
    /// Power of ten of the first digit.
    pub exponent: i32,
}

impl Digits {
    /// `count` digits, correctly rounded, ties to even. At most 101 digits, the first of which a
    /// point follows.
    fn formatted(x: f64, count: usize) -> Digits {
        let mut text = [0_u8; 128];
        let mut rest = &mut text[..];
        let written = write!(rest, "{:.*e}", count - 1, x);
        let length = if written.is_ok() { 128 - rest.len() } else { 0 };
        let mut digits = Vec::with_capacity(count + 1);
        let (mut exponent, mut negative, mut in_exponent) = (0_i32, false, false);
        for &byte in &text[..length] {
            match byte {
                b'e' => in_exponent = true,
                b'-' => negative = true,
                b'0'..=b'9' if in_exponent => exponent = exponent * 10 + i32::from(byte - b'0'),
                b'0'..=b'9' => digits.push(byte),
                _ => {}
            }
        }
        Digits { digits, exponent: if negative { -exponent } else { exponent } }
    }

    /// The shortest digits that read back as `x`, the ones that `toString` shows.
    pub(crate) fn shortest(x: f64) -> Digits {
        let text = number_to_string(x);
        let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
        let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
        digits.drain(..zeros);
        while digits.len() > 1 && digits.last() == Some(&b'0') {
            digits.pop();
        }
        let exponent: i32 = exponent.parse().unwrap_or(0);
        Digits { digits, exponent: exponent + whole.len() as i32 - 1 - zeros as i32 }
    }

    /// `count` digits, correctly rounded, ties up.
    pub(super) fn rounded(x: f64, count: usize) -> Digits {
        let mut longer = Digits::formatted(x, count + 1);
        // One digit more says which way to go, unless that digit is a rounded 5.
        match longer.digits.last() {
            Some(b'5') if !is_exact(x, &longer) => Digits::formatted(x, count),
            last => {
                let up = last.is_some_and(|&digit| digit >= b'5');
                longer.digits.pop();
                if up {
                    longer.increment();
                }
                longer
            }
        }
    }

    /// Adds one unit in the last place.
    fn increment(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < b'9' {
                *digit += 1;
                return;
            }
            *digit = b'0';
        }
        self.digits.insert(0, b'1');
        self.digits.pop();
        self.exponent += 1;
    }
}

/// Number of binary digits after the point.
fn fraction_bits(x: f64) -> i32 {
    let bits = x.to_bits();
    let biased = (bits >> 52 & 0x7FF) as i32;
    let mantissa = if biased == 0 { bits << 12 >> 12 } else { bits << 12 >> 12 | 1 << 52 };
    let exponent = biased.max(1) - 1075;
    (-(exponent + mantissa.trailing_zeros() as i32)).max(0)
}

/// Whether the digits are all that `x` has.
fn is_exact(x: f64, digits: &Digits) -> bool {
    let places = digits.digits.len() as i32 - 1 - digits.exponent;
    if places >= 0 {
        // A binary fraction of k digits has exactly k decimal places.
        return fraction_bits(x) <= places;
    }
    let all = format!("{x:.0}");
    let (shown, rest) = all.as_bytes().split_at(digits.digits.len().min(all.len()));
    x.fract() == 0.0 && shown == digits.digits && rest.iter().all(|&b| b == b'0')
}

/// Number.prototype.toFixed for |x| < 10^21.
pub(crate) fn to_fixed(x: f64, places: usize) -> String {
    let size = x.abs();
    if let Some(text) = fixed_by_integers(size, places) {
        return if x < 0.0 { format!("-{text}") } else { text };
    }
    let mut text = format!("{size:.places$}");
    let longer = format!("{:.*}", places + 1, size);
    if longer.ends_with('5') && fraction_bits(size) <= places as i32 + 1 {
        text = increment_decimal(&longer[..longer.len() - 1]);
    }
    if x < 0.0 {
        text.insert(0, '-');
    }
    text
}

/// The common case in exact integer arithmetic: a number below 2^53 is `units + part / 2^bits`, and
/// the decimals are `part * 10^places / 2^bits`.
fn fixed_by_integers(size: f64, places: usize) -> Option<String> {
    if places > 20 || size >= 9_007_199_254_740_992.0 {
        return None;
    }
    let bits = fraction_bits(size);
    // `part` has at most 53 bits, so the product stays below 2^122; very small numbers go the long
    // way.
    if bits > 120 {
        return None;
    }
    let units = size.trunc();
    let part = ((size - units) * 2_f64.powi(bits)) as u128;
    let scale = 10_u128.pow(places as u32);
    let decimals = (part * scale * 2 + (1 << bits)) >> (bits + 1);
    let (units, decimals) =
        if decimals >= scale { (units as u64 + 1, decimals - scale) } else { (units as u64, decimals) };
    Some(if places == 0 { units.to_string() } else { format!("{units}.{decimals:0places$}") })
}

/// Adds one in the last place of a decimal numeral, which may end in its point.
fn increment_decimal(numeral: &str) -> String {
    let mut bytes = numeral.trim_end_matches('.').as_bytes().to_vec();
    for byte in bytes.iter_mut().rev() {
        match byte {
            b'.' => {}
            b'9' => *byte = b'0',
            _ => {
                *byte += 1;
                return bytes.iter().map(|&b| b as char).collect();
            }
        }
    }
    std::iter::once('1').chain(bytes.iter().map(|&b| b as char)).collect()
}

/// Number.prototype.toExponential for finite numbers; `places` after the point, or as many as
/// necessary.
pub(crate) fn to_exponential(x: f64, places: Option<usize>) -> String {
    let size = x.abs();
    let digits = match places {
        _ if size == 0.0 => Digits { digits: vec![b'0'; places.unwrap_or(0) + 1], exponent: 0 },
        Some(places) => Digits::rounded(size, places + 1),
        None => Digits::shortest(size),
    };
    let mut text = String::with_capacity(digits.digits.len() + 8);
    if x < 0.0 {
        text.push('-');
    }
    push_exponential(&mut text, &digits);
    text
}

fn push_exponential(text: &mut String, digits: &Digits) {
    push_with_point(text, &digits.digits, 1);
    text.push('e');
    text.push(if digits.exponent < 0 { '-' } else { '+' });
    let size = digits.exponent.unsigned_abs();
    for power in [100, 10, 1] {
        if size >= power || power == 1 {
            text.push(char::from(b'0' + (size / power % 10) as u8));
        }
    }
}

fn push_with_point(text: &mut String, digits: &[u8], before: usize) {
    for (i, &digit) in digits.iter().enumerate() {
        if i == before {
            text.push('.');
        }
        text.push(digit as char);
    }
}

/// Number.prototype.toPrecision for finite numbers.
pub(crate) fn to_precision(x: f64, count: usize) -> String {
    let size = x.abs();
    let digits =
        if size == 0.0 { Digits { digits: vec![b'0'; count], exponent: 0 } } else { Digits::rounded(size, count) };
    let mut text = String::with_capacity(count + 10);
    if x < 0.0 {
        text.push('-');
    }
    let exponent = digits.exponent;
    if exponent < -6 || exponent >= count as i32 {
        push_exponential(&mut text, &digits);
    } else if exponent >= 0 {
        push_with_point(&mut text, &digits.digits, exponent as usize + 1);
    } else {
        text.push_str("0.");
        text.extend(std::iter::repeat_n('0', (-exponent - 1) as usize));
        push_with_point(&mut text, &digits.digits, usize::MAX);
    }
    text
}

const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Number::toString of a finite number in a radix other than 10. The standard leaves the digits of
/// fractions open; these are the fewest that tell the number from its neighbours, as V8 writes
/// them.
pub(crate) fn to_radix(x: f64, radix: u32) -> String {
    let size = x.abs();
    if size < 9_007_199_254_740_992.0 && size.fract() == 0.0 {
        return integer_to_radix(size as u64, radix, x < 0.0);
    }
    let base = f64::from(radix);
    let mut whole = size.floor();
    let fraction_digits = fraction_in_radix(size, base, &mut whole);
    let mut reversed = Vec::new();
    // Digits that a double of this size does not hold are zeros.
    while whole / base >= 9_007_199_254_740_992.0 {
        whole /= base;
        reversed.push(b'0');
    }
    loop {
        let digit = whole % base;
        reversed.push(DIGITS[digit as usize]);
        whole = (whole - digit) / base;
        if whole <= 0.0 {
            break;
        }
    }
    let mut text = String::new();
    if x < 0.0 {
        text.push('-');
    }
    text.extend(reversed.iter().rev().map(|&b| b as char));
    if !fraction_digits.is_empty() {
        text.push('.');
        text.extend(fraction_digits.iter().map(|&d| DIGITS[d as usize] as char));
    }
    text
}

fn integer_to_radix(mut rest: u64, radix: u32, negative: bool) -> String {
    let mut digits = [0; 64];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = DIGITS[(rest % u64::from(radix)) as usize];
        rest /= u64::from(radix);
        if rest == 0 {
            break;
        }
    }
    if negative {
        at -= 1;
        digits[at] = b'-';
    }
    digits[at..].iter().map(|&digit| digit as char).collect()
}

/// The digits after the point; a carry goes into `whole`.
fn fraction_in_radix(size: f64, base: f64, whole: &mut f64) -> Vec<u8> {
    let mut fraction = size - *whole;
    // Half the distance to the next double: digits beyond it mean nothing.
    let mut delta = (0.5 * (size.next_up() - size)).max(0_f64.next_up());
    let mut digits: Vec<u8> = Vec::new();
    if fraction < delta {
        return digits;
    }
    loop {
        fraction *= base;
        delta *= base;
        let digit = fraction as u8;
        digits.push(digit);
        fraction -= f64::from(digit);
        let round_up = fraction > 0.5 || (fraction == 0.5 && digit & 1 == 1);
        if round_up && fraction + delta > 1.0 {
            carry(&mut digits, base, whole);
            return digits;
        }
        if fraction < delta {
            return digits;
        }
    }
}

fn carry(digits: &mut Vec<u8>, base: f64, whole: &mut f64) {
    while let Some(last) = digits.pop() {
        if f64::from(last) + 1.0 < base {
            digits.push(last + 1);
            return;
        }
    }
    *whole += 1.0;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_up() {
        assert_eq!(to_fixed(2.5, 0), "3");
        assert_eq!(to_fixed(0.5, 0), "1");
        assert_eq!(to_fixed(-1.5, 0), "-2");
        assert_eq!(to_fixed(1.005, 2), "1.00");
        assert_eq!(to_fixed(9.5, 0), "10");
        assert_eq!(to_precision(1.25, 2), "1.3");
        assert_eq!(to_precision(1.35, 2), "1.4");
        assert_eq!(to_precision(15.0, 1), "2e+1");
        assert_eq!(to_precision(13_949.942_618_585_164, 3), "1.39e+4");
        assert_eq!(to_exponential(12345.0, Some(3)), "1.235e+4");
    }

    #[test]
    fn radices() {
        assert_eq!(to_radix(255.0, 16), "ff");
        assert_eq!(to_radix(0.5, 2), "0.1");
        assert_eq!(to_radix(-0.1, 3), "-0.0022002200220022002200220022002201");
    }
}
