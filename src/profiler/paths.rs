//! The way through the heap in words:
//! `cache (global) → Map(20) → get("k1") Object {data} → .data Array(1000)`.

use std::rc::Rc;

use super::cells::{as_object, is_visible};
use super::roots::{BUILTINS, function_label, key_text, register_label, suspended_proto};
use crate::bytecode::{FunctionProto, Text};
use crate::heap::{CellRef, CellSet};
use crate::objects::edges::word_index;
use crate::objects::{
    Environment, Function, Gc, Host, JsArray, JsString, Kind, MapObject, MapTable, NativeFunction, Object,
    SuspendedFrame, Value,
};
use crate::vm::Vm;
use crate::vm::errors::stack_trace::to_text;

/// Keys of an object that are shown.
const KEYS: usize = 4;
/// Cells looked at near the end of a way.
const NEAR: usize = 64;
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

impl Vm {
    /// A holder and the cells from it on, in words.
    pub(super) fn describe_way(&mut self, label: String, cells: &[Option<CellRef>]) -> String {
        if label == BUILTINS {
            return label;
        }
        let mut cells: Vec<CellRef> = cells.iter().copied().flatten().collect();
        if let Some(&end) = cells.last()
            && !is_visible(end)
        {
            // It ends in a chain of the engine's own records: an object of the program's near there
            // says more.
            cells.extend(self.way_to_largest(end));
        }
        let mut text = label;
        let (mut owner, mut from) = (None, None);
        let mut scope = Scope::default();
        let (mut edge, mut last, mut shown, mut repeats) = (String::new(), String::new(), 0, 0);
        for &cell in &cells {
            if let Some(from) = from {
                let name = self.edge_name(owner, from, cell, &mut scope);
                if !name.is_empty() {
                    edge = name;
                }
            }
            scope.enter(cell);
            from = Some(cell);
            if !is_visible(cell) {
                continue;
            }
            owner = Some(cell);
            let what = self.cell_name(cell);
            let step = if edge.is_empty() { what } else { format!("{edge} {what}") };
            edge.clear();
            if step == last {
                repeats += 1;
                continue;
            }
            if repeats > 0 {
                text.push_str(" → … the same again");
                repeats = 0;
            }
            if shown == STEPS {
                text.push_str(" → …");
                break;
            }
            text.push_str(&format!(" → {step}"));
            last = step;
            shown += 1;
        }
        if repeats > 0 {
            text.push_str(" → … the same again and again");
        }
        text
    }

    /// The way from a cell to the largest cell near it.
    fn way_to_largest(&self, start: CellRef) -> Vec<CellRef> {
        let mut tracer = self.space.heap.new_tracer();
        let mut found = vec![(start, 0)];
        let mut seen = CellSet::default();
        let mut next = 0;
        while let Some(&(cell, _)) = found.get(next) {
            self.space.heap.trace_cell(cell, &mut tracer);
            while let Some(child) = tracer.next_cell() {
                // Shapes and code lead to everything.
                if found.len() < NEAR && !matches!(Kind::of(child), Kind::Shape | Kind::Code) && seen.insert(child) {
                    found.push((child, next));
                }
            }
            next += 1;
        }
        let sizes =
            found.iter().enumerate().skip(1).map(|(index, (cell, _))| (self.space.heap.cell_bytes(*cell), index));
        let mut at =
            sizes.max_by_key(|&(bytes, index)| (bytes, std::cmp::Reverse(index))).map_or(0, |(_, index)| index);
        let mut way = Vec::new();
        while at != 0 {
            way.push(found[at].0);
            at = found[at].1;
        }
        way.reverse();
        way
    }

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
