//! The modules of the runtime itself: those written in JavaScript, by name, and what they are given
//! of the machine. Each is compiled when somebody first asks for it.

use super::{Modules, contexts, files, functions, loader, machine};
use crate::builtins::Installer;
#[cfg(feature = "cli")]
use crate::host::node::heap_snapshot;
use crate::host::node::{async_context, buffer, console, crypto, errors, fs, os, process, types, url, util, zlib};
use crate::host::web::{encoding, events, messaging, performance};
use crate::objects::{Gc, Object, Value};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted};

/// The modules in JavaScript. Those whose name begins with `internal:` are no program's.
const SOURCES: &[(&str, &str)] = &[
    ("assert", include_str!("lib/assert.js")),
    ("assert/strict", include_str!("lib/assert_strict.js")),
    ("async_hooks", include_str!("lib/async_hooks.js")),
    ("buffer", include_str!("lib/buffer.js")),
    ("child_process", include_str!("lib/child_process.js")),
    ("constants", include_str!("lib/constants.js")),
    ("crypto", include_str!("lib/crypto.js")),
    ("diagnostics_channel", include_str!("lib/diagnostics_channel.js")),
    ("domain", include_str!("lib/domain.js")),
    ("events", include_str!("lib/events.js")),
    ("fs", include_str!("lib/fs.js")),
    ("fs/promises", include_str!("lib/fs_promises.js")),
    #[cfg(feature = "cli")]
    ("glass:memory", include_str!("lib/glass_memory.js")),
    ("inspector", include_str!("lib/inspector.js")),
    ("internal:abort", include_str!("lib/abort.js")),
    ("internal:assert_source", include_str!("lib/assert_source.js")),
    ("internal:assertion_error", include_str!("lib/assertion_error.js")),
    ("internal:blob", include_str!("lib/blob.js")),
    ("internal:cloning", include_str!("lib/cloning.js")),
    ("internal:comparisons", include_str!("lib/comparisons.js")),
    ("internal:console_class", include_str!("lib/console_class.js")),
    ("internal:dom_exception", include_str!("lib/dom_exception.js")),
    ("internal:dotenv", include_str!("lib/dotenv.js")),
    ("internal:encoding", include_str!("lib/encoding.js")),
    ("internal:esm", include_str!("lib/esm.js")),
    ("internal:fetch", include_str!("lib/fetch.js")),
    ("internal:fetch_body", include_str!("lib/fetch_body.js")),
    ("internal:fetch_headers", include_str!("lib/fetch_headers.js")),
    ("internal:fs_copy", include_str!("lib/fs_copy.js")),
    ("internal:fs_folder", include_str!("lib/fs_folder.js")),
    ("internal:fs_operations", include_str!("lib/fs_operations.js")),
    ("internal:fs_streams", include_str!("lib/fs_streams.js")),
    ("internal:fs_tools", include_str!("lib/fs_tools.js")),
    ("internal:fs_watch", include_str!("lib/fs_watch.js")),
    ("internal:histogram", include_str!("lib/histogram.js")),
    ("internal:loader", include_str!("lib/loader.js")),
    ("internal:message_port", include_str!("lib/message_port.js")),
    ("internal:mime", include_str!("lib/mime.js")),
    ("internal:parse_args", include_str!("lib/parse_args.js")),
    ("internal:process_more", include_str!("lib/process_more.js")),
    ("internal:partial", include_str!("lib/partial.js")),
    ("internal:resolution", include_str!("lib/resolution.js")),
    ("internal:stdio", include_str!("lib/stdio.js")),
    ("internal:stream_base", include_str!("lib/stream_base.js")),
    ("internal:stream_duplex", include_str!("lib/stream_duplex.js")),
    ("internal:stream_from", include_str!("lib/stream_from.js")),
    ("internal:stream_operators", include_str!("lib/stream_operators.js")),
    ("internal:stream_readable", include_str!("lib/stream_readable.js")),
    ("internal:stream_state", include_str!("lib/stream_state.js")),
    ("internal:stream_tools", include_str!("lib/stream_tools.js")),
    ("internal:stream_writable", include_str!("lib/stream_writable.js")),
    ("internal:system_errors", include_str!("lib/system_errors.js")),
    ("internal:test_mock", include_str!("lib/test_mock.js")),
    ("internal:test_report", include_str!("lib/test_report.js")),
    ("internal:url_class", include_str!("lib/url_class.js")),
    ("internal:v8_serdes", include_str!("lib/v8_serdes.js")),
    ("internal:validators", include_str!("lib/validators.js")),
    ("internal:views", include_str!("lib/views.js")),
    ("internal:web_adapters", include_str!("lib/web_adapters.js")),
    ("internal:web_bytes", include_str!("lib/web_bytes.js")),
    ("internal:web_pipes", include_str!("lib/web_pipes.js")),
    ("internal:web_readable", include_str!("lib/web_readable.js")),
    ("internal:web_streams_base", include_str!("lib/web_streams_base.js")),
    ("internal:web_transfer", include_str!("lib/web_transfer.js")),
    ("internal:web_transform", include_str!("lib/web_transform.js")),
    ("internal:web_writable", include_str!("lib/web_writable.js")),
    ("internal:webcrypto", include_str!("lib/webcrypto.js")),
    ("internal:zlib_constants", include_str!("lib/zlib_constants.js")),
    ("os", include_str!("lib/os.js")),
    ("path", include_str!("lib/path.js")),
    ("perf_hooks", include_str!("lib/perf_hooks.js")),
    ("punycode", include_str!("lib/punycode.js")),
    ("querystring", include_str!("lib/querystring.js")),
    ("readline", include_str!("lib/readline.js")),
    ("readline/promises", include_str!("lib/readline_promises.js")),
    ("repl", include_str!("lib/repl.js")),
    ("stream", include_str!("lib/stream.js")),
    ("stream/consumers", include_str!("lib/stream_consumers.js")),
    ("stream/promises", include_str!("lib/stream_promises.js")),
    ("stream/web", include_str!("lib/stream_web.js")),
    ("test", include_str!("lib/test.js")),
    ("string_decoder", include_str!("lib/string_decoder.js")),
    ("timers", include_str!("lib/timers.js")),
    ("timers/promises", include_str!("lib/timers_promises.js")),
    ("tty", include_str!("lib/tty.js")),
    ("url", include_str!("lib/url.js")),
    ("util", include_str!("lib/util.js")),
    ("util/types", include_str!("lib/util_types.js")),
    ("v8", include_str!("lib/v8.js")),
    ("vm", include_str!("lib/vm.js")),
    ("worker_threads", include_str!("lib/worker_threads.js")),
    ("zlib", include_str!("lib/zlib.js")),
];

/// Modules that are made otherwise.
const NATIVE: &[&str] = &[
    "_stream_duplex",
    "_stream_passthrough",
    "_stream_readable",
    "_stream_transform",
    "_stream_writable",
    "console",
    "module",
    "path/posix",
    "path/win32",
    "process",
    "sys",
];

/// Modules that Node has not, by names that are of no module of a program's.
const OWN: &[&str] = &["glass:memory"];

/// Modules that only a name with `node:` in front means.
const PREFIXED: &[&str] = &["test"];

/// Modules that Node has and this runtime has not.
const MISSING: &[&str] = &[
    "_http_agent",
    "_http_client",
    "_http_common",
    "_http_incoming",
    "_http_outgoing",
    "_http_server",
    "_stream_wrap",
    "_tls_common",
    "_tls_wrap",
    "cluster",
    "dgram",
    "dns",
    "dns/promises",
    "http",
    "http2",
    "https",
    "inspector/promises",
    "net",
    "tls",
    "trace_events",
    "wasi",
];

const REQUIRE: NativeRow =
    NativeRow::cx("require", 1, require, "Node modules", "The modules of the runtime, for each other.");

const ERRORS: &[NativeRow] = &[
    NativeRow::cx("coded", 2, coded, "Node errors", "Gives an error a code."),
    NativeRow::cx("invalidArgument", 3, invalid_argument, "Node errors", "ERR_INVALID_ARG_TYPE."),
    NativeRow::cx("invalidValue", 3, invalid_value, "Node errors", "ERR_INVALID_ARG_VALUE."),
    NativeRow::cx("outOfRange", 3, out_of_range, "Node errors", "ERR_OUT_OF_RANGE."),
];

const BUILTINS: &[NativeRow] =
    &[NativeRow::cx("load", 1, require, "Node modules", "A module of the runtime that a program asks for.")];

/// The names of Node's modules, in order; not all of them can be loaded.
pub fn names() -> Vec<&'static str> {
    let public = |name: &&str| !name.starts_with("internal:") && ![PREFIXED, OWN].concat().contains(name);
    let written = SOURCES.iter().map(|(name, _)| *name).filter(public);
    let mut names: Vec<_> = written.chain(NATIVE.iter().copied()).chain(MISSING.iter().copied()).collect();
    names.sort_unstable();
    names
}

/// Whether Node has a module of this name, with `node:` in front or without; its name.
#[cfg(feature = "cli")]
pub fn public_name(request: &str) -> Option<&'static str> {
    let name = request.strip_prefix("node:").unwrap_or(request);
    if let Some(known) = PREFIXED.iter().find(|known| request.strip_prefix("node:") == Some(known)) {
        return Some(known);
    }
    names().into_iter().find(|known| *known == name)
}

/// A module of the runtime, made when it is first asked for. The name is one of [`names`], or an
/// internal one.
pub fn load(cx: &mut Cx<'_>, name: &str) -> JsResult<Rooted> {
    if let Some(known) = cx.state::<Modules>().loaded.get(name) {
        let known = *known;
        return Ok(cx.root(known));
    }
    let made = make(cx, name)?;
    cx.state::<Modules>().loaded.insert(name.to_string(), *made);
    Ok(made)
}

fn make(cx: &mut Cx<'_>, name: &str) -> JsResult<Rooted> {
    match name {
        "internal:performance" => {
            let module = performance::module(cx);
            Ok(cx.root(module))
        }
        "process" => {
            let process = cx.intrinsic(Intrinsic::Process);
            Ok(cx.root(process))
        }
        "module" => {
            let loader = loader(cx)?;
            cx.get_str(loader, "Module")
        }
        "_stream_duplex" => part_of_stream(cx, "Duplex"),
        "_stream_passthrough" => part_of_stream(cx, "PassThrough"),
        "_stream_readable" => part_of_stream(cx, "Readable"),
        "_stream_transform" => part_of_stream(cx, "Transform"),
        "_stream_writable" => part_of_stream(cx, "Writable"),
        "sys" => load(cx, "util"),
        "path/posix" => load(cx, "path"),
        "path/win32" => {
            let path = load(cx, "path")?;
            cx.get_str(path, "win32")
        }
        "internal:modules" => files::binding(cx, &names(), machine::ROWS),
        "internal:contexts" => Ok(functions(cx, contexts::ROWS)),
        "internal:errors" => Ok(functions(cx, ERRORS)),
        "internal:inspect" => {
            let module = functions(cx, util::ROWS);
            for (name, value) in util::values(cx) {
                let key = cx.key(name);
                cx.create_data_property(module, key, value)?;
            }
            Ok(module)
        }
        "console" => {
            let global = cx.global();
            let global = cx.root(global.value());
            cx.get_str(global, "console")
        }
        #[cfg(feature = "cli")]
        "internal:memory" => Ok(functions(cx, super::memory::ROWS)),
        "internal:crypto" => Ok(functions(cx, crypto::ROWS)),
        "internal:console" => Ok(functions(cx, console::ROWS)),
        "internal:buffer" => {
            let module = functions(cx, buffer::ROWS);
            for (name, rows) in [("fixed", buffer::FIXED), ("sized", buffer::SIZED)] {
                let (key, methods) = (cx.key(name), functions(cx, rows));
                cx.create_data_property(module, key, methods)?;
            }
            Ok(module)
        }
        "internal:heap" => Ok(functions(cx, process::HEAP)),
        #[cfg(feature = "cli")]
        "internal:heap_snapshot" => Ok(functions(cx, heap_snapshot::ROWS)),
        "internal:fs" => Ok(functions(cx, &fs::ROWS.concat())),
        "internal:os" => Ok(functions(cx, os::ROWS)),
        "internal:url" => Ok(functions(cx, url::ROWS)),
        "internal:types" => Ok(functions(cx, types::ROWS)),
        "internal:messaging" => Ok(functions(cx, messaging::ROWS)),
        "internal:encodings" => Ok(functions(cx, encoding::ROWS)),
        "internal:zlib" => Ok(functions(cx, zlib::ROWS)),
        "internal:context" => Ok(functions(cx, async_context::ROWS)),
        "internal:targets" => Ok(functions(cx, events::MODULE)),
        "internal:builtins" => Ok(functions(cx, BUILTINS)),
        _ => written(cx, name),
    }
}

/// What was a module of its own once.
fn part_of_stream(cx: &mut Cx<'_>, name: &str) -> JsResult<Rooted> {
    let stream = load(cx, "stream")?;
    cx.get_str(stream, name)
}

/// A module in JavaScript.
fn written(cx: &mut Cx<'_>, name: &str) -> JsResult<Rooted> {
    let Some((name, source)) = SOURCES.iter().copied().find(|(known, _)| *known == name) else {
        return Err(missing(cx, name));
    };
    let full = match name.split_once(':') {
        Some((group, inner)) => format!("node:{group}/{inner}"),
        None => format!("node:{name}"),
    };
    let wrapper = files::compile_text(cx, source, &full)?;
    let module = cx.leaf().new_plain_object();
    let module = cx.root(module.value());
    let exports = cx.leaf().new_plain_object();
    let exports = cx.root(exports.value());
    let key = cx.key("exports");
    cx.set(module, key, exports)?;
    // Two of them may need each other.
    cx.state::<Modules>().loaded.insert(name.to_string(), *exports);
    let mut installer = Installer { vm: cx.vm(), hidden_from_stack: true };
    let require = installer.function(&REQUIRE).value();
    let require = cx.root(require);
    let result = cx.call(wrapper, exports, &[exports, require, module]);
    if result.is_err() {
        cx.state::<Modules>().loaded.remove(name);
    }
    result?;
    cx.get(module, key)
}

fn missing(cx: &mut Cx<'_>, name: &str) -> crate::vm::Throw {
    let message = if MISSING.contains(&name) {
        format!("The module '{name}' is not available: glass has no such built-in module yet")
    } else {
        format!("No such built-in module: {name}")
    };
    errors::throw(cx, ErrorKind::Error, "ERR_UNKNOWN_BUILTIN_MODULE", &message)
}

fn require(cx: &mut Cx<'_>) -> JsResult {
    let name = cx.to_text(cx.arg(0))?;
    load(cx, &name).map(|module| *module)
}

fn coded(cx: &mut Cx<'_>) -> JsResult {
    let (error, code) = (cx.arg(0), cx.to_text(cx.arg(1))?);
    let Some(object) = Gc::<Object>::from_value(*error) else { return Ok(*error) };
    let (class, message) = (cx.get_str(error, "name")?, cx.get_str(error, "message")?);
    let (class, message) = (cx.to_text(class)?, cx.to_text(message)?);
    cx.vm().install_stack(object, &format!("{class} [{code}]: {message}"), Value::UNDEFINED);
    let (key, code) = (cx.key("code"), cx.string(&code));
    cx.create_data_property(error, key, code)?;
    errors::show_code(cx, error)?;
    Ok(*error)
}

/// What would be thrown, as a value.
fn value_of(cx: &mut Cx<'_>, thrown: crate::vm::Throw) -> JsResult {
    cx.take_exception(thrown).map(|error| *error)
}

fn invalid_argument(cx: &mut Cx<'_>) -> JsResult {
    let (name, expected) = (cx.to_text(cx.arg(0))?, cx.to_text(cx.arg(1))?);
    let thrown = errors::invalid_argument(cx, &name, &expected, cx.arg(2))?;
    value_of(cx, thrown)
}

fn invalid_value(cx: &mut Cx<'_>) -> JsResult {
    let name = cx.to_text(cx.arg(0))?;
    let reason = if cx.arg(2).is_undefined() { "is invalid".into() } else { cx.to_text(cx.arg(2))? };
    let thrown = errors::invalid_value(cx, &name, &reason, cx.arg(1))?;
    value_of(cx, thrown)
}

fn out_of_range(cx: &mut Cx<'_>) -> JsResult {
    let (name, range) = (cx.to_text(cx.arg(0))?, cx.to_text(cx.arg(1))?);
    let thrown = errors::out_of_range(cx, &name, &range, cx.arg(2))?;
    value_of(cx, thrown)
}
