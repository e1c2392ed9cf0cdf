//! The events of `process`: the methods of Node's EventEmitter, for this one object.

use super::ProcessState;
use crate::builtins::Installer;
use crate::heap::Tracer;
use crate::host::node::errors;
use crate::host::node::util_inspect::{Options, inspect};
use crate::objects::{Kind, Value, attributes};
use crate::vm::{Cx, ErrorKind, JsResult, NativeRow, Rooted};

#[derive(Clone, Copy)]
struct Listener {
    function: Value,
    once: bool,
}

struct Event {
    /// An interned string or a symbol.
    name: Value,
    listeners: Vec<Listener>,
    /// It was told that there are too many.
    warned: bool,
}

/// Listeners by event name.
pub(super) struct Listeners {
    events: Vec<Event>,
    /// More than so many of one event are taken for a leak; 0 for no limit.
    most: f64,
}

impl Default for Listeners {
    fn default() -> Listeners {
        Listeners { events: Vec::new(), most: 10.0 }
    }
}

impl Listeners {
    pub fn trace(&self, tracer: &mut Tracer) {
        for event in &self.events {
            tracer.word(event.name.bits());
            for listener in &event.listeners {
                tracer.word(listener.function.bits());
            }
        }
    }

    fn of(&self, name: Value) -> &[Listener] {
        self.events.iter().find(|event| event.name == name).map_or(&[], |event| &event.listeners)
    }

    /// Adds a listener behind the others, or before them.
    pub fn add(&mut self, name: Value, function: Value, once: bool, first: bool) {
        let at = self.events.iter().position(|event| event.name == name).unwrap_or_else(|| {
            self.events.push(Event { name, listeners: Vec::new(), warned: false });
            self.events.len() - 1
        });
        let listeners = &mut self.events[at].listeners;
        let place = if first { 0 } else { listeners.len() };
        listeners.insert(place, Listener { function, once });
    }

    /// The number of an event's listeners, if it is too large and nobody was told.
    fn excess(&mut self, name: Value) -> Option<usize> {
        let most = self.most;
        let event = self.events.iter_mut().find(|event| event.name == name)?;
        let count = event.listeners.len();
        (most > 0.0 && count as f64 > most && !std::mem::replace(&mut event.warned, true)).then_some(count)
    }

    /// Whether there was such a listener.
    fn remove(&mut self, name: Value, function: Value) -> bool {
        let Some(event) = self.events.iter_mut().find(|event| event.name == name) else { return false };
        let Some(at) = event.listeners.iter().rposition(|listener| listener.function == function) else { return false };
        event.listeners.remove(at);
        self.events.retain(|event| !event.listeners.is_empty());
        true
    }
}

const METHODS: &[NativeRow] = &[
    NativeRow::cx("addListener", 2, |cx| add(cx, false, false), "Node events", "Adds a listener of an event."),
    NativeRow::cx("once", 2, |cx| add(cx, true, false), "Node events", "Adds a listener that is called once."),
    NativeRow::cx("prependListener", 2, |cx| add(cx, false, true), "Node events", "Adds a listener before the others."),
    NativeRow::cx(
        "prependOnceListener",
        2,
        |cx| add(cx, true, true),
        "Node events",
        "Adds a listener before the others that is called once.",
    ),
    NativeRow::cx("removeListener", 2, remove, "Node events", "Removes a listener."),
    NativeRow::cx("removeAllListeners", 1, remove_all, "Node events", "Removes the listeners of an event, or all."),
    NativeRow::cx("emit", 1, emit_native, "Node events", "Calls the listeners of an event."),
    NativeRow::cx("listenerCount", 1, listener_count, "Node events", "How many listeners an event has."),
    NativeRow::cx("listeners", 1, listeners, "Node events", "The listeners of an event."),
    NativeRow::cx("rawListeners", 1, listeners, "Node events", "The listeners of an event."),
    NativeRow::cx("eventNames", 0, event_names, "Node events", "The events that have listeners."),
    NativeRow::cx(
        "setMaxListeners",
        1,
        set_max_listeners,
        "Node events",
        "From how many listeners of an event on a warning tells of it.",
    ),
    NativeRow::leaf(
        "getMaxListeners",
        0,
        |leaf, _, _| Ok(Value::number(leaf.state::<ProcessState>().listeners.most)),
        "Node events",
        "From how many listeners of an event on a warning tells of it.",
    ),
];

/// Names that Node has for the same functions.
const ALIASES: [(&str, &str); 2] = [("on", "addListener"), ("off", "removeListener")];

/// Installs the methods of an emitter.
pub(super) fn install(installer: &mut Installer<'_>, prototype: Value) {
    for row in METHODS {
        let function = installer.method(prototype, row);
        for (alias, _) in ALIASES.iter().filter(|(_, name)| *name == row.name) {
            installer.value(prototype, alias, function, attributes::HIDDEN);
        }
    }
}

fn event_name(cx: &mut Cx<'_>) -> JsResult<Value> {
    let name = cx.arg(0);
    let key = cx.to_property_key(name)?;
    // An index is no cell: its word is as good a name as any.
    Ok(key.word())
}

fn add(cx: &mut Cx<'_>, once: bool, first: bool) -> JsResult {
    let name = event_name(cx)?;
    let function = errors::callable(cx, "listener", cx.arg(1))?;
    if has_listeners(cx, "newListener") {
        emit(cx, "newListener", &[cx.arg(0), function])?;
    }
    let listeners = &mut cx.state::<ProcessState>().listeners;
    listeners.add(name, *function, once, first);
    if let Some(count) = listeners.excess(name) {
        warn_of_leak(cx, count)?;
    }
    Ok(*cx.this())
}

fn warn_of_leak(cx: &mut Cx<'_>, count: usize) -> JsResult<()> {
    let name = cx.arg(0);
    let shown = if name.is_string() { cx.vm().text_of(*name) } else { cx.describe(name) };
    let most = cx.state::<ProcessState>().listeners.most;
    let message = format!(
        "Possible EventEmitter memory leak detected. {count} {shown} listeners added to [process]. MaxListeners is {most}. Use \
         emitter.setMaxListeners() to increase limit"
    );
    let facts = [("emitter", cx.this()), ("type", name), ("count", count.into())];
    super::warnings::emit_warning_with(cx, "MaxListenersExceededWarning", &message, &facts)
}

fn set_max_listeners(cx: &mut Cx<'_>) -> JsResult {
    let most = cx.arg(0);
    let Some(number) = most.as_number() else {
        return Err(errors::invalid_argument(cx, "setMaxListeners", "of type number", most)?);
    };
    if number.is_nan() || number < 0.0 {
        return Err(errors::out_of_range(cx, "setMaxListeners", ">= 0", most)?);
    }
    cx.state::<ProcessState>().listeners.most = number;
    Ok(*cx.this())
}

/// Takes a listener out, and tells those who listen to that.
fn take_out(cx: &mut Cx<'_>, name: Value, shown: Rooted, function: Rooted) -> JsResult<()> {
    let removed = cx.state::<ProcessState>().listeners.remove(name, *function);
    if removed && has_listeners(cx, "removeListener") {
        emit(cx, "removeListener", &[shown, function])?;
    }
    Ok(())
}

fn remove(cx: &mut Cx<'_>) -> JsResult {
    let name = event_name(cx)?;
    let function = errors::callable(cx, "listener", cx.arg(1))?;
    take_out(cx, name, cx.arg(0), function)?;
    Ok(*cx.this())
}

fn remove_all(cx: &mut Cx<'_>) -> JsResult {
    if cx.argc() == 0 {
        cx.state::<ProcessState>().listeners.events.clear();
        return Ok(*cx.this());
    }
    let name = event_name(cx)?;
    let listeners = cx.state::<ProcessState>().listeners.of(name).to_vec();
    let functions: Vec<Rooted> = listeners.iter().map(|listener| cx.root(listener.function)).collect();
    for function in functions.into_iter().rev() {
        take_out(cx, name, cx.arg(0), function)?;
    }
    Ok(*cx.this())
}

fn emit_native(cx: &mut Cx<'_>) -> JsResult {
    let name = event_name(cx)?;
    let args = cx.args_from(1);
    let heard = emit_value(cx, name, &args)?;
    if !heard && name == cx.key("error").word() {
        return Err(unheard_error(cx, cx.arg(1))?);
    }
    Ok(Value::boolean(heard))
}

/// An event `error` that nobody listens to is thrown.
fn unheard_error(cx: &mut Cx<'_>, error: Rooted) -> JsResult<crate::vm::Throw> {
    if error.kind() == Some(Kind::Error) {
        return Ok(cx.throw_value(*error));
    }
    let text = inspect(cx, error, &Options::default())?;
    let message = format!("Unhandled error. ({text})");
    let thrown = errors::new(cx, ErrorKind::Error, "ERR_UNHANDLED_ERROR", &message);
    let key = cx.key("context");
    cx.set(thrown, key, error)?;
    Ok(cx.throw_value(*thrown))
}

fn listener_count(cx: &mut Cx<'_>) -> JsResult {
    let name = event_name(cx)?;
    Ok(Value::length(cx.state::<ProcessState>().listeners.of(name).len()))
}

fn listeners(cx: &mut Cx<'_>) -> JsResult {
    let name = event_name(cx)?;
    let functions: Vec<Value> = cx.state::<ProcessState>().listeners.of(name).iter().map(|l| l.function).collect();
    Ok(cx.leaf().new_array_from(&functions).value())
}

fn event_names(cx: &mut Cx<'_>) -> JsResult {
    let names: Vec<Value> = cx.state::<ProcessState>().listeners.events.iter().map(|event| event.name).collect();
    let mut leaf = cx.leaf();
    let array = leaf.new_array(names.len());
    for (i, &name) in names.iter().enumerate() {
        leaf.put_element(array.object(), i as u32, name, attributes::ALL);
    }
    Ok(array.value())
}

/// Whether an event has listeners.
pub(super) fn has_listeners(cx: &mut Cx<'_>, name: &str) -> bool {
    let name = cx.key(name).word();
    !cx.state::<ProcessState>().listeners.of(name).is_empty()
}

/// Calls the listeners of an event: whether there were any.
pub(super) fn emit(cx: &mut Cx<'_>, name: &str, args: &[Rooted]) -> JsResult<bool> {
    let name = cx.key(name).word();
    emit_value(cx, name, args)
}

fn emit_value(cx: &mut Cx<'_>, name: Value, args: &[Rooted]) -> JsResult<bool> {
    let state = cx.state::<ProcessState>();
    let process = state.object;
    let listeners = state.listeners.of(name).to_vec();
    let process = cx.root(process);
    let functions: Vec<(Rooted, bool)> =
        listeners.iter().map(|listener| (cx.root(listener.function), listener.once)).collect();
    for &(function, once) in &functions {
        if once {
            let shown = cx.root(name);
            take_out(cx, name, shown, function)?;
        }
        cx.call(function, process, args)?;
    }
    Ok(!functions.is_empty())
}
