//! What can hold memory: every root by a name that a reader of the program knows.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::sites;
use super::walk::{Holder, Walk};
use crate::bytecode::{FunctionKind, FunctionProto, Text};
use crate::objects::{Environment, Function, Gc, Host, JsString, Key, Kind, SuspendedFrame, Value};
use crate::vm::Vm;
use crate::vm::errors::stack_trace::to_text;

/// The name of what has no better one.
pub(super) const BUILTINS: &str = "builtin objects";
/// The last holder of all: what no other one reaches. Not the same as `BUILTINS`, or it would be
/// asked first.
const REST: &str = "the engine or a builtin object";

/// Roots without a name of their own that are looked at. Tasks, of which there may be millions,
/// come last among them, and have names.
const MOST_RESTS: usize = limit!(1 << 16, small = 1 << 10);

/// So many roots of one name are weighed before more are listed, with all that were asked before
/// them: the heap is full, and a list of all would be as long as what holds them.
const MANY_ROOTS: usize = limit!(4096, small = 2);

/// The holders by the order in which they are asked.
struct Holders<'a, 'b> {
    list: Vec<Holder>,
    by_label: FxHashMap<String, usize>,
    walk: &'a mut Walk<'b>,
}

impl Holders<'_, '_> {
    fn add(&mut self, label: String, value: Value) {
        let Some(cell) = value.as_cell() else { return };
        let index = *self.by_label.entry(label).or_insert_with_key(|label| {
            self.list.push(Holder::new(label.clone()));
            self.list.len() - 1
        });
        let roots = &mut self.list[index].roots;
        if roots.back() != Some(&cell) {
            roots.push_back(cell);
        }
        if roots.len() >= MANY_ROOTS {
            self.list[..=index].iter_mut().for_each(|holder| self.walk.weigh(holder));
        }
    }

    /// The variables that a closure sees.
    fn closure(&mut self, function: Value) {
        let Some(function) = Gc::<Function>::from_value(function) else { return };
        let proto = function.code().proto();
        let mut names = proto.variables.outer.iter();
        let mut next = Gc::<Environment>::from_value(function.env.get());
        while let Some(environment) = next {
            let names = names.next().map_or(&[][..], |names| &names[..]);
            self.environment(environment, names, proto);
            next = Gc::from_value(environment.parent.get());
        }
    }

    fn environment(&mut self, environment: Gc<Environment>, names: &[Text], proto: &FunctionProto) {
        if !self.walk.seen.insert(environment.cell()) {
            return;
        }
        let file = sites::file_of(proto);
        for (index, slot) in environment.slots().iter().enumerate() {
            let name = names.get(index).filter(|name| !name.is_empty()).map(to_text);
            self.add(format!("{} ({file})", name.as_deref().unwrap_or("a captured variable")), slot.get());
        }
    }
}

/// A function's name, or what the source gives it as one; empty if that does not either.
pub(super) fn function_name(proto: &FunctionProto) -> String {
    if proto.name.is_empty() { to_text(&proto.inferred_name) } else { to_text(&proto.name) }
}

/// A function by its name and place.
pub(super) fn function_label(proto: &FunctionProto) -> String {
    let name = function_name(proto);
    let place = format!("{}:{}", sites::file_of(proto), proto.source.line(proto.span.0));
    if name.is_empty() { format!("function at {place}") } else { format!("{name} ({place})") }
}

impl Vm {
    /// Everything that holds memory, in the order in which a cell is counted for the first that
    /// reaches it; where they have many roots most of those are weighed already.
    pub(super) fn holders(&self, walk: &mut Walk<'_>) -> Vec<Holder> {
        let mut holders = Holders { list: Vec::new(), by_label: FxHashMap::default(), walk };
        self.global_holders(&mut holders);
        self.frame_holders(&mut holders);
        self.task_holders(&mut holders);
        for value in self.native_roots() {
            holders.add("a value that a builtin function works on".into(), *value);
        }
        self.other_holders(&mut holders);
        holders.list
    }

    fn global_holders(&self, holders: &mut Holders<'_, '_>) {
        for object in [self.realm.lexicals, self.realm.global] {
            let shape = self.space.shape_of(object);
            let mut builtin = if object == self.realm.global { self.builtin_globals() } else { 0 };
            shape.for_each(|key, property| {
                let label = if builtin > 0 { BUILTINS.into() } else { format!("{} (global)", key_text(key)) };
                builtin = builtin.saturating_sub(1);
                holders.add(label, object.slot(shape, property.slot).1.get());
            });
            if let Some(cell) = object.elements.get().as_cell() {
                holders.add("properties of globalThis with numbers for names".into(), Value::cell(cell));
            }
        }
    }

    fn frame_holders(&self, holders: &mut Holders<'_, '_>) {
        for (index, frame) in self.frames().iter().enumerate() {
            let proto: &Rc<FunctionProto> = frame.code.proto();
            holders.closure(self.stack.get(frame.base));
            // The window of what it calls begins among its registers.
            let above = self.frames().get(index + 1).map_or(self.stack.top, |next| next.base);
            for slot in frame.base + 1..frame.end().min(above) {
                let value = self.stack.get(slot);
                let register = (slot - frame.base) as u16;
                if let Some(environment) = Gc::<Environment>::from_value(value) {
                    let candidates = proto.variables.environments.iter().filter(|(at, _)| *at == register);
                    let fitting = candidates.map(|(_, names)| names).find(|n| n.len() == environment.slots().len());
                    holders.environment(environment, fitting.map_or(&[], |names| &names[..]), proto);
                    continue;
                }
                let name = register_label(proto, register);
                let label = match proto.kind {
                    FunctionKind::TopLevel => format!("{name} ({})", sites::file_of(proto)),
                    _ => format!("{name} in {}", function_label(proto)),
                };
                holders.add(label, value);
            }
            holders.add(format!("the result of {}", function_label(proto)), frame.extra);
        }
        let first_free = self.frames().last().map_or(0, |frame| frame.end());
        for slot in first_free..self.stack.top {
            holders.add("a value that a builtin function works on".into(), self.stack.get(slot));
        }
    }

    fn task_holders(&self, holders: &mut Holders<'_, '_>) {
        // A million tasks often have one callback.
        let mut last = ("", Value::UNDEFINED);
        self.state_holders(&mut |label, value| {
            if value.as_cell().is_some() && std::mem::replace(&mut last, (label, value)) != (label, value) {
                task_holder(holders, label, value);
            }
        });
    }

    /// What has no better name.
    fn other_holders(&self, holders: &mut Holders<'_, '_>) {
        let mut tracer = self.space.heap.new_bounded_tracer(MOST_RESTS);
        let mut last = [0; 3];
        for task in self.microtasks.iter() {
            task.trace(&mut tracer, &mut last);
            while let Some(cell) = tracer.next_cell() {
                holders.add("a promise job that waits".into(), Value::cell(cell));
            }
        }
        self.trace_all_roots(&mut tracer);
        while let Some(cell) = tracer.next_cell() {
            let task = matches!(Kind::of(cell), Kind::SuspendedFrame | Kind::Tuple);
            holders.add(if task { "a promise job that runs" } else { REST }.into(), Value::cell(cell));
        }
        for cell in [self.realm.lexicals.cell(), self.realm.global.cell()] {
            holders.add("the global object".into(), Value::cell(cell));
        }
    }
}

/// What keeps a task of the program, and what its callback sees.
fn task_holder(holders: &mut Holders<'_, '_>, label: &str, value: Value) {
    let callback = Gc::<Host>::from_value(value)
        .and_then(|host| host.slots().iter().map(|slot| slot.get()).find(|value| value.is_callable()))
        .or(Some(value).filter(|value| value.is_callable()));
    let Some(function) = callback.and_then(Gc::<Function>::from_value) else {
        return holders.add(label.into(), value);
    };
    holders.closure(function.value());
    holders.add(format!("{label} of {}", function_label(function.code().proto())), value);
}

/// The variables that a register holds, in turn.
pub(super) fn register_label(proto: &FunctionProto, register: u16) -> String {
    let mut names: Vec<String> =
        proto.variables.registers.iter().filter(|(at, _)| *at == register).map(|(_, name)| to_text(name)).collect();
    names.dedup();
    names.truncate(3);
    match (names.is_empty(), register) {
        (false, _) => names.join(" or "),
        (true, 1) => "this".into(),
        (true, _) => "a temporary value".into(),
    }
}

/// A property's name.
pub(super) fn key_text(key: Key) -> String {
    let name = key.as_name().and_then(Gc::<JsString>::from_value).and_then(|name| name.flat_chars());
    name.map_or_else(|| "[symbol]".to_owned(), |chars| chars.to_text().into_owned())
}

/// The function of a suspended frame.
pub(super) fn suspended_proto<'a>(frame: Gc<SuspendedFrame>) -> Option<&'a Rc<FunctionProto>> {
    Some(Gc::<Function>::from_value(frame.slots().first()?.get())?.code().proto())
}
