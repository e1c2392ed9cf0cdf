//! `Array.fromAsync` (ECMA-262 §23.1.2.2): an async function of the engine's own, compiled when it
//! is first called, and the functions of the machine that it is given.

use crate::builtins::Installer;
use crate::builtins::array::support::array_create;
use crate::objects::{Key, Value};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, messages};

/// `Array.fromAsync`
pub(super) const FROM_ASYNC: NativeRow = NativeRow::cx(
    "fromAsync",
    1,
    from_async,
    "§23.1.2.2",
    "A promise of an array of what an async iterable, an iterable or an array-like holds.",
);

/// In the order of the parameters of `from_async.js`.
const PARTS: [(&str, NativeRow); 7] = [
    ("%from-async-open", NativeRow::cx("", 2, open, "§23.1.2.2", "The iterator of the items and its next method.")),
    ("%from-async-call", NativeRow::cx("", 2, call, "§7.3.13", "Calls a function.")),
    ("%from-async-create", NativeRow::cx("", 2, create, "§23.1.2.2", "The result, still empty.")),
    ("%from-async-put", NativeRow::cx("", 3, put, "§7.3.7", "Defines an element.")),
    ("%from-async-length", NativeRow::cx("", 1, length_of, "§7.3.18", "The length of an array-like.")),
    ("%from-async-checked", NativeRow::cx("", 1, checked, "§7.4.8", "The result of an iterator, an object.")),
    ("%from-async-closing", NativeRow::cx("", 1, closing, "§7.4.13", "The method that closes an iterator.")),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    for (name, row) in PARTS {
        installer.internal(name, row);
    }
}

fn from_async(cx: &mut Cx<'_>) -> JsResult {
    let function = implementation(cx)?;
    let (constructor, items, mapper, receiver) = (cx.this(), cx.arg(0), cx.arg(1), cx.arg(2));
    cx.call(function, Rooted::UNDEFINED, &[constructor, items, mapper, receiver]).map(|promise| *promise)
}

/// The async function, made at the first need.
fn implementation(cx: &mut Cx<'_>) -> JsResult<Rooted> {
    let made = cx.intrinsic(Intrinsic::ArrayFromAsync);
    if !made.is_undefined() {
        return Ok(cx.root(made));
    }
    let compile = cx.vm().hooks.compile;
    let proto = match compile(cx.vm(), include_str!("from_async.js")) {
        Ok(proto) => proto,
        Err(message) => return Err(cx.throw(ErrorKind::Syntax, message)),
    };
    let script = cx.vm().instantiate(&proto);
    let script = cx.root(script);
    let maker = cx.call(script, Rooted::UNDEFINED, &[])?;
    let parts: Vec<Rooted> = PARTS.iter().map(|(name, _)| cx.native_function(name, Rooted::UNDEFINED)).collect();
    let function = cx.call(maker, Rooted::UNDEFINED, &parts)?;
    cx.vm().realm.set(Intrinsic::ArrayFromAsync, *function);
    Ok(function)
}

/// Iterator and next method in an array; undefined for an array-like.
fn open(cx: &mut Cx<'_>) -> JsResult {
    let (items, mapper) = (cx.arg(0), cx.arg(1));
    if !mapper.is_undefined() && !mapper.is_callable() {
        let text = cx.describe(mapper);
        return Err(cx.type_error(messages::not_a_function(&text)));
    }
    let key = cx.leaf().names.symbol_async_iterator;
    let method = cx.get_method(items, key)?;
    if method.is_undefined() {
        let key = cx.leaf().names.symbol_iterator;
        let method = cx.get_method(items, key)?;
        if method.is_undefined() {
            return Ok(Value::UNDEFINED);
        }
        let iterator = iterator_of(cx, items, method)?;
        let record = cx.iterator_direct(iterator)?;
        let (iterator, next) = cx.vm().async_from_sync_iterator(*record.iterator, *record.next)?;
        let (iterator, next) = (cx.root(iterator), cx.root(next));
        return Ok(*cx.array_from(&[iterator, next]));
    }
    let iterator = iterator_of(cx, items, method)?;
    let record = cx.iterator_direct(iterator)?;
    Ok(*cx.array_from(&[record.iterator, record.next]))
}

fn iterator_of(cx: &mut Cx<'_>, items: Rooted, method: Rooted) -> JsResult<Rooted> {
    let iterator = cx.call(method, items, &[])?;
    if iterator.is_object() {
        return Ok(iterator);
    }
    let text = cx.describe(iterator);
    Err(cx.type_error(messages::not_an_object(&text)))
}

fn call(cx: &mut Cx<'_>) -> JsResult {
    let (function, receiver, arguments) = (cx.arg(0), cx.arg(1), cx.args_from(2));
    let function = cx.callable(function)?;
    cx.call(function, receiver, &arguments).map(|result| *result)
}

fn create(cx: &mut Cx<'_>) -> JsResult {
    let (constructor, length) = (cx.arg(0), cx.arg(1));
    let has_length = cx.argc() > 1;
    if cx.leaf().is_constructor(*constructor) {
        let arguments: &[Rooted] = if has_length { &[length] } else { &[] };
        return cx.construct(constructor, arguments, constructor).map(|result| *result);
    }
    array_create(cx, length.as_number().unwrap_or(0.0) as u64, false).map(|result| *result.value)
}

fn put(cx: &mut Cx<'_>) -> JsResult {
    let (object, index, value) = (cx.arg(0), cx.arg(1), cx.arg(2));
    let key: Key = cx.to_property_key(index)?;
    cx.create_data_property(object, key, value)?;
    Ok(Value::UNDEFINED)
}

fn length_of(cx: &mut Cx<'_>) -> JsResult {
    let items = cx.arg(0);
    let object = cx.to_object(items)?;
    cx.length_of(object).map(|length| Value::number(length as f64))
}

fn checked(cx: &mut Cx<'_>) -> JsResult {
    let result = cx.arg(0);
    if result.is_object() {
        return Ok(*result);
    }
    let text = cx.describe(result);
    Err(cx.type_error(messages::iterator_result(&text)))
}

fn closing(cx: &mut Cx<'_>) -> JsResult {
    let iterator = cx.arg(0);
    let key = cx.leaf().names.return_;
    cx.get_method(iterator, key).map(|method| *method)
}
