//! `performance` and the classes of `perf_hooks` (W3C High Resolution Time, Performance Timeline,
//! User Timing; Node's perf_hooks,
//! <https://nodejs.org/docs/latest-v20.x/api/perf_hooks.html>).
//!
//! | file | what is there |
//! |---|---|
//! | `mod.rs` | `performance` itself, the module object |
//! | `entry.rs` | `PerformanceEntry` and the classes under it |
//! | `user_timing.rs` | marks and measures |
//! | `timeline.rs` | the entries that are kept, and who observes |
//! | `observer.rs` | `PerformanceObserver` and its lists |
//! | `collections.rs` | entries of type `gc` |
//! | `node_timing.rs` | `nodeTiming`, `eventLoopUtilization` |
//! | `class.rs` | what the classes have in common |
//!
//! All times are read off the event loop's clock, so that they follow a virtual one.

mod class;
mod collections;
mod entry;
mod node_timing;
mod observer;
mod timeline;
mod user_timing;

pub use collections::tell;

use self::class::{extend, illegal, inspected, wrong_this};
use self::entry::EntryType;
use self::timeline::Timeline;
use crate::builtins::Installer;
use crate::event_loop::EventLoop;
use crate::host::node::class::{accessor, install_inspection, methods, missing};
use crate::objects::{Brand, Host, Value, attributes};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Rooted, Throw, Vm};

const PERFORMANCE: NativeRow =
    NativeRow::cx("Performance", 0, illegal, "W3C High Resolution Time", "The class of performance.");

const METHODS: &[NativeRow] = &[
    NativeRow::cx("clearMarks", 0, clear_marks, "W3C User Timing", "Drops the marks of a name, or all."),
    NativeRow::cx("clearMeasures", 0, clear_measures, "W3C User Timing", "Drops the measures of a name, or all."),
    NativeRow::cx("getEntries", 0, get_entries, "W3C Performance Timeline", "The marks and measures, by their starts."),
    NativeRow::cx(
        "getEntriesByName",
        1,
        get_entries_by_name,
        "W3C Performance Timeline",
        "Those of a name, and of a type if one is given.",
    ),
    NativeRow::cx("getEntriesByType", 1, get_entries_by_type, "W3C Performance Timeline", "Those of a type."),
    NativeRow::cx("mark", 1, mark, "W3C User Timing", "Names a moment."),
    NativeRow::cx("measure", 1, measure, "W3C User Timing", "Names the span between two moments."),
    NativeRow::leaf("now", 0, now, "W3C High Resolution Time", "Milliseconds since the program's start."),
];

const TIME_ORIGIN: NativeRow = NativeRow::leaf(
    "timeOrigin",
    0,
    time_origin,
    "W3C High Resolution Time",
    "The program's start in milliseconds since 1970.",
);
const TO_JSON: NativeRow =
    NativeRow::cx("toJSON", 0, to_json, "W3C High Resolution Time", "Its values as a plain object.");
const UTILIZATION: NativeRow = NativeRow::cx(
    "eventLoopUtilization",
    2,
    node_timing::utilization,
    "Node perf_hooks",
    "The share of its time that the event loop did not wait.",
);

/// Begins to measure. The objects are made when somebody first asks for one: see [`module`].
pub fn install(installer: &mut Installer<'_>) {
    installer.vm.add_state(Timeline::new());
}

/// Makes `performance` and the classes.
fn make(vm: &mut Vm) -> class::Classes {
    let installer = &mut Installer { vm, hidden_from_stack: true };
    let mut exports = Vec::new();
    entry::install(installer, &mut exports);
    observer::install(installer, &mut exports);
    let (class, prototype) =
        class::class(installer, &PERFORMANCE, Intrinsic::EventTargetPrototype, Intrinsic::PerformancePrototype);
    let base = installer.vm.realm.get(Intrinsic::EventTarget);
    extend(installer, class, base);
    methods(installer, prototype, METHODS);
    accessor(installer, prototype, &TIME_ORIGIN, None);
    methods(installer, prototype, &[TO_JSON]);
    installer.methods(prototype, &[UTILIZATION]);
    let timing = node_timing::make(installer);
    installer.value(prototype, "nodeTiming", timing, attributes::HIDDEN);
    install_inspection(installer, prototype, inspect_performance);
    installer.tag(prototype, PERFORMANCE.name);
    let vm = &mut *installer.vm;
    let shape = vm.realm.shape(&mut vm.space, Intrinsic::PerformancePrototype);
    let slots = [Value::UNDEFINED, Value::FALSE];
    let performance = vm.space.new_host(Brand::Performance, shape, &slots).object().value();
    exports.extend([(PERFORMANCE.name, class), ("performance", performance)]);
    exports
}

/// What `require('perf_hooks')` gives: the classes, `performance` and the constants of collections.
pub fn module(cx: &mut Cx<'_>) -> Value {
    let made = cx.state::<Timeline>().module;
    if made.is_object() {
        return made;
    }
    let mut exports = make(cx.vm());
    let mut leaf = cx.leaf();
    let (module, constants) = (leaf.new_plain_object(), leaf.new_plain_object());
    for (name, number) in collections::CONSTANTS {
        let key = leaf.key(name);
        leaf.put_named(constants, key, Value::int(number), attributes::ENUMERABLE);
    }
    exports.push(("constants", constants.value()));
    for (name, value) in exports {
        let key = leaf.key(name);
        leaf.put_named(module, key, value, attributes::ALL);
    }
    leaf.state::<Timeline>().module = module.value();
    module.value()
}

fn is_performance(value: Value) -> bool {
    Host::of(value, Brand::Performance).is_some()
}

fn check_this(cx: &mut Cx<'_>) -> JsResult<()> {
    if is_performance(*cx.this()) { Ok(()) } else { Err(wrong_this(cx, PERFORMANCE.name)?) }
}

/// As `check_this`, in a leaf native.
fn check(leaf: &mut Leaf<'_>, this: Value) -> Result<(), Throw> {
    if is_performance(this) {
        return Ok(());
    }
    Err(leaf.type_error("Value of \"this\" must be of type Performance"))
}

fn now(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    check(leaf, this)?;
    let elapsed = leaf.state::<EventLoop>().clock.elapsed();
    Ok(Value::number(elapsed.as_nanos() as f64 / 1e6))
}

fn time_origin(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    check(leaf, this)?;
    let origin = leaf.state::<EventLoop>().clock.origin();
    Ok(Value::number(origin.as_nanos() as f64 / 1e6))
}

fn mark(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    if cx.argc() == 0 {
        return Err(missing(cx, "\"name\""));
    }
    user_timing::mark(cx, cx.arg(0), cx.arg(1))
}

fn measure(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    if cx.argc() == 0 {
        return Err(missing(cx, "\"name\""));
    }
    user_timing::measure(cx, cx.arg(0), cx.arg(1), cx.arg(2))
}

fn clear_marks(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    user_timing::clear_marks(cx, cx.arg(0))
}

fn clear_measures(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    user_timing::clear_measures(cx, cx.arg(0))
}

fn get_entries(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    entries(cx, None, Rooted::UNDEFINED)
}

fn get_entries_by_name(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    if cx.argc() == 0 {
        return Err(missing(cx, "\"name\""));
    }
    let name = cx.to_string(cx.arg(0))?;
    let of = if cx.arg(1).is_undefined() { Rooted::UNDEFINED } else { cx.to_string(cx.arg(1))? };
    entries(cx, Some(*name), of)
}

fn get_entries_by_type(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    if cx.argc() == 0 {
        return Err(missing(cx, "\"type\""));
    }
    let of = cx.to_string(cx.arg(0))?;
    entries(cx, None, of)
}

/// The kept entries of a name and of a type, which is a string or undefined.
fn entries(cx: &mut Cx<'_>, name: Option<Value>, of: Rooted) -> JsResult {
    let found = if of.is_undefined() {
        timeline::entries(&mut cx.leaf(), name, None)
    } else {
        match EntryType::named(&cx.vm().text_of(*of)) {
            Some(of) => timeline::entries(&mut cx.leaf(), name, Some(of)),
            None => Vec::new(),
        }
    };
    Ok(cx.leaf().new_array_from(&found).value())
}

/// Values of `performance` by name, as a plain object.
fn shown(cx: &mut Cx<'_>, names: &[&str]) -> JsResult<Rooted> {
    let this = cx.this();
    let shown = cx.leaf().new_plain_object().value();
    let shown = cx.root(shown);
    for name in names {
        let key = cx.key(name);
        let value = cx.get(this, key)?;
        cx.create_data_property(shown, key, value)?;
    }
    Ok(shown)
}

fn to_json(cx: &mut Cx<'_>) -> JsResult {
    check_this(cx)?;
    let object = shown(cx, &["nodeTiming", "timeOrigin"])?;
    let (key, this) = (cx.key("eventLoopUtilization"), cx.this());
    let utilization = cx.invoke(this, key, &[])?;
    cx.create_data_property(object, key, utilization)?;
    Ok(*object)
}

fn inspect_performance(cx: &mut Cx<'_>) -> JsResult {
    let shown = shown(cx, &["nodeTiming", "timeOrigin"])?;
    inspected(cx, PERFORMANCE.name, shown)
}
