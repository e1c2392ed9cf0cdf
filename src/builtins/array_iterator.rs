//! Array iterators: keys, values, entries of any array-like (ECMAScript 23.1.5).
//!
//! Internal slots: `[array, index, mode]`; the array is undefined once the iteration has ended.

use super::Installer;
use super::array_support::{element_or_undefined, readable, slot_value};
use super::support::incompatible;
use crate::objects::{Brand, Host, Value};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow};

const KEYS: i32 = 0;
const VALUES: i32 = 1;
const ENTRIES: i32 = 2;

const NEXT: NativeRow = NativeRow::cx("next", 0, next, "The next element of the array.");

pub(super) fn install(installer: &mut Installer<'_>) {
    let proto = installer.object(Intrinsic::IteratorPrototype);
    installer.vm.realm.set(Intrinsic::ArrayIteratorPrototype, proto);
    let next = installer.method(proto, &NEXT);
    installer.vm.realm.set(Intrinsic::ArrayIteratorNext, next);
    installer.tag(proto, "Array Iterator");
}

fn iterator(cx: &mut Cx<'_>, mode: i32) -> JsResult {
    let this = cx.this();
    let object = cx.to_object(this)?;
    let shape = cx.shape(Intrinsic::ArrayIteratorPrototype);
    let slots = [*object, Value::ZERO, Value::int(mode)];
    Ok(cx.leaf().new_host(Brand::ArrayIterator, shape, &slots).object().value())
}

pub(super) fn keys(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, KEYS)
}

pub(super) fn values(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, VALUES)
}

pub(super) fn entries(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, ENTRIES)
}

fn next(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let Some(host) = Host::of(*this, Brand::ArrayIterator) else {
        return Err(incompatible(cx, "Array Iterator.prototype.next"));
    };
    let array = host.get(0);
    if array.is_undefined() {
        return Ok(cx.vm().iterator_result(Value::UNDEFINED, true));
    }
    let object = cx.root(array);
    let length = cx.length_of(object)?;
    let index = host.get(1).as_number().unwrap_or(0.0) as u64;
    if index >= length {
        host.set(&mut cx.leaf(), 0, Value::UNDEFINED);
        return Ok(cx.vm().iterator_result(Value::UNDEFINED, true));
    }
    host.set(&mut cx.leaf(), 1, Value::length(index as usize + 1));
    let mode = host.get(2).as_int_unchecked();
    if mode == KEYS {
        return Ok(cx.vm().iterator_result(Value::length(index as usize), false));
    }
    let value = match readable(&cx.leaf(), *object) {
        Some((_, words)) => slot_value(words, index as usize),
        None => *element_or_undefined(cx, object, index)?,
    };
    if mode == VALUES {
        return Ok(cx.vm().iterator_result(value, false));
    }
    let pair = cx.leaf().new_array_from(&[Value::length(index as usize), value]);
    Ok(cx.vm().iterator_result(pair.value(), false))
}
