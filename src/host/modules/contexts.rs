//! What the module `vm` needs of the machine: contexts, which are realms with a sandbox in front of
//! their global object, and scripts that run in them.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::files::syntax_error;
use crate::builtins::Installer;
use crate::heap::Poll;
use crate::host::node::errors;
use crate::objects::{Function, Gc, Key, Kind, Object, Value, attributes};
use crate::source::excerpt;
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, Throw, Vm};

/// The functions.
pub const ROWS: &[NativeRow] = &[
    NativeRow::cx("makeContext", 2, make_context, "Node vm", "Makes an object the sandbox of a new realm."),
    NativeRow::cx("isContext", 1, is_context, "Node vm", "Whether an object is the sandbox of a realm."),
    NativeRow::cx("compile", 3, compile, "Node vm", "The function that a script is, for a context or for this realm."),
    NativeRow::cx("run", 4, run, "Node vm", "Runs a script in a context or in this realm."),
];

fn context_key(cx: &mut Cx<'_>) -> Key {
    cx.leaf().names.context
}

/// The global object behind a sandbox.
fn context_of(cx: &mut Cx<'_>, sandbox: Rooted) -> Option<Gc<Object>> {
    let key = context_key(cx);
    let object = Gc::<Object>::from_value(*sandbox)?;
    Gc::from_value(cx.leaf().get_hidden(object, key)?)
}

fn make_context(cx: &mut Cx<'_>) -> JsResult {
    let (sandbox, compiles_text) = (cx.arg(0), *cx.arg(1) != Value::FALSE);
    let Some(object) = Gc::<Object>::from_value(*sandbox) else { return Ok(Value::UNDEFINED) };
    let vm = cx.vm();
    let global = vm.new_realm(crate::builtins::install, Some(object));
    vm.in_realm_of(global, |vm| {
        vm.realm.compiles_text = compiles_text;
        install_console(vm);
    });
    let key = context_key(cx);
    cx.leaf().put_hidden(object, key, global.value());
    Ok(Value::UNDEFINED)
}

fn is_context(cx: &mut Cx<'_>) -> JsResult {
    let object = cx.arg(0);
    Ok(Value::boolean(context_of(cx, object).is_some()))
}

/// The console that every context of V8's has, which prints nowhere.
const CONSOLE: &[NativeRow] = &[
    silent("debug"),
    silent("error"),
    silent("info"),
    silent("log"),
    silent("warn"),
    silent("dir"),
    silent("dirxml"),
    silent("table"),
    silent("trace"),
    silent("group"),
    silent("groupCollapsed"),
    silent("groupEnd"),
    silent("clear"),
    silent("count"),
    silent("countReset"),
    silent("assert"),
    silent("profile"),
    silent("profileEnd"),
    silent("time"),
    silent("timeLog"),
    silent("timeEnd"),
    silent("timeStamp"),
    silent("context"),
];

const fn silent(name: &'static str) -> NativeRow {
    NativeRow::leaf(name, 0, |_, _, _| Ok(Value::UNDEFINED), "Node vm", "Prints nowhere, in a context.")
}

fn install_console(vm: &mut Vm) {
    let mut installer = Installer { vm, hidden_from_stack: false };
    let console = installer.object(Intrinsic::ObjectPrototype);
    for row in CONSOLE {
        let function = installer.function(row).value();
        installer.value(console, row.name, function, attributes::ALL);
    }
    installer.tag(console, "console");
    installer.global("console", console);
}

/// Runs `body` in the realm of a sandbox, with its global object; in this one without.
fn within<R>(cx: &mut Cx<'_>, sandbox: Rooted, body: impl FnOnce(&mut Cx<'_>, Rooted) -> R) -> R {
    let this = cx.global();
    let global = context_of(cx, sandbox).unwrap_or(this);
    let rooted = cx.root(global.value());
    if global == this {
        return body(cx, rooted);
    }
    let mut body = Some(body);
    let result = cx.vm().in_realm_of(global, |vm| vm.with_cx(|cx| body.take().map(|body| body(cx, rooted))));
    result.flatten().expect("the global object of a context knows its realm")
}

fn compile(cx: &mut Cx<'_>) -> JsResult {
    let (text, name) = (cx.to_text(cx.arg(0))?, cx.to_text(cx.arg(1))?);
    let sandbox = cx.arg(2);
    within(cx, sandbox, |cx, _| {
        let compile = cx.vm().hooks.compile_script;
        match compile(cx.vm(), &name, &text) {
            Ok(proto) => Ok(cx.vm().instantiate(&proto)),
            Err(failure) => Err(syntax_error(cx, &failure)),
        }
    })
}

fn run(cx: &mut Cx<'_>) -> JsResult {
    let (script, sandbox, milliseconds) = (cx.arg(0), cx.arg(1), cx.arg(2).as_number());
    let decorate = *cx.arg(3) != Value::FALSE;
    let Some(script) = Gc::<Function>::from_value(*script) else { return Ok(Value::UNDEFINED) };
    let watch = match milliseconds {
        Some(limit) => Some(Watch::start(cx, limit)?),
        None => None,
    };
    let result = within(cx, sandbox, |cx, global| {
        let is_here = script.code().realm == cx.leaf().roots.realm;
        let function = if is_here { script.value() } else { cx.vm().instantiate(script.code().proto()) };
        let function = cx.root(function);
        cx.call(function, global, &[]).map(|value| *value)
    });
    let is_struck = watch.is_some_and(Watch::end);
    if is_struck {
        let is_ended = cx.vm().is_terminating();
        cx.vm().clear_termination();
        if is_ended {
            let message = format!("Script execution timed out after {}ms", milliseconds.unwrap_or_default());
            return Err(errors::throw(cx, ErrorKind::Error, "ERR_SCRIPT_EXECUTION_TIMEOUT", &message));
        }
    }
    match result {
        Err(thrown) if decorate => Err(decorated(cx, thrown)),
        result => result,
    }
}

/// The place of an error stands in front of its stack.
fn decorated(cx: &mut Cx<'_>, thrown: Throw) -> Throw {
    let Some((file, offset)) = cx.vm_ref().throw_position() else { return thrown };
    let Ok(error) = cx.take_exception(thrown) else { return thrown };
    if let Some(object) = Gc::<Object>::from_value(*error).filter(|object| object.kind() == Kind::Error) {
        let mut leaf = cx.leaf();
        if leaf.has_pending_stack(object) {
            leaf.format_stack(object);
        }
        let key = leaf.names.stack;
        let stack = leaf.get_named(object, key).map(|found| found.value).filter(|stack| stack.is_string());
        if let Some(stack) = stack {
            let text = cx.vm().text_of(stack);
            let mut leaf = cx.leaf();
            let text = leaf.new_string(&format!("{}\n\n{text}", excerpt(&file, offset, 1))).value();
            leaf.put_named(object, key, text, attributes::HIDDEN);
        }
    }
    cx.throw_value(*error)
}

/// What ends a run when its time is over.
struct Watch {
    end: Sender<()>,
    thread: JoinHandle<bool>,
}

impl Watch {
    fn start(cx: &mut Cx<'_>, milliseconds: f64) -> JsResult<Watch> {
        let limit = Duration::from_secs_f64(milliseconds.max(0.0) / 1000.0);
        let (poll, (end, ended)) = (cx.vm_ref().interrupt_handle(), channel());
        let thread = std::thread::Builder::new().name("timeout".into()).stack_size(64 << 10);
        match thread.spawn(move || strike(&poll, &ended, limit)) {
            Ok(thread) => Ok(Watch { end, thread }),
            Err(error) => Err(cx.throw(ErrorKind::Error, format!("no thread for the timeout: {error}"))),
        }
    }

    /// Whether the time was over before the run was.
    fn end(self) -> bool {
        drop(self.end);
        self.thread.join().unwrap_or(false)
    }
}

fn strike(poll: &Poll, ended: &Receiver<()>, limit: Duration) -> bool {
    let is_over = ended.recv_timeout(limit) == Err(RecvTimeoutError::Timeout);
    if is_over {
        poll.ask();
    }
    is_over
}
