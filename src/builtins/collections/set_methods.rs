//! The set operations of ES2025 on Set.prototype: union, intersection, difference and the like
//! (ECMA-262 §24.2.4).

use std::ops::ControlFlow;

use super::map_set::{each_entry, insert, table_object};
use crate::builtins::Installer;
use crate::builtins::shared::support::incompatible;
use crate::objects::{Gc, Kind, MapObject, Value};
use crate::vm::{Cx, Intrinsic, IteratorRecord, JsResult, NativeRow, Rooted, Vm, messages};

const METHODS: &[NativeRow] = &[
    NativeRow::cx("union", 1, union, "§24.2.4.16", "A set of what is in either."),
    NativeRow::cx("intersection", 1, intersection, "§24.2.4.9", "A set of what is in both."),
    NativeRow::cx("difference", 1, difference, "§24.2.4.5", "A set of what is in this one only."),
    NativeRow::cx(
        "symmetricDifference",
        1,
        symmetric_difference,
        "§24.2.4.15",
        "A set of what is in exactly one of the two.",
    ),
    NativeRow::cx("isSubsetOf", 1, is_subset_of, "§24.2.4.11", "Whether all of this is in the other."),
    NativeRow::cx("isSupersetOf", 1, is_superset_of, "§24.2.4.12", "Whether all of the other is in this."),
    NativeRow::cx("isDisjointFrom", 1, is_disjoint_from, "§24.2.4.10", "Whether nothing is in both."),
];

pub(crate) fn install(installer: &mut Installer<'_>, proto: Value) {
    installer.methods(proto, METHODS);
}

/// What an operation needs of the other operand (GetSetRecord, ECMA-262 §24.2.1.2).
struct Other {
    object: Rooted,
    size: f64,
    has: Rooted,
    keys: Rooted,
}

impl Other {
    fn new(cx: &mut Cx<'_>) -> JsResult<Other> {
        let object = cx.arg(0);
        if !object.is_object() {
            let text = cx.describe(object);
            return Err(cx.type_error(messages::not_an_object(&text)));
        }
        let (size_key, has_key, keys_key) = {
            let names = &cx.leaf().names;
            (names.size, names.has, names.keys)
        };
        let size = cx.get(object, size_key)?;
        let size = cx.to_number(size)?;
        if size.is_nan() {
            return Err(cx.type_error("The 'size' property must be a number"));
        }
        let size = size.trunc();
        if size < 0.0 {
            return Err(cx.range_error(format!("'{size}' is an invalid size")));
        }
        let has = cx.get(object, has_key)?;
        if !has.is_callable() {
            return Err(cx.type_error("The 'has' property must be a function"));
        }
        let keys = cx.get(object, keys_key)?;
        if !keys.is_callable() {
            return Err(cx.type_error("The 'keys' property must be a function"));
        }
        Ok(Other { object, size, has, keys })
    }

    fn has(&self, cx: &mut Cx<'_>, value: Rooted) -> JsResult<bool> {
        let found = cx.call(self.has, self.object, &[value])?;
        Ok(Vm::truthy(*found))
    }

    /// Calls `each` with the other's values. The iterator is closed when `each` breaks off.
    fn each_key(
        &self,
        cx: &mut Cx<'_>,
        mut each: impl FnMut(&mut Cx<'_>, Rooted) -> JsResult<ControlFlow<()>>,
    ) -> JsResult<()> {
        let iterator = cx.call(self.keys, self.object, &[])?;
        if !iterator.is_object() {
            let text = cx.describe(iterator);
            return Err(cx.type_error(messages::not_an_object(&text)));
        }
        let mut record: IteratorRecord = cx.iterator_direct(iterator)?;
        let mark = cx.mark();
        while let Some(value) = cx.iterator_step(&mut record)? {
            if each(cx, value)?.is_break() {
                return cx.iterator_close(&record);
            }
            cx.release(mark);
        }
        Ok(())
    }
}

fn this_set(cx: &mut Cx<'_>, method: &str) -> JsResult<Gc<MapObject>> {
    match table_object(*cx.this(), Kind::Set) {
        Some(set) => Ok(set),
        None => Err(incompatible(cx, method)),
    }
}

fn new_set(cx: &mut Cx<'_>) -> (Gc<MapObject>, Rooted) {
    let shape = cx.shape(Intrinsic::SetPrototype);
    let set = cx.leaf().new_map(Kind::Set, shape);
    (set, cx.root(set.value()))
}

fn add(cx: &mut Cx<'_>, set: Gc<MapObject>, value: Rooted) -> JsResult<()> {
    if insert(&mut cx.leaf(), set, *value) { Ok(()) } else { Err(cx.range_error(messages::maximum_size("Set"))) }
}

fn contains(cx: &mut Cx<'_>, set: Gc<MapObject>, value: Rooted) -> bool {
    cx.leaf().map_get(set, *value).is_some()
}

fn copy(cx: &mut Cx<'_>, set: Gc<MapObject>) -> JsResult<(Gc<MapObject>, Rooted)> {
    let (result, object) = new_set(cx);
    each_entry(cx, set, |cx, value, _| {
        add(cx, result, value)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok((result, object))
}

fn size(cx: &mut Cx<'_>, set: Gc<MapObject>) -> f64 {
    cx.leaf().map_len(set) as f64
}

fn union(cx: &mut Cx<'_>) -> JsResult {
    let set = this_set(cx, "Set.prototype.union")?;
    let other = Other::new(cx)?;
    let (result, object) = copy(cx, set)?;
    other.each_key(cx, |cx, value| {
        add(cx, result, value)?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(*object)
}

fn intersection(cx: &mut Cx<'_>) -> JsResult {
    let set = this_set(cx, "Set.prototype.intersection")?;
    let other = Other::new(cx)?;
    let (result, object) = new_set(cx);
    if size(cx, set) <= other.size {
        each_entry(cx, set, |cx, value, _| {
            if other.has(cx, value)? {
                add(cx, result, value)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
    } else {
        other.each_key(cx, |cx, value| {
            if contains(cx, set, value) {
                add(cx, result, value)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(*object)
}

fn difference(cx: &mut Cx<'_>) -> JsResult {
    let set = this_set(cx, "Set.prototype.difference")?;
    let other = Other::new(cx)?;
    let (result, object) = copy(cx, set)?;
    if size(cx, set) <= other.size {
        each_entry(cx, set, |cx, value, _| {
            if other.has(cx, value)? {
                cx.leaf().map_delete(result, *value);
            }
            Ok(ControlFlow::Continue(()))
        })?;
    } else {
        other.each_key(cx, |cx, value| {
            cx.leaf().map_delete(result, *value);
            Ok(ControlFlow::Continue(()))
        })?;
    }
    Ok(*object)
}

fn symmetric_difference(cx: &mut Cx<'_>) -> JsResult {
    let set = this_set(cx, "Set.prototype.symmetricDifference")?;
    let other = Other::new(cx)?;
    let (result, object) = copy(cx, set)?;
    other.each_key(cx, |cx, value| {
        if contains(cx, set, value) {
            cx.leaf().map_delete(result, *value);
        } else {
            add(cx, result, value)?;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(*object)
}

fn is_subset_of(cx: &mut Cx<'_>) -> JsResult {
    let set = this_set(cx, "Set.prototype.isSubsetOf")?;
    let other = Other::new(cx)?;
    if size(cx, set) > other.size {
        return Ok(Value::FALSE);
    }
    let mut all = true;
    each_entry(cx, set, |cx, value, _| {
        all = other.has(cx, value)?;
        Ok(if all { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(all.into())
}

fn is_superset_of(cx: &mut Cx<'_>) -> JsResult {
    let set = this_set(cx, "Set.prototype.isSupersetOf")?;
    let other = Other::new(cx)?;
    if size(cx, set) < other.size {
        return Ok(Value::FALSE);
    }
    let mut all = true;
    other.each_key(cx, |cx, value| {
        all = contains(cx, set, value);
        Ok(if all { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
    })?;
    Ok(all.into())
}

fn is_disjoint_from(cx: &mut Cx<'_>) -> JsResult {
    let set = this_set(cx, "Set.prototype.isDisjointFrom")?;
    let other = Other::new(cx)?;
    let mut disjoint = true;
    if size(cx, set) <= other.size {
        each_entry(cx, set, |cx, value, _| {
            disjoint = !other.has(cx, value)?;
            Ok(if disjoint { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
    } else {
        other.each_key(cx, |cx, value| {
            disjoint = !contains(cx, set, value);
            Ok(if disjoint { ControlFlow::Continue(()) } else { ControlFlow::Break(()) })
        })?;
    }
    Ok(disjoint.into())
}
