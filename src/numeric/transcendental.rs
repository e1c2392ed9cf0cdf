//! Exponentials, logarithms and hyperbolic functions to the last digit as V8 computes them:
//! fdlibm's methods, of whose descendants crate libm has some that round otherwise.

const LN2: f64 = std::f64::consts::LN_2;
/// ln 2 in two parts.
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const TWO_54: f64 = 18_014_398_509_481_984.0;
/// Coefficients of log(1 + f) in s = f / (2 + f).
const LG: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

fn high(x: f64) -> i32 {
    (x.to_bits() >> 32) as i32
}

fn with_high(x: f64, high: i32) -> f64 {
    f64::from_bits((x.to_bits() & 0xFFFF_FFFF) | (u64::from(high as u32) << 32))
}

/// e to the x.
pub(crate) fn exp(x: f64) -> f64 {
    // The one number for which V8 mends the method's last digit.
    if x == 1.0 { std::f64::consts::E } else { libm::exp(x) }
}

/// The natural logarithm.
pub(crate) fn log(x: f64) -> f64 {
    if x.is_nan() || x < 0.0 {
        return f64::NAN;
    }
    if x == 0.0 {
        return f64::NEG_INFINITY;
    }
    if x.is_infinite() {
        return x;
    }
    let (x, mut k) = if x < f64::MIN_POSITIVE { (x * TWO_54, -54) } else { (x, 0) };
    let word = high(x);
    k += (word >> 20) - 1023;
    let fraction = word & 0x000F_FFFF;
    let i = (fraction + 0x95F64) & 0x0010_0000;
    let f = with_high(x, fraction | (i ^ 0x3FF0_0000)) - 1.0;
    k += i >> 20;
    let dk = f64::from(k);
    if 0x000F_FFFF & (2 + fraction) < 3 {
        if f == 0.0 {
            return if k == 0 { 0.0 } else { dk * LN2_HIGH + dk * LN2_LOW };
        }
        let r = f * f * (0.5 - 3.333_333_333_333_333e-1 * f);
        return if k == 0 { f - r } else { dk * LN2_HIGH - ((r - dk * LN2_LOW) - f) };
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let t1 = w * (LG[1] + w * (LG[3] + w * LG[5]));
    let t2 = z * (LG[0] + w * (LG[2] + w * (LG[4] + w * LG[6])));
    let r = t2 + t1;
    if (fraction - 0x6147A) | (0x6B851 - fraction) > 0 {
        let half_square = 0.5 * f * f;
        if k == 0 {
            f - (half_square - s * (half_square + r))
        } else {
            dk * LN2_HIGH - ((half_square - (s * (half_square + r) + dk * LN2_LOW)) - f)
        }
    } else if k == 0 {
        f - s * (f - r)
    } else {
        dk * LN2_HIGH - ((s * (f - r) - dk * LN2_LOW) - f)
    }
}

/// The logarithm of base 10.
pub(crate) fn log10(x: f64) -> f64 {
    const INVERSE_LN10: f64 = std::f64::consts::LOG10_E;
    const LOG10_2_HIGH: f64 = 3.010_299_956_636_117_7e-1;
    const LOG10_2_LOW: f64 = 3.694_239_077_158_931e-13;
    if x.is_nan() || x <= 0.0 || x.is_infinite() || x == 1.0 {
        return log(x);
    }
    let (x, mut k) = if x < f64::MIN_POSITIVE { (x * TWO_54, -54) } else { (x, 0) };
    k += (high(x) >> 20) - 1023;
    let i = i32::from(k < 0);
    let y = f64::from(k + i);
    let x = with_high(x, (high(x) & 0x000F_FFFF) | ((0x3FF - i) << 20));
    (y * LOG10_2_LOW + INVERSE_LN10 * log(x)) + y * LOG10_2_HIGH
}

/// The natural logarithm of 1 + x.
pub(crate) fn log1p(x: f64) -> f64 {
    if x.is_nan() || x <= -1.0 || x.is_infinite() {
        return if x == -1.0 {
            f64::NEG_INFINITY
        } else if x > 0.0 {
            x
        } else {
            f64::NAN
        };
    }
    let word = high(x);
    let magnitude = word & 0x7FFF_FFFF;
    if magnitude < 0x3E20_0000 {
        return if magnitude < 0x3C90_0000 { x } else { x - x * x * 0.5 };
    }
    // 1 + x between the roots of 1/2 and of 2 needs no other exponent.
    let is_near = word < 0x3FDA_827A && (word > 0 || word <= 0xBFD2_BEC4_u32 as i32);
    let (k, f, fraction, c) = if is_near { (0, x, 1, 0.0) } else { one_plus(x) };
    let half_square = 0.5 * f * f;
    let dk = f64::from(k);
    if fraction == 0 {
        if f == 0.0 {
            return if k == 0 { 0.0 } else { dk * LN2_HIGH + (c + dk * LN2_LOW) };
        }
        let r = half_square * (1.0 - 6.666_666_666_666_666e-1 * f);
        return if k == 0 { f - r } else { dk * LN2_HIGH - ((r - (dk * LN2_LOW + c)) - f) };
    }
    let s = f / (2.0 + f);
    let z = s * s;
    let r = z * (LG[0] + z * (LG[1] + z * (LG[2] + z * (LG[3] + z * (LG[4] + z * (LG[5] + z * LG[6]))))));
    if k == 0 {
        f - (half_square - s * (half_square + r))
    } else {
        dk * LN2_HIGH - ((half_square - (s * (half_square + r) + (dk * LN2_LOW + c))) - f)
    }
}

/// 1 + x as 2^k (1 + f): k, f, the bits of the fraction that tell whether f is small, and what
/// rounding 1 + x lost.
fn one_plus(x: f64) -> (i32, f64, i32, f64) {
    let is_small = high(x) < 0x4340_0000;
    let u = if is_small { 1.0 + x } else { x };
    let mut k = (high(u) >> 20) - 1023;
    let c = match (is_small, k > 0) {
        (false, _) => 0.0,
        (true, true) => (1.0 - (u - x)) / u,
        (true, false) => (x - (u - 1.0)) / u,
    };
    let fraction = high(u) & 0x000F_FFFF;
    if fraction < 0x6A09E {
        return (k, with_high(u, fraction | 0x3FF0_0000) - 1.0, fraction, c);
    }
    k += 1;
    (k, with_high(u, fraction | 0x3FE0_0000) - 1.0, (0x0010_0000 - fraction) >> 2, c)
}

/// The inverse hyperbolic cosine.
pub(crate) fn acosh(x: f64) -> f64 {
    if x.is_nan() || x < 1.0 {
        return f64::NAN;
    }
    if high(x) >= 0x41B0_0000 {
        return if x.is_infinite() { x } else { log(x) + LN2 };
    }
    if high(x) > 0x4000_0000 {
        return log(2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt()));
    }
    let t = x - 1.0;
    log1p(t + (2.0 * t + t * t).sqrt())
}

/// The inverse hyperbolic sine.
pub(crate) fn asinh(x: f64) -> f64 {
    let (size, word) = (x.abs(), high(x) & 0x7FFF_FFFF);
    if !x.is_finite() || word < 0x3E30_0000 {
        return x;
    }
    let result = if word > 0x41B0_0000 {
        log(size) + LN2
    } else if word > 0x4000_0000 {
        log(2.0 * size + 1.0 / ((x * x + 1.0).sqrt() + size))
    } else {
        let square = x * x;
        log1p(size + square / (1.0 + (1.0 + square).sqrt()))
    };
    result.copysign(x)
}

/// Where the hyperbolic functions leave the range of numbers.
const HYPERBOLIC_LIMIT: f64 = 7.104_758_600_739_439e2;

/// The hyperbolic cosine.
pub(crate) fn cosh(x: f64) -> f64 {
    let (size, word) = (x.abs(), high(x) & 0x7FFF_FFFF);
    if word < 0x3FD6_2E43 {
        let t = libm::expm1(size);
        let w = 1.0 + t;
        return if word < 0x3C80_0000 { w } else { 1.0 + (t * t) / (w + w) };
    }
    if word < 0x4036_0000 {
        let t = exp(size);
        return 0.5 * t + 0.5 / t;
    }
    if word < 0x4086_2E42 {
        return 0.5 * exp(size);
    }
    if size <= HYPERBOLIC_LIMIT {
        let w = exp(0.5 * size);
        return (0.5 * w) * w;
    }
    size * f64::INFINITY
}

/// The hyperbolic sine.
pub(crate) fn sinh(x: f64) -> f64 {
    let (size, half) = (x.abs(), 0.5_f64.copysign(x));
    if size < 22.0 {
        if size < 3.725_290_298_461_914e-9 {
            return x;
        }
        let t = libm::expm1(size);
        return half * if size < 1.0 { 2.0 * t - t * t / (t + 1.0) } else { t + t / (t + 1.0) };
    }
    if size < 709.782_226_562_5 {
        return half * exp(size);
    }
    if size <= HYPERBOLIC_LIMIT {
        let w = exp(0.5 * size);
        return (half * w) * w;
    }
    x * f64::INFINITY
}

/// The hyperbolic tangent.
pub(crate) fn tanh(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() || size < 3.725_290_298_461_914e-9 {
        return x;
    }
    let result = if size >= 22.0 {
        1.0
    } else if size >= 1.0 {
        1.0 - 2.0 / (libm::expm1(2.0 * size) + 2.0)
    } else {
        let t = libm::expm1(-2.0 * size);
        -t / (t + 2.0)
    };
    result.copysign(x)
}

/// The inverse hyperbolic tangent.
pub(crate) fn atanh(x: f64) -> f64 {
    let size = x.abs();
    if x.is_nan() || size >= 1.0 || high(size) < 0x3E30_0000 {
        return if size > 1.0 { f64::NAN } else { x * if size == 1.0 { f64::INFINITY } else { 1.0 } };
    }
    let t = size + size;
    let result = 0.5 * if size < 0.5 { log1p(t + t * size / (1.0 - size)) } else { log1p(t / (1.0 - size)) };
    result.copysign(x)
}
