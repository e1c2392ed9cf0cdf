//! Globals that modules of the runtime hold: each is made when somebody first asks for it.
//!
//! Invariant: who asks for the property itself sees the data property that it becomes. Until then
//! it is an accessor whose getter is [`crate::vm::LAZY_GLOBAL`], which the VM knows.

use super::library;
use crate::builtins::Installer;
use crate::objects::object::storage::Slots;
use crate::objects::{Gc, Object, Value, attributes};
use crate::vm::{Cx, JsResult, LAZY_GLOBAL, NativeRow, Rooted};

/// Names of globals, and the modules that export them.
const GLOBALS: &[(&str, &str)] = &[
    ("AbortController", "internal:abort"),
    ("AbortSignal", "internal:abort"),
    ("Blob", "internal:blob"),
    ("BroadcastChannel", "internal:message_port"),
    ("Buffer", "buffer"),
    ("ByteLengthQueuingStrategy", "stream/web"),
    ("CompressionStream", "stream/web"),
    ("CountQueuingStrategy", "stream/web"),
    ("Crypto", "internal:webcrypto"),
    ("DecompressionStream", "stream/web"),
    ("DOMException", "internal:dom_exception"),
    ("File", "internal:blob"),
    ("FormData", "internal:fetch"),
    ("Headers", "internal:fetch"),
    ("MessageChannel", "internal:message_port"),
    ("MessageEvent", "internal:message_port"),
    ("MessagePort", "internal:message_port"),
    ("Performance", "perf_hooks"),
    ("PerformanceEntry", "perf_hooks"),
    ("PerformanceMark", "perf_hooks"),
    ("PerformanceMeasure", "perf_hooks"),
    ("PerformanceObserver", "perf_hooks"),
    ("PerformanceObserverEntryList", "perf_hooks"),
    ("ReadableByteStreamController", "stream/web"),
    ("ReadableStream", "stream/web"),
    ("ReadableStreamBYOBReader", "stream/web"),
    ("ReadableStreamBYOBRequest", "stream/web"),
    ("ReadableStreamDefaultController", "stream/web"),
    ("ReadableStreamDefaultReader", "stream/web"),
    ("Request", "internal:fetch"),
    ("Response", "internal:fetch"),
    ("SubtleCrypto", "internal:webcrypto"),
    ("TextDecoder", "internal:encoding"),
    ("TextDecoderStream", "stream/web"),
    ("TextEncoder", "internal:encoding"),
    ("TextEncoderStream", "stream/web"),
    ("TransformStream", "stream/web"),
    ("TransformStreamDefaultController", "stream/web"),
    ("URL", "internal:url_class"),
    ("URLSearchParams", "internal:url_class"),
    ("WritableStream", "stream/web"),
    ("WritableStreamDefaultController", "stream/web"),
    ("WritableStreamDefaultWriter", "stream/web"),
];

/// Those that enumerations show, in Node's order.
const SHOWN: &[(&str, &str)] =
    &[("crypto", "internal:webcrypto"), ("fetch", "internal:fetch"), ("performance", "perf_hooks")];

/// What `process` has besides.
const PROCESS: &[&str] = &[
    "allowedNodeEnvironmentFlags",
    "availableMemory",
    "chdir",
    "config",
    "constrainedMemory",
    "cpuUsage",
    "features",
    "getActiveResourcesInfo",
    "getBuiltinModule",
    "getegid",
    "geteuid",
    "getgid",
    "getgroups",
    "getuid",
    "kill",
    "loadEnvFile",
    "mainModule",
    "openStdin",
    "resourceUsage",
    "setSourceMapsEnabled",
    "umask",
];

/// Both getter and setter.
const ACCESSOR: NativeRow = NativeRow::cx("", 0, access, "Node globals", "Makes a property, or replaces it.");
const LOAD: NativeRow = NativeRow::cx("", 1, load, "Node modules", "A module of the runtime.");

/// Installs them.
pub fn install(installer: &mut Installer<'_>) {
    installer.internal(LAZY_GLOBAL, ACCESSOR);
    let global = installer.vm.realm.global.value();
    for (name, module) in GLOBALS {
        put(installer, global, name, module, attributes::HIDDEN);
    }
    for (name, module) in SHOWN {
        put(installer, global, name, module, attributes::ALL);
    }
    let console = installer.vm.with_cx(|cx| {
        let global = cx.root(global);
        cx.get_str(global, "console").map(|console| *console)
    });
    let process = installer.vm.realm.get(crate::vm::Intrinsic::Process);
    put(installer, process, "stdin", "internal:stdio", attributes::ALL);
    for name in PROCESS {
        put(installer, process, name, "internal:process_more", attributes::ALL);
    }
    installer.internal("%load", LOAD);
    if let Ok(console) = console {
        put(installer, console, "Console", "internal:console_class", attributes::ALL);
    }
}

/// A property of an object that a module exports under the same name.
pub fn put(installer: &mut Installer<'_>, object: Value, name: &str, module: &str, attributes: u8) {
    let id = installer.vm.native_id(LAZY_GLOBAL);
    let space = &mut installer.vm.space;
    let (key, module) = (space.intern(name).value(), space.intern(module).value());
    let data = space.new_tuple(&[object, key, module, Value::int(attributes.into())]).value();
    let accessor = space.new_native(id, data).value();
    let pair = space.new_accessor(accessor, accessor).value();
    installer.value(object, name, pair, attributes & !attributes::WRITABLE | attributes::ACCESSOR);
}

/// The property becomes the one that Node has.
fn become_data(cx: &mut Cx<'_>, value: Rooted) -> JsResult<()> {
    let Some(data) = Gc::<Slots>::from_value(cx.data()) else { return Ok(()) };
    let (object, name, attributes) = (data.get(0), data.get(1), data.get(3).as_int().unwrap_or(0) as u8);
    let name = cx.root(name);
    let key = cx.to_property_key(name)?;
    let Some(object) = Gc::<Object>::from_value(object) else { return Ok(()) };
    cx.vm().settle_lazy(object, key, data.value(), *value, attributes);
    Ok(())
}

fn access(cx: &mut Cx<'_>) -> JsResult {
    if cx.argc() > 0 {
        become_data(cx, cx.arg(0))?;
        return Ok(Value::UNDEFINED);
    }
    let Some(data) = Gc::<Slots>::from_value(cx.data()) else { return Ok(Value::UNDEFINED) };
    let (name, module) = (cx.vm().text_of(data.get(1)), cx.vm().text_of(data.get(2)));
    super::begin_if_needed(cx.vm());
    let module = library::load(cx, &module)?;
    let value = cx.get_str(module, &name)?;
    become_data(cx, value)?;
    Ok(*value)
}

fn load(cx: &mut Cx<'_>) -> JsResult {
    let name = cx.to_text(cx.arg(0))?;
    super::begin_if_needed(cx.vm());
    library::load(cx, &name).map(|module| *module)
}
