//! Map and Set with their iterators (ECMA-262 §24.1, §24.2). The set operations of ES2025 are in
//! `set_methods.rs`.
//!
//! An iterator's internal slots are `[table, position, mode]`; the table is undefined once the
//! iteration has ended.

use std::ops::ControlFlow;

use crate::builtins::Installer;
use crate::builtins::shared::elements::each_pair;
use crate::builtins::shared::support::{incompatible, incompatible_leaf, require_new};
use crate::objects::{Brand, Gc, Host, Kind, MapObject, MapTable, Space, Value, attributes};
use crate::vm::abstract_operations::builtin_iterators::{ENTRIES, KEYS, VALUES, map_iterator_step};
use crate::vm::{Args, Cx, ErrorKind, Intrinsic, JsResult, Leaf, LeafFn, NativeRow, Rooted, Throw, messages};

const MAP_METHODS: &[NativeRow] = &[
    NativeRow::leaf("get", 1, map_get, "§24.1.3.6", "The value under a key."),
    NativeRow::leaf("set", 2, map_set, "§24.1.3.11", "Sets the value under a key; gives the map."),
    NativeRow::leaf("getOrInsert", 2, get_or_insert, "§24.1.3.7", "The value under a key, put there if there is none."),
    NativeRow::cx("getOrInsertComputed", 2, get_or_compute, "§24.1.3.8", "The same, with a function that makes it."),
    NativeRow::leaf("has", 1, map_has, "§24.1.3.9", "Whether there is an entry under the key."),
    NativeRow::leaf("delete", 1, map_delete, "§24.1.3.3", "Removes the entry of a key; whether there was one."),
    NativeRow::leaf("clear", 0, map_clear, "§24.1.3.1", "Removes all entries."),
    NativeRow::cx("entries", 0, map_entries, "§24.1.3.4", "An iterator of [key, value] pairs in insertion order."),
    NativeRow::cx(
        "forEach",
        1,
        map_for_each,
        "§24.1.3.5",
        "Calls the callback with value, key and map for every entry.",
    ),
    NativeRow::cx("keys", 0, map_keys, "§24.1.3.10", "An iterator of the keys."),
];
const MAP_SIZE: NativeRow = NativeRow::leaf("size", 0, map_size, "§24.1.3.12", "Number of entries.");
const MAP_VALUES: NativeRow = NativeRow::cx("values", 0, map_values, "§24.1.3.13", "An iterator of the values.");
const MAP_GROUP_BY: NativeRow = NativeRow::cx(
    "groupBy",
    2,
    map_group_by,
    "§24.1.2.1",
    "Groups the items of an iterable by what the callback says.",
);

const SET_METHODS: &[NativeRow] = &[
    NativeRow::leaf("has", 1, set_has, "§24.2.4.8", "Whether the value is in the set."),
    NativeRow::leaf("add", 1, set_add, "§24.2.4.1", "Adds a value; gives the set."),
    NativeRow::leaf("delete", 1, set_delete, "§24.2.4.4", "Removes a value; whether it was there."),
    NativeRow::leaf("clear", 0, set_clear, "§24.2.4.2", "Removes all values."),
    NativeRow::cx("entries", 0, set_entries, "§24.2.4.6", "An iterator of [value, value] pairs in insertion order."),
    NativeRow::cx(
        "forEach",
        1,
        set_for_each,
        "§24.2.4.7",
        "Calls the callback with value, value and set for every value.",
    ),
];
const SET_SIZE: NativeRow = NativeRow::leaf("size", 0, set_size, "§24.2.4.14", "Number of values.");
const SET_VALUES: NativeRow = NativeRow::cx("values", 0, set_values, "§24.2.4.17", "An iterator of the values.");

pub(crate) fn install(installer: &mut Installer<'_>) {
    install_map(installer);
    install_set(installer);
    for (intrinsic, next_intrinsic, tag, next) in [
        (
            Intrinsic::MapIteratorPrototype,
            Intrinsic::MapIteratorNext,
            "Map Iterator",
            map_next as fn(&mut Cx<'_>) -> JsResult,
        ),
        (Intrinsic::SetIteratorPrototype, Intrinsic::SetIteratorNext, "Set Iterator", set_next),
    ] {
        let proto = installer.object(Intrinsic::IteratorPrototype);
        installer.vm.realm.set(intrinsic, proto);
        let next = installer.method(proto, &NativeRow::cx("next", 0, next, "§24.1.5.2.1", "The next entry."));
        installer.vm.realm.set(next_intrinsic, next);
        installer.tag(proto, tag);
    }
}

fn install_map(installer: &mut Installer<'_>) {
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let row = NativeRow::cx("Map", 0, map_constructor, "§24.1.1.1", "A map of the entries that an iterable gives.");
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Map), Some(Intrinsic::MapPrototype)));
    crate::builtins::shared::species::install(installer, constructor);
    installer.method(constructor, &MAP_GROUP_BY);
    installer.methods(proto, MAP_METHODS);
    installer.accessor(proto, Some(&MAP_SIZE), None);
    installer.method(proto, &MAP_VALUES);
    installer.tag(proto, "Map");
    let entries = own_value(installer, proto, "entries");
    installer.value(proto, "[Symbol.iterator]", entries, attributes::HIDDEN);
}

fn install_set(installer: &mut Installer<'_>) {
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let row = NativeRow::cx("Set", 0, set_constructor, "§24.2.2.1", "A set of the values that an iterable gives.");
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Set), Some(Intrinsic::SetPrototype)));
    crate::builtins::shared::species::install(installer, constructor);
    installer.methods(proto, SET_METHODS);
    installer.accessor(proto, Some(&SET_SIZE), None);
    let values = installer.method(proto, &SET_VALUES);
    installer.value(proto, "keys", values, attributes::HIDDEN);
    installer.value(proto, "[Symbol.iterator]", values, attributes::HIDDEN);
    installer.tag(proto, "Set");
    super::set_methods::install(installer, proto);
}

/// The value of an own property of a builtin under installation.
pub(crate) fn own_value(installer: &mut Installer<'_>, object: Value, name: &str) -> Value {
    let key = installer.key(name);
    let found =
        crate::builtins::shared::support::as_object(object).and_then(|object| installer.vm.peek_own(object, key));
    found.map_or(Value::UNDEFINED, |found| found.value)
}

/// The Map or Set that `value` is.
#[inline(always)]
pub(super) fn table_object(value: Value, kind: Kind) -> Option<Gc<MapObject>> {
    if value.kind() == Some(kind) { Gc::from_value(value) } else { None }
}

#[inline(always)]
fn this_map(leaf: &mut Leaf<'_>, this: Value, method: &str) -> JsResult<Gc<MapObject>> {
    table_object(this, Kind::Map).ok_or_else(|| incompatible_leaf(leaf, this, method))
}

#[inline(always)]
fn this_set(leaf: &mut Leaf<'_>, this: Value, method: &str) -> JsResult<Gc<MapObject>> {
    table_object(this, Kind::Set).ok_or_else(|| incompatible_leaf(leaf, this, method))
}

/// The RangeError of a collection that holds no more.
pub(super) fn full(leaf: &mut Leaf<'_>, what: &str) -> Throw {
    leaf.throw(ErrorKind::Range, messages::maximum_size(&what))
}

// ---- Map

fn map_get(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = this_map(leaf, this, "Map.prototype.get")?;
    Ok(leaf.map_get(map, args.get(0)).unwrap_or(Value::UNDEFINED))
}

fn map_set(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = this_map(leaf, this, "Map.prototype.set")?;
    if leaf.map_set(map, args.get(0), args.get(1)) { Ok(this) } else { Err(full(leaf, "Map")) }
}

fn map_has(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = this_map(leaf, this, "Map.prototype.has")?;
    Ok(leaf.map_get(map, args.get(0)).is_some().into())
}

fn get_or_insert(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = this_map(leaf, this, "Map.prototype.getOrInsert")?;
    if let Some(value) = leaf.map_get(map, args.get(0)) {
        return Ok(value);
    }
    if leaf.map_set(map, args.get(0), args.get(1)) { Ok(args.get(1)) } else { Err(full(leaf, "Map")) }
}

fn get_or_compute(cx: &mut Cx<'_>) -> JsResult {
    let (key, callback) = (cx.arg(0), cx.arg(1));
    let Some(map) = table_object(*cx.this(), Kind::Map) else {
        return Err(incompatible(cx, "Map.prototype.getOrInsertComputed"));
    };
    let callback = cx.callable(callback)?;
    if let Some(value) = cx.leaf().map_get(map, *key) {
        return Ok(value);
    }
    // The key is that of the entry: never -0.
    let key = if key.as_number() == Some(0.0) { 0.into() } else { key };
    let value = cx.call(callback, Rooted::UNDEFINED, &[key])?;
    if cx.leaf().map_set(map, *key, *value) { Ok(*value) } else { Err(full(&mut cx.leaf(), "Map")) }
}

fn map_delete(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = this_map(leaf, this, "Map.prototype.delete")?;
    Ok(leaf.map_delete(map, args.get(0)).into())
}

fn map_clear(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let map = this_map(leaf, this, "Map.prototype.clear")?;
    leaf.map_clear(map);
    Ok(Value::UNDEFINED)
}

fn map_size(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let map = this_map(leaf, this, "get Map.prototype.size")?;
    Ok(Value::length(leaf.map_len(map)))
}

fn map_for_each(cx: &mut Cx<'_>) -> JsResult {
    let Some(map) = table_object(*cx.this(), Kind::Map) else {
        return Err(incompatible(cx, "Map.prototype.forEach"));
    };
    for_each(cx, map)
}

fn set_for_each(cx: &mut Cx<'_>) -> JsResult {
    let Some(set) = table_object(*cx.this(), Kind::Set) else {
        return Err(incompatible(cx, "Set.prototype.forEach"));
    };
    for_each(cx, set)
}

fn for_each(cx: &mut Cx<'_>, map: Gc<MapObject>) -> JsResult {
    let (object, callback, this) = (cx.this(), cx.arg(0), cx.arg(1));
    if !callback.is_callable() {
        let text = cx.vm().describe_operand(*callback);
        return Err(cx.type_error(messages::not_a_function(&text)));
    }
    let is_set = map.kind() == Kind::Set;
    each_entry(cx, map, |cx, key, value| {
        let value = if is_set { key } else { value };
        cx.call(callback, this, &[value, key, object])?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Value::UNDEFINED)
}

/// Calls `each` with the entries in insertion order, those added meanwhile too. The map itself is
/// kept reachable by the caller.
pub(crate) fn each_entry(
    cx: &mut Cx<'_>,
    map: Gc<MapObject>,
    mut each: impl FnMut(&mut Cx<'_>, Rooted, Rooted) -> JsResult<ControlFlow<()>>,
) -> JsResult<()> {
    let mut table = Gc::<MapTable>::from_cell(map.table.get().cell_unchecked());
    let mut position = 0;
    let mark = cx.mark();
    while let Some((key, value, next, at)) = cx.leaf().map_step(table, position) {
        // An iteration may stand in a table that the map has left behind.
        cx.root(next.value());
        let (key, value) = (cx.root(key), cx.root(value));
        (table, position) = (next, at);
        if each(cx, key, value)?.is_break() {
            break;
        }
        cx.release(mark);
    }
    Ok(())
}

fn map_constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "Map")?;
    let shape = cx.instance_shape(Intrinsic::MapPrototype)?;
    let map = cx.leaf().new_map(Kind::Map, shape);
    let object = cx.root(map.value());
    fill_by_pairs(
        cx,
        object,
        map_set,
        |leaf, key, value| {
            if leaf.map_set(map, key, value) { Ok(()) } else { Err(full(leaf, "Map")) }
        },
    )?;
    Ok(*object)
}

/// Fills the object of a constructor with the entries of its argument by its method `set`, or by
/// `put` while that is the builtin `standard`.
pub(super) fn fill_by_pairs(
    cx: &mut Cx<'_>,
    object: Rooted,
    standard: LeafFn,
    mut put: impl FnMut(&mut Leaf<'_>, Value, Value) -> JsResult<()>,
) -> JsResult<()> {
    let iterable = cx.arg(0);
    if iterable.is_nullish() {
        return Ok(());
    }
    let adder = adder(cx, object, "set")?;
    if is_native(cx, adder, standard) {
        each_pair(cx, iterable, |cx, key, value| put(&mut cx.leaf(), *key, *value))
    } else {
        each_pair(cx, iterable, |cx, key, value| cx.call(adder, object, &[key, value]).map(drop))
    }
}

/// As [`fill_by_pairs`], with the values of the argument by the method `add`.
pub(super) fn fill_by_values(
    cx: &mut Cx<'_>,
    object: Rooted,
    standard: LeafFn,
    mut put: impl FnMut(&mut Leaf<'_>, Value) -> JsResult<()>,
) -> JsResult<()> {
    let iterable = cx.arg(0);
    if iterable.is_nullish() {
        return Ok(());
    }
    let adder = adder(cx, object, "add")?;
    let standard = is_native(cx, adder, standard);
    cx.iterate(iterable, |cx, item| {
        if standard {
            put(&mut cx.leaf(), *item)?;
        } else {
            cx.call(adder, object, &[item])?;
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// The method by which a constructor fills its object.
fn adder(cx: &mut Cx<'_>, object: Rooted, name: &str) -> JsResult<Rooted> {
    let adder = cx.get_str(object, name)?;
    if adder.is_callable() {
        return Ok(adder);
    }
    let (value, owner) = (cx.describe(adder), cx.describe(object));
    Err(cx.type_error(messages::property_not_a_function(name, &value, &owner)))
}

/// Whether `function` is the builtin with this code.
fn is_native(cx: &mut Cx<'_>, function: Rooted, code: LeafFn) -> bool {
    Gc::<crate::objects::NativeFunction>::from_value(*function).is_some_and(|native| {
        matches!(cx.vm_ref().native_row(native.id()).code, crate::vm::NativeCode::Leaf(found) if std::ptr::fn_addr_eq(found, code))
    })
}

fn map_group_by(cx: &mut Cx<'_>) -> JsResult {
    let (items, callback) = (cx.arg(0), cx.arg(1));
    if items.is_nullish() {
        let text = cx.describe(items);
        return Err(cx.type_error(messages::not_iterable(&text)));
    }
    let callback = cx.callable(callback)?;
    let shape = cx.shape(Intrinsic::MapPrototype);
    let map = cx.leaf().new_map(Kind::Map, shape);
    let object = cx.root(map.value());
    let mut index = 0_usize;
    cx.iterate(items, |cx, item| {
        let key = cx.call(callback, Rooted::UNDEFINED, &[item, index.into()])?;
        index += 1;
        let mut leaf = cx.leaf();
        let group = match leaf.map_get(map, *key).and_then(Gc::from_value) {
            Some(group) => group,
            None => {
                let group = leaf.new_array(0);
                if !leaf.map_set(map, *key, group.value()) {
                    return Err(full(&mut leaf, "Map"));
                }
                group
            }
        };
        leaf.array_push(group, *item);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(*object)
}

// ---- Set

fn set_has(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let set = this_set(leaf, this, "Set.prototype.has")?;
    Ok(leaf.map_get(set, args.get(0)).is_some().into())
}

fn set_add(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let set = this_set(leaf, this, "Set.prototype.add")?;
    if insert(leaf, set, args.get(0)) { Ok(this) } else { Err(full(leaf, "Set")) }
}

/// Adds a value to a Set; false when it is full.
#[inline]
pub(crate) fn insert(space: &mut Space, set: Gc<MapObject>, value: Value) -> bool {
    space.map_set(set, value, Value::UNDEFINED)
}

fn set_delete(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let set = this_set(leaf, this, "Set.prototype.delete")?;
    Ok(leaf.map_delete(set, args.get(0)).into())
}

fn set_clear(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let set = this_set(leaf, this, "Set.prototype.clear")?;
    leaf.map_clear(set);
    Ok(Value::UNDEFINED)
}

fn set_size(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let set = this_set(leaf, this, "get Set.prototype.size")?;
    Ok(Value::length(leaf.map_len(set)))
}

fn set_constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "Set")?;
    let shape = cx.instance_shape(Intrinsic::SetPrototype)?;
    let set = cx.leaf().new_map(Kind::Set, shape);
    let object = cx.root(set.value());
    fill_by_values(
        cx,
        object,
        set_add,
        |leaf, value| {
            if insert(leaf, set, value) { Ok(()) } else { Err(full(leaf, "Set")) }
        },
    )?;
    Ok(*object)
}

// ---- iterators

fn iterator(cx: &mut Cx<'_>, kind: Kind, mode: i32, method: &str) -> JsResult {
    let Some(map) = table_object(*cx.this(), kind) else { return Err(incompatible(cx, method)) };
    let (brand, proto) = match kind {
        Kind::Map => (Brand::MapIterator, Intrinsic::MapIteratorPrototype),
        _ => (Brand::SetIterator, Intrinsic::SetIteratorPrototype),
    };
    let shape = cx.shape(proto);
    let slots = [map.table.get(), Value::ZERO, Value::int(mode)];
    Ok(cx.leaf().new_host(brand, shape, &slots).object().value())
}

fn map_entries(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, Kind::Map, ENTRIES, "Map.prototype.entries")
}

fn map_keys(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, Kind::Map, KEYS, "Map.prototype.keys")
}

fn map_values(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, Kind::Map, VALUES, "Map.prototype.values")
}

fn set_entries(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, Kind::Set, ENTRIES, "Set.prototype.entries")
}

fn set_values(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, Kind::Set, KEYS, "Set.prototype.values")
}

fn map_next(cx: &mut Cx<'_>) -> JsResult {
    match Host::of(*cx.this(), Brand::MapIterator) {
        Some(host) => next(cx, host, false),
        None => Err(incompatible(cx, "Map Iterator.prototype.next")),
    }
}

fn set_next(cx: &mut Cx<'_>) -> JsResult {
    match Host::of(*cx.this(), Brand::SetIterator) {
        Some(host) => next(cx, host, true),
        None => Err(incompatible(cx, "Set Iterator.prototype.next")),
    }
}

fn next(cx: &mut Cx<'_>, host: Gc<Host>, is_set: bool) -> JsResult {
    let value = map_iterator_step(&mut cx.leaf(), host, is_set);
    Ok(cx.vm().iterator_result(value.unwrap_or(Value::UNDEFINED), value.is_none()))
}
