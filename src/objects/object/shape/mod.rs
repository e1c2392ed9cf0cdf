//! Shapes (hidden classes): which named properties an object has, where, with which attributes, and
//! its prototype.
//!
//! Two sorts. A *shared* shape belongs to any number of objects and never changes; adding a
//! property goes along a transition to a child. A *unique* shape belongs to one object (prototypes,
//! the global object, large or odd objects) and changes in place, taking a new id each time until
//! it changes so often that it is marked uncacheable.
//!
//! Invariants: an object's header holds the id of its shape; ids are never used again for another
//! shape while an inline cache could remember them (index plus generation), so that an id that
//! matches proves the layout; a shape keeps its prototype and its parent alive; whenever an object
//! that is a prototype changes its properties or its own prototype, the space's `proto_epoch` is
//! raised, and a cache that looked through a prototype checks the epoch.

mod table;

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::objects::Space;
use crate::objects::kind::Kind;
use crate::objects::object::property_table::{Entry, Property, PropertyTable, attributes};
use crate::objects::object::{MAX_INLINE, Object, flags as object_flags};
use crate::objects::value::Value;
use crate::objects::value::cell::{Gc, HeapCell, Slot};
use crate::objects::value::key::Key;
pub use table::ShapeTable;

use crate::heap::{CellRef, Header, Marking, Tracer};

/// An id that no shape has.
pub const NO_SHAPE: u32 = 0;
/// Objects with more named properties than this get a unique shape.
const MAX_SHARED: u32 = limit!(128, small = 3);
/// A shared shape with so many children sends objects that add further properties to unique shapes.
const MAX_CHILDREN: usize = limit!(1024, small = 3);
/// As many children more are for the literals of a program alone, so that keys that are data do not
/// use up what its own objects need.
const LITERAL_CHILDREN: usize = limit!(1024, small = 2);
/// Objects with more get a unique shape when they lose one that was not added last.
const FEW_PROPERTIES: u32 = limit!(16, small = 2);
/// Name of the change that a property is removed, among attributes in an edge.
const REMOVED: u8 = 0x40;
/// After so many changes of what caches had remembered a unique shape is no longer cached.
const MAX_IDS: u16 = limit!(2048, small = 3);
const INDEX_BITS: u32 = 24;
/// Ancestors that a look-up asks before the shape gets a table.
const ANCESTORS: usize = limit!(8, small = 1);

const UNIQUE: u8 = 1;
const UNCACHEABLE: u8 = 2;
/// The table was made of the shapes above, which hold its names: it is no reference of its own, and
/// came without the barrier.
const CACHED_TABLE: u8 = 4;
/// It has children, and does not keep them alive: where references are counted.
const WEAK_CHILDREN: u8 = 8;
/// A cache may have remembered its id since it has it.
const NOTED: u8 = 16;

/// What leads from a shape to a child: the name of a property and its attributes, or of another
/// change.
type Edge = (Value, u8);

struct Data {
    table: Option<PropertyTable>,
    /// Where the finaliser reports the id, so that the table takes it back.
    dead: DeadIds,
    transitions: FxHashMap<Edge, Gc<Shape>>,
    /// Where references are counted: whose child it is and by which edge, if `parent` and `key` do
    /// not say so.
    origin: Option<Box<(Gc<Shape>, Edge)>>,
}

type DeadIds = Rc<RefCell<Vec<u32>>>;

/// A hidden class.
#[repr(C)]
pub struct Shape {
    header: Header,
    /// The prototype: an object or null.
    pub proto: Slot,
    parent: Slot,
    key: Slot,
    data: ManuallyDrop<Box<RefCell<Data>>>,
    id: Cell<u32>,
    slots: Cell<u32>,
    ids_used: Cell<u16>,
    inline: u8,
    key_attributes: u8,
    /// Slots that no property has, in a shared shape.
    holes: u8,
    bits: Cell<u8>,
}

impl HeapCell for Shape {
    #[inline(always)]
    fn is(kind: Kind) -> bool {
        kind == Kind::Shape
    }
}

impl Gc<Shape> {
    /// Shows a tracer what the shape needs: its children, which it keeps so that they need not be
    /// made again, are no part of that.
    pub fn trace_without_children(self, tracer: &mut Tracer) {
        self.proto.trace(tracer);
        self.parent.trace(tracer);
        self.key.trace(tracer);
        let data = self.data().borrow();
        if let Some(origin) = &data.origin {
            tracer.cell(origin.0.cell());
        }
        if let Some(table) = data.table.as_ref().filter(|_| self.bits.get() & CACHED_TABLE == 0) {
            for entry in table.iter() {
                if let Some(name) = entry.key.as_name() {
                    tracer.word(name.bits());
                }
            }
        }
    }

    /// Its id, as object headers hold it.
    #[inline(always)]
    pub fn id(self) -> u32 {
        self.id.get()
    }

    /// How many slots lie in the object itself.
    #[inline(always)]
    pub fn inline_slots(self) -> u32 {
        u32::from(self.inline)
    }

    /// Slots in use (properties, and free ones in unique shapes).
    #[inline(always)]
    pub fn slot_count(self) -> u32 {
        self.slots.get()
    }

    /// Whether it belongs to one object.
    pub fn is_unique(self) -> bool {
        self.bits.get() & UNIQUE != 0
    }

    /// Notes that a cache is about to remember its id, which then ends with the next change of a
    /// unique shape; false if no cache may.
    #[inline]
    pub fn remember_id(self) -> bool {
        let bits = self.bits.get();
        self.bits.set(bits | NOTED);
        bits & UNCACHEABLE == 0
    }

    fn data<'a>(self) -> &'a RefCell<Data> {
        // SAFETY: the box lives as long as the cell, which the caller keeps reachable.
        unsafe { &*std::ptr::from_ref::<RefCell<Data>>(&self.data) }
    }

    /// The property named `key`.
    pub fn lookup(self, key: Key) -> Option<Property> {
        if let Some(table) = &self.data().borrow().table {
            return table.get(key);
        }
        let mut shape = self;
        for _ in 0..ANCESTORS {
            if shape.key.get() == key.word() {
                return Some(Property { slot: shape.slots.get() - 1, attributes: shape.key_attributes });
            }
            let parent = shape.parent.get();
            if parent.is_hole() {
                return None;
            }
            shape = Gc::from_cell(parent.cell_unchecked());
            if shape.data().borrow().table.is_some() {
                return shape.lookup(key);
            }
        }
        self.build_table();
        self.data().borrow().table.as_ref().and_then(|table| table.get(key))
    }

    fn build_table(self) {
        let table = self.to_table();
        self.data().borrow_mut().table = Some(table);
        self.bits.set(self.bits.get() | CACHED_TABLE);
    }

    /// Whether it is the empty shape of some prototype's children, without slots in the object.
    fn is_first(self) -> bool {
        let bare = self.parent.get().is_hole() && self.slots.get() == 0 && self.inline == 0;
        bare && !self.is_unique() && self.data().borrow().table.is_none()
    }

    /// A shape that is dead, and not swept, is nobody's child any more.
    fn unlink(self, marking: &Marking) {
        let parent = self.parent.get();
        let (from, edge) = match (&self.data().borrow().origin, parent.is_hole()) {
            (Some(origin), _) => **origin,
            (None, false) => (Gc::from_cell(parent.cell_unchecked()), (self.key.get(), self.key_attributes)),
            (None, true) => return,
        };
        if marking.is_marked(from.cell()) {
            let children = &mut from.data().borrow_mut().transitions;
            // There may be another one already.
            if children.get(&edge) == Some(&self) {
                children.remove(&edge);
            }
        }
    }

    /// A table of all properties.
    fn to_table(self) -> PropertyTable {
        if let Some(table) = &self.data().borrow().table {
            return table.clone();
        }
        let mut own: Vec<Entry> = Vec::new();
        let mut shape = self;
        let mut table = loop {
            if let Some(table) = &shape.data().borrow().table {
                break table.clone();
            }
            let parent = shape.parent.get();
            if parent.is_hole() {
                own.reverse();
                return PropertyTable::from_entries(own);
            }
            let property = Property { slot: shape.slots.get() - 1, attributes: shape.key_attributes };
            own.push(Entry { key: Key::name(shape.key.get()), property });
            shape = Gc::from_cell(parent.cell_unchecked());
        };
        for entry in own.iter().rev() {
            table.push(entry.key, entry.property);
        }
        table
    }

    /// Calls `visit` with each property in insertion order.
    pub fn for_each(self, mut visit: impl FnMut(Key, Property)) {
        if self.slots.get() == 0 {
            return;
        }
        if self.data().borrow().table.is_none() {
            self.build_table();
        }
        if let Some(table) = &self.data().borrow().table {
            for entry in table.iter() {
                visit(entry.key, entry.property);
            }
        }
    }

    /// Calls `visit` with the key and the slot of each property, in no order; nothing is set up.
    #[cfg(feature = "cli")]
    pub fn for_each_slot(self, mut visit: impl FnMut(Key, u32)) {
        let mut shape = self;
        loop {
            if let Some(table) = &shape.data().borrow().table {
                return table.iter().for_each(|entry| visit(entry.key, entry.property.slot));
            }
            let parent = shape.parent.get();
            if parent.is_hole() {
                return;
            }
            visit(Key::name(shape.key.get()), shape.slots.get() - 1);
            shape = Gc::from_cell(parent.cell_unchecked());
        }
    }

    /// Number of properties, hidden ones included.
    pub fn property_count(self) -> usize {
        match &self.data().borrow().table {
            Some(table) => table.len(),
            None => self.slots.get() as usize - usize::from(self.holes),
        }
    }
}

pub(in crate::objects) fn size(_: CellRef) -> usize {
    std::mem::size_of::<Shape>()
}

pub(in crate::objects) fn trace(cell: CellRef, tracer: &mut Tracer) {
    let shape = Gc::<Shape>::from_cell(cell);
    shape.trace_without_children(tracer);
    if shape.bits.get() & WEAK_CHILDREN == 0 {
        for child in shape.data().borrow().transitions.values() {
            tracer.cell(child.cell());
        }
    }
}

/// Shows the collector the shape that an object's header names.
#[inline(always)]
pub(in crate::objects) fn trace_shape(id: u32, tracer: &mut Tracer) {
    tracer.numbered(id & ((1 << INDEX_BITS) - 1));
}

pub(in crate::objects) fn finalize(cell: CellRef) {
    let shape = cell.addr() as *mut Shape;
    // SAFETY: the heap finalises a dead cell once; nobody reads it afterwards.
    unsafe {
        // A shape for which there was no number has none to give back.
        if (*shape).id.get() != NO_SHAPE {
            (*shape).data.borrow().dead.borrow_mut().push((*shape).id.get());
        }
        ManuallyDrop::drop(&mut (*shape).data);
    }
}

pub(in crate::objects) fn external(cell: CellRef) -> usize {
    let data = Gc::<Shape>::from_cell(cell).data().borrow();
    let table = data.table.as_ref().map_or(0, PropertyTable::bytes);
    std::mem::size_of::<RefCell<Data>>() + table + data.transitions.capacity() * 25
}

pub(in crate::objects) fn is_listed(_: CellRef) -> bool {
    true
}

struct NewShape {
    proto: Value,
    parent: Value,
    key: Value,
    attributes: u8,
    slots: u32,
    inline: u8,
    holes: u8,
    bits: u8,
    table: Option<PropertyTable>,
}

impl Space {
    fn new_shape(&mut self, new: NewShape) -> Gc<Shape> {
        let cell = self.heap.alloc_finalizable(Kind::Shape as u8, std::mem::size_of::<Shape>(), 0, 0);
        let dead = self.shapes.dead.clone();
        let data = Data { table: new.table, dead, transitions: FxHashMap::default(), origin: None };
        // SAFETY: the cell has the size of `Shape`; every field behind the header is written before
        // anybody reads it.
        let shape = unsafe {
            let shape = cell.addr() as *mut Shape;
            (&raw mut (*shape).data).write(ManuallyDrop::new(Box::new(RefCell::new(data))));
            (&raw mut (*shape).inline).write(new.inline);
            (&raw mut (*shape).key_attributes).write(new.attributes);
            (&raw mut (*shape).holes).write(new.holes);
            Gc::<Shape>::from_cell(cell)
        };
        shape.proto.init(new.proto);
        shape.parent.init(new.parent);
        shape.key.init(new.key);
        shape.slots.set(new.slots);
        shape.ids_used.set(0);
        shape.bits.set(new.bits);
        shape.id.set(NO_SHAPE);
        let id = self.new_shape_id(shape);
        shape.id.set(id);
        shape
    }

    fn new_shape_id(&mut self, shape: Gc<Shape>) -> u32 {
        if self.shapes.is_crowded() {
            self.heap.request_collection();
        }
        self.shapes.new_id(shape).unwrap_or_else(|| self.heap.out_of_memory(0))
    }

    /// The shape of `object`.
    #[inline(always)]
    pub fn shape_of(&self, object: Gc<Object>) -> Gc<Shape> {
        self.shapes.get(object.shape_id())
    }

    /// The empty shape of objects whose prototype is `proto` (an object or null) with `inline`
    /// slots in the object (at most [`MAX_INLINE`]).
    #[inline]
    pub fn root_shape(&mut self, proto: Value, inline: u32) -> Gc<Shape> {
        if proto == self.roots.object_proto
            && let Some(&Some(shape)) = self.roots.plain_shapes.get(inline as usize)
        {
            return shape;
        }
        let shape = self.root_shape_slow(proto, inline);
        if proto == self.roots.object_proto
            && let Some(known) = self.roots.plain_shapes.get_mut(inline as usize)
        {
            *known = Some(shape);
        }
        if proto.is_callable() {
            self.inherit_elements(proto);
        }
        shape
    }

    /// The empty shape of classes whose parent is `parent`.
    pub fn heir_shape(&mut self, parent: Value) -> Gc<Shape> {
        self.root_shape_slow(parent, 0)
    }

    fn root_shape_slow(&mut self, proto: Value, inline: u32) -> Gc<Shape> {
        // An object's header counts its slots: a shape must not promise more than it can say.
        let inline = inline.min(MAX_INLINE) as u8;
        let Some(object) = Gc::<Object>::from_value(proto) else {
            return self.null_root(inline);
        };
        self.mark_as_prototype(object);
        let root_key = self.shapes.root_key.expect("the space sets the key before it makes objects");
        let base = self.known_root(object, root_key).unwrap_or_else(|| {
            let shape = self.new_root(proto, 0);
            let link = if self.shapes.weak { Value::number(shape.id().into()) } else { shape.value() };
            self.put_hidden(object, root_key, link);
            shape
        });
        if inline == 0 {
            return base;
        }
        let edge = (Value::int(i32::from(inline)), 0);
        if let Some(found) = self.child(base, edge) {
            return found;
        }
        let shape = self.new_root(proto, inline);
        self.add_transition(base, edge, shape);
        shape
    }

    /// The root shape that a prototype keeps.
    fn known_root(&mut self, proto: Gc<Object>, root_key: Key) -> Option<Gc<Shape>> {
        let link = self.get_hidden(proto, root_key)?;
        if let Some(cell) = link.as_cell() {
            return Some(Gc::from_cell(cell));
        }
        // Ids of the last generation come back.
        let shape = self.shape_by_id(link.as_number()? as u32)?;
        (shape.is_first() && shape.proto.get() == proto.value()).then_some(shape)
    }

    /// The child of a shape, if it has one by this edge; it is then kept alive.
    fn child(&mut self, from: Gc<Shape>, edge: Edge) -> Option<Gc<Shape>> {
        let found = *from.data().borrow().transitions.get(&edge)?;
        (!self.shapes.weak || self.heap.revive(found.cell())).then_some(found)
    }

    fn null_root(&mut self, inline: u8) -> Gc<Shape> {
        if let Some(&Some(shape)) = self.shapes.null_roots.get(inline as usize) {
            return shape;
        }
        let shape = self.new_root(Value::NULL, inline);
        let roots = &mut self.shapes.null_roots;
        if roots.len() <= inline as usize {
            roots.resize(inline as usize + 1, None);
        }
        roots[inline as usize] = Some(shape);
        shape
    }

    /// An empty shape without prototype that [`Space::root_shape`] never gives.
    pub(in crate::objects) fn separate_null_shape(&mut self) -> Gc<Shape> {
        self.new_root(Value::NULL, 0)
    }

    fn new_root(&mut self, proto: Value, inline: u8) -> Gc<Shape> {
        self.new_shape(NewShape {
            proto,
            parent: Value::HOLE,
            key: Value::HOLE,
            attributes: 0,
            slots: 0,
            inline,
            holes: 0,
            bits: 0,
            table: None,
        })
    }

    fn add_transition(&mut self, from: Gc<Shape>, edge: Edge, to: Gc<Shape>) {
        self.heap.barrier(from.cell());
        if self.shapes.weak {
            from.bits.set(from.bits.get() | WEAK_CHILDREN);
            if to.parent.get().is_hole() {
                self.heap.barrier(to.cell());
                to.data().borrow_mut().origin = Some(Box::new((from, edge)));
            }
        }
        from.data().borrow_mut().transitions.insert(edge, to);
    }

    /// The shared shape that adds `key` to `from`; `None` when the object should get a unique shape
    /// instead, which `add_named` sees to.
    pub(in crate::objects) fn shape_with(&mut self, from: Gc<Shape>, key: Key, attributes: u8) -> Option<Gc<Shape>> {
        self.shape_within(from, key, attributes, (MAX_SHARED, MAX_CHILDREN))
    }

    /// The shape with all of `keys` after `from`, whose objects an object literal makes; `None`
    /// when there are too many shapes, so that each object must be made property by property.
    pub fn literal_shape(&mut self, from: Gc<Shape>, keys: &[Key]) -> Option<Gc<Shape>> {
        let limits = (MAX_SHARED, MAX_CHILDREN + LITERAL_CHILDREN);
        keys.iter().try_fold(from, |shape, &key| self.shape_within(shape, key, attributes::ALL, limits))
    }

    /// The shape with `properties` after `from` that the engine itself makes objects of: no number
    /// of shapes stands against it.
    pub fn fixed_shape(&mut self, from: Gc<Shape>, properties: &[(Key, u8)]) -> Gc<Shape> {
        properties.iter().fold(from, |shape, &(key, attributes)| {
            let next = self.shape_within(shape, key, attributes, (u32::MAX, usize::MAX));
            next.expect("nothing is beyond these limits")
        })
    }

    fn shape_within(
        &mut self,
        from: Gc<Shape>,
        key: Key,
        attributes: u8,
        (properties, children): (u32, usize),
    ) -> Option<Gc<Shape>> {
        debug_assert!(!from.is_unique());
        let edge = (key.word(), attributes);
        if let Some(found) = self.child(from, edge) {
            return Some(found);
        }
        if from.slots.get() >= properties || from.data().borrow().transitions.len() >= children {
            return None;
        }
        let shape = self.new_shape(NewShape {
            proto: from.proto.get(),
            parent: from.value(),
            key: key.word(),
            attributes,
            slots: from.slots.get() + 1,
            inline: from.inline,
            holes: from.holes,
            bits: 0,
            table: None,
        });
        self.add_transition(from, edge, shape);
        Some(shape)
    }

    /// The shared shape like `from` with attributes changed by `change`: of all properties, or of
    /// `key` alone. `edge` names the change.
    pub(in crate::objects) fn shape_reconfigured(
        &mut self,
        from: Gc<Shape>,
        edge: Edge,
        change: impl FnOnce(&mut PropertyTable),
    ) -> Option<Gc<Shape>> {
        debug_assert!(!from.is_unique());
        if let Some(found) = self.child(from, edge) {
            return Some(found);
        }
        if from.data().borrow().transitions.len() >= MAX_CHILDREN {
            return None;
        }
        let mut table = from.to_table();
        change(&mut table);
        let holes = (from.slots.get() as usize - table.len()) as u8;
        let shape = self.new_shape(NewShape {
            proto: from.proto.get(),
            parent: Value::HOLE,
            key: Value::HOLE,
            attributes: 0,
            slots: from.slots.get(),
            inline: from.inline,
            holes,
            bits: 0,
            table: Some(table),
        });
        self.add_transition(from, edge, shape);
        Some(shape)
    }

    /// The shared shape like `from` without `key`, which it has: the one before when `key` was
    /// added last, else one with a slot that nobody has. `None` when the object should get a
    /// unique shape: when it has many properties, or lost one before, it is likely to be used as a
    /// table.
    pub(in crate::objects) fn shape_without(&mut self, from: Gc<Shape>, key: Key) -> Option<Gc<Shape>> {
        if from.is_unique() {
            return None;
        }
        let parent = from.parent.get();
        if from.key.get() == key.word() && !parent.is_hole() {
            return Some(Gc::from_cell(parent.cell_unchecked()));
        }
        if from.holes > 0 || from.slots.get() > FEW_PROPERTIES {
            return None;
        }
        let edge = (key.word(), REMOVED);
        self.shape_reconfigured(from, edge, |table| {
            table.remove(key);
        })
    }

    /// Gives `object` a shape of its own, with prototype `proto`.
    pub(in crate::objects) fn make_unique_with_proto(&mut self, object: Gc<Object>, proto: Value) -> Gc<Shape> {
        let old = self.shape_of(object);
        let shape = self.new_shape(NewShape {
            proto,
            parent: Value::HOLE,
            key: Value::HOLE,
            attributes: 0,
            slots: old.slots.get(),
            inline: old.inline,
            holes: 0,
            bits: UNIQUE,
            table: Some(old.to_table()),
        });
        self.set_shape(object, shape);
        shape
    }

    /// Gives `object` a shape of its own unless it has one.
    pub fn make_unique(&mut self, object: Gc<Object>) -> Gc<Shape> {
        let shape = self.shape_of(object);
        if shape.is_unique() { shape } else { self.make_unique_with_proto(object, shape.proto.get()) }
    }

    /// Gives `object` another shape (of the same inline slots).
    #[inline]
    pub fn set_shape(&mut self, object: Gc<Object>, shape: Gc<Shape>) {
        // The header's shape id is a reference too: the barrier sees the write.
        self.heap.barrier(object.cell());
        object.set_shape_id(shape.id());
        if object.has_flag(object_flags::IS_PROTOTYPE) {
            self.bump_proto_epoch();
        }
    }

    /// Changes a unique shape's table in place.
    pub(in crate::objects) fn change_unique<R>(
        &mut self,
        object: Gc<Object>,
        shape: Gc<Shape>,
        change: impl FnOnce(&mut PropertyTable) -> R,
    ) -> R {
        debug_assert!(shape.is_unique());
        self.heap.barrier(shape.cell());
        let before = external(shape.cell());
        let result = change(shape.data().borrow_mut().table.as_mut().expect("a unique shape has a table"));
        let after = external(shape.cell());
        self.heap.add_external(after as isize - before as isize);
        self.renew_id(object, shape);
        result
    }

    /// A unique shape changed: caches that know its id must miss.
    fn renew_id(&mut self, object: Gc<Object>, shape: Gc<Shape>) {
        if object.has_flag(object_flags::IS_PROTOTYPE) {
            self.bump_proto_epoch();
        }
        let bits = shape.bits.get();
        // A run of changes, as when a script declares its functions, takes one id.
        if bits & UNCACHEABLE != 0 || bits & NOTED == 0 || !self.shapes.cached {
            return;
        }
        shape.bits.set(bits & !NOTED);
        if shape.ids_used.get() >= MAX_IDS {
            shape.bits.set(shape.bits.get() | UNCACHEABLE);
        }
        shape.ids_used.set(shape.ids_used.get() + 1);
        // The collector may have read the old id and not looked it up yet.
        self.heap.barrier(object.cell());
        let old = shape.id.get() & ((1 << INDEX_BITS) - 1);
        let id = self.new_shape_id(shape);
        self.shapes.shapes[old as usize] = None;
        self.shapes.release(old);
        shape.id.set(id);
        object.set_shape_id(id);
    }

    /// A slot number for a new property of a unique shape.
    pub(in crate::objects) fn unique_slot(&mut self, shape: Gc<Shape>) -> u32 {
        let free = shape.data().borrow_mut().table.as_mut().and_then(PropertyTable::take_free_slot);
        free.unwrap_or_else(|| {
            let slot = shape.slots.get();
            shape.slots.set(slot + 1);
            slot
        })
    }

    /// The slots of the properties in their order, which are numbered anew from 0 on.
    pub(in crate::objects) fn renumber_slots(&mut self, object: Gc<Object>, shape: Gc<Shape>) -> Vec<u32> {
        let old = self.change_unique(object, shape, PropertyTable::renumber);
        shape.slots.set(old.len() as u32);
        old
    }

    /// Edge name of a change of one property's attributes.
    pub(in crate::objects) fn reconfigure_edge(key: Key, attributes: u8) -> Edge {
        (key.word(), 0x80 | attributes)
    }

    /// Raises the epoch that guards caches through prototypes. At the greatest number it stays: a
    /// number that came again would make caches true that are not.
    #[inline]
    pub fn bump_proto_epoch(&mut self) {
        self.proto_epoch = self.proto_epoch.saturating_add(1);
    }

    /// The epoch that a cache is filled with now: the present one, or, where that can be raised no
    /// more, 0, which no epoch is.
    #[inline]
    pub fn epoch_of_caches(&self) -> u32 {
        if self.proto_epoch == u32::MAX { 0 } else { self.proto_epoch }
    }

    /// Notes that `object` is some object's prototype: it gets a unique shape, and its changes
    /// raise the epoch from now on.
    pub fn mark_as_prototype(&mut self, object: Gc<Object>) {
        if object.has_flag(object_flags::IS_PROTOTYPE) {
            return;
        }
        self.materialize_function(object);
        self.make_unique(object);
        object.set_flag(object_flags::IS_PROTOTYPE);
        // What a proxy has in it cannot be told. Callable ones are parents of classes, which no
        // array inherits from: see `inherit_elements`. Typed arrays have elements of their own.
        let has_others = object.kind() == Kind::Proxy || object.kind().is_typed_array();
        if !object.elements.get().is_hole() || has_others {
            self.proto_has_elements = true;
        }
    }

    /// An object that is no function comes to inherit from `proto`: in a callable proxy above it
    /// there may be elements. Above what is no function nobody need look, where all such objects
    /// come by here.
    pub(in crate::objects) fn inherit_elements(&mut self, proto: Value) {
        let mut next = proto;
        while next.is_callable() {
            let at = Gc::<Object>::from_cell(next.cell_unchecked());
            self.proto_has_elements |= at.kind() == Kind::CallableProxy;
            next = self.proto_of(at);
        }
    }
}
