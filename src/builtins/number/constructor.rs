//! `Number` (ECMA-262 §19.3.22), and the global functions that go with it: parseInt, parseFloat,
//! isNaN, isFinite (19.2).

use crate::builtins::Installer;
use crate::builtins::intl::number_format::NumberFormat;
use crate::builtins::text::buffer::chars_of;
use crate::characters::is_space;
use crate::numeric::conversion::{MAX_SAFE_INTEGER, to_int32};
use crate::numeric::digits::number_to_string;
use crate::numeric::digits::{to_exponential, to_fixed, to_precision, to_radix};
use crate::objects::{Chars, Gc, Primitive, Value};
use crate::vm::{Args, Coerce, Cx, Intrinsic, JsResult, Leaf, NativeRow};

use Coerce::{Any, OptInteger};

const PROTOTYPE: &[NativeRow] = &[
    NativeRow::leaf("toString", 1, to_string, "§21.1.3.6", "The number as text, in a radix").coerce(Any, &[OptInteger]),
    NativeRow::leaf("toFixed", 1, fixed, "§21.1.3.3", "The number with a fixed count of decimals")
        .coerce(Any, &[OptInteger]),
    NativeRow::leaf("toExponential", 1, exponential, "§21.1.3.2", "The number with an exponent")
        .coerce(Any, &[OptInteger]),
    NativeRow::leaf("toPrecision", 1, precision, "§21.1.3.5", "The number with a count of digits")
        .coerce(Any, &[OptInteger]),
    NativeRow::cx("toLocaleString", 0, to_locale_string, "§21.1.3.4", "The number as people write it"),
    NativeRow::leaf("valueOf", 0, value_of, "§21.1.3.7", "The number itself"),
];

const STATICS: &[NativeRow] = &[
    NativeRow::leaf("isFinite", 1, number_is_finite, "§21.1.2.2", "Whether the value is a finite number"),
    NativeRow::leaf("isInteger", 1, is_integer, "§21.1.2.3", "Whether the value is an integer"),
    NativeRow::leaf("isNaN", 1, number_is_nan, "§21.1.2.4", "Whether the value is NaN"),
    NativeRow::leaf(
        "isSafeInteger",
        1,
        is_safe_integer,
        "§21.1.2.5",
        "Whether the value is an integer that no other number rounds to",
    ),
];

const GLOBALS: &[NativeRow] = &[
    NativeRow::leaf("isNaN", 1, number_is_nan, "§19.2.3", "Whether the value converts to NaN")
        .coerce(Any, &[Coerce::Number]),
    NativeRow::leaf("isFinite", 1, number_is_finite, "§19.2.2", "Whether the value converts to a finite number")
        .coerce(Any, &[Coerce::Number]),
];

const PARSE_FLOAT: NativeRow =
    NativeRow::leaf("parseFloat", 1, parse_float, "§19.2.4", "The decimal number at the start of a string")
        .coerce(Any, &[Coerce::String]);
const PARSE_INT: NativeRow =
    NativeRow::cx("parseInt", 2, parse_int, "§19.2.5", "The integer at the start of a string, in a radix");

/// Installs `Number` and the global functions about numbers.
pub(crate) fn install(installer: &mut Installer) {
    let object_proto = installer.vm.realm.get(Intrinsic::ObjectPrototype);
    let shape = installer.vm.space.root_shape(object_proto, 0);
    let proto = installer.vm.space.new_primitive(shape, Value::ZERO).value();
    let row = NativeRow::cx("Number", 1, construct, "§21.1.1.1", "A number");
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Number), Some(Intrinsic::NumberPrototype)));
    for (name, value) in [
        ("MAX_VALUE", f64::MAX),
        ("MIN_VALUE", 5e-324),
        ("NaN", f64::NAN),
        ("NEGATIVE_INFINITY", f64::NEG_INFINITY),
        ("POSITIVE_INFINITY", f64::INFINITY),
        ("MAX_SAFE_INTEGER", MAX_SAFE),
        ("MIN_SAFE_INTEGER", -MAX_SAFE),
        ("EPSILON", f64::EPSILON),
    ] {
        installer.value(constructor, name, Value::number(value), 0);
    }
    installer.methods(constructor, STATICS);
    installer.methods(proto, PROTOTYPE);
    let global = installer.vm.realm.global.value();
    installer.methods(global, GLOBALS);
    for row in [&PARSE_FLOAT, &PARSE_INT] {
        let function = installer.method(global, row);
        installer.value(constructor, row.name, function, crate::objects::attributes::HIDDEN);
    }
}

const MAX_SAFE: f64 = MAX_SAFE_INTEGER as f64;

/// `Number(value)`, `new Number(value)` (ECMA-262 §21.1.1.1)
fn construct(cx: &mut Cx<'_>) -> JsResult {
    let number = if cx.argc() == 0 {
        0.0
    } else {
        let value = cx.arg(0);
        cx.number_of(value)?
    };
    if cx.new_target().is_undefined() {
        return Ok(Value::number(number));
    }
    let shape = cx.instance_shape(Intrinsic::NumberPrototype)?;
    Ok(cx.leaf().new_primitive(shape, Value::number(number)).value())
}

fn number_is_finite(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(args.get(0).as_number().is_some_and(f64::is_finite).into())
}

fn number_is_nan(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(args.get(0).as_number().is_some_and(f64::is_nan).into())
}

fn integer_of(value: Value) -> Option<f64> {
    value.as_number().filter(|n| n.is_finite() && n.fract() == 0.0)
}

fn is_integer(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(integer_of(args.get(0)).is_some().into())
}

fn is_safe_integer(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(integer_of(args.get(0)).is_some_and(|n| n.abs() <= MAX_SAFE).into())
}

/// ThisNumberValue (ECMA-262 §21.1.3.7.1)
fn this_number(leaf: &mut Leaf<'_>, this: Value, method: &str) -> JsResult<f64> {
    let inner = Gc::<Primitive>::from_value(this).map_or(this, |wrapper| wrapper.value.get());
    match inner.as_number() {
        Some(number) => Ok(number),
        None => Err(leaf.type_error(format!("Number.prototype.{method} requires that 'this' be a Number"))),
    }
}

fn text(leaf: &mut Leaf<'_>, text: &str) -> JsResult {
    Ok(leaf.new_latin1(text.as_bytes()).value())
}

fn to_string(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let number = this_number(leaf, this, "toString")?;
    let radix = args.get(0).as_number().unwrap_or(10.0);
    if !(2.0..=36.0).contains(&radix) {
        return Err(leaf.range_error("toString() radix argument must be between 2 and 36"));
    }
    if radix == 10.0 || !number.is_finite() {
        return Ok(leaf.number_text(number));
    }
    if (0.0..radix).contains(&number) && number.fract() == 0.0 {
        let digit = char::from_digit(number as u32, radix as u32).unwrap_or('0');
        return Ok(leaf.new_char(digit as u16).value());
    }
    text(leaf, &to_radix(number, radix as u32))
}

/// A count of digits in range.
fn digit_count(leaf: &mut Leaf<'_>, value: Value, least: f64, what: &str) -> JsResult<usize> {
    let count = value.as_number().unwrap_or(0.0);
    if (least..=100.0).contains(&count) {
        return Ok(count as usize);
    }
    Err(leaf.range_error(format!("{what} must be between {least} and 100")))
}

/// `Number.prototype.toFixed` (ECMA-262 §21.1.3.3)
fn fixed(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let number = this_number(leaf, this, "toFixed")?;
    let places = digit_count(leaf, args.get(0), 0.0, "toFixed() digits argument")?;
    if !number.is_finite() || number.abs() >= 1e21 {
        return text(leaf, &number_to_string(number));
    }
    text(leaf, &to_fixed(number, places))
}

/// `Number.prototype.toExponential` (ECMA-262 §21.1.3.2)
fn exponential(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let number = this_number(leaf, this, "toExponential")?;
    if !number.is_finite() {
        return text(leaf, &number_to_string(number));
    }
    let places = digit_count(leaf, args.get(0), 0.0, "toExponential() argument")?;
    text(leaf, &to_exponential(number, (!args.get(0).is_undefined()).then_some(places)))
}

/// `Number.prototype.toPrecision` (ECMA-262 §21.1.3.5)
fn precision(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let number = this_number(leaf, this, "toPrecision")?;
    if args.get(0).is_undefined() || !number.is_finite() {
        return text(leaf, &number_to_string(number));
    }
    let count = digit_count(leaf, args.get(0), 1.0, "toPrecision() argument")?;
    text(leaf, &to_precision(number, count))
}

fn value_of(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    this_number(leaf, this, "valueOf").map(Value::number)
}

/// `Number.prototype.toLocaleString` (ECMA-402 19.2.1)
fn to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let this = *cx.this();
    let number = this_number(&mut cx.leaf(), this, "toLocaleString")?;
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let format = NumberFormat::read(cx, locales, options, "Number.prototype.toLocaleString")?;
    let text = format.format_number(number);
    Ok(*cx.string(&text))
}

/// `parseFloat` (ECMA-262 §19.2.4)
fn parse_float(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    let chars = chars_of(leaf, args.get(0));
    let start = chars.iter().position(|unit| !is_space(unit)).unwrap_or(chars.len());
    Ok(Value::number(decimal_prefix(chars.slice(start, chars.len()))))
}

/// The longest decimal literal (ECMAScript StrDecimalLiteral) at the start of the characters, or
/// NaN.
fn decimal_prefix(chars: Chars<'_>) -> f64 {
    let unit = |i: usize| if i < chars.len() { u8::try_from(chars.at(i)).unwrap_or(0) } else { 0 };
    let digits = |mut i: usize| {
        while unit(i).is_ascii_digit() {
            i += 1;
        }
        i
    };
    let sign = usize::from(matches!(unit(0), b'+' | b'-'));
    if b"Infinity".iter().enumerate().all(|(i, &b)| unit(sign + i) == b) {
        return if unit(0) == b'-' { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let mut end = digits(sign);
    let whole = end - sign;
    let mut places = 0;
    if unit(end) == b'.' {
        let after = digits(end + 1);
        places = after - end - 1;
        if whole + places > 0 {
            end = after;
        }
    }
    if whole + places == 0 {
        return f64::NAN;
    }
    if matches!(unit(end), b'e' | b'E') {
        let sign = usize::from(matches!(unit(end + 1), b'+' | b'-'));
        let after = digits(end + 1 + sign);
        if after > end + 1 + sign {
            end = after;
        }
    }
    let text: String = chars.slice(0, end).iter().map(|unit| unit as u8 as char).collect();
    text.parse().unwrap_or(f64::NAN)
}

/// `parseInt` (ECMA-262 §19.2.5)
fn parse_int(cx: &mut Cx<'_>) -> JsResult {
    let (value, radix) = (cx.arg(0), cx.arg(1));
    if value.is_int() && (radix.is_undefined() || radix.as_int() == Some(10)) {
        return Ok(*value);
    }
    if value.is_double() && (radix.is_undefined() || radix.as_int() == Some(10)) {
        // A text without exponent starts with the digits of the integer part, zero with its sign
        // unless it is all there is.
        let number = value.as_double_unchecked();
        if (1e-6..1e21).contains(&number.abs()) {
            return Ok(Value::number(number.trunc()));
        }
    }
    let string = cx.to_string(value)?;
    let radix = to_int32(cx.to_number(radix)?);
    let chars = chars_of(&mut cx.leaf(), *string);
    Ok(Value::number(integer_prefix(chars, radix)))
}

/// A short decimal number of digits alone, as most are.
fn plain_digits(chars: Chars<'_>) -> Option<f64> {
    let Chars::Latin1(bytes) = chars else { return None };
    if bytes.is_empty() || bytes.len() > 15 || !bytes.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(bytes.iter().fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0')) as f64)
}

fn integer_prefix(chars: Chars<'_>, radix: i32) -> f64 {
    if radix == 10
        && let Some(number) = plain_digits(chars)
    {
        return number;
    }
    let unit = |i: usize| if i < chars.len() { chars.at(i) } else { 0 };
    let mut at = chars.iter().position(|unit| !is_space(unit)).unwrap_or(chars.len());
    let negative = unit(at) == u16::from(b'-');
    if negative || unit(at) == u16::from(b'+') {
        at += 1;
    }
    if radix != 0 && !(2..=36).contains(&radix) {
        return f64::NAN;
    }
    let has_prefix = unit(at) == u16::from(b'0') && unit(at + 1) | 0x20 == u16::from(b'x');
    let mut radix = radix as u32;
    if has_prefix && matches!(radix, 0 | 16) {
        radix = 16;
        at += 2;
    } else if radix == 0 {
        radix = 10;
    }
    let digits: String =
        (at..chars.len()).map_while(|i| char::from_u32(chars.at(i).into()).filter(|c| c.is_digit(radix))).collect();
    if digits.is_empty() {
        return f64::NAN;
    }
    let size = match radix {
        10 => digits.parse().unwrap_or(f64::NAN),
        2 | 4 | 8 | 16 | 32 => crate::numeric::conversion::digits_to_number(&digits, radix),
        _ => sum_digits(&digits, radix),
    };
    if negative { -size } else { size }
}

/// The value of digits in a radix that is no power of two. The standard allows an approximation
/// beyond 20 digits; this one sums in parts of as many digits as V8 takes, so that the rounding is
/// the same.
fn sum_digits(digits: &str, radix: u32) -> f64 {
    const LARGEST_SCALE: u32 = u32::MAX / 36;
    let mut total = 0.0;
    let (mut part, mut scale) = (0_u32, 1_u32);
    for digit in digits.chars().filter_map(|c| c.to_digit(radix)) {
        if scale * radix > LARGEST_SCALE {
            total = total * f64::from(scale) + f64::from(part);
            (part, scale) = (0, 1);
        }
        part = part * radix + digit;
        scale *= radix;
    }
    total * f64::from(scale) + f64::from(part)
}
