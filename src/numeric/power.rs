//! `Number::exponentiate` (ECMA-262 §6.1.6.1.3) to the last digit as V8 computes it.
//!
//! The method is fdlibm's: log2 of the base in two parts, times the exponent in two parts, and two
//! to that power. V8's last rational step divides by another denominator than fdlibm's does, which
//! shows in the last digit of one result in forty: scripts compare with V8.

/// The two points around which the logarithm is taken, and their logarithms of base 2 in two parts.
const CENTRES: [(f64, f64, f64); 2] = [(1.0, 0.0, 0.0), (1.5, 5.849_624_872_207_642e-1, 1.350_039_202_129_749e-8)];
/// log(x) - 2s - 2/3 s³, times 3/2.
const L: [f64; 6] = [
    5.999_999_999_999_946e-1,
    4.285_714_285_785_502e-1,
    3.333_333_298_183_774_3e-1,
    2.727_281_238_085_34e-1,
    2.306_607_457_755_617_5e-1,
    2.069_750_178_003_384_2e-1,
];
const P: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];
const LN2: f64 = std::f64::consts::LN_2;
const LN2_HIGH: f64 = 6.931_471_824_645_996e-1;
const LN2_LOW: f64 = -1.904_654_299_957_768e-9;
/// What the result may be above the largest number and still round to it.
const OVERFLOW_TAIL: f64 = 8.008_566_259_537_294e-17;
/// 2 / (3 ln 2), and in two parts.
const SCALE: f64 = 9.617_966_939_259_756e-1;
const SCALE_HIGH: f64 = 9.617_967_009_544_373e-1;
const SCALE_LOW: f64 = -7.028_461_650_952_758e-9;
/// 1 / ln 2, and in two parts.
const INVERSE_LN2: f64 = std::f64::consts::LOG2_E;
const INVERSE_LN2_HIGH: f64 = 1.442_695_021_629_333_5;
const INVERSE_LN2_LOW: f64 = 1.925_962_991_126_617_5e-8;

fn high(x: f64) -> i32 {
    (x.to_bits() >> 32) as i32
}

fn with_high(x: f64, high: i32) -> f64 {
    f64::from_bits((x.to_bits() & 0xFFFF_FFFF) | (u64::from(high as u32) << 32))
}

/// The number without the lower half of its bits.
fn upper(x: f64) -> f64 {
    f64::from_bits(x.to_bits() & !0xFFFF_FFFF)
}

/// A finite base above 0 and not 1 to a finite exponent that is not 0.
fn positive_power(base: f64, exponent: f64) -> f64 {
    let (t1, t2) = if exponent.abs() >= f64::from_bits(0x41E0_0001_0000_0000) {
        let word = high(base);
        if exponent.abs() >= f64::from_bits(0x43F0_0001_0000_0000) || !(0x3FEF_FFFF..=0x3FF0_0000).contains(&word) {
            return if (base > 1.0) == (exponent > 0.0) { f64::INFINITY } else { 0.0 };
        }
        log2_near_one(base)
    } else {
        log2(base)
    };
    let y1 = upper(exponent);
    let low = (exponent - y1) * t1 + exponent * t2;
    let product = y1 * t1;
    let sum = low + product;
    if sum >= 1024.0 && (sum > 1024.0 || low + OVERFLOW_TAIL > sum - product) {
        return f64::INFINITY;
    }
    if sum <= -1075.0 && (sum < -1075.0 || low <= sum - product) {
        return 0.0;
    }
    exp2(sum, product, low)
}

/// log2 of a base next to 1, in two parts.
fn log2_near_one(base: f64) -> (f64, f64) {
    let t = base - 1.0;
    let w = (t * t) * (0.5 - t * (3.333_333_333_333_333e-1 - t * 0.25));
    let u = INVERSE_LN2_HIGH * t;
    let v = t * INVERSE_LN2_LOW - w * INVERSE_LN2;
    let t1 = upper(u + v);
    (t1, v - (t1 - u))
}

/// log2 in two parts.
fn log2(base: f64) -> (f64, f64) {
    let (x, mut n) = if base < f64::MIN_POSITIVE { (base * 9_007_199_254_740_992.0, -53) } else { (base, 0) };
    let word = high(x);
    n += (word >> 20) - 0x3FF;
    let fraction = word & 0x000F_FFFF;
    let mut normal = fraction | 0x3FF0_0000;
    let k = if fraction <= 0x3988E {
        0
    } else if fraction < 0xBB67A {
        1
    } else {
        n += 1;
        normal -= 0x0010_0000;
        0
    };
    let x = with_high(x, normal);
    let (centre, log_high, log_low) = CENTRES[k];

    let u = x - centre;
    let v = 1.0 / (x + centre);
    let s = u * v;
    let s_high = upper(s);
    let t_high = with_high(0.0, ((normal >> 1) | 0x2000_0000) + 0x0008_0000 + ((k as i32) << 18));
    let t_low = x - (t_high - centre);
    let s_low = v * ((u - s_high * t_high) - s_high * t_low);

    let s2 = s * s;
    let mut r = s2 * s2 * (L[0] + s2 * (L[1] + s2 * (L[2] + s2 * (L[3] + s2 * (L[4] + s2 * L[5])))));
    r += s_low * (s_high + s);
    let s2 = s_high * s_high;
    let t_high = upper(3.0 + s2 + r);
    let t_low = r - ((t_high - 3.0) - s2);
    let u = s_high * t_high;
    let v = s_low * t_high + t_low * s;
    let p_high = upper(u + v);
    let p_low = v - (p_high - u);
    let z_high = SCALE_HIGH * p_high;
    let z_low = SCALE_LOW * p_high + p_low * SCALE + log_low;
    let t = f64::from(n);
    let t1 = upper(((z_high + z_low) + log_high) + t);
    (t1, z_low - (((t1 - t) - log_high) - z_high))
}

/// Two to the power of `product + low`, whose rounded sum is `sum`.
fn exp2(sum: f64, mut product: f64, low: f64) -> f64 {
    let word = high(sum);
    let magnitude = word & 0x7FFF_FFFF;
    let mut n = 0;
    if magnitude > 0x3FE0_0000 {
        let k = (magnitude >> 20) - 0x3FF;
        n = word.wrapping_add(0x0010_0000 >> (k + 1));
        let k = ((n & 0x7FFF_FFFF) >> 20) - 0x3FF;
        product -= with_high(0.0, n & !(0x000F_FFFF >> k));
        n = ((n & 0x000F_FFFF) | 0x0010_0000) >> (20 - k);
        if word < 0 {
            n = -n;
        }
    }
    let t = upper(low + product);
    let u = t * LN2_HIGH;
    let v = (low - (t - product)) * LN2 + t * LN2_LOW;
    let z = u + v;
    let w = v - (z - u);
    let t = z * z;
    let t1 = z - t * (P[0] + t * (P[1] + t * (P[2] + t * (P[3] + t * P[4]))));
    let r = (z * t1) / ((t1 - 2.0) - (w + z * w));
    let z = 1.0 - (r - z);
    let word = high(z).wrapping_add(n << 20);
    if word >> 20 <= 0 { libm::scalbn(z, n) } else { with_high(z, word) }
}

/// `base` to the power of `exponent`.
pub fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 2.0 {
        return base * base;
    }
    if exponent == 0.0 {
        return 1.0;
    }
    let size = base.abs();
    if base.is_nan() || exponent.is_nan() || (size == 1.0 && exponent.is_infinite()) {
        return f64::NAN;
    }
    if exponent.is_infinite() {
        return if (size > 1.0) == (exponent > 0.0) { f64::INFINITY } else { 0.0 };
    }
    if exponent == 1.0 {
        return base;
    }
    if exponent == -1.0 {
        return 1.0 / base;
    }
    if exponent == 0.5 && base.is_sign_positive() {
        return base.sqrt();
    }
    let is_integer = exponent.trunc() == exponent;
    let is_odd = is_integer && exponent % 2.0 != 0.0;
    let sign = if base.is_sign_negative() && is_odd { -1.0 } else { 1.0 };
    if size == 0.0 || size.is_infinite() || size == 1.0 {
        if base == -1.0 && !is_integer {
            return f64::NAN;
        }
        return sign * if exponent < 0.0 { 1.0 / size } else { size };
    }
    if base < 0.0 && !is_integer {
        return f64::NAN;
    }
    sign * positive_power(size, exponent)
}
