//! Operands and results.

use dashu_int::{IBig, Sign, UBig};

/// The longest BigInt, in bits: V8's.
pub const MAX_BITS: u64 = 1 << 30;

/// Why an operation has no result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It is longer than [`MAX_BITS`].
    TooBig,
    /// Division by zero.
    DivisionByZero,
    /// The exponent is negative.
    NegativeExponent,
}

/// An operand: its sign and the limbs of its magnitude, the lowest first.
#[derive(Clone, Copy, Debug)]
pub struct Int<'a> {
    /// Whether it is below zero.
    pub negative: bool,
    /// Without leading zeros.
    pub limbs: &'a [u64],
}

impl Int<'_> {
    /// One.
    pub const ONE: Int<'static> = Int { negative: false, limbs: &[1] };

    /// Whether it is zero.
    #[inline(always)]
    pub fn is_zero(self) -> bool {
        self.limbs.is_empty()
    }

    /// The magnitude, if it has at most two limbs.
    #[inline(always)]
    pub(super) fn small(self) -> Option<u128> {
        match *self.limbs {
            [] => Some(0),
            [low] => Some(low.into()),
            [low, high] => Some(u128::from(high) << 64 | u128::from(low)),
            _ => None,
        }
    }

    /// The value, if it is one of 128 bits in two's complement.
    #[inline(always)]
    pub(super) fn signed(self) -> Option<i128> {
        let size = i128::try_from(self.small()?).ok()?;
        Some(if self.negative { -size } else { size })
    }

    /// Bits of the magnitude; none for zero.
    pub fn bit_length(self) -> u64 {
        match self.limbs {
            [] => 0,
            [rest @ .., top] => 64 * rest.len() as u64 + u64::from(u64::BITS - top.leading_zeros()),
        }
    }

    pub(super) fn magnitude(self) -> UBig {
        UBig::from_words(self.limbs)
    }

    pub(super) fn large(self) -> IBig {
        IBig::from_parts(sign(self.negative), self.magnitude())
    }
}

pub(super) fn sign(negative: bool) -> Sign {
    if negative { Sign::Negative } else { Sign::Positive }
}

/// So many limbs are computed without memory of their own (`few.rs`).
pub(super) const FEW: usize = limit!(8, small = 3);

/// An integer of at most [`FEW`] limbs.
#[derive(Clone, Copy, Debug)]
pub struct Few {
    negative: bool,
    count: usize,
    limbs: [u64; FEW],
}

impl Few {
    /// The limbs of a magnitude, of which at most `count` are not zero.
    #[inline(always)]
    pub(super) fn new(negative: bool, limbs: [u64; FEW], mut count: usize) -> Few {
        while count > 0 && limbs[count - 1] == 0 {
            count -= 1;
        }
        Few { negative: negative && count > 0, count, limbs }
    }

    /// As an operand.
    #[inline(always)]
    pub fn int(&self) -> Int<'_> {
        Int { negative: self.negative, limbs: &self.limbs[..self.count] }
    }
}

/// A result.
#[derive(Clone, Debug)]
pub enum Integer {
    /// Of at most two limbs. They are apart because that is how they are written and read: a pair
    /// that is read as one waits until both are in memory.
    Small {
        /// Whether it is below zero.
        negative: bool,
        /// The lower limb of the magnitude.
        low: u64,
        /// The higher limb.
        high: u64,
    },
    /// Of a few limbs.
    Few(Few),
    /// Of any size.
    Large(IBig),
}

impl Integer {
    /// Zero.
    pub const ZERO: Integer = Integer::Small { negative: false, low: 0, high: 0 };

    #[inline(always)]
    pub(super) fn small(negative: bool, magnitude: u128) -> Integer {
        let (low, high) = (magnitude as u64, (magnitude >> 64) as u64);
        Integer::Small { negative: negative && magnitude != 0, low, high }
    }

    /// What a large result came to, unless it is too long: where that cannot be told before.
    pub(super) fn checked(value: IBig) -> Result<Integer, Fault> {
        let value = Integer::Large(value);
        if value.with(|int| int.bit_length()) > MAX_BITS { Err(Fault::TooBig) } else { Ok(value) }
    }

    /// Hands its value to `take`.
    #[inline]
    pub fn with<R>(&self, take: impl FnOnce(Int<'_>) -> R) -> R {
        match self {
            &Integer::Small { negative, low, high } => {
                let count = if high != 0 { 2 } else { usize::from(low != 0) };
                take(Int { negative, limbs: &[low, high][..count] })
            }
            Integer::Few(few) => take(few.int()),
            Integer::Large(value) => {
                let (sign, limbs) = value.as_sign_words();
                take(Int { negative: sign == Sign::Negative, limbs })
            }
        }
    }
}

impl From<Few> for Integer {
    #[inline(always)]
    fn from(value: Few) -> Integer {
        Integer::Few(value)
    }
}

impl From<i128> for Integer {
    fn from(value: i128) -> Integer {
        Integer::small(value < 0, value.unsigned_abs())
    }
}
