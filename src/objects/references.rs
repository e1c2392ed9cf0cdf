//! All that a cell refers to, each reference with what it is called.
//!
//! Properties and elements are an object's own references; the cells in which they are stored have
//! none. Invariants: every reference that the collector sees of a living cell is visited, some of
//! them under two names; nothing is allocated in the heap.

use super::Space;
use super::cells::buffer::Buffer;
use super::cells::environment::{Environment, SuspendedFrame};
use super::cells::function::{BoundFunction, Function};
use super::cells::host::Host;
use super::cells::map::{MapObject, MapTable};
use super::cells::view::View;
use super::cells::weak_ref::WeakRef;
use super::elements::Elements;
use super::kind::Kind;
use super::object::shape::Shape;
use super::object::storage::Slots;
use super::object::{Accessor, Object};
use super::value::Value;
use super::value::cell::Gc;
use super::value::key::Key;
use super::value::symbol::Symbol;
use crate::heap::{CellRef, Tracer};

macro_rules! parts {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// A part that scripts do not see.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Part { $($(#[doc = $doc])* $name),* }

        impl Part {
            /// What they are called, by number.
            pub const NAMES: &'static [&'static str] = &[$($text),*];
        }
    };
}

parts! {
    /// An object's shape.
    Map = "map",
    /// Where an object has properties.
    Properties = "properties",
    /// Where an object has elements.
    Elements = "elements",
    /// The prototype of a shape's objects.
    Prototype = "prototype",
    /// A function's code.
    Shared = "shared",
    /// A function's scope.
    Context = "context",
    /// The object of a method that uses `super`.
    HomeObject = "home_object",
    /// A scope's outer one.
    Previous = "previous",
    /// What a bound function calls.
    BoundFunction = "bound_function",
    /// Its receiver.
    BoundThis = "bound_this",
    /// Its arguments.
    BoundArguments = "bound_arguments",
    /// The table of a collection.
    Table = "table",
    /// The table that replaced another.
    Next = "next_table",
    /// What a view looks at.
    Buffer = "buffer",
    /// What lies outside of the heap.
    BackingStore = "backing_store",
    /// The first half of a text.
    First = "first",
    /// The second half.
    Second = "second",
    /// The text that another is a part of.
    Parent = "parent",
    /// A symbol's description.
    Description = "name",
    /// A getter.
    Getter = "getter",
    /// A setter.
    Setter = "setter",
    /// What a WeakRef refers to.
    Target = "target",
    /// The text that code is of.
    Script = "script",
}

/// What a reference is called.
#[derive(Clone, Copy, Debug)]
pub enum Name {
    /// A property.
    Property(Key),
    /// An object's prototype.
    Proto,
    /// An element.
    Element(u32),
    /// A part.
    Part(Part),
    /// A part without a name.
    Numbered(u32),
    /// A variable of a scope, by its slot.
    Variable(u32),
    /// A register of a suspended function.
    Register(u32),
    /// It keeps nothing.
    Weak(Part),
}

/// Lists references.
pub struct References<'a> {
    space: &'a Space,
    tracer: Tracer,
}

impl<'a> References<'a> {
    /// For the cells of a space.
    pub fn new(space: &'a Space) -> References<'a> {
        References { space, tracer: space.heap.new_tracer() }
    }

    /// Visits the references of a cell, but for the entries of WeakMaps.
    #[inline]
    pub fn of(&mut self, cell: CellRef, visit: &mut impl FnMut(Name, CellRef)) {
        let kind = Kind::of(cell);
        match kind {
            Kind::Latin1 | Kind::Utf16 | Kind::BigInt | Kind::Holes => {}
            // Their owner has them.
            Kind::Slots | Kind::Elements | Kind::Deque | Kind::SparseElements => {}
            Kind::Object | Kind::Array | Kind::Arguments | Kind::Error | Kind::Deferred => {
                self.object(Gc::from_cell(cell), visit);
            }
            Kind::Function => {
                let function = Gc::<Function>::from_cell(cell);
                self.object(function.object(), visit);
                visit(Name::Part(Part::Shared), function.code().cell());
                part(visit, Part::Context, function.env.get());
                part(visit, Part::HomeObject, function.home.get());
            }
            _ if kind.is_object() => {
                self.object(Gc::from_cell(cell), visit);
                self.exotic(cell, kind, visit);
            }
            _ => self.record(cell, kind, visit),
        }
    }

    /// Visits the keys and values of a part of a WeakMap's table.
    pub fn entries_of(&mut self, cell: CellRef, mut visit: impl FnMut(CellRef, CellRef)) {
        self.space.heap.trace_cell(cell, &mut self.tracer);
        while let Some((key, value)) = self.tracer.next_ephemeron() {
            visit(key, value);
        }
    }

    fn object(&self, object: Gc<Object>, visit: &mut impl FnMut(Name, CellRef)) {
        let shape = self.space.shape_of(object);
        visit(Name::Part(Part::Map), shape.cell());
        if let Some(proto) = shape.proto.get().as_cell() {
            visit(Name::Proto, proto);
        }
        part(visit, Part::Properties, object.slots.get());
        part(visit, Part::Elements, object.elements.get());
        shape.for_each_slot(|key, slot| {
            if let Some(value) = object.slot(shape, slot).1.get().as_cell() {
                visit(Name::Property(key), value);
            }
        });
        match object.element_storage() {
            Elements::None | Elements::Holes(_) => {}
            Elements::Dense(words) => {
                for (index, slot) in words.slots().iter().enumerate() {
                    if let Some(value) = slot.get().as_cell() {
                        visit(Name::Element(index as u32), value);
                    }
                }
            }
            Elements::Sparse(sparse) => {
                for (&index, element) in sparse.entries().borrow().iter() {
                    if let Some(value) = element.value.as_cell() {
                        visit(Name::Element(index), value);
                    }
                }
            }
        }
    }

    /// What an object has besides.
    fn exotic(&mut self, cell: CellRef, kind: Kind, visit: &mut impl FnMut(Name, CellRef)) {
        let value = Value::cell(cell);
        if let Some(map) = Gc::<MapObject>::from_value(value) {
            return part(visit, Part::Table, map.table.get());
        }
        if let Some(view) = Gc::<View>::from_value(value) {
            return visit(Name::Part(Part::Buffer), view.buffer().cell());
        }
        if let Some(host) = Gc::<Host>::from_value(value) {
            for (index, slot) in host.slots().iter().enumerate() {
                if let Some(value) = slot.get().as_cell() {
                    visit(Name::Numbered(index as u32), value);
                }
            }
            return;
        }
        if let Some(bound) = Gc::<BoundFunction>::from_value(value) {
            part(visit, Part::BoundFunction, bound.target.get());
            part(visit, Part::BoundThis, bound.this.get());
            return part(visit, Part::BoundArguments, bound.arguments.get());
        }
        if Gc::<Buffer>::from_value(value).is_some() {
            return;
        }
        if let Some(weak) = Gc::<WeakRef>::from_value(value) {
            let target = weak.unchecked_target().as_cell();
            if let Some(target) = target.filter(|&target| self.space.heap.is_cell(target)) {
                visit(Name::Weak(Part::Target), target);
            }
            return;
        }
        let object = Gc::<Object>::from_cell(cell);
        let common =
            [object.slots.get().as_cell(), object.elements.get().as_cell(), Some(self.space.shape_of(object).cell())];
        let table = matches!(kind, Kind::WeakMap | Kind::WeakSet).then_some(Name::Part(Part::Table));
        self.rest(cell, |to| !common.contains(&Some(to)), &mut |name, to| visit(table.unwrap_or(name), to));
    }

    fn record(&mut self, cell: CellRef, kind: Kind, visit: &mut impl FnMut(Name, CellRef)) {
        match kind {
            Kind::Rope => self.text(cell, &[Part::Second, Part::First], visit),
            Kind::Slice => self.text(cell, &[Part::Parent], visit),
            Kind::Symbol => part(visit, Part::Description, Gc::<Symbol>::from_cell(cell).description.get()),
            Kind::Accessor => {
                let pair = Gc::<Accessor>::from_cell(cell);
                part(visit, Part::Getter, pair.get.get());
                part(visit, Part::Setter, pair.set.get());
            }
            Kind::Environment => {
                let environment = Gc::<Environment>::from_cell(cell);
                part(visit, Part::Previous, environment.parent.get());
                for (index, slot) in environment.slots().iter().enumerate() {
                    if let Some(value) = slot.get().as_cell() {
                        visit(Name::Variable(index as u32), value);
                    }
                }
            }
            Kind::SuspendedFrame => {
                for (index, slot) in Gc::<SuspendedFrame>::from_cell(cell).slots().iter().enumerate() {
                    if let Some(value) = slot.get().as_cell() {
                        visit(Name::Register(index as u32), value);
                    }
                }
            }
            Kind::MapTable => {
                let table = Gc::<MapTable>::from_cell(cell);
                part(visit, Part::Next, table.next_table());
                table.for_each_entry(|index, key, value| {
                    if let Some(key) = key.as_cell() {
                        visit(Name::Numbered(2 * index as u32), key);
                    }
                    if let Some(value) = value.as_cell() {
                        visit(Name::Numbered(2 * index as u32 + 1), value);
                    }
                });
            }
            Kind::Tuple => {
                for (index, slot) in Gc::<Slots>::from_cell(cell).slots().iter().enumerate() {
                    if let Some(value) = slot.get().as_cell() {
                        visit(Name::Numbered(index as u32), value);
                    }
                }
            }
            Kind::Shape => {
                let proto = Gc::<Shape>::from_cell(cell).proto.get();
                part(visit, Part::Prototype, proto);
                self.rest(cell, |to| Some(to) != proto.as_cell(), visit);
            }
            // What ephemerons say is told apart.
            Kind::WeakSegment => {}
            _ => self.rest(cell, |_| true, visit),
        }
    }

    fn text(&mut self, cell: CellRef, parts: &[Part], visit: &mut impl FnMut(Name, CellRef)) {
        self.space.heap.trace_cell(cell, &mut self.tracer);
        let mut found = [None; 2];
        let mut count = 0;
        while let Some(to) = self.tracer.next_strong() {
            found[count] = Some(to);
            count += 1;
        }
        // A rope that was made flat has one left.
        let parts = &parts[parts.len() - count..];
        for (to, &part) in found.into_iter().flatten().zip(parts) {
            visit(Name::Part(part), to);
        }
    }

    /// Visits those of a cell's references for which `is_rest` says yes, by number.
    fn rest(
        &mut self,
        cell: CellRef,
        is_rest: impl Fn(CellRef) -> bool,
        visit: &mut (impl FnMut(Name, CellRef) + ?Sized),
    ) {
        self.space.heap.trace_cell(cell, &mut self.tracer);
        let mut number = 0;
        while let Some(to) = self.tracer.next_strong() {
            if is_rest(to) {
                visit(Name::Numbered(number), to);
                number += 1;
            }
        }
        while self.tracer.next_ephemeron().is_some() {}
    }
}

fn part(visit: &mut impl FnMut(Name, CellRef), part: Part, value: Value) {
    if let Some(to) = value.as_cell() {
        visit(Name::Part(part), to);
    }
}
