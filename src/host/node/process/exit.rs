//! The ways a program ends: `process.exit`, an exception or rejection that nothing caught, the end
//! of all work.

use super::{ProcessState, events, uncaught};
use crate::event_loop::{EventLoop, Origin};
use crate::host::node::errors;
use crate::objects::{Gc, JsString, Value};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow, Rooted, Throw, Vm};

/// An exception that nothing caught.
const UNCAUGHT: i32 = 1;
/// An exception in a listener of `uncaughtException`.
const HANDLER_FAILED: i32 = 7;
/// The main module still awaits something and nothing is left to do.
#[cfg(feature = "cli")]
const UNSETTLED: i32 = 13;
/// `abort()`, and the end of the heap.
const ABORTED: i32 = 134;

pub(super) const GET_EXIT_CODE: NativeRow = NativeRow::leaf(
    "exitCode",
    0,
    |leaf, _, _| Ok(leaf.state::<ProcessState>().exit_code),
    "Node process",
    "The code the program will end with.",
);
pub(super) const SET_EXIT_CODE: NativeRow =
    NativeRow::cx("exitCode", 1, set_exit_code, "Node process", "The code the program will end with.");

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
    if value.is_number() {
        return Err(errors::out_of_range(cx, "code", "an integer", value)?);
    }
    Err(errors::invalid_argument(cx, "code", "of type number", value)?)
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
pub(super) fn end_quietly(vm: &mut Vm) -> Throw {
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
    let code = cx.state::<ProcessState>().exit_code;
    run_exit_handlers_with(cx, code)
}

fn run_exit_handlers_with(cx: &mut Cx<'_>, code: Value) -> JsResult<()> {
    let state = cx.state::<ProcessState>();
    if std::mem::replace(&mut state.exiting, true) {
        return Ok(());
    }
    let code = if code.is_undefined() { Value::ZERO } else { code };
    cx.state::<EventLoop>().exiting = true;
    let code = cx.root(code);
    events::emit(cx, "exit", &[code]).map(drop)
}

/// The main module may await: `promise` is settled once its text has run, `name` is what it is
/// called.
#[cfg(feature = "cli")]
pub fn await_main(vm: &mut Vm, promise: Value, name: &str) {
    vm.state::<ProcessState>().main = Some((promise, name.into()));
}

/// The name of the main module, if it is still at an `await`.
#[cfg(feature = "cli")]
fn unsettled_main(vm: &mut Vm) -> Option<String> {
    let (promise, name) = vm.state::<ProcessState>().main.clone()?;
    matches!(Vm::promise_state(promise), Some((crate::vm::PromiseState::Pending, _))).then_some(name)
}

/// What comes after the last task: `beforeExit`, which may bring new work (true), else the exit
/// handlers.
///
/// # Errors
/// The run has been ended by a handler.
#[cfg(feature = "cli")]
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
    let unsettled = if over { None } else { unsettled_main(vm) };
    let ended = vm.with_cx(|cx| {
        let code = cx.state::<ProcessState>().exit_code;
        if unsettled.is_some() && code.is_undefined() {
            // The handlers are called with the code of before, as in Node.
            cx.state::<ProcessState>().exit_code = Value::int(UNSETTLED);
        }
        run_exit_handlers_with(cx, code)
    });
    if let Err(thrown) = ended {
        crate::event_loop::report_thrown(vm, thrown, Origin::Task)?;
    }
    if let Some(name) = unsettled {
        let text = format!("Warning: Detected unsettled top-level await at {name}\n");
        vm.state::<EventLoop>().output.write(crate::stdio::Stream::Stderr, text.as_bytes());
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

/// Tells those who want to hear of an exception that nothing caught: whether one of them handles
/// it.
pub fn offer(cx: &mut Cx<'_>, value: Rooted, origin: Origin) -> JsResult<bool> {
    let promise = origin == Origin::Promise;
    let origin = cx.string(if promise { "unhandledRejection" } else { "uncaughtException" });
    events::emit(cx, "uncaughtExceptionMonitor", &[value, origin])?;
    let capture = cx.state::<ProcessState>().capture;
    if capture.is_callable() {
        let capture = cx.root(capture);
        return cx.call(capture, Rooted::UNDEFINED, &[value]).map(|_| true);
    }
    events::emit(cx, "uncaughtException", &[value, origin])
}

/// `process.setUncaughtExceptionCaptureCallback`
pub(super) fn set_capture(cx: &mut Cx<'_>) -> JsResult {
    let capture = cx.arg(0);
    if !capture.is_null() {
        if !capture.is_callable() {
            return Err(errors::invalid_argument(cx, "fn", "of type function or null", capture)?);
        }
        if cx.state::<ProcessState>().capture.is_callable() {
            let message =
                "`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active";
            let code = "ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET";
            return Err(errors::throw(cx, ErrorKind::Error, code, message));
        }
    }
    cx.state::<ProcessState>().capture = *capture;
    Ok(Value::UNDEFINED)
}

/// An exception that nothing caught: listeners of `uncaughtException` may handle it, else it ends
/// the run.
///
/// # Errors
/// The run is ended.
pub fn on_uncaught(vm: &mut Vm, value: Value, origin: Origin) -> JsResult<()> {
    vm.with_cx(|cx| {
        let value = cx.root(value);
        // The place must be asked for before the handlers run, which may throw and catch.
        let site = cx.vm().throw_position();
        if !cx.state::<ProcessState>().exiting {
            match offer(cx, value, origin) {
                Ok(true) => return Ok(()),
                Ok(false) => {}
                Err(thrown) => {
                    let second = cx.take_exception(thrown)?;
                    let site = cx.vm().throw_position();
                    uncaught::report(cx, second, site);
                    return Err(end(cx.vm(), HANDLER_FAILED));
                }
            }
        }
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
            Origin::Microtask | Origin::Promise => uncaught::place_of_stack(cx, value),
        };
        uncaught::report(cx, value, site);
        Err(end(cx.vm(), code))
    })
}
