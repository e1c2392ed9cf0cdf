//! `PerformanceObserver` (W3C Performance Timeline, 5) and the lists of entries that its callbacks
//! get.
//!
//! An observer gathers the entries of its types in an array; an immediate that is queued with the
//! first of them calls the observers that have any, as Node has it (lib/internal/perf/observe.js).
//! So a callback is a task of the event loop, and what made the entry has ended by then.
//!
//! Invariant: the heap tells its collections exactly while an observer of `gc` is connected.

use super::class::{Classes, class, inspected, wrong_this};
use super::entry::{self, EntryType};
use super::timeline::{self, Timeline};
use super::user_timing::validate_object;
use crate::builtins::Installer;
use crate::host::node::class::{install_inspection, methods, missing, needs_new};
use crate::host::node::{errors, timers};
use crate::objects::{Brand, Gc, Host, JsArray, Object, Value, attributes};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, NativeRow, Rooted, Vm};

const CALLBACK: usize = 0;
const BUFFER: usize = 1;
/// The set of observed types.
const TYPES: usize = 2;
/// Their names, in the order in which they were asked for.
const NAMES: usize = 3;
const MODE: usize = 4;
const CONNECTED: usize = 5;
const PENDING: usize = 6;

/// An observer that has observed nothing yet takes either form of options; then it stays with that.
const UNDECIDED: i32 = 0;
const SINGLE: i32 = 1;
const MULTIPLE: i32 = 2;

const OBSERVER: NativeRow =
    NativeRow::cx("PerformanceObserver", 1, construct, "W3C Performance Timeline", "Calls back with new entries.");

const METHODS: &[NativeRow] = &[
    NativeRow::cx("observe", 0, observe, "W3C Performance Timeline", "Starts to gather entries of some types."),
    NativeRow::cx("disconnect", 0, disconnect, "W3C Performance Timeline", "Ends it."),
    NativeRow::cx(
        "takeRecords",
        0,
        take_records,
        "W3C Performance Timeline",
        "The entries gathered since the last callback.",
    ),
];

const LIST: NativeRow = NativeRow::cx(
    "PerformanceObserverEntryList",
    0,
    super::class::illegal,
    "W3C Performance Timeline",
    "The entries that a callback gets.",
);

const LIST_METHODS: &[NativeRow] = &[
    NativeRow::cx("getEntries", 0, get_entries, "W3C Performance Timeline", "All of them, by their starts."),
    NativeRow::cx("getEntriesByType", 1, get_entries_by_type, "W3C Performance Timeline", "Those of a type."),
    NativeRow::cx(
        "getEntriesByName",
        1,
        get_entries_by_name,
        "W3C Performance Timeline",
        "Those of a name, and of a type if one is given.",
    ),
];

/// Installs the classes.
pub(super) fn install(installer: &mut Installer<'_>, classes: &mut Classes) {
    let object = Intrinsic::ObjectPrototype;
    let (observer, prototype) = class(installer, &OBSERVER, object, Intrinsic::PerformanceObserverPrototype);
    methods(installer, prototype, METHODS);
    install_inspection(installer, prototype, inspect_observer);
    installer.tag(prototype, OBSERVER.name);
    let names = EntryType::ALL.map(|of| installer.vm.space.intern(of.name()).value());
    let names = installer.vm.space.new_array_from(&names);
    installer.vm.space.restrict(names.object(), Some(true));
    installer.vm.state::<Timeline>().supported_types = names.value();
    let types = NativeRow::leaf(
        "supportedEntryTypes",
        0,
        supported_types,
        "W3C Performance Timeline",
        "The types of entries that there are.",
    );
    installer.accessor(observer, Some(&types), None);
    let (list, prototype) = class(installer, &LIST, object, Intrinsic::PerformanceObserverEntryListPrototype);
    methods(installer, prototype, LIST_METHODS);
    install_inspection(installer, prototype, inspect_list);
    installer.tag(prototype, LIST.name);
    for (name, class) in [(OBSERVER.name, observer), (LIST.name, list)] {
        classes.push((name, class));
    }
    installer.internal(
        "%callObservers",
        NativeRow::cx("", 0, call_observers, "W3C Performance Timeline", "Calls the observers with new entries."),
    );
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    if cx.new_target().is_undefined() {
        return Err(needs_new(cx, OBSERVER.name));
    }
    let callback = errors::callable(cx, "callback", cx.arg(0))?;
    let shape = cx.instance_shape(Intrinsic::PerformanceObserverPrototype)?;
    let mut leaf = cx.leaf();
    let (buffer, names) = (leaf.new_array(0).value(), leaf.new_array(0).value());
    let slots = [*callback, buffer, Value::int(0), names, Value::int(UNDECIDED), Value::FALSE, Value::FALSE];
    Ok(leaf.new_host(Brand::PerformanceObserver, shape, &slots).object().value())
}

fn this_observer(cx: &mut Cx<'_>) -> JsResult<Gc<Host>> {
    match Host::of(*cx.this(), Brand::PerformanceObserver) {
        Some(observer) => Ok(observer),
        None => Err(wrong_this(cx, OBSERVER.name)?),
    }
}

fn supported_types(leaf: &mut Leaf<'_>, _: Value, _: Args<'_>) -> JsResult {
    Ok(leaf.state::<Timeline>().supported_types)
}

fn observe(cx: &mut Cx<'_>) -> JsResult {
    let observer = this_observer(cx)?;
    let options = cx.arg(0);
    let (mut types, mut single, mut buffered) = (Rooted::UNDEFINED, Rooted::UNDEFINED, Rooted::UNDEFINED);
    if !options.is_undefined() {
        validate_object(cx, options)?;
        types = cx.get_str(options, "entryTypes")?;
        single = cx.get_str(options, "type")?;
        buffered = cx.get_str(options, "buffered")?;
    }
    if types.is_undefined() && single.is_undefined() {
        return Err(missing(cx, "\"options.entryTypes\" and \"options.type\""));
    }
    if !types.is_nullish() && !single.is_nullish() {
        let reason = "options.entryTypes can not set with options.type together";
        return Err(errors::invalid_value(cx, "options.entryTypes", reason, types)?);
    }
    decide(cx, observer, !types.is_undefined(), !single.is_undefined())?;
    if mode(observer) == MULTIPLE {
        observe_several(cx, observer, types)?;
    } else if !observe_one(cx, observer, single, Vm::truthy(*buffered))? {
        return Ok(Value::UNDEFINED);
    }
    if observed(observer) == 0 {
        return disconnect(cx);
    }
    let mut leaf = cx.leaf();
    if observer.get(CONNECTED) == Value::FALSE {
        observer.set(&mut leaf, CONNECTED, Value::TRUE);
        leaf.state::<Timeline>().observers.push(observer.object().value());
    }
    watch_collections(cx);
    Ok(Value::UNDEFINED)
}

fn mode(observer: Gc<Host>) -> i32 {
    observer.get(MODE).as_int().unwrap_or(UNDECIDED)
}

fn observed(observer: Gc<Host>) -> i32 {
    observer.get(TYPES).as_int().unwrap_or(0)
}

/// Holds an observer to the form of its options.
fn decide(cx: &mut Cx<'_>, observer: Gc<Host>, several: bool, one: bool) -> JsResult<()> {
    let to = match mode(observer) {
        UNDECIDED => {
            let mode = if one { SINGLE } else { MULTIPLE };
            observer.set(&mut cx.leaf(), MODE, Value::int(mode));
            return Ok(());
        }
        SINGLE if several => "multiple observations",
        MULTIPLE if one => "single observation",
        _ => return Ok(()),
    };
    let message = format!("PerformanceObserver can not change to {to}");
    Err(errors::dom_exception(cx, "InvalidModificationError", 13, &message))
}

/// Replaces the observed types by those of an array; names of no type are passed over.
fn observe_several(cx: &mut Cx<'_>, observer: Gc<Host>, types: Rooted) -> JsResult<()> {
    if Gc::<Object>::from_value(*types).and_then(JsArray::of).is_none() {
        return Err(errors::invalid_argument(cx, "options.entryTypes", "string[]", types)?);
    }
    forget_types(&mut cx.leaf(), observer);
    for index in 0..cx.length_of(types)? {
        let name = cx.get_index(types, index)?;
        add_type(cx, observer, name);
    }
    Ok(())
}

/// Adds a type, and with `buffered` the entries of it that were kept; false if there is no such
/// type.
fn observe_one(cx: &mut Cx<'_>, observer: Gc<Host>, name: Rooted, buffered: bool) -> JsResult<bool> {
    let Some(of) = add_type(cx, observer, name) else { return Ok(false) };
    if buffered {
        let mut leaf = cx.leaf();
        if let Some(buffer) = Gc::<JsArray>::from_value(observer.get(BUFFER)) {
            let kept = if of == EntryType::Gc { Vec::new() } else { timeline::entries(&mut leaf, None, Some(of)) };
            kept.into_iter().for_each(|entry| leaf.array_push(buffer, entry));
        }
        await_call(&mut leaf, observer);
        queue_calls(cx);
    }
    Ok(true)
}

fn add_type(cx: &mut Cx<'_>, observer: Gc<Host>, name: Rooted) -> Option<EntryType> {
    if !name.is_string() {
        return None;
    }
    let of = EntryType::named(&cx.vm().text_of(*name))?;
    let before = observed(observer);
    if before & of.bit() == 0 {
        let mut leaf = cx.leaf();
        observer.set(&mut leaf, TYPES, Value::int(before | of.bit()));
        let name = leaf.intern(of.name()).value();
        if let Some(names) = Gc::<JsArray>::from_value(observer.get(NAMES)) {
            leaf.array_push(names, name);
        }
    }
    Some(of)
}

fn forget_types(leaf: &mut Leaf<'_>, observer: Gc<Host>) {
    let none = leaf.new_array(0).value();
    observer.set(leaf, NAMES, none);
    observer.set(leaf, TYPES, Value::int(0));
}

fn disconnect(cx: &mut Cx<'_>) -> JsResult {
    let observer = this_observer(cx)?;
    let mut leaf = cx.leaf();
    forget_types(&mut leaf, observer);
    take_buffer(&mut leaf, observer);
    observer.set(&mut leaf, MODE, Value::int(UNDECIDED));
    observer.set(&mut leaf, CONNECTED, Value::FALSE);
    observer.set(&mut leaf, PENDING, Value::FALSE);
    let timeline = leaf.state::<Timeline>();
    let gone = observer.object().value();
    timeline.observers.retain(|&other| other != gone);
    timeline.pending.retain(|&other| other != gone);
    watch_collections(cx);
    Ok(Value::UNDEFINED)
}

fn take_records(cx: &mut Cx<'_>) -> JsResult {
    let observer = this_observer(cx)?;
    Ok(take_buffer(&mut cx.leaf(), observer))
}

/// The gathered entries; the observer gets a new array.
fn take_buffer(leaf: &mut Leaf<'_>, observer: Gc<Host>) -> Value {
    let (taken, empty) = (observer.get(BUFFER), leaf.new_array(0).value());
    observer.set(leaf, BUFFER, empty);
    taken
}

/// Whether an observer wants entries of a type.
pub(super) fn is_observed(cx: &mut Cx<'_>, of: EntryType) -> bool {
    let wants = |observer: &Value| {
        Host::of(*observer, Brand::PerformanceObserver).is_some_and(|observer| observed(observer) & of.bit() != 0)
    };
    cx.state::<Timeline>().observers.iter().any(wants)
}

fn watch_collections(cx: &mut Cx<'_>) {
    let watched = is_observed(cx, EntryType::Gc);
    cx.vm().space.heap.watch_cycles(watched);
}

/// Hands a new entry to the observers of its type ("queue a PerformanceEntry").
pub(super) fn enqueue(cx: &mut Cx<'_>, entry: Rooted, of: EntryType) {
    let mut leaf = cx.leaf();
    let count = leaf.state::<Timeline>().observers.len();
    for index in 0..count {
        let observer = leaf.state::<Timeline>().observers[index];
        let Some(observer) = Host::of(observer, Brand::PerformanceObserver) else { continue };
        if observed(observer) & of.bit() == 0 {
            continue;
        }
        if let Some(buffer) = Gc::<JsArray>::from_value(observer.get(BUFFER)) {
            leaf.array_push(buffer, *entry);
        }
        await_call(&mut leaf, observer);
    }
    queue_calls(cx);
}

/// An observer is to be called.
fn await_call(leaf: &mut Leaf<'_>, observer: Gc<Host>) {
    if observer.get(PENDING) == Value::FALSE {
        observer.set(leaf, PENDING, Value::TRUE);
        leaf.state::<Timeline>().pending.push(observer.object().value());
    }
}

/// Queues the task that calls the observers, once.
fn queue_calls(cx: &mut Cx<'_>) {
    let timeline = cx.state::<Timeline>();
    if timeline.pending.is_empty() || std::mem::replace(&mut timeline.is_queued, true) {
        return;
    }
    let callback = cx.native_function("%callObservers", Rooted::UNDEFINED);
    timers::queue_immediate(&mut cx.leaf(), *callback, Value::UNDEFINED);
}

/// The task: calls those that were waiting when it began. One that throws keeps those behind it
/// from their calls, as in Node.
fn call_observers(cx: &mut Cx<'_>) -> JsResult {
    let timeline = cx.state::<Timeline>();
    timeline.is_queued = false;
    let pending = std::mem::take(&mut timeline.pending);
    let pending: Vec<Rooted> = pending.into_iter().map(|observer| cx.root(observer)).collect();
    for observer in &pending {
        if let Some(host) = Host::of(**observer, Brand::PerformanceObserver) {
            host.set(&mut cx.leaf(), PENDING, Value::FALSE);
        }
    }
    for observer in pending {
        let Some(host) = Host::of(*observer, Brand::PerformanceObserver) else { continue };
        let mark = cx.mark();
        let shape = cx.shape(Intrinsic::PerformanceObserverEntryListPrototype);
        let mut leaf = cx.leaf();
        let mut entries = timeline::elements(take_buffer(&mut leaf, host));
        timeline::sort(&mut entries);
        let entries = leaf.new_array_from(&entries).value();
        let list = leaf.new_host(Brand::PerformanceObserverEntryList, shape, &[entries]).object().value();
        let (list, callback) = (cx.root(list), cx.root(host.get(CALLBACK)));
        cx.call(callback, observer, &[list, observer])?;
        cx.release(mark);
    }
    Ok(Value::UNDEFINED)
}

/// The entries of the list that is the receiver.
fn listed(cx: &mut Cx<'_>) -> JsResult<Vec<Value>> {
    match Host::of(*cx.this(), Brand::PerformanceObserverEntryList) {
        Some(list) => Ok(timeline::elements(list.get(0))),
        None => Err(wrong_this(cx, LIST.name)?),
    }
}

fn get_entries(cx: &mut Cx<'_>) -> JsResult {
    let entries = listed(cx)?;
    Ok(cx.leaf().new_array_from(&entries).value())
}

fn get_entries_by_type(cx: &mut Cx<'_>) -> JsResult {
    listed(cx)?;
    if cx.argc() == 0 {
        return Err(missing(cx, "\"type\""));
    }
    let of = cx.to_string(cx.arg(0))?;
    let mut entries = listed(cx)?;
    let mut leaf = cx.leaf();
    entries.retain(|&entry| leaf.strict_equal(entry::type_of(entry), *of));
    Ok(leaf.new_array_from(&entries).value())
}

fn get_entries_by_name(cx: &mut Cx<'_>) -> JsResult {
    listed(cx)?;
    if cx.argc() == 0 {
        return Err(missing(cx, "\"name\""));
    }
    let (name, of) = (cx.to_string(cx.arg(0))?, cx.arg(1));
    let mut entries = listed(cx)?;
    let mut leaf = cx.leaf();
    entries.retain(|&entry| {
        leaf.strict_equal(entry::name_of(entry), *name)
            && (of.is_nullish() || leaf.strict_equal(entry::type_of(entry), *of))
    });
    Ok(leaf.new_array_from(&entries).value())
}

fn inspect_list(cx: &mut Cx<'_>) -> JsResult {
    let entries = listed(cx)?;
    let entries = cx.leaf().new_array_from(&entries).value();
    let entries = cx.root(entries);
    inspected(cx, LIST.name, entries)
}

fn inspect_observer(cx: &mut Cx<'_>) -> JsResult {
    let observer = this_observer(cx)?;
    let mut leaf = cx.leaf();
    let names = leaf.new_array_from(&timeline::elements(observer.get(NAMES))).value();
    let shown = leaf.new_plain_object();
    for (name, value) in [
        ("connected", observer.get(CONNECTED)),
        ("pending", observer.get(PENDING)),
        ("entryTypes", names),
        ("buffer", observer.get(BUFFER)),
    ] {
        let key = leaf.key(name);
        leaf.put_named(shown, key, value, attributes::ALL);
    }
    let shown = cx.root(shown.value());
    inspected(cx, OBSERVER.name, shown)
}
