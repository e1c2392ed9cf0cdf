//! Roots by the names that a reader of the program knows: what running functions see and hold, and
//! how functions, registers and keys are called.

use std::rc::Rc;

use super::sites;
use crate::bytecode::{FunctionKind, FunctionProto, Text};
use crate::heap::CellRef;
use crate::objects::{Environment, Function, Gc, JsString, Key, SuspendedFrame, Value};
use crate::vm::Vm;
use crate::vm::errors::stack_trace::to_text;

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

/// What a root is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RootKind {
    /// A variable of a script, or a property of the global object.
    Global,
    /// A variable of a running function.
    Local,
    /// A timer, or another task that waits.
    Task,
    /// Something without a name.
    Other,
}

/// The site that wrote a reference into a cell after that was born.
pub(super) fn writer(vm: &Vm, owner: CellRef, value: Value) -> Option<u32> {
    let heap = &vm.space.heap;
    // What has its references elsewhere tells the last one.
    let word = heap.word_that_holds(owner, value.as_cell()?).unwrap_or(0);
    Some(heap.writer_of(owner, word)).filter(|&site| site != 0)
}

/// Hears of a variable: what makes its name, its value, and the site that put that there.
type Variable<'a> = dyn FnMut(&dyn Fn() -> String, Value, Option<u32>) + 'a;

/// Variables that running functions see, and those of theirs that closures may see.
pub(super) fn seen_variables(vm: &Vm, visit: &mut Variable<'_>) {
    for (index, frame) in vm.frames().iter().enumerate() {
        let proto = frame.code.proto();
        closure(vm, vm.stack.get(frame.base), visit);
        for (register, value) in registers(vm, index) {
            let Some(found) = Gc::<Environment>::from_value(value) else { continue };
            let candidates = proto.variables.environments.iter().filter(|(at, _)| *at == register);
            let fitting = candidates.map(|(_, names)| names).find(|n| n.len() == found.slots().len());
            environment(vm, found, fitting.map_or(&[], |names| &names[..]), proto, visit);
        }
    }
}

/// The variables that a closure sees.
fn closure(vm: &Vm, function: Value, visit: &mut Variable<'_>) {
    let Some(function) = Gc::<Function>::from_value(function) else { return };
    let proto = function.code().proto();
    let mut names = proto.variables.outer.iter();
    let mut next = Gc::<Environment>::from_value(function.env.get());
    while let Some(found) = next {
        let names = names.next().map_or(&[][..], |names| &names[..]);
        environment(vm, found, names, proto, visit);
        next = Gc::from_value(found.parent.get());
    }
}

fn environment(vm: &Vm, environment: Gc<Environment>, names: &[Text], proto: &FunctionProto, visit: &mut Variable<'_>) {
    let file = sites::file_of(proto);
    for (index, slot) in environment.slots().iter().enumerate() {
        let name = names.get(index).filter(|name| !name.is_empty()).map(to_text);
        let site = writer(vm, environment.cell(), slot.get());
        let label = || format!("{} ({file})", name.as_deref().unwrap_or("a captured variable"));
        visit(&label, slot.get(), site);
    }
}

/// Variables and temporary values of running functions; those of a full heap with their lines.
pub(super) fn locals(vm: &Vm, is_full: bool, visit: &mut dyn FnMut(&dyn Fn() -> String, Value)) {
    for (index, frame) in vm.frames().iter().enumerate() {
        let proto = frame.code.proto();
        // What the library works on is nobody's variable.
        if sites::is_library(proto) && !is_full {
            continue;
        }
        for (register, value) in registers(vm, index).filter(|(_, value)| value.as_cell().is_some()) {
            let label = || {
                let name = register_label(proto, register);
                match proto.kind {
                    FunctionKind::TopLevel if !is_full => name,
                    FunctionKind::TopLevel => format!("{name} ({})", sites::file_of(proto)),
                    _ if !is_full => format!("{name} in {} ({})", function_name(proto), sites::file_of(proto)),
                    _ => format!("{name} in {}", function_label(proto)),
                }
            };
            visit(&label, value);
        }
        visit(&|| format!("the result of {}", function_label(proto)), frame.extra);
    }
}

/// The registers of a frame with their values: up to the window of what it calls, which begins
/// among them.
fn registers(vm: &Vm, index: usize) -> impl Iterator<Item = (u16, Value)> {
    let frame = &vm.frames()[index];
    let above = vm.frames().get(index + 1).map_or(vm.stack.top, |next| next.base);
    let base = frame.base;
    (base + 1..frame.end().min(above)).map(move |slot| ((slot - base) as u16, vm.stack.get(slot)))
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
