//! Promises that were rejected while nobody handled them: the events `unhandledRejection` and
//! `rejectionHandled`, and what the option `--unhandled-rejections` makes of the rest.
//!
//! A promise is reported once, at the end of the task that rejected it; `rejectionHandled` is for
//! reported ones alone.

use super::{ProcessState, emit_warning, events};
use crate::event_loop::{EventLoop, Origin};
use crate::objects::{Gc, Object, Value, attributes};
use crate::vm::{Cx, ErrorKind, JsResult, Rejection, Rooted, Vm};

/// What becomes of a rejection that nobody handles.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(
    not(any(feature = "cli", feature = "internals")),
    expect(dead_code, reason = "the API leaves it at the first")
)]
pub enum UnhandledRejections {
    /// It is an exception that nothing caught, unless `unhandledRejection` has a listener.
    #[default]
    Throw,
    /// It is an exception that nothing caught; once that is handled, the event and a warning
    /// follow.
    Strict,
    /// The event, and a warning in any case.
    Warn,
    /// The event and nothing else.
    None,
    /// The event; without a listener a warning and exit code 1.
    WarnWithErrorCode,
}

/// Chooses what becomes of rejections that nobody handles.
pub fn set_mode(vm: &mut Vm, mode: UnhandledRejections) {
    vm.state::<ProcessState>().unhandled_rejections = mode;
}

/// Reports the promises that were rejected and have no handler, and those that got one after such a
/// report: whether anything ran.
///
/// # Errors
/// The run is ended.
pub fn reject_unhandled(vm: &mut Vm) -> JsResult<bool> {
    let mut pending: Vec<(Value, u32)> = Vec::new();
    let mut handled: Vec<(Value, u32)> = Vec::new();
    let mut rejections = std::mem::take(&mut vm.rejections);
    while let Some(rejection) = rejections.pop_front() {
        match rejection {
            Rejection::Unhandled(promise) => {
                let last = &mut vm.state::<ProcessState>().last_rejection;
                *last = last.wrapping_add(1) & i32::MAX as u32;
                let id = *last;
                if !Vm::promise_is_handled(promise) {
                    pending.push((promise, id));
                }
            }
            Rejection::HandledLater(promise, id) => handled.push((promise, id)),
        }
    }
    let any = !pending.is_empty() || !handled.is_empty();
    vm.with_cx(|cx| {
        let pending: Vec<(Rooted, u32)> = pending.iter().map(|&(promise, id)| (cx.root(promise), id)).collect();
        let handled: Vec<(Rooted, u32)> = handled.iter().map(|&(promise, id)| (cx.root(promise), id)).collect();
        for (promise, id) in handled {
            let told = events::emit(cx, "rejectionHandled", &[promise]).and_then(|heard| {
                let message = format!("Promise rejection was handled asynchronously (rejection id: {id})");
                if heard { Ok(()) } else { emit_warning(cx, "PromiseRejectionHandledWarning", &message) }
            });
            caught(cx, told)?;
        }
        for (promise, id) in pending {
            cx.vm().note_reported(*promise, id);
            let told = report(cx, promise, id);
            caught(cx, told)?;
        }
        Ok(any)
    })
}

/// What a listener threw is an exception that nothing caught.
fn caught(cx: &mut Cx<'_>, told: JsResult<()>) -> JsResult<()> {
    let Err(thrown) = told else { return Ok(()) };
    let value = cx.take_exception(thrown)?;
    let uncaught = cx.state::<EventLoop>().hooks.uncaught;
    uncaught(cx.vm(), *value, Origin::Task)
}

fn report(cx: &mut Cx<'_>, promise: Rooted, id: u32) -> JsResult<()> {
    let (_, reason) = Vm::promise_state(*promise).unwrap_or((crate::vm::PromiseState::Pending, Value::UNDEFINED));
    let reason = cx.root(reason);
    let mode = cx.state::<ProcessState>().unhandled_rejections;
    if mode == UnhandledRejections::Strict {
        throw(cx, reason)?;
    }
    let heard = events::emit(cx, "unhandledRejection", &[reason, promise])?;
    match mode {
        UnhandledRejections::None => Ok(()),
        UnhandledRejections::Throw if !heard => throw(cx, reason),
        UnhandledRejections::Warn => warn(cx, reason, id),
        UnhandledRejections::Strict | UnhandledRejections::WarnWithErrorCode if !heard => {
            warn(cx, reason, id)?;
            if mode == UnhandledRejections::WarnWithErrorCode {
                cx.state::<ProcessState>().exit_code = Value::int(1);
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn has_stack(cx: &mut Cx<'_>, reason: Rooted) -> bool {
    let stack = cx.leaf().names.stack;
    // Not as scripts read it: the first look at a stack may run their getters.
    Gc::<Object>::from_value(*reason).is_some_and(|object| cx.leaf().get_named(object, stack).is_some())
}

/// The reason in words that run no script code.
fn reason_text(cx: &mut Cx<'_>, reason: Rooted) -> String {
    if reason.is_string() { cx.vm().text_of(*reason) } else { cx.vm().describe_value(*reason) }
}

/// Two warnings: the reason, and what is to be done about it.
fn warn(cx: &mut Cx<'_>, reason: Rooted, id: u32) -> JsResult<()> {
    const NAME: &str = "UnhandledPromiseRejectionWarning";
    let text = if has_stack(cx, reason) {
        let stack = cx.get_str(reason, "stack")?;
        cx.vm().text_of(*stack)
    } else {
        reason_text(cx, reason)
    };
    emit_warning(cx, NAME, &text)?;
    let message = format!(
        "Unhandled promise rejection. This error originated either by throwing inside of an async function without a catch block, or by \
         rejecting a promise which was not handled with .catch(). To terminate the process on unhandled promise rejection, use the option \
         `--unhandled-rejections=strict`. (rejection id: {id})"
    );
    emit_warning(cx, NAME, &message)
}

/// A rejection that nobody handled is an exception that nobody caught: who embeds the runtime may
/// have other plans with those.
fn throw(cx: &mut Cx<'_>, reason: Rooted) -> JsResult<()> {
    let error = if has_stack(cx, reason) { reason } else { unhandled_error(cx, reason) };
    let uncaught = cx.state::<EventLoop>().hooks.uncaught;
    uncaught(cx.vm(), *error, Origin::Promise)
}

/// The error that stands for a reason which is none.
fn unhandled_error(cx: &mut Cx<'_>, reason: Rooted) -> Rooted {
    let text = reason_text(cx, reason);
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
    error
}
