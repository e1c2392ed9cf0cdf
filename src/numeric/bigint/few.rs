//! Sums, products, bits and shifts of BigInts of a few limbs, computed in place: what programs do
//! in loops with hashes, identifiers and coordinates needs no memory of its own.
//!
//! Invariants: a function gives `None` where an operand or the result may have more than `FEW`
//! limbs, and then nothing else has happened; what it gives has no leading zeros beyond its count.

use super::integer::{FEW, Few, Int};

/// Sign and magnitude of one limb; the sign of a zero says nothing.
type Short = (bool, u64);

/// `a + b` of one limb each, where the result has one, too.
#[inline(always)]
pub fn short_sum(a: Int<'_>, b: Int<'_>) -> Option<Short> {
    let (&[x], &[y]) = (a.limbs, b.limbs) else { return None };
    if a.negative == b.negative {
        return Some((a.negative, x.checked_add(y)?));
    }
    Some(if x >= y { (a.negative, x - y) } else { (b.negative, y - x) })
}

/// `a * b` of one limb each, where the result has one, too.
#[inline(always)]
pub fn short_product(a: Int<'_>, b: Int<'_>) -> Option<Short> {
    let (&[x], &[y]) = (a.limbs, b.limbs) else { return None };
    Some((a.negative != b.negative, x.checked_mul(y)?))
}

/// `a / b` of one limb each.
#[inline(always)]
pub fn short_quotient(a: Int<'_>, b: Int<'_>) -> Option<Short> {
    let (&[x], &[y]) = (a.limbs, b.limbs) else { return None };
    Some((a.negative != b.negative, x.checked_div(y)?))
}

/// `a % b` of one limb each.
#[inline(always)]
pub fn short_remainder(a: Int<'_>, b: Int<'_>) -> Option<Short> {
    let (&[x], &[y]) = (a.limbs, b.limbs) else { return None };
    Some((a.negative, x.checked_rem(y)?))
}

/// The sum of `a` and the magnitude of `b` with that sign.
#[inline(always)]
pub(super) fn sum(a: Int<'_>, b: Int<'_>, b_negative: bool) -> Option<Few> {
    let ((long, long_negative), short) =
        if a.limbs.len() >= b.limbs.len() { ((a, a.negative), b) } else { ((b, b_negative), a) };
    let count = long.limbs.len();
    if count >= FEW {
        return None;
    }
    let mut limbs = [0; FEW];
    let mut carry = false;
    let pairs = (0..count).map(|i| (long.limbs[i], short.limbs.get(i).copied().unwrap_or(0)));
    if a.negative == b_negative {
        for (to, (x, y)) in limbs.iter_mut().zip(pairs) {
            let (part, first) = x.overflowing_add(y);
            let (part, second) = part.overflowing_add(u64::from(carry));
            (*to, carry) = (part, first | second);
        }
        limbs[count] = u64::from(carry);
        return Some(Few::new(a.negative, limbs, count + 1));
    }
    for (to, (x, y)) in limbs.iter_mut().zip(pairs) {
        let (part, first) = x.overflowing_sub(y);
        let (part, second) = part.overflowing_sub(u64::from(carry));
        (*to, carry) = (part, first | second);
    }
    // Of two as long ones the second may have been the larger.
    if carry {
        negate(&mut limbs[..count]);
    }
    Some(Few::new(long_negative != carry, limbs, count))
}

/// Two's complement.
#[inline(always)]
fn negate(limbs: &mut [u64]) {
    let mut carry = true;
    for limb in limbs {
        (*limb, carry) = (!*limb).overflowing_add(u64::from(carry));
    }
}

/// `a * b`
#[inline(always)]
pub(super) fn product(a: Int<'_>, b: Int<'_>) -> Option<Few> {
    let count = a.limbs.len() + b.limbs.len();
    if count > FEW {
        return None;
    }
    let mut limbs = [0; FEW];
    for (i, &x) in a.limbs.iter().enumerate() {
        let mut carry = 0;
        for (to, &y) in limbs[i..count].iter_mut().zip(b.limbs) {
            let part = u128::from(x) * u128::from(y) + u128::from(*to) + u128::from(carry);
            (*to, carry) = (part as u64, (part >> 64) as u64);
        }
        limbs[i + b.limbs.len()] = carry;
    }
    Some(Few::new(a.negative != b.negative, limbs, count))
}

/// What a bit operator makes of two numbers in two's complement without end.
#[inline(always)]
pub(super) fn bitwise(a: Int<'_>, b: Int<'_>, operator: impl Fn(u64, u64) -> u64) -> Option<Few> {
    // The highest limb holds the signs.
    let count = a.limbs.len().max(b.limbs.len()) + 1;
    if count > FEW {
        return None;
    }
    let mut limbs = [0; FEW];
    let (mut a_carry, mut b_carry) = (true, true);
    for (i, to) in limbs[..count].iter_mut().enumerate() {
        *to = operator(complement(a, i, &mut a_carry), complement(b, i, &mut b_carry));
    }
    let negative = limbs[count - 1] >> 63 != 0;
    if negative {
        negate(&mut limbs[..count]);
    }
    Some(Few::new(negative, limbs, count))
}

/// Limb `i` of a number in two's complement. The carry, at first 1, goes from each to the next.
#[inline(always)]
fn complement(int: Int<'_>, i: usize, carry: &mut bool) -> u64 {
    let limb = int.limbs.get(i).copied().unwrap_or(0);
    if !int.negative {
        return limb;
    }
    let (limb, next) = (!limb).overflowing_add(u64::from(*carry));
    *carry = next;
    limb
}

/// `a << count`
#[inline(always)]
pub(super) fn up(a: Int<'_>, count: u64) -> Option<Few> {
    let (whole, bits) = ((count / 64) as usize, (count % 64) as u32);
    let total = a.limbs.len() + whole + 1;
    if count > 64 * FEW as u64 || total > FEW {
        return None;
    }
    let mut limbs = [0; FEW];
    for (i, &limb) in a.limbs.iter().enumerate() {
        let pair = u128::from(limb) << bits;
        limbs[whole + i] |= pair as u64;
        limbs[whole + i + 1] = (pair >> 64) as u64;
    }
    Some(Few::new(a.negative, limbs, total))
}

/// `a >> count`, rounded towards minus infinity, by less than the number's length.
#[inline(always)]
pub(super) fn down(a: Int<'_>, count: u64) -> Option<Few> {
    let (whole, bits) = ((count / 64) as usize, (count % 64) as u32);
    let (lost, kept) = a.limbs.split_at_checked(whole)?;
    if kept.len() >= FEW {
        return None;
    }
    let mut limbs = [0; FEW];
    for (i, to) in limbs[..kept.len()].iter_mut().enumerate() {
        let pair = u128::from(kept.get(i + 1).copied().unwrap_or(0)) << 64 | u128::from(kept[i]);
        *to = (pair >> bits) as u64;
    }
    let is_exact = || lost.iter().all(|&limb| limb == 0) && kept[0] & ((1 << bits) - 1) == 0;
    if a.negative && !is_exact() {
        for limb in &mut limbs {
            let (sum, carry) = limb.overflowing_add(1);
            *limb = sum;
            if !carry {
                break;
            }
        }
    }
    Some(Few::new(a.negative, limbs, kept.len() + 1))
}

#[cfg(test)]
mod tests {
    use dashu_int::{IBig, Sign};

    use super::super::integer::Integer;
    use super::*;

    /// Numbers with limbs at the edges, up to `FEW` of them.
    fn samples() -> Vec<IBig> {
        let mut seed = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            seed
        };
        let edges = [0, 1, u64::MAX, 1 << 63, (1 << 63) - 1];
        let mut all = vec![IBig::ZERO];
        for count in 1..=FEW {
            for _ in 0..10 {
                let limbs: Vec<u64> = (0..count)
                    .map(|_| match next() % 8 {
                        edge @ 0..5 => edges[edge as usize],
                        _ => next(),
                    })
                    .collect();
                let size = IBig::from(dashu_int::UBig::from_words(&limbs));
                all.extend([-size.clone(), size]);
            }
        }
        all
    }

    fn with<R>(value: &IBig, take: impl FnOnce(Int<'_>) -> R) -> R {
        Integer::Large(value.clone()).with(take)
    }

    fn check(what: &str, found: Option<Few>, wanted: &IBig) {
        let Some(found) = found else { return };
        let (sign, limbs) = wanted.as_sign_words();
        let int = found.int();
        assert_eq!((int.negative, int.limbs), (sign == Sign::Negative, limbs), "{what}");
    }

    #[test]
    fn one_limb_gives_what_many_would() {
        let all = samples();
        let check = |what: &str, found: Option<Short>, wanted: &IBig| {
            let limbs = |(negative, limb): Short| {
                Few::new(negative, std::array::from_fn(|i| [limb][..].get(i).copied().unwrap_or(0)), 1)
            };
            check(what, found.map(limbs), wanted);
            found.is_some()
        };
        let mut found = 0;
        for (x, y) in all.iter().flat_map(|x| all.iter().map(move |y| (x, y))) {
            with(x, |a| {
                with(y, |b| {
                    found += usize::from(check(&format!("{x} + {y}"), short_sum(a, b), &(x + y)));
                    found += usize::from(check(&format!("{x} * {y}"), short_product(a, b), &(x * y)));
                    if *y == IBig::ZERO {
                        assert!(short_quotient(a, b).is_none() && short_remainder(a, b).is_none());
                    } else {
                        found += usize::from(check(&format!("{x} / {y}"), short_quotient(a, b), &(x / y)));
                        found += usize::from(check(&format!("{x} % {y}"), short_remainder(a, b), &(x % y)));
                    }
                });
            });
        }
        assert!(found > 500, "{found}");
    }

    #[test]
    fn few_limbs_give_what_many_would() {
        let all = samples();
        for x in &all {
            for y in &all {
                with(x, |a| {
                    with(y, |b| {
                        check(&format!("{x} + {y}"), sum(a, b, b.negative), &(x + y));
                        check(&format!("{x} - {y}"), sum(a, b, !b.negative), &(x - y));
                        check(&format!("{x} * {y}"), product(a, b), &(x * y));
                        check(&format!("{x} & {y}"), bitwise(a, b, |x, y| x & y), &(x.clone() & y.clone()));
                        check(&format!("{x} | {y}"), bitwise(a, b, |x, y| x | y), &(x.clone() | y.clone()));
                        check(&format!("{x} ^ {y}"), bitwise(a, b, |x, y| x ^ y), &(x.clone() ^ y.clone()));
                    });
                });
            }
            for count in [0, 1, 5, 63, 64, 65, 127, 128, 130, 192, 300, 1 << 30] {
                with(x, |a| {
                    check(&format!("{x} >> {count}"), down(a, count).filter(|_| count < a.bit_length()), &{
                        x.clone() >> count as usize
                    });
                    if count < 1000 {
                        check(&format!("{x} << {count}"), up(a, count), &(x.clone() << count as usize));
                    }
                });
            }
        }
    }
}
