//! The events of `process`: the methods of Node's EventEmitter, for this one object.

use super::{ProcessState, node_error};
use crate::heap::Tracer;
use crate::objects::{Value, attributes};
use crate::vm::{Cx, JsResult, NativeRow, Rooted};

#[derive(Clone, Copy)]
struct Listener {
    function: Value,
    once: bool,
}

/// Listeners by event name (an interned string or a symbol).
#[derive(Default)]
pub(super) struct Listeners {
    events: Vec<(Value, Vec<Listener>)>,
}

impl Listeners {
    pub fn trace(&self, tracer: &mut Tracer) {
        for (name, listeners) in &self.events {
            tracer.word(name.bits());
            for listener in listeners {
                tracer.word(listener.function.bits());
            }
        }
    }

    fn of(&self, name: Value) -> &[Listener] {
        self.events.iter().find(|(known, _)| *known == name).map_or(&[], |(_, listeners)| listeners)
    }

    /// Adds a listener behind the others, or before them.
    pub fn add(&mut self, name: Value, function: Value, once: bool, first: bool) {
        let at = self.events.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            self.events.push((name, Vec::new()));
            self.events.len() - 1
        });
        let listeners = &mut self.events[at].1;
        let place = if first { 0 } else { listeners.len() };
        listeners.insert(place, Listener { function, once });
    }

    fn remove(&mut self, name: Value, function: Value) {
        if let Some((_, listeners)) = self.events.iter_mut().find(|(known, _)| *known == name)
            && let Some(at) = listeners.iter().rposition(|listener| listener.function == function)
        {
            listeners.remove(at);
        }
        self.events.retain(|(_, listeners)| !listeners.is_empty());
    }
}

pub(super) const METHODS: &[NativeRow] = &[
    NativeRow::cx("on", 2, |cx| add(cx, false, false), "Adds a listener of an event."),
    NativeRow::cx("addListener", 2, |cx| add(cx, false, false), "Adds a listener of an event."),
    NativeRow::cx("once", 2, |cx| add(cx, true, false), "Adds a listener that is called once."),
    NativeRow::cx("prependListener", 2, |cx| add(cx, false, true), "Adds a listener before the others."),
    NativeRow::cx(
        "prependOnceListener",
        2,
        |cx| add(cx, true, true),
        "Adds a listener before the others that is called once.",
    ),
    NativeRow::cx("off", 2, remove, "Removes a listener."),
    NativeRow::cx("removeListener", 2, remove, "Removes a listener."),
    NativeRow::cx("removeAllListeners", 1, remove_all, "Removes the listeners of an event, or all."),
    NativeRow::cx("emit", 1, emit_native, "Calls the listeners of an event."),
    NativeRow::cx("listenerCount", 1, listener_count, "How many listeners an event has."),
    NativeRow::cx("listeners", 1, listeners, "The listeners of an event."),
    NativeRow::cx("eventNames", 0, event_names, "The events that have listeners."),
    NativeRow::cx("setMaxListeners", 1, |cx| Ok(*cx.this()), "Accepted; there is no limit."),
    NativeRow::cx("getMaxListeners", 0, |_| Ok(Value::int(10)), "Node's limit, which is not enforced."),
];

fn event_name(cx: &mut Cx<'_>) -> JsResult<Value> {
    let name = cx.arg(0);
    let key = cx.to_property_key(name)?;
    // An index is no cell: its word is as good a name as any.
    Ok(key.word())
}

fn add(cx: &mut Cx<'_>, once: bool, first: bool) -> JsResult {
    let name = event_name(cx)?;
    let function = node_error::callable(cx, "listener", cx.arg(1))?;
    cx.state::<ProcessState>().listeners.add(name, *function, once, first);
    Ok(*cx.this())
}

fn remove(cx: &mut Cx<'_>) -> JsResult {
    let name = event_name(cx)?;
    let function = cx.arg(1);
    cx.state::<ProcessState>().listeners.remove(name, *function);
    Ok(*cx.this())
}

fn remove_all(cx: &mut Cx<'_>) -> JsResult {
    if cx.argc() == 0 {
        cx.state::<ProcessState>().listeners.events.clear();
    } else {
        let name = event_name(cx)?;
        cx.state::<ProcessState>().listeners.events.retain(|(known, _)| *known != name);
    }
    Ok(*cx.this())
}

fn emit_native(cx: &mut Cx<'_>) -> JsResult {
    let name = event_name(cx)?;
    let args = cx.args_from(1);
    emit_value(cx, name, &args).map(Value::boolean)
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
    let names: Vec<Value> = cx.state::<ProcessState>().listeners.events.iter().map(|(name, _)| *name).collect();
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
            cx.state::<ProcessState>().listeners.remove(name, *function);
        }
        cx.call(function, process, args)?;
    }
    Ok(!functions.is_empty())
}
