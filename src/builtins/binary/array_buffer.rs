//! ArrayBuffer and SharedArrayBuffer (ECMA-262 §25.1, §25.2).

use std::sync::Arc;

use crate::builtins::Installer;
use crate::builtins::shared::species::{self, species_constructor};
use crate::builtins::shared::support::{incompatible, require_new, to_index};
use crate::heap::Memory;
use crate::heap::shared::SharedBlock;
use crate::objects::cells::run::copy_bytes;
use crate::objects::{Buffer, Gc, Object, Shape, Value, View};
use crate::vm::{Args, Cx, Filler, Intrinsic, JsResult, Leaf, NativeRow, Rooted, Vm, messages};

/// More than any machine has: what nothing could ever be resized to.
const MAX_CAPACITY: u64 = 1 << 47;

const STATICS: &[NativeRow] =
    &[NativeRow::leaf("isView", 1, is_view, "§25.1.5.1", "Whether the value is a typed array or a DataView.")];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("slice", 2, slice, "§25.1.6.7", "A copy of a part of the buffer."),
    NativeRow::cx("resize", 1, resize, "§25.1.6.6", "Gives the buffer another length."),
    NativeRow::cx("transfer", 0, transfer, "§25.1.6.9", "Moves the bytes to a new buffer and detaches this one."),
    NativeRow::cx(
        "transferToImmutable",
        0,
        transfer_to_immutable,
        "TC39 immutable-arraybuffer",
        "Moves the bytes to a new buffer whose bytes never change.",
    ),
    NativeRow::cx(
        "sliceToImmutable",
        2,
        slice_to_immutable,
        "TC39 immutable-arraybuffer",
        "A copy of a part of the buffer, whose bytes never change.",
    ),
    NativeRow::cx(
        "transferToFixedLength",
        0,
        transfer_to_fixed_length,
        "§25.1.6.10",
        "Moves the bytes to a new buffer that cannot be resized.",
    ),
];

const GETTERS: &[NativeRow] = &[
    NativeRow::cx("byteLength", 0, byte_length, "§25.1.6.1", "Bytes in the buffer."),
    NativeRow::cx("maxByteLength", 0, max_byte_length, "§25.1.6.4", "Bytes that can be in the buffer."),
    NativeRow::cx("resizable", 0, resizable, "§25.1.6.5", "Whether the buffer can be resized."),
    NativeRow::cx("immutable", 0, immutable, "TC39 immutable-arraybuffer", "Whether the bytes never change."),
    NativeRow::cx("detached", 0, detached, "§25.1.6.3", "Whether the buffer is detached."),
];

const SHARED_METHODS: &[NativeRow] = &[
    NativeRow::cx("slice", 2, shared_slice, "§25.2.5.6", "A copy of a part of the buffer."),
    NativeRow::cx("grow", 1, grow, "§25.2.5.3", "Makes the buffer longer."),
];

const SHARED_GETTERS: &[NativeRow] = &[
    NativeRow::cx("byteLength", 0, shared_byte_length, "§25.2.5.1", "Bytes in the buffer."),
    NativeRow::cx("maxByteLength", 0, shared_max_byte_length, "§25.2.5.5", "Bytes that can be in the buffer."),
    NativeRow::cx("growable", 0, growable, "§25.2.5.4", "Whether the buffer can grow."),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    let row = NativeRow::cx("ArrayBuffer", 1, constructor, "§25.1.4.1", "Bytes in memory.");
    let intrinsics = (Intrinsic::ArrayBuffer, Intrinsic::ArrayBufferPrototype);
    let constructor = install_class(installer, &row, intrinsics, fill);
    installer.methods(constructor, STATICS);
    let row = NativeRow::cx(
        "SharedArrayBuffer",
        1,
        shared_constructor,
        "§25.2.3.1",
        "Bytes in memory that agents can share.",
    );
    let intrinsics = (Intrinsic::SharedArrayBuffer, Intrinsic::SharedArrayBufferPrototype);
    install_class(installer, &row, intrinsics, fill_shared);
}

fn install_class(
    installer: &mut Installer<'_>,
    row: &NativeRow,
    (class, prototype): (Intrinsic, Intrinsic),
    fill: Filler,
) -> Value {
    let proto = installer.deferred(fill);
    let constructor = installer.constructor(row, proto, (Some(class), Some(prototype)));
    species::install(installer, constructor);
    constructor
}

fn fill(vm: &mut Vm, proto: Gc<Object>) {
    fill_class(vm, proto, "ArrayBuffer", METHODS, GETTERS);
}

fn fill_shared(vm: &mut Vm, proto: Gc<Object>) {
    fill_class(vm, proto, "SharedArrayBuffer", SHARED_METHODS, SHARED_GETTERS);
}

fn fill_class(vm: &mut Vm, proto: Gc<Object>, name: &str, methods: &[NativeRow], getters: &[NativeRow]) {
    let installer = &mut Installer::late(vm);
    let proto = proto.value();
    installer.methods(proto, methods);
    for getter in getters {
        installer.accessor(proto, Some(getter), None);
    }
    installer.tag(proto, name);
}

/// The constructor's and the prototype's intrinsics of one of the two classes.
fn class_of(is_shared: bool) -> (Intrinsic, Intrinsic) {
    if is_shared {
        (Intrinsic::SharedArrayBuffer, Intrinsic::SharedArrayBufferPrototype)
    } else {
        (Intrinsic::ArrayBuffer, Intrinsic::ArrayBufferPrototype)
    }
}

fn class_name(is_shared: bool) -> &'static str {
    if is_shared { "SharedArrayBuffer" } else { "ArrayBuffer" }
}

/// The buffer that `value` is, of the class that is asked for.
fn buffer_of(value: Value, is_shared: bool) -> Option<Gc<Buffer>> {
    Gc::<Buffer>::from_value(value).filter(|buffer| buffer.is_shared() == is_shared)
}

/// The receiver, or the error that it is of another class.
fn this_buffer(cx: &mut Cx<'_>, is_shared: bool, method: &str) -> JsResult<Gc<Buffer>> {
    let this = cx.this();
    match buffer_of(*this, is_shared) {
        Some(buffer) => Ok(buffer),
        None => {
            let class = class_name(is_shared);
            let (get, method) = match method.strip_prefix("get ") {
                Some(name) => ("get ", name),
                None => ("", method),
            };
            Err(incompatible(cx, format!("{get}{class}.prototype.{method}")))
        }
    }
}

/// The error of a method of ArrayBuffers on a detached one.
fn check_attached(cx: &mut Cx<'_>, buffer: Gc<Buffer>, method: &str) -> JsResult<()> {
    if buffer.is_detached() {
        return Err(cx.type_error(messages::detached(&format_args!("ArrayBuffer.prototype.{method}"))));
    }
    Ok(())
}

/// A new fixed-length ArrayBuffer (AllocateArrayBuffer, ECMA-262 §25.1.3.1) of the standard class.
pub(crate) fn allocate(cx: &mut Cx<'_>, length: usize) -> JsResult<Gc<Buffer>> {
    let memory = cx.vm().allocate_memory(length, None)?;
    let shape = cx.shape(Intrinsic::ArrayBufferPrototype);
    let buffer = cx.leaf().new_buffer(shape, memory, false);
    cx.root(buffer.value());
    Ok(buffer)
}

/// A new ArrayBuffer of the standard class that owns the memory.
pub(crate) fn of_memory(cx: &mut Cx<'_>, memory: Memory, is_resizable: bool) -> Gc<Buffer> {
    let shape = cx.shape(Intrinsic::ArrayBufferPrototype);
    let buffer = cx.leaf().new_buffer(shape, memory, is_resizable);
    cx.root(buffer.value());
    buffer
}

/// A SharedArrayBuffer of the standard class that looks at a block, which may be another runtime's.
pub(crate) fn of_block(cx: &mut Cx<'_>, block: Arc<SharedBlock>) -> JsResult<Gc<Buffer>> {
    cx.vm().make_room_for_buffer(block.length())?;
    let shape = cx.shape(Intrinsic::SharedArrayBufferPrototype);
    let buffer = cx.leaf().new_shared_buffer(shape, block);
    cx.root(buffer.value());
    Ok(buffer)
}

/// A copy of an ArrayBuffer, of the standard class.
pub(crate) fn copy(cx: &mut Cx<'_>, buffer: Gc<Buffer>) -> JsResult<Gc<Buffer>> {
    let capacity = buffer.is_resizable().then(|| buffer.max_length());
    let memory = cx.vm().allocate_memory(buffer.length(), capacity)?;
    let shape = cx.shape(Intrinsic::ArrayBufferPrototype);
    let copy = cx.leaf().new_buffer(shape, memory, buffer.is_resizable());
    copy_bytes(buffer.bytes(), copy.bytes());
    if buffer.is_immutable() {
        copy.make_immutable();
    }
    cx.root(copy.value());
    Ok(copy)
}

fn construct_class(cx: &mut Cx<'_>, is_shared: bool) -> JsResult {
    require_new(cx, class_name(is_shared))?;
    let length = cx.arg(0);
    let Some(length) = to_index(cx, length)? else { return Err(cx.range_error(messages::BUFFER_LENGTH)) };
    let capacity = requested_capacity(cx)?;
    if capacity.is_some_and(|capacity| length > capacity || capacity > MAX_CAPACITY) {
        return Err(cx.range_error(messages::BUFFER_MAX_LENGTH));
    }
    let shape = rooted_shape(cx, class_of(is_shared).1)?;
    let memory = cx.vm().allocate_memory(length as usize, capacity.map(|capacity| capacity as usize))?;
    if is_shared {
        let block = SharedBlock::new(memory, capacity.is_some());
        return Ok(cx.leaf().new_shared_buffer(shape, block).value());
    }
    Ok(cx.leaf().new_buffer(shape, memory, capacity.is_some()).value())
}

/// The shape of the object that is being constructed, kept as a root.
pub(super) fn rooted_shape(cx: &mut Cx<'_>, default: Intrinsic) -> JsResult<Gc<Shape>> {
    let shape = cx.instance_shape(default)?;
    cx.root(shape.value());
    Ok(shape)
}

/// GetArrayBufferMaxByteLengthOption (ECMA-262 §25.1.3.7).
fn requested_capacity(cx: &mut Cx<'_>) -> JsResult<Option<u64>> {
    let options = cx.arg(1);
    if !options.is_object() {
        return Ok(None);
    }
    let capacity = cx.get_str(options, "maxByteLength")?;
    if capacity.is_undefined() {
        return Ok(None);
    }
    match to_index(cx, capacity)? {
        None => Err(cx.range_error(messages::BUFFER_MAX_LENGTH)),
        capacity => Ok(capacity),
    }
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    construct_class(cx, false)
}

fn shared_constructor(cx: &mut Cx<'_>) -> JsResult {
    construct_class(cx, true)
}

fn is_view(_: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    Ok(Gc::<View>::from_value(args.get(0)).is_some().into())
}

// ---- accessors

fn byte_length(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, false, "get byteLength").map(|buffer| Value::length(buffer.length()))
}

fn max_byte_length(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, false, "get maxByteLength").map(|buffer| Value::length(buffer.max_length()))
}

fn resizable(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, false, "get resizable").map(|buffer| buffer.is_resizable().into())
}

fn detached(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, false, "get detached").map(|buffer| buffer.is_detached().into())
}

fn immutable(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, false, "get immutable").map(|buffer| buffer.is_immutable().into())
}

fn shared_byte_length(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, true, "get byteLength").map(|buffer| Value::length(buffer.length()))
}

fn shared_max_byte_length(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, true, "get maxByteLength").map(|buffer| Value::length(buffer.max_length()))
}

fn growable(cx: &mut Cx<'_>) -> JsResult {
    this_buffer(cx, true, "get growable").map(|buffer| buffer.is_resizable().into())
}

// ---- methods

fn slice(cx: &mut Cx<'_>) -> JsResult {
    let buffer = this_buffer(cx, false, "slice")?;
    check_attached(cx, buffer, "slice")?;
    slice_of(cx, buffer)
}

fn shared_slice(cx: &mut Cx<'_>) -> JsResult {
    let buffer = this_buffer(cx, true, "slice")?;
    slice_of(cx, buffer)
}

fn slice_of(cx: &mut Cx<'_>, buffer: Gc<Buffer>) -> JsResult {
    let length = buffer.length() as u64;
    let (start, end) = (cx.arg(0), cx.arg(1));
    let start = cx.relative_index(start, length, 0)?;
    let end = cx.relative_index(end, length, length)?;
    let count = end.saturating_sub(start) as usize;
    let (class, _) = class_of(buffer.is_shared());
    let this = cx.this();
    let constructor = species_constructor(cx, this, class)?;
    let result = if *constructor == cx.intrinsic(class) && !buffer.is_shared() {
        allocate(cx, count)?
    } else {
        let value = cx.construct(constructor, &[count.into()], constructor)?;
        checked_slice(cx, buffer, value, count)?
    };
    if buffer.is_detached() {
        return Err(cx.type_error(messages::detached("ArrayBuffer.prototype.slice")));
    }
    // The constructor may have shrunk either.
    let from = buffer.bytes().from(start as usize);
    let count = count.min(from.len());
    copy_bytes(from.part(0..count), result.bytes().part(0..count));
    Ok(result.value())
}

fn slice_to_immutable(cx: &mut Cx<'_>) -> JsResult {
    const METHOD: &str = "sliceToImmutable";
    let buffer = this_buffer(cx, false, METHOD)?;
    check_attached(cx, buffer, METHOD)?;
    let length = buffer.length() as u64;
    let (start, end) = (cx.arg(0), cx.arg(1));
    let start = cx.relative_index(start, length, 0)?;
    let end = cx.relative_index(end, length, length)?;
    let count = end.saturating_sub(start) as usize;
    check_attached(cx, buffer, METHOD)?;
    if (buffer.length() as u64) < end {
        return Err(cx.range_error(messages::BUFFER_LENGTH));
    }
    let result = allocate(cx, count)?;
    copy_bytes(buffer.bytes().part(start as usize..start as usize + count), result.bytes());
    result.make_immutable();
    Ok(result.value())
}

/// The buffer that a species constructor made for `slice`.
fn checked_slice(cx: &mut Cx<'_>, buffer: Gc<Buffer>, value: Rooted, count: usize) -> JsResult<Gc<Buffer>> {
    let class = class_name(buffer.is_shared());
    let Some(result) = buffer_of(*value, buffer.is_shared()) else {
        let text = cx.describe(value);
        return Err(cx.type_error(messages::incompatible(&format_args!("{class}.prototype.slice"), &text)));
    };
    if result.is_detached() {
        return Err(cx.type_error(messages::detached("ArrayBuffer.prototype.slice")));
    }
    if result == buffer {
        return Err(cx.type_error("ArrayBuffer subclass returned this from species constructor"));
    }
    if result.is_immutable() {
        return Err(cx.type_error(messages::immutable("ArrayBuffer.prototype.slice")));
    }
    if result.length() < count {
        return Err(cx.type_error("Derived ArrayBuffer constructor created a buffer which was too small"));
    }
    Ok(result)
}

/// The argument of `resize` and `grow`, unless the buffer cannot be resized.
fn new_length(cx: &mut Cx<'_>, buffer: Gc<Buffer>, method: &str) -> JsResult<u64> {
    if !buffer.is_resizable() {
        return Err(incompatible(cx, method));
    }
    let length = cx.arg(0);
    match to_index(cx, length)? {
        Some(length) => Ok(length),
        None => Err(invalid_length(cx, method)),
    }
}

fn invalid_length(cx: &mut Cx<'_>, method: &str) -> crate::vm::Throw {
    cx.range_error(format!("{method}: Invalid length parameter"))
}

/// Whether a buffer can have that length, for which the heap must have room.
fn check_room(cx: &mut Cx<'_>, buffer: Gc<Buffer>, length: u64, method: &str) -> JsResult<()> {
    if length > buffer.max_length() as u64 {
        return Err(invalid_length(cx, method));
    }
    let more = (length as usize).saturating_sub(buffer.length());
    if more > 0 { cx.vm().make_room_for_buffer(more) } else { Ok(()) }
}

fn resize(cx: &mut Cx<'_>) -> JsResult {
    const METHOD: &str = "ArrayBuffer.prototype.resize";
    let buffer = this_buffer(cx, false, "resize")?;
    let length = new_length(cx, buffer, METHOD)?;
    check_attached(cx, buffer, "resize")?;
    check_room(cx, buffer, length, METHOD)?;
    cx.leaf().resize_buffer(buffer, length as usize);
    Ok(Value::UNDEFINED)
}

fn grow(cx: &mut Cx<'_>) -> JsResult {
    const METHOD: &str = "SharedArrayBuffer.prototype.grow";
    let buffer = this_buffer(cx, true, "grow")?;
    let length = new_length(cx, buffer, METHOD)?;
    if length < buffer.length() as u64 {
        return Err(invalid_length(cx, METHOD));
    }
    check_room(cx, buffer, length, METHOD)?;
    // Another thread may have been quicker.
    match cx.leaf().grow_buffer(buffer, length as usize) {
        true => Ok(Value::UNDEFINED),
        false => Err(invalid_length(cx, METHOD)),
    }
}

fn transfer(cx: &mut Cx<'_>) -> JsResult {
    copy_and_detach(cx, "transfer", true).map(Gc::value)
}

fn transfer_to_fixed_length(cx: &mut Cx<'_>) -> JsResult {
    copy_and_detach(cx, "transferToFixedLength", false).map(Gc::value)
}

fn transfer_to_immutable(cx: &mut Cx<'_>) -> JsResult {
    let buffer = copy_and_detach(cx, "transferToImmutable", false)?;
    buffer.make_immutable();
    Ok(buffer.value())
}

/// ArrayBufferCopyAndDetach (ECMA-262 §25.1.3.2).
fn copy_and_detach(cx: &mut Cx<'_>, method: &str, keeps_resizable: bool) -> JsResult<Gc<Buffer>> {
    let buffer = this_buffer(cx, false, method)?;
    let length = match cx.arg(0) {
        length if length.is_undefined() => buffer.length() as u64,
        length => match to_index(cx, length)? {
            Some(length) => length,
            None => return Err(cx.range_error(messages::BUFFER_LENGTH)),
        },
    };
    check_attached(cx, buffer, method)?;
    if buffer.is_immutable() {
        return Err(cx.type_error(messages::immutable(&format_args!("ArrayBuffer.prototype.{method}"))));
    }
    let is_resizable = keeps_resizable && buffer.is_resizable();
    if is_resizable && length > buffer.max_length() as u64 {
        return Err(cx.range_error(messages::BUFFER_MAX_LENGTH));
    }
    let length = length as usize;
    cx.vm().make_room_for_buffer(length.saturating_sub(buffer.length()))?;
    let mut memory = cx.leaf().detach_buffer(buffer);
    if is_resizable {
        memory.set_length(length);
    } else {
        memory = match memory.into_fixed(length) {
            Ok(memory) => memory,
            Err(memory) => {
                cx.leaf().attach_memory(buffer, memory);
                return Err(cx.range_error(messages::BUFFER_ALLOCATION));
            }
        };
    }
    Ok(of_memory(cx, memory, is_resizable))
}
