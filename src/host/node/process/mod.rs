//! `process`: the program's arguments, environment, memory and end, its events, its output streams.
//!
//! Invariants: the run ends by a termination of the VM after `ProcessState::exited` holds the exit
//! code; exit handlers run exactly once, whatever ends the run.

mod environment;
mod events;
mod exit;
mod memory;
mod rejections;
mod streams;
pub mod uncaught;
mod warnings;

use std::time::Duration;

use super::errors;
use crate::builtins::Installer;
use crate::event_loop::{EventLoop, argument_record};
use crate::heap::Tracer;
use crate::numeric::bigint::Integer;
use crate::objects::{Gc, JsArray, Value, attributes};
use crate::vm::{Args, Cx, ErrorKind, HostState, Intrinsic, JsResult, Leaf, NativeRow, Vm, messages};

pub use environment::set as set_environment;
#[cfg(feature = "cli")]
pub use exit::{await_main, finish};
pub use exit::{exit_code, offer, on_uncaught};
pub use memory::{ROWS as HEAP, install as install_memory};
pub use rejections::{UnhandledRejections, reject_unhandled, set_mode as set_unhandled_rejections};
pub(super) use streams::is_own_stream;
pub use streams::{options, write};
pub use warnings::emit_warning;
pub(super) use warnings::{flag, listen, text_property};

/// The version of Node whose habits are followed.
pub const NODE_VERSION: &str = "20.20.2";

/// What the process remembers.
pub struct ProcessState {
    streams: [streams::Standard; 2],
    listeners: events::Listeners,
    object: Value,
    /// What `process.env` stands for.
    env: Value,
    /// What `process.exitCode` was set to.
    exit_code: Value,
    /// The exit handlers have been called.
    exiting: bool,
    /// The code with which the run ended.
    exited: Option<i32>,
    /// What hears of exceptions that nothing caught instead of the listeners, or null.
    capture: Value,
    /// The promise of a main module that may await, and the module's name.
    #[cfg(feature = "cli")]
    main: Option<(Value, String)>,
    /// What becomes of rejections that nobody handles.
    unhandled_rejections: UnhandledRejections,
    /// Number of the last promise that was rejected without a handler.
    last_rejection: u32,
}

impl HostState for ProcessState {
    fn trace(&self, tracer: &mut Tracer) {
        self.listeners.trace(tracer);
        self.streams.iter().for_each(|stream| stream.trace(tracer));
        tracer.word(self.object.bits());
        tracer.word(self.env.bits());
        tracer.word(self.exit_code.bits());
        tracer.word(self.capture.bits());
        #[cfg(feature = "cli")]
        if let Some((promise, _)) = &self.main {
            tracer.word(promise.bits());
        }
    }
}

const METHODS: &[NativeRow] = &[
    NativeRow::cx("exit", 1, exit::exit, "Node process", "Calls the exit handlers and ends the program."),
    NativeRow::cx("reallyExit", 1, exit::really_exit, "Node process", "Ends the program at once."),
    NativeRow::cx("abort", 0, exit::abort, "Node process", "Ends the program with code 134."),
    NativeRow::leaf("uptime", 0, uptime, "Node process", "Seconds since the program's start."),
    NativeRow::leaf("cwd", 0, cwd, "Node process", "The working directory."),
    NativeRow::cx("nextTick", 1, next_tick, "Node process", "Calls a function before all promise jobs."),
    warnings::EMIT_WARNING,
    NativeRow::cx(
        "setUncaughtExceptionCaptureCallback",
        1,
        exit::set_capture,
        "Node process",
        "Sets what hears of exceptions that nothing caught instead of the listeners.",
    ),
    NativeRow::leaf(
        "hasUncaughtExceptionCaptureCallback",
        0,
        |leaf, _, _| Ok(Value::boolean(leaf.state::<ProcessState>().capture.is_callable())),
        "Node process",
        "Whether setUncaughtExceptionCaptureCallback has set something.",
    ),
];

/// Installs `process`.
pub fn install(installer: &mut Installer<'_>) {
    let events = installer.object(Intrinsic::ObjectPrototype);
    events::install(installer, events);
    let prototype = installer.vm.space.new_object_with_proto(events).value();
    let class =
        installer.function(&NativeRow::cx("process", 0, illegal, "Node process", "The class of process.")).value();
    installer.value(prototype, "constructor", class, attributes::HIDDEN);
    let process = installer.vm.space.new_object_with_proto(prototype).value();
    installer.tag(process, "process");
    installer.vm.add_state(ProcessState {
        streams: [streams::Standard::NONE; 2],
        listeners: events::Listeners::default(),
        object: process,
        env: Value::UNDEFINED,
        exit_code: Value::UNDEFINED,
        exiting: false,
        exited: None,
        capture: Value::NULL,
        #[cfg(feature = "cli")]
        main: None,
        unhandled_rejections: UnhandledRejections::Throw,
        last_rejection: 0,
    });
    warnings::install(installer);
    install_facts(installer, process);
    super::class::accessor(installer, process, &exit::GET_EXIT_CODE, Some(&exit::SET_EXIT_CODE));
    for row in METHODS {
        let function = installer.function(row).value();
        installer.value(process, row.name, function, attributes::ALL);
    }
    install_hrtime(installer, process);
    memory::install_usage(installer, process);
    streams::install(installer, process);
    installer.vm.realm.set(Intrinsic::Process, process);
    installer.global("process", process);
    let global = installer.vm.realm.global.value();
    installer.global_enumerable("global", global);
}

fn illegal(cx: &mut Cx<'_>) -> JsResult {
    Err(cx.type_error(messages::ILLEGAL_CONSTRUCTOR))
}

fn install_facts(installer: &mut Installer<'_>, process: Value) {
    let platform = match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    };
    let arch = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        "x86" => "ia32",
        other => other,
    };
    let text = |installer: &mut Installer<'_>, object: Value, name: &str, text: &str| {
        let value = installer.vm.space.new_string(text).value();
        installer.value(object, name, value, attributes::ALL);
    };
    text(installer, process, "title", "glass");
    text(installer, process, "version", &format!("v{NODE_VERSION}"));
    let versions = installer.object(Intrinsic::ObjectPrototype);
    text(installer, versions, "node", NODE_VERSION);
    text(installer, versions, "glassheap", env!("CARGO_PKG_VERSION"));
    installer.value(process, "versions", versions, attributes::ALL);
    text(installer, process, "arch", arch);
    text(installer, process, "platform", platform);
    let release = installer.object(Intrinsic::ObjectPrototype);
    text(installer, release, "name", "node");
    installer.value(process, "release", release, attributes::ALL);
    environment::install(installer, process);
    installer.value(process, "pid", Value::number(pid(installer.vm).into()), attributes::ALL);
    let parent = if installer.vm.hooks.deterministic { 0 } else { std::os::unix::process::parent_id() };
    installer.value(process, "ppid", Value::number(parent.into()), attributes::ALL);
    text(installer, process, "execPath", &std::env::current_exe().unwrap_or_default().to_string_lossy());
    let argv0 = std::env::args_os().next().unwrap_or_default();
    text(installer, process, "argv0", &argv0.to_string_lossy());
    installer.value(process, "debugPort", Value::int(9229), attributes::ALL);
    let flags = ["argv", "execArgv"];
    for name in flags {
        let array = installer.vm.space.new_array(0).value();
        installer.value(process, name, array, attributes::ALL);
    }
}

/// Fills `process.argv` and `process.execArgv`.
pub fn set_arguments(vm: &mut Vm, argv: &[String], exec_argv: &[String]) {
    let process = vm.state::<ProcessState>().object;
    for (name, texts) in [("argv", argv), ("execArgv", exec_argv)] {
        let array: Gc<JsArray> = vm.space.new_array(texts.len());
        for text in texts {
            let text = vm.space.new_string(text).value();
            vm.space.array_push(array, text);
        }
        let key = vm.space.key(name);
        if let Some(process) = Gc::from_value(process) {
            vm.space.put_named(process, key, array.value(), attributes::ALL);
        }
    }
}

fn elapsed(leaf: &mut Leaf<'_>) -> Duration {
    leaf.state::<EventLoop>().clock.elapsed()
}

fn uptime(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    Ok(Value::number(elapsed(leaf).as_secs_f64()))
}

fn cwd(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    match std::env::current_dir() {
        Ok(path) => Ok(leaf.new_string(&path.to_string_lossy()).value()),
        Err(error) => Err(leaf.throw(ErrorKind::Error, format!("ENOENT: process.cwd failed with error {error}"))),
    }
}

fn install_hrtime(installer: &mut Installer<'_>, process: Value) {
    let row = NativeRow::cx(
        "hrtime",
        1,
        hrtime,
        "Node process",
        "Seconds and nanoseconds of a clock that only runs forward.",
    );
    let hrtime = installer.function(&row).value();
    installer.value(process, "hrtime", hrtime, attributes::ALL);
    let row = NativeRow::leaf("bigint", 0, hrtime_bigint, "Node process", "Nanoseconds of that clock.");
    let bigint = installer.function(&row).value();
    installer.value(hrtime, "bigint", bigint, attributes::ALL);
}

fn hrtime(cx: &mut Cx<'_>) -> JsResult {
    let since = cx.arg(0);
    let now = elapsed(&mut cx.leaf());
    let (mut seconds, mut nanos) = (now.as_secs() as f64, f64::from(now.subsec_nanos()));
    if !since.is_undefined() {
        let Some(array) = Gc::<JsArray>::from_value(*since) else {
            return Err(errors::invalid_argument(cx, "time", "an instance of Array", since)?);
        };
        if array.length() != 2 {
            return Err(errors::out_of_range(cx, "time", "2", f64::from(array.length()).into())?);
        }
        let (s, n) = (cx.get_index(since, 0)?, cx.get_index(since, 1)?);
        seconds -= cx.to_number(s)?;
        nanos -= cx.to_number(n)?;
        if nanos < 0.0 {
            seconds -= 1.0;
            nanos += 1e9;
        }
    }
    Ok(cx.leaf().new_array_from(&[Value::number(seconds), Value::number(nanos)]).value())
}

fn hrtime_bigint(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    let nanos = elapsed(leaf).as_nanos();
    Ok(leaf.new_bigint(&Integer::from(nanos as i128)).value())
}

fn next_tick(cx: &mut Cx<'_>) -> JsResult {
    let callback = errors::callable(cx, "callback", cx.arg(0))?;
    let arguments: Vec<Value> = cx.args_from(1).iter().map(|value| **value).collect();
    let mut leaf = cx.leaf();
    let arguments = argument_record(&mut leaf, &arguments);
    let context = leaf.vm_ref().async_context;
    leaf.state::<EventLoop>().add_tick_in(*callback, arguments, context);
    // Without arguments nothing is allocated in the heap.
    leaf.heap.sync_outside();
    Ok(Value::UNDEFINED)
}

/// The process's number; 1 in a deterministic run.
pub fn pid(vm: &Vm) -> u32 {
    if vm.hooks.deterministic { 1 } else { std::process::id() }
}
