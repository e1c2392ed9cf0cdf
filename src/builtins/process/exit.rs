//! The ways a program ends: `process.exit`, an exception or rejection that nothing caught, the end of all work.

use super::{ProcessState, events, fatal, node_error};
use crate::event_loop::{EventLoop, Origin};
use crate::objects::{Gc, JsString, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow, Rejection, Rooted, Throw, Vm};

/// An exception that nothing caught.
const UNCAUGHT: i32 = 1;
/// An exception in a listener of `uncaughtException`.
const HANDLER_FAILED: i32 = 7;
/// `abort()`, and the end of the heap.
const ABORTED: i32 = 134;

pub(super) const GET_EXIT_CODE: NativeRow = NativeRow::leaf(
    "exitCode",
    0,
    |leaf, _, _| Ok(leaf.state::<ProcessState>().exit_code),
    "The code the program will end with.",
);
pub(super) const SET_EXIT_CODE: NativeRow =
    NativeRow::cx("exitCode", 1, set_exit_code, "The code the program will end with.");

fn set_exit_code(cx: &mut Cx<'_>) -> JsResult {
    let code = checked_code(cx, cx.arg(0))?;
    cx.state::<ProcessState>().exit_code = code;
    Ok(Value::UNDEFINED)
}

/// An exit code: an integer, its text, undefined or null.
fn checked_code(cx: &mut Cx<'_>, value: Rooted) -> JsResult<Value> {
    if value.is_nullish() {
        return Ok(Value::UNDEFINED);
    }
    if let Some(n) = value.as_number()
        && n.fract() == 0.0
    {
        return Ok(*value);
    }
    if Gc::<JsString>::from_value(*value).is_some() {
        let text = cx.vm().text_of(*value);
        if let Ok(n) = text.parse::<i32>() {
            return Ok(Value::int(n));
        }
    }
    Err(node_error::invalid_argument(cx, "code", "of type number", value)?)
}

fn code_number(code: Value) -> i32 {
    code.as_number().map_or(0, |n| (n as i64 & 0xff) as i32)
}

/// The code with which the run ended, once it has.
pub fn exit_code(vm: &mut Vm) -> Option<i32> {
    vm.state::<ProcessState>().exited
}

fn end(vm: &mut Vm, code: i32) -> Throw {
    let state = vm.state::<ProcessState>();
    state.exiting = true;
    state.exited = Some(code);
    vm.state::<EventLoop>().exiting = true;
    vm.terminate()
}

/// Ends the run without a word: nobody reads the output any more.
pub fn end_quietly(vm: &mut Vm) -> Throw {
    end(vm, 0)
}

pub(super) fn exit(cx: &mut Cx<'_>) -> JsResult {
    if cx.argc() > 0 && !cx.arg(0).is_undefined() {
        let code = checked_code(cx, cx.arg(0))?;
        cx.state::<ProcessState>().exit_code = code;
    }
    run_exit_handlers(cx)?;
    let code = code_number(cx.state::<ProcessState>().exit_code);
    Err(end(cx.vm(), code))
}

pub(super) fn really_exit(cx: &mut Cx<'_>) -> JsResult {
    let code = checked_code(cx, cx.arg(0))?;
    Err(end(cx.vm(), code_number(code)))
}

pub(super) fn abort(cx: &mut Cx<'_>) -> JsResult {
    Err(end(cx.vm(), ABORTED))
}

/// Calls the exit handlers, unless they have been called.
fn run_exit_handlers(cx: &mut Cx<'_>) -> JsResult<()> {
    let state = cx.state::<ProcessState>();
    if std::mem::replace(&mut state.exiting, true) {
        return Ok(());
    }
    let code = if state.exit_code.is_undefined() { Value::ZERO } else { state.exit_code };
    cx.state::<EventLoop>().exiting = true;
    let code = cx.root(code);
    events::emit(cx, "exit", &[code]).map(drop)
}

/// What comes after the last task: `beforeExit`, which may bring new work (true), else the exit handlers.
///
/// # Errors
/// The run has been ended by a handler.
pub fn finish(vm: &mut Vm, over: bool) -> JsResult<bool> {
    if !over {
        let emitted = vm.with_cx(|cx| {
            let code = cx.state::<ProcessState>().exit_code;
            let code = cx.root(if code.is_undefined() { Value::ZERO } else { code });
            events::emit(cx, "beforeExit", &[code])
        });
        if let Err(thrown) = emitted {
            crate::event_loop::report_thrown(vm, thrown, Origin::Task)?;
        }
        if vm.state::<EventLoop>().is_alive() || !vm.microtasks.is_empty() {
            return Ok(true);
        }
    }
    if let Err(thrown) = vm.with_cx(run_exit_handlers) {
        crate::event_loop::report_thrown(vm, thrown, Origin::Task)?;
    }
    // Jobs that the handlers queued still run; nothing else does.
    while let Err(thrown) = vm.run_microtasks() {
        crate::event_loop::report_thrown(vm, thrown, Origin::Microtask)?;
    }
    let code = code_number(vm.state::<ProcessState>().exit_code);
    let state = vm.state::<ProcessState>();
    state.exited.get_or_insert(code);
    Ok(false)
}

/// An exception that nothing caught: listeners of `uncaughtException` may handle it, else it ends the run.
///
/// # Errors
/// The run is ended.
pub fn uncaught(vm: &mut Vm, value: Value, origin: Origin) -> JsResult<()> {
    vm.with_cx(|cx| {
        let value = cx.root(value);
        if events::has_listeners(cx, "uncaughtException") && !cx.state::<ProcessState>().exiting {
            let promise = origin == Origin::Promise;
            let origin = cx.string(if promise { "unhandledRejection" } else { "uncaughtException" });
            return match events::emit(cx, "uncaughtException", &[value, origin]) {
                Ok(_) => Ok(()),
                Err(thrown) => {
                    let second = cx.take_exception(thrown)?;
                    let site = cx.vm().throw_position();
                    fatal::report(cx, second, site);
                    Err(end(cx.vm(), HANDLER_FAILED))
                }
            };
        }
        // The place must be asked for before the handlers run, which may throw and catch.
        let site = cx.vm().throw_position();
        let mut code = UNCAUGHT;
        if !cx.state::<ProcessState>().exiting {
            cx.state::<ProcessState>().exit_code = Value::int(UNCAUGHT);
            match run_exit_handlers(cx) {
                Ok(()) => {}
                Err(thrown) => drop(cx.take_exception(thrown)?),
            }
            code = code_number(cx.state::<ProcessState>().exit_code);
        }
        let site = match origin {
            Origin::Task => site,
            Origin::Microtask | Origin::Promise => fatal::place_of_stack(cx, value),
            Origin::Listener => None,
        };
        fatal::report(cx, value, site);
        Err(end(cx.vm(), code))
    })
}

/// Reports the promises that were rejected and have no handler: whether anything ran.
///
/// # Errors
/// The run is ended.
pub fn reject_unhandled(vm: &mut Vm) -> JsResult<bool> {
    let mut pending: Vec<Value> = Vec::new();
    let mut handled: Vec<Value> = Vec::new();
    for rejection in std::mem::take(&mut vm.rejections) {
        match rejection {
            Rejection::Unhandled(promise) if !Vm::promise_is_handled(promise) => pending.push(promise),
            Rejection::Unhandled(_) => {}
            Rejection::HandledLater(promise) => handled.push(promise),
        }
    }
    let any = !pending.is_empty();
    vm.with_cx(|cx| {
        let pending: Vec<Rooted> = pending.iter().map(|&promise| cx.root(promise)).collect();
        let handled: Vec<Rooted> = handled.iter().map(|&promise| cx.root(promise)).collect();
        for promise in handled {
            if let Err(thrown) = events::emit(cx, "rejectionHandled", &[promise]) {
                let value = cx.take_exception(thrown)?;
                uncaught(cx.vm(), *value, Origin::Task)?;
            }
        }
        for promise in pending {
            report_rejection(cx, promise)?;
        }
        Ok(any)
    })
}

fn report_rejection(cx: &mut Cx<'_>, promise: Rooted) -> JsResult<()> {
    let (_, reason) = Vm::promise_state(*promise).unwrap_or((crate::vm::PromiseState::Pending, Value::UNDEFINED));
    let reason = cx.root(reason);
    match events::emit(cx, "unhandledRejection", &[reason, promise]) {
        Ok(true) => return Ok(()),
        Ok(false) => {}
        Err(thrown) => {
            let value = cx.take_exception(thrown)?;
            return uncaught(cx.vm(), *value, Origin::Task);
        }
    }
    let stack = cx.leaf().names.stack;
    let looks_like_error =
        Gc::<Object>::from_value(*reason).is_some_and(|object| cx.leaf().get_own(object, stack).is_some());
    if looks_like_error {
        return uncaught_by_hook(cx, reason);
    }
    let text = if reason.is_string() { cx.vm().text_of(*reason) } else { cx.vm().describe_value(*reason) };
    let message = format!(
        "This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not \
         handled with .catch(). The promise rejected with the reason \"{text}\"."
    );
    let error = cx.vm().new_error(ErrorKind::Error, &message);
    let error = cx.root(error);
    if let Some(object) = Gc::<Object>::from_value(*error) {
        let mut leaf = cx.leaf();
        let head = format!("UnhandledPromiseRejection: {message}\n    at process (glass:event_loop)");
        let (stack, head) = (leaf.names.stack, leaf.new_string(&head).value());
        leaf.put_named(object, stack, head, attributes::HIDDEN);
        let (name, text) = (leaf.names.name, leaf.new_string("UnhandledPromiseRejection").value());
        leaf.put_named(object, name, text, attributes::HIDDEN);
        let (code, text) = (leaf.key("code"), leaf.new_string("ERR_UNHANDLED_REJECTION").value());
        leaf.put_named(object, code, text, attributes::ALL);
    }
    uncaught_by_hook(cx, error)
}

/// A rejection that nobody handled is an exception that nobody caught: who embeds the runtime may have other plans with those.
fn uncaught_by_hook(cx: &mut Cx<'_>, reason: Rooted) -> JsResult<()> {
    let uncaught = cx.state::<EventLoop>().hooks.uncaught;
    uncaught(cx.vm(), *reason, Origin::Promise)
}
