//! What a reference from one cell to another is called: the property, element or internal field
//! that holds it.
//!
//! Invariant: nothing here allocates in the heap or runs JS, so it can be asked at any moment, also
//! about cells that leaked.

use super::Space;
use super::cells::environment::Environment;
use super::elements::array::JsArray;
use super::elements::dense::Dense;
use super::kind::Kind;
use super::object::Object;
use super::object::storage::Slots;
use super::value::cell::{Gc, HeapCell};
use super::value::key::Key;
use super::value::string::JsString;
use crate::heap::CellRef;

impl Space {
    /// The name of the reference from `from` to `to`, as it would be written behind an expression
    /// for `from`: `.next`, `[3]`, or an internal one in double brackets.
    pub fn edge_label(&self, from: CellRef, to: CellRef) -> String {
        let kind = Kind::of(from);
        if kind.is_object() {
            return self.property_label(Gc::from_cell(from), to);
        }
        match kind {
            Kind::Elements | Kind::Deque | Kind::Slots | Kind::Tuple => {
                word_index(from, to).map_or_else(|| "[[word]]".to_owned(), |index| format!("[{index}]"))
            }
            Kind::Environment if Gc::<Environment>::from_cell(from).parent.get().as_cell() == Some(to) => {
                "[[outer scope]]".to_owned()
            }
            Kind::Environment => "[[variable]]".to_owned(),
            Kind::SuspendedFrame => "[[register]]".to_owned(),
            _ => "[[internal]]".to_owned(),
        }
    }

    fn property_label(&self, object: Gc<Object>, to: CellRef) -> String {
        let shape = self.shape_of(object);
        let mut name = None;
        shape.for_each(|key, property| {
            if name.is_none() && object.slot(shape, property.slot).1.get().as_cell() == Some(to) {
                name = Some(key_label(key));
            }
        });
        if let Some(name) = name {
            return name;
        }
        if let Some(index) = object.elements.get().as_cell().and_then(|elements| word_index(elements, to)) {
            return format!("[{index}]");
        }
        if shape.cell() == to {
            return "[[shape]]".to_owned();
        }
        if object.elements.get().as_cell() == Some(to) {
            return "[[elements]]".to_owned();
        }
        if object.slots.get().as_cell() == Some(to) {
            return "[[properties]]".to_owned();
        }
        "[[internal]]".to_owned()
    }

    /// What a cell is, in a word or two: its constructor's name, or its kind's.
    pub fn cell_label(&self, cell: CellRef) -> String {
        let kind = Kind::of(cell);
        if !kind.is_object() {
            return self.heap.kinds()[usize::from(cell.kind())].name.to_owned();
        }
        if JsArray::is(kind) {
            return "Array".to_owned();
        }
        let mut proto = self.shape_of(Gc::<Object>::from_cell(cell)).proto.get();
        for _ in 0..8 {
            let Some(object) = Gc::<Object>::from_value(proto) else { break };
            let shape = self.shape_of(object);
            let constructor = shape
                .lookup(self.names.constructor)
                .map(|property| object.slot(shape, property.slot).1.get())
                .and_then(Gc::<Object>::from_value);
            if let Some(name) = constructor.and_then(|constructor| self.own_name(constructor)) {
                return name;
            }
            proto = shape.proto.get();
        }
        self.heap.kinds()[usize::from(cell.kind())].name.to_owned()
    }

    fn own_name(&self, function: Gc<Object>) -> Option<String> {
        let shape = self.shape_of(function);
        let property = shape.lookup(self.names.name)?;
        let name = Gc::<JsString>::from_value(function.slot(shape, property.slot).1.get())?;
        name.flat_chars().map(|chars| chars.to_text().into_owned()).filter(|name| !name.is_empty())
    }
}

/// Where in a cell of words a reference lies: the number of its slot, or of the element.
pub fn word_index(words: CellRef, to: CellRef) -> Option<usize> {
    if !Slots::is(Kind::of(words)) {
        return None;
    }
    Dense::of(Gc::from_cell(words)).slots().iter().position(|slot| slot.get().as_cell() == Some(to))
}

fn key_label(key: Key) -> String {
    let name = key.as_name().and_then(Gc::<JsString>::from_value).and_then(|name| name.flat_chars());
    name.map_or_else(|| "[symbol]".to_owned(), |chars| format!(".{}", chars.to_text()))
}
