//! `Promise.allKeyed` and `Promise.allSettledKeyed` (TC39 proposal await-dictionary): combinators
//! of the properties of an object.

use super::Installer;
use super::promise::{Capability, SETTLE, VALUES, change_remaining, invoke_then, outcome_object};
use super::shared::support::key_value;
use crate::objects::object::storage::Slots;
use crate::objects::{Gc, JsArray, Key, Value, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted, messages};

const STATICS: &[NativeRow] = &[
    NativeRow::cx(
        "allKeyed",
        1,
        |cx| combine(cx, false),
        "TC39 await dictionary",
        "Fulfils with an object of all values.",
    ),
    NativeRow::cx(
        "allSettledKeyed",
        1,
        |cx| combine(cx, true),
        "TC39 await dictionary",
        "Fulfils with an object of the outcomes.",
    ),
];

const INTERNAL: [(&str, NativeRow); 3] = [
    (
        "%promise-keyed-element",
        NativeRow::cx("", 1, |cx| element(cx, |cx| *cx.arg(0)), "TC39 await dictionary", "A value."),
    ),
    (
        "%promise-keyed-value",
        NativeRow::cx(
            "",
            1,
            |cx| element(cx, |cx| outcome_object(cx, true)),
            "TC39 await dictionary",
            "A settled value.",
        ),
    ),
    (
        "%promise-keyed-reason",
        NativeRow::cx(
            "",
            1,
            |cx| element(cx, |cx| outcome_object(cx, false)),
            "TC39 await dictionary",
            "A settled reason.",
        ),
    ),
];

/// In the record that the elements share, behind what `promise.rs` has there: the keys.
const KEYS: usize = 3;

pub(super) fn install(installer: &mut Installer<'_>) {
    for (name, row) in INTERNAL {
        installer.internal(name, row);
    }
    let constructor = installer.vm.realm.get(Intrinsic::Promise);
    installer.methods(constructor, STATICS);
}

fn combine(cx: &mut Cx<'_>, settled: bool) -> JsResult {
    let constructor = cx.this();
    if !constructor.is_object() {
        return Err(cx.type_error("A combinator of promises was called on a non-object"));
    }
    let capability = Capability::new(cx, constructor)?;
    let functions = capability.functions(cx);
    if let Err(thrown) = perform(cx, constructor, functions, settled) {
        let reason = cx.take_exception(thrown)?;
        cx.call(functions.1, Rooted::UNDEFINED, &[reason])?;
    }
    Ok(*capability.promise())
}

fn perform(cx: &mut Cx<'_>, constructor: Rooted, (resolve, reject): (Rooted, Rooted), settled: bool) -> JsResult<()> {
    let key = cx.leaf().names.resolve;
    let promise_resolve = cx.get(constructor, key)?;
    if !promise_resolve.is_callable() {
        return Err(cx.type_error(messages::CAPABILITY));
    }
    let promises = cx.arg(0);
    if !promises.is_object() {
        let text = cx.describe(promises);
        return Err(cx.type_error(messages::not_an_object(&text)));
    }
    let (values, keys) = (cx.array_from(&[]), cx.array_from(&[]));
    let shared = cx.leaf().new_tuple(&[*values, *resolve, Value::int(1), *keys]);
    let shared_value = cx.root(shared.value());
    let mut index = 0_usize;
    for key in cx.own_property_keys(promises)? {
        let found = cx.get_own_property(promises, key)?;
        if found.is_none_or(|found| found.attributes & attributes::ENUMERABLE == 0) {
            continue;
        }
        let value = cx.get(promises, key)?;
        let name = key_value(&mut cx.leaf(), key);
        push(cx, keys, name);
        push(cx, values, Value::UNDEFINED);
        let promise = cx.call(promise_resolve, constructor, &[value])?;
        change_remaining(cx, shared, 1);
        let element = cx.leaf().new_tuple(&[Value::FALSE, Value::length(index), *shared_value]).value();
        let element = cx.root(element);
        index += 1;
        let (fulfilled, rejected) = if settled {
            (cx.native_function("%promise-keyed-value", element), cx.native_function("%promise-keyed-reason", element))
        } else {
            (cx.native_function("%promise-keyed-element", element), reject)
        };
        invoke_then(cx, promise, fulfilled, rejected)?;
    }
    if change_remaining(cx, shared, -1) == 0 {
        settle(cx, shared)?;
    }
    Ok(())
}

fn push(cx: &mut Cx<'_>, array: Rooted, value: Value) {
    if let Some(array) = Gc::<JsArray>::from_value(*array) {
        cx.leaf().array_push(array, value);
    }
}

/// An element's outcome arrives, once.
fn element(cx: &mut Cx<'_>, outcome: impl FnOnce(&mut Cx<'_>) -> Value) -> JsResult {
    let Some(element) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    let Some(shared) = Gc::<Slots>::from_value(element.get(2)) else { return Ok(Value::UNDEFINED) };
    if element.get(0) == Value::TRUE {
        return Ok(Value::UNDEFINED);
    }
    let value = outcome(cx);
    let mut leaf = cx.leaf();
    leaf.store(element.cell(), &element.slots()[0], Value::TRUE);
    let index = element.get(1).as_int().unwrap_or(0) as u32;
    let (values, value) = (cx.root(shared.get(VALUES)), cx.root(value));
    cx.create_data_property(values, Key::index(index), value)?;
    if change_remaining(cx, shared, -1) == 0 {
        settle(cx, shared)?;
    }
    Ok(Value::UNDEFINED)
}

/// All elements are there: fulfils with an object of them, which has no prototype.
fn settle(cx: &mut Cx<'_>, shared: Gc<Slots>) -> JsResult<()> {
    let (values, keys) = (cx.root(shared.get(VALUES)), cx.root(shared.get(KEYS)));
    let function = cx.root(shared.get(SETTLE));
    let mut leaf = cx.leaf();
    let shape = leaf.root_shape(Value::NULL, 0);
    let object = leaf.new_object(shape).value();
    let object = cx.root(object);
    for i in 0..cx.length_of(keys)? {
        let (name, value) = (cx.get_index(keys, i)?, cx.get_index(values, i)?);
        let key = cx.to_property_key(name)?;
        cx.create_data_property(object, key, value)?;
    }
    cx.call(function, Rooted::UNDEFINED, &[object]).map(drop)
}
