//! Targets of events.
//!
//! A target keeps a map from types to lists of records `[listener, bits, next]`; the list's head is
//! a record of its own whose bits are the number of listeners. A record that is taken out keeps its
//! `next`, so that a dispatch that stands at it goes on.

use super::event::{bit, bits_of, event_of, inspection, is_prevented, set_bit, set_target, type_of};
use crate::builtins::Installer;
use crate::event_loop::EventLoop;
use crate::host::node::class::{install_class, install_inspection, invalid_this, methods, missing, needs_new};
use crate::host::node::util_inspect::{Options, inspect, inspect_with};
use crate::host::node::{errors, process};
use crate::objects::object::storage::Slots;
use crate::objects::{Brand, Gc, Host, Kind, MapObject, Value};
use crate::vm::{Cx, ErrorKind, Intrinsic, JsResult, NativeRow, Rooted, Vm, messages};

const EVENTS: usize = 0;
const WARNED: usize = 1;
/// How many listeners of a type look like a leak, when a program has said it.
const TOLERATED: usize = 2;

const LISTENER: usize = 0;
const BITS: usize = 1;
const NEXT: usize = 2;

const ONCE: i32 = 1;
const CAPTURE: i32 = 2;
const PASSIVE: i32 = 4;
const REMOVED: i32 = 8;

/// More listeners than this of one type look like a leak.
const MAX_LISTENERS: i32 = 10;

const TARGET: NativeRow =
    NativeRow::cx("EventTarget", 0, construct, "WHATWG DOM EventTarget", "Something that events are dispatched to.");

const METHODS: &[NativeRow] = &[
    NativeRow::cx("addEventListener", 2, add, "WHATWG DOM EventTarget", "Adds a listener for events of a type."),
    NativeRow::cx("removeEventListener", 2, remove, "WHATWG DOM EventTarget", "Removes a listener."),
    NativeRow::cx(
        "dispatchEvent",
        1,
        dispatch,
        "WHATWG DOM EventTarget",
        "Calls the listeners of an event's type: false when one cancelled it.",
    ),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    let intrinsics = (Some(Intrinsic::EventTarget), Some(Intrinsic::EventTargetPrototype));
    let (_, prototype) = install_class(installer, &TARGET, Intrinsic::ObjectPrototype, intrinsics);
    methods(installer, prototype, METHODS);
    install_inspection(installer, prototype, inspect_target);
    installer.internal(
        "%throwLater",
        NativeRow::cx(
            "",
            0,
            throw_later,
            "WHATWG DOM EventTarget",
            "Throws what a listener threw, in a task of its own.",
        ),
    );
    installer.internal(
        "%removeListener",
        NativeRow::cx("", 1, remove_aborted, "WHATWG DOM EventTarget", "Takes out a listener whose signal is aborted."),
    );
    installer.internal(
        "%rejectedListener",
        NativeRow::cx("", 1, rejected, "WHATWG DOM EventTarget", "Throws what a listener's promise was rejected with."),
    );
}

fn construct(cx: &mut Cx<'_>) -> JsResult {
    if cx.new_target().is_undefined() {
        return Err(needs_new(cx, "EventTarget"));
    }
    let shape = cx.instance_shape(Intrinsic::EventTargetPrototype)?;
    let slots = [Value::UNDEFINED, Value::FALSE, Value::UNDEFINED];
    Ok(cx.leaf().new_host(Brand::EventTarget, shape, &slots).object().value())
}

fn this_target(cx: &mut Cx<'_>) -> JsResult<Gc<Host>> {
    let this = cx.this();
    let target = Host::of(*this, Brand::EventTarget).or_else(|| Host::of(*this, Brand::Performance));
    target.ok_or_else(|| invalid_this(cx, "EventTarget"))
}

fn record(value: Value) -> Option<Gc<Slots>> {
    Gc::from_value(value)
}

fn bits(record: Gc<Slots>) -> i32 {
    record.get(BITS).as_int().unwrap_or(0)
}

fn write(cx: &mut Cx<'_>, record: Gc<Slots>, slot: usize, value: Value) {
    cx.leaf().store(record.cell(), &record.slots()[slot], value);
}

/// The head of the list for a type, made when asked.
fn list(cx: &mut Cx<'_>, target: Gc<Host>, kind: Value, make: bool) -> Option<Gc<Slots>> {
    let shape = cx.shape(Intrinsic::MapPrototype);
    let mut leaf = cx.leaf();
    let map = match Gc::<MapObject>::from_value(target.get(EVENTS)) {
        Some(map) => map,
        None if !make => return None,
        None => {
            let map = leaf.new_map(Kind::Map, shape);
            target.set(&mut leaf, EVENTS, map.value());
            map
        }
    };
    if let Some(head) = leaf.map_get(map, kind) {
        return record(head);
    }
    if !make {
        return None;
    }
    let head = leaf.new_tuple(&[Value::UNDEFINED, Value::int(0), Value::UNDEFINED]);
    leaf.map_set(map, kind, head.value()).then_some(head)
}

fn listener_options(cx: &mut Cx<'_>, options: Rooted) -> JsResult<i32> {
    if let Some(capture) = options.as_boolean() {
        return Ok(if capture { CAPTURE } else { 0 });
    }
    if options.is_nullish() {
        return Ok(0);
    }
    if !options.is_object() {
        return Err(errors::invalid_argument(cx, "options", "of type object", options)?);
    }
    let mut bits = 0;
    for (name, bit) in [("once", ONCE), ("capture", CAPTURE), ("passive", PASSIVE)] {
        let value = cx.get_str(options, name)?;
        bits |= if Vm::truthy(*value) { bit } else { 0 };
    }
    Ok(bits)
}

/// Whether a listener can be called; an error when it can never be one.
fn is_listener(cx: &mut Cx<'_>, listener: Rooted) -> JsResult<bool> {
    if listener.is_nullish() {
        return Ok(false);
    }
    if listener.is_object() {
        return Ok(true);
    }
    Err(errors::invalid_argument(cx, "listener", "an instance of EventListener", listener)?)
}

fn add(cx: &mut Cx<'_>) -> JsResult {
    let target = this_target(cx)?;
    if cx.argc() < 2 {
        return Err(missing(cx, "\"type\" and \"listener\""));
    }
    let (kind, listener) = (cx.arg(0), cx.arg(1));
    let options = listener_options(cx, cx.arg(2))?;
    if !is_listener(cx, listener)? {
        let shown = if listener.is_null() { "null" } else { "undefined" };
        let message = format!("addEventListener called with {shown} which has no effect.");
        process::emit_warning(cx, "AddEventListenerArgumentTypeWarning", &message)?;
        return Ok(Value::UNDEFINED);
    }
    let kind = cx.to_string(kind)?;
    let options_object = cx.arg(2);
    if options_object.is_object() {
        let signal = cx.get_str(options_object, "signal")?;
        if !signal.is_undefined() && remove_when_aborted(cx, signal, [kind, listener], options)? {
            return Ok(Value::UNDEFINED);
        }
    }
    let Some(head) = list(cx, target, *kind, true) else {
        return Err(cx.range_error(messages::maximum_size("Map")));
    };
    let mut last = head;
    while let Some(next) = record(last.get(NEXT)) {
        if is_same(next, *listener, options & CAPTURE != 0) {
            return Ok(Value::UNDEFINED);
        }
        last = next;
    }
    let new = cx.leaf().new_tuple(&[*listener, Value::int(options), Value::UNDEFINED]).value();
    write(cx, last, NEXT, new);
    let count = bits(head) + 1;
    write(cx, head, BITS, Value::int(count));
    let most = most(*cx.this());
    if most > 0.0 && f64::from(count) > most && target.get(WARNED) == Value::FALSE {
        target.set(&mut cx.leaf(), WARNED, Value::TRUE);
        warn_of_leak(cx, count, kind, most)?;
    }
    Ok(Value::UNDEFINED)
}

/// Lets a signal take the listener out: whether it is aborted already.
fn remove_when_aborted(cx: &mut Cx<'_>, signal: Rooted, parts: [Rooted; 2], options: i32) -> JsResult<bool> {
    let is_signal = signal.is_object() && {
        let add = cx.get_str(signal, "addEventListener")?;
        add.is_callable()
    };
    if !is_signal {
        return Err(errors::invalid_argument(cx, "options.signal", "an instance of AbortSignal", signal)?);
    }
    let aborted = cx.get_str(signal, "aborted")?;
    if Vm::truthy(*aborted) {
        return Ok(true);
    }
    let this = cx.this();
    let record = [*this, *parts[0], *parts[1], Value::boolean(options & CAPTURE != 0)];
    let record = cx.leaf().new_tuple(&record).value();
    let record = cx.root(record);
    let remover = cx.native_function("%removeListener", record);
    let (key, kind) = (cx.key("addEventListener"), cx.string("abort"));
    cx.invoke(signal, key, &[kind, remover])?;
    Ok(false)
}

/// Takes out a listener whose signal is aborted.
fn remove_aborted(cx: &mut Cx<'_>) -> JsResult {
    let Some(parts) = record(cx.data()) else { return Ok(Value::UNDEFINED) };
    let [target, kind, listener, capture] = [0, 1, 2, 3].map(|at| parts.get(at));
    let [target, kind, listener, capture] = [target, kind, listener, capture].map(|value| cx.root(value));
    let key = cx.key("removeEventListener");
    cx.invoke(target, key, &[kind, listener, capture]).map(|result| *result)
}

/// How many listeners of a type look like a leak; 0 for any number.
fn most(target: Value) -> f64 {
    let said = Host::of(target, Brand::EventTarget).and_then(|target| target.get(TOLERATED).as_number());
    said.unwrap_or(MAX_LISTENERS.into())
}

/// What `events` is given of targets.
pub const MODULE: &[NativeRow] = &[
    NativeRow::cx("listeners", 2, listeners, "Node events", "The listeners of a target for a type."),
    NativeRow::leaf(
        "maxListeners",
        1,
        |_, _, args| Ok(Value::number(most(args.get(0)))),
        "Node events",
        "From how many listeners on a warning tells of it.",
    ),
    NativeRow::leaf(
        "setMaxListeners",
        2,
        |leaf, _, args| {
            if let Some(target) = Host::of(args.get(0), Brand::EventTarget) {
                target.set(leaf, TOLERATED, args.get(1));
            }
            Ok(Value::UNDEFINED)
        },
        "Node events",
        "Says from how many listeners on a warning tells of it.",
    ),
    NativeRow::cx("adoptProcess", 1, adopt_process, "Node events", "Makes an emitter of process."),
];

fn listeners(cx: &mut Cx<'_>) -> JsResult {
    let given = cx.arg(0);
    let Some(target) = Host::of(*given, Brand::EventTarget).or_else(|| Host::of(*given, Brand::Performance)) else {
        return Ok(*cx.array_from(&[]));
    };
    let kind = cx.to_string(cx.arg(1))?;
    let mut found = Vec::new();
    let mut next = list(cx, target, *kind, false).and_then(|head| record(head.get(NEXT)));
    while let Some(at) = next {
        found.push(at.get(LISTENER));
        next = record(at.get(NEXT));
    }
    Ok(cx.leaf().new_array_from(&found).value())
}

/// The prototype of the class of `process` is an emitter's.
fn adopt_process(cx: &mut Cx<'_>) -> JsResult {
    let process = cx.intrinsic(Intrinsic::Process);
    let process = cx.root(process);
    let class = cx.get_prototype_of(process)?;
    let methods = cx.get_prototype_of(class)?;
    cx.set_prototype_of(methods, cx.arg(0))?;
    Ok(Value::UNDEFINED)
}

fn warn_of_leak(cx: &mut Cx<'_>, count: i32, kind: Rooted, most: f64) -> JsResult<()> {
    let this = cx.this();
    let name = inspect(cx, this, &Options { depth: Some(-1), ..Options::default() })?;
    let kind = cx.to_text(kind)?;
    let message = format!(
        "Possible EventTarget memory leak detected. {count} {kind} listeners added to {name}. MaxListeners is {most}. Use \
         events.setMaxListeners() to increase limit"
    );
    process::emit_warning(cx, "MaxListenersExceededWarning", &message)
}

fn is_same(record: Gc<Slots>, listener: Value, capture: bool) -> bool {
    record.get(LISTENER) == listener && (bits(record) & CAPTURE != 0) == capture
}

fn remove(cx: &mut Cx<'_>) -> JsResult {
    let target = this_target(cx)?;
    if cx.argc() < 2 {
        return Err(missing(cx, "\"type\" and \"listener\""));
    }
    let (kind, listener, options) = (cx.arg(0), cx.arg(1), cx.arg(2));
    if !is_listener(cx, listener)? {
        return Ok(Value::UNDEFINED);
    }
    let kind = cx.to_string(kind)?;
    let capture = if options.is_object() {
        let capture = cx.get_str(options, "capture")?;
        *capture == Value::TRUE
    } else {
        *options == Value::TRUE
    };
    let Some(head) = list(cx, target, *kind, false) else { return Ok(Value::UNDEFINED) };
    let mut at = head;
    while let Some(next) = record(at.get(NEXT)) {
        if is_same(next, *listener, capture) {
            take_out(cx, target, *kind, head, next);
            break;
        }
        at = next;
    }
    Ok(Value::UNDEFINED)
}

/// Takes a record out of its list; an empty list goes too.
fn take_out(cx: &mut Cx<'_>, target: Gc<Host>, kind: Value, head: Gc<Slots>, gone: Gc<Slots>) {
    let mut at = head;
    while let Some(next) = record(at.get(NEXT)) {
        if next == gone {
            write(cx, at, NEXT, gone.get(NEXT));
            let count = bits(head) - 1;
            write(cx, head, BITS, Value::int(count));
            if count == 0
                && let Some(map) = Gc::<MapObject>::from_value(target.get(EVENTS))
            {
                cx.leaf().map_delete(map, kind);
            }
            break;
        }
        at = next;
    }
    let removed = bits(gone) | REMOVED;
    write(cx, gone, BITS, Value::int(removed));
}

fn dispatch(cx: &mut Cx<'_>) -> JsResult {
    let target = this_target(cx)?;
    if cx.argc() < 1 {
        return Err(missing(cx, "\"event\""));
    }
    let given = cx.arg(0);
    let Some(event) = event_of(*given) else {
        return Err(errors::invalid_argument(cx, "event", "an instance of Event", given)?);
    };
    if bits_of(event) & bit::DISPATCHING != 0 {
        let kind = cx.vm().text_of(type_of(event));
        let message = format!("The event \"{kind}\" is already being dispatched");
        return Err(errors::throw(cx, ErrorKind::Error, "ERR_EVENT_RECURSION", &message));
    }
    let this = cx.this();
    set_target(cx, event, *this);
    set_bit(cx, event, bit::DISPATCHING, true);
    let result = call_listeners(cx, target, given, event);
    set_bit(cx, event, bit::DISPATCHING, false);
    result?;
    Ok(Value::boolean(!is_prevented(event)))
}

fn call_listeners(cx: &mut Cx<'_>, target: Gc<Host>, given: Rooted, event: Gc<Host>) -> JsResult<()> {
    let this = cx.this();
    let kind = type_of(event);
    let kind = cx.root(kind);
    let Some(head) = list(cx, target, *kind, false) else { return Ok(()) };
    let head = cx.root(head.value());
    let mut next = record(*head).map_or(Value::UNDEFINED, |head| head.get(NEXT));
    let mark = cx.mark();
    while let Some(at) = record(next) {
        cx.release(mark);
        cx.root(next);
        let following = cx.root(at.get(NEXT));
        let stopped = bits_of(event) & bit::STOPPED_AT_ONCE != 0;
        if stopped && bits(at) & PASSIVE == 0 {
            return Ok(());
        }
        next = *following;
        if bits(at) & REMOVED != 0 || stopped {
            continue;
        }
        if bits(at) & ONCE != 0
            && let Some(head) = record(*head)
        {
            take_out(cx, target, *kind, head, at);
        }
        let listener = cx.root(at.get(LISTENER));
        match call_listener(cx, listener, this, given) {
            Ok(result) => catch_rejection(cx, result)?,
            Err(thrown) => {
                let error = cx.take_exception(thrown)?;
                throw_in_tick(cx, error);
            }
        }
        set_bit(cx, event, bit::DISPATCHING, false);
        set_target(cx, event, *this);
    }
    cx.release(mark);
    Ok(())
}

fn call_listener(cx: &mut Cx<'_>, listener: Rooted, this: Rooted, event: Rooted) -> JsResult<Rooted> {
    if listener.is_callable() {
        return cx.call(listener, this, &[event]);
    }
    let handler = cx.get_str(listener, "handleEvent")?;
    if !Vm::truthy(*handler) {
        return Ok(Rooted::UNDEFINED);
    }
    cx.call(handler, listener, &[event])
}

/// A listener that gives a promise: its rejection is reported as an exception.
fn catch_rejection(cx: &mut Cx<'_>, result: Rooted) -> JsResult<()> {
    if !result.is_object() {
        return Ok(());
    }
    let key = cx.leaf().names.then;
    let then = cx.get(result, key)?;
    if then.is_callable() {
        let handler = cx.native_function("%rejectedListener", Rooted::UNDEFINED);
        cx.call(then, result, &[Rooted::UNDEFINED, handler])?;
    }
    Ok(())
}

fn throw_in_tick(cx: &mut Cx<'_>, error: Rooted) {
    let thrower = cx.native_function("%throwLater", error);
    cx.state::<EventLoop>().add_tick(*thrower, Value::UNDEFINED);
}

fn throw_later(cx: &mut Cx<'_>) -> JsResult {
    let error = cx.data();
    Err(cx.throw_value(error))
}

fn rejected(cx: &mut Cx<'_>) -> JsResult {
    let error = cx.arg(0);
    throw_in_tick(cx, error);
    Ok(Value::UNDEFINED)
}

fn inspect_target(cx: &mut Cx<'_>) -> JsResult {
    this_target(cx)?;
    let (name, options) = inspection(cx)?;
    let Some(options) = options else { return Ok(*cx.string(&name)) };
    let empty = cx.leaf().new_plain_object().value();
    let empty = cx.root(empty);
    let text = inspect_with(cx, empty, &options, None)?;
    Ok(*cx.string(&format!("{name} {text}")))
}
