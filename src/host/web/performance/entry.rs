//! `PerformanceEntry` and the classes under it (W3C Performance Timeline, 4; User Timing, 4; Node's
//! `PerformanceNodeEntry`).
//!
//! An entry is a host object whose slots are written once. Its type's text is interned, and so the
//! same for all entries of a type.

use super::class::{Classes, class, inspected, wrong_this};
use crate::builtins::Installer;
use crate::host::node::class::{getters, install_inspection, methods, missing, needs_new};
use crate::host::node::{errors, process};
use crate::objects::{Brand, Gc, Host, Shape, Value, attributes};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted};

const NAME: usize = 0;
const TYPE: usize = 1;
const START: usize = 2;
const DURATION: usize = 3;
const DETAIL: usize = 4;

/// The types of entries that there are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EntryType {
    /// A collection.
    Gc,
    /// A moment that the program named.
    Mark,
    /// A span between two moments.
    Measure,
}

impl EntryType {
    /// In the order of `PerformanceObserver.supportedEntryTypes`.
    pub const ALL: [EntryType; 3] = [EntryType::Gc, EntryType::Mark, EntryType::Measure];

    /// As `entryType` says it.
    pub fn name(self) -> &'static str {
        match self {
            EntryType::Gc => "gc",
            EntryType::Mark => "mark",
            EntryType::Measure => "measure",
        }
    }

    /// The type of a name.
    pub fn named(name: &str) -> Option<EntryType> {
        EntryType::ALL.into_iter().find(|of| of.name() == name)
    }

    /// Its bit in a set of types.
    pub fn bit(self) -> i32 {
        1 << self as u8
    }
}

const ENTRY: NativeRow =
    NativeRow::cx("PerformanceEntry", 0, illegal, "W3C Performance Timeline", "Something that was timed.");
const MARK: NativeRow =
    NativeRow::cx("PerformanceMark", 1, construct_mark, "W3C User Timing", "A moment that the program named.");
const MEASURE: NativeRow =
    NativeRow::cx("PerformanceMeasure", 0, illegal, "W3C User Timing", "A span between two moments.");
const NODE_ENTRY: NativeRow =
    NativeRow::cx("PerformanceNodeEntry", 0, illegal, "Node perf_hooks", "Something that the runtime timed.");

const GETTERS: &[NativeRow] = &[
    NativeRow::cx("name", 0, |cx| slot(cx, NAME), "W3C Performance Timeline", "Its name."),
    NativeRow::cx("entryType", 0, |cx| slot(cx, TYPE), "W3C Performance Timeline", "Its type."),
    NativeRow::cx(
        "startTime",
        0,
        |cx| slot(cx, START),
        "W3C Performance Timeline",
        "When it began, in milliseconds since the program's start.",
    ),
    NativeRow::cx(
        "duration",
        0,
        |cx| slot(cx, DURATION),
        "W3C Performance Timeline",
        "How long it took, in milliseconds.",
    ),
];

const TO_JSON: NativeRow =
    NativeRow::cx("toJSON", 0, |cx| to_json(cx, false), "W3C Performance Timeline", "Its values as a plain object.");
const TO_JSON_DETAIL: NativeRow =
    NativeRow::cx("toJSON", 0, |cx| to_json(cx, true), "W3C User Timing", "Its values as a plain object.");

const DEPRECATED: &[NativeRow] = &[
    NativeRow::cx("kind", 0, |cx| deprecated(cx, "kind"), "Node perf_hooks", "Deprecated: see detail.kind."),
    NativeRow::cx("flags", 0, |cx| deprecated(cx, "flags"), "Node perf_hooks", "Deprecated: see detail.flags."),
];

/// Installs the classes; `classes` gets those that scripts see by name.
pub(super) fn install(installer: &mut Installer<'_>, classes: &mut Classes) {
    let object = Intrinsic::ObjectPrototype;
    let (base, prototype) = class(installer, &ENTRY, object, Intrinsic::PerformanceEntryPrototype);
    getters(installer, prototype, GETTERS);
    methods(installer, prototype, &[TO_JSON]);
    install_inspection(installer, prototype, inspect_entry);
    classes.push((ENTRY.name, base));
    for (row, of, detail) in [
        (&MARK, Intrinsic::PerformanceMarkPrototype, mark_detail as crate::vm::CxFn),
        (&MEASURE, Intrinsic::PerformanceMeasurePrototype, measure_detail),
        (&NODE_ENTRY, Intrinsic::PerformanceNodeEntryPrototype, node_detail),
    ] {
        let (class, prototype) = class(installer, row, Intrinsic::PerformanceEntryPrototype, of);
        super::class::extend(installer, class, base);
        getters(
            installer,
            prototype,
            &[NativeRow::cx("detail", 0, detail, "W3C User Timing", "What it was made with.")],
        );
        installer.methods(prototype, &[TO_JSON_DETAIL]);
        if of == Intrinsic::PerformanceNodeEntryPrototype {
            getters(installer, prototype, DEPRECATED);
        } else {
            installer.tag(prototype, row.name);
            classes.push((row.name, class));
        }
    }
}

/// What a new entry says.
pub(super) struct New {
    pub of: EntryType,
    pub name: Rooted,
    /// Milliseconds since the program's start.
    pub start: f64,
    /// Milliseconds.
    pub duration: f64,
    pub detail: Rooted,
}

/// Makes an entry; its shape says of which class.
pub(super) fn make(cx: &mut Cx<'_>, shape: Gc<Shape>, new: &New) -> Rooted {
    let mut leaf = cx.leaf();
    let of = leaf.intern(new.of.name()).value();
    let slots = [*new.name, of, Value::number(new.start), Value::number(new.duration), *new.detail];
    let entry = leaf.new_host(Brand::PerformanceEntry, shape, &slots).object().value();
    cx.root(entry)
}

/// The name of an entry, a string.
pub(super) fn name_of(entry: Value) -> Value {
    Host::of(entry, Brand::PerformanceEntry).map_or(Value::UNDEFINED, |entry| entry.get(NAME))
}

/// The text of its type, a string.
pub(super) fn type_of(entry: Value) -> Value {
    Host::of(entry, Brand::PerformanceEntry).map_or(Value::UNDEFINED, |entry| entry.get(TYPE))
}

/// When it began. Negative zero is zero, so that the order of times is the order of their bits.
pub(super) fn start_of(entry: Value) -> f64 {
    let start = Host::of(entry, Brand::PerformanceEntry).and_then(|entry| entry.get(START).as_number());
    start.unwrap_or(0.0) + 0.0
}

fn illegal(cx: &mut Cx<'_>) -> JsResult {
    super::class::illegal(cx)
}

fn construct_mark(cx: &mut Cx<'_>) -> JsResult {
    if cx.new_target().is_undefined() {
        return Err(needs_new(cx, MARK.name));
    }
    if cx.argc() == 0 {
        return Err(missing(cx, "\"name\""));
    }
    let (name, options) = (cx.arg(0), cx.arg(1));
    let new = super::user_timing::new_mark(cx, name, options)?;
    // The prototype may come from a getter of a script: everything else is done by then.
    let shape = cx.instance_shape(Intrinsic::PerformanceMarkPrototype)?;
    Ok(*make(cx, shape, &new))
}

fn this_entry(cx: &mut Cx<'_>, class: &str) -> JsResult<Gc<Host>> {
    match Host::of(*cx.this(), Brand::PerformanceEntry) {
        Some(entry) => Ok(entry),
        None => Err(wrong_this(cx, class)?),
    }
}

fn slot(cx: &mut Cx<'_>, slot: usize) -> JsResult {
    Ok(this_entry(cx, ENTRY.name)?.get(slot))
}

fn mark_detail(cx: &mut Cx<'_>) -> JsResult {
    Ok(this_entry(cx, MARK.name)?.get(DETAIL))
}

fn measure_detail(cx: &mut Cx<'_>) -> JsResult {
    Ok(this_entry(cx, MEASURE.name)?.get(DETAIL))
}

fn node_detail(cx: &mut Cx<'_>) -> JsResult {
    Ok(this_entry(cx, "NodePerformanceEntry")?.get(DETAIL))
}

/// A property of the detail, which entries of collections had themselves in older versions of Node
/// (DEP0152).
fn deprecated(cx: &mut Cx<'_>, name: &str) -> JsResult {
    let entry = this_entry(cx, "NodePerformanceEntry")?;
    if !std::mem::replace(&mut cx.state::<super::timeline::Timeline>().warned_of_accessors, true) {
        let message = "Custom PerformanceEntry accessors are deprecated. Please use the detail property.";
        process::emit_warning(cx, "DeprecationWarning", message)?;
    }
    let detail = cx.root(entry.get(DETAIL));
    Ok(*cx.get_str(detail, name)?)
}

fn to_json(cx: &mut Cx<'_>, detailed: bool) -> JsResult {
    let entry = this_entry(cx, ENTRY.name)?;
    let mut leaf = cx.leaf();
    let object = leaf.new_plain_object();
    let names = ["name", "entryType", "startTime", "duration", "detail"];
    for (slot, name) in names.into_iter().enumerate().take(if detailed { 5 } else { 4 }) {
        let key = leaf.key(name);
        leaf.put_named(object, key, entry.get(slot), attributes::ALL);
    }
    Ok(object.value())
}

fn inspect_entry(cx: &mut Cx<'_>) -> JsResult {
    let this = cx.this();
    let constructor = cx.get_str(this, "constructor")?;
    let name = cx.get_str(constructor, "name")?;
    let name = cx.to_text(name)?;
    if cx.arg(0).as_number().is_some_and(|depth| depth < 0.0) {
        return Ok(*cx.string(&format!("[{name}]")));
    }
    let key = cx.key("toJSON");
    let shown = cx.invoke(this, key, &[])?;
    inspected(cx, &name, shown)
}

/// The error for a time that is none.
pub(super) fn invalid_timestamp(cx: &mut Cx<'_>, time: f64) -> crate::vm::Throw {
    let message = format!("{} is not a valid timestamp", crate::numeric::digits::number_to_string(time));
    errors::throw(cx, ErrorKind::Type, "ERR_PERFORMANCE_INVALID_TIMESTAMP", &message)
}
