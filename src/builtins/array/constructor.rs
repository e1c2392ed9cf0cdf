//! Array: the constructor, its static methods, and the table of Array.prototype (ECMA-262
//! §23.1.2.5).

use std::ops::ControlFlow;

use super::support::{ResultArray, array_create, construct_result, invalid_length};
use super::{copying as copy, iteration, iterator, mutation, sort};
use crate::builtins::Installer;
use crate::builtins::shared::elements::element_or_undefined;
use crate::builtins::shared::species;
use crate::objects::{Gc, Key, Object, Value, attributes};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Rooted, messages};

const STATICS: &[NativeRow] = &[
    NativeRow::leaf("isArray", 1, is_array, "§23.1.2.3", "Whether the value is an array."),
    NativeRow::cx(
        "from",
        1,
        from,
        "§23.1.2.1",
        "An array of what an iterable or array-like holds, mapped if a function is given.",
    ),
    NativeRow::cx("of", 0, of, "§23.1.2.4", "An array of the arguments."),
    super::from_async::FROM_ASYNC,
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("at", 1, iteration::at, "§23.1.3.1", "The element at an index; negative ones count from the end."),
    NativeRow::cx("concat", 1, copy::concat, "§23.1.3.2", "A new array with the arguments' elements appended."),
    NativeRow::cx(
        "copyWithin",
        2,
        mutation::copy_within,
        "§23.1.3.4",
        "Copies a part of the array to another place in it.",
    ),
    NativeRow::cx("fill", 1, mutation::fill, "§23.1.3.7", "Sets all elements of a range."),
    NativeRow::cx("find", 1, iteration::find, "§23.1.3.9", "The first element that the callback accepts."),
    NativeRow::cx(
        "findIndex",
        1,
        iteration::find_index,
        "§23.1.3.10",
        "The index of the first element that the callback accepts.",
    ),
    NativeRow::cx("findLast", 1, iteration::find_last, "§23.1.3.11", "The last element that the callback accepts."),
    NativeRow::cx(
        "findLastIndex",
        1,
        iteration::find_last_index,
        "§23.1.3.12",
        "The index of the last element accepted.",
    ),
    NativeRow::cx("lastIndexOf", 1, iteration::last_index_of, "§23.1.3.20", "The last index of a value, or -1."),
    NativeRow::cx("pop", 0, mutation::pop, "§23.1.3.22", "Removes the last element and gives it."),
    NativeRow::cx("push", 1, mutation::push, "§23.1.3.23", "Appends elements and gives the new length."),
    NativeRow::cx("reverse", 0, mutation::reverse, "§23.1.3.26", "Reverses the array in place."),
    NativeRow::cx("shift", 0, mutation::shift, "§23.1.3.27", "Removes the first element and gives it."),
    NativeRow::cx(
        "unshift",
        1,
        mutation::unshift,
        "§23.1.3.37",
        "Inserts elements at the start and gives the new length.",
    ),
    NativeRow::cx("slice", 2, copy::slice, "§23.1.3.28", "A copy of a part of the array."),
    NativeRow::cx("sort", 1, sort::sort, "§23.1.3.30", "Sorts the array in place."),
    NativeRow::cx("splice", 2, mutation::splice, "§23.1.3.31", "Removes and inserts elements; gives the removed ones."),
    NativeRow::cx("includes", 1, iteration::includes, "§23.1.3.16", "Whether a value is among the elements."),
    NativeRow::cx("indexOf", 1, iteration::index_of, "§23.1.3.17", "The first index of a value, or -1."),
    NativeRow::cx("join", 1, copy::join, "§23.1.3.18", "The elements as text, with a separator between them."),
    NativeRow::cx("keys", 0, iterator::keys, "§23.1.3.19", "An iterator of the indices."),
    NativeRow::cx("entries", 0, iterator::entries, "§23.1.3.5", "An iterator of pairs of index and element."),
    NativeRow::cx("values", 0, iterator::values, "§23.1.3.38", "An iterator of the elements."),
    NativeRow::cx("forEach", 1, iteration::for_each, "§23.1.3.15", "Calls the callback for every element."),
    NativeRow::cx(
        "filter",
        1,
        iteration::filter,
        "§23.1.3.8",
        "A new array of the elements that the callback accepts.",
    ),
    NativeRow::cx("flat", 0, iteration::flat, "§23.1.3.13", "A new array with nested arrays unfolded."),
    NativeRow::cx("flatMap", 1, iteration::flat_map, "§23.1.3.14", "map, with arrays among the results unfolded."),
    NativeRow::cx("map", 1, iteration::map, "§23.1.3.21", "A new array of what the callback makes of every element."),
    NativeRow::cx("every", 1, iteration::every, "§23.1.3.6", "Whether the callback accepts every element."),
    NativeRow::cx("some", 1, iteration::some, "§23.1.3.29", "Whether the callback accepts some element."),
    NativeRow::cx("reduce", 1, iteration::reduce, "§23.1.3.24", "Folds the elements from the first to the last."),
    NativeRow::cx(
        "reduceRight",
        1,
        iteration::reduce_right,
        "§23.1.3.25",
        "Folds the elements from the last to the first.",
    ),
    NativeRow::cx("toLocaleString", 0, copy::to_locale_string, "§23.1.3.32", "The elements as text of the locale."),
    NativeRow::cx("toString", 0, copy::to_string, "§23.1.3.36", "What join() gives."),
    NativeRow::cx("toReversed", 0, mutation::to_reversed, "§23.1.3.33", "A reversed copy."),
    NativeRow::cx("toSorted", 1, sort::to_sorted, "§23.1.3.34", "A sorted copy."),
    NativeRow::cx("toSpliced", 2, mutation::to_spliced, "§23.1.3.35", "A copy with elements removed and inserted."),
    NativeRow::cx("with", 2, mutation::with, "§23.1.3.39", "A copy with one element changed."),
];

const UNSCOPABLES: [&str; 16] = [
    "at",
    "copyWithin",
    "entries",
    "fill",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flat",
    "flatMap",
    "includes",
    "keys",
    "toReversed",
    "toSorted",
    "toSpliced",
    "values",
];

pub(crate) fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(copy::Joining::default());
    let row = NativeRow::cx("Array", 1, constructor, "§19.3.2", "Makes an array: of a length, or of elements.")
        .hidden_from_stack();
    let proto = installer.vm.realm.get(Intrinsic::ArrayPrototype);
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Array), None));
    super::from_async::install(installer);
    installer.methods(constructor, STATICS);
    species::install(installer, constructor);
    installer.methods(proto, METHODS);
    let values = installer.key("values");
    let space = &mut installer.vm.space;
    let values =
        Gc::<Object>::from_value(proto).and_then(|p| space.get_named(p, values)).map_or(Value::UNDEFINED, |p| p.value);
    installer.vm.realm.set(Intrinsic::ArrayValues, values);
    installer.value(proto, "[Symbol.iterator]", values, attributes::HIDDEN);
    let unscopables = installer.vm.space.new_object_with_proto(Value::NULL).value();
    for name in UNSCOPABLES {
        installer.value(unscopables, name, Value::TRUE, attributes::ALL);
    }
    installer.value(proto, "[Symbol.unscopables]", unscopables, attributes::CONFIGURABLE);
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    let shape = if cx.new_target().is_undefined() || cx.new_target() == cx.callee() {
        cx.leaf().roots.array_shape
    } else {
        cx.instance_shape(Intrinsic::ArrayPrototype)?
    };
    let count = cx.argc();
    let first = cx.arg(0);
    if count == 1
        && let Some(number) = first.as_number()
    {
        let length = number as u32;
        if f64::from(length) != number {
            return Err(invalid_length(cx));
        }
        let mut leaf = cx.leaf();
        let array = leaf.new_array_of(shape);
        leaf.reserve_holes(array, length);
        return Ok(array.value());
    }
    let array = cx.leaf().new_array_of(shape);
    for i in 0..count {
        let value = cx.arg(i);
        cx.leaf().array_push(array, *value);
    }
    Ok(array.value())
}

fn is_array(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    leaf.is_array(args.get(0)).map(Value::boolean)
}

/// The array that a static method of `this` makes: plain for Array itself, else what the
/// constructor gives.
fn result_of_constructor(cx: &mut Cx<'_>, length: Option<u64>) -> JsResult<ResultArray> {
    let this = cx.this();
    if *this == cx.intrinsic(Intrinsic::Array) || !cx.leaf().is_constructor(*this) {
        return match length {
            Some(length) => array_create(cx, length, true),
            None => Ok(ResultArray::plain(cx, 0)),
        };
    }
    match length {
        Some(length) => construct_result(cx, this, length),
        None => ResultArray::constructed(cx, this),
    }
}

fn of(cx: &mut Cx<'_>) -> JsResult {
    let count = cx.argc() as u64;
    let result = result_of_constructor(cx, Some(count))?;
    for i in 0..count {
        let value = cx.arg(i as usize);
        result.put(cx, i, value)?;
    }
    result.set_length(cx, count)?;
    Ok(*result.value)
}

fn from(cx: &mut Cx<'_>) -> JsResult {
    let (items, mapper, this) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let mapper = if mapper.is_undefined() { None } else { Some(cx.callable(mapper)?) };
    if items.is_nullish() {
        let what = if items.is_null() { "object null" } else { "undefined" };
        let text = messages::not_iterable_read(&what);
        return Err(cx.type_error(text));
    }
    let key = cx.leaf().names.symbol_iterator;
    let method = cx.get(items, key)?;
    if method.is_nullish() {
        return from_array_like(cx, items, mapper, this);
    }
    if !method.is_callable() {
        return Err(cx.type_error(
            "%Array%.from requires that the property of the first argument, items[Symbol.iterator], when exists, be a \
             function",
        ));
    }
    let result = result_of_constructor(cx, None)?;
    let mut count = 0_u64;
    cx.iterate(items, |cx, item| {
        let value = match mapper {
            Some(mapper) => cx.call(mapper, this, &[item, (count as usize).into()])?,
            None => item,
        };
        result.put(cx, count, value)?;
        count += 1;
        Ok(ControlFlow::Continue(()))
    })?;
    result.set_length(cx, count)?;
    Ok(*result.value)
}

fn from_array_like(cx: &mut Cx<'_>, items: Rooted, mapper: Option<Rooted>, this: Rooted) -> JsResult {
    let source = cx.to_object(items)?;
    let length = cx.length_of(source)?;
    if length > u64::from(Key::MAX_INDEX) + 1 {
        return Err(invalid_length(cx));
    }
    let result = result_of_constructor(cx, Some(length))?;
    let mark = cx.mark();
    for index in 0..length {
        let mut value = element_or_undefined(cx, source, index)?;
        if let Some(mapper) = mapper {
            value = cx.call(mapper, this, &[value, (index as usize).into()])?;
        }
        result.put(cx, index, value)?;
        cx.release(mark);
    }
    result.set_length(cx, length)?;
    Ok(*result.value)
}
