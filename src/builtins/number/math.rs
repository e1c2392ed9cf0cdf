//! Math (ECMA-262 §19.4.3). All functions take numbers: the rows convert the arguments. The
//! transcendental functions are fdlibm's, as V8 has them: of crate libm where that has kept every
//! digit, else of `transcendental` and `trigonometric`.

use std::ops::ControlFlow;

use crate::builtins::Installer;
use crate::heap::Tracer;
use crate::numeric::sum::ExactSum;
use crate::numeric::{half, transcendental, trigonometric};
use crate::objects::{Gc, Object, Value};
use crate::vm::{Args, Coerce, Cx, HostState, JsResult, Leaf, NativeRow, Vm, messages};

const ONE: &[Coerce] = &[Coerce::Number];
const TWO: &[Coerce] = &[Coerce::Number, Coerce::Number];

/// Rows of functions of one number.
macro_rules! unary {
    ($($name:literal $function:expr, $clause:literal $doc:literal;)*) => {
        &[$(NativeRow::leaf($name, 1, |_, _, args| Ok(Value::number($function(number(args, 0)))), $clause, $doc).coerce(Coerce::Any, ONE)),*]
    };
}

/// Argument `i`, which the row has made a number.
#[inline(always)]
fn number(args: Args<'_>, i: usize) -> f64 {
    args.get(i).as_number().unwrap_or(f64::NAN)
}

const UNARY: &[NativeRow] = unary! {
    "acos" libm::acos, "§21.3.2.2" "Arc cosine in radians.";
    "acosh" transcendental::acosh, "§21.3.2.3" "Inverse hyperbolic cosine.";
    "asin" libm::asin, "§21.3.2.4" "Arc sine in radians.";
    "asinh" transcendental::asinh, "§21.3.2.5" "Inverse hyperbolic sine.";
    "atan" libm::atan, "§21.3.2.6" "Arc tangent in radians.";
    "atanh" transcendental::atanh, "§21.3.2.7" "Inverse hyperbolic tangent.";
    "cbrt" cbrt, "§21.3.2.9" "Cube root.";
    "expm1" libm::expm1, "§21.3.2.15" "e to the x, minus 1, exact near 0.";
    "cos" trigonometric::cos, "§21.3.2.12" "Cosine.";
    "cosh" transcendental::cosh, "§21.3.2.13" "Hyperbolic cosine.";
    "exp" transcendental::exp, "§21.3.2.14" "e to the x.";
    "f16round" f16round, "§21.3.2.16" "The nearest half-precision number.";
    "fround" fround, "§21.3.2.17" "The nearest single-precision number.";
    "log" transcendental::log, "§21.3.2.21" "Natural logarithm.";
    "log1p" transcendental::log1p, "§21.3.2.22" "Natural logarithm of 1 + x, exact near 0.";
    "log2" libm::log2, "§21.3.2.24" "Logarithm of base 2.";
    "log10" transcendental::log10, "§21.3.2.23" "Logarithm of base 10.";
    "sign" sign, "§21.3.2.30" "The sign: 1, -1, 0 or -0.";
    "sin" trigonometric::sin, "§21.3.2.31" "Sine.";
    "sinh" transcendental::sinh, "§21.3.2.32" "Hyperbolic sine.";
    "sqrt" f64::sqrt, "§21.3.2.33" "Square root.";
    "tan" libm::tan, "§21.3.2.35" "Tangent.";
    "tanh" transcendental::tanh, "§21.3.2.36" "Hyperbolic tangent.";
};

const OTHERS: &[NativeRow] = &[
    NativeRow::leaf("abs", 1, abs, "§21.3.2.1", "The absolute value.").coerce(Coerce::Any, ONE),
    NativeRow::leaf("ceil", 1, |_, _, args| round_with(args, f64::ceil), "§21.3.2.10", "The next integer up.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("floor", 1, |_, _, args| round_with(args, f64::floor), "§21.3.2.16", "The next integer down.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("trunc", 1, |_, _, args| round_with(args, f64::trunc), "§21.3.2.37", "The integer part.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("round", 1, |_, _, args| round_with(args, round), "§21.3.2.29", "The nearest integer, halves up.")
        .coerce(Coerce::Any, ONE),
    NativeRow::leaf("atan2", 2, atan2, "§21.3.2.8", "The angle of the point (x, y), given y and x.")
        .coerce(Coerce::Any, TWO),
    NativeRow::leaf("clz32", 1, clz32, "§21.3.2.11", "Leading zero bits of a 32-bit integer.").coerce(Coerce::Any, ONE),
    NativeRow::leaf("hypot", 2, hypot, "§21.3.2.19", "The square root of the sum of squares.")
        .coerce(Coerce::Any, ONE)
        .variadic(),
    NativeRow::leaf("imul", 2, imul, "§21.3.2.20", "The 32-bit product.").coerce(Coerce::Any, TWO),
    NativeRow::leaf("max", 2, max, "§21.3.2.25", "The largest argument.").coerce(Coerce::Any, ONE).variadic(),
    NativeRow::leaf("min", 2, min, "§21.3.2.26", "The smallest argument.").coerce(Coerce::Any, ONE).variadic(),
    NativeRow::leaf("pow", 2, pow, "§21.3.2.27", "The base to the power of the exponent.").coerce(Coerce::Any, TWO),
    NativeRow::leaf("random", 0, random, "§21.3.2.28", "A random number from 0 up to, not including, 1."),
];

/// The functions in V8's order, in which a script sees them.
const ORDER: [&str; 36] = [
    "abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "atan2", "ceil", "cbrt", "expm1", "clz32", "cos", "cosh",
    "exp", "floor", "fround", "hypot", "imul", "log", "log1p", "log2", "log10", "max", "min", "pow", "random", "round",
    "sign", "sin", "sinh", "sqrt", "tan", "tanh", "trunc", "f16round",
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

pub(crate) fn install(installer: &mut Installer<'_>) {
    let random = Random::seeded(installer.vm.hooks.seed);
    installer.vm.add_state(random);
    let math = installer.deferred(fill);
    installer.global("Math", math);
}

fn fill(vm: &mut Vm, math: Gc<Object>) {
    let installer = &mut Installer::late(vm);
    let math = math.value();
    for name in ORDER {
        if let Some(row) = UNARY.iter().chain(OTHERS).find(|row| row.name == name) {
            installer.method(math, row);
        }
    }
    for (name, value) in CONSTANTS {
        installer.value(math, name, Value::number(value), 0);
    }
    let sum = NativeRow::cx("sumPrecise", 1, sum_precise, "§21.3.2.34", "The sum of the numbers, rounded once.");
    installer.method(math, &sum);
    installer.tag(math, "Math");
}

fn sum_precise(cx: &mut Cx<'_>) -> JsResult {
    let items = cx.arg(0);
    if items.is_nullish() {
        let text = cx.describe(items);
        return Err(cx.type_error(messages::not_iterable(&text)));
    }
    let mut sum = ExactSum::default();
    // Without a number but -0 the sum is that; infinities and NaN are added as usual.
    let (mut only_minus_zero, mut special) = (true, 0.0);
    cx.iterate(items, |cx, item| {
        let Some(number) = item.as_number() else {
            let text = cx.describe(item);
            return Err(cx.type_error(format!("{text} is not a number")));
        };
        only_minus_zero &= number == 0.0 && number.is_sign_negative();
        if number.is_finite() {
            sum.add(number);
        } else {
            special += number;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(match () {
        () if special != 0.0 => Value::number(special),
        () if only_minus_zero => Value::double(-0.0),
        () => Value::number(sum.round()),
    })
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

/// Cube root: a third of the exponent, a polynomial, one step of Newton's method, as fdlibm has it,
/// so that the last digit is the one people know.
fn cbrt(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    const TWO_54: f64 = 18_014_398_509_481_984.0;
    let magnitude = x.abs();
    let high = if magnitude < f64::MIN_POSITIVE {
        ((magnitude * TWO_54).to_bits() >> 32) / 3 + 696_219_795
    } else {
        (magnitude.to_bits() >> 32) / 3 + 715_094_163
    };
    let mut root = f64::from_bits(high << 32).copysign(x);
    let r = (root * root) * (root / x);
    let low = 1.875_951_824_271_77 + r * (-1.884_979_795_433_771_7 + r * 1.621_429_720_105_354_5);
    let high = -0.758_397_934_778_766 + r * 0.145_996_192_886_612_45;
    root *= low + ((r * r) * r) * high;
    // Rounded to 23 bits, so that the square below is exact.
    root = f64::from_bits(root.to_bits().wrapping_add(0x8000_0000) & 0xFFFF_FFFF_C000_0000);
    let rest = x / (root * root);
    root + root * ((rest - root) / (root + root + rest))
}

fn f16round(number: f64) -> f64 {
    half::to_f64(half::from_f64(number))
}

fn fround(x: f64) -> f64 {
    f64::from(x as f32)
}

fn sign(x: f64) -> f64 {
    if x == 0.0 || x.is_nan() { x } else { x.signum() }
}

fn atan2(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Value::number(trigonometric::atan2(number(args, 0), number(args, 1))))
}

fn to_int32(args: Args<'_>, i: usize) -> i32 {
    crate::numeric::conversion::to_int32(number(args, i))
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
    Ok(Value::number(crate::vm::abstract_operations::arithmetic::power(number(args, 0), number(args, 1))))
}

/// Fills bytes from the generator of `Math.random`: of a run that is to be the same each time.
pub fn fill_from_seed(vm: &mut Vm, bytes: &mut [u8]) {
    let random = vm.state::<Random>();
    bytes.iter_mut().for_each(|byte| *byte = (random.next() * 256.0) as u8);
}

/// The generator behind `Math.random`: xoshiro256++, seeded by the system unless a seed is given.
struct Random([u64; 4]);

impl HostState for Random {
    fn trace(&self, _: &mut Tracer) {}
}

impl Random {
    fn seeded(seed: Option<u64>) -> Random {
        use std::hash::{BuildHasher, RandomState};
        // The standard library's hash keys are the system's random bytes, spread by splitmix64.
        let mut seed = seed.unwrap_or_else(|| RandomState::new().hash_one(std::process::id()));
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
