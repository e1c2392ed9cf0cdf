//! Bits, in two's complement without end (ECMA-262 §6.1.6.2.9 to 6.1.6.2.20), and the wrapping of
//! asIntN and asUintN.

use dashu_int::{IBig, UBig};

use super::few;
use super::integer::{Fault, Int, Integer, MAX_BITS};

/// `a & b`
pub fn and(a: Int<'_>, b: Int<'_>) -> Integer {
    // A mask leaves nothing above itself, however long the other operand is.
    for (value, mask) in [(a, b), (b, a)] {
        if let (false, Some(mask)) = (mask.negative, mask.small()) {
            return Integer::small(false, low_bits(value) & mask);
        }
    }
    match (a.signed(), b.signed()) {
        (Some(x), Some(y)) => (x & y).into(),
        _ => match few::bitwise(a, b, |x, y| x & y) {
            Some(bits) => bits.into(),
            None => Integer::Large(a.large() & b.large()),
        },
    }
}

/// `a | b`
pub fn or(a: Int<'_>, b: Int<'_>) -> Integer {
    match (a.signed(), b.signed()) {
        (Some(x), Some(y)) => (x | y).into(),
        _ => match few::bitwise(a, b, |x, y| x | y) {
            Some(bits) => bits.into(),
            None => Integer::Large(a.large() | b.large()),
        },
    }
}

/// `a ^ b`
pub fn xor(a: Int<'_>, b: Int<'_>) -> Integer {
    match (a.signed(), b.signed()) {
        (Some(x), Some(y)) => (x ^ y).into(),
        _ => match few::bitwise(a, b, |x, y| x ^ y) {
            Some(bits) => bits.into(),
            None => Integer::Large(a.large() ^ b.large()),
        },
    }
}

/// `~a`
pub fn not(a: Int<'_>) -> Result<Integer, Fault> {
    match a.signed() {
        Some(x) => Ok((!x).into()),
        None => Integer::checked(!a.large()),
    }
}

/// `a << b`
pub fn shift_left(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    if b.negative { Ok(down(a, count(b))) } else { up(a, count(b)) }
}

/// `a >> b`
pub fn shift_right(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    if b.negative { up(a, count(b)) } else { Ok(down(a, count(b))) }
}

/// How far a shift goes; too far is as far as can be.
fn count(b: Int<'_>) -> u64 {
    match *b.limbs {
        [] => 0,
        [low] => low,
        _ => u64::MAX,
    }
}

fn up(a: Int<'_>, count: u64) -> Result<Integer, Fault> {
    if a.is_zero() {
        return Ok(Integer::ZERO);
    }
    let length = a.bit_length().saturating_add(count);
    if length > MAX_BITS {
        return Err(Fault::TooBig);
    }
    Ok(match a.small() {
        Some(size) if length <= 128 => Integer::small(a.negative, size << count),
        _ => match few::up(a, count) {
            Some(moved) => moved.into(),
            None => Integer::Large(a.large() << count as usize),
        },
    })
}

/// Rounds towards minus infinity.
fn down(a: Int<'_>, count: u64) -> Integer {
    if count >= a.bit_length() {
        return Integer::small(a.negative, u128::from(a.negative));
    }
    match a.small() {
        Some(size) => {
            let lost = size & ((1 << count) - 1) != 0;
            Integer::small(a.negative, (size >> count) + u128::from(a.negative && lost))
        }
        None => match few::down(a, count) {
            Some(moved) => moved.into(),
            None => Integer::Large(a.large() >> count as usize),
        },
    }
}

/// The 128 lowest bits, and all of them when there are no more.
fn low_bits(a: Int<'_>) -> u128 {
    let low = a.limbs.first().copied().unwrap_or(0);
    let high = a.limbs.get(1).copied().unwrap_or(0);
    let bits = u128::from(high) << 64 | u128::from(low);
    if a.negative { bits.wrapping_neg() } else { bits }
}

/// The lowest bits of a number, up to 128 of them.
fn mask(bits: u64) -> u128 {
    if bits == 0 { 0 } else { u128::MAX >> (128 - bits) }
}

/// `BigInt.asUintN(bits, a)` (ECMA-262 §21.2.2.2); `None` for `a` itself.
pub fn as_uint_n(bits: u64, a: Int<'_>) -> Result<Option<Integer>, Fault> {
    if !a.negative && a.bit_length() <= bits {
        return Ok(None);
    }
    if bits <= 128 {
        return Ok(Some(Integer::small(false, low_bits(a) & mask(bits))));
    }
    if bits > MAX_BITS {
        return Err(Fault::TooBig);
    }
    Ok(Some(Integer::Large(wrapped(bits, a).into())))
}

/// `BigInt.asIntN(bits, a)` (ECMA-262 §21.2.2.1); `None` for `a` itself.
pub fn as_int_n(bits: u64, a: Int<'_>) -> Option<Integer> {
    if a.bit_length() < bits {
        return None;
    }
    if bits <= 128 {
        let value = low_bits(a) & mask(bits);
        let negative = bits > 0 && value >> (bits - 1) != 0;
        let size = if negative { (mask(bits) - value) + 1 } else { value };
        return Some(Integer::small(negative, size));
    }
    let mut value = IBig::from(wrapped(bits, a));
    if value >= IBig::from(1) << (bits - 1) as usize {
        value -= IBig::from(1) << bits as usize;
    }
    Some(Integer::Large(value))
}

/// `a` modulo 2^bits.
fn wrapped(bits: u64, a: Int<'_>) -> UBig {
    let mut size = a.magnitude();
    size.clear_high_bits(bits as usize);
    if a.negative && !size.is_zero() {
        size = (UBig::from(1u8) << bits as usize) - size;
    }
    size
}
