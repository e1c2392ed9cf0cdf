//! WeakMap and WeakSet (ECMA-262 §24.3, §24.4).

use super::map_set::{fill_by_pairs, fill_by_values, full};
use crate::builtins::Installer;
use crate::builtins::shared::support::{incompatible_leaf, require_new};
use crate::objects::{Gc, Kind, Value, WeakTable, can_be_held_weakly};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Rooted};

const MAP_METHODS: &[NativeRow] = &[
    NativeRow::leaf("delete", 1, map_delete, "§24.3.3.2", "Removes the entry of a key; whether there was one."),
    NativeRow::leaf("get", 1, map_get, "§24.3.3.3", "The value under a key."),
    NativeRow::leaf(
        "set",
        2,
        map_set,
        "§24.3.3.7",
        "Sets the value under a key, which it does not keep alive; gives the map.",
    ),
    NativeRow::leaf("getOrInsert", 2, get_or_insert, "§24.3.3.4", "The value under a key, put there if there is none."),
    NativeRow::cx("getOrInsertComputed", 2, get_or_compute, "§24.3.3.5", "The same, with a function that makes it."),
    NativeRow::leaf("has", 1, map_has, "§24.3.3.6", "Whether there is an entry under the key."),
];
const SET_METHODS: &[NativeRow] = &[
    NativeRow::leaf("delete", 1, set_delete, "§24.4.3.3", "Removes a value; whether it was there."),
    NativeRow::leaf("has", 1, set_has, "§24.4.3.4", "Whether the value is in the set."),
    NativeRow::leaf("add", 1, set_add, "§24.4.3.1", "Adds a value, which it does not keep alive; gives the set."),
];

pub(crate) fn install(installer: &mut Installer<'_>) {
    let map = NativeRow::cx("WeakMap", 0, map_constructor, "§24.3.1.1", "A map that does not keep its keys alive.");
    let set = NativeRow::cx("WeakSet", 0, set_constructor, "§24.4.1.1", "A set that does not keep its members alive.");
    for (row, methods, intrinsic) in
        [(map, MAP_METHODS, Intrinsic::WeakMapPrototype), (set, SET_METHODS, Intrinsic::WeakSetPrototype)]
    {
        let proto = installer.object(Intrinsic::ObjectPrototype);
        installer.constructor(&row, proto, (None, Some(intrinsic)));
        installer.methods(proto, methods);
        installer.tag(proto, row.name);
    }
}

fn table(leaf: &mut Leaf<'_>, this: Value, kind: Kind, method: &str) -> JsResult<Gc<WeakTable>> {
    if this.kind() == Some(kind)
        && let Some(table) = Gc::from_value(this)
    {
        return Ok(table);
    }
    Err(incompatible_leaf(leaf, this, method))
}

fn map_get(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = table(leaf, this, Kind::WeakMap, "WeakMap.prototype.get")?;
    Ok(leaf.weak_get(map, args.get(0)).unwrap_or(Value::UNDEFINED))
}

fn map_has(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = table(leaf, this, Kind::WeakMap, "WeakMap.prototype.has")?;
    Ok(leaf.weak_get(map, args.get(0)).is_some().into())
}

fn map_delete(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = table(leaf, this, Kind::WeakMap, "WeakMap.prototype.delete")?;
    Ok(leaf.weak_delete(map, args.get(0)).into())
}

fn map_set(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = table(leaf, this, Kind::WeakMap, "WeakMap.prototype.set")?;
    put(leaf, map, args.get(0), args.get(1))?;
    Ok(this)
}

fn get_or_insert(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let map = table(leaf, this, Kind::WeakMap, "WeakMap.prototype.getOrInsert")?;
    if let Some(value) = leaf.weak_get(map, args.get(0)) {
        return Ok(value);
    }
    put(leaf, map, args.get(0), args.get(1)).map(|()| args.get(1))
}

fn get_or_compute(cx: &mut Cx<'_>) -> JsResult {
    let (this, key, callback) = (*cx.this(), cx.arg(0), cx.arg(1));
    let map = table(&mut cx.leaf(), this, Kind::WeakMap, "WeakMap.prototype.getOrInsertComputed")?;
    if !can_be_held_weakly(*key) {
        return Err(cx.type_error("Invalid value used as weak map key"));
    }
    let callback = cx.callable(callback)?;
    if let Some(value) = cx.leaf().weak_get(map, *key) {
        return Ok(value);
    }
    let value = cx.call(callback, Rooted::UNDEFINED, &[key])?;
    put(&mut cx.leaf(), map, *key, *value).map(|()| *value)
}

fn put(leaf: &mut Leaf<'_>, map: Gc<WeakTable>, key: Value, value: Value) -> JsResult<()> {
    if !can_be_held_weakly(key) {
        return Err(leaf.type_error("Invalid value used as weak map key"));
    }
    if leaf.weak_set(map, key, value) { Ok(()) } else { Err(full(leaf, "WeakMap")) }
}

fn set_has(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let set = table(leaf, this, Kind::WeakSet, "WeakSet.prototype.has")?;
    Ok(leaf.weak_get(set, args.get(0)).is_some().into())
}

fn set_delete(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let set = table(leaf, this, Kind::WeakSet, "WeakSet.prototype.delete")?;
    Ok(leaf.weak_delete(set, args.get(0)).into())
}

fn set_add(leaf: &mut Leaf<'_>, this: Value, args: Args<'_>) -> JsResult {
    let set = table(leaf, this, Kind::WeakSet, "WeakSet.prototype.add")?;
    insert(leaf, set, args.get(0))?;
    Ok(this)
}

fn insert(leaf: &mut Leaf<'_>, set: Gc<WeakTable>, value: Value) -> JsResult<()> {
    if !can_be_held_weakly(value) {
        return Err(leaf.type_error("Invalid value used in weak set"));
    }
    if leaf.weak_set(set, value, Value::UNDEFINED) { Ok(()) } else { Err(full(leaf, "WeakSet")) }
}

fn map_constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "WeakMap")?;
    let shape = cx.instance_shape(Intrinsic::WeakMapPrototype)?;
    let map = cx.leaf().new_weak_table(Kind::WeakMap, shape);
    let object = cx.root(map.value());
    fill_by_pairs(cx, object, map_set, |leaf, key, value| put(leaf, map, key, value))?;
    Ok(*object)
}

fn set_constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "WeakSet")?;
    let shape = cx.instance_shape(Intrinsic::WeakSetPrototype)?;
    let set = cx.leaf().new_weak_table(Kind::WeakSet, shape);
    let object = cx.root(set.value());
    fill_by_values(cx, object, set_add, |leaf, value| insert(leaf, set, value))?;
    Ok(*object)
}
