//! Sums, products, quotients and powers (ECMA-262 §6.1.6.2.1 to 6.1.6.2.8).

use dashu_int::UBig;

use super::few;
use super::integer::{Fault, Int, Integer, MAX_BITS, sign};

/// `a + b`
#[inline]
pub fn add(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    sum(a, b, b.negative)
}

/// `a - b`
#[inline]
pub fn subtract(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    sum(a, b, !b.negative)
}

/// The sum of `a` and the magnitude of `b` with that sign.
#[inline(always)]
fn sum(a: Int<'_>, b: Int<'_>, b_negative: bool) -> Result<Integer, Fault> {
    if let (Some(x), Some(y)) = (a.small(), b.small()) {
        if a.negative != b_negative {
            let larger = if x >= y { (a.negative, x - y) } else { (b_negative, y - x) };
            return Ok(Integer::small(larger.0, larger.1));
        }
        if let Some(sum) = x.checked_add(y) {
            return Ok(Integer::small(a.negative, sum));
        }
    }
    match few::sum(a, b, b_negative) {
        Some(sum) => Ok(sum.into()),
        None => large_sum(a, b, b_negative),
    }
}

#[cold]
fn large_sum(a: Int<'_>, b: Int<'_>, b_negative: bool) -> Result<Integer, Fault> {
    let (x, y) = (a.large(), b.large());
    Integer::checked(if b.negative == b_negative { x + y } else { x - y })
}

/// `-a`
pub fn negate(a: Int<'_>) -> Integer {
    match a.small() {
        Some(size) => Integer::small(!a.negative, size),
        None => Integer::Large(-a.large()),
    }
}

/// `a * b`
#[inline]
pub fn multiply(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    let negative = a.negative != b.negative;
    if let ([x], [y]) = (a.limbs, b.limbs) {
        return Ok(Integer::small(negative, u128::from(*x) * u128::from(*y)));
    }
    if let (Some(x), Some(y)) = (a.small(), b.small())
        && let Some(product) = x.checked_mul(y)
    {
        return Ok(Integer::small(negative, product));
    }
    match few::product(a, b) {
        Some(product) => Ok(product.into()),
        None => large_product(a, b),
    }
}

#[cold]
fn large_product(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    if a.bit_length() + b.bit_length() > MAX_BITS + 1 {
        return Err(Fault::TooBig);
    }
    Integer::checked(a.large() * b.large())
}

/// `a / b`, rounded towards zero
#[inline]
pub fn divide(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    if b.is_zero() {
        return Err(Fault::DivisionByZero);
    }
    let negative = a.negative != b.negative;
    Ok(match (a.small(), b.small()) {
        (Some(x), Some(y)) => match (u64::try_from(x), u64::try_from(y)) {
            (Ok(x), Ok(y)) => Integer::small(negative, (x / y).into()),
            _ => Integer::small(negative, x / y),
        },
        (Some(_), None) => Integer::ZERO,
        _ => Integer::Large(a.large() / b.large()),
    })
}

/// `a % b`, with the sign of `a`
#[inline]
pub fn remainder(a: Int<'_>, b: Int<'_>) -> Result<Integer, Fault> {
    if b.is_zero() {
        return Err(Fault::DivisionByZero);
    }
    Ok(match (a.small(), b.small()) {
        (Some(x), Some(y)) => match (u64::try_from(x), u64::try_from(y)) {
            (Ok(x), Ok(y)) => Integer::small(a.negative, (x % y).into()),
            _ => Integer::small(a.negative, x % y),
        },
        (Some(x), None) => Integer::small(a.negative, x),
        _ => Integer::Large(a.large() % b.large()),
    })
}

/// `base ** exponent`
pub fn power(base: Int<'_>, exponent: Int<'_>) -> Result<Integer, Fault> {
    if exponent.negative {
        return Err(Fault::NegativeExponent);
    }
    let odd = exponent.limbs.first().is_some_and(|low| low % 2 == 1);
    let negative = base.negative && odd;
    match (base.limbs, exponent.limbs) {
        (_, []) => return Ok(Integer::small(false, 1)),
        ([], _) => return Ok(Integer::ZERO),
        ([1], _) => return Ok(Integer::small(negative, 1)),
        (_, [_]) => {}
        _ => return Err(Fault::TooBig),
    }
    let exponent = exponent.limbs[0];
    if exponent >= MAX_BITS {
        return Err(Fault::TooBig);
    }
    if let Some(size) = base.small()
        && let Some(power) = size.checked_pow(exponent as u32)
    {
        return Ok(Integer::small(negative, power));
    }
    // The length to a few bits: a result at the very limit is judged when it is there.
    let top = base.bit_length().saturating_sub(64);
    let leading = if top == 0 { base.limbs[0] as f64 } else { leading_bits(base.limbs) as f64 };
    let bits = (leading.log2() + top as f64) * exponent as f64;
    if bits > MAX_BITS as f64 + 1.0 {
        return Err(Fault::TooBig);
    }
    let size: UBig = base.magnitude().pow(exponent as usize);
    Integer::checked(size * sign(negative))
}

/// The 64 highest bits of a magnitude of more than one limb.
fn leading_bits(limbs: &[u64]) -> u64 {
    let [.., next, top] = *limbs else { return 0 };
    let unused = top.leading_zeros();
    if unused == 0 { top } else { top << unused | next >> (u64::BITS - unused) }
}
