//! `%TypedArray%` and its subclasses: constructors, `from` and `of` (ECMA-262 §23.2.1, §23.2.2,
//! §23.2.5).

use super::{checked_bytes, class_of, create_from_constructor, name_of};
use crate::builtins::binary::array_buffer::{allocate, rooted_shape};
use crate::builtins::shared::elements::element_or_undefined;
use crate::builtins::shared::support::{require_new, to_index};
use crate::for_element_type;
use crate::heap::Memory;
use crate::objects::cells::element_type::Element;
use crate::objects::cells::run::{Run, copy_bytes};
use crate::objects::{Buffer, ElementType, Gc, JsArray, Shape, Slot, Value, View};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, Rooted, messages};

pub(super) fn abstract_constructor(cx: &mut Cx<'_>) -> JsResult {
    Err(cx.type_error(messages::ABSTRACT_TYPED_ARRAY))
}

/// The constructor of the type of that number.
pub(super) fn constructor<const OF: usize>(cx: &mut Cx<'_>) -> JsResult {
    construct(cx, ElementType::ALL[OF])
}

/// [`constructor`] where it can be told at a glance: `new` by a number of elements for which there
/// is room.
pub(super) fn quick_constructor<const OF: usize>(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> Option<Value> {
    let of = ElementType::ALL[OF];
    let length = usize::try_from(args.get(0).as_int()?).ok()?;
    let (class, prototype) = class_of(of);
    // Nobody can change its `prototype`.
    if leaf.new_target() != leaf.intrinsic(class) || !leaf.heap.has_room_for(length << of.shift()) {
        return None;
    }
    let memory = Memory::zeroed(length << of.shift())?;
    let shape = leaf.shape(Intrinsic::ArrayBufferPrototype);
    let buffer = leaf.new_buffer(shape, memory, false);
    let shape = leaf.shape(prototype);
    Some(leaf.new_view(of.kind(), shape, buffer, 0, Some(length)).value())
}

/// `%TypedArray%(...args)` of a concrete class (ECMA-262 §23.2.5.1).
fn construct(cx: &mut Cx<'_>, of: ElementType) -> JsResult {
    require_new(cx, name_of(of))?;
    let first = cx.arg(0);
    if !first.is_object() {
        let Some(length) = to_index(cx, first)? else {
            let number = cx.to_number(first)?;
            return Err(invalid_length(cx, number));
        };
        let shape = rooted_shape(cx, class_of(of).1)?;
        return allocate_view(cx, of, shape, length).map(Gc::value);
    }
    let shape = rooted_shape(cx, class_of(of).1)?;
    if let Some(source) = View::typed_array(*first) {
        return from_typed_array(cx, of, shape, source);
    }
    if let Some(buffer) = Gc::<Buffer>::from_value(*first) {
        return from_buffer(cx, of, shape, buffer);
    }
    if let Some(array) = cx.plain_array(first) {
        return from_array(cx, of, shape, first, array);
    }
    let key = cx.leaf().names.symbol_iterator;
    let method = cx.get(first, key)?;
    if method.is_nullish() {
        return from_array_like(cx, of, shape, first);
    }
    if !method.is_callable() {
        return Err(not_iterable(cx, "TypedArray's constructor"));
    }
    let mut values = Vec::new();
    collect(cx, first, method, &mut values)?;
    let view = allocate_view(cx, of, shape, values.len() as u64)?;
    for (index, &value) in values.iter().enumerate() {
        cx.check_interrupt()?;
        cx.vm().set_typed_element(view, Some(index), *value)?;
    }
    Ok(view.value())
}

fn not_iterable(cx: &mut Cx<'_>, who: &str) -> crate::vm::Throw {
    cx.type_error(format!(
        "{who} requires that the property of the first argument, items[Symbol.iterator], when exists, be a function"
    ))
}

fn invalid_length(cx: &mut Cx<'_>, length: f64) -> crate::vm::Throw {
    let text = ryu_js::Buffer::new().format(length).to_string();
    cx.range_error(messages::typed_array_length(&text))
}

/// AllocateTypedArray with a length (ECMA-262 §23.2.5.1.1).
fn allocate_view(cx: &mut Cx<'_>, of: ElementType, shape: Gc<Shape>, length: u64) -> JsResult<Gc<View>> {
    let bytes = checked_bytes(cx, of, length)?;
    let buffer = allocate(cx, bytes)?;
    let view = cx.leaf().new_view(of.kind(), shape, buffer, 0, Some(length as usize));
    cx.root(view.value());
    Ok(view)
}

/// Copies all elements of one array to those of another from `at` on. Both are there, and of the
/// same content type.
pub(super) fn copy_elements(source: Gc<View>, target: Gc<View>, at: usize) {
    let (from, to) = (source.element_type(), target.element_type());
    // BigInts of either type are the same bits.
    if from == to || from.is_bigint() {
        let (bytes, start) = (source.bytes(), at << to.shift());
        return copy_bytes(bytes, target.bytes().part(start..start + bytes.len()));
    }
    for_element_type!(from, S => convert_elements(source.elements::<S>(), target, at))
}

fn convert_elements<S: Element>(source: Run<'_, S>, target: Gc<View>, at: usize) {
    let place = at..at + source.len();
    for_element_type!(target.element_type(), T => source.convert_to(target.elements::<T>().part(place)))
}

/// InitializeTypedArrayFromTypedArray (ECMA-262 §23.2.5.1.2).
fn from_typed_array(cx: &mut Cx<'_>, of: ElementType, shape: Gc<Shape>, source: Gc<View>) -> JsResult {
    let length = super::length_of(cx, source, "Construct")?;
    let bytes = checked_bytes(cx, of, length as u64)?;
    if of.is_bigint() != source.element_type().is_bigint() {
        return Err(cx.type_error(messages::MIXED_TYPES));
    }
    let buffer = allocate(cx, bytes)?;
    let view = cx.leaf().new_view(of.kind(), shape, buffer, 0, Some(length));
    copy_elements(source, view, 0);
    Ok(view.value())
}

/// InitializeTypedArrayFromArrayBuffer (ECMA-262 §23.2.5.1.3).
fn from_buffer(cx: &mut Cx<'_>, of: ElementType, shape: Gc<Shape>, buffer: Gc<Buffer>) -> JsResult {
    let (offset, length) = (cx.arg(1), cx.arg(2));
    let (offset, length) = checked_range(cx, of, buffer, offset, length)?;
    Ok(cx.leaf().new_view(of.kind(), shape, buffer, offset, length).value())
}

/// Where a view of a buffer begins, and its length; `None` when that follows the buffer's.
fn checked_range(
    cx: &mut Cx<'_>,
    of: ElementType,
    buffer: Gc<Buffer>,
    offset: Rooted,
    length: Rooted,
) -> JsResult<(usize, Option<usize>)> {
    let size = of.size() as u64;
    let start = match to_index(cx, offset)? {
        Some(start) => start,
        None => {
            let number = cx.to_integer(offset)?;
            return Err(cx.range_error(messages::start_offset(&number)));
        }
    };
    if !start.is_multiple_of(size) {
        return Err(cx.range_error(format!("start offset of {} should be a multiple of {size}", name_of(of))));
    }
    let wanted = match length {
        length if length.is_undefined() => None,
        length => match to_index(cx, length)? {
            Some(wanted) => Some(wanted),
            None => {
                let number = cx.to_integer(length)?;
                return Err(invalid_length(cx, number));
            }
        },
    };
    if buffer.is_detached() {
        return Err(cx.type_error(messages::detached("Construct")));
    }
    let bytes = buffer.length() as u64;
    if let Some(wanted) = wanted {
        let fits = wanted.checked_mul(size).and_then(|all| all.checked_add(start)).is_some_and(|end| end <= bytes);
        if !fits {
            return Err(invalid_length(cx, wanted as f64));
        }
        return Ok((start as usize, Some(wanted as usize)));
    }
    if !buffer.is_resizable() && !bytes.is_multiple_of(size) {
        return Err(cx.range_error(format!("byte length of {} should be a multiple of {size}", name_of(of))));
    }
    if start > bytes {
        return Err(cx.range_error(messages::start_offset(&start)));
    }
    let length = (!buffer.is_resizable()).then_some(((bytes - start) / size) as usize);
    Ok((start as usize, length))
}

/// From an array whose iteration nobody can watch.
fn from_array(cx: &mut Cx<'_>, of: ElementType, shape: Gc<Shape>, source: Rooted, array: Gc<JsArray>) -> JsResult {
    let length = array.length() as usize;
    let view = allocate_view(cx, of, shape, length as u64)?;
    let done = store_dense(array, view, 0, length);
    // A conversion may change the array: its values are taken first.
    let values = values_of(cx, source, done, length)?;
    for (index, &value) in values.iter().enumerate() {
        cx.check_interrupt()?;
        cx.vm().set_typed_element(view, Some(done + index), *value)?;
    }
    Ok(view.value())
}

/// The values of an array from `from` on.
fn values_of(cx: &mut Cx<'_>, array: Rooted, from: usize, to: usize) -> JsResult<Vec<Rooted>> {
    let mut values = Vec::with_capacity(to - from);
    for index in from..to {
        cx.check_interrupt()?;
        values.push(element_or_undefined(cx, array, index as u64)?);
    }
    Ok(values)
}

/// Stores what needs no conversion of the first `count` elements of an array to those from `at` on;
/// how many those were.
pub(super) fn store_dense(array: Gc<JsArray>, view: Gc<View>, at: usize, count: usize) -> usize {
    let Some(words) = array.object().plain_elements() else { return 0 };
    let slots = &words.slots()[..count.min(words.len())];
    let of = view.element_type();
    if !of.is_bigint()
        && let Some(done) = for_element_type!(of, T => store_numbers(slots, view.elements::<T>().from(at)))
    {
        return done;
    }
    slots.iter().enumerate().position(|(index, slot)| !view.quick_set(at + index, slot.get())).unwrap_or(slots.len())
}

/// Stores the numbers that stand first; how many those were. `None` when others may have the
/// elements.
fn store_numbers<T: Element>(slots: &[Slot], elements: Run<'_, T>) -> Option<usize> {
    let cells = elements.own()?;
    let mut done = 0;
    for (slot, cell) in slots.iter().zip(cells) {
        let Some(number) = slot.get().as_number() else { break };
        cell.set(T::from_f64(number));
        done += 1;
    }
    Some(done)
}

/// InitializeTypedArrayFromArrayLike (ECMA-262 §23.2.5.1.5).
fn from_array_like(cx: &mut Cx<'_>, of: ElementType, shape: Gc<Shape>, source: Rooted) -> JsResult {
    let length = cx.length_of(source)?;
    let view = allocate_view(cx, of, shape, length)?;
    let mark = cx.mark();
    for index in 0..length {
        let value = element_or_undefined(cx, source, index)?;
        cx.vm().set_typed_element(view, Some(index as usize), *value)?;
        cx.release(mark);
    }
    Ok(view.value())
}

/// The values that an iterable gives by the method.
fn collect(cx: &mut Cx<'_>, source: Rooted, method: Rooted, values: &mut Vec<Rooted>) -> JsResult<()> {
    let mut record = cx.iterator_from_method(source, method)?;
    while let Some(value) = cx.iterator_step(&mut record)? {
        values.push(value);
    }
    Ok(())
}

pub(super) fn from(cx: &mut Cx<'_>) -> JsResult {
    let constructor = cx.this();
    if !cx.leaf().is_constructor(*constructor) {
        let text = cx.describe(constructor);
        return Err(cx.type_error(messages::not_a_constructor(&text)));
    }
    let (source, mapper, this) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let mapper = if mapper.is_undefined() { None } else { Some(cx.callable(mapper)?) };
    if source.is_nullish() {
        let what = if source.is_null() { "object null" } else { "undefined" };
        return Err(cx.type_error(messages::not_iterable_read(&what)));
    }
    let key = cx.leaf().names.symbol_iterator;
    let method = cx.get(source, key)?;
    if method.is_nullish() {
        return from_like(cx, constructor, source, mapper, this);
    }
    if !method.is_callable() {
        return Err(not_iterable(cx, "%TypedArray%.from"));
    }
    if let Some(array) = cx.plain_array(source) {
        let values = values_of(cx, source, 0, array.length() as usize)?;
        return store_all(cx, constructor, &values, mapper, this);
    }
    let mut values = Vec::new();
    collect(cx, source, method, &mut values)?;
    store_all(cx, constructor, &values, mapper, this)
}

fn store_all(
    cx: &mut Cx<'_>,
    constructor: Rooted,
    values: &[Rooted],
    mapper: Option<Rooted>,
    this: Rooted,
) -> JsResult {
    let view = create_from_constructor(cx, constructor, &[values.len().into()], "%TypedArray%.from")?;
    let mark = cx.mark();
    for (index, &value) in values.iter().enumerate() {
        store_mapped(cx, view, index, value, mapper, this)?;
        cx.release(mark);
    }
    Ok(view.value())
}

fn store_mapped(
    cx: &mut Cx<'_>,
    view: Gc<View>,
    index: usize,
    mut value: Rooted,
    mapper: Option<Rooted>,
    this: Rooted,
) -> JsResult<()> {
    cx.check_interrupt()?;
    if let Some(mapper) = mapper {
        value = cx.call(mapper, this, &[value, index.into()])?;
    }
    if view.quick_set(index, *value) {
        return Ok(());
    }
    cx.vm().set_typed_element(view, Some(index), *value)
}

fn from_like(cx: &mut Cx<'_>, constructor: Rooted, source: Rooted, mapper: Option<Rooted>, this: Rooted) -> JsResult {
    let source = cx.to_object(source)?;
    let length = cx.length_of(source)?;
    let view = create_from_constructor(cx, constructor, &[(length as f64).into()], "%TypedArray%.from")?;
    let mark = cx.mark();
    for index in 0..length {
        let value = element_or_undefined(cx, source, index)?;
        store_mapped(cx, view, index as usize, value, mapper, this)?;
        cx.release(mark);
    }
    Ok(view.value())
}

pub(super) fn of(cx: &mut Cx<'_>) -> JsResult {
    let constructor = cx.this();
    if !cx.leaf().is_constructor(*constructor) {
        let text = cx.describe(constructor);
        return Err(cx.type_error(messages::not_a_constructor(&text)));
    }
    let count = cx.argc();
    let view = create_from_constructor(cx, constructor, &[count.into()], "%TypedArray%.of")?;
    for index in 0..count {
        let value = cx.arg(index);
        cx.vm().set_typed_element(view, Some(index), *value)?;
    }
    Ok(view.value())
}
