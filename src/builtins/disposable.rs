//! DisposableStack and AsyncDisposableStack (ECMA-262 §27.4, §27.5), and the dispose methods of
//! iterators.
//!
//! A stack's resources are a list of the VM's (`vm/resources.rs`). Disposing of an async one is a
//! row of steps with a promise between each two; what they share is a record.

use super::Installer;
use super::shared::support::{incompatible, require_new};
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Gc, Host, Value, attributes};
use crate::vm::{Cx, DisposeHint, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, Throw, Vm, messages};

const SYNC: Class = Class {
    name: "DisposableStack",
    brand: Brand::DisposableStack,
    prototype: Intrinsic::DisposableStackPrototype,
    is_async: false,
};
const ASYNC: Class = Class {
    name: "AsyncDisposableStack",
    brand: Brand::AsyncDisposableStack,
    prototype: Intrinsic::AsyncDisposableStackPrototype,
    is_async: true,
};

const SYNC_METHODS: &[NativeRow] = &[
    NativeRow::cx("adopt", 2, |cx| adopt(cx, &SYNC), "§27.4.3.1", "Adds a value and what disposes of it."),
    NativeRow::cx("defer", 1, |cx| defer(cx, &SYNC), "§27.4.3.2", "Adds a function that is called at the end."),
    NativeRow::cx("move", 0, |cx| move_resources(cx, &SYNC), "§27.4.3.5", "A new stack with all that this one has."),
    NativeRow::cx("use", 1, |cx| use_value(cx, &SYNC), "§27.4.3.6", "Adds a value by its dispose method."),
];
const ASYNC_METHODS: &[NativeRow] = &[
    NativeRow::cx("adopt", 2, |cx| adopt(cx, &ASYNC), "§27.5.3.1", "Adds a value and what disposes of it."),
    NativeRow::cx("defer", 1, |cx| defer(cx, &ASYNC), "§27.5.3.2", "Adds a function that is called at the end."),
    NativeRow::cx("move", 0, |cx| move_resources(cx, &ASYNC), "§27.5.3.5", "A new stack with all that this one has."),
    NativeRow::cx("use", 1, |cx| use_value(cx, &ASYNC), "§27.5.3.6", "Adds a value by its dispose method."),
];
const DISPOSE: NativeRow =
    NativeRow::cx("dispose", 0, dispose, "§27.4.3.3", "Disposes of all resources, the last one first.");
const DISPOSE_ASYNC: NativeRow =
    NativeRow::cx("disposeAsync", 0, dispose_async, "§27.5.3.3", "Disposes of all resources, one after the other.");
const SYNC_DISPOSED: NativeRow =
    NativeRow::cx("disposed", 0, |cx| disposed(cx, &SYNC), "§27.4.3.4", "Whether it has been disposed of.");
const ASYNC_DISPOSED: NativeRow =
    NativeRow::cx("disposed", 0, |cx| disposed(cx, &ASYNC), "§27.5.3.4", "Whether it has been disposed of.");
const ITERATOR_DISPOSE: NativeRow =
    NativeRow::cx("[Symbol.dispose]", 0, iterator_dispose, "§27.1.3.2.2", "Closes the iterator.");
const ASYNC_ITERATOR_DISPOSE: NativeRow =
    NativeRow::cx("[Symbol.asyncDispose]", 0, async_iterator_dispose, "§27.1.4.1", "Closes the iterator.");

const INTERNAL: [(&str, NativeRow); 4] = [
    ("%dispose-adopted", NativeRow::cx("", 0, call_adopted, "§27.4.3.1", "Calls the function with the value.")),
    ("%dispose-fulfilled", NativeRow::cx("", 1, step_fulfilled, "§7.5.7", "Goes on disposing.")),
    ("%dispose-rejected", NativeRow::cx("", 1, step_rejected, "§7.5.7", "Notes the error and goes on disposing.")),
    ("%nothing", NativeRow::cx("", 1, |_| Ok(Value::UNDEFINED), "§27.1.4.1", "Gives undefined.")),
];

/// One of the two classes.
struct Class {
    name: &'static str,
    brand: Brand,
    prototype: Intrinsic,
    is_async: bool,
}

pub(super) fn install(installer: &mut Installer<'_>) {
    for (name, row) in INTERNAL {
        installer.internal(name, row);
    }
    let sync = NativeRow::cx("DisposableStack", 0, |cx| construct(cx, &SYNC), "§27.4.1.1", "Resources with one end.");
    let asynchronous =
        NativeRow::cx("AsyncDisposableStack", 0, |cx| construct(cx, &ASYNC), "§27.5.1.1", "Async ones with one end.");
    for (class, row, methods, dispose, alias, disposed) in [
        (&SYNC, sync, SYNC_METHODS, DISPOSE, "[Symbol.dispose]", SYNC_DISPOSED),
        (&ASYNC, asynchronous, ASYNC_METHODS, DISPOSE_ASYNC, "[Symbol.asyncDispose]", ASYNC_DISPOSED),
    ] {
        let proto = installer.object(Intrinsic::ObjectPrototype);
        installer.constructor(&row, proto, (None, Some(class.prototype)));
        installer.methods(proto, methods);
        let method = installer.method(proto, &dispose);
        installer.value(proto, alias, method, attributes::HIDDEN);
        installer.accessor(proto, Some(&disposed), None);
        installer.tag(proto, class.name);
    }
    let iterator = installer.vm.realm.get(Intrinsic::IteratorPrototype);
    installer.method(iterator, &ITERATOR_DISPOSE);
    let iterator = installer.vm.realm.get(Intrinsic::AsyncIteratorPrototype);
    installer.method(iterator, &ASYNC_ITERATOR_DISPOSE);
}

fn construct(cx: &mut Cx<'_>, class: &Class) -> JsResult {
    require_new(cx, class.name)?;
    let shape = cx.instance_shape(class.prototype)?;
    Ok(cx.leaf().new_host(class.brand, shape, &[Value::UNDEFINED]).object().value())
}

/// The receiver, whatever its state.
fn this_stack(cx: &mut Cx<'_>, class: &Class, method: &str) -> JsResult<Gc<Host>> {
    let this = *cx.this();
    Host::of(this, class.brand).ok_or_else(|| incompatible(cx, format_args!("{}.prototype.{method}", class.name)))
}

/// The receiver, which must not have been disposed of.
fn open_stack(cx: &mut Cx<'_>, class: &Class, method: &str) -> JsResult<Gc<Host>> {
    let stack = this_stack(cx, class, method)?;
    if is_disposed(stack) {
        let message = format!("Cannot add values to a disposed stack: {}.prototype.{method}", class.name);
        return Err(cx.throw(ErrorKind::Reference, message));
    }
    Ok(stack)
}

fn is_disposed(stack: Gc<Host>) -> bool {
    stack.word() != 0
}

fn hint(class: &Class) -> DisposeHint {
    if class.is_async { DisposeHint::Async } else { DisposeHint::Sync }
}

fn push(cx: &mut Cx<'_>, stack: Gc<Host>, method: Value, hint: DisposeHint) {
    let list = cx.vm().push_resource(stack.get(0), Value::UNDEFINED, method, hint);
    stack.set(&mut cx.leaf(), 0, list);
}

fn callable(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Rooted> {
    if value.is_callable() {
        return Ok(value);
    }
    let text = cx.describe(value);
    Err(cx.type_error(messages::not_a_function(&text)))
}

fn use_value(cx: &mut Cx<'_>, class: &Class) -> JsResult {
    let stack = open_stack(cx, class, "use")?;
    let value = cx.arg(0);
    // The method is found before it is known where the resource goes: a getter may use the stack.
    let added = cx.vm().add_resource(Value::UNDEFINED, *value, class.is_async)?;
    if let Some(resource) = Vm::take_resource(added) {
        let hint = match resource.hint.as_int() {
            Some(0) => DisposeHint::Sync,
            Some(1) => DisposeHint::Async,
            _ => DisposeHint::SyncInAsync,
        };
        let list = cx.vm().push_resource(stack.get(0), resource.value, resource.method, hint);
        stack.set(&mut cx.leaf(), 0, list);
    }
    Ok(*value)
}

fn adopt(cx: &mut Cx<'_>, class: &Class) -> JsResult {
    let stack = open_stack(cx, class, "adopt")?;
    let (value, on_dispose) = (cx.arg(0), cx.arg(1));
    let on_dispose = callable(cx, on_dispose)?;
    let record = cx.leaf().new_tuple(&[*value, *on_dispose]).value();
    let record = cx.root(record);
    let method = cx.native_function("%dispose-adopted", record);
    push(cx, stack, *method, hint(class));
    Ok(*value)
}

fn call_adopted(cx: &mut Cx<'_>) -> JsResult {
    let Some(record) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    let (value, function) = (cx.root(record.get(0)), cx.root(record.get(1)));
    cx.call(function, Rooted::UNDEFINED, &[value]).map(|result| *result)
}

fn defer(cx: &mut Cx<'_>, class: &Class) -> JsResult {
    let stack = open_stack(cx, class, "defer")?;
    let on_dispose = cx.arg(0);
    let on_dispose = callable(cx, on_dispose)?;
    push(cx, stack, *on_dispose, hint(class));
    Ok(Value::UNDEFINED)
}

fn move_resources(cx: &mut Cx<'_>, class: &Class) -> JsResult {
    let stack = open_stack(cx, class, "move")?;
    let shape = cx.shape(class.prototype);
    let mut leaf = cx.leaf();
    let moved = leaf.new_host(class.brand, shape, &[stack.get(0)]);
    stack.set(&mut leaf, 0, Value::UNDEFINED);
    stack.set_word(1);
    Ok(moved.object().value())
}

fn disposed(cx: &mut Cx<'_>, class: &Class) -> JsResult {
    let stack = this_stack(cx, class, "disposed")?;
    Ok(Value::boolean(is_disposed(stack)))
}

/// Takes all resources of a stack, which is disposed of from here on.
fn take_all(cx: &mut Cx<'_>, stack: Gc<Host>) -> Value {
    let list = stack.get(0);
    stack.set(&mut cx.leaf(), 0, Value::UNDEFINED);
    stack.set_word(1);
    list
}

fn dispose(cx: &mut Cx<'_>) -> JsResult {
    let stack = this_stack(cx, &SYNC, "dispose")?;
    let mut list = take_all(cx, stack);
    let mut error: Option<Rooted> = None;
    let mark = cx.mark();
    while let Some(resource) = Vm::take_resource(list) {
        cx.release(mark);
        let kept = cx.root(error.map_or(Value::UNDEFINED, |error| *error));
        list = *cx.root(resource.rest);
        let (method, value) = (cx.root(resource.method), cx.root(resource.value));
        match cx.call(method, value, &[]) {
            Ok(_) => error = error.map(|_| kept),
            Err(thrown) => {
                let thrown = cx.take_exception(thrown)?;
                let combined = match error {
                    Some(_) => cx.vm().suppressed_error(*thrown, *kept),
                    None => *thrown,
                };
                error = Some(cx.root(combined));
            }
        }
    }
    match error {
        Some(error) => Err(cx.throw_value(*error)),
        None => Ok(Value::UNDEFINED),
    }
}

// ---- async

/// Slots of the record of an async disposal.
const PROMISE: usize = 0;
const LIST: usize = 1;
const ERROR: usize = 2;
const HAS_ERROR: usize = 3;
const NEEDS_AWAIT: usize = 4;
const HAS_AWAITED: usize = 5;

fn dispose_async(cx: &mut Cx<'_>) -> JsResult {
    let promise = cx.vm().new_promise();
    let promise = cx.root(promise);
    let this = *cx.this();
    let Some(stack) = Host::of(this, Brand::AsyncDisposableStack) else {
        let thrown = incompatible(cx, "AsyncDisposableStack.prototype.disposeAsync");
        return reject(cx, promise, thrown);
    };
    if is_disposed(stack) {
        cx.vm().resolve_promise(*promise, Value::UNDEFINED);
        return Ok(*promise);
    }
    let list = take_all(cx, stack);
    let no = Value::FALSE;
    let record = cx.leaf().new_tuple(&[*promise, list, Value::UNDEFINED, no, no, no]);
    cx.root(record.value());
    step(cx, record)?;
    Ok(*promise)
}

fn reject(cx: &mut Cx<'_>, promise: Rooted, thrown: Throw) -> JsResult {
    let reason = cx.take_exception(thrown)?;
    cx.vm().reject_promise(*promise, *reason);
    Ok(*promise)
}

fn put(cx: &mut Cx<'_>, record: Gc<Slots>, slot: usize, value: Value) {
    cx.leaf().store(record.cell(), &record.slots()[slot], value);
}

fn note_error(cx: &mut Cx<'_>, record: Gc<Slots>, error: Value) {
    let error =
        if record.get(HAS_ERROR) == Value::TRUE { cx.vm().suppressed_error(error, record.get(ERROR)) } else { error };
    put(cx, record, ERROR, error);
    put(cx, record, HAS_ERROR, Value::TRUE);
}

/// Goes on when the promise of `value` is settled.
fn wait_for(cx: &mut Cx<'_>, record: Gc<Slots>, value: Rooted) -> JsResult<()> {
    let data = cx.root(record.value());
    let promise = cx.vm().promise_resolve(*value)?;
    let promise = cx.root(promise);
    let fulfilled = cx.native_function("%dispose-fulfilled", data);
    let rejected = cx.native_function("%dispose-rejected", data);
    cx.vm().perform_then(*promise, *fulfilled, *rejected, Value::UNDEFINED);
    Ok(())
}

/// Disposes of resources until there is something to wait for (ECMA-262 §7.5.7).
fn step(cx: &mut Cx<'_>, record: Gc<Slots>) -> JsResult<()> {
    let mark = cx.mark();
    while let Some(resource) = Vm::take_resource(record.get(LIST)) {
        cx.release(mark);
        if resource.method.is_undefined() {
            put(cx, record, NEEDS_AWAIT, Value::TRUE);
            put(cx, record, LIST, resource.rest);
            continue;
        }
        put(cx, record, LIST, resource.rest);
        let (method, value) = (cx.root(resource.method), cx.root(resource.value));
        let own_promise = resource.hint == Value::int(DisposeHint::Async as i32);
        let waited = match cx.call(method, value, &[]) {
            Ok(result) if own_promise => wait_for(cx, record, result),
            Ok(_) => wait_for(cx, record, Rooted::UNDEFINED),
            Err(thrown) => {
                let reason = cx.take_exception(thrown)?;
                if own_promise {
                    note_error(cx, record, *reason);
                    continue;
                }
                // A promise that is rejected with it.
                let promise = cx.vm().new_promise();
                let promise = cx.root(promise);
                cx.vm().reject_promise(*promise, *reason);
                wait_for(cx, record, promise)
            }
        };
        match waited {
            Ok(()) => {
                put(cx, record, HAS_AWAITED, Value::TRUE);
                return Ok(());
            }
            Err(thrown) => {
                let reason = cx.take_exception(thrown)?;
                note_error(cx, record, *reason);
            }
        }
    }
    if record.get(NEEDS_AWAIT) == Value::TRUE && record.get(HAS_AWAITED) != Value::TRUE {
        put(cx, record, HAS_AWAITED, Value::TRUE);
        return wait_for(cx, record, Rooted::UNDEFINED);
    }
    let promise = record.get(PROMISE);
    if record.get(HAS_ERROR) == Value::TRUE {
        cx.vm().reject_promise(promise, record.get(ERROR));
    } else {
        cx.vm().resolve_promise(promise, Value::UNDEFINED);
    }
    Ok(())
}

fn step_fulfilled(cx: &mut Cx<'_>) -> JsResult {
    let Some(record) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    step(cx, record).map(|()| Value::UNDEFINED)
}

fn step_rejected(cx: &mut Cx<'_>) -> JsResult {
    let Some(record) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    let reason = cx.arg(0);
    note_error(cx, record, *reason);
    step(cx, record).map(|()| Value::UNDEFINED)
}

// ---- iterators

fn iterator_dispose(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let key = cx.leaf().names.return_;
    let method = cx.get_method(this, key)?;
    if !method.is_undefined() {
        cx.call(method, this, &[])?;
    }
    Ok(Value::UNDEFINED)
}

fn async_iterator_dispose(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let promise = cx.vm().new_promise();
    let promise = cx.root(promise);
    match close_async(cx, this, promise) {
        Ok(()) => Ok(*promise),
        Err(thrown) => reject(cx, promise, thrown),
    }
}

fn close_async(cx: &mut Cx<'_>, iterator: Rooted, promise: Rooted) -> JsResult<()> {
    let key = cx.leaf().names.return_;
    let method = cx.get_method(iterator, key)?;
    if method.is_undefined() {
        cx.vm().resolve_promise(*promise, Value::UNDEFINED);
        return Ok(());
    }
    let result = cx.call(method, iterator, &[])?;
    let wrapped = cx.vm().promise_resolve(*result)?;
    let wrapped = cx.root(wrapped);
    let unwrap = cx.native_function("%nothing", Rooted::UNDEFINED);
    cx.vm().perform_then(*wrapped, *unwrap, Value::UNDEFINED, *promise);
    Ok(())
}
