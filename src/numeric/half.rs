//! Half-precision numbers (IEEE 754 binary16), as bits.

const FRACTION_BITS: u32 = 10;
const BIAS: i32 = 15;
/// The fraction bits that a double has more.
const SPARE_BITS: u32 = f64::MANTISSA_DIGITS - 1 - FRACTION_BITS;
const INFINITY: u16 = 0x7C00;
const NAN: u16 = 0x7E00;

/// The number that the bits stand for.
pub fn to_f64(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3FF);
    let exponent = i32::from(bits >> FRACTION_BITS & 0x1F);
    let size = match exponent {
        // Subnormal: a multiple of the least number.
        0 => fraction / f64::from(1 << 24),
        0x1F if fraction == 0.0 => f64::INFINITY,
        0x1F => return f64::NAN,
        _ => {
            let high = (exponent - BIAS + 1023) as u64;
            f64::from_bits(high << 52 | u64::from(bits & 0x3FF) << SPARE_BITS)
        }
    };
    if bits >> 15 == 0 { size } else { -size }
}

/// The bits of the nearest number, ties to even: rounded once.
pub fn from_f64(number: f64) -> u16 {
    let bits = number.to_bits();
    let sign = (bits >> 48) as u16 & 0x8000;
    if number.is_nan() {
        return NAN;
    }
    let exponent = (bits >> 52 & 0x7FF) as i32 - 1023;
    if exponent > BIAS {
        return sign | INFINITY;
    }
    if exponent < -25 {
        return sign;
    }
    let fraction = bits & ((1 << 52) - 1) | 1 << 52;
    // Below the least exponent the fraction loses bits instead.
    let lost = SPARE_BITS + (1 - BIAS - exponent).max(0) as u32;
    let (kept, rest) = (fraction >> lost, fraction & ((1 << lost) - 1));
    let half = 1 << (lost - 1);
    let rounded = kept + u64::from(rest > half || (rest == half && kept & 1 == 1));
    // A carry out of the fraction is one of the exponent, as it should be.
    let magnitude = match exponent {
        ..-14 => rounded,
        _ => rounded + (((exponent + BIAS) as u64) << FRACTION_BITS) - (1 << FRACTION_BITS),
    };
    sign | magnitude as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_them_come_back() {
        for bits in 0..=u16::MAX {
            let number = to_f64(bits);
            if number.is_nan() {
                assert_eq!(from_f64(number), NAN);
            } else {
                assert_eq!(from_f64(number), bits, "{number}");
            }
        }
    }

    #[test]
    fn the_nearest_and_ties_to_even() {
        for bits in 0..INFINITY {
            let (low, high) = (to_f64(bits), if bits + 1 == INFINITY { 65536.0 } else { to_f64(bits + 1) });
            let middle = low + (high - low) / 2.0;
            let even = if bits & 1 == 0 { bits } else { bits + 1 };
            assert_eq!(from_f64(middle), even, "{middle}");
            assert_eq!(from_f64(middle.next_down()), bits, "{middle}");
            assert_eq!(from_f64(middle.next_up()), bits + 1, "{middle}");
            assert_eq!(from_f64(-middle.next_up()), 0x8000 | (bits + 1), "{middle}");
        }
        assert_eq!(from_f64(1e300), INFINITY);
        assert_eq!(from_f64(f64::MIN_POSITIVE), 0);
    }
}
