//! `console`: Node's methods with Node's text. stdout for log, info, debug, dir, table and the
//! counters; stderr for error, warn, trace and assert.

mod stream;
mod table;
mod time;
mod warnings;

use std::time::Duration;

use super::process::{self, options, write};
use super::util_inspect::{format, inspect};
use crate::builtins::Installer;
use crate::event_loop::EventLoop;
use crate::heap::Tracer;
use crate::objects::{Value, attributes};
use crate::stdio::Stream;
use crate::table::Table;
use crate::vm::{Cx, HostState, Intrinsic, JsResult, NativeRow, Rooted, Throw, Vm};

/// Columns that a group indents by.
const GROUP_INDENT: usize = 2;

const METHODS: &[NativeRow] = &[
    NativeRow::cx("log", 0, |cx| print(cx, Stream::Stdout), "Node console", "Prints values to standard output."),
    NativeRow::cx("warn", 0, |cx| print(cx, Stream::Stderr), "Node console", "Prints values to standard error."),
    NativeRow::cx("dir", 0, dir, "Node console", "Prints one value, with options of inspection."),
    NativeRow::cx("time", 0, time::time, "Node console", "Starts a stopwatch."),
    NativeRow::cx("timeEnd", 0, time::time_end, "Node console", "Prints a stopwatch's time and forgets it."),
    NativeRow::cx("timeLog", 0, time::time_log, "Node console", "Prints a stopwatch's time."),
    NativeRow::cx("trace", 0, trace, "Node console", "Prints values and the stack to standard error."),
    NativeRow::cx(
        "assert",
        0,
        assert,
        "Node console",
        "Prints a failure to standard error unless the first value is truthy.",
    ),
    NativeRow::cx("clear", 0, clear, "Node console", "Clears the terminal."),
    NativeRow::cx("count", 0, count, "Node console", "Counts and prints how often it was called with a label."),
    NativeRow::cx("countReset", 0, count_reset, "Node console", "Sets a label's count to zero."),
    NativeRow::cx("group", 0, group, "Node console", "Indents what is printed until groupEnd."),
    NativeRow::cx("groupEnd", 0, group_end, "Node console", "Ends a group."),
    NativeRow::cx("table", 1, table::table, "Node console", "Prints rows and columns as a table."),
    NativeRow::cx("debug", 0, |cx| print(cx, Stream::Stdout), "Node console", "Prints values to standard output."),
    NativeRow::cx("info", 0, |cx| print(cx, Stream::Stdout), "Node console", "Prints values to standard output."),
    NativeRow::cx("dirxml", 0, |cx| print(cx, Stream::Stdout), "Node console", "Prints values to standard output."),
    NativeRow::cx("error", 0, |cx| print(cx, Stream::Stderr), "Node console", "Prints values to standard error."),
    NativeRow::cx("groupCollapsed", 0, group, "Node console", "Indents what is printed until groupEnd."),
];

/// What the class `Console` is given.
pub(crate) const ROWS: &[NativeRow] = &[
    NativeRow::cx("tableText", 2, table::table_text, "Node console", "Rows and columns as a text."),
    NativeRow::cx("timeText", 1, time::time_text, "Node console", "Milliseconds as a stopwatch shows them."),
];

/// Installs `console`.
pub fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(ConsoleState::new());
    let prototype = installer.object(Intrinsic::ObjectPrototype);
    let console = installer.vm.space.new_object_with_proto(prototype).value();
    for row in METHODS {
        let function = installer.function(row).value();
        installer.value(console, row.name, function, attributes::ALL);
        let state = installer.vm.state::<ConsoleState>();
        match row.name {
            "log" => state.own_log = function,
            "warn" => state.own_warn = function,
            "error" => state.own_error = function,
            _ => {}
        }
    }
    installer.vm.state::<ConsoleState>().console = console;
    stream::install(installer, console);
    installer.tag(console, "console");
    installer.global("console", console);
}

/// Lets the console print the warnings of the process, once that is installed.
pub fn listen(installer: &mut Installer<'_>) {
    warnings::install(installer);
}

/// What the console remembers.
pub(super) struct ConsoleState {
    indent: usize,
    counts: Table<String, u64>,
    times: Table<String, Duration>,
    /// The console itself, and those of its methods that others of them call.
    console: Value,
    own_log: Value,
    own_warn: Value,
    own_error: Value,
    outputs: [stream::Output; 2],
    noop: Value,
}

impl HostState for ConsoleState {
    fn trace(&self, tracer: &mut Tracer) {
        for value in [self.console, self.own_log, self.own_warn, self.own_error, self.noop] {
            tracer.word(value.bits());
        }
        for value in self.outputs.iter().flat_map(stream::Output::values) {
            tracer.word(value.bits());
        }
    }
}

impl ConsoleState {
    fn new() -> ConsoleState {
        ConsoleState {
            indent: 0,
            counts: Table::default(),
            times: Table::default(),
            console: Value::UNDEFINED,
            own_log: Value::UNDEFINED,
            own_warn: Value::UNDEFINED,
            own_error: Value::UNDEFINED,
            outputs: [stream::Output::NONE; 2],
            noop: Value::UNDEFINED,
        }
    }
}

/// Writes a line, indented by the groups. The run ends when nobody reads stdout any more.
pub(super) fn write_line(cx: &mut Cx<'_>, stream: Stream, mut text: String) -> Result<(), Throw> {
    let indent = cx.state::<ConsoleState>().indent;
    if indent > 0 {
        let spaces = " ".repeat(indent);
        text = spaces.clone() + &text.replace('\n', &format!("\n{spaces}"));
    }
    text.push('\n');
    stream::write_text(cx, stream, &text)
}

fn print(cx: &mut Cx<'_>, stream: Stream) -> JsResult {
    let args = cx.args_from(0);
    print_values(cx, stream, &args)?;
    Ok(Value::UNDEFINED)
}

/// Prints values as `console.log` does.
pub(super) fn print_values(cx: &mut Cx<'_>, stream: Stream, args: &[Rooted]) -> JsResult<()> {
    let options = options(cx, stream);
    let text = format(cx, args, &options)?;
    write_line(cx, stream, text)
}

fn dir(cx: &mut Cx<'_>) -> JsResult {
    let mut options = options(cx, Stream::Stdout);
    options.custom_inspect = false;
    let given = cx.arg(1);
    if given.is_object() {
        options.read(cx, given)?;
    }
    let text = inspect(cx, cx.arg(0), &options)?;
    write_line(cx, Stream::Stdout, text)?;
    Ok(Value::UNDEFINED)
}

fn trace(cx: &mut Cx<'_>) -> JsResult {
    let options = options(cx, Stream::Stderr);
    let args = cx.args_from(0);
    let message = format(cx, &args, &options)?;
    let mut text = if message.is_empty() { "Trace".to_string() } else { format!("Trace: {message}") };
    text.push_str(&cx.vm().trace_text(Value::UNDEFINED).unwrap_or_default());
    let text = cx.string(&text);
    stream::log_with(cx, "error", Stream::Stderr, &[text])?;
    Ok(Value::UNDEFINED)
}

fn assert(cx: &mut Cx<'_>) -> JsResult {
    if Vm::truthy(*cx.arg(0)) {
        return Ok(Value::UNDEFINED);
    }
    let mut args = cx.args_from(1);
    let text = match args.first() {
        Some(&first) => format!("Assertion failed: {}", cx.to_text(first)?),
        None => "Assertion failed".into(),
    };
    let text = cx.string(&text);
    match args.first_mut() {
        Some(first) => *first = text,
        None => args.push(text),
    }
    stream::log_with(cx, "warn", Stream::Stderr, &args)?;
    Ok(Value::UNDEFINED)
}

fn clear(cx: &mut Cx<'_>) -> JsResult {
    let terminal = cx.state::<EventLoop>().output.is_terminal(Stream::Stdout);
    if terminal && std::env::var("TERM").is_ok_and(|term| term != "dumb") {
        write(cx.vm(), Stream::Stdout, b"\x1b[1;1H\x1b[0J")?;
    }
    Ok(Value::UNDEFINED)
}

/// A label: the text of the first argument, `default` when it is undefined.
fn label(cx: &mut Cx<'_>) -> JsResult<String> {
    if cx.arg(0).is_undefined() { Ok("default".into()) } else { cx.to_text(cx.arg(0)) }
}

fn count(cx: &mut Cx<'_>) -> JsResult {
    let label = label(cx)?;
    let count = cx.state::<ConsoleState>().counts.entry(label.clone()).or_insert(0);
    *count += 1;
    let text = format!("{label}: {count}");
    let text = cx.string(&text);
    stream::log_with(cx, "log", Stream::Stdout, &[text])?;
    Ok(Value::UNDEFINED)
}

fn count_reset(cx: &mut Cx<'_>) -> JsResult {
    let label = label(cx)?;
    if cx.state::<ConsoleState>().counts.remove(&label).is_none() {
        process::emit_warning(cx, "Warning", &format!("Count for '{label}' does not exist"))?;
    }
    Ok(Value::UNDEFINED)
}

fn group(cx: &mut Cx<'_>) -> JsResult {
    if cx.argc() > 0 {
        let args = cx.args_from(0);
        stream::log_with(cx, "log", Stream::Stdout, &args)?;
    }
    cx.state::<ConsoleState>().indent += GROUP_INDENT;
    Ok(Value::UNDEFINED)
}

fn group_end(cx: &mut Cx<'_>) -> JsResult {
    let state = cx.state::<ConsoleState>();
    state.indent = state.indent.saturating_sub(GROUP_INDENT);
    Ok(Value::UNDEFINED)
}

/// Prints values to standard output as `console.log` does, outside of all groups.
#[cfg(feature = "cli")]
pub fn print_line(cx: &mut Cx<'_>, values: &[Rooted]) -> JsResult<()> {
    print_values(cx, Stream::Stdout, values)
}
