//! `process.stdout` and `process.stderr`: as much of Node's streams as writing text needs, and the
//! way of all text to the standard streams.

use super::{ProcessState, exit};
use crate::builtins::Installer;
use crate::event_loop::{EventLoop, argument_record};
use crate::heap::Tracer;
use crate::host::node::errors;
use crate::host::node::util_inspect::{Options, defaults};
use crate::objects::{Gc, Object, Value, attributes};
use crate::stdio::{Stdio, Stream};
use crate::vm::{Args, Cx, ErrorKind, Intrinsic, JsResult, Leaf, NativeRow, Rooted, Throw, Vm};

/// The attributes of `process.stdout` and `process.stderr`.
const LISTED_ACCESSOR: u8 = attributes::CONFIGURABLE | attributes::ENUMERABLE | attributes::ACCESSOR;

/// One of the two standard streams and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Standard {
    /// The runtime's own object.
    own: Value,
    /// Its `write`.
    own_write: Value,
    /// Whether text may have colours, once that was asked.
    colours: Option<bool>,
}

impl Standard {
    pub const NONE: Standard = Standard { own: Value::UNDEFINED, own_write: Value::UNDEFINED, colours: None };

    pub fn trace(&self, tracer: &mut Tracer) {
        tracer.word(self.own.bits());
        tracer.word(self.own_write.bits());
    }
}

/// The runtime's own object for a stream.
pub fn stream(leaf: &mut Leaf<'_>, stream: Stream) -> Value {
    leaf.state::<ProcessState>().streams[stream as usize].own
}

/// Whether `target` is the runtime's own stream with its own `write`. Runs no script code.
pub fn is_own_stream(cx: &mut Cx<'_>, stream: Stream, target: Value) -> bool {
    let Standard { own, own_write, .. } = cx.state::<ProcessState>().streams[stream as usize];
    if target != own {
        return false;
    }
    let key = cx.key("write");
    let Some(target) = Gc::<Object>::from_value(target) else { return false };
    cx.vm().peek_value(target, key) == Some(own_write)
}

/// Whether text to a stream may have colours, by what Node looks at.
fn has_colours(output: &Stdio, stream: Stream) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if let Ok(force) = std::env::var("FORCE_COLOR") {
        return matches!(force.as_str(), "" | "1" | "2" | "3" | "true");
    }
    output.is_terminal(stream)
        && !set("NO_COLOR")
        && !set("NODE_DISABLE_COLORS")
        && std::env::var("TERM").is_ok_and(|term| term != "dumb")
}

/// The options for text to `stream`.
pub fn options(cx: &mut Cx<'_>, stream: Stream) -> Options {
    let colors = match cx.state::<ProcessState>().streams[stream as usize].colours {
        Some(known) => known,
        None => {
            let asked = has_colours(&cx.state::<EventLoop>().output, stream);
            *cx.state::<ProcessState>().streams[stream as usize].colours.insert(asked)
        }
    };
    let changed = defaults(cx).and_then(|options| {
        let mut options = Options { colors, ..options };
        options.read_palette(cx).map(|()| options)
    });
    // A getter that a program put among the options threw: the plain ones will do.
    changed.unwrap_or_else(|thrown| {
        let _ = cx.take_exception(thrown);
        Options { colors, ..Options::default() }
    })
}

/// Writes bytes to a stream.
///
/// # Errors
/// Nobody reads standard output any more: the run ends.
pub fn write(vm: &mut Vm, stream: Stream, bytes: &[u8]) -> Result<(), Throw> {
    let output = &mut vm.state::<EventLoop>().output;
    output.write(stream, bytes);
    if stream == Stream::Stdout && output.is_closed() {
        return Err(exit::end_quietly(vm));
    }
    Ok(())
}

/// What needs a whole stream: the object becomes one.
const QUIET: &[NativeRow] = &[
    NativeRow::cx("on", 2, |cx| as_stream(cx, "on"), "Node stream", "Adds a listener."),
    NativeRow::cx("addListener", 2, |cx| as_stream(cx, "addListener"), "Node stream", "Adds a listener."),
    NativeRow::cx("prependListener", 2, |cx| as_stream(cx, "prependListener"), "Node stream", "Adds a listener."),
    NativeRow::cx("once", 2, |cx| as_stream(cx, "once"), "Node stream", "Adds a listener that is called once."),
    NativeRow::leaf("off", 2, this, "Node stream", "There are no listeners yet."),
    NativeRow::leaf("removeListener", 2, this, "Node stream", "There are no listeners yet."),
    NativeRow::leaf("removeAllListeners", 1, this, "Node stream", "There are no listeners yet."),
    NativeRow::leaf("listenerCount", 1, |_, _, _| Ok(Value::ZERO), "Node stream", "There are no listeners yet."),
    NativeRow::leaf("emit", 1, |_, _, _| Ok(Value::FALSE), "Node stream", "There are no listeners yet."),
    NativeRow::leaf("cork", 0, nothing, "Node stream", "Accepted; text goes out together anyway."),
    NativeRow::leaf("uncork", 0, nothing, "Node stream", "Accepted; text goes out together anyway."),
    NativeRow::cx("destroy", 1, |cx| as_stream(cx, "destroy"), "Node stream", "Ends the stream."),
    NativeRow::leaf(
        "hasColors",
        0,
        |leaf, _, _| Ok(Value::boolean(leaf.state::<EventLoop>().output.is_terminal(Stream::Stdout))),
        "Node stream",
        "Whether colours may be used.",
    ),
];

/// Makes a whole stream of the receiver, then calls its method.
fn as_stream(cx: &mut Cx<'_>, method: &str) -> JsResult {
    let load = cx.native_function("%load", Rooted::UNDEFINED);
    let name = cx.string("internal:stdio");
    let module = cx.call(load, Rooted::UNDEFINED, &[name])?;
    let (adopt, this) = (cx.key("adopt"), cx.this());
    cx.invoke(module, adopt, &[this])?;
    let (key, arguments) = (cx.key(method), cx.args_from(0));
    cx.invoke(this, key, &arguments).map(|result| *result)
}

const GET_STDOUT: NativeRow =
    NativeRow::leaf("getStdout", 0, |leaf, _, _| Ok(stream(leaf, Stream::Stdout)), "Node stream", "Standard output.");
const GET_STDERR: NativeRow =
    NativeRow::leaf("getStderr", 0, |leaf, _, _| Ok(stream(leaf, Stream::Stderr)), "Node stream", "Standard error.");

pub(super) fn install(installer: &mut Installer<'_>, process: Value) {
    let stdout = NativeRow::cx(
        "write",
        1,
        |cx| write_chunk(cx, Stream::Stdout),
        "Node stream",
        "Writes text to standard output.",
    );
    let stderr = NativeRow::cx(
        "write",
        1,
        |cx| write_chunk(cx, Stream::Stderr),
        "Node stream",
        "Writes text to standard error.",
    );
    let stdout_end = NativeRow::cx("end", 1, |cx| end(cx, Stream::Stdout), "Node stream", "Writes the last text.");
    let stderr_end = NativeRow::cx("end", 1, |cx| end(cx, Stream::Stderr), "Node stream", "Writes the last text.");
    let output = &installer.vm.state::<EventLoop>().output;
    let (stdout_terminal, stderr_terminal) = (output.is_terminal(Stream::Stdout), output.is_terminal(Stream::Stderr));
    let streams = [
        (Stream::Stdout, &GET_STDOUT, stdout, stdout_end, stdout_terminal),
        (Stream::Stderr, &GET_STDERR, stderr, stderr_end, stderr_terminal),
    ];
    let class = if stdout_terminal { "WriteStream" } else { "Socket" };
    for (which, getter, write, end, terminal) in streams {
        let number = if which == Stream::Stdout { 1 } else { 2 };
        let prototype = installer.object(Intrinsic::ObjectPrototype);
        let constructor = installer
            .function(&NativeRow::cx(class, 0, super::illegal, "Node stream", "The class of output streams."))
            .value();
        installer.value(prototype, "constructor", constructor, attributes::HIDDEN);
        let object = installer.vm.space.new_object_with_proto(prototype).value();
        let write = installer.method(prototype, &write);
        installer.methods(prototype, &[end]);
        installer.methods(prototype, QUIET);
        for (name, value) in
            [("writableLength", Value::ZERO), ("writableEnded", Value::FALSE), ("destroyed", Value::FALSE)]
        {
            installer.value(prototype, name, value, attributes::HIDDEN);
        }
        installer.value(object, "fd", Value::int(number), attributes::ALL);
        installer.value(object, "writable", Value::TRUE, attributes::ALL);
        if terminal {
            installer.value(object, "isTTY", Value::TRUE, attributes::ALL);
            let (columns, rows) = terminal_size(number).unwrap_or((80, 24));
            installer.value(object, "columns", Value::int(columns), attributes::ALL);
            installer.value(object, "rows", Value::int(rows), attributes::ALL);
        }
        let state = installer.vm.state::<ProcessState>();
        state.streams[which as usize] = Standard { own: object, own_write: write, colours: None };
        let getter = installer.function(getter).value();
        let pair = installer.vm.space.new_accessor(getter, Value::UNDEFINED).value();
        let name = if which == Stream::Stdout { "stdout" } else { "stderr" };
        installer.value(process, name, pair, LISTED_ACCESSOR);
    }
}

/// Columns and rows, as the terminal tells or by the environment.
fn terminal_size(number: i32) -> Option<(i32, i32)> {
    let told = if number == 1 {
        rustix::termios::tcgetwinsize(std::io::stdout())
    } else {
        rustix::termios::tcgetwinsize(std::io::stderr())
    };
    if let Ok(size) = told
        && size.ws_col > 0
    {
        return Some((size.ws_col.into(), size.ws_row.into()));
    }
    let variable = |name: &str| std::env::var(name).ok()?.parse().ok();
    Some((variable("COLUMNS")?, variable("LINES")?))
}

fn this(_: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(this)
}

fn nothing(_: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    Ok(Value::UNDEFINED)
}

fn write_chunk(cx: &mut Cx<'_>, stream: Stream) -> JsResult {
    let chunk = cx.arg(0);
    if chunk.is_null() {
        let message = "May not write null values to stream";
        return Err(errors::throw(cx, ErrorKind::Type, "ERR_STREAM_NULL_VALUES", message));
    }
    if !chunk.is_string() {
        let expected = "of type string or an instance of Buffer, TypedArray, or DataView";
        return Err(errors::invalid_argument(cx, "chunk", expected, chunk)?);
    }
    let text = cx.vm().text_of(*chunk);
    write(cx.vm(), stream, text.as_bytes())?;
    let last = cx.arg(cx.argc().saturating_sub(1));
    if last.is_callable() {
        let mut leaf = cx.leaf();
        let arguments = argument_record(&mut leaf, &[Value::NULL]);
        leaf.state::<EventLoop>().add_tick(*last, arguments);
    }
    Ok(Value::TRUE)
}

fn end(cx: &mut Cx<'_>, stream: Stream) -> JsResult {
    if cx.arg(0).is_string() {
        write_chunk(cx, stream)?;
    }
    Ok(*cx.this())
}
