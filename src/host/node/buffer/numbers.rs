//! The methods of Node's Buffer that read and write numbers (Node page "Buffer").

use crate::host::node::errors;
use crate::numeric::bigint::to_i64;
use crate::objects::cells::element_type::low_bits;
use crate::objects::{BigInt, ElementType, Gc, Value, View};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow, Rooted, Throw, messages};

/// Rows that read and write a type in both orders: name, number of the type.
macro_rules! fixed {
    ($($read:literal $write:literal $of:literal $little:literal;)*) => {
        &[$(
            NativeRow::cx($read, 0, read::<$of, $little>, "Node buffer", "The number at an offset."),
            NativeRow::cx($write, 1, write::<$of, $little>, "Node buffer", "Writes a number; gives the offset behind it."),
        )*]
    };
}

/// Those of a type of its own.
pub const FIXED: &[NativeRow] = fixed! {
    "readBigUInt64LE" "writeBigUInt64LE" 11 true;
    "readBigUInt64BE" "writeBigUInt64BE" 11 false;
    "readBigInt64LE" "writeBigInt64LE" 10 true;
    "readBigInt64BE" "writeBigInt64BE" 10 false;
    "readUInt32LE" "writeUInt32LE" 6 true;
    "readUInt32BE" "writeUInt32BE" 6 false;
    "readUInt16LE" "writeUInt16LE" 4 true;
    "readUInt16BE" "writeUInt16BE" 4 false;
    "readUInt8" "writeUInt8" 1 true;
    "readInt32LE" "writeInt32LE" 5 true;
    "readInt32BE" "writeInt32BE" 5 false;
    "readInt16LE" "writeInt16LE" 3 true;
    "readInt16BE" "writeInt16BE" 3 false;
    "readInt8" "writeInt8" 0 true;
    "readFloatLE" "writeFloatLE" 8 true;
    "readFloatBE" "writeFloatBE" 8 false;
    "readDoubleLE" "writeDoubleLE" 9 true;
    "readDoubleBE" "writeDoubleBE" 9 false;
};

/// Those of integers of one to six bytes.
pub const SIZED: &[NativeRow] = &[
    NativeRow::cx("readUIntLE", 2, read_sized::<false, true>, "Node buffer", "The integer of some bytes."),
    NativeRow::cx("readUIntBE", 2, read_sized::<false, false>, "Node buffer", "The integer of some bytes."),
    NativeRow::cx("readIntLE", 2, read_sized::<true, true>, "Node buffer", "The integer of some bytes."),
    NativeRow::cx("readIntBE", 2, read_sized::<true, false>, "Node buffer", "The integer of some bytes."),
    NativeRow::cx("writeUIntLE", 3, write_sized::<false, true>, "Node buffer", "Writes an integer of some bytes."),
    NativeRow::cx("writeUIntBE", 3, write_sized::<false, false>, "Node buffer", "Writes an integer of some bytes."),
    NativeRow::cx("writeIntLE", 3, write_sized::<true, true>, "Node buffer", "Writes an integer of some bytes."),
    NativeRow::cx("writeIntBE", 3, write_sized::<true, false>, "Node buffer", "Writes an integer of some bytes."),
];

/// The receiver, which must be a view.
fn this_view(cx: &mut Cx<'_>) -> JsResult<Gc<View>> {
    let this = cx.this();
    match View::typed_array(*this) {
        Some(view) => Ok(view),
        None => Err(errors::invalid_argument(cx, "this", "an instance of Buffer", this)?),
    }
}

/// An argument, which must be a number.
fn number_argument(cx: &mut Cx<'_>, name: &str, value: Rooted) -> JsResult<f64> {
    match value.as_number() {
        Some(number) => Ok(number),
        None => Err(errors::invalid_argument(cx, name, "of type number", value)?),
    }
}

/// The error of an offset or a size that is out of bounds.
fn bounds_error(cx: &mut Cx<'_>, name: &str, value: f64, least: u32, most: f64) -> JsResult<Throw> {
    if value.floor() != value {
        return errors::out_of_range(cx, name, "an integer", value.into());
    }
    if most < 0.0 {
        let message = "Attempt to access memory outside buffer bounds";
        return Ok(errors::throw(cx, ErrorKind::Range, "ERR_BUFFER_OUT_OF_BOUNDS", message));
    }
    errors::out_of_range(cx, name, &format!(">= {least} and <= {most}"), value.into())
}

/// The offset of an access of so many bytes.
#[inline]
fn checked_offset(cx: &mut Cx<'_>, view: Gc<View>, offset: Rooted, size: usize) -> JsResult<usize> {
    let length = view.bytes().len();
    let number = if offset.is_undefined() { 0.0 } else { number_argument(cx, "offset", offset)? };
    let whole = number as usize;
    if whole as f64 == number && whole + size <= length {
        return Ok(whole);
    }
    Err(bounds_error(cx, "offset", number, 0, length as f64 - size as f64)?)
}

fn read<const OF: usize, const LITTLE: bool>(cx: &mut Cx<'_>) -> JsResult {
    let of = const { ElementType::ALL[OF] };
    let (view, offset) = (this_view(cx)?, cx.arg(0));
    let offset = checked_offset(cx, view, offset, of.size())?;
    let mut raw = [0; 8];
    view.bytes().part(offset..offset + of.size()).copy_to_slice(&mut raw[..of.size()]);
    if LITTLE != cfg!(target_endian = "little") {
        raw[..of.size()].reverse();
    }
    Ok(cx.leaf().decode_element(of, raw))
}

fn write<const OF: usize, const LITTLE: bool>(cx: &mut Cx<'_>) -> JsResult {
    let of = const { ElementType::ALL[OF] };
    let (view, value, offset) = (this_view(cx)?, cx.arg(0), cx.arg(1));
    let value = if of.is_bigint() { checked_bigint(cx, of, value)? } else { checked_number(cx, of, value)? };
    let offset = checked_offset(cx, view, offset, of.size())?;
    let mut raw = of.encode(*value);
    if LITTLE != cfg!(target_endian = "little") {
        raw[..of.size()].reverse();
    }
    put(view, offset, &raw[..of.size()]);
    Ok(Value::length(offset + of.size()))
}

fn put(view: Gc<View>, offset: usize, bytes: &[u8]) {
    view.bytes().part(offset..offset + bytes.len()).copy_from_slice(bytes);
}

/// A number within the range of its type.
fn checked_number(cx: &mut Cx<'_>, of: ElementType, value: Rooted) -> JsResult<Rooted> {
    let number = cx.to_number(value)?;
    if !of.is_float() {
        let signed = matches!(of, ElementType::Int8 | ElementType::Int16 | ElementType::Int32);
        check_range(cx, number, of.size() as u32, signed)?;
    }
    Ok(number.into())
}

/// The lowest and the highest integer of so many bytes.
fn range_of(size: u32, signed: bool) -> (f64, f64) {
    let all = 2f64.powi(8 * size as i32);
    if signed { (-all / 2.0, all / 2.0 - 1.0) } else { (0.0, all - 1.0) }
}

fn check_range(cx: &mut Cx<'_>, number: f64, size: u32, signed: bool) -> JsResult<()> {
    let (least, most) = range_of(size, signed);
    if number >= least && number <= most || number.is_nan() {
        return Ok(());
    }
    let range = match (size, signed) {
        (..=4, _) => format!(">= {least} and <= {most}"),
        (_, false) => format!(">= 0 and < 2 ** {}", 8 * size),
        (_, true) => format!(">= -(2 ** {0}) and < 2 ** {0}", 8 * size - 1),
    };
    Err(errors::out_of_range(cx, "value", &range, number.into())?)
}

/// A BigInt within the range of its type.
fn checked_bigint(cx: &mut Cx<'_>, of: ElementType, value: Rooted) -> JsResult<Rooted> {
    let Some(bigint) = Gc::<BigInt>::from_value(*value) else { return Err(cx.type_error(messages::MIXED_TYPES)) };
    let int = bigint.int();
    let fits = match of {
        ElementType::BigInt64 => to_i64(int).is_some(),
        _ => !int.negative && int.limbs.len() <= 1,
    };
    if fits {
        debug_assert!(int.limbs.first().copied().unwrap_or(0) == low_bits(bigint) || int.negative);
        return Ok(value);
    }
    let range = match of {
        ElementType::BigInt64 => ">= -(2n ** 63n) and < 2n ** 63n",
        _ => ">= 0n and < 2n ** 64n",
    };
    Err(errors::out_of_range(cx, "value", range, value)?)
}

/// The number of bytes of an access: one to six.
fn checked_size(cx: &mut Cx<'_>, size: Rooted) -> JsResult<usize> {
    let number = number_argument(cx, "byteLength", size)?;
    if [1.0, 2.0, 3.0, 4.0, 5.0, 6.0].contains(&number) {
        return Ok(number as usize);
    }
    Err(bounds_error(cx, "byteLength", number, 1, 6.0)?)
}

/// The offset of an access of some bytes, which must be given.
fn sized_offset(cx: &mut Cx<'_>, view: Gc<View>, offset: Rooted, size: usize) -> JsResult<usize> {
    number_argument(cx, "offset", offset)?;
    checked_offset(cx, view, offset, size)
}

fn read_sized<const SIGNED: bool, const LITTLE: bool>(cx: &mut Cx<'_>) -> JsResult {
    let (view, offset, size) = (this_view(cx)?, cx.arg(0), cx.arg(1));
    if offset.is_undefined() {
        number_argument(cx, "offset", offset)?;
    }
    let size = checked_size(cx, size)?;
    let offset = sized_offset(cx, view, offset, size)?;
    let bytes = view.bytes().part(offset..offset + size);
    let add = |sum: i64, byte: u8| sum << 8 | i64::from(byte);
    let number = if LITTLE { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) };
    let spare = 64 - 8 * size as u32;
    let number = if SIGNED { number << spare >> spare } else { number };
    Ok(Value::number(number as f64))
}

fn write_sized<const SIGNED: bool, const LITTLE: bool>(cx: &mut Cx<'_>) -> JsResult {
    let (view, value, offset, size) = (this_view(cx)?, cx.arg(0), cx.arg(1), cx.arg(2));
    let size = checked_size(cx, size)?;
    let number = cx.to_number(value)?;
    check_range(cx, number, size as u32, SIGNED)?;
    let offset = sized_offset(cx, view, offset, size)?;
    let mut bytes = (number as i64).to_le_bytes();
    if !LITTLE {
        bytes[..size].reverse();
    }
    put(view, offset, &bytes[..size]);
    Ok(Value::length(offset + size))
}
