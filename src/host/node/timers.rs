//! `setTimeout`, `setInterval`, `setImmediate`, their `clear` functions, and the objects they
//! return, as Node has them. `queueMicrotask` too.

use super::timer_objects::{Immediate, Timeout};
use super::{errors, process};
use crate::builtins::Installer;
use crate::event_loop::{EventLoop, TimerId, argument_record, arguments_of};
use crate::objects::{Gc, JsString, Value, attributes};
use crate::vm::{Args, Cx, Intrinsic, JsResult, Leaf, Microtask, NativeRow, Rooted, Vm, messages};

/// Durations beyond this become 1, as in Node.
const LONGEST: f64 = 2_147_483_647.0;

/// Installs the timer functions.
pub fn install(installer: &mut Installer<'_>) {
    install_class(installer, &TIMEOUT, Intrinsic::TimeoutPrototype, TIMEOUT_METHODS, TIMEOUT_FIELDS);
    install_class(installer, &IMMEDIATE, Intrinsic::ImmediatePrototype, IMMEDIATE_METHODS, IMMEDIATE_FIELDS);
    for row in GLOBALS {
        let function = installer.function(row).value();
        installer.global_enumerable(row.name, function);
    }
}

fn install_class(
    installer: &mut Installer<'_>,
    row: &NativeRow,
    proto: Intrinsic,
    methods: &[NativeRow],
    fields: &[NativeRow],
) {
    let prototype = installer.object(Intrinsic::ObjectPrototype);
    let constructor = installer.function(&row.constructor()).value();
    installer.value(constructor, "prototype", prototype, 0);
    installer.value(prototype, "constructor", constructor, attributes::HIDDEN);
    installer.vm.realm.set(proto, prototype);
    installer.methods(prototype, methods);
    for field in fields {
        installer.accessor(prototype, Some(field), None);
    }
}

const TIMEOUT: NativeRow =
    NativeRow::cx("Timeout", 5, illegal, "Node timers", "What setTimeout and setInterval return.");
const IMMEDIATE: NativeRow = NativeRow::cx("Immediate", 2, illegal, "Node timers", "What setImmediate returns.");

const TIMEOUT_METHODS: &[NativeRow] = &[
    NativeRow::leaf("refresh", 0, refresh, "Node timers", "Starts the timer again with its duration."),
    NativeRow::leaf(
        "unref",
        0,
        |l, t, _| timeout_reference(l, t, false),
        "Node timers",
        "Lets the program end before the timer fires.",
    ),
    NativeRow::leaf(
        "ref",
        0,
        |l, t, _| timeout_reference(l, t, true),
        "Node timers",
        "Keeps the program running until the timer fires.",
    ),
    NativeRow::leaf("hasRef", 0, timeout_has_ref, "Node timers", "Whether the timer keeps the program running."),
    NativeRow::leaf("close", 0, timeout_close, "Node timers", "Clears the timer."),
    NativeRow::leaf(
        "[Symbol.toPrimitive]",
        0,
        timeout_number,
        "Node timers",
        "The number of the timer, which clearTimeout takes.",
    ),
];

const IMMEDIATE_METHODS: &[NativeRow] = &[
    NativeRow::leaf(
        "ref",
        0,
        |l, t, _| immediate_reference(l, t, true),
        "Node timers",
        "Keeps the program running until the immediate ran.",
    ),
    NativeRow::leaf(
        "unref",
        0,
        |l, t, _| immediate_reference(l, t, false),
        "Node timers",
        "Lets the program end before the immediate ran.",
    ),
    NativeRow::leaf("hasRef", 0, immediate_has_ref, "Node timers", "Whether the immediate keeps the program running."),
];

/// Fields that Node's timers have as properties of their own; here they can be read.
const TIMEOUT_FIELDS: &[NativeRow] = &[
    NativeRow::leaf(
        "_idleTimeout",
        0,
        |l, t, _| Ok(this_timeout(l, t)?.idle_timeout()),
        "Node timers",
        "Milliseconds; -1 once cleared.",
    ),
    NativeRow::leaf(
        "_idleStart",
        0,
        |l, t, _| Ok(this_timeout(l, t)?.idle_start()),
        "Node timers",
        "When it was last started.",
    ),
    NativeRow::leaf(
        "_onTimeout",
        0,
        |l, t, _| Ok(this_timeout(l, t)?.callback()),
        "Node timers",
        "The callback; null once cleared.",
    ),
    NativeRow::leaf(
        "_timerArgs",
        0,
        |l, t, _| {
            let record = this_timeout(l, t)?.arguments();
            Ok(argument_array(l, record))
        },
        "Node timers",
        "The callback's arguments.",
    ),
    NativeRow::leaf(
        "_repeat",
        0,
        |l, t, _| Ok(this_timeout(l, t)?.repeat()),
        "Node timers",
        "Milliseconds; null when it fires once.",
    ),
    NativeRow::leaf(
        "_destroyed",
        0,
        |l, t, _| Ok(this_timeout(l, t)?.destroyed()),
        "Node timers",
        "Whether it has come to its end.",
    ),
];

/// The same of immediates.
const IMMEDIATE_FIELDS: &[NativeRow] = &[
    NativeRow::leaf(
        "_onImmediate",
        0,
        |l, t, _| Ok(this_immediate(l, t)?.callback()),
        "Node timers",
        "The callback; null at its end.",
    ),
    NativeRow::leaf(
        "_argv",
        0,
        |l, t, _| {
            let record = this_immediate(l, t)?.arguments();
            Ok(argument_array(l, record))
        },
        "Node timers",
        "The callback's arguments.",
    ),
    NativeRow::leaf(
        "_destroyed",
        0,
        |l, t, _| Ok(this_immediate(l, t)?.destroyed()),
        "Node timers",
        "Whether it has come to its end.",
    ),
];

const GLOBALS: &[NativeRow] = &[
    NativeRow::leaf("clearImmediate", 1, clear_immediate, "Node timers", "Cancels what setImmediate queued."),
    NativeRow::cx("setImmediate", 4, set_immediate, "Node timers", "Calls a function after the tasks that are due."),
    NativeRow::leaf("clearInterval", 1, clear_timer, "Node timers", "Stops a timer."),
    NativeRow::leaf("clearTimeout", 1, clear_timer, "Node timers", "Stops a timer."),
    NativeRow::cx(
        "setInterval",
        5,
        |cx| set_timer(cx, true),
        "Node timers",
        "Calls a function again and again, so many milliseconds apart.",
    ),
    NativeRow::cx(
        "setTimeout",
        5,
        |cx| set_timer(cx, false),
        "Node timers",
        "Calls a function after so many milliseconds.",
    ),
    NativeRow::cx(
        "queueMicrotask",
        1,
        queue_microtask,
        "Node globals",
        "Calls a function when the running task is done.",
    ),
];

fn illegal(cx: &mut Cx<'_>) -> JsResult {
    Err(cx.type_error(messages::ILLEGAL_CONSTRUCTOR))
}

fn set_timer(cx: &mut Cx<'_>, repeats: bool) -> JsResult {
    let callback = errors::callable(cx, "callback", cx.arg(0))?;
    // Node multiplies it by a number.
    if cx.arg(1).is_bigint() {
        return Err(cx.type_error(messages::MIXED_TYPES));
    }
    let wanted = cx.to_number(cx.arg(1))?;
    if wanted > LONGEST {
        let text = crate::numeric::digits::number_to_string(wanted);
        let message = format!("{text} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.");
        process::emit_warning(cx, "TimeoutOverflowWarning", &message)?;
    }
    let duration = if (1.0..=LONGEST).contains(&wanted) { wanted } else { 1.0 };
    let arguments: Vec<Value> = cx.args_from(2).iter().map(|value| **value).collect();
    let mut leaf = cx.leaf();
    let arguments = argument_record(&mut leaf, &arguments);
    let shape = leaf.shape(Intrinsic::TimeoutPrototype);
    let timer = Timeout::new(&mut leaf, shape, *callback, arguments, duration, repeats);
    let context = leaf.vm_ref().async_context;
    timer.set_context(&mut leaf, context);
    start(&mut leaf, timer, duration as u64);
    leaf.state::<EventLoop>().timers.count_reference(true);
    Ok(timer.value())
}

/// Calls a function after so many milliseconds, for the library of the language.
pub fn call_after(leaf: &mut Leaf<'_>, callback: Value, wanted: f64) -> Value {
    let duration = wanted.clamp(1.0, LONGEST);
    let arguments = argument_record(leaf, &[]);
    let shape = leaf.shape(Intrinsic::TimeoutPrototype);
    let timer = Timeout::new(leaf, shape, callback, arguments, duration, false);
    start(leaf, timer, duration.ceil() as u64);
    leaf.state::<EventLoop>().timers.count_reference(true);
    timer.value()
}

/// Ends what [`call_after`] began.
pub fn cancel(leaf: &mut Leaf<'_>, timer: Value) {
    if let Some(timer) = Timeout::of(timer) {
        clear(leaf, timer);
    }
}

/// Starts a timer that has not been started, or has come to its end, under a new number.
fn start(leaf: &mut Leaf<'_>, timer: Timeout, duration: u64) {
    let state = leaf.state::<EventLoop>();
    let (id, now) = (state.timers.new_id(), state.now());
    state.timers.add(id, timer.value(), duration, now);
    timer.set_id(leaf, Value::number(id.into()));
    timer.set_idle_start(leaf, Value::number(now as f64));
    #[cfg(feature = "cli")]
    try_clearing(leaf, timer, id);
}

/// In a trial of clearing the timers of a line: the one before is cleared now.
#[cfg(feature = "cli")]
fn try_clearing(leaf: &mut Leaf<'_>, timer: Timeout, id: TimerId) {
    let born = timer.value().as_cell().map_or(0, |cell| leaf.heap.birth_of(cell));
    let state = leaf.state::<EventLoop>();
    let Some(trial) = state.timer_trial.as_mut().filter(|trial| (trial.is_meant)(born)) else { return };
    let before = std::mem::replace(&mut trial.last, id);
    let before = state.timers.get(before).and_then(Timeout::of);
    if let Some(before) = before.filter(|before| before.value() != timer.value()) {
        clear(leaf, before);
    }
}

/// A record of arguments as an array.
fn argument_array(leaf: &mut Leaf<'_>, record: Value) -> Value {
    match Gc::<crate::objects::object::storage::Slots>::from_value(record) {
        Some(words) => {
            let values: Vec<Value> = words.slots().iter().map(|slot| slot.get()).collect();
            leaf.new_array_from(&values).value()
        }
        None => record,
    }
}

/// The timer that a `clear` function's argument means: a Timeout, or its number once somebody asked
/// for that.
fn timer_argument(leaf: &mut Leaf<'_>, value: Value) -> Option<Timeout> {
    if let Some(timer) = Timeout::of(value) {
        return Some(timer);
    }
    let id: TimerId = match value.as_number() {
        Some(n) if f64::from(n as TimerId) == n => n as TimerId,
        Some(_) => return None,
        None => {
            let text = leaf.chars(Gc::<JsString>::from_value(value)?).to_text();
            text.parse().ok().filter(|id: &TimerId| id.to_string() == text)?
        }
    };
    let timer = leaf.state::<EventLoop>().timers.get(id).and_then(Timeout::of)?;
    (timer.has_primitive() == Value::TRUE).then_some(timer)
}

fn clear_timer(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    if let Some(timer) = timer_argument(leaf, args.get(0)) {
        clear(leaf, timer);
    }
    Ok(Value::UNDEFINED)
}

fn clear(leaf: &mut Leaf<'_>, timer: Timeout) {
    if timer.callback().is_null() {
        return;
    }
    // What the callback holds is free from now on, whoever keeps the Timeout.
    timer.set_callback(leaf, Value::NULL);
    if timer.is_destroyed() {
        return;
    }
    timer.set_destroyed(leaf, Value::TRUE);
    timer.set_idle_timeout(leaf, Value::int(-1));
    let state = leaf.state::<EventLoop>();
    state.timers.remove(timer.key());
    if timer.is_refed() {
        state.timers.count_reference(false);
    }
}

/// Calls a timer's callback, then starts the timer again or ends it. What the event loop calls.
pub fn fire(vm: &mut Vm, id: TimerId, object: Value) -> JsResult {
    let Some(timer) = Timeout::of(object) else { return Ok(Value::UNDEFINED) };
    let start = vm.state::<EventLoop>().now();
    let arguments = arguments_of(timer.arguments());
    vm.set_async_context(timer.context());
    let result = vm.call_task(timer.callback(), object, &arguments);
    let again = timer.repeats().then(|| timer.wait()).flatten();
    if let Some(duration) = again
        && !timer.is_destroyed()
    {
        timer.set_idle_start(&mut vm.space, Value::number(start as f64));
        vm.state::<EventLoop>().timers.schedule(id, duration, start);
    } else if !vm.state::<EventLoop>().timers.is_scheduled(timer.key()) {
        end(vm, timer);
    }
    result
}

/// A timer will not fire any more, unless it is refreshed.
fn end(vm: &mut Vm, timer: Timeout) {
    if !timer.is_destroyed() {
        timer.set_destroyed(&mut vm.space, Value::TRUE);
        let timers = &mut vm.state::<EventLoop>().timers;
        timers.remove(timer.key());
        if timer.is_refed() {
            timers.count_reference(false);
        }
    }
}

/// Calls the callback of an immediate. What the event loop calls.
pub fn run_immediate(vm: &mut Vm, object: Value) -> JsResult {
    let Some(immediate) = Immediate::of(object) else { return Ok(Value::UNDEFINED) };
    if immediate.is_refed() {
        vm.state::<EventLoop>().count_immediate_reference(false);
    }
    immediate.set_destroyed(&mut vm.space, Value::TRUE);
    immediate.set_refed(&mut vm.space, Value::NULL);
    let arguments = arguments_of(immediate.arguments());
    vm.set_async_context(immediate.context());
    let result = vm.call_task(immediate.callback(), object, &arguments);
    immediate.set_callback(&mut vm.space, Value::NULL);
    result
}

/// Which function made a timer's object.
#[cfg(feature = "cli")]
pub fn name(object: Value) -> &'static str {
    let repeats = Timeout::of(object).is_some_and(Timeout::repeats);
    if repeats { "setInterval" } else { "setTimeout" }
}

fn this_timeout(leaf: &mut Leaf<'_>, this: Value) -> JsResult<Timeout> {
    Timeout::of(this).ok_or_else(|| leaf.type_error("Illegal invocation"))
}

fn this_immediate(leaf: &mut Leaf<'_>, this: Value) -> JsResult<Immediate> {
    Immediate::of(this).ok_or_else(|| leaf.type_error("Illegal invocation"))
}

fn refresh(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let timer = this_timeout(leaf, this)?;
    let Some(duration) = timer.wait() else { return Ok(this) };
    if timer.is_destroyed() {
        timer.set_destroyed(leaf, Value::FALSE);
        start(leaf, timer, duration);
        if timer.is_refed() {
            leaf.state::<EventLoop>().timers.count_reference(true);
        }
        return Ok(this);
    }
    let state = leaf.state::<EventLoop>();
    let now = state.now();
    state.timers.schedule(timer.key(), duration, now);
    timer.set_idle_start(leaf, Value::number(now as f64));
    Ok(this)
}

fn timeout_reference(leaf: &mut Leaf<'_>, this: Value, referenced: bool) -> JsResult {
    let timer = this_timeout(leaf, this)?;
    if timer.is_refed() != referenced {
        timer.set_refed(leaf, Value::boolean(referenced));
        if !timer.is_destroyed() {
            leaf.state::<EventLoop>().timers.count_reference(referenced);
        }
    }
    Ok(this)
}

fn timeout_has_ref(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(this_timeout(leaf, this)?.refed())
}

fn timeout_close(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let timer = this_timeout(leaf, this)?;
    clear(leaf, timer);
    Ok(this)
}

fn timeout_number(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    let timer = this_timeout(leaf, this)?;
    timer.set_has_primitive(leaf, Value::TRUE);
    Ok(timer.id())
}

fn set_immediate(cx: &mut Cx<'_>) -> JsResult {
    let callback = errors::callable(cx, "callback", cx.arg(0))?;
    let arguments: Vec<Value> = cx.args_from(1).iter().map(|value| **value).collect();
    let mut leaf = cx.leaf();
    let arguments = argument_record(&mut leaf, &arguments);
    Ok(queue_immediate(&mut leaf, *callback, arguments))
}

/// Queues an immediate with a record of arguments: its object.
pub(crate) fn queue_immediate(leaf: &mut Leaf<'_>, callback: Value, arguments: Value) -> Value {
    let id = leaf.state::<EventLoop>().next_immediate_id();
    let shape = leaf.shape(Intrinsic::ImmediatePrototype);
    let immediate = Immediate::new(leaf, shape, id, callback, arguments);
    let context = leaf.vm_ref().async_context;
    immediate.set_context(leaf, context);
    leaf.state::<EventLoop>().add_immediate(immediate.value());
    immediate.value()
}

fn clear_immediate(leaf: &mut Leaf<'_>, _: Value, args: Args<'_>) -> JsResult {
    if let Some(immediate) = Immediate::of(args.get(0)).filter(|immediate| !immediate.is_destroyed()) {
        let state = leaf.state::<EventLoop>();
        if state.remove_immediate(immediate.key(), immediate.value()) && immediate.is_refed() {
            state.count_immediate_reference(false);
        }
        immediate.set_destroyed(leaf, Value::TRUE);
        immediate.set_refed(leaf, Value::NULL);
        // What the callback holds is free from now on, whoever keeps the Immediate.
        immediate.set_callback(leaf, Value::NULL);
    }
    Ok(Value::UNDEFINED)
}

fn immediate_reference(leaf: &mut Leaf<'_>, this: Value, referenced: bool) -> JsResult {
    let immediate = this_immediate(leaf, this)?;
    if !immediate.is_destroyed() && immediate.is_refed() != referenced {
        immediate.set_refed(leaf, Value::boolean(referenced));
        leaf.state::<EventLoop>().count_immediate_reference(referenced);
    }
    Ok(this)
}

fn immediate_has_ref(leaf: &mut Leaf<'_>, this: Value, _: Args<'_>) -> JsResult {
    Ok(Value::boolean(this_immediate(leaf, this)?.is_refed()))
}

fn queue_microtask(cx: &mut Cx<'_>) -> JsResult {
    let callback: Rooted = errors::callable(cx, "callback", cx.arg(0))?;
    cx.vm().queue_in_context(Microtask::Call { function: *callback, argument: Value::UNDEFINED });
    Ok(Value::UNDEFINED)
}
