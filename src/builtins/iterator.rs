//! Iterator: the constructor, `Iterator.from`, the prototype with its helpers (ECMA-262 §27.1).
//!
//! A helper is a host object with slots
//! `[kind, iterator, next, function, counter, state, inner iterator, inner next]`.

use std::ops::ControlFlow;

use super::Installer;
use super::iterator_sequences as sequences;
use super::iterator_support::*;
use super::shared::support::{incompatible, require_new};
use crate::objects::{Brand, Descriptor, Gc, Host, Key, Object, Value, attributes};
use crate::vm::{Cx, Intrinsic, IteratorRecord, JsResult, NativeRow, Rooted, Vm, messages};

const METHODS: &[NativeRow] = &[
    NativeRow::cx("reduce", 1, reduce, "§27.1.3.3.9", "Folds the values."),
    NativeRow::cx("toArray", 0, to_array, "§27.1.3.3.12", "An array of the values."),
    NativeRow::cx("forEach", 1, for_each, "§27.1.3.3.7", "Calls the callback for every value."),
    NativeRow::cx("some", 1, some, "§27.1.3.3.10", "Whether the callback accepts some value."),
    NativeRow::cx("every", 1, every, "§27.1.3.3.3", "Whether the callback accepts every value."),
    NativeRow::cx("find", 1, find, "§27.1.3.3.5", "The first value that the callback accepts."),
    NativeRow::cx(
        "map",
        1,
        |cx| helper(cx, MAP),
        "§27.1.3.3.8",
        "An iterator of what the callback makes of every value.",
    ),
    NativeRow::cx(
        "filter",
        1,
        |cx| helper(cx, FILTER),
        "§27.1.3.3.4",
        "An iterator of the values that the callback accepts.",
    ),
    NativeRow::cx("take", 1, |cx| helper(cx, TAKE), "§27.1.3.3.11", "An iterator of the first values."),
    NativeRow::cx("drop", 1, |cx| helper(cx, DROP), "§27.1.3.3.2", "An iterator without the first values."),
    NativeRow::cx(
        "flatMap",
        1,
        |cx| helper(cx, FLAT_MAP),
        "§27.1.3.3.6",
        "An iterator over what the callback gives for every value.",
    ),
];
const SELF: NativeRow =
    NativeRow::cx("[Symbol.iterator]", 0, |cx| Ok(*cx.this()), "§27.1.3.3.13", "The iterator itself.");
const FROM: NativeRow =
    NativeRow::cx("from", 1, from, "§27.1.3.2.2", "An iterator with the helpers, of any iterator or iterable.");
const TAG_GETTER: NativeRow = NativeRow::cx("[Symbol.toStringTag]", 0, tag, "§27.1.3.3.14.1", "\"Iterator\"");
const TAG_SETTER: NativeRow =
    NativeRow::cx("[Symbol.toStringTag]", 1, set_tag, "§27.1.3.3.14.2", "Defines an own tag.");

const CONSTRUCTOR_GETTER: NativeRow = NativeRow::cx("constructor", 0, get_constructor, "§27.1.3.3.1.1", "Iterator");
const CONSTRUCTOR_SETTER: NativeRow =
    NativeRow::cx("constructor", 1, set_constructor, "§27.1.3.3.1.2", "Defines an own constructor.");

const HELPER_METHODS: &[NativeRow] = &[
    NativeRow::cx("next", 0, helper_next, "§27.1.2.1.1", "The next value."),
    NativeRow::cx("return", 0, helper_return, "§27.1.2.1.2", "Ends the iteration."),
];
const WRAPPER_METHODS: &[NativeRow] = &[
    NativeRow::cx("next", 0, wrapper_next, "§27.1.3.2.2.1.1", "The next value."),
    NativeRow::cx("return", 0, wrapper_return, "§27.1.3.2.2.1.2", "Ends the iteration."),
];

/// Makes `%IteratorPrototype%`, which other builtins' prototypes inherit from: to be called before
/// theirs.
pub(super) fn install(installer: &mut Installer<'_>) {
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let row = NativeRow::cx("Iterator", 0, constructor, "§27.1.3.1.1", "The class of iterators, to be extended.");
    let constructor =
        installer.constructor(&row, proto, (Some(Intrinsic::Iterator), Some(Intrinsic::IteratorPrototype)));
    installer.method(constructor, &FROM);
    installer.methods(constructor, sequences::STATICS);
    installer.methods(proto, METHODS);
    installer.methods(proto, sequences::METHODS);
    installer.method(proto, &SELF);
    // Node 20 knows neither: with a constructor and a tag of their own, builtin iterators would be
    // shown otherwise than there.
    if let Some(proto) = Gc::<Object>::from_value(proto) {
        let key = installer.vm.space.names.constructor;
        installer.vm.space.remove_named(proto, key);
    }
    if installer.vm.ecma {
        installer.accessor(proto, Some(&TAG_GETTER), Some(&TAG_SETTER));
        // Weird by the standard: an accessor, so that old objects that inherit from it can be given
        // a constructor of their own.
        installer.accessor(proto, Some(&CONSTRUCTOR_GETTER), Some(&CONSTRUCTOR_SETTER));
    }
    let helper = installer.object(Intrinsic::IteratorPrototype);
    installer.vm.realm.set(Intrinsic::IteratorHelperPrototype, helper);
    installer.methods(helper, HELPER_METHODS);
    installer.tag(helper, "Iterator Helper");
    let wrapper = installer.object(Intrinsic::IteratorPrototype);
    installer.vm.realm.set(Intrinsic::WrapForValidIteratorPrototype, wrapper);
    installer.methods(wrapper, WRAPPER_METHODS);
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    require_new(cx, "Iterator")?;
    if cx.new_target() == cx.callee() {
        return Err(cx.type_error("Abstract class Iterator not directly constructable"));
    }
    let shape = cx.instance_shape(Intrinsic::IteratorPrototype)?;
    Ok(cx.leaf().new_object(shape).value())
}

fn tag(cx: &mut Cx<'_>) -> JsResult {
    Ok(*cx.string("Iterator"))
}

/// SetterThatIgnoresPrototypeProperties (ECMA-262 §7.3.37).
fn set_weird(cx: &mut Cx<'_>, key: Key) -> JsResult {
    let (this, value) = (cx.this(), cx.arg(0));
    if !this.is_object() {
        let name = cx.vm().describe_key(key);
        return Err(cx.type_error(format!("Iterator.prototype[{name}] set on non-object")));
    }
    if *this == cx.intrinsic(Intrinsic::IteratorPrototype) {
        let name = cx.vm().describe_key(key);
        return Err(cx.type_error(format!("Cannot assign to read only property '{name}' of object")));
    }
    if cx.has_own_property(this, key)? {
        cx.set(this, key, value)?;
    } else {
        super::shared::support::define_or_throw(cx, this, key, Descriptor::data(*value, attributes::ALL))?;
    }
    Ok(Value::UNDEFINED)
}

fn set_tag(cx: &mut Cx<'_>) -> JsResult {
    let key = cx.leaf().names.symbol_to_string_tag;
    set_weird(cx, key)
}

fn get_constructor(cx: &mut Cx<'_>) -> JsResult {
    Ok(cx.intrinsic(Intrinsic::Iterator))
}

fn set_constructor(cx: &mut Cx<'_>) -> JsResult {
    let key = cx.leaf().names.constructor;
    set_weird(cx, key)
}

fn callback(cx: &mut Cx<'_>, iterator: Rooted) -> JsResult<Rooted> {
    let function = cx.arg(0);
    cx.callable(function).map_err(|thrown| fail_closing(cx, iterator, thrown))
}

// ---- methods that run the iterator

/// Calls `each` with every value and its index, closing the iterator when it fails or breaks off.
fn consume(
    cx: &mut Cx<'_>,
    iterator: Rooted,
    mut each: impl FnMut(&mut Cx<'_>, Rooted, usize) -> JsResult<ControlFlow<()>>,
) -> JsResult<()> {
    let mut record = cx.iterator_direct(iterator)?;
    let mut index = 0;
    loop {
        let mark = cx.mark();
        let Some(value) = cx.iterator_step(&mut record)? else { return Ok(()) };
        match each(cx, value, index) {
            Ok(ControlFlow::Continue(())) => {}
            Ok(ControlFlow::Break(())) => return cx.iterator_close(&record),
            Err(thrown) => return Err(cx.iterator_close_throwing(&record, thrown)),
        }
        index += 1;
        cx.release(mark);
    }
}

fn reduce(cx: &mut Cx<'_>) -> JsResult {
    let iterator = this_iterator(cx, "reduce")?;
    let function = callback(cx, iterator)?;
    // The accumulator changes while roots are released round by round: it lives in an array.
    let holder = cx.leaf().new_tuple(&[Value::UNDEFINED]);
    cx.root(holder.value());
    let mut empty = cx.argc() < 2;
    if !empty {
        let initial = cx.arg(1);
        cx.leaf().store(holder.cell(), &holder.slots()[0], *initial);
    }
    consume(cx, iterator, |cx, value, index| {
        let mut next = value;
        if !empty {
            let accumulator = cx.root(holder.get(0));
            next = cx.call(function, Rooted::UNDEFINED, &[accumulator, value, index.into()])?;
        }
        empty = false;
        cx.leaf().store(holder.cell(), &holder.slots()[0], *next);
        Ok(ControlFlow::Continue(()))
    })?;
    if empty {
        return Err(cx.type_error("Reduce of a done iterator with no initial value"));
    }
    Ok(holder.get(0))
}

fn to_array(cx: &mut Cx<'_>) -> JsResult {
    let iterator = this_iterator(cx, "toArray")?;
    let array = cx.leaf().new_array(0);
    let result = cx.root(array.value());
    consume(cx, iterator, |cx, value, _| {
        cx.leaf().array_push(array, *value);
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(*result)
}

fn for_each(cx: &mut Cx<'_>) -> JsResult {
    let iterator = this_iterator(cx, "forEach")?;
    let function = callback(cx, iterator)?;
    consume(cx, iterator, |cx, value, index| {
        cx.call(function, Rooted::UNDEFINED, &[value, index.into()])?;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Value::UNDEFINED)
}

/// The first value on which the callback's truth is `wanted`.
fn search(cx: &mut Cx<'_>, method: &str, wanted: bool) -> JsResult<Option<Value>> {
    let iterator = this_iterator(cx, method)?;
    let function = callback(cx, iterator)?;
    let mut found = None;
    consume(cx, iterator, |cx, value, index| {
        let verdict = cx.call(function, Rooted::UNDEFINED, &[value, index.into()])?;
        if Vm::truthy(*verdict) == wanted {
            found = Some(*value);
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

fn some(cx: &mut Cx<'_>) -> JsResult {
    search(cx, "some", true).map(|found| found.is_some().into())
}

fn every(cx: &mut Cx<'_>) -> JsResult {
    search(cx, "every", false).map(|found| found.is_none().into())
}

fn find(cx: &mut Cx<'_>) -> JsResult {
    search(cx, "find", true).map(|found| found.unwrap_or(Value::UNDEFINED))
}

// ---- helpers

fn helper(cx: &mut Cx<'_>, kind: i32) -> JsResult {
    let names = ["map", "filter", "take", "drop", "flatMap"];
    let iterator = this_iterator(cx, names[kind as usize])?;
    let argument = cx.arg(0);
    let (function, counter) = if kind == TAKE || kind == DROP {
        let limit = limit(cx, argument).map_err(|thrown| fail_closing(cx, iterator, thrown))?;
        (Rooted::UNDEFINED, limit)
    } else {
        (callback(cx, iterator)?, 0.0)
    };
    let record = cx.iterator_direct(iterator)?;
    let shape = cx.shape(Intrinsic::IteratorHelperPrototype);
    let slots = [
        Value::int(kind),
        *record.iterator,
        *record.next,
        *function,
        Value::number(counter),
        AT_START,
        Value::UNDEFINED,
        Value::UNDEFINED,
    ];
    Ok(cx.leaf().new_host(Brand::IteratorHelper, shape, &slots).object().value())
}

fn limit(cx: &mut Cx<'_>, argument: Rooted) -> JsResult<f64> {
    let number = cx.to_number(argument)?;
    if number.is_nan() || number.trunc() < 0.0 {
        let text = cx.describe(argument);
        return Err(cx.range_error(format!("{text} must be positive")));
    }
    let whole = number.trunc();
    if whole.is_finite() && whole > 9_007_199_254_740_991.0 {
        let text = cx.describe(argument);
        return Err(cx.range_error(format!("{text} must be a safe integer")));
    }
    Ok(whole)
}

fn this_helper(cx: &mut Cx<'_>, method: &str) -> JsResult<Gc<Host>> {
    let Some(host) = Host::of(*cx.this(), Brand::IteratorHelper) else {
        return Err(incompatible(cx, method));
    };
    if host.get(STATE) == RUNNING {
        return Err(cx.type_error(messages::GENERATOR_RUNS));
    }
    Ok(host)
}

fn helper_next(cx: &mut Cx<'_>) -> JsResult {
    let host = this_helper(cx, "Iterator Helper.prototype.next")?;
    if host.get(STATE) == DONE {
        return Ok(cx.vm().iterator_result(Value::UNDEFINED, true));
    }
    host.set(&mut cx.leaf(), STATE, RUNNING);
    let stepped = helper_step(cx, host);
    let state = if matches!(stepped, Ok(Some(_))) { SUSPENDED } else { DONE };
    host.set(&mut cx.leaf(), STATE, state);
    let value = stepped?;
    Ok(cx.vm().iterator_result(value.map_or(Value::UNDEFINED, |v| *v), value.is_none()))
}

fn count(cx: &mut Cx<'_>, host: Gc<Host>, by: f64) -> f64 {
    let counter = host.get(COUNTER).as_number().unwrap_or(0.0);
    host.set(&mut cx.leaf(), COUNTER, Value::number(counter + by));
    counter
}

/// One value of a helper, or `None` at the end.
fn helper_step(cx: &mut Cx<'_>, host: Gc<Host>) -> JsResult<Option<Rooted>> {
    let kind = host.get(KIND).as_int_unchecked();
    if kind >= CHUNKS {
        return sequences::step(cx, host, kind);
    }
    let mut record = record_of(cx, host, ITERATOR, NEXT);
    let function = cx.root(host.get(FUNCTION));
    if kind == TAKE && count(cx, host, -1.0) <= 0.0 {
        host.set(&mut cx.leaf(), COUNTER, Value::ZERO);
        cx.iterator_close(&record)?;
        return Ok(None);
    }
    let mark = cx.mark();
    loop {
        cx.release(mark);
        if kind == FLAT_MAP
            && host.get(INNER).is_object()
            && let Some(value) = inner_step(cx, host, &record)?
        {
            return Ok(Some(value));
        }
        let Some(value) = cx.iterator_step(&mut record)? else { return Ok(None) };
        match kind {
            TAKE => return Ok(Some(value)),
            DROP => {
                if host.get(COUNTER).as_number().unwrap_or(0.0) <= 0.0 {
                    return Ok(Some(value));
                }
                count(cx, host, -1.0);
                continue;
            }
            _ => {}
        }
        let index = count(cx, host, 1.0);
        let called = cx.call(function, Rooted::UNDEFINED, &[value, index.into()]);
        let result = called.map_err(|thrown| cx.iterator_close_throwing(&record, thrown))?;
        match kind {
            MAP => return Ok(Some(result)),
            FILTER if Vm::truthy(*result) => return Ok(Some(value)),
            FILTER => {}
            _ => {
                let inner =
                    flattenable(cx, result, false).map_err(|thrown| cx.iterator_close_throwing(&record, thrown))?;
                host.set(&mut cx.leaf(), INNER, *inner.iterator);
                host.set(&mut cx.leaf(), INNER_NEXT, *inner.next);
            }
        }
    }
}

/// A value of flatMap's inner iterator; `None` when that is at its end.
fn inner_step(cx: &mut Cx<'_>, host: Gc<Host>, outer: &IteratorRecord) -> JsResult<Option<Rooted>> {
    let mut inner = record_of(cx, host, INNER, INNER_NEXT);
    let value = cx.iterator_step(&mut inner).map_err(|thrown| cx.iterator_close_throwing(outer, thrown))?;
    if value.is_none() {
        host.set(&mut cx.leaf(), INNER, Value::UNDEFINED);
    }
    Ok(value)
}

fn close_helper(cx: &mut Cx<'_>, host: Gc<Host>) -> JsResult<()> {
    if host.get(KIND).as_int_unchecked() >= CONCAT {
        return sequences::close(cx, host);
    }
    let outer = record_of(cx, host, ITERATOR, NEXT);
    if host.get(INNER).is_object() {
        let inner = record_of(cx, host, INNER, INNER_NEXT);
        if let Err(thrown) = cx.iterator_close(&inner) {
            return Err(cx.iterator_close_throwing(&outer, thrown));
        }
    }
    cx.iterator_close(&outer)
}

fn helper_return(cx: &mut Cx<'_>) -> JsResult {
    let host = this_helper(cx, "Iterator Helper.prototype.return")?;
    let state = host.get(STATE);
    if state != DONE {
        // One that has not begun is over at once; any other runs what closes it.
        host.set(&mut cx.leaf(), STATE, if state == AT_START { DONE } else { RUNNING });
        let closed = close_helper(cx, host);
        host.set(&mut cx.leaf(), STATE, DONE);
        closed?;
    }
    Ok(cx.vm().iterator_result(Value::UNDEFINED, true))
}

// ---- Iterator.from

fn from(cx: &mut Cx<'_>) -> JsResult {
    let value = cx.arg(0);
    let record = flattenable(cx, value, true)?;
    let proto = cx.intrinsic(Intrinsic::IteratorPrototype);
    let mut at = record.iterator;
    while at.is_object() {
        if *at == proto {
            return Ok(*record.iterator);
        }
        at = cx.get_prototype_of(at)?;
    }
    let shape = cx.shape(Intrinsic::WrapForValidIteratorPrototype);
    let slots = [*record.iterator, *record.next];
    Ok(cx.leaf().new_host(Brand::WrapForValidIterator, shape, &slots).object().value())
}

fn wrapped(cx: &mut Cx<'_>, method: &str) -> JsResult<IteratorRecord> {
    match Host::of(*cx.this(), Brand::WrapForValidIterator) {
        Some(host) => Ok(record_of(cx, host, 0, 1)),
        None => Err(incompatible(cx, method)),
    }
}

fn wrapper_next(cx: &mut Cx<'_>) -> JsResult {
    let record = wrapped(cx, "%WrapForValidIteratorPrototype%.next")?;
    cx.call(record.next, record.iterator, &[]).map(|result| *result)
}

fn wrapper_return(cx: &mut Cx<'_>) -> JsResult {
    let record = wrapped(cx, "%WrapForValidIteratorPrototype%.return")?;
    let key = cx.leaf().names.return_;
    let method = cx.get_method(record.iterator, key)?;
    if method.is_undefined() {
        return Ok(cx.vm().iterator_result(Value::UNDEFINED, true));
    }
    cx.call(method, record.iterator, &[]).map(|result| *result)
}
