//! Sine, cosine and the angle of a point to the last digit as V8 computes them: fdlibm's
//! polynomials over a reduced argument. Arguments beyond a million are reduced with integers,
//! exactly.

use std::f64::consts::{FRAC_PI_2, PI};

const SIN: [f64; 6] = [
    -1.666_666_666_666_663_2e-1,
    8.333_333_333_322_49e-3,
    -1.984_126_982_985_795e-4,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_3e-8,
    1.589_690_995_211_55e-10,
];
const COS: [f64; 6] = [
    4.166_666_666_666_66e-2,
    -1.388_888_888_887_411e-3,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];
/// pi / 2 in three pieces of 33 bits, each with what it lacks.
const PI_2_PIECES: [(f64, f64); 3] = [
    (1.570_796_326_734_125_6, 6.077_100_506_506_192e-11),
    (6.077_100_506_303_966e-11, 2.022_266_248_795_950_6e-21),
    (2.022_266_248_711_166_5e-21, 8.478_427_660_368_9e-32),
];
/// What `FRAC_PI_2` lacks.
const PI_2_LOW: f64 = 6.123_233_995_736_766e-17;
/// The bits of 2 / pi after the point.
const TWO_OVER_PI: [u64; 20] = [
    0xA2F9_836E_4E44_1529,
    0xFC27_57D1_F534_DDC0,
    0xDB62_9599_3C43_9041,
    0xFE51_63AB_DEBB_C561,
    0xB724_6E3A_424D_D2E0,
    0x0649_2EEA_09D1_921C,
    0xFE1D_EB1C_B129_A73E,
    0xE882_35F5_2EBB_4484,
    0xE99C_7026_B45F_7E41,
    0x3991_D639_8353_39F4,
    0x9C84_5F8B_BDF9_283B,
    0x1FF8_97FF_DE05_980F,
    0xEF2F_118B_5A0A_6D1F,
    0x6D36_7ECF_27CB_09B7,
    0x4F46_3F66_9E5F_EA2D,
    0x7527_BAC7_EBE5_F17B,
    0x3D07_39F7_8A52_92EA,
    0x6BFB_5FB1_1F8D_5D08,
    0x5603_3046_FC7B_6BAB,
    0xF0CF_BC20_9AF4_361D,
];

fn magnitude(x: f64) -> u32 {
    (x.to_bits() >> 32) as u32 & 0x7FFF_FFFF
}

/// Sine of x + y, both small; `y` is the tail of `x`.
fn kernel_sin(x: f64, y: f64) -> f64 {
    if magnitude(x) < 0x3E40_0000 {
        return x;
    }
    let z = x * x;
    let v = z * x;
    let r = SIN[1] + z * (SIN[2] + z * (SIN[3] + z * (SIN[4] + z * SIN[5])));
    if y == 0.0 { x + v * (SIN[0] + z * r) } else { x - ((z * (0.5 * y - v * r) - y) - v * SIN[0]) }
}

/// Cosine of x + y, both small.
fn kernel_cos(x: f64, y: f64) -> f64 {
    let size = magnitude(x);
    if size < 0x3E40_0000 {
        return 1.0;
    }
    let z = x * x;
    let r = z * (COS[0] + z * (COS[1] + z * (COS[2] + z * (COS[3] + z * (COS[4] + z * COS[5])))));
    if size < 0x3FD3_3333 {
        return 1.0 - (0.5 * z - (z * r - x * y));
    }
    // A quarter of x is taken off both terms, which is exact.
    let quarter = if size > 0x3FE9_0000 { 0.28125 } else { f64::from_bits(u64::from(size - 0x0020_0000) << 32) };
    (1.0 - quarter) - ((0.5 * z - quarter) - (z * r - x * y))
}

/// x less a multiple of pi / 2, in two parts, and the multiple modulo 4. `x` is finite and above pi
/// / 4.
fn reduce(x: f64) -> (i32, f64, f64) {
    let size = magnitude(x);
    let t = x.abs();
    let (n, high, low) = if size < 0x4002_D97C {
        // Below 3 pi / 4.
        let (piece, tail) = PI_2_PIECES[0];
        let mut z = t - piece;
        let mut rest = tail;
        if size == 0x3FF9_21FB {
            z -= PI_2_PIECES[1].0;
            rest = PI_2_PIECES[1].1;
        }
        let high = z - rest;
        (1, high, (z - high) - rest)
    } else if size <= 0x4139_21FB {
        reduce_medium(t, size)
    } else {
        reduce_large(t)
    };
    if x < 0.0 { (-n, -high, -low) } else { (n, high, low) }
}

fn reduce_medium(x: f64, size: u32) -> (i32, f64, f64) {
    let n = (x * std::f64::consts::FRAC_2_PI + 0.5) as i32;
    let count = f64::from(n);
    let mut r = x - count * PI_2_PIECES[0].0;
    let mut w = count * PI_2_PIECES[0].1;
    let mut high = r - w;
    // As many pieces as the digits that the subtraction cancelled ask for.
    for (piece, limit) in [(1, 16), (2, 49)] {
        let lost = (size >> 20) as i32 - (magnitude(high) >> 20) as i32;
        if lost <= limit {
            break;
        }
        let (head, tail) = PI_2_PIECES[piece];
        let before = r;
        w = count * head;
        r = before - w;
        w = count * tail - ((before - r) - w);
        high = r - w;
    }
    (n, high, (r - high) - w)
}

/// The bits of x times 2 / pi from the weight 2 on: two bits of the multiple, the rest is the
/// fraction.
fn reduce_large(x: f64) -> (i32, f64, f64) {
    let mantissa = (x.to_bits() & 0x000F_FFFF_FFFF_FFFF) | 0x0010_0000_0000_0000;
    let exponent = (x.to_bits() >> 52) as i32 - 1075;
    // 2 / pi's bits before this one give multiples of four.
    let first = exponent - 2;
    let word = |i: i32| usize::try_from(i).ok().and_then(|i| TWO_OVER_PI.get(i)).copied().unwrap_or(0);
    let (index, shift) = (first.div_euclid(64), first.rem_euclid(64) as u32);
    let window = |i: i32| {
        let (a, b) = (word(index + i), word(index + i + 1));
        if shift == 0 { a } else { (a << shift) | (b >> (64 - shift)) }
    };
    let mut digits = [0_u64; 4];
    let mut carry = 0_u128;
    for i in (0..4).rev() {
        let product = u128::from(mantissa) * u128::from(window(i as i32)) + carry;
        digits[i] = product as u64;
        carry = product >> 64;
    }
    let mut n = (digits[0] >> 62) as i32;
    // 192 bits of the fraction, as a number between -1/2 and 1/2 and its sign.
    let mut fraction: [u64; 3] = std::array::from_fn(|i| (digits[i] << 2) | (digits[i + 1] >> 62));
    let is_negative = fraction[0] >> 63 == 1;
    if is_negative {
        n += 1;
        fraction = fraction.map(|digit| !digit);
    }
    let mut value = [0.0; 2];
    let lead = fraction[0].leading_zeros() as i32;
    let normal = |i: usize| {
        let next = fraction.get(i + 1).copied().unwrap_or(0);
        if lead == 0 || lead == 64 { fraction[i] } else { (fraction[i] << lead) | (next >> (64 - lead)) }
    };
    let bits = (u128::from(normal(0)) << 64) | u128::from(normal(1));
    for (i, part) in value.iter_mut().enumerate() {
        // 53 bits, then the next 53.
        let chunk = ((bits << (53 * i)) >> 75) as u64;
        *part = libm::scalbn(chunk as f64, -(53 * (i as i32 + 1)) - lead);
    }
    let product = value[0] * FRAC_PI_2;
    let rest = libm::fma(value[0], FRAC_PI_2, -product) + (value[0] * PI_2_LOW + value[1] * FRAC_PI_2);
    let high = product + rest;
    let low = (product - high) + rest;
    if is_negative { (n, -high, -low) } else { (n, high, low) }
}

/// The sine.
pub(crate) fn sin(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    if magnitude(x) <= 0x3FE9_21FB {
        return kernel_sin(x, 0.0);
    }
    let (n, high, low) = reduce(x);
    match n & 3 {
        0 => kernel_sin(high, low),
        1 => kernel_cos(high, low),
        2 => -kernel_sin(high, low),
        _ => -kernel_cos(high, low),
    }
}

/// The cosine.
pub(crate) fn cos(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    if magnitude(x) <= 0x3FE9_21FB {
        return kernel_cos(x, 0.0);
    }
    let (n, high, low) = reduce(x);
    match n & 3 {
        0 => kernel_cos(high, low),
        1 => -kernel_sin(high, low),
        2 => -kernel_cos(high, low),
        _ => kernel_sin(high, low),
    }
}

/// The angle of the point (x, y).
pub(crate) fn atan2(y: f64, x: f64) -> f64 {
    const PI_LOW: f64 = 1.224_646_799_147_353_2e-16;
    let is_plain = |x: f64| x != 0.0 && x.is_finite();
    if !is_plain(x) || !is_plain(y) {
        return libm::atan2(y, x);
    }
    if x == 1.0 {
        return libm::atan(y);
    }
    let k = (magnitude(y) as i32 - magnitude(x) as i32) >> 20;
    if k > 60 {
        // A quotient so large has the angle of the axis, whatever the sign of x.
        return FRAC_PI_2.copysign(y);
    }
    let z = if x < 0.0 && k < -60 { 0.0 } else { libm::atan((y / x).abs()) };
    let angle = if x < 0.0 { PI - (z - PI_LOW) } else { z };
    angle.copysign(y)
}
