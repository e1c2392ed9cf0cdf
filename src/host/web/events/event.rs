//! Events.

use crate::builtins::Installer;
use crate::event_loop::EventLoop;
use crate::host::node::class::{
    accessor, getters, inspection_options, install_class, install_inspection, invalid_this, methods, missing, needs_new,
};
use crate::host::node::errors;
use crate::host::node::util_inspect::{Options, inspect_with};
use crate::objects::{Brand, Gc, Host, Object, Value, attributes};
use crate::vm::{Cx, Intrinsic, JsResult, NativeRow, Rooted, Vm};

const TYPE: usize = 0;
const FLAGS: usize = 1;
const TARGET: usize = 2;
const TIME: usize = 3;
const DETAIL: usize = 4;

/// What an event is and what happened to it.
pub(super) mod bit {
    pub const BUBBLES: i32 = 1;
    pub const CANCELABLE: i32 = 2;
    pub const COMPOSED: i32 = 4;
    pub const PREVENTED: i32 = 8;
    pub const STOPPED: i32 = 16;
    pub const STOPPED_AT_ONCE: i32 = 32;
    pub const DISPATCHING: i32 = 64;
}

const EVENT: NativeRow =
    NativeRow::cx("Event", 1, |cx| construct(cx, false), "WHATWG DOM Event", "Something that happened.");
const CUSTOM: NativeRow =
    NativeRow::cx("CustomEvent", 1, |cx| construct(cx, true), "WHATWG DOM CustomEvent", "An event with a detail.");

const METHODS: &[NativeRow] = &[
    NativeRow::cx("initEvent", 1, init, "WHATWG DOM Event", "Gives an event its type again."),
    NativeRow::cx(
        "stopImmediatePropagation",
        0,
        stop_at_once,
        "WHATWG DOM Event",
        "Keeps the event from all further listeners.",
    ),
    NativeRow::cx("preventDefault", 0, prevent, "WHATWG DOM Event", "Marks a cancelable event as cancelled."),
];

const GETTERS: &[NativeRow] = &[
    NativeRow::cx("target", 0, |cx| slot(cx, TARGET), "WHATWG DOM Event", "The target that dispatched it."),
    NativeRow::cx("currentTarget", 0, current_target, "WHATWG DOM Event", "The target while it is dispatched."),
    NativeRow::cx("srcElement", 0, |cx| slot(cx, TARGET), "WHATWG DOM Event", "The target that dispatched it."),
    NativeRow::cx("type", 0, |cx| slot(cx, TYPE), "WHATWG DOM Event", "Its type."),
    NativeRow::cx("cancelable", 0, |cx| has(cx, bit::CANCELABLE), "WHATWG DOM Event", "Whether it can be cancelled."),
    NativeRow::cx("defaultPrevented", 0, default_prevented, "WHATWG DOM Event", "Whether it was cancelled."),
    NativeRow::cx("timeStamp", 0, |cx| slot(cx, TIME), "WHATWG DOM Event", "When it was made."),
];

const MORE_METHODS: &[NativeRow] =
    &[NativeRow::cx("composedPath", 0, composed_path, "WHATWG DOM Event", "The targets that see it.")];

const MORE_GETTERS: &[NativeRow] = &[
    NativeRow::cx("returnValue", 0, return_value, "WHATWG DOM Event", "False when it was cancelled."),
    NativeRow::cx(
        "bubbles",
        0,
        |cx| has(cx, bit::BUBBLES),
        "WHATWG DOM Event",
        "What it was made with; events do not travel.",
    ),
    NativeRow::cx("composed", 0, |cx| has(cx, bit::COMPOSED), "WHATWG DOM Event", "What it was made with."),
    NativeRow::cx("eventPhase", 0, phase, "WHATWG DOM Event", "2 while it is dispatched, else 0."),
];

pub(super) fn install(installer: &mut Installer<'_>) {
    let intrinsics = (Some(Intrinsic::Event), Some(Intrinsic::EventPrototype));
    let (class, prototype) = install_class(installer, &EVENT, Intrinsic::ObjectPrototype, intrinsics);
    methods(installer, prototype, METHODS);
    getters(installer, prototype, GETTERS);
    methods(installer, prototype, MORE_METHODS);
    getters(installer, prototype, MORE_GETTERS);
    let get = NativeRow::cx(
        "cancelBubble",
        0,
        |cx| has(cx, bit::STOPPED),
        "WHATWG DOM Event",
        "Whether propagation was stopped.",
    );
    let set = NativeRow::cx("cancelBubble", 1, set_cancel_bubble, "WHATWG DOM Event", "Stops propagation.");
    accessor(installer, prototype, &get, Some(&set));
    methods(
        installer,
        prototype,
        &[NativeRow::cx("stopPropagation", 0, stop, "WHATWG DOM Event", "Stops propagation.")],
    );
    let trusted =
        NativeRow::cx("isTrusted", 0, |_| Ok(Value::FALSE), "WHATWG DOM Event", "Whether the runtime made it.");
    accessor(installer, prototype, &trusted, None);
    for (number, name) in ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"].into_iter().enumerate() {
        installer.value(class, name, Value::int(number as i32), attributes::ENUMERABLE);
    }
    install_inspection(installer, prototype, inspect_event);
    let (custom, custom_prototype) = install_class(installer, &CUSTOM, Intrinsic::EventPrototype, (None, None));
    getters(
        installer,
        custom_prototype,
        &[NativeRow::cx("detail", 0, |cx| slot(cx, DETAIL), "WHATWG DOM CustomEvent", "What it was made with.")],
    );
    if let Some(custom) = Gc::<Object>::from_value(custom) {
        installer.vm.space.set_proto(custom, class);
    }
}

fn construct(cx: &mut Cx<'_>, custom: bool) -> JsResult {
    if cx.new_target().is_undefined() {
        return Err(needs_new(cx, if custom { "CustomEvent" } else { "Event" }));
    }
    if cx.argc() == 0 {
        return Err(missing(cx, "\"type\""));
    }
    let (kind, options) = (cx.arg(0), cx.arg(1));
    let mut bits = 0;
    let mut detail = Value::NULL;
    if !options.is_nullish() {
        if !options.is_object() || options.is_callable() {
            return Err(errors::invalid_argument(cx, "options", "of type object", options)?);
        }
        for (name, flag) in [("bubbles", bit::BUBBLES), ("cancelable", bit::CANCELABLE), ("composed", bit::COMPOSED)] {
            let value = cx.get_str(options, name)?;
            bits |= if Vm::truthy(*value) { flag } else { 0 };
        }
        if custom {
            let given = cx.get_str(options, "detail")?;
            detail = if given.is_undefined() { Value::NULL } else { *given };
        }
    }
    let kind = cx.to_string(kind)?;
    // The prototype may come from a getter of a script: everything else must be done by then.
    let default = if custom { custom_prototype(cx) } else { None };
    let shape = cx.instance_shape(Intrinsic::EventPrototype)?;
    let time = cx.state::<EventLoop>().clock.elapsed().as_nanos() as f64 / 1e6;
    let slots = [*kind, Value::int(bits), Value::NULL, Value::number(time), detail];
    let host = cx.leaf().new_host(Brand::Event, shape, &slots);
    if let Some(prototype) = default
        && cx.vm().peek_prototype(host.object()) == cx.intrinsic(Intrinsic::EventPrototype)
    {
        cx.leaf().set_proto(host.object(), prototype);
    }
    Ok(host.object().value())
}

/// The `prototype` of the running constructor when `new` was applied to itself.
fn custom_prototype(cx: &mut Cx<'_>) -> Option<Value> {
    let class = cx.callee();
    let key = cx.leaf().names.prototype;
    let class = Gc::<Object>::from_value(class).filter(|_| cx.new_target() == class)?;
    cx.vm().peek_own(class, key).map(|property| property.value)
}

/// The event that a value is.
pub(super) fn event_of(value: Value) -> Option<Gc<Host>> {
    Host::of(value, Brand::Event)
}

pub(super) fn type_of(event: Gc<Host>) -> Value {
    event.get(TYPE)
}

pub(super) fn bits_of(event: Gc<Host>) -> i32 {
    event.get(FLAGS).as_int().unwrap_or(0)
}

pub(super) fn set_bit(cx: &mut Cx<'_>, event: Gc<Host>, bit: i32, on: bool) {
    let bits = bits_of(event);
    let bits = if on { bits | bit } else { bits & !bit };
    event.set(&mut cx.leaf(), FLAGS, Value::int(bits));
}

pub(super) fn set_target(cx: &mut Cx<'_>, event: Gc<Host>, target: Value) {
    event.set(&mut cx.leaf(), TARGET, target);
}

pub(super) fn is_prevented(event: Gc<Host>) -> bool {
    let both = bit::PREVENTED | bit::CANCELABLE;
    bits_of(event) & both == both
}

fn this_event(cx: &mut Cx<'_>) -> JsResult<Gc<Host>> {
    event_of(*cx.this()).ok_or_else(|| invalid_this(cx, "Event"))
}

fn slot(cx: &mut Cx<'_>, slot: usize) -> JsResult {
    Ok(this_event(cx)?.get(slot))
}

fn has(cx: &mut Cx<'_>, bit: i32) -> JsResult {
    Ok(Value::boolean(bits_of(this_event(cx)?) & bit != 0))
}

fn current_target(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    Ok(if bits_of(event) & bit::DISPATCHING != 0 { event.get(TARGET) } else { Value::NULL })
}

fn default_prevented(cx: &mut Cx<'_>) -> JsResult {
    Ok(Value::boolean(is_prevented(this_event(cx)?)))
}

fn return_value(cx: &mut Cx<'_>) -> JsResult {
    Ok(Value::boolean(!is_prevented(this_event(cx)?)))
}

fn phase(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    Ok(Value::int(if bits_of(event) & bit::DISPATCHING != 0 { 2 } else { 0 }))
}

fn composed_path(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    let path = if bits_of(event) & bit::DISPATCHING != 0 { vec![event.get(TARGET)] } else { Vec::new() };
    Ok(cx.leaf().new_array_from(&path).value())
}

fn stop(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    set_bit(cx, event, bit::STOPPED, true);
    Ok(Value::UNDEFINED)
}

fn stop_at_once(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    set_bit(cx, event, bit::STOPPED | bit::STOPPED_AT_ONCE, true);
    Ok(Value::UNDEFINED)
}

fn prevent(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    set_bit(cx, event, bit::PREVENTED, true);
    Ok(Value::UNDEFINED)
}

fn set_cancel_bubble(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    if Vm::truthy(*cx.arg(0)) {
        set_bit(cx, event, bit::STOPPED, true);
    }
    Ok(Value::UNDEFINED)
}

fn init(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    if cx.argc() == 0 {
        return Err(missing(cx, "\"type\""));
    }
    let kind = cx.to_string(cx.arg(0))?;
    if bits_of(event) & bit::DISPATCHING != 0 {
        return Ok(Value::UNDEFINED);
    }
    event.set(&mut cx.leaf(), TYPE, *kind);
    let (bubbles, cancelable) = (Vm::truthy(*cx.arg(1)), Vm::truthy(*cx.arg(2)));
    set_bit(cx, event, bit::BUBBLES, bubbles);
    set_bit(cx, event, bit::CANCELABLE, cancelable);
    Ok(Value::UNDEFINED)
}

/// The name of the receiver's class, and the options for what is shown inside.
pub(super) fn inspection(cx: &mut Cx<'_>) -> JsResult<(String, Option<Options>)> {
    let this = cx.this();
    let constructor = cx.get_str(this, "constructor")?;
    let name = cx.get_str(constructor, "name")?;
    let name = cx.to_text(name)?;
    Ok((name, inspection_options(cx)?))
}

fn inspect_event(cx: &mut Cx<'_>) -> JsResult {
    let event = this_event(cx)?;
    let (name, options) = inspection(cx)?;
    let Some(options) = options else { return Ok(*cx.string(&name)) };
    let entries = [
        ("type", event.get(TYPE)),
        ("defaultPrevented", Value::boolean(is_prevented(event))),
        ("cancelable", Value::boolean(bits_of(event) & bit::CANCELABLE != 0)),
        ("timeStamp", event.get(TIME)),
    ];
    let mut leaf = cx.leaf();
    let shown = leaf.new_plain_object();
    for (key, value) in entries {
        let key = leaf.key(key);
        leaf.put_own(shown, key, value);
    }
    let shown: Rooted = cx.root(shown.value());
    let text = inspect_with(cx, shown, &options, None)?;
    Ok(*cx.string(&format!("{name} {text}")))
}
