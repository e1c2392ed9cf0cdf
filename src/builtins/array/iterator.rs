//! Array iterators: keys, values, entries of any array-like (ECMA-262 §23.1.5).
//!
//! Internal slots: `[array, index, mode]`; the array is undefined once the iteration has ended.

use crate::builtins::Installer;
use crate::builtins::shared::support::incompatible;
use crate::objects::{Brand, Host, Value};
use crate::vm::abstract_operations::builtin_iterators::{ENTRIES, KEYS, VALUES};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow};

const NEXT: NativeRow = NativeRow::cx("next", 0, next, "§23.1.5.2.1", "The next element of the array.");

pub(crate) fn install(installer: &mut Installer<'_>) {
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

pub(crate) fn keys(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, KEYS)
}

pub(crate) fn values(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, VALUES)
}

pub(crate) fn entries(cx: &mut Cx<'_>) -> JsResult {
    iterator(cx, ENTRIES)
}

fn next(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let Some(host) = Host::of(*this, Brand::ArrayIterator) else {
        return Err(incompatible(cx, "Array Iterator.prototype.next"));
    };
    let value = cx.vm().array_iterator_step(host)?;
    Ok(cx.vm().iterator_result(value.unwrap_or(Value::UNDEFINED), value.is_none()))
}
