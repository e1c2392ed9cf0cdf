//! `setTimeout`, `setInterval`, `setImmediate`, their `clear` functions, and the objects they return, as Node has them. `queueMicrotask` too.

use super::Installer;
use super::{node_error, process};
use crate::event_loop::{EventLoop, TimerId, argument_record, immediate, timeout};
use crate::objects::{Brand, Gc, Host, Value};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, Microtask, NativeRow, Rooted};

/// Durations beyond this become 1, as in Node.
const LONGEST: f64 = 2_147_483_647.0;

/// Installs the timer functions.
pub fn install(installer: &mut Installer<'_>) {
    install_class(installer, &TIMEOUT, Intrinsic::TimeoutPrototype, TIMEOUT_METHODS);
    install_class(installer, &IMMEDIATE, Intrinsic::ImmediatePrototype, IMMEDIATE_METHODS);
    for row in GLOBALS {
        let function = installer.function(row).value();
        installer.global_enumerable(row.name, function);
    }
}

fn install_class(installer: &mut Installer<'_>, row: &NativeRow, proto: Intrinsic, methods: &[NativeRow]) {
    let prototype = installer.object(Intrinsic::ObjectPrototype);
    let constructor = installer.function(&row.constructor()).value();
    installer.value(constructor, "prototype", prototype, 0);
    installer.value(prototype, "constructor", constructor, crate::objects::attributes::HIDDEN);
    installer.vm.realm.set(proto, prototype);
    installer.methods(prototype, methods);
}

const TIMEOUT: NativeRow = NativeRow::cx("Timeout", 5, illegal, "What setTimeout and setInterval return.");
const IMMEDIATE: NativeRow = NativeRow::cx("Immediate", 2, illegal, "What setImmediate returns.");

const TIMEOUT_METHODS: &[NativeRow] = &[
    NativeRow::leaf("refresh", 0, refresh, "Starts the timer again with its duration."),
    NativeRow::leaf(
        "unref",
        0,
        |l, t, _| timeout_reference(l, t, false),
        "Lets the program end before the timer fires.",
    ),
    NativeRow::leaf(
        "ref",
        0,
        |l, t, _| timeout_reference(l, t, true),
        "Keeps the program running until the timer fires.",
    ),
    NativeRow::leaf("hasRef", 0, timeout_has_ref, "Whether the timer keeps the program running."),
    NativeRow::leaf("close", 0, timeout_close, "Clears the timer."),
    NativeRow::leaf("[Symbol.toPrimitive]", 0, timeout_number, "The number of the timer, which clearTimeout takes."),
];

const IMMEDIATE_METHODS: &[NativeRow] = &[
    NativeRow::leaf(
        "ref",
        0,
        |l, t, _| immediate_reference(l, t, true),
        "Keeps the program running until the immediate ran.",
    ),
    NativeRow::leaf(
        "unref",
        0,
        |l, t, _| immediate_reference(l, t, false),
        "Lets the program end before the immediate ran.",
    ),
    NativeRow::leaf("hasRef", 0, immediate_has_ref, "Whether the immediate keeps the program running."),
];

const GLOBALS: &[NativeRow] = &[
    NativeRow::leaf("clearImmediate", 1, clear_immediate, "Cancels what setImmediate queued."),
    NativeRow::cx("setImmediate", 4, set_immediate, "Calls a function after the tasks that are due."),
    NativeRow::leaf("clearInterval", 1, clear_timer, "Stops a timer."),
    NativeRow::leaf("clearTimeout", 1, clear_timer, "Stops a timer."),
    NativeRow::cx(
        "setInterval",
        5,
        |cx| set_timer(cx, true),
        "Calls a function again and again, so many milliseconds apart.",
    ),
    NativeRow::cx("setTimeout", 5, |cx| set_timer(cx, false), "Calls a function after so many milliseconds."),
    NativeRow::cx("queueMicrotask", 1, queue_microtask, "Calls a function when the running task is done."),
];

fn illegal(cx: &mut Cx<'_>) -> JsResult {
    Err(cx.type_error("Illegal constructor"))
}

fn set_timer(cx: &mut Cx<'_>, repeats: bool) -> JsResult {
    let callback = node_error::callable(cx, "callback", cx.arg(0))?;
    let wanted = cx.to_number(cx.arg(1))?;
    if wanted > LONGEST {
        let text = crate::vm::convert::number_to_string(wanted);
        let message = format!("{text} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.");
        process::emit_warning(cx, "TimeoutOverflowWarning", &message)?;
    }
    let duration = if (1.0..=LONGEST).contains(&wanted) { wanted } else { 1.0 };
    let arguments: Vec<Value> = cx.args_from(2).iter().map(|value| **value).collect();
    let mut leaf = cx.leaf();
    let arguments = argument_record(&mut leaf, &arguments);
    let state = leaf.state::<EventLoop>();
    let (id, now) = (state.timers.new_id(), state.now());
    let mut slots = [Value::UNDEFINED; timeout::COUNT];
    slots[timeout::ID] = Value::number(id.into());
    slots[timeout::CALLBACK] = *callback;
    slots[timeout::ARGUMENTS] = arguments;
    slots[timeout::DURATION] = Value::number(duration);
    slots[timeout::REPEATS] = Value::boolean(repeats);
    slots[timeout::REFERENCED] = Value::TRUE;
    slots[timeout::START] = Value::number(now as f64);
    let shape = leaf.shape(Intrinsic::TimeoutPrototype);
    let object = leaf.new_host(Brand::Timeout, shape, &slots).object().value();
    leaf.state::<EventLoop>().timers.add(id, object, duration as u64, repeats, now);
    Ok(object)
}

fn id_of(host: Gc<Host>) -> TimerId {
    host.get(0).as_number().unwrap_or(0.0) as TimerId
}

/// The timer that a `clear` function's argument means: a Timeout, or its number once somebody asked for that.
fn timer_argument(leaf: &mut Leaf<'_>, value: Value) -> Option<Gc<Host>> {
    if let Some(host) = Host::of(value, Brand::Timeout) {
        return Some(host);
    }
    let number = match value.as_number() {
        Some(n) => n,
        None => {
            let string = Gc::<crate::objects::JsString>::from_value(value)?;
            leaf.chars(string).to_text().parse().ok()?
        }
    };
    let timer = leaf.state::<EventLoop>().timers.get(number as TimerId)?;
    let exact = f64::from(number as TimerId) == number && timer.known_by_number;
    exact.then(|| Host::of(timer.object, Brand::Timeout)).flatten()
}

fn clear_timer(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    if let Some(host) = timer_argument(leaf, args.get(0)) {
        clear(leaf, host);
    } else if Host::of(args.get(0), Brand::Immediate).is_some() {
        return Ok(Value::UNDEFINED);
    }
    Ok(Value::UNDEFINED)
}

fn clear(leaf: &mut Leaf<'_>, host: Gc<Host>) {
    leaf.state::<EventLoop>().timers.remove(id_of(host));
    // What the callback holds is free from now on, whoever keeps the Timeout.
    host.set(leaf, timeout::CALLBACK, Value::NULL);
    host.set(leaf, timeout::ARGUMENTS, Value::UNDEFINED);
    host.set(leaf, timeout::DURATION, Value::int(-1));
}

fn this_timeout(leaf: &mut Leaf<'_>, this: Value) -> JsResult<Gc<Host>> {
    Host::of(this, Brand::Timeout).ok_or_else(|| leaf.type_error("Illegal invocation"))
}

fn this_immediate(leaf: &mut Leaf<'_>, this: Value) -> JsResult<Gc<Host>> {
    Host::of(this, Brand::Immediate).ok_or_else(|| leaf.type_error("Illegal invocation"))
}

fn refresh(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let host = this_timeout(leaf, this)?;
    let duration = host.get(timeout::DURATION).as_number().unwrap_or(-1.0);
    if duration < 0.0 {
        return Ok(this);
    }
    let (id, repeats) = (id_of(host), host.get(timeout::REPEATS) == Value::TRUE);
    let referenced = host.get(timeout::REFERENCED) == Value::TRUE;
    let state = leaf.state::<EventLoop>();
    let now = state.now();
    if state.timers.get(id).is_some() {
        state.timers.schedule(id, now);
    } else {
        state.timers.add(id, this, duration as u64, repeats, now);
        state.timers.set_referenced(id, referenced);
    }
    host.set(leaf, timeout::START, Value::number(now as f64));
    Ok(this)
}

fn timeout_reference(leaf: &mut Leaf<'_>, this: Value, referenced: bool) -> JsResult {
    let host = this_timeout(leaf, this)?;
    host.set(leaf, timeout::REFERENCED, Value::boolean(referenced));
    leaf.state::<EventLoop>().timers.set_referenced(id_of(host), referenced);
    Ok(this)
}

fn timeout_has_ref(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(this_timeout(leaf, this)?.get(timeout::REFERENCED))
}

fn timeout_close(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let host = this_timeout(leaf, this)?;
    clear(leaf, host);
    Ok(this)
}

fn timeout_number(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let host = this_timeout(leaf, this)?;
    if let Some(timer) = leaf.state::<EventLoop>().timers.get_mut(id_of(host)) {
        timer.known_by_number = true;
    }
    Ok(host.get(timeout::ID))
}

fn set_immediate(cx: &mut Cx<'_>) -> JsResult {
    let callback = node_error::callable(cx, "callback", cx.arg(0))?;
    let arguments: Vec<Value> = cx.args_from(1).iter().map(|value| **value).collect();
    let mut leaf = cx.leaf();
    let arguments = argument_record(&mut leaf, &arguments);
    Ok(queue_immediate(&mut leaf, *callback, arguments))
}

/// Queues an immediate with a record of arguments: its object.
pub(super) fn queue_immediate(leaf: &mut Leaf<'_>, callback: Value, arguments: Value) -> Value {
    let id = leaf.state::<EventLoop>().new_immediate_id();
    let mut slots = [Value::UNDEFINED; immediate::COUNT];
    slots[immediate::ID] = Value::number(id.into());
    slots[immediate::CALLBACK] = callback;
    slots[immediate::ARGUMENTS] = arguments;
    slots[immediate::REFERENCED] = Value::TRUE;
    let shape = leaf.shape(Intrinsic::ImmediatePrototype);
    let object = leaf.new_host(Brand::Immediate, shape, &slots).object().value();
    leaf.state::<EventLoop>().add_immediate(id, object);
    object
}

fn clear_immediate(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    if let Some(host) = Host::of(args.get(0), Brand::Immediate) {
        leaf.state::<EventLoop>().remove_immediate(id_of(host));
        host.set(leaf, immediate::CALLBACK, Value::NULL);
        host.set(leaf, immediate::ARGUMENTS, Value::UNDEFINED);
    }
    Ok(Value::UNDEFINED)
}

fn immediate_reference(leaf: &mut Leaf<'_>, this: Value, referenced: bool) -> JsResult {
    let host = this_immediate(leaf, this)?;
    host.set(leaf, immediate::REFERENCED, Value::boolean(referenced));
    leaf.state::<EventLoop>().set_immediate_referenced(id_of(host), referenced);
    Ok(this)
}

fn immediate_has_ref(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let host = this_immediate(leaf, this)?;
    Ok(Value::boolean(!host.get(immediate::CALLBACK).is_null() && host.get(immediate::REFERENCED) == Value::TRUE))
}

fn queue_microtask(cx: &mut Cx<'_>) -> JsResult {
    let callback: Rooted = node_error::callable(cx, "callback", cx.arg(0))?;
    cx.queue_microtask(Microtask::Call { function: *callback, argument: Value::UNDEFINED });
    Ok(Value::UNDEFINED)
}
