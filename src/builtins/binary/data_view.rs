//! DataView (ECMA-262 §25.3).

use std::cell::Cell;

use super::array_buffer::rooted_shape;
use crate::builtins::Installer;
use crate::builtins::shared::support::{incompatible, require_new, to_index};
use crate::objects::{Buffer, ElementType, Gc, Kind, Object, Value, View};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Vm, messages};

const GETTERS: &[NativeRow] = &[
    NativeRow::cx("buffer", 0, buffer, "§25.3.4.1", "The buffer that the view looks at."),
    NativeRow::cx("byteLength", 0, byte_length, "§25.3.4.2", "Bytes of the view."),
    NativeRow::cx("byteOffset", 0, byte_offset, "§25.3.4.3", "Where the view begins in its buffer."),
];

/// Rows of getters and setters, each of the type of that number.
macro_rules! accesses {
    ($($number:literal $get:literal $set:literal $get_clause:literal $set_clause:literal $what:literal;)*) => {
        &[$(
            NativeRow::cx($get, 1, get::<$number>, $get_clause, concat!("The ", $what, " at an offset."))
                .quick(quick_get::<$number>),
            NativeRow::cx($set, 2, set::<$number>, $set_clause, concat!("Stores an ", $what, " at an offset."))
                .quick(quick_set::<$number>),
        )*]
    };
}

const ACCESSES: &[NativeRow] = accesses! {
    10 "getBigInt64" "setBigInt64" "§25.3.4.5" "§25.3.4.16" "integer of 64 bits";
    11 "getBigUint64" "setBigUint64" "§25.3.4.6" "§25.3.4.17" "unsigned integer of 64 bits";
    7 "getFloat16" "setFloat16" "§25.3.4.7" "§25.3.4.18" "half-precision number";
    8 "getFloat32" "setFloat32" "§25.3.4.8" "§25.3.4.19" "single-precision number";
    9 "getFloat64" "setFloat64" "§25.3.4.9" "§25.3.4.20" "double-precision number";
    0 "getInt8" "setInt8" "§25.3.4.10" "§25.3.4.21" "integer of 8 bits";
    3 "getInt16" "setInt16" "§25.3.4.11" "§25.3.4.22" "integer of 16 bits";
    5 "getInt32" "setInt32" "§25.3.4.12" "§25.3.4.23" "integer of 32 bits";
    1 "getUint8" "setUint8" "§25.3.4.13" "§25.3.4.24" "unsigned integer of 8 bits";
    4 "getUint16" "setUint16" "§25.3.4.14" "§25.3.4.25" "unsigned integer of 16 bits";
    6 "getUint32" "setUint32" "§25.3.4.15" "§25.3.4.26" "unsigned integer of 32 bits";
};

pub(super) fn install(installer: &mut Installer<'_>) {
    let proto = installer.deferred(fill);
    let row = NativeRow::cx("DataView", 1, constructor, "§25.3.2.1", "Numbers of any type and order in a buffer.");
    installer.constructor(&row, proto, (None, Some(Intrinsic::DataViewPrototype)));
}

fn fill(vm: &mut Vm, proto: Gc<Object>) {
    let installer = &mut Installer::late(vm);
    let proto = proto.value();
    installer.methods(proto, ACCESSES);
    for getter in GETTERS {
        installer.accessor(proto, Some(getter), None);
    }
    installer.tag(proto, "DataView");
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "DataView")?;
    let (first, offset, length) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let Some(buffer) = Gc::<Buffer>::from_value(*first) else {
        return Err(cx.type_error("First argument to DataView constructor must be an ArrayBuffer"));
    };
    let Some(start) = to_index(cx, offset)? else {
        let number = cx.to_integer(offset)?;
        return Err(cx.range_error(messages::start_offset(&number)));
    };
    let bytes = attached_length(cx, buffer)?;
    if start > bytes {
        return Err(cx.range_error(messages::start_offset(&start)));
    }
    let length = match length {
        length if length.is_undefined() => (!buffer.is_resizable()).then_some(bytes - start),
        length => {
            let wanted = cx.to_integer(length)?;
            if wanted < 0.0 || start as f64 + wanted > bytes as f64 {
                return Err(invalid_length(cx, wanted));
            }
            Some(wanted as u64)
        }
    };
    let shape = rooted_shape(cx, Intrinsic::DataViewPrototype)?;
    // The prototype's getter may have changed the buffer.
    let bytes = attached_length(cx, buffer)?;
    if start > bytes {
        return Err(cx.range_error(messages::start_offset(&start)));
    }
    if let Some(length) = length
        && start + length > bytes
    {
        return Err(invalid_length(cx, length as f64));
    }
    let length = length.map(|length| length as usize);
    Ok(cx.leaf().new_view(Kind::DataView, shape, buffer, start as usize, length).value())
}

fn invalid_length(cx: &mut Cx<'_>, length: f64) -> crate::vm::Throw {
    let text = ryu_js::Buffer::new().format(length).to_string();
    cx.range_error(format!("Invalid DataView length {text}"))
}

fn attached_length(cx: &mut Cx<'_>, buffer: Gc<Buffer>) -> JsResult<u64> {
    if buffer.is_detached() {
        return Err(cx.type_error(messages::detached("DataView")));
    }
    Ok(buffer.length() as u64)
}

fn this_view(cx: &mut Cx<'_>, method: &str) -> JsResult<Gc<View>> {
    let this = cx.this();
    match View::data_view(*this) {
        Some(view) => Ok(view),
        None => Err(incompatible(cx, method)),
    }
}

/// The bytes of the receiver, which must be there.
fn this_length(cx: &mut Cx<'_>, name: &str) -> JsResult<(Gc<View>, usize)> {
    let view = this_view(cx, &format!("get DataView.prototype.{name}"))?;
    match view.length() {
        Some(length) => Ok((view, length)),
        None => Err(cx.type_error(messages::detached(&format_args!("DataView.prototype.{name}")))),
    }
}

fn buffer(cx: &mut Cx<'_>) -> JsResult {
    this_view(cx, "get DataView.prototype.buffer").map(|view| view.buffer().value())
}

fn byte_length(cx: &mut Cx<'_>) -> JsResult {
    this_length(cx, "byteLength").map(|(_, length)| Value::length(length))
}

fn byte_offset(cx: &mut Cx<'_>) -> JsResult {
    this_length(cx, "byteOffset").map(|(view, _)| Value::length(view.offset()))
}

/// The method's name, for messages.
fn access_name(prefix: &str, of: ElementType) -> String {
    let name = super::typed_array::name_of(of);
    format!("DataView.prototype.{prefix}{}", name.trim_end_matches("Array"))
}

/// The view and the offset that an access asks for.
#[inline]
fn checked_access(cx: &mut Cx<'_>, prefix: &str, of: ElementType) -> JsResult<(Gc<View>, u64)> {
    let this = cx.this();
    let Some(view) = View::data_view(*this) else { return Err(incompatible(cx, access_name(prefix, of))) };
    let offset = cx.arg(0);
    if let Some(offset) = offset.as_int()
        && offset >= 0
    {
        return Ok((view, offset as u64));
    }
    match to_index(cx, offset)? {
        Some(offset) => Ok((view, offset)),
        None => Err(cx.range_error(messages::VIEW_BOUNDS)),
    }
}

/// Where the bytes of an access lie among those of the view.
#[inline]
fn checked_place(
    cx: &mut Cx<'_>,
    prefix: &str,
    of: ElementType,
    (view, offset): (Gc<View>, u64),
) -> JsResult<std::ops::Range<usize>> {
    let Some(length) = view.length() else { return Err(cx.type_error(messages::detached(&access_name(prefix, of)))) };
    if offset + of.size() as u64 > length as u64 {
        return Err(cx.range_error(messages::VIEW_BOUNDS));
    }
    Ok(offset as usize..offset as usize + of.size())
}

/// Where the bytes of an access lie that neither converts nor fails.
#[inline(always)]
fn quick_place<const SIZE: usize>(this: Value, offset: Value) -> Option<&'static [Cell<u8>; SIZE]> {
    let bytes = View::data_view(this)?.bytes().own()?;
    let offset = usize::try_from(offset.as_int()?).ok()?;
    bytes.get(offset..)?.first_chunk()
}

/// The byte order that an argument asks for, if it is not worth a conversion.
#[inline(always)]
fn is_little_endian(argument: Value) -> Option<bool> {
    (!argument.is_cell()).then(|| Vm::truthy(argument))
}

/// GetViewValue (ECMA-262 §25.3.1.5) where nothing is converted.
#[inline(always)]
fn read<const SIZE: usize>(of: ElementType, leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> Option<Value> {
    let cells = quick_place::<SIZE>(this, args.get(0))?;
    let mut bytes: [u8; SIZE] = std::array::from_fn(|i| cells[i].get());
    if is_little_endian(args.get(1))? != cfg!(target_endian = "little") {
        bytes.reverse();
    }
    let mut raw = [0; 8];
    raw[..SIZE].copy_from_slice(&bytes);
    Some(leaf.decode_element(of, raw))
}

fn quick_get<const OF: usize>(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> Option<Value> {
    let of = const { ElementType::ALL[OF] };
    match const { of_size(OF) } {
        1 => read::<1>(of, leaf, this, args),
        2 => read::<2>(of, leaf, this, args),
        4 => read::<4>(of, leaf, this, args),
        _ => read::<8>(of, leaf, this, args),
    }
}

/// SetViewValue (ECMA-262 §25.3.1.6) where nothing is converted.
#[inline(always)]
fn write<const SIZE: usize>(of: ElementType, this: Value, args: Args<'_>) -> Option<Value> {
    let cells = quick_place::<SIZE>(this, args.get(0))?;
    let value = args.get(1);
    if !value.is_number() || of.is_bigint() {
        return None;
    }
    let mut bytes = [0; SIZE];
    bytes.copy_from_slice(&of.encode(value)[..SIZE]);
    if is_little_endian(args.get(2))? != cfg!(target_endian = "little") {
        bytes.reverse();
    }
    for (cell, byte) in cells.iter().zip(bytes) {
        cell.set(byte);
    }
    Some(Value::UNDEFINED)
}

fn quick_set<const OF: usize>(_: &mut Leaf<'_>, this: Value, args: Args<'_>) -> Option<Value> {
    let of = const { ElementType::ALL[OF] };
    match const { of_size(OF) } {
        1 => write::<1>(of, this, args),
        2 => write::<2>(of, this, args),
        4 => write::<4>(of, this, args),
        _ => write::<8>(of, this, args),
    }
}

/// Bytes of an element of the type of that number.
const fn of_size(number: usize) -> usize {
    ElementType::ALL[number].size()
}

/// GetViewValue (ECMA-262 §25.3.1.5).
fn get<const OF: usize>(cx: &mut Cx<'_>) -> JsResult {
    let of = const { ElementType::ALL[OF] };
    let (view, offset) = checked_access(cx, "get", of)?;
    let little_endian = Vm::truthy(*cx.arg(1));
    let place = checked_place(cx, "get", of, (view, offset))?;
    let mut raw = [0; 8];
    view.bytes().part(place).copy_to_slice(&mut raw[..of.size()]);
    if little_endian != cfg!(target_endian = "little") {
        raw[..of.size()].reverse();
    }
    Ok(cx.leaf().decode_element(of, raw))
}

/// SetViewValue (ECMA-262 §25.3.1.6).
fn set<const OF: usize>(cx: &mut Cx<'_>) -> JsResult {
    let of = const { ElementType::ALL[OF] };
    let this = *cx.this();
    if View::data_view(this).is_some_and(|view| view.buffer().is_immutable()) {
        return Err(cx.type_error(messages::immutable(&access_name("set", of))));
    }
    let access = checked_access(cx, "set", of)?;
    let value = cx.arg(1);
    let value = super::typed_array::to_element(cx, of, value)?;
    let little_endian = Vm::truthy(*cx.arg(2));
    let place = checked_place(cx, "set", of, access)?;
    let mut raw = of.encode(*value);
    if little_endian != cfg!(target_endian = "little") {
        raw[..of.size()].reverse();
    }
    access.0.bytes().part(place).copy_from_slice(&raw[..of.size()]);
    Ok(Value::UNDEFINED)
}
