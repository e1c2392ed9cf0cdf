//! Promise: constructor, prototype, static methods and combinators (ECMA-262 §27.2.4, §27.2.5). The
//! operations below them are the VM's.

use std::ops::ControlFlow;

use super::Installer;
use super::shared::species::{self, species_constructor};
use super::shared::support::incompatible;
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Function, Gc, Host, JsArray, Value, attributes};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, messages};

const STATICS: &[NativeRow] = &[
    NativeRow::cx("all", 1, all, "§27.2.4.1", "Fulfils with all values, or rejects with the first reason."),
    NativeRow::cx("allSettled", 1, all_settled, "§27.2.4.2", "Fulfils with the outcome of every promise."),
    NativeRow::cx("any", 1, any, "§27.2.4.3", "Fulfils with the first value, or rejects when all are rejected."),
    NativeRow::cx("race", 1, race, "§27.2.4.5", "Settles as the first of the promises does."),
    NativeRow::cx("resolve", 1, resolve, "§27.2.4.7", "A promise resolved with the value."),
    NativeRow::cx("reject", 1, reject, "§27.2.4.6", "A promise rejected with the reason."),
    NativeRow::cx("try", 1, try_, "§27.2.4.8", "A promise of what a function gives, which may throw."),
    NativeRow::cx("withResolvers", 0, with_resolvers, "§27.2.4.9", "A promise with the functions that settle it."),
];

const METHODS: &[NativeRow] = &[
    NativeRow::cx("catch", 1, catch, "§27.2.5.1", "Adds a handler for rejection."),
    NativeRow::cx("finally", 1, finally, "§27.2.5.3", "Adds a handler for either outcome."),
];
const THEN: NativeRow =
    NativeRow::cx("then", 2, then, "§27.2.5.4", "Adds handlers; gives the promise of what they come to.");

const INTERNAL: [(&str, NativeRow); 9] = [
    ("%promise-executor", NativeRow::cx("", 2, executor, "§27.2.1.5", "Takes the functions of a new promise.")),
    ("%promise-all-element", NativeRow::cx("", 1, all_element, "§27.2.4.1.2", "Takes a value of Promise.all.")),
    (
        "%promise-settled-value",
        NativeRow::cx("", 1, settled_value, "§27.2.4.2.1", "Takes a value of Promise.allSettled."),
    ),
    (
        "%promise-settled-reason",
        NativeRow::cx("", 1, settled_reason, "§27.2.4.2.1", "Takes a reason of Promise.allSettled."),
    ),
    ("%promise-any-element", NativeRow::cx("", 1, any_element, "§27.2.4.3.1", "Takes a reason of Promise.any.")),
    (
        "%promise-then-finally",
        NativeRow::cx("", 1, then_finally, "§27.2.5.3", "Runs the handler of finally after a value."),
    ),
    (
        "%promise-catch-finally",
        NativeRow::cx("", 1, catch_finally, "§27.2.5.3", "Runs the handler of finally after a reason."),
    ),
    ("%promise-value", NativeRow::cx("", 0, value_thunk, "§27.2.5.3", "Gives what it holds.")),
    ("%promise-thrower", NativeRow::cx("", 0, thrower, "§27.2.5.3", "Throws what it holds.")),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    for (name, row) in INTERNAL {
        installer.internal(name, row);
    }
    let proto = installer.object(Intrinsic::ObjectPrototype);
    let row = NativeRow::cx("Promise", 1, constructor, "§27.2.3.1", "A promise that the executor settles.");
    let constructor = installer.constructor(&row, proto, (Some(Intrinsic::Promise), Some(Intrinsic::PromisePrototype)));
    installer.methods(constructor, STATICS);
    species::install(installer, constructor);
    let then = installer.method(proto, &THEN);
    installer.vm.realm.set(Intrinsic::PromiseThen, then);
    installer.methods(proto, METHODS);
    installer.tag(proto, "Promise");
}

// ---- capabilities

/// A promise with the means to settle it (PromiseCapability record).
#[derive(Clone, Copy)]
pub(super) enum Capability {
    /// A promise of the standard constructor, settled without functions.
    Standard(Rooted),
    /// What another constructor made: promise, resolve, reject.
    Other(Rooted, Rooted, Rooted),
}

impl Capability {
    /// NewPromiseCapability (ECMA-262 §27.2.1.5).
    pub(super) fn new(cx: &mut Cx<'_>, constructor: Rooted) -> JsResult<Capability> {
        if *constructor == cx.intrinsic(Intrinsic::Promise) {
            let promise = cx.vm().new_promise();
            return Ok(Capability::Standard(cx.root(promise)));
        }
        if !cx.leaf().is_constructor(*constructor) {
            let text = cx.describe(constructor);
            return Err(cx.type_error(messages::not_a_constructor(&text)));
        }
        let record = cx.leaf().new_tuple(&[Value::UNDEFINED; 2]);
        let data = cx.root(record.value());
        let executor = cx.native_function("%promise-executor", data);
        let promise = cx.construct(constructor, &[executor], constructor)?;
        let (resolve, reject) = (record.get(0), record.get(1));
        if !resolve.is_callable() || !reject.is_callable() {
            return Err(cx.type_error(messages::CAPABILITY));
        }
        Ok(Capability::Other(promise, cx.root(resolve), cx.root(reject)))
    }

    pub(super) fn promise(self) -> Rooted {
        let (Capability::Standard(promise) | Capability::Other(promise, ..)) = self;
        promise
    }

    /// As `Vm::perform_then` takes it.
    fn record(self, cx: &mut Cx<'_>) -> Value {
        match self {
            Capability::Standard(promise) => *promise,
            Capability::Other(promise, resolve, reject) => cx.leaf().new_tuple(&[*promise, *resolve, *reject]).value(),
        }
    }

    /// With functions in any case.
    pub(super) fn functions(self, cx: &mut Cx<'_>) -> (Rooted, Rooted) {
        match self {
            Capability::Standard(promise) => {
                let (resolve, reject) = cx.vm().first_resolving_functions(*promise);
                (cx.root(resolve), cx.root(reject))
            }
            Capability::Other(_, resolve, reject) => (resolve, reject),
        }
    }

    fn resolve(self, cx: &mut Cx<'_>, value: Rooted) -> JsResult<()> {
        match self {
            Capability::Standard(promise) => cx.vm().resolve_promise(*promise, *value),
            Capability::Other(_, resolve, _) => drop(cx.call(resolve, Rooted::UNDEFINED, &[value])?),
        }
        Ok(())
    }

    fn reject(self, cx: &mut Cx<'_>, reason: Rooted) -> JsResult<()> {
        match self {
            Capability::Standard(promise) => cx.vm().reject_promise(*promise, *reason),
            Capability::Other(_, _, reject) => drop(cx.call(reject, Rooted::UNDEFINED, &[reason])?),
        }
        Ok(())
    }
}

fn executor(cx: &mut Cx<'_>) -> JsResult {
    let Some(record) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    if !record.get(0).is_undefined() || !record.get(1).is_undefined() {
        return Err(cx.type_error("Promise executor has already been invoked with non-undefined arguments"));
    }
    for i in 0..2 {
        let value = cx.arg(i);
        cx.leaf().store(record.cell(), &record.slots()[i], *value);
    }
    Ok(Value::UNDEFINED)
}

fn constructor(cx: &mut Cx<'_>) -> JsResult {
    if cx.new_target().is_undefined() {
        return Err(cx.type_error("Promise constructor cannot be invoked without 'new'"));
    }
    let executor = cx.arg(0);
    if !executor.is_callable() {
        let text = cx.describe(executor);
        return Err(cx.type_error(messages::not_a_function(&format_args!("Promise resolver {text}"))));
    }
    let shape = cx.instance_shape(Intrinsic::PromisePrototype)?;
    let promise = cx.vm().new_promise_of(shape);
    let promise = cx.root(promise);
    let mut functions = [Rooted::UNDEFINED; 2];
    let seen = seen_functions(*executor);
    if seen > 0 {
        let resolve = cx.vm().first_resolve_function(*promise);
        functions[0] = cx.root(resolve);
    }
    if seen > 1 {
        let reject = cx.vm().first_reject_function(*promise);
        functions[1] = cx.root(reject);
    }
    if let Err(thrown) = cx.call(executor, Rooted::UNDEFINED, &functions[..seen]) {
        let reason = cx.take_exception(thrown)?;
        if seen < 2 {
            let reject = cx.vm().first_reject_function(*promise);
            functions[1] = cx.root(reject);
        }
        cx.call(functions[1], Rooted::UNDEFINED, &[reason])?;
    }
    Ok(*promise)
}

/// How many of the two functions an executor can come by. One that nobody sees is not made: it
/// would be a hole among those that live.
fn seen_functions(executor: Value) -> usize {
    match Gc::<Function>::from_value(executor).as_ref().map(|function| function.code().proto()) {
        Some(proto) if !proto.uses_extra_arguments => usize::from(proto.params.min(2)),
        _ => 2,
    }
}

// ---- prototype

fn then(cx: &mut Cx<'_>) -> JsResult {
    let promise = cx.this();
    if Host::of(*promise, Brand::Promise).is_none() {
        return Err(incompatible(cx, "Promise.prototype.then"));
    }
    let constructor = species_constructor(cx, promise, Intrinsic::Promise)?;
    let capability = Capability::new(cx, constructor)?;
    let handler = |value: Rooted| if value.is_callable() { *value } else { Value::UNDEFINED };
    let (fulfilled, rejected) = (handler(cx.arg(0)), handler(cx.arg(1)));
    let record = capability.record(cx);
    cx.vm().perform_then(*promise, fulfilled, rejected, record);
    Ok(*capability.promise())
}

fn catch(cx: &mut Cx<'_>) -> JsResult {
    let (this, handler) = (cx.this(), cx.arg(0));
    invoke_then(cx, this, Rooted::UNDEFINED, handler)
}

/// `promise.then(fulfilled, rejected)`, whatever its `then` is.
pub(super) fn invoke_then(cx: &mut Cx<'_>, promise: Rooted, fulfilled: Rooted, rejected: Rooted) -> JsResult {
    let key = cx.leaf().names.then;
    let then = cx.get(promise, key)?;
    let then = cx.callable(then)?;
    cx.call(then, promise, &[fulfilled, rejected]).map(|result| *result)
}

fn finally(cx: &mut Cx<'_>) -> JsResult {
    let (promise, handler) = (cx.this(), cx.arg(0));
    if !promise.is_object() {
        return Err(cx.type_error("Promise.prototype.finally called on non-object"));
    }
    let constructor = species_constructor(cx, promise, Intrinsic::Promise)?;
    if !handler.is_callable() {
        return invoke_then(cx, promise, handler, handler);
    }
    let record = cx.leaf().new_tuple(&[*handler, *constructor]).value();
    let record = cx.root(record);
    let fulfilled = cx.native_function("%promise-then-finally", record);
    let rejected = cx.native_function("%promise-catch-finally", record);
    invoke_then(cx, promise, fulfilled, rejected)
}

/// Runs the handler of `finally`, waits for what it gives, then goes on with the outcome.
fn run_finally(cx: &mut Cx<'_>, continuation: &str) -> JsResult {
    let Some(record) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    let (handler, constructor) = (cx.root(record.get(0)), cx.root(record.get(1)));
    let result = cx.call(handler, Rooted::UNDEFINED, &[])?;
    let promise = promise_resolve(cx, constructor, result)?;
    let outcome = cx.arg(0);
    let continuation = cx.native_function(continuation, outcome);
    let key = cx.leaf().names.then;
    cx.invoke(promise, key, &[continuation]).map(|result| *result)
}

fn then_finally(cx: &mut Cx<'_>) -> JsResult {
    run_finally(cx, "%promise-value")
}

fn catch_finally(cx: &mut Cx<'_>) -> JsResult {
    run_finally(cx, "%promise-thrower")
}

fn value_thunk(cx: &mut Cx<'_>) -> JsResult {
    Ok(cx.data())
}

fn thrower(cx: &mut Cx<'_>) -> JsResult {
    let reason = cx.data();
    Err(cx.throw_value(reason))
}

// ---- static methods

/// PromiseResolve (ECMA-262 §27.2.4.7.1).
fn promise_resolve(cx: &mut Cx<'_>, constructor: Rooted, value: Rooted) -> JsResult<Rooted> {
    if Host::of(*value, Brand::Promise).is_some() {
        let key = cx.leaf().names.constructor;
        if cx.get(value, key)? == constructor {
            return Ok(value);
        }
    }
    let capability = Capability::new(cx, constructor)?;
    capability.resolve(cx, value)?;
    Ok(capability.promise())
}

fn resolve(cx: &mut Cx<'_>) -> JsResult {
    let (constructor, value) = (cx.this(), cx.arg(0));
    if !constructor.is_object() {
        return Err(cx.type_error("PromiseResolve called on non-object"));
    }
    promise_resolve(cx, constructor, value).map(|promise| *promise)
}

fn reject(cx: &mut Cx<'_>) -> JsResult {
    let (constructor, reason) = (cx.this(), cx.arg(0));
    if !constructor.is_object() {
        return Err(cx.type_error("PromiseReject called on non-object"));
    }
    let capability = Capability::new(cx, constructor)?;
    capability.reject(cx, reason)?;
    Ok(*capability.promise())
}

fn try_(cx: &mut Cx<'_>) -> JsResult {
    let (constructor, callback, arguments) = (cx.this(), cx.arg(0), cx.args_from(1));
    if !constructor.is_object() {
        return Err(cx.type_error("Promise.try called on non-object"));
    }
    let capability = Capability::new(cx, constructor)?;
    let called = cx.callable(callback).and_then(|callback| cx.call(callback, Rooted::UNDEFINED, &arguments));
    match called {
        Ok(value) => capability.resolve(cx, value)?,
        Err(thrown) => {
            let reason = cx.take_exception(thrown)?;
            capability.reject(cx, reason)?;
        }
    }
    Ok(*capability.promise())
}

fn with_resolvers(cx: &mut Cx<'_>) -> JsResult {
    let constructor = cx.this();
    let capability = Capability::new(cx, constructor)?;
    let (resolve, reject) = capability.functions(cx);
    let mut leaf = cx.leaf();
    let result = leaf.new_plain_object();
    for (name, value) in [("promise", capability.promise()), ("resolve", resolve), ("reject", reject)] {
        let key = leaf.key(name);
        leaf.put_own(result, key, *value);
    }
    Ok(result.value())
}

// ---- combinators

/// Slots of the record that the elements of one combinator share.
pub(super) const VALUES: usize = 0;
pub(super) const SETTLE: usize = 1;
const REMAINING: usize = 2;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Combinator {
    All,
    AllSettled,
    Any,
    Race,
}

fn all(cx: &mut Cx<'_>) -> JsResult {
    combine(cx, "Promise.all", Combinator::All)
}

fn all_settled(cx: &mut Cx<'_>) -> JsResult {
    combine(cx, "Promise.allSettled", Combinator::AllSettled)
}

fn any(cx: &mut Cx<'_>) -> JsResult {
    combine(cx, "Promise.any", Combinator::Any)
}

fn race(cx: &mut Cx<'_>) -> JsResult {
    combine(cx, "Promise.race", Combinator::Race)
}

fn combine(cx: &mut Cx<'_>, method: &str, combinator: Combinator) -> JsResult {
    let constructor = cx.this();
    if !constructor.is_object() {
        return Err(cx.type_error(format!("{method} called on non-object")));
    }
    let capability = Capability::new(cx, constructor)?;
    let functions = capability.functions(cx);
    if let Err(thrown) = perform(cx, constructor, functions, combinator) {
        let reason = cx.take_exception(thrown)?;
        cx.call(functions.1, Rooted::UNDEFINED, &[reason])?;
    }
    Ok(*capability.promise())
}

/// PerformPromiseAll and its like (ECMA-262 §27.2.4.1.2).
fn perform(
    cx: &mut Cx<'_>,
    constructor: Rooted,
    (resolve, reject): (Rooted, Rooted),
    combinator: Combinator,
) -> JsResult<()> {
    let key = cx.leaf().names.resolve;
    let promise_resolve = cx.get(constructor, key)?;
    if !promise_resolve.is_callable() {
        return Err(cx.type_error(messages::CAPABILITY));
    }
    let settle = if combinator == Combinator::Any { reject } else { resolve };
    let values = cx.leaf().new_array(0).value();
    let shared = cx.leaf().new_tuple(&[values, *settle, Value::int(1)]);
    let shared_value = cx.root(shared.value());
    let iterable = cx.arg(0);
    let mut index = 0_usize;
    cx.iterate(iterable, |cx, item| {
        let promise = cx.call(promise_resolve, constructor, &[item])?;
        if combinator == Combinator::Race {
            invoke_then(cx, promise, resolve, reject)?;
            return Ok(ControlFlow::Continue(()));
        }
        let mut leaf = cx.leaf();
        if let Some(values) = Gc::<JsArray>::from_value(shared.get(VALUES)) {
            leaf.array_push(values, Value::UNDEFINED);
        }
        change_remaining(cx, shared, 1);
        let element = cx.leaf().new_tuple(&[Value::FALSE, Value::length(index), *shared_value]).value();
        let element = cx.root(element);
        index += 1;
        let (fulfilled, rejected) = match combinator {
            Combinator::All => (cx.native_function("%promise-all-element", element), reject),
            Combinator::Any => (resolve, cx.native_function("%promise-any-element", element)),
            _ => (
                cx.native_function("%promise-settled-value", element),
                cx.native_function("%promise-settled-reason", element),
            ),
        };
        invoke_then(cx, promise, fulfilled, rejected)?;
        Ok(ControlFlow::Continue(()))
    })?;
    if combinator != Combinator::Race && change_remaining(cx, shared, -1) == 0 {
        settle_shared(cx, shared, combinator == Combinator::Any)?;
    }
    Ok(())
}

pub(super) fn change_remaining(cx: &mut Cx<'_>, shared: Gc<Slots>, by: i32) -> i32 {
    let remaining = shared.get(REMAINING).as_int_unchecked() + by;
    cx.leaf().store(shared.cell(), &shared.slots()[REMAINING], Value::int(remaining));
    remaining
}

/// All elements are there: fulfils with the values, or rejects with an AggregateError of them.
fn settle_shared(cx: &mut Cx<'_>, shared: Gc<Slots>, as_error: bool) -> JsResult<()> {
    let (values, settle) = (cx.root(shared.get(VALUES)), cx.root(shared.get(SETTLE)));
    if !as_error {
        return cx.call(settle, Rooted::UNDEFINED, &[values]).map(drop);
    }
    let error = cx.vm().new_error(ErrorKind::Aggregate, "All promises were rejected");
    let error = cx.root(error);
    let mut leaf = cx.leaf();
    let key = leaf.names.errors;
    if let Some(object) = super::shared::support::as_object(*error) {
        leaf.put_named(object, key, *values, attributes::HIDDEN);
    }
    cx.call(settle, Rooted::UNDEFINED, &[error]).map(drop)
}

/// An element's outcome arrives, once.
fn element(cx: &mut Cx<'_>, as_error: bool, outcome: impl FnOnce(&mut Cx<'_>) -> Value) -> JsResult {
    let Some(element) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    let Some(shared) = Gc::<Slots>::from_value(element.get(2)) else { return Ok(Value::UNDEFINED) };
    if element.get(0) == Value::TRUE {
        return Ok(Value::UNDEFINED);
    }
    let value = outcome(cx);
    let mut leaf = cx.leaf();
    leaf.store(element.cell(), &element.slots()[0], Value::TRUE);
    if let (Some(values), Some(index)) = (Gc::<JsArray>::from_value(shared.get(VALUES)), element.get(1).as_int()) {
        leaf.put_element(values.object(), index as u32, value, attributes::ALL);
    }
    if change_remaining(cx, shared, -1) == 0 {
        settle_shared(cx, shared, as_error)?;
    }
    Ok(Value::UNDEFINED)
}

fn all_element(cx: &mut Cx<'_>) -> JsResult {
    element(cx, false, |cx| *cx.arg(0))
}

fn any_element(cx: &mut Cx<'_>) -> JsResult {
    element(cx, true, |cx| *cx.arg(0))
}

fn settled_value(cx: &mut Cx<'_>) -> JsResult {
    element(cx, false, |cx| outcome_object(cx, true))
}

fn settled_reason(cx: &mut Cx<'_>) -> JsResult {
    element(cx, false, |cx| outcome_object(cx, false))
}

/// `{ status, value }` or `{ status, reason }`
pub(super) fn outcome_object(cx: &mut Cx<'_>, fulfilled: bool) -> Value {
    let value = cx.arg(0);
    let mut leaf = cx.leaf();
    let names = &leaf.names;
    let (status, text, key) = match fulfilled {
        true => (names.status, names.fulfilled, names.value),
        false => (names.status, names.rejected, names.reason),
    };
    let result = leaf.new_plain_object();
    leaf.put_own(result, status, text.word());
    leaf.put_own(result, key, *value);
    result.value()
}
