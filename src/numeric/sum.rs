//! The exact sum of doubles (ECMA-262 §21.3.2.34): a fixed-point number wide enough for every
//! double, of which one rounding makes a double again.

/// Bits of a limb.
const BITS: usize = 32;
/// The lowest bit stands for 2 to the minus this, below the smallest double.
const SCALE: usize = 1088;
/// Limbs: what doubles reach above the point, and room for 2 ** 53 of them.
const LIMBS: usize = (SCALE + 1024 + 64) / BITS + 1;
/// So many additions fit before carries must be handed on.
const ADDITIONS: u32 = 1 << 29;

/// A sum that loses nothing.
pub struct ExactSum {
    /// Signed, each less than 2 ** 62 in size between carries.
    limbs: [i64; LIMBS],
    added: u32,
}

impl Default for ExactSum {
    fn default() -> Self {
        ExactSum { limbs: [0; LIMBS], added: 0 }
    }
}

impl ExactSum {
    /// Adds a finite number.
    pub fn add(&mut self, number: f64) {
        let bits = number.to_bits();
        let exponent = (bits >> 52 & 0x7ff) as usize;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, exponent) = if exponent == 0 { (fraction, 1) } else { (fraction | 1 << 52, exponent) };
        // The lowest bit of the mantissa stands for 2 ** (exponent - 1075).
        let place = exponent + SCALE - 1075;
        let shifted = u128::from(mantissa) << (place % BITS);
        for i in 0..3 {
            let part = (shifted >> (BITS * i)) as u32;
            let signed = if number.is_sign_negative() { -i64::from(part) } else { i64::from(part) };
            self.limbs[place / BITS + i] += signed;
        }
        self.added += 1;
        if self.added == ADDITIONS {
            self.carry();
        }
    }

    /// Makes every limb but the highest one of 0 to 2 ** 32.
    fn carry(&mut self) {
        self.added = 0;
        let mut carry = 0;
        for (i, limb) in self.limbs.iter_mut().enumerate() {
            let whole = *limb + carry;
            carry = whole >> BITS;
            *limb = whole - (carry << BITS);
            if i == LIMBS - 1 {
                *limb = whole;
            }
        }
    }

    /// The nearest double; of two, the even one.
    pub fn round(mut self) -> f64 {
        self.carry();
        let negative = self.limbs[LIMBS - 1] < 0;
        if negative {
            self.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            self.carry();
        }
        let Some(top) = self.limbs.iter().rposition(|&limb| limb != 0) else { return 0.0 };
        let bit = |at: usize| self.limbs[at / BITS] >> (at % BITS) & 1;
        let width = 64 - self.limbs[top].leading_zeros() as usize;
        let highest = top * BITS + width - 1;
        // The place of the lowest bit that a double keeps.
        let lowest = (highest + 1).saturating_sub(53).max(SCALE - 1074);
        let mut mantissa = 0_u64;
        for at in (lowest..=highest).rev() {
            mantissa = mantissa << 1 | bit(at) as u64;
        }
        let half = lowest > 0 && bit(lowest - 1) == 1;
        let rest = half
            && (self.limbs[..(lowest - 1) / BITS].iter().any(|&limb| limb != 0)
                || self.limbs[(lowest - 1) / BITS] & ((1 << ((lowest - 1) % BITS)) - 1) != 0);
        if half && (rest || mantissa & 1 == 1) {
            mantissa += 1;
        }
        let power = lowest as i32 - SCALE as i32;
        // Two steps, since 2 ** power may be no double of full precision.
        let size = mantissa as f64 * 2_f64.powi(power / 2) * 2_f64.powi(power - power / 2);
        if negative { -size } else { size }
    }
}

#[cfg(test)]
mod tests {
    use super::ExactSum;

    fn sum(numbers: &[f64]) -> f64 {
        let mut sum = ExactSum::default();
        numbers.iter().for_each(|&number| sum.add(number));
        sum.round()
    }

    #[test]
    fn sums_are_rounded_once() {
        assert_eq!(sum(&[0.1, 0.2, 0.3]), 0.6);
        assert_eq!(sum(&[1e308, 1e308, 0.1, 0.1, 1e30, 0.1, -1e30, -1e308, -1e308]), 0.30000000000000004);
        assert_eq!(sum(&[f64::MAX, f64::MAX, -f64::MAX]), f64::MAX);
        assert_eq!(sum(&[f64::MAX, f64::MAX]), f64::INFINITY);
        assert_eq!(sum(&[5e-324, 5e-324]), 1e-323);
        assert_eq!(sum(&[-5e-324]), -5e-324);
        assert_eq!(sum(&[1.0, 2_f64.powi(-53)]), 1.0);
        assert_eq!(sum(&[1.0, 2_f64.powi(-53), 5e-324]), 1.0 + f64::EPSILON);
        assert_eq!(sum(&[-1.0, 1.0]), 0.0);
    }
}
