//! Atomics (ECMA-262 §25.4): accesses that are one with regard to all other threads.

use super::access::{validate, validate_index, validate_written};
use super::typed_array::length_of;
use super::waiting;
use crate::builtins::Installer;
use crate::objects::{ElementType, Gc, Object, Value, View};
use crate::vm::{Cx, JsResult, NativeRow, Rooted, Vm, messages};

const METHODS: &[NativeRow] = &[
    NativeRow::cx("load", 2, load, "§25.4.9", "The element at an index."),
    NativeRow::cx("store", 3, store, "§25.4.11", "Stores an element, and gives what was to be stored."),
    NativeRow::cx("add", 3, add, "§25.4.4", "Adds to an element, and gives what it was."),
    NativeRow::cx("sub", 3, sub, "§25.4.12", "Subtracts from an element, and gives what it was."),
    NativeRow::cx("and", 3, and, "§25.4.5", "Combines an element's bits by and, and gives what it was."),
    NativeRow::cx("or", 3, or, "§25.4.10", "Combines an element's bits by or, and gives what it was."),
    NativeRow::cx("xor", 3, xor, "§25.4.16", "Combines an element's bits by xor, and gives what it was."),
    NativeRow::cx("exchange", 3, exchange, "§25.4.7", "Replaces an element, and gives what it was."),
    NativeRow::cx("compareExchange", 4, compare_exchange, "§25.4.6", "Replaces an element if it is the one expected."),
    NativeRow::cx("isLockFree", 1, is_lock_free, "§25.4.8", "Whether accesses of so many bytes need no lock."),
    NativeRow::cx("pause", 0, pause, "§25.4.10", "Tells the processor that a loop waits."),
    NativeRow::cx("wait", 4, waiting::wait, "§25.4.13", "Waits until an element is notified of, or its time is over."),
    NativeRow::cx("waitAsync", 4, waiting::wait_async, "§25.4.14", "As wait, by a promise."),
    NativeRow::cx("notify", 3, waiting::notify, "§25.4.15", "Wakes those that wait for an element."),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    waiting::install(installer);
    let atomics = installer.deferred(fill);
    installer.global("Atomics", atomics);
}

fn fill(vm: &mut Vm, atomics: Gc<Object>) {
    let installer = &mut Installer::late(vm);
    installer.methods(atomics.value(), METHODS);
    installer.tag(atomics.value(), "Atomics");
}

/// RevalidateAtomicAccess (ECMA-262 §25.4.3.4).
fn revalidate(cx: &mut Cx<'_>, view: Gc<View>, index: usize, method: &str) -> JsResult<()> {
    if index < length_of(cx, view, &format!("Atomics.{method}"))? {
        return Ok(());
    }
    Err(cx.range_error(messages::ATOMIC_INDEX))
}

/// A value as it is stored: a BigInt, or an integer.
fn to_stored(cx: &mut Cx<'_>, of: ElementType, value: Rooted) -> JsResult<Rooted> {
    if of.is_bigint() {
        let bigint = cx.to_bigint(value)?.value();
        return Ok(cx.root(bigint));
    }
    cx.to_integer(value).map(Rooted::from)
}

/// The element that the first two arguments name.
fn access(cx: &mut Cx<'_>, method: &str) -> JsResult<(Gc<View>, usize)> {
    let (array, index) = (cx.arg(0), cx.arg(1));
    let (view, length) = match method {
        "load" => validate(cx, array, false, method)?,
        _ => validate_written(cx, array, method)?,
    };
    let index = validate_index(cx, index, length)?;
    Ok((view, index))
}

/// AtomicReadModifyWrite (ECMA-262 §25.4.3.13).
fn modify(cx: &mut Cx<'_>, method: &str, change: fn(u64, u64) -> u64) -> JsResult {
    let (view, index) = access(cx, method)?;
    let (of, value) = (view.element_type(), cx.arg(2));
    let value = to_stored(cx, of, value)?;
    revalidate(cx, view, index, method)?;
    let raw = view.atomic_update(index, of.encode(*value), change);
    Ok(cx.leaf().decode_element(of, raw))
}

fn add(cx: &mut Cx<'_>) -> JsResult {
    modify(cx, "add", u64::wrapping_add)
}

fn sub(cx: &mut Cx<'_>) -> JsResult {
    modify(cx, "sub", u64::wrapping_sub)
}

fn and(cx: &mut Cx<'_>) -> JsResult {
    modify(cx, "and", |a, b| a & b)
}

fn or(cx: &mut Cx<'_>) -> JsResult {
    modify(cx, "or", |a, b| a | b)
}

fn xor(cx: &mut Cx<'_>) -> JsResult {
    modify(cx, "xor", |a, b| a ^ b)
}

fn exchange(cx: &mut Cx<'_>) -> JsResult {
    modify(cx, "exchange", |_, new| new)
}

fn compare_exchange(cx: &mut Cx<'_>) -> JsResult {
    let (view, index) = access(cx, "compareExchange")?;
    let (of, expected, replacement) = (view.element_type(), cx.arg(2), cx.arg(3));
    let expected = to_stored(cx, of, expected)?;
    let replacement = to_stored(cx, of, replacement)?;
    revalidate(cx, view, index, "compareExchange")?;
    let raw = view.atomic_compare_exchange(index, of.encode(*expected), of.encode(*replacement));
    Ok(cx.leaf().decode_element(of, raw))
}

fn load(cx: &mut Cx<'_>) -> JsResult {
    let (view, index) = access(cx, "load")?;
    revalidate(cx, view, index, "load")?;
    Ok(cx.leaf().decode_element(view.element_type(), view.atomic_load(index)))
}

fn store(cx: &mut Cx<'_>) -> JsResult {
    let (view, index) = access(cx, "store")?;
    let (of, value) = (view.element_type(), cx.arg(2));
    let value = to_stored(cx, of, value)?;
    revalidate(cx, view, index, "store")?;
    view.atomic_store(index, of.encode(*value));
    Ok(*value)
}

fn is_lock_free(cx: &mut Cx<'_>) -> JsResult {
    let size = cx.arg(0);
    let size = cx.to_integer(size)?;
    Ok([1.0, 2.0, 4.0, 8.0].contains(&size).into())
}

fn pause(cx: &mut Cx<'_>) -> JsResult {
    let iteration = *cx.arg(0);
    let is_integral = iteration.as_number().is_some_and(|number| number.is_finite() && number.fract() == 0.0);
    if !iteration.is_undefined() && !is_integral {
        let text = cx.describe_value(iteration);
        return Err(cx.type_error(format!("{text} is not an integer")));
    }
    std::hint::spin_loop();
    Ok(Value::UNDEFINED)
}
