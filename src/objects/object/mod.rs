//! Objects: the common layout, named own properties, descriptors.
//!
//! ```text
//!   header: kind, flags, shape id │ slots (Slots cell or hole) │ elements (storage cell or hole) │ in-object slots, or the kind's own fields
//! ```
//!
//! Only `Kind::Object` (and Arguments, Error) have in-object property slots; their number is the
//! shape's. Everything here is free of script code: getters, setters and proxies are the VM's.

pub mod descriptor;
pub mod place;
pub mod property_table;
pub mod shape;
pub mod storage;

use crate::heap::{CellRef, Header, Tracer};
use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot, slots_at};
use crate::objects::value::key::Key;
use property_table::{Property, attributes};
use shape::Shape;
use storage::Slots;

/// Header flags of objects.
pub mod flags {
    /// No property can be added.
    pub const NOT_EXTENSIBLE: u16 = 1;
    /// Some object's prototype: changes raise the prototype epoch.
    pub const IS_PROTOTYPE: u16 = 2;
    /// Indexed elements are neither writable nor configurable.
    pub const ELEMENTS_FROZEN: u16 = 4;
    /// Indexed elements are not configurable.
    pub const ELEMENTS_SEALED: u16 = 8;
    /// A function whose `length`, `name` and `prototype` are not properties yet.
    pub const LAZY_FUNCTION: u16 = 16;
    /// An array whose `length` is not writable.
    pub const LENGTH_READ_ONLY: u16 = 32;
    /// A native function or bound function that `new` accepts.
    pub const CONSTRUCTOR: u16 = 64;
    /// An arguments object of sloppy code: elements are aliases of an environment's slots.
    pub const MAPPED_ARGUMENTS: u16 = 128;
    /// The class of a constructor: `new` is required.
    pub const CLASS: u16 = 256;
    /// Free for the kind's own use.
    pub const KIND_A: u16 = 512;
}

/// The layout that every object starts with.
#[repr(C)]
pub struct Object {
    header: Header,
    /// Properties that do not lie in the object: a `Slots` cell or a hole.
    pub slots: Slot,
    /// Indexed elements: an `Elements`, `Deque`, `Holes` or `SparseElements` cell, or a hole for
    /// none.
    pub elements: Slot,
}

/// Byte offset of the first in-object slot.
pub const INLINE_SLOTS: usize = 24;

impl HeapCell for Object {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind.is_object()
    }
}

/// A getter and setter; undefined where there is none.
#[repr(C)]
pub struct Accessor {
    header: Header,
    /// The getter.
    pub get: Slot,
    /// The setter.
    pub set: Slot,
}

impl HeapCell for Accessor {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Accessor
    }
}

pub(super) fn accessor_size(_: CellRef) -> usize {
    std::mem::size_of::<Accessor>()
}
pub(super) fn accessor_trace(cell: CellRef, tracer: &mut Tracer) {
    let accessor = Gc::<Accessor>::from_cell(cell);
    accessor.get.trace(tracer);
    accessor.set.trace(tracer);
}

/// An own property as it is found.
#[derive(Clone, Copy, Debug)]
pub struct OwnProperty {
    /// The value, or the accessor pair when `attributes` has `ACCESSOR`.
    pub value: Value,
    /// `attributes::*`
    pub attributes: u8,
}

impl OwnProperty {
    /// A data property.
    pub fn data(value: Value, attributes: u8) -> OwnProperty {
        OwnProperty { value, attributes }
    }

    /// Whether it is an accessor property.
    pub fn is_accessor(&self) -> bool {
        self.attributes & attributes::ACCESSOR != 0
    }

    /// The accessor pair.
    pub fn accessor(&self) -> Option<Gc<Accessor>> {
        if self.is_accessor() { Gc::from_value(self.value) } else { None }
    }
}

impl Gc<Object> {
    /// The id of its shape.
    #[inline(always)]
    pub fn shape_id(self) -> u32 {
        self.header.data()
    }

    #[inline(always)]
    pub(super) fn set_shape_id(self, id: u32) {
        self.header.set_data(id);
    }

    /// Whether a flag of [`flags`] is set.
    #[inline(always)]
    pub fn has_flag(self, flag: u16) -> bool {
        self.header.flags() & flag != 0
    }

    /// Sets a flag.
    #[inline(always)]
    pub fn set_flag(self, flag: u16) {
        self.header.set_flags(self.header.flags() | flag);
    }

    /// Clears a flag.
    pub fn clear_flag(self, flag: u16) {
        self.header.set_flags(self.header.flags() & !flag);
    }

    /// In-object slot `i`; the caller knows from the shape that it exists.
    #[inline(always)]
    pub fn inline_slot<'a>(self, i: usize) -> &'a Slot {
        &slots_at(self.cell(), INLINE_SLOTS, i + 1)[i]
    }

    /// The cell of slot number `slot` under `shape`, which is the object's, and the slot.
    #[inline(always)]
    pub fn slot<'a>(self, shape: Gc<Shape>, slot: u32) -> (CellRef, &'a Slot) {
        let inline = shape.inline_slots();
        if slot < inline {
            (self.cell(), self.inline_slot(slot as usize))
        } else {
            let words = Gc::<Slots>::from_cell(self.slots.get().cell_unchecked());
            (words.cell(), &words.slots()[(slot - inline) as usize])
        }
    }
}

fn inline_slots_of(cell: CellRef) -> usize {
    // In-object room is fixed at birth and cannot be read from the shape by the collector: the
    // object's size tells it.
    usize::from(Gc::<Object>::from_cell(cell).header.traced_flags() >> INLINE_SHIFT)
}

const INLINE_SHIFT: u32 = 11;
/// An object with so many slots gives those back that it needs no more.
const MANY_SLOTS: usize = limit!(64, small = 4);
/// Most in-object slots: the count takes the upper five bits of the header's flags.
pub const MAX_INLINE: u32 = limit!(31, small = 3);

pub(super) fn size(cell: CellRef) -> usize {
    INLINE_SLOTS + 8 * inline_slots_of(cell)
}

pub(super) fn trace(cell: CellRef, tracer: &mut Tracer) {
    trace_common(cell, tracer);
    let slots = slots_at(cell, INLINE_SLOTS, inline_slots_of(cell));
    for slot in slots {
        slot.trace(tracer);
    }
}

/// Shows the collector what every object refers to: its shape, slots and elements.
#[inline]
pub(super) fn trace_common(cell: CellRef, tracer: &mut Tracer) {
    let object = Gc::<Object>::from_cell(cell);
    object.slots.trace(tracer);
    object.elements.trace(tracer);
    crate::objects::object::shape::trace_shape(object.header.traced_data(), tracer);
}

impl Space {
    /// A plain object of `shape` (a root shape or one with properties), its property slots
    /// undefined.
    #[inline]
    pub fn new_object(&mut self, shape: Gc<Shape>) -> Gc<Object> {
        self.new_object_of(Kind::Object, shape)
    }

    /// As [`Space::new_object`] for the kinds that share the layout: Object, Arguments, Error.
    #[inline]
    pub fn new_object_of(&mut self, kind: Kind, shape: Gc<Shape>) -> Gc<Object> {
        debug_assert!(matches!(kind, Kind::Object | Kind::Arguments | Kind::Error));
        debug_assert!(!shape.is_unique());
        let inline = shape.inline_slots();
        debug_assert!(inline <= MAX_INLINE);
        let size = INLINE_SLOTS + 8 * inline as usize;
        let cell = self.heap.alloc(kind as u8, size, (inline as u16) << INLINE_SHIFT, shape.id());
        let object = Gc::<Object>::from_cell(cell);
        object.elements.init(Value::HOLE);
        for slot in slots_at(cell, INLINE_SLOTS, inline as usize) {
            slot.init(Value::UNDEFINED);
        }
        let outside = shape.slot_count().saturating_sub(inline);
        object.slots.init(Value::HOLE);
        if outside > 0 {
            let words = self.new_slots(Kind::Slots, outside as usize, Value::UNDEFINED);
            object.slots.init(words.value());
        }
        object
    }

    /// `{}` with a given prototype and room for four properties.
    pub fn new_object_with_proto(&mut self, proto: Value) -> Gc<Object> {
        let shape = self.root_shape(proto, 4);
        self.new_object(shape)
    }

    /// Writes the fields that every object has, for the constructors of other kinds.
    #[inline]
    pub(super) fn init_object(&mut self, cell: CellRef) -> Gc<Object> {
        let object = Gc::<Object>::from_cell(cell);
        object.slots.init(Value::HOLE);
        object.elements.init(Value::HOLE);
        object
    }

    /// An accessor pair.
    pub fn new_accessor(&mut self, get: Value, set: Value) -> Gc<Accessor> {
        let cell = self.heap.alloc(Kind::Accessor as u8, std::mem::size_of::<Accessor>(), 0, 0);
        let accessor = Gc::<Accessor>::from_cell(cell);
        accessor.get.init(get);
        accessor.set.init(set);
        accessor
    }

    /// The prototype: an object or null.
    #[inline]
    pub fn proto_of(&self, object: Gc<Object>) -> Value {
        self.shape_of(object).proto.get()
    }

    /// Changes the prototype. The caller has checked extensibility and cycles.
    pub fn set_proto(&mut self, object: Gc<Object>, proto: Value) {
        if self.proto_of(object) == proto {
            return;
        }
        self.materialize_function(object);
        if proto.is_null() {
            // An object that loses its prototype is still shown by the name of what made it.
            let former = self.proto_of(object);
            self.put_hidden(object, self.names.former_proto, former);
        }
        let shape = self.shape_of(object);
        if let Some(proto) = Gc::<Object>::from_value(proto) {
            self.mark_as_prototype(proto);
        }
        if !object.value().is_callable() {
            self.inherit_elements(proto);
        }
        if shape.property_count() == 0 && !shape.is_unique() {
            let root = self.root_shape(proto, shape.inline_slots());
            self.set_shape(object, root);
        } else {
            self.make_unique_with_proto(object, proto);
        }
    }

    // ---- named properties

    /// The named own property (not of the exotic kinds: see `get_own`).
    #[inline]
    pub fn get_named(&self, object: Gc<Object>, key: Key) -> Option<OwnProperty> {
        let shape = self.shape_of(object);
        let property = shape.lookup(key)?;
        Some(OwnProperty { value: object.slot(shape, property.slot).1.get(), attributes: property.attributes })
    }

    /// Adds a named property that is not there yet. Extensibility is the caller's business.
    pub fn add_named(&mut self, object: Gc<Object>, key: Key, value: Value, attributes: u8) {
        debug_assert!(key.as_index().is_none());
        let shape = self.shape_of(object);
        if !shape.is_unique() {
            if let Some(next) = self.shape_with(shape, key, attributes) {
                let slot = shape.slot_count();
                self.write_new_slot(object, shape, slot, value);
                self.set_shape(object, next);
                return;
            }
            self.make_unique(object);
        }
        let shape = self.shape_of(object);
        let slot = self.unique_slot(shape);
        self.write_new_slot(object, shape, slot, value);
        self.change_unique(object, shape, |table| table.push(key, Property { slot, attributes }));
    }

    /// Makes room for `count` more named properties in one step, in a shape of the object's own.
    pub fn reserve_named(&mut self, object: Gc<Object>, count: usize) {
        self.materialize_function(object);
        let shape = self.make_unique(object);
        self.change_unique(object, shape, |table| table.reserve(count));
        let room = (shape.slot_count() as usize + count).saturating_sub(shape.inline_slots() as usize);
        let old = Gc::<Slots>::from_value(object.slots.get());
        if room > old.map_or(0, |words| words.len()) {
            let grown = match old {
                Some(old) => self.grow_slots(old, room, Value::UNDEFINED),
                None => self.new_slots(Kind::Slots, room, Value::UNDEFINED),
            };
            self.store(object.cell(), &object.slots, grown.value());
        }
    }

    /// Writes slot number `slot`, growing the object's slot storage when needed.
    pub fn write_new_slot(&mut self, object: Gc<Object>, shape: Gc<Shape>, slot: u32, value: Value) {
        let inline = shape.inline_slots();
        if slot < inline {
            self.store(object.cell(), object.inline_slot(slot as usize), value);
            return;
        }
        let index = (slot - inline) as usize;
        let words = match Gc::<Slots>::from_value(object.slots.get()) {
            Some(words) if index < words.len() => words,
            old => {
                let room = (index + 1).next_power_of_two().max(2);
                let grown = match old {
                    Some(old) => self.grow_slots(old, room, Value::UNDEFINED),
                    None => self.new_slots(Kind::Slots, room, Value::UNDEFINED),
                };
                self.store(object.cell(), &object.slots, grown.value());
                grown
            }
        };
        self.store(words.cell(), &words.slots()[index], value);
    }

    /// Changes the value of a named property that is there.
    pub fn write_named(&mut self, object: Gc<Object>, property: Property, value: Value) {
        let shape = self.shape_of(object);
        let (owner, slot) = object.slot(shape, property.slot);
        self.store(owner, slot, value);
    }

    /// Changes the attributes (and, turning data into accessor or back, the value) of a named
    /// property that is there.
    pub fn reconfigure_named(&mut self, object: Gc<Object>, key: Key, value: Value, attributes: u8) {
        let shape = self.shape_of(object);
        let Some(old) = shape.lookup(key) else { return self.add_named(object, key, value, attributes) };
        if old.attributes != attributes {
            let mut shared = None;
            if !shape.is_unique() {
                let edge = Space::reconfigure_edge(key, attributes);
                shared = self.shape_reconfigured(shape, edge, |table| table.set_attributes(key, attributes));
            }
            match shared {
                Some(next) => self.set_shape(object, next),
                None => {
                    let shape = self.make_unique(object);
                    self.change_unique(object, shape, |table| table.set_attributes(key, attributes));
                }
            }
        }
        self.write_named(object, old, value);
    }

    /// Sets or adds a named property without asking anybody.
    pub fn put_named(&mut self, object: Gc<Object>, key: Key, value: Value, attributes: u8) {
        match self.shape_of(object).lookup(key) {
            Some(property) if property.attributes == attributes => self.write_named(object, property, value),
            Some(_) => self.reconfigure_named(object, key, value, attributes),
            None => self.add_named(object, key, value, attributes),
        }
    }

    /// Removes a named property that is there.
    pub fn remove_named(&mut self, object: Gc<Object>, key: Key) {
        let shape = self.shape_of(object);
        let Some(property) = shape.lookup(key) else { return };
        let (owner, slot) = object.slot(shape, property.slot);
        self.store(owner, slot, Value::UNDEFINED);
        if let Some(next) = self.shape_without(shape, key) {
            self.set_shape(object, next);
            return;
        }
        let shape = self.make_unique(object);
        self.change_unique(object, shape, |table| table.remove(key));
        self.give_slots_back(object, shape);
    }

    /// Makes the slots of an object that lost most of its properties few again.
    fn give_slots_back(&mut self, object: Gc<Object>, shape: Gc<Shape>) {
        let slots = shape.slot_count() as usize;
        // What natives remember of builtins by slot stays where it is.
        let fixed = object.has_flag(flags::IS_PROTOTYPE) || object.kind() == Kind::NativeFunction;
        if slots < MANY_SLOTS || shape.property_count() * 4 > slots || fixed {
            return;
        }
        let value = |&slot: &u32| object.slot(shape, slot).1.get();
        let values: Vec<Value> = self.renumber_slots(object, shape).iter().map(value).collect();
        let inline = shape.inline_slots() as usize;
        let outside = match values.get(inline..) {
            Some(outside) if !outside.is_empty() => self.new_slots_from(Kind::Slots, outside).value(),
            _ => Value::HOLE,
        };
        for slot in 0..inline {
            let value = values.get(slot).copied().unwrap_or(Value::UNDEFINED);
            self.store(object.cell(), object.inline_slot(slot), value);
        }
        self.store(object.cell(), &object.slots, outside);
    }

    /// Changes the attributes of all named properties: what freeze and seal do.
    pub fn restrict_named(&mut self, object: Gc<Object>, freeze: bool) {
        let change = move |old: u8| {
            let writable = if freeze && old & attributes::ACCESSOR == 0 { attributes::WRITABLE } else { 0 };
            old & !(attributes::CONFIGURABLE | writable)
        };
        let shape = self.shape_of(object);
        if !shape.is_unique() {
            let edge = (Value::boolean(freeze), 0);
            if let Some(next) = self.shape_reconfigured(shape, edge, |table| table.map_attributes(change)) {
                self.set_shape(object, next);
                return;
            }
        }
        let shape = self.make_unique(object);
        self.change_unique(object, shape, |table| table.map_attributes(change));
    }

    /// A property under a symbol of the engine's own, which reflection never shows.
    pub fn get_hidden(&self, object: Gc<Object>, key: Key) -> Option<Value> {
        self.get_named(object, key).map(|p| p.value)
    }

    /// Sets a property under a symbol of the engine's own (a private symbol).
    pub fn put_hidden(&mut self, object: Gc<Object>, key: Key, value: Value) {
        self.put_named(object, key, value, attributes::WRITABLE);
    }
}
