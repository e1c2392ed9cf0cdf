//! Where the console's text goes: through `process.stdout.write` and `process.stderr.write`, which
//! a program may have replaced, as Node's does.
//!
//! As long as they are the runtime's own nothing of that can be seen, and text goes straight out.

use super::ConsoleState;
use crate::host::node::process::{is_own_stream, write};
use crate::objects::{Gc, Object, Value};
use crate::stdio::Stream;
use crate::vm::{Args, Cx, JsResult, Leaf, NativeRow, Rooted, Throw, Vm, messages};

/// What is handed to `write` behind the text.
const WRITE_ERROR_HANDLER: NativeRow = NativeRow::leaf("", 1, nothing, "Node console", "Hears of a write that failed.");
/// What listens for errors of the stream while it is written to.
const NOOP: NativeRow = NativeRow::leaf("noop", 0, nothing, "Node console", "Ignores an error of the stream.");

/// What the console knows of an output stream of the process.
#[derive(Clone, Copy)]
pub(super) struct Output {
    /// What the console writes to: undefined until its first text, when it asks `process` for it.
    pub target: Value,
    /// The function that is handed to `write`.
    handler: Value,
}

impl Output {
    pub const NONE: Output = Output { target: Value::UNDEFINED, handler: Value::UNDEFINED };

    pub fn values(&self) -> [Value; 2] {
        [self.target, self.handler]
    }
}

fn nothing(_: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    Ok(Value::UNDEFINED)
}

/// Installs `_stdout` and `_stderr`, by which a program changes where the console writes.
pub(super) fn install(installer: &mut crate::builtins::Installer<'_>, console: Value) {
    let noop = installer.function(&NOOP).value();
    let handlers = [(); 2].map(|()| installer.function(&WRITE_ERROR_HANDLER).value());
    let state = installer.vm.state::<ConsoleState>();
    state.noop = noop;
    state.outputs = handlers.map(|handler| Output { target: Value::UNDEFINED, handler });
    const STDOUT: [NativeRow; 2] = [
        NativeRow::cx("_stdout", 0, |cx| get(cx, Stream::Stdout), "Node console", "What the console writes to."),
        NativeRow::leaf(
            "_stdout",
            1,
            |l, _, a| set(l, Stream::Stdout, a.get(0)),
            "Node console",
            "What the console writes to.",
        ),
    ];
    const STDERR: [NativeRow; 2] = [
        NativeRow::cx("_stderr", 0, |cx| get(cx, Stream::Stderr), "Node console", "What the console writes errors to."),
        NativeRow::leaf(
            "_stderr",
            1,
            |l, _, a| set(l, Stream::Stderr, a.get(0)),
            "Node console",
            "What the console writes errors to.",
        ),
    ];
    for [getter, setter] in [STDOUT, STDERR] {
        installer.accessor(console, Some(&getter), Some(&setter));
    }
}

fn get(cx: &mut Cx<'_>, stream: Stream) -> JsResult {
    Ok(*target(cx, stream)?)
}

fn set(leaf: &mut Leaf<'_>, stream: Stream, value: Value) -> JsResult {
    leaf.state::<ConsoleState>().outputs[stream as usize].target = value;
    Ok(Value::UNDEFINED)
}

/// What the console writes to.
fn target(cx: &mut Cx<'_>, stream: Stream) -> JsResult<Rooted> {
    let known = cx.state::<ConsoleState>().outputs[stream as usize].target;
    if Vm::truthy(known) {
        return Ok(cx.root(known));
    }
    let process = cx.intrinsic(crate::vm::Intrinsic::Process);
    let process = cx.root(process);
    let found = cx.get_str(process, if stream == Stream::Stdout { "stdout" } else { "stderr" })?;
    cx.state::<ConsoleState>().outputs[stream as usize].target = *found;
    Ok(found)
}

/// Writes a text as the console does.
pub(super) fn write_text(cx: &mut Cx<'_>, stream: Stream, text: &str) -> Result<(), Throw> {
    let mark = cx.mark();
    let target = target(cx, stream)?;
    if is_own_stream(cx, stream, *target) {
        cx.release(mark);
        return write(cx.vm(), stream, text.as_bytes());
    }
    let text = cx.string(text);
    let noop = cx.state::<ConsoleState>().noop;
    let noop = cx.root(noop);
    let error = cx.string("error");
    let written = write_through(cx, stream, target, [text, error, noop]);
    let failed = match written {
        Ok(()) => None,
        Err(thrown) => {
            let value = cx.take_exception(thrown)?;
            // The console's callers don't expect errors of a stream; a full stack is theirs.
            is_stack_overflow(cx, value).then_some(value)
        }
    };
    call(cx, target, "removeListener", &[error, noop])?;
    let failed = failed.map(|value| cx.throw_value(*value));
    cx.release(mark);
    failed.map_or(Ok(()), Err)
}

fn write_through(cx: &mut Cx<'_>, stream: Stream, target: Rooted, values: [Rooted; 3]) -> JsResult<()> {
    let [text, error, noop] = values;
    let count = call(cx, target, "listenerCount", &[error])?;
    if count.as_number() == Some(0.0) {
        call(cx, target, "once", &[error, noop])?;
    }
    let handler = cx.state::<ConsoleState>().outputs[stream as usize].handler;
    let handler = cx.root(handler);
    call(cx, target, "write", &[text, handler]).map(drop)
}

fn call(cx: &mut Cx<'_>, target: Rooted, method: &str, args: &[Rooted]) -> JsResult<Rooted> {
    let function = cx.get_str(target, method)?;
    if !function.is_callable() {
        return Err(cx.type_error(messages::not_a_function(&format_args!("stream.{method}"))));
    }
    cx.call(function, target, args)
}

fn is_stack_overflow(cx: &mut Cx<'_>, value: Rooted) -> bool {
    let Some(error) = Gc::<Object>::from_value(*value) else { return false };
    let key = cx.leaf().names.message;
    let message = cx.vm().peek_own(error, key).filter(|found| !found.is_accessor()).map(|found| found.value);
    message.is_some_and(|message| message.is_string() && cx.vm().text_of(message) == messages::CALL_STACK)
}

/// Prints with a method of the console, which a program may have replaced: what `table`, `count`,
/// `group` and others do.
pub(super) fn log_with(cx: &mut Cx<'_>, method: &'static str, stream: Stream, values: &[Rooted]) -> JsResult<()> {
    let state = cx.state::<ConsoleState>();
    let (console, own) = (state.console, if stream == Stream::Stdout { state.own_log } else { state.own_warn });
    let console = cx.root(console);
    let function = cx.get_str(console, method)?;
    let is_own = *function == own || method == "error" && *function == cx.state::<ConsoleState>().own_error;
    if is_own {
        return super::print_values(cx, stream, values);
    }
    if !function.is_callable() {
        return Err(cx.type_error(messages::not_a_function(&format_args!("this.{method}"))));
    }
    cx.call(function, console, values).map(drop)
}
