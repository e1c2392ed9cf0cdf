//! Math (ECMAScript 21.3). All functions take numbers: the rows convert the arguments.

use super::Installer;
use crate::heap::Tracer;
use crate::objects::Value;
use crate::vm::{Args, Coerce, HostState, Intrinsic, JsResult, Leaf, NativeRow};

const ONE: &[Coerce] = &[Coerce::Number];
const TWO: &[Coerce] = &[Coerce::Number, Coerce::Number];

/// Rows of functions of one number.
macro_rules! unary {
    ($($name:literal $function:expr, $doc:literal;)*) => {
        &[$(NativeRow::leaf($name, 1, |_, _, args| Ok(Value::number($function(number(args, 0)))), $doc).coerce(Coerce::Any, ONE)),*]
    };
}

/// Argument `i`, which the row has made a number.
#[inline(always)]
fn number(args: Args<'_>, i: usize) -> f64 {
    args.get(i).as_number().unwrap_or(f64::NAN)
}

const UNARY: &[NativeRow] = unary! {
    "acos" f64::acos, "Arc cosine in radians.";
    "acosh" acosh, "Inverse hyperbolic cosine.";
    "asin" f64::asin, "Arc sine in radians.";
    "asinh" asinh, "Inverse hyperbolic sine.";
    "atan" f64::atan, "Arc tangent in radians.";
    "atanh" atanh, "Inverse hyperbolic tangent.";
    "cbrt" f64::cbrt, "Cube root.";
    "expm1" f64::exp_m1, "e to the x, minus 1, exact near 0.";
    "cos" f64::cos, "Cosine.";
    "cosh" f64::cosh, "Hyperbolic cosine.";
    "exp" f64::exp, "e to the x.";
    "fround" fround, "The nearest single-precision number.";
    "log" f64::ln, "Natural logarithm.";
    "log1p" f64::ln_1p, "Natural logarithm of 1 + x, exact near 0.";
    "log2" f64::log2, "Logarithm of base 2.";
    "log10" f64::log10, "Logarithm of base 10.";
    "sign" sign, "The sign: 1, -1, 0 or -0.";
    "sin" f64::sin, "Sine.";
    "sinh" f64::sinh, "Hyperbolic sine.";
    "sqrt" f64::sqrt, "Square root.";
    "tan" f64::tan, "Tangent.";
    "tanh" f64::tanh, "Hyperbolic tangent.";
};

const OTHERS: &[NativeRow] = &[
    NativeRow::leaf("abs", 1, abs, "The absolute value.").coerce(Coerce::Any, ONE),
    NativeRow::leaf("ceil", 1, |_, _, args| round_with(args, f64::ceil), "The next integer up.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("floor", 1, |_, _, args| round_with(args, f64::floor), "The next integer down.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("trunc", 1, |_, _, args| round_with(args, f64::trunc), "The integer part.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("round", 1, |_, _, args| round_with(args, round), "The nearest integer, halves up.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("atan2", 2, atan2, "The angle of the point (x, y), given y and x.").coerce(Coerce::Any, TWO),
    NativeRow::leaf("clz32", 1, clz32, "Leading zero bits of a 32-bit integer.").coerce(Coerce::Any, ONE),
    NativeRow::leaf("hypot", 2, hypot, "The square root of the sum of squares.").coerce(Coerce::Any, ONE).variadic(),
    NativeRow::leaf("imul", 2, imul, "The 32-bit product.").coerce(Coerce::Any, TWO),
    NativeRow::leaf("max", 2, max, "The largest argument.").coerce(Coerce::Any, ONE).variadic(),
    NativeRow::leaf("min", 2, min, "The smallest argument.").coerce(Coerce::Any, ONE).variadic(),
    NativeRow::leaf("pow", 2, pow, "The base to the power of the exponent.").coerce(Coerce::Any, TWO),
    NativeRow::leaf("random", 0, random, "A random number from 0 up to, not including, 1."),
];

/// The functions in V8's order, in which a script sees them.
const ORDER: [&str; 35] = [
    "abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "atan2", "ceil", "cbrt", "expm1", "clz32", "cos", "cosh",
    "exp", "floor", "fround", "hypot", "imul", "log", "log1p", "log2", "log10", "max", "min", "pow", "random", "round",
    "sign", "sin", "sinh", "sqrt", "tan", "tanh", "trunc",
];

const CONSTANTS: [(&str, f64); 8] = [
    ("E", std::f64::consts::E),
    ("LN10", std::f64::consts::LN_10),
    ("LN2", std::f64::consts::LN_2),
    ("LOG10E", std::f64::consts::LOG10_E),
    ("LOG2E", std::f64::consts::LOG2_E),
    ("PI", std::f64::consts::PI),
    ("SQRT1_2", std::f64::consts::FRAC_1_SQRT_2),
    ("SQRT2", std::f64::consts::SQRT_2),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(Random::seeded());
    let math = installer.object(Intrinsic::ObjectPrototype);
    for name in ORDER {
        if let Some(row) = UNARY.iter().chain(OTHERS).find(|row| row.name == name) {
            installer.method(math, row);
        }
    }
    for (name, value) in CONSTANTS {
        installer.value(math, name, Value::number(value), 0);
    }
    installer.tag(math, "Math");
    installer.global("Math", math);
}

fn abs(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(match args.get(0).as_int().and_then(i32::checked_abs) {
        Some(i) => Value::int(i),
        None => Value::number(number(args, 0).abs()),
    })
}

/// Integers stay what they are.
#[inline]
fn round_with(args: Args<'_>, function: impl Fn(f64) -> f64) -> JsResult {
    let value = args.get(0);
    Ok(if value.is_int() { value } else { Value::number(function(number(args, 0))) })
}

/// Halves go up: -2.5 becomes -2, -0.2 becomes -0.
fn round(x: f64) -> f64 {
    if x.fract() == 0.0 || !x.is_finite() {
        return x;
    }
    if (-0.5..0.0).contains(&x) {
        return -0.0;
    }
    let down = x.floor();
    if x - down >= 0.5 { down + 1.0 } else { down }
}

fn acosh(x: f64) -> f64 {
    // The sum in the obvious formula loses digits near 1 and overflows far out.
    if x < 1.0 {
        return f64::NAN;
    }
    if x > 268_435_456.0 {
        return x.ln() + std::f64::consts::LN_2;
    }
    if x > 2.0 {
        return (2.0 * x - 1.0 / (x + (x * x - 1.0).sqrt())).ln();
    }
    let t = x - 1.0;
    (t + (2.0 * t + t * t).sqrt()).ln_1p()
}

fn asinh(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let a = x.abs();
    let result = if a > 268_435_456.0 {
        a.ln() + std::f64::consts::LN_2
    } else if a > 2.0 {
        (2.0 * a + 1.0 / ((a * a + 1.0).sqrt() + a)).ln()
    } else if a < 3.725_290_298_461_914e-9 {
        a
    } else {
        let square = a * a;
        (a + square / (1.0 + (1.0 + square).sqrt())).ln_1p()
    };
    result.copysign(x)
}

fn atanh(x: f64) -> f64 {
    let a = x.abs();
    if a > 1.0 || x.is_nan() {
        return f64::NAN;
    }
    if a < 3.725_290_298_461_914e-9 {
        return x;
    }
    let double = a + a;
    let result =
        if a < 0.5 { 0.5 * (double + double * a / (1.0 - a)).ln_1p() } else { 0.5 * (double / (1.0 - a)).ln_1p() };
    result.copysign(x)
}

fn fround(x: f64) -> f64 {
    f64::from(x as f32)
}

fn sign(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() { x } else { x.signum() }
}

fn atan2(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Value::number(number(args, 0).atan2(number(args, 1))))
}

fn to_int32(args: Args<'_>, i: usize) -> i32 {
    crate::vm::convert::to_int32(number(args, i))
}

fn clz32(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Value::int(to_int32(args, 0).leading_zeros() as i32))
}

fn imul(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Value::int(to_int32(args, 0).wrapping_mul(to_int32(args, 1))))
}

fn hypot(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let (mut largest, mut nan) = (0.0_f64, false);
    for i in 0..args.len() {
        let x = number(args, i).abs();
        if x.is_infinite() {
            return Ok(Value::double(f64::INFINITY));
        }
        nan |= x.is_nan();
        largest = largest.max(x);
    }
    if nan {
        return Ok(Value::NAN);
    }
    if largest == 0.0 {
        return Ok(Value::ZERO);
    }
    // Scaled so that no square overflows, summed with compensation.
    let (mut sum, mut lost) = (0.0, 0.0);
    for i in 0..args.len() {
        let scaled = number(args, i) / largest;
        let term = scaled * scaled - lost;
        let next = sum + term;
        lost = (next - sum) - term;
        sum = next;
    }
    Ok(Value::number(sum.sqrt() * largest))
}

fn max(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    extreme(args, f64::NEG_INFINITY, |x, best| x > best || (x == 0.0 && best == 0.0 && best.is_sign_negative()))
}

fn min(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    extreme(args, f64::INFINITY, |x, best| x < best || (x == 0.0 && best == 0.0 && x.is_sign_negative()))
}

#[inline]
fn extreme(args: Args<'_>, start: f64, better: impl Fn(f64, f64) -> bool) -> JsResult {
    let mut best = start;
    for &value in args.0 {
        let x = value.as_number().unwrap_or(f64::NAN);
        if x.is_nan() {
            return Ok(Value::NAN);
        }
        if better(x, best) {
            best = x;
        }
    }
    Ok(Value::number(best))
}

fn pow(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Value::number(crate::vm::arithmetic::power(number(args, 0), number(args, 1))))
}

/// The generator behind `Math.random`: xoshiro256++, seeded by the system.
struct Random([u64; 4]);

impl HostState for Random {
    fn trace(&self, _: &mut Tracer) {}
}

impl Random {
    fn seeded() -> Random {
        use std::hash::{BuildHasher, RandomState};
        // The standard library's hash keys are the system's random bytes, spread by splitmix64.
        let mut seed = RandomState::new().hash_one(std::process::id());
        Random(std::array::from_fn(|_| {
            seed = seed.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = seed;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        }))
    }

    fn next(&mut self) -> f64 {
        let s = &mut self.0;
        let result = s[0].wrapping_add(s[3]).rotate_left(23).wrapping_add(s[0]);
        let t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = s[3].rotate_left(45);
        (result >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }
}

fn random(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    Ok(Value::double(leaf.state::<Random>().next()))
}
