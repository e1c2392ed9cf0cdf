//! BigInt (ECMA-262 §21.2).

use super::Installer;
use super::intl::number_format::NumberFormat;
use super::shared::support::to_index;
use crate::numeric::bigint::{as_int_n, as_uint_n, least_length, to_text};
use crate::objects::value::string::MAX_LENGTH;
use crate::objects::{BigInt, Gc, Primitive};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, messages};

const STATICS: &[NativeRow] = &[
    NativeRow::cx("asUintN", 2, wrap_unsigned, "§21.2.2.2", "A BigInt's lowest bits, as an unsigned integer."),
    NativeRow::cx("asIntN", 2, wrap_signed, "§21.2.2.1", "A BigInt's lowest bits, as a signed integer."),
];
const METHODS: &[NativeRow] = &[
    NativeRow::cx("toLocaleString", 0, to_locale_string, "§21.2.3.2", "The BigInt as people write it."),
    NativeRow::cx("toString", 0, to_string, "§21.2.3.3", "The BigInt as text, in a radix."),
    NativeRow::cx("valueOf", 0, value_of, "§21.2.3.4", "The BigInt itself."),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let row = NativeRow::cx("BigInt", 1, constructor, "§21.2.1.1", "The BigInt of an integer or its text.");
    let constructor = installer.constructor(&row, proto, (None, Some(Intrinsic::BigIntPrototype)));
    installer.methods(constructor, STATICS);
    installer.methods(proto, METHODS);
    installer.tag(proto, "BigInt");
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    if !cx.new_target().is_undefined() {
        return Err(cx.type_error(messages::not_a_constructor("BigInt")));
    }
    let value = cx.arg(0);
    let primitive = cx.vm().to_primitive(*value, crate::vm::Hint::Number)?;
    let result = match primitive.as_number() {
        Some(number) => cx.vm().number_to_bigint(number)?,
        None => cx.vm().to_bigint(primitive)?,
    };
    Ok(result.value())
}

fn bit_count(cx: &mut Cx<'_>) -> JsResult<u64> {
    let bits = cx.arg(0);
    match to_index(cx, bits)? {
        Some(bits) => Ok(bits),
        None => Err(cx.range_error(messages::NO_INDEX)),
    }
}

fn wrap_unsigned(cx: &mut Cx<'_>) -> JsResult {
    let bits = bit_count(cx)?;
    let value = cx.arg(1);
    let value = cx.to_bigint(value)?;
    match as_uint_n(bits, value.int()) {
        Ok(None) => Ok(value.value()),
        Ok(Some(wrapped)) => Ok(cx.leaf().new_bigint(&wrapped).value()),
        Err(fault) => Err(cx.vm().bigint_fault(fault)),
    }
}

fn wrap_signed(cx: &mut Cx<'_>) -> JsResult {
    let bits = bit_count(cx)?;
    let value = cx.arg(1);
    let value = cx.to_bigint(value)?;
    Ok(match as_int_n(bits, value.int()) {
        None => value.value(),
        Some(wrapped) => cx.leaf().new_bigint(&wrapped).value(),
    })
}

/// ThisBigIntValue (ECMA-262 §21.2.3.4.1).
fn this_bigint(cx: &mut Cx<'_>, method: &str) -> JsResult<Gc<BigInt>> {
    let this = *cx.this();
    let value = Gc::<Primitive>::from_value(this).map_or(this, |wrapper| wrapper.value.get());
    match Gc::from_value(value) {
        Some(bigint) => Ok(bigint),
        None => Err(cx.type_error(format!("BigInt.prototype.{method} requires that 'this' be a BigInt"))),
    }
}

fn to_string(cx: &mut Cx<'_>) -> JsResult {
    let value = this_bigint(cx, "toString")?;
    // The radix may run script code.
    let value = cx.root(value.value());
    let radix = cx.arg(0);
    let radix = if radix.is_undefined() { 10.0 } else { cx.to_integer(radix)? };
    if !(2.0..=36.0).contains(&radix) {
        return Err(cx.range_error("toString() radix argument must be between 2 and 36"));
    }
    let int = Gc::<BigInt>::from_cell(value.cell_unchecked()).int();
    if least_length(int, radix as u32) > MAX_LENGTH {
        return Err(cx.vm().string_too_long());
    }
    if radix == 10.0 {
        return cx.to_string(value).map(|text| *text);
    }
    let text = to_text(int, radix as u32);
    Ok(cx.leaf().new_latin1(text.as_bytes()).value())
}

fn value_of(cx: &mut Cx<'_>) -> JsResult {
    this_bigint(cx, "valueOf").map(Gc::value)
}

/// `BigInt.prototype.toLocaleString` (ECMA-402 19.3.1)
fn to_locale_string(cx: &mut Cx<'_>) -> JsResult {
    let value = this_bigint(cx, "toLocaleString")?;
    let value = cx.root(value.value());
    let (locales, options) = (cx.arg(0), cx.arg(1));
    let format = NumberFormat::read(cx, locales, options, "BigInt.prototype.toLocaleString")?;
    let decimal = to_text(Gc::<BigInt>::from_cell(value.cell_unchecked()).int(), 10);
    let text = format.format_integer(&decimal);
    Ok(*cx.string(&text))
}
