//! Order, and conversions from and to numbers.

use std::cmp::Ordering;

use dashu_int::IBig;

use super::integer::{Int, Integer};

/// How two compare.
pub fn compare(a: Int<'_>, b: Int<'_>) -> Ordering {
    match (a.negative, b.negative) {
        (false, true) => Ordering::Greater,
        (true, false) => Ordering::Less,
        (false, false) => compare_sizes(a.limbs, b.limbs),
        (true, true) => compare_sizes(b.limbs, a.limbs),
    }
}

fn compare_sizes(a: &[u64], b: &[u64]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// How one compares with a number, by their mathematical values; `None` with NaN.
pub fn compare_number(a: Int<'_>, number: f64) -> Option<Ordering> {
    let int = number as i64;
    if int as f64 == number && int.unsigned_abs() < 1 << 53 {
        let limbs = [int.unsigned_abs()];
        return Some(compare(a, Int { negative: int < 0, limbs: &limbs[..usize::from(int != 0)] }));
    }
    if number.is_infinite() {
        return 0.0.partial_cmp(&number);
    }
    let whole = from_number(number.trunc())?;
    match whole.with(|whole| compare(a, whole)) {
        Ordering::Equal => 0.0.partial_cmp(&number.fract()),
        order => Some(order),
    }
}

/// NumberToBigInt (ECMA-262 §21.2.1.1.1); `None` for what is no integer.
pub fn from_number(number: f64) -> Option<Integer> {
    const FRACTION_BITS: u32 = f64::MANTISSA_DIGITS - 1;
    if !number.is_finite() || number.fract() != 0.0 {
        return None;
    }
    let (negative, size) = (number < 0.0, number.abs());
    if size < 2f64.powi(128) {
        return Some(Integer::small(negative, size as u128));
    }
    let bits = size.to_bits();
    let mantissa = bits & ((1 << FRACTION_BITS) - 1) | 1 << FRACTION_BITS;
    let exponent = (bits >> FRACTION_BITS) - 1023 - u64::from(FRACTION_BITS);
    let value = IBig::from(mantissa) << exponent as usize;
    Some(Integer::Large(if negative { -value } else { value }))
}

/// The value, if it is one of 64 bits.
pub fn to_i64(a: Int<'_>) -> Option<i64> {
    a.signed().and_then(|value| i64::try_from(value).ok())
}

/// The nearest number, ties to even.
pub fn to_number(a: Int<'_>) -> f64 {
    let size = match a.small() {
        Some(size) => size as f64,
        None => large_to_number(a),
    };
    if a.negative { -size } else { size }
}

/// From the 128 highest bits, the last of which also tells whether there is anything below them.
fn large_to_number(a: Int<'_>) -> f64 {
    let length = a.bit_length();
    if length > 1024 {
        return f64::INFINITY;
    }
    let below = length - 128;
    let (first, shift) = ((below / 64) as usize, (below % 64) as u32);
    let limb = |i: usize| u128::from(a.limbs.get(first + i).copied().unwrap_or(0));
    let mut top = limb(0) >> shift | limb(1) << (64 - shift);
    if shift > 0 {
        top |= limb(2) << (128 - shift);
    }
    let lost = a.limbs[..first].iter().any(|&limb| limb != 0) || a.limbs[first] & ((1 << shift) - 1) != 0;
    (top | u128::from(lost)) as f64 * 2f64.powi(below as i32)
}
