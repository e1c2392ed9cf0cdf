//! The way through the heap in words:
//! `cache (global) → Map(20) → get("k1") Object {data} → .data Array(1000)`.

use std::rc::Rc;

use super::cells::as_object;
use super::roots::{function_label, key_text, register_label, suspended_proto};
use crate::bytecode::{FunctionProto, Text};
use crate::heap::CellRef;
use crate::objects::edges::word_index;
use crate::objects::{
    Environment, Function, Gc, Host, JsArray, JsString, Kind, MapObject, MapTable, NativeFunction, Object,
    SuspendedFrame, Value,
};
use crate::vm::Vm;
use crate::vm::errors::stack_trace::to_text;

/// Keys of an object that are shown.
const KEYS: usize = 4;
/// Steps that are shown.
const STEPS: usize = 7;

/// Whose variables the environments on the way are.
#[derive(Default)]
pub(super) struct Scope {
    names: Vec<Rc<[Text]>>,
}

impl Scope {
    /// The way goes through a cell: if it is a function, its variables are those that follow.
    pub fn enter(&mut self, cell: CellRef) {
        if let Some(function) = Gc::<Function>::from_value(Value::cell(cell)) {
            self.names = function.code().proto().variables.outer.clone();
        }
    }

    /// The way goes from a register of a suspended function to an environment: one of its own, or
    /// the one that it was made in.
    fn enter_environment(&mut self, frame: Gc<SuspendedFrame>, register: usize, environment: Gc<Environment>) {
        let Some(proto) = suspended_proto(frame) else { return };
        let mut own = proto.variables.environments.iter().filter(|(at, _)| usize::from(*at) == register);
        let own = own.find(|(_, names)| names.len() == environment.slots().len()).map(|(_, names)| names.clone());
        self.names = own.into_iter().chain(proto.variables.outer.iter().cloned()).collect();
    }
}

/// A step of a way, as it is told.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What leads to it: a variable, a property; empty if there is no name for it.
    pub edge: String,
    /// What it is.
    pub what: String,
    /// The site that wrote the reference; 0 if none is known.
    pub site: u32,
}

/// A way in words, a step that comes again and again once.
pub(super) fn way_text(root: &str, steps: &[Step]) -> String {
    let mut text = root.to_owned();
    let (mut last, mut shown, mut repeats) = (String::new(), 0, 0);
    for Step { edge, what, .. } in steps {
        let step = if edge.is_empty() { what.clone() } else { format!("{edge} {what}") };
        let is_text = |step: &str| step.starts_with("string of");
        if step == last || is_text(&step) && is_text(&last) {
            repeats += 1;
            continue;
        }
        if std::mem::take(&mut repeats) > 0 {
            text.push_str(" → … the same again");
        }
        if shown == STEPS {
            text.push_str(" → …");
            break;
        }
        text.push_str(&format!(" → {step}"));
        // Of what a text is made does not matter.
        last = if is_text(what) { what.clone() } else { step };
        shown += 1;
    }
    if repeats > 0 {
        text.push_str(" → … the same again and again");
    }
    text
}

impl Vm {
    /// What the reference from one cell to the next is called; empty for the engine's own. `owner`:
    /// the last object on the way.
    pub(super) fn edge_name(
        &mut self,
        owner: Option<CellRef>,
        from: CellRef,
        to: CellRef,
        scope: &mut Scope,
    ) -> String {
        let is_to = |value: Value| value.as_cell() == Some(to);
        match Kind::of(from) {
            Kind::Elements | Kind::Deque => word_index(from, to).map_or_else(String::new, |index| format!("[{index}]")),
            Kind::Environment => {
                let environment = Gc::<Environment>::from_cell(from);
                if is_to(environment.parent.get()) {
                    scope.names = scope.names.get(1..).unwrap_or_default().to_vec();
                    return String::new();
                }
                let index = environment.slots().iter().position(|slot| is_to(slot.get())).unwrap_or(usize::MAX);
                let name = scope.names.first().and_then(|names| names.get(index)).filter(|name| !name.is_empty());
                name.map_or_else(|| "variable".into(), |name| format!("variable {}", to_text(name)))
            }
            Kind::SuspendedFrame => {
                let frame = Gc::<SuspendedFrame>::from_cell(from);
                let index = frame.slots().iter().position(|slot| is_to(slot.get())).unwrap_or_default();
                if let Some(environment) = Gc::<Environment>::from_value(Value::cell(to)) {
                    scope.enter_environment(frame, index, environment);
                    return String::new();
                }
                suspended_proto(frame).map_or_else(String::new, |proto| register_label(proto, index as u16))
            }
            Kind::MapTable => match Gc::<MapTable>::from_cell(from).entry_with(Value::cell(to)) {
                Some((key, false)) => format!("get({})", self.short_text(key)),
                _ => String::new(),
            },
            _ => owner.and_then(as_object).map_or_else(String::new, |owner| self.property_name(owner, to)),
        }
    }

    fn property_name(&self, owner: Gc<Object>, to: CellRef) -> String {
        let shape = self.space.shape_of(owner);
        let mut name = String::new();
        shape.for_each(|key, property| {
            if name.is_empty() && owner.slot(shape, property.slot).1.get().as_cell() == Some(to) {
                name = format!(".{}", key_text(key));
            }
        });
        name
    }

    fn short_text(&mut self, value: Value) -> String {
        if value.is_string() {
            let text: String = self.text_of(value).chars().take(20).collect();
            return format!("{text:?}");
        }
        if value.is_object() { "an object".into() } else { self.describe_value(value) }
    }

    pub(super) fn cell_name(&mut self, cell: CellRef) -> String {
        let value = Value::cell(cell);
        if let Some(string) = Gc::<JsString>::from_value(value) {
            return format!("string of {} characters", string.len());
        }
        if let Some(frame) = Gc::<SuspendedFrame>::from_value(value) {
            return match suspended_proto(frame) {
                Some(proto) => format!("suspended {}", function_label(proto)),
                None => "suspended function".into(),
            };
        }
        if let Some(function) = Gc::<Function>::from_value(value) {
            return closure_name(function.code().proto());
        }
        if let Some(native) = Gc::<NativeFunction>::from_value(value) {
            return format!("function {}", self.space.natives[native.id().0 as usize].name).trim_end().into();
        }
        if let Some(array) = Gc::<JsArray>::from_value(value) {
            return format!("Array({})", array.length());
        }
        let Some(object) = as_object(cell) else {
            return self.space.heap.kinds()[usize::from(cell.kind())].name.into();
        };
        let class = self.constructor_name(object);
        if let Some(map) = Gc::<MapObject>::from_value(value) {
            return format!("{}({})", class.as_deref().unwrap_or("Map"), self.space.map_len(map));
        }
        if let Some(host) = Gc::<Host>::from_value(value) {
            return class.unwrap_or_else(|| format!("{:?}", host.brand()));
        }
        format!("{} {{{}}}", class.as_deref().unwrap_or("Object"), self.keys_text(object))
    }

    /// The first keys of an object.
    fn keys_text(&self, object: Gc<Object>) -> String {
        let mut keys = Vec::new();
        let mut more = false;
        self.space.shape_of(object).for_each(|key, _| {
            if keys.len() < KEYS {
                keys.push(key_text(key));
            } else {
                more = true;
            }
        });
        if more {
            keys.push("…".into());
        }
        keys.join(", ")
    }
}

fn closure_name(proto: &FunctionProto) -> String {
    let label = function_label(proto);
    if label.starts_with("function ") { label } else { format!("function {label}") }
}
